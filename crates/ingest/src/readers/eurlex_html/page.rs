//! Which part of a page is the document.

use crate::blocks::{About, Blocks};
use crate::error::ReadError;
use crate::readers::pasted;

use super::Node;
use super::classes::{Meaning, is_block, is_hidden, meaning};
use super::line::Line;
use super::{notes, styles};

/// Finds the element that holds the document and nothing of the site around it.
///
/// # Errors
/// The page is one of the site's that holds none.
pub(super) fn document(root: Node<'_>) -> Result<Node<'_>, ReadError> {
    if let Some(plain) = root.descendants().find(|node| is_plain(*node)) {
        return Ok(plain);
    }
    if let Some(marked) = common_ancestor(root) {
        return Ok(marked);
    }
    let body = root
        .descendants()
        .find(|node| node.name() == "body")
        .unwrap_or(root);
    let holder = root.descendants().find(|node| {
        node.attribute("id")
            .is_some_and(|id| matches!(id, "docHtml" | "document1" | "textTabContent" | "text"))
    });
    if let Some(holder) = holder
        && holder.all_text().split_whitespace().count() >= FEWEST_WORDS
    {
        return Ok(holder);
    }
    if is_site(root) {
        return Err(ReadError::NoDocument {
            why: "this is a page of the EUR-Lex site without a document's text; open the text \
                  there (HTML or PDF) and save that, or use `renvoi fetch`"
                .to_owned(),
        });
    }
    let main = body.descendants().find(|node| node.name() == "main");
    Ok(main.unwrap_or(body))
}

/// Less is a message such as *text not available in this language*.
const FEWEST_WORDS: usize = 40;

pub(super) fn empty() -> ReadError {
    ReadError::NoDocument {
        why: "the page has no text".to_owned(),
    }
}

/// The lowest element above all paragraphs that the generations of markup name.
fn common_ancestor(root: Node<'_>) -> Option<Node<'_>> {
    // Notes are of the document that there is, and make none.
    root.descendants().find(|node| is_marked(*node))?;
    let mut marked = root
        .descendants()
        .filter(|node| is_marked(*node) || notes::is_listed(*node));
    let mut path = path_to(marked.next()?);
    path.pop();
    for node in marked {
        let other = path_to(node);
        let common = path.iter().zip(&other).take_while(|(a, b)| a == b).count();
        path.truncate(common.max(1));
    }
    path.pop()
}

/// Names that no site uses for anything but the text of an act.
fn is_marked(node: Node) -> bool {
    if styles::is_styled(node) {
        return true;
    }
    if node.name() != "p" && node.name() != "div" {
        return false;
    }
    match meaning(node) {
        Meaning::Title
        | Meaning::ArticleHeading
        | Meaning::Heading
        | Meaning::Group(_)
        | Meaning::Subtitle
        | Meaning::Note
        | Meaning::Number => true,
        _ => node.attribute("class").is_some_and(|classes| {
            classes.split_ascii_whitespace().any(|c| {
                c.starts_with("oj-")
                    || matches!(c, "norm" | "normal" | "eli-container" | "disclaimer")
            })
        }),
    }
}

fn path_to(node: Node<'_>) -> Vec<Node<'_>> {
    let mut path: Vec<Node> = std::iter::successors(Some(node), |n| n.parent()).collect();
    path.reverse();
    path
}

/// A page of the site, by what surrounds the text.
fn is_site(root: Node) -> bool {
    root.descendants().any(|node| {
        node.attribute("class")
            .is_some_and(|c| c.contains("ecl-site-") || c.contains("EurlexContent"))
            || matches!(node.attribute("id"), Some("PP4Contents" | "MainContent"))
    })
}

/// The division of the older pages that holds the text alone.
pub(super) fn is_plain(node: Node) -> bool {
    node.name() == "txt_te" || node.attribute("id") == Some("TexteOnly")
}

/// Whether a page whose markup says nothing but where its paragraphs end holds
/// an act.
pub(super) fn is_bare_act(body: Node) -> bool {
    let tells = |node: Node| {
        is_marked(node)
            || matches!(
                node.name(),
                "table" | "ol" | "h2" | "h3" | "h4" | "h5" | "h6"
            )
    };
    let bare = !body.descendants().any(tells);
    bare && pasted::recognises(lines(body).join("\n").as_bytes())
}

/// Reads a page of plain paragraphs as what a browser's copy of it would be:
/// the text says which are notes.
pub(super) fn read_plain(body: Node, about: About) -> Result<Blocks, ReadError> {
    let mut blocks = pasted::read(lines(body).join("\n").as_bytes())?;
    if blocks.blocks.is_empty() {
        return Err(empty());
    }
    let read = std::mem::take(&mut blocks.about);
    blocks.about = About {
        title: about.title.or(read.title),
        celex: about.celex.or(read.celex),
        journal: about.journal.or(read.journal),
        date: about.date.or(read.date),
        language: about.language.or(read.language),
        ..about
    };
    Ok(blocks)
}

/// The paragraphs of a page, without what their markup says.
fn lines(body: Node) -> Vec<String> {
    let mut lines = vec![Line::default()];
    paragraphs(body, &mut lines);
    let lines = lines.into_iter().map(|line| line.trimmed().text);
    let lines = lines.map(|line| barred(&line).unwrap_or(line));
    let lines = lines.filter(|line| !line.is_empty() && !is_placeholder(line));
    let mut lines: Vec<String> = lines.collect();
    if is_spaced(&lines) {
        for line in &mut lines {
            *line = unspaced(line);
        }
    }
    notes_last(&mut lines);
    lines
}

/// A row of a table that the page draws with bars, its cells parted by tabs: `2007 | 12,70 | 3,80 |`.
fn barred(line: &str) -> Option<String> {
    let inside = line.strip_suffix('|')?;
    let cells = inside.split('|').map(str::trim);
    let cells: Vec<&str> = cells
        .filter(|cell| !matches!(*cell, "" | "[pic]"))
        .collect();
    Some(cells.join("\t"))
}

/// What stands in place of a picture or a table that the page leaves out: `>PIC FILE= "L_1999.TIF">`, `[pic]`.
fn is_placeholder(line: &str) -> bool {
    let inside = line
        .strip_prefix('>')
        .and_then(|line| line.strip_suffix('>'));
    let names = |inside: &str| {
        ["PIC ", "TABLE", "EMPLACEMENT", "REFERENCE", "RÉFÉRENCE"]
            .iter()
            .any(|name| inside.starts_with(name))
    };
    line == "[pic]" || inside.is_some_and(names)
}

/// Pages of the 1970s have their notes before the text, under a mark.
fn notes_last(lines: &mut Vec<String>) {
    if lines.first().is_some_and(|line| line == "++++") {
        let notes = lines.iter().skip(1).take_while(|l| l.starts_with('('));
        let notes = notes.count();
        lines[1..].rotate_left(notes);
        lines.remove(0);
    }
}

/// Whether a text has spaces around its marks, as those of the 1970s do: `l '
/// avis du Parlement ( 1 ) ,`.
fn is_spaced(lines: &[String]) -> bool {
    let count = |mark: &str| lines.iter().map(|l| l.matches(mark).count()).sum::<usize>();
    let (spaced, all) = (count(" ,"), count(","));
    spaced > 0 && 2 * spaced > all
}

/// The same with the spaces that other texts have.
fn unspaced(line: &str) -> String {
    let mut text = line.replace(" ' ", "'").replace("( ", "(");
    for mark in [")", ",", "."] {
        text = text.replace(&format!(" {mark}"), mark);
    }
    text
}

fn paragraphs(node: Node, lines: &mut Vec<Line>) {
    for child in node.children() {
        let line = lines.last_mut();
        if let (Some(text), Some(line)) = (child.text(), line) {
            line.push(text);
            continue;
        }
        if is_hidden(child.name()) {
            continue;
        }
        let apart = is_block(child.name()) || child.name() == "br";
        if apart {
            lines.push(Line::default());
        }
        if child.name() == "tr"
            && let Some(row) = data_row(child)
        {
            lines.push(row);
            lines.push(Line::default());
            continue;
        }
        paragraphs(child, lines);
        if apart {
            lines.push(Line::default());
        }
    }
}

/// A row of short cells, a tab between each two, as a browser copies it. Cells of several paragraphs lay text out.
fn data_row(row: Node) -> Option<Line> {
    // What tables within tables hold is read once, not once for each that it stands in.
    if row.descendants().any(|node| node.name() == "table") {
        return None;
    }
    let mut whole = Line::default();
    for cell in row.elements() {
        let mut lines = vec![Line::default()];
        paragraphs(cell, &mut lines);
        let mut lines = lines
            .into_iter()
            .map(Line::trimmed)
            .filter(|l| !l.is_empty());
        let line = lines.next().unwrap_or_default();
        if lines.next().is_some() {
            return None;
        }
        whole.append(line, '\t');
    }
    whole.text.contains('\t').then_some(whole)
}
