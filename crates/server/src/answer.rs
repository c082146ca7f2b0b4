//! Answers of the API and pages, made where the index is read: an answer may be long, and the threads that serve the
//! network have others to serve.

use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use renvoi_query::View;
use serde::Serialize;

use crate::App;
use crate::error::{ApiFailure, Failure, PageFailure};

impl App {
    /// An answer of the API.
    pub(crate) async fn json<T: Serialize>(
        &self,
        work: impl FnOnce(&View) -> Result<T, Failure> + Send + 'static,
    ) -> Result<Response, ApiFailure> {
        let answer = self.gate.run(&self.engine, move |view| {
            serde_json::to_vec(&work(view)?).map_err(|error| {
                tracing::error!(%error, "an answer cannot be written as JSON");
                Failure::Internal
            })
        });
        let mut response = answer.await?.into_response();
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        );
        Ok(response)
    }

    /// A page.
    pub(crate) async fn page<T: Template>(
        &self,
        work: impl FnOnce(&View) -> Result<T, Failure> + Send + 'static,
    ) -> Result<Html<String>, PageFailure> {
        let page = self.gate.run(&self.engine, move |view| {
            work(view)?.render().map_err(|error| {
                tracing::error!(%error, "a page cannot be rendered");
                Failure::Internal
            })
        });
        Ok(Html(page.await?))
    }
}
