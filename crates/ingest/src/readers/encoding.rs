//! Bytes of plain text formats into characters.
//!
//! `encoding_rs`, the decoder of a browser, against `chardetng` before it and
//! against a table of our own: a detector always answers, and an answer that is
//! wrong spoils a document without a word. Here a text that is neither UTF-8 nor
//! marked UTF-16 is taken for windows-1252 only when its bytes can hardly be
//! anything else, and refused otherwise. The same holds for text that was
//! decoded wrongly before it came: it is put right as a whole or not at all.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::error::ReadError;

/// A text and what was done to have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// Without byte order mark and without control characters other than white
    /// space.
    pub(crate) text: String,
    /// What a person should know, in words.
    pub(crate) warnings: Vec<String>,
}

/// Decodes a whole file.
///
/// # Errors
/// The bytes are not text, or text of an encoding that is not certain.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, ReadError> {
    let mut warnings = Vec::new();
    let text = match marked(bytes) {
        Some((encoding, body)) => utf_16(encoding, body)?,
        None => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(error) => {
                let text =
                    windows_1252(bytes).ok_or_else(|| unknown(bytes, error.valid_up_to()))?;
                warnings.push("the text was read as windows-1252: it is not UTF-8".to_owned());
                text
            }
        },
    };
    if let Some(at) = text.find('\0') {
        return Err(damaged(format!(
            "a NUL byte after {at} bytes of text: this is binary data; make a text of it first"
        )));
    }
    let text = match repair(&text) {
        Some((repaired, sequences)) => {
            warnings.push(format!(
                "the text was UTF-8 read as windows-1252 and saved again: {sequences} sequences like `Ã©` were put right"
            ));
            repaired
        }
        None => text,
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    // Control characters are no text, and a terminal or a page would obey them.
    let obeyed = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    Ok(Decoded {
        text: text.replace(obeyed, " "),
        warnings,
    })
}

fn marked(bytes: &[u8]) -> Option<(&'static Encoding, &[u8])> {
    match bytes {
        [0xFF, 0xFE, body @ ..] => Some((UTF_16LE, body)),
        [0xFE, 0xFF, body @ ..] => Some((UTF_16BE, body)),
        _ => unmarked_utf_16(bytes).map(|encoding| (encoding, bytes)),
    }
}

/// Bytes that are looked at for UTF-16 without its mark.
const UTF_16_HEAD: usize = 512;

/// The byte order of UTF-16 that lost its mark: of a text of Latin letters, nearly every other byte is null.
pub(crate) fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..UTF_16_HEAD).unwrap_or(bytes);
    let (units, _) = head.as_chunks::<2>();
    let null = |place: usize| units.iter().filter(|unit| unit[place] == 0).count();
    let (first, second) = (null(0), null(1));
    let most = units.len() - units.len() / 8;
    match (first, second) {
        (0, second) if units.len() > 3 && second >= most => Some(UTF_16LE),
        (first, 0) if units.len() > 3 && first >= most => Some(UTF_16BE),
        _ => None,
    }
}

fn utf_16(encoding: &'static Encoding, body: &[u8]) -> Result<String, ReadError> {
    encoding
        .decode_without_bom_handling_and_without_replacement(body)
        .map(std::borrow::Cow::into_owned)
        .ok_or_else(|| {
            damaged(
                "the UTF-16 that its first bytes announce is cut or broken: save it as UTF-8"
                    .to_owned(),
            )
        })
}

fn damaged(problem: String) -> ReadError {
    ReadError::Damaged {
        format: "text".to_owned(),
        problem,
    }
}

fn unknown(bytes: &[u8], at: usize) -> ReadError {
    if bytes.contains(&0) {
        return damaged(
            "it holds NUL bytes: this is binary data; make a text of it first".to_owned(),
        );
    }
    damaged(format!(
        "not UTF-8 at byte {at}, and no other encoding is certain: convert it, for example with `iconv -f cp1252 -t utf-8`"
    ))
}

/// Letters beyond ASCII of the languages that windows-1252 was made for.
const LETTERS: &str = "àâäáãåæçéèêëíìîïñóòôöõøœßúùûüýÿšžÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜÝŸŠŽ";

/// Signs that stand in such texts, none of them inside a word but these two.
const SIGNS: &str = "«»“”‘’‚„–—…€£§°ºª²³¹½¼¾©®™•·×±µ¿¡\u{a0}\u{ad}‰†‡‹›´";
const INSIDE_WORDS: &str = "’\u{ad}´·";

/// One letter in so many may be beyond ASCII: French has one in 25, and text of
/// another script has nearly all.
const LETTERS_A_FOREIGN_ONE: usize = 5;

/// The text, when the bytes can hardly be anything but windows-1252.
pub(crate) fn windows_1252(bytes: &[u8]) -> Option<String> {
    // A byte that is a whole sequence of UTF-8 says that the file is a mixture.
    if bytes.contains(&0) || bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii()) {
        return None;
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    let (mut foreign, mut all) = (0_usize, 0_usize);
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        if c.is_ascii() {
            all += usize::from(c.is_ascii_alphabetic());
        } else if LETTERS.contains(c) {
            all += 1;
            foreign += 1;
            // `dŽcret` is another encoding: capitals do not stand inside words.
            if c.is_uppercase() && before.is_lowercase() {
                return None;
            }
        } else {
            let inside = before.is_alphabetic() && after.is_alphabetic();
            if !SIGNS.contains(c) || (inside && !INSIDE_WORDS.contains(c)) {
                return None;
            }
        }
        before = c;
    }
    (foreign * LETTERS_A_FOREIGN_ONE <= all).then(|| text.into_owned())
}

/// Fewer sequences than this may be what their author wrote.
const FEWEST_SEQUENCES: usize = 3;
/// Text is spoiled again each time a program misreads it.
const MOST_ROUNDS: usize = 3;

/// Undoes one or more wrong decodings, when it is certain that they happened:
/// every character beyond ASCII takes part in a sequence that is UTF-8 again.
/// Returns the text and the number of sequences of the first round.
pub(crate) fn repair(text: &str) -> Option<(String, usize)> {
    let (mut text, sequences) = undo(text)?;
    for _ in 1..MOST_ROUNDS {
        match undo(&text) {
            Some((earlier, _)) => text = earlier,
            None => break,
        }
    }
    Some((text, sequences))
}

fn undo(text: &str) -> Option<(String, usize)> {
    // Of nearly all texts the first letter beyond ASCII tells that they are whole.
    let foreign = text.bytes().position(|byte| !byte.is_ascii())?;
    let mut first = text.get(foreign..)?.chars();
    let leads = first.next().and_then(byte_of)? >= 0xC2;
    let follows = first.next().and_then(byte_of)? >= 0x80;
    if !leads || !follows {
        return None;
    }
    let bytes: Vec<u8> = text.chars().map(byte_of).collect::<Option<_>>()?;
    let repaired = String::from_utf8(bytes).ok()?;
    let sequences = repaired.chars().filter(|c| !c.is_ascii()).count();
    (sequences >= FEWEST_SEQUENCES).then_some((repaired, sequences))
}

/// The byte that windows-1252 reads as this character. The five bytes it leaves
/// out, and all of them for ISO 8859-1, are read as control characters.
fn byte_of(c: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(c) {
        return Some(byte);
    }
    let mut utf_8 = [0; 4];
    let (bytes, _, failed) = WINDOWS_1252.encode(c.encode_utf8(&mut utf_8));
    match *bytes {
        [byte] if !failed => Some(byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// As a program that takes UTF-8 for windows-1252 saves it.
    fn spoiled(text: &str) -> String {
        let (read, _) = WINDOWS_1252.decode_without_bom_handling(text.as_bytes());
        read.into_owned()
    }

    fn text_of(bytes: &[u8]) -> String {
        decode(bytes).expect("a text").text
    }

    const FRENCH: &str = "L’évaluation à l’échelle de l’Union — «œuvre» élargie";

    #[test]
    fn the_same_text_in_each_encoding() {
        let utf_16: Vec<u16> = std::iter::once(0xFEFF)
            .chain(FRENCH.encode_utf16())
            .collect();
        let little: Vec<u8> = utf_16.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = utf_16.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let (windows, _, _) = WINDOWS_1252.encode(FRENCH);
        for bytes in [
            FRENCH.as_bytes(),
            format!("\u{feff}{FRENCH}").as_bytes(),
            &little,
            &big,
            &windows,
            spoiled(FRENCH).as_bytes(),
            spoiled(&spoiled(FRENCH)).as_bytes(),
            spoiled(&format!("\u{feff}{FRENCH}")).as_bytes(),
        ] {
            assert_eq!(text_of(bytes), FRENCH, "{bytes:?}");
        }
    }

    #[test]
    fn what_is_not_certain_is_refused() {
        for bytes in [
            &b"PK\x03\x04\x00\x00"[..],
            b"texte\0",
            // Cut UTF-16.
            b"\xFF\xFEa\0b",
            // Mac Roman, code page 850, ISO 8859-2, windows-1251.
            b"le d\x8ecret",
            b"le d\x82cret",
            b"wsp\xf3\xb3praca",
            b"\xcf\xee \xee\xf1\xed\xee\xe2\xe5",
            // UTF-8 with one line of windows-1252 in it.
            b"d\xc3\xa9cret et d\xe9cret",
        ] {
            let error = decode(bytes).expect_err("not certain");
            assert!(matches!(error, ReadError::Damaged { .. }), "{bytes:?}");
        }
    }

    #[test]
    fn signs_that_their_author_wrote_stay() {
        for text in [
            "SÃO PAULO, CONCEIÇÃO, JOÃO, MAGALHÃES",
            "Ã© est le signe d’un é mal lu",
            "Ã©",
            "l’été: Ã©, Ã¨, Ãª, Ã§",
        ] {
            let decoded = decode(text.as_bytes()).expect("a text");
            assert_eq!((decoded.text.as_str(), decoded.warnings.len()), (text, 0));
        }
    }

    #[test]
    fn control_characters_are_spaces_and_lines_stay() {
        assert_eq!(text_of(b"a\x1b[1m\tb\r\nc\x0c\x07"), "a [1m\tb\r\nc\u{c} ");
    }

    proptest! {
        #[test]
        fn spoiled_french_is_put_right(words in proptest::collection::vec("[a-zéèêàçùôîœÉÀÇ’«»—…€]{1,9}", 12..60)) {
            let text = words.join(" ");
            prop_assume!(text.chars().filter(|c| !c.is_ascii()).count() >= FEWEST_SEQUENCES);
            let decoded = decode(spoiled(&text).as_bytes()).unwrap();
            prop_assert_eq!(decoded.text, text);
            prop_assert_eq!(decoded.warnings.len(), 1);
        }

        #[test]
        fn french_is_left_alone(words in proptest::collection::vec("[a-zéèêàçùôîœÉÀÇÃÂ’«»—…€]{1,9}", 1..60), last in "[é’œ]") {
            let text = words.join(" ") + " dé" + &last;
            let decoded = decode(text.as_bytes()).unwrap();
            prop_assert_eq!(decoded.text, text);
        }

        #[test]
        fn any_bytes_have_an_answer(bytes: Vec<u8>) {
            if let Ok(decoded) = decode(&bytes) {
                prop_assert!(!decoded.text.contains('\0'));
            }
        }
    }
}
