//! Pages of earlier years, and what later ones put into them.
//!
//! 1. Notes that only their links tell are notes.
//! 2. Notes that stand below the paragraph that calls them are notes.
//! 3. A line that the page divides is one.
//! 4. What stands behind the articles is another text.

use super::{HEAD, check, p, read, read_page_blocks};

#[test]
fn notes_of_a_page_that_word_made() {
    let page = r##"<html lang="fr"><head><title>x</title></head><body><p>Les ponts<a href="#_ftn1" name="_ftnref1">[1]</a> et les
        routes<a href="#_ftn2" name="_ftnref2">[2]</a>.</p><p><a href="#haut" name="toc">Retour</a> en tête de page.</p><hr/>
        <div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> JO C 52 du 2.3.2031, p. 1.</p><p>Voir aussi les routes.</p></div>
        <div id="ftn2"><p><a href="#_ftnref2" name="_ftn2">[2]</a> Eurostat, 2031.</p></div></body></html>"##;
    check(
        page,
        &[
            "paragraph <> Les ponts[1] et les routes[2].",
            "paragraph <> Retour en tête de page.",
            "note 1: JO C 52 du 2.3.2031, p. 1. Voir aussi les routes.",
            "note 2: Eurostat, 2031.",
        ],
    );
}

/// Entries and headings lead to one another, as notes and their calls do.
#[test]
fn a_table_of_contents_holds_no_notes() {
    let page = r##"<html lang="fr"><head><title>x</title></head><body>
        <p><a href="#c1" name="t1">1</a> Les ponts</p><p><a href="#c2" name="t2">2</a> Les routes</p>
        <p><a href="#t1" name="c1">1</a> Les ponts</p><p>Ils tiennent<a href="#n1" name="r1">3</a>.</p>
        <p><a href="#t2" name="c2">2</a> Les routes</p><p>Elles vont.</p>
        <p><a href="#r1" name="n1">3</a> Eurostat, 2031.</p></body></html>"##;
    let document = read(page);
    let notes: Vec<_> = document
        .footnotes
        .iter()
        .map(|n| (n.number, n.text.as_deref()))
        .collect();
    assert_eq!(notes, [(3, Some("Eurostat, 2031."))]);
}

#[test]
fn a_consolidated_text_without_classes() {
    let page = r##"<html><head><title>Texte consolidé</title></head><body>
        <p style="text-align: right">1998F0699 — FR — 05.07.2001 — 001.001</p><hr/>
        <table><tr><td><p><a href="x">►B</a></p></td><td><p>ACTION COMMUNE</p><p>du 3 décembre 1998</p><p>(98/699/JAI)</p></td></tr></table>
        <p style="text-align: justify">vu le réseau des ponts<a name="src.E0001"></a> (<a href="#E0001"><span>1</span></a>);</p>
        <p style="font-style: italic">Article 2</p><p>1.  Chaque État membre garde ses ponts.</p>
        <hr/><a name="E0001"></a><p style="font-size: 8pt">(<a href="#src.E0001"><span>1</span></a>) JO L 191 du 7.7.1998, p. 4.</p></body></html>"##;
    let document = check(
        page,
        &[
            "paragraph <> ACTION COMMUNE",
            "paragraph <> du 3 décembre 1998",
            "paragraph <> (98/699/JAI)",
            "paragraph <> vu le réseau des ponts[1];",
            "heading Article 2",
            "paragraph <Article 2 > 1> 1. Chaque État membre garde ses ponts.",
            "note 1: JO L 191 du 7.7.1998, p. 4.",
        ],
    );
    assert_eq!(document.celex.as_deref(), Some("01998F0699-20010705"));
    assert_eq!(document.reference.as_deref(), Some("31998F0699"));
    assert_eq!(
        document.title,
        "ACTION COMMUNE du 3 décembre 1998 (98/699/JAI)"
    );
}

/// A page whose text stands in the container of the older pages.
fn plain(paragraphs: &[&str]) -> String {
    let text = format!("<p>{}</p>", paragraphs.join("</p><p>"));
    format!(
        "<html lang=\"FR\"><head><meta name=\"DC.source\" content=\"\"></head><body><div id=\"TexteOnly\">\
         <p><txt_te>{text}</txt_te></p></div></body></html>"
    )
}

#[test]
fn notes_below_the_paragraphs_that_call_them() {
    let page = plain(&[
        "COMMUNICATION DE LA COMMISSION",
        "1. Les ponts",
        "Les ponts vieillissent [1] et les routes aussi [2].",
        "[1] COM(2031) 111 final du 2.3.2031.",
        "[2] Eurostat, 2031.",
        "2. Les routes",
        "Les routes sont décrites à l’annexe[3].",
        "[3] Voir page 4.",
        "La Commission en rendra compte.",
    ]);
    let document = check(
        &page,
        &[
            "heading COMMUNICATION DE LA COMMISSION",
            "heading 1. Les ponts",
            "paragraph <1. Les ponts> Les ponts vieillissent[1] et les routes aussi[2].",
            "heading 2. Les routes",
            "paragraph <2. Les routes> Les routes sont décrites à l’annexe[3].",
            "paragraph <2. Les routes> La Commission en rendra compte.",
            "note 1: COM(2031) 111 final du 2.3.2031.",
            "note 2: Eurostat, 2031.",
            "note 3: Voir page 4.",
        ],
    );
    assert_eq!(document.journal, None, "an empty place is none");
}

#[test]
fn tables_of_plain_pages_are_rows() {
    let page = "<html><body><div id=\"TexteOnly\"><p><txt_te><p>RAPPORT DE LA COMMISSION AU CONSEIL</p>\
        <p>Les montants sont fixés comme suit.</p><table><tr><td><p>Code</p></td><td><p>Montant</p></td></tr>\
        <tr><td>0702</td><td>45,2</td></tr></table><p>>PIC FILE= \"L_31.TIF\"></p><p>[pic]</p>\
        <p>2031 | 12,70 | 3,80 |</p></txt_te></p></div></body></html>";
    let document = read(page);
    let rows: Vec<_> = document
        .passages
        .iter()
        .map(|p| (p.kind.as_str(), p.text.as_str()))
        .collect();
    assert_eq!(
        rows,
        [
            ("heading", "RAPPORT DE LA COMMISSION AU CONSEIL"),
            ("paragraph", "Les montants sont fixés comme suit."),
            ("table-row", "Code\u{2003}Montant"),
            ("table-row", "0702\u{2003}45,2"),
            ("table-row", "2031\u{2003}12,70\u{2003}3,80"),
        ]
    );
}

#[test]
fn a_number_beside_its_paragraph() {
    let page = [
        HEAD,
        r#"<p class="oj-doc-ti">AVIS DU COMITÉ</p>"#,
        r#"<div class="oj-enumeration-spacing"><p style="display: inline;" class="oj-normal">1.2.   </p><p style="display: inline;" class="oj-normal">Les ponts sont gardés.</p></div>"#,
        "</body></html>",
    ]
    .concat();
    check(
        &page,
        &[
            "heading AVIS DU COMITÉ",
            "list-item <1.2> 1.2. Les ponts sont gardés.",
        ],
    );
}

#[test]
fn an_agreement_behind_the_decision() {
    let page = [
        HEAD,
        r#"<p class="oj-doc-ti">DÉCISION DU CONSEIL</p><p class="oj-doc-ti">du 2 mars 2031</p>"#,
        r#"<p class="oj-ti-art">Article premier</p>"#,
        &p("L’accord est approuvé."),
        r#"<p class="oj-doc-ti">ACCORD</p><p class="oj-doc-ti">sur les ponts</p><p class="oj-ti-art">Article premier</p>"#,
        &p("Les parties gardent leurs ponts."),
        "</body></html>",
    ]
    .concat();
    check(
        &page,
        &[
            "heading DÉCISION DU CONSEIL du 2 mars 2031",
            "heading Article premier",
            "paragraph <Article premier> L’accord est approuvé.",
            "heading ACCORD",
            "heading sur les ponts",
            "heading Article premier",
            "paragraph <ACCORD sur les ponts > Article premier> Les parties gardent leurs ponts.",
        ],
    );
}

/// A row whose cells are looked at for what stands in them must not be looked at anew for each table around it.
#[test]
fn tables_in_tables_are_read_once() {
    let depth = 60;
    let page = format!(
        "<html><body><div id=\"TexteOnly\">{}Les ponts{}</div></body></html>",
        "<table><tr><td>".repeat(depth),
        "</td></tr></table>".repeat(depth)
    );
    check(&page, &["paragraph <> Les ponts"]);
}

/// A paragraph is searched for its calls once, however many notes stand below it.
#[test]
fn many_notes_below_a_long_paragraph() {
    let calls: Vec<String> = (1..=900).map(|n| format!("de la rive [{n}]")).collect();
    let notes: Vec<String> = (1..=900)
        .map(|n| format!("[{n}] Voir la carte {n}."))
        .collect();
    let page = plain(&[
        &format!("Les ponts {}.", calls.join(" ")),
        &notes.join("</p><p>"),
    ]);
    let document = read(&page);
    assert_eq!(document.footnotes.len(), 900);
    let calls = document.passages.iter().map(|passage| passage.calls.len());
    assert_eq!(calls.sum::<usize>(), 900);
}

/// A cell that begins with a mark and a run of white space holds what comes after it too.
#[test]
fn what_stands_behind_a_mark_in_its_cell_is_kept() {
    let page = format!(
        "{HEAD}<p class=\"oj-doc-ti\">AVIS</p><table><tr><td><p>a)\n{}les ponts de la ville</p></td>\
         <td><p>deuxième cellule</p></td></tr></table></body></html>",
        " ".repeat(90)
    );
    let text: Vec<String> = read(&page).passages.into_iter().map(|p| p.text).collect();
    assert!(text.concat().contains("les ponts de la ville"), "{text:?}");
}

#[test]
fn notes_at_the_foot_of_pages_within_the_text() {
    let act = |foot: &[&str]| {
        let mut lines = vec![
            "DIRECTIVE DU CONSEIL du 9 février 2031 relative aux ponts (2031/7/CEE)",
            "LE CONSEIL DES COMMUNAUTÉS EUROPÉENNES,",
            "vu l'avis de l'Assemblée (1),",
            "vu l'avis du Comité des ponts (2),",
            "considérant que le Conseil a adopté une résolution sur les équations (1) et (2) du tableau;",
        ];
        lines.extend(foot);
        lines.extend([
            "considérant que la garde des ponts constitue un objet,",
            "A ARRÊTÉ LA PRÉSENTE DIRECTIVE:",
            "Article premier",
            "Les États membres appliquent la directive 2030/117/CEE (1).",
            "(1) JO no L 45 du 19. 2. 2030, p. 19.",
            "Article 2",
            "Chacun garde ses ponts.",
        ]);
        read(&plain(&lines))
    };
    let apart = [
        "(1) JO no C 111 du 20. 5. 2030, p. 14.",
        "(2) JO no C 286 du 15. 12. 2030, p. 8.",
    ];
    for foot in [
        &apart[..],
        &[apart.join(" ").replace(") JO", ")JO").as_str()],
    ] {
        let document = act(foot);
        let notes: Vec<_> = document
            .footnotes
            .iter()
            .map(|n| n.text.as_deref().unwrap_or(""))
            .collect();
        assert_eq!(
            notes,
            [
                "JO no C 111 du 20. 5. 2030, p. 14.",
                "JO no C 286 du 15. 12. 2030, p. 8.",
                "JO no L 45 du 19. 2. 2030, p. 19."
            ]
        );
        let callers = document
            .footnotes
            .iter()
            .filter(|n| n.called_from.is_some())
            .count();
        assert_eq!(callers, 3);
        let text: String = document.passages.iter().map(|p| p.text.as_str()).collect();
        assert!(text.contains("équations (1) et (2) du tableau"), "{text}");
    }
}

/// A page of the Commission without styles: what its cover and its contents say opens no section.
#[test]
fn covers_and_contents_are_no_sections() {
    let page = plain(&[
        "[pic] | COMMISSION DES COMMUNAUTÉS EUROPÉENNES |",
        "Bruxelles, le 14.7.2031",
        "COM(2031) 448 final",
        "2031/0165 (COD)",
        "RAPPORT DE LA COMMISSION AU CONSEIL",
        "fondé sur l'article 12 de la décision-cadre du Conseil du 24 février 2025 relative aux ponts",
        "Table des matières",
        "1. INTRODUCTION 3",
        "1.1. Contexte 3",
        "1. INTRODUCTION",
        "Les ponts tiennent.",
        "1.1. CONTEXTE",
        "Les routes aussi.",
    ]);
    let document = read(&page);
    let headings: Vec<_> = document
        .sections
        .iter()
        .map(|s| s.heading.as_str())
        .collect();
    assert_eq!(headings, ["INTRODUCTION", "CONTEXTE"]);
    assert_eq!(
        document.date.map(|d| d.to_string()).as_deref(),
        Some("2031-07-14")
    );
}

#[test]
fn words_in_bold_are_no_title() {
    let page = r#"<html lang="fr"><head><title>EUR-Lex - 32031R0679 - FR - EUR-Lex</title></head><body><strong>Mon EUR-Lex</strong>
        <div class="eli-container"><p class="oj-doc-ti">RÈGLEMENT (UE) 2031/679 DU CONSEIL du 27 avril 2031 relatif aux ponts</p>
        <p class="oj-ti-art">Article premier</p><p class="oj-normal">Un pont <strong>important</strong> est gardé.</p></div></body></html>"#;
    let title = "RÈGLEMENT (UE) 2031/679 DU CONSEIL du 27 avril 2031 relatif aux ponts";
    assert_eq!(read(page).title, title);
}

/// A heading with a level is one, whatever it says, and a year is no page.
#[test]
fn headings_with_a_level_stay() {
    let page = "<html><head><title>x</title></head><body><h1>Note</h1><h2>Sommaire</h2><p>En bref.</p><h2>Bilan 2019</h2>\
        <p>Il est bon.</p><h2>Commission européenne</h2><p>Elle garde les ponts.</p></body></html>";
    let document = read(page);
    let headings: Vec<_> = document
        .sections
        .iter()
        .map(|s| s.heading.as_str())
        .collect();
    assert_eq!(
        headings,
        ["Note", "Sommaire", "Bilan 2019", "Commission européenne"]
    );
}

#[test]
fn links_after_much_white_space_take_little_time() {
    let page = format!(
        "<html><head><title>x</title></head><body><p>{}{}</p></body></html>",
        " ".repeat(400_000),
        "<a name=\"a\" href=\"#b\"></a>".repeat(4_000)
    );
    let start = std::time::Instant::now();
    let _ = read_page_blocks(page.as_bytes());
    assert!(start.elapsed() < std::time::Duration::from_secs(5));
}
