//! Who cites an instrument: lists of places, filtered, and over versions.

use serde_json::{Value, json};

use super::{cite, coast, facet, passages, renvoi, search};

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
        json!({"formal": 4, "inferred": 0, "by_year": [{"year": 2031, "count": 1, "formal": 1}]})
    );
    let kinds = facet(&search(folder.path(), "directive (UE) 2031/77"), "kind");
    let counted = [("footnote", 2), ("heading", 1), ("paragraph", 2)];
    assert_eq!(kinds, counted.map(|(kind, count)| (kind.to_owned(), count)));
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
