//! The limits of a query.

use renvoi_analysis::{Chain, tokens};

use super::diagnostics::Diagnostics;
use super::{LONGEST_QUERY, MOST_TERMS};
use crate::remark::remark;

/// Cuts what is too long. Line ends and controls become spaces, signs without
/// width go, and full-width forms become the ones that operators are written in.
pub(super) fn clean(text: &str, diagnostics: &mut Diagnostics) -> String {
    let mut end = text.len().min(LONGEST_QUERY);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    if end < text.len() {
        diagnostics.say(remark!(
            "la recherche dépasse {LONGEST_QUERY} octets : la fin n’a pas été lue";
            "the search is longer than {LONGEST_QUERY} bytes: its end was not read"
        ));
    }
    let read = text.get(..end).unwrap_or_default();
    read.chars().filter_map(clean_char).collect()
}

fn clean_char(c: char) -> Option<char> {
    match c {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => {
            None
        }
        // Text without spaces asks its questions in the middle.
        '？' | '！' => Some(c),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        c if c.is_control() || c.is_whitespace() => Some(' '),
        c => Some(c),
    }
}

/// How much may still be searched.
pub(super) struct Budget {
    terms: usize,
    references: usize,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self {
            terms: MOST_TERMS,
            references: MOST_TERMS,
        }
    }

    /// As much of a text as may still be searched.
    pub(super) fn fit<'t>(
        &mut self,
        text: &'t str,
        diagnostics: &mut Diagnostics,
    ) -> Option<&'t str> {
        let words = tokens(text, Chain::Exact);
        let asked = words.len().max(1);
        let granted = asked.min(self.terms);
        self.terms -= granted;
        if granted == asked {
            return Some(text);
        }
        diagnostics.say(remark!(
            "plus de {MOST_TERMS} mots : les suivants n’ont pas été cherchés";
            "more than {MOST_TERMS} words: those after them were not searched"
        ));
        let last = words.get(granted.checked_sub(1)?)?;
        text.get(..last.offset_to)
    }

    /// Whether one more reference may be looked for. They are counted apart
    /// from words: at the end of a long sentence they matter more than it does.
    pub(super) fn reference(&mut self, diagnostics: &mut Diagnostics) -> bool {
        let granted = self.references > 0;
        if granted {
            self.references -= 1;
        } else {
            diagnostics.say(remark!(
                "plus de {MOST_TERMS} références : les suivantes n’ont pas été cherchées";
                "more than {MOST_TERMS} references: those after them were not searched"
            ));
        }
        granted
    }
}
