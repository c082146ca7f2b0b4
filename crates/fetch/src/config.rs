//! What a run is told.

use std::path::PathBuf;
use std::time::Duration;

use crate::address;
use crate::error::RunError;
use crate::format::Format;
use crate::language::Language;

/// Where CELEX numbers are resolved. The redirections from here are written `http://`; they are kept on `https://`.
pub const PUBLICATIONS_OFFICE: &str = "https://publications.europa.eu/resource/celex/";

/// What is fetched, from where, into what folder, and how gently.
#[derive(Clone, Debug)]
pub struct Config {
    /// The address that a CELEX number is appended to.
    pub source: String,
    /// The folder that receives the files; it is made when it is missing.
    pub into: PathBuf,
    /// The language asked for. A folder holds documents of one language.
    pub language: Language,
    /// The formats to try, the first that exists being taken.
    pub formats: Vec<Format>,
    /// What is fetched of what the folder already has.
    pub mode: Mode,
    /// Where the publisher can complain: an address or a mailbox, added to the `User-Agent`.
    pub contact: Option<String>,
    /// The least time between the beginnings of two requests.
    pub interval: Duration,
    /// How long is waited for what.
    pub timeouts: Timeouts,
    /// When a request is made again.
    pub retry: Retry,
    /// The largest file, in bytes, after decompression.
    pub largest: u64,
    /// The most redirections of one request.
    pub redirects: u32,
    /// Whether the proxy named by the environment (`HTTPS_PROXY`…) is used.
    pub proxy: bool,
}

/// What is fetched of what the folder already has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Nothing: files that are there and whole are left alone.
    #[default]
    Missing,
    /// What changed at the source, asked for with conditional requests.
    Refresh,
    /// Everything, and files that the folder had from elsewhere are overwritten.
    Force,
}

/// How long is waited for what.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// For a connection, TLS included.
    pub connect: Duration,
    /// For the head of the answer, once the request is sent.
    pub first_byte: Duration,
    /// For the next bytes, of the head or of a body.
    pub idle: Duration,
    /// For a whole body: a server that lets one byte drip at a time never idles.
    pub body: Duration,
}

/// When a request is made again: after a connection failed, a time-out, a body that was cut, 408, 429 and 5xx.
#[derive(Clone, Copy, Debug)]
pub struct Retry {
    /// The most times a request is made.
    pub attempts: u32,
    /// The wait before the second time; it doubles each time, and part of it is chance.
    pub wait: Duration,
    /// The longest wait, also when the server asks for one: when it asks for more, the run says so and ends.
    pub longest_wait: Duration,
    /// References in a row that no answer comes for before the others are not tried.
    pub give_up_after: u32,
}

impl Config {
    /// The defaults, for a folder.
    pub fn new(into: impl Into<PathBuf>) -> Self {
        Self {
            source: PUBLICATIONS_OFFICE.to_owned(),
            into: into.into(),
            language: Language::default(),
            formats: Format::ALL.to_vec(),
            mode: Mode::default(),
            contact: None,
            interval: Duration::from_millis(500),
            timeouts: Timeouts::default(),
            retry: Retry::default(),
            largest: 64 << 20,
            redirects: 10,
            proxy: true,
        }
    }

    /// How the program names itself: `renvoi/0.1.0 (+mailto:…)`.
    pub(crate) fn user_agent(&self) -> String {
        let program = concat!("renvoi/", env!("CARGO_PKG_VERSION"));
        match &self.contact {
            Some(contact) => format!("{program} (+{contact})"),
            None => program.to_owned(),
        }
    }

    /// Refuses what cannot work, before anything is done.
    pub(crate) fn check(&self) -> Result<(), RunError> {
        let wrong = |problem: String| Err(RunError::Config { problem });
        if !address::is_http(&self.source) {
            return wrong(format!(
                "the source `{}` is not an http or https address",
                self.source
            ));
        }
        if self.formats.is_empty() {
            return wrong(
                "no format is asked for: give one or more of xhtml, html, formex, pdf, docx"
                    .to_owned(),
            );
        }
        if let Some(contact) = &self.contact
            && !contact.bytes().all(|b| b.is_ascii_graphic() || b == b' ')
        {
            return wrong(format!(
                "the contact {contact:?} cannot be sent in a header: use an address or a mailbox in plain ASCII"
            ));
        }
        Ok(())
    }
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            first_byte: Duration::from_mins(1),
            idle: Duration::from_mins(1),
            body: Duration::from_mins(10),
        }
    }
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            attempts: 4,
            wait: Duration::from_secs(1),
            longest_wait: Duration::from_mins(1),
            give_up_after: 3,
        }
    }
}
