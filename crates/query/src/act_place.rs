//! A place of an act that a person names: *article 21 SRI 2*, *considérant 47 du règlement (UE) 2024/2847*.

use std::collections::HashMap;

use renvoi_document::{Document, Passage, PassageKind, RecordId, Section, SectionKind, Summary};
use renvoi_reference::{Key, LegalPath, Place};
use serde::Serialize;

use crate::index::{Holding, IndexError, PassageIndex};

/// A place of an act, whole; its JSON is a published contract.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ActPlace {
    /// The document it stands in: the newest version of the act that has it.
    pub document: Summary,
    /// What it is called: `Article 21, paragraphe 2 – Mesures de gestion des risques`.
    pub label: String,
    /// Its passages, in text order.
    pub units: Vec<PlaceUnit>,
}

/// A passage of a place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlaceUnit {
    /// Its permanent address.
    pub id: RecordId,
    /// Its own number: `2` of a paragraph, `a` of a point.
    pub number: Option<String>,
    /// Its text.
    pub text: String,
    /// How many places cite it, or something in it.
    pub cited: usize,
    /// The way to it, by which its citations are counted.
    #[serde(skip)]
    path: Option<LegalPath>,
}

/// What was found of the places that a person names.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Found {
    pub(crate) place: Option<ActPlace>,
    /// What is said where the act has no such place.
    pub(crate) said: Option<String>,
}

impl ActPlace {
    /// Takes note of how often its passages are cited, by the ways to them. Of passages that have the same way the first
    /// is said to be.
    pub(crate) fn count(&mut self, cited: &[(String, usize)]) {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        counts.extend(cited.iter().map(|(path, count)| (path.as_str(), *count)));
        for unit in &mut self.units {
            let path = unit.path.as_ref().map(ToString::to_string);
            unit.cited = path
                .and_then(|path| counts.remove(path.as_str()))
                .unwrap_or_default();
        }
    }
}

/// Finds places in the documents of an act: in the newest version that has them, and in older ones what those alone have,
/// as recitals.
pub(crate) fn find(
    index: &dyn PassageIndex,
    keys: &[Key],
    places: &[Place],
) -> Result<Found, IndexError> {
    let mut holdings: Vec<Holding> = Vec::new();
    for key in keys {
        holdings.extend(index.holdings(key)?);
    }
    holdings.retain(|holding| holding.copy_of.is_none());
    // The act as it was adopted has the recitals: it is read first where these are wanted.
    let wants_recital = places.iter().any(|place| place.recital.is_some());
    holdings.sort_by(|a, b| {
        let newest = |held: &Holding| {
            let consolidated = held.summary.consolidated;
            (
                wants_recital && consolidated.is_some(),
                held.newer_version.is_some(),
                std::cmp::Reverse(consolidated),
            )
        };
        newest(a)
            .cmp(&newest(b))
            .then_with(|| a.place().cmp(&b.place()))
    });
    let mut nearest: Option<(usize, ActPlace, String)> = None;
    for holding in &holdings {
        let Some(document) = index.document(&holding.summary.id)? else {
            continue;
        };
        let Some((place, missing)) = of_document(&document, places) else {
            continue;
        };
        let Some(missing) = missing else {
            return Ok(Found {
                place: Some(place),
                said: None,
            });
        };
        let depth = missing.0;
        if nearest.as_ref().is_none_or(|(most, ..)| depth > *most) {
            nearest = Some((depth, place, missing.1));
        }
    }
    if let Some((_, place, said)) = nearest {
        return Ok(Found {
            place: Some(place),
            said: Some(said),
        });
    }
    let said = holdings.first().and_then(|held| {
        let asked = places.first()?;
        let summary = held.summary.clone().describe();
        let name = summary.label().unwrap_or(summary.title);
        Some(format!("{name} n’a pas ce passage ({})", asked_for(asked)))
    });
    Ok(Found { place: None, said })
}

/// How far a place was found, and what is said of the rest.
type Missing = (usize, String);

/// The places in one document; of one that goes deeper than the document does, what holds it.
fn of_document(document: &Document, places: &[Place]) -> Option<(ActPlace, Option<Missing>)> {
    let mut units: Vec<&Passage> = Vec::new();
    let mut labels: Vec<String> = Vec::new();
    let mut missing = None;
    for place in places {
        let (found, depth, whole) = passages(document, place)?;
        if depth < whole {
            missing = Some((
                depth,
                format!(
                    "{} ne s’y trouve pas : voici ce qui s’en approche",
                    asked_for(place)
                ),
            ));
        }
        labels.push(label(document, place, &found, depth == whole));
        units.extend(found);
    }
    units.sort_by_key(|passage| passage.ordinal);
    units.dedup_by_key(|passage| passage.ordinal);
    let units = units.into_iter().map(|passage| PlaceUnit {
        id: passage.id.clone(),
        number: passage.number.clone(),
        text: passage.text.clone(),
        cited: 0,
        path: document.legal_path(passage),
    });
    let place = ActPlace {
        document: document.summary().describe(),
        label: labels.join(" ; "),
        units: units.collect(),
    };
    Some((place, missing))
}

/// The passages of a place, how many steps to it were found, and how many there are.
fn passages<'d>(document: &'d Document, place: &Place) -> Option<(Vec<&'d Passage>, usize, usize)> {
    if let Some(section) = division(document, place) {
        let inside = |passage: &&Passage| {
            let sections = document.sections_around(passage);
            sections.into_iter().any(|around| around.id == section.id)
        };
        let found = text_of(document.passages.iter().filter(inside));
        return (!found.is_empty()).then_some((found, 1, 1));
    }
    let path = LegalPath::of(place)?;
    let ways: Vec<(&Passage, LegalPath)> = document
        .passages
        .iter()
        .filter_map(|passage| Some((passage, document.legal_path(passage)?)))
        .collect();
    for depth in (1..=path.depth()).rev() {
        let wanted = path.up_to(depth);
        let inside = |wanted: &LegalPath| {
            let inside = ways.iter().filter(|(_, way)| wanted.holds(way));
            text_of(inside.map(|(passage, _)| *passage))
        };
        let mut found = inside(&wanted);
        if found.is_empty() && depth > 1 {
            // *article 6, point f)*: of the only paragraph with such a point.
            let skips = ways.iter().filter(|(_, way)| wanted.is_in_some_part(way));
            found = text_of(skips.map(|(passage, _)| *passage));
        }
        if !found.is_empty() {
            return Some((found, depth, path.depth()));
        }
    }
    None
}

/// Passages that say something: headings do where there is nothing else.
fn text_of<'d>(passages: impl Iterator<Item = &'d Passage>) -> Vec<&'d Passage> {
    let (headings, texts): (Vec<&Passage>, Vec<&Passage>) =
        passages.partition(|passage| passage.kind == PassageKind::Heading);
    if texts.is_empty() { headings } else { texts }
}

/// The chapter, title or section that a place is, where it is no article, recital or annex.
fn division<'d>(document: &'d Document, place: &Place) -> Option<&'d Section> {
    if place.article.is_some() || place.recital.is_some() || place.annex.is_some() {
        return None;
    }
    let named = |kind: SectionKind, number: &Option<String>, inside: Option<&Section>| {
        let number = number.as_deref()?;
        document.sections.iter().find(|section| {
            let own = section.number.as_deref().unwrap_or_default();
            let around = || document.sections_above(section);
            section.kind == kind
                && same_number(own, number)
                && inside.is_none_or(|inside| around().any(|above| above.id == inside.id))
        })
    };
    let title = named(SectionKind::Title, &place.title, None);
    let chapter = named(SectionKind::Chapter, &place.chapter, title);
    let outer = chapter.or(title);
    match &place.section {
        Some(_) => named(SectionKind::Section, &place.section, outer),
        None => outer,
    }
}

/// Whether two numbers of divisions are one: `iii` and `III`, `1` and *premier*.
fn same_number(one: &str, other: &str) -> bool {
    LegalPath::article(one) == LegalPath::article(other)
}

/// What a found place is called; `is_whole` where all that was asked for is there.
fn label(document: &Document, place: &Place, found: &[&Passage], is_whole: bool) -> String {
    let section = found.first().and_then(|first| {
        let around = document.sections_around(first);
        let wanted = |section: &&Section| match section.kind {
            SectionKind::Article => place.article.is_some(),
            SectionKind::Annex => place.article.is_none() && place.annex.is_some(),
            SectionKind::Section => place.section.is_some() && place.annex.is_none(),
            SectionKind::Chapter => place.chapter.is_some() && place.section.is_none(),
            SectionKind::Title => place.title.is_some() && place.chapter.is_none(),
            SectionKind::Part | SectionKind::Heading => false,
        };
        around.into_iter().find(wanted)
    });
    let mut label = match (&place.recital, section) {
        (Some(recital), _) => format!("Considérant {recital}"),
        (None, Some(section)) => section.label(),
        (None, None) => asked_for(place),
    };
    if is_whole && section.is_some() {
        for part in parts(place) {
            label.push_str(", ");
            label.push_str(&part);
        }
    }
    if let Some(section) = section.filter(|section| !section.heading.is_empty())
        && section.heading != label
    {
        label.push_str(" – ");
        label.push_str(&section.heading);
    }
    label
}

/// The parts of an article, recital or annex that a place names.
fn parts(place: &Place) -> Vec<String> {
    let paragraph = place
        .paragraph
        .as_ref()
        .map(|number| format!("paragraphe {number}"));
    let subparagraph = place
        .subparagraph
        .as_ref()
        .map(|number| match number.as_str() {
            "1" => "premier alinéa".to_owned(),
            "dernier" => "dernier alinéa".to_owned(),
            number => format!("alinéa {number}"),
        });
    let point = place.point.as_ref().map(|point| format!("point {point})"));
    [paragraph, subparagraph, point]
        .into_iter()
        .flatten()
        .collect()
}

/// What was asked for, in words.
pub(crate) fn asked_for(place: &Place) -> String {
    let named = |name: &str, number: &Option<String>| {
        number.as_ref().map(|number| format!("{name} {number}"))
    };
    let mut words: Vec<String> = [
        named("titre", &place.title),
        named("chapitre", &place.chapter),
        named("annexe", &place.annex),
        named("section", &place.section),
        named("considérant", &place.recital),
        named("article", &place.article),
    ]
    .into_iter()
    .flatten()
    .collect();
    words.extend(parts(place));
    words.join(", ")
}
