//! Names of instruments that are no references: `RGPD`, `directive SRI 2`.

use renvoi_reference::{Catalogue, Key};

/// Whatever knows what instruments are called.
pub trait Names {
    /// The instrument that the words beginning at `text` name, and the bytes
    /// taken: of several names the longest. It is asked at the heads of words
    /// only; a name that would end inside a word is refused.
    fn name_at(&self, text: &str) -> Option<(Key, usize)>;

    /// The same for a name that may mean other things too, where it can mean one instrument that is in force: it is asked
    /// only where a person names an instrument by the very form, behind `ref:` or beside a place.
    fn likely_at(&self, text: &str) -> Option<(Key, usize)>;

    /// Whether there is such an instrument, as far as is known: a number typed against the rule of its kind is taken for
    /// a reference only then.
    fn knows(&self, key: &Key) -> bool;
}

/// Knows no name.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoNames;

impl Names for NoNames {
    fn name_at(&self, _: &str) -> Option<(Key, usize)> {
        None
    }

    fn likely_at(&self, _: &str) -> Option<(Key, usize)> {
        None
    }

    fn knows(&self, _: &Key) -> bool {
        false
    }
}

impl Names for Catalogue {
    fn name_at(&self, text: &str) -> Option<(Key, usize)> {
        Self::name_at(self, text)
    }

    fn likely_at(&self, text: &str) -> Option<(Key, usize)> {
        let (keys, length) = self.offered_at(text)?;
        Some((self.likeliest(text.get(..length)?, &keys)?, length))
    }

    fn knows(&self, key: &Key) -> bool {
        self.title(key).is_some()
    }
}

/// The name that `text` begins with, if it ends where a word does.
pub(super) fn name_at(text: &str, names: &dyn Names) -> Option<(Key, usize)> {
    let (key, length) = names.name_at(text)?;
    let (name, rest) = text.split_at_checked(length)?;
    // A sign behind it asks for other words too: `SRI*`.
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '*' | '~' | '\u{300}'..='\u{36f}');
    let whole = !name.trim().is_empty() && !rest.starts_with(goes_on);
    whole.then_some((key, length))
}
