//! Stemming of English by Snowball's rules, and light stemming of French.
//!
//! The rules are those of Jacques Savoy's light stemmer for French (Savoy,
//! "Light stemming approaches for the French, Portuguese, German and Hungarian
//! languages", SAC 2006), the one that Lucene has as `FrenchLightStemmer`. They
//! take off plurals, feminines and the commonest derivations, and leave verbs
//! nearly alone.
//!
//! Three things differ. Words come folded, so that a query typed without accents
//! meets the same rules as the text; the rules are therefore written without
//! accents (`ere` for `ère`). And short feminines meet their masculines (*active*
//! and *actif*, *dernière* and *dernier*, *publique* and *public*), with a list of
//! the irregular ones: the original leaves words below its lengths alone. And
//! verbs in the third person plural meet their infinitives (*veillent*, *veiller*)
//! where no noun or adjective ends as they do.

use frostem::{Algorithm, Stemmer};

/// Stems a folded word of English in place.
pub(crate) fn english(word: &mut String) {
    if !is_stemmed(word) {
        return;
    }
    let stem = Stemmer::new(Algorithm::English).stem(word).into_owned();
    *word = stem;
}

/// Words with anything but letters `a` to `z` are left as they are: numbers and
/// references have no plural.
fn is_stemmed(word: &str) -> bool {
    word.len() > 3 && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// What becomes of an ending.
struct Rule {
    ending: &'static str,
    /// The word must have more letters than this.
    longer_than: usize,
    becomes: &'static str,
    /// Whether later rules may apply to the outcome.
    goes_on: bool,
}

const fn last(ending: &'static str, longer_than: usize, becomes: &'static str) -> Rule {
    Rule {
        ending,
        longer_than,
        becomes,
        goes_on: false,
    }
}

const fn then(ending: &'static str, longer_than: usize, becomes: &'static str) -> Rule {
    Rule {
        ending,
        longer_than,
        becomes,
        goes_on: true,
    }
}

/// In order; the first that ends the word and does not go on is the last.
const RULES: &[Rule] = &[
    last("issement", 9, "ir"),
    last("issant", 8, "ir"),
    last("ivement", 6, "if"),
    last("ement", 6, "e"),
    last("ficatrice", 11, "fier"),
    last("ficateur", 10, "fier"),
    last("catrice", 9, "quer"),
    last("cateur", 8, "quer"),
    last("atrice", 8, "er"),
    last("ateur", 7, "er"),
    then("trice", 6, "teur"),
    last("ieme", 5, ""),
    last("teuse", 7, "ter"),
    last("teur", 6, "ter"),
    last("euse", 5, "eu"),
    last("ere", 6, "er"),
    // Comparatives: "extérieure", "majeure", "meilleure".
    last("eure", 5, "eur"),
    last("ive", 5, "if"),
    last("folle", 4, "fou"),
    last("molle", 4, "mou"),
    last("nnelle", 9, "n"),
    last("nnel", 9, "n"),
    then("ique", 8, ""),
    last("ique", 5, "ic"),
    last("esse", 8, "e"),
    last("inage", 7, "in"),
    last("ualisation", 12, "uel"),
    last("isation", 9, ""),
    last("isateur", 9, ""),
    last("ation", 8, ""),
    last("ition", 8, ""),
];

/// Endings of verbs in the third person plural that are those of no noun and no
/// adjective (*agent*, *excellent*, *fréquent*), the longer before the shorter,
/// and the ending of their infinitives.
const VERBS: &[(&str, &str)] = &[
    ("issent", "ir"),
    ("mettent", "mettre"),
    ("prennent", "prendre"),
    ("tiennent", "tenir"),
    ("viennent", "venir"),
    ("illent", "iller"),
    ("isent", "iser"),
    ("osent", "oser"),
    ("usent", "user"),
    ("ensent", "enser"),
    ("assent", "asser"),
    ("essent", "esser"),
    ("ifient", "ifier"),
    ("iquent", "iquer"),
    ("onnent", "onner"),
    ("cernent", "cerner"),
    ("ectent", "ecter"),
    ("entent", "enter"),
    ("optent", "opter"),
    ("ortent", "orter"),
    ("igurent", "igurer"),
    ("ssurent", "ssurer"),
    ("esurent", "esurer"),
    ("ectuent", "ectuer"),
    ("aluent", "aluer"),
    ("ibuent", "ibuer"),
    ("ituent", "ituer"),
];

/// Letters of the shortest verb with one of these endings: *visent*.
const SHORTEST_VERB: usize = 6;

/// Plurals and feminines that no rule makes of their singulars and masculines.
const IRREGULAR: &[(&str, &str)] = &[
    ("baux", "bail"),
    ("blanche", "blanc"),
    ("demeure", "demeurer"),
    ("egaux", "egal"),
    ("fausse", "faux"),
    ("longue", "long"),
    ("nouvelle", "nouveau"),
    ("franche", "franc"),
    ("grecque", "grec"),
    ("travaux", "travail"),
    ("turque", "turc"),
    ("yeux", "oeil"),
];

/// Words that the rules would make another word of: *foi*, *payer*, *pris*,
/// *crime*.
const KEPT: &[&str] = &["crimee", "fois", "pays", "prix"];

/// Masculines whose last letter is no plural: their feminines keep it (*incluse*,
/// *divers* and *diverses*).
const MASCULINE: &[&str] = &[
    "clos", "concis", "confus", "diffus", "divers", "enclos", "epars", "inclus", "indecis",
    "intrus", "omis", "pervers", "precis", "reclus",
];

/// Endings of such masculines: *français*, *danois*, *transmis*, *compris*,
/// *requis*.
const MASCULINE_ENDINGS: &[&str] = &["ais", "ois", "mis", "pris", "quis"];

/// Plurals that end so.
const PLURAL: &[&str] = &[
    "balais",
    "convois",
    "deblais",
    "delais",
    "effrois",
    "emplois",
    "ennemis",
    "envois",
    "essais",
    "octrois",
    "parois",
    "pourvois",
    "remblais",
    "renvois",
    "reemplois",
    "tournois",
    "tsunamis",
];

/// Letters of the shortest of the masculines with these endings: *remis*,
/// *acquis*, *danois*; *lois* and *amis* are plurals.
const SHORTEST_MASCULINE: usize = 5;

/// Stems a folded word of French in place.
pub(crate) fn french(word: &mut String) {
    if !is_stemmed(word) || KEPT.contains(&word.as_str()) {
        return;
    }
    let singular = word.strip_suffix('s').unwrap_or(word);
    if let Some((_, base)) = IRREGULAR.iter().find(|(form, _)| *form == singular) {
        word.clear();
        word.push_str(base);
    }
    plural(word);
    if word.len() >= SHORTEST_VERB && word.ends_with("ent") {
        let verb = VERBS.iter().find(|(ending, _)| word.ends_with(ending));
        if let Some((ending, infinitive)) = verb {
            word.truncate(word.len() - ending.len());
            word.push_str(infinitive);
        }
    }
    for rule in RULES {
        // The last letter rules out most rules at the price of a comparison.
        if word.len() > rule.longer_than
            && word.as_bytes().last() == rule.ending.as_bytes().last()
            && word.ends_with(rule.ending)
        {
            word.truncate(word.len() - rule.ending.len());
            word.push_str(rule.becomes);
            if !rule.goes_on {
                break;
            }
        }
    }
    normalise(word);
}

fn plural(word: &mut String) {
    if word.len() > 5 && word.ends_with("aux") && !word.ends_with("eaux") {
        word.truncate(word.len() - 2);
        word.push('l');
    }
    if word.len() > 3 && word.ends_with('x') {
        word.pop();
    }
    if word.len() > 3 && word.ends_with('s') && !is_masculine(word) {
        word.pop();
    }
}

/// Whether the last letter of a word in *-s* is no plural.
fn is_masculine(word: &str) -> bool {
    if MASCULINE.contains(&word) {
        return true;
    }
    word.len() >= SHORTEST_MASCULINE
        && MASCULINE_ENDINGS
            .iter()
            .any(|ending| word.ends_with(ending))
        && !PLURAL.contains(&word)
}

/// Makes double letters single and takes off what is left of the ending of a
/// feminine or an infinitive.
fn normalise(word: &mut String) {
    if word.len() > 4 {
        let mut before = '\0';
        word.retain(|c| {
            let keep = c != before;
            before = c;
            keep
        });
        if word.len() > 4 && word.ends_with("ie") {
            word.truncate(word.len() - 2);
        }
    }
    if word.len() > 4 {
        if word.ends_with('r') {
            word.pop();
        }
        if word.ends_with('e') {
            word.pop();
        }
        if word.ends_with('e') {
            word.pop();
        }
        let bytes = word.as_bytes();
        if let [.., a, b] = bytes
            && a == b
        {
            word.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::french;

    #[test]
    fn forms_of_one_word_meet() {
        for forms in [
            &["menace", "menaces"][..],
            &["national", "nationaux", "nationale", "nationales"],
            &["securite", "securites"],
            &["critique", "critiques"],
            &["actif", "actifs"],
            &["europeen", "europeens"],
            &["reseau", "reseaux"],
            &["directrice", "directeur"],
            &["cooperation", "cooperations"],
            &["evenement", "evenements"],
            &["actif", "active", "actives"],
            &["dernier", "derniere", "dernieres"],
            &["public", "publique", "publiques", "publics"],
            &["travail", "travaux"],
            &["egal", "egaux", "egale"],
            &["francais", "francaise", "francaises"],
            &["danois", "danoise"],
            &["transmis", "transmise", "transmises"],
            &["inclus", "incluses"],
            &["divers", "diverse"],
            &["ecossais", "ecossaise"],
            &["emploi", "emplois"],
            &["delai", "delais"],
            &["exterieur", "exterieure", "exterieurs", "exterieures"],
            &["majeur", "majeure"],
            &["meilleur", "meilleures"],
            &["nouveau", "nouvelle", "nouveaux", "nouvelles"],
            &["long", "longue", "longues"],
            &["demeure", "demeures", "demeurer"],
            &["veille", "veiller", "veillent"],
            &["etablir", "etablissent", "etablissement"],
            &["utilise", "utiliser", "utilisent"],
            &["notifier", "notifient"],
            &["transmettre", "transmettent"],
            &["proposer", "proposent"],
            &["respecter", "respectent"],
            &["appliquer", "appliquent"],
            &["obtenir", "obtiennent"],
            &["effectuer", "effectuent"],
        ] {
            let stems: Vec<String> = forms
                .iter()
                .map(|form| {
                    let mut word = (*form).to_owned();
                    french(&mut word);
                    word
                })
                .collect();
            assert!(
                stems.windows(2).all(|w| w[0] == w[1]),
                "{forms:?}: {stems:?}"
            );
        }
    }

    #[test]
    fn other_words_stay_apart() {
        for words in [
            ["crime", "crimee"],
            ["prix", "pris"],
            ["foi", "fois"],
            ["pays", "payer"],
        ] {
            let [first, second] = words.map(|word| {
                let mut word = word.to_owned();
                french(&mut word);
                word
            });
            assert_ne!(first, second, "{words:?}");
        }
    }

    #[test]
    fn numbers_and_short_words_stay() {
        for word in ["ue", "5g", "2016", "nis2", "eux", "s"] {
            let mut stem = word.to_owned();
            french(&mut stem);
            assert_eq!(stem, word);
        }
    }
}
