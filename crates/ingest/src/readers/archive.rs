//! ZIP archives: what DOCX and the publications of the Official Journal come in.
//!
//! Only the entries that are asked for are unpacked, and into memory, so pictures
//! and embedded files cost nothing and no name can be a trap.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::ReadError;

/// Most entries of an archive. A thesis with a picture on every page has some
/// hundreds.
const MOST_ENTRIES: usize = 10_000;

/// Bytes that the entries read may have together, unpacked. A thousand pages
/// of tracked changes take some 60 MB.
const LARGEST: u64 = 128 << 20;

/// How many times its packed size an entry may have once it is past
/// [`SMALL_ENTRY`]. Word's own stay below 40; only filler exceeds 200.
const HIGHEST_RATIO: u64 = 200;

/// An entry up to this size may be packed as well as it can, in bytes.
const SMALL_ENTRY: u64 = 8 << 20;

const CENTRAL_HEADER: &[u8; 4] = b"PK\x01\x02";
const LOCAL_HEADER: &[u8; 4] = b"PK\x03\x04";

/// True for the bytes of an archive, whole or not. An empty one has an end only.
pub(super) fn recognises(bytes: &[u8]) -> bool {
    bytes.starts_with(LOCAL_HEADER) || bytes.starts_with(b"PK\x05\x06")
}

/// Names of entries, as the headers in the bytes give them. This reads a file
/// that is cut off too.
pub(super) fn header_names(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    headers(bytes).filter_map(|(rest, local)| {
        let (length_at, name_at) = if local { (26, 30) } else { (28, 46) };
        let length = rest.get(length_at..length_at + 2)?;
        let length = usize::from(u16::from_le_bytes(length.try_into().ok()?));
        rest.get(name_at..name_at + length)
    })
}

fn headers(bytes: &[u8]) -> impl Iterator<Item = (&[u8], bool)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            at += bytes.get(at..)?.iter().position(|b| *b == b'P')?;
            let rest = bytes.get(at..)?;
            at += 1;
            if rest.starts_with(LOCAL_HEADER) || rest.starts_with(CENTRAL_HEADER) {
                return Some((rest, rest.starts_with(LOCAL_HEADER)));
            }
        }
    })
}

/// An open archive.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// What a person calls a file of this format.
    format: &'static str,
    /// Names are compared without case, and some archivers write `\`.
    entries: HashMap<String, usize>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive, which is to be a file of this format.
    ///
    /// # Errors
    /// It is none, is cut off, or holds too many entries or two of one name.
    pub(super) fn open(bytes: &'a [u8], format: &'static str) -> Result<Self, ReadError> {
        // Counted before the archive is opened, which takes memory for each.
        let entries = headers(bytes).filter(|(_, local)| !local).count();
        if entries > MOST_ENTRIES {
            return Err(ReadError::TooMuch {
                what: format!("{entries} entries in the archive"),
                limit: MOST_ENTRIES.to_string(),
            });
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            let problem = format!(
                "the archive cannot be opened ({error}): it may be cut off; fetch it again"
            );
            damaged(format, problem)
        })?;
        if zip.has_duplicate_names() {
            let problem = "the archive holds two parts of one name: make it again with the \
                           program that it comes from";
            return Err(damaged(format, problem.to_owned()));
        }
        let entries = zip
            .file_names_raw()
            .enumerate()
            .map(|(at, name)| (entry_name(&String::from_utf8_lossy(name)), at))
            .collect();
        Ok(Self {
            zip,
            format,
            entries,
            left: LARGEST,
        })
    }

    /// Names of the entries, in lower case and in order.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.entries.keys().cloned().collect();
        names.sort_unstable();
        names
    }

    /// True when the archive has an entry whose name begins so.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        self.entries.keys().any(|name| name.starts_with(folder))
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.entries.contains_key(&entry_name(name))
    }

    /// The first bytes of an entry, or none when the archive lacks it or cannot
    /// unpack it.
    pub(super) fn head(&mut self, name: &str, length: u64) -> Option<Vec<u8>> {
        let at = *self.entries.get(&entry_name(name))?;
        let mut head = Vec::new();
        let entry = self.zip.by_index(at).ok()?;
        entry.take(length).read_to_end(&mut head).ok()?;
        Some(head)
    }

    /// The bytes of an entry, or none when the archive lacks it.
    ///
    /// # Errors
    /// It cannot be unpacked or is too large.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(&at) = self.entries.get(&entry_name(name)) else {
            return Ok(None);
        };
        let format = self.format;
        let unreadable = |error: &dyn std::fmt::Display| {
            let problem = format!("{name} cannot be unpacked ({error}): fetch the file again");
            damaged(format, problem)
        };
        let entry = match self.zip.by_index(at) {
            Ok(entry) => entry,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                let problem =
                    format!("{name} is protected by a password: save the document without one");
                return Err(damaged(format, problem));
            }
            Err(error) => return Err(unreadable(&error)),
        };
        let packed = entry.compressed_size();
        let most = self
            .left
            .min((packed.saturating_mul(HIGHEST_RATIO)).max(SMALL_ENTRY));
        let mut bytes = Vec::new();
        let mut bounded = entry.take(most + 1);
        bounded
            .read_to_end(&mut bytes)
            .map_err(|error| unreadable(&error))?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > most {
            return Err(too_large(name, self.left, packed));
        }
        self.left -= size;
        Ok(Some(bytes))
    }
}

fn damaged(format: &str, problem: String) -> ReadError {
    ReadError::Damaged {
        format: format.to_owned(),
        problem,
    }
}

fn too_large(name: &str, left: u64, packed: u64) -> ReadError {
    if packed.saturating_mul(HIGHEST_RATIO) < left {
        return ReadError::TooMuch {
            what: format!("{name} unpacked from {packed} bytes"),
            limit: format!("{HIGHEST_RATIO} times its packed size"),
        };
    }
    ReadError::TooMuch {
        what: format!("text unpacked, at {name}"),
        limit: format!("{LARGEST} bytes"),
    }
}

/// The name under which an entry is known.
pub(super) fn entry_name(name: &str) -> String {
    name.replace('\\', "/")
        .trim_start_matches('/')
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    #[test]
    fn the_entries_share_one_limit() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["word/a.xml", "word/b.xml"] {
            zip.start_file(name, SimpleFileOptions::default())
                .expect("a new entry");
            zip.write_all(&[b' '; 600]).expect("memory takes it");
        }
        let bytes = zip.finish().expect("memory takes it").into_inner();
        let mut archive = Archive::open(&bytes, "DOCX").expect("an archive");
        archive.left = 1_000;
        assert!(archive.read("word/a.xml").is_ok_and(|text| text.is_some()));
        let second = archive.read("word/b.xml");
        assert!(
            matches!(second, Err(ReadError::TooMuch { .. })),
            "{second:?}"
        );
    }
}
