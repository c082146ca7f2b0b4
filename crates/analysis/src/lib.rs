//! From text to the terms that are indexed and searched.
//!
//! ```text
//! words -> elision -> lower case and folding -> stemming
//! runs of Japanese letters -> plain forms -> the words of a dictionary, or pairs of letters
//! ```
//!
//! [`Chain::Stemmed`] and [`Chain::English`] are what topics are searched in, a
//! text in the one of its language, [`Chain::Exact`] (no stemming) what phrases
//! are. A Japanese text is told by its letters and is the same in the first two.
//! Tokens carry byte offsets into the text given,
//! whatever folding did to their letters.
//!
//! ```
//! use renvoi_analysis::{Chain, terms};
//!
//! assert_eq!(terms("L’évènement", Chain::Stemmed), terms("evenements", Chain::Stemmed));
//! assert_eq!(terms("aujourd'hui", Chain::Exact), ["aujourdhui"]);
//! ```

mod compound;
pub mod dictionary;
mod elision;
mod fold;
mod japanese;
mod language;
mod reading;
mod same_word;
mod script;
mod sentences;
mod small_words;
mod stem;
mod tokenizer;
mod words;
mod written;

pub use fold::fold;
pub use language::detect_language;
pub use reading::{Lexicon, LineStream, Lines, Reading, Terms};
use renvoi_document::Language;
pub use same_word::{is_same_word, same_words};
pub use sentences::{Sentence, sentences};
pub use small_words::{is_no_small_word, says_little, says_little_in_english};
pub use tantivy_tokenizer_api::Token;
use tantivy_tokenizer_api::TokenStream;
use tokenizer::Stream;

/// Raised whenever the chains give other terms than before: an index of
/// another version cannot be searched.
pub const VERSION: u32 = 7;

/// A word longer than this many bytes is no word, and is left out of the index;
/// its position is kept.
const LONGEST_TERM: usize = 128;

/// Which terms a text is turned into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Chain {
    /// Folded and stemmed as French.
    Stemmed,
    /// Folded and stemmed as English; its tokens stand where those of `Stemmed` do.
    English,
    /// Folded only.
    Exact,
    /// As written, but only where folding takes something away: words with
    /// accents, in small letters, and words in capitals (*forêt*, *SIS*).
    Written,
}

impl Chain {
    /// The chain that a text of a language is searched by topic in.
    pub fn of(language: Language) -> Self {
        match language {
            Language::En => Self::English,
            Language::Fr | Language::Ja => Self::Stemmed,
        }
    }
}

/// The tokens of a text. Offsets are bytes of `text`; positions count words.
pub fn tokens(text: &str, chain: Chain) -> Vec<Token> {
    let mut stream = Stream::new(text, chain);
    let mut tokens = Vec::with_capacity(text.len() / 6);
    while stream.advance() {
        tokens.push(stream.token().clone());
    }
    tokens
}

/// The terms of a text, without their places.
pub fn terms(text: &str, chain: Chain) -> Vec<String> {
    tokens(text, chain).into_iter().map(|t| t.text).collect()
}

#[cfg(test)]
mod tests;
