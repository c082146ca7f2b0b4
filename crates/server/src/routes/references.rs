//! `GET /api/v1/references/{key}?limit=…&offset=…`: the places that cite an instrument, named in any spelling, or a place
//! of it (`article 21 SRI 2`).

use aide::transform::TransformOperation;
use axum::extract::State;
use axum::http::Uri;
use renvoi_query::{Cited, CitedBy, Part, cite};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::answer::Json;
use crate::ask::Ask;
use crate::error::Failure;
use crate::openapi::{kept, problems};
use crate::parameters::{InPath, Parameters};

/// Places in an answer when nothing else is asked, and at most.
pub(crate) const PLACES: usize = 100;
const MOST_PLACES: usize = 1_000;

/// The instrument that is asked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Named {
    /// A reference in any spelling, a name, or a place of an act, percent-encoded.
    #[schemars(example = &"COM(2020) 605")]
    key: String,
}

/// The part of the list that is wanted; other parameters are refused by name.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
pub(crate) struct Asked {
    /// Places wanted.
    #[schemars(range(min = 1, max = MOST_PLACES))]
    limit: Option<usize>,
    /// Places to leave out from the top.
    offset: Option<usize>,
}

/// The part of a list of places that is asked for, within the limits.
pub(crate) fn part(limit: Option<usize>, offset: Option<usize>) -> Result<Part, Failure> {
    let part = Part {
        offset: offset.unwrap_or(0),
        limit: limit.unwrap_or(PLACES),
    };
    if (1..=MOST_PLACES).contains(&part.limit) {
        Ok(part)
    } else {
        Err(Failure::Range {
            name: "limit",
            first: 1,
            last: MOST_PLACES,
        })
    }
}

/// An instrument, and a part of the places that cite it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "CitedByPart")]
pub(crate) struct Answer {
    #[serde(flatten)]
    cited: CitedBy,
    /// Address of the next part; none at the end of the list.
    next: Option<String>,
}

pub(crate) async fn get(
    State(app): State<App>,
    address: Uri,
    ask: Ask,
    InPath(Named { key }): InPath<Named>,
    Parameters(asked): Parameters<Asked>,
) -> Result<Json<Answer>, Failure> {
    let part = part(asked.limit, asked.offset)?;
    let locale = ask.locale;
    app.json(ask, move |view| {
        let mut cited = one_instrument(cite(view, &key, part)?, key)?;
        locale.speak(&mut cited.diagnostics);
        let next = following(&cited, part).map(|offset| {
            let (path, limit) = (address.path(), part.limit);
            format!("{path}?limit={limit}&offset={offset}")
        });
        Ok(Answer { cited, next })
    })
    .await
}

/// Where the part behind this one begins, if there is one.
pub(crate) fn following(cited: &CitedBy, part: Part) -> Option<usize> {
    let offset = part.offset.saturating_add(part.limit);
    (offset < cited.total).then_some(offset)
}

/// The one instrument that was named; several are an answer of their own.
pub(crate) fn one_instrument(cited: Cited, named: String) -> Result<CitedBy, Failure> {
    match cited {
        Cited::By(cited) => Ok(*cited),
        Cited::Several(candidates) => Err(Failure::SeveralInstruments { named, candidates }),
        Cited::Nothing => Err(Failure::NotAReference(named)),
    }
}

pub(crate) fn described(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    let operation = operation
        .id("reference")
        .summary("The places that cite an instrument or a place of it");
    problems(kept(operation), &["not-a-reference", "several-instruments"])
}
