//! What stands at the edges of the pages of a report: notes, headings, running
//! heads and feet, all with numbers.

use super::press::{Press, at};
use super::{GRUES, PHARE, PORTS, calls, notes, read, set, set_marked, texts};

#[test]
fn counted_endnotes_stand_behind_all_pages() {
    let mut press = Press::default();
    let words = ["port", "quai", "phare", "cap"];
    for (at, word) in words.iter().enumerate() {
        press.page();
        let number = (at + 1).to_string();
        set_marked(&mut press, 780.0, &[(&format!("Voici le {word}"), &number)]);
        set(&mut press, 60.0, 740.0, 10.0, 70, &[PORTS, GRUES, PHARE]);
    }
    press.page();
    press.bold(60.0, 790.0, 12.0, "Notes");
    for (at, word) in words.iter().enumerate() {
        let y = 770.0 - 12.0 * f32::from(u8::try_from(at).expect("four notes"));
        press.text(60.0, y, 8.0, &format!("{} Du {word}.", at + 1));
    }
    let read = read(&press);
    assert_eq!(
        notes(&read),
        [
            (1, "Du port."),
            (2, "Du quai."),
            (3, "Du phare."),
            (4, "Du cap.")
        ]
    );
    let expected: Vec<(&str, u32)> = words.into_iter().zip(1..).collect();
    assert_eq!(calls(&read), expected);
}

#[test]
fn notes_and_headings_are_no_page_numbers() {
    let mut press = Press::default();
    let words = ["port", "quai", "phare", "cap", "rade", "môle"];
    let ends = "et des vieux règlements de la mer,";
    for (at, word) in words.iter().enumerate() {
        let number = (at + 1).to_string();
        press.page();
        press.text(60.0, 780.0, 10.0, &format!("Article {number}"));
        set_marked(&mut press, 750.0, &[(&format!("Voici le {word}"), &number)]);
        set(&mut press, 60.0, 720.0, 10.0, 70, &[PORTS, GRUES]);
        press.rule(60.0, 200.0, 120.0);
        press.text(60.0, 190.0, 8.0, &format!("{number} Au sujet du {word}"));
        press.text(60.0, 180.0, 8.0, ends);
        press.text(60.0, 170.0, 8.0, &format!("on lira {word}s."));
        press.text(60.0, 140.0, 8.0, &format!("{number} Rapport sur les ports"));
    }
    let read = read(&press);
    let found = words.map(|word| format!("Au sujet du {word} {ends} on lira {word}s."));
    let expected: Vec<(u32, &str)> = (1..).zip(found.iter().map(String::as_str)).collect();
    assert_eq!(notes(&read), expected);
    let articles = texts(&read)
        .into_iter()
        .filter(|t| t.starts_with("Article"));
    assert_eq!(articles.count(), 6);
    assert!(!texts(&read).iter().any(|text| text.contains("Rapport")));
}

/// The heads of reports have the heading and the page, their feet a number that a
/// note may have.
#[test]
fn numbered_heads_and_feet_are_furniture() {
    let mut press = Press::default();
    for page in 1..9 {
        press.page();
        let chapter = if page < 5 {
            "1. Introduction"
        } else {
            "II. Le cadre"
        };
        press.text(60.0, 810.0, 8.0, &format!("{chapter} {page}"));
        set_marked(&mut press, 760.0, &[("Voici le port", &page.to_string())]);
        set(&mut press, 60.0, 730.0, 10.0, 70, &[PORTS, GRUES]);
        press.text(60.0, 30.0, 8.0, &format!("{page} Rapport annuel des ports"));
    }
    let read = read(&press);
    let lost = |text: &&str| {
        text.contains("Introduction") || text.contains("cadre") || text.contains("annuel")
    };
    assert_eq!(texts(&read).into_iter().find(lost), None);
}

#[test]
fn centred_titles_and_the_head_of_the_first_page() {
    let mut press = Press::default();
    let centred = |press: &mut Press, y: f32, text: &str| {
        let width = at(text.chars().count(), 10.0);
        press.bold(60.0 + (420.0 - width) / 2.0, y, 10.0, text);
    };
    for page in 1..6 {
        press.page();
        let head = if page == 1 { 770.0 } else { 810.0 };
        press.text(300.0, head, 8.0, &format!("Cahiers du port {page}"));
        if page == 1 {
            press.text(60.0, 740.0, 10.0, "COMMISSION EUROPÉENNE");
            press.text(60.0, 728.0, 10.0, "Bruxelles, le 24.7.2031");
            centred(
                &mut press,
                690.0,
                "Une stratégie commune pour les ports et pour tous les quais de la",
            );
            centred(&mut press, 678.0, "rade");
            centred(&mut press, 640.0, "Un autre titre");
            centred(&mut press, 628.0, "Et sa suite");
        }
        set(&mut press, 60.0, 600.0, 10.0, 70, &[PORTS, GRUES]);
    }
    let read = read(&press);
    assert_eq!(
        texts(&read)[..5],
        [
            "COMMISSION EUROPÉENNE",
            "Bruxelles, le 24.7.2031",
            "Une stratégie commune pour les ports et pour tous les quais de la rade",
            "Un autre titre",
            "Et sa suite",
        ]
    );
    assert!(!texts(&read).iter().any(|text| text.contains("Cahiers")));
}
