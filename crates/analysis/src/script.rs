//! Which letters are Japanese. Their script says how a text is cut into words,
//! whatever language a passage was taken for: such text has no spaces.

/// Whether a letter is a Chinese character, kana, or a sign that repeats or
/// prolongs one, in any width. Marks that voice kana are marks, not letters.
pub(crate) fn is_japanese(c: char) -> bool {
    matches!(
        c,
        '\u{3005}'..='\u{3007}'
            | '\u{3021}'..='\u{3029}'
            | '\u{3031}'..='\u{3035}'
            | '\u{3038}'..='\u{303c}'
            | '\u{3041}'..='\u{3096}'
            | '\u{309d}'..='\u{309f}'
            | '\u{30a1}'..='\u{30fa}'
            | '\u{30fc}'..='\u{30ff}'
            | '\u{31f0}'..='\u{31ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff66}'..='\u{ff9f}'
            | '\u{1aff0}'..='\u{1b16f}'
            | '\u{20000}'..='\u{3fffd}'
    )
}

/// The mark that voices the kana before it, as one that combines.
pub(crate) fn voicing(c: char) -> Option<char> {
    match c {
        '\u{3099}' | '\u{ff9e}' => Some('\u{3099}'),
        '\u{309a}' | '\u{ff9f}' => Some('\u{309a}'),
        _ => None,
    }
}

/// Whether a text has a Japanese letter. Bytes of French and English text are
/// all below those that such letters begin with, so that they are not decoded.
pub(crate) fn has_japanese(text: &str) -> bool {
    // All bytes are looked at, many at a time.
    let highest = text.bytes().fold(0, u8::max);
    highest >= 0xe3 && text.contains(is_japanese)
}

/// Of so many letters one at least is Japanese in a Japanese text: names in
/// Latin letters take more of them than words in its own.
const SHARE: usize = 3;

/// Whether a text is written in Japanese.
pub(crate) fn is_written_in_japanese(text: &str) -> bool {
    if !has_japanese(text) {
        return false;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let japanese = text.chars().filter(|c| is_japanese(*c)).count();
    japanese * SHARE >= letters
}
