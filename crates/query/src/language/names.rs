//! Names of instruments that are no references: `RGPD`, `directive SRI 2`.

use renvoi_reference::Key;

/// Whatever knows what instruments are called.
pub trait Names {
    /// The instrument that the words beginning at `text` name, and the bytes
    /// taken: of several names the longest. It is asked at the heads of words
    /// only; a name that would end inside a word is refused.
    fn name_at(&self, text: &str) -> Option<(Key, usize)>;
}

/// Knows no name.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoNames;

impl Names for NoNames {
    fn name_at(&self, _: &str) -> Option<(Key, usize)> {
        None
    }
}

impl Names for renvoi_reference::Catalogue {
    fn name_at(&self, text: &str) -> Option<(Key, usize)> {
        Self::name_at(self, text)
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
