//! Pages of EUR-Lex and of the Official Journal: XHTML of the Official Journal
//! in its generations, consolidated texts, the `TexteOnly` pages of older acts,
//! the Commission's documents (COM, SWD, JOIN), and any of them saved from a
//! browser with the site around it.
//!
//! The generations name their paragraphs by classes (`oj-ti-art`, `ti-art`,
//! `title-article-norm`); one table of classes says what each means
//! ([`classes`], [`styles`]), one walk makes blocks of all of them ([`walk`]). What has no
//! class is judged by its text, in the shared assembly.

mod about;
mod cells;
mod classes;
mod decode;
mod line;
mod notes;
mod page;
mod styles;
mod tables;
mod walk;

use crate::blocks::Blocks;
use crate::error::ReadError;

use super::markup::{Node, Tree, parse_html, parse_xml};

/// True for HTML of any kind.
pub(crate) fn recognises(bytes: &[u8]) -> bool {
    // UTF-16 becomes legible by leaving out the zeros.
    let head: Vec<u8> = bytes
        .iter()
        .copied()
        .take(HEAD)
        .filter(|b| *b != 0)
        .collect();
    let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
    let Some(at) = head.find(|c: char| !c.is_whitespace() && c.is_ascii()) else {
        return false;
    };
    head[at..].starts_with('<') && (head.contains("<html") || head.contains("<!doctype html"))
}

/// Bytes in which a page says that it is one.
const HEAD: usize = 4096;

/// Reads a page.
///
/// # Errors
/// The page holds no document, or is too deep or too large.
pub(crate) fn read(bytes: &[u8]) -> Result<Blocks, ReadError> {
    let text = &decode::decode(bytes)?;
    let tree = parse(text)?;
    let root = tree.root();
    let mut about = about::of_page(root);
    let body = page::document(root)?;
    let notes = notes::Notes::of(body);
    if (page::is_plain(body) || page::is_bare_act(body)) && !notes.are_linked() {
        return page::read_plain(body, about);
    }
    let mut blocks = walk::blocks(body, notes);
    about::of_blocks(body, &mut about);
    about::of_cover(&blocks.blocks, &mut about);
    about::of_end(&mut blocks.blocks, &mut about);
    blocks.about = about;
    if blocks.blocks.is_empty() {
        return Err(page::empty());
    }
    Ok(blocks)
}

/// XHTML that is well formed is read as the XML it says it is.
fn parse(text: &str) -> Result<Tree, ReadError> {
    let text = text.trim_start();
    let head = &text[..text.floor_char_boundary(HEAD.min(text.len()))];
    if head.contains("http://www.w3.org/1999/xhtml") {
        match parse_xml(text) {
            Err(ReadError::Damaged { problem, .. }) => {
                tracing::debug!(problem, "not well formed, read as HTML");
            }
            read => return read,
        }
    }
    parse_html(text)
}

/// True when an element has this class.
fn has_class(node: Node, class: &str) -> bool {
    node.attribute("class")
        .is_some_and(|classes| classes.split_ascii_whitespace().any(|c| c == class))
}
