//! A server over an index in memory, asked without a socket.

#![allow(dead_code)] // each test uses a part

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use renvoi_document::Document;
use renvoi_index::Mode;
use renvoi_index::memory::Memory;
use renvoi_indexing::{Resources, Run};
use renvoi_ingest::read_bytes;
use renvoi_query::Engine;
use renvoi_server::Settings;
use serde_json::Value;
use tower::ServiceExt;

pub(crate) struct Site {
    pub(crate) router: Router,
}

impl Site {
    pub(crate) fn of_text(text: &str) -> Self {
        let mut document = read_bytes("essai.txt", text.as_bytes()).expect("a document");
        document.title = "Un <titre> & \"autre\"".to_owned();
        Self::of(vec![document])
    }

    pub(crate) fn of(documents: Vec<Document>) -> Self {
        Self::with(documents, &Settings::default())
    }

    pub(crate) fn with(documents: Vec<Document>, settings: &Settings) -> Self {
        Self::made(documents, Resources::default(), settings)
    }

    pub(crate) fn with_resources(documents: Vec<Document>, resources: Resources) -> Self {
        Self::made(documents, resources, &Settings::default())
    }

    fn made(documents: Vec<Document>, resources: Resources, settings: &Settings) -> Self {
        let index = Memory::default();
        let writer = index.write(Mode::Update).expect("a writer");
        let run = Run::new(writer, resources, "memory").expect("a run");
        for document in documents {
            let file = document.source.file.clone();
            run.put(document, "digest", &file).expect("put");
        }
        run.commit().expect("commit");
        let engine = Engine::new(Box::new(index));
        Self {
            router: renvoi_server::router(Arc::new(engine), settings),
        }
    }

    pub(crate) async fn send(&self, method: &str, uri: &str) -> Response<Body> {
        self.send_with(method, uri, &[]).await
    }

    pub(crate) async fn send_with(
        &self,
        method: &str,
        uri: &str,
        headers: &[(&str, &str)],
    ) -> Response<Body> {
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).expect("a request");
        self.router
            .clone()
            .oneshot(request)
            .await
            .expect("an answer")
    }

    pub(crate) async fn post(
        &self,
        uri: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Response<Body> {
        let mut request = Request::builder().method("POST").uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request
            .body(Body::from(body.to_owned()))
            .expect("a request");
        self.router
            .clone()
            .oneshot(request)
            .await
            .expect("an answer")
    }

    pub(crate) async fn text(&self, uri: &str) -> (StatusCode, String) {
        let response = self.send("GET", uri).await;
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), 1 << 24)
            .await
            .expect("a body");
        (status, String::from_utf8(bytes.to_vec()).expect("UTF-8"))
    }

    /// A page in English.
    pub(crate) async fn english(&self, uri: &str) -> String {
        let response = self
            .send_with("GET", uri, &[("accept-language", "en")])
            .await;
        let bytes = axum::body::to_bytes(response.into_body(), 1 << 24).await;
        String::from_utf8(bytes.expect("a body").to_vec()).expect("UTF-8")
    }

    pub(crate) async fn json(&self, uri: &str) -> (StatusCode, Value) {
        let (status, text) = self.text(uri).await;
        (status, serde_json::from_str(&text).expect("JSON"))
    }
}
