//! The API: one file a resource.

pub(crate) mod documents;
pub(crate) mod health;
pub(crate) mod references;
pub(crate) mod search;
pub(crate) mod similar;
pub(crate) mod suggest;
