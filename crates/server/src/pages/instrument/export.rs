//! What cites an instrument, as a table for programs.

use renvoi_query::CitedBy;
use renvoi_reference::Certainty;

use crate::error::Failure;
use crate::pages::names::Name;

pub(super) const CSV: &str = "text/csv; charset=utf-8; header=present";

/// One line a place (RFC 4180). Cells that a spreadsheet would take for a formula begin with an apostrophe, as OWASP
/// advises: a document is not to be trusted.
pub(super) fn csv(cited: &CitedBy) -> Result<Vec<u8>, Failure> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let heads = [
        "passage",
        "note",
        "document",
        "date",
        "section",
        "page",
        "certainty",
        "text",
        "note_text",
    ];
    let write = |table: &mut csv::Writer<Vec<u8>>, cells: &[String]| {
        table.write_record(cells).map_err(|error| {
            tracing::error!(%error, "a table cannot be written");
            Failure::Internal
        })
    };
    write(&mut table, &heads.map(str::to_owned))?;
    for place in &cited.cited_by {
        let note = place.footnote.as_ref();
        let certainty = match place.certainty {
            Certainty::Exact => "formal",
            Certainty::Inferred | Certainty::Ambiguous => "inferred",
        };
        let cells = [
            place
                .passage
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            note.map(|note| note.number.to_string()).unwrap_or_default(),
            Name::of(&place.document).line(),
            place
                .document
                .date
                .map(|date| date.to_string())
                .unwrap_or_default(),
            place.section.join(" › "),
            place.page.map(|page| page.to_string()).unwrap_or_default(),
            certainty.to_owned(),
            place.text.clone(),
            note.map(|note| note.text.clone()).unwrap_or_default(),
        ];
        write(&mut table, &cells.map(harmless))?;
    }
    table.into_inner().map_err(|_| Failure::Internal)
}

/// A cell that no spreadsheet computes.
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell
    }
}
