//! Pages of EUR-Lex. The forms are those of its help pages on linking.

use crate::Celex;

/// The page of a document in French; what names the document follows.
pub(crate) const EUR_LEX: &str = "https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=";

/// The page of a CELEX number, in French.
pub(crate) fn celex(celex: &Celex) -> String {
    format!("{EUR_LEX}CELEX:{celex}")
}
