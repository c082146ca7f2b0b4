//! A pull lexer over text: words, numbers and marks, each with the gap before it.
//!
//! No call reads more than a few hundred bytes, whatever the text holds, so a grammar that looks a bounded number of
//! tokens ahead costs a bounded time, and a scan is linear.

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

/// What turns bytes into tokens.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lexer<'t> {
    pub(crate) text: &'t str,
    /// The next byte to read, always a character boundary.
    pub(crate) at: usize,
    /// Take small letters for capitals.
    pub(crate) ignore_case: bool,
}

impl Lexer<'_> {
    /// Reads one token.
    pub(crate) fn lex(&mut self) -> Token {
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
        let taken = rest
            .iter()
            .take(RUN_LIMIT + 1)
            .take_while(|byte| BYTES[usize::from(**byte)] == Byte::Letter)
            .count();
        let letters = rest.get(..taken).unwrap_or_default();
        let Some(first) = letters.first() else {
            return false;
        };
        word.capital |= first & 0x20 == 0 && word.length == 0;
        word.upper &= self.ignore_case || letters.iter().all(|byte| byte & 0x20 == 0);
        for (slot, byte) in word
            .letters
            .iter_mut()
            .skip(usize::from(word.length))
            .zip(letters)
        {
            *slot = byte | 0x20;
            word.length += 1;
        }
        self.at += taken;
        true
    }

    fn lex_number(&mut self, gap: Gap) -> Token {
        let start = self.at;
        let mut end = start;
        let mut number = Number {
            value: 0,
            digits: 0,
        };
        loop {
            let digit = match self.text.as_bytes().get(self.at) {
                Some(byte @ b'0'..=b'9') => {
                    self.at += 1;
                    byte - b'0'
                }
                Some(byte) if !byte.is_ascii() => match self.class() {
                    Some((Class::Digit(digit), width)) => {
                        self.at += width;
                        digit
                    }
                    Some((Class::Invisible, width)) if self.at - start <= RUN_LIMIT => {
                        self.at += width;
                        continue;
                    }
                    _ => break,
                },
                _ => break,
            };
            number.value = number
                .value
                .saturating_mul(10)
                .saturating_add(u32::from(digit));
            number.digits = number.digits.saturating_add(1);
            end = self.at;
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
