//! `GET /api/v1/documents/{id}`: the document contract; the id may be a reference in any spelling, or a name. With a place
//! beside it (`article 21 SRI 2`) it is the place of the act.

use aide::transform::TransformOperation;
use axum::extract::State;
use renvoi_document::DocumentId;
use renvoi_query::{ActPlace, Listed, NamedPlace, Remark, Shown, show, show_place};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::answer::Json;
use crate::ask::Ask;
use crate::error::Failure;
use crate::openapi::{kept, problems};
use crate::parameters::{InPath, None, Parameters};

/// The document that is asked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Asked {
    /// Id of a document, a reference in any spelling, a name, or a place of an act, percent-encoded.
    #[schemars(example = &"com-2020-605")]
    id: String,
}

/// A document, or a place of an act.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Named {
    Document(Box<Shown>),
    Place {
        place: Box<ActPlace>,
        /// What the act does not have of what was named.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        diagnostics: Vec<Remark>,
    },
}

pub(crate) async fn get(
    State(app): State<App>,
    ask: Ask,
    InPath(Asked { id }): InPath<Asked>,
    Parameters(None {}): Parameters<None>,
) -> Result<Json<Named>, Failure> {
    let locale = ask.locale;
    app.json(ask, move |view| match show_place(view, &id)? {
        Some(NamedPlace::Found { place, said }) => {
            let mut diagnostics: Vec<Remark> = said.into_iter().collect();
            locale.speak(&mut diagnostics);
            Ok(Named::Place { place, diagnostics })
        }
        // The act has no such place, or is not in the index.
        Some(NamedPlace::Missing(said)) => Err(Failure::NoPlace(said)),
        Option::None => match show(view, &id)? {
            Some(shown) => Ok(Named::Document(Box::new(shown))),
            Option::None => Err(Failure::NoDocument(id)),
        },
    })
    .await
}

/// Documents in an answer when nothing else is asked, and at most.
const DOCUMENTS: usize = 100;
const MOST_DOCUMENTS: usize = 1_000;

/// The part of the list that is wanted.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub(crate) struct Part {
    /// Documents wanted.
    #[schemars(range(min = 1, max = MOST_DOCUMENTS))]
    limit: Option<usize>,
    /// Id of the document behind which the list begins.
    #[schemars(regex(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$"), length(max = 96))]
    after: Option<String>,
}

/// A part of the list of documents.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DocumentList")]
pub(crate) struct List {
    /// How many there are in all.
    total: usize,
    /// Documents in the order of their ids.
    documents: Vec<Listed>,
    /// Address of the next part; none at the end of the list.
    next: Option<String>,
}

/// `GET /api/v1/documents?limit=…&after=…`: the documents of the index.
pub(crate) async fn list(
    State(app): State<App>,
    ask: Ask,
    Parameters(asked): Parameters<Part>,
) -> Result<Json<List>, Failure> {
    let limit = asked.limit.unwrap_or(DOCUMENTS);
    if !(1..=MOST_DOCUMENTS).contains(&limit) {
        return Err(Failure::Range {
            name: "limit",
            first: 1,
            last: MOST_DOCUMENTS,
        });
    }
    let after = asked.after.map(|after| {
        after.parse::<DocumentId>().map_err(|_| Failure::Value {
            name: "after".to_owned(),
            value: after,
        })
    });
    let after = after.transpose()?;
    app.json(ask, move |view| {
        // One more tells whether the list goes on.
        let page = view.documents(after.as_ref(), limit + 1)?;
        let mut documents = page.items;
        let goes_on = documents.len() > limit;
        documents.truncate(limit);
        for listed in &mut documents {
            listed.summary = listed.summary.clone().describe();
        }
        let last = documents.last().filter(|_| goes_on);
        let next =
            last.map(|last| format!("/api/v1/documents?limit={limit}&after={}", last.summary.id));
        Ok(List {
            total: page.total,
            documents,
            next,
        })
    })
    .await
}

pub(crate) fn described(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    let operation = operation
        .id("document")
        .summary("A document whole, or a place of an act");
    problems(kept(operation), &["no-document", "no-place"])
}

pub(crate) fn list_described(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    let operation = operation
        .id("documents")
        .summary("The documents of the index");
    kept(operation)
}
