//! What blocks become, by shape and by position.

use renvoi_document::SectionKind;

use super::*;

fn plain(text: &str) -> Block {
    Block {
        text: text.to_owned(),
        ..Block::default()
    }
}

fn is_heading(text: &str) -> bool {
    let next = plain("Le texte commence ici.");
    matches!(roles(&[plain(text), next])[0], Role::Heading { .. })
}

#[test]
fn headings_by_shape() {
    for text in [
        "IV. Protéger chacun dans l’UE: priorités stratégiques",
        "2.\tPROTÉGER LES INFRASTRUCTURES",
        "2.1. Champ d’application",
        "Cybersécurité",
        "Exemples clés de mise en œuvre",
        "CHAPITRE IV",
        "Article premier",
        "Article 3 bis",
        "Article 21 – Mesures de gestion des risques",
        "ANNEXE I",
    ] {
        assert!(is_heading(text), "{text}");
    }
    for text in [
        "La Commission présente un rapport.",
        "7 milliards d’euros sont prévus",
        "et la suite de la phrase",
        "a) Premier point",
        "1. Les États membres veillent à ce que les entités:",
        "Article 5 de la directive sur les réseaux",
        "Première partie de la session, qui fut longue.",
        "32016L1148",
    ] {
        assert!(!is_heading(text), "{text}");
    }
}

#[test]
fn divisions_have_their_number() {
    for (text, kind, number, words) in [
        ("Article premier", SectionKind::Article, Some("1"), ""),
        ("Article 3 bis", SectionKind::Article, Some("3 bis"), ""),
        ("Article\u{a0}21", SectionKind::Article, Some("21"), ""),
        (
            "Article 5 – Définitions",
            SectionKind::Article,
            Some("5"),
            "Définitions",
        ),
        ("Article\u{202f}50", SectionKind::Article, Some("50"), ""),
        ("CHAPITRE IV", SectionKind::Chapter, Some("IV"), ""),
        ("TITRE II bis", SectionKind::Title, Some("II bis"), ""),
        ("SECTION 1 Objet", SectionKind::Section, Some("1"), "Objet"),
        ("ANNEXE", SectionKind::Annex, None, ""),
        ("PARTIE A", SectionKind::Part, Some("A"), ""),
        ("PREMIÈRE PARTIE", SectionKind::Part, Some("1"), ""),
        ("TROISIEME PARTIE", SectionKind::Part, Some("3"), ""),
        (
            "Seconde partie – Politiques",
            SectionKind::Part,
            Some("2"),
            "Politiques",
        ),
    ] {
        let heading = headings::division(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(
            (
                heading.kind,
                heading.number.as_deref(),
                heading.words.as_str()
            ),
            (kind, number, words),
            "{text}"
        );
    }
}

/// One line a block: what it should be, and its text.
const ACT: &[(&str, &str)] = &[
    ("title", "DIRECTIVE 98/1/CE DU CONSEIL"),
    ("text", "LE CONSEIL DE L'UNION EUROPÉENNE,"),
    ("text", "vu le traité instituant la Communauté européenne,"),
    ("recital 1", "(1) considérant que la sécurité importe;"),
    (
        "recital 2",
        "(2) considérant que les États membres agissent:",
    ),
    ("item 3 1", "3) par les ports;"),
    ("text", "A ARRÊTÉ LA PRÉSENTE DIRECTIVE:"),
    ("heading", "DISPOSITIONS GÉNÉRALES"),
    ("article 1", "Article premier"),
    ("subtitle", "Objet"),
    ("text 1", "1. La présente directive prévoit:"),
    ("item a 1", "a) des règles;"),
    ("item i 2", "i) communes;"),
    ("item ii 2", "ii) propres;"),
    ("item 3", "- aux ports,"),
    ("item b 1", "b) des mesures."),
    ("text 1", "Le premier paragraphe a un second alinéa."),
    ("text 2", "2. Elle s'applique"),
    ("article 2", "Article 2"),
    ("text", "La directive 97/1/CE est modifiée comme suit:"),
    ("text", "«Article 2 bis"),
    ("text", "Autorités"),
    ("text", "Article 2 ter"),
    ("text", "Les États membres désignent une autorité.»"),
    ("text", "Il porte la mention:"),
    ("text", "VALABLE DANS LES PORTS"),
    ("article 5", "Article 5"),
    ("text", "Le port est ouvert."),
    ("heading", "DISPOSITIONS FINALES"),
    ("article 4", "Article 4"),
    (
        "text",
        "Les États membres communiquent à la Commission le nom de chaque port et de chaque quai au plus tard le jour où il ouvre.12",
    ),
    ("article 6", "Article 6"),
    (
        "text",
        "À l'article 7, un alinéa est inséré: «Le phare est haut.»",
    ),
    ("article 3", "Article 3"),
    (
        "subtitle",
        "Règles sur les ports, les quais, les phares et les caps dont la rade est à plus de deux milles de la côte et de la ville",
    ),
    ("text", "—————"),
    ("text", "Les États membres sont destinataires."),
    ("closing", "Fait à Bruxelles, le 1er janvier 1998."),
    ("annex", "ANNEXE"),
    (
        "subtitle",
        "Exigences relatives à l'ensemble des ports, des quais, des phares et des caps dont la rade est plus large que longue, visées à l'article 11",
    ),
    ("annex I", "ANNEXE I"),
    ("subtitle", "Liste"),
    ("text", "«Article 14"),
    ("text", "Les secteurs sont les suivants:"),
    ("item 1 1", "1) l'énergie;"),
    ("item a 2", "a) électricité;"),
    ("item 3", "— gaz."),
];

/// All in capitals, its only article has no number to count from.
const SHORT_ACT: &[(&str, &str)] = &[
    ("title", "DECISION DU CONSEIL"),
    ("title", "DU 1ER JANVIER 1978"),
    (
        "text",
        "(Le texte en langue française est le seul faisant foi)",
    ),
    ("text", "LE CONSEIL DES COMMUNAUTES EUROPEENNES,"),
    ("text", "VU LE TRAITE,"),
    ("recital", "CONSIDERANT, EN OUTRE, QUE LES PONTS TIENNENT;"),
    ("recital 1", "1) LES QUAIS AUSSI;"),
    ("recital 2", "2) LES PHARES:"),
    ("recital 2", "LES GRANDS SURTOUT;"),
    ("recital", "CONSIDERANT L'URGENCE,"),
    ("text", "A ARRETE LA PRESENTE DECISION:"),
    ("article unique", "ARTICLE UNIQUE"),
    ("text 1", "1. L'ARTICLE SUIVANT EST INSERE:"),
    ("text 1", "«1. LES PONTS TIENNENT."),
    ("text 1", "2. LES ROUTES TIENNENT.»"),
    ("text 2", "2. LES ROUTES AUSSI."),
    ("closing", "FAIT A BRUXELLES, LE 1ER JANVIER 1978."),
];

#[test]
fn an_act_without_marks_has_its_parts() {
    for act in [ACT, SHORT_ACT] {
        has_its_parts(act);
    }
}

fn has_its_parts(act: &[(&str, &str)]) {
    let blocks: Vec<Block> = act.iter().map(|(_, text)| plain(text)).collect();
    for ((expected, text), role) in act.iter().zip(roles(&blocks)) {
        let number = |n: Option<String>| n.map_or(String::new(), |n| format!(" {n}"));
        let got = match role {
            Role::Heading(h) => h.kind.as_str().to_owned() + &number(h.number),
            Role::Text(n) => "text".to_owned() + &number(n),
            Role::Recital(n) => "recital".to_owned() + &number(n),
            Role::Item(n, depth) => format!("item{} {depth}", number(n)),
            Role::Title => "title".to_owned(),
            Role::Subtitle => "subtitle".to_owned(),
            Role::Row => "row".to_owned(),
            Role::Closing => "closing".to_owned(),
        };
        assert_eq!(&got, expected, "{text}");
    }
}
