//! Looking ahead: a cursor is copied to try a grammar and dropped to go back.

use crate::lexer::{Gap, Lexeme, Lexer, Number, Token, Word};

/// A place in a text, from which tokens are pulled.
///
/// The token to come is lexed once and kept, since a grammar asks several questions of it: is it a comma, is it a
/// conjunction, is it a number?
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'t> {
    lexer: Lexer<'t>,
    token: Token,
    at: usize,
}

impl<'t> Cursor<'t> {
    /// A cursor at a byte of `text`, which must be a character boundary.
    pub(crate) fn new(text: &'t str, at: usize, ignore_case: bool) -> Self {
        let mut lexer = Lexer {
            text,
            at,
            ignore_case,
        };
        let token = lexer.lex();
        Self { lexer, token, at }
    }

    /// The byte the cursor stands at: the end of the last token taken.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Whether the cursor takes small letters for capitals, as a typed query asks.
    pub(crate) fn ignores_case(&self) -> bool {
        self.lexer.ignore_case
    }

    /// The text under the cursor, whole.
    pub(crate) fn text(&self) -> &'t str {
        self.lexer.text
    }

    /// The next token, without moving.
    pub(crate) fn peek(&self) -> Token {
        self.token
    }

    /// Moves over the next token and returns it.
    pub(crate) fn next(&mut self) -> Token {
        let token = self.token;
        self.at = token.end;
        self.token = self.lexer.lex();
        token
    }

    /// The same place, with the gap before the next token forgotten: a reference may follow a blank line.
    pub(crate) fn beginning(mut self) -> Self {
        self.token.gap = Gap::None;
        self
    }
}

/// Steps that move only when they succeed.
impl Cursor<'_> {
    /// Takes one of `marks`, no further away than `gap`.
    pub(crate) fn mark(&mut self, marks: &[char], gap: Gap) -> Option<Token> {
        match self.token.lexeme {
            Lexeme::Mark(mark) if self.token.gap <= gap && marks.contains(&mark) => {
                Some(self.next())
            }
            _ => None,
        }
    }

    /// Takes a number, no further away than `gap`.
    pub(crate) fn number(&mut self, gap: Gap) -> Option<(Token, Number)> {
        match self.token.lexeme {
            Lexeme::Number(number) if self.token.gap <= gap => Some((self.next(), number)),
            _ => None,
        }
    }

    /// Takes a word, no further away than `gap`.
    pub(crate) fn word(&mut self, gap: Gap) -> Option<(Token, Word)> {
        match self.token.lexeme {
            Lexeme::Word(word) if self.token.gap <= gap => Some((self.next(), word)),
            _ => None,
        }
    }

    /// Takes one of `words`, no further away than `gap`.
    pub(crate) fn word_in(&mut self, words: &[&str], gap: Gap) -> Option<Token> {
        match &self.token.lexeme {
            Lexeme::Word(word) if self.token.gap <= gap => {
                let letters = word.as_bytes();
                words
                    .iter()
                    .any(|known| known.as_bytes() == letters)
                    .then(|| self.next())
            }
            _ => None,
        }
    }

    /// Whether the abbreviation of "numéro" comes next.
    pub(crate) fn at_number_mark(&self) -> bool {
        match &self.token.lexeme {
            Lexeme::Mark('№') => true,
            Lexeme::Word(word) => {
                matches!(
                    word.as_str(),
                    "n" | "no" | "noo" | "nos" | "nr" | "num" | "numero" | "numeros" | "number"
                )
            }
            _ => false,
        }
    }

    /// Takes the abbreviation of "numéro" in any of its spellings: `n°`, `nº`, `no`, `nos`, `n o`, `No.`, `№`.
    pub(crate) fn number_mark(&mut self, gap: Gap) -> Option<Token> {
        if !self.at_number_mark() || self.token.gap > gap {
            return None;
        }
        let token = self.next();
        if let Lexeme::Word(word) = token.lexeme {
            if word.as_str() == "n" {
                // The superscript o may have become a letter of its own, stand after a dot, or be lost.
                let mut dotted = *self;
                if dotted.mark(&['.'], Gap::None).is_some() && dotted.superscript(Gap::None) {
                    *self = dotted;
                } else {
                    self.superscript(Gap::Space);
                }
            }
            // Written twice, now and then: "no o 600/2014", "no ° 1151/2014".
            if word.as_str() == "no" {
                self.superscript(Gap::Space);
            }
            self.mark(&['.', '°'], Gap::None);
        }
        Some(token)
    }

    /// Takes the raised end of *n°* or *n^os*, whatever became of it.
    fn superscript(&mut self, gap: Gap) -> bool {
        let taken = self.mark(&['°'], gap).is_some() || self.word_in(&["o", "os"], gap).is_some();
        if taken {
            self.word_in(&["s"], Gap::None);
        }
        taken
    }
}

/// What joins two items of an enumeration: a comma, a conjunction, or both; a footnote call may stand before it.
pub(crate) fn separator<'t>(cursor: &Cursor<'t>) -> Option<Cursor<'t>> {
    if !matches!(
        cursor.token.lexeme,
        Lexeme::Mark('(' | ',' | ';' | '&' | '+') | Lexeme::Word(_)
    ) {
        return None;
    }
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
    if !matches!(cursor.token.lexeme, Lexeme::Mark('(')) {
        return;
    }
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

/// Words that continue a sentence after a reference.
const CONTINUING: &str = "final et ou and or du de des d sur relatif relative relatifs relatives concernant portant \
    etablissant modifiant adopte adoptee adoptes adoptees presente presentes presentees visant proposant ainsi qui que \
    sont ont on of are dans pour par a au aux en le la les l un une ce ces cette leur leurs ils elles il elle est sera \
    seront sous avec sans entre depuis lors afin dont puis mais ainsi com swd sec join c directive reglement decision \
    communication proposition propositions";

/// Whether what follows lets a bare number be the item of a list: the end, a separator, a closing mark, or a word that
/// continues the sentence. Anything else may be what the number counts.
pub(crate) fn ends_item(cursor: &Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    let token = ahead.next();
    match token.lexeme {
        Lexeme::End => true,
        _ if token.gap == Gap::Blank => true,
        Lexeme::Mark('.') => !matches!(
            ahead.next(),
            Token {
                gap: Gap::None,
                lexeme: Lexeme::Number(_),
                ..
            }
        ),
        Lexeme::Mark(',') => !matches!(
            ahead.next(),
            Token {
                gap: Gap::None,
                lexeme: Lexeme::Number(_),
                ..
            }
        ),
        Lexeme::Mark(mark) => matches!(
            mark,
            ';' | ':' | ')' | ']' | '»' | '”' | '"' | '\'' | '(' | '[' | '!' | '?' | '«'
        ),
        Lexeme::Word(word) => {
            token.gap > Gap::None && CONTINUING.split(' ').any(|known| known == word.as_str())
        }
        _ => false,
    }
}
