//! The title and the headings of a document for people to read: where the source prints them in capitals, in sentence case.
//!
//! How a word is written the text itself says: *Union* and *UE* stand in the sentences below, *européen* does too. So
//! the capitals of acronyms and proper names are kept without a list of them, and the accents that capitals lost come
//! back.

use std::collections::HashMap;

use renvoi_analysis::fold;
use renvoi_document::Document;

/// Words in capitals side by side that make a title one in capitals; fewer are acronyms.
const IN_CAPITALS: usize = 3;

/// Bytes of the text that are read for how it writes the words of the title: its first paragraphs name whom and what it
/// is about.
const READ: usize = 60_000;

/// Letters of a word in capitals that the text does not have and that may be an acronym.
const LONGEST_ACRONYM: usize = 4;

/// Words that a title has and a short text may not, as they are written.
const PROPER: [&str; 8] = [
    "Parlement",
    "Conseil",
    "Commission",
    "Union",
    "Europe",
    "États",
    "Comité",
    "Cour",
];

/// Acronyms of titles with vowels, which a short text may not have either.
const ACRONYMS: [&str; 8] = ["UE", "CE", "CEE", "JAI", "PESC", "EEE", "ONU", "OTAN"];

/// Letters of a heading in capitals; one with fewer is an acronym.
const LONG_HEADING: usize = 6;

/// Gives a document its title, and its headings, in sentence case where the source prints them in capitals.
pub(crate) fn in_sentence_case(document: &mut Document) {
    let headings = document.sections.iter().map(|section| &section.heading);
    let headings: Vec<&str> = headings
        .map(String::as_str)
        .filter(|heading| is_heading_in_capitals(heading))
        .collect();
    let title = Some(document.title.as_str()).filter(|title| is_title_in_capitals(title));
    if title.is_none() && headings.is_empty() {
        return;
    }
    let written = Written::of(document, title.into_iter().chain(headings));
    document.display_title = title.and_then(|title| shown(title, &written));
    for section in &mut document.sections {
        if is_heading_in_capitals(&section.heading) {
            section.display_heading = shown(&section.heading, &written);
        }
    }
}

fn is_title_in_capitals(title: &str) -> bool {
    let words: Vec<&str> = title.split_whitespace().collect();
    let runs = words.split(|word| !is_in_capitals(word) && word.chars().any(char::is_alphabetic));
    let longest = runs.map(|run| run.iter().filter(|word| is_long(word)).count());
    longest.max().is_some_and(|longest| longest >= IN_CAPITALS)
}

fn is_heading_in_capitals(heading: &str) -> bool {
    let letters = heading.chars().filter(|c| c.is_alphabetic()).count();
    letters >= LONG_HEADING && is_in_capitals(heading)
}

/// A text in capitals in sentence case.
fn shown(text: &str, written: &Written) -> Option<String> {
    let mut shown = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !shown.is_empty() {
            shown.push(' ');
        }
        put(&mut shown, word, written);
    }
    let mut letters = shown.chars();
    let first = letters.next()?.to_uppercase().to_string();
    let shown = first + letters.as_str();
    (shown != text).then_some(shown)
}

fn is_in_capitals(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}

/// A word that is in capitals by its length: *DU* is one, *L* or a number is none.
fn is_long(word: &str) -> bool {
    is_in_capitals(word) && word.chars().filter(|c| c.is_alphabetic()).count() > 1
}

/// Adds a word, each of its parts between apostrophes, hyphens and marks by itself.
fn put(shown: &mut String, word: &str, written: &Written) {
    // A number keeps its letters: `2008/114/CE`, `(UE)`.
    let bracketed = word.starts_with('(') && word.contains(')');
    if !is_in_capitals(word) || bracketed || word.contains(|c: char| c.is_ascii_digit()) {
        shown.push_str(word);
        return;
    }
    let mut part = String::new();
    for c in word.chars() {
        if c.is_alphabetic() {
            part.push(c);
            continue;
        }
        shown.push_str(&written.form(&part));
        part.clear();
        shown.push(c);
    }
    shown.push_str(&written.form(&part));
}

/// How the text writes the words of the title.
struct Written(HashMap<String, HashMap<String, usize>>);

impl Written {
    fn of<'d>(document: &Document, texts: impl Iterator<Item = &'d str>) -> Self {
        let words = texts.flat_map(|text| text.split(|c: char| !c.is_alphabetic()));
        let mut forms: HashMap<String, HashMap<String, usize>> = words
            .filter(|word| is_in_capitals(word))
            .map(|word| (fold(word), HashMap::new()))
            .collect();
        let mut read = 0;
        for passage in &document.passages {
            let text = passage.text.as_str();
            if !text.contains(char::is_lowercase) || text == document.title {
                continue;
            }
            read += text.len();
            if read > READ {
                break;
            }
            let mut begins = true;
            for word in text.split(|c: char| !c.is_alphabetic()) {
                if word.is_empty() {
                    continue;
                }
                // The first word of a paragraph has a capital whatever it is.
                if !std::mem::take(&mut begins)
                    && let Some(known) = forms.get_mut(&fold(word))
                {
                    *known.entry(word.to_owned()).or_default() += 1;
                }
            }
        }
        Self(forms)
    }

    /// A word of the title as the text most often writes it.
    fn form(&self, word: &str) -> String {
        let folded = fold(word);
        let forms = self.0.get(&folded);
        let best = forms.and_then(|forms| {
            forms
                .iter()
                .max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)))
        });
        if let Some((form, _)) = best {
            return form.clone();
        }
        if let Some(proper) = PROPER.iter().find(|proper| fold(proper) == folded) {
            return (*proper).to_owned();
        }
        let vowels = folded.chars().filter(|c| "aeiouy".contains(*c)).count();
        if ACRONYMS.contains(&word) {
            return word.to_owned();
        }
        let acronym = (2..=LONGEST_ACRONYM).contains(&folded.len()) && vowels == 0;
        if acronym {
            word.to_owned()
        } else {
            word.to_lowercase()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(title: &str, text: &str) -> Option<String> {
        let page = format!("# {title}\n\n{text}\n");
        let mut document = crate::read_bytes("x.md", page.as_bytes()).expect("a document");
        title.clone_into(&mut document.title);
        in_sentence_case(&mut document);
        document.display_title
    }

    #[test]
    fn a_title_in_capitals_is_read_as_the_text_writes_its_words() {
        let text = "Vu les règles de l’UE, le comité de l’Union européenne pour les ponts et le réseau RTE arrêtent ce qui \
                    suit pour le Portugal et les ponts.";
        for (title, wanted) in [
            (
                "DÉCISION DU COMITÉ DE L’UNION EUROPÉENNE SUR LES PONTS DE L’UE ET LE RESEAU RTE AU PORTUGAL",
                Some(
                    "Décision du comité de l’Union européenne sur les ponts de l’UE et le réseau RTE au Portugal",
                ),
            ),
            (
                "RÈGLEMENT (UE) 2031/12 DU PARLEMENT EUROPÉEN ET DU CONSEIL du 1er mai 2031 sur les ponts",
                Some(
                    "Règlement (UE) 2031/12 du Parlement européen et du Conseil du 1er mai 2031 sur les ponts",
                ),
            ),
            (
                "DIRECTIVE (UE) 2031/12 DU CONSEIL RELATIVE AUX BARRAGES DE LA CEE",
                Some("Directive (UE) 2031/12 du Conseil relative aux barrages de la CEE"),
            ),
            ("Les ponts de l’UE et de l’OTAN", None),
            ("Stratégie UE", None),
        ] {
            assert_eq!(shown(title, text).as_deref(), wanted, "{title}");
        }
    }

    #[test]
    fn headings_in_capitals_are_read_so_too() {
        let page = "# Ponts\n\n## MESURES DE GESTION DES RISQUES DE L’ENISA\n\nL’ENISA et les mesures de gestion.\n\n## RTE\n\nLe réseau.\n\n## Suites\n\nLes suites.\n";
        let document = crate::read_bytes("x.md", page.as_bytes()).expect("a document");
        let lines = document
            .sections
            .iter()
            .map(renvoi_document::Section::title_line);
        let lines: Vec<String> = lines.collect();
        let wanted = "Mesures de gestion des risques de l’ENISA";
        assert!(lines.iter().any(|line| line == wanted), "{lines:?}");
        assert!(lines.iter().any(|line| line == "RTE"), "{lines:?}");
        assert!(lines.iter().any(|line| line == "Suites"), "{lines:?}");
        let printed = document
            .sections
            .iter()
            .find(|s| s.display_heading.is_some());
        assert_eq!(
            printed.expect("one").heading,
            "MESURES DE GESTION DES RISQUES DE L’ENISA"
        );
    }
}
