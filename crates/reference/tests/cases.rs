//! The cases of `tests/data`: what is found in a text, what is never a reference, what a person may type.

use std::fmt::Write as _;

use renvoi_reference::{Citation, parse, scan};

/// Lines that are neither blank nor comments, with their numbers.
fn lines(data: &str) -> impl Iterator<Item = (usize, &str)> {
    data.lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line))
        .filter(|(_, line)| !line.starts_with('#'))
}

/// `\n` and `\u{AD}` made the characters they stand for.
fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        plain.push_str(before);
        if let Some(after) = after.strip_prefix('n') {
            plain.push('\n');
            rest = after;
        } else {
            let (code, after) = after
                .strip_prefix("u{")
                .and_then(|code| code.split_once('}'))
                .expect("\\n or \\u{…}");
            let code = u32::from_str_radix(code, 16).expect("a code point in hexadecimal");
            plain.push(char::from_u32(code).expect("a code point"));
            rest = after;
        }
    }
    plain.push_str(rest);
    plain
}

/// A citation as the cases write it.
fn written(citation: &Citation) -> String {
    let celex = match &citation.celex {
        Some(celex) => celex.to_string(),
        None if citation.celex_candidates.is_empty() => "-".to_owned(),
        None => citation
            .celex_candidates
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("|"),
    };
    let name = |value| {
        serde_json::to_value(value)
            .expect("JSON")
            .as_str()
            .map(str::to_owned)
    };
    let kind = name(citation.kind).expect("a string");
    let certainty = serde_json::to_value(citation.certainty).expect("JSON");
    let certainty = certainty.as_str().expect("a string");
    let text = &citation.text;
    let mut line = format!("{} ~ {kind} ~ {celex} ~ {certainty} ~ {text}", citation.key);
    let warnings = serde_json::to_value(&citation.warnings).expect("JSON");
    let warnings: Vec<_> = warnings
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one.as_str())
        .collect();
    let attributes = serde_json::to_value(&citation.attributes).expect("JSON");
    let attributes: Vec<_> = attributes
        .as_object()
        .expect("a map")
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "as_celex" | "places"))
        .map(|(name, value)| {
            format!(
                "{name}={}",
                value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned)
            )
        })
        .collect();
    if !warnings.is_empty() || !attributes.is_empty() {
        write!(line, " ~ {}", warnings.join("; ")).expect("a string takes all");
    }
    if !attributes.is_empty() {
        write!(line, " ~ {}", attributes.join(", ")).expect("a string takes all");
    }
    line
}

/// Attributes in any order, as the JSON library may sort them or not.
fn sorted(line: &str) -> String {
    let mut fields: Vec<String> = line
        .split(" ~ ")
        .map(|field| field.trim().to_owned())
        .collect();
    if let Some(attributes) = fields.get_mut(6) {
        let mut parts: Vec<_> = attributes.split(", ").collect();
        parts.sort_unstable();
        *attributes = parts.join(", ");
    }
    fields.join(" ~ ")
}

#[test]
fn finds_what_the_cases_say() {
    let data = include_str!("data/cases.txt");
    let mut cases: Vec<(usize, String, Vec<String>)> = Vec::new();
    for (number, line) in lines(data).filter(|(_, line)| !line.is_empty()) {
        match (line.strip_prefix("    "), cases.last_mut()) {
            (Some(expected), Some((_, _, list))) => list.push(sorted(&unescaped(expected))),
            _ => cases.push((number, unescaped(line), Vec::new())),
        }
    }
    assert!(cases.len() > 50, "the cases were not read");
    let mut report = String::new();
    for (number, text, expected) in &cases {
        let found: Vec<_> = scan(text)
            .iter()
            .map(|citation| sorted(&written(citation)))
            .collect();
        if &found != expected {
            writeln!(
                report,
                "cases.txt:{number}: {text}\n  expected {expected:#?}\n  found {found:#?}"
            )
            .expect("a string");
        }
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn finds_the_keys_of_the_table() {
    let mut report = String::new();
    let mut count = 0;
    for (number, line) in lines(include_str!("data/keys.tsv")) {
        let (text, keys) = line.split_once('\t').expect("a text, a tab, its keys");
        let expected: Vec<&str> = keys.split('|').filter(|key| !key.is_empty()).collect();
        let found = scan(&unescaped(text));
        let found: Vec<&str> = found.iter().map(|citation| citation.key.as_str()).collect();
        count += 1;
        if found != expected {
            writeln!(report, "keys.tsv:{number}: {text}: {found:?}").expect("a string");
        }
    }
    assert!(count > 1_000, "the table was not read");
    assert!(report.is_empty(), "{report}");
}

#[test]
fn never_finds_a_reference_where_there_is_none() {
    for (number, text) in lines(include_str!("data/never.txt")) {
        let found: Vec<_> = scan(text)
            .into_iter()
            .map(|citation| citation.key)
            .collect();
        assert!(found.is_empty(), "never.txt:{number}: {text}: {found:?}");
    }
}

#[test]
fn reads_what_people_type() {
    for (number, line) in lines(include_str!("data/typed.txt")) {
        let (typed, key) = line.split_once('\t').expect("a tab");
        let found =
            parse(typed).map_or_else(|| "-".to_owned(), |citation| citation.key.to_string());
        assert_eq!(found, key, "typed.txt:{number}: {typed}");
    }
}

#[test]
fn every_key_of_the_cases_parses_back_to_itself() {
    for (number, text) in lines(include_str!("data/cases.txt")) {
        for citation in scan(&unescaped(text)) {
            let again = parse(citation.key.as_str()).map(|citation| citation.key);
            assert_eq!(again.as_ref(), Some(&citation.key), "cases.txt:{number}");
        }
    }
}

#[test]
fn json_has_the_fields_of_the_contract() {
    let found = scan("é COM(2020) 605 final");
    let json = serde_json::to_value(&found[0]).expect("JSON");
    let expected = serde_json::json!({
        "start": 2, "end": 21, "text": "COM(2020) 605 final", "kind": "com", "key": "COM(2020) 605", "celex": null,
        "celex_candidates": ["52020DC0605", "52020PC0605"],
        "url": "https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=COM:2020:605:FIN",
        "certainty": "exact", "attributes": {"final": "final"}, "warnings": []
    });
    assert_eq!(json, expected);
    let again: Citation = serde_json::from_value(json).expect("a citation");
    assert_eq!(again, found[0]);
    assert_eq!(again.shifted(5).start, 7);
}

/// Each family has a dozen spellings at least, and half a dozen texts that only look like one.
#[test]
fn families_are_found_and_kept_apart() {
    const SPELLINGS: usize = 12;
    const TRAPS: usize = 6;
    let mut report = String::new();
    let mut counts: Vec<(&str, usize, usize)> = Vec::new();
    for (number, line) in lines(include_str!("data/families.txt")) {
        if let Some(name) = line.strip_prefix('[') {
            counts.push((name, 0, 0));
            continue;
        }
        let (text, expected): (&str, Vec<&str>) = match line.split_once(' ') {
            Some(("+", rest)) => {
                let (text, keys) = rest.rsplit_once(" => ").expect("keys");
                (text, keys.split(" | ").collect())
            }
            Some(("-", text)) => (text, Vec::new()),
            _ => continue,
        };
        let count = counts.last_mut().expect("a family");
        if expected.is_empty() {
            count.2 += 1;
        } else {
            count.1 += 1;
        }
        let found = scan(text);
        let found: Vec<&str> = found.iter().map(|citation| citation.key.as_str()).collect();
        if found != expected {
            writeln!(report, "families.txt:{number}: {text}: {found:?}").expect("a string");
        }
        for key in found {
            if parse(key).is_none_or(|again| again.key.as_str() != key) {
                writeln!(report, "families.txt:{number}: {key} is no key").expect("a string");
            }
        }
    }
    for (name, spellings, traps) in counts {
        assert!(spellings >= SPELLINGS && traps >= TRAPS, "[{name} is thin");
    }
    assert!(report.is_empty(), "{report}");
}
