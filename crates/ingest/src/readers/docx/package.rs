//! The archive: parts, and the relationships that name them.
//!
//! Only the parts that hold text are unpacked, so pictures and embedded files
//! cost nothing and cannot be a trap.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::ReadError;

use super::xml::{Event, Xml};
use super::{OLE, OLE_REMEDY, damaged};

/// Most entries of an archive. A thesis with a picture on every page has some
/// hundreds.
const MOST_ENTRIES: usize = 10_000;

/// Bytes that the parts with text may have together, unpacked. A thousand pages
/// of tracked changes take some 60 MB.
const LARGEST: u64 = 128 << 20;

/// How many times its packed size a part may have once it is past
/// [`SMALL_PART`]. Word's own parts stay below 40; only filler exceeds 200.
const HIGHEST_RATIO: u64 = 200;

/// A part up to this size may be packed as well as it can, in bytes.
const SMALL_PART: u64 = 8 << 20;

const CENTRAL_HEADER: &[u8; 4] = b"PK\x01\x02";
const LOCAL_HEADER: &[u8; 4] = b"PK\x03\x04";

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

/// A part that another names.
pub(super) struct Relationship {
    /// The last word of its type: `footnotes`, `styles`.
    pub(super) kind: String,
    /// Full name of the part, without a slash at its head.
    pub(super) target: String,
}

/// An open archive.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Names are compared without case, and some archivers write `\`.
    entries: HashMap<String, usize>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens an archive.
    ///
    /// # Errors
    /// It is none, is cut off, or holds too many entries or two of one name.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        if bytes.starts_with(OLE) {
            let why = OLE_REMEDY.to_owned();
            return Err(ReadError::NoDocument { why });
        }
        // Counted before the archive is opened, which takes memory for each.
        let entries = headers(bytes).filter(|(_, local)| !local).count();
        if entries > MOST_ENTRIES {
            return Err(ReadError::TooMuch {
                what: format!("{entries} entries in the archive"),
                limit: MOST_ENTRIES.to_string(),
            });
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            damaged(format!(
                "the archive cannot be opened ({error}): it may be cut off; fetch it again"
            ))
        })?;
        if archive.has_duplicate_names() {
            return Err(damaged(
                "the archive holds two parts of one name: save it again in Word or LibreOffice",
            ));
        }
        let entries = archive
            .file_names_raw()
            .enumerate()
            .map(|(at, name)| (entry_name(&String::from_utf8_lossy(name)), at))
            .collect();
        Ok(Self {
            archive,
            entries,
            left: LARGEST,
        })
    }

    /// True when the archive has an entry whose name begins so.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        self.entries.keys().any(|name| name.starts_with(folder))
    }

    /// The name of the document's own part, where the archive has one.
    ///
    /// # Errors
    /// The relationships cannot be read.
    pub(super) fn main_part(&mut self) -> Result<Option<String>, ReadError> {
        let targets = self.relationships("")?;
        let targets = targets.into_iter().filter(|r| r.kind == "officeDocument");
        let mut names = targets
            .map(|r| r.target)
            .chain(["word/document.xml".to_owned()]);
        Ok(names.find(|name| self.entries.contains_key(&entry_name(name))))
    }

    /// What a part names, in order; the package itself is the empty name.
    ///
    /// # Errors
    /// The relationships are not XML or too large.
    pub(super) fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, ReadError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let rels = format!("{folder}{slash}_rels/{name}.rels");
        let Some(text) = self.read(&rels)? else {
            return Ok(Vec::new());
        };
        let mut found = Vec::new();
        let mut xml = Xml::new(&rels, &text);
        loop {
            match xml.next()? {
                Event::End => return Ok(found),
                Event::Open(element) if element.name() == "Relationship" => {
                    let external = element.attribute("TargetMode");
                    if external.is_some_and(|mode| mode.eq_ignore_ascii_case("external")) {
                        continue;
                    }
                    let (Some(kind), Some(target)) =
                        (element.attribute("Type"), element.attribute("Target"))
                    else {
                        continue;
                    };
                    if let Some(target) = resolve(folder, &target) {
                        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                        found.push(Relationship { kind, target });
                    }
                }
                _ => {}
            }
        }
    }

    /// The text of a part, or none when the archive lacks it.
    ///
    /// # Errors
    /// It cannot be unpacked, is too large, or is not text.
    pub(super) fn read(&mut self, part: &str) -> Result<Option<String>, ReadError> {
        let Some(&at) = self.entries.get(&entry_name(part)) else {
            return Ok(None);
        };
        let unreadable = |error: &dyn std::fmt::Display| {
            damaged(format!(
                "{part} cannot be unpacked ({error}): fetch the file again"
            ))
        };
        let entry = match self.archive.by_index(at) {
            Ok(entry) => entry,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(damaged(format!(
                    "{part} is protected by a password: save the document without one"
                )));
            }
            Err(error) => return Err(unreadable(&error)),
        };
        let packed = entry.compressed_size();
        let most = self
            .left
            .min((packed.saturating_mul(HIGHEST_RATIO)).max(SMALL_PART));
        let mut bytes = Vec::new();
        let mut bounded = entry.take(most + 1);
        bounded
            .read_to_end(&mut bytes)
            .map_err(|error| unreadable(&error))?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > most {
            return Err(too_large(part, self.left, packed));
        }
        self.left -= size;
        text(part, bytes).map(Some)
    }
}

fn too_large(part: &str, left: u64, packed: u64) -> ReadError {
    if packed.saturating_mul(HIGHEST_RATIO) < left {
        return ReadError::TooMuch {
            what: format!("{part} unpacked from {packed} bytes"),
            limit: format!("{HIGHEST_RATIO} times its packed size"),
        };
    }
    ReadError::TooMuch {
        what: format!("text unpacked, at {part}"),
        limit: format!("{LARGEST} bytes"),
    }
}

fn entry_name(name: &str) -> String {
    name.replace('\\', "/")
        .trim_start_matches('/')
        .to_lowercase()
}

/// The full name of a target as its part's folder sees it; none when it leads
/// out of the archive.
fn resolve(folder: &str, target: &str) -> Option<String> {
    let target = target.replace('\\', "/");
    let (from, target) = match target.strip_prefix('/') {
        Some(absolute) => ("", absolute),
        None => (folder, target.as_str()),
    };
    let mut path: Vec<&str> = from.split('/').filter(|s| !s.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop()?;
            }
            step => path.push(step),
        }
    }
    Some(path.join("/"))
}

/// UTF-8, or UTF-16 with its mark: the standard allows no other.
fn text(part: &str, bytes: Vec<u8>) -> Result<String, ReadError> {
    let wide = |read: fn([u8; 2]) -> u16| {
        let (pairs, _) = bytes.as_chunks::<2>();
        let units = pairs.iter().skip(1).map(|pair| read(*pair));
        char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    };
    match bytes.as_slice() {
        [0xFF, 0xFE, ..] => Ok(wide(u16::from_le_bytes)),
        [0xFE, 0xFF, ..] => Ok(wide(u16::from_be_bytes)),
        _ => {
            let mut text = String::from_utf8(bytes).map_err(|error| {
                let at = error.utf8_error().valid_up_to();
                damaged(format!(
                    "{part} is not UTF-8 at byte {at}: save it again in Word"
                ))
            })?;
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            Ok(text)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    #[test]
    fn the_parts_share_one_limit() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["word/a.xml", "word/b.xml"] {
            zip.start_file(name, SimpleFileOptions::default())
                .expect("a new entry");
            zip.write_all(&[b' '; 600]).expect("memory takes it");
        }
        let bytes = zip.finish().expect("memory takes it").into_inner();
        let mut package = Package::open(&bytes).expect("an archive");
        package.left = 1_000;
        assert!(package.read("word/a.xml").is_ok_and(|text| text.is_some()));
        let second = package.read("word/b.xml");
        assert!(
            matches!(second, Err(ReadError::TooMuch { .. })),
            "{second:?}"
        );
    }

    #[test]
    fn targets_stay_in_the_archive() {
        let cases = [
            ("word", "footnotes.xml", Some("word/footnotes.xml")),
            ("word", "/word/styles.xml", Some("word/styles.xml")),
            ("word", "../custom/x.xml", Some("custom/x.xml")),
            ("word", "../../etc/passwd", None),
            ("", "word\\document.xml", Some("word/document.xml")),
        ];
        for (folder, target, expected) in cases {
            assert_eq!(resolve(folder, target).as_deref(), expected, "{target}");
        }
    }
}
