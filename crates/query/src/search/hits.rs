//! From what a back end found to hits that a person reads.

use renvoi_document::{RecordId, Summary};
use renvoi_reference::{Citation, Key};

use super::repeats;
use super::results::{Hit, HitNote, Origin};
use crate::highlight::{Sought, merged};
use crate::index::{Content, IndexError, PassageIndex, Record};
use crate::points::Points;
use crate::request::{Match, Request, Role};
use crate::snippet::snippet;

/// Gives each match the notes it calls or the passage that calls it, all of
/// them fetched at once.
pub(crate) fn hits(
    index: &dyn PassageIndex,
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
    let mut citations: Vec<Key> = Vec::new();
    let mut cite = |all: &[Citation]| {
        for citation in all {
            if !citations.contains(&citation.key) {
                citations.push(citation.key.clone());
            }
        }
    };
    let mut called_from = None;
    let (kind, page, language, own, notes) = match &record.content {
        Content::Passage(p) => {
            cite(&p.citations);
            let notes = p
                .calls
                .iter()
                .map(|call| {
                    let note = find(&call.id);
                    if let Some(Content::Footnote(note)) = note.map(|r| &r.content) {
                        cite(&note.citations);
                    }
                    HitNote {
                        number: call.note,
                        id: call.id.clone(),
                        text: note.map(|n| n.text().to_owned()).unwrap_or_default(),
                    }
                })
                .collect();
            (p.kind.as_str(), p.page, p.language, &p.citations, notes)
        }
        Content::Footnote(n) => {
            cite(&n.citations);
            called_from = n.called_from.as_ref().and_then(find).map(|passage| Origin {
                passage: passage.id().clone(),
                text: passage.text().to_owned(),
            });
            let own = HitNote {
                number: n.number,
                id: n.id.clone(),
                text: n.text.clone().unwrap_or_default(),
            };
            ("footnote", n.page, n.language, &n.citations, vec![own])
        }
    };
    let points = Points::of(record.text());
    let marks = sought.marks(record.text(), language, &points, own);
    Hit {
        rank,
        score: found.score,
        passage: record.id().clone(),
        kind,
        role,
        highlights: merged(&marks),
        snippet: snippet(record.text(), &points, &marks),
        text: record.text().to_owned(),
        called_from,
        page,
        language,
        footnotes: notes,
        citations,
        others: found.others,
        same_text_as: None,
        explain: found.explanation,
        document: record.document,
        section: record.section,
    }
}
