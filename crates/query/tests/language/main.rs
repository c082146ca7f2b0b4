//! The query language, by a table anyone can extend, and by property.
//!
//! 1. Each query of `data/queries.txt` is read as its line says.
//! 2. Any text is read, within the limits and in time that does not explode.
//! 3. A query printed reads back as it was.

mod notation;
mod properties;

use notation::notation;
use renvoi_query::{Names, Query};
use renvoi_reference::Key;

const CASES: &str = include_str!("../data/queries.txt");

/// A few names, as a catalogue would know them.
struct Known;

impl Names for Known {
    fn name_at(&self, text: &str) -> Option<(Key, usize)> {
        let names = [
            ("directive SRI 2", "32022L2555"),
            ("SRI 2", "32022L2555"),
            ("SRI", "32016L1148"),
            ("RGPD", "32016R0679"),
        ];
        let (name, key) = names.iter().find(|(name, _)| {
            text.split_at_checked(name.len())
                .is_some_and(|(head, rest)| {
                    head.eq_ignore_ascii_case(name) && !rest.starts_with(char::is_alphanumeric)
                })
        })?;
        Some((key.parse().ok()?, name.len()))
    }

    fn likely_at(&self, _: &str) -> Option<(Key, usize)> {
        None
    }

    fn knows(&self, _: &Key) -> bool {
        false
    }
}

#[test]
fn queries_are_read_as_the_table_says() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in CASES
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        let (text, expected) = line.split_once("=>").expect("query => reading");
        let (query, names) = match text.strip_prefix("@ ") {
            Some(text) => (Query::parse_with(text.trim(), &Known), true),
            None => (Query::parse(text.trim()), false),
        };
        let read = notation(&query);
        if read != expected.trim() {
            wrong.push(format!("{text}=> {read}\n    {:?}", query.diagnostics));
        }
        // What is printed reads back; with names, only for whom they are known.
        let printed = query.to_string();
        let again = if names {
            Query::parse_with(&printed, &Known)
        } else {
            Query::parse(&printed)
        };
        if (&again.root, &again.filters, &again.excluded)
            != (&query.root, &query.filters, &query.excluded)
        {
            wrong.push(format!(
                "{text}printed as {printed}, read as {}",
                notation(&again)
            ));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(count >= 120, "{count} cases");
}
