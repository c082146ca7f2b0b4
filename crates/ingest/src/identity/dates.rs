//! The day of a document: its own, not that of an act or an agreement that it speaks of.

use jiff::civil::Date;

use crate::blocks::{Block, Blocks, Shape};
use crate::readers::date;
use crate::title::{COVER, cover_day, lists_acts, names_act, names_text, own_date, title_citation};

use super::cover::is_cover_line;
use crate::structure::is_numbered_heading;

/// The first lines of a text, above the list of the acts that amended it.
pub(super) fn lines_above_amenders(blocks: &Blocks) -> impl Iterator<Item = &str> {
    let lines = blocks.blocks.iter().take(COVER).map(|b| b.text.trim());
    lines.take_while(|line| !lists_acts(line))
}

/// The date that the title of an act says, on a page that names the act without
/// a title: older titles end with the number (`(78/333/CEE)`).
pub(super) fn of_act(blocks: &Blocks) -> Option<Date> {
    own_date(lines_above_amenders(blocks).find(|line| names_act(line))?)
}

/// `Bruxelles, le 24.7.2020` on the cover.
pub(super) fn of_cover(blocks: &Blocks) -> Option<Date> {
    let lines = blocks.blocks.iter().take(COVER);
    lines.map(|block| block.text.trim()).find_map(cover_day)
}

/// The day in a title that the source does not mark: `Résolution du Parlement européen du 3 octobre 2017 sur …`. It is a
/// line at the head, above all running text; a sentence or an item of a list that begins so speaks of another text.
pub(super) fn of_title(blocks: &Blocks) -> Option<Date> {
    let head = blocks.blocks.iter().take(COVER);
    let mut titles = head
        .take_while(|block| is_cover_line(block) || may_be_title(block))
        .map(|block| block.text.trim())
        // The title of an act dates the act, which this text may only speak of.
        .filter(|line| names_text(line) && title_citation(line).is_none());
    titles.find_map(|line| own_date(line.split(':').next()?))
}

fn may_be_title(block: &Block) -> bool {
    let line = block.text.trim();
    let announces = line.ends_with([':', ';']);
    block.shape != Shape::Item && block.shape != Shape::Text && !line.ends_with('.') && !announces
}

/// The day below `ARRÊT DE LA COUR (grande chambre)`, alone or behind `présentées le`.
pub(super) fn of_judgment(blocks: &Blocks) -> Option<Date> {
    const HEADS: [&str; 5] = [
        "ARRÊT D",
        "ORDONNANCE D",
        "CONCLUSIONS D",
        "AVIS DE LA COUR",
        "PRISE DE POSITION D",
    ];
    let mut lines = lines_above_amenders(blocks);
    lines.find(|line| HEADS.iter().any(|head| line.starts_with(head)))?;
    lines.take(LINES_BELOW).find_map(|line| {
        let day = line.strip_prefix("présentées le ").unwrap_or(line);
        date(day).filter(|_| day.len() <= LONGEST_DAY)
    })
}

/// Lines below the head of a judgment among which its day is.
const LINES_BELOW: usize = 3;

/// Bytes of a day on a line of its own, with the mark of a note.
const LONGEST_DAY: usize = 30;

/// `Fait à Bruxelles, le 19 décembre 2007.`, where a signature stands: a line of its own that nothing but signatures
/// and annexes follow.
pub(super) fn of_signature(blocks: &Blocks) -> Option<Date> {
    let all = &blocks.blocks;
    let mut signed = all.iter().enumerate().filter(|(_, block)| {
        let line = block.text.trim();
        block.shape != Shape::Item
            && line.len() <= LONGEST_SIGNATURE
            && ["Fait à ", "Fait au ", "Fait le ", "Fait en "]
                .iter()
                .any(|made| line.starts_with(made))
    });
    signed.find_map(|(at, block)| {
        let line = block.text.trim();
        let after = line.split_once(", le ").map(|(_, after)| after);
        let after = after.or_else(|| line.strip_prefix("Fait le "))?;
        let day = date(after)?;
        // What stands behind the year: nothing, a signatory on the same line, or the rest of a sentence (`…, le 28 janvier
        // 1981, la convention lie …`).
        let rest = after
            .split_inclusive([' ', '\u{a0}'])
            .skip(3)
            .collect::<String>();
        // `…, en double exemplaire.`: an agreement says in how many copies it was signed.
        let rest = rest.trim();
        let copies = rest.starts_with("en ") && rest.contains(" exemplaire");
        let signed = match rest {
            rest if rest.is_empty() || copies => is_signed(all.get(at + 1..).unwrap_or_default()),
            signatory => after.split_whitespace().nth(2)?.ends_with('.') && signs(signatory),
        };
        signed.then_some(day)
    })
}

/// Bytes of the line of a signature, with those who sign.
const LONGEST_SIGNATURE: usize = 200;

/// Blocks below a place and a day that may be names, and those that are looked at.
const SIGNATORIES: usize = 4;

/// Whether nothing, a signatory or an annex follows.
fn is_signed(below: &[Block]) -> bool {
    let next = below.iter().map(|block| block.text.trim());
    let mut next = next.filter(|line| !line.is_empty()).take(SIGNATORIES);
    let Some(first) = next.next() else {
        return true;
    };
    // A name alone: `Ursula VON DER LEYEN`, `Peter Hustinx`.
    let is_name = |line: &str| {
        let words = || line.split_whitespace();
        let capitals = words()
            .filter(|word| word.starts_with(char::is_uppercase))
            .count();
        !is_numbered_heading(line)
            && line.chars().count() <= LONGEST_SIGNATORY
            && !line.ends_with(['.', ';', ':'])
            && words().count() <= 6
            // *von der*, *de la* are the only small words of a name.
            && capitals >= 2
            && words().all(|word| word.chars().count() <= 3 || word.starts_with(char::is_uppercase))
    };
    signs(first) || is_name(first) || next.any(signs)
}

/// Code points of the line of a signatory.
const LONGEST_SIGNATORY: usize = 90;

/// Whether a line says who signs: `Par le Conseil`, `Le président`; or where else, or that annexes follow.
fn signs(line: &str) -> bool {
    const OFFICES: [&str; 12] = [
        "fait", "par", "pour", "le", "la", "les", "au", "p", "annexe", "annexes", "for", "by",
    ];
    let folded = renvoi_analysis::fold(line);
    let first = folded.split(|c: char| !c.is_alphanumeric()).next();
    line.chars().count() <= LONGEST_SIGNATORY
        && first.is_some_and(|first| OFFICES.contains(&first))
        && !line.ends_with('.')
}
