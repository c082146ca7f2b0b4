//! `/d/{id}?versus={other}`: two versions of an act side by side, article by article.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use askama::Template;
use renvoi_document::{Document, Passage, SectionKind};
use similar::{Algorithm, ChangeTag, TextDiff};

use crate::pages::names::{Name, document_address};
use crate::ui::Ui;

/// What all articles together may take to be compared word by word; those that are left then are shown as changed whole.
const PATIENCE: Duration = Duration::from_millis(800);

/// Words around a change that are shown; longer stretches without one are cut.
const CONTEXT: usize = 25;

#[derive(Template)]
#[template(path = "compare.html")]
pub(super) struct ComparePage {
    ui: Ui,
    name: Name,
    old: Side,
    new: Side,
    changed: Vec<Unit>,
    same: usize,
    counts: [usize; 3],
    /// One of both is without the recitals, as consolidated versions are: they are not compared.
    without_recitals: bool,
}

/// One of both versions.
struct Side {
    label: String,
    address: String,
}

/// An article, a recital or another part that is not the same in both.
struct Unit {
    /// Its anchor on the page.
    id: String,
    label: String,
    fate: &'static str,
    added: usize,
    removed: usize,
    old: Vec<Stretch>,
    new: Vec<Stretch>,
    /// Where it is in each version.
    old_address: Option<String>,
    new_address: Option<String>,
}

/// Words of one side.
struct Stretch {
    text: String,
    is_changed: bool,
    is_cut: bool,
}

impl ComparePage {
    pub(super) fn new(ui: Ui, old: &Document, new: &Document) -> Self {
        let (before, after) = (Parts::of(old), Parts::of(new));
        let mut changed = Vec::new();
        let (mut same, mut counts) = (0, [0; 3]);
        let without_recitals = before.has_recitals() != after.has_recitals();
        let deadline = Instant::now() + PATIENCE;
        for key in before.merged(&after) {
            if without_recitals && is_preamble(&key) {
                continue;
            }
            let (left, right) = (before.parts.get(&key), after.parts.get(&key));
            let unit = Unit::new(changed.len(), (old, left), (new, right), deadline);
            match unit {
                None => same += 1,
                Some(unit) => {
                    let at = match unit.fate {
                        "changed" => 0,
                        "added" => 1,
                        _ => 2,
                    };
                    counts[at] += 1;
                    changed.push(unit);
                }
            }
        }
        let side = |document: &Document| Side {
            label: match document.consolidated {
                Some(day) => ui.s("version-of", ui.date(day)),
                None => ui.t("as-adopted"),
            },
            address: document_address(&document.id),
        };
        Self {
            name: Name::of(&new.summary().describe()),
            old: side(old),
            new: side(new),
            changed,
            same,
            counts,
            without_recitals,
            ui,
        }
    }
}

/// A part of a version: its name, the anchor of its first passage, its text.
struct Part {
    label: String,
    anchor: String,
    text: String,
}

/// The parts of a version, by what names them in every version.
struct Parts {
    order: Vec<String>,
    parts: HashMap<String, Part>,
}

impl Parts {
    fn of(document: &Document) -> Self {
        let mut all = Self {
            order: Vec::new(),
            parts: HashMap::new(),
        };
        for passage in &document.passages {
            let (key, label) = part_of(document, passage);
            let text = plain(&passage.text);
            if let Some(part) = all.parts.get_mut(&key) {
                part.text.push('\n');
                part.text.push_str(&text);
                continue;
            }
            let part = Part {
                label,
                anchor: passage.id.anchor().to_owned(),
                text,
            };
            all.order.push(key.clone());
            all.parts.insert(key, part);
        }
        all
    }

    fn has_recitals(&self) -> bool {
        self.order.iter().any(|key| key.starts_with("cons."))
    }

    /// The names of both versions: those of the newer in its order, what it lacks behind what stood before it.
    fn merged(&self, newer: &Self) -> Vec<String> {
        let mut merged: Vec<String> = newer.order.clone();
        let mut at = 0;
        for key in &self.order {
            if let Some(place) = merged.iter().position(|known| known == key) {
                at = place + 1;
            } else {
                merged.insert(at, key.clone());
                at += 1;
            }
        }
        merged
    }
}

/// What stands before the first article and behind the last one: title, visas, recitals, signatures.
fn is_preamble(key: &str) -> bool {
    key.is_empty() || key.starts_with("cons.")
}

/// The article, recital or annex that a passage is part of, else its highest heading.
fn part_of(document: &Document, passage: &Passage) -> (String, String) {
    if let Some(path) = document.legal_path(passage) {
        let path = path.up_to(1).to_string();
        let around = document.sections_around(passage);
        let named = around
            .iter()
            .find(|section| matches!(section.kind, SectionKind::Article | SectionKind::Annex));
        let label = match (path.strip_prefix("cons."), named) {
            (Some(number), _) => format!("Considérant {number}"),
            (None, Some(section)) => section.title_line(),
            (None, None) => path.clone(),
        };
        return (path, label);
    }
    let path = document.section_path(passage.section.as_deref());
    match path.first() {
        Some(heading) => (format!("#{heading}"), heading.clone()),
        None => (String::new(), "…".to_owned()),
    }
}

/// A text whose spaces and apostrophes are those of every version.
fn plain(text: &str) -> String {
    let plain = text.chars().map(|c| match c {
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        '\'' | '\u{2bc}' => '\u{2019}',
        other => other,
    });
    plain.collect()
}

impl Unit {
    /// What changed; `None` where nothing did.
    fn new(
        number: usize,
        (old_document, old): (&Document, Option<&Part>),
        (new_document, new): (&Document, Option<&Part>),
        deadline: Instant,
    ) -> Option<Self> {
        let empty = "";
        let (before, after) = (
            old.map_or(empty, |part| part.text.as_str()),
            new.map_or(empty, |part| part.text.as_str()),
        );
        if before == after {
            return None;
        }
        let diff = TextDiff::configure()
            .algorithm(Algorithm::Patience)
            .deadline(deadline)
            .diff_words(before, after);
        let (mut left, mut right) = (Vec::new(), Vec::new());
        let (mut added, mut removed) = (0, 0);
        for change in diff.iter_all_changes() {
            let word = change.value();
            let counts = usize::from(word.contains(char::is_alphanumeric));
            match change.tag() {
                ChangeTag::Equal => {
                    push(&mut left, word, false);
                    push(&mut right, word, false);
                }
                ChangeTag::Delete => {
                    removed += counts;
                    push(&mut left, word, true);
                }
                ChangeTag::Insert => {
                    added += counts;
                    push(&mut right, word, true);
                }
            }
        }
        let address = |document: &Document, part: Option<&Part>| {
            part.map(|part| format!("{}#{}", document_address(&document.id), part.anchor))
        };
        Some(Self {
            id: format!("part-{}", number + 1),
            label: new.or(old).map(|part| part.label.clone())?,
            fate: match (old, new) {
                (Some(_), Some(_)) => "changed",
                (None, _) => "added",
                (_, None) => "removed",
            },
            added,
            removed,
            old: left.into_iter().flat_map(cut).collect(),
            new: right.into_iter().flat_map(cut).collect(),
            old_address: address(old_document, old),
            new_address: address(new_document, new),
        })
    }
}

/// Adds a word to the last stretch, where it is of the same kind.
fn push(stretches: &mut Vec<Stretch>, word: &str, is_changed: bool) {
    match stretches.last_mut() {
        Some(last) if last.is_changed == is_changed => last.text.push_str(word),
        _ => stretches.push(Stretch {
            text: word.to_owned(),
            is_changed,
            is_cut: false,
        }),
    }
}

/// A stretch without a change is cut in its middle where it is long.
fn cut(stretch: Stretch) -> Vec<Stretch> {
    let words: Vec<&str> = stretch.text.split_inclusive(char::is_whitespace).collect();
    if stretch.is_changed || words.len() <= 3 * CONTEXT {
        return vec![stretch];
    }
    let part = |words: &[&str]| Stretch {
        text: words.concat(),
        is_changed: false,
        is_cut: false,
    };
    let (head, tail) = (
        words.get(..CONTEXT).unwrap_or_default(),
        words.get(words.len() - CONTEXT..).unwrap_or_default(),
    );
    let gap = Stretch {
        text: String::new(),
        is_changed: false,
        is_cut: true,
    };
    vec![part(head), gap, part(tail)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(texts: &[(&str, &str)]) -> Parts {
        let parts = texts.iter().map(|(key, text)| {
            let part = Part {
                label: (*key).to_owned(),
                anchor: "p1".to_owned(),
                text: (*text).to_owned(),
            };
            ((*key).to_owned(), part)
        });
        Parts {
            order: texts.iter().map(|(key, _)| (*key).to_owned()).collect(),
            parts: parts.collect(),
        }
    }

    #[test]
    fn what_was_removed_stands_where_it_stood() {
        let old = parts(&[("1", ""), ("2", ""), ("3", ""), ("4", "")]);
        let new = parts(&[("0", ""), ("1", ""), ("3", ""), ("3bis", "")]);
        assert_eq!(old.merged(&new), ["0", "1", "2", "3", "4", "3bis"]);
    }

    #[test]
    fn long_stretches_without_a_change_are_cut() {
        let stretch = |words: usize, is_changed| Stretch {
            text: "mot ".repeat(words),
            is_changed,
            is_cut: false,
        };
        assert_eq!(cut(stretch(75, false)).len(), 1);
        assert_eq!(cut(stretch(500, true)).len(), 1);
        let cut = cut(stretch(500, false));
        assert_eq!(cut.len(), 3);
        assert!(cut[1].is_cut);
        assert_eq!(cut[0].text, "mot ".repeat(CONTEXT));
    }
}
