//! One file a command.

pub(crate) mod bench;
pub(crate) mod cite;
pub(crate) mod dictionary;
pub(crate) mod doctor;
pub(crate) mod eval;
pub(crate) mod export;
pub(crate) mod fetch;
pub(crate) mod ingest;
pub(crate) mod refs;
pub(crate) mod search;
pub(crate) mod serve;
pub(crate) mod show;
pub(crate) mod similar;
pub(crate) mod suggest;
pub(crate) mod thesaurus;
