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
            Event::GeneralRef(name) => match resolve(&name) {
                Some(Resolved::Char(c)) => tree.append_text(top, c.encode_utf8(&mut [0; 4])),
                Some(Resolved::Text(text)) => tree.append_text(top, text),
                None => return Err(unknown(&reader, &name)),
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
    check_whole(&tree, open.len())
        .map_err(|problem| damaged(&reader, problem))
        .map(|()| tree)
}

fn check_whole(tree: &Tree, open: usize) -> Result<(), &'static str> {
    let elements = tree.root().elements();
    let count = elements.filter(|e| !e.name().starts_with('?')).count();
    if count != 1 {
        return Err("it is not one element with all others in it");
    }
    if open > 1 {
        return Err("it ends inside an element: the file is cut off");
    }
    Ok(())
}

fn unknown(reader: &Reader<&[u8]>, name: &BytesRef) -> ReadError {
    let name = name.xml10_content();
    damaged(reader, &format!("the entity `&{name};` is not known"))
}

/// Refuses text that stands in no element.
fn outside(reader: &Reader<&[u8]>, text: &str) -> Result<(), ReadError> {
    if text
        .trim_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
        .is_empty()
    {
        Ok(())
    } else {
        Err(damaged(
            reader,
            "text outside all elements: it is not XML, or not only",
        ))
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
            return Err(format!(
                "more than {MOST_ATTRIBUTES} attributes of one element"
            ));
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What each file is refused with.
    #[test]
    fn what_is_refused() {
        let deep = "<a>".repeat(DEEPEST + 1);
        let attributes = " a='1'".repeat(MOST_ATTRIBUTES + 1);
        let laughs = "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;&x;\">]><a>&y;</a>";
        let cases = [
            (laughs, "square brackets"),
            ("<!DOCTYPE a SYSTEM \"a.dtd\" [ ]><a/>", "square brackets"),
            ("<a>&y;</a>", "`&y;` is not known"),
            ("<a b='&y;'/>", "y"),
            ("<a>&#0;</a>", "&#0;"),
            ("<a>&#xd800;</a>", "&#xd800;"),
            ("<a>Q & R</a>", "byte"),
            (deep.as_str(), "inside each other"),
            ("<a><b>fin", "cut off"),
            ("<a><b></a>", "byte"),
            ("<a></a></a>", "byte"),
            ("<a b", "byte"),
            ("<a b=c/>", "byte"),
            ("<a><!-- fin", "byte"),
            ("", "not one element"),
            ("<!-- rien -->", "not one element"),
            ("<a/><b/>", "not one element"),
            ("texte", "text outside"),
            ("<a/>texte", "text outside"),
            ("PK\u{3}\u{4}\0\0", "text outside"),
            (&format!("<a{attributes}/>"), "attributes"),
        ];
        for (text, words) in cases {
            let error = parse(text).expect_err(text).to_string();
            assert!(error.contains(words), "{text:.60}: {error}");
        }
    }

    /// What each file has for text.
    #[test]
    fn what_is_read() {
        let deep = "<a>".repeat(DEEPEST - 1) + "fond" + &"</a>".repeat(DEEPEST - 1);
        let cases = [
            ("\u{feff}<?xml version='1.0'?>\n<a>é</a>\n", "é"),
            ("<!DOCTYPE a PUBLIC \"-//x\" \"x.dtd\"><a>b</a>", "b"),
            ("<a>&lt;&amp;&#233;&#x153;&nbsp;&eacute;</a>", "<&éœ\u{a0}é"),
            ("<a>b<![CDATA[<c>&amp;]]>d</a>", "b<c>&amp;d"),
            ("<a>b<!-- c --><?d e?>f</a>", "bf"),
            ("<x:a xmlns:x='y'><x:b>c</x:b></x:a>", "c"),
            ("<a>b\0c</a>", "b\0c"),
            (deep.as_str(), "fond"),
        ];
        for (text, expected) in cases {
            let tree = parse(text).expect(text);
            assert_eq!(tree.root().all_text(), expected, "{text:.60}");
        }
    }

    #[test]
    fn attributes_are_resolved_and_doubles_do_no_harm() {
        let tree = parse("<a x:b='1 &lt;\n&eacute;' b='2'/>").expect("well formed");
        let element = tree.root().child("a").expect("the element");
        assert_eq!(element.attribute("b"), Some("1 < é"));
    }

    #[test]
    fn instructions_are_kept_when_asked_for() {
        let text = "<a><?P NO='2' x?>b<?Q?></a>";
        let tree = parse_keeping(text, &["P"]).expect("well formed");
        let kept: Vec<_> = tree
            .root()
            .descendants()
            .filter(|n| n.name() == "?P")
            .collect();
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].attribute("NO"), Some("2"));
        assert_eq!(
            parse(text)
                .expect("well formed")
                .root()
                .descendants()
                .count(),
            3
        );
    }
}
