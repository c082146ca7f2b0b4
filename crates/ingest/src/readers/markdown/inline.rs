//! What pandoc adds to the words of a paragraph: spans with attributes,
//! attributes of links and images, raised and lowered letters.

use std::ops::Range;

/// Attributes are short; an open brace further from its end is text.
const LONGEST_ATTRIBUTES: usize = 240;
/// As are raised and lowered letters: `n^o^`, `1^er^`, `CO~2~`.
const LONGEST_SCRIPT: usize = 12;

/// The bytes of a paragraph that are signs and not words, in order. `links` are
/// the offsets where links and images end.
pub(super) fn signs(text: &str, links: &[usize]) -> Vec<Range<usize>> {
    let mut cut = Vec::new();
    let mut open = Vec::new();
    let mut script: Option<(u8, usize)> = None;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => open.push(at),
            b']' => {
                if let (Some(from), Some(length)) = (open.pop(), attributes(text, at + 1)) {
                    cut.push(from..from + 1);
                    cut.push(at..at + 1 + length);
                }
            }
            b'^' | b'~' => match script.take() {
                Some((sign, from)) if sign == byte && is_script(text, from, at) => {
                    cut.push(from..from + 1);
                    cut.push(at..at + 1);
                }
                _ => script = Some((byte, at)),
            },
            b'\\' if text.as_bytes().get(at + 1) == Some(&b' ') => cut.push(at..at + 1),
            _ => {}
        }
    }
    for &at in links {
        if let Some(length) = attributes(text, at) {
            cut.push(at..at + length);
        }
    }
    cut.sort_unstable_by_key(|range| (range.start, range.end));
    cut
}

/// The length of `{.class key="value"}` at this offset.
fn attributes(text: &str, at: usize) -> Option<usize> {
    let inside = text.get(at..)?.strip_prefix('{')?;
    if !inside.starts_with(|c: char| c == '.' || c == '#' || c.is_ascii_lowercase()) {
        return None;
    }
    let end = inside
        .bytes()
        .take(LONGEST_ATTRIBUTES)
        .position(|b| b == b'}')?;
    let inside = inside.get(..end)?;
    let sound = inside.split_whitespace().next()?;
    (sound.starts_with(['.', '#']) || sound.contains('=')).then_some(end + 2)
}

fn is_script(text: &str, from: usize, to: usize) -> bool {
    let inside = text.get(from + 1..to).unwrap_or_default();
    // Nothing between two carets: a call stood there.
    inside.len() <= LONGEST_SCRIPT && !inside.contains(char::is_whitespace)
}
