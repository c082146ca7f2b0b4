//! Whose document a file is, as users of the binary see it.
//!
//! 1. A text that speaks of an act is not the act, whichever is read first.
//! 2. One text in two formats is one document; the other format leads to it, and takes its place when it is gone.
//! 3. Parts of a document and different texts that claim one number are all found.
//! 4. Of versions the newest is found; what only an older one holds is said.
//! 5. The same words mean the same documents in every command.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn renvoi(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_renvoi"))
        .args(args)
        .current_dir(folder)
        .env("RENVOI_INDEX", folder.join("index"))
        .env_remove("RUST_LOG")
        .output()
        .expect("renvoi runs")
}

fn json(folder: &Path, args: &[&str]) -> Value {
    let out = renvoi(folder, args);
    let complaint = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.success(), "{args:?}: {complaint}");
    serde_json::from_slice(&out.stdout).expect("one JSON object")
}

fn stderr(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

/// Texts of the passages that a query finds.
fn found(folder: &Path, query: &str) -> Vec<String> {
    let results = json(folder, &["search", "--json", "-n", "50", query]);
    let hits = results["hits"].as_array().expect("hits");
    hits.iter()
        .map(|hit| hit["text"].as_str().expect("a text").to_owned())
        .collect()
}

/// Ids of the documents that a query finds, each once.
fn documents(folder: &Path, query: &str) -> Vec<String> {
    let results = json(folder, &["search", "--json", "-n", "50", query]);
    let hits = results["hits"].as_array().expect("hits").iter();
    let mut ids: Vec<String> = hits
        .map(|hit| hit["document"]["id"].as_str().expect("an id").to_owned())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

const TITLE: &str =
    "DIRECTIVE (UE) 2031/77 DU PARLEMENT EUROPÉEN ET DU CONSEIL du 4 juin 2031 relative aux phares";

/// Paragraphs of the act, the title first.
fn act() -> Vec<&'static str> {
    vec![
        TITLE,
        "LE PARLEMENT EUROPÉEN ET LE CONSEIL DE L’UNION EUROPÉENNE,",
        "vu le traité sur le fonctionnement de l’Union européenne, et notamment son article 91,",
        "considérant ce qui suit:",
        "(1) Les phares guident les navires la nuit, et leur lampe est contrôlée chaque année par les autorités portuaires.",
        "ONT ADOPTÉ LA PRÉSENTE DIRECTIVE:",
        "Article premier",
        "Les gardiens transmettent aux autorités une alerte précoce lorsque la lampe d’un phare s’éteint plus d’une heure.",
        "Article 2",
        "Les États membres dressent la liste des phares de leur littoral et la communiquent à la Commission tous les deux ans.",
        "Article 3",
        "La présente directive entre en vigueur le vingtième jour suivant celui de sa publication.",
    ]
}

fn as_page(paragraphs: &[&str], head: &str) -> String {
    let body = paragraphs.iter().enumerate().map(|(at, text)| {
        let class = match text {
            _ if at == 0 => "oj-doc-ti",
            text if text.starts_with("Article ") => "oj-ti-art",
            _ => "oj-normal",
        };
        format!("<p class=\"{class}\">{text}</p>")
    });
    let body: String = body.collect();
    format!("<html lang=\"fr\"><body>{head}{body}</body></html>")
}

fn as_markdown(paragraphs: &[&str]) -> String {
    paragraphs.join("\n\n")
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).expect("written");
}

#[test]
fn a_text_that_speaks_of_an_act_is_not_the_act() {
    let memo = "# Suivi\n\nDirective (UE) 2031/77 du Parlement européen et du Conseil: onze États membres ont reçu une mise \
                en demeure.\n";
    let list = "# À lire\n\n- Directive (UE) 2031/77 du Parlement européen et du Conseil du 4 juin 2031 relative aux \
                phares\n- COM(2031) 5 final\n\nLes lectures viennent de la bibliothèque du port.\n";
    for order in [
        ["suivi.md", "liste.md", "acte.html"],
        ["acte.html", "liste.md", "suivi.md"],
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        write(folder, "suivi.md", memo);
        write(folder, "liste.md", list);
        write(folder, "acte.html", &as_page(&act(), ""));
        for file in order {
            let out = renvoi(folder, &["ingest", file]);
            assert!(out.status.success(), "{}", stderr(&out));
            assert!(
                !stderr(&out).contains("different texts"),
                "{}",
                stderr(&out)
            );
        }
        for (id, reference) in [
            ("suivi", None),
            ("liste", None),
            ("32031l0077", Some("32031L0077")),
        ] {
            let shown = json(folder, &["show", id, "--json"]);
            assert_eq!(shown["reference"].as_str(), reference, "{id}");
        }
        assert_eq!(documents(folder, "\"mise en demeure\""), ["suivi"]);
        assert_eq!(documents(folder, "\"alerte précoce\""), ["32031l0077"]);
    }
}

#[test]
fn the_report_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    write(folder, "acte.md", &as_markdown(&act()));
    write(
        folder,
        "note.md",
        &format!("# {TITLE}\n\nTrois choses changent pour les gardiens.\n"),
    );
    let report = json(folder, &["ingest", "--json", "acte.md", "note.md"]);
    let of = |file: &str| {
        let files = report["files"].as_array().expect("files");
        let found = files.iter().find(|entry| entry["file"] == file);
        found.expect("the file")["identity"].clone()
    };
    let shown = of("acte.md")["shown_by"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    assert!(shown.starts_with("title of an act; "), "{shown}");
    assert_eq!(of("note.md")["shown_by"], Value::Null);
    let refused = of("note.md")["refused"][0]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    assert!(refused.contains("not taken for 32031L0077"), "{refused}");
    let out = renvoi(
        folder,
        &["ingest", "--rebuild", "--report", "acte.md", "note.md"],
    );
    let lines = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(lines.contains("32031L0077: title of an act"), "{lines}");
    assert!(lines.contains("not taken for 32031L0077"), "{lines}");
}

#[test]
fn one_text_in_two_formats_is_one_document() {
    for order in [["acte.html", "acte.md"], ["acte.md", "acte.html"]] {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        write(folder, "acte.html", &as_page(&act(), ""));
        write(folder, "acte.md", &as_markdown(&act()));
        for file in order {
            let out = renvoi(folder, &["ingest", file]);
            assert!(out.status.success(), "{}", stderr(&out));
        }
        // The page is read better, whichever came first.
        let shown = json(folder, &["show", "32031l0077", "--json"]);
        assert_eq!(shown["source"]["file"], "acte.html", "{order:?}");
        assert_eq!(found(folder, "\"alerte précoce\"").len(), 1);
        let copy = shown["beside"][0]["id"]
            .as_str()
            .expect("the other format")
            .to_owned();
        assert_eq!(shown["beside"][0]["copy_of"], "32031l0077");
        assert_eq!(shown["beside"][0]["file"], "acte.md");
        // Its id and those of its passages lead to the document.
        let led = json(folder, &["show", &copy, "--json"]);
        assert_eq!(led["id"], "32031l0077");
        let exported = renvoi(folder, &["export"]);
        let lines = String::from_utf8_lossy(&exported.stdout).into_owned();
        let mut copied = lines
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
            .filter(|document| document["copy_of"] == "32031l0077");
        let copied = copied.next().expect("the copy is exported");
        for passage in copied["passages"].as_array().expect("passages") {
            let id = passage["id"].as_str().expect("an id");
            let led = json(folder, &["show", id, "--json"]);
            assert_eq!(led["document"]["id"], "32031l0077", "{id}");
            // Readers join the lines of a preamble differently; a sentence is a passage to both.
            if passage["text"]
                .as_str()
                .is_some_and(|text| text.ends_with('.'))
            {
                assert_eq!(led["content"]["passage"]["text"], passage["text"], "{id}");
            }
        }
        // When the page is gone, what is left is the document.
        std::fs::remove_file(folder.join("acte.html")).expect("removed");
        let out = renvoi(folder, &["ingest", "--prune", "."]);
        assert!(out.status.success(), "{}", stderr(&out));
        assert_eq!(documents(folder, "\"alerte précoce\""), ["32031l0077"]);
        let shown = json(folder, &["show", "32031L0077", "--json"]);
        assert_eq!(shown["source"]["file"], "acte.md");
        assert_eq!(shown.get("copy_of"), None);
    }
}

#[test]
fn different_texts_that_claim_one_number_are_all_found_and_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let mut other = act();
    other[7] = "Les marins de garde préviennent le port par radio quand une bouée dérive vers le chenal des ferries.";
    other[9] = "Chaque capitainerie tient un registre des bouées et le montre aux inspecteurs qui en font la demande.";
    write(folder, "acte.html", &as_page(&act(), ""));
    write(folder, "autre.html", &as_page(&other, ""));
    let out = renvoi(folder, &["ingest", "."]);
    assert!(out.status.success(), "{}", stderr(&out));
    let said = stderr(&out);
    assert!(
        said.contains("2 different texts claim 32031L0077, and all are searched"),
        "{said}"
    );
    assert_eq!(documents(folder, "\"alerte précoce\"").len(), 1);
    assert_eq!(documents(folder, "\"bouée dérive\"").len(), 1);
    assert_eq!(
        documents(folder, "dans:32031L0077 \"entre en vigueur\"").len(),
        2
    );
    let report = json(folder, &["ingest", "--rebuild", "--json", "."]);
    assert_eq!(report["conflicts"][0]["reference"], "32031L0077");
}

#[test]
fn parts_never_hide_one_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    write(
        folder,
        "52031PC0605.DOC_1.html",
        "<html><body><p class=\"Normal\">La proposition crée un réseau de phares côtiers.</p></body></html>",
    );
    write(
        folder,
        "52031PC0605.DOC_2.html",
        "<html><body><p class=\"Normal\">L’annexe dresse la liste des lampes homologuées.</p></body></html>",
    );
    let out = renvoi(folder, &["ingest", "."]);
    assert!(out.status.success(), "{}", stderr(&out));
    assert!(
        !stderr(&out).contains("different texts"),
        "{}",
        stderr(&out)
    );
    assert_eq!(documents(folder, "réseau phares"), ["com-2031-605"]);
    assert_eq!(
        documents(folder, "lampes homologuées"),
        ["com-2031-605-doc-2"]
    );
    let both = documents(folder, "dans:\"COM(2031) 605\" genre:paragraph");
    assert_eq!(both, ["com-2031-605", "com-2031-605-doc-2"]);
    let shown = json(folder, &["show", "COM(2031) 605", "--json"]);
    assert_eq!(shown["id"], "com-2031-605");
    assert_eq!(shown["beside"][0]["part"], "2", "{shown}");
}

#[test]
fn what_only_a_replaced_version_holds_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let head = "<p class=\"reference\">02031L0077 — FR — 05.06.2033 — 001.001</p>";
    let mut amended = act();
    amended[7] = "Les gardiens transmettent aux autorités un premier signalement dès que la lampe d’un phare s’éteint.";
    write(folder, "acte.html", &as_page(&act(), ""));
    write(folder, "consolide.html", &as_page(&amended, head));
    let out = renvoi(folder, &["ingest", "."]);
    assert!(out.status.success(), "{}", stderr(&out));
    let results = json(folder, &["search", "--json", "\"alerte précoce\""]);
    assert_eq!(results["total"], 0);
    let replaced = &results["interpretation"]["in_replaced"];
    assert_eq!(replaced["total"], 1, "{results}");
    let query = replaced["query"].as_str().expect("a query");
    assert_eq!(found(folder, query).len(), 1);
    assert!(
        results["interpretation"]["diagnostics"]
            .to_string()
            .contains("versions remplacées")
    );
    assert_eq!(
        documents(folder, "\"premier signalement\""),
        ["02031l0077-20330605"]
    );
    let shown = json(folder, &["show", "32031l0077", "--json"]);
    assert_eq!(shown["newer_version"], "02031l0077-20330605");
}

#[test]
fn the_same_words_mean_the_same_documents_everywhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let rgpd = "RÈGLEMENT (UE) 2016/679 DU PARLEMENT EUROPÉEN ET DU CONSEIL du 27 avril 2016 relatif à la protection des \
                personnes physiques";
    let mut paragraphs = act();
    paragraphs[0] = rgpd;
    write(folder, "texte.html", &as_page(&paragraphs, ""));
    write(
        folder,
        "note.md",
        "# Note\n\nLe RGPD protège les gardiens.\n\nLes ferries sont hors sujet.\n",
    );
    let out = renvoi(folder, &["ingest", "."]);
    assert!(out.status.success(), "{}", stderr(&out));
    // The note, and the title of the act itself.
    let total = json(folder, &["cite", "32016R0679", "--json"])["total"].clone();
    for named in [
        "32016R0679",
        "32016r0679",
        "règlement (UE) 2016/679",
        "2016/679",
        "679/2016",
        "RGPD",
        "GDPR",
        "règlement général sur la protection des données",
        "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
    ] {
        let shown = json(folder, &["show", named, "--json"]);
        assert_eq!(shown["id"], "32016r0679", "{named}");
        let cited = json(folder, &["cite", named, "--json"]);
        assert_eq!(cited["total"], total, "{named}");
        let filter = format!("dans:\"{named}\" phare");
        assert_eq!(documents(folder, &filter), ["32016r0679"], "{named}");
        let without = format!("gardiens -dans:\"{named}\"");
        assert_eq!(documents(folder, &without), ["note"], "{named}");
        let similar = json(folder, &["similar", named, "--json"]);
        let similar = similar.as_array().expect("hits");
        assert!(
            similar.iter().all(|hit| hit["document"]["id"] == "note"),
            "{named}"
        );
    }
    let shown = json(folder, &["show", "RGPD", "--json"]);
    assert_eq!(shown["name"], "Règlement (UE) 2016/679");
    assert_eq!(shown["short_name"], "RGPD");
    let out = renvoi(folder, &["show", "RGPD"]);
    let lines = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(
        lines.starts_with(
            "Règlement (UE) 2016/679 (RGPD) (2016-04-27), Règlement (UE) 2016/679 du Parlement"
        ),
        "{lines}"
    );
    // Several are listed, and the exit code says that none was chosen.
    let out = renvoi(folder, &["cite", "convention de Varsovie", "--json"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(
        stderr(&out).contains("may mean several"),
        "{}",
        stderr(&out)
    );
    let listed: Value = serde_json::from_slice(&out.stdout).expect("JSON");
    assert!(
        listed["candidates"].to_string().contains("STCE 198"),
        "{listed}"
    );
}

#[test]
fn another_format_is_called_as_its_file_and_a_note_does_not_keep_the_number_of_the_act() {
    let note =
        "# Ma note\n\nLe bureau des bouées a relu la directive et demande un report de deux ans.";
    for (first, text) in [
        ("texte.md", as_markdown(&act())),
        ("32031L0077.md", note.to_owned()),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        write(folder, first, &text);
        write(folder, "page.html", &as_page(&act(), ""));
        for file in [first, "page.html"] {
            let out = renvoi(folder, &["ingest", file]);
            assert!(out.status.success(), "{}", stderr(&out));
        }
        let shown = json(folder, &["show", "32031l0077", "--json"]);
        assert_eq!(shown["source"]["file"], "page.html", "{first}");
        if first == "texte.md" {
            assert_eq!(
                json(folder, &["show", "texte", "--json"])["id"],
                "32031l0077"
            );
        } else {
            assert_eq!(documents(folder, "bouées").len(), 1);
        }
    }
}

#[test]
fn the_number_of_a_version_names_that_version() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    for year in ["2033", "2035"] {
        let head = format!("<p class=\"reference\">02031L0077 — FR — 05.06.{year} — 001.001</p>");
        let mut amended = act();
        let text = format!(
            "Les gardiens préviennent le port en {year} quand la lampe d’un phare s’éteint."
        );
        amended[7] = &text;
        write(folder, &format!("v{year}.html"), &as_page(&amended, &head));
    }
    let out = renvoi(folder, &["ingest", "."]);
    assert!(out.status.success(), "{}", stderr(&out));
    for typed in ["02031L0077-20330605", "02031l0077-20330605"] {
        let shown = json(folder, &["show", typed, "--json"]);
        assert_eq!(shown["id"], "02031l0077-20330605", "{typed}");
        let inside = documents(folder, &format!("dans:{typed} lampe"));
        assert_eq!(inside, ["02031l0077-20330605"], "{typed}");
    }
    let newest = json(folder, &["show", "32031L0077", "--json"]);
    assert_eq!(newest["id"], "02031l0077-20350605");
}
