//! What cites an instrument, as a table for programs.

use renvoi_query::CitedBy;
use renvoi_reference::Certainty;

use crate::error::Failure;
use crate::pages::names::Name;

pub(super) const CSV: &str = "text/csv; charset=utf-8; header=present";

/// What tells a spreadsheet that the letters are UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// One line a place (RFC 4180). What a spreadsheet would take for a formula stands behind an
/// apostrophe, as OWASP advises: a document is not to be trusted.
pub(super) fn csv(cited: &CitedBy) -> Result<Vec<u8>, Failure> {
    let mut table = csv::Writer::from_writer(BYTE_ORDER_MARK.to_vec());
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

/// A cell that no spreadsheet computes. One that is set to French reads another at each semicolon.
fn harmless(cell: String) -> String {
    let mut safe = String::with_capacity(cell.len());
    let mut begins = true;
    for c in cell.chars() {
        if begins && matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r') {
            safe.push('\'');
        }
        // Spaces before a formula do not make it text.
        begins = matches!(c, ';' | '\t' | '\n' | '\r') || (begins && c == ' ');
        safe.push(c);
    }
    safe
}
