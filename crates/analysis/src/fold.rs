//! Folding: lower case, no accents, no ligatures, no apostrophes inside words.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, is_combining_mark};

use crate::script::{is_japanese, voicing};
use crate::words::{is_apostrophe, is_invisible};

/// The folded form of a text: what two spellings of one word have in common.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

pub(crate) fn fold_into(text: &str, folded: &mut String) {
    if text.is_ascii() {
        let start = folded.len();
        folded.push_str(text);
        folded[start..].make_ascii_lowercase();
        if text.contains('\'') {
            folded.retain(|c| c != '\'');
        }
        return;
    }
    for c in text.chars() {
        match c {
            'œ' | 'Œ' => folded.push_str("oe"),
            'æ' | 'Æ' => folded.push_str("ae"),
            // Letters of names that do not decompose.
            'ß' | 'ẞ' => folded.push_str("ss"),
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            'đ' | 'Đ' => folded.push('d'),
            'ı' => folded.push('i'),
            c if is_apostrophe(c) || is_invisible(c) => {}
            c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            // The accents of French without the way through decomposition,
            // which takes longer than all the rest of the analysis.
            'à' | 'â' | 'ä' | 'À' | 'Â' | 'Ä' => folded.push('a'),
            'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => folded.push('e'),
            'î' | 'ï' | 'Î' | 'Ï' => folded.push('i'),
            'ô' | 'ö' | 'Ô' | 'Ö' => folded.push('o'),
            'ù' | 'û' | 'ü' | 'Ù' | 'Û' | 'Ü' => folded.push('u'),
            'ç' | 'Ç' => folded.push('c'),
            // The marks of kana are no accents: が and か are two letters.
            c if voicing(c).is_some() => {
                let letter = folded.chars().next_back();
                let voiced = letter
                    .zip(voicing(c))
                    .and_then(|(l, mark)| compose(l, mark));
                if let Some(voiced) = voiced {
                    folded.pop();
                    folded.push(voiced);
                }
            }
            c if is_japanese(c) => folded.extend(std::iter::once(c).nfkc()),
            // Compatibility forms too, so that full-width letters and
            // superscript digits are found.
            c => folded.extend(
                std::iter::once(c)
                    .nfkd()
                    .filter(|c| !is_combining_mark(*c))
                    .flat_map(char::to_lowercase),
            ),
        }
    }
}
