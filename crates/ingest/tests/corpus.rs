//! The acts of the shared corpus, against their own markup.
//!
//! 1. Every article and every recital that the markup of an Official Journal
//!    page numbers is one, and nothing else is.
//! 2. The consolidated page and the Formex of one version have the same
//!    articles with the same words.

mod common;

use std::collections::BTreeMap;
use std::path::PathBuf;

use common::shared;
use renvoi_document::{Document, PassageKind, SectionKind};
use renvoi_ingest::read_file;

fn files() -> Vec<PathBuf> {
    let Some(folder) = shared("corpus/eurlex") else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e != "tsv"))
        .collect();
    files.sort();
    files
}

fn count(markup: &str, id: &str) -> usize {
    markup
        .split("class=\"eli-subdivision\"")
        .skip(1)
        .filter(|rest| {
            let tag = rest.split('>').next().unwrap_or_default();
            tag.contains(&format!("id=\"{id}_"))
        })
        .count()
}

#[test]
fn articles_and_recitals_are_those_of_the_markup() {
    for path in files() {
        let markup = std::fs::read_to_string(&path).expect("a text");
        let Ok(document) = read_file(&path) else {
            assert!(
                path.ends_with("31997L0080_1998-07-22_FR.html"),
                "{} holds a document",
                path.display()
            );
            continue;
        };
        let articles = document
            .sections
            .iter()
            .filter(|s| s.kind == SectionKind::Article);
        let name = path.display();
        let expected = count(&markup, "art");
        if expected > 0 {
            assert_eq!(articles.count(), expected, "{name}");
        }
        // The paragraphs of a numbered recital are one; without numbers each is.
        let mut recitals: Vec<_> = document
            .passages
            .iter()
            .filter(|p| p.kind == PassageKind::Recital)
            .map(|p| p.number.clone().unwrap_or_else(|| p.id.to_string()))
            .collect();
        recitals.dedup();
        let marked = count(&markup, "rct").max(old_recitals(&markup));
        if marked > 0 || path.extension().is_some_and(|e| e != "xml") {
            assert_eq!(recitals.len(), marked, "{name}");
        }
    }
}

/// `(3) considérant que …`, `considérant que …` in the pages of the nineties.
fn old_recitals(markup: &str) -> usize {
    markup.matches(") considérant qu").count() + markup.matches("<p>considérant qu").count()
}

/// The words of each article, by its number.
fn articles(document: &Document) -> BTreeMap<String, String> {
    let mut articles: BTreeMap<String, String> = BTreeMap::new();
    for passage in &document.passages {
        let Some(article) = document.article(passage.section.as_deref()) else {
            continue;
        };
        let number = article.number.clone().unwrap_or_default();
        let words = passage.text.chars().filter(|c| c.is_alphanumeric());
        articles.entry(number).or_default().extend(words);
    }
    articles
}

#[test]
fn two_formats_of_a_version_agree() {
    let mut compared = 0;
    for path in files() {
        let name = path.to_string_lossy().into_owned();
        let page = PathBuf::from(name.replace(".fmx4.xml", ".html"));
        if page == path || !page.exists() {
            continue;
        }
        let formex = articles(&read_file(&path).expect("Formex"));
        let html = articles(&read_file(&page).expect("a page"));
        compared += 1;
        assert_eq!(
            formex.keys().collect::<Vec<_>>(),
            html.keys().collect::<Vec<_>>(),
            "{name}"
        );
        for (number, words) in &formex {
            assert!(
                words == &html[number],
                "{name}, article {number}:\n{words}\n{}",
                html[number]
            );
        }
    }
    assert!(compared == 4 || files().is_empty(), "{compared} pairs");
}
