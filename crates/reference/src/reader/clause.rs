//! The sentence being read, as far as a name given in it needs: which instruments it has cited, and how near the last.

use crate::Kind;
use crate::citation::Instrument;
use crate::families::act::Type;
use crate::lexer::{Lexeme, Token, Word};
use crate::reader::antecedents::type_of;
use crate::reader::definition::Definition;
use crate::vocabulary::Roles;

/// The most instruments a sentence may cite and still give a name to one.
const MOST: usize = 32;

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
    /// It was cited by its number.
    formal: bool,
    /// No word before it makes it the complement of something else, which a name after it could be given to.
    subject: bool,
    /// The act, and not an article of it.
    whole: bool,
}

/// How an instrument is cited.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cited {
    /// By its number.
    pub(crate) formal: bool,
    /// Not as a complement: *le règlement*, and neither *par le règlement* nor *du règlement*.
    pub(crate) subject: bool,
    /// The act, and not an article of it.
    pub(crate) whole: bool,
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

    /// Whether a name without a type of act may be given to it: *RGPD*. What is set up by an act is given a name after
    /// it too: "le journal prévu par la directive 2003/87/CE (ci-après «CITL»)".
    fn may_be_called(&self, name: &str, announced: bool) -> bool {
        let capital = name.chars().next().is_some_and(char::is_uppercase);
        !self.changed
            && capital
            && (self.subject || ((self.whole || announced) && self.initials(name)))
            && (type_of(self.what.kind).is_some()
                || matches!(
                    self.what.kind,
                    Kind::Com | Kind::Join | Kind::Swd | Kind::Sec | Kind::C
                ))
    }

    /// Whether a name is made of capitals that begin or end with that of the type: *RGPD*, *CRR*, *`MiFID` II*.
    fn initials(&self, name: &str) -> bool {
        let initial = match self.what.kind {
            Kind::Regulation => 'R',
            Kind::Directive | Kind::Decision | Kind::FrameworkDecision => 'D',
            _ => return false,
        };
        let word = name.split([' ', '\u{A0}']).next().unwrap_or_default();
        let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
        capitals > 1 && (letters.starts_with(initial) || letters.ends_with(initial))
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
    pub(crate) fn cite(&mut self, what: &Instrument, how: Cited) {
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
            formal: how.formal,
            subject: how.subject,
            whole: how.whole,
        });
    }

    /// A token that cited nothing went by; `roles` are those of a word.
    pub(crate) fn pass(&mut self, token: &Token, roles: Roles) {
        match &token.lexeme {
            Lexeme::Word(word) => self.word(word, roles),
            Lexeme::Number(_) => self.closes = true,
            Lexeme::Mark(';') | Lexeme::Overlong | Lexeme::End => *self = Self::default(),
            Lexeme::Mark(mark) => {
                let mark = *mark;
                if matches!(mark, '.' | '!' | '?' | '…') {
                    self.stopped = self.closes;
                }
                self.closes = matches!(mark, ')' | ']' | '»' | '”' | '"');
                self.adjacent &= matches!(mark, '(' | ')' | '[' | ']' | ',' | '\'' | '-' | '*');
            }
        }
    }

    fn word(&mut self, word: &Word, roles: Roles) {
        let letters = word.as_bytes();
        self.stopped = false;
        self.closes = letters.len() > 2 && letters != b"art";
        self.changes |= roles.has(Roles::CHANGES);
        if roles.has(Roles::KEEPS_TOGETHER) {
            return;
        }
        if std::mem::take(&mut self.adjacent)
            && TITLE.contains(&word.as_str())
            && let Some(last) = self.mentions.last_mut()
        {
            last.titled = true;
        }
    }

    /// Whether the sentence has cited an instrument by its number.
    pub(crate) fn cites(&self, what: &Instrument) -> bool {
        self.mentions
            .iter()
            .any(|mention| mention.what.key == what.key && mention.formal)
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
            formal: true,
            subject: true,
            whole: true,
        });
        self.changes = false;
        self.adjacent = true;
        Some(what)
    }

    fn place_of(&self, definition: &Definition<'_>, known: Option<&Instrument>) -> Option<usize> {
        let last = self.mentions.len().checked_sub(1)?;
        let latest = self.mentions.get(last)?;
        let Some(what) = definition.what else {
            let fits = match known {
                Some(known) => known.key == latest.what.key,
                None => latest.may_be_called(definition.name, definition.announced),
            };
            return (self.adjacent && fits).then_some(last);
        };
        if let Some(known) = known
            && let Some(at) = self.mentions.iter().rposition(|m| m.what.key == known.key)
        {
            return Some(at);
        }
        if self.adjacent && latest.fits(what) && !latest.changed {
            return Some(last);
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
        (alone && known.is_none() && self.adjacent && latest.fits(what)).then_some(last)
    }
}
