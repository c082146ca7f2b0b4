//! The text of a page, by what its bytes and its head say of their encoding.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::ReadError;
use crate::readers::encoding;

use super::HEAD;

/// Decodes a page: by its byte order mark, as UTF-8 when it is that whatever it
/// declares, by the charset it declares, else as windows-1252 where that is
/// certain. UTF-8 that was read as windows-1252 and saved again is put right.
///
/// # Errors
/// No encoding is certain.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[length..]);
        return Ok(text);
    }
    if let Some(encoding) = encoding::unmarked_utf_16(bytes) {
        return Ok(encoding.decode_without_bom_handling(bytes).0);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(match encoding::repair(text) {
            Some((repaired, _)) => Cow::Owned(repaired),
            None => Cow::Borrowed(text),
        });
    }
    let declared = declared(&bytes[..bytes.len().min(HEAD)]);
    // A page whose head can be read as ASCII is no UTF-16, whatever it says; browsers know that too.
    let declared = declared.filter(|encoding| ![UTF_8, UTF_16LE, UTF_16BE].contains(encoding));
    match declared {
        // Where the bytes can hardly be anything but windows-1252, another script is not meant.
        Some(encoding) if !is_latin(encoding) => Ok(encoding::windows_1252(bytes)
            .map_or_else(|| encoding.decode_without_bom_handling(bytes).0, Cow::Owned)),
        Some(encoding) => Ok(encoding.decode_without_bom_handling(bytes).0),
        None => Ok(Cow::Owned(encoding::decode(bytes)?.text)),
    }
}

/// Whether an encoding is one of Latin letters, which windows-1252 could be mistaken for.
fn is_latin(encoding: &'static Encoding) -> bool {
    matches!(
        encoding.name(),
        "windows-1252"
            | "windows-1250"
            | "windows-1254"
            | "windows-1257"
            | "windows-1258"
            | "ISO-8859-2"
            | "ISO-8859-3"
            | "ISO-8859-4"
            | "ISO-8859-10"
            | "ISO-8859-13"
            | "ISO-8859-14"
            | "ISO-8859-15"
            | "ISO-8859-16"
            | "macintosh"
    )
}

fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let after = head.split("charset=").nth(1)?;
    let label: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
        .collect();
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_say_their_encoding_in_several_ways() {
        let latin = b"<html><head><meta charset=\"iso-8859-1\"></head><p>\xe9t\xe9</p>";
        let silent = b"<html><p>L'\xe9t\xe9 de l'ann\xe9e</p></html>";
        let wrong = "<html><meta charset=iso-8859-1><p>été</p>";
        let lies =
            b"<html><meta charset=utf-16><p>L'\xe9t\xe9 de l'ann\xe9e et de l'autre</p></html>";
        let script = b"<html><meta charset=windows-1251><p>L'\xe9t\xe9 de l'ann\xe9e et de l'autre</p></html>";
        let spoiled = "<html><p>L\u{e2}\u{20ac}\u{2122}\u{c3}\u{a9}t\u{c3}\u{a9}</p></html>";
        let unmarked: Vec<u8> = "<html><p>L’été</p></html>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for bytes in [
            &latin[..],
            &silent[..],
            wrong.as_bytes(),
            "\u{feff}<html>été".as_bytes(),
            &lies[..],
            &script[..],
            spoiled.as_bytes(),
            &unmarked,
        ] {
            let text = decode(bytes).expect("a text");
            assert!(text.contains("été"), "{text}");
        }
    }
}
