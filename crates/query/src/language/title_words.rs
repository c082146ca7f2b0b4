//! Words that stand beside a reference and are part of how people write it out.

use renvoi_analysis::{Chain, terms};

/// What words beside a reference are, folded, that only say which document it is: *arrêt C-131/12*, *directive (UE)
/// 2022/2555 du Parlement européen et du Conseil du 14 décembre 2022*. They are nothing that its passages are asked for.
const PARTS_OF_TITLES: &[&str] = &[
    "acte",
    "affaire",
    "affaires",
    "arret",
    "avis",
    "banque",
    "cadre",
    "centrale",
    "commission",
    "communication",
    "conjointe",
    "conseil",
    "convention",
    "cour",
    "decision",
    "delegue",
    "directive",
    "europeen",
    "europeenne",
    "execution",
    "ordonnance",
    "parlement",
    "proposition",
    "rapport",
    "recommandation",
    "reglement",
    "resolution",
    "traite",
    "union",
    "ue",
    "ce",
    "cee",
    "euratom",
    "jai",
    "pesc",
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

/// Whether a word may be part of the title of the document that stands beside it.
pub(crate) fn is_part_of_title(word: &str) -> bool {
    let parts = terms(word, Chain::Exact);
    parts.iter().all(|part| {
        let number = part
            .trim_end_matches("er")
            .bytes()
            .all(|b| b.is_ascii_digit());
        number || PARTS_OF_TITLES.contains(&part.as_str())
    })
}
