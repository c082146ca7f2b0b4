//! A query printed. What is printed reads back as the same query, unless its
//! words happen to make a reference side by side.

use std::fmt;

use super::ast::{Clause, Group, Query};
use super::filters::Filters;
use super::spans::QUOTES;

impl Query {
    /// What is searched for, without the references that every hit must cite
    /// and without filters: `infrastructures (gaz OU eau) "en cas de crise" -pétrole`.
    pub fn text(&self) -> String {
        let mut root = self.root.clone();
        root.must
            .retain(|clause| !matches!(clause, Clause::Reference { .. }));
        Printer { quote_keys: false }.body(&root)
    }
}

/// The whole query, filters and references too, in a form that reads back.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = Printer { quote_keys: true }.body(&self.root);
        let mut parts: Vec<String> = vec![text];
        parts.extend(filters(&self.filters));
        parts.extend(
            filters(&self.excluded)
                .into_iter()
                .map(|one| format!("-{one}")),
        );
        parts.retain(|part| !part.is_empty());
        f.write_str(&parts.join(" "))
    }
}

/// The filters as they are typed.
impl fmt::Display for Filters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&filters(self).join(" "))
    }
}

struct Printer {
    /// Keys stand in quotes, so that the words beside them do not change them.
    quote_keys: bool,
}

impl Printer {
    /// A group without brackets round it.
    fn body(&self, group: &Group) -> String {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(group.should.iter().map(|clause| self.atom(clause)));
        let linked = group.should.is_empty()
            && group.must.len() > 1
            && group.must.iter().any(is_optional_alone);
        if linked {
            let must: Vec<String> = group.must.iter().map(|clause| self.atom(clause)).collect();
            parts.push(must.join(" ET "));
        } else {
            parts.extend(group.must.iter().map(|clause| {
                let plus = if is_optional_alone(clause) { "+" } else { "" };
                format!("{plus}{}", self.atom(clause))
            }));
        }
        let excluded = group.must_not.iter();
        parts.extend(excluded.map(|clause| format!("-{}", self.atom(clause))));
        parts.join(" ")
    }

    fn atom(&self, clause: &Clause) -> String {
        match clause {
            Clause::Word(word) | Clause::Wildcard(word) => word.clone(),
            Clause::Fuzzy { word, edits } => format!("{word}~{edits}"),
            Clause::Phrase { text, slop: 0 } => quoted(text),
            Clause::Phrase { text, slop } => format!("{}~{slop}", quoted(text)),
            Clause::Reference {
                named: Some(name), ..
            } => name.clone(),
            Clause::Reference { key, .. } if self.quote_keys => quoted(key.as_str()),
            Clause::Reference { key, .. } => key.to_string(),
            Clause::Group(group) => self.group(group),
        }
    }

    fn group(&self, group: &Group) -> String {
        if !group.is_choice() {
            return format!("({})", self.body(group));
        }
        let alternatives: Vec<String> = group
            .should
            .iter()
            .map(|clause| match clause {
                Clause::Group(inner) if inner.is_one_exclusion() => self.body(inner),
                other => self.atom(other),
            })
            .collect();
        format!("({})", alternatives.join(" OU "))
    }
}

impl Group {
    fn is_one_exclusion(&self) -> bool {
        self.should.is_empty() && self.must.is_empty() && self.must_not.len() == 1
    }
}

/// Words need a sign or an operator to be required; all else is so by itself.
fn is_optional_alone(clause: &Clause) -> bool {
    matches!(
        clause,
        Clause::Word(_) | Clause::Wildcard(_) | Clause::Fuzzy { .. }
    )
}

/// A text in the first quotes that do not end in it: it was read between some.
fn quoted(text: &str) -> String {
    let (open, close) = QUOTES
        .into_iter()
        .find(|(_, close)| !text.contains(*close))
        .unwrap_or(('"', '"'));
    format!("{open}{text}{close}")
}

fn filters(filters: &Filters) -> Vec<String> {
    let mut all = Vec::new();
    let mut add = |name: &str, value: &str| {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.');
        let value = if value.chars().all(plain) {
            value.to_owned()
        } else {
            quoted(value)
        };
        all.push(format!("{name}:{value}"));
    };
    filters
        .cites
        .iter()
        .for_each(|key| add("ref", key.as_str()));
    filters
        .documents
        .iter()
        .for_each(|id| add("dans", id.as_str()));
    filters
        .instruments
        .iter()
        .for_each(|key| add("dans", key.as_str()));
    filters.types.iter().for_each(|kind| add("type", kind));
    filters
        .institutions
        .iter()
        .for_each(|name| add("institution", name));
    filters
        .articles
        .iter()
        .for_each(|number| add("article", number));
    if let Some(years) = filters.years {
        add("annee", &range(years));
    }
    if let Some(notes) = filters.notes {
        add("note", if notes { "oui" } else { "non" });
    }
    filters
        .languages
        .iter()
        .for_each(|language| add("langue", language.as_str()));
    filters
        .sections
        .iter()
        .for_each(|section| add("section", section));
    filters.topics.iter().for_each(|topic| add("theme", topic));
    if let Some(versions) = filters.versions {
        add("versions", versions.as_str());
    }
    filters.kinds.iter().for_each(|kind| add("genre", kind));
    if let Some(certainty) = filters.certainty {
        add("certitude", certainty.as_str());
    }
    all
}

pub(super) fn range((first, last): (i16, i16)) -> String {
    match (first, last) {
        (0, last) => format!("..{last}"),
        (first, 9999) => format!("{first}.."),
        (first, last) if first == last => first.to_string(),
        (first, last) => format!("{first}..{last}"),
    }
}
