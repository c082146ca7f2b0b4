//! What a person names: an id, a reference in any spelling, an address, a name, a slip. Searches, filters, `cite`, `show`,
//! `similar`, the pages and the API all ask here, so that the same words mean the same documents everywhere.

use std::collections::HashSet;

use renvoi_document::{DocumentId, RecordId};
use renvoi_reference::{Catalogue, Celex, Citation, Guess, Key, Slip, Warning, scan, slips};

use crate::journal;
use crate::plan::readings;
use crate::stored::{Content, Holding};
use crate::view::View;
use renvoi_index::IndexError;

/// What a whole text names.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolved {
    /// A document of the index, by its id.
    Document(DocumentId),
    /// A passage or a note of the index, by its id.
    Record(RecordId),
    /// An instrument that is meant without doubt. Its readings are several where a number says no type: `2022/2555`.
    Named {
        /// The reference as it was read.
        reference: Box<Citation>,
        /// All the keys that it may have, its own first.
        readings: Vec<Key>,
    },
    /// Instruments that may be meant, the likeliest first: a name that may mean other things, a slip. It is one where the
    /// others are not in force, or not called so for short.
    Offered(Vec<Key>),
    /// Nothing that is known.
    Nothing,
}

/// Instruments that are shown for one offer.
const MOST_OFFERED: usize = 8;

/// Slips of one query that are looked up.
const MOST_SLIPS: usize = 4;

/// Reads a text that names one thing and nothing else.
///
/// # Errors
/// The index could not answer.
pub fn resolve(index: &View, typed: &str) -> Result<Resolved, IndexError> {
    let typed = typed.trim();
    if let Ok(id) = typed.parse::<RecordId>() {
        return Ok(Resolved::Record(leads_to(index, &id)?));
    }
    // An id is one only as it is written; `rgpd` may be a name.
    if let Ok(id) = typed.parse::<DocumentId>()
        && index.has_document(&id)?
    {
        let id = index.copy_of(&id)?.unwrap_or(id);
        return Ok(Resolved::Document(id));
    }
    // The number of a version or of a corrigendum names it, not the act.
    if let Some(id) = version_id(typed)
        && index.has_document(&id)?
    {
        return Ok(Resolved::Document(id));
    }
    if let Some(mut reference) = referred(typed) {
        reference.key = journal::dated(index, &reference.key)?;
        return Ok(Resolved::Named {
            readings: readings(&reference.key),
            reference: Box::new(reference),
        });
    }
    let offered = offered_whole(index, typed)?;
    Ok(if offered.is_empty() {
        Resolved::Nothing
    } else {
        Resolved::Offered(offered)
    })
}

/// The id of the consolidated version or of the corrigendum whose CELEX number a text is: `02016R0679-20160504`,
/// `32016R0679R(02)`.
pub(crate) fn version_id(typed: &str) -> Option<DocumentId> {
    let celex: Celex = typed.trim().to_uppercase().parse().ok()?;
    let own = celex.consolidated_on().is_some() || celex.corrigendum().is_some();
    own.then(|| DocumentId::from_name(&celex.to_string()))
}

/// What a text means that is one offered name or one slip, but for an article before it.
fn offered_whole(index: &View, typed: &str) -> Result<Vec<Key>, IndexError> {
    const ARTICLES: [&str; 7] = ["l’", "l'", "la ", "le ", "les ", "the ", "du "];
    let catalogue = Catalogue::bundled();
    let bare = ARTICLES
        .iter()
        .find_map(|article| typed.strip_prefix(article));
    for text in std::iter::once(typed).chain(bare) {
        if let Some((keys, length)) = catalogue.offered_at(text)
            && length == text.len()
        {
            let one = catalogue.likeliest(text, &keys);
            return Ok(one.map_or(keys, |one| vec![one]));
        }
    }
    let says = |text: Option<&str>| text.is_some_and(|text| text.contains(char::is_alphanumeric));
    match slips(typed).as_slice() {
        [slip] if !says(typed.get(..slip.start)) && !says(typed.get(slip.end..)) => {
            let meant = meant(index, std::slice::from_ref(slip))?;
            Ok(meant.into_iter().flatten().collect())
        }
        _ => Ok(Vec::new()),
    }
}

/// The reference or name that a text is, or the only reference that it holds: people paste whole citations.
fn referred(typed: &str) -> Option<Citation> {
    let catalogue = Catalogue::bundled();
    let sure = |citation: &Citation| {
        let unusual = citation.warnings.contains(&Warning::UnusualOrder);
        !unusual || catalogue.title(&citation.key).is_some()
    };
    catalogue.resolve(typed).filter(sure).or_else(|| {
        let mut found = scan(typed).into_iter();
        let first = found.next().filter(sure)?;
        found.all(|other| other.key == first.key).then_some(first)
    })
}

/// The documents that a text names: of an instrument in several versions the newest, with all its parts.
///
/// # Errors
/// The index could not answer.
pub fn documents(index: &View, typed: &str) -> Result<Vec<DocumentId>, IndexError> {
    let keys = match resolve(index, typed)? {
        Resolved::Document(id) => return Ok(vec![id]),
        Resolved::Record(id) => return Ok(vec![id.document()]),
        Resolved::Named { readings, .. } => readings,
        // Of several that may be meant none is chosen.
        Resolved::Offered(keys) if keys.len() == 1 => keys,
        Resolved::Offered(_) | Resolved::Nothing => return Ok(Vec::new()),
    };
    let holdings = index.holdings_each(&keys)?;
    let current = holdings.into_iter().flat_map(current);
    Ok(current.map(|holding| holding.summary.id).collect())
}

/// The documents of an instrument under any of its keys, in all versions and parts, but for copies.
pub(crate) fn documents_of(index: &View, keys: &[Key]) -> Result<Vec<DocumentId>, IndexError> {
    let holdings = index.holdings_of(keys)?.into_iter();
    let searched = holdings.filter(|holding| holding.copy_of.is_none());
    Ok(searched.map(|holding| holding.summary.id).collect())
}

/// The documents of an instrument that are searched, its main text first: not the versions that were replaced, nor copies.
pub(crate) fn current(holdings: Vec<Holding>) -> Vec<Holding> {
    let mut current: Vec<Holding> = holdings
        .into_iter()
        .filter(|holding| holding.copy_of.is_none() && holding.newer_version.is_none())
        .collect();
    current.sort_by(|a, b| a.place().cmp(&b.place()));
    current
}

/// The passage or note that an id leads to: itself, or of a copy the same place in the document that is searched.
///
/// # Errors
/// The index could not answer.
pub fn leads_to(index: &View, id: &RecordId) -> Result<RecordId, IndexError> {
    let Some(original) = index.copy_of(&id.document())? else {
        return Ok(id.clone());
    };
    let (Some(copied), Some(original)) = (
        index.records(std::slice::from_ref(id))?.pop(),
        index.document(&original)?,
    ) else {
        return Ok(id.clone());
    };
    // A note leads to a note.
    let places: Vec<(&RecordId, &str)> = if matches!(copied.content, Content::Footnote(_)) {
        let notes = original.footnotes.iter();
        notes
            .filter_map(|n| Some((&n.id, n.text.as_deref()?)))
            .collect()
    } else {
        let passages = original.passages.iter();
        passages.map(|p| (&p.id, p.text.as_str())).collect()
    };
    Ok(nearest(copied.text(), &places).unwrap_or_else(|| id.clone()))
}

/// Of a hundred words of two texts those that both have at least when they are one passage.
const SAME_PASSAGE: usize = 50;

/// The place whose text has most words in common with another, of equals the first.
fn nearest(text: &str, places: &[(&RecordId, &str)]) -> Option<RecordId> {
    let wanted = words(text);
    let mut best: Option<(usize, &RecordId)> = None;
    for (id, text) in places {
        let other = words(text);
        let both = wanted.len() + other.len();
        let share = 200 * in_common(&wanted, &other) / both.max(1);
        if share >= SAME_PASSAGE && best.is_none_or(|(most, _)| share > most) {
            best = Some((share, id));
        }
    }
    best.map(|(_, id)| id.clone())
}

/// How many words two sorted lists share, each as often as both have it.
pub(crate) fn in_common(one: &[String], other: &[String]) -> usize {
    let (mut at, mut common) = (0, 0);
    for word in one {
        while other.get(at).is_some_and(|there| there < word) {
            at += 1;
        }
        if other.get(at) == Some(word) {
            (at, common) = (at + 1, common + 1);
        }
    }
    common
}

/// The folded words of a text, sorted.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(renvoi_analysis::fold)
        .collect();
    words.sort_unstable();
    words
}

/// The instruments that stretches of a typed text may mean: by names that are only offered, and by slips.
///
/// # Errors
/// The index could not answer.
pub(crate) fn offered(index: &View, texts: &[impl AsRef<str>]) -> Result<Vec<Key>, IndexError> {
    let mut room = MOST_SLIPS;
    let slips_of: Vec<Vec<Slip>> = texts
        .iter()
        .map(|text| {
            let mut slips = slips(text.as_ref());
            slips.truncate(room);
            room -= slips.len();
            slips
        })
        .collect();
    let mut meant = meant(index, &slips_of.concat())?.into_iter();
    let mut keys: Vec<Key> = Vec::new();
    for (text, slips) in texts.iter().zip(slips_of) {
        let of_slips = meant.by_ref().take(slips.len()).flatten();
        for key in names_in(text.as_ref()).into_iter().chain(of_slips) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    keys.truncate(MOST_OFFERED);
    Ok(keys)
}

/// The instruments of the offered names in a text, those in force first.
fn names_in(text: &str) -> Vec<Key> {
    let catalogue = Catalogue::bundled();
    let mut found: Vec<Key> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..)
        && let Some(c) = rest.chars().next()
    {
        if !c.is_alphanumeric() {
            at += c.len_utf8();
            continue;
        }
        if let Some((keys, length)) = catalogue.offered_at(rest).filter(|(_, length)| *length > 0) {
            found.extend(keys);
            at += length;
        } else {
            let end = rest.find(|c: char| !c.is_alphanumeric());
            at += end.unwrap_or(rest.len());
        }
    }
    found
}

/// Of each slip the guesses that are known, to the catalogue or to the index; a lone guess need not be.
fn meant(index: &View, slips: &[Slip]) -> Result<Vec<Vec<Key>>, IndexError> {
    let catalogue = Catalogue::bundled();
    let (mut doubtful, mut beginnings) = (Vec::new(), Vec::new());
    for guess in slips.iter().flat_map(|slip| &slip.guesses) {
        match guess {
            Guess::Key(key) if catalogue.title(key).is_none() => doubtful.push(key),
            Guess::AnyYear { beginning, .. } if !beginnings.contains(beginning) => {
                beginnings.push(*beginning);
            }
            Guess::Key(_) | Guess::AnyYear { .. } => {}
        }
    }
    let known: HashSet<&Key> = doubtful
        .iter()
        .zip(index.know(&doubtful)?)
        .filter_map(|(key, is_known)| is_known.then_some(*key))
        .collect();
    let cited = index.cited(&beginnings)?;
    let of_guess = |guess: &Guess| match guess {
        Guess::Key(key) => {
            let is_known = catalogue.title(key).is_some() || known.contains(key);
            is_known.then(|| key.clone()).into_iter().collect()
        }
        Guess::AnyYear { beginning, end } => {
            let fits = |key: &&Key| {
                key.as_str().starts_with(beginning) && key.as_str().ends_with(end.as_str())
            };
            let all = cited.iter().chain(catalogue.keys());
            let mut keys: Vec<Key> = all.filter(fits).cloned().collect();
            // Keys of one series in the order of their years, newest first.
            keys.sort_by(|a, b| b.cmp(a));
            keys.dedup();
            keys
        }
    };
    let of_slip = |slip: &Slip| {
        let mut keys: Vec<Key> = slip.guesses.iter().flat_map(of_guess).collect();
        if let ([], [Guess::Key(only)]) = (keys.as_slice(), slip.guesses.as_slice()) {
            keys.push(only.clone());
        }
        keys
    };
    Ok(slips.iter().map(of_slip).collect())
}
