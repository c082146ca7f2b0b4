//! XML as a stream of events, with names by their namespaces: which prefixes a
//! file uses is its own affair.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use quick_xml::escape::unescape;
use quick_xml::events::{BytesRef, BytesStart, Event as Raw};
use quick_xml::name::{NamespaceResolver, ResolveResult};
use quick_xml::reader::NsReader;

use crate::bounded::Bounded;
use crate::error::ImportError;

pub(crate) const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
pub(crate) const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
pub(crate) const SKOS_XL: &str = "http://www.w3.org/2008/05/skos-xl#";
pub(crate) const OWL: &str = "http://www.w3.org/2002/07/owl#";
/// What the Publications Office adds to SKOS.
pub(crate) const EUVOC: &str = "http://publications.europa.eu/ontology/euvoc#";
pub(crate) const XML: &str = "http://www.w3.org/XML/1998/namespace";

const KNOWN: [&str; 6] = [RDF, SKOS, SKOS_XL, OWL, EUVOC, XML];

/// Deepest nesting of elements. `EuroVoc` stays below 8.
const DEEPEST: usize = 64;

/// A name: one of the namespaces known, or none of them, and the local part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    space: &'static str,
    local: String,
}

impl Name {
    fn new(space: &ResolveResult<'_>, local: &str) -> Self {
        let space = match space {
            ResolveResult::Bound(address) => KNOWN.iter().find(|k| **k == address.0),
            _ => None,
        };
        Self {
            space: space.copied().unwrap_or_default(),
            local: local.to_owned(),
        }
    }

    pub(crate) fn is(&self, space: &str, local: &str) -> bool {
        self.space == space && self.local == local
    }
}

/// The start of an element.
#[derive(Debug)]
pub(crate) struct Element {
    name: Name,
    attributes: Vec<(Name, String)>,
}

impl Element {
    pub(crate) fn is(&self, space: &str, local: &str) -> bool {
        self.name.is(space, local)
    }

    /// Its name without prefix.
    pub(crate) fn local(&self) -> &str {
        &self.name.local
    }

    pub(crate) fn name(&self) -> &Name {
        &self.name
    }

    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&Name, &str)> {
        self.attributes.iter().map(|(name, value)| (name, &**value))
    }

    pub(crate) fn attribute(&self, space: &str, local: &str) -> Option<&str> {
        let mut all = self.attributes();
        all.find(|(name, _)| name.is(space, local)).map(|(_, v)| v)
    }
}

/// One event.
pub(crate) enum Event {
    /// An element begins; each has its [`Event::Close`].
    Open(Element),
    /// The innermost open element ends.
    Close,
    /// Text, or a part of it.
    Text(String),
    /// The file is read.
    End,
}

/// Reads one file.
pub(crate) struct Xml<'p, R> {
    path: &'p Path,
    reader: NsReader<Bounded<R>>,
    buffer: Vec<u8>,
    depth: usize,
}

impl<'p, R: BufRead> Xml<'p, R> {
    pub(crate) fn new(path: &'p Path, file: Bounded<R>) -> Self {
        let mut reader = NsReader::from_reader(file);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = true;
        Self {
            path,
            reader,
            buffer: Vec::new(),
            depth: 0,
        }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.path.to_owned()
    }

    /// The next event.
    ///
    /// # Errors
    /// The file cannot be read, is not well formed, or too deep.
    pub(crate) fn next(&mut self) -> Result<Event, ImportError> {
        loop {
            self.buffer.clear();
            self.reader.get_mut().renew();
            let raw = self.reader.read_event_into(&mut self.buffer);
            let event = match raw {
                Ok(Raw::Start(start)) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        Err(format!("elements are nested more than {DEEPEST} deep"))
                    } else {
                        element(self.reader.resolver(), &start).map(Event::Open)
                    }
                }
                Ok(Raw::End(_)) => {
                    self.depth = self.depth.saturating_sub(1);
                    Ok(Event::Close)
                }
                Ok(Raw::Text(text)) => Ok(Event::Text(text.xml10_content().into_owned())),
                Ok(Raw::CData(text)) => Ok(Event::Text(text.xml10_content().into_owned())),
                Ok(Raw::GeneralRef(reference)) => resolved(&reference).map(Event::Text),
                // Of a document type nothing is read: entities that it defines
                // are not known, so none of them can grow.
                Ok(
                    Raw::Empty(_) | Raw::Comment(_) | Raw::Decl(_) | Raw::PI(_) | Raw::DocType(_),
                ) => continue,
                Ok(Raw::Eof) if self.depth > 0 => {
                    Err("it ends inside an element: the file is cut off".to_owned())
                }
                Ok(Raw::Eof) => Ok(Event::End),
                Err(quick_xml::Error::Io(error)) => Err(error.to_string()),
                Err(error) => Err(format!("it is not well formed: {error}")),
            };
            return event.map_err(|problem| self.damaged(problem));
        }
    }

    pub(crate) fn damaged(&self, problem: String) -> ImportError {
        ImportError::Damaged {
            path: self.path(),
            place: format!("byte {}", self.reader.buffer_position()),
            problem,
        }
    }
}

fn element(names: &NamespaceResolver, start: &BytesStart<'_>) -> Result<Element, String> {
    let (space, local) = names.resolve_element(start.name());
    let name = Name::new(&space, local.into_inner());
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|e| format!("it is not well formed: {e}"))?;
        if attribute.key.as_namespace_binding().is_some() {
            continue;
        }
        let (space, local) = names.resolve_attribute(attribute.key);
        let value = unescape(&attribute.value).map_err(|_| OWN_ENTITY.to_owned())?;
        attributes.push((Name::new(&space, local.into_inner()), value.into_owned()));
    }
    Ok(Element { name, attributes })
}

const OWN_ENTITY: &str = "it names an entity that XML itself does not have, and entities of a document type are not read";

fn resolved(reference: &BytesRef<'_>) -> Result<String, String> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Ok(c.to_string());
    }
    let text = match reference.xml10_content().as_ref() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return Err(OWN_ENTITY.to_owned()),
    };
    Ok(text.to_owned())
}
