//! A name with the type of its instrument beside it: *directive CER*, *arrêt Schrems*, *CER Directive*.
//!
//! A name that may mean several things alone, or something else altogether, means one instrument beside its type. These
//! longer names are not listed: they are read where the type stands.

use std::sync::Arc;

use super::Catalogue;
use crate::citation::Instrument;
use crate::cursor::Cursor;
use crate::lexer::{Gap, Lexeme};
use crate::names::{Match, quotes};
use crate::{Key, official};

/// What the keys of a type of instrument have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    /// The letter of an act's CELEX number.
    Act(char),
    /// A case before the Court of Justice or the General Court.
    Case,
    /// A treaty of the Council of Europe.
    Convention,
}

impl Type {
    fn has(self, key: &str) -> bool {
        match self {
            Self::Act(letter) => key.starts_with('3') && key.chars().nth(5) == Some(letter),
            Self::Case => key.starts_with("C-") || key.starts_with("T-"),
            Self::Convention => key.starts_with("STCE "),
        }
    }

    fn french(word: &str) -> Option<Self> {
        Some(match word {
            "directive" => Self::Act('L'),
            "reglement" => Self::Act('R'),
            "decision" => Self::Act('D'),
            "recommandation" => Self::Act('H'),
            "arret" | "affaire" => Self::Case,
            "convention" => Self::Convention,
            _ => return None,
        })
    }

    fn english(word: &str) -> Option<Self> {
        Some(match word {
            "directive" => Self::Act('L'),
            "regulation" => Self::Act('R'),
            "decision" => Self::Act('D'),
            "recommendation" => Self::Act('H'),
            "judgment" | "case" => Self::Case,
            "convention" => Self::Convention,
            _ => return None,
        })
    }
}

/// What a name beside its type may mean.
pub(super) struct Typed<'c, 't> {
    /// The instruments of that type that are called so.
    pub(super) keys: Vec<&'c Key>,
    /// The byte after it.
    pub(super) end: usize,
    /// Words of it.
    pub(super) steps: usize,
    pub(super) after: Cursor<'t>,
}

impl Catalogue {
    /// The name behind its type that begins at the cursor: *règlement DORA*, *décision-cadre MAE*.
    pub(super) fn behind_type<'t>(
        &self,
        cursor: &Cursor<'t>,
        limit: usize,
    ) -> Option<Typed<'_, 't>> {
        let Lexeme::Word(word) = cursor.peek().lexeme else {
            return None;
        };
        let mut what = Type::french(word.as_str())?;
        let mut ahead = *cursor;
        ahead.next();
        if what == Type::Act('D') {
            let mut framework = ahead;
            framework.mark(&['-'], Gap::None);
            if framework.word_in(&["cadre"], Gap::Space).is_some() {
                (what, ahead) = (Type::Act('F'), framework);
            }
        }
        while matches!(ahead.peek().lexeme, Lexeme::Mark(mark) if quotes(mark)) {
            ahead.next();
        }
        if ahead.peek().gap > Gap::Line {
            return None;
        }
        // The type makes a name of a word in small letters, too: *directive retour*.
        let name = Cursor::new(cursor.text(), ahead.at(), true).beginning();
        let (keys, end, steps) = self.called(&name, limit)?;
        let keys: Vec<&Key> = keys
            .into_iter()
            .filter(|key| what.has(key.as_str()))
            .collect();
        (!keys.is_empty()).then(|| Typed {
            keys,
            end,
            steps: steps + 1,
            after: Cursor::new(cursor.text(), end, cursor.ignores_case()),
        })
    }

    /// The name before its type that begins at the cursor: *CER Directive*, *MAE Framework Decision*. It is read in what
    /// people type only.
    pub(super) fn before_type<'t>(&self, cursor: &Cursor<'t>) -> Option<Typed<'_, 't>> {
        let (keys, end, steps) = self.called(cursor, usize::MAX)?;
        let mut ahead = Cursor::new(cursor.text(), end, cursor.ignores_case());
        let framework = ahead.word_in(&["framework"], Gap::Space).is_some();
        let (token, word) = ahead.word(Gap::Space)?;
        let mut what = Type::english(word.as_str())?;
        if framework {
            what = match what {
                Type::Act('D') => Type::Act('F'),
                _ => return None,
            };
        }
        let keys: Vec<&Key> = keys
            .into_iter()
            .filter(|key| what.has(key.as_str()))
            .collect();
        (!keys.is_empty()).then_some(Typed {
            keys,
            end: token.end,
            steps: steps + 1,
            after: ahead,
        })
    }

    /// The longest name at the cursor, of whatever kind: all that it may mean, its end and its words.
    fn called(&self, cursor: &Cursor<'_>, limit: usize) -> Option<(Vec<&Key>, usize, usize)> {
        let named = self.names.longest(cursor, limit);
        let offered = self.offered.longest(cursor, limit);
        let offered = offered.filter(|found| self.is_proper(found.what, cursor, found.end));
        let mut keys: Vec<&Key> = Vec::new();
        let longest = named
            .iter()
            .map(|found| found.steps)
            .chain(offered.iter().map(|found| found.steps))
            .max()?;
        let mut end = 0;
        if let Some(found) = named.filter(|found| found.steps == longest) {
            end = found.end;
            keys.extend(self.key_of(found.what));
        }
        if let Some(found) = offered.filter(|found| found.steps == longest) {
            end = found.end;
            keys.extend(
                found
                    .what
                    .iter()
                    .filter(|key| !keys.contains(key))
                    .collect::<Vec<_>>(),
            );
        }
        Some((keys, end, longest))
    }

    /// Whether a name that is only offered is an acronym or a proper name, as one of its instruments writes it. Common words
    /// make no name beside a type: *directive assurance vie* may be one of several, *directive services postaux* another.
    fn is_proper(&self, keys: &[Key], cursor: &Cursor<'_>, end: usize) -> bool {
        let start = cursor.peek().start;
        let typed = official::fold(cursor.text().get(start..end).unwrap_or_default());
        let typed = typed.trim_end_matches('s');
        keys.iter().any(|key| {
            let entry = self.entries.get(key);
            let names = entry
                .iter()
                .flat_map(|entry| entry.offered.iter().chain(&entry.short_name));
            names
                .filter(|name| name.contains(char::is_uppercase))
                .any(|name| official::fold(name).trim_end_matches('s') == typed)
        })
    }

    /// The key under which the entry of an instrument stands.
    fn key_of(&self, what: &Arc<Instrument>) -> Option<&Key> {
        self.entries
            .get_key_value(what.key.as_str())
            .map(|(key, _)| key)
    }

    /// A name beside its type as a match, when it can mean one instrument.
    pub(super) fn one<'c, 't>(&'c self, typed: Typed<'c, 't>) -> Option<Match<'c, 't, Instrument>> {
        let [key] = typed.keys.as_slice() else {
            return None;
        };
        Some(Match {
            what: self.entries.get(*key)?.what.as_ref(),
            end: typed.end,
            steps: typed.steps,
            after: typed.after,
        })
    }
}
