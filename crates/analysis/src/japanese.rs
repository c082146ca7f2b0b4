//! Words of Japanese text, which has no spaces between them.
//!
//! With a dictionary the words are those of its entries: as they stand in
//! [`Chain::Exact`], by their base forms and without particles, auxiliaries and
//! verbs of no meaning elsewhere. Without one, each two neighbouring letters are
//! a word: what a query says is found, and more besides.

use unicode_normalization::{UnicodeNormalization, is_nfkc};

use crate::dictionary::{Entry, Loaded};
use crate::script::voicing;
use crate::words::is_mark;
use crate::{Chain, LONGEST_TERM};

/// A word of a run of Japanese letters.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    /// Its place in the run, in bytes.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Piece {
    /// Whether it is indexed.
    pub(crate) fn is_term(&self) -> bool {
        !self.text.is_empty() && self.text.len() <= LONGEST_TERM
    }
}

/// Letters that the dictionary is asked for at once. Sentences without any mark
/// are shorter; it takes more time for each letter the more there are.
const LONGEST: usize = 512;

/// Cuts a run of Japanese letters into words.
pub(crate) fn cut(run: &str, chain: Chain, dictionary: Option<&Loaded>) -> Vec<Piece> {
    let letters = letters(run);
    match dictionary {
        Some(dictionary) => letters
            .chunks(LONGEST)
            .flat_map(|letters| by_dictionary(letters, run.len(), chain, dictionary))
            .collect(),
        None => in_pairs(&letters, run.len()),
    }
}

/// A letter in its plain form, and where what it was made of begins in the run
/// and ends.
#[derive(Clone, Copy, Debug)]
struct Letter {
    letter: char,
    start: usize,
    end: usize,
}

/// The letters of a run, of full width and with their marks.
fn letters(run: &str) -> Vec<Letter> {
    let mut letters = Vec::with_capacity(run.len() / 3 + 1);
    if is_nfkc(run) && !run.contains(is_mark) {
        letters.extend(run.char_indices().map(|(start, letter)| Letter {
            letter,
            start,
            end: start + letter.len_utf8(),
        }));
        return letters;
    }
    let mut rest = run.char_indices().peekable();
    let follows = |c: char| voicing(c).is_some() || is_mark(c);
    while let Some((start, first)) = rest.next() {
        let mut written = String::from(first);
        let mut end = start + first.len_utf8();
        while let Some((at, next)) = rest.next_if(|(_, c)| follows(*c)) {
            written.extend(voicing(next));
            end = at + next.len_utf8();
        }
        let plain = written.nfkc().filter(|c| !is_mark(*c));
        letters.extend(plain.map(|letter| Letter { letter, start, end }));
    }
    letters
}

fn in_pairs(letters: &[Letter], length: usize) -> Vec<Piece> {
    let word = |letters: &[Letter]| Piece {
        text: letters.iter().map(|l| l.letter).collect(),
        start: letters.first().map_or(0, |l| l.start),
        end: letters.last().map_or(length, |l| l.end),
    };
    match letters {
        [] => Vec::new(),
        [_] => vec![word(letters)],
        _ => letters.windows(2).map(word).collect(),
    }
}

fn by_dictionary(
    letters: &[Letter],
    length: usize,
    chain: Chain,
    dictionary: &Loaded,
) -> Vec<Piece> {
    let text: String = letters.iter().map(|l| l.letter).collect();
    let mut pieces = Vec::new();
    let mut rest = letters.iter();
    dictionary.each(&text, |Entry { surface, details }| {
        let count = surface.chars().count();
        let of_word = rest.as_slice().get(..count).unwrap_or_default();
        if let Some(last) = count.checked_sub(1) {
            rest.nth(last);
        }
        let term = match chain {
            Chain::Exact | Chain::Written => Some(surface),
            Chain::Stemmed | Chain::English => meaning(surface, details),
        };
        if let Some(term) = term {
            pieces.push(Piece {
                text: term.to_owned(),
                start: of_word.first().map_or(0, |l| l.start),
                end: of_word.last().map_or(length, |l| l.end),
            });
        }
    });
    pieces
}

/// Parts of speech that say nothing of a topic: particles, auxiliaries, signs,
/// conjunctions, fillers, interjections.
const NO_TOPIC: &[&str] = &["助詞", "助動詞", "記号", "接続詞", "フィラー", "感動詞"];

/// Kinds of verbs and nouns that hang on another word: 〜ている, 〜られる, 〜こと.
const DEPENDENT: &[&str] = &["非自立", "接尾"];

/// Verbs that only make one of a noun, or say that something is.
const EMPTY_VERBS: &[&str] = &["する", "ある", "いる", "なる", "できる"];

/// What a word is searched by: its base form; nothing where it has no meaning
/// by itself. `details` are as IPADIC has them: part of speech, its kind, …, and
/// the base form in the seventh place.
fn meaning<'e>(surface: &'e str, details: &[&'e str]) -> Option<&'e str> {
    let detail = |at: usize| details.get(at).copied().unwrap_or("*");
    let (speech, kind) = (detail(0), detail(1));
    // A suffix of nouns is a word of a name: 東京|都, 委員|会.
    let hangs = match speech {
        "動詞" | "形容詞" => DEPENDENT.contains(&kind),
        "名詞" => kind == "非自立",
        _ => false,
    };
    let base = match detail(6) {
        "*" | "" => surface,
        base => base,
    };
    let empty = hangs || NO_TOPIC.contains(&speech) || EMPTY_VERBS.contains(&base);
    (!empty).then_some(base)
}

#[cfg(test)]
mod tests;
