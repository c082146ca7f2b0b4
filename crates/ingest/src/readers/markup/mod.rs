//! Markup as a tree: XML through quick-xml, HTML through html5ever.
//!
//! XHTML goes through the XML parser, which reads the Official Journal's files
//! four times as fast, and through the HTML one when it is not well formed. A
//! document type is passed over and what it would define is never read: no DTD,
//! no external entity, no expansion.
//!
//! `scraper` and `kuchikiki` keep the same html5ever tree in nodes of their own,
//! with selectors that nothing here needs; the tree below holds every text in
//! one buffer instead.

mod decode;
mod html;
mod tree;
mod xml;

pub(crate) use decode::decode;
pub(crate) use html::parse as parse_html;
pub(crate) use tree::{Node, Tree};
pub(crate) use xml::{parse as parse_xml, parse_keeping as parse_xml_keeping};

/// Deepest nesting of elements. The deepest of the reference files is 41; each
/// level costs the walk a frame.
pub(crate) const DEEPEST: usize = 256;

/// Most nodes of a tree: some 400 MB of text in the shape of the Official
/// Journal, and 200 MB of memory.
pub(crate) const MOST_NODES: usize = 4_000_000;

/// Most attributes of one element. The reference files have twelve at most.
pub(crate) const MOST_ATTRIBUTES: usize = 256;
