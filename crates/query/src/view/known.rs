//! What is found out of a state of an index once: its thesaurus, its titles, how its words are written.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use renvoi_analysis::dictionary::{self, Dictionary};
use renvoi_analysis::{Chain, fold, tokens};
use renvoi_document::Summary;
use renvoi_index::{Field, IndexError, LookUps, Page, Samples, Snapshot, State, resource};

use super::read;
use crate::beginnings::Beginnings;
use crate::stored::{Head, Listed, Record};
use crate::thesaurus::Thesaurus;

/// What is known of the newest state that was asked.
#[derive(Default)]
pub(super) struct Newest(Mutex<Option<(State, Arc<Known>)>>);

/// What is known of one state.
pub(super) struct Known {
    pub(super) thesaurus: Arc<Thesaurus>,
    /// The texts of the index that it was read from.
    resources: Vec<Option<Arc<str>>>,
    /// The documents: for suggestions and listings, which must come faster than documents can be read.
    titles: Mutex<Option<Arc<Titles>>>,
    /// How words are written, as far as anyone asked.
    spellings: Mutex<HashMap<String, String>>,
}

/// The documents of an index, but for copies.
struct Titles {
    /// Folded references and titles by the beginnings of their words.
    beginnings: Beginnings,
    /// The documents, in the order of ids.
    documents: Vec<Listed>,
    /// Those that no newer version took the place of, by date, the latest first.
    latest: Vec<usize>,
}

/// A thesaurus that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error(
    "the thesaurus of the index: {0}; rebuild it with `renvoi ingest --rebuild --thesaurus FILE PATH…`"
)]
struct Damaged(crate::thesaurus::ThesaurusError);

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Newest {
    pub(super) fn of(&self, snapshot: &dyn Snapshot) -> Result<Arc<Known>, IndexError> {
        let state = snapshot.state();
        let mut newest = lock(&self.0);
        if let Some((of, known)) = &*newest
            && *of == state
        {
            return Ok(Arc::clone(known));
        }
        let before = newest.as_ref().map(|(_, known)| &**known);
        let known = Arc::new(Known::new(snapshot, before)?);
        *newest = Some((state, Arc::clone(&known)));
        Ok(known)
    }
}

impl Known {
    fn new(snapshot: &dyn Snapshot, before: Option<&Self>) -> Result<Self, IndexError> {
        let resources = [resource::THESAURUS, resource::DICTIONARY];
        let resources = resources.map(|name| snapshot.resource(name));
        let resources: Vec<_> = resources.into_iter().collect::<Result<_, _>>()?;
        let same = before.filter(|before| before.resources == resources);
        let thesaurus = if let Some(before) = same {
            Arc::clone(&before.thesaurus)
        } else {
            let mut texts = resources.iter().map(Option::as_deref);
            let thesaurus = texts.next().flatten();
            // Chains are functions of a text alone, so that the dictionary in use is one for the whole process: that of the
            // index that is asked now.
            let dictionary = texts.next().flatten();
            dictionary::choose(dictionary.map(read::<Dictionary>).transpose()?);
            match thesaurus {
                Some(text) => {
                    let read = Thesaurus::parse(text);
                    Arc::new(read.map_err(|e| IndexError::Backend(Box::new(Damaged(e))))?)
                }
                None => Thesaurus::bundled(),
            }
        };
        Ok(Self {
            thesaurus,
            resources,
            titles: Mutex::default(),
            spellings: Mutex::default(),
        })
    }

    pub(super) fn titled(
        &self,
        snapshot: &dyn Snapshot,
        beginning: &str,
        limit: usize,
    ) -> Result<Vec<Summary>, IndexError> {
        let titles = self.titles(snapshot)?;
        let found = titles.beginnings.begun(beginning, limit).into_iter();
        let found = found.filter_map(|at| titles.documents.get(at));
        Ok(found.map(|listed| listed.summary.clone()).collect())
    }

    /// Documents by date, the latest first.
    pub(super) fn latest(
        &self,
        snapshot: &dyn Snapshot,
        offset: usize,
        limit: usize,
    ) -> Result<Page<Listed>, IndexError> {
        let titles = self.titles(snapshot)?;
        let wanted = titles.latest.iter().skip(offset).take(limit);
        Ok(Page {
            items: wanted
                .filter_map(|at| titles.documents.get(*at).cloned())
                .collect(),
            total: titles.latest.len(),
        })
    }

    fn titles(&self, snapshot: &dyn Snapshot) -> Result<Arc<Titles>, IndexError> {
        let mut titles = lock(&self.titles);
        Ok(match &*titles {
            Some(titles) => Arc::clone(titles),
            None => Arc::clone(titles.insert(Arc::new(read_titles(snapshot)?))),
        })
    }

    /// Folded words as texts most often write them, as far as a few places tell.
    pub(super) fn written(
        &self,
        snapshot: &dyn Snapshot,
        words: &[&str],
    ) -> Result<Vec<String>, IndexError> {
        let mut known = lock(&self.spellings);
        let unknown: Vec<&str> = words
            .iter()
            .copied()
            .filter(|word| !known.contains_key(*word))
            .collect();
        if known.len() + unknown.len() > MOST_WRITTEN {
            known.clear();
        }
        if !unknown.is_empty() {
            let samples = unknown.iter().map(|word| Samples {
                field: Field::Exact,
                word: (*word).to_owned(),
                limit: PLACES,
            });
            let asked = LookUps {
                samples: samples.collect(),
                ..LookUps::default()
            };
            let found = snapshot.look_up(&asked)?.samples;
            for (word, samples) in unknown.iter().zip(found) {
                known.insert((*word).to_owned(), voted(word, &samples)?);
            }
        }
        let written = words.iter();
        Ok(written
            .map(|word| {
                known
                    .get(*word)
                    .map_or_else(|| (*word).to_owned(), Clone::clone)
            })
            .collect())
    }
}

/// Places in different texts that a word is looked up at: one may be a heading
/// in capitals.
const PLACES: usize = 5;

/// Votes after which no more places are looked at.
const ENOUGH: usize = 3;

/// Words whose spelling is remembered; when there are more it begins anew.
const MOST_WRITTEN: usize = 20_000;

/// Documents whose heads are read at once.
const HEADS: usize = 1_000;

fn read_titles(snapshot: &dyn Snapshot) -> Result<Titles, IndexError> {
    let (mut folded, mut documents, mut latest) = (Vec::new(), Vec::new(), Vec::new());
    let mut after = None;
    loop {
        let page = snapshot.documents(after.as_ref(), HEADS)?.items;
        for text in &page {
            let head = read::<Head>(text)?;
            after = Some(head.document.id.clone());
            if head.document.copy_of.is_some() {
                continue;
            }
            if head.document.newer_version.is_none() {
                latest.push(documents.len());
            }
            let listed = Listed::from(head);
            let summary = &listed.summary;
            let reference = summary.reference.as_deref().unwrap_or_default();
            folded.push(fold(&format!("{reference} {}", summary.title)));
            documents.push(listed);
        }
        if page.len() < HEADS {
            let date = |at: &usize| documents.get(*at).and_then(|listed| listed.summary.date);
            latest.sort_by_key(|at| Reverse(date(at)));
            return Ok(Titles {
                beginnings: Beginnings::new(folded),
                documents,
                latest,
            });
        }
    }
}

/// What most of a few texts write.
fn voted(word: &str, samples: &[String]) -> Result<String, IndexError> {
    let mut votes: Vec<(String, usize)> = Vec::new();
    for sample in samples {
        let record: Record = read(sample)?;
        let words = tokens(record.text(), Chain::Exact);
        let Some(token) = words.iter().find(|token| token.text == word) else {
            continue;
        };
        let form = record.text().get(token.offset_from..token.offset_to);
        let form = form.unwrap_or(word);
        match votes.iter_mut().find(|(known, _)| known == form) {
            Some((_, count)) => *count += 1,
            None => votes.push((form.to_owned(), 1)),
        }
        if votes.iter().any(|(_, count)| *count >= ENOUGH) {
            break;
        }
    }
    // Of forms that are as frequent the one in small letters: the other began a
    // sentence.
    let small = |form: &str| !form.chars().any(char::is_uppercase);
    let best = votes
        .into_iter()
        .max_by_key(|(form, count)| (*count, small(form)));
    Ok(best.map_or_else(|| word.to_owned(), |(form, _)| form))
}
