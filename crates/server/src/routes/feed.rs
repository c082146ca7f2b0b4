//! `GET /api/v1/feed?q=…&ref=…`: an Atom feed (RFC 4287) of what a search finds, of what cites an instrument, or of the
//! documents of the index, the newest first.

use aide::transform::TransformOperation;
use atom_syndication::{Content, Entry, Feed, FixedDateTime, Link, Person, Text};
use axum::extract::State;
use axum::response::Response;
use renvoi_document::{Language, RecordId, Summary};
use renvoi_query::{CitedBy, Citing, Hit, Listed, Options, Order, Page, View, search};
use renvoi_reference::Catalogue;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::App;
use crate::ask::Ask;
use crate::error::Failure;
use crate::openapi::{kept, problems, text};
use crate::pages::names::{Name, document_address, record_address};
use crate::pages::search::search_address;
use crate::parameters::Parameters;
use crate::ui::Ui;

pub(crate) const ATOM: &str = "application/atom+xml; charset=utf-8";

/// Entries of a feed.
const ENTRIES: usize = 50;

/// Parameters; without any, the feed is of the documents.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub(crate) struct Asked {
    /// A query.
    q: Option<String>,
    /// An instrument that is cited, in any spelling.
    #[schemars(example = &"COM(2020) 605")]
    r#ref: Option<String>,
}

impl Asked {
    /// What is searched; nothing where the documents are wanted.
    fn query(self) -> Result<Option<String>, Failure> {
        let Some(named) = self.r#ref else {
            return Ok(self.q);
        };
        let reference = Catalogue::bundled().resolve(&named);
        let key = reference.ok_or(Failure::NotAReference(named))?.key;
        Ok(Some(match self.q {
            Some(query) if !query.trim().is_empty() => format!("{query} ref:\"{key}\""),
            _ => key.to_string(),
        }))
    }
}

pub(crate) async fn get(
    State(app): State<App>,
    ask: Ask,
    Parameters(asked): Parameters<Asked>,
) -> Result<Response, Failure> {
    let query = asked.query()?;
    let of = Of::new(&ask);
    app.answer(ask, ATOM, move |view| {
        let of = of.updated(view)?;
        of.written(match query {
            Some(query) => of.search(view, &query)?,
            None => of.documents(view)?,
        })
    })
    .await
}

/// What all entries of a feed share.
pub(crate) struct Of {
    ui: Ui,
    /// Scheme and host of this server.
    origin: String,
    /// Where this feed is served.
    address: String,
    updated: FixedDateTime,
}

impl Of {
    /// A feed at the address that is asked for.
    pub(crate) fn new(ask: &Ask) -> Self {
        let origin = ask.origin();
        let address = ask.uri.path_and_query();
        let address = address.map_or("/", |address| address.as_str());
        Self {
            ui: ask.ui(),
            address: format!("{origin}{address}"),
            origin,
            updated: FixedDateTime::default(),
        }
    }

    /// The feed is as new as the index.
    pub(crate) fn updated(self, view: &View) -> Result<Self, Failure> {
        let run = view.last_run()?.map(|run| run.ended.to_string());
        Ok(Self {
            updated: date(run.as_deref().unwrap_or_default()),
            ..self
        })
    }

    /// The places that cite an instrument, those of the newest documents first. `page` shows the same.
    pub(crate) fn citing(&self, cited: &CitedBy, page: &str) -> Feed {
        let mut places: Vec<&Citing> = cited.cited_by.iter().collect();
        places.sort_by_key(|place| std::cmp::Reverse(place.document.date));
        places.truncate(ENTRIES);
        let name = Name::of_key(cited.key.as_str()).line();
        Feed {
            title: Text::plain(without_controls(&self.ui.s("feed-title", name))),
            links: vec![self.link("alternate", page)],
            entries: places
                .into_iter()
                .filter_map(|place| self.cites(place))
                .collect(),
            ..Feed::default()
        }
    }

    /// The newest places that a search finds.
    fn search(&self, view: &View, query: &str) -> Result<Feed, Failure> {
        let options = Options {
            page: Page {
                offset: 0,
                limit: ENTRIES,
            },
            order: Order::Newest,
            uncounted: true,
            ..Options::default()
        };
        let hits = search(view, query, options)?.hits;
        Ok(Feed {
            title: Text::plain(without_controls(&self.ui.s("feed-title", query))),
            links: vec![self.link("alternate", &search_address(query))],
            entries: hits.iter().map(|hit| self.place(hit)).collect(),
            ..Feed::default()
        })
    }

    /// The newest documents.
    fn documents(&self, view: &View) -> Result<Feed, Failure> {
        let listed = view.latest(0, ENTRIES)?.items.into_iter();
        let title = self.ui.s("feed-title", self.ui.t("latest"));
        Ok(Feed {
            title: Text::plain(title),
            links: vec![self.link("alternate", "/d")],
            entries: listed.map(|listed| self.document(listed)).collect(),
            ..Feed::default()
        })
    }

    pub(crate) fn written(&self, feed: Feed) -> Result<Vec<u8>, Failure> {
        let own = Link {
            rel: "self".to_owned(),
            href: self.address.clone(),
            ..Link::default()
        };
        let feed = Feed {
            id: self.address.clone(),
            lang: Some(self.ui.lang().to_owned()),
            updated: self.updated,
            links: [vec![own], feed.links].concat(),
            authors: vec![Person {
                name: "Renvoi".to_owned(),
                ..Person::default()
            }],
            ..feed
        };
        let mut written = Vec::new();
        feed.write_to(&mut written).map_err(|error| {
            tracing::error!(%error, "a feed cannot be written");
            Failure::Internal
        })?;
        Ok(written)
    }

    fn link(&self, rel: &str, path: &str) -> Link {
        Link {
            rel: rel.to_owned(),
            href: format!("{}{path}", self.origin),
            ..Link::default()
        }
    }

    fn place(&self, hit: &Hit) -> Entry {
        let text = match (&hit.called_from, hit.footnotes.first()) {
            (Some(_), Some(note)) => &note.text,
            _ => &hit.text,
        };
        self.passage(&hit.document, &hit.passage, hit.page, text, hit.language)
    }

    /// A place that cites: what of it does, the passage or its first note.
    fn cites(&self, place: &Citing) -> Option<Entry> {
        let is_own = place.evidence.iter().any(|found| found.footnote.is_none());
        let note = place.footnote.as_ref().filter(|_| !is_own);
        let (id, text) = match (note, &place.passage) {
            (Some(note), _) => (&note.id, &note.text),
            (None, passage) => (passage.as_ref()?, &place.text),
        };
        Some(self.passage(&place.document, id, place.page, text, place.language))
    }

    fn passage(
        &self,
        document: &Summary,
        id: &RecordId,
        page: Option<u32>,
        text: &str,
        language: Language,
    ) -> Entry {
        let name = Name::of(document).line();
        let title = match page {
            Some(page) => format!("{name}, {}", self.ui.n("page-n", page)),
            None => format!("{name}, {}", id.anchor()),
        };
        let content = Content {
            lang: Some(language.as_str().to_owned()),
            content_type: Some("text".to_owned()),
            value: Some(without_controls(text)),
            ..Content::default()
        };
        Entry {
            id: format!("urn:renvoi:passage:{id}"),
            title: Text::plain(without_controls(&title)),
            content: Some(content),
            ..self.entry(document, &record_address(id))
        }
    }

    fn document(&self, listed: Listed) -> Entry {
        let document = listed.summary.describe();
        let title = without_controls(&Name::of(&document).line());
        let summary = Text::plain(without_controls(document.shown_title()));
        Entry {
            id: format!("urn:renvoi:document:{}", document.id),
            title: Text::plain(title),
            summary: Some(summary),
            ..self.entry(&document, &document_address(&document.id))
        }
    }

    /// An entry at an address, as old as its document.
    fn entry(&self, document: &Summary, path: &str) -> Entry {
        let published = document.date.map(|day| date(&format!("{day}T00:00:00Z")));
        Entry {
            updated: published.unwrap_or(self.updated),
            published,
            links: vec![self.link("alternate", path)],
            ..Entry::default()
        }
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

pub(crate) fn described(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    let operation = operation.id("feed").summary(
        "An Atom feed of what a search finds, of what cites an instrument, or of the documents",
    );
    let operation = text(
        operation,
        ATOM,
        "Fifty places or documents, the newest first.",
    );
    problems(kept(operation), &["not-a-reference"])
}
