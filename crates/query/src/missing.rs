//! Filters that nothing in the index meets. They find nothing, as they should,
//! and a person is told which of them it was.

use renvoi_reference::Key;

use crate::citing::CitingRequest;
use crate::language::{Clause, Filters, Query, Versions};
use crate::plan::{plan, readings};
use crate::request::Request;
use crate::view::View;
use renvoi_index::IndexError;

/// What is said of the documents of filters that are not there. Of several documents the others are searched all the same.
pub(crate) fn documents(absent: &[String]) -> Vec<String> {
    let said = absent.iter();
    said.map(|name| format!("« dans:{name} » : ce document n’est pas dans l’index"))
        .collect()
}

/// What is said of the topics of filters that the thesaurus does not have.
pub(crate) fn topics(index: &View, filters: &Filters) -> Vec<String> {
    let thesaurus = index.thesaurus();
    let absent = filters
        .topics
        .iter()
        .filter(|name| thesaurus.named(name).is_none());
    absent
        .map(|name| format!("« theme:{name} » : ce thème n’est pas dans le thésaurus"))
        .collect()
}

/// Of phrases the texts of those that stand nowhere.
pub(crate) fn phrases(index: &View, query: &Query) -> Result<Vec<String>, IndexError> {
    let mut texts = Vec::new();
    let mut requests = Vec::new();
    for phrase in query.phrases() {
        if let Clause::Phrase { text, .. } = phrase {
            let mut alone = Query::default();
            alone.root.must.push(phrase.clone());
            requests.push(Request {
                newest_only: false,
                ..plan(&mut alone, index)?
            });
            texts.push(text.clone());
        }
    }
    let totals = index.totals(&requests)?;
    let nowhere = texts.into_iter().zip(totals);
    let nowhere = nowhere.filter(|(_, total)| *total == 0);
    Ok(nowhere.map(|(text, _)| text).collect())
}

/// What is said of a phrase that stands nowhere.
pub(crate) fn phrase(text: &str) -> String {
    format!(
        "aucun passage ne contient « {text} » : sans guillemets, ses mots sont cherchés séparément"
    )
}

/// What is said of instruments that are cited, but nowhere where the filters hold.
pub(crate) fn filtered(
    index: &View,
    references: &[Key],
    filters: &Filters,
) -> Result<Option<String>, IndexError> {
    if references.is_empty() || filters.is_empty() {
        return Ok(None);
    }
    let request = CitingRequest {
        all: references.iter().map(readings).collect(),
        ..CitingRequest::default()
    };
    let cited = index.citing(&request)?.counts.total();
    Ok((cited > 0).then(|| {
        let keys: Vec<&str> = references.iter().map(AsRef::as_ref).collect();
        format!(
            "sans « {filters} », {cited} passages citent {}",
            keys.join(" et ")
        )
    }))
}

/// What is said of an instrument that no passage cites, or of several that none
/// cites together.
pub(crate) fn uncited(index: &View, references: &[Key]) -> Result<Option<String>, IndexError> {
    if let [key] = references {
        return of_another_type(index, key);
    }
    let mut requests: Vec<Request> = references.iter().map(citing).collect();
    let mut together = Request::default();
    together.filters.cites = references.to_vec();
    together.filters.versions = Some(Versions::All);
    requests.push(together);
    let totals = index.totals(&requests)?;
    let mut uncited = references.iter().zip(&totals);
    if let Some((key, _)) = uncited.find(|(_, total)| **total == 0) {
        return Ok(Some(format!("aucun passage ne cite {key}")));
    }
    if totals.last().is_some_and(|total| *total > 0) {
        // Something else stands in the way.
        return Ok(None);
    }
    let keys: Vec<&str> = references.iter().map(AsRef::as_ref).collect();
    Ok(Some(format!(
        "aucun passage ne cite à la fois {} : écrivez « {} » pour l’un ou l’autre",
        keys.join(" et "),
        keys.join(" OU ")
    )))
}

/// Letters of the types of acts in their CELEX numbers.
const TYPES: &str = "LRDFEH";

/// What is said of an act that no passage cites while another of its year and
/// number is cited: *décision 2002/584/JAI* is a framework decision.
fn of_another_type(index: &View, key: &Key) -> Result<Option<String>, IndexError> {
    let Some((year, letter, number)) = act(key) else {
        return Ok(None);
    };
    let others = TYPES.chars().filter(|other| *other != letter);
    let others = others.map(|other| format!("{year}{other}{number}"));
    let others = others.filter_map(|other| Some(renvoi_reference::parse(&other)?.key));
    let keys: Vec<Key> = std::iter::once(key.clone()).chain(others).collect();
    let requests: Vec<Request> = keys.iter().map(citing).collect();
    let totals = index.totals(&requests)?;
    let mut cited = keys.iter().zip(totals).filter(|(_, total)| *total > 0);
    Ok(cited.next().filter(|(cited, _)| *cited != key).map(|(other, _)| {
        format!(
            "aucun passage ne cite {key} ; {other}, de la même année et du même numéro, est cité"
        )
    }))
}

/// What cites an instrument.
fn citing(key: &Key) -> Request {
    let mut request = Request::default();
    request.filters.cites.push(key.clone());
    // How many versions of a text cite it is of no account.
    request.filters.versions = Some(Versions::All);
    request
}

/// The parts of the key of an act: `32002`, `D`, `0584`.
fn act(key: &Key) -> Option<(&str, char, &str)> {
    let key: &str = key.as_ref();
    let (year, rest) = key.split_at_checked(5)?;
    let mut rest = rest.chars();
    let letter = rest.next().filter(|letter| TYPES.contains(*letter))?;
    (year.starts_with('3') && year.bytes().all(|b| b.is_ascii_digit())).then_some((
        year,
        letter,
        rest.as_str(),
    ))
}

/// What is said of issues of the Official Journal without their date: their
/// numbers begin anew each year, and texts cite them with it.
pub(crate) fn undated(references: &[Key]) -> Vec<String> {
    let issues = references.iter().map(AsRef::as_ref);
    let issues = issues.filter(|key: &&str| key.starts_with("JO ") && !key.contains(','));
    issues
        .map(|key| {
            format!("« {key} » : ajoutez la date du numéro, par exemple « {key} du 4.5.2016 »")
        })
        .collect()
}

/// What is said of the filters each of which by itself leaves nothing; asked
/// when nothing was found.
pub(crate) fn unmet(index: &View, filters: &Filters) -> Result<Vec<String>, IndexError> {
    // A number of an article tells something in its document only.
    let is_inside = |alone: &Filters| !alone.articles.is_empty() && !filters.documents.is_empty();
    let each = filters.each();
    let requests = each.iter().map(|alone| {
        let mut request = Request {
            filters: alone.clone(),
            ..Request::default()
        };
        if is_inside(alone) {
            request.filters.documents = filters.documents.clone();
        }
        request
    });
    let totals = index.totals(&requests.collect::<Vec<_>>())?;
    let unmet = each.iter().zip(totals).filter(|(_, total)| *total == 0);
    let said = unmet.map(|(alone, _)| {
        let place = if is_inside(alone) {
            "ce document"
        } else {
            "l’index"
        };
        format!("« {alone} » : rien dans {place} n’y répond")
    });
    Ok(said.collect())
}
