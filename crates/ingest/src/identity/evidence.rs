//! What shows that a text *is* an act or a paper of the Commission, and does not only speak of it.
//!
//! A note, a reading list or a briefing begins with the number of an act as often as the act does. So a number at the
//! head of a text is a claim, and a claim needs something that only the genre has: for an act its preamble, its enacting
//! formula, its articles or the place in the Official Journal that the source prints above it; for a paper of the
//! Commission the institution or the type of document that its cover prints. In doubt nothing is claimed.

use renvoi_reference::Celex;

use crate::blocks::{Block, Blocks, Shape};
use crate::readers::running_head::is_disclaimer;
use crate::title::{COVER, TYPES, names_act, number_before};

use super::cover::is_cover_line;
use super::source::{is_file_name, unmarked};

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

/// What an enacting formula begins with on a line of its own, folded; the type of the act follows.
const FORMULA: [&str; 6] = [
    "a adopte ",
    "ont adopte ",
    "a arrete ",
    "ont arrete ",
    "arrete ",
    "adopte ",
];

/// The formulas that name no type, folded.
const WHOLE_FORMULA: [&str; 3] = [
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
    /// Headings of articles.
    articles: usize,
}

impl Form {
    /// Looks at a line; says what shows an act once it is enough.
    fn see(&mut self, line: &str) -> Option<String> {
        let joined = within(line);
        if joined.is_some() {
            return joined;
        }
        self.articles += articles(line);
        self.itself += usize::from(speaks_of_itself(line));
        if self.itself >= ITSELF && self.articles >= ARTICLES {
            return Some("provisions that speak of the act as the present one".to_owned());
        }
        let end = line.floor_char_boundary(LOOKED_AT.min(line.len()));
        let head = line.get(..end)?;
        if !may_be_formal(head) {
            return None;
        }
        let folded = renvoi_analysis::fold(head);
        let folded = folded.trim_start_matches(|c: char| !c.is_alphabetic());
        if PREAMBLE.iter().any(|words| folded.starts_with(words)) && is_visa(line) {
            return Some(format!("preamble ({}…)", words(head, 3)));
        }
        let recital =
            line.ends_with([';', ',']) && RECITAL.iter().any(|words| folded.starts_with(words));
        self.recitals += usize::from(recital);
        if self.recitals == RECITALS {
            return Some("recitals".to_owned());
        }
        let alone = folded.trim_end_matches(|c: char| !c.is_alphabetic());
        let whole = WHOLE_FORMULA.iter().any(|words| folded.starts_with(words));
        let formula = whole || VERBS.contains(&alone) || adopts(folded);
        let is_formula = line.len() <= LONGEST_FORMULA && formula;
        is_formula.then(|| format!("enacting formula ({})", head.trim_end_matches(':').trim()))
    }
}

/// Paragraphs of an act that speak of it as the present one, at least; a note that quotes one has one.
const ITSELF: usize = 3;

/// Headings of articles above them, at least.
const ARTICLES: usize = 2;

/// How many articles a line opens: `Article 12`, with its title behind it or without; a dump joins several.
fn articles(line: &str) -> usize {
    let opened = |text: &str| {
        let number = text.split_whitespace().next().unwrap_or_default();
        let rest = text.get(number.len()..).unwrap_or_default().trim_start();
        let counted = number == "premier" || number.starts_with(|c: char| c.is_ascii_digit());
        counted && (rest.is_empty() || rest.starts_with(char::is_uppercase))
    };
    let headings = line
        .match_indices("Article ")
        .map(|(at, word)| at + word.len());
    headings.filter(|at| opened(&line[*at..])).count()
}

/// Whether a paragraph speaks of the act as the present one, in its own words: a quotation does as the act does.
fn speaks_of_itself(line: &str) -> bool {
    let mut quoted = false;
    let parts = line.split_inclusive(['«', '»', '“', '”', '"']);
    let own = parts.filter(|part| {
        let own = !quoted;
        quoted = match part.chars().next_back() {
            Some('«' | '“') => true,
            Some('»' | '”') => false,
            Some('"') => !quoted,
            _ => quoted,
        };
        own
    });
    own.into_iter().any(|part| {
        part.match_indices("présent")
            .any(|(at, _)| is_itself(part.get(at..).unwrap_or_default()))
    })
}

/// Whether a line is written as a visa or as the line above the recitals, not as a sentence of a note.
fn is_visa(line: &str) -> bool {
    line.starts_with(char::is_lowercase) || line.ends_with([',', ';', ':'])
}

/// `a adopte le present reglement`, and nothing behind the type but that of a decision: what an act says it is.
fn adopts(folded: &str) -> bool {
    let rest = FORMULA.iter().find_map(|words| folded.strip_prefix(words));
    let rest = rest.and_then(|rest| {
        ["le present ", "la presente "]
            .iter()
            .find_map(|article| rest.strip_prefix(article))
    });
    let Some(rest) = rest else {
        return false;
    };
    let what = TYPES.iter().filter(|what| rest.starts_with(**what));
    let Some(what) = what.max_by_key(|what| what.len()) else {
        return false;
    };
    let behind = rest.get(what.len()..).unwrap_or_default();
    let ends = behind.trim_end().ends_with(':');
    ends || !behind.contains(char::is_alphanumeric)
}

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
    let other = |block: &Block| is_text(block) || heads_another(block);
    !matches!(block.shape, Shape::Item | Shape::Text)
        && !is_sentence(unmarked(&block.text))
        && !above.iter().any(other)
}

/// Whether a block is the heading of a text that is not the act below it: *Commentaire article par article*. The rubrics
/// of the Journal are in capitals or brackets, *I (Actes législatifs)*.
fn heads_another(block: &Block) -> bool {
    let line = block.text.trim();
    let heading = matches!(
        block.shape,
        Shape::Title | Shape::Heading(_) | Shape::Subtitle
    );
    let bare = line.split('(').next().unwrap_or_default();
    let of_source = [
        "Journal officiel",
        "Avis juridique",
        "EUR-Lex",
        "TEXTE consolidé",
    ];
    heading
        && bare.contains(char::is_lowercase)
        && !(names_act(unmarked(line))
            || is_cover_line(block)
            || is_disclaimer(line)
            || is_file_name(line)
            || of_source.iter().any(|head| line.starts_with(head)))
}

/// Whether a line that begins as the title of an act goes on as a sentence: with a colon before its subject (`Directive
/// (UE) 2022/2555 du Conseil: onze États …`) or to a full stop.
pub(super) fn is_sentence(line: &str) -> bool {
    let line = number_before(line).map_or(line, |(_, title)| title).trim();
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
