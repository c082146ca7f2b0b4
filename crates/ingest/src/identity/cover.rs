//! Papers of the Commission by their covers: who speaks, where and when, a number, what the paper is.

use renvoi_reference::{Celex, Key, Kind, scan};

use crate::blocks::{Block, Blocks, Shape};
use crate::readers::running_head::is_disclaimer;
use crate::title::{COVER, cover_day, is_cover, names_document, names_speaker};

use super::evidence::Verdict;
use super::source::is_file_name;

/// The number of a paper as its cover prints it.
struct Printed {
    key: Key,
    kind: Kind,
    /// `annexe 1 3`, `2`: which of several files of the paper this one is.
    part: Option<String>,
}

/// The key of a paper of the Commission by its cover, its part, and whether that holds: a line that is its number and
/// nothing else, beside the institution that speaks or the type of document. Above it stand the lines of a cover only.
pub(super) fn of_paper(blocks: &Blocks) -> Option<(Key, Option<String>, Verdict)> {
    let official = blocks.about.official_markup;
    let cover = blocks.blocks.get(..COVER.min(blocks.blocks.len()))?;
    let numbered =
        |block: &Block| (block.shape != Shape::Item).then(|| number_alone(block.text.trim()))?;
    let (at, mut printed) = cover
        .iter()
        .enumerate()
        .find_map(|(at, block)| Some((at, numbered(block)?)))?;
    let (above, below) = cover.split_at(at);
    let below = below.get(1..).unwrap_or_default();
    if printed.part.is_none() {
        let mut lines = below.iter().take(BELOW).map(|block| block.text.trim());
        printed.part = lines.find_map(part_alone);
    }
    let says = |test: &dyn Fn(&str) -> bool| {
        cover
            .iter()
            .flat_map(|block| block.text.split(['\u{2003}', '\t', '|']))
            .map(str::trim)
            .find(|line| test(line))
    };
    let speaker = says(&|line| speaks(line, printed.kind));
    let kind = says(&|line| names_document(line) || is_proposal(line));
    let day = says(&|line| cover_day(line).is_some());
    let procedure = says(&|line| is_procedure(line));
    let other = above
        .iter()
        .find(|block| is_of_another(block, printed.kind));
    let list = below
        .iter()
        .filter_map(numbered)
        .any(|number| number.key != printed.key);
    let verdict = if official {
        Ok("number in official markup".to_owned())
    } else if let Some(other) = other {
        Err(format!("below `{}`", words(&other.text, 6)))
    } else if list {
        Err("one number of several".to_owned())
    } else if let Some(line) = speaker.or(kind) {
        Ok(format!("cover with its number and `{}`", words(line, 6)))
    } else if let (Some(_), Some(procedure)) = (day, procedure) {
        Ok(format!("cover with its number, day and `{procedure}`"))
    } else {
        Err(
            "a number on a line of its own, but neither institution nor type of document"
                .to_owned(),
        )
    };
    Some((printed.key, printed.part, verdict))
}

/// Lines below a number among which that of its part or annex is.
const BELOW: usize = 2;

/// Whether a line names an institution that has papers of a kind: those of the Commission are COM, SWD, SEC and C, and
/// those with the High Representative JOIN.
fn speaks(line: &str, kind: Kind) -> bool {
    let folded = renvoi_analysis::fold(line);
    let joint = kind == Kind::Join && folded.starts_with("haut");
    names_speaker(line) && (joint || folded.starts_with("high") || folded.contains("commission"))
}

/// Whether a line above the number of a paper says that the text is another's: who else speaks, what else it is, a text
/// that has begun.
fn is_of_another(block: &Block, kind: Kind) -> bool {
    let line = block.text.trim().trim_matches(['|', ' ', '\u{2003}', '*']);
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let known = is_cover_line(block)
        || names_document(line)
        || is_proposal(line)
        || is_procedure(line)
        || is_disclaimer(line)
        || is_file_name(line);
    if letters <= SHORTEST || known {
        return names_speaker(line) && !speaks(line, kind) && !line.contains("REPRÉSENTANT");
    }
    // What the site that the text was taken from puts above it.
    let first = line.split_whitespace().next().unwrap_or_default();
    let of_source = ["EUR-Lex", "Avis juridique", "Description"];
    let of_source = of_source.iter().any(|head| line.starts_with(head));
    // The paper itself, in small letters.
    let folded = renvoi_analysis::fold(line);
    let paper = [
        "communication ",
        "rapport de la commission",
        "proposition de",
    ];
    let paper = paper.iter().any(|name| folded.starts_with(name));
    !(of_source || paper || first.parse::<Celex>().is_ok())
}

/// Letters of a mark that says nothing: `FR`, `[pic]`.
const SHORTEST: usize = 3;

/// A line that is the number of a document and nothing else, `COM(2020) 605 final`, or of its annexes: `COM(2020) 605
/// final ANNEXES 1 à 3`. Its place and day may stand before it and its procedure behind, where lines were joined.
fn number_alone(line: &str) -> Option<Printed> {
    if line.chars().count() > LONGEST_NUMBER {
        return None;
    }
    let citation = scan(line).into_iter().next()?;
    let is_own = matches!(
        citation.kind,
        Kind::Com | Kind::Swd | Kind::Sec | Kind::Join | Kind::C
    );
    let before: String = line.chars().take(citation.start).collect();
    let is_before = !before.contains(char::is_alphanumeric) || cover_day(before.trim()).is_some();
    if !is_own || !is_before {
        return None;
    }
    let after: String = line.chars().skip(citation.end).collect();
    let marks = format!("{before}{after}");
    if marks.contains(['{', '}', '•', '*']) || marks.trim_start().starts_with('-') {
        return None;
    }
    let after = format!(" {}", after.trim());
    let procedure = after.find(" 20").filter(|at| is_procedure(&after[*at..]));
    let after = procedure.map_or(after.as_str(), |at| &after[..at]).trim();
    let after = renvoi_analysis::fold(after);
    let after = ["final/2", "final/3", "final"]
        .iter()
        .find_map(|end| after.strip_prefix(end))
        .unwrap_or(&after);
    let part = match after.trim() {
        "" => None,
        rest => Some(part_alone(rest)?),
    };
    Some(Printed {
        key: citation.key,
        kind: citation.kind,
        part,
    })
}

/// Code points of a line that is a number: `Bruxelles, le 24 septembre 2022 JOIN(2022) 49 final ANNEXES 1 à 12`.
const LONGEST_NUMBER: usize = 70;

/// A line that says which part of a paper its file is, and nothing else: `ANNEXES 1 à 3`, `PART 2/3`, `Partie 2`. The
/// first part of several is the main text.
fn part_alone(line: &str) -> Option<String> {
    let folded = renvoi_analysis::fold(&line.replace('/', " "));
    let mut words = folded.split_whitespace();
    let head = words.next()?;
    let mut numbers = Vec::new();
    for word in words {
        match word {
            "a" | "to" | "et" | "and" => {}
            number if number.bytes().all(|b| b.is_ascii_digit()) => numbers.push(number),
            _ => return None,
        }
    }
    match head {
        "annex" | "annexe" | "annexes" => {
            numbers.insert(0, "annexe");
            Some(numbers.join(" "))
        }
        "part" | "partie" => numbers.first().map(|number| (*number).to_owned()),
        _ => None,
    }
}

/// `Proposition de`, `Proposition de RÈGLEMENT DU …`, `Proposal for a COUNCIL DECISION`.
fn is_proposal(line: &str) -> bool {
    const HEADS: [&str; 4] = [
        "Proposition de",
        "Proposition modifiée de",
        "Proposal for a",
        "Amended proposal for a",
    ];
    let rest = HEADS.iter().find_map(|head| line.strip_prefix(head));
    rest.is_some_and(|rest| {
        let first = rest.split_whitespace().next().unwrap_or_default();
        !first.contains(char::is_lowercase)
    })
}

/// `2021/0136 (COD)`.
fn is_procedure(line: &str) -> bool {
    let Some((number, rest)) = line.trim().split_once('(') else {
        return false;
    };
    let code = rest.trim_end_matches(')');
    number.trim().len() == 9
        && number
            .trim()
            .bytes()
            .all(|b| b.is_ascii_digit() || b == b'/')
        && code.len() == 3
        && code.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether a block of a cover says anything but what covers do.
pub(super) fn is_cover_line(block: &Block) -> bool {
    block.shape == Shape::Row || is_cover(&block.text) || number_alone(block.text.trim()).is_some()
}

fn words(text: &str, count: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().take(count).collect();
    words.join(" ")
}
