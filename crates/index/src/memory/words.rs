//! Questions about words, documents and records.

use std::collections::{BTreeMap, HashSet};

use super::contents::{Contents, Kept};
use crate::field::{Field, Number, scope};
use crate::look_up::{LookUps, LookedUp, Terms, Which};

impl Contents {
    pub(super) fn look_up(&self, asked: &LookUps) -> LookedUp {
        let stored = |entries: &mut dyn Iterator<Item = &Kept>| -> Vec<String> {
            entries.map(|entry| entry.stored.clone()).collect()
        };
        LookedUp {
            terms: asked.terms.iter().map(|terms| self.terms(terms)).collect(),
            samples: asked
                .samples
                .iter()
                .map(|asked| stored(&mut self.with(asked.field, &asked.word).take(asked.limit)))
                .collect(),
            present: asked
                .present
                .iter()
                .map(|(field, value)| self.with(*field, value).next().is_some())
                .collect(),
            about: asked
                .about
                .iter()
                .map(|(field, value)| {
                    let heads = self.heads(*field, value);
                    heads.map(|e| e.first(Field::About).to_owned()).collect()
                })
                .collect(),
            heads: asked
                .heads
                .iter()
                .map(|(field, value)| stored(&mut self.heads(*field, value)))
                .collect(),
            records: asked
                .records
                .iter()
                .flat_map(|id| stored(&mut self.with(Field::Id, id.as_str())))
                .collect(),
            documents: asked
                .documents
                .iter()
                .map(|id| {
                    let head = self.heads(Field::Id, id.as_str()).next()?;
                    let records = self.with(Field::Document, id.as_str());
                    let mut records: Vec<&Kept> = records
                        .filter(|entry| !entry.has(Field::Scope, scope::HEAD))
                        .collect();
                    records.sort_by_key(|entry| entry.number(Number::Ordinal));
                    Some((head.stored.clone(), stored(&mut records.into_iter())))
                })
                .collect(),
        }
    }

    fn heads<'c>(&'c self, field: Field, value: &'c str) -> impl Iterator<Item = &'c Kept> {
        self.with(field, value)
            .filter(|entry| entry.has(Field::Scope, scope::HEAD))
    }

    fn terms(
        &self,
        Terms {
            field,
            which,
            limit,
        }: &Terms,
    ) -> Vec<(String, u64)> {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for (_, entry) in self.all() {
            let terms: HashSet<&str> = entry
                .terms(*field)
                .iter()
                .map(|(_, t)| t.as_str())
                .collect();
            for term in terms {
                *counts.entry(term).or_default() += 1;
            }
        }
        let fits = |term: &str| match which {
            Which::Is(wanted) => term == wanted,
            Which::Beginning(beginning) | Which::Begun(beginning, _) => term.starts_with(beginning),
            Which::Pattern(pattern) => matches(pattern, term),
            Which::Near(word, edits) => near(word, term, usize::from(*edits)),
        };
        let mut found: Vec<(String, u64)> = counts
            .into_iter()
            .filter(|(term, _)| fits(term))
            .map(|(term, count)| (term.to_owned(), count))
            .collect();
        found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        if let Which::Begun(_, Some(beside)) = which {
            let together = |word: &str| {
                let with = self.with(*field, word);
                with.filter(|entry| entry.has(*field, beside)).count()
            };
            found.sort_by_cached_key(|(word, _)| std::cmp::Reverse(together(word)));
        }
        found.truncate(*limit);
        found
    }
}

/// Whether a word fits a pattern of letters, `*` (any letters) and `?` (one).
fn matches(pattern: &str, word: &str) -> bool {
    let mut rest = pattern.chars();
    match rest.next() {
        None => word.is_empty(),
        Some('*') => {
            let ends = word.char_indices().map(|(at, _)| at).chain([word.len()]);
            let mut ends = ends.filter_map(|at| word.get(at..));
            ends.any(|tail| matches(rest.as_str(), tail))
        }
        Some(letter) => {
            let mut tail = word.chars();
            tail.next().is_some_and(|c| letter == '?' || letter == c)
                && matches(rest.as_str(), tail.as_str())
        }
    }
}

/// Whether a word is within so many edits of another, two neighbours that changed places being one.
fn near(word: &str, other: &str, edits: usize) -> bool {
    let (word, other): (Vec<char>, Vec<char>) = (word.chars().collect(), other.chars().collect());
    let get = |rows: &[Vec<usize>], row: usize, column: usize| -> usize {
        rows.get(row)
            .and_then(|row| row.get(column))
            .copied()
            .unwrap_or(usize::MAX - 1)
    };
    let mut rows: Vec<Vec<usize>> = vec![(0..=other.len()).collect()];
    for (i, one) in word.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, two) in other.iter().enumerate() {
            let kept = get(&rows, i, j) + usize::from(one != two);
            let dropped = get(&rows, i, j + 1) + 1;
            let added = row.last().copied().unwrap_or_default() + 1;
            let swapped =
                i > 0 && j > 0 && word.get(i - 1) == Some(two) && other.get(j - 1) == Some(one);
            let swapped = if swapped {
                get(&rows, i - 1, j - 1) + 1
            } else {
                usize::MAX
            };
            row.push(kept.min(dropped).min(added).min(swapped));
        }
        rows.push(row);
    }
    get(&rows, word.len(), other.len()) <= edits
}
