//! Filters that nothing in the index meets. They find nothing, as they should,
//! and a person is told which of them it was.

use renvoi_reference::Key;

use crate::citing::CitingRequest;
use crate::language::{Clause, Filters, Query};
use crate::plan::{plan, readings};
use crate::rank::Signals;
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

/// What is said of a phrase that stands nowhere.
pub(crate) fn phrase(index: &View, phrase: &Clause) -> Result<Option<String>, IndexError> {
    let Clause::Phrase { text, .. } = phrase else {
        return Ok(None);
    };
    let mut alone = Query::default();
    alone.root.must.push(phrase.clone());
    let mut request = plan(&mut alone, index)?;
    request.newest_only = false;
    let nowhere = index.search(&request, &Signals::default())?.total == 0;
    Ok(nowhere.then(|| {
        format!("aucun passage ne contient « {text} » : sans guillemets, ses mots sont cherchés séparément")
    }))
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
    for key in references {
        let mut request = Request::default();
        request.filters.cites.push(key.clone());
        if index.search(&request, &Signals::default())?.total == 0 {
            return Ok(Some(format!("aucun passage ne cite {key}")));
        }
    }
    let mut request = Request::default();
    request.filters.cites = references.to_vec();
    if index.search(&request, &Signals::default())?.total > 0 {
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
    let cited = |key: &Key| -> Result<bool, IndexError> {
        let mut request = Request::default();
        request.filters.cites.push(key.clone());
        Ok(index.search(&request, &Signals::default())?.total > 0)
    };
    let (Some((year, letter, number)), false) = (act(key), cited(key)?) else {
        return Ok(None);
    };
    for other in TYPES.chars().filter(|other| *other != letter) {
        let other = format!("{year}{other}{number}");
        let Some(other) = renvoi_reference::parse(&other).map(|citation| citation.key) else {
            continue;
        };
        if cited(&other)? {
            return Ok(Some(format!(
                "aucun passage ne cite {key} ; {other}, de la même année et du même numéro, est cité"
            )));
        }
    }
    Ok(None)
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
    let mut said = Vec::new();
    for alone in filters.each() {
        let mut request = Request {
            filters: alone.clone(),
            ..Request::default()
        };
        // A number of an article tells something in its document only.
        let inside = !alone.articles.is_empty() && !filters.documents.is_empty();
        if inside {
            request.filters.documents = filters.documents.clone();
        }
        if index.search(&request, &Signals::default())?.total == 0 {
            let place = if inside { "ce document" } else { "l’index" };
            said.push(format!("« {alone} » : rien dans {place} n’y répond"));
        }
    }
    Ok(said)
}
