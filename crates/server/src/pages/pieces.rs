//! Text cut into the pieces that a page shows differently. Text never becomes HTML here: pieces are escaped by the templates.

use std::collections::HashMap;

use askama::Template;
use renvoi_document::Call;
use renvoi_reference::{Certainty, Citation};

use super::names::instrument_address;

/// A run of text of one appearance.
#[derive(Debug, Default, PartialEq, Eq)]
struct Piece {
    text: String,
    /// What was searched.
    marked: bool,
    /// The instrument that the text names.
    cites: Option<Cited>,
    call: Option<CallPiece>,
}

/// An instrument that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Cited {
    /// Its page.
    address: String,
    /// Its number is not said in full.
    is_inferred: bool,
}

/// A footnote call.
#[derive(Debug, Default, PartialEq, Eq)]
struct CallPiece {
    /// What it prints.
    printed: String,
    /// Where its note is.
    address: String,
    /// Its own anchor, which its note leads back to; empty in a list, where a text may occur twice.
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

/// A note that a text calls.
#[derive(Clone, Debug)]
pub(crate) struct CallAt {
    /// The call stands before the character at this offset, in code points.
    pub(crate) at: usize,
    /// What it prints.
    pub(crate) printed: String,
    /// The anchor of its note.
    pub(crate) anchor: String,
}

impl From<&Call> for CallAt {
    fn from(call: &Call) -> Self {
        Self {
            at: call.at,
            printed: call.note.to_string(),
            anchor: call.id.anchor().to_owned(),
        }
    }
}

/// A text with what is in it, all in code points.
#[derive(Clone, Debug, Default)]
pub(crate) struct Source<'t> {
    pub(crate) text: &'t str,
    /// The part that is shown; `None` for all of it.
    pub(crate) part: Option<(usize, usize)>,
    pub(crate) marks: &'t [(usize, usize)],
    pub(crate) citations: &'t [Citation],
    pub(crate) calls: Vec<CallAt>,
    /// The page that has the notes; empty for this one.
    pub(crate) page: String,
}

impl Source<'_> {
    /// Whether the text begins before what is shown.
    pub(crate) fn is_cut_before(&self) -> bool {
        self.part.is_some_and(|(start, _)| start > 0)
    }

    /// Whether the text goes on behind what is shown.
    pub(crate) fn is_cut_after(&self) -> bool {
        self.part
            .is_some_and(|(_, end)| self.text.chars().nth(end).is_some())
    }

    /// The text, cut at its marks, citations and calls.
    pub(crate) fn cut(&self) -> Pieces {
        let (start, end) = self.part.unwrap_or((0, usize::MAX));
        let mut cutter = Cutter {
            source: self,
            pieces: Vec::new(),
            current: Piece::default(),
        };
        let mut marks = self.marks.iter().peekable();
        let mut citations = self.citations.iter().peekable();
        let mut calls = self.calls.iter().peekable();
        let mut length = 0;
        for (at, c) in self.text.chars().enumerate() {
            length = at + 1;
            if at >= end {
                break;
            }
            while let Some(call) = calls.next_if(|call| call.at <= at) {
                // A call stands behind what calls it.
                if call.at > start {
                    cutter.call(call);
                }
            }
            while marks.next_if(|(_, to)| *to <= at).is_some() {}
            while citations.next_if(|c| c.end <= at).is_some() {}
            if at < start {
                continue;
            }
            let marked = marks.peek().is_some_and(|(from, _)| *from <= at);
            let cites = citations.peek().filter(|c| c.start <= at).copied();
            cutter.add(c, marked, cites);
        }
        let last = length.min(end);
        for call in calls.take_while(|call| call.at <= last || end >= length) {
            cutter.call(call);
        }
        cutter.flush();
        Pieces {
            pieces: cutter.pieces,
        }
    }
}

struct Cutter<'s> {
    source: &'s Source<'s>,
    pieces: Vec<Piece>,
    current: Piece,
}

impl Cutter<'_> {
    fn add(&mut self, c: char, marked: bool, citation: Option<&Citation>) {
        let cites = citation.map(|citation| Cited {
            address: instrument_address(citation.key.as_str()),
            is_inferred: citation.certainty != Certainty::Exact,
        });
        if marked != self.current.marked || cites != self.current.cites {
            self.flush();
            self.current.marked = marked;
            self.current.cites = cites;
        }
        self.current.text.push(c);
    }

    fn call(&mut self, call: &CallAt) {
        self.flush();
        let page = &self.source.page;
        self.pieces.push(Piece {
            call: Some(CallPiece {
                printed: call.printed.clone(),
                address: format!("{page}#{}", call.anchor),
                id: if page.is_empty() {
                    format!("appel-{}", call.anchor)
                } else {
                    String::new()
                },
            }),
            ..Piece::default()
        });
    }

    fn flush(&mut self) {
        if !self.current.text.is_empty() {
            self.pieces.push(Piece {
                text: std::mem::take(&mut self.current.text),
                marked: self.current.marked,
                cites: self.current.cites.clone(),
                call: None,
            });
        }
    }
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
            let anchor = call.address.trim_start_matches('#');
            if let Some(printed) = printed.get(anchor) {
                call.printed.clone_from(printed);
            }
            let times = called.entry(anchor.to_owned()).or_default();
            *times += 1;
            if *times > 1 {
                call.id = format!("{}-appel-{times}", call.id);
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pieces: &Pieces) -> Vec<(&str, bool, bool, bool)> {
        let pieces = pieces.pieces.iter();
        pieces
            .map(|p| {
                (
                    p.text.as_str(),
                    p.marked,
                    p.cites.is_some(),
                    p.call.is_some(),
                )
            })
            .collect()
    }

    fn source(text: &str) -> Source<'_> {
        Source {
            text,
            calls: vec![CallAt {
                at: 22,
                printed: "3".to_owned(),
                anchor: "n3".to_owned(),
            }],
            ..Source::default()
        }
    }

    #[test]
    fn pieces_put_together_are_the_text() {
        let text = "Voir COM(2020) 605 été.";
        let citations = renvoi_reference::scan(text);
        let source = Source {
            marks: &[(0, 4), (9, 13)],
            citations: &citations,
            ..source(text)
        };
        let cut = source.cut();
        let whole: String = cut.pieces.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(whole, text);
        assert_eq!(
            shown(&cut),
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
    fn a_part_is_cut_as_the_whole_is() {
        let text = "Voir COM(2020) 605 été.";
        for (part, wanted, calls) in [
            ((5, 18), "COM(2020) 605", 0),
            ((19, 22), "été", 1),
            ((19, 23), "été.", 1),
            ((22, 23), ".", 0),
            ((0, 100), text, 1),
        ] {
            let source = Source {
                part: Some(part),
                page: "/d/x".to_owned(),
                ..source(text)
            };
            let cut = source.cut();
            let whole: String = cut.pieces.iter().map(|p| p.text.as_str()).collect();
            assert_eq!(whole, wanted);
            let found = cut.pieces.iter().filter_map(|p| p.call.as_ref());
            let found: Vec<_> = found.map(|c| (c.address.as_str(), c.id.as_str())).collect();
            assert_eq!(found, vec![("/d/x#n3", ""); calls], "{part:?}");
            assert_eq!(source.is_cut_before(), part.0 > 0);
            assert_eq!(source.is_cut_after(), part.1 < 23);
        }
    }

    #[test]
    fn calls_print_what_their_notes_do() {
        let call = |anchor: &str| CallAt {
            at: 4,
            printed: "1".to_owned(),
            anchor: anchor.to_owned(),
        };
        let source = Source {
            text: "Voir",
            calls: vec![call("n1"), call("n1-2")],
            ..Source::default()
        };
        let printed = HashMap::from([("n1-2".to_owned(), "*1".to_owned())]);
        let mut called = HashMap::new();
        let mut page = || {
            let shown = source.cut().calling(&printed, &mut called);
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
