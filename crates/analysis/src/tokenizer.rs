//! The chains as token streams: one word at a time, in one buffer. Texts that
//! are indexed are read in all of them at once (`reading.rs`).

use std::vec::IntoIter;

use tantivy_tokenizer_api::{Token, TokenStream};

use crate::compound::Compounds;
use crate::japanese::{self, Piece};
use crate::words::{Word, Words, without_genitive, words};
use crate::written::written_into;
use crate::{Chain, LONGEST_TERM, dictionary, elision, fold, stem};

impl Chain {
    /// Whether words are made less than they are: stemmed, and left out where
    /// they say nothing of a topic.
    fn stems(self) -> bool {
        matches!(self, Self::Stemmed | Self::English)
    }

    /// Appends a word before it is stemmed, and says whether the chain has it.
    pub(crate) fn plain(self, word: &Word<'_>, term: &mut String) -> bool {
        let text = self.owner(word.text);
        if self != Self::Written {
            fold::fold_into(text, term);
        } else if !written_into(text, term) {
            return false;
        }
        if word.initials {
            term.retain(|c| c != '.');
        }
        true
    }

    pub(crate) fn stem(self, word: &mut String) {
        match self {
            Self::Stemmed => stem::french(word),
            Self::English => stem::english(word),
            Self::Exact | Self::Written => {}
        }
    }

    /// In English a word without the sign of a genitive: *Europe’s*.
    fn owner(self, word: &str) -> &str {
        if self == Self::English {
            without_genitive(word)
        } else {
            word
        }
    }
}

/// The tokens of one text.
pub(crate) struct Stream<'t> {
    text: &'t str,
    words: Words<'t>,
    chain: Chain,
    /// Words read.
    read: usize,
    token: Token,
    compounds: Compounds,
    /// A compound to give out before the next word.
    compound: Option<Token>,
    /// What is left of a run of Japanese letters, and where the run begins.
    run: (usize, IntoIter<Piece>),
}

impl<'t> Stream<'t> {
    pub(crate) fn new(text: &'t str, chain: Chain) -> Self {
        Self {
            text,
            words: words(text),
            chain,
            read: 0,
            token: Token::default(),
            compounds: Compounds::default(),
            compound: None,
            run: (0, Vec::new().into_iter()),
        }
    }

    fn cut(&mut self, word: &Word<'t>) {
        // Who indexes or plans a query asks first whether it can be read.
        let dictionary = dictionary::loaded().unwrap_or_default();
        let pieces = japanese::cut(word.text, self.chain, dictionary.as_deref());
        self.run = (word.start, pieces.into_iter());
    }

    /// Gives out the next word of a run of Japanese letters.
    fn next_of_run(&mut self) -> bool {
        let (start, pieces) = &mut self.run;
        let Some(piece) = pieces.find(Piece::is_term) else {
            return false;
        };
        self.token.text = piece.text;
        self.token.offset_from = *start + piece.start;
        self.token.offset_to = *start + piece.end;
        self.token.position = self.read;
        self.read += 1;
        true
    }

    /// Keeps the compound that this word, which is the token, ends.
    fn join(&mut self, word: &Word<'t>, position: usize) {
        let compound = self.compounds.ended_by(word, &self.token.text, self.text);
        self.compound = compound.and_then(|(offset_from, mut text)| {
            self.chain.stem(&mut text);
            (text.len() <= LONGEST_TERM).then(|| Token {
                offset_from,
                offset_to: word.end(),
                position,
                text,
                position_length: 1,
            })
        });
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let stems = self.chain.stems();
        if let Some(compound) = self.compound.take() {
            self.token = compound;
            return true;
        }
        if self.next_of_run() {
            return true;
        }
        while let Some(word) = self.words.next() {
            if word.japanese && self.chain == Chain::Written {
                continue;
            }
            if word.japanese {
                self.cut(&word);
                if self.next_of_run() {
                    return true;
                }
                continue;
            }
            if stems && word.elided && elision::says_nothing(word.text) {
                continue;
            }
            let position = self.read;
            self.read += 1;
            let term = &mut self.token.text;
            term.clear();
            if !self.chain.plain(&word, term) {
                continue;
            }
            if stems {
                self.join(&word, position);
                self.chain.stem(&mut self.token.text);
            }
            let term = &self.token.text;
            if term.is_empty() || term.len() > LONGEST_TERM {
                continue;
            }
            self.token.offset_from = word.start;
            self.token.offset_to = word.end();
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
