//! The chains as token streams: one word at a time, in one buffer. Back ends
//! that call a tokenizer on the text that they index take them as they are.

use tantivy_tokenizer_api::{Token, TokenStream, Tokenizer};

use crate::words::{Words, words};
use crate::{Chain, elision, fold, stem};

/// A word longer than this many bytes is no word, and is left out of the index;
/// its position is kept.
const LONGEST_TERM: usize = 128;

impl Tokenizer for Chain {
    type TokenStream<'t> = Stream<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> Stream<'t> {
        Stream::new(text, *self)
    }
}

/// The tokens of one text.
#[derive(Debug)]
pub struct Stream<'t> {
    words: Words<'t>,
    chain: Chain,
    /// Words read.
    read: usize,
    token: Token,
}

impl<'t> Stream<'t> {
    pub(crate) fn new(text: &'t str, chain: Chain) -> Self {
        Self {
            words: words(text),
            chain,
            read: 0,
            token: Token::default(),
        }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let stems = self.chain == Chain::Stemmed;
        for word in self.words.by_ref() {
            if stems && word.elided && elision::says_nothing(word.text) {
                continue;
            }
            let position = self.read;
            self.read += 1;
            let term = &mut self.token.text;
            term.clear();
            fold::fold_into(word.text, term);
            if stems {
                stem::french(term);
            }
            if term.is_empty() || term.len() > LONGEST_TERM {
                continue;
            }
            self.token.offset_from = word.start;
            self.token.offset_to = word.start + word.text.len();
            self.token.position = position;
            return true;
        }
        false
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
