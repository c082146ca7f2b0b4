//! The package: parts, and the relationships that name them.

use crate::error::ReadError;

use super::super::archive::Archive;
use super::xml::{Event, Xml};
use super::{OLE, OLE_REMEDY, damaged};

/// A part that another names.
pub(super) struct Relationship {
    /// The last word of its type: `footnotes`, `styles`.
    pub(super) kind: String,
    /// Full name of the part, without a slash at its head.
    pub(super) target: String,
}

/// An open package.
pub(super) struct Package<'a>(Archive<'a>);

impl<'a> Package<'a> {
    /// Opens a package.
    ///
    /// # Errors
    /// It is none, is cut off, or holds too many parts or two of one name.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        if bytes.starts_with(OLE) {
            let why = OLE_REMEDY.to_owned();
            return Err(ReadError::NoDocument { why });
        }
        Archive::open(bytes, "DOCX").map(Self)
    }

    /// True when the archive has an entry whose name begins so.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        self.0.has_folder(folder)
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
        Ok(names.find(|name| self.0.contains(name)))
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
        match self.0.read(part)? {
            Some(bytes) => text(part, bytes).map(Some),
            None => Ok(None),
        }
    }
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
    use super::*;

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
