//! Text in its normal form, whatever format it came from: NFC, and no control
//! characters, which a terminal or a page would obey; titles, headings and what
//! else each passage repeats no longer than those of documents are.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::blocks::{About, Block, Blocks, Shape};
use crate::error::ReadError;

/// Paragraphs and notes of a document. The longest treaty with its protocols has
/// ten thousand.
const MOST_BLOCKS: usize = 250_000;

/// Bytes of a title or a heading, which is kept with each passage below it. The
/// title of a regulation that amends twenty others has half of this.
pub(crate) const LONGEST_HEADING: usize = 3_000;

/// Bytes of an address or a place in the Official Journal.
const LONGEST_MENTION: usize = 300;

/// Whether a document has more parts than its passages could be kept in memory.
pub(crate) fn check_size(blocks: &Blocks) -> Result<(), ReadError> {
    if blocks.blocks.len() + blocks.notes.len() <= MOST_BLOCKS {
        return Ok(());
    }
    Err(ReadError::TooMuch {
        what: "paragraphs and notes".to_owned(),
        limit: MOST_BLOCKS.to_string(),
    })
}

/// Brings all texts to their normal form; calls stay where they stood.
pub(crate) fn normalise(blocks: &mut Blocks) {
    for block in &mut blocks.blocks {
        let repeated = matches!(
            block.shape,
            Shape::Title | Shape::Heading(_) | Shape::Division(_) | Shape::Subtitle
        );
        if repeated && block.text.len() > LONGEST_HEADING {
            block.shape = Shape::Text;
        }
        if !is_normal(&block.text) {
            normalise_block(block);
        }
    }
    for note in &mut blocks.notes {
        if let Some(text) = &mut note.text
            && !is_normal(text)
        {
            *text = normal(text).into_owned();
        }
    }
    let About {
        title,
        celex,
        eli,
        journal,
        ..
    } = &mut blocks.about;
    if let Some(title) = title {
        title.truncate(title.floor_char_boundary(LONGEST_HEADING));
        *title = normal(title).into_owned();
    }
    for mention in [celex, eli, journal] {
        *mention = mention.take().filter(|text| text.len() <= LONGEST_MENTION);
    }
}

/// The text between calls is brought to its form piece by piece, so that a call
/// stays between the letters where it stood.
fn normalise_block(block: &mut Block) {
    let mut text = String::with_capacity(block.text.len());
    let mut at = 0;
    for call in &mut block.calls {
        let end = block.text.floor_char_boundary(call.at.max(at));
        text.push_str(&normal(&block.text[at..end]));
        at = end;
        call.at = text.len();
    }
    text.push_str(&normal(&block.text[at..]));
    block.text = text;
}

fn is_normal(text: &str) -> bool {
    has_plain_characters(text)
        || (!text.contains(is_obeyed) && is_nfc_quick(text.chars()) == IsNormalized::Yes)
}

/// Whether all characters are plain. Most are told by their byte.
fn has_plain_characters(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| !matches!(byte, b' '..=b'~')) {
        let mut chars = rest[at..].chars();
        if !chars.next().is_some_and(is_plain) {
            return false;
        }
        rest = chars.as_str();
    }
    true
}

/// True for nearly all letters and marks of a French text, which are in normal
/// form whatever stands beside them: nothing below the combining marks joins
/// what is before it, nor do dashes and quotation marks.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\t' | '\u{a0}'..='\u{2ff}' | '\u{2010}'..='\u{2027}')
}

fn is_obeyed(c: char) -> bool {
    c.is_control() && c != '\t'
}

fn normal(text: &str) -> Cow<'_, str> {
    let text = if text.contains(is_obeyed) {
        Cow::Owned(text.replace(is_obeyed, " "))
    } else {
        Cow::Borrowed(text)
    };
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text,
        _ => Cow::Owned(text.nfc().collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::BlockCall;

    #[test]
    fn what_is_plain_is_normal() {
        for c in (0..=0x3000)
            .filter_map(char::from_u32)
            .filter(|c| is_plain(*c))
        {
            assert!(!is_obeyed(c), "{c:?}");
            assert_eq!(is_nfc_quick([c].into_iter()), IsNormalized::Yes, "{c:?}");
        }
    }

    #[test]
    fn a_call_stays_between_its_letters() {
        let text = "e\u{301}te\u{301}, \u{1b}[0mfin";
        let mut blocks = Blocks {
            blocks: vec![Block {
                text: text.to_owned(),
                calls: vec![BlockCall {
                    note: 0,
                    at: "e\u{301}te\u{301}".len(),
                }],
                ..Block::default()
            }],
            ..Blocks::default()
        };
        normalise(&mut blocks);
        let block = &blocks.blocks[0];
        assert_eq!(block.text, "été,  [0mfin");
        assert_eq!(&block.text[..block.calls[0].at], "été");
    }

    #[test]
    fn what_is_repeated_is_short() {
        let long = "é".repeat(LONGEST_HEADING);
        let block = |shape| Block {
            text: long.clone(),
            shape,
            ..Block::default()
        };
        let mut blocks = Blocks {
            blocks: vec![block(Shape::Title), block(Shape::Heading(Some(1)))],
            ..Blocks::default()
        };
        blocks.about.title = Some(long.clone());
        blocks.about.eli = Some(long.clone());
        normalise(&mut blocks);
        assert!(blocks.blocks.iter().all(|block| block.shape == Shape::Text));
        assert_eq!(
            blocks.about.title.map(|title| title.len()),
            Some(LONGEST_HEADING)
        );
        assert_eq!(blocks.about.eli, None);
    }

    #[test]
    fn too_many_parts_are_refused() {
        let parts = |count| Blocks {
            blocks: vec![Block::default(); count],
            ..Blocks::default()
        };
        assert!(check_size(&parts(MOST_BLOCKS)).is_ok());
        let refused = check_size(&parts(MOST_BLOCKS + 1)).map_err(|error| error.to_string());
        assert!(
            refused.is_err_and(|why| why.starts_with("paragraphs and notes: more than 250000"))
        );
    }
}
