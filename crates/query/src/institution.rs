//! Who adopted an act, as far as its number and its title say.

use renvoi_analysis::fold;
use renvoi_document::Document;
use renvoi_reference::{Catalogue, parse};

/// The institutions that documents are filtered by, as they are written; `institution:` takes them in any case and without
/// accents.
const WRITTEN: &[&str] = &[
    "Parlement européen et Conseil",
    "Commission",
    "Commission et haut représentant",
    "Conseil",
    "Conseil européen",
    "Parlement européen",
    "Banque centrale européenne",
    "Cour de justice",
    "Tribunal",
    "Cour des comptes",
    "Conseil de l’Europe",
    "Cour européenne des droits de l’homme",
    "Nations unies",
];

/// Who a document is of, folded: what `institution:` finds it by.
pub fn institution_of(document: &Document) -> Option<String> {
    let reference = document.reference.as_deref().and_then(parse);
    let known = reference.as_ref().and_then(|reference| {
        let known = Catalogue::bundled().institution(&reference.key);
        known.map(str::to_owned)
    });
    let numbered = || reference.as_ref()?.kind.institution().map(str::to_owned);
    let institution = known.or_else(numbered).or_else(|| titled(&document.title));
    institution.map(|name| fold(&name))
}

/// A folded institution as it is written.
pub(crate) fn written(folded: &str) -> Option<&'static str> {
    WRITTEN.iter().copied().find(|name| fold(name) == folded)
}

/// Who adopted an act, by its title.
pub(crate) fn titled(title: &str) -> Option<String> {
    let folded = fold(title);
    let head: String = folded.chars().take(HEAD).collect();
    let said = |words: &str| head.contains(words);
    let name = match () {
        () if said("du parlement europeen et du conseil") => "Parlement européen et Conseil",
        () if said("communication conjointe") => "Commission et haut représentant",
        () if said("de la commission") || said("communication") => "Commission",
        () if said("de la banque centrale europeenne") => "Banque centrale européenne",
        () if said("du conseil") => "Conseil",
        () if said("du parlement europeen") => "Parlement européen",
        () => return None,
    };
    Some(name.to_owned())
}

/// Code points of a title within which it has named its authors.
const HEAD: usize = 150;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn institutions_are_written_as_they_fold() {
        for name in WRITTEN {
            assert_eq!(written(&fold(name)), Some(*name));
        }
        for title in [
            "Règlement (UE) 2030/5 du Parlement européen et du Conseil",
            "Communication conjointe au Parlement européen et au Conseil",
            "Décision du Conseil",
        ] {
            let name = titled(title).expect(title);
            assert_eq!(written(&fold(&name)), Some(name.as_str()));
        }
        assert_eq!(titled("Une fiche"), None);
        for kind in renvoi_reference::Kind::ALL {
            if let Some(name) = kind.institution() {
                assert_eq!(written(&fold(name)), Some(name), "{kind:?}");
            }
        }
    }
}
