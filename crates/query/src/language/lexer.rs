//! From text to tokens. Brackets come out paired and no deeper than allowed.

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use renvoi_reference::Key;

use super::DEEPEST;
use super::ast::Clause;
use super::diagnostics::Diagnostics;
use super::filters::Name;
use super::names::Names;
use super::references;
use super::spans::{Span, Value, spans};
use super::word;
use crate::remark::{Remark, remark};

/// A token.
#[derive(Debug)]
pub(super) enum Token {
    /// A word, in the parts that need clauses of their own.
    Word(Vec<Clause>),
    /// A quoted text, maybe empty.
    Phrase { text: String, slop: u8 },
    /// A reference, or several that share a head.
    References(Vec<(Key, Option<String>)>),
    /// A filter, maybe without a value.
    Filter { name: Name, value: Value },
    /// `-`, `NON`
    Not,
    /// `+`
    Plus,
    /// `OU`
    Or,
    /// `ET`
    And,
    /// `(`
    Open,
    /// `)`
    Close,
}

/// Whether a word is an operator where it stands alone.
pub(super) fn is_operator(word: &str) -> bool {
    operator(word).is_some()
}

fn operator(word: &str) -> Option<Token> {
    Some(match word {
        "OU" | "OR" => Token::Or,
        "ET" | "AND" | "&" | "&&" => Token::And,
        "NON" | "NOT" => Token::Not,
        _ => return None,
    })
}

/// Bytes of the word that a text begins with. A bracket within it belongs to it
/// when it is closed there: `État(s)`, `21(1)(a)`.
pub(super) fn word_end(text: &str) -> usize {
    let mut open = None;
    for (at, c) in text.char_indices() {
        match c {
            '(' if open.is_some() || text.get(..at).is_some_and(is_operator) => {
                return open.unwrap_or(at);
            }
            '(' => open = Some(at),
            ')' if open.is_none() => return at,
            ')' => open = None,
            c if c.is_whitespace() || c == '|' => return open.unwrap_or(at),
            _ => {}
        }
    }
    open.unwrap_or(text.len())
}

/// What the references and names of a query are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum References {
    /// Instruments.
    Imposed,
    /// Words among others, of which it is known what they mean.
    Mentioned,
}

/// A text, cut into tokens.
pub(super) struct Read {
    pub(super) tokens: Vec<Token>,
    /// The bytes that references, names, phrases and filters take.
    pub(super) taken: Vec<Range<usize>>,
    /// The instruments whose references are words.
    pub(super) mentioned: Vec<Key>,
}

/// The tokens of a query.
pub(super) fn tokens(
    text: &str,
    names: &dyn Names,
    references: References,
    diagnostics: &mut Diagnostics,
) -> Read {
    let mut spans = with_references(text, spans(text, names, diagnostics), names);
    let mut mentioned: Vec<Key> = Vec::new();
    if references == References::Mentioned {
        spans.retain(|span| {
            let Token::References(list) = &span.token else {
                return true;
            };
            let keys = list.iter().map(|(key, _)| key);
            mentioned.extend(keys.cloned());
            false
        });
        mentioned.sort_unstable();
        mentioned.dedup();
    }
    let taken = spans.iter().map(|span| span.range.clone()).collect();
    let mut lexer = Lexer {
        title: is_title(text, &spans),
        text,
        at: 0,
        spans: spans.into_iter().peekable(),
        head_of_word: true,
        open: 0,
        too_deep: 0,
        tokens: Vec::new(),
        diagnostics,
    };
    lexer.run();
    Read {
        tokens: lexer.tokens,
        taken,
        mentioned,
    }
}

/// Adds the references of what stands between the spans.
fn with_references(text: &str, spans: Vec<Span>, names: &dyn Names) -> Vec<Span> {
    let mut all = Vec::with_capacity(spans.len());
    let mut at = 0;
    let between = |all: &mut Vec<Span>, from: usize, to: usize| {
        let found = references::find(text.get(from..to).unwrap_or_default(), names);
        all.extend(found.into_iter().map(|found| Span {
            range: from + found.range.start..from + found.range.end,
            token: Token::References(found.references),
        }));
    };
    for span in spans {
        between(&mut all, at, span.range.start);
        at = span.range.end;
        all.push(span);
    }
    between(&mut all, at, text.len());
    all
}

/// Letters that few acronyms have more of.
const LONGEST_ACRONYM: usize = 7;

/// Whether a text is a title in capitals, whose `ET`, `OU` and `NON` are words: no word is in small letters, two stand
/// side by side, and one is no acronym, by its accents, its length or because it is one of the small words of a sentence.
///
/// Phrases, references and filters are read by themselves and are no part of it; with signs of a query it is none.
fn is_title(text: &str, spans: &[Span]) -> bool {
    let mut rest = String::new();
    let mut at = 0;
    for span in spans {
        rest.push_str(text.get(at..span.range.start).unwrap_or_default());
        rest.push(' ');
        at = span.range.end;
    }
    rest.push_str(text.get(at..).unwrap_or_default());
    if rest.contains(['(', '|', '"', '«', '*', '~']) {
        return false;
    }
    let (mut telling, mut side_by_side, mut before) = (false, false, false);
    for word in rest
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
    {
        if word.contains(char::is_lowercase) {
            return false;
        }
        let small = word.len() > 1
            && renvoi_analysis::says_little(&renvoi_analysis::fold(word))
            && !is_operator(word);
        telling |= small || !word.is_ascii() || word.len() > LONGEST_ACRONYM;
        match operator(word) {
            Some(Token::Not) => {}
            Some(_) => before = false,
            None => side_by_side |= std::mem::replace(&mut before, true),
        }
    }
    telling && side_by_side
}

/// The words in capitals around a place of a text, up to the next ones in small letters: *DU PARLEMENT EUROPÉEN ET DU
/// CONSEIL* in the title of an act as the Journal prints it.
fn capitals_around(text: &str, from: usize, to: usize) -> &str {
    let is_small = |word: &str| word.contains(char::is_lowercase) || word.contains(['(', ')', '|']);
    let before = text.get(..from).unwrap_or_default();
    let mut start = from;
    for word in before
        .split_inclusive(char::is_whitespace)
        .rev()
        .take(CAPITALS)
    {
        if is_small(word) {
            break;
        }
        start -= word.len();
    }
    let after = text.get(to..).unwrap_or_default();
    let mut end = to;
    for word in after.split_inclusive(char::is_whitespace).take(CAPITALS) {
        if is_small(word) {
            break;
        }
        end += word.len();
    }
    text.get(start..end).unwrap_or_default()
}

/// Words before and behind an operator that tell whether it is one.
const CAPITALS: usize = 8;

struct Lexer<'t> {
    /// Operators are words.
    title: bool,
    text: &'t str,
    at: usize,
    spans: Peekable<IntoIter<Span>>,
    /// No letter stands right before.
    head_of_word: bool,
    /// Groups that are open.
    open: usize,
    /// Groups within them that are read as if without brackets.
    too_deep: usize,
    tokens: Vec<Token>,
    diagnostics: &'t mut Diagnostics,
}

impl Lexer<'_> {
    fn run(&mut self) {
        loop {
            if let Some(span) = self.spans.next_if(|span| span.range.start <= self.at) {
                self.at = span.range.end;
                self.tokens.push(span.token);
                self.head_of_word = true;
                continue;
            }
            let rest = self.text.get(self.at..).unwrap_or_default();
            let Some(c) = rest.chars().next() else {
                break;
            };
            match c {
                '(' => self.open(),
                ')' => self.close(),
                '|' => self.bar(),
                c if c.is_whitespace() => self.head_of_word = true,
                '-' | '+' if self.is_prefix(rest) => {
                    self.tokens
                        .push(if c == '-' { Token::Not } else { Token::Plus });
                }
                _ => {
                    self.word();
                    continue;
                }
            }
            self.at += c.len_utf8();
        }
        if self.open > 0 {
            self.diagnostics.say(remark!(
                "parenthèse jamais fermée : le groupe va jusqu’à la fin";
                "a bracket is never closed: the group goes to the end"
            ));
        }
        self.tokens.extend((0..self.open).map(|_| Token::Close));
    }

    fn open(&mut self) {
        self.head_of_word = true;
        if self.open < DEEPEST {
            self.open += 1;
            self.tokens.push(Token::Open);
        } else {
            self.too_deep += 1;
            self.diagnostics.say(too_deep());
        }
    }

    fn close(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else if self.open > 0 {
            self.open -= 1;
            self.tokens.push(Token::Close);
        } else if self.head_of_word {
            self.diagnostics.say(remark!(
                "« ) » sans parenthèse ouverte : elle n’a pas été lue";
                "“)” closes nothing: it was not read"
            ));
        }
        self.head_of_word = false;
    }

    fn bar(&mut self) {
        let again = self.at > 0 && self.text.get(..self.at).is_some_and(|t| t.ends_with('|'));
        if !again {
            self.tokens.push(Token::Or);
        }
        self.head_of_word = true;
    }

    /// Whether the sign that `rest` begins with holds for what follows it.
    fn is_prefix(&mut self, rest: &str) -> bool {
        let Some(follows) = rest.get(1..) else {
            return false;
        };
        let word = follows
            .split(char::is_whitespace)
            .next()
            .unwrap_or_default();
        let span = self
            .spans
            .peek()
            .is_some_and(|s| s.range.start == self.at + 1);
        self.head_of_word
            && !word.starts_with([')', '|', '-', '+'])
            && (span || word.starts_with('(') || word.contains(char::is_alphanumeric))
    }

    /// Whether a colon stands a space away, where French puts it.
    fn colon_follows(&self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        rest.starts_with(" :")
    }

    fn word(&mut self) {
        let limit = self.spans.peek().map_or(self.text.len(), |s| s.range.start);
        let rest = self.text.get(self.at..limit).unwrap_or_default();
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let length = word_end(rest).max(first);
        let word = rest.get(..length).unwrap_or_default();
        let alone = self.head_of_word;
        self.at += length;
        self.head_of_word = false;
        if alone
            && is_operator(word)
            && word.chars().all(char::is_alphabetic)
            && (self.title || is_title(capitals_around(self.text, self.at - length, self.at), &[]))
        {
            self.diagnostics.say(remark!(
                "« {word} » est lu comme un mot, puisque tout est en capitales autour de lui : en petites lettres, {word} seul en capitales est un opérateur";
                "“{word}” is read as a word, since all around it is in capitals: among small letters, {word} in capitals is an operator"
            ));
        } else if alone && let Some(operator) = operator(word) {
            self.tokens.push(operator);
            // `NON(a OU b)`
            self.head_of_word = true;
            return;
        }
        if Name::of(word).is_some() && self.colon_follows() {
            self.diagnostics.say(remark!(
                "« {word} : » est lu comme un mot : un filtre s’écrit sans espace, {word}:valeur";
                "“{word} :” is read as a word: a filter is written without a space, {word}:value"
            ));
        }
        let clauses = word::read(word, self.diagnostics);
        if !clauses.is_empty() {
            self.tokens.push(Token::Word(clauses));
        }
    }
}

/// The sentence on nesting.
pub(super) fn too_deep() -> Remark {
    remark!(
        "plus de {DEEPEST} niveaux de parenthèses : les plus profonds sont lus sans les leurs";
        "more than {DEEPEST} levels of brackets: the deepest are read without theirs"
    )
}
