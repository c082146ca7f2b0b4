//! What documents are called, by their first lines.

use super::*;
use crate::blocks::{About, Block};

fn identity(about: About, lines: &[(Shape, &str)], stem: &str) -> Identity {
    let blocks = Blocks {
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
    Identity::of(&blocks, Metadata::default(), stem)
}

/// Lines of a document; its id, reference and date.
type Case = (
    &'static [(Shape, &'static str)],
    &'static str,
    Option<&'static str>,
    Option<&'static str>,
);

/// What only an act has.
const VISA: (Shape, &str) = (
    Shape::Plain,
    "vu le traité sur le fonctionnement de l’Union européenne,",
);

const CASES: &[Case] = &[
    (
        &[
            (
                Shape::Title,
                "RÈGLEMENT D’EXÉCUTION (UE) 2031/12 DE LA COMMISSION du 1er mai 2031 sur les ponts",
            ),
            VISA,
        ],
        "32031r0012",
        Some("32031R0012"),
        Some("2031-05-01"),
    ),
    (
        &[
            (Shape::Plain, "DÉCISION 2003/4/CE DU CONSEIL"),
            (Shape::Plain, "du 2 mars 2003"),
            (Shape::Plain, "relative aux ponts"),
            (Shape::Plain, "LE CONSEIL,"),
            VISA,
        ],
        "32003d0004",
        Some("32003D0004"),
        Some("2003-03-02"),
    ),
    (
        &[
            (Shape::Plain, "COMMISSION EUROPÉENNE"),
            (Shape::Plain, "Bruxelles, le 24.7.2031"),
            (Shape::Plain, "COM(2031) 605 final"),
            (Shape::Plain, "COMMUNICATION DE LA COMMISSION"),
        ],
        "com-2031-605",
        Some("COM(2031) 605"),
        Some("2031-07-24"),
    ),
    (
        &[(
            Shape::Title,
            "Rectificatif au règlement (UE) 2031/12 de la Commission du 1er mai 2031",
        )],
        "nom-du-fichier",
        None,
        None,
    ),
    (
        &[
            (
                Shape::Title,
                "DÉCISION DU CONSEIL du 2 février 2003 instituant un pont (Texte présentant de \
             l’intérêt pour l’EEE) (2003/17/JAI)",
            ),
            VISA,
        ],
        "32003d0017",
        Some("32003D0017"),
        Some("2003-02-02"),
    ),
    (
        &[
            (
                Shape::Title,
                "DÉCISION-CADRE DU CONSEIL du 2 février 2003 relative aux ponts",
            ),
            (Shape::Plain, "(2003/18/JAI)"),
            VISA,
        ],
        "32003f0018",
        Some("32003F0018"),
        Some("2003-02-02"),
    ),
    (
        &[
            (Shape::Plain, "RECOMMANDATION DE LA COMMISSION"),
            (Shape::Plain, "du 6 mai 2003"),
            (Shape::Plain, "concernant les ponts"),
            (Shape::Plain, "(2003/361/CE)"),
            VISA,
        ],
        "32003h0361",
        Some("32003H0361"),
        Some("2003-05-06"),
    ),
    (
        &[
            (
                Shape::Title,
                "ACTION COMMUNE 2005/889/PESC DU CONSEIL du 12 décembre 2005 sur un pont",
            ),
            VISA,
        ],
        "32005e0889",
        Some("32005E0889"),
        Some("2005-12-12"),
    ),
    (
        // Published, and numbered, the year after.
        &[
            (
                Shape::Title,
                "DÉCISION DE LA COMMISSION du 27 décembre 2003 sur les ponts (2004/16/CE)",
            ),
            VISA,
        ],
        "32004d0016",
        Some("32004D0016"),
        Some("2003-12-27"),
    ),
    (
        // What another act is cited by is not its own number.
        &[(
            Shape::Title,
            "DÉCISION DU CONSEIL du 2 février 2009 modifiant une autre (2003/17/JAI)",
        )],
        "nom-du-fichier",
        None,
        Some("2009-02-02"),
    ),
    (
        &[
            (Shape::Plain, "Directive (UE) 2022/2555: ce qui change"),
            (Shape::Plain, "Une fiche sur la directive du Conseil."),
        ],
        "nom-du-fichier",
        None,
        None,
    ),
    (
        // The day of the act that it speaks of is not its own.
        &[
            (
                Shape::Title,
                "Rapport fondé sur l’article 12 de la décision-cadre du Conseil du 24 février 2005",
            ),
            (Shape::Plain, "Bruxelles, le 14.7.2008"),
        ],
        "nom-du-fichier",
        None,
        Some("2008-07-14"),
    ),
    (
        &[
            (
                Shape::Title,
                "Avis du Contrôleur européen sur la proposition du 2 mars 2007",
            ),
            (Shape::Plain, "Fait à Bruxelles, le 19 décembre 2007."),
            (Shape::Plain, "Fait à Paris, le 3 mars 2001"),
        ],
        "nom-du-fichier",
        None,
        Some("2007-12-19"),
    ),
    (
        &[
            (Shape::Plain, "Textes adoptés"),
            (
                Shape::Plain,
                "Résolution du Parlement européen du 3 octobre 2017 sur les ponts",
            ),
        ],
        "nom-du-fichier",
        None,
        Some("2017-10-03"),
    ),
    (
        &[
            (Shape::Plain, "ARRÊT DE LA COUR (grande chambre)"),
            (Shape::Plain, "8 avril 2014 (*)"),
            (Shape::Plain, "Dans l’affaire C-293/12,"),
        ],
        "nom-du-fichier",
        None,
        Some("2014-04-08"),
    ),
    (
        // A sentence that begins as the title of an act does.
        &[
            (Shape::Heading(Some(1)), "Suivi des ponts"),
            (
                Shape::Plain,
                "Directive (UE) 2031/12 du Conseil: onze États l’ont transposée à temps.",
            ),
            (Shape::Plain, "Fait à noter, le 3 mars 2031 est férié."),
        ],
        "nom-du-fichier",
        None,
        None,
    ),
    (
        // Nothing of an act below its title.
        &[
            (
                Shape::Title,
                "Directive (UE) 2031/12 du Conseil du 1er mai 2031 relative aux ponts",
            ),
            (Shape::Plain, "Ce texte demande trois choses aux États."),
        ],
        "nom-du-fichier",
        None,
        None,
    ),
    (
        // The acts of others are numbered, too.
        &[
            (
                Shape::Title,
                "Décision 2031/12 du conseil d’administration du 1er mai 2031 relative aux ponts",
            ),
            VISA,
        ],
        "nom-du-fichier",
        None,
        Some("2031-05-01"),
    ),
    (
        // A reading list.
        &[
            (Shape::Plain, "À lire"),
            (
                Shape::Item,
                "Directive (UE) 2031/12 du Conseil du 1er mai 2031 relative aux ponts",
            ),
            (Shape::Item, "COM(2031) 605 final"),
            (Shape::Item, "Accord du 3 mars 2031 sur les ponts"),
            VISA,
        ],
        "nom-du-fichier",
        None,
        None,
    ),
    (
        // The number of a paper on the cover of a note that is not the Commission's.
        &[
            (Shape::Plain, "Ministère des ponts"),
            (Shape::Plain, "COM(2031) 605 final"),
            (Shape::Plain, "Note de synthèse"),
        ],
        "nom-du-fichier",
        None,
        None,
    ),
    (
        // A signature; what is named as signed elsewhere dates nothing.
        &[
            (Shape::Plain, "Note sur les ponts"),
            (
                Shape::Plain,
                "Fait à Strasbourg, le 28 janvier 1981, l’accord lie les États.",
            ),
            (Shape::Plain, "Fait à Paris, le 4 mars 2031"),
            (Shape::Plain, "Le directeur"),
        ],
        "nom-du-fichier",
        None,
        Some("2031-03-04"),
    ),
    (
        &[
            (Shape::Plain, "COMMISSION EUROPÉENNE"),
            (Shape::Plain, "COM(2031) 605 final"),
            (Shape::Plain, "ANNEXES 1 à 3"),
        ],
        "com-2031-605",
        Some("COM(2031) 605"),
        None,
    ),
    (
        &[
            (Shape::Plain, "COMMISSION EUROPÉENNE"),
            (Shape::Plain, "COM(2031) 605 final ANNEXE 2"),
        ],
        "com-2031-605-annexe-2",
        Some("COM(2031) 605"),
        None,
    ),
    (
        &[
            (Shape::Plain, "Le rapport COM(2031) 605 final"),
            (Shape::Plain, "JO L 5 du 2.3.2031"),
        ],
        "nom-du-fichier",
        None,
        None,
    ),
];

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
