//! The sentence being read, as far as a name given in it needs: which instruments it has cited, and how near the last.

use crate::Kind;
use crate::act::Type;
use crate::citation::Instrument;
use crate::lexer::{Lexeme, Token, Word};
use crate::reader::antecedents::type_of;
use crate::reader::definition::Definition;

/// The most instruments a sentence may cite and still give a name to one.
const MOST: usize = 32;

/// Between an act and the name given to it, these keep them together: the institutions and the date of the act.
const NEUTRAL: [&str; 30] = [
    "du",
    "de",
    "la",
    "le",
    "l",
    "d",
    "des",
    "et",
    "en",
    "date",
    "parlement",
    "europeen",
    "conseil",
    "commission",
    "banque",
    "centrale",
    "europeenne",
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
    "er",
];
/// The words that begin the title of an act.
const TITLE: [&str; 22] = [
    "relatif",
    "relative",
    "concernant",
    "etablissant",
    "portant",
    "fixant",
    "visant",
    "instituant",
    "modifiant",
    "abrogeant",
    "sur",
    "completant",
    "creant",
    "definissant",
    "prevoyant",
    "arretant",
    "remplacant",
    "determinant",
    "etendant",
    "mettant",
    "pour",
    "tendant",
];
/// After one of these, acts are those that the title says are changed.
const CHANGES: [&str; 12] = [
    "modifiant",
    "abrogeant",
    "remplacant",
    "rectifiant",
    "completant",
    "prorogeant",
    "portant",
    "codifiant",
    "conformement",
    "application",
    "amending",
    "repealing",
];

/// An instrument that the sentence cites.
#[derive(Clone, Debug)]
struct Mention {
    what: Instrument,
    /// It stands in the title of another.
    changed: bool,
    /// Its own title follows it.
    titled: bool,
    /// It has been given a name.
    named: bool,
}

impl Mention {
    fn fits(&self, what: Type) -> bool {
        match type_of(self.what.kind) {
            Some(own) => own == what,
            // A proposal is called by the name of the act proposed.
            None => {
                self.what.kind == Kind::Com
                    && self
                        .what
                        .celex
                        .as_ref()
                        .is_some_and(|celex| celex.letters() == "PC")
            }
        }
    }

    /// Whether a name without a type of act may be given to it.
    fn may_be_called(&self) -> bool {
        !self.changed
            && (type_of(self.what.kind).is_some()
                || matches!(
                    self.what.kind,
                    Kind::Com | Kind::Join | Kind::Swd | Kind::Sec | Kind::C
                ))
    }
}

/// What the sentence has cited.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clause {
    mentions: Vec<Mention>,
    changes: bool,
    /// Nothing but what keeps them together has come since the last mention.
    adjacent: bool,
    crowded: bool,
    stopped: bool,
    closes: bool,
}

impl Clause {
    /// Ends the sentence before a token that begins another.
    pub(crate) fn approach(&mut self, token: &Token) {
        let begins = match token.lexeme {
            Lexeme::Word(word) => word.capital,
            Lexeme::Mark('«') => true,
            _ => false,
        };
        if begins && self.stopped && token.gap > crate::lexer::Gap::None {
            *self = Self::default();
        }
    }

    /// An instrument was cited.
    pub(crate) fn cite(&mut self, what: &Instrument) {
        self.stopped = false;
        self.closes = true;
        let titular = type_of(what.kind).is_some()
            || matches!(
                what.kind,
                Kind::Com | Kind::Join | Kind::Swd | Kind::Sec | Kind::C | Kind::Act
            );
        if !titular {
            return;
        }
        self.adjacent = true;
        if self.mentions.len() >= MOST {
            self.crowded = true;
            return;
        }
        self.mentions.push(Mention {
            what: what.clone(),
            changed: self.changes,
            titled: false,
            named: false,
        });
    }

    /// A token that cited nothing went by.
    pub(crate) fn pass(&mut self, token: &Token) {
        match token.lexeme {
            Lexeme::Word(word) => self.word(&word),
            Lexeme::Number(_) => self.closes = true,
            Lexeme::Mark(';') => *self = Self::default(),
            Lexeme::Mark(mark) => {
                if matches!(mark, '.' | '!' | '?' | '…') {
                    self.stopped = self.closes;
                }
                self.closes = matches!(mark, ')' | ']' | '»' | '”' | '"');
                self.adjacent &= matches!(mark, '(' | ')' | '[' | ']' | ',' | '\'' | '-' | '*');
            }
            Lexeme::Overlong | Lexeme::End => *self = Self::default(),
        }
    }

    fn word(&mut self, word: &Word) {
        let text = word.as_str();
        self.stopped = false;
        self.closes = text.len() > 2 && text != "art";
        if CHANGES.contains(&text) && !self.mentions.is_empty() {
            self.changes = true;
        }
        if NEUTRAL.contains(&text) {
            return;
        }
        if std::mem::take(&mut self.adjacent)
            && TITLE.contains(&text)
            && let Some(last) = self.mentions.last_mut()
        {
            last.titled = true;
        }
    }

    /// The instrument that a name given here belongs to. `known` is what the name has meant so far.
    pub(crate) fn named(
        &mut self,
        definition: &Definition<'_>,
        known: Option<&Instrument>,
    ) -> Option<Instrument> {
        if self.crowded {
            return None;
        }
        let at = self.place_of(definition, known)?;
        let mention = self.mentions.get_mut(at)?;
        mention.named = true;
        let what = mention.what.clone();
        // What comes next may be a second name of the same act.
        self.mentions.swap_remove(at);
        self.mentions.retain(|mention| !mention.changed);
        self.mentions.push(Mention {
            what: what.clone(),
            changed: false,
            titled: false,
            named: true,
        });
        self.changes = false;
        self.adjacent = true;
        Some(what)
    }

    fn place_of(&self, definition: &Definition<'_>, known: Option<&Instrument>) -> Option<usize> {
        let last = self.mentions.len().checked_sub(1)?;
        let latest = self.mentions.get(last)?;
        let Some(what) = definition.what else {
            let agrees = known.is_none_or(|known| known.key == latest.what.key);
            return (self.adjacent && latest.may_be_called() && agrees).then_some(last);
        };
        if let Some(known) = known
            && let Some(at) = self.mentions.iter().rposition(|m| m.what.key == known.key)
        {
            return Some(at);
        }
        if self.adjacent && latest.fits(what) && !latest.changed {
            return Some(last);
        }
        if known.is_some() {
            return None;
        }
        let fits = |mention: &Mention| mention.fits(what) && !mention.named;
        let head = self
            .mentions
            .iter()
            .rposition(|mention| fits(mention) && !mention.changed);
        if let Some(at) = head {
            let titled = self.mentions.get(at).is_some_and(|mention| mention.titled);
            let alone = self.mentions.iter().filter(|mention| fits(mention)).count() == 1;
            return (titled || (definition.announced && alone)).then_some(at);
        }
        let alone = self.mentions.iter().filter(|mention| fits(mention)).count() == 1;
        (alone && self.adjacent && latest.fits(what)).then_some(last)
    }
}
