//! No two files of a crate import one another, straight or by way of others: each can then be read, moved and tested
//! without those that stand on it. A folder's `mod.rs` and the files in it are one thing to those outside.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of a crate by their paths (`commands::ingest`), each with the modules that it imports.
type Imports = BTreeMap<String, BTreeSet<String>>;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// The path of the module that a file is; empty for the root.
fn module(source: &Path, file: &Path) -> String {
    let path = file.strip_prefix(source).expect("a file of the crate");
    let path = path.with_extension("");
    let steps = path.iter().map(|step| step.to_string_lossy().into_owned());
    let steps: Vec<String> = steps
        .filter(|step| !["mod", "main", "lib"].contains(&step.as_str()))
        .collect();
    steps.join("::")
}

/// What a text imports: paths behind `crate::` and `super::`, from the root.
fn imported(of: &str, text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let code: String = lines.collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    for (at, _) in code.match_indices("crate::") {
        if !code[..at].ends_with(is_path) {
            paths(&code[at + "crate::".len()..], "", &mut found);
        }
    }
    for (at, _) in code.match_indices("super::") {
        if !code[..at].ends_with(is_path) {
            let parent = of.rsplit_once("::").map_or("", |(parent, _)| parent);
            paths(&code[at + "super::".len()..], parent, &mut found);
        }
    }
    found
}

/// A path, or those of a list in braces, below a module.
fn paths(code: &str, below: &str, found: &mut Vec<String>) {
    let join = |name: &str| match below {
        "" => name.to_owned(),
        below => format!("{below}::{name}"),
    };
    if let Some(list) = code.strip_prefix('{') {
        let list = list.split('}').next().unwrap_or_default();
        found.extend(list.split(',').map(|name| join(name.trim())));
        return;
    }
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let path = code.split(|c| !is_path(c)).next().unwrap_or_default();
    found.push(join(path.trim_end_matches(':')));
}

fn imports(source: &Path) -> Imports {
    let mut all = Vec::new();
    files(source, &mut all);
    let modules: BTreeSet<String> = all.iter().map(|file| module(source, file)).collect();
    let mut imports = Imports::new();
    for file in &all {
        let of = module(source, file);
        let text = fs::read_to_string(file).expect("a source");
        let known = imported(&of, &text).into_iter().filter_map(|path| {
            // The longest module that the path begins with.
            let mut path = path.as_str();
            while !modules.contains(path) {
                path = path.rsplit_once("::")?.0;
            }
            Some(path.to_owned())
        });
        let is_other = |path: &String| *path != of && !path.is_empty();
        imports
            .entry(of.clone())
            .or_default()
            .extend(known.filter(is_other));
    }
    imports
}

/// Modules that import one another, in a circle that begins with the first.
fn circle(imports: &Imports) -> Option<Vec<String>> {
    imports.keys().find_map(|start| {
        let mut from: BTreeMap<&str, &str> = BTreeMap::new();
        let mut open = vec![start.as_str()];
        while let Some(at) = open.pop() {
            for next in imports.get(at).into_iter().flatten() {
                if next == start {
                    let mut circle = vec![at.to_owned()];
                    while let Some(before) = from.get(circle.last()?.as_str()) {
                        circle.push((*before).to_owned());
                    }
                    circle.reverse();
                    return Some(circle);
                }
                if !from.contains_key(next.as_str()) {
                    from.insert(next, at);
                    open.push(next);
                }
            }
        }
        None
    })
}

#[test]
fn files_do_not_import_one_another_in_circles() {
    for name in ["cli", "index", "indexing", "query", "server", "store"] {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../{name}/src"));
        let mut imports = imports(&source);
        let count: usize = imports.values().map(BTreeSet::len).sum();
        assert!(count > 10, "{name} was read");
        // The syntax tree of queries and what reads and writes it know one another, as a grammar's rules do.
        imports.retain(|module, _| !module.starts_with("language::"));
        assert_eq!(circle(&imports), None, "{name}");
    }
}

#[test]
fn a_circle_is_found() {
    let imports = |text: &str| {
        let pairs = text
            .split(' ')
            .map(|pair| pair.split_once('>').expect("two"));
        let mut imports = Imports::new();
        for (of, known) in pairs {
            imports
                .entry(of.to_owned())
                .or_default()
                .insert(known.to_owned());
        }
        imports
    };
    assert_eq!(circle(&imports("a>b b>c a>c")), None);
    let found = circle(&imports("a>b b>c c>b")).expect("a circle");
    assert_eq!(found, ["b", "c"]);
    assert_eq!(
        imported(
            "a::b",
            "use crate::c::{D, e};\nuse super::f::G;\n// crate::no\nx(crate::h::i())"
        ),
        ["c::{D", "h::i", "a::f::G"].map(|path| path.trim_end_matches("::{D").to_owned())
    );
}
