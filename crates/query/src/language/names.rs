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

/// The catalogue beside a place (*article 12 e-evidence*): what is otherwise only offered is a name there, when it can
/// mean one instrument that is in force.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BesideAPlace(pub(crate) &'static Catalogue);

impl Names for BesideAPlace {
    fn name_at(&self, text: &str) -> Option<(Key, usize)> {
        let named = self.0.name_at(text);
        match (named, self.likely_at(text)) {
            (Some(named), Some(likely)) if likely.1 > named.1 => Some(likely),
            (named, likely) => named.or(likely),
        }
    }

    fn likely_at(&self, text: &str) -> Option<(Key, usize)> {
        self.0.likely_at(text)
    }

    fn knows(&self, key: &Key) -> bool {
        Names::knows(self.0, key)
    }
}

/// Whether a text names a place of an act: *article 12*, *considérant 47*, *annexe III*, *§ 2*.
pub(crate) fn names_a_place(text: &str) -> bool {
    const PLACES: [&str; 18] = [
        "article",
        "articles",
        "art",
        "considerant",
        "considerants",
        "cons",
        "annexe",
        "annexes",
        "chapitre",
        "section",
        "paragraphe",
        "point",
        "alinea",
        "recital",
        "annex",
        "chapter",
        "paragraph",
        "titre",
    ];
    let folded = renvoi_analysis::fold(text);
    let mut words = folded
        .split(|c: char| !c.is_alphanumeric() && c != '§')
        .filter(|word| !word.is_empty())
        .peekable();
    let is_number = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            || word == "premier"
            || word.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
    };
    while let Some(word) = words.next() {
        let place = PLACES.contains(&word) || word == "§";
        if place && words.peek().is_some_and(|next| is_number(next)) {
            return true;
        }
    }
    false
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
