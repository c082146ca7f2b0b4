//! The spelling of a pasted sentence: a word that no text has is taken for the near one that the texts have. Among so many
//! words that are right, what is wrong is a slip; of a few words a person is asked instead.

use std::ops::Range;

use renvoi_analysis::{Chain, tokens};

use crate::language::{Clause, Query};
use crate::remark::{Remark, remark};
use crate::request::Vocabulary;
use crate::suggest::meant;
use crate::view::View;
use renvoi_index::IndexError;

/// Words of a sentence that near ones are looked for: it takes time.
const MOST_TRIED: usize = 8;

/// Letters of the shortest word that is mended: shorter ones are near too many.
const SHORTEST: usize = 5;

/// A word of the sentence that may be a slip.
struct Doubtful {
    /// Which clause of the query it stands in, and where.
    clause: usize,
    range: Range<usize>,
    typed: String,
    folded: String,
}

/// Mends the words of a sentence, and says which.
pub(super) fn spelling(index: &View, query: &mut Query) -> Result<Option<Remark>, IndexError> {
    let doubtful = doubtful(query);
    let asked = doubtful.iter();
    let asked: Vec<_> = asked
        .map(|word| (Vocabulary::Pattern(&word.folded), 1))
        .collect();
    let known = index.words(&asked)?;
    let slips = doubtful.iter().zip(known);
    let slips = slips.filter_map(|(word, known)| known.is_empty().then_some(word));
    let slips: Vec<&Doubtful> = slips.take(MOST_TRIED).collect();
    let folded: Vec<&str> = slips.iter().map(|slip| slip.folded.as_str()).collect();
    let mut mended = Vec::new();
    for (slip, meant) in slips.into_iter().zip(meant(index, &folded)?) {
        if let Some(meant) = meant
            && let Some(Clause::Word(word)) = query.root.should.get_mut(slip.clause)
        {
            word.replace_range(slip.range.clone(), &meant);
            mended.push(format!("{} → {meant}", slip.typed));
        }
    }
    Ok((!mended.is_empty()).then(|| {
        remark!(
            "orthographe corrigée : {}", mended.join(", ");
            "spelling corrected: {}", mended.join(", ")
        )
    }))
}

/// The words that may be slips; those of one clause from its end, so that places before them stay what they are.
fn doubtful(query: &Query) -> Vec<Doubtful> {
    let mut doubtful = Vec::new();
    for (clause, part) in query.root.should.iter().enumerate() {
        let Clause::Word(word) = part else { continue };
        for token in tokens(word, Chain::Exact).into_iter().rev() {
            let range = token.offset_from..token.offset_to;
            let typed = word.get(range.clone()).unwrap_or_default();
            let letters = token.text.chars().count();
            // A name that no text has is right all the same.
            let is_name = typed.starts_with(char::is_uppercase);
            if !is_name && letters >= SHORTEST && token.text.chars().all(char::is_alphabetic) {
                doubtful.push(Doubtful {
                    clause,
                    range,
                    typed: typed.to_owned(),
                    folded: token.text,
                });
            }
        }
    }
    doubtful
}
