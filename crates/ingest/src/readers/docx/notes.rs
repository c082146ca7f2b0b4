//! Notes: how they are numbered in print, and which text belongs to which call.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::blocks::{BlockCall, Note};
use crate::error::ReadError;

use super::counters::write;
use super::paragraph::Piece;
use super::xml::{Element, Event, Space, Xml};

/// Foot of the page, or end of the document: each counts by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// At the foot of the page.
    Foot,
    /// At the end of a section or of the document.
    End,
}

/// Where numbers start anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Restart {
    Never,
    Section,
    Page,
}

/// How notes are numbered, as far as a section or the settings say.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    format: Option<String>,
    start: Option<u32>,
    restart: Option<Restart>,
}

impl Numbers {
    /// Takes up a property of `w:footnotePr` or `w:endnotePr`.
    pub(super) fn property(&mut self, name: &str, element: &Element) {
        match name {
            "numFmt" => self.format = element.value().map(Cow::into_owned),
            "numStart" => {
                self.start = element.number("val").and_then(|n| u32::try_from(n).ok());
            }
            "numRestart" => {
                self.restart = match element.value().as_deref() {
                    Some("eachSect") => Some(Restart::Section),
                    Some("eachPage") => Some(Restart::Page),
                    _ => Some(Restart::Never),
                };
            }
            _ => {}
        }
    }
}

/// The numbering of both kinds, in a section or in the settings.
#[derive(Clone, Debug, Default)]
pub(super) struct BothNumbers {
    /// Of footnotes.
    pub(super) foot: Numbers,
    /// Of endnotes.
    pub(super) end: Numbers,
}

impl BothNumbers {
    /// Reads them from `settings.xml`.
    ///
    /// # Errors
    /// The part is not well formed.
    pub(super) fn read(part: &str, text: &str) -> Result<Self, ReadError> {
        let mut numbers = Self::default();
        let mut xml = Xml::new(part, text);
        let mut path: Vec<String> = Vec::new();
        loop {
            match xml.next()? {
                Event::End => return Ok(numbers),
                Event::Text(_) => {}
                Event::Close => drop(path.pop()),
                Event::Open(element) => {
                    let name = element.name();
                    match path.last().map(String::as_str) {
                        _ if element.space != Space::Word => {}
                        Some("footnotePr") => numbers.foot.property(name, &element),
                        Some("endnotePr") => numbers.end.property(name, &element),
                        _ => {}
                    }
                    path.push(name.to_owned());
                }
            }
        }
    }

    fn of(&self, kind: Kind) -> &Numbers {
        match kind {
            Kind::Foot => &self.foot,
            Kind::End => &self.end,
        }
    }
}

/// A call as the text has it.
#[derive(Clone, Debug)]
pub(super) struct Call {
    /// What is called.
    pub(super) target: Target,
    /// Section it stands in, from 0.
    pub(super) section: usize,
    /// The mark that the author chose in place of a number; empty until read.
    pub(super) custom: Option<String>,
}

/// What a call calls.
#[derive(Clone, Debug)]
pub(super) enum Target {
    /// The note with this id in its part.
    Id(Kind, i64),
    /// The note that prints this number: a cross-reference to it.
    Printed(u32),
}

/// Texts of notes by kind and id; none for an empty note.
pub(super) type Bodies = HashMap<(Kind, i64), Option<String>>;

/// Numbers the notes in the order of their calls and ties the calls of the
/// blocks to them.
pub(super) struct Numberer<'a> {
    /// All calls as they were read.
    pub(super) calls: &'a [Call],
    /// Texts.
    pub(super) bodies: &'a mut Bodies,
    /// The settings of the whole document.
    pub(super) settings: &'a BothNumbers,
    /// Those of each section.
    pub(super) sections: &'a [BothNumbers],
    /// The notes, as they come.
    pub(super) notes: Vec<Note>,
    /// For a person.
    pub(super) warnings: Vec<String>,
    by_id: HashMap<(Kind, i64), usize>,
    counts: HashMap<Kind, (u32, usize)>,
}

impl<'a> Numberer<'a> {
    /// Nothing numbered yet.
    pub(super) fn new(
        calls: &'a [Call],
        bodies: &'a mut Bodies,
        settings: &'a BothNumbers,
        sections: &'a [BothNumbers],
    ) -> Self {
        Self {
            calls,
            bodies,
            settings,
            sections,
            notes: Vec::new(),
            warnings: Vec::new(),
            by_id: HashMap::new(),
            counts: HashMap::new(),
        }
    }

    /// Goes through the blocks in order.
    pub(super) fn number(&mut self, pieces: &mut [Piece]) {
        for piece in &mut *pieces {
            for call in &piece.block.calls {
                if let Some(Call {
                    target: Target::Id(kind, id),
                    section,
                    custom,
                }) = self.calls.get(call.note)
                {
                    self.called(*kind, *id, *section, custom.as_deref());
                }
            }
        }
        // Cross-references may point forward.
        let printed: HashMap<u32, usize> = (self.notes.iter().enumerate().rev())
            .map(|(at, note)| (note.number, at))
            .collect();
        for piece in pieces {
            let calls = std::mem::take(&mut piece.block.calls);
            piece.block.calls = calls
                .into_iter()
                .filter_map(|call| {
                    let note = match self.calls.get(call.note)?.target {
                        Target::Id(kind, id) => self.by_id.get(&(kind, id)),
                        Target::Printed(number) => printed.get(&number),
                    };
                    note.map(|note| BlockCall {
                        note: *note,
                        ..call
                    })
                })
                .collect();
        }
    }

    fn called(&mut self, kind: Kind, id: i64, section: usize, custom: Option<&str>) {
        if self.by_id.contains_key(&(kind, id)) {
            return;
        }
        let (number, printed) = match custom.filter(|mark| !mark.is_empty()) {
            Some(mark) => {
                let digits = mark.trim_matches(|c: char| !c.is_alphanumeric());
                (digits.parse().unwrap_or(0), mark.to_owned())
            }
            None => self.next(kind, section),
        };
        let mut text = self.bodies.remove(&(kind, id)).flatten();
        if let (Some(mark), Some(whole)) = (custom, &mut text)
            && let Some(rest) = whole.strip_prefix(mark).filter(|_| !mark.is_empty())
        {
            *whole = rest.trim_start().to_owned();
        }
        // What the page prints when that is no number, else the id in the file.
        let label = if printed == number.to_string() {
            id.to_string()
        } else {
            printed
        };
        self.by_id.insert((kind, id), self.notes.len());
        self.notes.push(Note {
            number,
            label: Some(label).filter(|label| *label != number.to_string()),
            text: text.filter(|text| !text.is_empty()),
            page: None,
        });
    }

    /// The next number of a kind, and how it is printed.
    fn next(&mut self, kind: Kind, section: usize) -> (u32, String) {
        let own = self.sections.get(section).map(|s| s.of(kind));
        let all = self.settings.of(kind);
        let start = own.and_then(|s| s.start).or(all.start).unwrap_or(1);
        let restart = own.and_then(|s| s.restart).or(all.restart);
        let format = own
            .and_then(|s| s.format.as_deref())
            .or(all.format.as_deref());
        let format = format.unwrap_or(match kind {
            Kind::Foot => "decimal",
            Kind::End => "lowerRoman",
        });
        let number = match self.counts.get(&kind) {
            Some((_, last)) if restart == Some(Restart::Section) && *last != section => start,
            Some((count, _)) => count.saturating_add(1),
            None => start,
        };
        self.counts.insert(kind, (number, section));
        if restart == Some(Restart::Page) && self.warnings.is_empty() {
            self.warnings.push(
                "print numbers the notes anew on each page; here their numbers are the order of \
                 their calls"
                    .to_owned(),
            );
        }
        (number, write(number, format))
    }
}
