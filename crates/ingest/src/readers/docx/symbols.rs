//! Characters that are named by their place in a symbol font.

/// The Greek letters of the font Symbol, from `A` and from `a`.
const CAPITALS: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
const SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";

/// Other signs of Symbol that texts use.
const SYMBOL: &[(u32, char)] = &[
    (0x22, '∀'),
    (0x24, '∃'),
    (0x2D, '−'),
    (0xA3, '≤'),
    (0xA5, '∞'),
    (0xAB, '↔'),
    (0xAC, '←'),
    (0xAD, '↑'),
    (0xAE, '→'),
    (0xAF, '↓'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB7, '•'),
    (0xB8, '÷'),
    (0xB9, '≠'),
    (0xBB, '≈'),
    (0xBC, '…'),
    (0xC5, '⊕'),
    (0xCE, '∈'),
    (0xD6, '√'),
    (0xE5, '∑'),
    (0xF2, '∫'),
];

/// Boxes, ticks and arrows of Wingdings; the rest is ornament.
const WINGDINGS: &[(u32, char)] = &[
    (0x6F, '☐'),
    (0xA7, '▪'),
    (0xA8, '☐'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE8, '→'),
    (0xF0, '⇨'),
    (0xFB, '☒'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

/// The character of a `w:sym`, where it is one that text can hold.
pub(super) fn character(font: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code.trim(), 16).ok()?;
    // Symbol fonts stand in the private area, at F000.
    let place = if (0xF000..=0xF0FF).contains(&code) {
        code - 0xF000
    } else {
        code
    };
    let among = |signs: &[(u32, char)]| signs.iter().find(|(at, _)| *at == place).map(|(_, c)| *c);
    match font.trim().to_ascii_lowercase().as_str() {
        "symbol" => among(SYMBOL).or_else(|| greek(place)),
        "wingdings" => among(WINGDINGS),
        _ if place != code => None,
        _ => char::from_u32(code).filter(|c| !c.is_control()),
    }
}

fn greek(place: u32) -> Option<char> {
    let letter = u8::try_from(place).ok()?;
    let at = |first: u8| usize::from(letter - first);
    match letter {
        b'A'..=b'Z' => CAPITALS.chars().nth(at(b'A')),
        b'a'..=b'z' => SMALL.chars().nth(at(b'a')),
        b' '..=b'~' => Some(char::from(letter)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::character;

    #[test]
    fn known_fonts() {
        let cases = [
            ("Symbol", "F062", Some('β')),
            ("Symbol", "F0B3", Some('≥')),
            ("Wingdings", "F0FE", Some('☑')),
            ("Wingdings", "F021", None),
            ("Times New Roman", "2020", Some('†')),
            ("Times New Roman", "zz", None),
            ("Other", "F041", None),
        ];
        for (font, code, expected) in cases {
            assert_eq!(character(font, code), expected, "{font} {code}");
        }
    }
}
