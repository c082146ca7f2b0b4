//! The places of an expression as its units are read, one after the other.

use crate::citation::Place;
use crate::places::grammar::{Level, Unit};
use crate::places::numbers::Label;

/// The places read so far.
pub(crate) struct Reading {
    pub(crate) places: Vec<Place>,
    pub(crate) last: Level,
    pub(crate) last_articles: usize,
    /// Articles are listed: a number by itself is one more.
    pub(crate) in_list: bool,
    /// Places before this one are whole: what holds the later ones does not hold them.
    open: usize,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            places: Vec::new(),
            last: Level::Title,
            last_articles: 0,
            in_list: false,
            open: 0,
        }
    }
}

impl Reading {
    /// Whether the last place stands in an article, or in whatever has this level or stands beside it.
    pub(crate) fn is_placed(&self, level: Level) -> bool {
        let Some(last) = self.places.last() else {
            return false;
        };
        let in_article = last.article.is_some() || last.recital.is_some();
        match level {
            Level::Title => last.title.is_some(),
            Level::Chapter => last.chapter.is_some(),
            Level::Section => last.section.is_some(),
            Level::Annex => last.annex.is_some() || in_article,
            _ => in_article || last.annex.is_some(),
        }
    }

    pub(crate) fn take(&mut self, unit: &Unit) {
        if unit.level == Level::Other {
            // It keeps its place: what follows refines what stood before.
            return;
        }
        let mut base = self.places.last().cloned().unwrap_or_default();
        let refines = unit.level > self.last && !self.places.is_empty();
        if unit.level.is_top() && !refines && unit.level != self.last {
            base = Place::default();
        }
        clear_from(&mut base, unit.level);
        if refines {
            self.places.pop();
        } else if unit.level.is_top() {
            self.open = self.places.len();
        }
        if unit.level == Level::Article {
            if !self.in_list {
                self.last_articles = self.places.len();
            }
            self.in_list = unit.is_plural;
        }
        if unit.labels.is_empty() {
            base = Place::default();
            self.open = self.places.len();
        }
        for label in &unit.labels {
            let mut place = base.clone();
            set(&mut place, unit.level, label.text.clone());
            self.places.push(place);
        }
        self.last = unit.level;
        if let (Some(inner), Some(last)) = (&unit.inner, self.places.last_mut()) {
            last.paragraph.clone_from(&inner.paragraph);
            last.point.clone_from(&inner.point);
            self.last = if inner.point.is_some() {
                Level::Point
            } else {
                Level::Paragraph
            };
        }
    }

    /// Takes the points of a point: letters of a number. Others stand beside it.
    pub(crate) fn deepen(&mut self, unit: &Unit) {
        let point = self.places.last().and_then(|last| last.point.clone());
        let outer = point.filter(|point| point.bytes().all(|b| b.is_ascii_digit()));
        let lettered = |label: &Label| label.text.starts_with(|c: char| c.is_ascii_lowercase());
        let Some(outer) = outer.filter(|_| unit.labels.iter().all(lettered)) else {
            return self.take(unit);
        };
        let Some(base) = self.places.pop() else {
            return;
        };
        for label in &unit.labels {
            let point = Some(format!("{outer}) {}", label.text));
            self.places.push(Place {
                point,
                ..base.clone()
            });
        }
    }

    /// Says what holds the places read last.
    pub(crate) fn contain(&mut self, unit: &Unit) {
        let Some(label) = unit.labels.first() else {
            return;
        };
        if unit.level == Level::Article {
            self.last_articles = self.open;
        }
        for place in self.places.iter_mut().skip(self.open) {
            set(place, unit.level, label.text.clone());
            if let Some(inner) = &unit.inner {
                place.paragraph.clone_from(&inner.paragraph);
            }
        }
        // Of several articles the others have no part of their own.
        let mut rest = unit.labels.iter().skip(1).peekable();
        if rest.peek().is_some() {
            let base = Place::default();
            for label in rest {
                let mut place = base.clone();
                set(&mut place, unit.level, label.text.clone());
                self.places.push(place);
            }
            self.last = unit.level;
        }
    }
}

/// Forgets what is as deep as a level or deeper.
fn clear_from(place: &mut Place, level: Level) {
    let fields = [
        (Level::Title, &mut place.title),
        (Level::Chapter, &mut place.chapter),
        (Level::Annex, &mut place.annex),
        (Level::Section, &mut place.section),
        (Level::Article, &mut place.article),
        (Level::Recital, &mut place.recital),
        (Level::Paragraph, &mut place.paragraph),
        (Level::Subparagraph, &mut place.subparagraph),
        (Level::Point, &mut place.point),
    ];
    for (this, field) in fields {
        if this >= level {
            *field = None;
        }
    }
}

fn set(place: &mut Place, level: Level, label: String) {
    let field = match level {
        Level::Title => &mut place.title,
        Level::Chapter => &mut place.chapter,
        Level::Annex => &mut place.annex,
        Level::Section => &mut place.section,
        Level::Article => &mut place.article,
        Level::Recital => &mut place.recital,
        Level::Paragraph => &mut place.paragraph,
        Level::Subparagraph => &mut place.subparagraph,
        Level::Point => &mut place.point,
        Level::Other => return,
    };
    *field = Some(label);
}
