//! Pages of EUR-Lex and of the Official Journal: XHTML of the Official Journal
//! in its generations, consolidated texts, the *TexteOnly* pages of older acts,
//! and any of them saved from a browser with the site around it.
//!
//! The generations name their paragraphs by classes (`oj-ti-art`, `ti-art`,
//! `title-article-norm`); one table of classes says what each means
//! ([`classes`]), one walk makes blocks of all of them ([`walk`]). What has no
//! class is judged by its text, in the shared assembly.

mod about;
mod classes;
mod line;
mod notes;
mod page;
mod walk;

use crate::blocks::Blocks;
use crate::error::ReadError;

use super::markup::{Node, Tree, parse_html, parse_xml};

/// True for HTML of any kind.
pub(crate) fn recognises(text: &str) -> bool {
    let head = text.trim_start();
    if !head.starts_with('<') {
        return false;
    }
    let mut end = head.len().min(HEAD);
    while !head.is_char_boundary(end) {
        end -= 1;
    }
    let head = head[..end].to_ascii_lowercase();
    head.contains("<html") || head.contains("<!doctype html")
}

/// Bytes in which a page says that it is one.
const HEAD: usize = 4096;

/// Reads a page.
///
/// # Errors
/// The page holds no document, or is too deep or too large.
pub(crate) fn read(text: &str) -> Result<Blocks, ReadError> {
    let tree = parse(text)?;
    let root = tree.root();
    let mut about = about::of_page(root);
    let body = page::document(root)?;
    if page::is_plain(body) {
        return Ok(page::read_plain(body, about));
    }
    let notes = notes::Notes::of(body);
    let mut blocks = walk::blocks(body, notes);
    about::of_blocks(body, &mut about);
    blocks.about = about;
    if blocks.blocks.is_empty() {
        return Err(page::empty());
    }
    Ok(blocks)
}

/// XHTML that is well formed is read as the XML it says it is.
fn parse(text: &str) -> Result<Tree, ReadError> {
    let text = text.trim_start();
    let mut end = text.len().min(HEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    if text[..end].contains("http://www.w3.org/1999/xhtml") {
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
