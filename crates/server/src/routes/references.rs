//! `GET /api/v1/references/{key}?limit=…&offset=…`: the places that cite an instrument, named in any spelling, or a place
//! of it (`article 21 SRI 2`).

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::Uri;
use axum::response::Response;
use renvoi_query::{Cited, CitedBy, Part, cite};
use serde::{Deserialize, Serialize};

use super::search::reason;
use crate::App;
use crate::error::{ApiFailure, Failure};

/// Places in an answer when nothing else is asked, and at most.
pub(crate) const PLACES: usize = 100;
const MOST_PLACES: usize = 1_000;

/// The part of the list that is wanted; other parameters are refused by name.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parameters {
    limit: Option<usize>,
    offset: Option<usize>,
}

impl Parameters {
    pub(crate) fn check(parameters: Result<Query<Self>, QueryRejection>) -> Result<Part, Failure> {
        let Query(parameters) =
            parameters.map_err(|rejection| Failure::Parameter(reason(&rejection)))?;
        let part = Part {
            offset: parameters.offset.unwrap_or(0),
            limit: parameters.limit.unwrap_or(PLACES),
        };
        if (1..=MOST_PLACES).contains(&part.limit) {
            Ok(part)
        } else {
            Err(Failure::Parameter(format!("limit : de 1 à {MOST_PLACES}")))
        }
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
    path: Result<Path<String>, PathRejection>,
    parameters: Result<Query<Parameters>, QueryRejection>,
) -> Result<Response, ApiFailure> {
    let Path(key) = path?;
    let part = Parameters::check(parameters)?;
    app.json(move |view| {
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
