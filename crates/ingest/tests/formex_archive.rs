//! Publications of the Official Journal in archives, made for these tests.
//!
//! 1. The act comes first, its annexes in the order of the list, whatever the
//!    files are called and in whatever order they were packed; notes keep their
//!    calls.
//! 2. What is missing is said, and what the list does not name is read all the
//!    same.
//! 3. Archives of something else, of several acts and of bombs are refused in
//!    words that say why.

mod common;

use std::io::{Cursor, Write};

use common::{shared, squeeze};
use renvoi_document::Document;
use renvoi_ingest::{read_bytes, read_formex_archive};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("a new entry");
        zip.write_all(bytes).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}

fn list(main: &str, annexes: &[&str]) -> String {
    let part = |name: &str, file: &str| {
        format!("<{name} NO.SEQ=\"0001\"><REF.PHYS FILE=\"{file}\" TYPE=\"DOC.XML\"/></{name}>")
    };
    let annexes: String = annexes
        .iter()
        .map(|file| part("DOC.SUB.PUB", file))
        .collect();
    format!(
        "<?xml version=\"1.0\"?><DOC><BIB.DOC><PROD.ID>1</PROD.ID></BIB.DOC><FMX>{}{annexes}</FMX></DOC>",
        part("DOC.MAIN.PUB", main)
    )
}

const ACT: &str = "<ACT><BIB.INSTANCE><LG.DOC>FR</LG.DOC></BIB.INSTANCE>\
    <TITLE><TI><P>Directive (UE) 2031/31 du Conseil</P><P>relative à la garde des phares</P></TI></TITLE>\
    <ENACTING.TERMS><ARTICLE><TI.ART>Article premier</TI.ART>\
    <ALINEA>La lampe<NOTE NOTE.ID=\"E1\"><P>De cuivre.</P></NOTE> brûle la nuit.</ALINEA>\
    </ARTICLE></ENACTING.TERMS></ACT>";

fn annex(number: &str, note: &str) -> String {
    format!(
        "<ANNEX><TITLE><TI><P>ANNEXE {number}</P></TI></TITLE><CONTENTS><P>Mèche {number}\
         <NOTE NOTE.ID=\"E1\"><P>{note}</P></NOTE>.</P></CONTENTS></ANNEX>"
    )
}

fn document(bytes: &[u8]) -> Document {
    read_bytes("32031L0031.fmx4.zip", bytes).expect("a document")
}

fn refusal(name: &str, bytes: &[u8]) -> String {
    read_bytes(name, bytes).expect_err(name).to_string()
}

/// The passages that begin with one of some words, in order.
fn beginnings(document: &Document, words: &[&str]) -> Vec<String> {
    let texts = document.passages.iter().map(|p| p.text.as_str());
    let wanted = texts.filter(|text| words.iter().any(|word| text.starts_with(word)));
    wanted.map(str::to_owned).collect()
}

#[test]
fn the_act_comes_first_and_its_annexes_in_the_order_of_the_list() {
    let (first, second) = (annex("I", "De coton."), annex("II", "De lin."));
    let list = list("L_2031007FR.01002701.xml", &["z.xml", "A.XML"]);
    let contents =
        "<PUBLICATION><BIB.OJ/><OJ><TITLE><TI><P>Sommaire</P></TI></TITLE></OJ></PUBLICATION>";
    let document = document(&packed(&[
        ("a.xml", second.as_bytes()),
        ("image.tif", &[0x49; 64]),
        ("L_2031007FR.doc.xml", list.as_bytes()),
        ("L_2031007FR.toc.xml", contents.as_bytes()),
        ("sub\\z.xml", first.as_bytes()),
        ("l_2031007fr.01002701.XML", ACT.as_bytes()),
    ]));
    assert_eq!(document.reference.as_deref(), Some("32031L0031"));
    assert_eq!(document.source.format, "formex");
    assert!(document.warnings.is_empty(), "{:?}", document.warnings);
    assert_eq!(
        beginnings(&document, &["La lampe", "ANNEXE", "Mèche"]),
        [
            "La lampe brûle la nuit.",
            "ANNEXE I",
            "Mèche I.",
            "ANNEXE II",
            "Mèche II."
        ]
    );
    let called: Vec<_> = document
        .passages
        .iter()
        .flat_map(|p| p.calls.iter().map(|call| (p.text.clone(), call.id.clone())))
        .collect();
    assert_eq!(called.len(), 3);
    for ((text, id), (start, note)) in called.iter().zip([
        ("La lampe", "De cuivre."),
        ("Mèche I", "De coton."),
        ("Mèche II", "De lin."),
    ]) {
        assert!(text.starts_with(start), "{text}");
        let found = document.footnotes.iter().find(|n| n.id == *id);
        assert_eq!(found.and_then(|n| n.text.as_deref()), Some(note));
    }
}

#[test]
fn an_act_without_a_list_is_read_too() {
    let annex = annex("I", "De coton.");
    for files in [
        vec![("b.xml", ACT.as_bytes())],
        vec![("a.xml", annex.as_bytes()), ("b.xml", ACT.as_bytes())],
    ] {
        let document = document(&packed(&files));
        assert_eq!(document.reference.as_deref(), Some("32031L0031"));
        let read = beginnings(&document, &["La lampe", "Mèche"]);
        assert_eq!(read.len(), files.len(), "{read:?}");
        assert!(read[0].starts_with("La lampe"));
    }
}

#[test]
fn what_is_missing_is_said_and_what_is_not_listed_is_read() {
    let list = list("act.xml", &["lost.xml"]);
    let annex = annex("I", "De coton.");
    let document = document(&packed(&[
        ("list.doc.xml", list.as_bytes()),
        ("act.xml", ACT.as_bytes()),
        ("other.xml", annex.as_bytes()),
    ]));
    assert!(
        document.warnings.iter().any(|w| w.contains("lost.xml")),
        "{:?}",
        document.warnings
    );
    assert_eq!(beginnings(&document, &["Mèche"]).len(), 1);
}

#[test]
fn other_archives_are_refused_with_a_reason() {
    let list = list("a.xml", &[]);
    let cases: [(&str, Vec<u8>, &str); 8] = [
        (
            "a.zip",
            packed(&[("a.txt", b"Le pont tient.")]),
            "neither DOCX nor Formex",
        ),
        (
            "a.zip",
            packed(&[("a.xml", b"<note>Le pont tient.</note>")]),
            "neither DOCX nor Formex",
        ),
        (
            "a.txt",
            packed(&[("a.txt", b"Le pont tient.")]),
            "neither DOCX nor Formex",
        ),
        ("a.zip", packed(&[]), "neither DOCX nor Formex"),
        (
            "a.zip",
            packed(&[("a.xml", ACT.as_bytes()), ("b.xml", ACT.as_bytes())]),
            "several texts",
        ),
        (
            "a.zip",
            packed(&[
                ("a.doc.xml", list.as_bytes()),
                ("b.doc.xml", list.as_bytes()),
                ("a.xml", ACT.as_bytes()),
            ]),
            "several texts",
        ),
        (
            "a.zip",
            packed(&[("a.xml", b"<ACT><P>Le pont"), ("b.txt", b"")]),
            "a.xml: ",
        ),
        (
            "a.zip",
            packed(&[("a.doc.xml", list.as_bytes())]),
            "none of its files",
        ),
    ];
    for (name, bytes, words) in cases {
        let said = refusal(name, &bytes);
        assert!(said.contains(words), "{words}: {said}");
    }
    let whole = packed(&[("a.xml", ACT.as_bytes())]);
    assert!(refusal("a.zip", &whole[..whole.len() - 30]).contains("cut off"));
    // A text that begins with the letters of an archive.
    assert!(read_bytes("a.txt", "PKI de l’Union : le pont tient.".as_bytes()).is_ok());
}

#[test]
fn bombs_are_refused() {
    let text = format!("<ACT><P>{}</P></ACT>", " ".repeat(100 << 20));
    let said = refusal("a.zip", &packed(&[("a.xml", text.as_bytes())]));
    assert!(said.contains("more than"), "{said}");
    let names: Vec<String> = (0..10_001).map(|n| format!("{n}.xml")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), &b""[..])).collect();
    assert!(refusal("a.zip", &packed(&many)).contains("10000"));
}

#[test]
fn an_annex_without_text_costs_nothing_else() {
    let picture = "<ANNEX><CONTENTS><INCL.ELEMENT FILEREF=\"a.tif\"/></CONTENTS></ANNEX>";
    let list = list("a.xml", &["b.xml", "c.xml"]);
    let lamp = annex("II", "De lin.");
    let document = document(&packed(&[
        ("l.doc.xml", list.as_bytes()),
        ("a.xml", ACT.as_bytes()),
        ("b.xml", picture.as_bytes()),
        ("c.xml", lamp.as_bytes()),
    ]));
    assert_eq!(document.footnotes.len(), 2);
    let said = document
        .warnings
        .iter()
        .any(|w| format!("{w:?}").contains("b.xml"));
    assert!(said, "{:?}", document.warnings);
}

#[test]
fn a_list_takes_time_in_proportion() {
    let many: Vec<String> = (0..60_000).map(|n| format!("{n}.tif")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let list = list("a.xml", &many);
    let names: Vec<String> = (0..5_000).map(|n| format!("{n}.txt")).collect();
    let mut files: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), &b""[..])).collect();
    files.extend([("l.doc.xml", list.as_bytes()), ("a.xml", ACT.as_bytes())]);
    let bytes = packed(&files);
    let start = std::time::Instant::now();
    let document = document(&bytes);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    assert!(document.warnings.len() <= 1_000);
}

/// Files of the Publications Office, packed as it packs them.
#[test]
fn corpus_files_read_the_same_in_an_archive() {
    let Some(folder) = shared("corpus/eurlex") else {
        return;
    };
    let mut read = 0;
    for entry in std::fs::read_dir(folder).expect("the corpus") {
        let path = entry.expect("an entry").path();
        if !path.to_string_lossy().ends_with(".fmx4.xml") {
            continue;
        }
        let xml = std::fs::read(&path).expect("a file");
        let alone = read_bytes("x.xml", &xml).expect("a document");
        let list = list("text.fmx.xml", &[]);
        let together = read_bytes(
            "x.zip",
            &packed(&[
                ("text.doc.fmx.xml", list.as_bytes()),
                ("text.fmx.xml", &xml),
            ]),
        )
        .expect("a document");
        let text = |document: &Document| {
            let texts = document.passages.iter().map(|p| squeeze(&p.text));
            texts.collect::<Vec<_>>()
        };
        assert_eq!(text(&alone), text(&together), "{}", path.display());
        assert_eq!(alone.footnotes.len(), together.footnotes.len());
        assert_eq!(alone.celex, together.celex);
        read += 1;
    }
    assert!(read > 0, "no Formex in the corpus");
}

/// Two files that `renvoi fetch` saves say by their names alone what they are.
#[test]
fn names_of_fetched_files_are_understood() {
    let corrigendum = "<CORR><BIB.INSTANCE><LG.DOC>FR</LG.DOC></BIB.INSTANCE><TITLE><TI><P>Rectificatif à la \
        directive des phares</P></TI></TITLE><CONTENTS.CORR><CORRECTION><DESCRIPTION>Page 27</DESCRIPTION>\
        </CORRECTION></CONTENTS.CORR></CORR>";
    let zip = packed(&[("a.xml", corrigendum.as_bytes())]);
    for (name, bytes) in [
        ("32031L0031R(02).fmx4.xml", corrigendum.as_bytes()),
        ("32031L0031R(02).fmx4.zip", &zip),
    ] {
        let document = read_bytes(name, bytes).expect(name);
        assert_eq!(document.celex.as_deref(), Some("32031L0031R(02)"));
        assert_eq!(document.corrects.as_deref(), Some("32031L0031"));
    }
}

/// A DOCX is another reader's, even with Formex beside its text.
#[test]
fn archives_without_formex_have_none() {
    let bytes = packed(&[("a.bin", b"rien")]);
    assert!(read_formex_archive(&bytes).expect("an archive").is_none());
}
