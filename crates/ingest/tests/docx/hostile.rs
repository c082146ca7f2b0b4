//! Damaged and hostile files.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use renvoi_ingest::{ReadError, read_docx_blocks, recognises_docx};
use zip::CompressionMethod;

use crate::constructs::show;
use crate::word_file::{TEXT, WordFile};

/// No file of these tests takes longer, debug build included.
const PATIENCE: Duration = Duration::from_mins(1);

/// Reads a file that must be refused, and gives the words.
fn refusal(name: &str, bytes: &[u8]) -> String {
    let start = Instant::now();
    let read = read_docx_blocks(bytes);
    assert!(
        start.elapsed() < PATIENCE,
        "{name} took {:?}",
        start.elapsed()
    );
    match read {
        Err(error) => error.to_string(),
        Ok(_) => panic!("{name} was read"),
    }
}

fn document(xml: String) -> WordFile {
    let mut file = WordFile::new("");
    file.raw("word/document.xml", xml);
    file
}

#[test]
fn files_that_are_no_word_files() {
    let whole = WordFile::new(TEXT).bytes();
    let old = [
        &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..],
        &[0; 512],
    ]
    .concat();
    assert!(recognises_docx(&old));
    assert!(!recognises_docx(b"PK\x03\x04 and no more"));
    assert!(!recognises_docx(b"%PDF-1.7 word/document.xml"));
    let mut workbook = WordFile::default();
    workbook.raw("xl/workbook.xml", "<workbook/>");
    assert!(!recognises_docx(&workbook.bytes()));
    let cases = [
        ("nothing", Vec::new(), "archive cannot be opened"),
        ("garbage", vec![0xAA; 5000], "archive cannot be opened"),
        (
            "old or protected",
            old,
            "save it as DOCX without a password",
        ),
        ("cut off", whole[..whole.len() / 2].to_vec(), "cut off"),
        ("workbook", workbook.bytes(), "a workbook or slides"),
        (
            "no document",
            WordFile::new(TEXT).without("word/document.xml").bytes(),
            "no word/document.xml",
        ),
        ("no text", WordFile::new("").bytes(), "holds no text"),
        (
            "not XML",
            document("Bonjour & bienvenue < ici".into()).bytes(),
            "word/document.xml",
        ),
        (
            "cut off inside",
            document("<w:document><w:body><w:p>".into()).bytes(),
            "cut off",
        ),
    ];
    for (name, bytes, words) in cases {
        let error = refusal(name, &bytes);
        assert!(error.contains(words), "{name}: {error}");
    }
}

#[test]
fn a_cut_or_changed_file_never_panics() {
    let whole = WordFile::new(TEXT).bytes();
    for end in 0..whole.len() {
        assert!(read_docx_blocks(&whole[..end]).is_err());
    }
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 0x55;
        let _ = recognises_docx(&changed);
        let _ = read_docx_blocks(&changed);
    }
}

#[test]
fn entities_are_never_defined() {
    let bomb = r#"<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document>&b;</w:document>"#;
    let outside = r#"<!DOCTYPE d SYSTEM "file:///etc/passwd"><w:document><w:body/></w:document>"#;
    for xml in [bomb, outside] {
        let error = refusal("document type", &document(xml.into()).bytes());
        assert!(error.contains("document type"), "{error}");
    }
    let unknown =
        "<w:document><w:body><w:p><w:r><w:t>&xxe;</w:t></w:r></w:p></w:body></w:document>";
    assert!(refusal("entity", &document(unknown.into()).bytes()).contains("entity"));
}

#[test]
fn sizes_are_bounded() {
    let deep = format!("<w:document>{}", "<w:p>".repeat(100_000));
    assert!(refusal("deep", &document(deep).bytes()).contains("256"));
    let bomb = format!("<w:document><w:body>{}", " ".repeat(10 << 20));
    assert!(refusal("ratio", &document(bomb).bytes()).contains("200 times"));
    let mut many = WordFile::new(TEXT);
    for n in 0..10_001 {
        many.empty(&format!("word/media/{n}.png"));
    }
    assert!(refusal("entries", &many.bytes()).contains("10000"));
    let mut prefixes = String::new();
    for n in 0..100_000 {
        prefixes += " xmlns:p";
        prefixes += &n.to_string();
        prefixes += "='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";
    }
    assert!(refusal("prefixes", &document(format!("<a{prefixes}/>")).bytes()).contains("prefixes"));
    let calls = WordFile::new(&"<r><footnoteReference id='1'/></r>".repeat(200_001));
    assert!(refusal("calls", &calls.packed(CompressionMethod::Stored)).contains("calls"));
}

/// What is odd, large or repeated and yet a document is read, in linear time.
#[test]
fn much_of_one_thing_is_read() {
    let n = 10_000;
    let cases = [
        ("empty paragraphs", "<p/>".repeat(200_000)),
        (
            "fields never closed",
            "<r><fldChar fldCharType='begin'/></r>".repeat(n),
        ),
        (
            "fields never opened",
            "<r><fldChar fldCharType='end'/></r>".repeat(n),
        ),
        (
            "marks deleted",
            "<p><pPr><rPr><del/></rPr></pPr><r><t>a</t></r></p>".repeat(n),
        ),
        (
            "marks hidden",
            "<p><pPr><rPr><vanish/></rPr></pPr><r><t>a</t></r></p>".repeat(n),
        ),
        (
            "cells",
            format!(
                "<tbl><tr>{}</tr></tbl>",
                "<tc><p><r><t>a</t></r></p></tc>".repeat(n)
            ),
        ),
        (
            "rows out of place",
            "<tr><tc><p><r><t>a</t></r></p></tc></tr>".repeat(n),
        ),
        (
            "text boxes",
            format!(
                "<p>{}</p>",
                "<r><txbxContent><p/></txbxContent></r>".repeat(n)
            ),
        ),
        (
            "tables in tables",
            "<tbl><tr><tc>".repeat(80) + &"</tc></tr></tbl>".repeat(80),
        ),
        (
            "paragraphs in paragraphs",
            "<p><r><t>a</t></r>".repeat(250) + &"</p>".repeat(250),
        ),
    ];
    for (name, body) in cases {
        let file = WordFile::new(&format!("{TEXT}{body}<p><r><t>Fin.</t></r></p>"));
        let start = Instant::now();
        let read = read_docx_blocks(&file.packed(CompressionMethod::Stored));
        assert!(
            start.elapsed() < PATIENCE,
            "{name} took {:?}",
            start.elapsed()
        );
        let read = read.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(
            read.blocks.iter().any(|b| b.text.ends_with("Fin.")),
            "{name}"
        );
    }
}

#[test]
fn definitions_that_turn_in_circles() {
    let mut file = WordFile::new(
        "<p><pPr><pStyle val='A'/><numPr><ilvl val='8'/><numId val='1'/></numPr></pPr><r><t>Texte</t></r></p>",
    );
    file.part(
        "styles",
        "<style styleId='A'><basedOn val='B'/></style><style styleId='B'><basedOn val='A'/></style>",
    );
    file.part(
        "numbering",
        &format!(
            "<abstractNum abstractNumId='0'><numStyleLink val='L'/><styleLink val='L'/><lvl ilvl='8'><start val='4294967295'/>\
             <numFmt val='upperLetter'/><lvlText val='{}'/></lvl><lvl ilvl='99'><start val='-5'/></lvl></abstractNum>\
             <num numId='1'><abstractNumId val='0'/></num>",
            "%9".repeat(50)
        ),
    );
    let read = read_docx_blocks(&file.bytes()).expect("a document");
    assert!(read.blocks[0].text.ends_with("Texte"));
}

#[test]
fn relationships_do_not_lead_out() {
    let mut file = WordFile::new(TEXT);
    file.raw(
        "word/_rels/document.xml.rels",
        "<Relationships><Relationship Type='x/footnotes' Target='../../../etc/passwd'/>\
         <Relationship Type='x/styles' TargetMode='External' Target='http://example.org/styles.xml'/>\
         <Relationship Type='x/endnotes' Target='file:///etc/passwd'/></Relationships>",
    );
    assert_eq!(
        show(&read_docx_blocks(&file.bytes()).expect("a document")),
        "P Texte.\n"
    );
}

/// Two parts of one name: which is meant, nothing says.
#[test]
fn two_parts_of_one_name() {
    let mut file = WordFile::new(TEXT);
    file.raw("word/documenu.xml", "<other/>");
    let mut bytes = file.packed(CompressionMethod::Stored);
    let mut at = 0;
    while let Some(found) = bytes[at..]
        .windows(17)
        .position(|w| w == b"word/documenu.xml")
    {
        bytes[at + found + 12] = b't';
        at += found + 1;
    }
    assert!(refusal("duplicates", &bytes).contains("two parts of one name"));
}

#[test]
fn protected_entries_are_said() {
    let mut bytes = WordFile::new(TEXT).bytes();
    // The first bit of the flags, in every header.
    for (signature, flags) in [(*b"PK\x01\x02", 8), (*b"PK\x03\x04", 6)] {
        let mut at = 0;
        while let Some(found) = bytes[at..].windows(4).position(|w| w == signature) {
            bytes[at + found + flags] |= 1;
            at += found + 4;
        }
    }
    assert!(refusal("protected", &bytes).contains("password"));
}

#[test]
fn a_damaged_part_beside_the_text_is_reported() {
    let mut file = WordFile::new(TEXT);
    file.raw("word/styles.xml", "<w:styles><w:style>");
    let read = read_docx_blocks(&file.bytes()).expect("a document");
    assert!(
        read.warnings[0].contains("word/styles.xml"),
        "{:?}",
        read.warnings
    );
    file.raw("word/footnotes.xml", "<w:footnotes>");
    assert!(matches!(
        read_docx_blocks(&file.bytes()),
        Err(ReadError::Damaged { .. })
    ));
}

/// Elements of Word in any order and nesting.
fn element() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "<t>mot </t>",
        "<t>(</t>",
        "<t>)</t>",
        "<tab/>",
        "<br/>",
        "<footnoteReference id='1'/>",
        "<footnoteReference id='2' customMarkFollows='1'/>",
        "<endnoteReference id='1'/>",
        "<footnoteRef/>",
        "<fldChar fldCharType='begin'/>",
        "<fldChar fldCharType='separate'/>",
        "<fldChar fldCharType='end'/>",
        "<instrText>NOTEREF _x \\f</instrText>",
        "<rPr><vanish/></rPr>",
        "<sectPr/>",
        "<sym font='Symbol' char='F062'/>",
        "<pPr><pStyle val='Heading1'/><rPr><del/></rPr></pPr>",
        "<pPr><numPr><numId val='1'/></numPr></pPr>",
        "<trPr><del/></trPr>",
        "<sdtPr><showingPlcHdr/></sdtPr>",
        "<pPr><framePr dropCap='drop'/></pPr>",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(6, 60, 6, |inner| {
        let names = prop::sample::select(vec![
            "p",
            "r",
            "tbl",
            "tr",
            "tc",
            "ins",
            "del",
            "txbxContent",
            "sdt",
            "sdtContent",
            "fldSimple",
            "mc:AlternateContent",
            "mc:Choice",
            "mc:Fallback",
            "footnote",
            "hyperlink",
        ]);
        (names, prop::collection::vec(inner, 0..6))
            .prop_map(|(name, inside)| format!("<{name}>{}</{name}>", inside.concat()))
    })
}

proptest! {
    /// Whatever stands where, offsets fit the text and calls fit the notes.
    #[test]
    fn any_nesting_is_read(body in prop::collection::vec(element(), 0..8)) {
        let mut file = WordFile::new(&body.concat());
        file.part("footnotes", &format!("<footnote id='1'>{}</footnote>", body.concat()));
        file.part("numbering", "<abstractNum abstractNumId='0'><lvl ilvl='0'><lvlText val='%1.'/></lvl></abstractNum><num numId='1'><abstractNumId val='0'/></num>");
        if let Ok(read) = read_docx_blocks(&file.packed(CompressionMethod::Stored)) {
            for block in &read.blocks {
                prop_assert!(!block.text.is_empty() || !block.calls.is_empty());
                for call in &block.calls {
                    prop_assert!(block.text.is_char_boundary(call.at));
                    prop_assert!(call.note < read.notes.len());
                }
                prop_assert!(block.calls.is_sorted_by_key(|call| call.at));
            }
        }
    }
}
