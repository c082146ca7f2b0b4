//! `/aide`: how to search, the keys, what the index holds, accessibility.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renvoi_query::Size;

use super::home::updated;
use crate::App;
use crate::ask::Ask;
use crate::error::Failure;
use crate::parameters::{None, Parameters};
use crate::ui::Ui;

#[derive(Template)]
#[template(path = "help.html")]
struct HelpPage {
    ui: Ui,
    size: Size,
    updated: Option<String>,
}

impl HelpPage {
    /// What one types, and the message that says what it finds.
    const EXAMPLES: [(&str, &str); 11] = [
        ("menaces hybrides", "example-words"),
        ("\"infrastructures critiques\"", "example-phrase"),
        ("com 2020 605", "example-spelling"),
        ("directive SRI 2", "example-name"),
        ("article 21 SRI 2", "example-article"),
        ("drones SRI 2", "example-about"),
        ("gaz -pétrole annee:2020..2022", "example-without"),
        ("(gaz OU eau) ET crise", "example-boolean"),
        ("cyber*", "example-wildcard"),
        ("cybersécurité note:oui", "example-notes"),
        ("ref:\"COM(2020) 605\" type:COM", "example-filters"),
    ];

    /// The filters, as they are typed.
    const FILTERS: [&str; 13] = [
        "ref:",
        "dans:",
        "type:",
        "institution:",
        "article:",
        "annee:",
        "note:",
        "langue:",
        "section:",
        "theme:",
        "genre:",
        "versions:",
        "certitude:",
    ];
}

pub(crate) async fn page(
    State(app): State<App>,
    ask: Ask,
    Parameters(None {}): Parameters<None>,
) -> Result<Response, Failure> {
    let ui = ask.ui();
    app.page(ask, move |view| {
        Ok(HelpPage {
            size: view.size()?,
            updated: updated(view, &ui)?,
            ui,
        })
    })
    .await
}
