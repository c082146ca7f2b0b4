//! A place of an act that is named comes first.

use serde_json::{Value, json};

use super::{cite, coast, json_of, passages, renvoi, search};

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
