//! Lasting addresses of instruments. The forms are those of the EUR-Lex help pages on linking and of the ELI register.

use crate::{Celex, Form};

const EUR_LEX: &str = "https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=";

/// The page of a CELEX number, in French.
pub(crate) fn celex(celex: &Celex) -> String {
    format!("{EUR_LEX}CELEX:{celex}")
}

/// The page of a `COM`, `SWD`, `SEC` or `JOIN` number, for when its CELEX number is not decided.
pub(crate) fn natural_number(series: &str, year: u16, number: u32) -> String {
    format!("{EUR_LEX}{series}:{year}:{number}:FIN")
}

/// The ELI of an act. The year comes first, even for acts whose number does.
pub(crate) fn eli(letters: &str, form: Option<Form>, year: u16, number: u16) -> Option<String> {
    let kind = match (letters, form) {
        ("L", None) => "dir",
        ("L", Some(Form::Implementing)) => "dir_impl",
        ("L", Some(Form::Delegated)) => "dir_del",
        ("R", None) => "reg",
        ("R", Some(Form::Implementing)) => "reg_impl",
        ("R", Some(Form::Delegated)) => "reg_del",
        ("D", None) => "dec",
        ("D", Some(Form::Implementing)) => "dec_impl",
        ("D", Some(Form::Delegated)) => "dec_del",
        ("F", _) => "dec_framw",
        ("H", _) => "reco",
        _ => return None,
    };
    Some(format!(
        "http://data.europa.eu/eli/{kind}/{year}/{number}/oj"
    ))
}

/// The table of contents of an issue of the Official Journal.
pub(crate) fn journal_issue(series: &str, year: u16, number: u32, letter: Option<char>) -> String {
    let letter = letter.map(String::from).unwrap_or_default();
    format!("{EUR_LEX}OJ:{series}:{year}:{number:03}{letter}:TOC")
}

/// An item of the Official Journal, published act by act since October 2023.
pub(crate) fn journal_item(series: &str, year: u16, number: u32) -> String {
    format!("{EUR_LEX}OJ:{series}_{year}{number:05}")
}

/// A Council document in French; `suffix` is `INIT`, `REV 1`…
pub(crate) fn council(number: u32, year: u16, suffix: &str) -> String {
    let suffix = suffix.replace(' ', "-");
    format!("https://data.consilium.europa.eu/doc/document/ST-{number}-{year}-{suffix}/fr/pdf")
}

/// A resolution of the Security Council.
pub(crate) fn security_council(number: u32, year: u16) -> String {
    format!("https://undocs.org/S/RES/{number}({year})")
}

/// A case, on the site of the Court.
pub(crate) fn case(number: &str) -> String {
    format!("https://curia.europa.eu/juris/liste.jsf?num={number}")
}

/// A judgment, by its identifier.
pub(crate) fn ecli(identifier: &str) -> String {
    format!("https://e-justice.europa.eu/ecli/{identifier}")
}

/// A publication of the Joint Research Centre.
pub(crate) fn jrc(number: u32) -> String {
    format!("https://publications.jrc.ec.europa.eu/repository/handle/JRC{number}")
}

/// A treaty of the Council of Europe, in French.
pub(crate) fn council_of_europe(number: u32) -> String {
    format!(
        "https://www.coe.int/fr/web/conventions/full-list?module=treaty-detail&treatynum={number:03}"
    )
}
