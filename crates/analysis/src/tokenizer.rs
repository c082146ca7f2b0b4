//! The chains as token streams: one word at a time, in one buffer. Back ends
//! that call a tokenizer on the text that they index take them as they are.

use std::vec::IntoIter;

use tantivy_tokenizer_api::{Token, TokenStream, Tokenizer};

use crate::japanese::{self, Piece};
use crate::words::{Word, Words, is_apostrophe, words};
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
    fn stem(self, word: &mut String) {
        match self {
            Self::Stemmed => stem::french(word),
            Self::English => stem::english(word),
            Self::Exact => {}
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
    /// The last word, folded, where it ends, and where it is.
    before: Half,
    /// A compound to give out before the next word.
    compound: Option<Token>,
    /// What is left of a run of Japanese letters, and where the run begins.
    run: (usize, IntoIter<Piece>),
}

/// The word that a hyphen may follow.
#[derive(Debug, Default)]
struct Half {
    folded: String,
    start: usize,
    end: usize,
}

/// Letters that the halves of a compound have at least: *est-ce* is none.
const SHORTEST_HALF: usize = 3;

impl<'t> Stream<'t> {
    pub(crate) fn new(text: &'t str, chain: Chain) -> Self {
        Self {
            text,
            words: words(text),
            chain,
            read: 0,
            token: Token::default(),
            before: Half::default(),
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

    /// Joins the last word and this one when only a hyphen parts them, so that
    /// *cyber-résilience* and *cyberrésilience* meet. The compound stands beside
    /// its halves.
    fn join(&mut self, text: &'t str, word: &Word<'t>, position: usize) {
        let folded = &self.token.text;
        let between = text.get(self.before.end..word.start);
        let is_half =
            |half: &str| half.len() >= SHORTEST_HALF && half.chars().all(char::is_alphabetic);
        if matches!(between, Some("-" | "\u{2010}" | "\u{2011}"))
            && is_half(&self.before.folded)
            && is_half(folded)
        {
            let mut compound = format!("{}{folded}", self.before.folded);
            self.chain.stem(&mut compound);
            self.compound = (compound.len() <= LONGEST_TERM).then(|| Token {
                offset_from: self.before.start,
                offset_to: word.start + word.text.len(),
                position,
                text: compound,
                position_length: 1,
            });
        }
        self.before.folded.clone_from(folded);
        self.before.start = word.start;
        self.before.end = word.start + word.text.len();
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let stems = self.chain != Chain::Exact;
        if let Some(compound) = self.compound.take() {
            self.token = compound;
            return true;
        }
        if self.next_of_run() {
            return true;
        }
        while let Some(word) = self.words.next() {
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
            fold::fold_into(self.chain.owner(word.text), term);
            if stems {
                self.join(self.text, &word, position);
                self.chain.stem(&mut self.token.text);
            }
            let term = &self.token.text;
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
