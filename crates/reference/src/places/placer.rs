//! Gives the citations of a scan their places. A citation waits until the next act is known: what stands between them is
//! behind the one or before the other.

use std::collections::VecDeque;
use std::ops::Range;

use crate::Kind;
use crate::citation::{Citation, Place};
use crate::cursor::Cursor;
use crate::lexer::{Gap, Lexeme};
use crate::places::behind::{self, Setting};
use crate::places::paragraph::last_paragraph;
use crate::vocabulary::{self, Roles};

/// Citations that wait: an act and the issues of the Journal behind it.
const MOST_WAITING: usize = 8;

/// Hands citations on in order, each with its places.
pub(crate) struct Placer<'t> {
    text: &'t str,
    waiting: VecDeque<Waiting>,
    emit: &'t mut (dyn FnMut(Citation) + 't),
    /// The byte behind all that belongs to the citations so far.
    taken: usize,
    is_visa: bool,
    first: bool,
    /// The act is named by the title of one before it: *abrogeant la directive 95/46/CE*.
    in_title: bool,
    /// The acts of a list that has one name, *des règlements A et B*: their places, and the byte behind the last of them.
    list: Option<(Vec<Place>, usize)>,
}

struct Waiting {
    citation: Citation,
    range: Range<usize>,
}

impl<'t> Placer<'t> {
    pub(crate) fn new(text: &'t str, emit: &'t mut (dyn FnMut(Citation) + 't)) -> Self {
        Self {
            text,
            waiting: VecDeque::new(),
            emit,
            taken: 0,
            is_visa: is_visa(text),
            first: true,
            in_title: false,
            list: None,
        }
    }

    /// Takes the next citation and its bytes, with a name that stands right before its number.
    pub(crate) fn push(&mut self, citation: Citation, range: Range<usize>) {
        let is_act = citation.kind != Kind::Oj;
        if is_act || self.waiting.len() >= MOST_WAITING {
            self.settle(range.start);
        }
        self.waiting.push_back(Waiting { citation, range });
    }

    /// Hands on what waits at the end of the text.
    pub(crate) fn finish(&mut self) {
        self.settle(usize::MAX);
    }

    /// Hands on what waits: the next act begins at a byte.
    fn settle(&mut self, next: usize) {
        while let Some(Waiting {
            mut citation,
            range,
        }) = self.waiting.pop_front()
        {
            let end = range.end;
            self.enter(range.start);
            // The number of an article of a treaty says its place itself.
            if citation.kind.family().has_places && citation.attributes.places.is_empty() {
                self.place(&mut citation, range, next);
            }
            self.taken = self.taken.max(end);
            (self.emit)(citation);
        }
    }
}

impl Placer<'_> {
    /// Looks whether a paragraph begins before the citation at this byte.
    fn enter(&mut self, start: usize) {
        let between = self.text.get(self.taken..start).unwrap_or_default();
        if let Some(begins) = last_paragraph(between) {
            self.is_visa = is_visa(between.get(begins..).unwrap_or_default());
            self.first = true;
        }
    }

    /// Gives a citation its places; the next act begins at byte `next`.
    fn place(&mut self, citation: &mut Citation, act: Range<usize>, next: usize) {
        let between = self.text.get(self.taken..act.start).unwrap_or_default();
        self.in_title = continues_title(between, self.in_title);
        let setting = Setting {
            opens_visa: self.is_visa && self.first,
            in_title: (self.is_visa && !self.first) || self.in_title,
            ..Setting::default()
        };
        self.first = false;
        let end = act.end;
        let shared = self.shared(&act);
        let (before, behind, taken) = around(self.text, self.taken, act, next, setting);
        self.taken = taken;
        let of_several = is_plural(&citation.text) && !before.places.is_empty();
        if let Some(places) = shared.or_else(|| of_several.then(|| before.places.clone())) {
            citation.attributes.places.clone_from(&places);
            self.list = Some((places, end));
        } else {
            citation.attributes.name_places(before, behind);
        }
    }

    /// The places of the list that an act goes on with.
    fn shared(&mut self, act: &Range<usize>) -> Option<Vec<Place>> {
        let (places, end) = self.list.take()?;
        let between = self.text.get(end..act.start)?;
        let joins = between
            .split(|c: char| c.is_whitespace() || c == ',')
            .all(|word| matches!(word, "" | "et" | "ou"));
        joins.then_some(places)
    }
}

/// Bytes between two acts that are looked at for the words of a title.
const TITLE_REACH: usize = 600;

/// Whether an act stands in the title of one before it. `already` the one before it did; `between` stands between them.
fn continues_title(between: &str, already: bool) -> bool {
    let mut from = between.len().saturating_sub(TITLE_REACH);
    while !between.is_char_boundary(from) {
        from += 1;
    }
    let mut cursor = Cursor::new(between, from, false).beginning();
    let mut inside = already && from == 0;
    let mut closes = false;
    loop {
        let token = cursor.next();
        match token.lexeme {
            Lexeme::End => return inside && token.gap < Gap::Blank,
            Lexeme::Word(word) => {
                // A new sentence.
                inside &= !(closes && word.capital);
                inside |= vocabulary::roles(&word).has(Roles::CHANGES);
                closes = false;
            }
            Lexeme::Mark(';') => inside = false,
            Lexeme::Mark('.') => closes = true,
            _ => {}
        }
    }
}

/// Whether a citation begins with the name of several acts: *règlements (UE) 2016/679*.
fn is_plural(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    word.ends_with('s') && word.chars().all(char::is_alphabetic)
}

/// Before, behind, and the byte where what belongs to the citation ends.
type Around = (super::Before, Vec<Place>, usize);

/// The places round the act at these bytes. What stands before byte `from` belongs to others, and the next act begins at
/// byte `next`.
fn around(text: &str, from: usize, act: Range<usize>, next: usize, setting: Setting) -> Around {
    let Range { start, end } = act;
    let before = super::before(text, from, start);
    let setting = Setting {
        has_places: !before.places.is_empty(),
        inside: stands_in(text, start),
        ..setting
    };
    let behind = behind::read(text, end, next, setting);
    let taken = behind.as_ref().map_or(end, |found| found.end);
    // What a visa says of its act may stand behind the acts that its title names.
    let taken = if taken > next { end } else { taken };
    (
        before,
        behind.map(|found| found.places).unwrap_or_default(),
        taken,
    )
}

/// Whether the words before byte `start` are *dans le*.
fn stands_in(text: &str, start: usize) -> bool {
    let mut from = start.saturating_sub(12);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text
        .get(from..start)
        .unwrap_or_default()
        .trim_end()
        .to_lowercase();
    ["dans le", "dans la", "dans"]
        .iter()
        .any(|lead| before.ends_with(lead))
}

/// Whether a text begins with *vu*.
fn is_visa(text: &str) -> bool {
    let mut cursor = Cursor::new(text, 0, false).beginning();
    cursor.word_in(&["vu", "vus"], Gap::None).is_some()
}
