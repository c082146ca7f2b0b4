//! Headings, lists and boxes, recognised by shape and position where the source
//! does not mark them.

use crate::blocks::{Block, Shape};

/// What a block turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Running text.
    Text,
    /// A heading; its number is split from its words.
    Heading {
        style: HeadingStyle,
        number: Option<String>,
        words: String,
    },
    /// An item of a list.
    Item,
}

/// The kind of number a heading has. Headings of one kind in one place are
/// siblings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum HeadingStyle {
    /// `ANNEXE`, `TITRE II`, `CHAPITRE IV`, `SECTION 1`, `Article 5`: the rank
    /// in an act, outermost first.
    Division(u8),
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

const DIVISIONS: &[(&str, u8)] = &[
    ("ANNEXE", 0),
    ("PARTIE", 0),
    ("TITRE", 1),
    ("CHAPITRE", 2),
    ("SECTION", 3),
    ("ARTICLE", 4),
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
    numbered(line).is_some_and(|(style, _, words)| {
        style != HeadingStyle::Plain
            && starts_like_heading(words)
            && line.chars().count() <= LONGEST_HEADING
    })
}

/// Decides what each block is.
pub(crate) fn roles(blocks: &[Block]) -> Vec<Role> {
    blocks
        .iter()
        .enumerate()
        .map(|(at, block)| {
            if block.shape == Shape::Item {
                return Role::Item;
            }
            heading(block, blocks.get(at + 1)).unwrap_or_else(|| {
                if opens_item(&block.text) {
                    Role::Item
                } else {
                    Role::Text
                }
            })
        })
        .collect()
}

fn heading(block: &Block, next: Option<&Block>) -> Option<Role> {
    let text = block.text.trim();
    let (style, number, words) = numbered(text).unwrap_or((HeadingStyle::Plain, None, text));
    let count = words.split_whitespace().count();
    let division = matches!(style, HeadingStyle::Division(_));
    let fits = text.chars().count() <= LONGEST_HEADING && count <= MOST_WORDS;
    let ends_open = !text.ends_with(['.', ';', ',', ':', '!', '?']);
    let is_heading = if division {
        fits && ends_open
    } else if style == HeadingStyle::Plain {
        fits && ends_open
            && count <= MOST_WORDS_UNNUMBERED
            && starts_like_heading(words)
            && !opens_item(words)
            // A heading heads something: text, a list or another heading.
            && next.is_some_and(|n| !n.text.starts_with(char::is_lowercase) || n.shape == Shape::Item)
    } else {
        fits && ends_open && starts_like_heading(words)
    };
    is_heading.then(|| Role::Heading {
        style,
        number: number.map(str::to_owned),
        words: words.to_owned(),
    })
}

fn starts_like_heading(words: &str) -> bool {
    let mut chars = words.chars().skip_while(|c| "«“\"(".contains(*c));
    chars.next().is_some_and(char::is_uppercase)
        && words.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

/// Splits the number of a heading from its words.
fn numbered(text: &str) -> Option<(HeadingStyle, Option<&str>, &str)> {
    division(text)
        .or_else(|| roman(text))
        .or_else(|| arabic(text))
}

fn division(text: &str) -> Option<(HeadingStyle, Option<&str>, &str)> {
    let mut words = text.split_whitespace();
    let first = words.next()?;
    let (_, rank) = DIVISIONS
        .iter()
        .find(|(name, _)| first.to_uppercase() == *name)?;
    let style = HeadingStyle::Division(*rank);
    match words.next() {
        None => Some((style, None, text)),
        Some(number) if is_division_number(number) => {
            let end = first.len() + text[first.len()..].find(number)? + number.len();
            let rest = text[end..].trim_start_matches([' ', '\u{a0}', '\t', '–', '—', ':', '-']);
            Some(if rest.is_empty() {
                (style, None, text)
            } else {
                (style, Some(&text[..end]), rest)
            })
        }
        Some(_) => None,
    }
}

fn is_division_number(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ':']);
    word.eq_ignore_ascii_case("premier")
        || word.eq_ignore_ascii_case("première")
        || is_roman(word)
        || (!word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()))
}

fn is_roman(word: &str) -> bool {
    (1..=7).contains(&word.len()) && word.bytes().all(|b| b"IVXLC".contains(&b))
}

fn roman(text: &str) -> Option<(HeadingStyle, Option<&str>, &str)> {
    let (number, rest) = text.split_once('.')?;
    (is_roman(number) && rest.starts_with(char::is_whitespace)).then(|| {
        let number = &text[..=number.len()];
        (HeadingStyle::Roman, Some(number), rest.trim_start())
    })
}

fn arabic(text: &str) -> Option<(HeadingStyle, Option<&str>, &str)> {
    let end = text.find(char::is_whitespace)?;
    let number = &text[..end];
    let parts = number.trim_end_matches('.').split('.');
    let mut depth = 0_u8;
    for part in parts {
        if part.is_empty() || part.len() > 2 || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        depth = depth.saturating_add(1);
    }
    // `7 milliards` is a number; `7.` and `7.1` are a heading's.
    (number.contains('.') || text[end..].starts_with('\t')).then(|| {
        (
            HeadingStyle::Arabic(depth),
            Some(number),
            text[end..].trim_start(),
        )
    })
}

/// `a) …`, `ii) …`, `(b) …`, `— …`: the mark is part of the text.
fn opens_item(text: &str) -> bool {
    if text.starts_with(['–', '—']) {
        return true;
    }
    let body = text.strip_prefix('(').unwrap_or(text);
    body.split_once(')').is_some_and(|(mark, rest)| {
        (1..=4).contains(&mark.len())
            && mark
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            && rest.starts_with(char::is_whitespace)
    })
}

/// The tree of headings, as they come.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    open: Vec<(HeadingStyle, String)>,
}

impl Outline {
    /// Enters a heading; returns its level (from 1) and the section around it.
    ///
    /// A kind of heading seen before on the way down closes what is under it;
    /// a new kind stands under the last, but unnumbered headings hold no
    /// numbered ones.
    pub(crate) fn enter(&mut self, style: HeadingStyle, id: &str) -> (u8, Option<String>) {
        let above = match self.open.iter().position(|(open, _)| *open == style) {
            Some(at) => at,
            None => self.above(style),
        };
        self.open.truncate(above);
        let parent = self.open.last().map(|(_, id)| id.clone());
        self.open.push((style, id.to_owned()));
        (u8::try_from(self.open.len()).unwrap_or(u8::MAX), parent)
    }

    fn above(&self, style: HeadingStyle) -> usize {
        let holds = |open: HeadingStyle| match (open, style) {
            (HeadingStyle::Division(open), HeadingStyle::Division(new))
            | (HeadingStyle::Arabic(open), HeadingStyle::Arabic(new)) => open < new,
            (HeadingStyle::Plain, _) | (_, HeadingStyle::Division(_)) => false,
            _ => true,
        };
        self.open
            .iter()
            .position(|(open, _)| !holds(*open))
            .unwrap_or(self.open.len())
    }

    /// The section that text stands in.
    pub(crate) fn current(&self) -> Option<&str> {
        self.open.last().map(|(_, id)| id.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> Block {
        Block {
            text: text.to_owned(),
            ..Block::default()
        }
    }

    fn is_heading(text: &str) -> bool {
        let next = block("Le texte commence ici.");
        matches!(roles(&[block(text), next])[0], Role::Heading { .. })
    }

    #[test]
    fn headings_by_shape() {
        for text in [
            "IV. Protéger chacun dans l’UE: priorités stratégiques",
            "2.\tPROTÉGER LES INFRASTRUCTURES",
            "2.1. Champ d’application",
            "Cybersécurité",
            "Exemples clés de mise en œuvre",
            "CHAPITRE IV",
            "Article premier",
            "Article 21 – Mesures de gestion des risques",
        ] {
            assert!(is_heading(text), "{text}");
        }
        for text in [
            "La Commission présente un rapport.",
            "7 milliards d’euros sont prévus",
            "et la suite de la phrase",
            "a) Premier point",
            "1. Les États membres veillent à ce que les entités:",
            "32016L1148",
        ] {
            assert!(!is_heading(text), "{text}");
        }
    }

    #[test]
    fn the_tree_follows_the_numbers() {
        let mut outline = Outline::default();
        let levels: Vec<u8> = [
            HeadingStyle::Roman,
            HeadingStyle::Arabic(1),
            HeadingStyle::Plain,
            HeadingStyle::Plain,
            HeadingStyle::Arabic(1),
            HeadingStyle::Arabic(2),
            HeadingStyle::Roman,
            HeadingStyle::Plain,
        ]
        .into_iter()
        .map(|style| outline.enter(style, "s").0)
        .collect();
        assert_eq!(levels, [1, 2, 3, 3, 2, 3, 1, 2]);
    }
}
