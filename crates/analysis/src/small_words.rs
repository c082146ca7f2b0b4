//! Words that say little of a topic: articles, pronouns, prepositions, question
//! words, auxiliaries. They are indexed like others, since phrases and titles
//! are made of them; a query counts them for less.

/// Folded, in alphabetical order.
const SMALL: &[&str] = &[
    "a",
    "afin",
    "ai",
    "ainsi",
    "as",
    "au",
    "auquel",
    "aura",
    "auront",
    "aussi",
    "autre",
    "autres",
    "aux",
    "auxquelles",
    "auxquels",
    "avaient",
    "avait",
    "avec",
    "avez",
    "avoir",
    "avons",
    "c",
    "ca",
    "car",
    "ce",
    "ceci",
    "cela",
    "celle",
    "celles",
    "celui",
    "ces",
    "cet",
    "cette",
    "ceux",
    "chez",
    "combien",
    "comme",
    "comment",
    "d",
    "dans",
    "de",
    "des",
    "desquelles",
    "desquels",
    "dois",
    "doit",
    "doivent",
    "donc",
    "dont",
    "du",
    "duquel",
    "elle",
    "elles",
    "en",
    "entre",
    "es",
    "est",
    "et",
    "etaient",
    "etait",
    "etant",
    "ete",
    "etes",
    "etre",
    "eu",
    "eux",
    "faire",
    "fait",
    "faut",
    "font",
    "furent",
    "fut",
    "il",
    "ils",
    "j",
    "je",
    "l",
    "la",
    "laquelle",
    "le",
    "lequel",
    "les",
    "lesquelles",
    "lesquels",
    "leur",
    "leurs",
    "lors",
    "lui",
    "m",
    "ma",
    "mais",
    "me",
    "meme",
    "memes",
    "mes",
    "mon",
    "n",
    "ne",
    "ni",
    "nos",
    "notre",
    "nous",
    "on",
    "ont",
    "or",
    "ou",
    "par",
    "pas",
    "peut",
    "peuvent",
    "peux",
    "plus",
    "pour",
    "pourquoi",
    "pouvoir",
    "qu",
    "quand",
    "que",
    "quel",
    "quelle",
    "quelles",
    "quels",
    "qui",
    "quoi",
    "s",
    "sa",
    "sans",
    "se",
    "selon",
    "sera",
    "serait",
    "seront",
    "ses",
    "si",
    "son",
    "sont",
    "sous",
    "sur",
    "t",
    "ta",
    "te",
    "tes",
    "ton",
    "tous",
    "tout",
    "toute",
    "toutes",
    "tres",
    "tu",
    "un",
    "une",
    "va",
    "vers",
    "vont",
    "vos",
    "votre",
    "vous",
    "y",
];

/// Whether a folded word says little of a topic.
pub fn says_little(folded: &str) -> bool {
    SMALL.binary_search(&folded).is_ok()
}

/// Words that an accent parts from small ones.
const ACCENTED: &[&str] = &["dû", "sûr"];

/// Whether a word that folds to a small one is another as it is written: *sûr*,
/// and the acronyms *CE*, *SI*. In a text all in capitals the small ones are so
/// too.
pub fn is_no_small_word(written: &str) -> bool {
    let mut letters = written.chars();
    let capitals = letters.clone().count() > 1 && letters.all(char::is_uppercase);
    capitals || ACCENTED.contains(&written)
}

/// English ones, in alphabetical order. Those that are words of French with
/// something to say are not here: *an*, *but*, *can*, *do*, *may*.
const SMALL_ENGLISH: &[&str] = &[
    "about", "also", "and", "any", "are", "at", "be", "been", "being", "between", "both", "by",
    "could", "did", "does", "each", "for", "from", "had", "has", "have", "having", "how", "in",
    "into", "is", "it", "its", "more", "most", "must", "not", "of", "other", "our", "shall",
    "should", "so", "some", "such", "than", "that", "the", "their", "them", "then", "there",
    "these", "they", "this", "those", "through", "to", "under", "upon", "was", "we", "were",
    "what", "when", "where", "whether", "which", "while", "who", "whose", "why", "will", "with",
    "within", "without", "would", "you", "your",
];

/// Whether a word says little of a topic in English. It is taken as it is
/// written, since accents and capitals make others of some: *thé* is not *the*,
/// nor *WHO* *who*.
pub fn says_little_in_english(written: &str) -> bool {
    written.contains(|c: char| c.is_ascii_lowercase())
        && SMALL_ENGLISH
            .iter()
            .any(|small| small.eq_ignore_ascii_case(written))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_can_be_searched() {
        assert!(SMALL.is_sorted());
        assert!(says_little("les") && says_little("quelle") && !says_little("securite"));
        assert!(SMALL_ENGLISH.is_sorted());
        assert!(says_little_in_english("The") && !says_little_in_english("thé"));
        assert!(!says_little_in_english("WHO"), "the organisation");
    }
}
