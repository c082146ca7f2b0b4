//! The scan: one pass over the text, from one trigger token to the next.
//!
//! Every reference holds a digit, or one of the names that families declare. So the scanner leaps over text without either
//! and reads only the stretch of [`context::REACH`] bytes before each one, which is as far back as the words round a
//! number can matter.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::address;
use crate::citation::{Emit, Found, Sink};
use crate::context::{self, Context};
use crate::cursor::Cursor;
use crate::families::{FAMILIES, Family, FamilySet, Grammar, Site};
use crate::lexer::{Gap, Lexeme, Token, Word};
use crate::vocabulary::{self, Entry, Roles};

/// One pass over one text.
pub(crate) struct Scanner<'t> {
    text: &'t str,
    cursor: Cursor<'t>,
    sink: Sink<'t>,
    context: Context,
    previous: Option<Token>,
    /// A reference has just been read, and nothing but the mark that joins it to what follows.
    joined: bool,
    /// The next digit or name without digits.
    stop: usize,
}

impl<'t> Scanner<'t> {
    /// A scanner of `text`; `typed` takes small letters for capitals and reads what people type in a search box.
    pub(crate) fn new(text: &'t str, typed: bool, emit: &'t mut Emit<'t>) -> Self {
        Self {
            text,
            cursor: Cursor::new(text, 0, typed),
            sink: Sink::new(text, emit),
            context: Context::new(typed),
            previous: None,
            joined: false,
            stop: 0,
        }
    }

    /// Emits all references, in order.
    pub(crate) fn run(mut self) {
        let mut cited = false;
        while self.leap() {
            let begin = self.cursor.at() == 0;
            let mut token = self.cursor.peek();
            if begin {
                // A text begins as a paragraph does, so that what a blank line parts is read as if apart.
                token.gap = Gap::Blank;
            }
            self.context.approach(&token);
            if token.gap == Gap::Blank {
                self.previous = None;
            }
            let joins = matches!(token.lexeme, Lexeme::Mark('/' | '-')) && token.gap == Gap::None;
            let (here, triggers) = match &token.lexeme {
                Lexeme::Word(word) => {
                    let here = vocabulary::look_up(word);
                    (here, here.triggers())
                }
                Lexeme::Number(_) | Lexeme::Mark('(' | '[' | '№') => (Entry::default(), true),
                Lexeme::End => break,
                _ => (Entry::default(), false),
            };
            let before = triggers.then_some(self.cursor);
            self.cursor.next();
            let found = before.and_then(|before| self.reference(before.beginning(), token, here));
            if let Some(after) = found {
                self.cursor = after;
                self.previous = None;
                self.joined = false;
                cited = true;
            } else {
                self.context.observe(&token, here);
                self.previous = Some(token);
                self.joined = joins && cited;
                cited = false;
            }
        }
    }

    /// Moves over text too far from any reference to matter. False when none is left.
    fn leap(&mut self) -> bool {
        let at = self.cursor.at();
        if self.cursor.ignores_case() {
            // What is typed is short, and its names may be in small letters.
            return true;
        }
        if self.stop < at || at == 0 {
            let Some(stop) = self.next_stop(at) else {
                return false;
            };
            self.stop = stop;
        }
        if self.stop - at > 2 * context::REACH {
            let mut landing = self.stop - context::REACH;
            while !self.text.is_char_boundary(landing) {
                landing += 1;
            }
            self.cursor = Cursor::new(self.text, landing, self.cursor.ignores_case());
            self.context.clear();
            self.previous = None;
        }
        true
    }

    /// The next digit at or after `at`, or the name without digits that stands far before it.
    fn next_stop(&self, at: usize) -> Option<usize> {
        let digit = next_digit(self.text.as_bytes(), at);
        let end = digit.unwrap_or(self.text.len());
        if digit.is_some() && end - at <= 2 * context::REACH {
            // All of it is read anyway.
            return digit;
        }
        next_name(self.text.as_bytes(), at, end).or(digit)
    }

    /// Reads the reference that begins with `token`, if one does, and returns the cursor after it.
    fn reference(&mut self, before: Cursor<'t>, token: Token, here: Entry) -> Option<Cursor<'t>> {
        match token.lexeme {
            Lexeme::Word(word) => self.at_word(before, token, &word, here),
            Lexeme::Number(_) => {
                let is_glued = self.glued_number(&token);
                if !self.goes_on() || (is_glued && !self.context.type_ends_at(token.start)) {
                    return None;
                }
                self.ask(FamilySet::WITH_NUMBERS, before, token, |family| {
                    family.at_number
                })
            }
            Lexeme::Mark(_) => self.ask(FamilySet::WITH_MARKS, before, token, |family| {
                family.at_mark
            }),
            _ => None,
        }
    }

    fn at_word(
        &mut self,
        before: Cursor<'t>,
        token: Token,
        word: &Word,
        here: Entry,
    ) -> Option<Cursor<'t>> {
        if here.roles.has(Roles::ADDRESS)
            && let Some(end) = address::end_of(self.text, token.start)
        {
            return Some(self.address(token.start, end));
        }
        if self.glued(&token) {
            return None;
        }
        let begins = if word.upper {
            here.begins.and(here.begins_in_capitals)
        } else {
            here.begins
        };
        self.ask(begins, before, token, |family| family.at_word)
    }

    /// Asks families one after the other for the reference that begins with a token.
    fn ask(
        &mut self,
        families: FamilySet,
        before: Cursor<'t>,
        token: Token,
        grammar: impl Fn(&Family) -> Option<Grammar>,
    ) -> Option<Cursor<'t>> {
        for (place, family) in families.iter() {
            let Some(read) = grammar(family) else {
                continue;
            };
            let announced = self.context.announced(place, token.start);
            let after = read(&mut Site {
                cursor: self.cursor,
                before,
                token,
                previous: self.previous,
                announced,
                context: &mut self.context,
                sink: &mut self.sink,
            });
            if after.is_some() {
                self.context.cited();
                return after;
            }
        }
        None
    }

    /// Whether a number goes on as those do that begin a reference: with a slash, a bracket, or letters glued to it. Most
    /// are days and quantities, and no family need be asked.
    fn goes_on(&self) -> bool {
        let next = self.cursor.peek();
        match next.lexeme {
            Lexeme::Mark('/') => true,
            Lexeme::Mark('(') => next.gap <= Gap::Line,
            Lexeme::Word(_) => next.gap == Gap::None,
            _ => false,
        }
    }

    /// Takes an address whole, whether it names an instrument or not.
    fn address(&mut self, start: usize, end: usize) -> Cursor<'t> {
        if let Some(what) = self.text.get(start..end).and_then(address::instrument) {
            self.sink.push(Found { start, end, what });
        }
        self.context.cited();
        Cursor::new(self.text, end, self.cursor.ignores_case())
    }

    /// Whether a word hangs on what is before it, as the `C` of `A-C(2017)` or the `JO` of `2JO`.
    fn glued(&self, token: &Token) -> bool {
        token.gap == Gap::None
            // "COM(2020) 605/SWD(2020) 128" is two documents.
            && !self.joined
            && self.previous.is_some_and(|previous| match previous.lexeme {
                Lexeme::Mark(mark) => {
                    matches!(mark, '/' | '_' | '@' | '=' | '&' | '-') && previous.gap == Gap::None
                }
                Lexeme::Word(_) | Lexeme::Number(_) | Lexeme::Overlong => true,
                Lexeme::End => false,
            })
    }

    /// Whether a number goes on from what is before it: `frontières89`, `12/2014`, `3.2014`.
    fn glued_number(&self, token: &Token) -> bool {
        token.gap == Gap::None
            && self.previous.is_some_and(|previous| match previous.lexeme {
                Lexeme::Mark(mark) => {
                    matches!(mark, '/' | '_' | '=' | '-' | '.' | ',') && previous.gap == Gap::None
                }
                Lexeme::Word(_) | Lexeme::Overlong => true,
                Lexeme::Number(_) | Lexeme::End => false,
            })
    }
}

/// The next digit at or after `at`: an ASCII one, or the first byte that a fullwidth one may have.
fn next_digit(bytes: &[u8], at: usize) -> Option<usize> {
    const CHUNK: usize = 64;
    let digit = |byte: &u8| byte.wrapping_sub(b'0') < 10 || *byte == 0xEF;
    let rest = bytes.get(at..)?;
    // Whole chunks first, without a branch in them, so that the compiler can compare many bytes at once.
    let skipped = rest
        .chunks_exact(CHUNK)
        .take_while(|chunk| !chunk.iter().fold(false, |any, byte| any | digit(byte)))
        .count();
    let from = skipped * CHUNK;
    rest.get(from..)?
        .iter()
        .position(digit)
        .map(|found| at + from + found)
}

/// Finds the names that families have without digits.
static NAMES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let names = FAMILIES.iter().flat_map(|family| family.without_digits);
    // A handful of short strings: only millions could not be built.
    AhoCorasick::new(names).ok()
});

/// The first part of a name without digits between two bytes. It ends in that name: a scan that stops there reads it.
fn next_name(bytes: &[u8], from: usize, to: usize) -> Option<usize> {
    let found = NAMES.as_ref()?.find(bytes.get(from..to)?)?;
    Some(from + found.end().saturating_sub(1))
}
