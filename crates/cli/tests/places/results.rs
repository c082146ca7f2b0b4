//! A result is a passage with the notes that it calls.

use serde_json::json;

use super::{coast, facet, passages, search};

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
