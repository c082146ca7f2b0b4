//! What a document holds, one piece a passage or note, each with where it stands and what it is to a search.

use std::collections::{HashMap, HashSet};

use renvoi_document::{Document, Footnote, Language, Passage, PassageKind, RecordId};
use renvoi_query::Content;
use renvoi_reference::Citation;

use crate::same_place::{Identities, Identity};

/// A passage or note.
pub(crate) struct Piece {
    pub(crate) content: Content,
    pub(crate) position: Position,
    pub(crate) part: Part,
}

/// What a piece is to a search.
pub(crate) enum Part {
    /// A place in the text: a passage with the notes that it calls, by their numbers among the notes of the document, or
    /// a note that nothing calls.
    Place {
        identity: Identity,
        notes: Vec<usize>,
    },
    /// A note that a passage calls.
    Note {
        /// It is called from a recital, which newer versions of an act do not have.
        of_recital: bool,
    },
}

/// Takes the passages and notes out of a document, in their order.
pub(crate) fn take(document: &mut Document, spoken: Language) -> Vec<Piece> {
    let mut identities = Identities::new(document, spoken);
    let numbers: HashMap<&RecordId, usize> = document
        .footnotes
        .iter()
        .enumerate()
        .map(|(at, note)| (&note.id, at))
        .collect();
    let mut notes_of: HashMap<&RecordId, Vec<usize>> = HashMap::new();
    for (at, note) in document.footnotes.iter().enumerate() {
        if let Some(from) = &note.called_from {
            notes_of.entry(from).or_default().push(at);
        }
    }
    let passages = document.passages.iter();
    let mut about: Vec<(Position, Part)> = passages
        .map(|passage| {
            // A note may be called from several passages, and is told to be called from the first.
            let called = passage.calls.iter();
            let called = called.filter_map(|call| numbers.get(&call.id).copied());
            let mut notes: Vec<usize> = called.collect();
            notes.extend(notes_of.remove(&passage.id).unwrap_or_default());
            let mut seen = HashSet::new();
            notes.retain(|at| seen.insert(*at));
            let part = Part::Place {
                identity: identities.of(document, passage),
                notes,
            };
            (Position::of(document, passage), part)
        })
        .collect();
    let notes = document.footnotes.iter();
    about.extend(notes.map(|note| {
        // A note stands where it is called.
        let caller = note
            .called_from
            .as_ref()
            .and_then(|id| document.passage(id));
        let part = match caller {
            Some(passage) => Part::Note {
                of_recital: passage.kind == PassageKind::Recital,
            },
            None => Part::Place {
                identity: identities.of_text(note.text.as_deref().unwrap_or_default()),
                notes: Vec::new(),
            },
        };
        let position = caller.map(|passage| Position::of(document, passage));
        (position.unwrap_or_default(), part)
    }));
    let passages = std::mem::take(&mut document.passages);
    let footnotes = std::mem::take(&mut document.footnotes);
    let passages = passages.into_iter().map(Content::Passage);
    let contents = passages.chain(footnotes.into_iter().map(Content::Footnote));
    contents
        .zip(about)
        .map(|(content, (position, part))| Piece {
            content,
            position,
            part,
        })
        .collect()
}

/// The citations of a passage or note.
pub(crate) fn citations(content: &Content) -> &[Citation] {
    match content {
        Content::Passage(Passage { citations, .. })
        | Content::Footnote(Footnote { citations, .. }) => citations,
    }
}

/// Where a passage stands.
#[derive(Default)]
pub(crate) struct Position {
    pub(crate) path: Vec<String>,
    /// The path in sentence case, where headings are printed in capitals.
    pub(crate) display_path: Vec<String>,
    /// The words of headings that the path has by their numbers alone: the title
    /// of `Article 21`.
    pub(crate) titles: Vec<String>,
    /// The words of the heading above, without its number.
    pub(crate) heading: Option<String>,
    pub(crate) article: Option<String>,
}

impl Position {
    fn of(document: &Document, passage: &Passage) -> Self {
        let path = document.passage_path(passage);
        let titles = document.headings_above(passage);
        let titles = titles.filter(|title| !path.iter().any(|label| label.ends_with(title)));
        Self {
            titles: bounded(titles.map(str::to_owned).collect()),
            path: bounded(path),
            display_path: bounded(document.display_path(passage).unwrap_or_default()),
            heading: document.heading_above(passage).map(str::to_owned),
            article: document
                .article(passage.section.as_deref())
                .and_then(|article| article.number.as_deref())
                .map(renvoi_query::article_number),
        }
    }
}

/// Bytes of the headings above a record, which each record below them repeats.
const LONGEST_PATH: usize = 2_000;

/// The headings, each cut to its share where they are longer together than those
/// of documents are.
pub(crate) fn bounded(mut headings: Vec<String>) -> Vec<String> {
    if headings.iter().map(String::len).sum::<usize>() > LONGEST_PATH {
        let share = LONGEST_PATH / headings.len();
        for heading in &mut headings {
            if heading.len() > share {
                heading.truncate(heading.floor_char_boundary(share));
                heading.push('…');
            }
        }
    }
    headings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_paths_are_cut() {
        let short = vec!["Chapitre IV".to_owned(), "Article 21".to_owned()];
        assert_eq!(bounded(short.clone()), short);
        let long = bounded(vec!["é".repeat(3_000), "Article 21".to_owned()]);
        assert_eq!(long[0].chars().count(), LONGEST_PATH / 4 + 1);
        assert_eq!(long[1], "Article 21");
    }
}
