//! The query language. A query never fails on its syntax: it is read as well
//! as it can be, and `diagnostics` says what could not be used.
//!
//! ```text
//! query     = { item }                        juxtaposed: any of the words, all phrases and references
//! item      = all { ( "OU" | "OR" | "|" ) all }               one of them must hold
//! all       = unit { ( "ET" | "AND" | "&" ) unit }            each of them must hold
//! unit      = { "-" | "+" | "NON" | "NOT" } atom
//! atom      = "(" query ")" | filter | phrase | reference | name | word
//! phrase    = quoted [ "~" number ]           number: words that may stand between, 1 to 50
//! quoted    = '"' text '"' | '「' text '」' | '«' text '»' | '“' text '”'
//!             the last two only around the whole query but for filters, behind a sign, and in a filter
//! reference = any spelling of an instrument, standing anywhere; its brackets are no group
//! name      = what `Names` knows an instrument by
//! word      = letters [ { "*" | "?" } letters ] [ "*" ]       two letters before the first sign
//!           | letters "~" [ "1" | "2" ]
//! filter    = key ":" ( quoted | reference | name | value )
//! key       = "ref" | "cite" | "dans" | "in" | "type" | "article" | "art" | "annee" | "year"
//!           | "note" | "footnote" | "langue" | "lang" | "language" | "section" | "sec"
//!           | "theme" | "sujet" | "topic" | "versions" | "version" | "genre" | "kind"
//!           | "certitude" | "certainty"
//! ```
//!
//! Operators are in capitals, so that *ou* and *et* stay words. `-` and `+` stand
//! at the head of a word: inside one (`C-131/12`, `cyber-résilience`) and between
//! spaces they are punctuation. A pattern in a compound (`cyber-rés*`) asks for
//! all its parts, or for the compound in one word. A `?` that ends a word is a
//! question mark. Filters hold for the whole query wherever they stand; under `-`
//! they exclude.
//!
//! The text goes through `spans` (quotes and filters), `references` (in what
//! is left), `lexer` (words and operators) and `parser` (groups).

mod ast;
mod diagnostics;
mod filters;
mod lexer;
mod limits;
mod names;
mod narrow;
mod normal;
mod parser;
mod parts;
mod places;
mod references;
mod render;
mod spans;
mod title_words;
mod values;
mod word;

pub use ast::{Clause, Group, Query};
pub use filters::{Certain, Filters, Versions};
pub use names::{Names, NoNames};
pub use narrow::Facet;
pub use parts::FilterPart;
pub(crate) use title_words::is_part_of_title;
pub use values::article_number;

/// A text without its filters.
pub(crate) fn without_filters(text: &str, names: &dyn Names) -> String {
    let mut diagnostics = diagnostics::Diagnostics::default();
    let text = limits::clean(text, &mut diagnostics);
    let mut rest = String::with_capacity(text.len());
    let mut at = 0;
    for span in spans::spans(&text, names, &mut diagnostics) {
        if matches!(span.token, lexer::Token::Filter { .. }) {
            // The sign that excludes goes with its filter.
            let before = text.get(at..span.range.start).unwrap_or_default();
            rest.push_str(before.trim_end_matches(['-', '+']));
            at = span.range.end;
        }
    }
    rest.push_str(text.get(at..).unwrap_or_default());
    rest.trim().to_owned()
}

/// The longest query that is read, in bytes; the rest is left out and said so.
pub const LONGEST_QUERY: usize = 1024;

/// The most words that are searched, those of phrases included.
pub const MOST_TERMS: usize = 64;

/// The deepest nesting of groups.
pub const DEEPEST: usize = 20;

/// The most words that may stand between the words of a phrase (`"a b"~5`).
pub const WIDEST_SLOP: u8 = 50;
