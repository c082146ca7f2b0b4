//! Where a place stands in its instrument, so that what names it and what it is can be compared.

use std::fmt;
use std::str::FromStr;

use crate::citation::Place;

/// The way from an instrument to a place in it, one step a number: `art.5/1/f`, `cons.47`, `ann.iii/6`. A paragraph and a
/// point are steps alike: texts call the items of an article either.
///
/// ```
/// use renvoi_reference::{LegalPath, scan};
///
/// let citation = scan("l’article 6, paragraphe 1, point f), du règlement (UE) 2016/679").remove(0);
/// let path = LegalPath::of(&citation.attributes.places[0]).expect("it names an article");
/// assert_eq!(path.to_string(), "art.6/1/f");
/// assert!(LegalPath::article("6").holds(&path));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LegalPath(Vec<String>);

impl LegalPath {
    /// The way to a place that a citation names; none where it only says what part of something it is: *paragraphe 2*.
    pub fn of(place: &Place) -> Option<Self> {
        let mut path = Self::default();
        let named = |name: &str, number: &Option<String>| {
            number.as_deref().map(|number| step(name, number))
        };
        path.0.extend(named("cons.", &place.recital));
        path.0.extend(named("ann.", &place.annex));
        if place.article.is_none() && place.recital.is_none() {
            if path.0.is_empty() {
                path.0.extend(named("titre.", &place.title));
                path.0.extend(named("chap.", &place.chapter));
            }
            path.0.extend(named("sect.", &place.section));
        }
        path.0.extend(named("art.", &place.article));
        if path.0.is_empty() {
            return None;
        }
        path.0.extend(named("", &place.paragraph));
        let points = place.point.iter().flat_map(|point| point.split(')'));
        path.0.extend(points.map(|point| step("", point)));
        Some(path)
    }

    /// The way to an article.
    pub fn article(number: &str) -> Self {
        Self(vec![step("art.", number)])
    }

    /// The way to a recital.
    pub fn recital(number: &str) -> Self {
        Self(vec![step("cons.", number)])
    }

    /// The way to an annex; the only one may have no number.
    pub fn annex(number: Option<&str>) -> Self {
        Self(vec![step("ann.", number.unwrap_or_default())])
    }

    /// The same way with an article at its end.
    #[must_use]
    pub fn then_article(mut self, number: &str) -> Self {
        self.0.push(step("art.", number));
        self
    }

    /// The same way with a section at its end.
    #[must_use]
    pub fn then_section(mut self, number: &str) -> Self {
        self.0.push(step("sect.", number));
        self
    }

    /// The same way with a paragraph or a point at its end.
    #[must_use]
    pub fn then(mut self, number: &str) -> Self {
        self.0.push(step("", number));
        self
    }

    /// Steps from the instrument.
    pub fn depth(&self) -> usize {
        self.0.len()
    }

    /// Whether another place is this one or stands in it.
    pub fn holds(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    /// Whether another place ends as this one does and has all its steps, with others between them: `art.6/f` is in some
    /// part of article 6 that `art.6/1/f` says.
    pub fn is_in_some_part(&self, other: &Self) -> bool {
        let mut steps = other.0.iter();
        let has_all = self.0.iter().all(|step| steps.any(|other| other == step));
        has_all && self.0.first() == other.0.first() && self.0.last() == other.0.last()
    }

    /// The way as far as so many steps.
    #[must_use]
    pub fn up_to(&self, depth: usize) -> Self {
        Self(self.0.iter().take(depth).cloned().collect())
    }

    /// This way and those to what holds the place, from the instrument on.
    pub fn prefixes(&self) -> impl Iterator<Item = Self> + '_ {
        (1..=self.0.len()).map(|depth| self.up_to(depth))
    }
}

/// The text is no way to a place: it is empty, or has an empty step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no way to a place: these look like art.6/1/f or cons.47")]
pub struct LegalPathError;

impl FromStr for LegalPath {
    type Err = LegalPathError;

    /// Reads what [`LegalPath`] displays.
    fn from_str(text: &str) -> Result<Self, LegalPathError> {
        let steps: Vec<String> = text.split('/').map(str::to_lowercase).collect();
        let is_step = |step: &String| {
            !step.is_empty()
                && step
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
        };
        if steps.iter().all(is_step) {
            Ok(Self(steps))
        } else {
            Err(LegalPathError)
        }
    }
}

impl fmt::Display for LegalPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("/"))
    }
}

/// A number as it is compared: `3bis`, `iii`, `1` for *premier*.
fn step(name: &str, number: &str) -> String {
    let number = number.to_lowercase();
    let number = match number.trim().trim_end_matches('.') {
        "premier" | "1er" => "1".to_owned(),
        other => other
            .chars()
            .filter(|c| c.is_alphanumeric() || *c == '.')
            .collect(),
    };
    format!("{name}{number}")
}
