//! Notes: which are called, in which order, and the numbers that pages print.

use std::collections::HashMap;

use crate::blocks::Note;

/// The series of numbers that a note belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Series {
    /// Footnotes of the text: one series a file.
    Text,
    /// Notes of the table that opens at this node: from 1 in each.
    Table(u32),
}

/// How a note is numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Style {
    Arabic,
    Star,
    Letter { capital: bool },
    Roman { capital: bool },
}

impl Style {
    fn of(numbering: Option<&str>) -> Self {
        match numbering {
            Some("STAR") => Self::Star,
            Some("ALPHA") => Self::Letter { capital: true },
            Some("alpha") => Self::Letter { capital: false },
            Some("ROMAN") => Self::Roman { capital: true },
            Some("roman") => Self::Roman { capital: false },
            _ => Self::Arabic,
        }
    }

    /// The mark, where it is not the number itself.
    fn label(self, number: u32) -> Option<String> {
        let (mark, capital) = match self {
            Self::Arabic => return None,
            Self::Star => return Some(format!("*{number}")),
            Self::Letter { capital } => (letters(number), capital),
            Self::Roman { capital } => (roman(number), capital),
        };
        Some(if capital { mark.to_uppercase() } else { mark })
    }
}

/// `a` to `z`, then `aa`.
fn letters(mut number: u32) -> String {
    let mut mark = Vec::new();
    while number > 0 {
        number -= 1;
        mark.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or(0)));
        number /= 26;
    }
    mark.iter().rev().collect()
}

fn roman(mut number: u32) -> String {
    const VALUES: [(u32, &str); 9] = [
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    // Nobody numbers so many notes in Roman numbers.
    if number > 1000 {
        return number.to_string();
    }
    let mut mark = String::new();
    for (value, letters) in VALUES {
        while number >= value {
            mark.push_str(letters);
            number -= value;
        }
    }
    mark
}

/// A note that has its number, called or not.
#[derive(Debug)]
struct Known {
    note: Note,
    /// Its place among the notes, from its first call on.
    called: Option<usize>,
}

/// The notes of a file.
#[derive(Debug, Default)]
pub(super) struct Notes {
    known: Vec<Known>,
    /// Indices into `known`, in the order of the calls.
    called: Vec<usize>,
    by_id: HashMap<String, usize>,
    last: HashMap<(Series, Style), u32>,
}

impl Notes {
    /// Takes up a note in its series.
    pub(super) fn define(
        &mut self,
        id: Option<&str>,
        numbering: Option<&str>,
        series: Series,
    ) -> usize {
        let style = Style::of(numbering);
        let number = self.last.entry((series, style)).or_default();
        *number = number.saturating_add(1);
        let note = Note {
            number: *number,
            label: style.label(*number),
            text: None,
            page: None,
        };
        self.known.push(Known { note, called: None });
        let at = self.known.len() - 1;
        if let Some(id) = id {
            self.by_id.insert(id.to_owned(), at);
        }
        at
    }

    /// The last note of this id.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// True for a note whose text was not read yet.
    pub(super) fn is_open(&self, at: usize) -> bool {
        self.known
            .get(at)
            .is_some_and(|known| known.note.text.is_none())
    }

    /// Gives a note its text. None is no text.
    pub(super) fn complete(&mut self, at: usize, text: String) {
        if let Some(known) = self.known.get_mut(at)
            && !text.is_empty()
        {
            known.note.text = Some(text);
        }
    }

    /// Calls a note; returns its place in the order of calls.
    pub(super) fn call(&mut self, at: usize, page: Option<u32>) -> usize {
        let next = self.called.len();
        let Some(known) = self.known.get_mut(at) else {
            return next;
        };
        let place = *known.called.get_or_insert(next);
        if place == next {
            known.note.page = page;
            self.called.push(at);
        }
        place
    }

    /// How many notes have numbers.
    pub(super) fn len(&self) -> usize {
        self.known.len()
    }

    /// Puts notes that nothing calls behind those called so far.
    pub(super) fn settle(&mut self, from: usize, page: Option<u32>) {
        for at in from..self.known.len() {
            self.call(at, page);
        }
    }

    /// All notes, in the order of their calls.
    pub(super) fn finish(mut self) -> Vec<Note> {
        self.settle(0, None);
        let mut known: Vec<Option<Note>> = self.known.into_iter().map(|k| Some(k.note)).collect();
        let called = self.called.iter();
        called
            .filter_map(|at| known.get_mut(*at).and_then(Option::take))
            .collect()
    }
}
