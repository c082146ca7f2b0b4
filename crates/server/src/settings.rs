//! How a server is run, beside the index that it serves.

use std::num::NonZeroU32;
use std::path::PathBuf;

use ipnet::IpNet;

use crate::origin::Origin;

/// What whoever runs a server decides. Without any of it the server answers everyone who reaches it, and only pages of its
/// own may ask it.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Other sites whose pages may ask the API.
    pub origins: Vec<Origin>,
    /// A file with the SHA-256 of each token that opens the API, a line each: 64 hexadecimal digits, then whatever names
    /// its owner. It is read again when it changes. Without it the API is open.
    pub tokens: Option<PathBuf>,
    /// Requests a minute of one client, at most.
    pub rate: Option<NonZeroU32>,
    /// Proxies that are believed when they say who asks and over which scheme.
    pub proxies: Vec<IpNet>,
    /// Whether the log has what was asked: queries say what an office works on.
    pub log_queries: bool,
}
