//! From the bytes of an XML file to its text.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::ReadError;

/// A declaration stands in the first bytes or nowhere.
const LONGEST_DECLARATION: usize = 512;

/// Decodes XML by its byte order mark, else by its declaration, else as UTF-8.
///
/// A file that declares a single-byte encoding and is valid UTF-8 with letters
/// outside ASCII is read as UTF-8: text in such an encoding is not by chance.
///
/// # Errors
/// The encoding is not known, or the bytes are not in it.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    let (encoding, rest) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, bytes.get(length..).unwrap_or_default()),
        None => (declared(bytes)?, bytes),
    };
    if encoding.is_single_byte()
        && let Ok(text) = std::str::from_utf8(rest)
    {
        return Ok(Cow::Borrowed(text));
    }
    encoding
        .decode_without_bom_handling_and_without_replacement(rest)
        .ok_or_else(|| not_in(encoding, rest))
}

/// The encoding that the first bytes or the declaration name.
fn declared(bytes: &[u8]) -> Result<&'static Encoding, ReadError> {
    match bytes {
        [b'<', 0, ..] => return Ok(UTF_16LE),
        [0, b'<', ..] => return Ok(UTF_16BE),
        _ => {}
    }
    let Some(label) = label(bytes) else {
        return Ok(UTF_8);
    };
    match Encoding::for_label(label) {
        // A declaration that can be read as ASCII is not in UTF-16.
        Some(encoding) if encoding.is_ascii_compatible() => Ok(encoding),
        Some(_) => Ok(UTF_8),
        None => Err(ReadError::Damaged {
            format: "XML".to_owned(),
            problem: format!(
                "its encoding `{}` is not known: save it as UTF-8",
                String::from_utf8_lossy(label)
            ),
        }),
    }
}

/// The value of `encoding` in the XML declaration.
fn label(bytes: &[u8]) -> Option<&[u8]> {
    let head = bytes.get(..LONGEST_DECLARATION).unwrap_or(bytes);
    let head = head.trim_ascii_start().strip_prefix(b"<?xml")?;
    let end = find(head, b"?>")?;
    let declaration = head.get(..end)?;
    let at = find(declaration, b"encoding")? + b"encoding".len();
    let value = declaration.get(at..)?.trim_ascii_start();
    let value = value.strip_prefix(b"=")?.trim_ascii_start();
    let (quote, value) = value.split_first()?;
    let end = value.iter().position(|byte| byte == quote)?;
    value.get(..end)
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|at| at == needle)
}

fn not_in(encoding: &'static Encoding, bytes: &[u8]) -> ReadError {
    let place = if encoding == UTF_8 {
        let at = Encoding::utf8_valid_up_to(bytes);
        format!(" at byte {at}")
    } else {
        String::new()
    };
    ReadError::Damaged {
        format: "XML".to_owned(),
        problem: format!(
            "it says that it is {} and is not{place}: convert it, for example with \
             `iconv -f cp1252 -t utf-8`",
            encoding.name()
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn every_way_to_say_the_encoding() {
        let text = "<?xml version=\"1.0\" encoding='UTF-16'?><P>énoncé «œ»</P>";
        let mut with_mark = vec![0xff, 0xfe];
        with_mark.extend(utf16(text, u16::to_le_bytes));
        let (latin, _, _) = encoding_rs::WINDOWS_1252
            .encode("<?xml version=\"1.0\" encoding = \"ISO-8859-1\"?><P>énoncé «œ»</P>");
        let cases: [(&str, Vec<u8>); 7] = [
            ("UTF-8", "<P>énoncé «œ»</P>".into()),
            ("UTF-8 with a mark", "\u{feff}<P>énoncé «œ»</P>".into()),
            ("UTF-16 with a mark", with_mark),
            ("UTF-16LE", utf16(text, u16::to_le_bytes)),
            ("UTF-16BE", utf16(text, u16::to_be_bytes)),
            ("Latin-1", latin.into_owned()),
            ("UTF-8 called UTF-16", text.into()),
        ];
        for (name, bytes) in cases {
            let text = decode(&bytes).expect(name);
            assert!(text.ends_with("<P>énoncé «œ»</P>"), "{name}: {text}");
            assert!(!text.starts_with('\u{feff}'), "{name}");
        }
    }

    #[test]
    fn a_wrong_declaration_is_seen_through_or_refused() {
        let utf8 = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><P>é</P>";
        assert_eq!(decode(utf8.as_bytes()), Ok(utf8.into()));
        let mut latin = b"<?xml version=\"1.0\" encoding=\"utf-8\"?><P>".to_vec();
        latin.push(0xe9);
        latin.extend(b" </P>");
        let refused = [
            (latin, "at byte 41"),
            (
                b"<?xml version='1.0' encoding='klingon'?><P/>".to_vec(),
                "klingon",
            ),
            (vec![0xff, 0xfe, b'<', 0, 0, 0xd8, b'a', 0], "UTF-16LE"),
        ];
        for (bytes, word) in refused {
            let error = decode(&bytes).expect_err(word).to_string();
            assert!(error.contains(word), "{error}");
        }
    }
}
