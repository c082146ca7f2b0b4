//! A place of an act that a person names: *article 21 SRI 2*, *considérant 47 du règlement (UE) 2024/2847*.

use std::collections::HashMap;

use renvoi_document::{
    Document, DocumentId, Passage, PassageKind, RecordId, Section, SectionKind, Summary,
};
use renvoi_reference::{Key, LegalPath, Place, as_roman};
use schemars::JsonSchema;
use serde::Serialize;

use crate::neighbours::{Around, Neighbour};
use crate::remark::{Remark, remark};
use crate::stored::Holding;
use crate::view::View;
use renvoi_index::IndexError;

/// A place of an act, whole; its JSON is a published contract.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ActPlace {
    /// The document it stands in: the newest version of the act that has it.
    pub document: Summary,
    /// The newest version of the act, where that one does not have it: a recital, a paragraph that was repealed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newer_version: Option<DocumentId>,
    /// What it is called: `Article 21, paragraphe 2 – Mesures de gestion des risques`.
    pub label: String,
    /// The divisions that hold its article, from the root: `Chapitre IV – Mesures de gestion des risques`.
    pub within: Vec<String>,
    /// The article before that of the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<Neighbour>,
    /// The article behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Neighbour>,
    /// Its passages, in text order.
    pub units: Vec<PlaceUnit>,
}

/// A passage of a place.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
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

impl PlaceUnit {
    /// The way to it in the act, by which its citations are counted; `None` for what has none.
    pub fn path(&self) -> Option<&LegalPath> {
        self.path.as_ref()
    }
}

/// What was found of the places that a person names.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Found {
    pub(crate) place: Option<ActPlace>,
    /// The ways to the places, by which others cite them.
    pub(crate) paths: Vec<LegalPath>,
    /// What is said of what is not there.
    pub(crate) said: Option<Remark>,
}

impl ActPlace {
    /// Takes note of how often its passages are cited, by the ways to them. Of passages that have the same way, the first
    /// one gets the count.
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
pub(crate) fn find(index: &View, keys: &[Key], places: &[Place]) -> Result<Found, IndexError> {
    let mut holdings = index.holdings_of(keys)?;
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
    let mut best: Option<InDocument> = None;
    for holding in &holdings {
        let Some(document) = index.document(&holding.summary.id)? else {
            continue;
        };
        let Some(mut found) = InDocument::of(&document, places) else {
            continue;
        };
        found.place.newer_version.clone_from(&holding.newer_version);
        let is_whole = found.missing.is_empty();
        if best.as_ref().is_none_or(|best| found.depth > best.depth) {
            best = Some(found);
        }
        if is_whole {
            break;
        }
    }
    let asked_paths = || places.iter().filter_map(LegalPath::of).collect();
    let Some(best) = best else {
        return Ok(Found {
            place: None,
            paths: asked_paths(),
            said: holdings.first().map(|held| {
                let summary = held.summary.clone().describe();
                let name = summary.label().unwrap_or(summary.title);
                let asked: Vec<String> = places.iter().map(asked_for).collect();
                remark!(
                    "{name} n’a pas ce passage : {}", asked.join(" ; ");
                    "{name} has no such passage: {}", asked.join(" ; ")
                )
            }),
        });
    };
    let said = (!best.missing.is_empty()).then(|| {
        let missing = best.missing.join(" ; ");
        remark!(
            "{missing} : ne s’y trouve pas, voici ce qui s’en approche";
            "{missing}: is not there; this is the nearest to it"
        )
    });
    Ok(Found {
        paths: if best.missing.is_empty() {
            best.paths
        } else {
            asked_paths()
        },
        place: Some(best.place),
        said,
    })
}

/// What one document has of the places that are named.
struct InDocument {
    place: ActPlace,
    paths: Vec<LegalPath>,
    /// What it has not, in words.
    missing: Vec<String>,
    /// Steps of the ways that it has, of all places together.
    depth: usize,
}

impl InDocument {
    fn of(document: &Document, places: &[Place]) -> Option<Self> {
        let ways: Vec<Way<'_>> = document
            .passages
            .iter()
            .filter_map(|passage| Some((passage, document.legal_path(passage)?)))
            .collect();
        let mut units: Vec<&Passage> = Vec::new();
        let (mut labels, mut paths, mut missing) = (Vec::new(), Vec::new(), Vec::new());
        let mut depth = 0;
        for place in places {
            let Some(found) = passages(document, &ways, place) else {
                missing.push(asked_for(place));
                continue;
            };
            if !found.is_whole {
                missing.push(asked_for(place));
            }
            depth += found.depth;
            labels.push(label(document, place, &found));
            paths.extend(found.path);
            units.extend(found.passages);
        }
        if units.is_empty() {
            return None;
        }
        units.sort_by_key(|passage| passage.ordinal);
        units.dedup_by_key(|passage| passage.ordinal);
        let around = units.first().map(|first| Around::of(document, first));
        let around = around.unwrap_or_default();
        let units = units.into_iter().map(|passage| PlaceUnit {
            id: passage.id.clone(),
            number: passage.number.clone(),
            text: passage.text.clone(),
            cited: 0,
            path: document.legal_path(passage),
        });
        Some(Self {
            place: ActPlace {
                document: document.summary().describe(),
                newer_version: None,
                label: labels.join(" ; "),
                within: around.within,
                previous: around.previous,
                next: around.next,
                units: units.collect(),
            },
            paths,
            missing,
            depth,
        })
    }
}

/// A passage and the way to it.
type Way<'d> = (&'d Passage, LegalPath);

/// The passages of one place.
struct PassagesOfPlace<'d> {
    passages: Vec<&'d Passage>,
    /// The way to them; none to a chapter, which citations name in several ways.
    path: Option<LegalPath>,
    /// Steps of the way that was asked for.
    depth: usize,
    /// All that was asked for is there.
    is_whole: bool,
}

/// The passages of a place; of one that goes deeper than the document does, those of what holds it.
fn passages<'d>(
    document: &'d Document,
    ways: &[Way<'d>],
    place: &Place,
) -> Option<PassagesOfPlace<'d>> {
    if let Some(section) = division(document, place) {
        let inside = |passage: &&Passage| {
            let sections = document.sections_around(passage);
            sections.into_iter().any(|around| around.id == section.id)
        };
        let passages = text_of(document.passages.iter().filter(inside));
        return (!passages.is_empty()).then_some(PassagesOfPlace {
            passages,
            path: LegalPath::of(place),
            depth: 1,
            is_whole: true,
        });
    }
    let asked = LegalPath::of(place)?;
    for depth in (1..=asked.depth()).rev() {
        let wanted = asked.up_to(depth);
        let inside = |wanted: &LegalPath| {
            let inside = ways.iter().filter(|(_, way)| wanted.holds(way));
            text_of(inside.map(|(passage, _)| *passage))
        };
        let mut path = wanted;
        let mut found = inside(&path);
        if found.is_empty()
            && depth == asked.depth()
            && let Some(only) = only_part(&path, ways)
        {
            path = only;
            found = inside(&path);
        }
        if found.is_empty() {
            continue;
        }
        let mut is_whole = depth == asked.depth();
        if is_whole
            && place.point.is_none()
            && let Some(number) = &place.subparagraph
        {
            match subparagraph(&found, ways, &path, number) {
                Some(passages) => found = passages,
                None => is_whole = false,
            }
        }
        return Some(PassagesOfPlace {
            passages: found,
            path: Some(path),
            depth,
            is_whole,
        });
    }
    None
}

/// The only part of an article with the steps that are asked for: *article 6, point f)*.
fn only_part(asked: &LegalPath, ways: &[Way<'_>]) -> Option<LegalPath> {
    let mut parts: Vec<&LegalPath> = ways
        .iter()
        .map(|(_, way)| way)
        .filter(|way| asked.depth() > 1 && asked.is_in_some_part(way))
        .collect();
    parts.dedup();
    match parts.as_slice() {
        [only] => Some((*only).clone()),
        _ => None,
    }
}

/// A subparagraph with its points: the passages that have the way of the paragraph are its subparagraphs, in their order.
fn subparagraph<'d>(
    found: &[&'d Passage],
    ways: &[Way<'d>],
    path: &LegalPath,
    number: &str,
) -> Option<Vec<&'d Passage>> {
    let is_head = |passage: &Passage| {
        let mut ways = ways.iter();
        ways.any(|(of, way)| of.ordinal == passage.ordinal && way == path)
    };
    let heads: Vec<usize> = (0..found.len())
        .filter(|at| found.get(*at).is_some_and(|passage| is_head(passage)))
        .collect();
    let at = match number.parse::<usize>() {
        Ok(number) => number.checked_sub(1)?,
        Err(_) => heads.len().checked_sub(1)?,
    };
    let from = *heads.get(at)?;
    let to = heads.get(at + 1).copied().unwrap_or(found.len());
    found.get(from..to).map(<[_]>::to_vec)
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

/// Whether two numbers of divisions are one: `iii` and `III`, `3` and `III`, `1` and *premier*.
fn same_number(one: &str, other: &str) -> bool {
    let path = |number: &str| LegalPath::article(number);
    path(one) == path(other) || path(&as_roman(one)) == path(&as_roman(other))
}

/// What a found place is called.
fn label(document: &Document, place: &Place, found: &PassagesOfPlace<'_>) -> String {
    let section = found.passages.first().and_then(|first| {
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
    if found.is_whole && section.is_some() {
        for part in parts(place) {
            label.push_str(", ");
            label.push_str(&part);
        }
    }
    if let Some(section) = section.filter(|section| !section.heading.is_empty())
        && section.heading != label
    {
        label.push_str(" – ");
        label.push_str(section.shown_heading());
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
    words.join(", ").trim().to_owned()
}
