//! The lines that the Journal, a consolidated text or an old page prints above
//! an act.

use renvoi_reference::Celex;

use crate::blocks::About;
use crate::readers::dates::date;
use crate::readers::running_head::{RunningHead, consolidated, is_disclaimer};

/// Lines among which the head is looked for.
const LONGEST: usize = 12;
/// Lines between the number of an old page and its place in the Journal: its title.
const LONGEST_TITLE: usize = 6;

/// Bytes of a line of such a title.
const LONGEST_LINE: usize = 1_200;

/// A line in the spelling that the lists of known ones have.
pub(super) fn plain(line: &str) -> String {
    line.to_lowercase().replace('\'', "’").replace('\t', " ")
}

/// Reads the head; returns how many lines it has.
pub(super) fn read(lines: &[String], about: &mut About) -> usize {
    let mut taken = 0;
    let mut head = RunningHead::default();
    for line in lines.iter().take(LONGEST) {
        if let Some((celex, date)) = consolidated(line) {
            about.celex = Some(celex);
            about.consolidated = Some(date);
            about.language = Some("fr".to_owned());
        } else if let Some(celex) = old_celex(line) {
            about.celex = Some(celex);
            let title = lines.get(taken + 1..).unwrap_or_default();
            taken += old_title(title, about);
        } else if !(is_disclaimer(line)
            || matches!(line.as_str(), "Avis juridique important" | "|" | "B")
            || line.split('\t').all(|part| is_part(part, &mut head)))
        {
            break;
        }
        taken += 1;
        if about.journal.is_some() {
            return taken;
        }
    }
    about.journal = head.journal();
    taken
}

/// `31998L0052`, on a line of its own.
fn old_celex(line: &str) -> Option<String> {
    let word = line.trim_start_matches(['|', ' ', '\t']);
    let known = match word.parse::<Celex>() {
        Ok(celex) => celex.sector() != 0,
        Err(_) => renvoi_reference::treaty_number(word).is_some(),
    };
    known.then(|| word.to_owned())
}

/// Below the number of an old page stand its title and its place in the
/// Journal, above the text, which begins with the title again. Returns how many
/// lines they have.
fn old_title(lines: &[String], about: &mut About) -> usize {
    let mut first = lines.iter().take(LONGEST_TITLE);
    let Some(at) = first.position(|line| line.starts_with("Journal officiel n")) else {
        return 0;
    };
    let between = lines.get(..at).unwrap_or_default();
    let is_text = |line: &String| line.ends_with('.') || line.len() > LONGEST_LINE;
    if between.iter().any(is_text) {
        return 0;
    }
    about.journal = lines.get(at).cloned();
    let title = lines.get(..at).unwrap_or_default().join(" ");
    let title = title.split("/*").next().unwrap_or_default().trim();
    about.title = Some(title.to_owned()).filter(|title| !title.is_empty());
    let more = lines.iter().skip(at + 1).take(LONGEST_TITLE);
    at + 1 + more.take_while(|line| is_place_too(line)).count()
}

/// Old pages name the places of other editions below that of their own.
fn is_place_too(line: &str) -> bool {
    let line = line.to_lowercase();
    (line.starts_with("édition spéciale") || line.starts_with("journal officiel n"))
        && line.ends_with(|c: char| c.is_ascii_digit())
}

/// Takes a part of the head of a page of the Journal; false when it is none.
fn is_part(part: &str, head: &mut RunningHead) -> bool {
    let part = part.trim();
    if part.len() <= 10 && date(part).is_some() {
        head.date = Some(part.to_owned());
        return true;
    }
    if is_place(part) {
        head.place = Some(part.to_owned());
        return true;
    }
    let words = plain(part);
    match words.as_str() {
        "série l" | "séries l" | "série c" | "séries c" => {
            head.series = Some(part.to_owned());
            true
        }
        "fr"
        | "journal officiel"
        | "de l’union européenne"
        | "des communautés européennes"
        | "journal officiel de l’union européenne"
        | "fr journal officiel de l’union européenne"
        | "journal officiel des communautés européennes" => true,
        _ if part.contains('/') && part.split('/').all(is_number) => {
            head.number = Some(part.to_owned());
            true
        }
        _ => false,
    }
}

/// `L 333/80`, `LI 85/1`.
fn is_place(part: &str) -> bool {
    let Some((issue, page)) = part.split_once('/') else {
        return false;
    };
    let Some((series, number)) = issue.split_once(' ') else {
        return false;
    };
    matches!(series, "L" | "C" | "LI" | "CI" | "LE" | "CE" | "LA" | "CA")
        && [number, page].into_iter().all(is_number)
}

fn is_number(word: &str) -> bool {
    (1..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
}
