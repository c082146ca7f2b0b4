//! Places, as users of the binary see them.
//!
//! 1. A result is a place in the text: a passage with the notes that it calls.
//! 2. Who cites an instrument is a list of places, each version of an act once.
//! 3. A place of an act that is named comes first, then what cites it, then what cites the act.

mod citing;
mod named;
mod results;

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

fn json_of(folder: &Path, args: &[&str]) -> Value {
    let out = renvoi(folder, args);
    let complaint = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.success(), "{args:?}: {complaint}");
    serde_json::from_slice(&out.stdout).expect("one JSON object")
}

fn search(folder: &Path, query: &str) -> Value {
    json_of(
        folder,
        &["search", "--json", "--facets", "-n", "50", "--", query],
    )
}

fn cite(folder: &Path, reference: &str) -> Value {
    json_of(folder, &["cite", "--json", reference])
}

/// The passages of a list, or the notes that are no passage's.
fn passages(list: &Value) -> Vec<&str> {
    let list = list.as_array().expect("a list").iter();
    list.map(|one| {
        one["passage"]
            .as_str()
            .or(one["footnote"]["id"].as_str())
            .expect("an id")
    })
    .collect()
}

/// Values of a facet, each with its count.
fn facet(results: &Value, name: &str) -> Vec<(String, u64)> {
    let values = results["facets"][name].as_array().expect("a facet").iter();
    let mut values: Vec<(String, u64)> = values
        .map(|value| {
            let name = value["value"].as_str().expect("a value").to_owned();
            (name, value["count"].as_u64().expect("a count"))
        })
        .collect();
    values.sort();
    values
}

/// An act as the Journal prints it, or its consolidated version, in which article 3 was amended.
fn act(consolidated: bool) -> String {
    let mark = "<p class=\"reference\">02031L0077 — FR — 05.06.2033 — 002.001</p>";
    let recital = |number: u8, text: &str| {
        format!(
            "<table><tr><td><p class=\"oj-normal\">({number})</p></td><td><p class=\"oj-normal\">{text}</p></td></tr></table>"
        )
    };
    let point = |letter: char, text: &str| {
        format!(
            "<table><tr><td><p class=\"oj-normal\">{letter})</p></td><td><p class=\"oj-normal\">{text}</p></td></tr></table>"
        )
    };
    let preamble = format!(
        "<p class=\"oj-normal\">considérant ce qui suit:</p>{}{}",
        recital(1, "Les phares éclairent la mer."),
        recital(2, "Le règlement (UE) 2030/5 reste en vigueur."),
    );
    let (mark, preamble, third) = if consolidated {
        (
            mark,
            String::new(),
            "Le règlement (UE) 2030/5 règle aussi les bouées.",
        )
    } else {
        (
            "",
            preamble,
            "Le règlement (UE) 2030/5 règle les bouées et les balises.",
        )
    };
    let article = |title: &str, heading: &str, text: &str| {
        format!("<p class=\"oj-ti-art\">{title}</p><p class=\"oj-sti-art\">{heading}</p>{text}")
    };
    let normal = |text: &str| format!("<p class=\"oj-normal\">{text}</p>");
    let second = [
        normal("1. La portée est mesurée au sens du règlement (UE) 2030/5:"),
        point('a', "chaque année par le gardien;"),
        point('b', "après chaque tempête."),
        normal("2. Le gardien tient un registre."),
    ];
    [
        format!("<html><body>{mark}<p class=\"oj-doc-ti\">DIRECTIVE (UE) 2031/77 DU CONSEIL</p>"),
        "<p class=\"oj-doc-ti\">du 4 juin 2031</p><p class=\"oj-doc-ti\">relative aux phares</p>"
            .to_owned(),
        preamble,
        article(
            "Article premier",
            "Objet",
            &normal("La présente directive règle les phares."),
        ),
        article("Article 2", "Mesure", &second.concat()),
        article("Article 3", "Bouées", &normal(third)),
        "</body></html>".to_owned(),
    ]
    .concat()
}

const REPORT: &str = "# Rapport sur les côtes\n\n\
    La côte est longue[^1] et les gardiens sont rares.\n\n\
    La directive (UE) 2031/77 coûte cher[^2], et le brouillard aussi[^3].\n\n\
    Les algues vertes gênent les baigneurs[^4].\n\n\
    [^1]: Voir l’article 2, paragraphe 1, point a), de la directive (UE) 2031/77 et le registre des tempêtes.\n\
    [^2]: Directive (UE) 2031/77, article 3.\n\
    [^3]: La directive (UE) 2031/77 et le règlement (UE) 2030/5.\n\
    [^4]: Rien sur les phares.\n";

const OPINION: &str = "# Avis\n\n\
    Le règlement (UE) 2030/5, dénommé «règlement bouées», est connu.\n\n\
    Le règlement bouées plaît.\n\n\
    L’article 2 de la directive (UE) 2031/77 plaît moins.\n";

fn coast() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [
        ("acte.html", act(false)),
        ("acte-2033.html", act(true)),
        ("rapport.md", REPORT.to_owned()),
        ("avis.md", OPINION.to_owned()),
    ] {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    let out = renvoi(folder.path(), &["ingest", "."]);
    assert!(out.status.success(), "{out:?}");
    folder
}
