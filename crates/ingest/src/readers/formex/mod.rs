//! Reads Formex 4, the XML in which the Publications Office keeps the Official
//! Journal, its consolidated texts and the case-law reports.
//!
//! The file is parsed whole into a tree (`markup`) and walked once. Sentences
//! are told from what stands on its own by name; an element that no rule names
//! stands on its own, so that no text is lost to a schema newer than this reader.
//!
//! quick-xml 0.42 against roxmltree 0.21, on the five reference files (1.08 MB,
//! median of 15 on a busy machine): its events take 7.5 ms, roxmltree's tree
//! 14 ms, this whole reader 44 ms. The words agree with lxml's reading of the
//! files, all 125 852. roxmltree keeps instructions too, but HTML's entities are
//! unknown to it, and the tree serves HTML as well.

mod about;
mod deleted;
mod line;
mod names;
mod notes;
mod publication;
mod sentence;
mod structure;
mod table;
#[cfg(test)]
mod tests;
mod titles;
mod walk;

pub(crate) use publication::{may_be_in_archive, read_archive};

use super::NotRead;
use super::markup::{self, Node};
use crate::blocks::Blocks;
use crate::error::ReadError;

/// Bytes in which a file names its root and its schema.
const HEAD: usize = 4096;

/// True when the root is one of Formex, or the file names Formex as its schema.
pub(crate) fn recognises(bytes: &[u8]) -> bool {
    root(bytes).is_some()
}

/// The name of the root, when it is one of Formex.
fn root(bytes: &[u8]) -> Option<String> {
    // UTF-16 becomes legible by leaving out the zeros.
    let head = bytes.iter().take(HEAD).filter(|byte| **byte != 0);
    let head: Vec<u8> = head.copied().collect();
    let head = String::from_utf8_lossy(&head);
    let tag = root_tag(&head)?;
    let name = tag.split(|c: char| c.is_whitespace() || "/>".contains(c));
    let name = name.map(|name| name.rsplit(':').next()).next();
    let name = name.flatten().unwrap_or_default();
    // A root of a schema newer than this reader.
    let newer = tag.contains("formex") && name.chars().all(|c| c.is_ascii_uppercase() || c == '.');
    (newer || names::is_root(name, &head)).then(|| name.to_owned())
}

/// The first tag that opens an element, from its name to its end.
fn root_tag(head: &str) -> Option<&str> {
    let mut rest = head;
    loop {
        let (before, after) = rest.split_once('<')?;
        let before = before.trim_start_matches(['\u{feff}', '\u{fffd}']);
        if !before.trim().is_empty() {
            return None;
        }
        let end = if after.starts_with("!--") {
            "-->"
        } else if after.starts_with('!') && after.split('>').next()?.contains('[') {
            "]>"
        } else if after.starts_with(['?', '!']) {
            ">"
        } else {
            return Some(after.split_once('>').map_or(after, |(tag, _)| tag));
        };
        rest = after.split_once(end)?.1;
    }
}

/// Reads a whole file.
///
/// # Errors
/// It is not XML, asks for too much, or only lists other files: what such a list
/// names stands beside it.
pub(crate) fn read(bytes: &[u8]) -> Result<Blocks, NotRead> {
    let text = markup::decode(bytes)?;
    let tree = markup::parse_xml_keeping(&text, walk::INSTRUCTIONS)?;
    let root = tree.root().elements().find(|e| !e.name().starts_with('?'));
    let root = root.unwrap_or_else(|| tree.root());
    if names::LISTS.contains(&root.name()) && root.child("CONTENTS").is_none() {
        return Err(only_a_list(root));
    }
    let deleted = deleted::Deleted::find(&tree);
    let mut reader = walk::Reader::new(deleted, about::first_page(root));
    reader.read(root);
    let (blocks, notes) = reader.finish();
    if blocks.is_empty() && notes.is_empty() {
        return Err(NotRead::Failed(ReadError::NoDocument {
            why: "the file is Formex without text; its text may be an image".to_owned(),
        }));
    }
    Ok(Blocks {
        about: about::read(root),
        blocks,
        notes,
        warnings: Vec::new(),
    })
}

/// Names of files that an error lists.
const MOST_NAMED: usize = 3;

fn only_a_list(root: Node<'_>) -> NotRead {
    let files: Vec<&str> = root
        .descendants()
        .filter(|node| matches!(node.name(), "REF.PHYS" | "ITEM.PUB"))
        .filter_map(|node| {
            node.attribute("FILE")
                .or_else(|| node.attribute("DOC.INSTANCE"))
        })
        .take(MOST_NAMED + 1)
        .collect();
    let named = match files.as_slice() {
        [] => "those".to_owned(),
        files if files.len() > MOST_NAMED => {
            format!(
                "{}, …",
                files
                    .iter()
                    .take(MOST_NAMED)
                    .copied()
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        }
        files => files.join(", "),
    };
    NotRead::Skipped(format!(
        "a list of the files of a publication: ingest {named} instead"
    ))
}
