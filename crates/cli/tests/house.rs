//! The architecture that the README draws, held against the manifests and the
//! sources; and what the README names, held against the tree.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// What a crate depends on, tests left out.
fn dependencies(name: &str) -> BTreeSet<String> {
    let manifest = read(&format!("crates/{name}/Cargo.toml"));
    let start = manifest.find("[dependencies]").expect("dependencies") + "[dependencies]".len();
    let rest = &manifest[start..];
    let end = rest.find("\n[").unwrap_or(rest.len());
    rest[..end]
        .lines()
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| !name.is_empty() && !name.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_arrows_are_kept() {
    for (name, may_know) in [
        ("reference", &[][..]),
        ("document", &["reference"]),
        ("analysis", &["document"]),
        ("fetch", &["reference"]),
        ("ingest", &["reference", "document", "analysis"]),
        ("index", &["document"]),
        ("query", &["reference", "document", "analysis", "index"]),
        (
            "indexing",
            &["reference", "document", "analysis", "index", "query"],
        ),
        ("eurovoc", &["analysis", "query"]),
        ("store", &["document", "analysis", "index"]),
        ("backend", &["index", "store"]),
        ("server", &["reference", "document", "query"]),
    ] {
        for dependency in dependencies(name) {
            let Some(house) = dependency.strip_prefix("renvoi-") else {
                continue;
            };
            assert!(may_know.contains(&house), "{name} must not know {house}");
        }
    }
    // Commands open an index by its place, whatever holds it.
    assert!(!dependencies("cli").contains("renvoi-store"));
}

#[test]
fn libraries_stay_in_their_crates() {
    for name in [
        "reference",
        "document",
        "analysis",
        "fetch",
        "ingest",
        "index",
        "query",
        "indexing",
        "eurovoc",
        "store",
        "backend",
        "server",
        "cli",
    ] {
        let known = dependencies(name);
        assert_eq!(
            known.contains("tantivy"),
            name == "store",
            "tantivy in {name}"
        );
        assert_eq!(known.contains("axum"), name == "server", "axum in {name}");
        assert_eq!(known.contains("ureq"), name == "fetch", "ureq in {name}");
        let lindera = known.iter().any(|library| library.starts_with("lindera"));
        assert_eq!(lindera, name == "analysis", "lindera in {name}");
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn pure_crates_do_no_io_and_files_stay_small() {
    let mut all = Vec::new();
    sources(&root().join("crates"), &mut all);
    assert!(all.len() > 50, "the sources were found");
    for path in all
        .iter()
        .filter(|p| !p.components().any(|c| c.as_os_str() == "target"))
    {
        let text = fs::read_to_string(path).expect("a source");
        let name = path.display().to_string();
        assert!(text.lines().count() <= 520, "{name} is too long: split it");
        let pure = ["crates/reference/src", "crates/document/src"];
        if pure.iter().any(|folder| name.contains(folder)) {
            for io in ["std::fs", "std::io", "std::net", "std::env"] {
                assert!(!text.contains(io), "{name} uses {io}");
            }
        }
    }
    assert!(read("Cargo.toml").contains("unsafe_code = \"forbid\""));
}

#[test]
fn what_the_readme_names_is_there() {
    let readme = read("README.md");
    for link in readme.split("](").skip(1) {
        let target = link.split(')').next().expect("a link");
        assert!(
            target.starts_with("http") || root().join(target).exists(),
            "{target}"
        );
    }
    for path in readme.split('`').skip(1).step_by(2) {
        if path.starts_with("crates/") && !path.contains(' ') {
            assert!(root().join(path).exists(), "{path}");
        }
    }
    for command in [
        "fetch",
        "ingest",
        "thesaurus",
        "search",
        "cite",
        "refs",
        "show",
        "export",
        "dictionary",
        "bench",
        "serve",
        "suggest",
        "similar",
        "eval",
        "doctor",
    ] {
        assert!(
            readme.contains(&format!("renvoi {command}")),
            "{command} is not in the README"
        );
    }
}

#[test]
fn the_readme_names_every_problem() {
    let readme = read("README.md");
    let failures = read("crates/server/src/error.rs");
    let kinds = failures.split_once("fn kind(").expect("the kinds").1;
    let kinds = kinds.split_once("\n    }\n").expect("their end").0;
    let problems = kinds.split("=> \"").skip(1);
    let problems: Vec<&str> = problems.filter_map(|rest| rest.split('"').next()).collect();
    assert!(problems.len() > 5, "{problems:?}");
    for problem in problems {
        assert!(readme.contains(&format!("`{problem}`")), "{problem}");
    }
}
