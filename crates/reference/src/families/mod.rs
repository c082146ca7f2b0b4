//! The families of references: a file each, and the table of them.
//!
//! A [`Family`] declares which words may begin one of its references, the grammar that reads it, and what addresses and
//! CELEX numbers name. The scanner, the vocabulary, [`Kind`] with its JSON schema, the advice of `renvoi fetch` and the
//! table in `docs/references.md` are made of [`FAMILIES`]. `docs/add-a-family.md` shows how to add one.

pub(crate) mod act;
mod advisory;
mod agency;
mod auditors;
mod celex_number;
mod central_bank;
pub(crate) mod commission;
mod council;
mod council_of_europe;
pub(crate) mod court;
mod data_protection;
mod human_rights;
mod journal;
mod parliament;
mod procedure;
mod research_centre;
mod standard;
mod table;
mod treaty;
mod united_nations;

pub(crate) use table::FAMILIES;
pub use table::Kind;

use crate::Celex;
use crate::citation::{Found, Instrument, Sink};
use crate::context::Context;
use crate::cursor::Cursor;
use crate::lexer::{Lexeme, Number, Token, Word};

/// Reads the reference that begins with the token of a site, and those that share its head. Returns the cursor behind
/// them, or `None`: then nothing was pushed.
///
/// A grammar looks a bounded number of tokens ahead, so that a scan takes time in proportion to its text.
pub(crate) type Grammar = for<'t> fn(&mut Site<'_, 't>) -> Option<Cursor<'t>>;

/// What the table says of one family. Fields that a family does not need are those of [`Family::EMPTY`].
#[derive(Clone, Copy)]
pub(crate) struct Family {
    /// What its references are, for people, in French: *documents du Conseil*.
    pub(crate) title: &'static str,
    /// Words that may begin a reference, folded and separated by spaces.
    pub(crate) words: &'static str,
    /// Words that may begin one when they are in capitals, folded and separated by spaces.
    pub(crate) capitals: &'static str,
    /// Parts of names of instruments that have no digits, as texts write them: a scan stops at them as it does at digits.
    pub(crate) without_digits: &'static [&'static str],
    /// Words behind which a number may be one, such as *résolution*; folded and separated by spaces.
    pub(crate) announcers: &'static str,
    /// Reads a reference from its first word.
    pub(crate) at_word: Option<Grammar>,
    /// Reads a reference from its first number.
    pub(crate) at_number: Option<Grammar>,
    /// Reads a reference from the bracket or the sign that opens it.
    pub(crate) at_mark: Option<Grammar>,
    /// Part of the addresses that name instruments of the family: a host.
    pub(crate) hosts: &'static [&'static str],
    /// What such an address names; it is in small letters, with percent signs decoded.
    pub(crate) in_address: fn(&str) -> Option<Instrument>,
    /// What a CELEX number without its suffix names, if the family has a key for it.
    pub(crate) of_celex: fn(&Celex) -> Option<Instrument>,
    /// What to ask for instead of a reference that has no CELEX number, for `renvoi fetch`.
    pub(crate) advice: &'static str,
    /// Who issues instruments of a kind, in French, where the number alone says it.
    pub(crate) institution: fn(Kind) -> Option<&'static str>,
    /// Whether its instruments have articles, points and other places.
    pub(crate) has_places: bool,
    /// How its references are written, for the docs, which a test holds against [`crate::scan`].
    pub(crate) spellings: &'static [Spelling],
}

/// A true spelling of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// As documents write it.
    pub text: &'static str,
    /// The key of the one instrument that it names.
    pub key: &'static str,
}

/// What a family is, for docs and for those who list what is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FamilySummary {
    /// What its references are, in French: *documents du Conseil*.
    pub title: &'static str,
    /// The kinds of its instruments.
    pub kinds: Vec<Kind>,
    /// How its references are written.
    pub spellings: &'static [Spelling],
}

/// All families of references, in the order in which they are asked.
///
/// ```
/// let council = renvoi_reference::families().find(|family| family.title.contains("Conseil européen"));
/// assert_eq!(council.expect("a family").spellings[0].key, "ST 9916/2017 INIT");
/// ```
pub fn families() -> impl Iterator<Item = FamilySummary> {
    FAMILIES.iter().map(|family| FamilySummary {
        title: family.title,
        kinds: (Kind::ALL.iter().copied())
            .filter(|kind| kind.family().title == family.title)
            .collect(),
        spellings: family.spellings,
    })
}

impl Family {
    /// A family without references.
    pub(crate) const EMPTY: Self = Self {
        title: "",
        words: "",
        capitals: "",
        without_digits: &[],
        announcers: "",
        at_word: None,
        at_number: None,
        at_mark: None,
        hosts: &["europa.eu"],
        in_address: |_| None,
        of_celex: |_| None,
        advice: "give its CELEX number, such as 52020DC0605",
        institution: |_| None,
        has_places: true,
        spellings: &[],
    };
}

/// Some families, by their places in the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct FamilySet(u32);

impl FamilySet {
    pub(crate) const NONE: Self = Self(0);

    /// Those that read references from a number.
    pub(crate) const WITH_NUMBERS: Self = {
        let (mut set, mut place) = (Self::NONE, 0);
        while place < FAMILIES.len() {
            if FAMILIES[place].at_number.is_some() {
                set = set.and(Self::only(place));
            }
            place += 1;
        }
        set
    };
    /// Those that read references from a bracket or a sign.
    pub(crate) const WITH_MARKS: Self = {
        let (mut set, mut place) = (Self::NONE, 0);
        while place < FAMILIES.len() {
            if FAMILIES[place].at_mark.is_some() {
                set = set.and(Self::only(place));
            }
            place += 1;
        }
        set
    };

    /// The family at a place of the table alone.
    pub(crate) const fn only(place: usize) -> Self {
        Self(1 << place)
    }

    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The families, in the order of the table.
    pub(crate) fn iter(self) -> impl Iterator<Item = (usize, &'static Family)> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let place = left.trailing_zeros() as usize;
            left &= left.wrapping_sub(1);
            FAMILIES.get(place).map(|family| (place, *family))
        })
    }
}

/// Where a grammar is asked: at a token that may begin a reference of its family.
pub(crate) struct Site<'s, 't> {
    /// Behind the token.
    pub(crate) cursor: Cursor<'t>,
    /// Before the token.
    pub(crate) before: Cursor<'t>,
    /// The word, number or mark.
    pub(crate) token: Token,
    /// The token before it in its paragraph, unless that is part of a reference.
    pub(crate) previous: Option<Token>,
    /// The announcer of the family that stands before in the clause: its first and last byte.
    pub(crate) announced: Option<(usize, usize)>,
    /// What the words before say.
    pub(crate) context: &'s mut Context,
    /// Takes what is found, in order.
    pub(crate) sink: &'s mut Sink<'t>,
}

impl Site<'_, '_> {
    /// The word that the grammar is asked at.
    pub(crate) fn word(&self) -> Option<Word> {
        match self.token.lexeme {
            Lexeme::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The number that the grammar is asked at.
    pub(crate) fn number(&self) -> Option<Number> {
        match self.token.lexeme {
            Lexeme::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Whether nothing but an opening bracket stands before the token.
    pub(crate) fn stands_alone(&self) -> bool {
        let before = self.previous.as_ref().map(|token| &token.lexeme);
        matches!(before, None | Some(Lexeme::Mark('(')))
    }

    /// Where the reference begins at a number that the word right before it announces: at that word, else at the number.
    pub(crate) fn announced_start(&self) -> usize {
        let adjacent = |end: usize| self.previous.is_some_and(|previous| previous.end == end);
        match self.announced {
            Some((start, end)) if adjacent(end) => start,
            _ => self.token.start,
        }
    }

    /// Adds the reference that begins with the token and ends at byte `end`.
    pub(crate) fn found(&mut self, end: usize, what: Instrument) {
        self.push(self.token.start, end, what);
    }

    /// Adds a reference between two bytes.
    pub(crate) fn push(&mut self, start: usize, end: usize, what: Instrument) {
        self.sink.push(Found { start, end, what });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{parse, scan};

    /// What the table says of its families holds: each spelling is found, alone and in a sentence, and keys are spellings.
    #[test]
    fn spellings_are_found() {
        let mut faults = Vec::new();
        for family in FAMILIES {
            assert!(!family.title.is_empty() && !family.spellings.is_empty());
            for Spelling { text, key } in family.spellings {
                let sentence = format!("Voir {text}, et la suite.");
                for text in [*text, sentence.as_str()] {
                    let found = scan(text);
                    let keys: Vec<&str> = found.iter().map(|one| one.key.as_str()).collect();
                    if keys != [*key] {
                        faults.push(format!("{text}: {keys:?}"));
                    }
                }
                for citation in scan(text) {
                    let json = serde_json::to_string(&citation).expect("JSON");
                    let again: crate::Citation = serde_json::from_str(&json).expect(&json);
                    assert_eq!(again, citation);
                }
                if parse(key).is_none_or(|again| again.key.as_str() != *key) {
                    faults.push(format!("{key} does not parse back"));
                }
            }
        }
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
