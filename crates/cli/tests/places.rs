//! Places, as users of the binary see them.
//!
//! 1. A result is a place in the text: a passage with the notes that it calls.
//! 2. Who cites an instrument is a list of places, each version of an act once.
//! 3. A place of an act that is named comes first, then what cites it, then what cites the act.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

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
    json_of(folder, &["search", "--json", "-n", "50", "--", query])
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

#[test]
fn a_result_is_a_passage_with_its_notes() {
    let folder = coast();
    let of = |query: &str| search(folder.path(), query);
    // A note finds the passage that calls it, and says that it does.
    let noted = of("\"registre des tempêtes\"");
    assert_eq!(passages(&noted["hits"]), ["rapport/p2"]);
    let hit = &noted["hits"][0];
    assert_eq!(
        (&hit["kind"], &hit["highlights"]),
        (&json!("paragraph"), &json!([]))
    );
    let note = &hit["footnotes"][0];
    assert_eq!(
        (&note["matched"], &note["highlights"]),
        (&json!(true), &json!([[77, 98]]))
    );
    assert_eq!(noted["total"], 1);
    assert_eq!(facet(&noted, "kind"), [("footnote".to_owned(), 1)]);
    // What is in the text and what is in a note are in one place.
    let both = of("+algues +phares");
    assert_eq!(passages(&both["hits"]), ["rapport/p4"]);
    assert_eq!(
        facet(&both, "kind"),
        [("footnote".to_owned(), 1), ("paragraph".to_owned(), 1)]
    );
    assert_eq!(passages(&of("algues -phares")["hits"]), Vec::<&str>::new());
    assert_eq!(
        passages(&of("algues -phares note:non")["hits"]),
        ["rapport/p4"]
    );
    // A place comes once, however many of its notes match.
    let several = of("directive brouillard");
    let ids = passages(&several["hits"]);
    assert_eq!(
        ids.iter().filter(|id| **id == "rapport/p3").count(),
        1,
        "{ids:?}"
    );
    assert!(
        several["hits"]
            .as_array()
            .expect("hits")
            .iter()
            .all(|hit| hit["kind"] != "footnote")
    );
    // Notes alone, where they are asked for.
    let alone = of("phares note:oui");
    assert_eq!(passages(&alone["hits"]), ["rapport/n4"]);
    assert_eq!(alone["hits"][0]["kind"], "footnote");
    assert_eq!(alone["hits"][0]["called_from"]["passage"], "rapport/p4");
    assert_eq!(passages(&of("phares genre:note")["hits"]), ["rapport/n4"]);
    assert!(!passages(&of("phares note:non")["hits"]).contains(&"rapport/p4"));
    assert_eq!(
        of("phares -note:oui")["total"],
        of("phares note:non")["total"]
    );
    // The same kinds are counted, whatever is chosen of them.
    assert_eq!(facet(&alone, "kind"), facet(&of("phares"), "kind"));
}

#[test]
fn who_cites_is_a_list_of_places() {
    let folder = coast();
    let cited = cite(folder.path(), "directive (UE) 2031/77");
    // Others first, the act's own mention of itself last.
    assert_eq!(
        passages(&cited["cited_by"]),
        [
            "avis/p4",
            "rapport/p2",
            "rapport/p3",
            "02031l0077-20330605/p1"
        ]
    );
    let evidence = &cited["cited_by"][2]["evidence"];
    let notes: Vec<&Value> = (0..3)
        .map(|at| &evidence[at]["footnote"]["number"])
        .collect();
    assert_eq!(notes, [&Value::Null, &json!(2), &json!(3)]);
    assert_eq!(evidence[0]["spans"], json!([[3, 25]]));
    assert_eq!(evidence[1]["spans"], json!([[0, 22]]));
    assert_eq!(cited["cited_by"][2]["footnote"]["number"], 2);
    let counts = |cited: &Value| {
        [
            "total",
            "total_formal",
            "total_inferred",
            "total_own",
            "total_all_versions",
        ]
        .map(|name| cited[name].as_u64().expect("a count"))
    };
    assert_eq!(counts(&cited), [4, 4, 0, 1, 5]);
    let by_place = cited["by_place"].as_array().expect("a list").iter();
    let by_place: Vec<(&str, u64)> = by_place
        .map(|one| {
            (
                one["place"].as_str().expect("a place"),
                one["count"].as_u64().expect("a count"),
            )
        })
        .collect();
    assert_eq!(
        by_place,
        [("art.2", 2), ("art.2/1", 1), ("art.2/1/a", 1), ("art.3", 1)]
    );

    // What only the adopted act has says so; an amended article counts once, in the newest version.
    let other = cite(folder.path(), "règlement (UE) 2030/5");
    assert_eq!(
        passages(&other["cited_by"]),
        [
            "02031l0077-20330605/p7",
            "02031l0077-20330605/p13",
            "32031l0077/p4",
            "avis/p2",
            "rapport/p3",
            "avis/p3",
        ]
    );
    assert_eq!(counts(&other), [6, 5, 1, 0, 8]);
    assert_eq!(other["cited_by"][2]["newer_version"], "02031l0077-20330605");
    assert_eq!(other["cited_by"][0]["newer_version"], Value::Null);
    assert_eq!(other["cited_by"][5]["certainty"], "inferred");
    for (filter, places) in [("formelle", 5), ("deduite", 1)] {
        let filtered = cite(
            folder.path(),
            &format!("règlement (UE) 2030/5 certitude:{filter}"),
        );
        assert_eq!(filtered["total"], places, "{filtered}");
    }
    let every = cite(folder.path(), "règlement (UE) 2030/5 versions:toutes");
    assert_eq!(every["total"], 8);

    // A bare reference in a search is the same list.
    for reference in [
        "directive (UE) 2031/77",
        "règlement (UE) 2030/5",
        "règlement (UE) 2030/5 type:document",
    ] {
        let cited = cite(folder.path(), reference);
        let found = search(folder.path(), reference);
        assert_eq!(
            passages(&found["hits"]),
            passages(&cited["cited_by"]),
            "{reference}"
        );
        assert_eq!(found["total"], cited["total"]);
    }
    let card = &search(folder.path(), "directive (UE) 2031/77")["instruments"][0]["places"];
    assert_eq!(
        *card,
        json!({"formal": 4, "inferred": 0, "by_year": [{"year": 2031, "count": 1}]})
    );
    let kinds = facet(&search(folder.path(), "directive (UE) 2031/77"), "kind");
    let counted = [("footnote", 2), ("heading", 1), ("paragraph", 2)];
    assert_eq!(kinds, counted.map(|(kind, count)| (kind.to_owned(), count)));
}

#[test]
fn a_place_that_is_named_comes_first() {
    let folder = coast();
    for query in [
        "article 2 directive (UE) 2031/77",
        "directive (UE) 2031/77, art. 2",
        "32031L0077 article 2",
        "art 2 de la directive 2031/77",
    ] {
        let found = search(folder.path(), query);
        assert_eq!(found["place"]["label"], "Article 2 – Mesure", "{query}");
        assert_eq!(found["place"]["document"]["id"], "02031l0077-20330605");
        let units = found["place"]["units"].as_array().expect("units").iter();
        let units: Vec<(&Value, &Value)> = units
            .map(|unit| (&unit["number"], &unit["cited"]))
            .collect();
        let (one, a, b, two) = (json!("1"), json!("a"), json!("b"), json!("2"));
        let (cited, never) = (json!(1), json!(0));
        assert_eq!(
            units,
            [(&one, &cited), (&a, &cited), (&b, &never), (&two, &never)]
        );
        // At most three of its passages, what cites it, what cites the act.
        let own = ["p7", "p8", "p9"].map(|p| format!("02031l0077-20330605/{p}"));
        let rest = [
            "avis/p4",
            "rapport/p2",
            "rapport/p3",
            "02031l0077-20330605/p1",
        ];
        let all: Vec<&str> = own.iter().map(String::as_str).chain(rest).collect();
        assert_eq!(passages(&found["hits"]), all, "{query}");
        assert_eq!(found["total"], all.len());
    }
    // Page by page.
    let query = "article 2 directive (UE) 2031/77";
    let whole = search(folder.path(), query);
    let mut paged: Vec<String> = Vec::new();
    for offset in ["0", "2", "4", "6"] {
        let page = json_of(
            folder.path(),
            &["search", "--json", "-n", "2", "--offset", offset, query],
        );
        paged.extend(passages(&page["hits"]).into_iter().map(str::to_owned));
    }
    assert_eq!(paged, passages(&whole["hits"]));

    let recital = search(folder.path(), "considérant 2 de la directive (UE) 2031/77");
    assert_eq!(passages(&recital["hits"])[0], "32031l0077/p4");
    assert_eq!(recital["place"]["label"], "Considérant 2");
    let point = search(
        folder.path(),
        "art. 2, § 1, point b), directive (UE) 2031/77",
    );
    assert_eq!(point["place"]["units"].as_array().map(Vec::len), Some(1));
    assert_eq!(point["hits"][0]["text"], "b) après chaque tempête.");
    // A point without its paragraph is the one that there is.
    let short = json_of(
        folder.path(),
        &[
            "show",
            "--json",
            "article 2, point b), directive (UE) 2031/77",
        ],
    );
    assert_eq!(short["units"][0]["id"], "02031l0077-20330605/p9");

    // Only what cites the place.
    let cited = cite(folder.path(), "article 2 directive (UE) 2031/77");
    assert_eq!(passages(&cited["cited_by"]), ["avis/p4", "rapport/p2"]);
    assert_eq!(
        (&cited["total"], &cited["place"]["label"]),
        (&json!(2), &json!("Article 2 – Mesure"))
    );
    assert_eq!(
        cite(
            folder.path(),
            "article 2, paragraphe 1, directive (UE) 2031/77"
        )["total"],
        1
    );

    // What is not there is said.
    let missing = search(folder.path(), "article 9 directive (UE) 2031/77");
    assert!(
        missing["interpretation"]["diagnostics"]
            .to_string()
            .contains("n’a pas ce passage : article 9")
    );
    assert_eq!(missing["total"], 4);
    let out = renvoi(folder.path(), &["show", "article 9 directive (UE) 2031/77"]);
    assert!(!out.status.success());
    let deeper = search(
        folder.path(),
        "article 2, paragraphe 9, directive (UE) 2031/77",
    );
    assert_eq!(deeper["place"]["units"].as_array().map(Vec::len), Some(4));
    assert!(
        deeper["interpretation"]["diagnostics"]
            .to_string()
            .contains("ne s’y trouve pas")
    );
    // An act that is not in the index is cited all the same.
    let elsewhere = search(folder.path(), "article 1 règlement (UE) 2030/5");
    assert_eq!(
        (&elsewhere["place"], &elsewhere["total"]),
        (&Value::Null, &json!(6))
    );
}

#[test]
fn filters_and_exclusions_hold_for_lists_of_places() {
    let folder = coast();
    let cited = |query: &str| cite(folder.path(), query);
    let bouy = "règlement (UE) 2030/5";
    for (query, places) in [
        (format!("{bouy} dans:avis"), vec!["avis/p2", "avis/p3"]),
        (
            format!("{bouy} -dans:avis -type:directive"),
            vec!["rapport/p3"],
        ),
        (format!("{bouy} note:oui"), vec!["rapport/p3"]),
        (
            format!("{bouy} note:non -type:directive"),
            vec!["avis/p2", "avis/p3"],
        ),
        (
            format!("{bouy} -plaît -type:directive"),
            vec!["avis/p2", "rapport/p3"],
        ),
        (
            format!("{bouy} -directive (UE) 2031/77 -type:directive"),
            vec!["avis/p2", "avis/p3"],
        ),
        // Not formally is otherwise.
        (format!("{bouy} -certitude:formelle"), vec!["avis/p3"]),
    ] {
        assert_eq!(passages(&cited(&query)["cited_by"]), places, "{query}");
        if !query.contains("note:oui") {
            let found = search(folder.path(), &query);
            assert_eq!(passages(&found["hits"]), places, "{query}");
        }
    }
    // What is excluded never adds anything.
    let whole = search(folder.path(), bouy)["total"].as_u64();
    let without = search(folder.path(), &format!("{bouy} -gaz"));
    assert_eq!(without["total"].as_u64(), whole);
    assert_eq!(
        search(folder.path(), &format!("ref:\"{bouy}\""))["total"].as_u64(),
        whole
    );
    // Words in what cites: each version once.
    let words = search(folder.path(), &format!("portée ref:\"{bouy}\""));
    assert_eq!(passages(&words["hits"]), ["02031l0077-20330605/p7"]);
    // A facet does not count its own filter, and counts places all the same.
    let typed = search(folder.path(), &format!("{bouy} type:directive"));
    assert_eq!(
        facet(&typed, "type"),
        facet(&search(folder.path(), bouy), "type")
    );
    assert_eq!(facet(&typed, "type")[0], ("directive".to_owned(), 3));
    // Words that are not read are said.
    let out = renvoi(folder.path(), &["cite", &format!("blabla {bouy}")]);
    assert!(String::from_utf8_lossy(&out.stderr).contains("« blabla » n’est pas lu"));
}

#[test]
fn a_place_that_moved_is_one_and_a_note_of_two_passages_is_of_both() {
    let folder = tempfile::tempdir().expect("a folder");
    let act = |mark: &str, paragraphs: &str| {
        format!(
            "<html><body>{mark}<p class=\"oj-doc-ti\">DIRECTIVE (UE) 2031/77 DU CONSEIL</p><p class=\"oj-doc-ti\">du 4 juin 2031</p>\
             <p class=\"oj-ti-art\">Article premier</p>{paragraphs}</body></html>"
        )
    };
    let adopted = act(
        "",
        "<p class=\"oj-normal\">1. Les phares brillent.</p>\
         <p class=\"oj-normal\">2. La lampe suit le règlement (UE) 2030/5.</p>\
         <p class=\"oj-normal\">Elle brille au sens de la directive (UE) 2029/3.</p>",
    );
    // A paragraph was put before, so that the second is the third.
    let newest = act(
        "<p class=\"reference\">02031L0077 — FR — 05.06.2033 — 002.001</p>",
        "<p class=\"oj-normal\">1. Les phares brillent.</p>\
         <p class=\"oj-normal\">2. Le gardien suit le règlement (UE) 2030/5.</p>\
         <p class=\"oj-normal\">3. La lampe suit le règlement (UE) 2030/5.</p>\
         <p class=\"oj-normal\">Elle brille au sens de la directive (UE) 2029/3.</p>",
    );
    let notes = "# Note\n\nLes carpes nagent[^1].\n\nLes brochets aussi[^1].\n\n[^1]: Voir le règlement (UE) 2030/5, zélé.\n";
    for (name, text) in [
        ("a.html", adopted.as_str()),
        ("b.html", newest.as_str()),
        ("notes.md", notes),
    ] {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    assert!(renvoi(folder.path(), &["ingest", "."]).status.success());
    let cited = cite(folder.path(), "règlement (UE) 2030/5");
    let ids = passages(&cited["cited_by"]);
    assert_eq!(ids.len(), 4, "{ids:?}");
    assert!(
        ids.iter().all(|id| !id.starts_with("32031l0077/")),
        "{ids:?}"
    );
    assert!(ids.contains(&"notes/p2") && ids.contains(&"notes/p3"));
    assert_eq!(cite(folder.path(), "directive (UE) 2029/3")["total"], 1);
    assert_eq!(search(folder.path(), "+brochets +zélé")["total"], 1);
    // The second subparagraph of a paragraph, and one that is not there.
    let second = search(
        folder.path(),
        "article 1, paragraphe 3, deuxième alinéa, directive (UE) 2031/77",
    );
    assert!(
        second["hits"][0]["text"]
            .as_str()
            .expect("a text")
            .starts_with("Elle brille")
    );
    let ninth = search(
        folder.path(),
        "article 1, paragraphe 3, alinéa 9, directive (UE) 2031/77",
    );
    assert!(
        ninth["interpretation"]["diagnostics"]
            .to_string()
            .contains("ne s’y trouve pas")
    );
    // Of several articles what is there is shown, and what is not is said.
    let several = search(folder.path(), "articles 1 et 7 directive (UE) 2031/77");
    assert_eq!(several["place"]["label"], "Article premier");
    assert!(
        several["interpretation"]["diagnostics"]
            .to_string()
            .contains("article 7")
    );
}
