//! The XML of a part as a stream of events.
//!
//! Names come with the namespace they mean, so that a producer may choose its
//! own prefixes, and the strict variant of the standard reads as the other.

use std::borrow::Cow;

use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event as Raw};
use quick_xml::{Reader, events::BytesRef};

use crate::error::ReadError;

use super::damaged;

/// Deepest nesting of elements. Word's own files stay below 60, tables in
/// tables and text boxes included.
const DEEPEST: usize = 256;

/// Most prefixes in force at once. Word declares some 35.
const MOST_PREFIXES: usize = 256;

/// What an element's namespace means to this reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// `WordprocessingML`.
    Word,
    /// Equations.
    Math,
    /// Markup compatibility: a choice, and what to read instead.
    Compatibility,
    /// All else.
    Other,
}

impl Space {
    fn of_address(address: &str) -> Self {
        match address {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Self::Word,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Self::Math,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Self::Compatibility,
            _ => Self::Other,
        }
    }

    /// A prefix that nothing declares means what it means everywhere.
    fn of_prefix(prefix: &str) -> Self {
        match prefix {
            "w" => Self::Word,
            "m" => Self::Math,
            "mc" => Self::Compatibility,
            _ => Self::Other,
        }
    }
}

/// One event.
pub(super) enum Event<'a> {
    /// An element begins; each has its [`Event::Close`].
    Open(Element<'a>),
    /// The innermost open element ends.
    Close,
    /// Text, or a part of it.
    Text(Cow<'a, str>),
    /// The part is read.
    End,
}

/// The start of an element.
pub(super) struct Element<'a> {
    start: BytesStart<'a>,
    /// Its namespace.
    pub(super) space: Space,
}

impl Element<'_> {
    /// Its name without prefix.
    pub(super) fn name(&self) -> &str {
        local(self.start.name().into_inner())
    }

    /// The value of the first attribute with this name, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.start.attributes();
        let found = attributes
            .with_checks(false)
            .map_while(Result::ok)
            .find(|a| local(a.key.into_inner()) == name)?;
        Some(match unescape(&found.value) {
            Ok(value) => Cow::Owned(value.into_owned()),
            // An entity that nothing defines: the value as it was written.
            Err(_) => found.value,
        })
    }

    /// The `w:val` of a property.
    pub(super) fn value(&self) -> Option<Cow<'_, str>> {
        self.attribute("val")
    }

    /// A whole number.
    pub(super) fn number(&self, name: &str) -> Option<i64> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// A property that is on when it is there, unless its value says no.
    pub(super) fn is_on(&self) -> bool {
        self.value().is_none_or(|value| is_true(&value))
    }
}

/// The truth values of the standard and of its older drafts.
pub(super) fn is_true(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off" | "none")
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Reads one part.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    part: &'a str,
    depth: usize,
    /// Prefixes in force, with the depth that declares them. Only the
    /// namespaces that mean something are kept, and what hides them.
    prefixes: Vec<(usize, String, Space)>,
}

impl<'a> Xml<'a> {
    /// `part` names it in errors.
    pub(super) fn new(part: &'a str, text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = true;
        Self {
            reader,
            part,
            depth: 0,
            prefixes: Vec::new(),
        }
    }

    /// The next event.
    ///
    /// # Errors
    /// The part is not well formed, has a document type, or is too deep.
    pub(super) fn next(&mut self) -> Result<Event<'a>, ReadError> {
        loop {
            let raw = self.reader.read_event();
            match raw.map_err(|error| self.damaged(&error.to_string()))? {
                Raw::Start(start) => return self.open(start),
                Raw::Empty(_) | Raw::Comment(_) | Raw::Decl(_) | Raw::PI(_) => {}
                Raw::End(_) => {
                    self.close();
                    return Ok(Event::Close);
                }
                Raw::Text(text) => return Ok(Event::Text(text.xml10_content())),
                Raw::CData(text) => return Ok(Event::Text(text.xml10_content())),
                Raw::GeneralRef(reference) => return self.reference(&reference),
                Raw::DocType(_) => {
                    return Err(self.damaged(
                        "it has a document type, which Word never writes and which is not read",
                    ));
                }
                Raw::Eof if self.depth > 0 => {
                    return Err(self.damaged("it ends inside an element: the file is cut off"));
                }
                Raw::Eof => return Ok(Event::End),
            }
        }
    }

    fn open(&mut self, start: BytesStart<'a>) -> Result<Event<'a>, ReadError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(ReadError::TooMuch {
                what: format!("elements nested {} deep in {}", self.depth, self.part),
                limit: DEEPEST.to_string(),
            });
        }
        if start.attributes_raw().contains("xmlns") {
            self.declare(&start)?;
        }
        let space = self.space(start.name().into_inner());
        Ok(Event::Open(Element { start, space }))
    }

    fn declare(&mut self, start: &BytesStart<'a>) -> Result<(), ReadError> {
        let mut attributes = start.attributes();
        for attribute in attributes.with_checks(false).map_while(Result::ok) {
            let key = attribute.key.into_inner();
            let prefix = match key.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) if rest.starts_with(':') => &rest[1..],
                _ => continue,
            };
            let space = Space::of_address(attribute.value.trim());
            let known = self.find(prefix).unwrap_or(Space::of_prefix(prefix));
            if space != known {
                self.prefixes.push((self.depth, prefix.to_owned(), space));
            }
            if self.prefixes.len() > MOST_PREFIXES {
                return Err(ReadError::TooMuch {
                    what: format!("namespace prefixes in {}", self.part),
                    limit: MOST_PREFIXES.to_string(),
                });
            }
        }
        Ok(())
    }

    fn find(&self, prefix: &str) -> Option<Space> {
        let mut declared = self.prefixes.iter().rev();
        declared.find(|(_, p, _)| p == prefix).map(|(_, _, s)| *s)
    }

    fn space(&self, name: &str) -> Space {
        let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
        self.find(prefix).unwrap_or(Space::of_prefix(prefix))
    }

    fn close(&mut self) {
        let depth = self.depth;
        while self.prefixes.last().is_some_and(|(at, _, _)| *at >= depth) {
            self.prefixes.pop();
        }
        self.depth = depth.saturating_sub(1);
    }

    fn reference(&self, reference: &BytesRef) -> Result<Event<'a>, ReadError> {
        let text = match reference.resolve_char_ref() {
            Ok(Some(c)) => c.to_string(),
            _ => match reference.xml10_content().as_ref() {
                "amp" => "&".to_owned(),
                "lt" => "<".to_owned(),
                "gt" => ">".to_owned(),
                "quot" => "\"".to_owned(),
                "apos" => "'".to_owned(),
                _ => return Err(self.damaged("it names an entity that nothing defines")),
            },
        };
        Ok(Event::Text(Cow::Owned(text)))
    }

    fn damaged(&self, problem: &str) -> ReadError {
        let at = self.reader.error_position();
        damaged(format!(
            "{}, at byte {at}: {problem}; open it in Word or LibreOffice and save it again",
            self.part
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spaces(text: &str) -> Vec<(String, Space)> {
        let mut xml = Xml::new("x", text);
        let mut found = Vec::new();
        while let Ok(event) = xml.next() {
            match event {
                Event::Open(e) => found.push((e.name().to_owned(), e.space)),
                Event::End => break,
                _ => {}
            }
        }
        found
    }

    #[test]
    fn a_namespace_is_known_by_its_address_and_only_then_by_its_prefix() {
        let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        let text = format!(
            "<x:a xmlns:x='{word}' xmlns='{word}'><b/><w:c/><x:d xmlns:x='urn:y'><x:e/></x:d><x:f/></x:a>"
        );
        let found = spaces(&text);
        let expected = [
            ("a", Space::Word),
            ("b", Space::Word),
            ("c", Space::Word),
            ("d", Space::Other),
            ("e", Space::Other),
            ("f", Space::Word),
        ];
        let expected: Vec<_> = expected.map(|(n, s)| (n.to_owned(), s)).into();
        assert_eq!(found, expected);
    }
}
