//! The DOCX reader.
//!
//! 1. What each construct of Word becomes: `data/docx-cases.txt`, one case a
//!    section.
//! 2. A hostile or damaged file is refused in words, quickly and in bounded
//!    memory; it never panics.

mod word_file;

use std::fmt::Write;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use renvoi_ingest::ReadError;
use renvoi_ingest::blocks::{Block, Blocks, Note, Shape};
use renvoi_ingest::{read_docx_blocks, recognises_docx};
use word_file::WordFile;
use zip::CompressionMethod;

/// No file of these tests takes longer, debug build included.
const PATIENCE: Duration = Duration::from_secs(60);

/// Blocks and notes as lines: the shape, then the text with its calls.
fn show(read: &Blocks) -> String {
    let mut lines = String::new();
    for block in &read.blocks {
        let shape = match block.shape {
            Shape::Plain => "P".to_owned(),
            Shape::Text => "T".to_owned(),
            Shape::Item => format!("I{}", block.depth),
            Shape::Recital => "R".to_owned(),
            Shape::Heading(level) => format!("H{}", level.unwrap_or(0)),
            Shape::Subtitle => "S".to_owned(),
            Shape::Row => "W".to_owned(),
        };
        let text = marked(block, &read.notes);
        let text = text.replace('\t', "→").replace('\u{2003}', " | ");
        writeln!(lines, "{shape} {text}").expect("memory takes it");
    }
    for note in &read.notes {
        let label = note.label.as_ref().map(|label| format!("={label}"));
        let text = note.text.as_deref().unwrap_or("(missing)");
        writeln!(lines, "N{}{} {text}", note.number, label.unwrap_or_default())
            .expect("memory takes it");
    }
    for warning in &read.warnings {
        writeln!(lines, "! {warning}").expect("memory takes it");
    }
    lines
}

fn marked(block: &Block, notes: &[Note]) -> String {
    let mut text = block.text.clone();
    for call in block.calls.iter().rev() {
        text.insert_str(call.at, &format!("⟦{}⟧", notes[call.note].number));
    }
    text
}

/// One case: `== name`, then parts as `part: XML` over one or more lines, then
/// `--` and what is expected.
fn cases() -> Vec<(String, WordFile, String)> {
    let data = include_str!("data/docx-cases.txt");
    let sections = data.split("\n== ").skip(1);
    sections
        .map(|section| {
            let (name, rest) = section.split_once('\n').expect("a name");
            let (source, expected) = rest.split_once("\n--\n").expect("an expectation");
            let mut parts: Vec<(&str, String)> = Vec::new();
            for line in source.lines() {
                match line.split_once(": ").filter(|(part, _)| !part.contains('<')) {
                    Some((part, xml)) => parts.push((part, xml.to_owned())),
                    None => parts.last_mut().expect("a part").1.push_str(line.trim()),
                }
            }
            let mut file = WordFile::new("");
            for (part, xml) in &parts {
                match *part {
                    "document" => file.part("document", &format!("<body>{xml}</body>")),
                    "core" => file.raw("docProps/core.xml", format!("<c xmlns:dc='urn:dc'>{xml}</c>")),
                    part => file.part(part, xml),
                }
            }
            (name.to_owned(), file, expected.trim_end().to_owned() + "\n")
        })
        .collect()
}

#[test]
fn constructs_of_word() {
    let cases = cases();
    assert!(cases.len() > 30, "the cases were not found");
    let mut wrong = String::new();
    for (name, file, expected) in cases {
        let bytes = file.bytes();
        assert!(recognises_docx(&bytes), "{name}");
        let found = match read_docx_blocks(&bytes) {
            Ok(read) => show(&read),
            Err(error) => format!("error: {error}\n"),
        };
        if found != expected {
            write!(wrong, "\n== {name}\n{found}-- expected\n{expected}").expect("memory takes it");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_a_document_says_of_itself() {
    let title = |body: &str, core: &str| {
        let mut file = WordFile::new(body);
        file.raw("docProps/core.xml", format!("<c xmlns:dc='urn:dc'>{core}</c>"));
        file.part("styles", "<style type='paragraph' styleId='T'><name val='Title'/></style>");
        read_docx_blocks(&file.bytes()).expect("a document").about
    };
    let plain = "<p><r><t>Texte.</t></r></p>";
    let about = title(plain, "<dc:title>Stratégie de sécurité</dc:title><dc:language>fr-BE</dc:language>");
    assert_eq!(about.title.as_deref(), Some("Stratégie de sécurité"));
    assert_eq!(about.language.as_deref(), Some("fr"));
    assert_eq!(title(plain, "<dc:title>Microsoft Word - x.doc</dc:title>").title, None);
    let styled = "<p><pPr><pStyle val='T'/></pPr><r><t>Le vrai titre</t></r></p>";
    let about = title(styled, "<dc:title>Un autre titre</dc:title>");
    assert_eq!(about.title.as_deref(), Some("Le vrai titre"));
    let cover = "<p><pPr><pStyle val='Emission'/></pPr><r><t>Bruxelles, le 24.7.2020</t></r></p>\
        <p><pPr><pStyle val='Typedudocument_cp'/></pPr><r><t>COMMUNICATION</t></r></p>\
        <p><pPr><pStyle val='Titreobjet_cp'/></pPr><r><t>relative à la stratégie</t></r></p>";
    let about = title(cover, "");
    assert_eq!(about.title.as_deref(), Some("COMMUNICATION relative à la stratégie"));
    assert_eq!(about.date, jiff::civil::Date::new(2020, 7, 24).ok());
}

const TEXT: &str = "<p><r><t>Texte.</t></r></p>";

/// Reads a file that must be refused, and gives the words.
fn refusal(name: &str, bytes: &[u8]) -> String {
    let start = Instant::now();
    let read = read_docx_blocks(bytes);
    assert!(start.elapsed() < PATIENCE, "{name} took {:?}", start.elapsed());
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
    let old = [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 512]].concat();
    assert!(recognises_docx(&old));
    assert!(!recognises_docx(b"PK\x03\x04 and no more"));
    assert!(!recognises_docx(b"%PDF-1.7 word/document.xml"));
    let mut workbook = WordFile::default();
    workbook.raw("xl/workbook.xml", "<workbook/>");
    assert!(!recognises_docx(&workbook.bytes()));
    let cases = [
        ("nothing", Vec::new(), "archive cannot be opened"),
        ("garbage", vec![0xAA; 5000], "archive cannot be opened"),
        ("old or protected", old, "save it as DOCX without a password"),
        ("cut off", whole[..whole.len() / 2].to_vec(), "cut off"),
        ("workbook", workbook.bytes(), "a workbook or slides"),
        (
            "no document",
            WordFile::new(TEXT).without("word/document.xml").bytes(),
            "no word/document.xml",
        ),
        ("no text", WordFile::new("").bytes(), "holds no text"),
        ("not XML", document("Bonjour & bienvenue < ici".into()).bytes(), "word/document.xml"),
        ("cut off inside", document("<w:document><w:body><w:p>".into()).bytes(), "cut off"),
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
    let unknown = "<w:document><w:body><w:p><w:r><w:t>&xxe;</w:t></w:r></w:p></w:body></w:document>";
    assert!(refusal("entity", &document(unknown.into()).bytes()).contains("entity"));
}

#[test]
fn sizes_are_bounded() {
    let deep = format!("<w:document>{}", "<w:p>".repeat(100_000));
    assert!(refusal("deep", &document(deep).bytes()).contains("256"));
    let bomb = format!("<w:document><w:body>{}", " ".repeat(10 << 20));
    assert!(refusal("ratio", &document(bomb).bytes()).contains("200 times"));
    let huge = WordFile::new(&" ".repeat(129 << 20));
    assert!(refusal("size", &huge.packed(CompressionMethod::Stored)).contains("134217728 bytes"));
    let mut many = WordFile::new(TEXT);
    for n in 0..10_001 {
        many.empty(&format!("word/media/{n}.png"));
    }
    assert!(refusal("entries", &many.bytes()).contains("10000"));
    let prefixes: String = (0..100_000)
        .map(|n| format!(" xmlns:p{n}='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"))
        .collect();
    assert!(refusal("prefixes", &document(format!("<a{prefixes}/>")).bytes()).contains("prefixes"));
    let paragraphs = WordFile::new(&"<p><r><t>a</t></r></p>".repeat(500_001));
    assert!(refusal("paragraphs", &paragraphs.packed(CompressionMethod::Stored)).contains("paragraphs"));
    let calls = WordFile::new(&"<r><footnoteReference id='1'/></r>".repeat(200_001));
    assert!(refusal("calls", &calls.packed(CompressionMethod::Stored)).contains("calls"));
}

/// What is odd, large or repeated and yet a document is read, in linear time.
#[test]
fn much_of_one_thing_is_read() {
    let n = 20_000;
    let cases = [
        ("empty paragraphs", "<p/>".repeat(1_000_000)),
        ("fields never closed", "<r><fldChar fldCharType='begin'/></r>".repeat(n)),
        ("fields never opened", "<r><fldChar fldCharType='end'/></r>".repeat(n)),
        ("marks deleted", "<p><pPr><rPr><del/></rPr></pPr><r><t>a</t></r></p>".repeat(n)),
        ("marks hidden", "<p><pPr><rPr><vanish/></rPr></pPr><r><t>a</t></r></p>".repeat(n)),
        ("cells", format!("<tbl><tr>{}</tr></tbl>", "<tc><p><r><t>a</t></r></p></tc>".repeat(n))),
        ("rows out of place", "<tr><tc><p><r><t>a</t></r></p></tc></tr>".repeat(n)),
        ("text boxes", format!("<p>{}</p>", "<r><txbxContent><p/></txbxContent></r>".repeat(n))),
        ("tables in tables", "<tbl><tr><tc>".repeat(80) + &"</tc></tr></tbl>".repeat(80)),
        ("paragraphs in paragraphs", "<p><r><t>a</t></r>".repeat(250) + &"</p>".repeat(250)),
    ];
    for (name, body) in cases {
        let file = WordFile::new(&format!("{TEXT}{body}<p><r><t>Fin.</t></r></p>"));
        let start = Instant::now();
        let read = read_docx_blocks(&file.packed(CompressionMethod::Stored));
        assert!(start.elapsed() < PATIENCE, "{name} took {:?}", start.elapsed());
        let read = read.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(read.blocks.iter().any(|b| b.text.ends_with("Fin.")), "{name}");
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
    assert_eq!(show(&read_docx_blocks(&file.bytes()).expect("a document")), "P Texte.\n");
}

/// Two parts of one name: which is meant, nothing says.
#[test]
fn two_parts_of_one_name() {
    let mut file = WordFile::new(TEXT);
    file.raw("word/documenu.xml", "<other/>");
    let mut bytes = file.packed(CompressionMethod::Stored);
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(17).position(|w| w == b"word/documenu.xml") {
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
fn a_part_in_utf_16_is_read() {
    let xml = format!("\u{feff}<w:document><w:body>{}</w:body></w:document>", TEXT.replace('<', "<w:").replace("<w:/", "</w:"));
    let wide: Vec<u8> = xml.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut file = WordFile::new("");
    file.raw("word/document.xml", wide);
    assert_eq!(show(&read_docx_blocks(&file.bytes()).expect("a document")), "P Texte.\n");
}

#[test]
fn a_damaged_part_beside_the_text_is_reported() {
    let mut file = WordFile::new(TEXT);
    file.raw("word/styles.xml", "<w:styles><w:style>");
    let read = read_docx_blocks(&file.bytes()).expect("a document");
    assert!(read.warnings[0].contains("word/styles.xml"), "{:?}", read.warnings);
    file.raw("word/footnotes.xml", "<w:footnotes>");
    assert!(matches!(read_docx_blocks(&file.bytes()), Err(ReadError::Damaged { .. })));
}

/// Elements of Word in any order and nesting.
fn element() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "<t>mot </t>", "<t>(</t>", "<t>)</t>", "<tab/>", "<br/>", "<footnoteReference id='1'/>",
        "<footnoteReference id='2' customMarkFollows='1'/>", "<endnoteReference id='1'/>", "<footnoteRef/>",
        "<fldChar fldCharType='begin'/>", "<fldChar fldCharType='separate'/>", "<fldChar fldCharType='end'/>",
        "<instrText>NOTEREF _x \\f</instrText>", "<rPr><vanish/></rPr>", "<sectPr/>", "<sym font='Symbol' char='F062'/>",
        "<pPr><pStyle val='Heading1'/><rPr><del/></rPr></pPr>", "<pPr><numPr><numId val='1'/></numPr></pPr>",
        "<trPr><del/></trPr>", "<sdtPr><showingPlcHdr/></sdtPr>", "<pPr><framePr dropCap='drop'/></pPr>",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(6, 60, 6, |inner| {
        let names = prop::sample::select(vec![
            "p", "r", "tbl", "tr", "tc", "ins", "del", "txbxContent", "sdt", "sdtContent", "fldSimple",
            "mc:AlternateContent", "mc:Choice", "mc:Fallback", "footnote", "hyperlink",
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
