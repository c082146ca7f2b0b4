//! What each character is to the lexer: case, accents, widths and look-alikes are folded here, once.

/// The part a character plays in a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Horizontal space, breaking or not.
    Space,
    /// The end of a line or of a page.
    Line,
    /// U+2029, which separates paragraphs by itself.
    Paragraph,
    /// Invisible: soft hyphens, zero-width characters, marks of direction.
    Invisible,
    /// An accent written after its letter.
    Accent,
    /// A letter, lower case and without accent; ligatures give two.
    Letter(u8, Option<u8>),
    /// A decimal digit, 0 to 9.
    Digit(u8),
    /// Everything else, look-alikes made one.
    Mark(char),
}

/// Classifies any character. Fullwidth forms count as their ASCII equivalents.
pub(crate) fn classify(c: char) -> Class {
    // French text is all but made of these: they are asked first.
    match c {
        'é' | 'è' | 'ê' | 'É' => return Class::Letter(b'e', None),
        'à' | 'â' => return Class::Letter(b'a', None),
        '’' => return Class::Mark('\''),
        '\u{A0}' => return Class::Space,
        _ => {}
    }
    match c {
        'a'..='z' => Class::Letter(c as u8, None),
        'A'..='Z' => Class::Letter(c.to_ascii_lowercase() as u8, None),
        '0'..='9' => Class::Digit(c as u8 - b'0'),
        ' '
        | '\t'
        | '\u{A0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200A}'
        | '\u{202F}'
        | '\u{205F}'
        | '\u{3000}' => Class::Space,
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' => Class::Line,
        '\u{2029}' => Class::Paragraph,
        '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' => Class::Invisible,
        '\u{300}'..='\u{36F}' | '\u{FE00}'..='\u{FE0F}' => Class::Accent,
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(c) - 0xFEE0).map_or(Class::Mark(c), classify)
        }
        // Dashes of every length join numbers, and a hyphen that must not break is still a hyphen.
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' => Class::Mark('-'),
        '\u{2018}' | '\u{2019}' | '\u{2BC}' | '\u{201B}' | '\u{2032}' | '\u{B4}' => {
            Class::Mark('\'')
        }
        // The ordinal indicator, the degree sign and a superscript o all end the abbreviation of "numéro".
        '\u{B0}' | '\u{BA}' | '\u{2DA}' | '\u{1D52}' | '\u{2070}' => Class::Mark('°'),
        '\u{2044}' | '\u{2215}' => Class::Mark('/'),
        _ => letter(c).map_or(Class::Mark(c), |(first, second)| {
            Class::Letter(first, second)
        }),
    }
}

/// Latin letters with their accents removed. Letters of other scripts are no part of a reference, so they stay marks:
/// a reference set in Japanese text without spaces is still found.
fn letter(c: char) -> Option<(u8, Option<u8>)> {
    let base = match c {
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' => b'a',
        'Ç' | 'ç' | 'Ć'..='č' => b'c',
        'Ð' | 'ð' | 'Ď'..='đ' => b'd',
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => b'e',
        'Ĝ'..='ģ' => b'g',
        'Ĥ'..='ħ' => b'h',
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' => b'i',
        'Ĵ' | 'ĵ' => b'j',
        'Ķ'..='ĸ' => b'k',
        'Ĺ'..='ł' => b'l',
        'Ñ' | 'ñ' | 'Ń'..='ŋ' => b'n',
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' => b'o',
        'Ŕ'..='ř' => b'r',
        'Ś'..='š' | 'ſ' | 'Ș' | 'ș' => b's',
        'Ţ'..='ŧ' | 'Ț' | 'ț' => b't',
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' => b'u',
        'Ŵ' | 'ŵ' => b'w',
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' => b'y',
        'Ź'..='ž' => b'z',
        'Œ' | 'œ' => return Some((b'o', Some(b'e'))),
        'Æ' | 'æ' => return Some((b'a', Some(b'e'))),
        'ß' => return Some((b's', Some(b's'))),
        'Ĳ' | 'ĳ' => return Some((b'i', Some(b'j'))),
        _ => return None,
    };
    Some((base, None))
}
