use super::*;
use crate::{DocumentId, Language, Passage, PassageKind, Source};

fn document(texts: &[&str]) -> Document {
    let id = DocumentId::from_name("essai");
    let passages = texts.iter().enumerate().map(|(at, text)| Passage {
        id: id.passage(at + 1),
        ordinal: at + 1,
        kind: PassageKind::Paragraph,
        number: None,
        section: None,
        page: None,
        text: (*text).to_owned(),
        language: Language::Fr,
        introduced_by: None,
        calls: Vec::new(),
        citations: Vec::new(),
    });
    Document {
        passages: passages.collect(),
        id,
        reference: None,
        title: String::new(),
        date: None,
        kind: None,
        language: Language::Fr,
        celex: None,
        eli: None,
        journal: None,
        consolidated: None,
        corrects: None,
        part: None,
        display_title: None,
        copy_of: None,
        newer_version: None,
        source: Source {
            file: String::new(),
            format: String::new(),
            blake3: String::new(),
        },
        sections: Vec::new(),
        footnotes: Vec::new(),
        warnings: Vec::new(),
    }
}

const OLD: &[&str] = &[
    "Titre",
    "Les réseaux et les systèmes d’information sont protégés par des mesures adaptées aux risques.",
    "Les États membres coopèrent. Ils échangent des informations sur les menaces hybrides.",
    "Article 2",
    "Une note de bas de page le précise, comme la stratégie de 2020 le demandait déjà.",
];

#[test]
fn a_text_is_found_wherever_it_went() {
    use Found::{Changed, Lost, Moved, Same, Within};
    let own = |anchor: &str| anchor.to_owned();
    for (new, at, wanted) in [
        (OLD.to_vec(), 2, Same(own("p2"))),
        // Something new before it.
        ([&["Nouveau"], OLD].concat(), 2, Moved(own("p3"))),
        ([&["Nouveau"], OLD].concat(), 4, Moved(own("p5"))),
        // Signs and accents of another edition.
        (
            vec![
                "LES RESEAUX, et les systèmes d'information, sont protégés par des mesures adaptées aux risques",
            ],
            2,
            Moved(own("p1")),
        ),
        // Joined to another.
        (
            vec![
                "Titre",
                "Avant. Les États membres coopèrent. Ils échangent des informations sur les menaces hybrides. Après.",
            ],
            3,
            Within(own("p2")),
        ),
        // Parted into two.
        (
            vec![
                "Les États membres coopèrent.",
                "Ils échangent des informations sur les menaces hybrides.",
            ],
            3,
            Within(own("p1")),
        ),
        // Its middle, its end, its beginning was changed.
        (
            vec![
                "Autre",
                "Une note de bas de page le précise, comme le plan de 2025 le demandait déjà.",
            ],
            5,
            Changed(own("p2")),
        ),
        (
            vec!["Selon le plan, comme la stratégie de 2020 le demandait déjà."],
            5,
            Changed(own("p1")),
        ),
        (vec!["Autre chose", "Rien de cela"], 5, Lost),
        (vec![], 2, Lost),
    ] {
        let old = document(OLD);
        let passage = &old.passages[at - 1];
        let link = Fingerprint::of(passage.id.anchor(), &passage.text).to_string();
        let read: Fingerprint = link.parse().expect("a fingerprint");
        assert_eq!(read.find(&document(&new)), wanted, "{at} in {new:?}");
    }
}

#[test]
fn of_equal_texts_the_nearest_is_found() {
    let old = document(&["a", "b", "Article 2", "c"]);
    let mark = Fingerprint::of("p3", &old.passages[2].text);
    let new = [
        "Article 2",
        "a",
        "b",
        "Article 2",
        "c",
        "y",
        "z",
        "Article 2",
    ];
    assert_eq!(mark.find(&document(&new)), Found::Moved("p4".to_owned()));
}

#[test]
fn texts_without_words_are_no_place() {
    let mark = Fingerprint::of("p1", "…");
    assert_eq!(mark.find(&document(&["…"])), Found::Same("p1".to_owned()));
    assert_eq!(mark.find(&document(&["a", "b"])), Found::Lost);
}

#[test]
fn what_is_no_fingerprint_is_refused() {
    let good = Fingerprint::of("n1-2", "Voir la note.").to_string();
    assert!(good.parse::<Fingerprint>().is_ok(), "{good}");
    for text in [
        "",
        "p42",
        "p42-",
        "x42-AAAAAAAAAAAAAAAAAAAA",
        "p42-AAAAAAAAAAAAAAAAAAA",
        "p42-AAAAAAAAAAAAAAAAAAA!",
        "p42_AAAAAAAAAAAAAAAAAAAA",
        "é-AAAAAAAAAAAAAAAAAAAA",
        "p<b>-AAAAAAAAAAAAAAAAAAAA",
        &format!("p{}-AAAAAAAAAAAAAAAAAAAA", "1".repeat(40)),
    ] {
        assert_eq!(text.parse::<Fingerprint>(), Err(FingerprintError), "{text}");
    }
}
