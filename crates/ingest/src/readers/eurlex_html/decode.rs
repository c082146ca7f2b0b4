//! The text of a page, by what its bytes and its head say of their encoding.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use crate::error::ReadError;
use crate::readers::encoding;

use super::HEAD;

/// Decodes a page: by its byte order mark, as UTF-8 when it is that whatever it
/// declares, by the charset it declares, else as windows-1252 where that is
/// certain.
///
/// # Errors
/// No encoding is certain.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[length..]);
        return Ok(text);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    let declared = declared(&bytes[..bytes.len().min(HEAD)]);
    match declared.filter(|encoding| *encoding != UTF_8) {
        Some(encoding) => Ok(encoding.decode_without_bom_handling(bytes).0),
        None => Ok(Cow::Owned(encoding::decode(bytes)?.text)),
    }
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
        for bytes in [
            &latin[..],
            &silent[..],
            wrong.as_bytes(),
            "\u{feff}<html>été".as_bytes(),
        ] {
            let text = decode(bytes).expect("a text");
            assert!(text.contains("été"), "{text}");
        }
    }
}
