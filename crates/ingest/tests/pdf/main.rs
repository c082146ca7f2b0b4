//! PDFs made here are read into what was put in them.

#[path = "../press/mod.rs"]
mod press;
mod reports;

use press::{Press, at};
use renvoi_ingest::blocks::{Blocks, Shape};
use renvoi_ingest::{ReadError, read_pdf_blocks};

fn read(press: &Press) -> Blocks {
    read_pdf_blocks(&press.pdf()).expect("a sound PDF")
}

fn texts(blocks: &Blocks) -> Vec<&str> {
    blocks.blocks.iter().map(|b| b.text.as_str()).collect()
}

/// The words before each call, with the number that is called.
fn calls(blocks: &Blocks) -> Vec<(&str, u32)> {
    let calls = blocks
        .blocks
        .iter()
        .flat_map(|b| b.calls.iter().map(move |c| (b, c)));
    calls
        .map(|(b, c)| {
            let before = b.text[..c.at].rsplit(' ').next().unwrap_or("");
            (before, blocks.notes[c.note].number)
        })
        .collect()
}

fn notes(blocks: &Blocks) -> Vec<(u32, &str)> {
    blocks
        .notes
        .iter()
        .map(|n| (n.number, n.text.as_deref().unwrap_or("")))
        .collect()
}

/// Sets paragraphs in lines of so many signs and returns the baseline below.
fn set(press: &mut Press, x: f32, mut y: f32, size: f32, signs: usize, paragraphs: &[&str]) -> f32 {
    for paragraph in paragraphs {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > signs {
                press.text(x, y, size, &line);
                y -= 1.2 * size;
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        press.text(x, y, size, &line);
        y -= 1.9 * size;
    }
    y
}

const PORTS: &str = "Les ports francs abritent des marchandises de toute sorte que nul ne vient \
    jamais réclamer, et leurs gardiens comptent chaque soir les caisses qui restent sur les quais \
    avant que la marée ne monte.";
const GRUES: &str = "Les grues se taisent vers minuit. Une sirène annonce alors la relève des \
    équipes, qui traversent la rade en silence dans de longues barques plates et noires.";
const PHARE: &str = "Du phare on voit trois pays et autant de douanes.";

#[test]
fn notes_pages_and_paragraphs() {
    let mut press = Press::default();
    press.page();
    press.text(60.0, 800.0, 8.0, "Rapport sur les ports");
    press.bold(60.0, 760.0, 16.0, "Des ports et des hommes");
    set(&mut press, 60.0, 720.0, 10.0, 70, &[PHARE]);
    press.raised(60.0, 720.0, 10.0, PHARE.chars().count(), "1");
    press.text(
        60.0,
        690.0,
        10.0,
        "La suite de la phrase tient sur deux pages, car le bas de celle-ci est",
    );
    press.rule(60.0, 200.0, 120.0);
    press.text(60.0, 190.0 + 2.4, 4.8, "1");
    press.text(
        66.0,
        190.0,
        8.0,
        "Voir le règlement sur les phares, dont le texte ne tient pas ici et",
    );
    press.text(290.0, 40.0, 9.0, "4");
    press.page();
    press.text(60.0, 800.0, 8.0, "Rapport sur les ports");
    press.text(60.0, 760.0, 10.0, "occupé");
    press.raised(60.0, 760.0, 10.0, 6, "2");
    press.text(60.0 + at(8, 10.0), 760.0, 10.0, "par une longue note.");
    press.rule(60.0, 200.0, 120.0);
    press.text(60.0, 190.0, 8.0, "passe la page.");
    press.text(60.0, 178.0 + 2.4, 4.8, "2");
    press.text(66.0, 178.0, 8.0, "Ibid.");
    press.text(290.0, 40.0, 9.0, "5");
    press.page();
    press.text(60.0, 800.0, 8.0, "Rapport sur les ports");
    set(&mut press, 60.0, 760.0, 10.0, 70, &[PORTS, GRUES]);
    press.text(290.0, 40.0, 9.0, "6");
    let read = read(&press);
    assert_eq!(
        texts(&read),
        [
            "Des ports et des hommes",
            PHARE,
            "La suite de la phrase tient sur deux pages, car le bas de celle-ci est occupé par une longue note.",
            PORTS,
            GRUES,
        ]
    );
    assert_eq!(
        notes(&read),
        [
            (
                1,
                "Voir le règlement sur les phares, dont le texte ne tient pas ici et passe la page."
            ),
            (2, "Ibid."),
        ]
    );
    assert_eq!(calls(&read), [("douanes.", 1), ("occupé", 2)]);
    assert_eq!(read.blocks[0].shape, Shape::Heading(None));
    let pages: Vec<_> = read.blocks.iter().map(|b| b.page).collect();
    assert_eq!(pages, [Some(4), Some(4), Some(4), Some(6), Some(6)]);
    assert_eq!(read.about.title.as_deref(), Some("Rapport sur les ports"));
    assert_eq!(read.about.language.as_deref(), Some("fr"));
}

#[test]
fn columns_are_read_one_after_the_other() {
    let mut press = Press::default();
    press.page();
    let third = "Nul ne sait qui tient le registre des navires perdus au large de la pointe.";
    let left = set(&mut press, 50.0, 780.0, 9.0, 42, &[PORTS, GRUES, PHARE]);
    assert!(left < 700.0);
    set(&mut press, 310.0, 775.0, 9.0, 42, &[third, PORTS, GRUES]);
    assert_eq!(
        texts(&read(&press)),
        [PORTS, GRUES, PHARE, third, PORTS, GRUES]
    );
}

#[test]
fn calls_in_brackets() {
    let mut press = Press::default();
    press.page();
    let line = "vu l’avis du Conseil (1), et celui du port (2);";
    press.text(60.0, 700.0, 10.0, line);
    set(
        &mut press,
        60.0,
        680.0,
        10.0,
        70,
        &["(1) Les ports sont tenus par leurs gardiens."],
    );
    press.rule(60.0, 200.0, 120.0);
    press.text(60.0, 190.0, 8.0, "(1) JO C 12 du 3.4.2005, p. 6.");
    press.text(60.0, 178.0, 8.0, "(2) JO C 13 du 5.4.2005, p. 7.");
    let read = read(&press);
    assert_eq!(
        texts(&read),
        [
            "vu l’avis du Conseil, et celui du port;",
            "(1) Les ports sont tenus par leurs gardiens."
        ]
    );
    assert_eq!(calls(&read), [("Conseil", 1), ("port", 2)]);
    assert_eq!(
        notes(&read),
        [
            (1, "JO C 12 du 3.4.2005, p. 6."),
            (2, "JO C 13 du 5.4.2005, p. 7.")
        ]
    );
}

/// Sets a line with raised marks: a word, the mark behind it, and so on.
fn set_marked(press: &mut Press, y: f32, parts: &[(&str, &str)]) {
    let mut signs = 0;
    for (text, mark) in parts {
        press.text(60.0 + at(signs, 10.0), y, 10.0, text);
        signs += text.chars().count();
        press.raised(60.0, y, 10.0, signs, mark);
        signs += mark.chars().count();
    }
}

/// What the page prints for each note, its text, and the word that calls it.
fn labels(blocks: &Blocks) -> Vec<(String, &str, &str)> {
    let calls = calls(blocks);
    let mut calls = calls.into_iter().map(|(word, _)| word);
    let notes = blocks.notes.iter();
    notes
        .map(|n| {
            let label = n.label.clone().unwrap_or_else(|| n.number.to_string());
            let text = n.text.as_deref().unwrap_or("");
            (label, text, calls.next().unwrap_or("nothing"))
        })
        .collect()
}

#[test]
fn notes_told_by_stars_and_endnotes() {
    let mut press = Press::default();
    press.page();
    set_marked(
        &mut press,
        700.0,
        &[
            ("Le port", "1"),
            (" et le quai", "**"),
            (" ont un phare", "i"),
        ],
    );
    set_marked(
        &mut press,
        680.0,
        &[("La rade", "2"), (" et la grue", "ii")],
    );
    press.rule(60.0, 200.0, 120.0);
    for (y, line) in [
        (190.0, "1 Note du port."),
        (178.0, "** Note du quai."),
        (166.0, "2 De la rade."),
    ] {
        press.text(60.0, y, 8.0, line);
    }
    press.page();
    set(&mut press, 60.0, 760.0, 10.0, 70, &[PORTS]);
    press.page();
    press.rule(60.0, 790.0, 120.0);
    press.text(60.0, 780.0, 8.0, "i Note de fin du phare.");
    press.text(60.0, 768.0, 8.0, "ii Note de fin de la grue.");
    let read = read(&press);
    let expected = [
        ("1", "Note du port.", "port"),
        ("**", "Note du quai.", "quai"),
        ("i", "Note de fin du phare.", "phare"),
        ("2", "De la rade.", "rade"),
        ("ii", "Note de fin de la grue.", "grue"),
    ];
    let expected = expected.map(|(label, text, word)| (label.to_owned(), text, word));
    assert_eq!(labels(&read), expected);
}

#[test]
fn a_number_may_be_skipped_and_what_stands_apart_is_no_note() {
    let page = |marked: &[(&str, &str)], foot: &[(f32, &str)]| {
        let mut press = Press::default();
        press.page();
        set_marked(&mut press, 700.0, marked);
        set(&mut press, 60.0, 660.0, 10.0, 70, &[PORTS, GRUES]);
        press.rule(60.0, 200.0, 120.0);
        for (y, line) in foot {
            press.text(60.0, *y, 8.0, line);
        }
        read(&press)
    };
    let skipped = page(
        &[("Le port", "3"), (" et le quai", "5")],
        &[
            (190.0, "3 Note du port."),
            (178.0, "5 Note du quai."),
            (60.0, "Pied de la page"),
        ],
    );
    assert_eq!(
        notes(&skipped),
        [(3, "Note du port."), (5, "Note du quai.")]
    );
    let expected = ["Le port et le quai", PORTS, GRUES, "Pied de la page"];
    assert_eq!(texts(&skipped), expected);
    // A line may begin with a day that is the number of a note below.
    let all = page(
        &[("Le port", "3"), (" et la grue", "4"), (" et le quai", "5")],
        &[
            (190.0, "3 Du port, au sens du texte du"),
            (178.0, "5 juillet 2012 sur la rade."),
            (166.0, "4 De la grue."),
            (154.0, "5 Du quai."),
        ],
    );
    let port = "Du port, au sens du texte du 5 juillet 2012 sur la rade.";
    assert_eq!(
        notes(&all),
        [(3, port), (4, "De la grue."), (5, "Du quai.")]
    );
}

#[test]
fn rows_of_a_table_are_no_headings() {
    let mut press = Press::default();
    press.page();
    press.text(60.0, 760.0, 12.0, "Titre du rapport");
    set(&mut press, 60.0, 730.0, 10.0, 70, &[PORTS]);
    press.text(60.0, 660.0, 12.0, "Port");
    press.text(260.0, 660.0, 12.0, "Grues");
    press.text(60.0, 640.0, 10.0, "Le Havre");
    press.text(260.0, 640.0, 10.0, "douze");
    let shapes: Vec<_> = read(&press).blocks.iter().map(|b| b.shape).collect();
    let [title, rest @ ..] = &shapes[..] else {
        panic!("no title")
    };
    assert_eq!(*title, Shape::Heading(None));
    assert!(
        rest.iter().all(|shape| *shape == Shape::Plain),
        "{shapes:?}"
    );
}

#[test]
fn words_cut_at_line_ends() {
    let mut press = Press::default();
    press.page();
    let lines = [
        "La sécurité des ports et celle des phares vont de pair, et la sécu-",
        "rité des quais aussi. Ceux-là et celles-ci le savent tous, et ceux-",
        "ci l’ignorent: voir par exemple l’action commune du port no 98/733/",
        "JAI.",
    ];
    for (y, line) in [700.0, 688.0, 676.0, 664.0].into_iter().zip(lines) {
        press.text(60.0, y, 10.0, line);
    }
    let read = read(&press);
    let all = texts(&read).concat();
    assert!(all.contains("la sécurité des quais aussi"), "{all}");
    assert!(all.contains("et ceux-ci l’ignorent"), "{all}");
    assert!(all.ends_with("98/733/JAI."), "{all}");
}

/// Found by fuzzing: the call stood behind the hyphen that joining takes away,
/// and then within a letter of the next line.
#[test]
fn a_call_behind_the_hyphen_of_a_cut_word() {
    let mut press = Press::default();
    press.page();
    let line = "La sécurité des ports et celle des phares vont de pair, et la sécu-";
    press.text(60.0, 700.0, 10.0, line);
    press.raised(60.0, 700.0, 10.0, line.chars().count(), "1");
    press.text(60.0, 688.0, 10.0, "rité des quais.");
    press.rule(60.0, 200.0, 120.0);
    press.text(60.0, 192.4, 4.8, "1");
    press.text(66.0, 190.0, 8.0, "Voir le règlement.");
    let read = read(&press);
    assert_eq!(calls(&read), [("sécu", 1)]);
    assert!(read.blocks[0].text.ends_with("la sécurité des quais."));
}

#[test]
fn bullets_make_items_and_lie_deep() {
    let mut press = Press::default();
    press.page();
    let shown = [
        (60.0, "Le port compte:"),
        (70.0, "•  trois grues,"),
        (90.0, "•  dont une à vapeur,"),
        (70.0, "•  un phare."),
    ];
    for (at, (x, text)) in (0_u16..).zip(shown) {
        press.text(x, 700.0 - 14.0 * f32::from(at), 10.0, text);
    }
    let read = read(&press);
    let found: Vec<_> = read
        .blocks
        .iter()
        .map(|b| (b.shape, b.depth, b.text.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (Shape::Plain, 0, "Le port compte:"),
            (Shape::Item, 1, "trois grues,"),
            (Shape::Item, 2, "dont une à vapeur,"),
            (Shape::Item, 1, "un phare."),
        ]
    );
}

#[test]
fn what_is_turned_or_off_the_page_is_no_text() {
    let mut press = Press::default();
    press.page();
    press.text(60.0, 700.0, 10.0, PHARE);
    press.draw("BT /F1 10 Tf 0 1 -1 0 30 300 Tm (EN MARGE) Tj ET\n");
    press.text(60.0, 900.0, 10.0, "au-dessus de la page");
    press.text(700.0, 300.0, 10.0, "à sa droite");
    assert_eq!(texts(&read(&press)), [PHARE]);
}

#[test]
fn spaces_are_restored_from_gaps() {
    let mut press = Press::default();
    press.page();
    let mut x = 60.0;
    for word in PHARE.split(' ') {
        press.text(x, 700.0, 10.0, word);
        x += at(word.chars().count(), 10.0) + 3.0;
    }
    assert_eq!(texts(&read(&press)), [PHARE]);
}

#[test]
fn a_picture_is_no_document() {
    let mut press = Press::default();
    press.page();
    press.rule(60.0, 200.0, 120.0);
    let error = read_pdf_blocks(&press.pdf()).expect_err("there is no text");
    assert!(
        matches!(&error, ReadError::NoDocument { why } if why.contains("ocrmypdf")),
        "{error}"
    );
}
