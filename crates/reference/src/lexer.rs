//! A pull lexer over text: words, numbers and marks, each with the gap before it.
//!
//! A [`Cursor`] is two words that are copied to look ahead and dropped to go back. No call reads more than a few
//! hundred bytes, whatever the text holds, so a grammar that looks a bounded number of tokens ahead costs a bounded
//! time, and a scan is linear.

use crate::fold::{Class, classify};

/// The longest gap, in bytes, that may lie inside a reference. A line padded to the width of a page fits.
const GAP_LIMIT: usize = 192;
/// The longest word or number, in bytes, that is read as one token.
const RUN_LIMIT: usize = 128;
/// Letters kept of a word: the longest keyword has fifteen.
const KEPT: usize = 20;

/// The classes of bytes, looked up rather than worked out: nearly all of a text is ASCII.
static BYTES: [Byte; 256] = {
    let mut table = [Byte::Wide; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => Byte::Letter,
            b'0'..=b'9' => Byte::Digit,
            b' ' | b'\t' => Byte::Space,
            b'\n' | b'\r' | 0xB | 0xC => Byte::Line,
            _ => Byte::Mark,
        };
        byte += 1;
    }
    table
};

/// What a byte is by itself; `Wide` begins or continues a character of several.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Mark,
    Letter,
    Digit,
    Space,
    Line,
    Wide,
}

/// What separates a token from the one before it, from the tightest to the loosest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// Nothing visible.
    None,
    /// Spaces.
    Space,
    /// One line end, with or without spaces.
    Line,
    /// A blank line, or more white space than a reference may hold. Nothing is read across it.
    Blank,
}

/// A run of letters, folded to lower-case ASCII.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    letters: [u8; KEPT],
    length: u8,
    /// Every letter is a capital. Always true when the cursor ignores case.
    pub(crate) upper: bool,
    /// The first letter is a capital.
    pub(crate) capital: bool,
}

impl Word {
    /// The folded letters, cut at twenty.
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    /// The same letters, as bytes.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.letters
            .get(..usize::from(self.length))
            .unwrap_or_default()
    }

    fn push(&mut self, letter: u8) {
        if let Some(slot) = self.letters.get_mut(usize::from(self.length)) {
            *slot = letter;
            self.length += 1;
        }
    }
}

/// A run of decimal digits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Number {
    /// The value, saturated.
    pub(crate) value: u32,
    /// How many digits it is written with, leading zeros included.
    pub(crate) digits: u8,
}

impl Number {
    /// Whether the number is written with a leading zero.
    pub(crate) fn padded(self) -> bool {
        self.digits > 1 && self.value < 10u32.saturating_pow(u32::from(self.digits) - 1)
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Lexeme {
    /// Letters.
    Word(Word),
    /// Digits.
    Number(Number),
    /// Any other visible character, folded.
    Mark(char),
    /// Part of a run too long to belong to a reference.
    Overlong,
    /// The end of the text.
    End,
}

/// A token and where it stands, in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// What separates it from the token before.
    pub(crate) gap: Gap,
    /// What it is.
    pub(crate) lexeme: Lexeme,
    /// Its first byte.
    pub(crate) start: usize,
    /// The byte after it.
    pub(crate) end: usize,
}

/// A place in a text, from which tokens are pulled.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'t> {
    text: &'t str,
    at: usize,
    ignore_case: bool,
}

impl<'t> Cursor<'t> {
    /// A cursor at a byte of `text`, which must be a character boundary.
    pub(crate) fn new(text: &'t str, at: usize, ignore_case: bool) -> Self {
        Self {
            text,
            at,
            ignore_case,
        }
    }

    /// The byte the cursor stands at.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Whether the cursor takes small letters for capitals, as a typed query asks.
    pub(crate) fn ignores_case(&self) -> bool {
        self.ignore_case
    }

    /// The text under the cursor, whole.
    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    /// The next token, without moving.
    pub(crate) fn peek(&self) -> Token {
        let mut ahead = *self;
        ahead.next()
    }

    /// Moves over the next token and returns it.
    pub(crate) fn next(&mut self) -> Token {
        let begin = self.at;
        let mut gap = Gap::None;
        loop {
            let Some(&byte) = self.text.as_bytes().get(self.at) else {
                return self.token(gap, Lexeme::End, self.at);
            };
            match BYTES[usize::from(byte)] {
                Byte::Letter => return self.lex_word(gap),
                Byte::Digit => return self.lex_number(gap),
                Byte::Space => {
                    self.at += 1;
                    gap = gap.max(Gap::Space);
                }
                Byte::Line => {
                    let pair = self.text.as_bytes().get(self.at..self.at + 2) == Some(b"\r\n");
                    self.at += if pair { 2 } else { 1 };
                    gap = if gap >= Gap::Line {
                        Gap::Blank
                    } else {
                        Gap::Line
                    };
                }
                Byte::Mark => {
                    let start = self.at;
                    self.at += 1;
                    return self.token(gap, Lexeme::Mark(char::from(byte)), start);
                }
                Byte::Wide => {
                    if let Some(token) = self.wide(&mut gap) {
                        return token;
                    }
                }
            }
            if self.at - begin > GAP_LIMIT {
                return self.token(Gap::Blank, Lexeme::Overlong, self.at);
            }
        }
    }

    /// The token that begins with a character outside ASCII; none when the character only widens the gap.
    fn wide(&mut self, gap: &mut Gap) -> Option<Token> {
        let Some((class, width)) = self.class() else {
            return Some(self.token(*gap, Lexeme::End, self.at));
        };
        match class {
            Class::Letter(..) => return Some(self.lex_word(*gap)),
            Class::Digit(_) => return Some(self.lex_number(*gap)),
            Class::Mark(mark) => {
                let start = self.at;
                self.at += width;
                return Some(self.token(*gap, Lexeme::Mark(mark), start));
            }
            Class::Space => *gap = (*gap).max(Gap::Space),
            Class::Line => {
                *gap = if *gap >= Gap::Line {
                    Gap::Blank
                } else {
                    Gap::Line
                }
            }
            Class::Paragraph => *gap = Gap::Blank,
            Class::Invisible | Class::Accent => {}
        }
        self.at += width;
        None
    }

    fn token(&self, gap: Gap, lexeme: Lexeme, start: usize) -> Token {
        Token {
            gap,
            lexeme,
            start,
            end: self.at,
        }
    }

    /// The class of the character under the cursor and its width in bytes.
    fn class(&self) -> Option<(Class, usize)> {
        let c = self.text.get(self.at..)?.chars().next()?;
        Some((classify(c), c.len_utf8()))
    }

    fn lex_word(&mut self, gap: Gap) -> Token {
        let start = self.at;
        let mut word = Word {
            letters: [0; KEPT],
            length: 0,
            upper: true,
            capital: false,
        };
        self.ascii_letters(&mut word);
        let mut end = self.at;
        while self
            .text
            .as_bytes()
            .get(self.at)
            .is_some_and(|byte| !byte.is_ascii())
        {
            match self.class() {
                Some((Class::Letter(first, second), width)) => {
                    let upper = self.is_upper();
                    word.capital |= upper && word.length == 0;
                    word.upper &= upper || self.ignore_case;
                    word.push(first);
                    if let Some(second) = second {
                        word.push(second);
                    }
                    self.at += width;
                    end = self.at;
                }
                Some((Class::Accent, width)) => {
                    self.at += width;
                    end = self.at;
                }
                Some((Class::Invisible, width)) => self.at += self.invisible(width),
                _ => break,
            }
            if self.ascii_letters(&mut word) {
                end = self.at;
            }
            if self.at - start > RUN_LIMIT {
                return self.token(gap, Lexeme::Overlong, start);
            }
        }
        if end - start > RUN_LIMIT {
            return self.token(gap, Lexeme::Overlong, start);
        }
        self.at = end;
        self.token(gap, Lexeme::Word(word), start)
    }

    /// Takes the ASCII letters under the cursor, one more than a word may have at most. False when there is none.
    fn ascii_letters(&mut self, word: &mut Word) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let mut taken = 0;
        for &byte in rest.iter().take(RUN_LIMIT + 1) {
            if BYTES[usize::from(byte)] != Byte::Letter {
                break;
            }
            let upper = byte & 0x20 == 0;
            word.capital |= upper && word.length == 0;
            word.upper &= upper || self.ignore_case;
            word.push(byte | 0x20);
            taken += 1;
        }
        self.at += taken;
        taken > 0
    }

    fn lex_number(&mut self, gap: Gap) -> Token {
        let start = self.at;
        let mut end = start;
        let mut number = Number {
            value: 0,
            digits: 0,
        };
        loop {
            match self.class() {
                Some((Class::Digit(digit), width)) => {
                    number.value = number
                        .value
                        .saturating_mul(10)
                        .saturating_add(u32::from(digit));
                    number.digits = number.digits.saturating_add(1);
                    self.at += width;
                    end = self.at;
                }
                Some((Class::Invisible, width)) => self.at += width,
                _ => break,
            }
            if self.at - start > RUN_LIMIT {
                return self.token(gap, Lexeme::Overlong, start);
            }
        }
        self.at = end;
        self.token(gap, Lexeme::Number(number), start)
    }

    fn is_upper(&self) -> bool {
        self.text
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
            .is_some_and(char::is_uppercase)
    }

    /// How far an invisible character reaches inside a word: a soft hyphen takes the line end it caused with it.
    fn invisible(&self, width: usize) -> usize {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        match rest {
            [0xC2, 0xAD, b'\r', b'\n', ..] => width + 2,
            [0xC2, 0xAD, b'\n', ..] => width + 1,
            _ => width,
        }
    }
}

/// Steps that move only when they succeed.
impl Cursor<'_> {
    /// Takes one of `marks`, no further away than `gap`.
    pub(crate) fn mark(&mut self, marks: &[char], gap: Gap) -> Option<Token> {
        let mut ahead = *self;
        let token = ahead.next();
        match token.lexeme {
            Lexeme::Mark(mark) if token.gap <= gap && marks.contains(&mark) => {
                *self = ahead;
                Some(token)
            }
            _ => None,
        }
    }

    /// Takes a number, no further away than `gap`.
    pub(crate) fn number(&mut self, gap: Gap) -> Option<(Token, Number)> {
        let mut ahead = *self;
        let token = ahead.next();
        match token.lexeme {
            Lexeme::Number(number) if token.gap <= gap => {
                *self = ahead;
                Some((token, number))
            }
            _ => None,
        }
    }

    /// Takes a word, no further away than `gap`.
    pub(crate) fn word(&mut self, gap: Gap) -> Option<(Token, Word)> {
        let mut ahead = *self;
        let token = ahead.next();
        match token.lexeme {
            Lexeme::Word(word) if token.gap <= gap => {
                *self = ahead;
                Some((token, word))
            }
            _ => None,
        }
    }

    /// Takes one of `words`, no further away than `gap`.
    pub(crate) fn word_in(&mut self, words: &[&str], gap: Gap) -> Option<Token> {
        let mut ahead = *self;
        let (token, word) = ahead.word(gap)?;
        if !words.contains(&word.as_str()) {
            return None;
        }
        *self = ahead;
        Some(token)
    }

    /// Takes the abbreviation of "numéro" in any of its spellings: `n°`, `nº`, `no`, `nos`, `n o`, `No.`, `№`.
    pub(crate) fn number_mark(&mut self, gap: Gap) -> Option<Token> {
        if let Some(token) = self.mark(&['№'], gap) {
            return Some(token);
        }
        let mut ahead = *self;
        let (token, word) = ahead.word(gap)?;
        match word.as_str() {
            "n" => {
                // The superscript o may have become a letter of its own, or nothing at all.
                let degree = ahead.mark(&['°'], Gap::Space).is_some();
                if degree || ahead.word_in(&["o", "os"], Gap::Space).is_some() {
                    ahead.word_in(&["s"], Gap::None);
                }
            }
            "no" | "nos" | "nr" | "num" | "numero" | "numeros" | "number" => {}
            _ => return None,
        }
        ahead.mark(&['.', '°'], Gap::None);
        *self = ahead;
        Some(token)
    }
}

/// What joins two items of an enumeration: a comma, a conjunction, or both; a footnote call may stand before it.
pub(crate) fn separator<'t>(cursor: &Cursor<'t>) -> Option<Cursor<'t>> {
    let mut ahead = *cursor;
    skip_call(&mut ahead);
    let comma = ahead.mark(&[',', ';', '&', '+'], Gap::Line).is_some();
    let word = ahead
        .word_in(&["et", "ou", "and", "or"], Gap::Line)
        .is_some()
        || {
            let mut long = ahead;
            let taken = long.word_in(&["ainsi"], Gap::Line).is_some()
                && long.word_in(&["que"], Gap::Line).is_some();
            if taken {
                ahead = long;
            }
            taken
        };
    (comma || word).then_some(ahead)
}

/// Moves over a footnote call in brackets, such as `(1)` or `( 12 )`.
fn skip_call(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    if ahead.mark(&['('], Gap::Space).is_some()
        && ahead
            .number(Gap::Space)
            .is_some_and(|(_, number)| number.digits <= 3)
        && ahead.mark(&[')'], Gap::Space).is_some()
    {
        *cursor = ahead;
    }
}
