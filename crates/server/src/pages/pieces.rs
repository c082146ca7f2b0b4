//! Text cut into the pieces that a page shows differently. Text never becomes
//! HTML here: pieces are escaped by the templates.

use std::collections::HashMap;

use askama::Template;
use renvoi_document::Call;
use renvoi_reference::Citation;

/// A run of text of one appearance.
#[derive(Debug, Default, PartialEq, Eq)]
struct Piece {
    text: String,
    /// What was searched.
    marked: bool,
    /// Key of the instrument that the text names.
    cites: Option<String>,
    call: Option<CallPiece>,
}

/// A footnote call.
#[derive(Debug, Default, PartialEq, Eq)]
struct CallPiece {
    /// What it prints.
    printed: String,
    /// The anchor of the note.
    anchor: String,
    /// Its own anchor, which its note leads back to.
    id: String,
}

/// A text as a page shows it.
#[derive(Debug, Template)]
#[template(path = "pieces.html")]
pub(crate) struct Pieces {
    pieces: Vec<Piece>,
}

// What the template of the pieces writes is escaped already.
impl askama::filters::HtmlSafe for Pieces {}

/// The text, cut at its marks, citations and calls.
pub(crate) fn show(
    text: &str,
    marks: &[(usize, usize)],
    citations: &[Citation],
    calls: &[Call],
) -> Pieces {
    Pieces {
        pieces: pieces(text, marks, citations, calls),
    }
}

/// A part of a text, from one code point to another, cut as [`show`] does.
pub(crate) fn part(
    text: &str,
    (start, end): (usize, usize),
    marks: &[(usize, usize)],
    citations: &[Citation],
) -> Pieces {
    let shown: String = text.chars().skip(start).take(end - start).collect();
    let inside = |from: usize, to: usize| from < end && to > start;
    let marks = marks.iter().filter(|(from, to)| inside(*from, *to));
    let marks = marks.map(|(from, to)| (from.saturating_sub(start), to - start));
    let citations = citations.iter().filter(|c| inside(c.start, c.end));
    let citations = citations.map(|citation| Citation {
        start: citation.start.saturating_sub(start),
        end: citation.end - start,
        ..citation.clone()
    });
    show(
        &shown,
        &marks.collect::<Vec<_>>(),
        &citations.collect::<Vec<_>>(),
        &[],
    )
}

impl Pieces {
    /// Calls print what their notes do, by the anchors of the notes. A note may be called several times: `called` counts
    /// how often each was on the page, so that each call has an id of its own.
    pub(crate) fn calling(
        mut self,
        printed: &HashMap<String, String>,
        called: &mut HashMap<String, usize>,
    ) -> Self {
        for call in self.pieces.iter_mut().filter_map(|p| p.call.as_mut()) {
            if let Some(printed) = printed.get(&call.anchor) {
                call.printed.clone_from(printed);
            }
            let times = called.entry(call.anchor.clone()).or_default();
            *times += 1;
            if *times > 1 {
                call.id = format!("{}-appel-{times}", call.id);
            }
        }
        self
    }
}

/// Cuts a text at its marks, citations and calls, all in code points.
fn pieces(
    text: &str,
    marks: &[(usize, usize)],
    citations: &[Citation],
    calls: &[Call],
) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut current = Piece::default();
    let mut marks = marks.iter().peekable();
    let mut citations = citations.iter().peekable();
    let mut calls = calls.iter().peekable();
    let length = text.chars().count();
    for (at, c) in text.chars().map(Some).chain([None]).enumerate() {
        while let Some(call) = calls.next_if(|call| call.at <= at || at == length) {
            flush(&mut pieces, &mut current);
            pieces.push(Piece {
                call: Some(CallPiece {
                    printed: call.note.to_string(),
                    anchor: call.id.anchor().to_owned(),
                    id: format!("appel-{}", call.id.anchor()),
                }),
                ..Piece::default()
            });
        }
        let Some(c) = c else { break };
        while marks.next_if(|(_, to)| *to <= at).is_some() {}
        while citations.next_if(|c| c.end <= at).is_some() {}
        let marked = marks.peek().is_some_and(|(from, _)| *from <= at);
        let cites = citations
            .peek()
            .filter(|c| c.start <= at)
            .map(|c| c.key.to_string());
        if marked != current.marked || cites != current.cites {
            flush(&mut pieces, &mut current);
            current.marked = marked;
            current.cites = cites;
        }
        current.text.push(c);
    }
    flush(&mut pieces, &mut current);
    pieces
}

fn flush(pieces: &mut Vec<Piece>, current: &mut Piece) {
    if !current.text.is_empty() {
        pieces.push(Piece {
            text: std::mem::take(&mut current.text),
            marked: current.marked,
            cites: current.cites.clone(),
            call: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_put_together_are_the_text() {
        let text = "Voir COM(2020) 605 été.";
        let citations = renvoi_reference::scan(text);
        let document = renvoi_document::DocumentId::from_name("x");
        let calls = [Call {
            note: 3,
            id: document.note("3"),
            at: 22,
        }];
        let cut = pieces(text, &[(0, 4), (9, 13)], &citations, &calls);
        let whole: String = cut.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(whole, text);
        let shown: Vec<_> = cut
            .iter()
            .map(|p| {
                (
                    p.text.as_str(),
                    p.marked,
                    p.cites.is_some(),
                    p.call.is_some(),
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("Voir", true, false, false),
                (" ", false, false, false),
                ("COM(", false, true, false),
                ("2020", true, true, false),
                (") 605", false, true, false),
                (" été", false, false, false),
                ("", false, false, true),
                (".", false, false, false),
            ]
        );
    }

    #[test]
    fn calls_print_what_their_notes_do() {
        let document = renvoi_document::DocumentId::from_name("x");
        let calls = ["1", "1-2"].map(|note| Call {
            note: 1,
            id: document.note(note),
            at: 4,
        });
        let printed = HashMap::from([("n1-2".to_owned(), "*1".to_owned())]);
        let mut called = HashMap::new();
        let mut page = || {
            let shown = show("Voir", &[], &[], &calls).calling(&printed, &mut called);
            let calls = shown.pieces.into_iter().filter_map(|p| p.call);
            calls
                .map(|call| (call.printed, call.id))
                .collect::<Vec<_>>()
        };
        let owned = |calls: [(&str, &str); 2]| calls.map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(page(), owned([("1", "appel-n1"), ("*1", "appel-n1-2")]));
        // The same notes again.
        let again = [("1", "appel-n1-appel-2"), ("*1", "appel-n1-2-appel-2")];
        assert_eq!(page(), owned(again));
    }
}
