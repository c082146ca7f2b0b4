//! What a permanent link says of the text that it leads to, so that the text is found again where a new edition of the
//! document has it somewhere else.
//!
//! A fingerprint holds where the text was, how many words it has, a hash of all of them, and hashes of its first and its last
//! words. The words of a document are one row, and every stretch of it as long as the text is compared by a rolling hash
//! (Rabin–Karp): so a text is found whole wherever it went, also where it was joined to another passage or parted into
//! several. Where it was edited, its first or last words tell what became of it.
//!
//! ```
//! use renvoi_document::Fingerprint;
//!
//! let fingerprint = Fingerprint::of("p42", "Les réseaux sont protégés.");
//! let link = fingerprint.to_string();
//! assert!(link.starts_with("p42-"));
//! assert_eq!(link.parse(), Ok(fingerprint));
//! ```

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::Document;

/// Words at the beginning and at the end of a text that tell it from others.
const EDGE: usize = 6;

/// Bytes of a fingerprint behind the anchor.
const BYTES: usize = 15;

/// Letters of an anchor.
const LONGEST_ANCHOR: usize = 24;

/// What a permanent link says of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// Where the text was: `p42`, `n33`.
    anchor: String,
    /// Its words.
    words: u16,
    /// Hash of all its words, 40 bits.
    whole: u64,
    /// Hashes of its first and its last [`EDGE`] words, 32 bits each.
    head: u32,
    tail: u32,
}

/// A text is no fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no fingerprint of a text: these are made by Renvoi and look like p42-AAxK3…")]
pub struct FingerprintError;

/// Where the text of a fingerprint is in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Where it was.
    Same(String),
    /// It is another passage or note.
    Moved(String),
    /// It is a part of one that begins before it or goes on behind it, or begins there and goes on in the next.
    Within(String),
    /// It was changed: this has its first or its last words.
    Changed(String),
    /// Nothing of it is left.
    Lost,
}

impl Fingerprint {
    /// The fingerprint of a text with its anchor in the document.
    pub fn of(anchor: &str, text: &str) -> Self {
        let words = hashes(text);
        let edge = words.len().min(EDGE);
        Self {
            anchor: anchor.to_owned(),
            words: u16::try_from(words.len()).unwrap_or(u16::MAX),
            whole: forty(roll(&words)),
            head: thirty_two(roll(words.get(..edge).unwrap_or_default())),
            tail: thirty_two(roll(words.get(words.len() - edge..).unwrap_or_default())),
        }
    }

    /// Where the text was.
    pub fn anchor(&self) -> &str {
        &self.anchor
    }

    /// Where the text is now. Time is linear in the length of the document.
    pub fn find(&self, document: &Document) -> Found {
        let texts: Vec<(&str, &str)> = if self.anchor.starts_with('n') {
            let notes = document.footnotes.iter();
            notes
                .filter_map(|note| Some((note.id.anchor(), note.text.as_deref()?)))
                .collect()
        } else {
            let passages = document.passages.iter();
            passages
                .map(|passage| (passage.id.anchor(), passage.text.as_str()))
                .collect()
        };
        let own = texts.iter().position(|(anchor, _)| *anchor == self.anchor);
        if let Some((anchor, text)) = own.and_then(|at| texts.get(at))
            && Self::of(anchor, text) == *self
        {
            return Found::Same(self.anchor.clone());
        }
        if self.words == 0 {
            return Found::Lost;
        }
        let row = Row::of(texts.iter().map(|(_, text)| *text));
        let anchor = |at: usize| texts.get(at).map(|(anchor, _)| (*anchor).to_owned());
        // Without its old place any is as near as another.
        let near = own.unwrap_or_else(|| self.ordinal().saturating_sub(1));
        let places = row.windows(usize::from(self.words), |hash| forty(hash) == self.whole);
        let best = places.into_iter().min_by_key(|place| {
            (
                !row.is_whole(place, usize::from(self.words)),
                row.text_at(*place).abs_diff(near),
            )
        });
        if let Some(place) = best
            && let Some(found) = anchor(row.text_at(place))
        {
            return if row.is_whole(&place, usize::from(self.words)) {
                Found::Moved(found)
            } else {
                Found::Within(found)
            };
        }
        let edge = usize::from(self.words).min(EDGE);
        for edge_hash in [self.head, self.tail] {
            let places = row.windows(edge, |hash| thirty_two(hash) == edge_hash);
            let best = places
                .into_iter()
                .min_by_key(|place| row.text_at(*place).abs_diff(near));
            if let Some(found) = best.and_then(|place| anchor(row.text_at(place))) {
                return Found::Changed(found);
            }
        }
        Found::Lost
    }

    /// The number in the anchor.
    fn ordinal(&self) -> usize {
        let digits = self.anchor.get(1..).unwrap_or_default();
        let digits = digits.split('-').next().unwrap_or_default();
        digits.parse().unwrap_or_default()
    }
}

/// The words of several texts, one behind the other.
struct Row {
    hashes: Vec<u64>,
    /// Where each text begins, and where the last one ends.
    begins: Vec<usize>,
}

impl Row {
    fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let (mut row, mut begins) = (Vec::new(), Vec::new());
        for text in texts {
            begins.push(row.len());
            row.extend(hashes(text));
        }
        begins.push(row.len());
        Self {
            hashes: row,
            begins,
        }
    }

    /// Where the stretches of so many words begin whose hash is wanted.
    fn windows(&self, length: usize, is_wanted: impl Fn(u64) -> bool) -> Vec<usize> {
        if length == 0 || length > self.hashes.len() {
            return Vec::new();
        }
        // What the first word of a stretch counts.
        let power = (1..length).fold(1_u64, |power, _| power.wrapping_mul(BASE));
        let mut hash = roll(self.hashes.get(..length).unwrap_or_default());
        let mut found = Vec::new();
        let next = self.hashes.iter().skip(length);
        let leaving = self.hashes.iter();
        if is_wanted(hash) {
            found.push(0);
        }
        for (at, (old, new)) in leaving.zip(next).enumerate() {
            hash = hash.wrapping_sub(old.wrapping_mul(power));
            hash = hash.wrapping_mul(BASE).wrapping_add(*new);
            if is_wanted(hash) {
                found.push(at + 1);
            }
        }
        found
    }

    /// The text that a word stands in.
    fn text_at(&self, word: usize) -> usize {
        self.begins
            .partition_point(|begin| *begin <= word)
            .saturating_sub(1)
    }

    /// Whether so many words from a place on are a whole text.
    fn is_whole(&self, place: &usize, length: usize) -> bool {
        let text = self.text_at(*place);
        self.begins.get(text) == Some(place) && self.begins.get(text + 1) == Some(&(place + length))
    }
}

/// An odd number: no word of a stretch is multiplied away.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// The hash of words in their order.
fn roll(words: &[u64]) -> u64 {
    words.iter().fold(0, |hash: u64, word| {
        hash.wrapping_mul(BASE).wrapping_add(*word)
    })
}

/// The words of a text as hashes (FNV-1a of 64 bits): letters without accents, in lower case, so that the signs of another
/// edition do not count.
fn hashes(text: &str) -> Vec<u64> {
    const BEGIN: u64 = 0xCBF2_9CE4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01B3;
    let mut words = Vec::new();
    let mut word: Option<u64> = None;
    let letters = text.nfd().filter(|c| !is_combining_mark(*c));
    for c in letters.flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            let mut hash = word.unwrap_or(BEGIN);
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
            }
            word = Some(hash);
        } else {
            words.extend(word.take());
        }
    }
    words.extend(word);
    words
}

/// The best bits of a hash: multiplication leaves the low ones little mixed.
fn forty(hash: u64) -> u64 {
    mixed(hash) >> 24
}

fn thirty_two(hash: u64) -> u32 {
    u32::try_from(mixed(hash) >> 32).unwrap_or_default()
}

fn mixed(hash: u64) -> u64 {
    (hash ^ (hash >> 32)).wrapping_mul(BASE)
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = Vec::with_capacity(BYTES);
        bytes.extend(self.words.to_be_bytes());
        bytes.extend(self.whole.to_be_bytes().iter().skip(3));
        bytes.extend(self.head.to_be_bytes());
        bytes.extend(self.tail.to_be_bytes());
        write!(f, "{}-{}", self.anchor, BASE64.encode(bytes))
    }
}

impl FromStr for Fingerprint {
    type Err = FingerprintError;

    fn from_str(text: &str) -> Result<Self, FingerprintError> {
        const LETTERS: usize = BYTES / 3 * 4;
        // The anchor of a note may have hyphens, and so may what follows it.
        let at = text
            .len()
            .checked_sub(LETTERS + 1)
            .ok_or(FingerprintError)?;
        let (anchor, rest) = text.split_at_checked(at).ok_or(FingerprintError)?;
        let rest = rest.strip_prefix('-').ok_or(FingerprintError)?;
        let is_anchor = anchor.starts_with(['p', 'n'])
            && anchor.len() <= LONGEST_ANCHOR
            && anchor
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let bytes = BASE64.decode(rest).map_err(|_| FingerprintError)?;
        let bytes: [u8; BYTES] = bytes.try_into().map_err(|_| FingerprintError)?;
        let number = |range: std::ops::Range<usize>| {
            let bytes = bytes.get(range).unwrap_or_default();
            bytes
                .iter()
                .fold(0_u64, |number, byte| number << 8 | u64::from(*byte))
        };
        let narrow = |range| u32::try_from(number(range)).unwrap_or_default();
        is_anchor
            .then(|| Self {
                anchor: anchor.to_owned(),
                words: u16::try_from(number(0..2)).unwrap_or_default(),
                whole: number(2..7),
                head: narrow(7..11),
                tail: narrow(11..15),
            })
            .ok_or(FingerprintError)
    }
}

#[cfg(test)]
mod tests;
