//! Why a run did not start, and why a reference was not fetched; what to do about it.

use std::path::PathBuf;

use renvoi_reference::{Celex, Key};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::format::Format;
use crate::language::Language;

/// A failure of the whole run: nothing was fetched.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The configuration cannot work.
    #[error("{problem}")]
    Config {
        /// What is wrong and what to give instead.
        problem: String,
    },
    /// The folder cannot be made or written.
    #[error("{}: {source}: choose a folder that can be written", path.display())]
    Folder {
        /// The folder, or the file in it.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Another run is fetching into the folder.
    #[error("{}: another run is fetching into this folder: wait for its end, or choose another folder", path.display())]
    InUse {
        /// The folder.
        path: PathBuf,
    },
    /// The record of what was fetched cannot be read.
    #[error(
        "{}: {problem}: remove it and fetch with --force; what it recorded will be fetched again",
        path.display()
    )]
    Manifest {
        /// The record.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// The folder holds documents of another language.
    #[error(
        "{}: this folder holds documents in {}: choose another folder for {}",
        path.display(), has.name(), wanted.name()
    )]
    OtherLanguage {
        /// The folder.
        path: PathBuf,
        /// The language it holds.
        has: Language,
        /// The language asked for.
        wanted: Language,
    },
}

/// Why one reference was not fetched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// The text names nothing.
    #[error(
        "`{text}` is not an EU reference: write it as documents do, such as COM(2020) 605, or give a CELEX number"
    )]
    NotAReference {
        /// The text as typed.
        text: String,
    },
    /// The reference has no CELEX number to ask for.
    #[error("{key}: no CELEX number is known for it: {advice}")]
    NoCelex {
        /// The reference.
        key: Key,
        /// What to give instead.
        advice: String,
    },
    /// Several acts may have the number.
    #[error(
        "{key}: several acts may have this number: say which, or give one of {}",
        list(candidates)
    )]
    SeveralActs {
        /// The reference.
        key: Key,
        /// The numbers they have.
        candidates: Vec<Celex>,
    },
    /// The source has it in none of the formats, in this language.
    #[error(
        "the source has no {} text of {} as {}: check the number on EUR-Lex, or ask for another language or format",
        language.name(), list(celexes), list(formats)
    )]
    NotAvailable {
        /// The numbers that were asked for.
        celexes: Vec<Celex>,
        /// The language.
        language: Language,
        /// The formats.
        formats: Vec<Format>,
    },
    /// No answer came.
    #[error(
        "{url}: no answer after {tries} tries ({problem}): check the connection, then run the same command again"
    )]
    Unreachable {
        /// What was asked for.
        url: String,
        /// How often.
        tries: u32,
        /// What happened the last time.
        problem: String,
    },
    /// The server kept saying that it cannot answer now.
    #[error("{url}: the server answered {status} {tries} times: run the same command again later")]
    ServerBusy {
        /// What was asked for.
        url: String,
        /// How often.
        tries: u32,
        /// The last status.
        status: u16,
    },
    /// The server asks for a longer wait than the run takes.
    #[error("{url}: the server asks to wait {seconds} s: run the same command again after that")]
    AskedToWait {
        /// What was asked for.
        url: String,
        /// The wait asked for, in seconds.
        seconds: u64,
    },
    /// The server refuses.
    #[error(
        "{url}: the server refuses ({status}): a proxy or a filter may stand between; open the address in a browser"
    )]
    Refused {
        /// What was asked for.
        url: String,
        /// The status.
        status: u16,
    },
    /// A page that only lets people through came instead of the document.
    #[error(
        "{url}: a page that checks for a person came instead of the document: wait before fetching again, or \
         download it with a browser"
    )]
    Challenged {
        /// What was asked for.
        url: String,
    },
    /// A status that no document is answered with.
    #[error("{url}: unexpected answer {status}: check that the source is the Publications Office")]
    Unexpected {
        /// What was asked for.
        url: String,
        /// The status.
        status: u16,
    },
    /// Redirections go on and on.
    #[error("{url}: more than {limit} redirections: check the source")]
    TooManyRedirects {
        /// What was asked for at first.
        url: String,
        /// The limit.
        limit: u32,
    },
    /// A redirection that is not followed.
    #[error("{url}: redirects to `{to}`, {why}: check the source")]
    BadRedirect {
        /// The address that redirects.
        url: String,
        /// Where to.
        to: String,
        /// Why it is not followed.
        why: &'static str,
    },
    /// The file is larger than allowed.
    #[error("{url}: more than {limit} bytes: give a larger limit, or another format")]
    TooLarge {
        /// What was asked for.
        url: String,
        /// The limit, in bytes.
        limit: u64,
    },
    /// The body that came is not a whole document, time and again.
    #[error(
        "{url}: {problem} (tries: {tries}): run the same command again later, or ask for another format"
    )]
    Damaged {
        /// What was asked for.
        url: String,
        /// What is wrong with it.
        problem: String,
        /// How often it came so.
        tries: u32,
    },
    /// An answer said that there are several parts, and named none.
    #[error("{url}: a list of parts that names no part to fetch: ask for another format")]
    NoParts {
        /// What was asked for.
        url: String,
    },
    /// A part that the list names is not there.
    #[error("{url}: the part is listed but not there ({answer}): run the same command again later")]
    PartMissing {
        /// The part.
        url: String,
        /// What was answered instead.
        answer: String,
    },
    /// A file of that name is there and was not fetched by a run.
    #[error("{}: this file was not fetched here: move it, or fetch with --force to overwrite it", path.display())]
    InTheWay {
        /// The file.
        path: PathBuf,
    },
    /// A file cannot be written.
    #[error("{}: {source}: make room or choose another folder", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The run had ended before its turn.
    #[error(
        "not tried, since the server did not answer for others: run the same command again later"
    )]
    GivenUp,
}

impl FetchError {
    /// A name for programs that does not change with the wording.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAReference { .. } => "not_a_reference",
            Self::NoCelex { .. } => "no_celex",
            Self::SeveralActs { .. } => "several_acts",
            Self::NotAvailable { .. } => "not_available",
            Self::Unreachable { .. } => "unreachable",
            Self::ServerBusy { .. } => "server_busy",
            Self::AskedToWait { .. } => "asked_to_wait",
            Self::Refused { .. } => "refused",
            Self::Challenged { .. } => "challenged",
            Self::Unexpected { .. } => "unexpected",
            Self::TooManyRedirects { .. } => "too_many_redirects",
            Self::BadRedirect { .. } => "bad_redirect",
            Self::TooLarge { .. } => "too_large",
            Self::Damaged { .. } => "damaged",
            Self::NoParts { .. } => "no_parts",
            Self::PartMissing { .. } => "part_missing",
            Self::InTheWay { .. } => "in_the_way",
            Self::Write { .. } => "write",
            Self::GivenUp => "given_up",
        }
    }

    /// The reference that has no number.
    pub(crate) fn key(&self) -> Option<&Key> {
        match self {
            Self::NoCelex { key, .. } | Self::SeveralActs { key, .. } => Some(key),
            _ => None,
        }
    }

    /// The address that failed; empty if none did.
    pub(crate) fn url(&self) -> &str {
        match self {
            Self::Unreachable { url, .. }
            | Self::ServerBusy { url, .. }
            | Self::AskedToWait { url, .. }
            | Self::Refused { url, .. }
            | Self::Challenged { url }
            | Self::Unexpected { url, .. }
            | Self::TooManyRedirects { url, .. }
            | Self::BadRedirect { url, .. }
            | Self::TooLarge { url, .. }
            | Self::Damaged { url, .. }
            | Self::NoParts { url }
            | Self::PartMissing { url, .. } => url,
            _ => "",
        }
    }

    /// Whether the server, not the reference, is what fails.
    pub(crate) fn is_of_the_server(&self) -> bool {
        matches!(
            self,
            Self::Unreachable { .. } | Self::ServerBusy { .. } | Self::Refused { .. }
        )
    }

    /// Whether asking for anything more would be ill-mannered.
    pub(crate) fn ends_the_run(&self) -> bool {
        matches!(self, Self::AskedToWait { .. } | Self::Challenged { .. })
    }
}

/// `{"code", "message"}`.
impl Serialize for FetchError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut shape = serializer.serialize_struct("FetchError", 2)?;
        shape.serialize_field("code", self.code())?;
        shape.serialize_field("message", &self.to_string())?;
        shape.end()
    }
}

fn list<T: ToString>(items: &[T]) -> String {
    let items: Vec<_> = items.iter().map(T::to_string).collect();
    match items.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        _ => items.concat(),
    }
}
