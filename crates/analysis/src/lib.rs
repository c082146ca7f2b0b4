//! From text to the terms that are indexed and searched.
//!
//! ```text
//! words -> elision -> lower case and folding -> stemming
//! ```
//!
//! [`Chain::Stemmed`] is what topics are searched in, [`Chain::Exact`] (no
//! stemming) what phrases are. Tokens carry byte offsets into the text given,
//! whatever folding did to their letters.
//!
//! ```
//! use renvoi_analysis::{Chain, terms};
//!
//! assert_eq!(terms("L’évènement", Chain::Stemmed), terms("evenements", Chain::Stemmed));
//! assert_eq!(terms("aujourd'hui", Chain::Exact), ["aujourdhui"]);
//! ```

mod elision;
mod fold;
mod language;
mod stem;
mod tokenizer;
mod words;

pub use fold::fold;
pub use language::detect_language;
pub use tantivy_tokenizer_api::Token;
pub use tokenizer::Stream;

/// Raised whenever the chains give other terms than before: an index of
/// another version cannot be searched.
pub const VERSION: u32 = 1;

/// Which terms a text is turned into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Chain {
    /// Folded and stemmed.
    Stemmed,
    /// Folded only.
    Exact,
}

/// A word longer than this many bytes is no word, and is left out of the index;
/// its position is kept.
const LONGEST_TERM: usize = 128;

/// The tokens of a text. Offsets are bytes of `text`; positions count words.
pub fn tokens(text: &str, chain: Chain) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 6);
    let elided = |word: &words::Word<'_>| word.elided && elision::says_nothing(word.text);
    let words = words::words(text).filter(|word| chain == Chain::Exact || !elided(word));
    for (position, word) in words.enumerate() {
        let mut term = String::with_capacity(word.text.len());
        fold::fold_into(word.text, &mut term);
        if chain == Chain::Stemmed {
            stem::french(&mut term);
        }
        if term.is_empty() || term.len() > LONGEST_TERM {
            continue;
        }
        tokens.push(Token {
            offset_from: word.start,
            offset_to: word.start + word.text.len(),
            position,
            text: term,
            position_length: 1,
        });
    }
    tokens
}

/// The terms of a text, without their places.
pub fn terms(text: &str, chain: Chain) -> Vec<String> {
    tokens(text, chain).into_iter().map(|t| t.text).collect()
}

#[cfg(test)]
mod tests;
