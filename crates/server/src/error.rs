//! Every failure, once: its status, and what is said of it as a problem
//! document (RFC 9457) and on a page.

use askama::Template;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use renvoi_query::{IndexError, Instrument};
use serde::Serialize;

/// A request that was not answered as asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("{0}")]
    Parameter(String),
    #[error(
        "« {0} » n’est pas une référence : écrivez COM(2020) 605, (UE) 2022/2555 ou 32016L1148"
    )]
    NotAReference(String),
    #[error("« {named} » peut désigner plusieurs instruments : ouvrez celui qui est voulu")]
    SeveralInstruments {
        named: String,
        candidates: Vec<Instrument>,
    },
    #[error("le document « {0} » n’est pas dans l’index")]
    NoDocument(String),
    #[error("le passage « {0} » n’est pas dans l’index")]
    NoPassage(String),
    #[error("{0}")]
    NoPlace(String),
    #[error("rien à l’adresse {0}")]
    NoSuchAddress(String),
    #[error("seule la méthode GET est admise ici")]
    Method,
    #[error("trop de recherches à la fois : réessayez dans un instant")]
    Busy,
    #[error("la recherche a pris trop de temps : précisez-la, ou réessayez plus tard")]
    Late,
    #[error("l’index n’a pas pu répondre ; l’incident est au journal du serveur")]
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

/// The address holds bytes that are no text.
impl From<axum::extract::rejection::PathRejection> for Failure {
    fn from(_: axum::extract::rejection::PathRejection) -> Self {
        Self::Parameter("l’adresse n’est pas de l’UTF-8".to_owned())
    }
}

impl Failure {
    /// The instruments to choose from.
    fn candidates(&self) -> &[Instrument] {
        match self {
            Self::SeveralInstruments { candidates, .. } => candidates,
            _ => &[],
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Parameter(_) | Self::NotAReference(_) => StatusCode::BAD_REQUEST,
            Self::SeveralInstruments { .. } => StatusCode::MULTIPLE_CHOICES,
            Self::NoDocument(_)
            | Self::NoPassage(_)
            | Self::NoPlace(_)
            | Self::NoSuchAddress(_) => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Late => StatusCode::GATEWAY_TIMEOUT,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What tells this kind of failure from others, whatever is said of it; part of the published contract.
    fn kind(&self) -> &'static str {
        match self {
            Self::Parameter(_) => "urn:renvoi:problem:parameter",
            Self::NotAReference(_) => "urn:renvoi:problem:not-a-reference",
            Self::SeveralInstruments { .. } => "urn:renvoi:problem:several-instruments",
            Self::NoDocument(_) => "urn:renvoi:problem:no-document",
            Self::NoPassage(_) => "urn:renvoi:problem:no-passage",
            Self::NoPlace(_) => "urn:renvoi:problem:no-place",
            Self::NoSuchAddress(_) => "urn:renvoi:problem:no-such-address",
            Self::Method => "urn:renvoi:problem:method",
            Self::Busy => "urn:renvoi:problem:busy",
            Self::Late => "urn:renvoi:problem:late",
            Self::Internal => "urn:renvoi:problem:internal",
        }
    }

    fn title(&self) -> &'static str {
        match self {
            Self::Parameter(_) => "Paramètre refusé",
            Self::NotAReference(_) => "Référence inconnue",
            Self::SeveralInstruments { .. } => "Plusieurs instruments",
            Self::NoDocument(_) => "Document introuvable",
            Self::NoPassage(_) | Self::NoPlace(_) => "Passage introuvable",
            Self::NoSuchAddress(_) => "Page introuvable",
            Self::Method => "Méthode refusée",
            Self::Busy => "Serveur occupé",
            Self::Late => "Recherche trop longue",
            Self::Internal => "Erreur interne",
        }
    }
}

#[derive(Serialize)]
struct Problem<'f> {
    r#type: &'static str,
    title: &'static str,
    status: u16,
    detail: String,
    /// The instruments that may be meant.
    #[serde(skip_serializing_if = "<[Instrument]>::is_empty")]
    candidates: &'f [Instrument],
}

/// A failure of the API.
pub(crate) struct ApiFailure(Failure);

/// A failure of a page.
pub(crate) struct PageFailure(Failure);

impl<E: Into<Failure>> From<E> for ApiFailure {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl<E: Into<Failure>> From<E> for PageFailure {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for ApiFailure {
    fn into_response(self) -> Response {
        let status = self.0.status();
        let problem = Problem {
            r#type: self.0.kind(),
            title: self.0.title(),
            status: status.as_u16(),
            detail: self.0.to_string(),
            candidates: self.0.candidates(),
        };
        let mut response = (status, Json(problem)).into_response();
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        retry_later(&mut response);
        response
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'f> {
    title: &'static str,
    detail: String,
    candidates: &'f [Instrument],
}

impl IntoResponse for PageFailure {
    fn into_response(self) -> Response {
        let page = ErrorPage {
            title: self.0.title(),
            detail: self.0.to_string(),
            candidates: self.0.candidates(),
        };
        let mut response = match page.render() {
            Ok(html) => (self.0.status(), Html(html)).into_response(),
            Err(_) => self.0.status().into_response(),
        };
        retry_later(&mut response);
        response
    }
}

fn retry_later(response: &mut Response) {
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
}

/// Answers in the manner of the address asked for.
fn respond(uri: &Uri, failure: Failure) -> Response {
    if uri.path().starts_with("/api/") {
        ApiFailure(failure).into_response()
    } else {
        PageFailure(failure).into_response()
    }
}

pub(crate) async fn no_such_address(uri: Uri) -> Response {
    let failure = Failure::NoSuchAddress(uri.path().to_owned());
    respond(&uri, failure)
}

pub(crate) async fn method_not_allowed(uri: Uri) -> Response {
    respond(&uri, Failure::Method)
}
