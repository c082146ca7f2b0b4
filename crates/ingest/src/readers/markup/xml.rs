//! XML into a tree.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesPI, BytesRef, BytesStart, Event};

use crate::error::ReadError;

use super::tree::{Tree, too_deep};
use super::{DEEPEST, MOST_ATTRIBUTES};

/// Reads XML.
///
/// # Errors
/// It is not well formed, defines entities, or is too deep or too large.
pub(crate) fn parse(text: &str) -> Result<Tree, ReadError> {
    parse_keeping(text, &[])
}

/// Reads XML and keeps the processing instructions of these targets, as empty
/// elements named `?TARGET`.
///
/// # Errors
/// As [`parse`].
pub(crate) fn parse_keeping(text: &str, targets: &[&str]) -> Result<Tree, ReadError> {
    let mut tree = Tree::new();
    let mut open = vec![Tree::ROOT];
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    loop {
        let event = reader
            .read_event()
            .map_err(|error| damaged(&reader, &error.to_string()))?;
        let top = open.last().copied().unwrap_or(Tree::ROOT);
        match event {
            Event::Start(start) => {
                let node = element(&mut tree, &start).map_err(|e| damaged(&reader, &e))?;
                tree.append(top, node);
                open.push(node);
                if open.len() > DEEPEST {
                    return Err(too_deep());
                }
                tree.check_size()?;
            }
            Event::Empty(start) => {
                let node = element(&mut tree, &start).map_err(|e| damaged(&reader, &e))?;
                tree.append(top, node);
                tree.check_size()?;
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Text(text) if top == Tree::ROOT => outside(&reader, &text.xml10_content())?,
            Event::Text(text) => tree.append_text(top, &text.xml10_content()),
            Event::CData(text) => tree.append_text(top, &text.xml10_content()),
            Event::GeneralRef(reference) => match resolve(&reference) {
                Some(Resolved::Char(c)) => {
                    tree.append_text(top, c.encode_utf8(&mut [0; 4]));
                }
                Some(Resolved::Text(text)) => tree.append_text(top, text),
                None => {
                    let name = reference.xml10_content().into_owned();
                    return Err(damaged(&reader, &format!("the entity `&{name};` is not known")));
                }
            },
            Event::DocType(doctype) if doctype.xml10_content().contains('[') => {
                return Err(ReadError::Damaged {
                    format: "XML".to_owned(),
                    problem: "its document type defines entities or elements, which is not \
                              read: save it without the part in square brackets"
                        .to_owned(),
                });
            }
            Event::Eof => break,
            Event::PI(instruction) if targets.contains(&instruction.target()) => {
                let node = kept(&mut tree, &instruction);
                tree.append(top, node);
                tree.check_size()?;
            }
            Event::DocType(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if tree.root().elements().filter(|e| !e.name().starts_with('?')).count() != 1 {
        return Err(damaged(&reader, "it is not one element with all others in it"));
    }
    if open.len() > 1 {
        return Err(damaged(&reader, "it ends inside an element: the file is cut off"));
    }
    Ok(tree)
}

/// Refuses text that stands in no element.
fn outside(reader: &Reader<&[u8]>, text: &str) -> Result<(), ReadError> {
    if text.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']).is_empty() {
        Ok(())
    } else {
        Err(damaged(reader, "text outside all elements: it is not XML, or not only"))
    }
}

fn damaged(reader: &Reader<&[u8]>, problem: &str) -> ReadError {
    ReadError::Damaged {
        format: "XML".to_owned(),
        problem: format!("at byte {}: {problem}", reader.error_position()),
    }
}

fn element(tree: &mut Tree, start: &BytesStart) -> Result<u32, String> {
    let mut attributes = Vec::new();
    // Looking for doubles takes time that grows with the square of their number.
    for attribute in start.attributes().with_checks(false) {
        if attributes.len() == MOST_ATTRIBUTES {
            return Err(format!("more than {MOST_ATTRIBUTES} attributes of one element"));
        }
        let attribute = attribute.map_err(|e| e.to_string())?;
        let value = attribute
            .normalized_value_with(XmlVersion::Implicit1_0, 8, resolve_html5_entity)
            .map_err(|e| e.to_string())?;
        attributes.push((attribute.key.local_name(), value));
    }
    let name = start.local_name();
    let pairs = attributes.iter().map(|(k, v)| (k.as_ref(), v.as_ref()));
    Ok(tree.element(name.as_ref(), pairs))
}

/// An instruction whose text is not written like attributes has none.
fn kept(tree: &mut Tree, instruction: &BytesPI) -> u32 {
    let attributes: Vec<_> = instruction
        .attributes()
        .with_checks(false)
        .take(MOST_ATTRIBUTES)
        .map_while(Result::ok)
        .map(|a| (a.key.local_name(), a.value))
        .collect();
    let pairs = attributes.iter().map(|(k, v)| (k.as_ref(), v.as_ref()));
    tree.element(&format!("?{}", instruction.target()), pairs)
}

enum Resolved {
    Char(char),
    Text(&'static str),
}

fn resolve(reference: &BytesRef) -> Option<Resolved> {
    match reference.resolve_char_ref() {
        Ok(Some(c)) => Some(Resolved::Char(c)),
        Ok(None) => resolve_html5_entity(&reference.xml10_content()).map(Resolved::Text),
        Err(_) => None,
    }
}
