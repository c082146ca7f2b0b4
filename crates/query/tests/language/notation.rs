//! A query in the notation of `data/queries.txt`.

use renvoi_query::language::{Clause, Group};
use renvoi_query::{Filters, Query};

/// `word {wild*} fuzzy~2 "phrase"~5 [KEY] [KEY=name]`, `+` before what is
/// required and `-` before what is excluded; groups in brackets; ` | ` and the
/// filters as JSON, ` |- ` and the excluded ones, ` !` when something could not
/// be used.
pub(crate) fn notation(query: &Query) -> String {
    let mut text = body(&query.root);
    for (sign, filters) in [("|", &query.filters), ("|-", &query.excluded)] {
        if *filters != Filters::default() {
            let json = serde_json::to_string(filters).expect("JSON");
            for part in [" ", sign, " ", &json] {
                text.push_str(part);
            }
        }
    }
    if !query.diagnostics.is_empty() {
        text.push_str(" !");
    }
    text.trim().to_owned()
}

fn body(group: &Group) -> String {
    let lists = [
        ("", &group.should),
        ("+", &group.must),
        ("-", &group.must_not),
    ];
    let parts: Vec<String> = lists
        .into_iter()
        .flat_map(|(sign, list)| list.iter().map(move |c| format!("{sign}{}", clause(c))))
        .collect();
    parts.join(" ")
}

fn clause(clause: &Clause) -> String {
    match clause {
        Clause::Word(word) => word.clone(),
        Clause::Wildcard(word) => format!("{{{word}}}"),
        Clause::Fuzzy { word, edits } => format!("{word}~{edits}"),
        Clause::Phrase { text, slop: 0 } => format!("\"{text}\""),
        Clause::Phrase { text, slop } => format!("\"{text}\"~{slop}"),
        Clause::Reference { key, named: None } => format!("[{key}]"),
        Clause::Reference {
            key,
            named: Some(name),
        } => format!("[{key}={name}]"),
        Clause::Group(group) => format!("({})", body(group)),
    }
}
