//! The API: one file a resource.

pub(crate) mod citations;
pub(crate) mod documents;
pub(crate) mod feed;
pub(crate) mod files;
pub(crate) mod health;
pub(crate) mod index;
pub(crate) mod metrics;
pub(crate) mod openapi;
pub(crate) mod passages;
pub(crate) mod references;
pub(crate) mod search;
pub(crate) mod similar;
pub(crate) mod suggest;
