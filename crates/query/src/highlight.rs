//! Which letters of a text matched.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use renvoi_analysis::{Chain, Token, tokens};
use renvoi_document::Language;
use renvoi_reference::{Citation, Key};

use crate::plan::readings;
use crate::points::Points;
use crate::request::{Clause, Request, Stem};
use crate::thesaurus::Thesaurus;

/// A place that matches, in code points, and what of the request it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mark {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// Which of the things sought; the same for all places of one.
    pub(crate) what: usize,
    /// How much it tells.
    pub(crate) weight: u32,
}

/// The places as ranges in order and without overlap.
pub(crate) fn merged(marks: &[Mark]) -> Vec<(usize, usize)> {
    let mut ranges: Vec<(usize, usize)> = Vec::with_capacity(marks.len());
    for mark in marks {
        match ranges.last_mut() {
            Some(last) if mark.from < last.1 => last.1 = last.1.max(mark.to),
            _ => ranges.push((mark.from, mark.to)),
        }
    }
    ranges
}

/// What a word that tells something weighs, against one that tells little.
const TELLS: u32 = 10;

/// What a request looks for; what it excludes is not there.
pub(crate) struct Sought<'r> {
    thesaurus: Arc<Thesaurus>,
    /// Stems of the words in French and in English, each with its number and
    /// weight.
    french: HashMap<&'r str, (usize, u32)>,
    english: HashMap<&'r str, (usize, u32)>,
    /// Folded words that wildcards and inexact words stand for.
    words: HashMap<&'r str, usize>,
    phrases: Vec<Phrase<'r>>,
    keys: Vec<(Key, usize)>,
    topics: HashMap<&'r str, usize>,
    /// Things sought so far.
    count: usize,
}

struct Phrase<'r> {
    words: &'r [(usize, String)],
    slop: u32,
    what: usize,
}

impl<'r> Sought<'r> {
    pub(crate) fn of(request: &'r Request, thesaurus: Arc<Thesaurus>) -> Self {
        let mut sought = Self {
            thesaurus,
            french: HashMap::new(),
            english: HashMap::new(),
            words: HashMap::new(),
            phrases: Vec::new(),
            keys: Vec::new(),
            topics: HashMap::new(),
            count: 0,
        };
        for term in &request.terms {
            let weight = if term.says_little() { 1 } else { TELLS };
            let what = sought.next();
            let Stem { french, english } = &term.stem;
            sought.french.entry(french).or_insert((what, weight));
            sought.english.entry(english).or_insert((what, weight));
        }
        for key in &request.filters.cites {
            sought.cites(readings(key));
        }
        let mut levels = vec![&request.clauses];
        if let Some(about) = &request.about
            && let Clause::All(cites) = &about.cites
        {
            levels.push(cites);
        }
        while let Some(level) = levels.pop() {
            for clause in level.must.iter().chain(&level.should) {
                if let Clause::All(below) = clause {
                    levels.push(below);
                } else {
                    sought.add(clause);
                }
            }
        }
        for expansion in &request.expansions {
            sought.add(&expansion.clause);
        }
        sought
    }

    fn next(&mut self) -> usize {
        self.count += 1;
        self.count
    }

    fn add(&mut self, clause: &'r Clause) {
        let what = self.next();
        match clause {
            // What is excluded is not there.
            Clause::Stem(..) | Clause::InText(_) | Clause::All(_) => {}
            Clause::AnyOf(words) => self
                .words
                .extend(words.iter().map(|word| (word.as_str(), what))),
            Clause::Phrase { words, slop } => self.phrases.push(Phrase {
                words,
                slop: *slop,
                what,
            }),
            Clause::Cites(keys) => self.cites(keys.clone()),
            Clause::Topic(id) => {
                self.topics.insert(id, what);
            }
        }
    }

    fn cites(&mut self, keys: Vec<Key>) {
        let what = self.next();
        self.keys.extend(keys.into_iter().map(|key| (key, what)));
    }

    /// Every place of a text that matches, in order.
    pub(crate) fn marks(
        &self,
        text: &str,
        language: Language,
        points: &Points,
        citations: &[Citation],
    ) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut mark = |from: usize, to: usize, what: usize, weight: u32| {
            let (from, to) = (points.at_byte(from), points.at_byte(to));
            marks.push(Mark {
                from,
                to,
                what,
                weight,
            });
        };
        let sought = match language {
            Language::En => &self.english,
            Language::Fr | Language::Ja => &self.french,
        };
        if !sought.is_empty() {
            let stems = tokens(text, Chain::of(language));
            for token in &stems {
                if let Some((what, weight)) = sought.get(token.text.as_str()) {
                    mark(token.offset_from, token.offset_to, *what, *weight);
                }
            }
        }
        if !self.topics.is_empty() {
            // The thesaurus has the stems of French, in whatever language.
            for (from, to, what) in self.mentions(tokens(text, Chain::Stemmed)) {
                mark(from, to, what, TELLS);
            }
        }
        if !self.phrases.is_empty() || !self.words.is_empty() {
            let words = tokens(text, Chain::Exact);
            for word in &words {
                if let Some(what) = self.words.get(word.text.as_str()) {
                    mark(word.offset_from, word.offset_to, *what, TELLS);
                }
            }
            for phrase in &self.phrases {
                for (from, to) in phrase.ranges(&words) {
                    mark(from, to, phrase.what, TELLS);
                }
            }
        }
        for citation in citations {
            let mut keys = self.keys.iter();
            if let Some((_, what)) = keys.find(|(key, _)| *key == citation.key) {
                marks.push(Mark {
                    from: citation.start,
                    to: citation.end,
                    what: *what,
                    weight: TELLS,
                });
            }
        }
        marks.retain(|mark| mark.from < mark.to && mark.to <= points.count());
        marks.sort_unstable();
        marks
    }

    /// Where a text speaks of the topics that the request was widened by.
    fn mentions(&self, tokens: Vec<Token>) -> Vec<(usize, usize, usize)> {
        let places: Vec<(usize, usize)> = tokens
            .iter()
            .map(|t| (t.offset_from, t.offset_to))
            .collect();
        let stems: Vec<String> = tokens.into_iter().map(|token| token.text).collect();
        let mut found = Vec::new();
        for mention in self.thesaurus.mentions(&stems) {
            let of_mention = places.get(mention.stems.clone()).unwrap_or_default();
            if let Some(what) = self.topics.get(mention.topic.id.as_str())
                && let Some(from) = of_mention.iter().map(|p| p.0).min()
                && let Some(to) = of_mention.iter().map(|p| p.1).max()
            {
                found.push((from, to, *what));
            }
        }
        found
    }
}

impl Phrase<'_> {
    /// Bytes of the places of the phrase: all of it, or each of its words where
    /// others may stand between them.
    fn ranges(&self, words: &[Token]) -> Vec<(usize, usize)> {
        if self.slop == 0 {
            self.exact(words)
        } else {
            self.near(words)
        }
    }

    fn exact(&self, words: &[Token]) -> Vec<(usize, usize)> {
        let Some(((first, head), (last, _))) = self.words.first().zip(self.words.last()) else {
            return Vec::new();
        };
        let by_position = |position: usize| {
            let found = words.binary_search_by_key(&position, |w| w.position).ok();
            found.and_then(|at| words.get(at))
        };
        let starts = words.iter().filter(|w| w.text == *head);
        let ranges = starts.filter_map(|start| {
            let shift = start.position.checked_sub(*first)?;
            let mut phrase = self.words.iter();
            let whole = phrase.all(|(position, term)| {
                by_position(position + shift).is_some_and(|w| w.text == *term)
            });
            let end = by_position(last + shift).filter(|_| whole)?;
            Some((start.offset_from, end.offset_to))
        });
        ranges.collect()
    }

    /// The words of every stretch that has all of them and is no longer than the
    /// phrase and its slop.
    fn near(&self, words: &[Token]) -> Vec<(usize, usize)> {
        let sought: HashSet<&str> = self.words.iter().map(|(_, w)| w.as_str()).collect();
        let first = self.words.iter().map(|(at, _)| *at).min().unwrap_or(0);
        let last = self.words.iter().map(|(at, _)| *at).max().unwrap_or(0);
        let slop = usize::try_from(self.slop).unwrap_or(usize::MAX);
        let longest = (last - first).saturating_add(slop);
        let mut inside: VecDeque<&Token> = VecDeque::new();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let mut found = Vec::new();
        // Words that were marked already begin no later than here.
        let mut marked = 0;
        for token in words.iter().filter(|w| sought.contains(w.text.as_str())) {
            inside.push_back(token);
            *counts.entry(&token.text).or_default() += 1;
            while let Some(oldest) = inside.front()
                && token.position.saturating_sub(oldest.position) > longest
            {
                if let Some(count) = counts.get_mut(oldest.text.as_str()) {
                    *count -= 1;
                    if *count == 0 {
                        counts.remove(oldest.text.as_str());
                    }
                }
                inside.pop_front();
            }
            if counts.len() == sought.len() {
                let fresh = inside.iter().rev().take_while(|w| w.offset_to > marked);
                found.extend(fresh.map(|w| (w.offset_from, w.offset_to)));
                marked = token.offset_to;
            }
        }
        found
    }
}
