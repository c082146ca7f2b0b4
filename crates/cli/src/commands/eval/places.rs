//! Judgements on an index of documents. They name an act and a place in it, `32016R0679#article-18`, and no passages, so
//! that they hold when the act is read anew, in another format or in another version.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::{Context, bail};
use renvoi_document::{Document, PassageKind};
use renvoi_query::{Resolved, View, article_number, resolve};

use super::collection::{Judgements, Qrels, graded_lines};

/// Reads judgements and finds their passages.
pub(super) fn qrels(view: &View, path: &Path) -> anyhow::Result<Qrels> {
    let mut places: HashMap<String, Vec<Found>> = HashMap::new();
    let mut graded: HashMap<String, HashMap<Found, f64>> = HashMap::new();
    graded_lines(path, |number, query, address, grade| {
        if !places.contains_key(address) {
            let found = find(view, address)
                .with_context(|| format!("{}:{number}: `{address}`", path.display()))?;
            places.insert(address.to_owned(), found);
        }
        let of_query = graded.entry(query.to_owned()).or_default();
        for found in places.get(address).into_iter().flatten() {
            // A passage may be in several places: in an act and in an article of it.
            let known = of_query.entry(found.clone()).or_insert(grade);
            *known = grade.max(*known);
        }
        Ok(())
    })?;
    let judged = graded.into_iter();
    Ok(judged
        .map(|(query, found)| (query, judgements(found)))
        .collect())
}

/// A passage of a place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Found {
    /// Key of the act.
    act: String,
    /// Id of its document; day of the version where that has several parts.
    version: String,
    passage: String,
}

/// Judgements with the best that one version of each act can give: a search shows one.
fn judgements(found: HashMap<Found, f64>) -> Judgements {
    let mut versions: BTreeMap<(String, String), Vec<f64>> = BTreeMap::new();
    let mut grades = HashMap::new();
    for (found, grade) in found {
        versions
            .entry((found.act, found.version))
            .or_default()
            .push(grade);
        grades.insert(found.passage, grade);
    }
    let mut best: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for ((act, _), grades) in versions {
        let most = best.entry(act).or_default();
        if grades.len() > most.len() {
            *most = grades;
        }
    }
    let mut best: Vec<f64> = best.into_values().flatten().collect();
    best.sort_by(|a, b| b.total_cmp(a));
    Judgements { grades, best }
}

/// The passages of a place, in all versions and parts of its act, but for bare headings, which answer nothing.
fn find(view: &View, address: &str) -> anyhow::Result<Vec<Found>> {
    let (act, place) = address.split_once('#').unwrap_or((address, ""));
    let article = match place.strip_prefix("article-") {
        Some(number) => Some(article_number(number)),
        None if place.is_empty() => None,
        None => bail!("a place is written `#article-18`"),
    };
    let Resolved::Named { readings, .. } = resolve(view, act)? else {
        bail!("`{act}` names no instrument");
    };
    let mut found = Vec::new();
    for key in readings {
        for holding in view.holdings(&key)? {
            let summary = holding.summary;
            if holding.copy_of.is_some() {
                continue;
            }
            let day = summary.consolidated.map(|day| day.to_string());
            let version = match &summary.part {
                Some(_) => day.unwrap_or_default(),
                None => summary.id.to_string(),
            };
            let document = view.document(&summary.id)?;
            let ids = document.map(|document| ids(&document, article.as_deref()));
            found.extend(ids.into_iter().flatten().map(|passage| Found {
                act: key.to_string(),
                version: version.clone(),
                passage,
            }));
        }
    }
    if found.is_empty() {
        bail!("the index has no such place: ingest the documents that the judgements are on");
    }
    Ok(found)
}

/// The passages of a document, or of an article of it.
fn ids(document: &Document, article: Option<&str>) -> Vec<String> {
    let inside = document.passages.iter().filter(|passage| {
        let own = || {
            let own = document.article(passage.section.as_deref())?;
            own.number.as_deref().map(article_number)
        };
        passage.kind != PassageKind::Heading && article.is_none_or(|a| own().as_deref() == Some(a))
    });
    inside.map(|passage| passage.id.to_string()).collect()
}
