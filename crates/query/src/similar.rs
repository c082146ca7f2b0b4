//! Passages that say much the same as one.

use std::collections::HashMap;

use renvoi_analysis::{Chain, dictionary, says_little, says_little_in_english, tokens};
use renvoi_document::{DocumentId, Language, RecordId};

use crate::plan::stems_in;
use crate::rank::Signals;
use crate::request::{Clause, Request, Stem, Term, Vocabulary};
use crate::resolve::{Resolved, documents, resolve};
use crate::search::{Hit, LARGEST_PAGE, hits};
use crate::stored::Content;
use crate::view::View;
use renvoi_index::{IndexError, idf};

/// Words that stand for a passage: those that tell most of it.
const MOST_TERMS: usize = 15;

/// Words of a passage that are weighed; it has 250 at most, but a table row may
/// have more.
const MOST_WORDS: usize = 400;

/// Records that a word is weighed against; how many the index has does not
/// change which words tell most.
const MANY: u64 = 1 << 20;

/// The passages and notes most like what a text names, best first: a passage or a note by its id, without itself; a
/// document by id, reference or name, told by its title and headings, without its own passages. `None` when the index
/// does not have it.
///
/// # Errors
/// The index could not answer.
pub fn similar(index: &View, typed: &str, limit: usize) -> Result<Option<Vec<Hit>>, IndexError> {
    let limit = limit.min(LARGEST_PAGE);
    let Some(like) = like(index, typed)? else {
        return Ok(None);
    };
    let ready = dictionary::ready_for(&like.text);
    ready.map_err(|error| IndexError::Backend(Box::new(error)))?;
    let terms = telling(index, &like)?;
    let should = terms.iter().map(|t| Clause::Stem(t.stem.clone(), t.weight));
    let mut request = Request {
        newest_only: true,
        limit: limit.saturating_add(2),
        ..Request::default()
    };
    request.excluded.documents = like.except;
    request.clauses.should = should.collect();
    request.terms = terms;
    if request.clauses.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let mut answer = index.search(&request, &Signals::default())?;
    answer
        .hits
        .retain(|found| !like.records.contains(found.record.id()));
    answer.hits.truncate(limit);
    Ok(Some(hits(index, answer.hits, &request)?))
}

/// The text that others are to be like.
struct Like {
    text: String,
    language: Language,
    /// The passage or note that it is, and the passage that calls the note.
    records: Vec<RecordId>,
    /// The documents that it is.
    except: Vec<DocumentId>,
}

fn like(index: &View, typed: &str) -> Result<Option<Like>, IndexError> {
    if let Resolved::Record(id) = resolve(index, typed)? {
        let record = index.records(std::slice::from_ref(&id))?.into_iter().next();
        return Ok(record.map(|record| Like {
            text: record.text().to_owned(),
            language: match &record.content {
                Content::Passage(passage) => passage.language,
                Content::Footnote(note) => note.language,
            },
            records: match record.content {
                Content::Footnote(note) => std::iter::once(id).chain(note.called_from).collect(),
                Content::Passage(_) => vec![id],
            },
            except: Vec::new(),
        }));
    }
    let except = documents(index, typed)?;
    let Some(document) = except
        .first()
        .map(|id| index.document(id))
        .transpose()?
        .flatten()
    else {
        return Ok(None);
    };
    let headings = document
        .sections
        .iter()
        .map(|section| section.heading.as_str());
    let text: Vec<&str> = std::iter::once(document.title.as_str())
        .chain(headings)
        .collect();
    Ok(Some(Like {
        text: text.join("\n"),
        language: document.language,
        records: Vec::new(),
        except,
    }))
}

/// The words of a text that tell most of it, each weighed by how often it says
/// them.
fn telling(index: &View, like: &Like) -> Result<Vec<Term>, IndexError> {
    let (text, language) = (like.text.as_str(), like.language);
    let exact = tokens(text, Chain::Exact);
    let places: HashMap<usize, &str> = exact
        .iter()
        .map(|token| (token.offset_from, token.text.as_str()))
        .collect();
    let mut counts: HashMap<String, (Stem, String, u16)> = HashMap::new();
    for (token, stem) in stems_in(text).into_iter().take(MOST_WORDS) {
        let Some(word) = places.get(&token.offset_from) else {
            continue;
        };
        let written = text
            .get(token.offset_from..token.offset_to)
            .unwrap_or_default();
        // Three bytes: a single letter of Japanese is a word.
        if says_little(word) || says_little_in_english(written) || word.len() < 3 {
            continue;
        }
        let entry = counts.entry(stem.of(language).to_owned());
        entry.or_insert_with(|| (stem, (*word).to_owned(), 0)).2 += 1;
    }
    let asked = counts.values();
    let asked: Vec<_> = asked
        .map(|(_, word, _)| (Vocabulary::Pattern(word), 1))
        .collect();
    let known = index.words(&asked)?;
    let mut weighed = Vec::with_capacity(counts.len());
    for ((key, (stem, word, count)), known) in counts.into_iter().zip(known) {
        let records = known.first().map_or(1, |(_, records)| *records);
        weighed.push((
            f32::from(count).sqrt() * idf(records, MANY),
            key,
            stem,
            word,
            count,
        ));
    }
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let best = weighed.into_iter().take(MOST_TERMS);
    Ok(best
        .map(|(_, _, stem, exact, count)| Term {
            marked: None,
            places: Vec::new(),
            stem,
            exact,
            is_compound: false,
            forms: Vec::new(),
            weight: f32::from(count).sqrt(),
        })
        .collect())
}
