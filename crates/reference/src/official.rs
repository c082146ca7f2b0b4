//! The names of instruments for people to read: `Directive (UE) 2022/2555`, and `SRI 2` from a title.
//!
//! How acts are numbered changed with the treaties and in 1999 and 2015; the rules are those of the Interinstitutional
//! Style Guide of the Union.

use crate::fold::{Class, classify};
use crate::{Celex, Key, Kind, scan};

/// First day of the Treaty on European Union, and of the Treaty of Lisbon: before them acts were of the EEC, then of the
/// EC.
const UNION: &str = "1993-11-01";
const LISBON: &str = "2009-12-01";

/// First year of one numbering for all acts, and of years with four digits.
const ONE_SERIES: u16 = 2015;
const FOUR_DIGITS: u16 = 1999;

/// How texts cite the instrument with a key; `date` is the day of its adoption, `YYYY-MM-DD`.
pub(crate) fn name_of(key: &Key, institution: Option<&str>, date: Option<&str>) -> String {
    let Ok(celex) = key.as_str().parse::<Celex>() else {
        return match key.as_str().strip_prefix("STCE ") {
            Some(number) => format!("STCE n° {number}"),
            None => key.to_string(),
        };
    };
    let named = (celex.sector() == 3).then(|| of_act(&celex, institution, date));
    named.flatten().unwrap_or_else(|| format!("CELEX {celex}"))
}

fn of_act(celex: &Celex, institution: Option<&str>, date: Option<&str>) -> Option<String> {
    let kind = match celex.letters() {
        "L" => "Directive",
        "R" => "Règlement",
        "D" => "Décision",
        "F" => "Décision-cadre",
        "H" => "Recommandation",
        _ => return None,
    };
    let (year, number) = (celex.year(), celex.number());
    if celex.letters() == "F" {
        return Some(format!("{kind} {year}/{number}/JAI"));
    }
    if year >= ONE_SERIES {
        return Some(format!("{kind} (UE) {year}/{number}"));
    }
    let written = year.to_string();
    let date = date.unwrap_or(&written);
    let body = match date {
        day if day < UNION => "CEE",
        day if day < LISBON => "CE",
        _ => "UE",
    };
    let short = if year < FOUR_DIGITS { year % 100 } else { year };
    // The acts of Parliament and Council together, the only decisions with *n°*, were counted apart.
    let joint = institution.is_some_and(is_joint);
    Some(match celex.letters() {
        "R" => format!("{kind} ({body}) n° {number}/{short}"),
        "D" if joint => format!("{kind} n° {number}/{short}/{body}"),
        _ => format!("{kind} {short}/{number}/{body}"),
    })
}

/// Whether an institution is Parliament and Council together.
pub(crate) fn is_joint(institution: &str) -> bool {
    institution.starts_with("Parlement") && institution.contains("Conseil")
}

/// Code points of a title within which its own number stands.
const HEAD: usize = 110;

/// How the title of an act names it: its type and number as printed, in small letters. `None` when the head of the
/// title does not cite `key`.
///
/// ```
/// let key = "32024R2690".parse()?;
/// let title = "RÈGLEMENT D’EXÉCUTION (UE) 2024/2690 DE LA COMMISSION du 17 octobre 2024 établissant des règles";
/// let name = renvoi_reference::name_in_title(title, &key);
/// assert_eq!(name.as_deref(), Some("Règlement d’exécution (UE) 2024/2690"));
/// # Ok::<(), renvoi_reference::KeyError>(())
/// ```
pub fn name_in_title(title: &str, key: &Key) -> Option<String> {
    let head: String = title.chars().take(HEAD).collect();
    let own = scan(&head)
        .into_iter()
        .find(|citation| citation.key == *key)?;
    let is_act = own.celex.is_some() && own.text.contains(char::is_alphabetic);
    let opens = own.text.starts_with(|c: char| c.is_alphabetic()) && own.start < HEAD / 2;
    (is_act && opens && own.kind != Kind::Celex).then(|| in_small_letters(&own.text))
}

/// `RÈGLEMENT D’EXÉCUTION (UE) NO 12/2031` as `Règlement d’exécution (UE) n° 12/2031`.
fn in_small_letters(name: &str) -> String {
    let mut small = String::with_capacity(name.len());
    for (at, word) in name.split_whitespace().enumerate() {
        if at > 0 {
            small.push(' ');
        }
        let number = matches!(word, "no" | "NO" | "No" | "nº" | "N°" | "Nº" | "n°");
        if number {
            small.push_str("n°");
        } else if word.contains(['(', ')', '/']) || word.contains(|c: char| c.is_ascii_digit()) {
            small.push_str(word);
        } else {
            small.push_str(&word.to_lowercase());
        }
    }
    let mut letters = small.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// Words that a short name in a title begins with, folded; what follows is what the act is called.
const SHORT_NAMES: [&str; 9] = [
    "directive",
    "reglement",
    "decision",
    "decisioncadre",
    "legislation",
    "acte",
    "loi",
    "code",
    "convention",
];

/// Code points of a short name.
const LONGEST_SHORT: usize = 90;

/// What the title of an act says that it is called, in brackets at its end: `SRI 2` of *… (directive SRI 2)*, *règlement
/// général sur la protection des données* of *… (règlement général sur la protection des données)*.
pub fn short_name_in_title(title: &str) -> Option<String> {
    let brackets = title.rmatch_indices('(').filter_map(|(at, _)| {
        let (before, inside) = (title.get(..at)?, title.get(at + 1..)?);
        // Behind the number of another act the bracket says what that one is called.
        let digit = before.trim_end().ends_with(|c: char| c.is_ascii_digit());
        let of_another =
            digit || before.trim_end().ends_with(['E', 'I', 'C']) && before.contains('/');
        inside.split_once(')').filter(|_| !of_another)
    });
    let mut names = brackets.map(|(name, _)| name.trim());
    let name = names.find(|name| {
        let first = name.split([' ', '\u{a0}']).next().unwrap_or_default();
        name.chars().count() <= LONGEST_SHORT
            && name.contains(char::is_whitespace)
            && !name.contains('/')
            && SHORT_NAMES.contains(&fold(first).as_str())
    })?;
    let name = name.trim_matches(['«', '»', ' ', '\u{a0}', '"', '“', '”']);
    let (first, rest) = name.split_once(char::is_whitespace)?;
    let rest = rest.trim_start_matches(['«', ' ', '\u{a0}', '"', '“']);
    // "directive SRI 2", but "règlement sur les services numériques".
    let is_acronym = |word: &str| word.chars().filter(|c| c.is_uppercase()).count() > 1;
    let in_capitals = !name.contains(char::is_lowercase);
    let acronym = !in_capitals && rest.split_whitespace().next().is_some_and(is_acronym);
    Some(if acronym {
        rest.to_owned()
    } else if in_capitals {
        name.to_lowercase()
    } else {
        format!("{first} {rest}")
    })
}

/// A name without accents, case, spaces and the marks that names are compared without.
pub(crate) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        match classify(c) {
            Class::Letter(first, second) => {
                folded.push(char::from(first));
                folded.extend(second.map(char::from));
            }
            Class::Digit(digit) => folded.push(char::from(b'0' + digit)),
            Class::Mark(mark) if !matches!(mark, '-' | '\'' | '/') => folded.push(mark),
            _ => {}
        }
    }
    folded
}
