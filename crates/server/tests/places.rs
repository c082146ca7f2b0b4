//! Lists of places over HTTP and on the pages.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use renvoi_index::Mode;
use renvoi_index::memory::Memory;
use renvoi_indexing::{Resources, Run};
use renvoi_ingest::read_bytes;
use renvoi_query::Engine;
use serde_json::Value;
use tower::ServiceExt;

/// Places that cite the act.
const PLACES: usize = 230;

struct Site {
    router: Router,
}

impl Site {
    fn new() -> Self {
        let mut report = "# Rapport\n\n".to_owned();
        for number in 1..=PLACES {
            let _ = write!(
                report,
                "La côte numéro {number} suit le règlement (UE) 2030/5, article {number}.\n\n"
            );
        }
        let long = "Les routes sont larges et les villages sont loin. ".repeat(12);
        let _ = write!(
            report,
            "{long}Le viaduc tient[^1] encore. {long}\n\n[^1]: Voir la directive (UE) 2031/77 sur les ponts suspendus.\n"
        );
        let act = "# Règlement (UE) 2030/5 relatif aux côtes\n\n## Article 1 — Objet\n\nLe présent règlement règle les côtes.\n\n## Article 2 — Mesure\n\nLes côtes sont mesurées.\n";
        let mut act = read_bytes("acte.md", act.as_bytes()).expect("an act");
        act.reference = Some("32030R0005".to_owned());
        let index = Memory::default();
        let writer = index.write(Mode::Update).expect("a writer");
        let run = Run::new(writer, Resources::default(), "memory").expect("a run");
        let report = read_bytes("rapport.md", report.as_bytes()).expect("a document");
        for document in [act, report] {
            let file = document.source.file.clone();
            run.put(document, "digest", &file).expect("put");
        }
        run.commit().expect("commit");
        Self {
            router: renvoi_server::router(
                Arc::new(Engine::new(Box::new(index))),
                &renvoi_server::Settings::default(),
            ),
        }
    }

    async fn text(&self, uri: &str) -> (StatusCode, String) {
        let request = Request::builder().uri(uri).body(Body::empty());
        let request = request.expect("a request");
        let response = self.router.clone().oneshot(request).await;
        let response = response.expect("an answer");
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), 1 << 22).await;
        (
            status,
            String::from_utf8(bytes.expect("a body").to_vec()).expect("UTF-8"),
        )
    }

    async fn json(&self, uri: &str) -> Value {
        let (status, text) = self.text(uri).await;
        assert_eq!(status, StatusCode::OK, "{uri}: {text}");
        serde_json::from_str(&text).expect("JSON")
    }
}

#[tokio::test]
async fn a_list_is_read_part_by_part() {
    let site = Site::new();
    let mut next = Some("/api/v1/references/r%C3%A8glement%20(UE)%202030%2F5".to_owned());
    let mut passages = Vec::new();
    let mut parts = Vec::new();
    while let Some(uri) = next {
        let part = site.json(&uri).await;
        // The act's mention of itself in its title is one.
        assert_eq!(part["total"], PLACES + 1);
        let list = part["cited_by"].as_array().expect("a list");
        parts.push(list.len());
        passages.extend(list.iter().map(|place| place["passage"].to_string()));
        next = part["next"].as_str().map(str::to_owned);
    }
    assert_eq!(parts, [100, 100, 31]);
    let listed = passages.len();
    passages.sort();
    passages.dedup();
    assert_eq!(passages.len(), listed, "each place comes once");
    let last = site
        .json("/api/v1/references/32030R0005?limit=5&offset=229")
        .await;
    assert_eq!(last["cited_by"].as_array().map(Vec::len), Some(2));
    assert_eq!(last["next"], Value::Null);
    for refused in ["limit=0", "limit=1001", "limit=x", "page=2"] {
        let (status, text) = site
            .text(&format!("/api/v1/references/32030R0005?{refused}"))
            .await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{refused}: {text}");
    }
    let place = site
        .json("/api/v1/references/article%202%20r%C3%A8glement%20(UE)%202030%2F5")
        .await;
    assert_eq!(place["total"], 1);
    assert_eq!(place["place"]["label"], "Article 2 – Mesure");
    let shown = site
        .json("/api/v1/documents/article%202%20r%C3%A8glement%20(UE)%202030%2F5")
        .await;
    assert_eq!(
        shown["place"]["units"][0]["text"],
        "Les côtes sont mesurées."
    );
    let (status, _) = site
        .text("/api/v1/documents/article%209%20r%C3%A8glement%20(UE)%202030%2F5")
        .await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn pages_show_places() {
    let site = Site::new();
    // Of a note found alone the sentence that calls it, and the note.
    let (_, page) = site.text("/?q=ponts+suspendus").await;
    assert!(page.contains("Le viaduc tient"), "{page}");
    assert!(page.contains("<mark>ponts</mark>"), "{page}");
    assert_eq!(page.matches("Les routes sont larges").count(), 0, "{page}");
    let (_, cited) = site.text("/r/32031L0077").await;
    assert!(cited.contains("Le viaduc tient") && cited.contains("sur les ponts suspendus"));
    assert_eq!(
        cited.matches("Les routes sont larges").count(),
        0,
        "{cited}"
    );
    // The page of an instrument goes on as its list does.
    let (_, first) = site.text("/r/32030R0005").await;
    assert!(
        first.contains("<b class=\"big\">231</b> citations"),
        "{first}"
    );
    assert!(
        first.contains("1 à 50") && first.contains("offset=50"),
        "{first}"
    );
    assert!(!first.contains("Dans le document lui-même"));
    let (_, last) = site.text("/r/32030R0005?offset=200").await;
    assert!(last.contains("Dans le document lui-même"), "{last}");
    // The place that is named stands above what cites it.
    let (_, article) = site
        .text("/?q=article+2+r%C3%A8glement+(UE)+2030%2F5")
        .await;
    let (label, citing) = (
        article.find("Article 2 – Mesure"),
        article.find("La côte numéro 2 "),
    );
    assert!(label.is_some() && label < citing, "{article}");
}
