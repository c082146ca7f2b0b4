//! Lists as `numbering.xml` defines them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use crate::error::ReadError;

use super::xml::{Element, Event, Space, Xml};

/// Levels of a list, as the standard has them.
pub(super) const LEVELS: usize = 9;

/// Longest pattern of a number, in bytes. `Article %1.%2` is a long one.
const LONGEST_PATTERN: usize = 120;

/// What follows a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Suffix {
    /// A tab, which is Word's default.
    #[default]
    Tab,
    /// A space.
    Space,
    /// Nothing.
    Nothing,
}

/// One level of a list.
#[derive(Clone, Debug)]
pub(super) struct Level {
    /// First number.
    pub(super) start: u32,
    /// `decimal`, `lowerRoman`, …
    pub(super) format: String,
    /// `%1.%2)`: each `%n` stands for the number of level n.
    pub(super) pattern: String,
    /// What follows.
    pub(super) suffix: Suffix,
    /// All numbers of the pattern are decimal.
    pub(super) legal: bool,
    /// The number is hidden.
    pub(super) hidden: bool,
    /// The level (from 1) whose numbers start it anew; 0 for none.
    pub(super) restart: Option<usize>,
    /// The paragraph style that is numbered at this level.
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".to_owned(),
            pattern: String::new(),
            suffix: Suffix::default(),
            legal: false,
            hidden: false,
            restart: None,
            style: None,
        }
    }
}

/// A list's levels, by number from 0.
pub(super) type Levels = HashMap<usize, Level>;

#[derive(Debug, Default)]
struct Abstract {
    levels: Rc<Levels>,
    /// The numbering style that holds its levels instead.
    link: Option<String>,
    /// The numbering style whose levels these are.
    own: Option<String>,
}

/// A list that paragraphs name.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    /// Lists of one abstract list count together.
    pub(super) counted_with: i64,
    /// Its levels.
    pub(super) levels: Rc<Levels>,
    /// Levels (from 0) that it starts anew at a number.
    pub(super) starts: HashMap<usize, u32>,
}

/// All lists, by their id.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: HashMap<i64, List>,
}

/// A list as the part has it.
struct Named {
    id: i64,
    of: Option<i64>,
    /// Levels that it has instead of those of its abstract list.
    changed: Levels,
    starts: HashMap<usize, u32>,
}

#[derive(Default)]
struct Builder {
    abstracts: HashMap<i64, Abstract>,
    nums: Vec<Named>,
    current: Option<i64>,
    levels: Levels,
    at: Option<usize>,
    link: Option<String>,
    own: Option<String>,
    of: Option<i64>,
    starts: HashMap<usize, u32>,
    overridden: Option<usize>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    ///
    /// # Errors
    /// The part is not well formed.
    pub(super) fn read(part: &str, text: &str) -> Result<Self, ReadError> {
        let mut builder = Builder::default();
        let mut xml = Xml::new(part, text);
        let mut path: Vec<String> = Vec::new();
        loop {
            match xml.next()? {
                Event::End => return Ok(builder.finish()),
                Event::Text(_) => {}
                Event::Close => {
                    let name = path.pop();
                    builder.close(name.as_deref().unwrap_or_default());
                }
                Event::Open(element) => {
                    let word = element.space == Space::Word;
                    let name = if word { element.name() } else { "" };
                    let parent = path.last().map(String::as_str);
                    builder.open(parent.unwrap_or_default(), name, &element);
                    path.push(name.to_owned());
                }
            }
        }
    }

    /// The list with this id.
    pub(super) fn get(&self, id: i64) -> Option<&List> {
        self.lists.get(&id)
    }
}

impl List {
    /// The level at which paragraphs of this style are numbered.
    pub(super) fn level_of(&self, style: &str) -> Option<usize> {
        let levels = self.levels.iter();
        let wearing = levels.filter(|(_, level)| level.style.as_deref() == Some(style));
        wearing.map(|(at, _)| *at).min()
    }
}

impl Builder {
    fn open(&mut self, parent: &str, name: &str, element: &Element) {
        let value = || element.value().map(Cow::into_owned);
        let level_at = || {
            let at = element.number("ilvl").and_then(|n| usize::try_from(n).ok());
            at.filter(|at| *at < LEVELS)
        };
        match (parent, name) {
            (_, "abstractNum") => self.current = element.number("abstractNumId"),
            (_, "num") => self.current = element.number("numId"),
            ("num", "abstractNumId") => self.of = element.number("val"),
            ("abstractNum", "numStyleLink") => self.link = value(),
            ("abstractNum", "styleLink") => self.own = value(),
            ("num", "lvlOverride") => self.overridden = level_at(),
            ("lvlOverride", "startOverride") => {
                let start = element.number("val").and_then(|n| u32::try_from(n).ok());
                if let (Some(at), Some(start)) = (self.overridden, start) {
                    self.starts.insert(at, start);
                }
            }
            ("abstractNum" | "lvlOverride", "lvl") => {
                self.at = level_at().or(self.overridden);
                if let Some(at) = self.at {
                    self.levels.insert(at, Level::default());
                }
            }
            _ => {
                let level = self.at.and_then(|at| self.levels.get_mut(&at));
                if let Some(level) = level {
                    level.property(parent, name, element);
                }
            }
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "lvl" => self.at = None,
            "lvlOverride" => self.overridden = None,
            "abstractNum" => {
                let made = Abstract {
                    levels: Rc::new(std::mem::take(&mut self.levels)),
                    link: self.link.take(),
                    own: self.own.take(),
                };
                if let Some(id) = self.current.take() {
                    self.abstracts.insert(id, made);
                }
            }
            "num" => {
                let changed = std::mem::take(&mut self.levels);
                let starts = std::mem::take(&mut self.starts);
                let of = self.of.take();
                if let Some(id) = self.current.take() {
                    self.nums.push(Named {
                        id,
                        of,
                        changed,
                        starts,
                    });
                }
            }
            _ => {}
        }
    }

    fn finish(self) -> Numbering {
        let styled: HashMap<&str, i64> = self
            .abstracts
            .iter()
            .filter_map(|(id, a)| Some((a.own.as_deref()?, *id)))
            .collect();
        let mut lists = HashMap::new();
        for named in self.nums {
            let Some(mut of) = named.of else { continue };
            let linked = self.abstracts.get(&of).and_then(|a| a.link.as_deref());
            if let Some(linked) = linked.and_then(|style| styled.get(style)) {
                of = *linked;
            }
            let mut levels = self
                .abstracts
                .get(&of)
                .map(|a| a.levels.clone())
                .unwrap_or_default();
            if !named.changed.is_empty() {
                let mut own = levels.as_ref().clone();
                own.extend(named.changed);
                levels = Rc::new(own);
            }
            let list = List {
                counted_with: of,
                levels,
                starts: named.starts,
            };
            lists.insert(named.id, list);
        }
        Numbering { lists }
    }
}

impl Level {
    fn property(&mut self, parent: &str, name: &str, element: &Element) {
        let value = || element.value().unwrap_or_default();
        match (parent, name) {
            ("lvl", "start") => {
                let start = element.number("val").and_then(|n| u32::try_from(n).ok());
                self.start = start.unwrap_or(1);
            }
            // A new format stands in a choice, with an old one to fall back on.
            ("lvl" | "", "numFmt") => self.format = value().into_owned(),
            ("lvl", "lvlText") => {
                let pattern = value();
                if pattern.len() <= LONGEST_PATTERN {
                    self.pattern = pattern.into_owned();
                }
            }
            ("lvl", "suff") => {
                self.suffix = match value().as_ref() {
                    "space" => Suffix::Space,
                    "nothing" => Suffix::Nothing,
                    _ => Suffix::Tab,
                };
            }
            ("lvl", "isLgl") => self.legal = element.is_on(),
            ("lvl", "lvlRestart") => {
                self.restart = element.number("val").and_then(|n| usize::try_from(n).ok());
            }
            ("lvl", "pStyle") => self.style = Some(value().into_owned()),
            ("rPr", "vanish") => self.hidden = element.is_on(),
            _ => {}
        }
    }
}
