//! One walk over a page: blocks in text order.

use std::collections::HashMap;

use crate::blocks::{Block, Blocks, Shape};

use super::about::is_head;
use super::classes::{Meaning, is_block, is_hidden, meaning};
use super::line::{Line, is_mark};
use super::notes::{Notes, is_listed};
use super::{Node, has_class, styles};
use crate::readers::BULLETS;
use crate::structure::division;

/// Makes the blocks of all that stands below a node.
pub(super) fn blocks<'t>(body: Node<'t>, notes: Notes<'t>) -> Blocks {
    let numbered_articles = body.descendants().any(is_article);
    let mut walk = Walk {
        notes,
        out: Vec::new(),
        line: Line::default(),
        mark: None,
        numbered_articles,
        styled: body.descendants().any(styles::is_styled),
        expects_article: false,
        in_articles: false,
        heading: None,
        items: HashMap::new(),
    };
    walk.children(body, Place::default());
    walk.flush(Place::default());
    walk.drop_mark(Place::default());
    if walk.styled {
        part_at_titles(&mut walk.out);
    }
    Blocks {
        blocks: walk.out,
        notes: walk.notes.notes,
        ..Blocks::default()
    }
}

/// Bytes of the number of a division: `Article premier`, `SOUS-SECTION XVIII`.
const LONGEST_NUMBER: usize = 40;

/// Blocks before which the head of a consolidated text stands.
const FIRST: usize = 4;

/// Code points of the number of a paragraph: `(127)`, `5.4.3.2.`
const LONGEST_MARK: usize = 12;

/// A document of the Commission has its title on the cover; the act that it
/// proposes begins, after the memorandum, where the title stands again.
fn part_at_titles(blocks: &mut [Block]) {
    let head = |title: &Block| -> Vec<String> {
        let words = title.text.split_whitespace().take(4);
        words.map(str::to_lowercase).collect()
    };
    let mut titles = blocks.iter_mut().filter(|b| b.shape == Shape::Title);
    let Some(first) = titles.next().map(|title| head(title)) else {
        return;
    };
    for title in titles.filter(|title| head(title) == first) {
        title.shape = Shape::Heading(Some(1));
    }
}

/// Where the walk is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) depth: u8,
    pub(super) meaning: Meaning,
    pub(super) recital: bool,
    /// Level of an HTML heading.
    level: Option<u8>,
    /// In an annex, by the page's own division.
    annex: bool,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            depth: 0,
            meaning: Meaning::None,
            recital: false,
            level: None,
            annex: false,
        }
    }
}

pub(super) struct Walk<'t> {
    pub(super) notes: Notes<'t>,
    pub(super) out: Vec<Block>,
    pub(super) line: Line,
    /// The mark that the next block opens with.
    pub(super) mark: Option<String>,
    /// The page divides itself into articles; a heading outside of such a
    /// division is quoted.
    pub(super) numbered_articles: bool,
    /// It is one of the Commission's, by its styles.
    pub(super) styled: bool,
    pub(super) expects_article: bool,
    /// An article has been read.
    pub(super) in_articles: bool,
    /// The class whose lines make up the heading that was just read.
    pub(super) heading: Option<Meaning>,
    /// The places of items in their numbered lists.
    pub(super) items: HashMap<u32, usize>,
}

/// A division whose first element is the mark of a point.
fn is_grid(node: Node) -> bool {
    ["grid-list", "oj-enumeration-spacing", "enumeration-spacing"]
        .iter()
        .any(|class| has_class(node, class))
}

/// A division that the page itself calls an article of the act.
fn is_article(node: Node) -> bool {
    has_class(node, "eli-subdivision")
        && node
            .attribute("id")
            .is_some_and(|id| id.starts_with("art_"))
}

impl<'t> Walk<'t> {
    pub(super) fn children(&mut self, node: Node<'t>, place: Place) {
        for child in node.children() {
            self.node(child, place);
        }
    }

    pub(super) fn node(&mut self, node: Node<'t>, place: Place) {
        if let Some(text) = node.text() {
            self.line.push(text);
            return;
        }
        let name = node.name();
        if is_hidden(name) {
            return;
        }
        if name == "a"
            && let Some(note) = self.notes.called(node)
        {
            self.line.call(note);
            return;
        }
        let meaning = meaning(node);
        match meaning {
            Meaning::Furniture => {}
            Meaning::Note if self.notes.holds(node) => {}
            _ if (is_listed(node) || name == "p") && self.notes.holds(node) => {}
            _ if name == "p" && self.out.len() < FIRST && is_head(node) => {}
            // The title of a division stands on the next line of its number.
            _ if name == "br" && place.meaning == Meaning::Division && self.names_division() => {
                self.flush(place);
            }
            Meaning::Number if has_class(node, "num") => self.number(node, place),
            Meaning::Number => self.hold_mark(&node.all_text()),
            _ if name == "br" => self.line.push(" "),
            _ if name == "table" => {
                self.flush(place);
                self.table(node, place);
            }
            _ if is_grid(node) => {
                self.flush(place);
                self.grid(node, place);
            }
            _ if is_block(name) => self.block(node, meaning, place),
            _ => self.children(node, place),
        }
    }

    /// The number of a paragraph, in place of what its list would give it. Text
    /// that stands where numbers do is text.
    fn number(&mut self, node: Node<'t>, place: Place) {
        let text = node.all_text();
        let calls = |node: Node| self.notes.called(node).is_some();
        let is_number = self.line.is_empty()
            && text.trim().chars().count() <= LONGEST_MARK
            && !node.descendants().any(calls);
        if is_number {
            // A number without letters is a bullet that is drawn.
            let mark = text.trim();
            self.mark = None;
            self.hold_mark(if mark.is_empty() { "•" } else { mark });
        } else {
            self.children(node, place);
            self.line.push(" ");
        }
    }

    /// Whether the line read so far is the number of a division alone.
    fn names_division(&self) -> bool {
        self.line.text.len() <= LONGEST_NUMBER
            && division(self.line.text.trim()).is_some_and(|division| division.words.is_empty())
    }

    fn block(&mut self, node: Node<'t>, meaning: Meaning, place: Place) {
        self.flush(place);
        let mut inside = Place {
            meaning: match meaning {
                Meaning::None | Meaning::Inline | Meaning::Note => place.meaning,
                known => known,
            },
            ..place
        };
        if let Some(id) = node.attribute("id")
            && (has_class(node, "eli-subdivision") || has_class(node, "eli-container"))
        {
            inside.recital = id.starts_with("rct_") || (place.recital && !id.starts_with("art_"));
            inside.annex |= id.starts_with("anx_");
            self.expects_article |= is_article(node);
        }
        inside.recital |= styles::is_recital(node);
        inside.depth = styles::depth(node).unwrap_or(inside.depth);
        match node.name() {
            "h1" => inside.level = Some(1),
            "h2" => inside.level = Some(2),
            "h3" => inside.level = Some(3),
            "h4" => inside.level = Some(4),
            "h5" | "h6" => inside.level = Some(5),
            "li" => return self.list_item(node, inside),
            _ => {}
        }
        self.children(node, inside);
        self.flush(inside);
    }

    fn list_item(&mut self, node: Node<'t>, place: Place) {
        let ordered = node.parent().filter(|list| list.name() == "ol");
        let mark = ordered.map(|list| {
            let start = list.attribute("start").and_then(|s| s.trim().parse().ok());
            let number = start
                .unwrap_or(1_usize)
                .saturating_add(self.before(list, node));
            counted(list, number)
        });
        let place = deeper(place);
        // An item without a number is one by its bullet, which is no text.
        let mark = mark.unwrap_or_else(|| "•".to_owned());
        self.hold_mark(&mark);
        self.children(node, place);
        self.flush(place);
        if self.mark.as_deref() == Some(&mark) {
            self.mark = None;
        }
        self.drop_mark(place);
    }

    /// How many items of its list stand before one. A list is counted once.
    fn before(&mut self, list: Node<'t>, item: Node<'t>) -> usize {
        if !self.items.contains_key(&item.id()) {
            let items = list.elements().filter(|e| e.name() == "li");
            let places = items.enumerate().map(|(at, item)| (item.id(), at));
            self.items.extend(places);
        }
        self.items.get(&item.id()).copied().unwrap_or(0)
    }

    /// A row of divisions: the mark of a point, and its text.
    fn grid(&mut self, node: Node<'t>, place: Place) {
        let mut cells = node.elements();
        let Some(first) = cells.next() else { return };
        let text = first.all_text();
        let inside = if is_mark(&text) {
            self.hold_mark(&text);
            deeper(place)
        } else {
            self.node(first, place);
            place
        };
        for cell in cells {
            self.children(cell, inside);
            self.flush(inside);
        }
        self.drop_mark(inside);
    }

    pub(super) fn hold_mark(&mut self, mark: &str) {
        let mark = mark.split_whitespace().collect::<Vec<_>>().join(" ");
        match &mut self.mark {
            Some(before) if before != "•" => {
                before.push(' ');
                before.push_str(&mark);
            }
            held => *held = Some(mark),
        }
    }

    /// A mark that no text came after is text itself.
    pub(super) fn drop_mark(&mut self, place: Place) {
        if let Some(mark) = self.mark.take()
            && !mark.starts_with(BULLETS)
        {
            self.line.push(&mark);
            self.emit(Shape::Text, place.depth);
        }
    }

    pub(super) fn flush(&mut self, place: Place) {
        if self.line.is_empty() {
            self.line = Line::default();
            return;
        }
        let shape = self.shape(place);
        self.emit(shape, place.depth);
    }

    fn shape(&mut self, place: Place) -> Shape {
        let text = self.line.text.trim();
        let below = self.heading.take();
        if self.mark.is_some() && place.depth > 0 {
            return Shape::Item;
        }
        let shape = match place.meaning {
            _ if place.level.is_some() => Shape::Heading(place.level),
            Meaning::Title if below == Some(Meaning::Title) => Shape::Subtitle,
            Meaning::Title if !self.styled && (place.annex || opens_annex(text)) => {
                Shape::Heading(None)
            }
            // What stands behind the articles is another text: an agreement that a decision concludes.
            Meaning::Title if !self.styled && self.in_articles && place.depth == 0 => {
                Shape::Heading(Some(0))
            }
            Meaning::Title => Shape::Title,
            Meaning::Opening if self.out.last().is_none_or(|b| b.shape == Shape::Title) => {
                Shape::Title
            }
            // Deep in points or behind a quotation mark, headings are quoted.
            Meaning::ArticleHeading | Meaning::Heading | Meaning::Group(_) | Meaning::Division
                if place.depth > 0 || text.starts_with(['«', '“', '„', '"']) =>
            {
                Shape::Text
            }
            Meaning::ArticleHeading if self.numbered_articles && !self.expects_article => {
                Shape::Text
            }
            Meaning::ArticleHeading => {
                self.in_articles = true;
                self.expects_article = false;
                Shape::Heading(None)
            }
            Meaning::Division if division(text).is_some() => Shape::Heading(None),
            Meaning::Division if below == Some(Meaning::Division) => Shape::Subtitle,
            Meaning::Division if text.ends_with('.') => Shape::Text,
            Meaning::Heading if !place.annex && !opens_annex(text) => Shape::Division(None),
            Meaning::Heading | Meaning::Division | Meaning::Opening => Shape::Heading(None),
            Meaning::Group(level) => Shape::Heading(Some(level)),
            Meaning::Subtitle if below.is_some() => Shape::Subtitle,
            _ if place.recital => Shape::Recital,
            Meaning::None => Shape::Plain,
            _ => Shape::Text,
        };
        self.heading = match shape {
            // Its title is one paragraph, and what follows is none.
            Shape::Subtitle if place.meaning == Meaning::Division => None,
            Shape::Heading(_) | Shape::Division(_) | Shape::Subtitle => Some(place.meaning),
            _ => None,
        };
        shape
    }

    pub(super) fn emit(&mut self, shape: Shape, depth: u8) {
        let mut line = std::mem::take(&mut self.line).trimmed();
        if line.is_empty() {
            return;
        }
        if let Some(mark) = self.mark.take()
            && !mark.starts_with(BULLETS)
        {
            line.open_with(&mark);
        }
        let title = (shape, self.out.last_mut());
        if let (Shape::Title, Some(last)) = title
            && last.shape == Shape::Title
        {
            let mut whole = Line::default();
            whole.text = std::mem::take(&mut last.text);
            whole.calls = std::mem::take(&mut last.calls);
            whole.append(line, ' ');
            (last.text, last.calls) = (whole.text, whole.calls);
            return;
        }
        self.out.push(Block {
            shape,
            depth,
            text: line.text,
            calls: line.calls,
            page: None,
        });
    }
}

/// The number of an item the way its list counts.
fn counted(list: Node, number: usize) -> String {
    let letter = u8::try_from(number).ok().filter(|n| (1..=26).contains(n));
    match (list.attribute("type"), letter) {
        (Some("a"), Some(letter)) => format!("{})", char::from(b'a' + letter - 1)),
        (Some("A"), Some(letter)) => format!("{}.", char::from(b'A' + letter - 1)),
        _ => format!("{number}."),
    }
}

pub(super) fn deeper(place: Place) -> Place {
    Place {
        depth: place.depth.saturating_add(1),
        ..place
    }
}

fn opens_annex(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let first = first.to_uppercase();
    first.starts_with("ANNEXE") || first.starts_with("APPENDICE")
}
