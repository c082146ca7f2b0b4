//! Where sentences of French legal text end.
//!
//! The sentence bounds of Unicode (unicode-segmentation) know no abbreviations:
//! they part `art. 5 TFUE`, `M. Dupont` and `JO L 119. P. 1`, so that each of the
//! rules below would have to stand behind them all the same.

use std::ops::Range;

/// A sentence, or a part of one that ends with a semicolon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Bytes of the text, without the white space around it.
    pub range: Range<usize>,
    /// It ends as sentences do, not with the semicolon of a list.
    pub is_whole: bool,
}

/// The sentences of a text, in time linear in its length.
pub fn sentences(text: &str) -> Vec<Sentence> {
    let mut all = Vec::new();
    // White space before a sentence is none of it: it is looked at once.
    let spaces = |at: usize| {
        let rest = text.get(at..).unwrap_or_default();
        at + (rest.len() - rest.trim_start().len())
    };
    let mut start = spaces(0);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let whole = match c {
            '.' | '!' | '?' | '…' | '\n' => true,
            ';' => false,
            _ => continue,
        };
        // `?!`, `...` and closing quotes belong to the sentence that they end.
        let mut end = at + c.len_utf8();
        if !matches!(c, '\n' | ';') {
            let sign = |(_, c): &(usize, char)| matches!(c, '.' | '!' | '?' | '…');
            while let Some((at, c)) = chars.next_if(sign) {
                end = at + c.len_utf8();
            }
            end += closing(text.get(end..).unwrap_or_default());
        }
        let after = text.get(end..).unwrap_or_default();
        let said = text.get(start..at).unwrap_or_default();
        if c == '\n' || ends(said, c, after) {
            push(&mut all, text, start..end, whole);
            start = spaces(end);
            while chars.next_if(|(at, _)| *at < start).is_some() {}
        }
    }
    push(&mut all, text, start..text.len(), true);
    all
}

fn push(all: &mut Vec<Sentence>, text: &str, range: Range<usize>, is_whole: bool) {
    let said = text.get(range.clone()).unwrap_or_default();
    let start = range.start + (said.len() - said.trim_start().len());
    let end = start + said.trim().len();
    if start < end {
        let range = start..end;
        all.push(Sentence { range, is_whole });
    }
}

/// Bytes of the quotes and brackets that close at the beginning of a text; a
/// space may stand before a French one.
fn closing(text: &str) -> usize {
    let mut taken = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '»' | '”' | '"' | ')' | ']' | '’' => taken = at + c.len_utf8(),
            ' ' | '\u{a0}' | '\u{202f}' if matches!(chars.peek(), Some((_, '»'))) => {}
            _ => break,
        }
    }
    taken
}

/// Whether a sentence that says this ends with a sign before what follows.
fn ends(said: &str, sign: char, after: &str) -> bool {
    let mut next = after.chars();
    match next.next() {
        None => return true,
        Some(c) if !c.is_whitespace() => return false,
        Some(_) => {}
    }
    if sign == ';' {
        return true;
    }
    // A sentence begins with a capital, or with no letter at all.
    let opens = |c: &char| !(c.is_whitespace() || is_opening(*c));
    let begins = after.chars().find(opens);
    if begins.is_some_and(char::is_lowercase) {
        return false;
    }
    match sign {
        '.' => !abbreviates(said, begins),
        // `[…]` leaves out part of a sentence.
        '…' => !said.ends_with(['[', '(']),
        _ => true,
    }
}

fn is_opening(c: char) -> bool {
    matches!(c, '«' | '“' | '"' | '(' | '[' | '–' | '—' | '-' | '‘')
}

/// Letters of the longest abbreviation.
const LONGEST: usize = 8;

/// What stands before a point that ends no sentence, folded. `etc.` is not among
/// them: a capital tells whether a sentence ends there.
const ABBREVIATIONS: [&str; 65] = [
    "aff", "al", "ann", "anc", "app", "arr", "art", "arts", "av", "bull", "cf", "ch", "chap",
    "cie", "coll", "concl", "cons", "const", "dec", "dir", "doc", "dr", "ed", "eds", "ex", "fasc",
    "fevr", "fig", "gal", "hab", "janv", "jur", "jurispr", "lett", "lib", "liv", "me", "mm", "mme",
    "mlle", "nbr", "no", "nos", "nov", "obs", "oct", "op", "par", "paragr", "pp", "pr", "prec",
    "pt", "pts", "rec", "ref", "regl", "req", "rev", "sect", "sept", "sqq", "suiv", "tab", "vol",
];

/// Whether the point after `said` abbreviates or numbers: `art.`, `M.`, `J.-P.`,
/// `28. 8. 2014`, and `1.` or `IV.` at the beginning of a sentence.
fn abbreviates(said: &str, next: Option<char>) -> bool {
    let word = last_word(said);
    if word.is_empty() {
        // `[...]` and `(...)` leave out part of a sentence.
        return said.ends_with(['[', '(']);
    }
    let is_number = word.chars().all(|c| c.is_ascii_digit());
    let opens = said.len() == word.len();
    if is_number {
        return opens || (word.len() <= 2 && next.is_some_and(|c| c.is_ascii_digit()));
    }
    let letters = word.chars().count();
    let roman = word.chars().all(|c| "IVXLCDM".contains(c));
    let folded = crate::fold(word);
    (letters == 1 && word.chars().all(char::is_alphabetic))
        || (opens && roman)
        || ABBREVIATIONS.contains(&folded.as_str())
}

/// The letters and digits at the end of a text; more than the longest
/// abbreviation has are not looked at.
fn last_word(text: &str) -> &str {
    let mut start = text.len();
    let letters = text.char_indices().rev().take(LONGEST + 1);
    for (at, _) in letters.take_while(|(_, c)| c.is_alphanumeric()) {
        start = at;
    }
    text.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use renvoi_testing::linear;

    use super::*;

    /// `|` parts sentences, `¦` parts of one.
    fn cut(text: &str) -> String {
        let mut shown = String::new();
        for sentence in sentences(text) {
            shown.push_str(&text[sentence.range]);
            shown.push(if sentence.is_whole { '|' } else { '¦' });
        }
        shown
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        for expected in [
            "Le pont tient.|Il est neuf.|",
            "Voir l’art. 5 TFUE et l’art. 7.|Le reste suit.|",
            "Voir JO L 119 du 4.5.2016, p. 1.|Le reste suit.|",
            "Règlement du 28. 8. 2014, p. 73.|Fin.|",
            "Le n° 3 et le no. 4 suivent.|Fin.|",
            "M. Dupont et MM. Durand et J.-P. Martin parlent.|Mme. Blanc aussi.|",
            "Des ponts, des routes, etc. sont bâtis.|",
            "Des ponts, des routes, etc.|Le reste suit.|",
            "1. Le présent règlement entre en vigueur.|2. Il est obligatoire.|",
            "IV. Dispositions finales.|Fin.|",
            "En 2016.|Le pont fut bâti.|",
            "Il a dit : « Le pont tient. »|Puis il partit.|",
            "Il a dit « Qui vient ? » et partit.|",
            "Il a crié (« Halte ! »).|Rien ne vint.|",
            "Les ponts ;¦les routes ;¦les gares.|Fin.|",
            "Le pont […] tient.|",
            "Le pont [...] Dupont tient.|",
            "Il hésita…|Puis il vint.|",
            "Vraiment ?!|Oui.|",
            "Voir C-131/12, pt. 3, ibid.|Le reste, op. cit., p. 2.|",
            "Sans point",
        ] {
            let text = expected.replace(['|', '¦'], " ");
            let expected = expected.strip_suffix('|').unwrap_or(expected);
            assert_eq!(cut(text.trim()).trim_end_matches('|'), expected);
        }
    }

    #[test]
    fn text_of_signs_alone_is_cut_in_linear_time() {
        for unit in [
            ". ", ".", "...)", "? » ", ";", "; ", ".\u{a0}", "»", "[…] ", "1. ", "\n", "é.",
            " \n ;",
        ] {
            let of = |length: usize| unit.repeat(length);
            let cut = |length: usize| {
                let spaced = " ".repeat(length) + &of(length).replace('.', "M. M.");
                assert!(sentences(&spaced).len() <= spaced.len());
                sentences(&of(length)).len();
            };
            assert_eq!(linear(2_000, cut), Ok(()), "{unit:?}");
            let text = of(25_000);
            let cut = sentences(&text);
            assert!(cut.windows(2).all(|w| w[0].range.end <= w[1].range.start));
            assert!(cut.iter().all(|s| text.get(s.range.clone()).is_some()));
        }
    }
}
