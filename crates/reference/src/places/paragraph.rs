//! Paragraphs: nothing is read across a blank line.

use crate::fold::{Class, classify};

/// Where the last paragraph of a text begins, if a blank line stands in it.
pub(super) fn last_paragraph(text: &str) -> Option<usize> {
    let mut begins = None;
    let mut lines = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let is_pair = std::mem::replace(&mut before, c) == '\r' && c == '\n';
        match classify(c) {
            Class::Line => lines += i32::from(!is_pair),
            Class::Paragraph => lines = 2,
            Class::Space | Class::Invisible => {}
            _ => {
                if lines > 1 {
                    begins = Some(at);
                }
                lines = 0;
            }
        }
    }
    if lines > 1 { Some(text.len()) } else { begins }
}

/// The text before the first blank line.
pub(super) fn first_paragraph(text: &str) -> &str {
    let mut ends = 0;
    let mut lines = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let is_pair = std::mem::replace(&mut before, c) == '\r' && c == '\n';
        match classify(c) {
            Class::Line => lines += i32::from(!is_pair),
            Class::Paragraph => lines = 2,
            Class::Space | Class::Invisible => {}
            _ => (ends, lines) = (at + c.len_utf8(), 0),
        }
        if lines > 1 {
            return text.get(..ends).unwrap_or_default();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_part() {
        for (text, first, last) in [
            ("a\nb", "a\nb", None),
            ("a \n \n b", "a", Some(6)),
            ("a\r\nb", "a\r\nb", None),
            ("a\r\n\r\nb\n\nc", "a", Some(8)),
            ("a\u{2029}b", "a", Some(4)),
            ("\n\na", "", Some(2)),
            ("a\n\n", "a", Some(3)),
            ("é\n", "é\n", None),
        ] {
            assert_eq!(first_paragraph(text), first, "{text:?}");
            assert_eq!(last_paragraph(text), last, "{text:?}");
        }
    }
}
