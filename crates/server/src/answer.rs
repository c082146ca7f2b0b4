//! Answers of the API and pages, made where the index is read: an answer may be long, and the threads that serve the
//! network have others to serve.

use std::marker::PhantomData;

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use renvoi_query::View;
use serde::Serialize;

use crate::App;
use crate::ask::Ask;
use crate::error::Failure;

/// What a body is.
pub(crate) const HTML: &str = "text/html; charset=utf-8";
pub(crate) const JSON: &str = "application/json";

impl App {
    /// An answer of the API.
    pub(crate) async fn json<T: Serialize>(
        &self,
        ask: Ask,
        work: impl FnOnce(&View) -> Result<T, Failure> + Send + 'static,
    ) -> Result<Json<T>, Failure> {
        let answered = self.answer(ask, JSON, move |view| written(&work(view)?));
        answered.await.map(Json::of)
    }

    /// An answer of the API that nobody keeps: of what was sent, or of now.
    pub(crate) async fn unkept<T: Serialize>(
        &self,
        work: impl FnOnce(&View) -> Result<T, Failure> + Send + 'static,
    ) -> Result<Json<T>, Failure> {
        let made = self
            .gate
            .run(&self.engine, move |view| written(&work(view)?));
        Ok(Json::unkept(made.await?))
    }

    /// A page.
    pub(crate) async fn page<T: Template>(
        &self,
        ask: Ask,
        work: impl FnOnce(&View) -> Result<T, Failure> + Send + 'static,
    ) -> Result<Response, Failure> {
        self.answer(ask, HTML, move |view| html(&work(view)?)).await
    }

    /// An answer out of one state of the index, unless the one who asks has it already.
    pub(crate) async fn answer<M: Into<Made>>(
        &self,
        ask: Ask,
        kind: &'static str,
        work: impl FnOnce(&View) -> Result<M, Failure> + Send + 'static,
    ) -> Result<Response, Failure> {
        let made = self.gate.run(&self.engine, move |view| {
            let tag = ask.tag(&view.state());
            let body = if ask.knows(&tag) {
                None
            } else {
                Some(work(view)?.into())
            };
            Ok((tag, body))
        });
        let (tag, body) = made.await?;
        let kept = [
            (header::ETAG, tag),
            // An answer holds until the index changes, which nobody knows beforehand.
            (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        ];
        Ok(match body {
            None => (StatusCode::NOT_MODIFIED, kept).into_response(),
            Some(Made::Elsewhere(address)) => {
                (StatusCode::FOUND, kept, [(header::LOCATION, address)]).into_response()
            }
            Some(Made::Body(body)) => {
                let kind = [(header::CONTENT_TYPE, HeaderValue::from_static(kind))];
                (kept, kind, body).into_response()
            }
        })
    }
}

/// An answer whose body is a `T` as JSON. It was written where the index was read; the type is for the description of the
/// API, which is made of the types that handlers return.
pub(crate) struct Json<T>(Response, PhantomData<fn() -> T>);

impl<T> Json<T> {
    fn of(response: Response) -> Self {
        Self(response, PhantomData)
    }

    fn unkept(body: Vec<u8>) -> Self {
        let kind = [
            (header::CONTENT_TYPE, HeaderValue::from_static(JSON)),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        Self::of((kind, body).into_response())
    }

    /// An answer that needs no index, and that nobody keeps.
    pub(crate) fn now(answer: &T) -> Result<Self, Failure>
    where
        T: Serialize,
    {
        written(answer).map(Self::unkept)
    }
}

impl<T> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        self.0
    }
}

fn written(answer: &impl Serialize) -> Result<Vec<u8>, Failure> {
    serde_json::to_vec(answer).map_err(|error| {
        tracing::error!(%error, "an answer cannot be written as JSON");
        Failure::Internal
    })
}

/// What was made of a request.
pub(crate) enum Made {
    Body(Vec<u8>),
    /// The address that has the answer.
    Elsewhere(String),
}

impl From<Vec<u8>> for Made {
    fn from(body: Vec<u8>) -> Self {
        Self::Body(body)
    }
}

/// A template as a page.
pub(crate) fn html(page: &impl Template) -> Result<Vec<u8>, Failure> {
    let rendered = page.render().map_err(|error| {
        tracing::error!(%error, "a page cannot be rendered");
        Failure::Internal
    });
    Ok(rendered?.into_bytes())
}
