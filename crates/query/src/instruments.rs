//! The instruments that a query names or may mean, as a card shows them.

use std::collections::HashSet;

use renvoi_document::Summary;
use renvoi_reference::{Catalogue, Celex, Key, parse};
use schemars::JsonSchema;
use serde::Serialize;

use crate::citing::{Counts, YearCount};
use crate::institution;
use crate::plan::readings;
use crate::resolve::current;
use crate::stored::Holding;
use crate::view::View;
use renvoi_index::IndexError;

/// How sure it is that an instrument is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// The query can mean no other.
    Named,
    /// It may mean something else: its words are searched as typed.
    Offered,
}

/// An instrument of a query; its JSON is a published contract.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Instrument {
    /// Canonical key.
    pub key: Key,
    /// Whether the query names it, or it is only offered.
    pub how: How,
    /// How texts cite it: `Directive (UE) 2022/2555`.
    pub name: String,
    /// What people call it: `SRI 2`.
    pub short_name: Option<String>,
    /// Its title: as its document prints it, else what the catalogue says that it is about.
    pub title: Option<String>,
    /// Who adopted it.
    pub institution: Option<String>,
    /// Day of adoption, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The document that is searched for it, when it is in the index.
    pub document: Option<Summary>,
    /// The numbers and addresses that it has.
    pub identifiers: Identifiers,
    /// Key of what repealed or replaced it, or declared it invalid.
    pub replaced_by: Option<Key>,
    /// The places that cite it, its own mentions included; given by a search.
    pub places: Places,
}

/// How many places cite an instrument.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Places {
    /// By a reference that says all of its number.
    pub formal: usize,
    /// By a name, a short form or a number that leaves a doubt.
    pub inferred: usize,
    /// By the year of their document, oldest first.
    pub by_year: Vec<YearCount>,
}

impl Places {
    /// Who cites each of several instruments.
    pub(crate) fn of_each(index: &View, keys: &[&Key]) -> Result<Vec<Self>, IndexError> {
        let acts: Vec<Vec<Key>> = keys.iter().map(|key| readings(key)).collect();
        let counts = index.count_citing(&acts)?;
        Ok(counts.iter().map(Self::counted).collect())
    }

    pub(crate) fn counted(counts: &Counts) -> Self {
        Self {
            formal: counts.formal,
            inferred: counts.inferred,
            by_year: counts.by_year.clone(),
        }
    }
}

/// The numbers and addresses of an instrument.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Identifiers {
    /// CELEX number, where it is known.
    pub celex: Option<Celex>,
    /// Its address under `data.europa.eu/eli/`.
    pub eli: Option<String>,
    /// The number that texts cite it by.
    pub reference: String,
}

impl Instrument {
    /// What is known of the instrument with a key, but for who cites it.
    ///
    /// # Errors
    /// The index could not answer.
    pub fn of(index: &View, key: &Key, how: How) -> Result<Self, IndexError> {
        Ok(Self::held(key, how, index.holdings(key)?))
    }

    /// What is known of several instruments that are named, with who cites them.
    ///
    /// # Errors
    /// The index could not answer.
    pub fn named(index: &View, keys: &[Key]) -> Result<Vec<Self>, IndexError> {
        let shown: Vec<(Key, How)> = keys.iter().map(|key| (key.clone(), How::Named)).collect();
        let mut instruments = Self::of_each(index, &shown)?;
        let places = Places::of_each(index, &keys.iter().collect::<Vec<_>>())?;
        for (instrument, places) in instruments.iter_mut().zip(places) {
            instrument.places = places;
        }
        Ok(instruments)
    }

    /// What is known of several instruments.
    pub(crate) fn of_each(index: &View, shown: &[(Key, How)]) -> Result<Vec<Self>, IndexError> {
        let keys: Vec<Key> = shown.iter().map(|(key, _)| key.clone()).collect();
        let holdings = index.holdings_each(&keys)?;
        let shown = shown.iter().zip(holdings);
        Ok(shown
            .map(|((key, how), holdings)| Self::held(key, *how, holdings))
            .collect())
    }

    /// What is known of an instrument of which the index has these documents.
    fn held(key: &Key, how: How, holdings: Vec<Holding>) -> Self {
        let catalogue = Catalogue::bundled();
        let document = current(holdings).into_iter().next();
        let document = document.map(|holding| holding.summary.describe());
        let read = parse(key.as_str());
        let printed = |of: fn(&Summary) -> Option<String>| document.as_ref().and_then(of);
        let name = printed(|d| d.name.clone()).unwrap_or_else(|| catalogue.name(key));
        let short_name = printed(|d| d.short_name.clone());
        let date = catalogue.date(key).map(str::to_owned);
        let url = read.as_ref().and_then(|read| read.url.clone());
        Self {
            how,
            short_name: short_name.or_else(|| catalogue.short_name(key).map(str::to_owned)),
            title: printed(|d| Some(d.shown_title().to_owned()))
                .or_else(|| catalogue.title(key).map(str::to_owned)),
            institution: catalogue
                .institution(key)
                .map(str::to_owned)
                .or_else(|| printed(|d| institution::titled(&d.title))),
            date: date.or_else(|| printed(|d| Some(d.date?.to_string()))),
            identifiers: Identifiers {
                celex: catalogue
                    .celex(key)
                    .cloned()
                    .or_else(|| read.and_then(|read| read.celex)),
                eli: url.filter(|url| url.contains("/eli/")),
                reference: key.to_string(),
            },
            replaced_by: catalogue.replaced_by(key).cloned(),
            places: Places::default(),
            name,
            document,
            key: key.clone(),
        }
    }

    /// Name and short name on one line: `Directive (UE) 2022/2555 (SRI 2)`.
    pub fn label(&self) -> String {
        match &self.short_name {
            Some(short) => format!("{} ({short})", self.name),
            None => self.name.clone(),
        }
    }
}

/// Of the readings of each of several numbers those that are known; the first one where none is.
pub(crate) fn of_readings(index: &View, numbers: &[Vec<Key>]) -> Result<Vec<Vec<Key>>, IndexError> {
    let catalogue = Catalogue::bundled();
    let readings = numbers.iter().flatten();
    let doubtful: Vec<&Key> = readings.filter(|k| catalogue.title(k).is_none()).collect();
    let known: HashSet<&Key> = doubtful
        .iter()
        .zip(index.know(&doubtful)?)
        .filter_map(|(key, is_known)| is_known.then_some(*key))
        .collect();
    let is_known = |key: &&Key| catalogue.title(key).is_some() || known.contains(key);
    let numbers = numbers.iter().map(|readings| {
        let mut known: Vec<Key> = readings.iter().filter(is_known).cloned().collect();
        // `(UE) 2022/2555` is cited where texts say no type; the acts of the number say what it is.
        if known.len() > 1 {
            known.retain(|key| !key.as_str().starts_with('('));
        }
        if known.is_empty() {
            known.extend(readings.first().cloned());
        }
        known
    });
    Ok(numbers.collect())
}
