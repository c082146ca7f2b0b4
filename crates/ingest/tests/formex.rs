//! Formex files, made for these tests, and what is read of them.
//!
//! 1. Each `data/formex/NAME.xml` reads as `NAME.txt` beside it: what the file
//!    says of itself, a line a paragraph, a line a note. A call stands in its
//!    place as `[^1]`, counted in the order of the notes; `|` sets cells apart.
//! 2. What is no document is refused, with words that say why.
//! 3. No input takes more than a moment, whatever it is made of.
//!
//! `FORMEX_BLESS=1 cargo test -p renvoi-ingest --test formex` writes the `.txt`
//! anew: read the difference before you keep it.

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use renvoi_ingest::blocks::{Block, Blocks, Shape};
use renvoi_ingest::{ReadError, read_formex_blocks};

fn read(bytes: &[u8]) -> Result<Blocks, ReadError> {
    read_formex_blocks(bytes).expect("recognised as Formex")
}

#[test]
fn files_read_as_written_beside_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formex");
    let mut wrong = Vec::new();
    let mut cases = 0;
    for entry in std::fs::read_dir(&folder).expect("the cases") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|e| e != "xml") {
            continue;
        }
        cases += 1;
        let blocks = read(&std::fs::read(&path).expect("a case")).expect("a document");
        let shown = show(&blocks);
        let expected = path.with_extension("txt");
        if std::env::var_os("FORMEX_BLESS").is_some() {
            std::fs::write(&expected, &shown).expect("written");
        }
        if std::fs::read_to_string(&expected).unwrap_or_default() != shown {
            wrong.push(format!("{}:\n{shown}", path.display()));
        }
    }
    assert!(cases > 0, "no cases in {}", folder.display());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn show(blocks: &Blocks) -> String {
    let mut out = String::new();
    let about = &blocks.about;
    let date = |date: Option<jiff::civil::Date>| date.map(|d| d.to_string());
    for (name, value) in [
        ("celex", about.celex.clone()),
        ("eli", about.eli.clone()),
        ("title", about.title.clone()),
        ("date", date(about.date)),
        ("journal", about.journal.clone()),
        ("consolidated", date(about.consolidated)),
        ("language", about.language.clone()),
    ] {
        if let Some(value) = value {
            writeln!(out, "{name}: {value}").expect("a string");
        }
    }
    for block in &blocks.blocks {
        writeln!(out, "{}", line(block)).expect("a string");
    }
    for (at, note) in blocks.notes.iter().enumerate() {
        let label = note.label.as_deref().unwrap_or("-");
        let text = note.text.as_deref().unwrap_or("(missing)");
        writeln!(out, "[{}] {} {label} {text}", at + 1, note.number).expect("a string");
    }
    out
}

fn line(block: &Block) -> String {
    let shape = match block.shape {
        Shape::Division(depth) => format!("division {}", depth.unwrap_or(0)),
        Shape::Heading(None) => "heading".to_owned(),
        Shape::Heading(Some(level)) => format!("heading {level}"),
        other => format!("{other:?}").to_lowercase(),
    };
    let depth = if block.depth > 0 {
        format!(" {}", block.depth)
    } else {
        String::new()
    };
    let page = block.page.map(|p| format!(" p{p}")).unwrap_or_default();
    let mut text = block.text.clone();
    for call in block.calls.iter().rev() {
        text.insert_str(call.at, &format!("[^{}]", call.note + 1));
    }
    let text = text.replace('\u{2003}', "|").replace('\u{a0}', "~");
    format!("{shape}{depth}{page}: {text}")
}

#[test]
fn what_is_no_document_says_why() {
    let list = "<DOC><BIB.DOC/><FMX><DOC.MAIN.PUB><REF.PHYS FILE=\"a.xml\" TYPE=\"DOC.XML\"/>\
                </DOC.MAIN.PUB></FMX></DOC>";
    let issue =
        "<PUBLICATION><BIB.OJ/><OJ><ITEM.PUB DOC.INSTANCE=\"a.doc.xml\"/></OJ></PUBLICATION>";
    let cases = [
        (list, "ingest a.xml instead"),
        (issue, "ingest a.doc.xml instead"),
        (
            "<ACT><BIB.INSTANCE><LG.DOC>FR</LG.DOC></BIB.INSTANCE></ACT>",
            "without text",
        ),
        ("<ACT><P>Un", "cut off"),
        ("<ACT><P>Un</ACT>", "damaged XML"),
        ("<ACT><P>&phare;</P></ACT>", "phare"),
        (
            "<!DOCTYPE ACT [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><ACT><P>&a;</P></ACT>",
            "square brackets",
        ),
    ];
    for (xml, words) in cases {
        let error = read(xml.as_bytes()).expect_err(words).to_string();
        assert!(error.contains(words), "{xml}: {error}");
    }
}

#[test]
fn only_formex_is_recognised() {
    let schema = "xsi:noNamespaceSchemaLocation=\"http://formex.publications.europa.eu/x.xd\"";
    let utf16: Vec<u8> = "<ACT/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let formex: [Vec<u8>; 6] = [
        "<ACT><P/></ACT>".into(),
        "\u{feff}<?xml version=\"1.0\"?>\n<!-- un <P> --><!DOCTYPE CJT>\n<fmx:CJT a=\"1\"/>".into(),
        format!("<NOUVEAU {schema}>").into(),
        "<CONS.ACT\n>".into(),
        "<DOC><BIB.DOC/></DOC>".into(),
        utf16,
    ];
    for bytes in formex {
        assert!(
            read_formex_blocks(&bytes).is_some(),
            "{}",
            String::from_utf8_lossy(&bytes)
        );
    }
    for other in [
        "",
        "<",
        "ACT",
        "<html><body>ACT",
        "<DOC><P/></DOC>",
        "<act/>",
        "texte <ACT/>",
        "<ACTE/>",
    ] {
        assert!(read_formex_blocks(other.as_bytes()).is_none(), "{other}");
    }
}

/// What stands in an act, by the name of the attack.
fn hostile() -> Vec<(&'static str, String)> {
    let many = |what: &str| what.repeat(60_000);
    let nested = |tag: &str, times: usize| {
        let close = format!("</{tag}>");
        format!(
            "{}Fin{}",
            format!("<{tag}>").repeat(times),
            close.repeat(times)
        )
    };
    let attributes: String = (0..60_000).fold(String::new(), |mut all, i| {
        write!(all, " a{i}='{i}'").expect("a string");
        all
    });
    let struck: String = (0..20_000).fold(String::new(), |mut all, i| {
        write!(
            all,
            "<?CLG.MDFO ID='O{i}' ACTION='DELETED' LEVEL='TEXT'?>un deux"
        )
        .expect("a string");
        all
    });
    vec![
        ("empty paragraphs", many("<P/>")),
        ("unclosed ranges", struck),
        ("nested lists", nested("LIST", 250)),
        ("nested too deep", nested("QUOT.S", 100_000)),
        ("nested notes", nested("NOTE", 250)),
        ("nested tables", nested("TBL", 250)),
        ("nested titles", nested("TITLE", 250)),
        ("nested formulas", nested("FORMULA", 250)),
        ("tables", many("<TBL><GR.NOTES><NOTE/></GR.NOTES></TBL>")),
        ("calls of one note", many("<NOTE NOTE.REF='E1'/>")),
        ("quotation marks", many("<P><QUOT.START/></P>")),
        ("closing marks", many("<P><QUOT.END/></P>")),
        ("attributes", format!("<P{attributes}/>")),
        (
            "cells",
            format!("<TBL><ROW>{}</ROW></TBL>", many("<CELL>a</CELL>")),
        ),
        ("entities", many("&amp;")),
        (
            "definitions",
            format!(
                "<DLIST SEPARATOR=':'>{}</DLIST>",
                many("<DLIST.ITEM><TERM/></DLIST.ITEM>")
            ),
        ),
        ("spaces", format!("<P>a{}b</P>", " ".repeat(3_000_000))),
        (
            "no-break spaces",
            format!("<P>a{}<NOTE/>b</P>", "\u{a0}<NOTE/>".repeat(60_000)),
        ),
    ]
}

#[test]
fn hostile_files_end_soon() {
    for (name, inside) in hostile() {
        let start = Instant::now();
        let _ = read(format!("<ACT>{inside}</ACT>").as_bytes());
        // Some ten times what an unoptimised build takes; a square would be hours.
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "{name}: {:?}",
            start.elapsed()
        );
    }
}
