//! The articles that the words before an act name: `article 83 bis`, `articles 5, 6 et 8 à 10`.
//!
//! While the words go by, only the place of *article* is kept; the numbers are read from it once an act follows.

use crate::cursor::{Cursor, separator};
use crate::lexer::{Gap, Lexeme, Number, Word};
use crate::vocabulary::Roles;

/// Tokens that may lie between *article* and the act: "article 5, paragraphe 2, premier alinéa, point a), du" has
/// twenty, a list of articles a few more.
const REACH: u8 = 32;
/// The most articles one citation names; a range beyond them keeps its first article only.
const MOST: usize = 64;

/// Whether a word, folded, stands after the number of an article that was put between two others: `bis` of *article 3
/// bis*. Long codes have come to *quinquagies*.
pub fn is_article_suffix(word: &str) -> bool {
    const TENS: [&str; 9] = [
        "decies",
        "vicies",
        "tricies",
        "quadragies",
        "quinquagies",
        "sexagies",
        "septuagies",
        "octogies",
        "nonagies",
    ];
    matches!(
        word,
        "bis" | "ter" | "quater" | "quinquies" | "sexies" | "septies" | "octies" | "nonies"
    ) || TENS.iter().any(|tens| word.ends_with(tens))
}

/// *Article* and what has followed it so far.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pending {
    start: usize,
    numbered: bool,
    left: u8,
}

impl Pending {
    /// What is pending after *article*, at byte `start`.
    pub(crate) fn at(start: usize) -> Self {
        Self {
            start,
            numbered: false,
            left: REACH,
        }
    }

    /// Where *article* stands, once a number has followed it.
    pub(crate) fn start(self) -> Option<usize> {
        self.numbered.then_some(self.start)
    }

    /// What is pending after one more word.
    pub(crate) fn word(mut self, word: &Word, roles: Roles) -> Option<Self> {
        if !self.numbered {
            self.numbered = word.as_str() == "premier";
            return self.numbered.then_some(self);
        }
        roles
            .has(Roles::FILLS_ARTICLE)
            .then_some(self)
            .and_then(Self::aged)
    }

    /// What is pending after a number.
    pub(crate) fn number(mut self) -> Option<Self> {
        self.numbered = true;
        self.aged()
    }

    /// What is pending after a mark.
    pub(crate) fn mark(self, mark: char) -> Option<Self> {
        matches!(mark, ',' | '\'' | '(' | ')' | '-' | '.').then_some(self)
    }

    fn aged(mut self) -> Option<Self> {
        self.left = self.left.checked_sub(1)?;
        Some(self)
    }
}

/// Reads the articles named from *article* at byte `start` up to byte `end`, in the order written.
pub(crate) fn read(text: &str, start: usize, end: usize) -> Vec<String> {
    let mut cursor = Cursor::new(text, start, false).beginning();
    let Some((_, word)) = cursor.word(Gap::None) else {
        return Vec::new();
    };
    cursor.mark(&['.'], Gap::None);
    let mut named = Vec::new();
    let Some((mut last, first)) = one(&mut cursor) else {
        return named;
    };
    named.push(first);
    if word.as_str() != "articles" {
        // "article 55 ou 56": a comma would lead to the article's own parts.
        if matches!(cursor.peek().lexeme, Lexeme::Word(_)) {
            named.extend(next(&mut cursor).map(|(_, second)| second));
        }
        return named;
    }
    while cursor.at() < end && named.len() < MOST {
        if let Some((to, written)) = range(&mut cursor) {
            let room = MOST - named.len();
            let between = last.value.saturating_add(1)..to.value;
            if between.len() < room {
                named.extend(between.map(|number| number.to_string()));
                named.push(written);
            }
            last = to;
        } else if let Some((number, written)) = next(&mut cursor) {
            named.push(written);
            last = number;
        } else if !part(&mut cursor) {
            break;
        }
    }
    named
}

/// An article's number with its *bis*, *ter*…, or *premier*.
fn one(cursor: &mut Cursor<'_>) -> Option<(Number, String)> {
    if cursor.word_in(&["premier"], Gap::Line).is_some() {
        let first = Number {
            value: 1,
            digits: 1,
        };
        return Some((first, "1".to_owned()));
    }
    let (_, number) = cursor.number(Gap::Line)?;
    let mut written = number.value.to_string();
    // What was put between two that were put there: "8 bis quater".
    for _ in 0..2 {
        let mut ahead = *cursor;
        let suffix = ahead.word(Gap::Line);
        let Some((_, suffix)) = suffix.filter(|(_, word)| is_article_suffix(word.as_str())) else {
            break;
        };
        written.push(' ');
        written.push_str(suffix.as_str());
        *cursor = ahead;
    }
    Some((number, written))
}

/// The end of a range: *à 8*, *-8*.
fn range(cursor: &mut Cursor<'_>) -> Option<(Number, String)> {
    let mut ahead = *cursor;
    if ahead.mark(&['-'], Gap::None).is_none() {
        ahead.word_in(&["a"], Gap::Line)?;
    }
    let end = one(&mut ahead)?;
    *cursor = ahead;
    Some(end)
}

/// The next article of the list.
fn next(cursor: &mut Cursor<'_>) -> Option<(Number, String)> {
    let mut ahead = separator(cursor)?;
    let number = one(&mut ahead)?;
    *cursor = ahead;
    Some(number)
}

/// Moves over one paragraph or point of an article. Several of them end the list: "articles 5, paragraphes 1 et 2"
/// cannot be told from a list that goes on.
fn part(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    ahead.mark(&[','], Gap::None);
    if ahead.word_in(&["paragraphe", "point"], Gap::Line).is_none() {
        return false;
    }
    let letter = matches!(ahead.peek().lexeme, Lexeme::Word(word) if word.as_bytes().len() == 1);
    if letter {
        ahead.next();
    } else if ahead.number(Gap::Line).is_none() {
        return false;
    }
    ahead.mark(&[')'], Gap::None);
    *cursor = ahead;
    true
}
