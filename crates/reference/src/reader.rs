//! Citations that look back: names of instruments, names that a text gives, *ladite directive*.
//!
//! Formal references come from the scan and are never changed. Between them, the text is read once more, word by word,
//! and each word asks a bounded number of questions ahead, so that time stays in proportion to the text.
//!
//! Precision comes first. A short form is resolved when exactly one act fits: among those named before it in its own
//! text or, when none is, in the two texts before and those that end in a colon and introduce it. An act spoken of
//! without a number (*une directive*, *le règlement intérieur*) fits too, and so leaves it unresolved.

mod antecedents;
mod before;
mod clause;
mod definition;
mod formal;
mod pending;
mod short_form;
mod walk;

use std::collections::{BTreeSet, VecDeque};

use crate::citation::Instrument;
use crate::families::act::decision::{self, Numbering};
use crate::names::Names;
use crate::{Catalogue, Citation, Key};
use antecedents::Antecedents;
use formal::{Formal, formals};

/// How many texts back a short form may look.
const DISTANCE: usize = 2;

/// Reads the texts of one document, in reading order, each note after the text that calls it.
///
/// ```
/// use renvoi_reference::{Catalogue, Reader};
///
/// let catalogue = Catalogue::default();
/// let mut reader = Reader::new(&catalogue);
/// let first = reader.text("La directive (UE) 2016/1148 (ci-après la «directive SRI») et l’article 5 de ladite directive.");
/// let keys: Vec<_> = first.citations.iter().map(|citation| citation.key.as_str()).collect();
/// assert_eq!(keys, ["32016L1148", "32016L1148"]);
/// assert_eq!(first.citations[1].attributes.article.as_deref(), Some("5"));
///
/// let later = reader.text("La directive SRI fait l’objet d’une révision.");
/// assert!(later.citations[0].attributes.resolved);
/// ```
#[derive(Clone, Debug)]
pub struct Reader<'c> {
    catalogue: &'c Catalogue,
    names: Names<Instrument>,
    before: VecDeque<Antecedents>,
    introductions: Antecedents,
    day: Option<String>,
    decisions: Decisions,
}

/// The decisions of a document by their numberings: see [`crate::second_of_number`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// Keys of those that are cited as `n° 243/2012/UE`.
    number_first: BTreeSet<Key>,
    /// Keys of those that are cited as `2012/243/UE`, and that were taken for the only ones of their numbers.
    year_first: BTreeSet<Key>,
}

impl Decisions {
    /// Whether one that was taken for the only one of its number turned out not to be, further on in the document: it
    /// must be read again, by a reader that knows these.
    pub fn contradict(&self) -> bool {
        !self.number_first.is_disjoint(&self.year_first)
    }
}

/// What a text cites.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The citations, in order and without overlap: those of [`crate::scan`] as they are, and names and short forms as
    /// inferred ones with the attribute `resolved`.
    pub citations: Vec<Citation>,
    /// The short forms that fit no act, or several. They are no citations, and a document keeps citations only: most
    /// speak of what has no number at all, such as *cette décision* of an authority.
    pub unresolved: Vec<Unresolved>,
}

/// A short form left as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    /// First character, in Unicode code points of the text given.
    pub start: usize,
    /// One past the last character, in Unicode code points.
    pub end: usize,
    /// The short form as written.
    pub text: String,
    /// Why it was left.
    pub reason: Reason,
}

/// Why a short form is not resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// No act of its type was named near enough before it.
    NoAntecedent,
    /// Several were, or one that has no number.
    SeveralAntecedents,
    /// It speaks of several acts at once.
    Plural,
}

impl<'c> Reader<'c> {
    /// A reader at the beginning of a document.
    pub fn new(catalogue: &'c Catalogue) -> Self {
        Self {
            catalogue,
            names: Names::default(),
            before: VecDeque::new(),
            introductions: Antecedents::default(),
            day: None,
            decisions: Decisions::default(),
        }
    }

    /// What another reader found in the same document: see [`Decisions::contradict`].
    #[must_use]
    pub fn knowing(mut self, decisions: &Decisions) -> Self {
        self.decisions
            .number_first
            .clone_from(&decisions.number_first);
        self
    }

    /// The decisions of the document so far.
    pub fn decisions(&self) -> &Decisions {
        &self.decisions
    }

    /// The day of the document, `YYYY-MM-DD`: a name of the catalogue is then none of an instrument much younger.
    #[must_use]
    pub fn dated(mut self, day: Option<String>) -> Self {
        self.day = day;
        self
    }

    /// Begins a section, an article or a recital: short forms look back no further. Names that the document gave stay.
    pub fn begin_section(&mut self) {
        self.before.clear();
        self.introductions = Antecedents::default();
    }

    /// Reads the next text of the document.
    pub fn text(&mut self, text: &str) -> Reading {
        let mut above = self.introductions.clone();
        for before in &self.before {
            above.join(before);
        }
        let (reading, here) = self.walk(text, above, false);
        if text.trim_end().ends_with(':') {
            self.introductions.join(&here);
        }
        if self.before.len() == DISTANCE {
            self.before.pop_front();
        }
        self.before.push_back(here);
        reading
    }

    /// Reads a note. Names given in it are good for the whole document; its short forms look back within the note, and
    /// those of the text do not look into it, where whole titles name acts that the text does not speak of.
    pub fn note(&mut self, text: &str) -> Reading {
        self.walk(text, Antecedents::default(), true).0
    }

    /// Takes note of the decisions of a text, which is not read.
    pub(crate) fn note_decisions(&mut self, text: &str) {
        self.tell_decisions_apart(&mut formals(text));
    }

    /// Gives decisions the keys of the numberings that they are cited in.
    fn tell_decisions_apart(&mut self, formals: &mut [Formal]) {
        for formal in formals.iter() {
            if decision::numbering(&formal.citation) == Some(Numbering::NumberFirst) {
                self.decisions
                    .number_first
                    .insert(formal.citation.key.clone());
            }
        }
        for formal in formals {
            let citation = &mut formal.citation;
            if decision::numbering(citation) != Some(Numbering::YearFirst) {
                continue;
            }
            let key = &citation.key;
            if self.decisions.number_first.contains(key)
                || self.catalogue.has_joint_decision(key.as_str())
            {
                decision::make_second(citation);
            } else {
                self.decisions.year_first.insert(key.clone());
            }
        }
    }

    fn walk(&mut self, text: &str, above: Antecedents, note: bool) -> (Reading, Antecedents) {
        let mut formals = formals(text);
        self.tell_decisions_apart(&mut formals);
        let day = self.day.as_deref();
        let formals = formals.into_iter();
        walk::Walk::new(text, self.catalogue, &mut self.names, above, day, note).run(formals)
    }
}
