//! The spelling of a pasted sentence: a word that no text has is taken for the near one that the texts have. Among so many
//! words that are right, what is wrong is a slip; of a few words a person is asked instead.

use renvoi_analysis::{Chain, tokens};

use crate::language::{Clause, Query};
use crate::request::Vocabulary;
use crate::suggest::{edits, nearest};
use crate::view::View;
use renvoi_index::IndexError;

/// Words of a sentence that near ones are looked for: it takes time.
const MOST_TRIED: usize = 8;

/// Letters of the shortest word that is mended: shorter ones are near too many.
const SHORTEST: usize = 5;

/// Mends the words of a sentence, and says which.
pub(super) fn spelling(index: &View, query: &mut Query) -> Result<Option<String>, IndexError> {
    let mut mended = Vec::new();
    let mut tried = 0;
    for clause in &mut query.root.should {
        let Clause::Word(word) = clause else { continue };
        for token in tokens(word, Chain::Exact).into_iter().rev() {
            let range = token.offset_from..token.offset_to;
            let Some(typed) = word.get(range.clone()).map(str::to_owned) else {
                continue;
            };
            // A name that no text has is right all the same.
            let is_name = typed.starts_with(char::is_uppercase);
            if tried == MOST_TRIED || is_name || !may_be_slip(index, &token.text)? {
                continue;
            }
            tried += 1;
            if let Some(near) = near(index, &token.text)? {
                let written = index.written(&[&near])?.pop().unwrap_or(near);
                word.replace_range(range, &written);
                mended.push(format!("{typed} → {written}"));
            }
        }
    }
    Ok((!mended.is_empty()).then(|| format!("orthographe corrigée : {}", mended.join(", "))))
}

fn may_be_slip(index: &View, word: &str) -> Result<bool, IndexError> {
    let letters = word.chars().count();
    if letters < SHORTEST || !word.chars().all(char::is_alphabetic) {
        return Ok(false);
    }
    Ok(index.vocabulary(Vocabulary::Pattern(word), 1)?.is_empty())
}

/// The nearest word of the index, one letter off before two.
fn near(index: &View, word: &str) -> Result<Option<String>, IndexError> {
    let Some(most) = edits(word) else {
        return Ok(None);
    };
    for edits in 1..=most {
        if let Some(near) = nearest(index, word, edits)? {
            return Ok(Some(near));
        }
    }
    Ok(None)
}
