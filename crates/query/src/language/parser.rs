//! From tokens to groups. The lexer has paired the brackets and bounded their
//! depth, so that the descent is never deeper than that.

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use renvoi_reference::Key;

use super::ast::{Clause, Group, Query};
use super::diagnostics::Diagnostics;
use super::filters::{Filters, Name};
use super::lexer::{Read, References, Token, tokens, too_deep};
use super::limits::{Budget, clean};
use super::names::Names;
use super::spans::Value;
use super::word;
use crate::remark::remark;

pub(super) fn parse(text: &str, names: &dyn Names) -> Query {
    read(text, names, References::Imposed)
}

/// Reads a query whose references are words among others.
pub(super) fn parse_words(text: &str, names: &dyn Names) -> Query {
    read(text, names, References::Mentioned)
}

fn read(text: &str, names: &dyn Names, references: References) -> Query {
    let mut diagnostics = Diagnostics::default();
    let text = clean(text, &mut diagnostics);
    let Read {
        tokens,
        taken,
        mentioned,
    } = tokens(&text, names, references, &mut diagnostics);
    let free = free(&text, &taken);
    let mut parser = Parser {
        tokens: tokens.into_iter().peekable(),
        budget: Budget::new(),
        negative: false,
        filtered: 0,
        filters: Filters::default(),
        excluded: Filters::default(),
        diagnostics,
    };
    let mut root = parser.group();
    if root.flatten(0) {
        parser.diagnostics.say(too_deep());
    }
    let mut references = Vec::new();
    for clause in &root.must {
        if let Clause::Reference { key, .. } = clause
            && !references.contains(key)
        {
            references.push(key.clone());
        }
    }
    Query {
        root,
        references,
        filters: parser.filters,
        excluded: parser.excluded,
        free,
        is_sentence: false,
        mentioned,
        diagnostics: parser.diagnostics.into_sentences(),
    }
}

/// The stretches of a text that nothing takes.
fn free(text: &str, taken: &[Range<usize>]) -> Vec<String> {
    let mut free = Vec::new();
    let mut at = 0;
    let end = text.len()..text.len();
    for range in taken.iter().chain(std::iter::once(&end)) {
        let between = text.get(at..range.start).unwrap_or_default();
        // What is excluded means no instrument.
        let excluded = |word: &str| word.len() > 1 && word.starts_with('-');
        for stretch in between
            .split_whitespace()
            .collect::<Vec<_>>()
            .split(|word| excluded(word))
        {
            if !stretch.is_empty() {
                free.push(stretch.join(" "));
            }
        }
        at = range.end;
    }
    free
}

struct Parser {
    tokens: Peekable<IntoIter<Token>>,
    budget: Budget,
    /// What is read now stands under an odd number of exclusions.
    negative: bool,
    /// Filters met so far.
    filtered: usize,
    filters: Filters,
    excluded: Filters,
    diagnostics: Diagnostics,
}

/// What an atom is, once its clauses are made.
enum Operand {
    /// A filter, or nothing to search.
    Nothing,
    /// One clause.
    Clause(Clause),
    /// The parts of one word: looked for as several words, wanted or excluded
    /// as one.
    Parts(Vec<Clause>),
    /// References that share a head.
    List(Vec<Clause>),
    Group(Group),
}

/// An operand with the sign before it.
struct Unit {
    operand: Operand,
    sign: Sign,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    None,
    Plus,
    Minus,
}

impl Parser {
    /// Reads items up to the bracket that closes them.
    fn group(&mut self) -> Group {
        let mut group = Group::default();
        while let Some(token) = self.tokens.peek() {
            match token {
                Token::Close => break,
                Token::Or | Token::And => self.skip_operators(),
                _ => self.item(&mut group),
            }
        }
        group
    }

    /// Reads alternatives.
    fn item(&mut self, group: &mut Group) {
        let filtered = self.filtered;
        let mut alternatives = vec![self.all()];
        while self.operator(&Token::Or) {
            alternatives.push(self.all());
        }
        if alternatives.len() > 1 && self.filtered > filtered {
            self.diagnostics.say(remark!(
                "un filtre vaut pour toute la recherche : « OU » ne le rend pas facultatif";
                "a filter holds for the whole search: “OR” does not make it optional"
            ));
        }
        alternatives.retain(|units| !units.is_empty());
        if alternatives.len() < 2 {
            return add(group, alternatives.into_iter().flatten().collect());
        }
        let mut choice = Group::default();
        for units in alternatives {
            choice.offer(Clause::Group(together(units)));
        }
        group.require(Clause::Group(choice));
    }

    /// Reads what must hold together: without an operator, one unit.
    fn all(&mut self) -> Vec<Unit> {
        let mut units = Vec::new();
        let mut linked = false;
        loop {
            let mut unit = self.unit();
            let more = self.operator(&Token::And);
            linked |= more;
            if linked && unit.sign == Sign::None {
                unit.sign = Sign::Plus;
            }
            if !matches!(unit.operand, Operand::Nothing) {
                units.push(unit);
            }
            if !more {
                return units;
            }
        }
    }

    /// Takes an operator if it stands next and something stands behind it.
    fn operator(&mut self, wanted: &Token) -> bool {
        let is_wanted =
            |token: &Token| std::mem::discriminant(token) == std::mem::discriminant(wanted);
        if self.tokens.next_if(is_wanted).is_none() {
            return false;
        }
        if matches!(self.tokens.peek(), Some(Token::Or | Token::And)) {
            self.skip_operators();
        }
        let more = !matches!(self.tokens.peek(), None | Some(Token::Close));
        if !more {
            self.dangling();
        }
        more
    }

    fn skip_operators(&mut self) {
        while self
            .tokens
            .next_if(|token| matches!(token, Token::Or | Token::And))
            .is_some()
        {
            self.dangling();
        }
    }

    fn dangling(&mut self) {
        self.diagnostics.say(remark!(
            "un opérateur (OU, ET, NON) n’a rien à relier : il n’a pas été lu";
            "an operator (OR, AND, NOT) has nothing to join: it was not read"
        ));
    }

    fn unit(&mut self) -> Unit {
        let mut sign = Sign::None;
        let outside = self.negative;
        while let Some(token) = self
            .tokens
            .next_if(|token| matches!(token, Token::Not | Token::Plus))
        {
            sign = match (token, sign) {
                (Token::Plus, Sign::None) => Sign::Plus,
                (Token::Plus, sign) => sign,
                (_, Sign::Minus) => Sign::Plus,
                _ => Sign::Minus,
            };
        }
        self.negative = outside != (sign == Sign::Minus);
        let operand = match self.tokens.peek() {
            None | Some(Token::Close | Token::Or | Token::And) => {
                self.dangling();
                Operand::Nothing
            }
            Some(_) => self.atom(),
        };
        self.negative = outside;
        Unit { operand, sign }
    }

    fn atom(&mut self) -> Operand {
        match self.tokens.next() {
            Some(Token::Open) => self.bracketed(),
            Some(Token::Word(clauses)) => self.word(clauses),
            Some(Token::Phrase { text, slop }) => self.phrase(&text, slop),
            Some(Token::References(list)) => self.references(list),
            Some(Token::Filter { name, value }) => {
                self.filter(name, value);
                Operand::Nothing
            }
            // Operators and closing brackets never begin an atom.
            _ => Operand::Nothing,
        }
    }

    fn bracketed(&mut self) -> Operand {
        let filtered = self.filtered;
        let group = self.group();
        self.tokens.next_if(|token| matches!(token, Token::Close));
        if group.is_empty() {
            return Operand::Nothing;
        }
        if self.negative && self.filtered > filtered {
            self.diagnostics.say(remark!(
                "un filtre vaut pour toute la recherche, même dans un groupe exclu";
                "a filter holds for the whole search, within an excluded group too"
            ));
        }
        Operand::Group(group)
    }

    fn word(&mut self, clauses: Vec<Clause>) -> Operand {
        let mut kept: Vec<Clause> = clauses
            .into_iter()
            .filter_map(|clause| match clause {
                Clause::Word(text) => {
                    let fitting = self.budget.fit(&text, &mut self.diagnostics)?;
                    Some(Clause::Word(fitting.to_owned()))
                }
                Clause::Wildcard(ref word) | Clause::Fuzzy { ref word, .. } => {
                    let whole = self.budget.fit(word, &mut self.diagnostics)? == word;
                    whole.then_some(clause)
                }
                other => Some(other),
            })
            .collect();
        match kept.len() {
            0 => Operand::Nothing,
            1 => kept.pop().map_or(Operand::Nothing, Operand::Clause),
            _ if kept.iter().any(|part| matches!(part, Clause::Wildcard(_))) => {
                self.compound_pattern(kept)
            }
            _ => Operand::Parts(kept),
        }
    }

    /// A pattern in a compound, `cyber-rés*`: all its parts, or the pattern of the
    /// compound in one word. Who writes it is as precise as in a phrase, and half
    /// of it alone is not what was meant.
    fn compound_pattern(&mut self, parts: Vec<Clause>) -> Operand {
        let solid = word::in_one(&parts)
            .filter(|solid| self.budget.fit(solid, &mut self.diagnostics) == Some(solid));
        let mut choice = Group::default();
        choice.offer(Clause::Group(Group::of_all(parts)));
        if let Some(solid) = solid {
            choice.offer(Clause::Wildcard(solid));
        }
        Operand::Group(Group::of_all(vec![Clause::Group(choice)]))
    }

    fn phrase(&mut self, text: &str, slop: u8) -> Operand {
        match Token::quoted(text, slop) {
            Some(Clause::Phrase { text, slop }) => self
                .budget
                .fit(&text, &mut self.diagnostics)
                .map_or(Operand::Nothing, |text| {
                    Operand::Clause(Clause::Phrase {
                        text: text.to_owned(),
                        slop,
                    })
                }),
            Some(Clause::Reference { key, named }) => self.references(vec![(key, named)]),
            _ => Operand::Nothing,
        }
    }

    fn references(&mut self, list: Vec<(Key, Option<String>)>) -> Operand {
        let mut kept = Vec::with_capacity(list.len());
        for (key, named) in list {
            if self.budget.reference(&mut self.diagnostics) {
                // A name is searched as words too, as far as they go.
                let named = named.filter(|name| {
                    self.budget.fit(name, &mut self.diagnostics) == Some(name.as_str())
                });
                kept.push(Clause::Reference { key, named });
            }
        }
        match kept.len() {
            0 => Operand::Nothing,
            1 => kept.pop().map_or(Operand::Nothing, Operand::Clause),
            _ => Operand::List(kept),
        }
    }

    fn filter(&mut self, name: Name, value: Value) {
        self.filtered += 1;
        let added = if value.text.trim().is_empty() {
            Err(remark!(
                "filtre sans valeur : il n’a pas été appliqué";
                "a filter without a value was not applied"
            ))
        } else if self.negative && name == Name::Versions {
            Err(remark!(
                "« versions: » ne s’exclut pas : écrivez versions:toutes ou versions:derniere";
                "“versions:” cannot be excluded: write versions:all or versions:latest"
            ))
        } else if self.negative {
            self.excluded.add(name, value)
        } else {
            self.filters.add(name, value)
        };
        if let Err(problem) = added {
            self.diagnostics.say(problem);
        }
    }
}

/// Puts units where they stand among others.
fn add(group: &mut Group, units: Vec<Unit>) {
    for Unit { operand, sign } in units {
        match sign {
            Sign::None => juxtapose(group, operand),
            Sign::Plus => signed(operand, |clause| group.require(clause)),
            Sign::Minus => signed(operand, |clause| group.exclude(clause)),
        }
    }
}

/// Units as one alternative.
fn together(mut units: Vec<Unit>) -> Group {
    if let [
        Unit {
            operand: Operand::Group(group),
            sign,
        },
    ] = units.as_mut_slice()
        && *sign != Sign::Minus
    {
        return std::mem::take(group);
    }
    let mut group = Group::default();
    for Unit { operand, sign } in units {
        if sign == Sign::Minus {
            signed(operand, |clause| group.exclude(clause));
        } else {
            signed(operand, |clause| group.require(clause));
        }
    }
    group
}

/// Without a sign, words are optional; phrases and references are required.
fn juxtapose(group: &mut Group, operand: Operand) {
    match operand {
        Operand::Nothing => {}
        Operand::Clause(
            clause @ (Clause::Word(_) | Clause::Wildcard(_) | Clause::Fuzzy { .. }),
        ) => group.should.push(clause),
        Operand::Clause(clause) => group.require(clause),
        Operand::Parts(parts) => group.should.extend(parts),
        Operand::List(list) => list.into_iter().for_each(|one| group.require(one)),
        Operand::Group(inner) => group.juxtapose(inner),
    }
}

fn signed(operand: Operand, mut put: impl FnMut(Clause)) {
    match operand {
        Operand::Nothing => {}
        Operand::Clause(clause) => put(clause),
        Operand::Parts(parts) => put(Clause::Group(Group::of_all(parts))),
        Operand::List(list) => list.into_iter().for_each(put),
        Operand::Group(group) => put(Clause::Group(group)),
    }
}
