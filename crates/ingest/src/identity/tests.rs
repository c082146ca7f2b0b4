//! What documents are called, by their first lines.

use super::*;
use crate::blocks::{About, Block};

mod cases;
use cases::{CASES, VISA};

fn identity(about: About, lines: &[(Shape, &str)], stem: &str) -> Identity {
    let mut blocks = Blocks {
        about,
        blocks: lines
            .iter()
            .map(|(shape, text)| Block {
                shape: *shape,
                text: (*text).to_owned(),
                ..Block::default()
            })
            .collect(),
        ..Blocks::default()
    };
    Identity::of(&mut blocks, Metadata::default(), stem)
}

#[test]
fn a_document_is_what_its_first_lines_say() {
    for (lines, id, reference, date) in CASES {
        let got = identity(About::default(), lines, "Nom du fichier");
        assert_eq!(
            (got.id.as_str(), got.reference.as_deref()),
            (*id, *reference),
            "{lines:?}"
        );
        let day = got.date.map(|d| d.to_string());
        assert_eq!(day.as_deref(), *date, "{lines:?}");
    }
}

#[test]
fn a_number_given_is_believed() {
    let about = |celex: &str| About {
        celex: Some(celex.to_owned()),
        ..About::default()
    };
    let version = identity(about("02016R0679-20160504"), &[], "x");
    assert_eq!(version.id.as_str(), "02016r0679-20160504");
    assert_eq!(version.reference.as_deref(), Some("32016R0679"));
    assert_eq!(
        version.eli.as_deref(),
        Some("http://data.europa.eu/eli/reg/2016/679/2016-05-04")
    );
    let delegated = "RÈGLEMENT DÉLÉGUÉ (UE) 2031/12 DE LA COMMISSION du 1er mai 2031";
    for (celex, eli) in [
        ("32031R0012", "http://data.europa.eu/eli/reg_del/2031/12/oj"),
        (
            "02031R0012-20320504",
            "http://data.europa.eu/eli/reg_del/2031/12/2032-05-04",
        ),
    ] {
        let titled = identity(about(celex), &[(Shape::Title, delegated)], "x");
        assert_eq!(titled.eli.as_deref(), Some(eli));
    }
    let corrigendum = identity(about("32016R0679R(02)"), &[], "x");
    assert_eq!(corrigendum.corrects.as_deref(), Some("32016R0679"));
    assert_eq!(corrigendum.reference.as_deref(), Some("32016R0679R(02)"));
    let printed = About {
        title: Some("Rectificatif à la directive (UE) 2031/12 du 1er mai 2031".to_owned()),
        journal: Some("JO L 206, 2.8.2031, p. 50".to_owned()),
        ..About::default()
    };
    let day = identity(printed, &[], "x").date.map(|d| d.to_string());
    assert_eq!(day.as_deref(), Some("2031-08-02"));
    // EUR-Lex names its files by the number.
    let named = identity(About::default(), &[], "32016L1148_2016-07-06_FR");
    assert_eq!(named.id.as_str(), "32016l1148");
    assert_eq!(
        journal("Journal officiel n° L 014 du 20/01/1998 p. 0006 - 0008"),
        "JO L 14, 20.1.1998, p. 6-8"
    );
    assert_eq!(
        journal("Journal officiel n° L 205 du 22/07/1998 p. 0066 - 0066"),
        "JO L 205, 22.7.1998, p. 66"
    );
}

#[test]
fn a_document_of_the_commission_has_the_title_of_its_cover() {
    let lines = [
        (Shape::Plain, "Bruxelles, le 24.7.2031"),
        (Shape::Plain, "COM(2031) 605 final"),
        (
            Shape::Plain,
            "COMMUNICATION DE LA COMMISSION AU PARLEMENT EUROPÉEN",
        ),
        (Shape::Plain, "AU CONSEIL ET AU COMITÉ DES RÉGIONS"),
        (Shape::Plain, "relative à la stratégie pour les ponts"),
        (Shape::Plain, "Introduction"),
        (Shape::Plain, "Contexte"),
    ];
    let title = "COMMUNICATION DE LA COMMISSION AU PARLEMENT EUROPÉEN AU CONSEIL ET AU COMITÉ DES RÉGIONS relative à la stratégie pour les ponts";
    let got = identity(About::default(), &lines, "x");
    assert_eq!(got.title.as_deref(), Some(title));
    // What a note speaks of below its own title is not its title.
    let note = [
        (Shape::Plain, "Note aux ministères"),
        (Shape::Plain, "LIVRE VERT"),
    ];
    assert_eq!(identity(About::default(), &note, "x").title, None);
    let endless = "COMMUNICATION DE LA COMMISSION ".repeat(9_000);
    let got = identity(About::default(), &[(Shape::Plain, &endless)], "x");
    assert_eq!(got.title, None);
}

#[test]
fn the_name_of_a_file_says_what_it_is_when_it_says_nothing_else() {
    for (stem, id, part) in [
        ("32016L1148", "32016l1148", None),
        ("02016R0679-20160504-FR", "02016r0679-20160504", None),
        ("52020PC0605.DOC_1", "com-2020-605", Some("1")),
        ("52020PC0605.DOC_2", "com-2020-605-doc-2", Some("2")),
        ("32022L2555_resume", "32022l2555-resume", None),
        (
            "32022L2555 note du 3 mars",
            "32022l2555-note-du-3-mars",
            None,
        ),
    ] {
        let got = identity(About::default(), &[(Shape::Plain, "Un texte.")], stem);
        assert_eq!((got.id.as_str(), got.part.as_deref()), (id, part), "{stem}");
    }
}

#[test]
fn what_is_not_believed_is_said() {
    let title = "Directive (UE) 2031/12 du Conseil du 1er mai 2031 relative aux ponts";
    let got = identity(About::default(), &[(Shape::Title, title)], "x");
    assert_eq!(got.grounds.shown_by, None);
    assert_eq!(got.grounds.refused.len(), 1);
    assert!(
        got.grounds.refused[0].contains("32031L0012"),
        "{:?}",
        got.grounds
    );
    let got = identity(About::default(), &[(Shape::Title, title), VISA], "x");
    let shown = got.grounds.shown_by.unwrap_or_default();
    assert!(shown.contains("preamble (vu le traité…)"), "{shown}");
}
