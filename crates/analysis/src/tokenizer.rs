//! The chains as token streams: one word at a time, in one buffer. Back ends
//! that call a tokenizer on the text that they index take them as they are.

use std::vec::IntoIter;

use tantivy_tokenizer_api::{Token, TokenStream, Tokenizer};

use crate::japanese::{self, Piece};
use crate::words::{Word, Words, is_apostrophe, words};
use crate::written::written_into;
use crate::{Chain, dictionary, elision, fold, stem};

/// A word longer than this many bytes is no word, and is left out of the index;
/// its position is kept.
const LONGEST_TERM: usize = 128;

impl Tokenizer for Chain {
    type TokenStream<'t> = Stream<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> Stream<'t> {
        Stream::new(text, *self)
    }
}

impl Chain {
    /// Whether words are made less than they are: stemmed, and left out where
    /// they say nothing of a topic.
    fn stems(self) -> bool {
        matches!(self, Self::Stemmed | Self::English)
    }

    fn stem(self, word: &mut String) {
        match self {
            Self::Stemmed => stem::french(word),
            Self::English => stem::english(word),
            Self::Exact | Self::Written => {}
        }
    }

    /// In English a word without the sign of a genitive: *Europe’s*.
    fn owner(self, word: &str) -> &str {
        if self != Self::English {
            return word;
        }
        let genitive = word.strip_suffix(['s', 'S']);
        let owner = genitive.and_then(|word| word.strip_suffix(is_apostrophe));
        owner.unwrap_or(word)
    }
}

/// The tokens of one text.
#[derive(Debug)]
pub struct Stream<'t> {
    text: &'t str,
    words: Words<'t>,
    chain: Chain,
    /// Words read.
    read: usize,
    token: Token,
    /// Where the last word begins and ends.
    before: (usize, usize),
    /// The groups of digits read last, and where they begin: *35 000*.
    groups: Option<(usize, String)>,
    /// A compound to give out before the next word.
    compound: Option<Token>,
    /// What is left of a run of Japanese letters, and where the run begins.
    run: (usize, IntoIter<Piece>),
}

/// Letters that the halves of a compound have at least: *est-ce* is none.
const SHORTEST_HALF: usize = 3;

/// Digits of a group but the first.
const GROUP: usize = 3;

impl<'t> Stream<'t> {
    pub(crate) fn new(text: &'t str, chain: Chain) -> Self {
        Self {
            text,
            words: words(text),
            chain,
            read: 0,
            token: Token::default(),
            before: (0, 0),
            groups: None,
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
        let Some(piece) = pieces.find(|p| !p.text.is_empty() && p.text.len() <= LONGEST_TERM)
        else {
            return false;
        };
        self.token.text = piece.text;
        self.token.offset_from = *start + piece.start;
        self.token.offset_to = *start + piece.end;
        self.token.position = self.read;
        self.read += 1;
        true
    }

    /// Joins this word, which is the token, to the last one where they are one
    /// word to a reader. The compound stands beside its parts.
    fn join(&mut self, word: &Word<'t>, position: usize) {
        let before = std::mem::replace(&mut self.before, (word.start, word.end()));
        let between = self.text.get(before.1..word.start).unwrap_or_default();
        let is_number = self.token.text.bytes().all(|b| b.is_ascii_digit());
        let compound = match between {
            "-" | "\u{2010}" | "\u{2011}" => self.joined_halves(before),
            " " | "\u{a0}" | "\u{202f}" | "." if is_number => self.joined_groups(),
            _ => None,
        };
        if compound.is_none() {
            let begins = is_number && self.token.text.len() <= GROUP;
            self.groups = begins.then(|| (word.start, self.token.text.clone()));
        }
        self.compound =
            compound
                .filter(|(_, text)| text.len() <= LONGEST_TERM)
                .map(|(offset_from, text)| Token {
                    offset_from,
                    offset_to: word.end(),
                    position,
                    text,
                    position_length: 1,
                });
    }

    /// The last word and this one in one, so that *cyber-résilience* and
    /// *cyberrésilience* meet; and where it begins.
    fn joined_halves(&self, before: (usize, usize)) -> Option<(usize, String)> {
        let is_half =
            |half: &str| half.len() >= SHORTEST_HALF && half.chars().all(char::is_alphabetic);
        let mut compound = String::new();
        fold::fold_into(self.text.get(before.0..before.1)?, &mut compound);
        if !is_half(&compound) || !is_half(&self.token.text) {
            return None;
        }
        compound.push_str(&self.token.text);
        self.chain.stem(&mut compound);
        Some((before.0, compound))
    }

    /// The number that this group of digits goes on with, and where it begins:
    /// *35 000* is found as *35000*.
    fn joined_groups(&mut self) -> Option<(usize, String)> {
        let groups = self.groups.as_mut();
        let (_, digits) = groups.filter(|_| self.token.text.len() == GROUP)?;
        if digits.len() > LONGEST_TERM {
            return None;
        }
        digits.push_str(&self.token.text);
        self.groups.clone()
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
            let text = self.chain.owner(word.text);
            if self.chain != Chain::Written {
                fold::fold_into(text, term);
            } else if !written_into(text, term) {
                continue;
            }
            if word.initials {
                term.retain(|c| c != '.');
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
