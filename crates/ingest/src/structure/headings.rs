//! Headings: their numbers, and how to know them by their shape.

use renvoi_document::SectionKind;

use crate::blocks::{Block, Shape};

use super::items;

/// A heading, its number set apart from its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    pub(crate) style: HeadingStyle,
    pub(crate) kind: SectionKind,
    pub(crate) number: Option<String>,
    pub(crate) words: String,
}

/// The kind of number a heading has. Headings of one kind in one place are
/// siblings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum HeadingStyle {
    /// `ANNEXE`, `TITRE II`, `CHAPITRE IV`, `SECTION 1`, `Article 5`: the rank
    /// in an act, outermost first.
    Division(u8),
    /// A level that the source gives.
    Marked(u8),
    /// `IV.`
    Roman,
    /// `2.` has depth 1, `2.1.` depth 2.
    Arabic(u8),
    /// No number.
    Plain,
}

/// A heading is short. Code points and words; the longest heading of the
/// reference corpora has 27 words.
const LONGEST_HEADING: usize = 240;
const MOST_WORDS: usize = 30;
/// Without a number to say so, only a shorter line is taken for one.
const MOST_WORDS_UNNUMBERED: usize = 20;
/// Of the title of an article or a chapter.
const MOST_WORDS_OF_TITLE: usize = 60;

/// Numbers with more parts are as deep as this.
const DEEPEST: u8 = 9;

/// Ranks of divisions.
const ANNEX: u8 = 0;
pub(super) const TITLE: u8 = 3;
const CHAPTER: u8 = 4;
const SECTION: u8 = 5;
pub(super) const SUBSECTION: u8 = 6;

impl HeadingStyle {
    pub(super) const ANNEX: Self = Self::Division(ANNEX);
    pub(super) const CHAPTER: Self = Self::Division(CHAPTER);
    pub(super) const SECTION: Self = Self::Division(SECTION);
}

/// The divisions of acts, outermost first.
const DIVISIONS: &[(&str, u8, SectionKind)] = &[
    ("ANNEXE", ANNEX, SectionKind::Annex),
    ("APPENDICE", 1, SectionKind::Annex),
    ("PARTIE", 2, SectionKind::Part),
    ("TITRE", TITLE, SectionKind::Title),
    ("CHAPITRE", CHAPTER, SectionKind::Chapter),
    ("SECTION", SECTION, SectionKind::Section),
    ("SOUS-SECTION", SUBSECTION, SectionKind::Heading),
    ("ARTICLE", 7, SectionKind::Article),
];

/// What parts of treaties and of long acts are counted by, from the first:
/// `PREMIÈRE PARTIE`. Folded.
const ORDINALS: &[&[&str]] = &[
    &["premiere"],
    &["deuxieme", "seconde"],
    &["troisieme"],
    &["quatrieme"],
    &["cinquieme"],
    &["sixieme"],
    &["septieme"],
    &["huitieme"],
    &["neuvieme"],
    &["dixieme"],
    &["onzieme"],
    &["douzieme"],
];

/// Titles of boxes in Commission reports.
const BOXES: &[&str] = &[
    "actions clés",
    "exemple clé",
    "exemples clés",
    "encadré",
    "bonnes pratiques",
    "étude de cas",
];

/// True for a heading that opens a box: the paragraphs under it are the box's.
pub(crate) fn opens_box(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    BOXES.iter().any(|title| heading.starts_with(title))
}

/// True when a line opens with the number of a heading (`IV. Protéger`,
/// `2.\tLUTTE`) and could be one by its length.
pub(crate) fn is_numbered_heading(line: &str) -> bool {
    if division(line).is_some() {
        return line.chars().count() <= LONGEST_HEADING;
    }
    numbered(line).is_some_and(|(_, _, words)| {
        starts_like_heading(words) && line.chars().count() <= LONGEST_HEADING
    })
}

/// A heading that the source marks as one.
pub(super) fn marked(text: &str, level: Option<u8>) -> Heading {
    let text = text.trim();
    if let Some(division) = division(text) {
        return division;
    }
    let (style, number, words) = match numbered(text) {
        Some((style, number, words)) => (style, Some(number.to_owned()), words),
        None => (HeadingStyle::Plain, None, text),
    };
    Heading {
        style: level.map_or(style, HeadingStyle::Marked),
        kind: SectionKind::Heading,
        number,
        words: words.to_owned(),
    }
}

/// Knows a heading by its shape and by what comes after it.
pub(super) fn by_shape(block: &Block, next: Option<&Block>) -> Option<Heading> {
    let text = block.text.trim();
    let fits = |words: &str, most: usize| {
        text.chars().count() <= LONGEST_HEADING
            && words.split_whitespace().count() <= most
            && !text.ends_with(['.', ';', ',', ':', '!', '?'])
    };
    if let Some(division) = division(text) {
        return fits(&division.words, MOST_WORDS).then_some(division);
    }
    if names_division(text) {
        return None;
    }
    if let Some((style, number, words)) = numbered(text) {
        let heading = || Heading {
            style,
            kind: SectionKind::Heading,
            number: Some(number.to_owned()),
            words: words.to_owned(),
        };
        return (fits(words, MOST_WORDS) && starts_like_heading(words)).then(heading);
    }
    // A remark to the reader: `(Texte présentant de l'intérêt pour l'EEE)`; on the cover of a consolidated text.
    let remark =
        (text.starts_with('(') && text.ends_with(')')) || text.starts_with("Rectificatif, JO");
    let is_heading = heads(next)
        && !remark
        && fits(text, MOST_WORDS_UNNUMBERED)
        && starts_like_heading(text)
        && !items::opens_item(text);
    is_heading.then(|| Heading {
        style: HeadingStyle::Plain,
        kind: SectionKind::Heading,
        number: None,
        words: text.to_owned(),
    })
}

/// A heading heads something: text, a list or another heading.
fn heads(next: Option<&Block>) -> bool {
    next.is_some_and(|n| !n.text.starts_with(char::is_lowercase) || n.shape == Shape::Item)
}

/// Whether a line ends as a sentence does, whatever quotation marks and marks of
/// notes stand behind its point.
fn ends_sentence(line: &str) -> bool {
    let marks = |c: char| c.is_ascii_digit() || c.is_whitespace() || "»”\"()[]*".contains(c);
    let roman = |c: char| "ivx".contains(c);
    let ends = |text: &str| text.ends_with(['.', ';', ',', ':', '!', '?']);
    let line = line.trim_end_matches(marks);
    ends(line) || ends(line.trim_end_matches(roman))
}

/// Whether a line below the heading of a division could be its title. Where the
/// heading is `sure`, by its number, it may be longer than any other.
pub(super) fn is_title(line: &str, next: Option<&Block>, sure: bool) -> bool {
    let words = line.split_whitespace().count();
    let long = words > MOST_WORDS_UNNUMBERED;
    let sentences = [". ", ": ", "; "].iter().any(|end| line.contains(end));
    starts_like_heading(line)
        && heads(next)
        && !line.starts_with('(')
        && !ends_sentence(line)
        && (!long || (sure && !sentences && words <= MOST_WORDS_OF_TITLE))
        && division(line).is_none()
        && !names_division(line)
        && numbered(line).is_none()
        && !items::opens_item(line)
}

fn starts_like_heading(words: &str) -> bool {
    let mut chars = words.chars().skip_while(|c| "«“\"(".contains(*c));
    chars.next().is_some_and(char::is_uppercase)
        && words.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

/// Splits the number of a heading from its words.
fn numbered(text: &str) -> Option<(HeadingStyle, &str, &str)> {
    roman(text).or_else(|| arabic(text))
}

/// `Article 5 de la directive …` is the beginning of a sentence.
fn names_division(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let name = words.next().unwrap_or_default().to_uppercase();
    DIVISIONS.iter().any(|(known, ..)| *known == name)
        && words
            .next()
            .is_some_and(|number| division_number(number).is_some())
}

/// Reads the heading of a division of an act: its name, its number, its title
/// where it stands on the same line.
pub(crate) fn division(text: &str) -> Option<Heading> {
    let name = text.split(char::is_whitespace).next()?;
    let rest = text[name.len()..].trim_start();
    let upper = name.to_uppercase();
    let Some((_, rank, kind)) = DIVISIONS.iter().find(|(known, ..)| *known == upper) else {
        return counted_part(name, rest);
    };
    let heading = |number: Option<String>, words: &str| Heading {
        style: HeadingStyle::Division(*rank),
        kind: *kind,
        number: number.filter(|_| *kind != SectionKind::Heading),
        words: if *kind == SectionKind::Heading {
            text.to_owned()
        } else {
            words.to_owned()
        },
    };
    if rest.is_empty() {
        return Some(heading(None, ""));
    }
    let (number, rest) = division_number(rest)?;
    let words = rest.trim_start_matches(is_dash);
    is_set_apart(words).then(|| heading(Some(number), words))
}

/// `Article 5 de la directive` opens a sentence; a title has its own line or a
/// dash before it, or begins with a capital.
fn is_set_apart(words: &str) -> bool {
    words.is_empty() || starts_like_heading(words)
}

/// `TROISIÈME PARTIE`, the name of which stands behind its number.
fn counted_part(ordinal: &str, rest: &str) -> Option<Heading> {
    let (_, rank, kind) = DIVISIONS.iter().find(|(known, ..)| *known == "PARTIE")?;
    let name = rest.split(char::is_whitespace).next()?;
    let is_part = name.to_uppercase() == "PARTIE";
    // Most headings fail before anything is folded.
    let ordinal = is_part.then(|| renvoi_analysis::fold(ordinal))?;
    let number = 1 + ORDINALS
        .iter()
        .position(|known| known.contains(&ordinal.as_str()))?;
    let words = rest[name.len()..].trim_start_matches(is_dash);
    is_set_apart(words).then(|| Heading {
        style: HeadingStyle::Division(*rank),
        kind: *kind,
        number: Some(number.to_string()),
        words: words.to_owned(),
    })
}

/// What may stand between a number and the words of a heading.
fn is_dash(c: char) -> bool {
    c.is_whitespace() || "–—:-.".contains(c)
}

/// Reads `IV`, `21`, `premier`, `3 bis`, `A`; returns it as `IV`, `21`, `1`,
/// `3 bis`, `A`, and what follows.
fn division_number(text: &str) -> Option<(String, &str)> {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let token = text[..end].trim_end_matches(['.', ':']);
    let mut rest = &text[end..];
    let number = match token.to_lowercase().as_str() {
        "premier" | "première" | "1er" | "1ère" | "1re" => "1".to_owned(),
        "unique" => "unique".to_owned(),
        _ if is_roman(token) || is_counted(token) => token.to_owned(),
        _ => return None,
    };
    let after = rest.trim_start();
    let end = after
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(after.len());
    let adverb = after[..end].to_lowercase();
    if renvoi_reference::is_article_suffix(&adverb) {
        rest = &after[end..];
        return Some((format!("{number} {adverb}"), rest));
    }
    Some((number, rest))
}

/// `21`, `21a`, `A`, `A1`, `1.2`.
fn is_counted(token: &str) -> bool {
    let letters = token.chars().filter(char::is_ascii_alphabetic).count();
    let digits = token.chars().filter(char::is_ascii_digit).count();
    letters <= 1
        && letters + digits > 0
        && digits <= 4
        && token.chars().all(|c| {
            c.is_ascii_digit()
                || c.is_ascii_uppercase()
                || (c.is_ascii_lowercase() && digits > 0)
                || c == '.'
                || c == '-'
        })
}

fn is_roman(word: &str) -> bool {
    (1..=8).contains(&word.len()) && word.bytes().all(|b| b"IVXLC".contains(&b))
}

fn roman(text: &str) -> Option<(HeadingStyle, &str, &str)> {
    let (number, rest) = text.split_once('.')?;
    (is_roman(number) && rest.starts_with(char::is_whitespace)).then(|| {
        (
            HeadingStyle::Roman,
            &text[..=number.len()],
            rest.trim_start(),
        )
    })
}

fn arabic(text: &str) -> Option<(HeadingStyle, &str, &str)> {
    // Forms of proposals leave the space out: `1.1.Dénomination`.
    let glued = text.find(|c: char| !(c.is_ascii_digit() || c == '.'));
    let glued = glued.filter(|at| {
        let number = &text[..*at];
        number.ends_with('.')
            && number.matches('.').count() > 1
            && text[*at..].starts_with(char::is_uppercase)
    });
    let end = glued.or_else(|| text.find(char::is_whitespace))?;
    let number = &text[..end];
    let parts = number.trim_end_matches('.').split('.');
    let mut depth = 0_u8;
    for part in parts {
        if part.is_empty() || part.len() > 2 || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        depth = DEEPEST.min(depth + 1);
    }
    // `7 milliards` is a number; `7.` and `7.1` are a heading's.
    (number.contains('.') || text[end..].starts_with('\t')).then(|| {
        (
            HeadingStyle::Arabic(depth),
            number,
            text[end..].trim_start(),
        )
    })
}
