//! `GET /api/v1/references/{key}?limit=…&offset=…`: the places that cite an instrument, named in any spelling, or a place
//! of it (`article 21 SRI 2`).

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use renvoi_query::{Cited, CitedBy, Part, cite};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::ask::Ask;
use crate::error::Failure;
use crate::parameters::Parameters;

/// Places in an answer when nothing else is asked, and at most.
pub(crate) const PLACES: usize = 100;
const MOST_PLACES: usize = 1_000;

/// The part of the list that is wanted; other parameters are refused by name.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
pub(crate) struct Asked {
    /// Places wanted.
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

/// A part of what `renvoi cite` answers.
#[derive(Debug, Serialize)]
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
    path: Result<Path<String>, PathRejection>,
    Parameters(asked): Parameters<Asked>,
) -> Result<Response, Failure> {
    let Path(key) = path?;
    let part = part(asked.limit, asked.offset)?;
    app.json(ask, move |view| {
        let cited = one_instrument(cite(view, &key, part)?, key)?;
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
