//! The description of the API, and the API as it is described.

mod common;

use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::path::PathBuf;

use axum::http::{StatusCode, header};
use common::Site;
use renvoi_server::Settings;
use serde_json::Value;

const TEXT: &str =
    "1. Les réseaux\n\nVoir COM(2020) 605, point 3, et la directive (UE) 2022/2555.\n";
const ADDRESS: &str = "/api/v1/openapi.json";

/// All `$ref`s in a part of a description.
fn named(part: &Value, names: &mut BTreeSet<String>) {
    match part {
        Value::Object(fields) => {
            if let Some(Value::String(name)) = fields.get("$ref") {
                names.insert(name.clone());
            }
            fields.values().for_each(|part| named(part, names));
        }
        Value::Array(parts) => parts.iter().for_each(|part| named(part, names)),
        _ => {}
    }
}

#[tokio::test]
async fn what_is_named_is_described() {
    let (status, description) = Site::of_text(TEXT).json(ADDRESS).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(description["openapi"], "3.1.0");
    let mut names = BTreeSet::new();
    named(&description, &mut names);
    assert!(names.len() > 40, "{names:?}");
    for name in names {
        let place = name.strip_prefix('#').expect("in the description itself");
        assert!(description.pointer(place).is_some(), "{name}");
    }
    let paths = description["paths"].as_object().expect("paths");
    for (path, item) in paths {
        for (method, operation) in item.as_object().expect("operations") {
            let statuses = operation["responses"].as_object().expect("responses");
            assert!(
                statuses.contains_key("200") && statuses.contains_key("400"),
                "{method} {path}"
            );
            for part in path.split('/').filter_map(|part| part.strip_prefix('{')) {
                let name = part.strip_suffix('}').expect("a name");
                let parameters = operation["parameters"].as_array().expect("parameters");
                assert!(
                    parameters
                        .iter()
                        .any(|p| p["in"] == "path" && p["name"] == name),
                    "{path}"
                );
            }
        }
    }
    assert!(paths.contains_key("/api/v1/references/{key}"));
}

#[tokio::test]
async fn what_is_answered_is_described() {
    let site = Site::of_text(TEXT);
    let (_, description) = site.json(ADDRESS).await;
    let document = "essai";
    for (uri, path, status) in [
        (
            "/api/v1/search?q=r%C3%A9seaux&facets=true",
            "/api/v1/search",
            200,
        ),
        ("/api/v1/search?limit=0", "/api/v1/search", 400),
        ("/api/v1/search?offset=10000", "/api/v1/search", 400),
        (
            "/api/v1/search?q=a&offset=9999&limit=100",
            "/api/v1/search",
            200,
        ),
        ("/api/v1/suggest?q=r%C3%A9", "/api/v1/suggest", 200),
        ("/api/v1/similar?id=essai/p1", "/api/v1/similar", 200),
        ("/api/v1/similar?id=essai/p99", "/api/v1/similar", 404),
        (
            "/api/v1/references/COM(2020)%20605",
            "/api/v1/references/{key}",
            200,
        ),
        ("/api/v1/references/rien", "/api/v1/references/{key}", 404),
        (
            "/api/v1/references/RGPD%20ou%20SRI",
            "/api/v1/references/{key}",
            404,
        ),
        ("/api/v1/documents", "/api/v1/documents", 200),
        ("/api/v1/documents/essai", "/api/v1/documents/{id}", 200),
        ("/api/v1/documents/rien", "/api/v1/documents/{id}", 404),
        (
            "/api/v1/documents/article%2021%20SRI%202",
            "/api/v1/documents/{id}",
            404,
        ),
        ("/api/v1/passages/essai/p1", "/api/v1/passages/{id}", 200),
        ("/api/v1/passages/essai", "/api/v1/passages/{id}", 404),
        ("/api/v1/feed", "/api/v1/feed", 200),
        (
            "/api/v1/feed?ref=COM(2020)%20605&q=point",
            "/api/v1/feed",
            200,
        ),
        ("/api/v1/feed?ref=rien", "/api/v1/feed", 404),
        ("/api/v1/index", "/api/v1/index", 200),
        ("/healthz", "/healthz", 200),
        ("/readyz?x=1", "/readyz", 400),
        ("/metrics", "/metrics", 200),
    ] {
        let uri = uri.replace("essai", document);
        let answer = site.send("GET", &uri).await;
        assert_eq!(answer.status().as_u16(), status, "{uri}");
        let kind = answer.headers()[header::CONTENT_TYPE]
            .to_str()
            .expect("text");
        let kind = kind.split(';').next().expect("a media type");
        let described = &description["paths"][path]["get"]["responses"][status.to_string()];
        assert!(
            described["content"][kind].is_object(),
            "{uri}: {kind} in {described}"
        );
    }
}

#[tokio::test]
async fn a_description_that_is_known_is_not_sent_again() {
    let site = Site::of_text(TEXT);
    let first = site.send("GET", ADDRESS).await;
    let tag = first.headers()[header::ETAG]
        .to_str()
        .expect("text")
        .to_owned();
    let again = site
        .send_with("GET", ADDRESS, &[("if-none-match", &tag)])
        .await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    let refused = site.send("GET", "/api/v1/openapi.json?x=1").await;
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn who_may_ask_is_described() {
    let (_, open) = Site::of_text(TEXT).json(ADDRESS).await;
    assert!(open["components"].get("securitySchemes").is_none());
    let settings = Settings {
        rate: NonZeroU32::new(100),
        tokens: Some(PathBuf::from("/nowhere/tokens")),
        ..Settings::default()
    };
    let site = Site::with(Vec::new(), &settings);
    let (status, guarded) = site.json(ADDRESS).await;
    assert_eq!(status, StatusCode::OK, "the description is for all");
    let search = &guarded["paths"]["/api/v1/search"]["get"];
    for status in ["401", "429"] {
        assert!(search["responses"][status].is_object(), "{search}");
    }
    assert_eq!(search["security"][0]["token"], Value::Array(Vec::new()));
    assert_eq!(
        guarded["components"]["securitySchemes"]["token"]["scheme"],
        "bearer"
    );
    let health = &guarded["paths"]["/healthz"]["get"];
    assert!(health["security"].is_null() && health["responses"]["401"].is_null());
    assert_eq!(
        site.send("GET", "/api/v1/search").await.status(),
        StatusCode::UNAUTHORIZED
    );
    // The page, and what stands under its search box, are for everyone who reaches the server.
    for page in ["/api", "/?part=suggestions&q=ab"] {
        assert_eq!(
            site.send("GET", page).await.status(),
            StatusCode::OK,
            "{page}"
        );
    }
}

#[tokio::test]
async fn the_page_of_the_api_shows_all_of_it() {
    let site = Site::of_text(TEXT);
    let (_, description) = site.json(ADDRESS).await;
    let (status, page) = site.text("/api").await;
    assert_eq!(status, StatusCode::OK);
    for (path, item) in description["paths"].as_object().expect("paths") {
        for operation in item.as_object().expect("operations").values() {
            let id = operation["operationId"].as_str().expect("an id");
            assert!(page.contains(&format!("id=\"{id}\"")), "{path}");
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let name = parameter["name"].as_str().expect("a name");
                assert!(
                    page.contains(&format!("<code>{name}</code>")),
                    "{path}: {name}"
                );
            }
        }
    }
    for name in description["components"]["schemas"]
        .as_object()
        .expect("schemas")
        .keys()
    {
        assert!(page.contains(&format!("id=\"type-{name}\"")), "{name}");
    }
    // Examples are addresses that answer.
    for example in page.split("href=\"/api/v1/").skip(1) {
        let address = example.split('"').next().expect("an address");
        let address = format!(
            "/api/v1/{}",
            address.replace("&amp;", "&").replace("&#38;", "&")
        );
        let status = site.send("GET", &address).await.status();
        assert_eq!(status, StatusCode::OK, "{address}");
    }
}
