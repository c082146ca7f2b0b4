//! What shows that a text *is* an act or a paper of the Commission, and does not only speak of it.
//!
//! A note, a reading list or a briefing begins with the number of an act as often as the act does. So a number at the
//! head of a text is a claim, and a claim needs something that only the genre has: for an act its preamble, its enacting
//! formula, its articles or the place in the Official Journal that the source prints above it; for a paper of the
//! Commission the institution or the type of document that its cover prints. In doubt nothing is claimed.

use renvoi_reference::{Celex, Key, Kind};

use crate::blocks::{Block, Blocks, Shape};
use crate::readers::running_head::is_disclaimer;
use crate::title::{COVER, cover_day, is_cover, names_act, names_document, names_speaker};

/// A claim that holds, or one that does not, with the reason in words for a person.
pub(super) type Verdict = Result<String, String>;

/// Bytes of a line that are looked at: formal lines say what they are at once.
const LOOKED_AT: usize = 120;

/// Bytes of a line that is an enacting formula and nothing else.
const LONGEST_FORMULA: usize = 100;

/// What lines of a preamble begin with, folded.
const PREAMBLE: [&str; 13] = [
    "vu le traite",
    "vu les traites",
    "vu lacte",
    "vu laccord",
    "vu la proposition",
    "vu lavis",
    "vu la directive",
    "vu le reglement",
    "vu la decision",
    "vu linitiative",
    "vu le projet",
    "considerant ce qui suit",
    "having regard to the treaty",
];

/// What each recital of older acts begins with, folded. A note may begin a paragraph so; three do not.
const RECITAL: [&str; 2] = ["considerant que", "whereas"];
const RECITALS: usize = 3;

/// What an enacting formula says, folded, on a line of its own.
const FORMULA: [&str; 14] = [
    "a adopte le present",
    "a adopte la presente",
    "ont adopte le present",
    "ont adopte la presente",
    "a arrete le present",
    "a arrete la presente",
    "ont arrete le present",
    "ont arrete la presente",
    "arrete le present",
    "arrete la presente",
    "adopte la presente",
    "a decide ce qui suit",
    "decident ce qui suit",
    "has adopted this",
];

/// The formula of decisions and recommendations, alone on its line, folded.
const VERBS: [&str; 5] = ["decide", "decident", "recommande", "a decide", "ont decide"];

/// What of the form of an act a text has; `Err` says what was missed.
pub(super) fn of_act(blocks: &Blocks) -> Verdict {
    if let Some(journal) = &blocks.about.journal {
        return Ok(format!("published in {journal}"));
    }
    if blocks.about.official_markup {
        return Ok("official markup".to_owned());
    }
    let cover = blocks.blocks.iter().take(COVER);
    if blocks.about.consolidated.is_some() || cover.clone().any(|b| opens_consolidated(&b.text)) {
        return Ok("head of a consolidated text".to_owned());
    }
    let mut form = Form::default();
    for block in &blocks.blocks {
        if let Some(shown) = form.see(block.text.trim()) {
            return Ok(shown);
        }
    }
    Err(
        "no preamble, enacting formula, provisions of its own or place in the Official Journal"
            .to_owned(),
    )
}

/// `01993L0013 — FR — 28.05.2022 — 002.001`, whatever follows on the line.
fn opens_consolidated(line: &str) -> bool {
    let mut parts = line.splitn(3, '—').map(str::trim);
    let (Some(number), Some(code)) = (parts.next(), parts.next()) else {
        return false;
    };
    let sector = if number.starts_with('0') { "" } else { "0" };
    code.len() == 2 && format!("{sector}{number}").parse::<Celex>().is_ok()
}

/// What was seen of the form of an act, line by line.
#[derive(Default)]
struct Form {
    recitals: usize,
    /// Paragraphs that say *la présente directive* of the text itself.
    itself: usize,
}

impl Form {
    /// Looks at a line; says what shows an act once it is enough.
    fn see(&mut self, line: &str) -> Option<String> {
        let joined = within(line);
        if joined.is_some() {
            return joined;
        }
        // A quotation speaks of the act as the act does.
        let quoted = line.starts_with(['«', '"', '“']);
        let itself = line
            .match_indices("présent")
            .any(|(at, _)| is_itself(line.get(at..).unwrap_or_default()));
        self.itself += usize::from(itself && !quoted);
        if self.itself >= ITSELF {
            return Some("provisions that speak of the act as the present one".to_owned());
        }
        let end = line.floor_char_boundary(LOOKED_AT.min(line.len()));
        let head = line.get(..end)?;
        if !may_be_formal(head) {
            return None;
        }
        let folded = renvoi_analysis::fold(head);
        let folded = folded.trim_start_matches(|c: char| !c.is_alphabetic());
        if PREAMBLE.iter().any(|words| folded.starts_with(words)) {
            return Some(format!("preamble ({}…)", words(head, 3)));
        }
        self.recitals += usize::from(RECITAL.iter().any(|words| folded.starts_with(words)));
        if self.recitals == RECITALS {
            return Some("recitals".to_owned());
        }
        let alone = folded.trim_end_matches(|c: char| !c.is_alphabetic());
        let formula = FORMULA.iter().any(|words| folded.starts_with(words));
        let is_formula = line.len() <= LONGEST_FORMULA && (formula || VERBS.contains(&alone));
        is_formula.then(|| format!("enacting formula ({})", head.trim_end_matches(':').trim()))
    }
}

/// Paragraphs of an act that speak of it as the present one, at least; a note that quotes one has one.
const ITSELF: usize = 3;

/// `présente directive`, `présent règlement`: what an act calls itself, and a text about it does not.
fn is_itself(text: &str) -> bool {
    const ACTS: [&str; 5] = [
        "présente directive",
        "présent règlement",
        "présente décision",
        "présente recommandation",
        "présente action commune",
    ];
    ACTS.iter().any(|act| text.starts_with(act))
}

/// Bytes at the head of a long line in which the lines of a preamble may have been joined.
const JOINED: usize = 4_000;

/// The preamble or the formula of a text whose lines were joined: *LE CONSEIL, vu le traité …, A ARRÊTÉ LA PRÉSENTE
/// DIRECTIVE: …*. In the middle of a line it needs the institution before it, or the capitals of the formula.
fn within(line: &str) -> Option<String> {
    const INSTITUTIONS: [&str; 4] = [
        "LE CONSEIL",
        "LA COMMISSION",
        "LE PARLEMENT EUROPÉEN",
        "LE PARLEMENT EUROPEEN",
    ];
    // Headlines say that somebody HAS ADOPTED THE regulation; a formula adopts THE PRESENT one.
    const FORMULAS: [&str; 6] = [
        "ADOPTÉ LE PRÉSENT",
        "ADOPTÉ LA PRÉSENTE",
        "ARRÊTÉ LE PRÉSENT",
        "ARRÊTÉ LA PRÉSENTE",
        "ADOPTE LE PRESENT",
        "ARRETE LA PRESENTE",
    ];
    let head = line.get(..line.floor_char_boundary(JOINED.min(line.len())))?;
    let preamble = INSTITUTIONS.iter().find_map(|institution| {
        let after = head.split_once(institution)?.1;
        // "LE CONSEIL DE L’UNION EUROPÉENNE, vu le traité": the institution, a comma, the first visa.
        let after = after
            .split_once(',')
            .filter(|(name, _)| name.len() <= LONGEST_NAME)?
            .1;
        let visa = after.trim_start();
        (visa.starts_with("vu ") || visa.starts_with("Vu ") || visa.starts_with("considérant"))
            .then(|| format!("preamble ({institution}, {}…)", words(visa, 3)))
    });
    preamble.or_else(|| {
        let at = FORMULAS.iter().find_map(|formula| head.find(formula))?;
        Some(format!("enacting formula ({}…)", words(head.get(at..)?, 3)))
    })
}

/// Bytes of the name of an institution behind its first words.
const LONGEST_NAME: usize = 60;

/// Nearly all lines of a long document end here, before they are folded.
fn may_be_formal(line: &str) -> bool {
    let first = line.chars().find(|c| c.is_alphabetic());
    first.is_some_and(|c| {
        matches!(
            c,
            'v' | 'V'
                | 'c'
                | 'C'
                | 'a'
                | 'A'
                | 'o'
                | 'O'
                | 'd'
                | 'D'
                | 'r'
                | 'R'
                | 'h'
                | 'H'
                | 'w'
                | 'W'
        )
    })
}

fn words(text: &str, count: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().take(count).collect();
    words.join(" ")
}

/// Whether a plain line can be the title of an act: it stands in no list, and only the lines of a cover or of a running
/// head stand above it.
pub(super) fn may_open(blocks: &[Block], at: usize) -> bool {
    let Some((block, above)) = blocks
        .get(at)
        .and_then(|block| Some((block, blocks.get(..at)?)))
    else {
        return false;
    };
    block.shape != Shape::Item && !is_sentence(&block.text) && !above.iter().any(is_text)
}

/// Whether a line that begins as the title of an act goes on as a sentence: with a colon before its subject (`Directive
/// (UE) 2022/2555 du Conseil: onze États …`) or to a full stop.
pub(super) fn is_sentence(line: &str) -> bool {
    let line = line.trim();
    if !names_act(line) {
        return line.ends_with('.');
    }
    let subject = line.find(':').is_some_and(|at| at < BEFORE_SUBJECT);
    subject || (line.ends_with('.') && line.contains(", ") && !line.ends_with("etc."))
}

/// Bytes within which a title has come to its subject: number, authors and day.
const BEFORE_SUBJECT: usize = 150;

/// Bytes of a line above a title that may be a sentence all the same: the legend of a picture, a motto.
const SHORT: usize = 60;

/// Whether a block is running text, which no title stands below.
fn is_text(block: &Block) -> bool {
    let line = block.text.trim();
    line.len() > SHORT
        && line.ends_with(['.', ';'])
        && !is_disclaimer(line)
        && !names_act(line)
        && block.shape != Shape::Row
}

/// The key of a paper of the Commission by its cover: a line that is its number and nothing else, beside the
/// institution that speaks or the type of document.
pub(super) fn of_cover(blocks: &Blocks) -> Option<(Key, Option<String>, Verdict)> {
    let official = blocks.about.official_markup;
    let blocks = &blocks.blocks;
    let cover = blocks.get(..COVER.min(blocks.len()))?;
    let (key, annex) = cover
        .iter()
        .filter(|block| block.shape != Shape::Item)
        .find_map(|block| number_alone(block.text.trim()))?;
    let says = |test: fn(&str) -> bool| {
        cover
            .iter()
            .flat_map(|block| block.text.split(['\u{2003}', '\t', '|']))
            .map(str::trim)
            .find(|line| test(line))
    };
    let speaker = says(names_speaker);
    let kind = says(|line| names_document(line) || is_proposal(line));
    let day = says(|line| cover_day(line).is_some());
    let procedure = says(is_procedure);
    let verdict = match (speaker.or(kind), day.and(procedure)) {
        (Some(line), _) => Ok(format!("cover with its number and `{}`", words(line, 6))),
        (None, Some(procedure)) => Ok(format!("cover with its number, day and `{procedure}`")),
        (None, None) if official => Ok("number in official markup".to_owned()),
        (None, None) => Err(
            "a number on a line of its own, but neither institution nor type of document"
                .to_owned(),
        ),
    };
    Some((key, annex, verdict))
}

/// A line that is the number of a document and nothing else, `COM(2020) 605 final`, or of its annexes: `COM(2020) 605
/// final ANNEXES 1 à 3`.
fn number_alone(line: &str) -> Option<(Key, Option<String>)> {
    if line.chars().count() > LONGEST_NUMBER {
        return None;
    }
    let citation = renvoi_reference::scan(line).into_iter().next()?;
    let is_own = matches!(
        citation.kind,
        Kind::Com | Kind::Swd | Kind::Sec | Kind::Join | Kind::C
    );
    let before = line.chars().take(citation.start);
    if !is_own || before.clone().any(char::is_alphanumeric) {
        return None;
    }
    let after: String = line.chars().skip(citation.end).collect();
    let marks: String = before.chain(after.chars()).collect();
    if marks.contains(['{', '}', '•', '*']) || marks.trim_start().starts_with('-') {
        return None;
    }
    let after = renvoi_analysis::fold(&after);
    let mut annex = None;
    for word in after.split_whitespace() {
        match word {
            "final" | "final/2" | "final/3" => {}
            "annex" | "annexe" | "annexes" => annex = Some("annexe".to_owned()),
            "a" | "to" | "et" | "and" if annex.is_some() => {}
            number if annex.is_some() && number.bytes().all(|b| b.is_ascii_digit()) => {
                let part = annex.get_or_insert_default();
                part.push(' ');
                part.push_str(number);
            }
            _ => return None,
        }
    }
    Some((citation.key, annex))
}

/// Code points of a line that is a number: `JOIN(2022) 49 final ANNEXES 1 à 12`.
const LONGEST_NUMBER: usize = 44;

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
