//! The places that cite instruments: what a back end is asked for them, in which order they come, and which of them are
//! one place in several versions of an act.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use renvoi_document::DocumentId;
use renvoi_reference::{Key, LegalPath};
use schemars::JsonSchema;
use serde::Serialize;

use crate::language::Filters;
use crate::request::{Clause, Order};
use crate::stored::{Facets, Record};

/// What is asked of the places that cite.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct CitingRequest {
    /// A place cites one of the keys of each of these.
    pub all: Vec<Vec<Key>>,
    /// The documents that are the instrument itself, in all versions: their mentions of it come last.
    pub own: Vec<DocumentId>,
    /// Places of the instrument: what cites one of them comes first.
    pub paths: Vec<LegalPath>,
    /// Whether what cites none of these places is left out; what cites them formally is formal then.
    pub only_paths: bool,
    /// What else must hold.
    pub filters: Filters,
    /// What must not hold.
    pub excluded: Filters,
    /// What a place must not hold: words, other instruments.
    pub must_not: Vec<Clause>,
    /// Whether each version of an act counts for itself.
    pub every_version: bool,
    /// Records that are left out, as shown already.
    pub except: Vec<renvoi_document::RecordId>,
    /// The order wanted; best first is formal citations of others, then inferred ones, then the instrument's own.
    pub order: Order,
    /// Whether only the first place of each document is wanted.
    pub by_document: bool,
    /// Places to leave out from the top.
    pub offset: usize,
    /// Places wanted.
    pub limit: usize,
    /// Whether facets are wanted.
    pub facets: bool,
    /// Whether it is wanted what of the instrument the places cite.
    pub by_path: bool,
    /// Whether counts by document are wanted.
    pub by_documents: bool,
}

/// The places that cite.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct CitingAnswer {
    /// The places asked for.
    pub places: Vec<CitingPlace>,
    /// How many there are.
    pub counts: Counts,
    /// Counts of values over all places.
    pub facets: Facets,
}

/// How many places cite.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Places that cite formally, those of the instrument itself included.
    pub formal: usize,
    /// Places that cite otherwise.
    pub inferred: usize,
    /// Of all, those that are of the instrument itself.
    pub own: usize,
    /// All places where each version of an act counts for itself.
    pub all_versions: usize,
    /// Places by the year of their document, oldest first; those without a date are left out.
    pub by_year: Vec<YearCount>,
    /// Places by what of the instrument they cite, with all that holds it: `art.5`, `art.5/1`.
    pub by_path: Vec<(String, usize)>,
    /// Places by their documents, in the order of ids.
    pub by_document: Vec<DocumentCount>,
}

/// Places of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DocumentCount {
    pub document: DocumentId,
    /// Places that cite formally.
    pub formal: usize,
    /// Places that cite otherwise.
    pub inferred: usize,
    /// Of all, those where a note cites.
    pub notes: usize,
    /// It is the instrument itself.
    pub is_own: bool,
}

/// Counts places by their documents.
pub(crate) fn count_by_document(rows: &[CitingRow], ids: &[String]) -> Vec<DocumentCount> {
    let mut counts: BTreeMap<u32, DocumentCount> = BTreeMap::new();
    for row in rows {
        let at = usize::try_from(row.document).unwrap_or(usize::MAX);
        let Some(document) = ids.get(at).and_then(|id| id.parse().ok()) else {
            continue;
        };
        let count = counts.entry(row.document).or_insert(DocumentCount {
            document,
            formal: 0,
            inferred: 0,
            notes: 0,
            is_own: row.is_own,
        });
        count.formal += usize::from(row.is_formal);
        count.inferred += usize::from(!row.is_formal);
        count.notes += usize::from(row.is_in_notes);
    }
    counts.into_values().collect()
}

impl Counts {
    /// All places.
    pub(crate) fn total(&self) -> usize {
        self.formal + self.inferred
    }
}

/// Places of one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct YearCount {
    /// The year.
    pub year: u16,
    /// How many.
    pub count: usize,
    /// Those of them that cite formally.
    pub formal: usize,
}

/// A place that cites.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CitingPlace {
    /// The passage, or a note that nothing calls.
    pub record: Record,
    /// It is of the instrument itself.
    pub is_own: bool,
    /// It cites formally.
    pub is_formal: bool,
    /// It cites the place asked for.
    pub is_of_path: bool,
    /// The version that took the place of its document.
    pub newer_version: Option<DocumentId>,
    /// Further places of its document, when places are grouped.
    pub others: usize,
}

/// A place that cites, as far as counting and ordering need it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct CitingRow {
    /// Its document, by its rank among the ids of all documents that cite.
    pub document: u32,
    /// Its place in the document.
    pub ordinal: u64,
    /// The act, part and language that the document is a version of.
    pub of_act: u64,
    /// The way to it in the act; 0 for none.
    pub legal_path: u64,
    /// Its words.
    pub same_text: u64,
    /// Day of the version; 0 for the act as it was adopted.
    pub version: u64,
    /// Year of the document; 0 for none.
    pub year: u16,
    /// Day of the document.
    pub day: u64,
    /// It cites formally.
    pub is_formal: bool,
    /// It is of the instrument itself.
    pub is_own: bool,
    /// It cites the place asked for.
    pub is_of_path: bool,
    /// A note of it cites.
    pub is_in_notes: bool,
}

/// The places of an act by version, the newest first; the documents of one version apart.
type Versions = BTreeMap<(Reverse<u64>, u32), Vec<usize>>;

/// Of the places of several versions of one act keeps each once: in the newest version that has it.
///
/// Two places of different documents of an act are one that have the same text, or else, in different versions, the same way
/// to them, as the second paragraph of article 5. A text counts first: a paragraph that moved is itself, and not what took
/// its number.
pub(crate) fn fold_versions(rows: &mut Vec<CitingRow>) {
    let mut acts: HashMap<u64, Versions> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        let versions = acts.entry(row.of_act).or_default();
        let version = (Reverse(row.version), row.document);
        versions.entry(version).or_default().push(at);
    }
    let mut is_repeated = vec![false; rows.len()];
    for versions in acts.into_values().filter(|versions| versions.len() > 1) {
        let mut kept = Kept::default();
        for of_version in versions.into_values() {
            let of_version = of_version
                .iter()
                .filter_map(|at| Some((*at, rows.get(*at)?)));
            let of_version: Vec<(usize, &CitingRow)> = of_version.collect();
            for at in kept.take(&of_version) {
                if let Some(is_repeated) = is_repeated.get_mut(at) {
                    *is_repeated = true;
                }
            }
        }
    }
    let mut repeated = is_repeated.into_iter();
    rows.retain(|_| !repeated.next().unwrap_or_default());
}

/// The places of an act kept so far, by their words and by the ways to them.
#[derive(Default)]
struct Kept {
    by_text: HashMap<u64, Vec<usize>>,
    /// Each with its version.
    by_path: HashMap<u64, Vec<(usize, u64)>>,
}

impl Kept {
    /// Takes the places of the next older document; returns those that are one with a place that was kept.
    fn take(&mut self, of_version: &[(usize, &CitingRow)]) -> Vec<usize> {
        // A place that was kept is one with one place of the document at most.
        let mut matched: HashSet<usize> = HashSet::new();
        let mut repeated: HashSet<usize> = HashSet::new();
        let mut next: HashMap<u64, usize> = HashMap::new();
        for (at, row) in of_version {
            let tried = next.entry(row.same_text).or_default();
            let same = self.by_text.get(&row.same_text);
            if let Some(same) = same.and_then(|same| same.get(*tried)) {
                *tried += 1;
                matched.insert(*same);
                repeated.insert(*at);
            }
        }
        next.clear();
        for (at, row) in of_version.iter().filter(|(_, row)| row.legal_path != 0) {
            if repeated.contains(at) {
                continue;
            }
            let tried = next.entry(row.legal_path).or_default();
            let same = self
                .by_path
                .get(&row.legal_path)
                .map_or(&[][..], Vec::as_slice);
            let rest = same.get(*tried..).unwrap_or_default();
            let fits =
                |(new, version): &(usize, u64)| *version != row.version && !matched.contains(new);
            if let Some(found) = rest.iter().position(fits) {
                matched.extend(rest.get(found).map(|(new, _)| *new));
                repeated.insert(*at);
                *tried += found + 1;
            }
        }
        for (at, row) in of_version.iter().filter(|(at, _)| !repeated.contains(at)) {
            self.by_text.entry(row.same_text).or_default().push(*at);
            let of_path = self.by_path.entry(row.legal_path).or_default();
            of_path.push((*at, row.version));
        }
        repeated.into_iter().collect()
    }
}

/// Puts places in order.
pub(crate) fn order_places(rows: &mut [CitingRow], order: Order) {
    let place = |row: &CitingRow| (row.document, row.ordinal);
    match order {
        Order::Relevance => rows.sort_by_key(|row| {
            let tier = if row.is_own {
                2
            } else {
                u8::from(!row.is_formal)
            };
            (!row.is_of_path, tier, place(row))
        }),
        Order::Newest => rows.sort_by_key(|row| (Reverse(row.day), place(row))),
        Order::Oldest => rows.sort_by_key(|row| (row.day, place(row))),
    }
}

/// Counts places, but for what they cite in the instrument.
pub(crate) fn count_places(rows: &[CitingRow]) -> Counts {
    let mut years: BTreeMap<u16, (usize, usize)> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.year > 0) {
        let (count, formal) = years.entry(row.year).or_default();
        *count += 1;
        *formal += usize::from(row.is_formal);
    }
    let formal = rows.iter().filter(|row| row.is_formal).count();
    Counts {
        formal,
        inferred: rows.len() - formal,
        own: rows.iter().filter(|row| row.is_own).count(),
        by_year: years
            .into_iter()
            .map(|(year, (count, formal))| YearCount {
                year,
                count,
                formal,
            })
            .collect(),
        ..Counts::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(document: u32, version: u64, legal_path: u64, same_text: u64) -> CitingRow {
        CitingRow {
            document,
            version,
            legal_path,
            same_text,
            of_act: 1,
            ..CitingRow::default()
        }
    }

    fn kept(mut rows: Vec<CitingRow>) -> Vec<(u32, u64)> {
        fold_versions(&mut rows);
        let mut kept: Vec<_> = rows
            .iter()
            .map(|row| (row.document, row.same_text))
            .collect();
        kept.sort_unstable();
        kept
    }

    #[test]
    fn a_place_of_several_versions_counts_once() {
        // The same text, wherever it stands; an amended text at its place; what only the older version has.
        let rows = vec![
            row(1, 0, 5, 50),
            row(1, 0, 6, 60),
            row(1, 0, 7, 70),
            row(2, 2022, 5, 50),
            row(2, 2022, 6, 61),
        ];
        assert_eq!(kept(rows), [(1, 70), (2, 50), (2, 61)]);
    }

    #[test]
    fn a_place_that_moved_takes_no_other_with_it() {
        // The text of 5 is at 6 now, and the old text of 6 is gone.
        let rows = vec![row(1, 0, 5, 50), row(1, 0, 6, 60), row(2, 2022, 6, 50)];
        assert_eq!(kept(rows), [(1, 60), (2, 50)]);
    }

    #[test]
    fn a_text_said_twice_is_two_places() {
        let rows = vec![row(1, 0, 0, 50), row(1, 0, 0, 50), row(2, 2022, 0, 50)];
        assert_eq!(kept(rows), [(1, 50), (2, 50)]);
        let other_act = CitingRow {
            of_act: 2,
            ..row(3, 0, 5, 50)
        };
        assert_eq!(kept(vec![row(1, 0, 5, 50), other_act]).len(), 2);
    }

    #[test]
    fn others_come_before_the_instrument_itself_and_formal_before_inferred() {
        let of = |document, is_formal, is_own| CitingRow {
            document,
            is_formal,
            is_own,
            ..CitingRow::default()
        };
        let mut rows = vec![of(1, true, true), of(2, false, false), of(3, true, false)];
        order_places(&mut rows, Order::Relevance);
        let order: Vec<u32> = rows.iter().map(|row| row.document).collect();
        assert_eq!(order, [3, 2, 1]);
        let counts = count_places(&rows);
        assert_eq!((counts.formal, counts.inferred, counts.own), (2, 1, 1));
        assert_eq!(counts.total(), 3);
    }
}
