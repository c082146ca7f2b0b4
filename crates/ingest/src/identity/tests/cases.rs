//! First lines of documents, and what they are.

use crate::blocks::Shape;

/// Lines of a document; its id, reference and date.
pub(super) type Case = (
    &'static [(Shape, &'static str)],
    &'static str,
    Option<&'static str>,
    Option<&'static str>,
);

/// What only an act has.
pub(super) const VISA: (Shape, &str) = (
    Shape::Plain,
    "vu le traité sur le fonctionnement de l’Union européenne,",
);

pub(super) const CASES: &[Case] = &[
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
        "com-2031-605-annexe-1-3",
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
    (
        // Lines of a cover that were joined.
        &[
            (Shape::Plain, "COMMISSION EUROPÉENNE"),
            (
                Shape::Plain,
                "Bruxelles, le 24.7.2031 COM(2031) 605 final 2031/0136(COD)",
            ),
        ],
        "com-2031-605",
        Some("COM(2031) 605"),
        Some("2031-07-24"),
    ),
    (
        // One part of several files.
        &[
            (Shape::Plain, "COMMISSION EUROPÉENNE"),
            (Shape::Plain, "SWD(2031) 345 final"),
            (Shape::Plain, "PARTIE 2/3"),
        ],
        "swd-2031-345-doc-2",
        Some("SWD(2031) 345"),
        None,
    ),
    (
        // Another speaks, and names the paper.
        &[
            (Shape::Plain, "MINISTÈRE DES PONTS"),
            (Shape::Plain, "COM(2031) 605 final"),
            (Shape::Plain, "Commission européenne"),
        ],
        "nom-du-fichier",
        None,
        None,
    ),
    (
        // The Council has no COM numbers.
        &[
            (Shape::Plain, "CONSEIL DE L’UNION EUROPÉENNE"),
            (Shape::Plain, "COM(2031) 605 final"),
        ],
        "nom-du-fichier",
        None,
        None,
    ),
    (
        &[
            (
                Shape::Plain,
                "2031/584/JAI: Décision-cadre du Conseil du 13 juin 2031 relative aux ponts",
            ),
            VISA,
        ],
        "32031f0584",
        Some("32031F0584"),
        Some("2031-06-13"),
    ),
    (
        // The rules of an institution are no regulation.
        &[
            (Shape::Plain, "DÉCISION DU CONSEIL"),
            (Shape::Plain, "du 1er décembre 2031"),
            (Shape::Plain, "portant adoption de son règlement intérieur"),
            (Shape::Plain, "(2031/937/UE)"),
            VISA,
        ],
        "32031d0937",
        Some("32031D0937"),
        Some("2031-12-01"),
    ),
    (
        // A dump joins the title with the preamble.
        &[(
            Shape::Plain,
            "DIRECTIVE 98/83/CE DU CONSEIL du 3 novembre 1998 relative aux ponts LE CONSEIL DE L'UNION EUROPÉENNE, vu \
             le traité instituant la Communauté européenne,",
        )],
        "31998l0083",
        Some("31998L0083"),
        Some("1998-11-03"),
    ),
    (
        // A heading of another text stands above the title.
        &[
            (Shape::Heading(Some(1)), "Commentaire article par article"),
            (
                Shape::Heading(Some(2)),
                "Directive (UE) 2031/12 du Conseil du 14 décembre 2031 relative aux ponts",
            ),
            VISA,
        ],
        "nom-du-fichier",
        None,
        None,
    ),
    (
        // A sentence that begins as a visa does.
        &[
            (
                Shape::Plain,
                "Directive (UE) 2031/12 du Conseil du 14 décembre 2031",
            ),
            (Shape::Text, "Vu la directive, Mme Petit demande un report."),
        ],
        "nom-du-fichier",
        None,
        None,
    ),
    (
        // The council of a company adopts no acts of the Union.
        &[
            (
                Shape::Plain,
                "Décision 2031/12 du Conseil de surveillance de la société",
            ),
            VISA,
        ],
        "nom-du-fichier",
        None,
        None,
    ),
    (
        // What a program filled in for a title hides no act.
        &[
            (Shape::Title, "L_2031333FR.01008001.xml"),
            (
                Shape::Plain,
                "DIRECTIVE (UE) 2031/12 DU CONSEIL du 14 décembre 2031 relative aux ponts",
            ),
            VISA,
        ],
        "32031l0012",
        Some("32031L0012"),
        Some("2031-12-14"),
    ),
    (
        // The head of a consolidated text, whichever reader reads it.
        &[
            (Shape::Plain, "02031R0079 — FR — 04.05.2033 — 002.001 — 1"),
            (Shape::Plain, "►B RÈGLEMENT (UE) 2031/79 DU CONSEIL"),
            (Shape::Plain, "du 27 avril 2031"),
            (Shape::Plain, "relatif aux ponts"),
        ],
        "02031r0079-20330504",
        Some("32031R0079"),
        Some("2031-04-27"),
    ),
];
