//! The path of a file as text, without loss.
//!
//! Names of files need not be UTF-8 on every system. Two that differ must differ as text too, and the file must be found
//! again by it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Opens the two hexadecimal digits of a byte that is no UTF-8, and of itself.
const ESCAPE: char = '\u{1a}';

/// The path as text: itself when it is UTF-8, else with the bytes that are not written as numbers.
///
/// ```
/// use renvoi_document::origin;
/// # use std::path::Path;
/// let path = Path::new("/dossiers/été.txt");
/// assert_eq!(origin::to_text(path), "/dossiers/été.txt");
/// assert_eq!(origin::to_path("/dossiers/été.txt"), path);
/// ```
pub fn to_text(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        for c in chunk.valid().chars() {
            text.push(c);
            if c == ESCAPE {
                text.push_str("1a");
            }
        }
        for byte in chunk.invalid() {
            let _ = write!(text, "{ESCAPE}{byte:02x}");
        }
    }
    text
}

/// The path that a text of [`to_text`] stands for.
pub fn to_path(text: &str) -> PathBuf {
    let Some((first, rest)) = text.split_once(ESCAPE) else {
        return PathBuf::from(text);
    };
    let mut bytes = first.as_bytes().to_vec();
    for part in rest.split(ESCAPE) {
        let code = part
            .get(..2)
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        match code {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend_from_slice(&part.as_bytes()[2..]);
            }
            None => bytes.extend_from_slice(part.as_bytes()),
        }
    }
    of_bytes(bytes)
}

#[cfg(unix)]
fn of_bytes(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn of_bytes(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::ffi::OsStringExt as _;

    use super::*;

    #[test]
    fn any_path_comes_back() {
        let names: [&[u8]; 5] = [
            b"/a/b.txt",
            b"/a\xff.txt",
            b"/a\xfe.txt",
            "/\u{1a}ff/é\u{1a}".as_bytes(),
            b"\xc3",
        ];
        let texts: Vec<String> = names
            .iter()
            .map(|name| {
                let path = PathBuf::from(std::ffi::OsString::from_vec(name.to_vec()));
                let text = to_text(&path);
                assert_eq!(to_path(&text), path, "{text:?}");
                text
            })
            .collect();
        for (at, text) in texts.iter().enumerate() {
            assert!(!texts[..at].contains(text), "{text:?}");
        }
    }
}
