//! What a search puts first, as users of the binary see it.
//!
//! 1. A named act is what a query is about: its passages, then what cites it with the words, then the rest; each once,
//!    page by page, and each kind alone behind its filter.
//! 2. An act is never a wall: where it and the words meet nowhere, the words alone are searched, and that is said.
//!    What is required or excluded binds beside it.
//! 3. A pasted sentence finds its source, whatever it cites and however it was typed.
//! 4. An index is measured by places of acts.

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

fn search(folder: &Path, query: &str, options: &[&str]) -> Value {
    json(folder, &[&["search", "--json", query], options].concat())
}

/// Role, document and passage of each hit.
fn roles(results: &Value) -> Vec<(String, String)> {
    let hits = results["hits"].as_array().expect("hits").iter();
    hits.map(|hit| {
        let of = |value: &Value| value.as_str().expect("a text").to_owned();
        (of(&hit["role"]), of(&hit["passage"]))
    })
    .collect()
}

fn diagnostics(results: &Value) -> String {
    results["interpretation"]["diagnostics"].to_string()
}

/// Articles of the act that speak of light.
const ARTICLES: usize = 14;

/// An act on lighthouses, and texts that cite it, or speak of the same without it.
fn lighthouses() -> tempfile::TempDir {
    use std::fmt::Write as _;
    let folder = tempfile::tempdir().expect("a folder");
    let mut act = "# Directive (UE) 2031/77 relative aux phares\n\n".to_owned();
    for number in 1..=ARTICLES {
        write!(
            act,
            "## Article {number} — Feu {number}\n\nLa portée lumineuse du feu {number} est mesurée chaque année par le gardien.\n\n"
        )
        .expect("written");
    }
    act.push_str("## Article 90 — Transposition\n\nLes États membres transposent la présente directive avant la fin de l’été.\n");
    for (name, text) in [
        ("acte.md", act.as_str()),
        (
            "rapport.md",
            "# Rapport sur les côtes\n\nLa portée lumineuse prévue par la directive (UE) 2031/77 reste faible en hiver.\n\nLa directive (UE) 2031/77 coûte cher aux petites communes du littoral.\n",
        ),
        (
            "manuel.md",
            "# Manuel du navigateur\n\nLa portée lumineuse d’un feu dépend de la brume et de la hauteur de la tour.\n\nLes algues vertes gênent les baigneurs.\n",
        ),
        (
            "sources.toml",
            "[[document]]\nfile = \"acte.md\"\nreference = \"32031L0077\"\n",
        ),
    ] {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    let out = renvoi(folder.path(), &["ingest", "."]);
    assert!(out.status.success(), "{out:?}");
    folder
}

#[test]
fn a_named_act_is_what_the_query_is_about() {
    let folder = lighthouses();
    let query = "portée lumineuse directive (UE) 2031/77";
    let whole = search(folder.path(), query, &["-n", "50"]);
    let all = roles(&whole);
    let of = |role: &str| all.iter().take_while(|(r, _)| r == role).count();
    assert_eq!(of("own"), 10, "{all:?}");
    assert!(all[..10].iter().all(|(_, p)| p.starts_with("32031l0077/")));
    assert_eq!(all[10].0, "cites", "{all:?}");
    assert!(all[10].1.starts_with("rapport/"));
    assert_eq!(all[11].0, "words", "{all:?}");
    // What cites it without the words is there too, behind all that has them.
    let last = all.last().expect("hits");
    assert!(
        last.0 == "cites" && last.1.starts_with("rapport/"),
        "{all:?}"
    );
    assert!(!all.iter().any(|(_, p)| p == "manuel/p3"), "{all:?}");
    assert_eq!(whole["total"], all.len());
    // Page by page each place comes once, in the same order.
    let mut paged = Vec::new();
    for page in 0..all.len().div_ceil(3) {
        let offset = (page * 3).to_string();
        let page = search(folder.path(), query, &["-n", "3", "--offset", &offset]);
        assert_eq!(page["total"], whole["total"]);
        paged.extend(roles(&page));
    }
    assert_eq!(paged, all);
    // Each kind alone.
    let own = search(
        folder.path(),
        "portée lumineuse dans:32031L0077",
        &["-n", "50"],
    );
    assert!(roles(&own).iter().all(|(role, _)| role == "own"));
    assert_eq!(roles(&own).len(), ARTICLES);
    let citing = search(
        folder.path(),
        "portée lumineuse ref:32031L0077",
        &["-n", "50"],
    );
    assert!(roles(&citing).iter().all(|(role, _)| role == "cites"));
    // Alone, it asks who cites it.
    let alone = search(folder.path(), "directive (UE) 2031/77", &[]);
    assert_eq!(roles(&alone).len(), 3, "{alone}");
    let of_roles = |of: &[(String, String)]| -> Vec<String> {
        of.iter().map(|(role, _)| role.clone()).collect()
    };
    // Its mentions of itself come last.
    assert_eq!(of_roles(&roles(&alone)), ["cites", "cites", "own"]);
    let dated = "directive (UE) 2031/77 du Conseil du 4 juin 2031";
    let dated = roles(&search(folder.path(), dated, &[]));
    assert_eq!(of_roles(&dated), ["cites", "cites", "own"], "{dated:?}");
    // A document comes once where hits are grouped.
    let grouped = roles(&search(folder.path(), query, &["--by-document"]));
    let mut documents: Vec<&str> = grouped
        .iter()
        .filter_map(|(_, passage)| passage.split('/').next())
        .collect();
    assert_eq!(documents, ["32031l0077", "rapport", "manuel"]);
    documents.dedup();
    assert_eq!(documents.len(), grouped.len());
    // By date the roles are told as well.
    let newest = roles(&search(
        folder.path(),
        query,
        &["--sort", "newest", "-n", "50"],
    ));
    assert!(newest.iter().any(|(role, _)| role == "own"));
    assert_eq!(newest.len(), all.len());
}

#[test]
fn an_act_is_never_a_wall() {
    let folder = lighthouses();
    let apart = search(folder.path(), "algues vertes directive (UE) 2031/77", &[]);
    assert_eq!(
        roles(&apart)[0],
        ("words".to_owned(), "manuel/p3".to_owned())
    );
    assert!(diagnostics(&apart).contains("les mots seuls"), "{apart}");
    // Words that no text has leave what cites the act.
    let unknown = search(folder.path(), "xylophones directive (UE) 2031/77", &[]);
    assert!(
        roles(&unknown).iter().all(|(role, _)| role == "cites"),
        "{unknown}"
    );
    assert!(
        diagnostics(&unknown).contains("voici ce qui cite"),
        "{unknown}"
    );
    // A name that nothing cites is words among others.
    let name = "règlement sur la cyberrésilience";
    let none = search(folder.path(), name, &[]);
    assert_eq!(none["total"], 0, "{none}");
    std::fs::write(
        folder.path().join("note.md"),
        "# Note\n\nLa cyberrésilience des phares est à l’étude.\n",
    )
    .expect("written");
    assert!(renvoi(folder.path(), &["ingest", "."]).status.success());
    let found = search(folder.path(), name, &[]);
    assert_eq!(roles(&found)[0].1, "note/p2", "{found}");
    assert!(diagnostics(&found).contains("rien ne cite"), "{found}");
}

/// What is required or excluded binds beside an act as it does without one.
#[test]
fn signs_bind_beside_an_act() {
    let folder = lighthouses();
    let passages = |query: &str| -> Vec<String> {
        let results = search(folder.path(), query, &["-n", "50"]);
        roles(&results)
            .into_iter()
            .map(|(_, passage)| passage)
            .collect()
    };
    // `rapport/p3` cites the act and speaks of its cost, without the word.
    assert!(passages("lumineuse directive (UE) 2031/77").contains(&"rapport/p3".to_owned()));
    for query in [
        "lumineuse directive (UE) 2031/77 -coûte",
        "lumineuse directive (UE) 2031/77 -(cher OU brume)",
        "+lumineuse directive (UE) 2031/77",
        "\"portée lumineuse\" directive (UE) 2031/77",
        "portée ET lumineuse directive (UE) 2031/77",
    ] {
        let found = passages(query);
        assert!(
            !found.contains(&"rapport/p3".to_owned()),
            "{query}: {found:?}"
        );
        assert!(
            found.contains(&"rapport/p2".to_owned()),
            "{query}: {found:?}"
        );
    }
    // A phrase that occurs nowhere is searched as words, in the act first.
    let phrase = search(
        folder.path(),
        "directive (UE) 2031/77 \"lumineuse portée\"",
        &[],
    );
    assert_eq!(roles(&phrase)[0].0, "own", "{phrase}");
    assert!(
        diagnostics(&phrase).contains("cherchés séparément"),
        "{phrase}"
    );
    // In a choice an act is one of the things that are looked for, and no more.
    let choice = search(
        folder.path(),
        "directive (UE) 2031/77 OU algues",
        &["-n", "50"],
    );
    assert!(
        roles(&choice).iter().all(|(role, _)| role == "words"),
        "{choice}"
    );
    // The title as the Journal prints it is the act; its `ET` is no operator.
    let title = "DIRECTIVE (UE) 2031/77 DU PARLEMENT EUROPÉEN ET DU CONSEIL du 4 juin 2031";
    let cited = search(folder.path(), title, &[]);
    let last = roles(&cited).pop().map(|(role, _)| role);
    assert_eq!(last.as_deref(), Some("own"), "{cited}");
    assert!(
        roles(&cited).iter().all(|(role, _)| role != "words"),
        "{cited}"
    );
    let topic = search(folder.path(), &format!("{title} transposition"), &[]);
    assert_eq!(roles(&topic)[0].0, "own", "{topic}");
    assert!(
        topic["hits"][0]["section"]
            .to_string()
            .contains("Article 90"),
        "{topic}"
    );
}

#[test]
fn a_pasted_sentence_finds_its_source() {
    let folder = lighthouses();
    let source = "rapport/p2";
    for (sentence, said) in [
        (
            "La portée lumineuse prévue par la directive (UE) 2031/77 reste faible en hiver.",
            "",
        ),
        // It comes before the passages of the act that it speaks of, and before what has more of its words.
        (
            "portée lumineuse prévue par la directive (UE) 2031/77 reste faible en hiver sur les côtes",
            "",
        ),
        (
            "La potrée lumineuse prévue par la directvie (UE) 2031/77 reste faibel en hiver",
            "orthographe corrigée",
        ),
        (
            "La «portée lumineuse» prévue par la directive (UE) 2031/77 reste faible en hiver",
            "",
        ),
    ] {
        let results = search(folder.path(), sentence, &[]);
        assert_eq!(roles(&results)[0].1, source, "{sentence}: {results}");
        assert!(
            diagnostics(&results).contains(said),
            "{sentence}: {results}"
        );
    }
    // A phrase that no passage has is searched as words.
    let phrase = search(folder.path(), "\"lumineuse portée prévue\"", &[]);
    assert_eq!(roles(&phrase)[0].1, source, "{phrase}");
    assert!(
        diagnostics(&phrase).contains("cherchés séparément"),
        "{phrase}"
    );
    // Two acts with one sentence: the second says so.
    std::fs::copy(
        folder.path().join("manuel.md"),
        folder.path().join("manuel-bis.md"),
    )
    .expect("copied");
    let appended = std::fs::read_to_string(folder.path().join("manuel-bis.md")).expect("read");
    let appended = appended.replace("# Manuel du navigateur", "# Guide du pilote");
    std::fs::write(folder.path().join("manuel-bis.md"), appended).expect("written");
    assert!(renvoi(folder.path(), &["ingest", "."]).status.success());
    let twins = search(
        folder.path(),
        "La portée lumineuse d’un feu dépend de la brume et de la hauteur",
        &[],
    );
    let hits = &twins["hits"];
    assert_eq!(hits[1]["same_text_as"], hits[0]["passage"], "{twins}");
    assert!(hits[0]["same_text_as"].is_null(), "{twins}");
}

#[test]
fn an_index_is_measured_by_places() {
    let folder = lighthouses();
    for (name, text) in [
        (
            "q.jsonl",
            "{\"id\":\"a\",\"text\":\"transposition directive (UE) 2031/77\"}\n{\"id\":\"b\",\"text\":\"algues\"}\n",
        ),
        (
            "r.tsv",
            "a\t32031L0077#article-90\t1\nb\t32031L0077#article-3\t1\n",
        ),
        ("gone.tsv", "a\t32031L0077#article-91\t1\n"),
        ("odd.tsv", "a\t32031L0077#chapitre-2\t1\n"),
    ] {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    let eval = ["eval", "--json", "--queries", "q.jsonl", "--qrels"];
    let report = json(folder.path(), &[&eval[..], &["r.tsv"]].concat());
    for measure in ["ndcg@10", "success@1", "success@3", "recall@100"] {
        assert_eq!(report[measure], 0.5, "{measure}: {report}");
    }
    let without = [&eval[..], &["r.tsv", "--without", "heading"]].concat();
    assert_eq!(json(folder.path(), &without)["queries"], 2);
    for (arguments, said) in [
        (
            &["gone.tsv"][..],
            "gone.tsv:1: `32031L0077#article-91`: the index has no such place",
        ),
        (&["odd.tsv"], "a place is written `#article-18`"),
        (&["r.tsv", "--without", "luck"], "possible values"),
    ] {
        let out = renvoi(folder.path(), &[&eval[..], arguments].concat());
        let complaint = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(
            !out.status.success() && complaint.contains(said),
            "{complaint}"
        );
    }
}
