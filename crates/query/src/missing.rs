//! Filters that nothing in the index meets. They find nothing, as they should,
//! and a person is told which of them it was.

use renvoi_reference::Key;

use crate::citing::CitingRequest;
use crate::language::{Clause, Filters, Query, Versions};
use crate::plan::{plan, readings};
use crate::remark::{Remark, remark};
use crate::request::Request;
use crate::view::View;
use renvoi_index::IndexError;

/// What is said of the documents of filters that are not there. Of several documents the others are searched all the same.
pub(crate) fn documents(absent: &[String]) -> Vec<Remark> {
    let said = absent.iter();
    said.map(|name| {
        remark!(
            "« dans:{name} » : ce document n’est pas dans l’index";
            "“in:{name}”: this document is not in the index"
        )
    })
    .collect()
}

/// What is said of the topics of filters that the thesaurus does not have.
pub(crate) fn topics(index: &View, filters: &Filters) -> Vec<Remark> {
    let thesaurus = index.thesaurus();
    let absent = filters
        .topics
        .iter()
        .filter(|name| thesaurus.named(name).is_none());
    absent
        .map(|name| {
            remark!(
                "« theme:{name} » : ce thème n’est pas dans le thésaurus";
                "“theme:{name}”: this topic is not in the thesaurus"
            )
        })
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
pub(crate) fn phrase(text: &str) -> Remark {
    remark!(
        "aucun passage ne contient « {text} » : sans guillemets, ses mots sont cherchés séparément";
        "no passage has “{text}”: without quotation marks its words are searched one by one"
    )
}

/// What is said of instruments that are cited, but nowhere where the filters hold.
pub(crate) fn filtered(
    index: &View,
    references: &[Key],
    filters: &Filters,
) -> Result<Option<Remark>, IndexError> {
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
        remark!(
            "sans « {filters} », {cited} passages citent {}", keys.join(" et ");
            "without “{filters}”, {cited} passages cite {}", keys.join(" and ")
        )
    }))
}

/// What is said of an instrument that no passage cites, or of several that none
/// cites together.
pub(crate) fn uncited(index: &View, references: &[Key]) -> Result<Option<Remark>, IndexError> {
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
        return Ok(Some(
            remark!("aucun passage ne cite {key}"; "no passage cites {key}"),
        ));
    }
    if totals.last().is_some_and(|total| *total > 0) {
        // Something else stands in the way.
        return Ok(None);
    }
    let keys: Vec<&str> = references.iter().map(AsRef::as_ref).collect();
    Ok(Some(remark!(
        "aucun passage ne cite à la fois {} : écrivez « {} » pour l’un ou l’autre",
        keys.join(" et "), keys.join(" OU ");
        "no passage cites both {}: write “{}” for one or the other",
        keys.join(" and "), keys.join(" OR ")
    )))
}

/// Letters of the types of acts in their CELEX numbers.
const TYPES: &str = "LRDFEH";

/// What is said of an act that no passage cites while another of its year and
/// number is cited: *décision 2002/584/JAI* is a framework decision.
fn of_another_type(index: &View, key: &Key) -> Result<Option<Remark>, IndexError> {
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
        remark!(
            "aucun passage ne cite {key} ; {other}, de la même année et du même numéro, est cité";
            "no passage cites {key}; {other}, of the same year and number, is cited"
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
pub(crate) fn undated(references: &[Key]) -> Vec<Remark> {
    let issues = references.iter().map(AsRef::as_ref);
    let issues = issues.filter(|key: &&str| key.starts_with("JO ") && !key.contains(','));
    issues
        .map(|key| {
            remark!(
                "« {key} » : ajoutez la date du numéro, par exemple « {key} du 4.5.2016 »";
                "“{key}”: add the date of the issue, for example “{key} du 4.5.2016”"
            )
        })
        .collect()
}

/// What is said of the filters each of which by itself leaves nothing; asked
/// when nothing was found.
pub(crate) fn unmet(index: &View, filters: &Filters) -> Result<Vec<Remark>, IndexError> {
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
        if is_inside(alone) {
            remark!(
                "« {alone} » : rien dans ce document n’y répond";
                "“{alone}”: nothing in this document meets it"
            )
        } else {
            remark!(
                "« {alone} » : rien dans l’index n’y répond";
                "“{alone}”: nothing in the index meets it"
            )
        }
    });
    Ok(said.collect())
}
