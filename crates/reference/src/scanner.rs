//! The scan: one pass over the text, from one trigger token to the next.
//!
//! Every reference holds a digit. So the scanner leaps over text without digits and reads only the stretch of
//! [`context::REACH`] bytes before each one, which is as far back as the words round a number can matter.

use crate::act;
use crate::citation::{Emit, Found, Sink};
use crate::commission::{self, Series};
use crate::context::{self, Context};
use crate::cursor::Cursor;
use crate::lexer::{Gap, Lexeme, Number, Token, Word};
use crate::vocabulary::{self, Roles};
use crate::{address, council, council_of_europe, court, journal, naming, united_nations};

/// One pass over one text.
pub(crate) struct Scanner<'t> {
    text: &'t str,
    cursor: Cursor<'t>,
    sink: Sink<'t>,
    context: Context,
    previous: Option<Token>,
    /// A reference has just been read, and nothing but the mark that joins it to what follows.
    joined: bool,
    digit: usize,
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
            digit: 0,
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
            let (roles, triggers) = match &token.lexeme {
                Lexeme::Word(word) => {
                    let roles = vocabulary::roles(word);
                    (roles, roles.has(Roles::TRIGGER))
                }
                Lexeme::Number(_) | Lexeme::Mark('(' | '[' | '№') => (Roles::default(), true),
                Lexeme::End => break,
                _ => (Roles::default(), false),
            };
            let before = triggers.then_some(self.cursor);
            self.cursor.next();
            if let Some(after) = before.and_then(|before| self.reference(before.beginning(), token))
            {
                self.cursor = after;
                self.previous = None;
                self.joined = false;
                cited = true;
            } else {
                self.context.observe(&token, roles);
                self.previous = Some(token);
                self.joined = joins && cited;
                cited = false;
            }
        }
    }

    /// Moves over text too far from any digit to matter. False when no digit is left.
    fn leap(&mut self) -> bool {
        let at = self.cursor.at();
        if self.digit < at || at == 0 {
            let Some(digit) = next_digit(self.text.as_bytes(), at) else {
                return false;
            };
            self.digit = digit;
        }
        if self.digit - at > 2 * context::REACH {
            let mut landing = self.digit - context::REACH;
            while !self.text.is_char_boundary(landing) {
                landing += 1;
            }
            self.cursor = Cursor::new(self.text, landing, self.cursor.ignores_case());
            self.context.clear();
            self.previous = None;
        }
        true
    }

    /// Reads the reference that begins with `token`, if one does, and returns the cursor after it.
    fn reference(&mut self, before: Cursor<'t>, token: Token) -> Option<Cursor<'t>> {
        match token.lexeme {
            Lexeme::Word(word) => self.at_word(before, token, word),
            Lexeme::Number(number) => self.at_number(before, token, number),
            Lexeme::Mark(_) => self.act(before, token),
            _ => None,
        }
    }

    fn at_word(&mut self, before: Cursor<'t>, token: Token, word: Word) -> Option<Cursor<'t>> {
        let text = word.as_str();
        if address::may_begin(text)
            && let Some(end) = address::end_of(self.text, token.start)
        {
            return Some(self.address(token.start, end));
        }
        if self.glued(&token) {
            return None;
        }
        match text {
            "n" | "no" | "noo" | "nos" | "nr" | "numero" | "numeros" => self.act(before, token),
            "ue" | "eu" | "ce" | "ec" | "cee" | "eec" | "euratom" | "pesc" | "cfsp" | "jai"
            | "jha"
                if word.upper =>
            {
                if text == "eu"
                    && let Some(after) = self.ecli(token, word)
                {
                    return Some(after);
                }
                self.act(before, token)
            }
            "ecli" => self.ecli(token, word),
            "celex" => self.celex(token),
            "j" if word.upper => {
                self.kept(|cursor, sink| journal::list(journal::initials(cursor)?, token, sink))
            }
            "st" if word.upper => self.kept(|cursor, sink| council::list(cursor, token, sink)),
            "s" if word.upper => {
                self.kept(|cursor, sink| united_nations::symbol(cursor, token, sink))
            }
            "jrc" if word.upper => {
                let (end, what, after) = address::report(self.cursor)?;
                self.sink.push(Found {
                    start: token.start,
                    end,
                    what,
                });
                self.context.cited();
                Some(after)
            }
            _ if word.upper && council_of_europe::series(&word).is_some() => {
                let bare = council_of_europe::series(&word)?;
                self.kept(|cursor, sink| council_of_europe::list(cursor, token, bare, sink))
            }
            _ if journal::opens(&word) => {
                self.kept(|cursor, sink| journal::list(cursor, token, sink))
            }
            _ => self.commission_or_court(token, &word),
        }
    }

    fn commission_or_court(&mut self, token: Token, word: &Word) -> Option<Cursor<'t>> {
        if let Some(series) = Series::of(word) {
            // The Journal prints its numbers in brackets or alone; elsewhere they are the Commission's.
            if series == Series::C
                && self.stands_alone()
                && let Some(after) = journal::bare_item(self.cursor, token, &mut self.sink)
            {
                self.context.cited();
                return Some(after);
            }
            let called = self.context.called(token.start);
            if let Some(after) =
                commission::list(self.cursor, token, series, called, &mut self.sink)
            {
                self.context.took_called();
                return Some(after);
            }
        }
        let court = court::court(word)?;
        self.kept(|cursor, sink| court::list(cursor, token, court, sink))
    }

    /// Whether nothing but an opening bracket stands before.
    fn stands_alone(&self) -> bool {
        let before = self.previous.as_ref().map(|token| &token.lexeme);
        matches!(before, None | Some(Lexeme::Mark('(')))
    }

    /// Runs a grammar after the trigger and lets the sentence go on when it succeeds.
    fn kept(
        &mut self,
        grammar: impl FnOnce(Cursor<'t>, &mut Sink<'t>) -> Option<Cursor<'t>>,
    ) -> Option<Cursor<'t>> {
        let after = grammar(self.cursor, &mut self.sink)?;
        self.context.cited();
        Some(after)
    }

    fn at_number(
        &mut self,
        before: Cursor<'t>,
        token: Token,
        number: Number,
    ) -> Option<Cursor<'t>> {
        if self.glued_number(&token) && !self.context.type_ends_at(token.start) {
            return None;
        }
        if let Some((end, celex, after)) = naming::read(self.cursor, number) {
            return Some(self.celex_found(token.start, end, &celex, after));
        }
        if let Some(start) = self.context.resolution(token.start)
            && let Some(after) = united_nations::list(self.cursor, start, number, &mut self.sink)
        {
            self.context.cited();
            return Some(after);
        }
        if act::may_begin(&self.cursor) {
            self.act(before, token)
        } else {
            None
        }
    }

    /// Reads an act from before its first token.
    fn act(&mut self, before: Cursor<'t>, token: Token) -> Option<Cursor<'t>> {
        let head = self.context.head(token.start);
        let after = act::list(before, head, &mut self.sink)?;
        self.context.took_head();
        Some(after)
    }

    fn ecli(&mut self, token: Token, word: Word) -> Option<Cursor<'t>> {
        let (end, what, after) = court::ecli(self.cursor, word)?;
        self.sink.push(Found {
            start: token.start,
            end,
            what,
        });
        self.context.cited();
        Some(after)
    }

    /// Reads `CELEX:32016R0679` after its first word.
    fn celex(&mut self, token: Token) -> Option<Cursor<'t>> {
        let mut ahead = self.cursor;
        ahead.mark(&[':', '='], Gap::Space);
        ahead.number_mark(Gap::Space);
        ahead.mark(&[':'], Gap::Space);
        let (_, number) = ahead.number(Gap::Line)?;
        let (end, celex, after) = naming::read(ahead, number)?;
        Some(self.celex_found(token.start, end, &celex, after))
    }

    fn celex_found(
        &mut self,
        start: usize,
        end: usize,
        celex: &crate::Celex,
        after: Cursor<'t>,
    ) -> Cursor<'t> {
        self.sink.push(Found {
            start,
            end,
            what: naming::instrument(celex),
        });
        self.context.cited();
        after
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
