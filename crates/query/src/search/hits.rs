//! From what a back end found to hits that a person reads.

use renvoi_document::{Passage, RecordId, Summary};
use renvoi_reference::{Citation, Key};

use super::repeats;
use super::results::{Hit, HitNote, Origin};
use crate::highlight::{Mark, Sought, merged};
use crate::points::Points;
use crate::request::{Match, Request, Role};
use crate::snippet::{sentences_of, snippet};
use crate::stored::{Content, Record};
use crate::view::View;
use renvoi_index::IndexError;

/// Gives each match the notes it calls or the passage that calls it, all of
/// them fetched at once.
pub(crate) fn hits(
    index: &View,
    matches: Vec<Match>,
    request: &Request,
) -> Result<Vec<Hit>, IndexError> {
    let mut wanted: Vec<RecordId> = Vec::new();
    for found in &matches {
        match &found.record.content {
            Content::Passage(p) => wanted.extend(p.calls.iter().map(|c| c.id.clone())),
            Content::Footnote(n) => wanted.extend(n.called_from.clone()),
        }
    }
    wanted.sort_unstable();
    wanted.dedup();
    let mut around = index.records(&wanted)?;
    around.sort_unstable_by(|a, b| a.id().cmp(b.id()));
    let find = |id: &RecordId| {
        around
            .binary_search_by(|r| r.id().cmp(id))
            .ok()
            .map(|at| &around[at])
    };
    let sought = Sought::of(request, index.thesaurus());
    // Hits of one document are many: what it is called is found out once.
    let mut described: Vec<Summary> = Vec::new();
    let mut hits = Vec::with_capacity(matches.len());
    for (at, mut found) in matches.into_iter().enumerate() {
        let document = &mut found.record.document;
        if let Some(known) = described.iter().find(|known| known.id == document.id) {
            document.clone_from(known);
        } else {
            *document = document.clone().describe();
            described.push(document.clone());
        }
        let role = role(&found, request);
        hits.push(hit(request.offset + at + 1, role, found, &sought, &find));
    }
    repeats::tell(&mut hits);
    Ok(hits)
}

/// What a match is to the acts that the request names, beside words or in its filters.
fn role(found: &Match, request: &Request) -> Role {
    let cited = request.clauses.must_cite() || !request.filters.cites.is_empty();
    match found.role {
        Some(role) => role,
        None if cited => Role::Cites,
        None if !request.filters.documents.is_empty() => Role::Own,
        None => Role::Words,
    }
}

fn hit<'r>(
    rank: usize,
    role: Role,
    found: Match,
    sought: &Sought<'_>,
    find: &impl Fn(&RecordId) -> Option<&'r Record>,
) -> Hit {
    let record = found.record;
    let points = Points::of(record.text());
    let mut called_from = None;
    let (kind, page, language, own) = match &record.content {
        Content::Passage(p) => (p.kind.as_str(), p.page, p.language, &p.citations),
        Content::Footnote(n) => {
            let from = n.called_from.as_ref().and_then(find);
            called_from = from.map(|passage| origin(passage, &n.id));
            ("footnote", n.page, n.language, &n.citations)
        }
    };
    let marks = sought.marks(record.text(), language, &points, own);
    let highlights = merged(&marks);
    let footnotes = match &record.content {
        Content::Passage(passage) => notes(passage, sought, find),
        Content::Footnote(note) => vec![HitNote {
            number: note.number,
            id: note.id.clone(),
            at: None,
            text: note.text.clone().unwrap_or_default(),
            matched: !marks.is_empty(),
            highlights: highlights.clone(),
        }],
    };
    let snippet = if marks.is_empty() {
        sentences_of(record.text(), &points, &calls(&record.content, &footnotes))
    } else {
        snippet(record.text(), &points, &marks)
    };
    Hit {
        rank,
        score: found.score,
        passage: record.id().clone(),
        kind,
        role,
        certainty: found.certainty,
        highlights,
        snippet,
        text: record.text().to_owned(),
        called_from,
        page,
        language,
        footnotes,
        citations: cited(&record.content, find),
        others: found.others,
        same_text_as: None,
        explain: found.explanation,
        document: record.document,
        section: record.section,
        display_section: record.display_section,
    }
}

/// The notes that a passage calls, with what matched in them.
fn notes<'r>(
    passage: &Passage,
    sought: &Sought<'_>,
    find: &impl Fn(&RecordId) -> Option<&'r Record>,
) -> Vec<HitNote> {
    let calls = passage.calls.iter();
    let notes = calls.map(|call| {
        let note = match find(&call.id).map(|record| &record.content) {
            Some(Content::Footnote(note)) => Some(note),
            _ => None,
        };
        let text = note.and_then(|note| note.text.clone()).unwrap_or_default();
        let marks = note.map(|note| {
            let points = Points::of(&text);
            sought.marks(&text, note.language, &points, &note.citations)
        });
        let highlights = merged(&marks.unwrap_or_default());
        HitNote {
            number: call.note,
            id: call.id.clone(),
            at: Some(call.at),
            text,
            matched: !highlights.is_empty(),
            highlights,
        }
    });
    notes.collect()
}

/// The passage that calls a note, and the sentence of it that does.
fn origin(passage: &Record, note: &RecordId) -> Origin {
    let text = passage.text();
    let calls = match &passage.content {
        Content::Passage(passage) => passage.calls.as_slice(),
        Content::Footnote(_) => &[],
    };
    let calls = calls.iter().filter(|call| call.id == *note);
    let marks: Vec<Mark> = calls.map(|call| mark_of_call(call.at)).collect();
    Origin {
        passage: passage.id().clone(),
        snippet: sentences_of(text, &Points::of(text), &marks),
        text: text.to_owned(),
    }
}

/// A call stands behind the character before it: in the sentence that this one ends.
fn mark_of_call(at: usize) -> Mark {
    Mark {
        from: at.saturating_sub(1),
        to: at.max(1),
        what: 0,
        weight: 1,
    }
}

/// Where a passage calls the notes that matched: the sentence that does is shown where the text itself says nothing of
/// what was sought.
fn calls(content: &Content, notes: &[HitNote]) -> Vec<Mark> {
    let Content::Passage(passage) = content else {
        return Vec::new();
    };
    let calls = passage.calls.iter().zip(notes);
    let matched = calls.filter(|(_, note)| note.matched);
    matched.map(|(call, _)| mark_of_call(call.at)).collect()
}

/// The instruments cited in a text and in its notes, each once.
fn cited<'r>(content: &Content, find: &impl Fn(&RecordId) -> Option<&'r Record>) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    let mut cite = |citations: &[Citation]| {
        for citation in citations {
            if !keys.contains(&citation.key) {
                keys.push(citation.key.clone());
            }
        }
    };
    match content {
        Content::Footnote(note) => cite(&note.citations),
        Content::Passage(passage) => {
            cite(&passage.citations);
            for call in &passage.calls {
                if let Some(Content::Footnote(note)) = find(&call.id).map(|r| &r.content) {
                    cite(&note.citations);
                }
            }
        }
    }
    keys
}
