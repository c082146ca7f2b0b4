//! `/`: the search box, examples that teach by being followed, the latest documents.

use askama::Template;
use renvoi_query::{Listed, Size, View};

use super::card::subject;
use super::names::{Name, document_address};
use crate::error::Failure;
use crate::ui::Ui;

/// Documents that the page lists.
const LATEST: usize = 8;

#[derive(Template)]
#[template(path = "home.html")]
pub(crate) struct HomePage {
    ui: Ui,
    size: Size,
    /// When the last run ended.
    updated: Option<String>,
    latest: Vec<Row>,
}

/// A document in a list.
pub(crate) struct Row {
    pub(crate) name: Name,
    pub(crate) address: String,
    pub(crate) date: Option<String>,
    /// The day as machines read it.
    pub(crate) day: Option<String>,
    /// What it is about, where its name does not say it.
    pub(crate) title: Option<String>,
    pub(crate) passages: usize,
    pub(crate) footnotes: usize,
}

impl Row {
    pub(crate) fn new(ui: &Ui, listed: Listed) -> Self {
        let document = listed.summary.describe();
        let name = Name::of(&document);
        let title = document.shown_title();
        Self {
            address: document_address(&document.id),
            date: document.date.map(|date| ui.short_date(date)),
            day: document.date.map(|date| date.to_string()),
            title: (name.number != title)
                .then(|| name.short.clone().unwrap_or_else(|| subject(title))),
            passages: listed.passages,
            footnotes: listed.footnotes,
            name,
        }
    }
}

impl HomePage {
    pub(crate) fn new(view: &View, ui: Ui) -> Result<Self, Failure> {
        let latest = view.latest(0, LATEST)?.items.into_iter();
        Ok(Self {
            size: view.size()?,
            updated: updated(view, &ui)?,
            latest: latest.map(|listed| Row::new(&ui, listed)).collect(),
            ui,
        })
    }
}

/// When the index was last changed: *nothing cites it* says nothing without it.
pub(crate) fn updated(view: &View, ui: &Ui) -> Result<Option<String>, Failure> {
    let run = view.last_run()?;
    Ok(run.map(|run| {
        let ended = run.ended.to_zoned(jiff::tz::TimeZone::UTC);
        ui.date(ended.date())
    }))
}
