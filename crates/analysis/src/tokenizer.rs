//! The chains as tokenizers, for back ends that take text and call a tokenizer
//! on it while they index.

use tantivy_tokenizer_api::{Token, TokenStream, Tokenizer};

use crate::{Chain, tokens};

impl Tokenizer for Chain {
    type TokenStream<'t> = Stream;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> Stream {
        Stream {
            rest: tokens(text, *self).into_iter(),
            token: Token::default(),
        }
    }
}

/// The tokens of one text.
#[derive(Debug)]
pub struct Stream {
    rest: std::vec::IntoIter<Token>,
    token: Token,
}

impl TokenStream for Stream {
    fn advance(&mut self) -> bool {
        match self.rest.next() {
            Some(token) => {
                self.token = token;
                true
            }
            None => false,
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
