//! What a page says of itself, in its head, its running head and its first
//! lines.

use renvoi_reference::Celex;

use crate::blocks::{About, Block, CELL};
use crate::readers::date;
use crate::readers::running_head::{RunningHead, is_disclaimer, published};
use crate::title::COVER;

use super::classes::bare;
use super::{Node, page};

/// What a page says before its text.
pub(super) fn of_page(root: Node) -> About {
    let mut about = About::default();
    let (mut printed, mut place) = (None, None);
    let (mut headed, mut said) = (false, None);
    let mut in_body = false;
    for node in root.descendants() {
        match node.name() {
            "html" => {
                about.language = node.attribute("lang").and_then(language);
            }
            "body" => in_body = true,
            "meta" if !in_body => of_meta(node, &mut about),
            "title" if !in_body && printed.is_none() => printed = in_title(&node.all_text()),
            // The older pages print the number above the text.
            "h1" if printed.is_none() => {
                printed = Some(one_line(&node.all_text())).filter(|heading| is_celex(heading));
                headed = printed.is_some();
            }
            "h1" => headed = is_celex(&one_line(&node.all_text())),
            // And the title, and where it stands in the Journal.
            "strong" if headed && said.is_none() => {
                said = Some(title(&node.all_text())).filter(|title| !title.is_empty());
            }
            "em" if in_body && place.is_none() => {
                place = Some(one_line(&node.all_text()))
                    .filter(|line| line.starts_with("Journal officiel n"));
            }
            _ if page::is_plain(node) => {
                about.journal = about.journal.take().or(place);
                about.title = about.title.take().or(said);
                break;
            }
            _ => {}
        }
    }
    about.celex = about.celex.or(printed);
    about
}

/// The number in the title of a page: `EUR-Lex - 31998L0052 - FR`.
fn in_title(title: &str) -> Option<String> {
    let number = title
        .trim()
        .strip_prefix("EUR-Lex - ")?
        .split(" - ")
        .next()?;
    is_celex(number).then(|| number.to_owned())
}

/// Whether a word is the number of a document and no other.
fn is_celex(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && (word.parse::<Celex>().is_ok() || renvoi_reference::treaty_number(word).is_some())
}

fn of_meta(node: Node, about: &mut About) {
    let Some(content) = node
        .attribute("content")
        .or_else(|| node.attribute("resource"))
    else {
        return;
    };
    let content = content.trim();
    match node
        .attribute("name")
        .or_else(|| node.attribute("property"))
    {
        Some("DC.language" | "language") => about.language = language(content),
        Some("DC.description") => about.title = Some(title(content)).filter(|t| !t.is_empty()),
        Some("DC.source") => {
            let place = content.trim_end_matches([';', ' ']);
            about.journal = Some(place.to_owned()).filter(|place| !place.is_empty());
        }
        Some("DC.identifier") => {
            if let Some((_, rest)) = content.split_once("CELEX:") {
                let number = rest.split([':', '&']).next().unwrap_or(rest);
                about.celex = Some(number.to_owned());
            }
        }
        Some("eli:id_local") => about.celex = Some(content.to_owned()),
        Some("WT.z_docID") => {
            about.celex.get_or_insert_with(|| content.to_owned());
        }
        _ => {}
    }
}

/// A title without the number that EUR-Lex puts behind it: `/* COM/2001/0298 final */`.
fn title(content: &str) -> String {
    let title = content.split("/*").next().unwrap_or(content);
    one_line(title)
}

fn language(code: &str) -> Option<String> {
    let code = code.split(['-', '_']).next()?.trim().to_lowercase();
    (code.len() == 2).then_some(code)
}

/// What the first lines of the text say: the running head of the Official
/// Journal, the number of a consolidated text.
pub(super) fn of_blocks(body: Node, about: &mut About) {
    let mut head = RunningHead::default();
    let mut paragraphs = 0;
    for node in body.descendants() {
        let Some(class) = node.attribute("class") else {
            if node.name() == "p" && about.consolidated.is_none() && paragraphs < FIRST {
                paragraphs += 1;
                consolidated(&one_line(&node.all_text()), about);
            }
            continue;
        };
        let text = || one_line(&node.all_text());
        match bare(class) {
            "hd-date" if head.date.is_none() => head.date = Some(text()),
            "hd-oj" if head.place.is_none() => head.place = Some(text()),
            "hd-coll" if head.series.is_none() => head.series = Some(text()),
            "hd-uniq" if head.number.is_none() => head.number = Some(text()),
            "hd-lg" => {
                if let Some(code) = language(&text()) {
                    about.language = Some(code);
                }
            }
            "doc-ti" | "title-doc-first" => about.official_markup = true,
            class if class.starts_with("Rfrenceinstitutionnelle") => about.official_markup = true,
            "reference" => consolidated(&text(), about),
            "title-doc-oj-reference" if about.journal.is_none() => {
                about.journal = Some(text().trim_matches(['(', ')']).to_owned());
            }
            _ => {}
        }
    }
    if let Some(journal) = head.journal() {
        about.journal = Some(journal);
    }
}

/// The place in the Journal that a consolidated text without classes names below its title.
pub(super) fn of_cover(blocks: &[Block], about: &mut About) {
    if about.consolidated.is_some() && about.journal.is_none() {
        let cover = blocks.iter().take(COVER);
        about.journal = cover
            .flat_map(|block| block.text.split(CELL))
            .find_map(published);
    }
}

/// Takes what the Official Journal prints below an act from the end of its text: its ELI, the number of the series.
pub(super) fn of_end(blocks: &mut Vec<Block>, about: &mut About) {
    while let Some(last) = blocks.last() {
        let eli = last.text.strip_prefix("ELI:").map(str::trim);
        if let Some(eli) = eli.filter(|eli| eli.contains("/eli/") && !eli.contains(' ')) {
            about.eli = Some(eli.to_owned());
        } else if !last.text.starts_with("ISSN ") {
            return;
        }
        blocks.pop();
    }
}

/// Paragraphs without a class among which the head of a consolidated text is looked for.
const FIRST: usize = 8;

/// Whether a paragraph without a class is of the head of a consolidated text.
pub(super) fn is_head(node: Node) -> bool {
    let mut about = About::default();
    let mut text = String::new();
    if node.attribute("class").is_none() {
        text = one_line(&node.all_text());
        consolidated(&text, &mut about);
    }
    about.consolidated.is_some() || is_disclaimer(&text)
}

/// `02015L0849 — FR — 30.12.2024 — 004.001`; until 2013 without the sector.
fn consolidated(line: &str, about: &mut About) {
    let mut parts = line.split('—').map(str::trim);
    let (Some(celex), Some(code), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        return;
    };
    let Some(date) = date(day).filter(|_| code.len() == 2) else {
        return;
    };
    let sector = if celex.starts_with('0') { "" } else { "0" };
    let celex = format!("{sector}{celex}");
    if !is_celex(&celex) {
        return;
    }
    about.celex = Some(format!("{celex}-{}", date.strftime("%Y%m%d")));
    about.consolidated = Some(date);
    about.language = language(code).or(about.language.take());
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
