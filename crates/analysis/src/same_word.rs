//! Whether two words are one, in another number or gender.
//!
//! A stem joins more: *armes* and *armée*, *traite* and *traitement*, *port*, *porte* and *porteur*. What is joined here
//! differs in an ending that makes no other word: a plural, or the feminine of an adjective with an ending of its own. A
//! feminine in *-e* alone may be another word (*port* and *porte*), so that it is none of them.

use crate::stem;

/// Whether two folded words are the same word.
pub fn is_same_word(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (mut own, mut others) = (one.to_owned(), other.to_owned());
    stem::french(&mut own);
    stem::french(&mut others);
    // Words that the stemmer keeps apart, *foi* and *fois*, are two.
    own == others && singulars(one).any(|one| singulars(other).any(|other| one == other))
}

/// Feminine endings and their masculines.
const FEMININES: [(&str, &str); 6] = [
    ("ale", "al"),
    ("elle", "el"),
    ("enne", "en"),
    ("euse", "eux"),
    ("ique", "ic"),
    ("ive", "if"),
];

/// Letters of the shortest word whose ending is looked at: *ive* in *rive* is none.
const SHORTEST: usize = 6;

/// What a word may be in the masculine singular.
fn singulars(word: &str) -> impl Iterator<Item = String> {
    let mut all = vec![word.to_owned()];
    if word.len() > 3 {
        all.extend(word.strip_suffix(['s', 'x']).map(str::to_owned));
    }
    if let Some(root) = word.strip_suffix("aux").filter(|root| root.len() > 1) {
        all.extend([format!("{root}al"), format!("{root}ail")]);
    }
    let mut masculines = Vec::new();
    for word in all.iter().filter(|word| word.len() >= SHORTEST) {
        for (feminine, masculine) in FEMININES {
            let root = word.strip_suffix(feminine);
            masculines.extend(root.map(|root| format!("{root}{masculine}")));
        }
    }
    all.extend(masculines);
    all.into_iter()
}

#[cfg(test)]
mod tests {
    use super::is_same_word;

    #[test]
    fn numbers_and_genders_of_one_word() {
        for (one, other) in [
            ("arme", "armes"),
            ("travail", "travaux"),
            ("national", "nationaux"),
            ("nationales", "nationaux"),
            ("nationale", "national"),
            ("active", "actifs"),
            ("europeenne", "europeens"),
            ("officielles", "officiel"),
            ("dangereuse", "dangereux"),
            ("publique", "publics"),
            ("reseau", "reseaux"),
            ("gaz", "gaz"),
        ] {
            assert!(is_same_word(one, other), "{one} {other}");
            assert!(is_same_word(other, one), "{other} {one}");
        }
    }

    #[test]
    fn other_words_of_a_stem() {
        for (one, other) in [
            ("armes", "armee"),
            ("armes", "armees"),
            ("traite", "traitement"),
            ("traite", "trait"),
            ("port", "porte"),
            ("port", "porteur"),
            ("directeur", "directrices"),
            ("enqueteur", "enquete"),
            ("parti", "partir"),
            ("foi", "fois"),
        ] {
            assert!(!is_same_word(one, other), "{one} {other}");
        }
    }
}
