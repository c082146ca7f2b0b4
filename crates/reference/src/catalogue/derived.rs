//! Names that follow from others: with the type of the instrument before them in French, behind them in English.

use crate::Key;
use crate::names::type_of;

/// Words of a name that a type is put beside; longer ones are descriptions.
const LONGEST: usize = 3;

/// Last words of names that hold their type already: *Whistleblower Directive*, *AI Act* apart, which takes one.
const TYPED: [&str; 8] = [
    "directive",
    "regulation",
    "decision",
    "convention",
    "judgment",
    "strategy",
    "recommendation",
    "agreement",
];

/// First words of names that hold their type already and are no type of act.
const OPENING: [&str; 9] = [
    "arrêt",
    "affaire",
    "convention",
    "accord",
    "code",
    "paquet",
    "stratégie",
    "plan",
    "loi",
];

/// The longer names of an instrument with this key that is called `name`.
pub(super) fn with_type(key: &Key, name: &str) -> Vec<String> {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    let holds_type = type_of(name).is_some()
        || words
            .first()
            .is_some_and(|first| OPENING.contains(&first.as_str()))
        || words
            .last()
            .is_some_and(|last| TYPED.contains(&last.as_str()));
    if holds_type || words.len() > LONGEST {
        return Vec::new();
    }
    let (before, behind): (&[&str], &[&str]) = match letter(key.as_str()) {
        Some('L') => (&["directive"], &["Directive"]),
        Some('R') => (&["règlement"], &["Regulation"]),
        Some('D') => (&["décision"], &["Decision"]),
        Some('F') => (&["décision-cadre"], &["Framework Decision"]),
        Some('H') => (&["recommandation"], &["Recommendation"]),
        Some('C' | 'T') => (&["arrêt", "affaire"], &["judgment"]),
        _ => (&[], &[]),
    };
    let french = before.iter().map(|what| format!("{what} {name}"));
    let english = behind.iter().map(|what| format!("{name} {what}"));
    french.chain(english).collect()
}

/// The letter that says what an instrument is: of a CELEX number, or of a court before a case.
fn letter(key: &str) -> Option<char> {
    if let Some(rest) = key.strip_prefix('3') {
        return rest.chars().nth(4).filter(char::is_ascii_uppercase);
    }
    let court = key.chars().next()?;
    key.get(1..2)
        .filter(|mark| *mark == "-" && matches!(court, 'C' | 'T'))
        .map(|_| court)
}
