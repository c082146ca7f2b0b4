//! Words that say little of a topic: articles, pronouns, prepositions, question
//! words, auxiliaries. They are indexed like others, since phrases and titles
//! are made of them; a query counts them for less.

/// Folded, in alphabetical order.
const SMALL: &[&str] = &[
    "a", "afin", "ai", "ainsi", "as", "au", "auquel", "aura", "auront", "aussi", "autre", "autres",
    "aux", "auxquelles", "auxquels", "avaient", "avait", "avec", "avez", "avoir", "avons", "c",
    "ca", "car", "ce", "ceci", "cela", "celle", "celles", "celui", "ces", "cet", "cette", "ceux",
    "chez", "combien", "comme", "comment", "d", "dans", "de", "des", "desquelles", "desquels",
    "dois", "doit", "doivent", "donc", "dont", "du", "duquel", "elle", "elles", "en", "entre",
    "es", "est", "et", "etaient", "etait", "etant", "ete", "etes", "etre", "eu", "eux", "faire",
    "fait", "faut", "font", "furent", "fut", "il", "ils", "j", "je", "l", "la", "laquelle", "le",
    "lequel", "les", "lesquelles", "lesquels", "leur", "leurs", "lors", "lui", "m", "ma", "mais",
    "me", "meme", "memes", "mes", "mon", "n", "ne", "ni", "nos", "notre", "nous", "on", "ont",
    "or", "ou", "par", "pas", "peut", "peuvent", "peux", "plus", "pour", "pourquoi", "pouvoir",
    "qu", "quand", "que", "quel", "quelle", "quelles", "quels", "qui", "quoi", "s", "sa", "sans",
    "se", "selon", "sera", "serait", "seront", "ses", "si", "son", "sont", "sous", "sur", "t", "ta",
    "te", "tes", "ton", "tous", "tout", "toute", "toutes", "tres", "tu", "un", "une", "va", "vers",
    "vont", "vos", "votre", "vous", "y",
];

/// Whether a folded word says little of a topic.
pub fn says_little(folded: &str) -> bool {
    SMALL.binary_search(&folded).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_can_be_searched() {
        assert!(SMALL.is_sorted());
        assert!(says_little("les") && says_little("quelle") && !says_little("securite"));
    }
}
