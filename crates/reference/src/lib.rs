//! EU references: found in text, given canonical keys, CELEX numbers and links.
//!
//! A document writes `COM(2020) 605`, `COM (2020) 605 final` or `COM/2020/605`; a reader types `com 2020 605`. All name
//! one instrument, and [`Key`] is that name. [`scan`] finds every reference of a text with its place, [`parse`] reads a
//! string that is one reference. The rules are those of the project's `spec/references.md`, which names their sources.
//!
//! ```
//! let note = "Directive (UE) 2016/1148, JO L 194 du 19.7.2016, p. 1; COM(2022) 729 et 731.";
//! let keys: Vec<_> = renvoi_reference::scan(note).into_iter().map(|citation| citation.key.to_string()).collect();
//! assert_eq!(keys, ["32016L1148", "JO L 194, 19.7.2016", "COM(2022) 729", "COM(2022) 731"]);
//!
//! let typed = renvoi_reference::parse("com 2020 607").expect("a reference");
//! assert_eq!(typed.key.as_str(), "COM(2020) 607");
//! ```
//!
//! Names of instruments (*directive SRI 2*), names that a text gives («ci-après …») and short forms (*ladite directive*)
//! need the rest of the document and a list of names: a [`Reader`] with a [`Catalogue`] finds them.
//!
//! The crate is pure: no input or output, no state beside a reader's, no panic on any text. A scan takes time in proportion to its text
//! and no memory but its answer. References never cross a blank line.

mod address;
mod catalogue;
mod celex;
mod citation;
mod context;
mod cursor;
mod date;
mod draft;
mod families;
mod fold;
mod issuer;
mod key;
mod lexer;
mod links;
mod names;
mod official;
mod places;
mod query;
mod reader;
mod scanner;
mod slip;
mod treaty;
mod vocabulary;
mod year;

pub use catalogue::{Catalogue, CatalogueError};
pub use celex::{Celex, CelexError};
pub use citation::{Attributes, Certainty, Citation, Form, Place, Warning};
pub use draft::draft_references;
pub use families::act::decision::second_of_number;
pub use families::{FamilySummary, Kind, Spelling, families};
pub use key::{Key, KeyError};
pub use official::{name_in_title, short_name_in_title};
pub use places::numbers::{as_roman, is_article_suffix};
pub use places::path::{LegalPath, LegalPathError};
pub use reader::{Decisions, Reader, Reading, Reason, Unresolved};
pub use slip::{Guess, Slip, slips};
pub use treaty::treaty_number;

/// Finds all references of a text, in order and without overlap.
///
/// Places are in Unicode code points of `text`. Items of an enumeration that share a head (`COM(2022) 729 et 731`) are
/// citations of their own; short forms (*ladite directive*) and names (*directive SRI 2*) are found by a [`Reader`] only.
pub fn scan(text: &str) -> Vec<Citation> {
    let mut citations = Vec::new();
    scan_each(text, &mut |citation| citations.push(citation));
    citations
}

/// Does as [`scan`], and hands each citation on as soon as it is found: for texts with more of them than one wants to
/// keep.
pub fn scan_each(text: &str, emit: &mut dyn FnMut(Citation)) {
    let mut placer = places::Placer::new(text, emit);
    let mut take = |citation, range| placer.push(citation, range);
    scanner::Scanner::new(text, false, &mut take).run();
    placer.finish();
}

/// Reads a string that names places of an act and nothing else, in any spelling a person types: `art 6 § 1 f)`,
/// `annexe iii`, `à l'article 5 du`. Of any other string there are none.
///
/// ```
/// let places = renvoi_reference::parse_places("art. 6, § 1, point f), du");
/// assert_eq!(places[0].article.as_deref(), Some("6"));
/// assert!(renvoi_reference::parse_places("article sur le climat").is_empty());
/// ```
pub fn parse_places(text: &str) -> Vec<Place> {
    if text.len() > query::LONGEST {
        return Vec::new();
    }
    places::parse(text)
}

/// Reads a string that is one reference and nothing else, in any spelling a person types.
///
/// Case does not matter, brackets may be lost, and addresses, CELEX numbers and canonical keys are read. Strings over
/// 2048 bytes are none. The places of the citation are those in `query`.
pub fn parse(query: &str) -> Option<Citation> {
    query::parse(query)
}
