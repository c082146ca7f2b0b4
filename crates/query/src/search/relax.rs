//! What is searched instead where a query finds nothing.

use super::{Asked, Asking, about};
use crate::language::{Clause, Query};
use crate::missing;
use crate::remark::{Remark, remark};
use renvoi_index::IndexError;

/// What the query finds when it asks for less, and the sentence that says so; `None` where that is nothing too.
pub(super) fn relaxed(
    asking: &Asking<'_>,
    typed: &str,
    query: &mut Query,
    asked: &Asked,
) -> Result<Option<(Asked, Remark)>, IndexError> {
    if let Some(found) = without_phrases(asking, query)? {
        return Ok(Some(found));
    }
    if asked.answer.total == 0 {
        return without_names(asking, typed, query);
    }
    without_words(asking, query)
}

/// Phrases that occur nowhere, searched as words.
fn without_phrases(
    asking: &Asking<'_>,
    query: &mut Query,
) -> Result<Option<(Asked, Remark)>, IndexError> {
    let nowhere = missing::phrases(asking.index, query)?;
    if nowhere.is_empty() {
        return Ok(None);
    }
    let mut words = query.clone();
    words.split_phrases(&nowhere);
    // They are said anew.
    words.diagnostics.clear();
    let asked = asking.ask(&mut words)?;
    if asked.answer.with_words == 0 {
        return Ok(None);
    }
    *query = words;
    let each = |before: &str, behind: &str| -> Vec<String> {
        let texts = nowhere.iter();
        texts
            .map(|text| format!("{before}{text}{behind}"))
            .collect()
    };
    let said = remark!(
        "aucun passage ne contient {} : ses mots sont cherchés séparément", each("« ", " »").join(" ni ");
        "no passage has {}: its words are searched one by one", each("“", "”").join(" or ")
    );
    Ok(Some((asked, said)))
}

/// Names of instruments that nothing cites, searched as words.
fn without_names(
    asking: &Asking<'_>,
    typed: &str,
    query: &mut Query,
) -> Result<Option<(Asked, Remark)>, IndexError> {
    let is_name = |clause: &Clause| matches!(clause, Clause::Reference { named: Some(_), .. });
    // Of several acts it is said that nothing cites them together.
    let is_filtered = !query.filters.is_empty() || !query.excluded.is_empty();
    if is_filtered || query.references.len() > 1 || !query.root.must.iter().any(is_name) {
        return Ok(None);
    }
    let mut words = Query::of_words(typed);
    words.filters = query.filters.clone();
    words.excluded = query.excluded.clone();
    let asked = asking.ask(&mut words)?;
    if asked.answer.total == 0 {
        return Ok(None);
    }
    let keys: Vec<&str> = query.references.iter().map(AsRef::as_ref).collect();
    let said = remark!(
        "rien ne cite {} : voici ce que les mots seuls trouvent", keys.join(" ni ");
        "nothing cites {}: this is what the words alone find", keys.join(" or ")
    );
    Ok(Some((asked, said)))
}

/// What cites the acts, where no passage has the words beside them.
fn without_words(
    asking: &Asking<'_>,
    query: &mut Query,
) -> Result<Option<(Asked, Remark)>, IndexError> {
    if about::named(asking.index, query)?.is_none() {
        return Ok(None);
    }
    let mut alone = query.clone();
    alone.root.should.clear();
    alone
        .root
        .must
        .retain(|clause| matches!(clause, Clause::Reference { .. }));
    let asked = asking.ask(&mut alone)?;
    let keys: Vec<&str> = query.references.iter().map(AsRef::as_ref).collect();
    let said = remark!(
        "aucun passage ne contient ces mots : voici ce qui cite {}", keys.join(" et ");
        "no passage has these words: this is what cites {}", keys.join(" and ")
    );
    Ok((asked.answer.total > 0).then_some((asked, said)))
}
