//! Concepts and the topics that are there, as one list in which each name says
//! one thing.

use std::collections::{HashMap, HashSet};

use renvoi_analysis::{Chain, fold, says_little, terms};
use renvoi_query::Topic;
use serde::Serialize;

use crate::concept::{Concept, Concepts};

/// What became of the concepts; its JSON is what `--json` prints.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Concepts that the files have.
    pub read: usize,
    /// Of these, concepts that were not chosen.
    pub not_chosen: usize,
    /// Concepts that became topics.
    pub added: usize,
    /// Concepts that were topics already, and gave them names.
    pub widened: usize,
    /// Topics in all.
    pub topics: usize,
    /// Concepts and names that were left out.
    pub dropped: Vec<Dropped>,
}

/// A concept or a name that was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dropped {
    /// Number of the concept.
    pub concept: Option<String>,
    /// The topic that it is; none when the concept itself was left out.
    pub topic: Option<String>,
    /// The name.
    pub name: String,
    /// Why.
    pub reason: Reason,
    /// The topic that has the name.
    pub said_of: Option<String>,
}

impl Dropped {
    fn of(topic: &Topic, name: String, reason: Reason) -> Self {
        Self {
            concept: topic.eurovoc.clone(),
            topic: Some(topic.id.clone()),
            name,
            reason,
            said_of: None,
        }
    }
}

/// Why something was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The concept is used no more.
    Deprecated,
    /// The concept has no French label.
    NoLabel,
    /// Another topic is called so.
    Taken,
    /// It has no word that tells something.
    SaysLittle,
    /// Another topic has the same label: this one is told apart by what stands
    /// in brackets.
    Qualified,
}

/// Merges the chosen concepts with topics.
pub(crate) fn merge(
    topics: &[Topic],
    concepts: &Concepts,
    chosen: &HashSet<&str>,
) -> (Vec<Topic>, Report) {
    let mut report = Report::default();
    let mut wanted = Vec::new();
    for concept in concepts.iter() {
        report.read += 1;
        if !chosen.contains(concept.id.as_str()) {
            report.not_chosen += 1;
            continue;
        }
        let reason = match &concept.label {
            _ if concept.deprecated => Reason::Deprecated,
            Some(_) => {
                wanted.push(concept);
                continue;
            }
            None => Reason::NoLabel,
        };
        let name = concept.label.as_ref().or(concept.english.as_ref());
        report.dropped.push(Dropped {
            concept: Some(concept.id.clone()),
            topic: None,
            name: name.cloned().unwrap_or_default(),
            reason,
            said_of: None,
        });
    }
    let same = equal(topics, &wanted);
    let mut merged = topics.to_vec();
    for concept in &wanted {
        let known = same.get(concept.id.as_str()).copied();
        if let Some(topic) = known.and_then(|at| merged.get_mut(at)) {
            widen(topic, concept);
            report.widened += 1;
        } else {
            merged.push(topic(concept));
            report.added += 1;
        }
    }
    Names::default().settle(&mut merged, topics.len(), concepts, &mut report);
    link(&mut merged, topics.len(), concepts);
    report.topics = merged.len();
    (merged, report)
}

/// Which topic each concept is: the one that names it; else the one with its
/// label; else the one of which its label is another name. A topic that names
/// another concept of the file is not the one.
fn equal<'c>(topics: &[Topic], wanted: &[&'c Concept]) -> HashMap<&'c str, usize> {
    let numbers: HashMap<&str, &'c Concept> = wanted.iter().map(|c| (c.id.as_str(), *c)).collect();
    let mut same: HashMap<&str, usize> = HashMap::new();
    let mut labels: HashMap<Vec<String>, usize> = HashMap::new();
    let mut others: HashMap<Vec<String>, usize> = HashMap::new();
    for (at, topic) in topics.iter().enumerate() {
        let number = topic.eurovoc.as_deref();
        if let Some(concept) = number.and_then(|n| numbers.get(n)) {
            same.entry(&concept.id).or_insert(at);
            continue;
        }
        labels.entry(stems(&topic.label)).or_insert(at);
        for name in topic
            .english
            .iter()
            .chain(&topic.synonyms)
            .chain([&topic.id])
        {
            others.entry(stems(name)).or_insert(at);
        }
    }
    let mut claimed: HashSet<usize> = same.values().copied().collect();
    for names in [labels, others] {
        for concept in wanted {
            let label = concept.label.as_deref().unwrap_or_default();
            if let Some(at) = names.get(&stems(label))
                && !same.contains_key(concept.id.as_str())
                && claimed.insert(*at)
            {
                same.insert(&concept.id, *at);
            }
        }
    }
    same
}

/// Two names with the same stems are one to whatever looks for them.
fn stems(name: &str) -> Vec<String> {
    terms(name, Chain::Stemmed)
}

fn widen(topic: &mut Topic, concept: &Concept) {
    if topic.english.is_none() {
        topic.english.clone_from(&concept.english);
    }
    if topic.eurovoc.is_none() {
        topic.eurovoc = Some(concept.id.clone());
    }
    let labels = concept.label.iter().chain(&concept.synonyms);
    topic.synonyms.extend(labels.cloned());
}

fn topic(concept: &Concept) -> Topic {
    let label = concept.label.clone().unwrap_or_default();
    Topic {
        id: slug(&label),
        label,
        english: concept.english.clone(),
        synonyms: concept.synonyms.clone(),
        broader: None,
        eurovoc: Some(concept.id.clone()),
    }
}

/// Lower-case ASCII with hyphens.
fn slug(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|w| !w.is_empty()).collect();
    words.join("-")
}

/// Folded names, each with the topic that is called so.
#[derive(Default)]
struct Names(HashMap<String, usize>);

impl Names {
    /// Whether the name is this topic's now, or was.
    fn take(&mut self, name: &str, topic: usize) -> bool {
        *self.0.entry(fold(name)).or_insert(topic) == topic
    }

    fn take_free(&mut self, mut name: String, topic: usize) -> String {
        while name.is_empty() || !self.take(&name, topic) {
            name.push('x');
        }
        name
    }

    /// Leaves each name to one topic: labels go before other names, and topics
    /// that were there (the first `known`) before new ones.
    fn settle(
        mut self,
        topics: &mut [Topic],
        known: usize,
        concepts: &Concepts,
        report: &mut Report,
    ) {
        for (at, topic) in topics.iter().enumerate().take(known) {
            self.take(&topic.label, at);
            self.take(&topic.id, at);
        }
        let mut taken = HashMap::new();
        for (at, topic) in topics.iter_mut().enumerate().skip(known) {
            if !self.take(&topic.label, at) {
                let what = qualifier(topic, concepts);
                let label = self.take_free(format!("{} ({what})", topic.label), at);
                taken.insert(at, std::mem::replace(&mut topic.label, label));
            }
        }
        for (at, topic) in topics.iter_mut().enumerate().skip(known) {
            if topic.id.is_empty() || !self.take(&topic.id, at) {
                let number = topic.eurovoc.as_deref().unwrap_or_default();
                let id = slug(&format!("{} {number}", topic.id));
                topic.id = self.take_free(id, at);
            }
            if let Some(name) = taken.remove(&at) {
                let qualified = Dropped::of(topic, name, Reason::Qualified);
                report.dropped.push(qualified);
            }
        }
        let ids: Vec<String> = topics.iter().map(|t| t.id.clone()).collect();
        for (at, topic) in topics.iter_mut().enumerate() {
            let english = topic.english.take();
            topic.english = english.filter(|name| self.keep(at, topic, name, &ids, report));
            let mut said = HashSet::from([fold(&topic.label)]);
            said.extend(topic.english.as_deref().map(fold));
            let mut synonyms = std::mem::take(&mut topic.synonyms);
            synonyms
                .retain(|name| said.insert(fold(name)) && self.keep(at, topic, name, &ids, report));
            topic.synonyms = synonyms;
        }
    }

    /// Whether a name besides the label is kept.
    fn keep(
        &mut self,
        at: usize,
        topic: &Topic,
        name: &str,
        ids: &[String],
        report: &mut Report,
    ) -> bool {
        let tells = terms(name, Chain::Exact).iter().any(|w| !says_little(w));
        if tells && self.take(name, at) {
            return true;
        }
        let reason = if tells {
            Reason::Taken
        } else {
            Reason::SaysLittle
        };
        let other = self.0.get(&fold(name)).filter(|_| tells);
        report.dropped.push(Dropped {
            said_of: other.and_then(|at| ids.get(*at)).cloned(),
            ..Dropped::of(topic, name.to_owned(), reason)
        });
        false
    }
}

/// What tells a topic apart from one with the same label: what it is part of,
/// else its number.
fn qualifier(topic: &Topic, concepts: &Concepts) -> String {
    let number = topic.eurovoc.as_deref().unwrap_or_default();
    let broader = concepts.get(number).into_iter().flat_map(|c| &c.broader);
    let mut labels = broader.filter_map(|id| concepts.get(id)?.label.clone());
    labels.next().unwrap_or_else(|| number.to_owned())
}

/// Says what each new topic is part of: the first of its broader concepts that
/// is a topic.
fn link(topics: &mut [Topic], known: usize, concepts: &Concepts) {
    let ids: HashMap<String, String> = topics
        .iter()
        .filter_map(|t| Some((t.eurovoc.clone()?, t.id.clone())))
        .collect();
    for topic in topics.iter_mut().skip(known) {
        let concept = topic.eurovoc.as_deref().and_then(|id| concepts.get(id));
        let mut broader = concept.into_iter().flat_map(|c| &c.broader);
        topic.broader = broader.find_map(|id| ids.get(id)).cloned();
    }
}
