//! `GET /api/v1/feed?q=…` or `?ref=…`: an Atom feed (RFC 4287) of what a search finds or of what cites an instrument, the
//! newest documents first.

use atom_syndication::{Content, Entry, Feed, FixedDateTime, Link, Person, Text};
use axum::extract::State;
use axum::response::Response;
use renvoi_query::{Hit, Options, Order, Page, View, search};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::App;
use crate::ask::Ask;
use crate::error::Failure;
use crate::pages::names::{Name, record_address};
use crate::pages::search::search_address;
use crate::parameters::Parameters;
use crate::ui::Ui;

const ATOM: &str = "application/atom+xml; charset=utf-8";

/// Entries of a feed.
const ENTRIES: usize = 50;

/// Parameters; one of both is needed.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub(crate) struct Asked {
    /// A query.
    q: Option<String>,
    /// An instrument, in any spelling.
    r#ref: Option<String>,
}

pub(crate) async fn get(
    State(app): State<App>,
    ask: Ask,
    Parameters(asked): Parameters<Asked>,
) -> Result<Response, Failure> {
    let query = match (asked.q, asked.r#ref) {
        (Some(query), None) => query,
        (None, Some(named)) => {
            let reference = renvoi_reference::parse(&named);
            let reference = reference.ok_or(Failure::NotAReference(named))?;
            format!("\"{}\"", reference.key).replace('"', "")
        }
        (Some(_), Some(_)) => return Err(Failure::Twice("q, ref".to_owned())),
        (None, None) => return Err(Failure::Missing("q, ref".to_owned())),
    };
    let (ui, origin) = (ask.ui(), ask.origin());
    let address = format!(
        "{origin}{}",
        ask.uri
            .path_and_query()
            .map_or("/", |address| address.as_str())
    );
    app.answer(ask, ATOM, move |view| {
        feed(view, &ui, &origin, &address, &query)
    })
    .await
}

fn feed(
    view: &View,
    ui: &Ui,
    origin: &str,
    address: &str,
    query: &str,
) -> Result<Vec<u8>, Failure> {
    let options = Options {
        page: Page {
            offset: 0,
            limit: ENTRIES,
        },
        order: Order::Newest,
        uncounted: true,
        ..Options::default()
    };
    let results = search(view, query, options)?;
    let run = view.last_run()?.map(|run| run.ended.to_string());
    let updated = date(run.as_deref().unwrap_or_default());
    let link = |rel: &str, href: String| Link {
        rel: rel.to_owned(),
        href,
        ..Link::default()
    };
    let entries = results.hits.iter();
    let feed = Feed {
        id: address.to_owned(),
        title: Text::plain(without_controls(&ui.s("feed-title", query))),
        lang: Some(ui.lang().to_owned()),
        updated,
        links: vec![
            link("self", address.to_owned()),
            link("alternate", format!("{origin}{}", search_address(query))),
        ],
        authors: vec![Person {
            name: "Renvoi".to_owned(),
            ..Person::default()
        }],
        entries: entries.map(|hit| entry(ui, origin, hit, updated)).collect(),
        ..Feed::default()
    };
    let mut written = Vec::new();
    feed.write_to(&mut written).map_err(|error| {
        tracing::error!(%error, "a feed cannot be written");
        Failure::Internal
    })?;
    Ok(written)
}

fn entry(ui: &Ui, origin: &str, hit: &Hit, updated: FixedDateTime) -> Entry {
    let name = Name::of(&hit.document).line();
    let anchor = hit.passage.anchor();
    let title = match hit.page {
        Some(page) => format!("{name}, {}", ui.n("page-n", page)),
        None => format!("{name}, {anchor}"),
    };
    let text = match (&hit.called_from, hit.footnotes.first()) {
        (Some(_), Some(note)) => note.text.clone(),
        _ => hit.text.clone(),
    };
    let published = hit
        .document
        .date
        .map(|day| date(&format!("{day}T00:00:00Z")));
    Entry {
        id: format!("urn:renvoi:passage:{}", hit.passage),
        title: Text::plain(without_controls(&title)),
        updated: published.unwrap_or(updated),
        published,
        links: vec![Link {
            rel: "alternate".to_owned(),
            href: format!("{origin}{}", record_address(&hit.passage)),
            ..Link::default()
        }],
        content: Some(Content {
            lang: Some(hit.language.as_str().to_owned()),
            content_type: Some("text".to_owned()),
            value: Some(without_controls(&text)),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

/// A text without what XML cannot hold.
fn without_controls(text: &str) -> String {
    let holds = |c: &char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    text.chars()
        .filter(holds)
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect()
}

/// A time of RFC 3339; the beginning of the era where it is none.
fn date(text: &str) -> FixedDateTime {
    text.parse().unwrap_or_default()
}
