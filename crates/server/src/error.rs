//! Every failure, once: its status, and what is said of it. How it is shown is in [`crate::shown`].

use std::sync::Arc;

use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use fluent_bundle::FluentValue;
use renvoi_query::{IndexError, Instrument, Remark};

use crate::ui::{Locale, message};

/// A request that was not answered as asked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Parameters that the address does not know, and those that it does.
    Unknown {
        names: String,
        known: String,
    },
    /// A value that a parameter cannot have.
    Value {
        name: String,
        value: String,
    },
    /// A number that is too small or too large.
    Range {
        name: &'static str,
        first: usize,
        last: usize,
    },
    /// More results than can be read.
    Window(usize),
    /// A parameter that must be given.
    Missing(String),
    /// A parameter that was given twice.
    Twice(String),
    /// The address holds bytes that are no text.
    NotText,
    NotAReference(String),
    SeveralInstruments {
        named: String,
        candidates: Vec<Instrument>,
    },
    NoDocument(String),
    NoPassage(String),
    NoPlace(Remark),
    NoSuchAddress(String),
    Method,
    /// Bytes that a request may have.
    TooLarge(usize),
    /// A body that is no JSON by its media type.
    MediaType,
    /// A body that does not hold what is wanted.
    Body(String),
    /// Seconds until the client may ask again.
    TooMany(u64),
    Unauthorized,
    Busy,
    Late,
    Internal,
}

impl From<IndexError> for Failure {
    fn from(error: IndexError) -> Self {
        if matches!(error, IndexError::Late) {
            return Self::Late;
        }
        // What failed inside is for the log, never for the one who asked.
        tracing::error!(%error, "the index cannot answer");
        Self::Internal
    }
}

impl Failure {
    /// Parameters that an address does not know.
    pub(crate) fn unknown(names: Vec<String>, known: &[&str]) -> Self {
        Self::Unknown {
            names: names.join(", "),
            known: known.join(", "),
        }
    }

    /// The instruments to choose from.
    pub(crate) fn candidates(&self) -> &[Instrument] {
        match self {
            Self::SeveralInstruments { candidates, .. } => candidates,
            _ => &[],
        }
    }

    pub(crate) fn status(&self) -> StatusCode {
        status_of(self.kind())
    }

    /// What tells this kind of failure from others, whatever is said of it: the last part of its type, which is part of the
    /// published contract, and of the ids of its messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Unknown { .. }
            | Self::Value { .. }
            | Self::Range { .. }
            | Self::Window(_)
            | Self::Missing(_)
            | Self::Twice(_)
            | Self::NotText => "parameter",
            Self::NotAReference(_) => "not-a-reference",
            Self::SeveralInstruments { .. } => "several-instruments",
            Self::NoDocument(_) => "no-document",
            Self::NoPassage(_) => "no-passage",
            Self::NoPlace(_) => "no-place",
            Self::NoSuchAddress(_) => "no-such-address",
            Self::Method => "method",
            Self::TooLarge(_) => "too-large",
            Self::MediaType => "media-type",
            Self::Body(_) => "body",
            Self::TooMany(_) => "too-many",
            Self::Unauthorized => "unauthorized",
            Self::Busy => "busy",
            Self::Late => "late",
            Self::Internal => "internal",
        }
    }

    /// Seconds after which one may ask again.
    pub(crate) fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooMany(seconds) => Some(*seconds),
            Self::Busy => Some(1),
            _ => None,
        }
    }

    pub(crate) fn title(&self, locale: Locale) -> String {
        message(locale, &format!("problem-{}", self.kind()), &[])
    }

    /// What happened, to what, and what to do about it.
    pub(crate) fn detail(&self, locale: Locale) -> String {
        let say = |id: &str, arguments: &[(&str, FluentValue<'_>)]| message(locale, id, arguments);
        let of = |id: &str, what: &str| say(id, &[("what", what.into())]);
        match self {
            Self::Unknown { names, known } if known.is_empty() => {
                of("problem-no-parameters", names)
            }
            Self::Unknown { names, known } => say(
                "problem-unknown-parameters",
                &[
                    ("what", names.as_str().into()),
                    ("other", known.as_str().into()),
                ],
            ),
            Self::Value { name, value } => say(
                "problem-value",
                &[
                    ("what", name.as_str().into()),
                    ("other", value.as_str().into()),
                ],
            ),
            Self::Range { name, first, last } => say(
                "problem-range",
                &[
                    ("what", (*name).into()),
                    ("first", first.to_string().into()),
                    ("last", last.to_string().into()),
                ],
            ),
            Self::Window(most) => of("problem-window", &most.to_string()),
            Self::Missing(name) => of("problem-missing", name),
            Self::Twice(name) => of("problem-twice", name),
            Self::NotText => say("problem-not-text", &[]),
            Self::NoPlace(said) => locale.of_remark(said).to_owned(),
            Self::NotAReference(named)
            | Self::SeveralInstruments { named, .. }
            | Self::NoDocument(named)
            | Self::NoPassage(named)
            | Self::NoSuchAddress(named) => of(&format!("problem-{}-detail", self.kind()), named),
            Self::TooLarge(most) => of("problem-too-large-detail", &most.to_string()),
            Self::Body(fault) => of("problem-body-detail", fault),
            Self::TooMany(seconds) => of("problem-too-many-detail", &seconds.to_string()),
            Self::Method
            | Self::MediaType
            | Self::Unauthorized
            | Self::Busy
            | Self::Late
            | Self::Internal => say(&format!("problem-{}-detail", self.kind()), &[]),
        }
    }
}

/// The status of a kind of failure.
pub(crate) fn status_of(kind: &str) -> StatusCode {
    match kind {
        "parameter" => StatusCode::BAD_REQUEST,
        "several-instruments" => StatusCode::MULTIPLE_CHOICES,
        "not-a-reference" | "no-document" | "no-passage" | "no-place" | "no-such-address" => {
            StatusCode::NOT_FOUND
        }
        "method" => StatusCode::METHOD_NOT_ALLOWED,
        "too-large" => StatusCode::PAYLOAD_TOO_LARGE,
        "media-type" => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "body" => StatusCode::UNPROCESSABLE_ENTITY,
        "too-many" => StatusCode::TOO_MANY_REQUESTS,
        "unauthorized" => StatusCode::UNAUTHORIZED,
        "busy" => StatusCode::SERVICE_UNAVAILABLE,
        "late" => StatusCode::GATEWAY_TIMEOUT,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// A failure on its way to [`crate::shown`], which knows who asked and how.
impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

pub(crate) async fn no_such_address(uri: Uri) -> Failure {
    Failure::NoSuchAddress(uri.path().to_owned())
}

pub(crate) async fn method_not_allowed() -> Failure {
    Failure::Method
}
