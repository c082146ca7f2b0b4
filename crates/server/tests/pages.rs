//! What holds for every page.
//!
//! 1. One `h1`, ids that are unique, no style and no script written into the page, a language.
//! 2. English by `Accept-Language` or by choice, which is kept.
//! 3. What an address does not know is refused by name.
//! 4. An answer that is known is not sent again; files are kept for good; old addresses lead on.

mod common;

use axum::http::{StatusCode, header};
use common::Site;
use renvoi_ingest::read_bytes;

fn site() -> Site {
    let act = "# Règlement (UE) 2030/5 relatif aux côtes\n\n## Article 1 — Objet\n\nLe présent règlement règle les côtes.\n\n## Article 2 — Mesure\n\n1. Les côtes sont mesurées.\n\n2. Elles le sont:\n\n- a) chaque année;\n- b) à marée basse[^1].\n\n[^1]: Voir COM(2030) 7 et la directive (UE) 2022/2555.\n";
    let mut act = read_bytes("acte.md", act.as_bytes()).expect("an act");
    act.reference = Some("32030R0005".to_owned());
    act.date = Some("2030-01-02".parse().expect("a date"));
    let report = "# Rapport <script>alert(1)</script>\n\nL’article 2, paragraphe 2, point a), du règlement (UE) 2030/5 est suivi. Voir aussi la directive (UE) 2022/2555.\n\nLa côte suit le règlement (UE) 2030/5[^1].\n\n[^1]: Règlement (UE) 2030/5, article 1er.\n";
    let mut report = read_bytes("rapport.md", report.as_bytes()).expect("a document");
    report.reference = Some("COM(2031) 9".to_owned());
    report.date = Some("2031-05-06".parse().expect("a date"));
    Site::of(vec![act, report])
}

const PAGES: &[&str] = &[
    "/",
    "/?q=c%C3%B4tes",
    "/?q=c%C3%B4tes+note%3Aoui",
    "/?q=rien+de+tel+ici+type%3ACOM",
    "/?q=COM%282031%29+9",
    "/?q=r%C3%A8glement+(UE)+2030%2F5",
    "/?q=article+2+r%C3%A8glement+(UE)+2030%2F5",
    "/?q=c%C3%B4tes+r%C3%A8glement+(UE)+2030%2F5&sort=newest&by_document=true",
    "/r/32030R0005",
    "/r/32030R0005?certainty=formal&year=2031&place=art.2/2/a",
    "/r/32022L2555",
    "/r/COM(2099)%201",
    "/d/32030r0005",
    "/d/acte",
    "/d/rapport",
    "/d/rapport?q=c%C3%B4te&at=p3",
    "/d/rapport?q=rien+de+tel",
    "/d/acte?versus=acte",
    "/d",
    "/d?offset=50",
    "/aide",
    "/api",
    "/absent",
    "/d/absent",
    "/r/absent",
    "/?q=a&limite=3",
];

/// The values of an attribute on a page.
fn values<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let begins = format!(" {name}=\"");
    let parts = page.split(begins.as_str()).skip(1);
    parts.filter_map(|rest| rest.split('"').next()).collect()
}

#[tokio::test]
async fn pages_are_well_made() {
    let site = site();
    for uri in PAGES {
        for english in [false, true] {
            let page = if english {
                site.english(uri).await
            } else {
                site.text(uri).await.1
            };
            let lang = if english {
                "<html lang=\"en\">"
            } else {
                "<html lang=\"fr\">"
            };
            assert!(page.contains(lang), "{uri}");
            assert_eq!(page.matches("<h1").count(), 1, "{uri}: {page}");
            let mut ids = values(&page, "id");
            let all = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), all, "{uri}: {page}");
            assert!(
                !page.contains(" style=") && !page.contains("<style"),
                "{uri}"
            );
            assert!(
                !page.contains(" onclick=") && !page.contains("javascript:"),
                "{uri}"
            );
            for script in page.split("<script").skip(1) {
                assert!(script.contains("src=\"/static/"), "{uri}: {script}");
            }
            for target in values(&page, "href")
                .iter()
                .filter_map(|href| href.strip_prefix('#'))
            {
                assert!(ids.binary_search(&target).is_ok(), "{uri}: no {target}");
            }
            for labelled in values(&page, "aria-labelledby") {
                assert!(ids.binary_search(&labelled).is_ok(), "{uri}: no {labelled}");
            }
            for file in values(&page, "src") {
                assert_eq!(site.text(file).await.0, StatusCode::OK, "{uri}: {file}");
            }
        }
    }
}

#[tokio::test]
async fn links_of_pages_lead_somewhere() {
    let site = site();
    let mut seen = std::collections::BTreeSet::new();
    for uri in PAGES {
        let (_, page) = site.text(uri).await;
        for href in values(&page, "href") {
            let address = href.replace("&amp;", "&").replace("&#38;", "&");
            if !address.starts_with('/') || !seen.insert(address.clone()) {
                continue;
            }
            let status = site.send("GET", &address).await.status();
            let absent = ["/absent", "limite="]
                .iter()
                .any(|part| address.contains(part));
            assert!(
                absent || status == StatusCode::OK,
                "{uri} -> {address}: {status}"
            );
        }
    }
    assert!(seen.len() > 40, "{seen:?}");
}

#[tokio::test]
async fn languages_are_chosen() {
    let site = site();
    let french = site.text("/").await.1;
    assert!(french.contains("Rechercher dans les documents"));
    assert!(site.english("/").await.contains("Search the Union"));
    let chosen = site.send("GET", "/?lang=en").await;
    let kept = chosen.headers()[header::SET_COOKIE].to_str().expect("text");
    assert!(
        kept.starts_with("lang=en;") && kept.contains("SameSite"),
        "{kept}"
    );
    let again = site
        .send_with(
            "GET",
            "/",
            &[("cookie", "lang=en"), ("accept-language", "fr")],
        )
        .await;
    let again = axum::body::to_bytes(again.into_body(), 1 << 20)
        .await
        .expect("a body");
    assert!(String::from_utf8_lossy(&again).contains("Search the Union"));
    // The API has no choice but the header.
    let (status, _) = site.json("/api/v1/search?q=a&lang=en").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let problem = site.english("/api/v1/search?q=a&limit=0").await;
    assert!(problem.contains("from 1 to 100"), "{problem}");
}

#[tokio::test]
async fn what_is_not_known_is_refused() {
    let site = site();
    for uri in [
        "/?x=1",
        "/d?x=1",
        "/d/acte?x=1",
        "/r/32030R0005?x=1",
        "/aide?x=1",
        "/api/v1/index?x=1",
    ] {
        let (status, text) = site.text(uri).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{uri}");
        assert!(text.contains("inconnu : x."), "{uri}: {text}");
    }
    for uri in [
        "/?q=a&sort=best",
        "/?q=a&q=b",
        "/r/32030R0005?year=x",
        "/r/32030R0005?place=/",
        "/r/32030R0005?format=pdf",
    ] {
        assert_eq!(site.text(uri).await.0, StatusCode::BAD_REQUEST, "{uri}");
    }
}

#[tokio::test]
async fn answers_that_are_known_are_not_sent_again() {
    let site = site();
    for uri in [
        "/",
        "/?q=c%C3%B4tes",
        "/r/32030R0005",
        "/d/acte",
        "/api/v1/search?q=c%C3%B4tes",
        "/api/v1/index",
    ] {
        let first = site.send("GET", uri).await;
        assert_eq!(first.status(), StatusCode::OK, "{uri}");
        assert_eq!(first.headers()[header::CACHE_CONTROL], "no-cache", "{uri}");
        let tag = first.headers()[header::ETAG]
            .to_str()
            .expect("text")
            .to_owned();
        let again = site.send_with("GET", uri, &[("if-none-match", &tag)]).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{uri}");
        assert_eq!(again.headers()[header::ETAG], tag.as_str(), "{uri}");
        // Another language is another answer.
        let english = [("if-none-match", tag.as_str()), ("accept-language", "en")];
        assert_eq!(
            site.send_with("GET", uri, &english).await.status(),
            StatusCode::OK,
            "{uri}"
        );
    }
    let absent = site.send("GET", "/absent").await;
    assert_eq!(absent.headers()[header::CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn files_are_kept_for_good() {
    let site = site();
    let (_, page) = site.text("/").await;
    let files = page.split("\"/static/").skip(1);
    let files: Vec<&str> = files.filter_map(|rest| rest.split('"').next()).collect();
    assert!(files.len() >= 4, "{files:?}");
    for file in files {
        let address = format!("/static/{file}");
        let answer = site.send("GET", &address).await;
        assert_eq!(answer.status(), StatusCode::OK, "{file}");
        let kept = answer.headers()[header::CACHE_CONTROL]
            .to_str()
            .expect("text")
            .to_owned();
        assert!(kept.contains("immutable"), "{file}: {kept}");
        let tag = answer.headers()[header::ETAG]
            .to_str()
            .expect("text")
            .to_owned();
        let again = site
            .send_with("GET", &address, &[("if-none-match", &tag)])
            .await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{file}");
        let refused = site.send("GET", &format!("{address}?v=1")).await;
        assert_eq!(refused.status(), StatusCode::BAD_REQUEST, "{file}");
    }
    for absent in [
        "/static/style.css",
        "/static/style.0000000000000000.css",
        "/static/..%2f",
    ] {
        assert_eq!(
            site.send("GET", absent).await.status(),
            StatusCode::NOT_FOUND,
            "{absent}"
        );
    }
}

/// The first page with all that it loads, as a browser gets it.
#[tokio::test]
async fn the_first_page_is_light() {
    let site = site();
    let packed = [("accept-encoding", "br, gzip")];
    let bytes_of = async |uri: &str| {
        let answer = site.send_with("GET", uri, &packed).await;
        assert_eq!(answer.status(), StatusCode::OK, "{uri}");
        let body = axum::body::to_bytes(answer.into_body(), 1 << 20).await;
        body.expect("a body").len()
    };
    let mut total = bytes_of("/").await;
    let (_, page) = site.text("/").await;
    let mut files: Vec<String> = page
        .split("\"/static/")
        .skip(1)
        .filter_map(|rest| Some(format!("/static/{}", rest.split('"').next()?)))
        .collect();
    let mut at = 0;
    while let Some(file) = files.get(at).cloned() {
        at += 1;
        total += bytes_of(&file).await;
        if file.contains(".woff2") {
            continue;
        }
        let (_, text) = site.text(&file).await;
        for other in text.split("\"/static/").skip(1) {
            let other = format!("/static/{}", other.split('"').next().unwrap_or_default());
            if !files.contains(&other) {
                files.push(other);
            }
        }
    }
    assert!(total < 60_000, "{total} bytes in {files:?}");
}

#[tokio::test]
async fn old_addresses_lead_on() {
    let site = site();
    for (old, new) in [
        ("/documents/acte", "/d/acte"),
        ("/documents/32022l2555?a=b", "/d/32022l2555?a=b"),
        ("/instruments/COM%282020%29%20605", "/r/COM%282020%29%20605"),
        ("/instruments/(UE)%202022%2F2555", "/r/(UE)%202022%2F2555"),
    ] {
        let answer = site.send("GET", old).await;
        assert_eq!(answer.status(), StatusCode::MOVED_PERMANENTLY, "{old}");
        assert_eq!(answer.headers()[header::LOCATION], new, "{old}");
    }
}

#[tokio::test]
async fn what_cites_is_taken_away() {
    let site = site();
    let answer = site.send("GET", "/r/32030R0005?format=csv").await;
    assert!(
        answer.headers()[header::CONTENT_TYPE]
            .to_str()
            .expect("text")
            .starts_with("text/csv")
    );
    let (_, table) = site.text("/r/32030R0005?format=csv").await;
    let rest = table.strip_prefix('\u{feff}').expect("a byte order mark");
    assert!(rest.starts_with("passage,note,document,"), "{table}");
    assert!(table.contains("rapport/p2"), "{table}");
    let (_, json) = site
        .json("/r/32030R0005?format=json&certainty=formal")
        .await;
    assert_eq!(json["by_document"][0]["document"]["id"], "rapport");
    assert_eq!(json["beside"][0]["key"], "32022L2555");
    let (_, place) = site.json("/r/32030R0005?format=json&place=art.2/2/a").await;
    assert_eq!(place["total"], 1);
    // A place in the key is kept by what leads on from the page.
    let (_, page) = site
        .text("/r/article%202%20r%C3%A8glement%20(UE)%202030%2F5")
        .await;
    let csv = page.split('"').find(|part| part.ends_with("format=csv"));
    let csv = csv.expect("an address").replace("&amp;", "&");
    let (_, table) = site.text(&csv).await;
    let (_, all) = site.text("/r/32030R0005?format=csv").await;
    assert!(
        table.lines().count() < all.lines().count(),
        "{csv}: {table}"
    );
    let (_, named) = site
        .text("/r/32030R0005?format=atom&certainty=inferred")
        .await;
    assert!(!named.contains("rapport/p2"), "{named}");
    let headers = [("host", "renvoi.example"), ("x-forwarded-proto", "https")];
    let feed = site
        .send_with("GET", "/r/32030R0005?format=atom", &headers)
        .await;
    assert!(
        feed.headers()[header::CONTENT_TYPE]
            .to_str()
            .expect("text")
            .starts_with("application/atom+xml")
    );
    let feed = axum::body::to_bytes(feed.into_body(), 1 << 20)
        .await
        .expect("a body");
    let feed = String::from_utf8(feed.to_vec()).expect("UTF-8");
    for part in [
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"",
        "href=\"http://renvoi.example/d/rapport#p2\"",
        "rel=\"self\"",
        "<id>urn:renvoi:passage:rapport/p2</id>",
    ] {
        assert!(feed.contains(part), "{part}: {feed}");
    }
    assert!(!feed.contains("<script>"), "{feed}");
}

/// Every place of an act has an address that its number makes.
#[tokio::test]
async fn places_of_acts_have_addresses() {
    let site = site();
    let (_, page) = site.text("/d/acte").await;
    for id in ["art-1", "article-1", "art-2-1", "art-2-2", "n1", "p3"] {
        assert!(page.contains(&format!("id=\"{id}\"")), "{id}: {page}");
    }
}

/// What was searched is marked in the reader, with the way from one place to the next.
#[tokio::test]
async fn the_reader_goes_from_place_to_place() {
    let site = site();
    let (_, page) = site.text("/?q=r%C3%A8glement+suivi").await;
    let opened = values(&page, "href");
    let opened = opened.iter().find(|href| href.starts_with("/d/rapport?q="));
    let opened = opened
        .expect("a place")
        .replace("&amp;", "&")
        .replace("&#38;", "&");
    let (address, _) = opened.split_once('#').expect("an anchor");
    let (status, page) = site.text(address).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("<mark>"), "{page}");
    assert!(page.contains("passages dans ce document"), "{page}");
    let next = values(&page, "href");
    assert!(
        next.iter()
            .any(|href| href.contains("at=p") && href.contains('#')),
        "{next:?}"
    );
    let (_, none) = site.text("/d/rapport?q=rien+de+tel").await;
    assert!(none.contains("aucun passage de ce document"), "{none}");
}

/// Two versions of an act side by side: what changed, in words.
#[tokio::test]
async fn versions_are_compared() {
    let act = |file: &str, second: &str, more: &str| {
        let text = format!(
            "# Règlement (UE) 2030/5 relatif aux côtes\n\n## Article 1 — Objet\n\nLe présent règlement règle les côtes.\n\n## Article 2 — Mesure\n\n{second}\n\n{more}"
        );
        let mut act = read_bytes(file, text.as_bytes()).expect("an act");
        act.reference = Some("32030R0005".to_owned());
        act
    };
    let old = act(
        "ancien.md",
        "Les côtes sont mesurées chaque année.",
        "## Article 3\n\nFin <b>.\n",
    );
    let mut new = act(
        "nouveau.md",
        "Les côtes sont mesurées chaque mois d’été.",
        "## Article 4\n\nAutre.\n",
    );
    new.consolidated = Some("2031-01-01".parse().expect("a date"));
    let mut other = act("autre.md", "Les côtes sont mesurées.", "Fin.\n");
    other.reference = Some("32030R0006".to_owned());
    let site = Site::of(vec![old, new, other]);
    let (_, reader) = site.text("/d/nouveau").await;
    assert!(reader.contains("/d/nouveau?versus=ancien"), "{reader}");
    for address in ["/d/nouveau?versus=ancien", "/d/ancien?versus=nouveau"] {
        let (status, page) = site.text(address).await;
        assert_eq!(status, StatusCode::OK, "{address}");
        assert!(
            page.contains("1 partie modifiée, 1 ajoutée, 1 retirée"),
            "{page}"
        );
        assert!(page.contains("<del>année.</del>"), "{page}");
        assert!(page.contains("<ins>mois d’été.</ins>"), "{page}");
        assert!(!page.contains("<b>."), "{page}");
    }
    assert_eq!(
        site.text("/d/nouveau?versus=absent").await.0,
        StatusCode::NOT_FOUND
    );
    // Two texts that are no versions of one another have nothing to compare.
    let (status, page) = site.text("/d/nouveau?versus=autre").await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{page}");
}

/// What could not be used of a query is said in the language of the one who asked, by pages and by the API.
#[tokio::test]
async fn remarks_speak_the_language_of_the_reader() {
    let site = site();
    for (uri, french, english) in [
        (
            "/?q=c%C3%B4tes+couleur%3Arouge",
            "n’est pas un filtre",
            "is not a filter",
        ),
        (
            "/api/v1/search?q=c%C3%B4tes+couleur%3Arouge",
            "n’est pas un filtre",
            "is not a filter",
        ),
        (
            "/api/v1/documents/article%209%20r%C3%A8glement%20(UE)%202030%2F5",
            "n’a pas ce passage",
            "has no such passage",
        ),
        (
            "/api/v1/references/32030R0005%20dans%3Arien",
            "ce document n’est pas dans l’index",
            "this document is not in the index",
        ),
    ] {
        let (_, page) = site.text(uri).await;
        assert!(page.contains(french), "{uri}: {page}");
        let page = site.english(uri).await;
        assert!(
            page.contains(english) && !page.contains(french),
            "{uri}: {page}"
        );
    }
}
