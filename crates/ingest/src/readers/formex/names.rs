//! Which elements are words of a sentence, and which are no text.

use super::super::markup::Node;

/// Roots that no other family of XML has.
const OWN_ROOTS: &[&str] = &[
    "ACT",
    "AGR",
    "ANNEX",
    "CJT",
    "CONS.ACT",
    "CONS.ANNEX",
    "CONS.DOC",
    "CORR",
    "DECISION.ECR",
    "ECR.GENERAL",
    "JUDGMENT",
    "LSEU",
    "ORDER.PI",
    "PROT",
    "REPORT.HEARING",
    "SUMMARY.DECISION",
    "SUMMARY.JUDGMENT",
];

/// Roots that other families may have too. `DOC` and `PUBLICATION` list the
/// files of an act or of an issue and are recognised only to say so.
const COMMON_ROOTS: &[&str] = &[
    "CASE",
    "COMPETITION",
    "CONCLUSION",
    "DECISION",
    "DOC",
    "FMX",
    "GENERAL",
    "LETTER",
    "OJ",
    "OPINION",
    "ORDER",
    "PROC",
    "PUBLICATION",
    "RECOMMENDATION",
    "RULING",
    "SE",
    "SUMMARY",
];

/// What files with those roots have near their head.
const SIGNS: &[&str] = &[
    "<BIB.",
    "<FMX",
    "<TITLE><TI",
    "<TI>",
    "<CONTENTS>",
    "<PREAMBLE>",
];

/// True for a root of Formex 4, by its name and what follows it.
pub(super) fn is_root(name: &str, head: &str) -> bool {
    OWN_ROOTS.contains(&name)
        || (COMMON_ROOTS.contains(&name) && SIGNS.iter().any(|sign| head.contains(sign)))
}

/// Roots that only list other files.
pub(super) const LISTS: &[&str] = &["DOC", "PUBLICATION", "OJ", "FMX"];

/// Bibliography, running heads, page references: nothing that is read.
pub(super) fn is_no_text(name: &str) -> bool {
    name.starts_with("BIB.")
        || matches!(
            name,
            "CURR.TITLE"
                | "DOCUMENT.REF"
                | "FAM.COMP"
                | "FMX"
                | "IE"
                | "INCLUSIONS"
                | "INFO.CONSLEG"
                | "INFO.PROD"
                | "ITEM.REF"
                | "PAPER"
                | "PDF"
                | "PUBLICATION.REF"
                | "colspec"
                | "spanspec"
        )
}

/// Elements that stand in a sentence. What is not named here and in no other
/// rule stands on its own.
pub(super) fn is_inline(name: &str) -> bool {
    name.starts_with("REF.")
        || matches!(
            name,
            "ACRONYM"
                | "ADDR"
                | "DATE"
                | "EXPONENT"
                | "FORMULA"
                | "FT"
                | "HT"
                | "INF"
                | "KEYWORD"
                | "LINK"
                | "MARGIN"
                | "NAME.CASE"
                | "NO.CASE"
                | "NO.CELEX"
                | "NO.ECLI"
                | "NOTE"
                | "PERIOD"
                | "PREFIX"
                | "QUOT.END"
                | "QUOT.START"
                | "SUP"
                | "TERM"
                | "UNIT"
        )
}

/// True for a quotation in the middle of a sentence: nothing in it stands on
/// its own.
pub(super) fn is_sentence(node: Node<'_>) -> bool {
    node.elements().all(|child| {
        let name = child.name();
        name.starts_with('?') || is_inline(name) || is_no_text(name)
    })
}

/// The sign of an operator in a formula.
pub(super) fn operator(kind: &str) -> &'static str {
    match kind {
        "PLUS" => "+",
        "MINUS" => "−",
        "PLUSMINUS" => "±",
        "MULT" => "×",
        "DIV" => "÷",
        "CARTPROD" => "∙",
        "EQ" => "=",
        "NE" => "≠",
        "LT" => "<",
        "LE" | "LTEQ" => "≤",
        "GT" => ">",
        "GE" | "GTEQ" => "≥",
        "AP" | "APPR" => "≈",
        _ => "",
    }
}
