//! Pages of EUR-Lex, in each generation of its markup. Every page below is
//! written for this test.
//!
//! 1. A page becomes the lines that stand after it: kind, number, path, text.
//! 2. A page that holds no document is refused, and so is one that is hostile.

mod commission;
mod older;
mod others;

use std::fmt::Write;

use renvoi_document::{Document, PassageKind};
use renvoi_ingest::{ReadError, read_bytes, read_page_blocks};

/// One line a passage: kind, number, place, text with its calls; then the notes.
fn show(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for passage in &document.passages {
        let mut text = String::new();
        let mut calls = passage.calls.iter().peekable();
        for (at, c) in passage.text.chars().enumerate() {
            while let Some(call) = calls.next_if(|call| call.at == at) {
                write!(text, "[{}]", call.note).expect("memory takes it");
            }
            text.push(c);
        }
        for call in calls {
            write!(text, "[{}]", call.note).expect("memory takes it");
        }
        let path = match passage.kind {
            PassageKind::Heading => String::new(),
            _ => format!(" <{}>", document.passage_path(passage).join(" > ")),
        };
        lines.push(format!("{}{path} {text}", passage.kind.as_str()));
    }
    for note in &document.footnotes {
        let text = note.text.as_deref().unwrap_or("(missing)");
        lines.push(format!("note {}: {text}", note.number));
    }
    lines
}

fn read(page: &str) -> Document {
    read_bytes("page.html", page.as_bytes()).expect("a document")
}

fn check(page: &str, expected: &[&str]) -> Document {
    let document = read(page);
    let got = show(&document);
    assert_eq!(got, expected, "\n{}", got.join("\n"));
    document
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML//EN" "xhtml-strict.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>L_2031099FR.01000101.xml</title></head><body>"#;

fn point(mark: &str, text: &str) -> String {
    format!(
        "<table border=\"0\"><col width=\"4%\"/><tbody><tr><td><p class=\"oj-normal\">{mark}</p></td><td>{text}</td></tr></tbody></table>"
    )
}

fn p(text: &str) -> String {
    format!("<p class=\"oj-normal\">{text}</p>")
}

#[test]
fn the_official_journal() {
    let call =
        r##" <a id="ntc1-X" href="#ntr1-X">(<span class="oj-super oj-note-tag">1</span>)</a>"##;
    let page = [
        HEAD,
        r#"<table><tbody><tr><td><p class="oj-hd-date">2.3.2031</p></td><td><p class="oj-hd-lg">FR</p></td><td><p class="oj-hd-oj">L 99/1</p></td></tr></tbody></table>"#,
        r#"<div class="eli-container"><div class="eli-main-title" id="tit_1"><p class="oj-doc-ti">DIRECTIVE (UE) 2031/77 DU CONSEIL</p><p class="oj-doc-ti">du 1er février 2031</p><p class="oj-doc-ti">sur les ponts</p></div>"#,
        r#"<div class="eli-subdivision" id="pbl_1">"#,
        &p(&format!("vu la proposition{call},")),
        &p("considérant ce qui suit:"),
        r#"<div class="eli-subdivision" id="rct_1">"#,
        &point("(1)", &(p("Un pont relie.") + &p("Il porte aussi."))),
        "</div></div>",
        r#"<div id="cpt_I"><p class="oj-ti-section-1">CHAPITRE I</p><div class="eli-title"><p class="oj-ti-section-2">DISPOSITIONS</p></div>"#,
        r#"<div class="eli-subdivision" id="art_1"><p class="oj-ti-art">Article premier</p><div class="eli-title"><p class="oj-sti-art">Objet</p></div>"#,
        &p("1.   Chaque pont:"),
        &point("a)", &(p("tient;") + &point("i)", &p("debout;")))),
        &p("2.   Et la suite n<span class=\"oj-super\">o</span> 3."),
        "</div>",
        r#"<div class="eli-subdivision" id="art_2"><p class="oj-ti-art">Article 2</p>"#,
        &p("La directive est modifiée:"),
        r#"<p class="oj-ti-art">«Article 5 bis</p>"#,
        &p("Texte cité.»"),
        "</div></div>",
        &p("Fait à Bruxelles, le 1er février 2031."),
        r#"</div><div class="eli-container" id="anx_1"><p class="oj-doc-ti">ANNEXE</p><p class="oj-doc-ti">Les ponts</p>"#,
        r#"<table class="oj-table"><tbody><tr class="oj-table"><td class="oj-table"><p class="oj-tbl-hdr">Pont</p></td><td class="oj-table"><p class="oj-tbl-hdr">Portée</p></td></tr></tbody></table></div>"#,
        r##"<hr class="oj-note"/><p class="oj-note"><a id="ntr1-X" href="#ntc1-X">(<span class="oj-super">1</span>)</a>  JO C 5 du 1.1.2031, p. 2.</p></body></html>"##,
    ]
    .concat();
    let document = check(
        &page,
        &[
            "heading DIRECTIVE (UE) 2031/77 DU CONSEIL du 1er février 2031 sur les ponts",
            "paragraph <> vu la proposition[1],",
            "paragraph <> considérant ce qui suit:",
            "recital <Considérant 1> (1) Un pont relie.",
            "recital <Considérant 1> Il porte aussi.",
            "heading CHAPITRE I",
            "heading DISPOSITIONS",
            "heading Article premier",
            "heading Objet",
            "paragraph <Chapitre I > Article premier > 1> 1. Chaque pont:",
            "list-item <Chapitre I > Article premier > 1 > a> a) tient;",
            "list-item <Chapitre I > Article premier > 1 > a > i> i) debout;",
            "paragraph <Chapitre I > Article premier > 2> 2. Et la suite no 3.",
            "heading Article 2",
            "paragraph <Chapitre I > Article 2> La directive est modifiée:",
            "paragraph <Chapitre I > Article 2> «Article 5 bis",
            "paragraph <Chapitre I > Article 2> Texte cité.»",
            "paragraph <> Fait à Bruxelles, le 1er février 2031.",
            "heading ANNEXE",
            "heading Les ponts",
            "table-row <Les ponts> Pont\u{2003}Portée",
            "note 1: JO C 5 du 1.1.2031, p. 2.",
        ],
    );
    assert_eq!(document.id.as_str(), "32031l0077");
    assert_eq!(document.reference.as_deref(), Some("32031L0077"));
    assert_eq!(document.journal.as_deref(), Some("JO L 99, 2.3.2031, p. 1"));
    assert_eq!(
        document.date.map(|d| d.to_string()).as_deref(),
        Some("2031-02-01")
    );
    assert_eq!(
        document.eli.as_deref(),
        Some("http://data.europa.eu/eli/dir/2031/77/oj")
    );
    let article = document
        .sections
        .iter()
        .find(|s| s.number.as_deref() == Some("2"));
    assert_eq!(
        article.map(renvoi_document::Section::label).as_deref(),
        Some("Article 2")
    );
    assert_eq!(document.sections[1].title_line(), "Article premier – Objet");
}

#[test]
fn older_markup_without_divisions() {
    let page = [
        "<html><body>",
        r#"<p class="doc-ti">DÉCISION 2003/4/CE DU CONSEIL</p>"#,
        r#"<p class="normal">vu le traité,</p><p class="normal">considérant ce qui suit:</p>"#,
        r#"<table><tr><td><p class="normal">(1)</p></td><td><p class="normal">Les ponts vieillissent.</p></td></tr></table>"#,
        r#"<p class="normal">DÉCIDE:</p>"#,
        r#"<p class="ti-art">Article premier</p><p class="normal">La décision est modifiée comme suit:</p>"#,
        r#"<p class="ti-art">«Article 7</p><p class="normal">Premier texte cité.</p><p class="ti-art">Article 8</p><p class="normal">Second texte cité.»</p>"#,
        r#"<p class="ti-art">Article 2</p><p class="normal">Fin.</p></body></html>"#,
    ]
    .concat();
    check(
        &page,
        &[
            "heading DÉCISION 2003/4/CE DU CONSEIL",
            "paragraph <> vu le traité,",
            "paragraph <> considérant ce qui suit:",
            "recital <Considérant 1> (1) Les ponts vieillissent.",
            "paragraph <> DÉCIDE:",
            "heading Article premier",
            "paragraph <Article premier> La décision est modifiée comme suit:",
            "paragraph <Article premier> «Article 7",
            "paragraph <Article premier> Premier texte cité.",
            "paragraph <Article premier> Article 8",
            "paragraph <Article premier> Second texte cité.»",
            "heading Article 2",
            "paragraph <Article 2> Fin.",
        ],
    );
}

#[test]
fn a_consolidated_text_without_its_marks() {
    let page = [
        HEAD,
        r#"<p class="reference">02031L0077 — FR — 05.06.2033 — 002.001</p><hr class="separator"/>"#,
        r#"<table><tr><td><p class="arrow"><a href="http://publications.europa.eu/resource/celex/32031L0077">►B</a></p></td><td><p class="title-doc-first">DIRECTIVE (UE) 2031/77 DU CONSEIL</p><p class="title-doc-oj-reference">(JO L 99 du 2.3.2031, p. 1)</p></td></tr></table>"#,
        r#"<div class="eli-subdivision" id="art_1"><p class="title-article-norm">Article premier</p><div class="eli-title"><p class="stitle-article-norm">Objet</p></div>"#,
        r#"<p class="modref"><a href="http://publications.europa.eu/resource/celex/32033L0001">▼M2</a></p>"#,
        r##"<div class="norm"><span class="no-parag">1.  </span><div class="norm inline-element"><p class="norm inline-element">Les ponts (<a href="#E0001" id="src.E0001"><span class="superscript">1</span></a>):</p>"##,
        r#"<div class="grid-container grid-list"><div class="list grid-list-column-1"><span>a) </span></div><div class="grid-list-column-2"><p class="norm">sont <a href="http://publications.europa.eu/resource/celex/32033L0002">►M1</a> solides ◄ ;</p></div></div></div></div></div>"#,
        r##"<p class="footnote">(<a href="#src.E0001" id="E0001"><span class="superscript">1</span></a>) Voir ailleurs.</p></body></html>"##,
    ]
    .concat();
    let document = check(
        &page,
        &[
            "heading DIRECTIVE (UE) 2031/77 DU CONSEIL",
            "paragraph <> (JO L 99 du 2.3.2031, p. 1)",
            "heading Article premier",
            "heading Objet",
            "paragraph <Article premier > 1> 1. Les ponts[1]:",
            "list-item <Article premier > 1 > a> a) sont solides ;",
            "note 1: Voir ailleurs.",
        ],
    );
    assert_eq!(document.id.as_str(), "02031l0077-20330605");
    assert_eq!(document.reference.as_deref(), Some("32031L0077"));
    assert_eq!(
        document.consolidated.map(|d| d.to_string()).as_deref(),
        Some("2033-06-05")
    );
    let cited = document.passages.iter().flat_map(|p| &p.citations);
    assert_eq!(
        cited.filter(|c| c.text.contains("2033")).count(),
        0,
        "addresses behind marks are no citations"
    );
}

const SITE: &str = r#"<!DOCTYPE html><html lang="en"><head><meta name="WT.z_docID" content="31997L0001"></head><body><header class="ecl-site-header__container"><a>Accéder au contenu</a></header><nav><li>Menu</li></nav>"#;

#[test]
fn only_the_document_of_a_saved_page_counts() {
    let act = r#"<div id="TexteOnly"><p><TXT_TE><p>DIRECTIVE 97/1/CE DU CONSEIL du 2 mars 1997 sur les ponts</p><p>LE CONSEIL,</p><p>vu la proposition de la Commission (1),</p><p>considérant que les ponts s&#039;&eacute;croulent;</p><p>A ARRÊTÉ LA PRÉSENTE DIRECTIVE:</p><p>Article premier</p><p>Les ponts tiennent.</p><p>Fait à Bruxelles, le 2 mars 1997.</p><p>Le président</p><p>(1) JO C 50 du 1. 2. 1997, p. 3.</p></TXT_TE></p></div>"#;
    let page =
        format!("{SITE}<div id=\"PP4Contents\">{act}</div><footer>Contact</footer></body></html>");
    let document = check(
        &page,
        &[
            "heading DIRECTIVE 97/1/CE DU CONSEIL du 2 mars 1997 sur les ponts",
            "paragraph <> LE CONSEIL,",
            "paragraph <> vu la proposition de la Commission[1],",
            "recital <> considérant que les ponts s'écroulent;",
            "paragraph <> A ARRÊTÉ LA PRÉSENTE DIRECTIVE:",
            "heading Article premier",
            "paragraph <Article premier> Les ponts tiennent.",
            "paragraph <> Fait à Bruxelles, le 2 mars 1997.",
            "paragraph <> Le président",
            "note 1: JO C 50 du 1. 2. 1997, p. 3.",
        ],
    );
    assert_eq!(document.id.as_str(), "31997l0001");
}

/// Pages of the 1990s have been copied about without the head that named them,
/// and without the division around their text.
#[test]
fn an_old_page_is_known_by_what_it_prints() {
    let long = "considérant qu'il convient de garder les ponts, que les rivières passent dessous, que les voitures passent dessus, que nul ne sait depuis quand, et que le présent texte en dit assez long pour être un paragraphe d'un acte et non une ligne d'une page quelconque;";
    let body = format!(
        "<p>99/412/PESC: Décision du Conseil du 3 juin 1999 sur les ponts</p><p>LE CONSEIL DE L'UNION EUROPÉENNE,</p><p>vu la proposition de la Commission (1),</p><p>{long}</p><p>DÉCIDE:</p><p>Article premier</p><p>Les ponts tiennent.</p><p>Article 2</p><p>La présente décision prend effet ce jour.</p><p>Fait à Bruxelles, le 3 juin 1999.</p><p>(1) JO C 50 du 1. 2. 1999, p. 3.</p>"
    );
    let whole = format!(
        "<html><body><h1>31999D0412</h1><div id=\"TexteOnly\"><p><TXT_TE>{body}</TXT_TE></p></div></body></html>"
    );
    let bare = format!(
        "<html><head><title>EUR-Lex - 31999D0412 - FR</title></head><body>{body}</body></html>"
    );
    // Before 1992 the number of an act ends its title.
    let quatrieme = "<html><body><h1>31978L0333</h1><p><strong>Quatrième directive</strong><br><em><br>Journal officiel n&deg; L 115 du 27/04/1978 p. 0012 - 0018<br> </em></p><div id=\"TexteOnly\"><p><TXT_TE><p>QUATRIÈME DIRECTIVE DU CONSEIL du 25 avril 1978 concernant les barrages (78/333/CEE)</p><p>Article premier</p><p>Les barrages tiennent.</p></TXT_TE></p></div></body></html>";
    let document = read(quatrieme);
    let date = document.date.map(|d| d.to_string());
    assert_eq!(date.as_deref(), Some("1978-04-25"));
    assert_eq!(
        document.journal.as_deref(),
        Some("JO L 115, 27.4.1978, p. 12-18")
    );
    for page in [whole, bare] {
        let document = read(&page);
        assert_eq!(document.id.as_str(), "31999d0412", "{page}");
        assert_eq!(document.reference.as_deref(), Some("31999D0412"));
        let lines = show(&document);
        for line in [
            "paragraph <Article premier> Les ponts tiennent.",
            "note 1: JO C 50 du 1. 2. 1999, p. 3.",
        ] {
            assert!(
                lines.iter().any(|l| l == line),
                "{line}\n{}",
                lines.join("\n")
            );
        }
    }
}

/// Those of the 1970s are in capitals without accents, with spaces around their
/// marks and the notes before the text.
#[test]
fn a_page_of_the_1970s_is_read() {
    let page = "<html><body><h1>31976L0116</h1><div id=\"TexteOnly\"><p><TXT_TE><p>++++</p><p>( 1 ) JO NO C 57 DU 29 . 6 . 1965 , P . 20 .</p><p>DIRECTIVE DU CONSEIL</p><p>DU 18 DECEMBRE 1975</p><p>CONCERNANT LES PONTS</p><p>( 76/116/CEE )</p><p>LE CONSEIL DES COMMUNAUTES EUROPEENNES ,</p><p>VU L ' AVIS DE L ' ASSEMBLEE ( 1 ) ,</p><p>CONSIDERANT , EN OUTRE , QUE LES PONTS TIENNENT ,</p><p>A ARRETE LA PRESENTE DIRECTIVE :</p><p>ARTICLE PREMIER</p><p>1 . LES PONTS COMPRENNENT :</p><p>- LES ARCHES ,</p><p>- LES PILES .</p><p>FAIT A BRUXELLES , LE 18 DECEMBRE 1975 .</p></TXT_TE></p></div></body></html>";
    let document = read(page);
    assert_eq!(document.id.as_str(), "31976l0116");
    assert_eq!(
        show(&document),
        [
            "heading DIRECTIVE DU CONSEIL",
            "heading DU 18 DECEMBRE 1975",
            "heading CONCERNANT LES PONTS",
            "paragraph <> (76/116/CEE)",
            "paragraph <> LE CONSEIL DES COMMUNAUTES EUROPEENNES,",
            "paragraph <> VU L'AVIS DE L'ASSEMBLEE[1],",
            "recital <> CONSIDERANT, EN OUTRE, QUE LES PONTS TIENNENT,",
            "paragraph <> A ARRETE LA PRESENTE DIRECTIVE :",
            "heading ARTICLE PREMIER",
            "paragraph <Article premier > 1> 1. LES PONTS COMPRENNENT :",
            "list-item <Article premier > 1> - LES ARCHES,",
            "list-item <Article premier > 1> - LES PILES.",
            "paragraph <> FAIT A BRUXELLES, LE 18 DECEMBRE 1975.",
            "note 1: JO NO C 57 DU 29. 6. 1965, P. 20.",
        ]
    );
}

#[test]
fn pages_without_a_document_are_refused() {
    let site =
        format!("{SITE}<div id=\"PP4Contents\"><p>Texte non disponible.</p></div></body></html>");
    let deep = format!("<html><body>{}", "<div>".repeat(100_000));
    let crossed = format!("<html><body>{}", "<b><p>".repeat(60_000));
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE html [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>&b;</p></body></html>";
    let plain =
        |text| format!("<html><body><div id=\"TexteOnly\"><p>{text}</p></div></body></html>");
    for (name, page, said) in [
        ("no plain text", plain("").as_str(), "no text"),
        (
            "plain text of the site",
            &plain("Aide</p><p>Mon EUR-Lex"),
            "no text",
        ),
        ("site", &site, "no document in it"),
        ("empty", "<html><body></body></html>", "no text"),
        ("deep", &deep, "inside each other"),
        ("crossed", &crossed, "no text"),
    ] {
        let start = std::time::Instant::now();
        let error = read_bytes("page.html", page.as_bytes()).expect_err(name);
        assert!(error.to_string().contains(said), "{name}: {error}");
        assert!(
            start.elapsed().as_secs() < 20,
            "{name}: {:?}",
            start.elapsed()
        );
    }
    // A document type is not read: nothing of it is expanded.
    match read_bytes("page.html", bomb.as_bytes()) {
        Ok(document) => assert!(!document.passages.iter().any(|p| p.text.contains("aaaa"))),
        Err(ReadError::Damaged { .. }) => {}
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn calls_that_share_opening_brackets_stand_in_order() {
    let call = |n| format!(r##"<a href="#n{n}">{n}</a>)"##);
    let note = |n| format!(r#"<p class="note"><a id="n{n}">({n})</a> Note {n}.</p>"#);
    let page = format!(
        "<html><body><p>Les ponts(({}{} été.</p>{}{}</body></html>",
        call(1),
        call(2),
        note(1),
        note(2)
    );
    check(
        &page,
        &[
            "paragraph <> Les ponts([1][2]) été.",
            "note 1: Note 1.",
            "note 2: Note 2.",
        ],
    );
}

#[test]
fn time_grows_with_the_length_of_a_page() {
    let pages = [
        ("items", "<ol>", "<li>a</li>", "</ol>"),
        (
            "numbers",
            "<p>",
            r#"<span class="no-parag">1.</span>"#,
            "texte</p>",
        ),
        (
            "calls",
            "<p>",
            r##"<a href="#n">1</a>"##,
            r#"</p><p class="note"><a id="n">1</a> Note.</p>"#,
        ),
    ];
    for (name, open, piece, close) in pages {
        let page = format!("<html><body>{open}{}{close}", piece.repeat(50_000));
        let start = std::time::Instant::now();
        read_page_blocks(page.as_bytes()).expect(name);
        let time = start.elapsed();
        assert!(time.as_secs() < 20, "{name}: {time:?}");
    }
}
