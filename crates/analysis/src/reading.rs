//! A text in all the chains that it is indexed by, cut into words once.
//!
//! To index is to give each text in three chains. A text has few words that were
//! not in one before it, so what the chains make of a word is kept: a
//! [`Lexicon`] reads five times as fast as the chains do one after the other.

use rustc_hash::FxHashMap;
use tantivy_tokenizer_api::{Token, TokenStream, Tokenizer};

use crate::compound::Compounds;
use crate::words::{Word, words};
use crate::{Chain, LONGEST_TERM, dictionary, elision, japanese};

/// Bytes of words that a lexicon keeps before it begins anew. The words of the
/// acts of thirty years have half of this.
const LARGEST: usize = 4 << 20;

/// The terms of a text in a chain, a line each. An empty line holds the place of
/// a word that gave none, for phrases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms(String);

impl Terms {
    /// The lines, each with its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn push(&mut self, term: &str) {
        if term.len() <= LONGEST_TERM {
            self.0.push_str(term);
        }
        self.0.push('\n');
    }
}

/// Whether a term is one: a word may give none, and some are too long.
fn is_kept(term: &str) -> bool {
    (1..=LONGEST_TERM).contains(&term.len())
}

/// The first of some lines, and those after it. Terms are short: to look at one
/// byte after the other is twice as fast as a search for the end of a line.
fn first_line(lines: &str) -> Option<(&str, &str)> {
    if lines.is_empty() {
        return None;
    }
    let end = lines.bytes().position(|byte| byte == b'\n');
    let (line, rest) = lines.split_at_checked(end.unwrap_or(lines.len()))?;
    Some((line, rest.get(1..).unwrap_or_default()))
}

/// The terms of a text in the chains that it is indexed by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// In the chain of its language.
    pub topical: Terms,
    /// In [`Chain::Exact`].
    pub exact: Terms,
    /// In [`Chain::Written`].
    pub written: Terms,
    /// Of each topical term of [`Chain::Stemmed`] the number that
    /// [`Lexicon::numbering`] gave it.
    pub numbers: Vec<u32>,
}

/// What chains made of the words read so far.
#[derive(Debug, Default)]
pub struct Lexicon {
    french: Table,
    english: Table,
    numbering: Option<Numbering>,
}

/// A caller's numbers of terms.
struct Numbering(Box<dyn Fn(&str) -> u32 + Send>);

impl std::fmt::Debug for Numbering {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Numbering")
    }
}

#[derive(Debug, Default)]
struct Table {
    places: FxHashMap<Box<str>, usize>,
    entries: Vec<Entry>,
    bytes: usize,
}

/// A word in each chain.
#[derive(Debug)]
struct Entry {
    exact: Box<str>,
    /// Folded as the topical chain does.
    folded: Box<str>,
    stem: Box<str>,
    /// The caller's number of the stem.
    number: u32,
    written: Option<Box<str>>,
}

impl Lexicon {
    /// A lexicon that asks for the number of each topical term of
    /// [`Chain::Stemmed`] once and gives it with every reading.
    pub fn numbering(number: impl Fn(&str) -> u32 + Send + 'static) -> Self {
        Self {
            numbering: Some(Numbering(Box::new(number))),
            ..Self::default()
        }
    }

    /// Reads a text whose topics are searched in a chain, [`Chain::English`] or
    /// else [`Chain::Stemmed`].
    pub fn read(&mut self, text: &str, topical: Chain) -> Reading {
        let (table, topical) = match topical {
            Chain::English => (&mut self.english, Chain::English),
            Chain::Stemmed | Chain::Exact | Chain::Written => (&mut self.french, Chain::Stemmed),
        };
        let numbering = self
            .numbering
            .as_ref()
            .filter(|_| topical == Chain::Stemmed);
        let mut reading = Reading::default();
        reading.exact.0.reserve(text.len());
        reading.topical.0.reserve(text.len());
        let mut compounds = Compounds::default();
        for word in words(text) {
            if word.japanese {
                reading.add_japanese(&word, topical, numbering);
                continue;
            }
            let entry = table.entry(&word, topical, numbering);
            reading.exact.push(&entry.exact);
            if let Some(written) = &entry.written {
                reading.written.push(written);
            }
            if word.elided && elision::says_nothing(word.text) {
                continue;
            }
            reading.topical.push(&entry.stem);
            if numbering.is_some() && is_kept(&entry.stem) {
                reading.numbers.push(entry.number);
            }
            if let Some((_, mut compound)) = compounds.ended_by(&word, &entry.folded, text) {
                topical.stem(&mut compound);
                reading.add_topical(&compound, numbering);
            }
        }
        reading
    }
}

impl Reading {
    fn add_japanese(&mut self, word: &Word<'_>, topical: Chain, numbering: Option<&Numbering>) {
        let dictionary = dictionary::loaded().unwrap_or_default();
        let cut = |chain| {
            let pieces = japanese::cut(word.text, chain, dictionary.as_deref());
            pieces.into_iter().filter(japanese::Piece::is_term)
        };
        for piece in cut(topical) {
            self.add_topical(&piece.text, numbering);
        }
        for piece in cut(Chain::Exact) {
            self.exact.push(&piece.text);
        }
    }

    fn add_topical(&mut self, term: &str, numbering: Option<&Numbering>) {
        self.topical.push(term);
        if let Some(Numbering(number)) = numbering
            && is_kept(term)
        {
            self.numbers.push(number(term));
        }
    }
}

impl Table {
    fn entry(&mut self, word: &Word<'_>, topical: Chain, numbering: Option<&Numbering>) -> &Entry {
        let place = match self.places.get(word.text) {
            Some(place) => *place,
            None => self.learn(word, topical, numbering),
        };
        &self.entries[place]
    }

    fn learn(&mut self, word: &Word<'_>, topical: Chain, numbering: Option<&Numbering>) -> usize {
        if self.bytes > LARGEST {
            *self = Self::default();
        }
        let term = |chain: Chain| {
            let mut term = String::new();
            chain.plain(word, &mut term).then_some(term)
        };
        let folded = term(topical).unwrap_or_default();
        let mut stem = folded.clone();
        topical.stem(&mut stem);
        let entry = Entry {
            exact: term(Chain::Exact).unwrap_or_default().into(),
            folded: folded.into(),
            number: numbering.map_or(0, |Numbering(number)| number(&stem)),
            stem: stem.into(),
            written: term(Chain::Written).map(Box::from),
        };
        let place = self.entries.len();
        self.bytes += 4 * word.text.len() + size_of::<Entry>();
        self.entries.push(entry);
        self.places.insert(word.text.into(), place);
        place
    }
}

/// Gives the lines of [`Terms`] back as tokens, for back ends that call a
/// tokenizer on what they index. Offsets are bytes of the lines.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// The token at hand, whose memory serves text after text.
    token: Token,
}

impl Tokenizer for Lines {
    type TokenStream<'t> = LineStream<'t>;

    fn token_stream<'t>(&'t mut self, lines: &'t str) -> LineStream<'t> {
        self.token.reset();
        LineStream {
            lines,
            at: 0,
            read: 0,
            token: &mut self.token,
        }
    }
}

/// The tokens of one text.
#[derive(Debug)]
pub struct LineStream<'t> {
    /// Those to come.
    lines: &'t str,
    /// The byte that they begin at.
    at: usize,
    read: usize,
    token: &'t mut Token,
}

impl TokenStream for LineStream<'_> {
    fn advance(&mut self) -> bool {
        while let Some((line, rest)) = first_line(self.lines) {
            let from = self.at;
            self.token.position = self.read;
            self.at += line.len() + 1;
            self.read += 1;
            self.lines = rest;
            if !line.is_empty() {
                self.token.text.clear();
                self.token.text.push_str(line);
                self.token.offset_from = from;
                self.token.offset_to = from + line.len();
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
