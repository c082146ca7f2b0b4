//! Texts made of markup and scripts are shown as text, wherever they come from: a document, its file, a heading, a note, a
//! topic, a query, any part of an address. Each place has a name of its own, so that it is seen where the text came from.

mod common;

use axum::http::header;
use common::Site;
use renvoi_document::Document;
use renvoi_indexing::Resources;
use renvoi_ingest::read_bytes;
use renvoi_query::Thesaurus;

/// What would end an attribute, a script, an element, and run.
const MARKUP: &str = "\"'><img src=x onerror=alert(1)><svg/onload=alert(2)></title></textarea><script>alert(3)</script>";

fn hostile(place: &str) -> String {
    format!("{place}{MARKUP}")
}

/// The same as Markdown has it as text.
fn in_markdown(place: &str) -> String {
    let text = hostile(place);
    let written = text.chars().map(|c| match c {
        '"' | '\'' | '<' | '>' | '=' | '(' | ')' | '/' => format!("&#{};", u32::from(c)),
        c => c.to_string(),
    });
    written.collect()
}

/// `MARKUP` as a part of an address.
fn encoded(place: &str) -> String {
    form_urlencoded::byte_serialize(hostile(place).as_bytes()).collect()
}

fn documents() -> Vec<Document> {
    let text = format!(
        "# {}\n\n## {}\n\nLes digues et {} suivent le règlement (UE) 2030/5, article 2[^1].\n\n| a | {} |\n|---|---|\n| b | {} |\n\n[^1]: Voir {} et la directive (UE) 2022/2555.\n",
        in_markdown("Titre"),
        in_markdown("Intitulé"),
        in_markdown("passage"),
        in_markdown("cellule"),
        in_markdown("ligne"),
        in_markdown("note"),
    );
    let mut report = read_bytes("rapport.md", text.as_bytes()).expect("a document");
    report.title = hostile("Titre");
    report.display_title = Some(hostile("Affiché"));
    report.reference = Some("COM(2031) 9".to_owned());
    report.date = Some("2031-05-06".parse().expect("a date"));
    report.source.file = format!("dossier/{}.md", hostile("fichier"));
    report.kind = Some(hostile("genre"));
    report.journal = Some(hostile("journal"));
    report.eli = Some(hostile("eli"));
    report.part = Some(hostile("partie"));
    report.warnings = vec![hostile("remarque")];
    let act = |file: &str, body: &str, day: &str| {
        let text = format!("# Règlement (UE) 2030/5\n\n## Article 2 — Objet\n\n{body}\n");
        let mut act = read_bytes(file, text.as_bytes()).expect("an act");
        act.reference = Some("32030R0005".to_owned());
        act.title = hostile("Acte");
        act.date = Some("2030-01-02".parse().expect("a date"));
        act.consolidated = Some(day.parse().expect("a date"));
        act
    };
    vec![
        report,
        act(
            "02030r0005-20300101.md",
            &in_markdown("ancien texte des digues"),
            "2030-01-01",
        ),
        act(
            "02030r0005-20310101.md",
            &in_markdown("nouveau texte des digues"),
            "2031-01-01",
        ),
    ]
}

fn site() -> Site {
    let topics = format!(
        "[[topic]]\nid = \"digues\"\nlabel = {}\nsynonyms = [\"digues\"]\n",
        serde_json::Value::String(hostile("thème"))
    );
    let thesaurus = Thesaurus::parse(&topics).expect("topics");
    let resources = Resources {
        thesaurus: Some(thesaurus),
        ..Resources::default()
    };
    Site::with_resources(documents(), resources)
}

/// Whether a page has nothing of `MARKUP` but as text: an attribute that it ended would be followed by its elements.
fn is_harmless(page: &str) -> bool {
    let page = page.to_lowercase();
    // What pages have of their own: scripts with an address.
    let own = page
        .replace("<script type=\"module\" src=\"/static/", "")
        .replace("<script src=\"/static/", "");
    let parts = [
        "<img",
        "<svg/",
        "<script",
        "</title></textarea>",
        "javascript:",
    ];
    parts.iter().all(|part| !own.contains(part))
}

#[tokio::test]
async fn pages_show_markup_as_text() {
    let site = site();
    let id = "rapport";
    for (uri, shown) in [
        ("/".to_owned(), "Affiché"),
        ("/d".to_owned(), "Affiché"),
        ("/?q=digues".to_owned(), "passage"),
        ("/?q=digues".to_owned(), "thème"),
        ("/?q=digues+note%3Aoui".to_owned(), ""),
        ("/?q=alert&part=facets".to_owned(), "thème"),
        ("/?q=digues&part=list".to_owned(), "passage"),
        ("/?q=titre&part=suggestions".to_owned(), ""),
        ("/?q=th%C3%A8me&part=suggestions".to_owned(), "thème"),
        (format!("/?q={}", encoded("question")), "question"),
        (format!("/?q=digues+{}", encoded("couleur:")), ""),
        (format!("/?q=digues+{}", encoded("dans:")), ""),
        (format!("/?q=&inside={}", encoded("dedans")), ""),
        ("/?q=r%C3%A8glement+(UE)+2030%2F5".to_owned(), "passage"),
        (
            "/?q=article+2+r%C3%A8glement+(UE)+2030%2F5".to_owned(),
            "nouveau texte des digues",
        ),
        ("/r/32030R0005".to_owned(), "passage"),
        ("/r/32030R0005?part=card".to_owned(), ""),
        (
            format!("/r/32030R0005?document={}", encoded("lequel")),
            "lequel",
        ),
        (format!("/r/32030R0005?place={}", encoded("où")), ""),
        (
            format!("/r/{}", encoded("quoi").replace('+', "%20")),
            "quoi",
        ),
        (format!("/d/{id}"), "passage"),
        (format!("/d/{id}"), "note"),
        (format!("/d/{id}"), "Intitulé"),
        (format!("/d/{id}"), "fichier"),
        (format!("/d/{id}"), "journal"),
        (format!("/d/{id}?q=digues"), "passage"),
        (format!("/d/{id}?q={}", encoded("cherché")), "cherché"),
        (format!("/d/{id}?h={}", encoded("empreinte")), ""),
        (format!("/d/{id}?at={}", encoded("endroit")), ""),
        (
            "/d/02030r0005-20300101?versus=02030r0005-20310101".to_owned(),
            "nouveau texte des digues",
        ),
        (
            format!("/d/{}", encoded("lequel").replace('+', "%20")),
            "lequel",
        ),
        (format!("/{}", encoded("rien").replace('+', "%20")), ""),
        (format!("/?{}=1", encoded("paramètre")), "paramètre"),
        (format!("/?q=a&lang={}", encoded("langue")), ""),
        (format!("/?q=a&sort={}", encoded("ordre")), "ordre"),
        ("/aide".to_owned(), ""),
        ("/api".to_owned(), ""),
    ] {
        for english in [false, true] {
            let page = if english {
                site.english(&uri).await
            } else {
                site.text(&uri).await.1
            };
            assert!(is_harmless(&page), "{uri}: {page}");
            let written = format!("{shown}&#34;");
            assert!(
                shown.is_empty() || page.contains(&written) || is_marked(&page, shown),
                "{uri}: {shown} in {page}"
            );
        }
    }
}

/// Whether a text is shown in parts: what matched is marked.
fn is_marked(page: &str, shown: &str) -> bool {
    let plain = page
        .replace("<mark>", "")
        .replace("</mark>", "")
        .replace("<ins>", "")
        .replace("</ins>", "");
    plain.contains(&format!("{shown}&#34;"))
}

#[tokio::test]
async fn what_programs_get_is_no_page() {
    let site = site();
    for uri in [
        "/api/v1/search?q=digues&facets=true",
        "/api/v1/suggest?q=digue",
        "/api/v1/documents/rapport",
        "/api/v1/references/32030R0005",
        "/api/v1/feed?q=digues",
        "/api/v1/feed",
        "/r/32030R0005?format=csv",
        "/r/32030R0005?format=json",
        &format!("/api/v1/references/{}", encoded("quoi").replace('+', "%20")),
        &format!("/api/v1/search?{}=1", encoded("paramètre")),
    ] {
        let answer = site.send("GET", uri).await;
        let kind = answer.headers()[header::CONTENT_TYPE]
            .to_str()
            .expect("text");
        assert!(!kind.contains("html"), "{uri}: {kind}");
        assert_eq!(
            answer.headers()[header::X_CONTENT_TYPE_OPTIONS],
            "nosniff",
            "{uri}"
        );
    }
    // The elements of a feed are those of Atom, whatever its texts hold.
    for uri in [
        "/api/v1/feed?q=digues",
        "/api/v1/feed",
        &format!("/api/v1/feed?q={}", encoded("fil")),
    ] {
        let (_, feed) = site.text(uri).await;
        assert!(is_harmless(&feed), "{uri}: {feed}");
        let parsed = feed.parse::<atom_syndication::Feed>();
        let parsed = parsed.expect("a feed");
        assert!(parsed.title.value.contains("Renvoi"), "{uri}");
    }
}

/// Cells that a spreadsheet would compute are texts.
#[tokio::test]
async fn tables_compute_nothing() {
    let text = "# Rapport\n\n=HYPERLINK(\"http://mal.example\",\"digue\") suit le règlement (UE) 2030/5.\n\nSuite; =1+2 ;@A1 ; règlement (UE) 2030/5.\n\n@SUM(1) ; règlement (UE) 2030/5.\n\n-2+3 ; règlement (UE) 2030/5.\n";
    let mut report = read_bytes("rapport.md", text.as_bytes()).expect("a document");
    report.title = "=1+1".to_owned();
    let site = Site::of(vec![report]);
    let (_, table) = site.text("/r/32030R0005?format=csv").await;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 4, "{table}");
    // A spreadsheet that is set to French parts cells at semicolons, too.
    let cells = rows.iter().flatten().flat_map(|cell| cell.split(';'));
    for cell in cells.map(|cell| cell.trim_start_matches(' ')) {
        assert!(
            !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
            "{cell}"
        );
    }
}
