//! Whether two words are one, in another number or gender.
//!
//! A stem joins more: *armes* and *armée*, *traite* and *traitement*, *port*, *porte* and *porteur*. What is joined here
//! differs in an ending that makes no other word: a plural, or the feminine of an adjective with an ending of its own. A
//! feminine in *-e* alone may be another word (*port* and *porte*), so that it is none of them.

use std::collections::HashSet;

use crate::stem;

/// Whether two folded words are the same word.
pub fn is_same_word(one: &str, other: &str) -> bool {
    one == other
        || is_english_plural(one, other)
        || is_english_plural(other, one)
        || have_one_stem(one, other)
            && singulars(one)
                .iter()
                .any(|singular| singulars(other).contains(singular))
}

/// *policies* of *policy*.
fn is_english_plural(plural: &str, singular: &str) -> bool {
    let root = plural.strip_suffix("ies");
    root.is_some_and(|root| singular.strip_suffix('y') == Some(root))
}

/// The forms that a folded word may have as the same word, itself first.
pub fn same_words(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    for singular in singulars(word) {
        for (feminine, masculine) in FEMININES {
            let root = singular.strip_suffix(masculine);
            forms.extend(root.map(|root| format!("{root}{feminine}")));
        }
        let root = singular
            .strip_suffix("ail")
            .or_else(|| singular.strip_suffix("al"));
        forms.extend(root.map(|root| format!("{root}aux")));
        // English.
        forms.extend(singular.strip_suffix('y').map(|root| format!("{root}ies")));
        forms.extend(singular.strip_suffix("ie").map(|root| format!("{root}y")));
        forms.push(singular);
    }
    for at in 0..forms.len() {
        let plurals = forms
            .get(at)
            .map(|form| [format!("{form}s"), format!("{form}x")]);
        forms.extend(plurals.into_iter().flatten());
    }
    let mut known = HashSet::new();
    forms.retain(|form| is_same_word(form, word) && known.insert(form.clone()));
    forms
}

/// Words that the stemmer keeps apart, *foi* and *fois*, are two.
fn have_one_stem(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.to_owned(), other.to_owned());
    stem::french(&mut one);
    stem::french(&mut other);
    one == other
}

/// Feminine endings and their masculines.
const FEMININES: [(&str, &str); 15] = [
    ("aine", "ain"),
    ("aise", "ais"),
    ("ale", "al"),
    ("ante", "ant"),
    ("elle", "el"),
    ("enne", "en"),
    ("ente", "ent"),
    ("ere", "er"),
    ("ete", "et"),
    ("eure", "eur"),
    ("euse", "eux"),
    ("ique", "ic"),
    ("ive", "if"),
    ("oise", "ois"),
    ("ouvelle", "ouveau"),
];

/// Letters of the shortest word whose feminine is looked at: *ive* in *rive* is none.
const SHORTEST: usize = 6;

/// What a word may be in the masculine singular.
fn singulars(word: &str) -> Vec<String> {
    let mut all = vec![word.to_owned()];
    if word.len() > 3 {
        all.extend(word.strip_suffix(['s', 'x']).map(str::to_owned));
    }
    if let Some(root) = word.strip_suffix("aux").filter(|root| !root.is_empty()) {
        all.extend([format!("{root}al"), format!("{root}ail")]);
    }
    for at in 0..all.len() {
        let Some(word) = all.get(at).filter(|word| word.len() >= SHORTEST) else {
            continue;
        };
        let masculines = FEMININES.iter().filter_map(|(feminine, masculine)| {
            let root = word.strip_suffix(feminine)?;
            Some(format!("{root}{masculine}"))
        });
        let masculines: Vec<String> = masculines.collect();
        all.extend(masculines);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{is_same_word, same_words};

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
            ("bail", "baux"),
            ("competent", "competentes"),
            ("importante", "importants"),
            ("majeur", "majeures"),
            ("nouveaux", "nouvelle"),
            ("premiere", "premiers"),
            ("complet", "completes"),
            ("francais", "francaise"),
            ("humaines", "humain"),
            ("policy", "policies"),
            ("gaz", "gaz"),
        ] {
            assert!(is_same_word(one, other), "{one} {other}");
            assert!(is_same_word(other, one), "{other} {one}");
            for (word, form) in [(one, other), (other, one)] {
                let same = same_words(word);
                assert!(same.contains(&form.to_owned()), "{word}: {same:?}");
            }
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
            assert!(
                !same_words(one).contains(&other.to_owned()),
                "{one} {other}"
            );
        }
    }
}
