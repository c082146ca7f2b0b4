//! From what a person types to ranked passages.
//!
//! ```text
//! text -> language (grammar, AST) -> plan (terms, keys, filters) -> PassageIndex
//!                                         results, highlights, citations <- records
//! ```
//!
//! Analysis happens on this side of [`PassageIndex`]: a back end receives terms,
//! keys and filters and returns stored records with scores. It needs no French,
//! and nothing here knows which back end answers.
//!
//! ```
//! let query = renvoi_query::Query::parse("cybersécurité COM(2020) 605 annee:2020..2022");
//! assert_eq!(query.references[0].as_ref(), "COM(2020) 605");
//! assert_eq!(query.filters.years, Some((2020, 2022)));
//! ```

mod citations;
mod highlight;
mod index;
mod language;
mod plan;
mod search;

pub use citations::{CitedBy, Citing, CitingNote, cite};
pub use index::{
    Answer, Candidate, Content, FacetCount, Facets, IndexError, Listed, PassageIndex, Record,
    Request,
};
pub use language::{
    Clause, DEEPEST, Filters, Group, LONGEST_QUERY, MOST_TERMS, Names, NoNames, Query, Versions,
    WIDEST_SLOP, article_number,
};
pub use plan::plan;
pub use search::{
    DEFAULT_LIMIT, Hit, HitNote, Interpretation, LARGEST_PAGE, Origin, Page, Results, WINDOW,
    search,
};
