//! Words that a hyphen, a space or a point parts and that are one to a reader.

use crate::fold;
use crate::words::{Word, without_genitive};

/// Letters that the halves of a compound have at least: *est-ce* is none.
const SHORTEST_HALF: usize = 3;

/// Digits of a group but the first.
const GROUP: usize = 3;

/// What the words of a text are compounds with, which it is told in their order.
#[derive(Debug, Default)]
pub(crate) struct Compounds {
    /// Where the last word begins and ends.
    before: (usize, usize),
    /// The groups of digits read last, and where they begin: *35 000*.
    groups: Option<(usize, String)>,
}

impl Compounds {
    /// The compound that a word ends, folded, and where it begins; it stands
    /// beside its parts. `folded` is the word.
    pub(crate) fn ended_by(
        &mut self,
        word: &Word<'_>,
        folded: &str,
        text: &str,
    ) -> Option<(usize, String)> {
        let before = std::mem::replace(&mut self.before, (word.start, word.end()));
        let between = text.get(before.1..word.start).unwrap_or_default();
        let is_number = folded.bytes().all(|b| b.is_ascii_digit());
        let compound = match between {
            "-" | "\u{2010}" | "\u{2011}" => {
                let first = text.get(before.0..before.1)?;
                halves(first, word.text, folded).map(|compound| (before.0, compound))
            }
            " " | "\u{a0}" | "\u{202f}" | "." if is_number => self.groups(folded),
            _ => None,
        };
        if compound.is_none() {
            let begins = is_number && folded.len() <= GROUP;
            self.groups = begins.then(|| (word.start, folded.to_owned()));
        }
        compound
    }

    /// The number that a group of digits goes on with, and where it begins:
    /// *35 000* is found as *35000*.
    fn groups(&mut self, group: &str) -> Option<(usize, String)> {
        let groups = self.groups.as_mut();
        let (_, digits) = groups.filter(|_| group.len() == GROUP)?;
        if digits.len() > crate::LONGEST_TERM {
            return None;
        }
        digits.push_str(group);
        self.groups.clone()
    }
}

/// Two words in one, so that *cyber-résilience* and *cyberrésilience* meet. `folded` is the second word in the chain that
/// asks; English leaves out its genitive, and all chains have the same compounds.
fn halves(first: &str, second: &str, folded: &str) -> Option<String> {
    let is_half = |half: &str| half.len() >= SHORTEST_HALF && half.chars().all(char::is_alphabetic);
    let mut compound = fold::fold(first);
    if !is_half(&compound) || !is_half(&fold::fold(without_genitive(second))) {
        return None;
    }
    compound.push_str(folded);
    Some(compound)
}
