//! Paragraph and character styles: what a style says of the paragraphs that
//! wear it.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::error::ReadError;

use super::roles::{Role, role_of};
use super::xml::{Event, Space, Xml};

/// Longest chain of `basedOn` that is followed. Word allows eleven styles.
const LONGEST_CHAIN: usize = 16;

/// A style with what it takes from those it is based on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Style {
    /// What its name says.
    pub(super) role: Option<Role>,
    /// Outline level, from 0; 9 is running text.
    pub(super) outline: Option<u8>,
    /// The list it numbers its paragraphs in.
    pub(super) list: Option<i64>,
    /// The level in that list.
    pub(super) list_level: Option<u8>,
    /// Its text is hidden.
    pub(super) hidden: Option<bool>,
    /// Its text is bold, italic, underlined or in capitals.
    pub(super) emphasis: Option<bool>,
    /// Its paragraphs are centred.
    pub(super) centred: Option<bool>,
}

impl Style {
    fn inherit(&mut self, base: &Self) {
        self.role = self.role.or(base.role);
        self.outline = self.outline.or(base.outline);
        self.list = self.list.or(base.list);
        self.list_level = self.list_level.or(base.list_level);
        self.hidden = self.hidden.or(base.hidden);
        self.emphasis = self.emphasis.or(base.emphasis);
        self.centred = self.centred.or(base.centred);
    }
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// Worn by paragraphs that name none.
    default: Option<String>,
}

/// A style as the part has it.
#[derive(Default)]
struct Raw {
    id: String,
    name: String,
    base: Option<String>,
    style: Style,
}

impl Styles {
    /// Reads `styles.xml`.
    ///
    /// # Errors
    /// The part is not well formed.
    pub(super) fn read(part: &str, text: &str) -> Result<Self, ReadError> {
        let mut raws: HashMap<String, Raw> = HashMap::new();
        let mut default = None;
        let mut xml = Xml::new(part, text);
        let mut path: Vec<String> = Vec::new();
        let mut raw = Raw::default();
        loop {
            match xml.next()? {
                Event::End => break,
                Event::Text(_) => {}
                Event::Close => {
                    if path.pop().as_deref() == Some("style") {
                        let mut raw = std::mem::take(&mut raw);
                        raw.style.role = role_of(&raw.name).or_else(|| role_of(&raw.id));
                        raws.entry(raw.id.clone()).or_insert(raw);
                    }
                }
                Event::Open(element) => {
                    let name = if element.space == Space::Word {
                        element.name()
                    } else {
                        ""
                    };
                    if name == "style" {
                        let id = element.attribute("styleId").unwrap_or_default();
                        raw.id = id.into_owned();
                        let by_default = element.attribute("default");
                        let paragraph = element.attribute("type").is_none_or(|t| t == "paragraph");
                        if paragraph && by_default.is_some_and(|d| super::xml::is_true(&d)) {
                            default = Some(raw.id.clone());
                        }
                    }
                    let parent = path.last().map(String::as_str);
                    raw.property(parent.unwrap_or_default(), name, &element);
                    path.push(name.to_owned());
                }
            }
        }
        let by_id = raws
            .keys()
            .map(|id| (id.clone(), resolve(id, &raws)))
            .collect();
        Ok(Self { by_id, default })
    }

    /// The style with this id; the one worn by default when there is no id.
    pub(super) fn get(&self, id: Option<&str>) -> Style {
        let known = id
            .or(self.default.as_deref())
            .and_then(|id| self.by_id.get(id));
        match (known, id) {
            (Some(style), _) => *style,
            // A style that the part lacks still says what it is by its id.
            (None, Some(id)) => Style {
                role: role_of(id),
                ..Style::default()
            },
            (None, None) => Style::default(),
        }
    }
}

impl Raw {
    fn property(&mut self, parent: &str, name: &str, element: &super::xml::Element) {
        let level = || element.number("val").and_then(|n| u8::try_from(n).ok());
        match (parent, name) {
            ("style", "name") => self.name = element.value().unwrap_or_default().into_owned(),
            ("style", "basedOn") => self.base = element.value().map(Cow::into_owned),
            ("pPr", "outlineLvl") => self.style.outline = level(),
            ("pPr", "jc") => {
                self.style.centred = Some(element.value().is_some_and(|v| v == "center"));
            }
            ("numPr", "numId") => self.style.list = element.number("val"),
            ("numPr", "ilvl") => self.style.list_level = level(),
            ("rPr", "vanish") => self.style.hidden = Some(element.is_on()),
            ("rPr", "b" | "i" | "caps" | "smallCaps" | "u") => {
                let on = element.is_on() || self.style.emphasis == Some(true);
                self.style.emphasis = Some(on);
            }
            _ => {}
        }
    }
}

fn resolve(id: &str, raws: &HashMap<String, Raw>) -> Style {
    let mut style = Style::default();
    let mut next = Some(id);
    for _ in 0..LONGEST_CHAIN {
        let Some(raw) = next.and_then(|id| raws.get(id)) else {
            break;
        };
        let mut own = raw.style;
        // `heading 1` is one whatever its outline level was set to; a style
        // based on it that goes back to running text is none.
        if style.outline == Some(BODY) && matches!(own.role, Some(Role::Heading(_))) {
            own.role = None;
        }
        style.inherit(&own);
        next = raw.base.as_deref();
    }
    style
}

/// The outline level of running text.
pub(super) const BODY: u8 = 9;
