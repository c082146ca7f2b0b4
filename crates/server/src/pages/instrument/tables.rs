//! The documents that cite, and the places of the instrument that are cited, as tables.

use renvoi_query::{CitedBy, CitingDocument, PlaceCount};

use super::asked::Asked;
use crate::pages::names::Name;
use crate::ui::Ui;

/// Places of the instrument that are listed in sight.
const PLACES: usize = 12;

/// A document that cites.
pub(super) struct DocumentRow {
    pub(super) name: Name,
    pub(super) date: Option<String>,
    pub(super) address: String,
    pub(super) formal: usize,
    pub(super) inferred: usize,
    pub(super) notes: usize,
    pub(super) total: usize,
    /// Length of its bar, of a hundred.
    pub(super) bar: usize,
    pub(super) is_own: bool,
}

/// A place of the instrument that is cited.
pub(super) struct PlaceRow {
    pub(super) label: String,
    pub(super) address: String,
    pub(super) count: usize,
    pub(super) depth: usize,
}

/// The documents that cite, in sight and unfolded.
pub(super) fn rows(
    ui: &Ui,
    cited: &CitedBy,
    asked: &Asked,
    named: &str,
) -> (Vec<DocumentRow>, Vec<DocumentRow>) {
    const IN_SIGHT: usize = 12;
    let total = |of: &CitingDocument| of.formal + of.inferred;
    let most = cited
        .by_document
        .iter()
        .map(total)
        .max()
        .unwrap_or(1)
        .max(1);
    let rows = cited.by_document.iter().map(|of| DocumentRow {
        name: match of.document.consolidated {
            Some(day) => {
                let name = Name::of(&of.document);
                Name {
                    short: Some(match &name.short {
                        Some(short) => {
                            format!("{short}, {}", ui.s("version-of", ui.short_date(day)))
                        }
                        None => ui.s("version-of", ui.short_date(day)),
                    }),
                    ..name
                }
            }
            None => Name::of(&of.document),
        },
        date: of.document.date.map(|date| ui.short_date(date)),
        address: asked.address(named, |asked| {
            asked.document = Some(of.document.id.to_string());
        }),
        formal: of.formal,
        inferred: of.inferred,
        notes: of.notes,
        total: total(of),
        bar: (total(of) * 100 / most).max(1),
        is_own: of.own,
    });
    let mut rows: Vec<DocumentRow> = rows.collect();
    let rest = rows.split_off(IN_SIGHT.min(rows.len()));
    (rows, rest)
}

/// The places of the instrument that are cited: articles, recitals and annexes by how often, each with its parts behind it.
pub(super) fn cited_places(
    ui: &Ui,
    cited: &CitedBy,
    asked: &Asked,
) -> (Vec<PlaceRow>, Vec<PlaceRow>) {
    let mut groups: Vec<Vec<&PlaceCount>> = Vec::new();
    for place in &cited.by_place {
        match groups.last_mut() {
            Some(group)
                if group
                    .first()
                    .is_some_and(|first| holds(&first.place, &place.place)) =>
            {
                group.push(place);
            }
            _ => groups.push(vec![place]),
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.first().map_or(0, |first| first.count)));
    let row = |place: &PlaceCount| PlaceRow {
        label: place_label(ui, &place.place),
        address: asked.address(cited.key.as_str(), |asked| {
            asked.place = Some(place.place.clone());
        }),
        count: place.count,
        depth: place.place.split('/').count().min(4),
    };
    let more = groups.split_off(PLACES.min(groups.len()));
    let rows = |groups: Vec<Vec<&PlaceCount>>| groups.into_iter().flatten().map(row).collect();
    (rows(groups), rows(more))
}

fn holds(whole: &str, part: &str) -> bool {
    part.strip_prefix(whole)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// A way to a place in words: *article 21, 2 f)*.
pub(super) fn place_label(ui: &Ui, path: &str) -> String {
    let mut steps = path.split('/');
    let first = steps.next().unwrap_or_default();
    let (kind, number) = first.split_once('.').unwrap_or((first, ""));
    let head = match kind {
        "art" | "cons" | "ann" | "chap" | "titre" | "sect" => {
            ui.s(&format!("path-{kind}"), number.to_uppercase_roman())
        }
        _ => first.to_owned(),
    };
    let rest: Vec<String> = steps
        .map(|step| {
            if step.bytes().all(|b| b.is_ascii_lowercase()) {
                format!("{step})")
            } else {
                step.to_owned()
            }
        })
        .collect();
    if rest.is_empty() {
        head
    } else {
        format!("{head}, {}", rest.join(" "))
    }
}

/// Numbers of annexes and chapters are Roman, and kept in small letters.
trait Roman {
    fn to_uppercase_roman(&self) -> String;
}

impl Roman for str {
    fn to_uppercase_roman(&self) -> String {
        let is_roman = !self.is_empty() && self.chars().all(|c| "ivxlc".contains(c));
        if is_roman {
            self.to_uppercase()
        } else {
            self.to_owned()
        }
    }
}
