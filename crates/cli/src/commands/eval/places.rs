//! Judgements on an index of documents. They name an act and a place in it, `32016R0679#article-18`, and no passages, so
//! that they hold when the act is read anew, in another format or in another version.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, bail};
use renvoi_document::{Document, PassageKind};
use renvoi_query::{PassageIndex, Resolved, article_number, resolve};
use renvoi_store::Store;

use super::collection::{Judgements, Qrels, graded_lines};

/// Reads judgements and finds their passages.
pub(super) fn qrels(store: &Store, path: &Path) -> anyhow::Result<Qrels> {
    let mut qrels = Qrels::new();
    let mut known: HashMap<String, Place> = HashMap::new();
    graded_lines(path, |number, query, address, grade| {
        if !known.contains_key(address) {
            let place = Place::find(store, address)
                .with_context(|| format!("{}:{number}: `{address}`", path.display()))?;
            known.insert(address.to_owned(), place);
        }
        let Some(place) = known.get(address) else {
            return Ok(());
        };
        let judged: &mut Judgements = qrels.entry(query.to_owned()).or_default();
        let passages = place.passages.iter();
        judged.grades.extend(passages.map(|id| (id.clone(), grade)));
        judged
            .best
            .extend(std::iter::repeat_n(grade, place.of_one_version));
        Ok(())
    })?;
    for judged in qrels.values_mut() {
        judged.best.sort_by(|a, b| b.total_cmp(a));
    }
    Ok(qrels)
}

/// A place of an act, in all versions of it.
struct Place {
    /// Ids of its passages, but for bare headings, which answer nothing.
    passages: Vec<String>,
    /// How many of them the version with the most has: a search shows one version.
    of_one_version: usize,
}

impl Place {
    fn find(store: &Store, address: &str) -> anyhow::Result<Self> {
        let (act, place) = address.split_once('#').unwrap_or((address, ""));
        let article = match place.strip_prefix("article-") {
            Some(number) => Some(article_number(number)),
            None if place.is_empty() => None,
            None => bail!("a place is written `#article-18`"),
        };
        let Resolved::Named { readings, .. } = resolve(store, act)? else {
            bail!("`{act}` names no instrument");
        };
        let mut found = Self {
            passages: Vec::new(),
            of_one_version: 0,
        };
        for key in readings {
            for holding in store.holdings(&key)? {
                let document = store.document(&holding.summary.id)?;
                let ids = document.map(|document| ids(&document, article.as_deref()));
                let ids = ids.unwrap_or_default();
                found.of_one_version = found.of_one_version.max(ids.len());
                found.passages.extend(ids);
            }
        }
        if found.passages.is_empty() {
            bail!("the index has no such place: ingest the documents that the judgements are on");
        }
        Ok(found)
    }
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
