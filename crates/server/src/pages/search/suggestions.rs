//! What may be meant by the beginning of a query, as options of the search box.

use askama::Template;
use renvoi_query::{View, suggest};

use super::address::search_address;
use crate::error::Failure;
use crate::pages::card::subject;
use crate::pages::names::{Name, document_address};
use crate::ui::Ui;

#[derive(Template)]
#[template(path = "suggestions.html")]
pub(super) struct Suggestions {
    groups: Vec<Group>,
}

/// Options of one sort, under their name.
struct Group {
    /// What names it, within the page.
    id: &'static str,
    name: String,
    options: Vec<Choice>,
}

struct Choice {
    text: String,
    /// What is said of it.
    beside: String,
    /// Where it leads.
    address: String,
}

impl Suggestions {
    pub(super) fn new(view: &View, ui: &Ui, typed: &str) -> Result<Self, Failure> {
        let found = suggest(view, typed)?;
        let in_notes = found.terms.first().map(|_| Choice {
            text: typed.trim().to_owned(),
            beside: ui.t("suggest-in-notes"),
            address: search_address(&format!("{} note:oui", typed.trim())),
        });
        let terms = found.terms.into_iter().map(|term| Choice {
            address: search_address(&term.text),
            beside: ui.n(
                "places-n",
                usize::try_from(term.count).unwrap_or(usize::MAX),
            ),
            text: term.text,
        });
        let topics = found.topics.into_iter().map(|topic| Choice {
            address: search_address(&format!("theme:{}", topic.id)),
            beside: String::new(),
            text: topic.label,
        });
        let instruments = found.instruments.into_iter().map(|instrument| {
            let name = Name::of_key(instrument.key.as_ref());
            Choice {
                address: search_address(instrument.key.as_ref()),
                beside: match (instrument.name.or(name.short), instrument.title) {
                    (Some(called), _) => called,
                    (None, title) => title.unwrap_or_default(),
                },
                text: name.number,
            }
        });
        let documents = found.documents.into_iter().map(|document| {
            let document = document.describe();
            let name = Name::of(&document);
            let title = document.shown_title();
            Choice {
                address: document_address(&document.id),
                beside: if name.number == title {
                    String::new()
                } else {
                    subject(title)
                },
                text: name.line(),
            }
        });
        let group = |id, message, options: Vec<Choice>| Group {
            id,
            name: ui.t(message),
            options,
        };
        let groups = [
            group(
                "suggested-terms",
                "suggest-terms",
                terms.chain(in_notes).collect(),
            ),
            group("suggested-topics", "suggest-topics", topics.collect()),
            group(
                "suggested-instruments",
                "suggest-instruments",
                instruments.collect(),
            ),
            group(
                "suggested-documents",
                "suggest-documents",
                documents.collect(),
            ),
        ];
        Ok(Self {
            groups: groups
                .into_iter()
                .filter(|group| !group.options.is_empty())
                .collect(),
        })
    }
}
