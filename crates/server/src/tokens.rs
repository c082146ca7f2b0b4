//! Tokens that open the API: a file has their hashes, and is read again when it changes.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use axum::http::{HeaderMap, header};
use sha2::{Digest as _, Sha256};

/// How long the file is believed to be as it was.
const BELIEVED: Duration = Duration::from_secs(1);

type Hash = [u8; 32];

/// The tokens of a file.
pub(crate) struct Tokens {
    file: PathBuf,
    read: Mutex<Read>,
}

#[derive(Default)]
struct Read {
    looked: Option<Instant>,
    changed: Option<SystemTime>,
    hashes: HashSet<Hash>,
}

impl Tokens {
    pub(crate) fn of(file: PathBuf) -> Self {
        Self {
            file,
            read: Mutex::default(),
        }
    }

    /// Whether a request has one of the tokens. A file that cannot be read opens nothing.
    pub(crate) fn open(&self, headers: &HeaderMap) -> bool {
        let Some(token) = bearer(headers) else {
            return false;
        };
        // Compared by their hashes: how long that takes says nothing of a token.
        let hash: Hash = Sha256::digest(token.as_bytes()).into();
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.refresh(&self.file);
        read.hashes.contains(&hash)
    }
}

impl Read {
    fn refresh(&mut self, file: &Path) {
        if self
            .looked
            .is_some_and(|looked| looked.elapsed() < BELIEVED)
        {
            return;
        }
        self.looked = Some(Instant::now());
        let changed = file
            .metadata()
            .and_then(|metadata| metadata.modified())
            .ok();
        if changed.is_some() && changed == self.changed {
            return;
        }
        match std::fs::read_to_string(file) {
            Ok(text) => {
                self.hashes = hashes(&text);
                self.changed = changed;
                tracing::info!(tokens = self.hashes.len(), "tokens were read");
            }
            Err(error) => {
                self.hashes.clear();
                self.changed = None;
                tracing::error!(%error, file = %file.display(), "tokens cannot be read; the API is closed");
            }
        }
    }
}

/// The token of `Authorization: Bearer …` (RFC 6750).
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

/// The hashes of a file, as `sha256sum` prints them; what follows one names its owner. Empty lines and those that begin with
/// `#` say nothing.
fn hashes(text: &str) -> HashSet<Hash> {
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let hash = line.split_whitespace().next().and_then(hash);
            if hash.is_none() {
                tracing::warn!("a line of the tokens is no SHA-256 of 64 hexadecimal digits");
            }
            hash
        })
        .collect()
}

fn hash(digits: &str) -> Option<Hash> {
    let mut hash = [0; 32];
    if digits.len() != 64 || !digits.is_ascii() {
        return None;
    }
    for (at, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, value.parse().expect("a value"));
        headers
    }

    #[test]
    fn tokens_of_the_file_open() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("tokens");
        // SHA-256 of "secret".
        let hash = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";
        std::fs::write(
            &file,
            format!("# who may ask\n\n{hash}  portal\nnot a hash\n"),
        )
        .expect("written");
        let tokens = Tokens::of(file.clone());
        assert!(tokens.open(&with("Bearer secret")));
        assert!(tokens.open(&with("bearer  secret")));
        for refused in [
            "Bearer other",
            "Bearer",
            "Basic secret",
            "secret",
            "Bearer secret2",
        ] {
            assert!(!tokens.open(&with(refused)), "{refused}");
        }
        assert!(!tokens.open(&HeaderMap::new()));
        // Taken away while the server runs.
        std::fs::remove_file(&file).expect("removed");
        std::thread::sleep(BELIEVED);
        assert!(!tokens.open(&with("Bearer secret")));
    }
}
