//! What is read before all else, since no operator or reference is looked for
//! in it: quoted texts and filters.

use std::ops::Range;

use super::WIDEST_SLOP;
use super::ast::Clause;
use super::diagnostics::Diagnostics;
use super::filters::{Name, sure_reference};
use super::lexer::{Token, is_operator, word_end};
use super::names::Names;
use super::references::{Head, at_head};
use crate::remark::remark;

/// A part of the query that is one token.
pub(super) struct Span {
    pub(super) range: Range<usize>,
    pub(super) token: Token,
}

/// The longest name of a filter, in characters; an accent may be one.
const LONGEST_NAME: usize = 12;

/// The quoted texts and filters, in order.
pub(super) fn spans(text: &str, names: &dyn Names, diagnostics: &mut Diagnostics) -> Vec<Span> {
    if let Some(spans) = enclosed(text, names, diagnostics) {
        return spans;
    }
    let mut spans = Vec::new();
    let mut at = 0;
    let mut head_of_word = true;
    let mut signed = false;
    while let Some(rest) = text.get(at..)
        && let Some(c) = rest.chars().next()
    {
        let close = closing_quote(c).filter(|_| signed || !is_typographic(c));
        let taken = if let Some(close) = close {
            Some(phrase(rest, close, diagnostics))
        } else if head_of_word {
            filter(rest, names)
        } else {
            None
        };
        if let Some((token, length)) = taken {
            head_of_word = matches!(token, Token::Phrase { .. });
            signed = false;
            let range = at..at + length;
            at = range.end;
            spans.push(Span { range, token });
            continue;
        }
        at += c.len_utf8();
        signed = head_of_word && matches!(c, '-' | '+');
        head_of_word = match c {
            '(' | '-' | '+' => head_of_word,
            c => c.is_whitespace() || c == '|',
        };
    }
    spans
}

/// The spans of a query that typographic quotes enclose but for filters. Elsewhere these quotes belong to the text: people
/// paste *un «code de coopération policière»* and ask for no phrase.
fn enclosed(text: &str, names: &dyn Names, diagnostics: &mut Diagnostics) -> Option<Vec<Span>> {
    let mut spans = Vec::new();
    let mut said = Diagnostics::default();
    let mut at = 0;
    let mut is_quoted = false;
    loop {
        let rest = text.get(at..)?;
        at += rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        let Some(c) = rest.chars().next() else {
            // Only now is it known that these are the quotes of a phrase.
            for sentence in said.into_sentences().into_iter().filter(|_| is_quoted) {
                diagnostics.say(sentence);
            }
            return is_quoted.then_some(spans);
        };
        let close = closing_quote(c).filter(|_| is_typographic(c) && !is_quoted);
        let (token, length) = match close {
            Some(close) if quoted(rest, close).2 => phrase(rest, close, &mut said),
            _ => filter(rest, names)?,
        };
        is_quoted |= close.is_some();
        let range = at..at + length;
        at = range.end;
        spans.push(Span { range, token });
    }
}

/// Whether quotes that open so are those of a text as well as of a query.
fn is_typographic(open: char) -> bool {
    matches!(open, '«' | '“')
}

/// The quotes of a phrase.
pub(super) const QUOTES: [(char, char); 4] = [('"', '"'), ('「', '」'), ('«', '»'), ('“', '”')];

fn closing_quote(open: char) -> Option<char> {
    let quotes = QUOTES.iter().find(|(mark, _)| *mark == open)?;
    Some(quotes.1)
}

/// The text up to its closing quote, trimmed, and the bytes taken with both
/// quotes; whether the closing one is there.
fn quoted(text: &str, close: char) -> (&str, usize, bool) {
    let open = text.chars().next().map_or(0, char::len_utf8);
    let inner = text.get(open..).unwrap_or_default();
    match inner.split_once(close) {
        Some((words, _)) => (words.trim(), open + words.len() + close.len_utf8(), true),
        None => (inner.trim(), text.len(), false),
    }
}

fn phrase(text: &str, close: char, diagnostics: &mut Diagnostics) -> (Token, usize) {
    let (words, mut length, closed) = quoted(text, close);
    if !closed {
        diagnostics.say(remark!(
            "guillemet jamais fermé : la fin est lue comme une expression exacte";
            "a quotation mark is never closed: the end is read as an exact phrase"
        ));
    }
    let mut slop = 0;
    let after = text.get(length..).unwrap_or_default();
    if let Some(number) = after.strip_prefix('~') {
        let digits = number.len()
            - number
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .len();
        length += 1 + digits;
        slop = number
            .get(..digits)
            .map_or(0, |number| width(number, diagnostics));
    }
    if words.contains('*') {
        diagnostics.say(remark!(
            "« * » entre guillemets est lu comme un signe, et non comme une troncature";
            "“*” between quotation marks is read as a sign, and stands for no letters"
        ));
    }
    let text = words.to_owned();
    (Token::Phrase { text, slop }, length)
}

/// The number of a proximity.
fn width(number: &str, diagnostics: &mut Diagnostics) -> u8 {
    if number.is_empty() {
        diagnostics.say(remark!(
            "« ~ » sans nombre après une expression : écrivez par exemple \"a b\"~5";
            "“~” without a number behind a phrase: write for example \"a b\"~5"
        ));
        return 0;
    }
    match number.parse() {
        Ok(0) => 0,
        Ok(slop @ 1..=WIDEST_SLOP) => slop,
        _ => {
            diagnostics.say(remark!(
                "« ~{number} » : la proximité est de {WIDEST_SLOP} mots au plus";
                "“~{number}”: {WIDEST_SLOP} words apart at most"
            ));
            WIDEST_SLOP
        }
    }
}

/// A filter: its name and a colon, and its value at once. A filter without a
/// value is one too, so that what stands before it does not hold for the next
/// word.
fn filter(text: &str, names: &dyn Names) -> Option<(Token, usize)> {
    let (colon, _) = text
        .char_indices()
        .take(LONGEST_NAME)
        .find(|(_, c)| *c == ':')?;
    let name = Name::of(text.get(..colon)?)?;
    let rest = text.get(colon + 1..)?;
    let (value, length) = value(name, rest, names);
    Some((Token::Filter { name, value }, colon + 1 + length))
}

/// The value of a filter, and its bytes.
fn value(name: Name, text: &str, names: &dyn Names) -> (Value, usize) {
    if let Some(close) = text.chars().next().and_then(closing_quote) {
        let (value, length, _) = quoted(text, close);
        let whole = at_head(value, names).filter(|head| head.length == value.len());
        let value = Value {
            text: value.to_owned(),
            named: whole.and_then(|head| head.named.map(|_| head.key)),
        };
        return (value, length);
    }
    let at_once = !text.starts_with(char::is_whitespace);
    if at_once
        && name.takes_references()
        && let Some(Head { length, key, named }) = at_head(text, names)
    {
        let value = Value {
            text: text.get(..length).unwrap_or_default().to_owned(),
            named: named.map(|_| key),
        };
        return (value, length);
    }
    if name.takes_lists()
        && let Some((list, length)) = bracketed_list(text)
    {
        let value = Value {
            text: list,
            named: None,
        };
        return (value, length);
    }
    let length = word_end(text);
    if at_once
        && name.takes_references()
        && let Some((key, likely)) = names
            .likely_at(text)
            .filter(|(_, likely)| *likely >= length)
    {
        let value = Value {
            text: text.get(..likely).unwrap_or_default().to_owned(),
            named: Some(key),
        };
        return (value, likely);
    }
    let word = text.get(..length).unwrap_or_default();
    let value = Value {
        text: word.trim_end_matches([',', ';', '!', '?']).to_owned(),
        named: None,
    };
    (value, length)
}

/// `(COM OU SWD)`, as a list with commas.
fn bracketed_list(text: &str) -> Option<(String, usize)> {
    let (inner, _) = text.strip_prefix('(')?.split_once(')')?;
    let values = inner.split([' ', '|']).filter(|word| !is_operator(word));
    let list: Vec<&str> = values.collect();
    Some((list.join(","), inner.len() + 2))
}

/// The value of a filter, as typed.
#[derive(Debug)]
pub(super) struct Value {
    pub(super) text: String,
    /// The instrument it names, when it does so by a name.
    pub(super) named: Option<renvoi_reference::Key>,
}

impl Token {
    /// A phrase, or the reference that it is: in quotes it is one all the same.
    pub(super) fn quoted(text: &str, slop: u8) -> Option<Clause> {
        if let Some(citation) = sure_reference(text) {
            return Some(Clause::Reference {
                key: citation.key,
                named: None,
            });
        }
        text.contains(char::is_alphanumeric)
            .then(|| Clause::Phrase {
                text: text.to_owned(),
                slop: if text.contains(char::is_whitespace) {
                    slop
                } else {
                    0
                },
            })
    }
}
