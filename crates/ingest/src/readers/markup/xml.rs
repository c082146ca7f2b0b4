//! XML into a tree.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::error::ReadError;

use super::DEEPEST;
use super::tree::{Tree, too_deep};

/// Reads XML.
///
/// # Errors
/// It is not well formed, defines entities, or is too deep or too large.
pub(crate) fn parse(text: &str) -> Result<Tree, ReadError> {
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
            Event::Text(text) => tree.append_text(top, &text.xml10_content()),
            Event::CData(text) => tree.append_text(top, &text.xml10_content()),
            Event::GeneralRef(reference) => match resolve(&reference) {
                Some(Resolved::Char(c)) => {
                    tree.append_text(top, c.encode_utf8(&mut [0; 4]));
                }
                Some(Resolved::Text(text)) => tree.append_text(top, text),
                None => {
                    let name = reference.xml10_content().into_owned();
                    return Err(damaged(
                        &reader,
                        &format!("the entity `&{name};` is not known"),
                    ));
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
            Event::DocType(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if open.len() > 1 {
        return Err(damaged(
            &reader,
            "it ends inside an element: the file is cut off",
        ));
    }
    Ok(tree)
}

fn damaged(reader: &Reader<&[u8]>, problem: &str) -> ReadError {
    ReadError::Damaged {
        format: "XML".to_owned(),
        problem: format!("at byte {}: {problem}", reader.error_position()),
    }
}

fn element(tree: &mut Tree, start: &BytesStart) -> Result<u32, String> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
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
