//! A paragraph: gathered run by run, then made into a block.

use crate::blocks::{Block, BlockCall, Shape};
use crate::readers::BULLETS;

use super::counters::Printed;
use super::roles::Role;
use super::styles::{BODY, Style};
use super::text::Text;

/// Code points of a heading. Some authors number whole paragraphs with a heading
/// style; the titles of acts that headings quote stay below this.
const LONGEST_HEADING: usize = 400;

/// The same for a title: that of an act that amends many is long.
const LONGEST_TITLE: usize = 2_000;

/// First words of the divisions of acts, which authors type in any style.
const DIVISIONS: &[&str] = &[
    "article", "chapitre", "section", "titre", "annexe", "partie",
];

/// A block on its way out.
#[derive(Debug, Default)]
pub(super) struct Piece {
    /// The block; its calls still count the references as they were read.
    pub(super) block: Block,
    /// Nothing sets it off from the paragraphs around it, so that it is no
    /// heading in a document that marks its headings.
    pub(super) ordinary: bool,
    /// The part of a title that it ends with.
    pub(super) part: Option<Role>,
}

impl Piece {
    /// Whether the next part of the same title may stand behind.
    pub(super) fn goes_on_with(&self, next: &Self) -> bool {
        let order = |part: Option<Role>| part.and_then(Role::place_in_title);
        let (own, next) = (order(self.part), order(next.part));
        own.is_some() && next.is_some() && own < next
    }

    /// Puts the next part of the same title behind.
    pub(super) fn append(&mut self, other: Self) {
        self.part = other.part;
        self.block.text.push(' ');
        let shift = self.block.text.len();
        self.block.text.push_str(&other.block.text);
        let calls = other.block.calls.into_iter().map(|call| BlockCall {
            at: call.at + shift,
            ..call
        });
        self.block.calls.extend(calls);
    }
}

/// A paragraph being read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// What is printed.
    pub(super) text: Text,
    /// Id of its style.
    pub(super) style_id: Option<String>,
    /// Its style.
    pub(super) style: Style,
    /// The list it names itself; 0 for none.
    pub(super) list: Option<i64>,
    /// The level it names itself.
    pub(super) list_level: Option<u8>,
    /// The outline level it names itself.
    pub(super) outline: Option<u8>,
    /// Centred or not, where it says so itself.
    pub(super) centred: Option<bool>,
    /// Its mark is deleted: the next paragraph goes on in it.
    pub(super) mark_deleted: bool,
    /// Its mark is not printed, or it is a drop cap.
    pub(super) runs_in: bool,
    /// It is a drop cap.
    pub(super) drop_cap: bool,
    /// The number that a paragraph run into this one brought along.
    pub(super) number: Option<Printed>,
    /// Letters so far, and how many of them are set off from running text.
    pub(super) letters: usize,
    /// See `letters`.
    pub(super) emphasised: usize,
    /// A section ends with it.
    pub(super) ends_section: bool,
}

impl Paragraph {
    /// Adds text of a run.
    pub(super) fn push(&mut self, text: &str, emphasis: bool) {
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        self.letters += letters;
        if emphasis {
            self.emphasised += letters;
        }
        self.text.push(text);
    }

    /// What the next paragraph takes over when this one's mark is not there.
    pub(super) fn carried(mut self) -> Self {
        if self.runs_in && !self.drop_cap {
            self.text.space();
        }
        Self {
            text: self.text,
            number: self.number,
            letters: self.letters,
            emphasised: self.emphasised,
            ..Self::default()
        }
    }

    /// The list and level (from 0) that number it: those it names, else its
    /// style's. The level of the latter is where the list names the style.
    pub(super) fn list(
        &self,
        level_of: impl Fn(i64, &str) -> Option<usize>,
    ) -> Option<(i64, usize)> {
        let own = self.list_level.map(usize::from);
        if let Some(list) = self.list {
            return (list != 0).then_some((list, own.unwrap_or(0)));
        }
        let list = self.style.list.filter(|list| *list != 0)?;
        let named = || level_of(list, self.style_id.as_deref()?);
        let level = own
            .or_else(named)
            .or(self.style.list_level.map(usize::from));
        Some((list, level.unwrap_or(0)))
    }

    fn heading(&self, length: usize) -> Option<u8> {
        let level = match (self.outline, self.style.role) {
            (Some(level), role) if level < BODY && !matches!(role, Some(Role::Contents)) => {
                level + 1
            }
            (_, Some(Role::Title | Role::Status | Role::DocumentType | Role::Object)) => {
                return (length <= LONGEST_TITLE).then_some(1);
            }
            (_, Some(Role::Heading(level))) => level,
            (None, None) => self.style.outline.filter(|level| *level < BODY)? + 1,
            _ => return None,
        };
        (length <= LONGEST_HEADING).then_some(level)
    }

    /// Makes the block. `number` is what its list prints before it, and at
    /// which level. None when there is nothing to print.
    pub(super) fn finish(
        mut self,
        number: Option<(Printed, usize)>,
        in_cell: bool,
    ) -> Option<Piece> {
        let (number, level) = match (self.number.take(), number) {
            (Some(kept), _) => (Some(kept), 0),
            (None, Some((number, level))) => (Some(number), level),
            (None, None) => (None, 0),
        };
        let (text, calls) = self.text.take();
        let mut block = Block {
            text,
            calls,
            ..Block::default()
        };
        if block.text.is_empty() && block.calls.is_empty() {
            // A number alone is worth a block when it has words: `Article 5`.
            number.as_ref().filter(|n| in_cell || has_words(&n.text))?;
        }
        let length = block.text.chars().count();
        let typed = strip_bullet(&mut block);
        let set_off = self.is_set_off(&block.text);
        let mark = number.as_ref().map(|n| n.text.as_str());
        block.shape = match (self.heading(length), self.style.role) {
            (Some(level), _) => Shape::Heading(Some(level)),
            (None, Some(Role::Subtitle)) => Shape::Subtitle,
            (None, Some(Role::Running | Role::Date | Role::Language | Role::Contents)) => {
                Shape::Text
            }
            (None, Some(Role::Numbered)) => Shape::Plain,
            (None, Some(Role::Recital)) if is_recital(mark.unwrap_or(&block.text)) => {
                Shape::Recital
            }
            (None, Some(Role::Point(depth))) => {
                block.depth = depth;
                Shape::Item
            }
            _ => match &number {
                _ if typed => Shape::Item,
                Some(n) if n.bullet || is_point(&n.text, level, set_off) => Shape::Item,
                _ => Shape::Plain,
            },
        };
        if block.shape == Shape::Item && block.depth == 0 {
            block.depth = u8::try_from(level + 1).unwrap_or(u8::MAX);
        }
        if let Some(number) = number {
            prefix(&mut block, &number);
        }
        if block.text.is_empty() && block.calls.is_empty() {
            return None;
        }
        let ordinary = block.shape == Shape::Plain && !set_off && reads_on(&block.text);
        Some(Piece {
            block,
            ordinary,
            part: self.style.role,
        })
    }

    /// Bold, centred or in capitals from end to end.
    fn is_set_off(&self, text: &str) -> bool {
        let emphasis = self.emphasised * 10 >= self.letters * 9;
        let centred = self.centred.or(self.style.centred).unwrap_or(false);
        emphasis || centred || !text.chars().any(char::is_lowercase)
    }
}

/// True when a list's number is that of a point and not of a heading, a recital
/// or a division.
fn is_point(number: &str, level: usize, set_off: bool) -> bool {
    let recital = level == 0 && is_recital(number);
    !(number.is_empty() || recital || set_off || has_words(number))
}

/// `(12)`, at the head of a text or alone.
fn is_recital(text: &str) -> bool {
    let inside = text.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    inside.is_some_and(|(number, _)| {
        (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
    })
}

fn has_words(number: &str) -> bool {
    let letters = number.split(|c: char| !c.is_alphabetic());
    letters.into_iter().any(|word| {
        word.len() >= 3
            && !word.bytes().all(|b| b"ivxlcdmIVXLCDM".contains(&b))
            && !is_repeated(word)
    })
}

/// `bbbb`: a letter of a list, repeated past its alphabet.
fn is_repeated(word: &str) -> bool {
    word.bytes().all(|b| Some(b) == word.bytes().next())
}

/// A bullet that was typed makes an item and is no text.
fn strip_bullet(block: &mut Block) -> bool {
    let Some(rest) = block.text.strip_prefix(BULLETS) else {
        return false;
    };
    let rest = rest.trim_start().to_owned();
    let taken = block.text.len() - rest.len();
    block.text = rest;
    for call in &mut block.calls {
        call.at = call.at.saturating_sub(taken);
    }
    true
}

/// Puts a number before a block's text.
pub(super) fn prefix(block: &mut Block, number: &Printed) {
    if number.text.is_empty() {
        return;
    }
    let mut head = number.text.clone();
    if !block.text.is_empty() {
        // A tab after a number tells a heading from a sentence that begins with
        // one; elsewhere it is only white space.
        let heading = matches!(block.shape, Shape::Heading(_) | Shape::Plain);
        head.push_str(if heading || number.gap.is_empty() {
            number.gap
        } else {
            " "
        });
    }
    for call in &mut block.calls {
        call.at += head.len();
    }
    block.text.insert_str(0, &head);
}

/// Begins like a sentence, and not with the mark of a point or a division.
fn reads_on(text: &str) -> bool {
    let first = text.trim_start_matches(['«', '“', '"', '\u{a0}', ' ']);
    let word = first
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase();
    first.starts_with(char::is_alphabetic)
        && !word.ends_with([')', '.'])
        && !DIVISIONS.contains(&word.as_str())
}
