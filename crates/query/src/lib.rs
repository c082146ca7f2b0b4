//! From what a person types to ranked passages.
//!
//! ```text
//! text -> language (grammar, AST) -> plan (terms, keys, filters) -> view -> the index
//!                                         results, highlights, citations <- records
//! ```
//!
//! Analysis happens on this side of the contract with a back end ([`renvoi_index`]): it receives terms, keys and filters
//! and returns stored records with scores. It needs no French, and nothing here knows which back end answers.
//!
//! ```
//! let query = renvoi_query::Query::parse("cybersécurité COM(2020) 605 annee:2020..2022");
//! assert_eq!(query.references[0].as_ref(), "COM(2020) 605");
//! assert_eq!(query.filters.years, Some((2020, 2022)));
//! ```

pub mod acronyms;
mod act_place;
mod asked;
mod beginnings;
mod citations;
mod citing;
mod citing_place;
mod explanation;
mod forms;
mod highlight;
mod institution;
mod instruments;
mod journal;
pub mod language;
mod lifts;
mod missing;
mod neighbours;
mod phrases;
mod plan;
mod points;
mod rank;
mod remark;
mod request;
mod resolve;
mod search;
mod show;
mod similar;
mod snippet;
mod stored;
mod suggest;
mod thesaurus;
mod view;

pub use act_place::{ActPlace, PlaceUnit};
pub use citations::{Beside, Cited, CitedBy, CitingDocument, Part, PlaceCount, cite, cite_place};
pub use citing::YearCount;
pub use citing_place::{Citing, CitingEvidence, CitingNote};
pub use explanation::{Explanation, Share};
pub use institution::institution_of;
pub use instruments::{How, Identifiers, Instrument, Places};
pub use language::{
    Certain, DEEPEST, Facet, FilterPart, Filters, LONGEST_QUERY, MOST_TERMS, Names, NoNames, Query,
    Versions, WIDEST_SLOP, article_number,
};
pub use neighbours::Neighbour;
pub use plan::{plan, readings, stems_of};
pub use rank::Signals;
pub use remark::Remark;
pub use renvoi_index::{Deadline, IndexError, State};
pub use request::{Order, Role, Widened};
pub use resolve::{Resolved, documents, leads_to, resolve};
pub use search::{
    DEFAULT_LIMIT, Hit, HitNote, InReplaced, Interpretation, LARGEST_PAGE, Options, Origin, Page,
    Results, WINDOW, search,
};
pub use show::{NamedPlace, Shown, show, show_document, show_place};
pub use similar::similar;
pub use snippet::Snippet;
pub use stored::{
    About, Content, FORMALLY, FacetCount, Facets, Head, Holding, LastRun, Listed, Record,
    certainty, cited_place, formally_cited_place,
};
pub use suggest::{InstrumentSuggestion, Suggestions, TermSuggestion, TopicSuggestion, suggest};
pub use thesaurus::{Mention, Thesaurus, ThesaurusError, Topic};
pub use view::{Engine, Size, View};
