//! What stands around a place of an act: the divisions that hold it, the articles before and behind it.

use renvoi_document::{Document, Passage, RecordId, Section, SectionKind};
use schemars::JsonSchema;
use serde::Serialize;

/// An article beside another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Neighbour {
    /// What it is called: `Article 20`.
    pub label: String,
    /// Its title, which may be empty.
    pub heading: String,
    /// Permanent address of its first passage.
    pub id: RecordId,
}

/// What stands around a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Around {
    /// The divisions from the root: `Chapitre IV – Mesures de gestion des risques`.
    pub(crate) within: Vec<String>,
    pub(crate) previous: Option<Neighbour>,
    pub(crate) next: Option<Neighbour>,
}

impl Around {
    /// What stands around the article of a passage; nothing around what stands in none.
    pub(crate) fn of(document: &Document, passage: &Passage) -> Self {
        let around = document.sections_around(passage);
        let is_article = |section: &Section| section.kind == SectionKind::Article;
        let Some(article) = around.into_iter().find(|section| is_article(section)) else {
            return Self::default();
        };
        let above: Vec<&Section> = document.sections_above(article).collect();
        // The articles of an annex are a row of their own.
        let annex = annex(document, article);
        let is_beside =
            |section: &&Section| is_article(section) && self::annex(document, section) == annex;
        let articles: Vec<&Section> = document.sections.iter().filter(is_beside).collect();
        let at = articles.iter().position(|other| other.id == article.id);
        let beside = |at: Option<usize>| {
            let section = articles.get(at?)?;
            Some(Neighbour {
                label: section.label(),
                heading: section.shown_heading().to_owned(),
                id: first(document, section)?.id.clone(),
            })
        };
        Self {
            within: above
                .iter()
                .rev()
                .map(|section| section.title_line())
                .collect(),
            previous: beside(at.and_then(|at| at.checked_sub(1))),
            next: beside(at.map(|at| at + 1)),
        }
    }
}

fn annex<'d>(document: &'d Document, section: &Section) -> Option<&'d str> {
    let mut above = document.sections_above(section);
    let annex = above.find(|above| above.kind == SectionKind::Annex);
    annex.map(|annex| annex.id.as_str())
}

/// The first passage that stands in a section.
fn first<'d>(document: &'d Document, section: &Section) -> Option<&'d Passage> {
    document.passages.iter().find(|passage| {
        let around = document.sections_around(passage);
        around.into_iter().any(|around| around.id == section.id)
    })
}
