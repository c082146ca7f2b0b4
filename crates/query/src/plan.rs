//! From a query to what a back end is asked.

use renvoi_analysis::{
    Chain, Token, dictionary, fold, is_no_small_word, same_words, says_little,
    says_little_in_english, tokens,
};
use renvoi_reference::{Key, Kind, parse};

use crate::forms;
use crate::language::{self, Certain, Filters, Group, MOST_TERMS, Query, Versions};
use crate::lifts::lifts;
use crate::remark::{Remark, remark};
use crate::request::{Clause, Clauses, Expansion, Request, Stem, Term, Vocabulary, Widened};
use crate::view::View;
use renvoi_index::IndexError;

/// Words that a wildcard or an inexact word may stand for: the most frequent.
const MOST_WORDS: usize = 64;

/// What a word weighs that says little. Left out altogether it costs queries
/// that are made of such words; as heavy as others it drowns them.
const SMALL: f32 = 0.3;

/// Analyses a query against the words of an index. `offset`, `limit`, `facets`
/// and the order are left for the caller; what could not be used is added to
/// the diagnostics of the query.
///
/// # Errors
/// The index could not answer.
pub fn plan(query: &mut Query, index: &View) -> Result<Request, IndexError> {
    let mut planner = Planner {
        index,
        diagnostics: Vec::new(),
    };
    let mut clauses = planner.group(&query.root)?;
    leave_small_words_to_ranking(&mut clauses);
    query.diagnostics.append(&mut planner.diagnostics);
    // Where the dictionary was to be is for who keeps the index, not for who asks.
    if dictionary::ready_for(&query.text()).is_err() {
        query.diagnostics.push(
            remark!(
                "les mots japonais sont cherchés deux lettres à la fois : le dictionnaire de l’index ne peut être lu (`renvoi dictionary build` le refait)";
                "Japanese words are searched two letters at a time: the dictionary of the index cannot be read (`renvoi dictionary build` makes it anew)"
            ),
        );
    }
    let newest_only = newest_only(query, &clauses);
    let mut terms = Vec::new();
    let mut at = 0;
    for word in query.words() {
        add_terms(&mut terms, word, &mut at);
    }
    forget_shouting(&mut terms, &query.words());
    forms::fill(&mut terms, index)?;
    let (filters, excluded) = normal_filters(query, index);
    Ok(Request {
        expansions: expansions(query, &terms, index)?,
        lifts: lifts(query, &clauses, &terms),
        clauses,
        terms,
        filters,
        excluded,
        newest_only,
        with_context: true,
        ..Request::default()
    })
}

/// Capitals part *CE* from *ce* only beside words that are not in capitals, or
/// alone.
fn forget_shouting(terms: &mut [Term], words: &[&str]) {
    let lowercase = |word: &&str| word.contains(char::is_lowercase);
    if words.len() < 2 || words.iter().any(lowercase) {
        return;
    }
    for term in terms.iter_mut().filter(|term| term.says_little()) {
        term.marked = None;
    }
}

/// The filters of a query as a back end is asked for them: wanted ones, unwanted ones.
pub(crate) fn normal_filters(query: &Query, index: &View) -> (Filters, Filters) {
    let mut filters = topics_by_id(&query.filters, index);
    let mut excluded = topics_by_id(&query.excluded, index);
    notes_wanted(&mut filters, &mut excluded);
    // Not formally is otherwise.
    let opposite = excluded.certainty.take().map(|certainty| match certainty {
        Certain::Formal => Certain::Inferred,
        Certain::Inferred => Certain::Formal,
    });
    filters.certainty = filters.certainty.or(opposite);
    (filters, excluded)
}

/// Notes that are unwanted are asked for as such: what is left out then is what notes say, and not what calls them.
fn notes_wanted(filters: &mut Filters, excluded: &mut Filters) {
    if filters.kinds == ["footnote"] {
        filters.kinds.clear();
        filters.notes = Some(true);
    }
    let kinds = excluded.kinds.len();
    excluded.kinds.retain(|kind| kind != "footnote");
    let no_notes = (excluded.kinds.len() < kinds).then_some(false);
    let by_note = excluded.notes.take().map(|unwanted| !unwanted);
    filters.notes = filters.notes.or(by_note).or(no_notes);
}

/// Filters with the topics that they name by their ids: records have no others.
fn topics_by_id(filters: &Filters, index: &View) -> Filters {
    let mut filters = filters.clone();
    if !filters.topics.is_empty() {
        let thesaurus = index.thesaurus();
        for name in &mut filters.topics {
            if let Some(topic) = thesaurus.named(name) {
                name.clone_from(&topic.id);
            }
        }
    }
    filters
}

/// A text that has nothing of a query but *des* does not match it. Beside words
/// that tell something the small ones only rank.
fn leave_small_words_to_ranking(clauses: &mut Clauses) {
    let tells = |clause: &Clause| !matches!(clause, Clause::Stem(_, weight) if *weight <= SMALL);
    if clauses.should.iter().any(tells) || !clauses.must.is_empty() {
        clauses.should.retain(tells);
    }
}

/// Long forms of one acronym that are looked for.
const MOST_LONG_FORMS: usize = 3;

/// Other ways to say the topics and acronyms that a query names.
fn expansions(query: &Query, terms: &[Term], index: &View) -> Result<Vec<Expansion>, IndexError> {
    // Of words that are required, or in a group, the others would not be the same
    // question.
    let free = query.root.should.iter().filter_map(|clause| match clause {
        language::Clause::Word(word) => Some(word.as_str()),
        _ => None,
    });
    let stems = renvoi_analysis::terms(&free.collect::<Vec<_>>().join(" "), Chain::Stemmed);
    let mut all: Vec<Expansion> = Vec::new();
    let thesaurus = index.thesaurus();
    for mention in thesaurus.mentions(&stems) {
        let of_topic = stems.get(mention.stems).unwrap_or_default();
        let terms = terms.iter().enumerate();
        let terms = terms.filter(|(_, term)| of_topic.contains(&term.stem.french));
        let expansion = Expansion {
            clause: Clause::Topic(mention.topic.id.clone()),
            shown: Widened {
                topic: Some(mention.topic.id.clone()),
                label: mention.topic.label.clone(),
                added: mention.topic.synonyms.clone(),
                count: None,
            },
            terms: terms.map(|(at, _)| at).collect(),
        };
        if !all.contains(&expansion) {
            all.push(expansion);
        }
    }
    let free = |term: &Term| !term.says_little() && stems.contains(&term.stem.french);
    let free: Vec<(usize, &Term)> = terms.iter().enumerate().filter(|(_, t)| free(t)).collect();
    let acronyms: Vec<&str> = free.iter().map(|(_, term)| term.exact.as_str()).collect();
    let found = index.long_forms(&acronyms)?;
    for ((at, term), found) in free.into_iter().zip(found) {
        // Forms that differ in apostrophes or accents alone are one.
        let mut long_forms: Vec<(String, u64)> = Vec::new();
        for (long, count) in found {
            match long_forms.iter_mut().find(|(l, _)| fold(l) == fold(&long)) {
                Some((_, known)) => *known += count,
                None => long_forms.push((long, count)),
            }
        }
        for (long, count) in long_forms.into_iter().take(MOST_LONG_FORMS) {
            all.extend(phrase(&long, 0).map(|clause| Expansion {
                clause,
                shown: Widened {
                    topic: None,
                    label: term.exact.to_uppercase(),
                    added: vec![long],
                    count: Some(count),
                },
                terms: vec![at],
            }));
        }
    }
    Ok(all)
}

/// Older versions of an instrument repeat most of the newest one. They are left
/// out of what is found by topic; what cites an instrument is wanted complete,
/// and a document that is named is wanted itself.
fn newest_only(query: &Query, clauses: &Clauses) -> bool {
    match query.filters.versions {
        Some(versions) => versions == Versions::Latest,
        None => {
            !clauses.cite() && query.filters.cites.is_empty() && query.filters.documents.is_empty()
        }
    }
}

struct Planner<'i> {
    index: &'i View,
    diagnostics: Vec<Remark>,
}

impl Planner<'_> {
    fn group(&mut self, group: &Group) -> Result<Clauses, IndexError> {
        let mut clauses = Clauses::default();
        for clause in &group.should {
            clauses.should.extend(self.any(clause)?);
        }
        for clause in &group.must {
            clauses.must.extend(self.whole(clause)?);
        }
        for clause in &group.must_not {
            clauses.must_not.extend(self.excluded(clause)?);
        }
        Ok(clauses)
    }

    /// Clauses any of which stands for one of a query: the halves of
    /// `cyber-résilience`.
    fn any(&mut self, clause: &language::Clause) -> Result<Vec<Clause>, IndexError> {
        Ok(match clause {
            language::Clause::Word(word) => stems(word),
            other => self.whole(other)?.into_iter().collect(),
        })
    }

    /// The one clause that stands for one of a query; none when nothing of it
    /// can be searched.
    fn whole(&mut self, clause: &language::Clause) -> Result<Option<Clause>, IndexError> {
        Ok(match clause {
            language::Clause::Word(word) => all_forms(word),
            language::Clause::Wildcard(pattern) => {
                Some(self.words(pattern, Vocabulary::Pattern(&folded_pattern(pattern)))?)
            }
            language::Clause::Fuzzy { word, edits } => {
                let folded = fold(word);
                Some(self.words(word, Vocabulary::Near(&folded, *edits))?)
            }
            language::Clause::Phrase { text, slop } => phrase(text, u32::from(*slop)),
            language::Clause::Reference { key, named } => Some(cites(key, named.as_deref())),
            language::Clause::Group(group) => {
                let clauses = self.group(group)?;
                (!clauses.is_empty()).then_some(Clause::All(clauses))
            }
        })
    }

    /// What excludes by a clause. A word excludes by what was typed, in quotes or without: *-traitement* leaves *traite*,
    /// which has its stem.
    fn excluded(&mut self, clause: &language::Clause) -> Result<Option<Clause>, IndexError> {
        Ok(match clause {
            language::Clause::Word(word) => excluded_word(word),
            // In quotes a word is the same word.
            language::Clause::Phrase { text, .. } if tokens(text, Chain::Exact).len() == 1 => {
                excluded_word(text)
            }
            language::Clause::Group(group) => {
                let mut below = Clauses::default();
                for clause in &group.should {
                    below.should.extend(self.excluded(clause)?);
                }
                for clause in &group.must {
                    below.must.extend(self.excluded(clause)?);
                }
                for clause in &group.must_not {
                    below.must_not.extend(self.whole(clause)?);
                }
                (!below.is_empty()).then_some(Clause::All(below))
            }
            other => match self.whole(other)? {
                Some(Clause::AnyOf(words)) => Some(Clause::InText(words)),
                whole => whole,
            },
        })
    }

    /// The words of the index that something typed stands for.
    fn words(&mut self, typed: &str, which: Vocabulary<'_>) -> Result<Clause, IndexError> {
        let mut words = self.index.vocabulary(which, MOST_WORDS + 1)?;
        if words.is_empty() {
            self.diagnostics.push(remark!(
                "« {typed} » ne correspond à aucun mot de l’index";
                "“{typed}” matches no word of the index"
            ));
        }
        if words.len() > MOST_WORDS {
            words.truncate(MOST_WORDS);
            self.diagnostics.push(remark!(
                "« {typed} » correspond à trop de mots : les {MOST_WORDS} plus fréquents sont cherchés";
                "“{typed}” matches too many words: the {MOST_WORDS} most frequent are searched"
            ));
        }
        let words = words.into_iter().map(|(word, _)| word);
        Ok(Clause::AnyOf(words.collect()))
    }
}

/// A pattern as words are indexed; its signs are no letters and stay.
fn folded_pattern(pattern: &str) -> String {
    let mut folded = String::with_capacity(pattern.len());
    let mut letters = pattern;
    while let Some(at) = letters.find(['*', '?']) {
        folded.push_str(&fold(&letters[..at]));
        folded.push_str(&letters[at..=at]);
        letters = &letters[at + 1..];
    }
    folded.push_str(&fold(letters));
    folded
}

/// What a word weighs, as folded and as written.
fn weight(folded: &str, written: &str) -> f32 {
    if says_little(folded) || says_little_in_english(written) {
        SMALL
    } else {
        1.0
    }
}

/// The stems of a text, each with its place.
pub(crate) fn stems_in(text: &str) -> Vec<(Token, Stem)> {
    let mut english = tokens(text, Chain::English).into_iter().peekable();
    let both = tokens(text, Chain::Stemmed).into_iter().map(|token| {
        // Both chains give their tokens at the same places, but for what only a
        // genitive of English makes a word or a number.
        let place = (token.offset_from, token.offset_to);
        while english
            .next_if(|e| (e.offset_from, e.offset_to) < place)
            .is_some()
        {}
        let other = english.next_if(|e| (e.offset_from, e.offset_to) == place);
        let stem = Stem {
            french: token.text.clone(),
            english: other.map_or_else(|| token.text.clone(), |e| e.text),
        };
        (token, stem)
    });
    both.collect()
}

/// The stems of a word as typed, each with its weight.
fn stems(word: &str) -> Vec<Clause> {
    terms(word)
        .into_iter()
        .map(|term| Clause::Stem(term.stem, term.weight))
        .collect()
}

/// All of a word: of a compound its halves, or itself in one word.
fn all_forms(word: &str) -> Option<Clause> {
    let (compounds, halves): (Vec<Term>, Vec<Term>) =
        terms(word).into_iter().partition(|term| term.is_compound);
    let stem = |term: Term| Clause::Stem(term.stem, term.weight);
    let halves = all(halves.into_iter().map(stem).collect())?;
    if compounds.is_empty() {
        return Some(halves);
    }
    let mut should: Vec<Clause> = compounds.into_iter().map(stem).collect();
    should.push(halves);
    Some(Clause::All(Clauses {
        should,
        ..Clauses::default()
    }))
}

/// What excludes a word: itself in any number or gender. Of several, as in *cyber-résilience*, themselves side by side, or
/// the compound in one word.
fn excluded_word(word: &str) -> Option<Clause> {
    let (compounds, words): (Vec<Term>, Vec<Term>) =
        terms(word).into_iter().partition(|term| term.is_compound);
    if let [word] = words.as_slice() {
        return Some(Clause::InText(same_words(&word.exact)));
    }
    let compounds = compounds.iter().map(|c| same_words(&c.exact));
    let mut should: Vec<Clause> = compounds.map(Clause::InText).collect();
    should.extend(phrase(word, 0));
    (!should.is_empty()).then_some(Clause::All(Clauses {
        should,
        ..Clauses::default()
    }))
}

/// All of some clauses.
fn all(mut clauses: Vec<Clause>) -> Option<Clause> {
    if clauses.len() < 2 {
        return clauses.pop();
    }
    Some(Clause::All(Clauses {
        must: clauses,
        ..Clauses::default()
    }))
}

fn phrase(text: &str, slop: u32) -> Option<Clause> {
    let words: Vec<(usize, String)> = tokens(text, Chain::Exact)
        .into_iter()
        .take(MOST_TERMS)
        .map(|t| (t.position, t.text))
        .collect();
    (!words.is_empty()).then_some(Clause::Phrase { words, slop })
}

/// The terms of a word as typed.
fn terms(word: &str) -> Vec<Term> {
    let exact = tokens(word, Chain::Exact);
    let stems = stems_in(word);
    let whole = stems.len() == 1;
    stems
        .into_iter()
        .map(|(token, stem)| {
            let place = (token.offset_from, token.offset_to);
            let mut forms = exact.iter();
            let form = forms.find(|e| (e.offset_from, e.offset_to) == place);
            // A compound is its two halves; its stem is not that of the second.
            let halves = || -> String {
                let halves = exact
                    .iter()
                    .filter(|e| e.offset_from >= place.0 && e.offset_to <= place.1);
                halves.map(|half| half.text.as_str()).collect()
            };
            let exact = form.map_or_else(halves, |e| e.text.clone());
            let typed = word.get(place.0..place.1).unwrap_or_default();
            Term {
                places: form
                    .and_then(|form| u32::try_from(form.position).ok())
                    .into_iter()
                    .collect(),
                stem,
                marked: renvoi_analysis::terms(typed, Chain::Written)
                    .pop()
                    .filter(|written| whole && (!says_little(&exact) || is_no_small_word(written))),
                weight: weight(&exact, typed),
                is_compound: form.is_none(),
                exact,
                forms: Vec::new(),
            }
        })
        .collect()
}

/// The distinct stems of a text, compounds by their halves.
pub fn stems_of(text: &str) -> Vec<String> {
    let halves = terms(text).into_iter().filter(|term| !term.is_compound);
    let mut stems: Vec<String> = halves.map(|term| term.stem.french).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// Adds the terms of a word that stands `at` that many words from the beginning, and moves on behind it. One that is
/// there already weighs more.
fn add_terms(all: &mut Vec<Term>, word: &str, at: &mut u32) {
    let begin = *at;
    let count = tokens(word, Chain::Exact).len();
    *at = at.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
    for mut term in terms(word) {
        for place in &mut term.places {
            *place = place.saturating_add(begin);
        }
        if let Some(known) = all.iter_mut().find(|t| t.stem.french == term.stem.french) {
            known.places.append(&mut term.places);
            // A small word stays one, however often it is said.
            if !term.says_little() {
                known.weight += term.weight;
            }
        } else if all.len() < MOST_TERMS {
            all.push(term);
        }
    }
}

/// Framework decisions and common positions, which were numbered in one series
/// with directives and decisions until 2009.
const SAME_SERIES: [char; 2] = ['F', 'E'];
const LAST_OF_SERIES: u16 = 2009;

/// What a place matches that cites an instrument, or says the name that it was given.
pub(crate) fn cites(key: &Key, named: Option<&str>) -> Clause {
    let cites = Clause::Cites(readings(key));
    match named.and_then(|name| phrase(name, 0)) {
        Some(name) => Clause::All(Clauses {
            should: vec![cites, name],
            ..Clauses::default()
        }),
        None => cites,
    }
}

/// Whether a word as typed says something of a topic.
pub(crate) fn says_something(word: &str) -> bool {
    terms(word).iter().any(|term| !term.says_little())
}

/// The keys that a typed reference may mean. `2022/2555` says of no act whether
/// it is a directive or a regulation, so each of its readings is looked for;
/// any other reference has one reading.
pub fn readings(key: &Key) -> Vec<Key> {
    let mut keys = vec![key.clone()];
    if let Some(named) = parse(key.as_ref()).filter(|named| named.kind == Kind::Act) {
        let acts = named.celex_candidates.iter();
        keys.extend(acts.filter_map(|celex| Some(parse(&celex.to_string())?.key)));
        let first = named.celex_candidates.first();
        if let Some(act) = first.filter(|act| act.year() <= LAST_OF_SERIES) {
            let of = |letter| format!("3{}{letter}{:04}", act.year(), act.number());
            keys.extend(
                SAME_SERIES
                    .iter()
                    .filter_map(|letter| Some(parse(&of(letter))?.key)),
            );
        }
    }
    keys
}
