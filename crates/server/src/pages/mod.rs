//! The pages, rendered on the server. All that is read, searched and followed works without scripts; the templates escape
//! all text.

mod card;
mod hit;
pub(crate) mod names;
mod pieces;

pub(crate) mod api;
pub(crate) mod documents;
pub(crate) mod help;
pub(crate) mod home;
pub(crate) mod instrument;
pub(crate) mod moved;
pub(crate) mod reader;
pub(crate) mod search;
