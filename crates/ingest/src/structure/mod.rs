//! What each block is: heading, recital, paragraph, point. The source's marks
//! are believed; where there are none, shape and position decide, so that an
//! act has its articles whatever format it comes in.

mod acts;
mod headings;
mod items;
mod outline;
#[cfg(test)]
mod tests;

pub(crate) use headings::{Heading, division, is_numbered_heading, opens_box};
pub(crate) use outline::Outline;

use renvoi_document::SectionKind;

use crate::blocks::{Block, Shape};
use crate::title::{COVER, is_cover, names_act};
use acts::{Act, Region};

/// What a block turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// A line of the document's title.
    Title,
    /// Running text, or a paragraph of an article with its number.
    Text(Option<String>),
    /// A heading.
    Heading(Heading),
    /// The title of the division that the heading before it opened.
    Subtitle,
    /// An item of a list or a point, with its number and depth.
    Item(Option<String>, u8),
    /// A recital, with its number; its further paragraphs have it too.
    Recital(Option<String>),
    /// A row of a table.
    Row,
    /// The end of an act: place, date and signatures are in no article.
    Closing,
}

/// Decides what each block is.
pub(crate) fn roles(blocks: &[Block]) -> Vec<Role> {
    let mut act = Act::new(blocks);
    let mut depths = items::Depths::default();
    let mut roles = Vec::with_capacity(blocks.len());
    let mut in_contents = false;
    for (at, block) in blocks.iter().enumerate() {
        let before = roles.last();
        let entries = blocks.get(at + 1).is_some_and(ends_with_page);
        in_contents = (opens_contents(block) && entries) || (in_contents && ends_with_page(block));
        let aside = in_contents || (at < COVER && is_cover(&block.text));
        let role = if aside && is_heading(block) {
            Role::Text(None)
        } else {
            role(block, blocks.get(at + 1), before, &mut act, &mut depths)
        };
        if !matches!(role, Role::Item(..)) {
            depths.close();
        }
        act.pass(block, &role);
        roles.push(role);
    }
    roles
}

/// Whether a block stands above a table of contents.
fn opens_contents(block: &Block) -> bool {
    let title = block.text.trim().trim_end_matches(':');
    title.len() < 40
        && ["table des matieres", "sommaire"].contains(&renvoi_analysis::fold(title).as_str())
}

/// Whether a block ends with the number of a page: `1. INTRODUCTION 3`.
fn ends_with_page(block: &Block) -> bool {
    let words = block.text.trim().rsplit_once(char::is_whitespace);
    words.is_some_and(|(_, page)| page.len() <= 3 && page.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a block could be taken for a heading by its shape: one that has its
/// level from the source is one.
fn is_heading(block: &Block) -> bool {
    matches!(block.shape, Shape::Plain | Shape::Heading(None))
}

fn role(
    block: &Block,
    next: Option<&Block>,
    before: Option<&Role>,
    act: &mut Act,
    depths: &mut items::Depths,
) -> Role {
    let text = block.text.trim();
    match block.shape {
        Shape::Title => return Role::Title,
        Shape::Row => return Role::Row,
        Shape::Heading(level) => return titled(text, headings::marked(text, level), act),
        Shape::Division(depth) => {
            let heading = act.divided(headings::marked(text, None), depth);
            return titled(text, heading, act);
        }
        Shape::Subtitle if matches!(before, Some(Role::Heading(_) | Role::Subtitle)) => {
            return Role::Subtitle;
        }
        Shape::Recital => return Role::Recital(act.recital(text)),
        Shape::Plain | Shape::Text | Shape::Item | Shape::Subtitle => {}
    }
    if act.closes(text) {
        return Role::Closing;
    }
    if let Some(recital) = act.opens_recital(block) {
        return recital;
    }
    if block.shape == Shape::Plain
        && let Some(role) = plain_heading(block, next, before, act)
    {
        return role;
    }
    // Some generations print the points of an article as plain paragraphs.
    let unmarked = block.shape == Shape::Plain || act.region() == Region::Articles;
    let item = block.shape == Shape::Item || (unmarked && items::opens_item(text));
    if item {
        let depth = match block.depth {
            0 => depths.of(text),
            depth => depth,
        };
        return Role::Item(items::number(text), depth);
    }
    if block.depth > 0 {
        return Role::Text(None);
    }
    Role::Text(act.paragraph(text))
}

/// Whether a line is a division without a number: capitals right above an article,
/// `DISPOSITIONS FINALES`.
fn heads_article(line: &str, next: &str) -> bool {
    line.contains(' ')
        && !line.contains(|c: char| c.is_lowercase() || c.is_ascii_digit())
        && division(next).is_some_and(|next| next.kind == SectionKind::Article)
}

/// A heading that the source marks, unless the act quotes it.
fn titled(text: &str, heading: Heading, act: &Act) -> Role {
    if act.is_quoted(text, &heading, true) {
        Role::Text(None)
    } else {
        Role::Heading(heading)
    }
}

fn plain_heading(
    block: &Block,
    next: Option<&Block>,
    before: Option<&Role>,
    act: &Act,
) -> Option<Role> {
    let text = block.text.trim();
    // In an article, `2. Les États …` is a paragraph however short it is, and
    // nothing but a division or the article's own title is a heading.
    let above = match before {
        Some(Role::Heading(h)) if h.kind.printed().is_some() && h.words.is_empty() => Some(h),
        _ => None,
    };
    // What a provision that is quoted begins with.
    if text.starts_with(['«', '“', '„']) && !text.contains(['»', '”']) {
        return None;
    }
    let is_title = |above: &Heading| {
        let sure = above.number.is_some() || above.kind == SectionKind::Annex;
        headings::is_title(text, next, sure)
    };
    if above.is_some_and(is_title) {
        return Some(Role::Subtitle);
    }
    let heading = headings::by_shape(block, next)?;
    let division = matches!(heading.style, headings::HeadingStyle::Division(_));
    if division {
        return (!act.is_quoted(text, &heading, false)).then_some(Role::Heading(heading));
    }
    // In an act all in capitals the date and the subject look like headings too.
    if act.begins() && (names_act(text) || matches!(before, Some(Role::Title))) {
        return Some(Role::Title);
    }
    match act.region() {
        Region::Articles => {
            let heads = act.has_ended() && next.is_some_and(|next| heads_article(text, &next.text));
            (heads && !act.is_quoted(text, &heading, false))
                .then(|| Role::Heading(act.divided(heading, None)))
        }
        Region::Recitals | Region::Preamble | Region::Signature => None,
        Region::None | Region::Annex => Some(Role::Heading(heading)),
    }
}
