//! What folding takes away: accents, which part *forêt* from *foret*, and
//! capitals, which part *SIS* from *sis*. Whoever types them means them, and
//! whoever does not means nothing by it.

use unicode_normalization::UnicodeNormalization;

use crate::fold::fold_into;
use crate::words::is_mark;

/// Appends a word as it is written, and says whether it differs from the folded
/// one in more than a capital at its head. Words in capitals are told without
/// their accents, which many leave out there.
pub(crate) fn written_into(word: &str, written: &mut String) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let capitals = letters.clone().count() > 1 && letters.all(char::is_uppercase);
    if capitals {
        fold_into(word, written);
        written.make_ascii_uppercase();
        return true;
    }
    if word.is_ascii() {
        return false;
    }
    let from = written.len();
    let plain = word.nfc().filter(|c| c.is_alphanumeric() && !is_mark(*c));
    written.extend(plain.flat_map(char::to_lowercase));
    let mut folded = String::with_capacity(word.len());
    fold_into(word, &mut folded);
    written.get(from..) != Some(&folded)
}
