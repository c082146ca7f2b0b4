//! The router, without a socket.
//!
//! 1. The API answers by its contracts, and errors are problem documents.
//! 2. Pages escape what documents and queries hold, and have an anchor for
//!    every passage and note.
//! 3. Every answer has the security headers.

mod common;

use axum::http::{StatusCode, header};
use common::Site;
use renvoi_ingest::read_bytes;
use serde_json::Value;

const TEXT: &str = "1. Titre <b>gras</b> & \"guillemets\"\n\
    L’Union protège <script>alert(1)</script> les réseaux[footnoteRef:2]. [2: Voir COM(2020) 605 & <i>suite</i>.]\n\
    Les menaces hybrides évoluent encore[footnoteRef:3].\n";

#[tokio::test]
async fn the_api_answers_by_its_contracts() {
    let site = Site::of_text(TEXT);
    let (status, found) = site.json("/api/v1/search?q=r%C3%A9seau").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(found["total"], 1);
    let hit = &found["hits"][0];
    assert_eq!(hit["passage"], "essai/p2");
    assert_eq!(hit["footnotes"][0]["number"], 1);
    assert_eq!(hit["footnotes"][0]["id"], "essai/n1");
    assert_eq!(hit["citations"][0], "COM(2020) 605");
    assert_eq!(hit["section"][0], "1. Titre <b>gras</b> & \"guillemets\"");
    for key in ["query", "interpretation", "total", "took_us", "hits"] {
        assert!(found.get(key).is_some(), "{key}");
    }
    // What costs time is given where it is asked for.
    assert!(found.get("facets").is_none());
    let (_, asked) = site
        .json("/api/v1/search?q=r%C3%A9seau&facets=true&total=false")
        .await;
    assert!(asked["facets"]["kind"].is_array());
    assert!(asked.get("total").is_none());

    for spelling in [
        "COM%282020%29%20605",
        "com%202020%20605",
        "52020DC0605",
        "COM(2020)%20605",
    ] {
        let (status, cited) = site.json(&format!("/api/v1/references/{spelling}")).await;
        assert_eq!(status, StatusCode::OK, "{spelling}");
        assert_eq!(cited["key"], "COM(2020) 605");
        assert_eq!(cited["total"], 1);
        assert_eq!(cited["cited_by"][0]["footnote"]["number"], 1);
        assert_eq!(cited["cited_by"][0]["passage"], "essai/p2");
    }

    let (status, document) = site.json("/api/v1/documents/essai").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(document["passages"].as_array().map(Vec::len), Some(3));
    assert_eq!(document["footnotes"][1]["text"], Value::Null);
    assert_eq!(site.json("/healthz").await.1["status"], "ok");
}

#[tokio::test]
async fn errors_are_problem_documents() {
    let site = Site::of_text(TEXT);
    for (uri, status, detail) in [
        ("/api/v1/search?limite=3", 400, "limite"),
        ("/api/v1/search?q=a&limit=0", 400, "limit"),
        ("/api/v1/search?q=a&limit=101", 400, "limit"),
        ("/api/v1/search?q=a&offset=10000", 400, "10000"),
        (
            "/api/v1/search?q=a&offset=18446744073709551615",
            400,
            "offset",
        ),
        ("/api/v1/references/rien", 404, "rien"),
        ("/api/v1/documents/absent", 404, "absent"),
        ("/api/v1/documents/..%2fessai", 404, "essai"),
        ("/api/v1/rien", 404, "/api/v1/rien"),
        ("/api/v1/references/%ff", 400, "UTF-8"),
        ("/api/v1/documents/%ff", 400, "UTF-8"),
    ] {
        let response = site.send("GET", uri).await;
        assert_eq!(response.status().as_u16(), status, "{uri}");
        assert_eq!(
            response.headers()[header::CONTENT_TYPE],
            "application/problem+json",
            "{uri}"
        );
        let (_, problem) = site.json(uri).await;
        assert_eq!(problem["status"], status, "{uri}");
        assert!(
            problem["detail"]
                .as_str()
                .is_some_and(|d| d.contains(detail)),
            "{uri}: {problem}"
        );
    }
    assert_eq!(
        site.send("POST", "/api/v1/search").await.status(),
        StatusCode::METHOD_NOT_ALLOWED
    );
}

#[tokio::test]
async fn pages_escape_what_they_show() {
    let site = Site::of_text(TEXT);
    for uri in [
        "/",
        "/?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/?q=%22%3E%3Cimg%20src=x%3E",
        "/?q=r%C3%A9seaux",
        "/d/essai",
        "/r/COM%282020%29%20605",
        "/r/%3Cscript%3E",
        "/d/%3Cscript%3E",
        "/%3Cscript%3E",
    ] {
        let (_, page) = site.text(uri).await;
        assert!(page.contains("<!doctype html>"), "{uri}");
        for hostile in [
            "<script>",
            "alert(1)<",
            "<b>gras",
            "<img",
            "<i>suite",
            "<titre>",
        ] {
            assert!(!page.contains(hostile), "{hostile} in {uri}");
        }
    }
    let (_, page) = site.text("/?q=r%C3%A9seau").await;
    assert!(page.contains("<mark>réseaux</mark>"), "{page}");
}

#[tokio::test]
async fn every_passage_and_note_has_an_anchor() {
    let site = Site::of_text(TEXT);
    let (_, page) = site.text("/d/essai").await;
    for id in ["p1", "p2", "p3", "n1", "n2", "appel-n1", "appel-n2"] {
        assert_eq!(page.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
    }
    for target in page.split("href=\"#").skip(1) {
        let id = target.split('"').next().unwrap_or_default();
        assert!(
            page.contains(&format!("id=\"{id}\"")),
            "a link to {id}, which is not there"
        );
    }
    assert!(page.contains("href=\"/r/COM(2020)%20605\""), "{page}");
}

#[tokio::test]
async fn ids_of_a_page_are_its_own() {
    let mut document = read_bytes("essai.txt", TEXT.as_bytes()).expect("a document");
    let call = document.passages[1].calls[0].clone();
    document.passages[2].calls.push(call.clone());
    document.passages[1].calls.push(call);
    let site = Site::of(vec![document]);
    let (_, page) = site.text("/d/essai").await;
    let ids = page.split(" id=\"").skip(1);
    let mut ids: Vec<&str> = ids.filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(page.matches("href=\"#n1\"").count(), 3, "{page}");
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all, "{page}");
}

#[tokio::test]
async fn every_answer_is_guarded() {
    let site = Site::of_text(TEXT);
    for uri in [
        "/",
        "/api/v1/search?q=a",
        "/static/style.css",
        "/absent",
        "/d",
    ] {
        let response = site.send("GET", uri).await;
        let policy = response.headers()[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .expect("text");
        assert!(policy.starts_with("default-src 'none'"), "{uri}");
        assert!(!policy.contains("unsafe"), "{uri}");
        assert_eq!(
            response.headers()[header::X_CONTENT_TYPE_OPTIONS],
            "nosniff",
            "{uri}"
        );
    }
}

#[tokio::test]
async fn a_corrigendum_and_its_act_are_linked() {
    let document = |file: &str, title: &str| {
        let mut document = read_bytes(file, TEXT.as_bytes()).expect("a document");
        document.title = title.to_owned();
        document
    };
    let mut act = document("phares.txt", "Directive des phares");
    act.reference = Some("32031L0031".to_owned());
    let mut corrigendum = document("erreur.txt", "Rectificatif <à> la directive des phares");
    corrigendum.corrects = act.reference.clone();
    let site = Site::of(vec![act, corrigendum]);
    let (_, page) = site.text("/d/erreur").await;
    assert!(
        page.contains(
            "Rectifie <a href=\"/d/phares\" lang=\"fr\">Directive (UE) 2031/31 · Directive des phares</a>"
        ),
        "{page}"
    );
    assert!(!page.contains("href=\"/d/erreur\""), "{page}");
    for uri in ["/d/phares", "/r/32031L0031"] {
        let (_, page) = site.text(uri).await;
        assert!(page.contains("href=\"/d/erreur\""), "{uri}: {page}");
        assert!(!page.contains("<à>"), "{uri}: {page}");
    }
    let (_, shown) = site.json("/api/v1/documents/phares").await;
    assert_eq!(shown["corrigenda"][0]["id"], "erreur");
    let (_, cited) = site.json("/api/v1/references/32031L0031").await;
    assert_eq!(cited["corrigenda"][0]["id"], "erreur");
}

/// Links to narrow a search find as many as they say, whatever was typed before.
#[tokio::test]
async fn links_of_facets_find_what_they_count() {
    let mut other = read_bytes("autre.txt", TEXT.as_bytes()).expect("a document");
    other.reference = Some("COM(2031) 5".to_owned());
    other.date = Some("2031-03-04".parse().expect("a date"));
    let mut first = read_bytes("essai.txt", TEXT.as_bytes()).expect("a document");
    first.reference = Some("SWD(2030) 7".to_owned());
    first.date = Some("2030-03-04".parse().expect("a date"));
    let site = Site::of(vec![other, first]);
    let mut followed = 0;
    for query in [
        "%22r%C3%A9seaux",
        "NON+gaz",
        "r%C3%A9seaux+OU",
        "note%3Aoui",
        "union+type%3ACOM",
        "union+annee%3A2030+genre%3Atitre",
    ] {
        let (_, page) = site.text(&format!("/?q={query}")).await;
        for link in page.split("<li><a href=\"/?q=").skip(1) {
            let (narrowed, rest) = link.split_once('"').expect("an address");
            if !rest.starts_with(" data-filter") {
                // The page in the other language.
                continue;
            }
            let is_chosen = rest.starts_with(" data-filter aria-current");
            let count = rest.split_once("class=\"n\">").expect("a count").1;
            let count = count.split('<').next().expect("a count");
            let (_, found) = site.json(&format!("/api/v1/search?q={narrowed}")).await;
            let total = found["total"].to_string();
            assert!(
                is_chosen || total == count,
                "{query} -> {narrowed}: {total}, not {count}"
            );
            followed += 1;
        }
    }
    assert!(followed > 20, "{followed} links");
}

/// Names of the fields of an answer, those of filters left out.
fn fields(answer: &Value, names: &mut Vec<String>) {
    match answer {
        Value::Object(object) => {
            for (name, value) in object {
                names.push(name.clone());
                if name != "filters" && name != "explain" {
                    fields(value, names);
                }
            }
        }
        Value::Array(all) => all.iter().for_each(|one| fields(one, names)),
        _ => {}
    }
}

#[tokio::test]
async fn the_readme_names_every_field() {
    let readme = include_str!("../../../README.md");
    let site = Site::of_text(TEXT);
    let mut names = Vec::new();
    for uri in [
        "/api/v1/search?q=r%C3%A9seaux&explain=true&by_document=true&facets=true",
        "/api/v1/index",
        "/api/v1/search?q=menases+-type%3ASWD+annee%3A2031",
        "/api/v1/search?q=605+note%3Aoui",
        "/api/v1/references/COM%282020%29%20605",
    ] {
        fields(&site.json(uri).await.1, &mut names);
    }
    names.sort();
    names.dedup();
    assert!(names.len() > 40, "{names:?}");
    let unnamed = names
        .iter()
        .filter(|name| !readme.contains(&format!("`{name}`")));
    assert_eq!(unnamed.collect::<Vec<_>>(), Vec::<&String>::new());
}

#[tokio::test]
async fn a_long_passage_is_shown_in_part() {
    let long = "Les routes sont larges et les villages sont loin, voir art. 5 TFUE. ".repeat(8);
    let text = format!("1. Titre\n{long}Le viaduc tient, voir p. 12. {long}\n");
    let site = Site::of_text(&text);
    let (_, found) = site.json("/api/v1/search?q=viaduc").await;
    let hit = &found["hits"][0];
    let whole = hit["text"].as_str().expect("a text");
    let point = |name: &str| {
        let point = hit["snippet"][name].as_u64().expect("a code point");
        usize::try_from(point).expect("a place")
    };
    let shown: String = whole
        .chars()
        .take(point("end"))
        .skip(point("start"))
        .collect();
    assert!(
        shown.starts_with("Les routes") || shown.starts_with("Le viaduc"),
        "{shown}"
    );
    assert!(
        shown.ends_with("TFUE.") && shown.chars().count() <= 450,
        "{shown}"
    );
    let (_, page) = site.text("/?q=viaduc").await;
    let marked = shown.replace("viaduc", "<mark>viaduc</mark>");
    let cut = "<span class=\"cut\">[…]</span>";
    assert!(page.contains(&format!("{cut} {marked} {cut}")), "{page}");
}

#[tokio::test]
async fn passages_and_documents_are_given_one_by_one() {
    let site = Site::of_text(TEXT);
    let (status, answer) = site.json("/api/v1/passages/essai/p2").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(answer["passage"]["ordinal"], 2);
    assert_eq!(answer["document"]["id"], "essai");
    let link = answer["link"].as_str().expect("a link");
    assert!(
        link.starts_with("/d/essai?h=p2-") && link.ends_with("#p2"),
        "{link}"
    );
    assert_eq!(
        site.json("/api/v1/passages/essai/n1").await.1["footnote"]["number"],
        1
    );
    for absent in ["essai/p99", "essai", "rien/p1", "%3Cscript%3E"] {
        let (status, _) = site.json(&format!("/api/v1/passages/{absent}")).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{absent}");
    }
    let documents = ["a", "b", "c"].map(|name| {
        read_bytes(
            &format!("{name}.txt"),
            format!("1. {name}\n{name} {TEXT}").as_bytes(),
        )
        .expect("a document")
    });
    let site = Site::of(documents.into());
    let mut next = Some("/api/v1/documents?limit=2".to_owned());
    let mut ids = Vec::new();
    while let Some(address) = next {
        let (_, list) = site.json(&address).await;
        assert_eq!(list["total"], 3);
        let documents = list["documents"].as_array().expect("a list").iter();
        ids.extend(documents.map(|document| document["id"].to_string()));
        next = list["next"].as_str().map(str::to_owned);
    }
    assert_eq!(ids, ["\"a\"", "\"b\"", "\"c\""]);
    for refused in ["limit=0", "limit=1001", "after=%3C"] {
        let (status, _) = site.json(&format!("/api/v1/documents?{refused}")).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{refused}");
    }
    assert_eq!(site.send("GET", "/readyz").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn drafts_get_their_references() {
    let site = Site::of_text(TEXT);
    let json = [("content-type", "application/json")];
    let sent = async |body: &str, headers: &[(&str, &str)]| {
        let answer = site.post("/api/v1/citations", headers, body).await;
        let status = answer.status();
        let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20)
            .await
            .expect("a body");
        (
            status,
            serde_json::from_slice::<Value>(&bytes).expect("JSON"),
        )
    };
    let (status, answer) = sent(
        r#"{"text": "Été.\n\nVoir COM(2020) 605 et le RGPD, puis COM(2020) 605."}"#,
        &json,
    )
    .await;
    assert_eq!(status, StatusCode::OK);
    let citations = answer["citations"].as_array().expect("citations");
    assert_eq!(citations.len(), 3);
    assert_eq!(
        (&citations[0]["start"], &citations[0]["end"]),
        (&11.into(), &24.into())
    );
    let instruments = answer["instruments"].as_array().expect("instruments");
    assert_eq!(instruments.len(), 2);
    assert_eq!(instruments[0]["places"]["formal"], 1);
    assert_eq!(instruments[1]["short_name"], "RGPD");
    for (body, headers, status, kind) in [
        ("{\"text\": 3}", &json[..], 422, "body"),
        ("{\"text\": \"a\", \"x\": 1}", &json[..], 422, "body"),
        ("{", &json[..], 422, "body"),
        ("{\"text\": \"a\"}", &[][..], 415, "media-type"),
        (
            &format!("{{\"text\": \"{}\"}}", "a".repeat(1 << 20)),
            &json[..],
            413,
            "too-large",
        ),
    ] {
        let (got, problem) = sent(body, headers).await;
        assert_eq!(got.as_u16(), status, "{problem}");
        assert_eq!(problem["type"], format!("urn:renvoi:problem:{kind}"));
    }
}
