//! The places of an expression as its units are read, one after the other.

use crate::citation::Place;
use crate::places::grammar::{Join, Level, Unit};

/// The places read so far.
pub(crate) struct Reading {
    pub(crate) places: Vec<Place>,
    /// Level of the last unit.
    pub(crate) last: Level,
    pub(crate) last_articles: usize,
    /// The byte at which the expression begins.
    pub(crate) begins: usize,
    /// Articles are listed: a number by itself is one more.
    pub(crate) in_list: bool,
    /// Places before this one are whole: what holds the later ones does not hold them.
    open: usize,
    /// What holds the places from `open` on was said behind them: *paragraphe 1 de l'article 5*.
    is_contained: bool,
    /// The last places stand in the article of those before them unless one follows: *et le paragraphe 3 de l'article 6*.
    is_borrowed: bool,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            places: Vec::new(),
            last: Level::Title,
            last_articles: 0,
            begins: 0,
            in_list: false,
            open: 0,
            is_contained: false,
            is_borrowed: false,
        }
    }
}

impl Reading {
    /// Whether the last place stands in an article, or in whatever has this level or stands beside it.
    pub(crate) fn is_placed(&self, level: Level) -> bool {
        let Some(last) = self.places.last().filter(|_| !self.is_borrowed) else {
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

    /// Takes a unit that refines the last place, or stands beside it.
    pub(crate) fn take(&mut self, unit: &Unit, join: Join) {
        let level = unit.level;
        if level == Level::Other {
            // It keeps its place: what follows refines what stood before.
            return;
        }
        if self.goes_on_with_container(unit, join) {
            return;
        }
        let mut base = self.places.last().cloned().unwrap_or_default();
        let is_deeper = level > self.last && !self.places.is_empty();
        let refines = is_deeper && join == Join::Comma && level != Level::Recital;
        if level.is_top() && !refines && level != self.last {
            base = Place::default();
        }
        clear_from(&mut base, level);
        if refines {
            self.places.pop();
        } else if level.is_top() {
            (self.open, self.is_contained, self.is_borrowed) = (self.places.len(), false, false);
        } else if self.is_contained || is_deeper {
            (self.open, self.is_contained, self.is_borrowed) = (self.places.len(), false, true);
        }
        if level == Level::Article {
            if !self.in_list {
                self.last_articles = self.places.len();
            }
            self.in_list = unit.is_plural;
        }
        if unit.labels.is_empty() {
            // An annex without a number.
            self.open = self.places.len();
        }
        self.last = level;
        for label in &unit.labels {
            let mut place = base.clone();
            set(&mut place, level, label.written());
            self.last = label.add_below(&mut place).unwrap_or(level);
            self.places.push(place);
        }
    }

    /// *points a) et b) de l'article 3, paragraphe 1*: the paragraph holds the points too.
    fn goes_on_with_container(&mut self, unit: &Unit, join: Join) -> bool {
        let [label] = unit.labels.as_slice() else {
            return false;
        };
        let held = self.places.get_mut(self.open..).unwrap_or_default();
        let lacks = |place: &Place| match unit.level {
            Level::Paragraph => place.paragraph.is_none(),
            Level::Subparagraph => place.subparagraph.is_none(),
            _ => false,
        };
        let goes_on = self.is_contained
            && join == Join::Comma
            && held.iter().all(|place| {
                (place.point.is_some() || place.subparagraph.is_some()) && lacks(place)
            });
        if goes_on {
            for place in held {
                set(place, unit.level, label.written());
            }
        }
        goes_on
    }

    /// Takes the points of a point: letters of a number, Roman numbers of a letter. Others stand beside it.
    pub(crate) fn deepen(&mut self, unit: &Unit) {
        let outer = self.places.last().and_then(|last| last.point.clone());
        let nests =
            |outer: &String| unit.is_inner || unit.labels.iter().all(|label| label.nests_in(outer));
        let Some(outer) = outer.filter(nests) else {
            return self.take(unit, Join::Comma);
        };
        let Some(base) = self.places.pop() else {
            return;
        };
        for label in &unit.labels {
            let point = Some(format!("{outer}) {}", label.written()));
            self.places.push(Place {
                point,
                ..base.clone()
            });
        }
    }

    /// Says what holds the places read last.
    pub(crate) fn contain(&mut self, unit: &Unit) {
        if self.places.len() == self.open {
            // *la deuxième phrase de l'article 190*: what it holds has no number.
            return self.take(unit, Join::And);
        }
        if unit.level == Level::Article {
            self.last_articles = self.open;
        }
        for place in self.places.iter_mut().skip(self.open) {
            if self.is_borrowed {
                let Place {
                    paragraph,
                    subparagraph,
                    point,
                    ..
                } = std::mem::take(place);
                (place.paragraph, place.subparagraph, place.point) =
                    (paragraph, subparagraph, point);
            }
            if let Some(label) = unit.labels.first() {
                set(place, unit.level, label.written());
                if place.paragraph.is_none() {
                    label.add_below(place);
                }
            }
        }
        (self.is_contained, self.is_borrowed) = (true, false);
        // Of several articles the others have no part of their own.
        for label in unit.labels.iter().skip(1) {
            let mut place = Place::default();
            set(&mut place, unit.level, label.written());
            label.add_below(&mut place);
            self.places.push(place);
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
