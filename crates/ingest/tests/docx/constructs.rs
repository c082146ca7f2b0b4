//! What each construct of Word becomes.

use std::fmt::Write;

use renvoi_ingest::blocks::{Block, Blocks, Note, Shape};
use renvoi_ingest::{read_docx_blocks, recognises_docx};

use crate::word_file::{TEXT, WordFile};

/// Blocks and notes as lines: the shape, then the text with its calls.
pub(crate) fn show(read: &Blocks) -> String {
    let mut lines = String::new();
    for block in &read.blocks {
        let shape = match block.shape {
            Shape::Plain => "P".to_owned(),
            Shape::Text => "T".to_owned(),
            Shape::Item => format!("I{}", block.depth),
            Shape::Recital => "R".to_owned(),
            Shape::Division(_) => "division".to_owned(),
            Shape::Heading(level) => format!("H{}", level.unwrap_or(0)),
            Shape::Subtitle => "S".to_owned(),
            Shape::Title => "D".to_owned(),
            Shape::Row => "W".to_owned(),
        };
        let text = marked(block, &read.notes);
        let text = text.replace('\t', "→").replace('\u{2003}', " | ");
        writeln!(lines, "{shape} {text}").expect("memory takes it");
    }
    for note in &read.notes {
        let label = note.label.as_ref().map(|label| format!("={label}"));
        let text = note.text.as_deref().unwrap_or("(missing)");
        writeln!(
            lines,
            "N{}{} {text}",
            note.number,
            label.unwrap_or_default()
        )
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
    let data = include_str!("cases.txt");
    let sections = data.split("\n== ").skip(1);
    sections
        .map(|section| {
            let (name, rest) = section.split_once('\n').expect("a name");
            let (source, expected) = rest.split_once("\n--\n").expect("an expectation");
            let mut parts: Vec<(&str, String)> = Vec::new();
            for line in source.lines() {
                match line
                    .split_once(": ")
                    .filter(|(part, _)| !part.contains('<'))
                {
                    Some((part, xml)) => parts.push((part, xml.to_owned())),
                    None => parts.last_mut().expect("a part").1.push_str(line.trim()),
                }
            }
            let mut file = WordFile::new("");
            for (part, xml) in &parts {
                match *part {
                    "document" => file.part("document", &format!("<body>{xml}</body>")),
                    "core" => file.raw(
                        "docProps/core.xml",
                        format!("<c xmlns:dc='urn:dc'>{xml}</c>"),
                    ),
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
        file.raw(
            "docProps/core.xml",
            format!("<c xmlns:dc='urn:dc'>{core}</c>"),
        );
        file.part(
            "styles",
            "<style type='paragraph' styleId='T'><name val='Title'/></style>",
        );
        read_docx_blocks(&file.bytes()).expect("a document").about
    };
    let plain = "<p><r><t>Les États membres veillent à la sécurité de leurs réseaux.</t></r></p>";
    let about = title(
        plain,
        "<dc:title>Stratégie de sécurité</dc:title><dc:language>fr-BE</dc:language>",
    );
    assert_eq!(about.title.as_deref(), Some("Stratégie de sécurité"));
    assert_eq!(about.language.as_deref(), Some("fr"));
    let about = title(plain, "<dc:language>en-US</dc:language>");
    assert_eq!(about.language, None, "the program's own language");
    assert_eq!(
        title(plain, "<dc:title>Microsoft Word - x.doc</dc:title>").title,
        None
    );
    let styled = "<p><pPr><pStyle val='T'/></pPr><r><t>Le vrai titre</t></r></p>";
    let about = title(styled, "<dc:title>Un autre titre</dc:title>");
    assert_eq!(about.title.as_deref(), Some("Le vrai titre"));
    let cover = "<p><pPr><pStyle val='Emission'/></pPr><r><t>Bruxelles, le 24.7.2020</t></r></p>\
        <p><pPr><pStyle val='Statut'/></pPr><r><t>Proposition de</t></r></p>\
        <p><pPr><pStyle val='Typedudocument_cp'/></pPr><r><t>COMMUNICATION</t></r></p>\
        <p><pPr><pStyle val='Titreobjet_cp'/></pPr><r><t>relative à la stratégie</t></r></p>";
    let about = title(cover, "");
    assert_eq!(
        about.title.as_deref(),
        Some("Proposition de COMMUNICATION relative à la stratégie")
    );
    assert_eq!(about.date, jiff::civil::Date::new(2020, 7, 24).ok());
}

#[test]
fn a_part_in_utf_16_is_read() {
    let xml = format!(
        "\u{feff}<w:document><w:body>{}</w:body></w:document>",
        TEXT.replace('<', "<w:").replace("<w:/", "</w:")
    );
    let wide: Vec<u8> = xml.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut file = WordFile::new("");
    file.raw("word/document.xml", wide);
    assert_eq!(
        show(&read_docx_blocks(&file.bytes()).expect("a document")),
        "P Texte.\n"
    );
}
