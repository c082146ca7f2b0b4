//! One text, read from citation to citation.

use std::ops::Range;

use crate::citation::Instrument;
use crate::cursor::Cursor;
use crate::families::act::Type;
use crate::lexer::{Gap, Lexeme, Token};
use crate::names::{Match, Names, quotes};
use crate::places::Placer;
use crate::reader::antecedents::{Antecedents, Named, type_of};
use crate::reader::before::Before;
use crate::reader::clause::{Cited, Clause};
use crate::reader::formal::{Formal, Ruler};
use crate::reader::pending::Pending;
use crate::reader::short_form::{self, ShortForm};
use crate::reader::{Reading, Reason, Unresolved, definition};
use crate::vocabulary::{self, Roles};
use crate::{Catalogue, Kind};

/// The words that stand before a name in the title of the act named.
const OPENS_TITLE: [&str; 7] = [
    "etablissant",
    "instituant",
    "creant",
    "portant",
    "relatif",
    "relative",
    "sur",
];

/// How many years an act may be spoken of by its name before it is adopted.
const YEARS_OF_DEBATE: u16 = 2;

/// The state of one reading.
pub(crate) struct Walk<'r, 't> {
    text: &'t str,
    catalogue: &'r Catalogue,
    names: &'r mut Names<Instrument>,
    cursor: Cursor<'t>,
    formals: std::iter::Peekable<std::vec::IntoIter<Formal>>,
    above: Antecedents,
    here: Antecedents,
    clause: Clause,
    article: Option<Pending>,
    words: Before,
    /// What was cited last by its number, while nothing but marks and articles has come since.
    just_cited: Option<(String, Kind)>,
    /// Words read of a title in quotation marks: that of another document, whose names are not cited here.
    title: Option<usize>,
    /// The text is a note, which begins with the title of what it cites.
    note: bool,
    /// The day of the document, `YYYY-MM-DD`.
    day: Option<&'r str>,
    ruler: Ruler<'t>,
    reading: Reading,
    /// The bytes of the citations, each with a name that stands right before its number.
    bytes: Vec<Range<usize>>,
    /// Where a name stands right before the next formal citation.
    beside: Option<usize>,
}

impl<'r, 't> Walk<'r, 't> {
    pub(crate) fn new(
        text: &'t str,
        catalogue: &'r Catalogue,
        names: &'r mut Names<Instrument>,
        above: Antecedents,
        day: Option<&'r str>,
        note: bool,
    ) -> Self {
        Self {
            text,
            catalogue,
            names,
            cursor: Cursor::new(text, 0, false),
            formals: Vec::new().into_iter().peekable(),
            above,
            here: Antecedents::default(),
            clause: Clause::default(),
            article: None,
            words: Before::default(),
            just_cited: None,
            title: None,
            note,
            day,
            ruler: Ruler::new(text),
            reading: Reading::default(),
            bytes: Vec::new(),
            beside: None,
        }
    }

    /// Reads the text between its formal citations; returns what it cites and what later texts may look back to.
    pub(crate) fn run(mut self, formals: std::vec::IntoIter<Formal>) -> (Reading, Antecedents) {
        self.formals = formals.peekable();
        loop {
            let token = self.cursor.peek();
            if token.gap == Gap::Blank {
                self.clause = Clause::default();
                self.article = None;
                self.words = Before::default();
                self.just_cited = None;
            }
            self.clause.approach(&token);
            if matches!(token.lexeme, Lexeme::End) && self.formals.peek().is_none() {
                break;
            }
            if let Some(formal) = self.formals.next_if(|formal| token.end > formal.start) {
                self.formal(formal);
                continue;
            }
            if matches!(token.lexeme, Lexeme::End) {
                break;
            }
            let limit = self.limit();
            let roles = roles_of(&token);
            if self.definition(limit) || self.name(limit) || self.short_form(limit, roles) {
                continue;
            }
            self.pass(&token, roles);
        }
        self.place();
        (self.reading, self.here)
    }

    /// Gives the citations the places that stand round them.
    fn place(&mut self) {
        let mut all = Vec::with_capacity(self.bytes.len());
        let mut keep = |citation| all.push(citation);
        let mut placer = Placer::new(self.text, &mut keep);
        let citations = std::mem::take(&mut self.reading.citations);
        for (citation, bytes) in citations.into_iter().zip(self.bytes.drain(..)) {
            placer.push(citation, bytes);
        }
        placer.finish();
        self.reading.citations = all;
    }

    /// Where the next formal citation begins.
    fn limit(&mut self) -> usize {
        self.formals
            .peek()
            .map_or(usize::MAX, |formal| formal.start)
    }

    /// Moves to a byte, after a citation.
    fn go_to(&mut self, cursor: Cursor<'t>) {
        self.cursor = cursor;
        self.article = None;
        self.words = Before::default();
    }

    fn formal(&mut self, formal: Formal) {
        let what = Instrument::resolved(&formal.citation);
        self.here.cite(&what);
        let how = self.cited(true);
        self.clause.cite(&what, how);
        if what.kind != Kind::Oj {
            self.just_cited = Some((what.key, what.kind));
        }
        self.reading.citations.push(formal.citation);
        let start = self.beside.take().unwrap_or(formal.start);
        self.bytes.push(start..formal.end);
        self.go_to(Cursor::new(self.text, formal.end, false));
    }

    /// How the act that begins here is cited.
    fn cited(&self, formal: bool) -> Cited {
        let whole = self.article.is_none();
        Cited {
            formal,
            subject: whole && self.words.begin_subject(),
            whole,
        }
    }

    /// A token that is part of nothing.
    fn pass(&mut self, token: &Token, roles: Roles) {
        self.cursor.next();
        self.clause.pass(token, roles);
        match token.lexeme {
            Lexeme::Word(word) => {
                self.title = self.title.map(|words| words + 1);
                self.article = if roles.has(Roles::ARTICLE) {
                    Some(Pending::begun())
                } else {
                    self.article.and_then(|article| article.word(&word, roles))
                };
                self.words.push(word, token.start);
                if !roles.has(Roles::KEEPS_CITED) {
                    self.just_cited = None;
                }
            }
            Lexeme::Number(_) => {
                self.article = self.article.and_then(Pending::number);
                self.words = Before::default();
                self.just_cited = None;
            }
            Lexeme::Mark(mark) => {
                self.article = self.article.and_then(|article| article.mark(mark));
                match mark {
                    '«' if self.entitled(token) => self.title = Some(0),
                    '»' => self.title = None,
                    _ => {}
                }
                if !matches!(mark, '\'' | '-') && !quotes(mark) {
                    self.words = Before::default();
                }
                if matches!(mark, '.' | ';' | ':' | ')' | ']') {
                    self.just_cited = None;
                }
            }
            Lexeme::Overlong | Lexeme::End => self.article = None,
        }
    }

    /// Whether the quotation mark opens the title of a document.
    fn entitled(&self, token: &Token) -> bool {
        let called = self.words.word(0).is_some_and(|word| {
            matches!(word, "intitule" | "intitulee" | "intitules" | "intitulees")
        });
        called || (self.note && token.start == 0)
    }

    /// The text gives a name.
    fn definition(&mut self, limit: usize) -> bool {
        let token = self.cursor.peek();
        let may = match &token.lexeme {
            Lexeme::Mark('(' | '[') => true,
            Lexeme::Word(word) => definition::may_announce(word),
            _ => false,
        };
        if !may {
            return false;
        }
        let Some(definition) = definition::read(&self.cursor).filter(|found| found.end <= limit)
        else {
            return false;
        };
        let known = self
            .lookup(&Cursor::new(definition.name, 0, false), usize::MAX)
            .filter(|found| found.end == definition.name.len())
            .map(|found| found.what.clone());
        let Some(what) = self.clause.named(&definition, known.as_ref()) else {
            return false;
        };
        if self.names.insert(definition.name, what).is_err() {
            return false;
        }
        self.go_to(definition.after);
        true
    }

    /// The longest name here; the document's own come before the catalogue's.
    fn lookup<'x>(&self, cursor: &Cursor<'x>, limit: usize) -> Option<Match<'_, 'x, Instrument>> {
        let own = self.names.longest(cursor, limit);
        let common = self.catalogue.longest(cursor, limit);
        match (own, common) {
            (Some(own), Some(common)) if common.steps > own.steps => Some(common),
            (own, common) => own.or(common),
        }
    }

    fn name(&mut self, limit: usize) -> bool {
        let token = self.cursor.peek();
        let Some(found) = self.lookup(&self.cursor, limit) else {
            return false;
        };
        let (end, after, what) = (found.end, found.after, found.what.clone());
        let inside = self.title.is_some_and(|words| words > 1);
        if inside || self.proposed(&what) || short_form::revised(&after) || self.to_come(&what) {
            if let Some(act) = type_of(what.kind) {
                self.here.rival(act, what.attributes.form);
            }
            while self.cursor.at() < end {
                let token = self.cursor.peek();
                self.pass(&token, roles_of(&token));
            }
            return true;
        }
        // A number said it already: `directive (UE) 2022/2555 (directive SRI 2)`, or the title that follows the number.
        let bracketed = self.words.nearest().is_none();
        let titular = (bracketed || self.in_title()) && self.clause.cites(&what);
        let said = self.just_cited.as_ref().is_some_and(|(key, kind)| {
            // "directive (UE) 2019/879 (directive BRRD)": the text means the number, whatever the catalogue says.
            *key == what.key || (bracketed && *kind == what.kind)
        });
        if titular || said {
            self.go_to(after);
            return true;
        }
        if self.stands_beside(&what, after, (token.start, end)) {
            self.beside = Some(token.start);
            self.go_to(after);
            return true;
        }
        self.cite(what, token.start, end);
        self.go_to(after);
        true
    }

    /// Whether the name is that of the text itself or of an act to come: *proposition de directive SRI 2*, *la future directive SRI*.
    fn proposed(&self, what: &Instrument) -> bool {
        let word = |at| self.words.word(at);
        if matches!(word(0), Some("present" | "presente")) {
            return true;
        }
        // *Troisième directive assurance* is another one than what is called so without it.
        if word(0).is_some_and(|word| word.ends_with("ieme") || word.ends_with("iemes")) {
            return true;
        }
        if type_of(what.kind).is_none() {
            return false;
        }
        let proposal = |at| {
            word(at).is_some_and(|word| {
                matches!(word, "proposition" | "propositions" | "projet" | "projets")
            })
        };
        let to_come = word(0).is_some_and(|word| {
            matches!(
                word,
                "nouvelle" | "nouveau" | "nouvel" | "future" | "futur" | "prochaine" | "prochain"
            )
        });
        let of =
            word(0).is_some_and(|word| matches!(word, "de" | "d" | "du" | "un" | "une" | "la"));
        to_come || proposal(0) || (of && (proposal(1) || proposal(2)))
    }

    /// Whether an instrument is younger than the text by more than its making takes: then another one bears the name.
    fn to_come(&self, what: &Instrument) -> bool {
        let year = |date: &str| date.get(..4).and_then(|year| year.parse::<u16>().ok());
        let (Some(day), Some(adopted)) = (self.day, self.catalogue.day(&what.key)) else {
            return false;
        };
        if type_of(what.kind).is_none() {
            return adopted > day;
        }
        // Acts go by their name while they are debated.
        year(adopted)
            .zip(year(day))
            .is_some_and(|(adopted, now)| adopted > now.saturating_add(YEARS_OF_DEBATE))
    }

    /// Whether the words here are those of the title of the act cited last: *établissant le*.
    fn in_title(&self) -> bool {
        [self.words.word(0), self.words.word(1)]
            .into_iter()
            .flatten()
            .any(|word| OPENS_TITLE.contains(&word))
    }

    /// Whether the next formal citation is of the very act named: `directive SRI 2 (UE) 2022/2555`. It then speaks for
    /// both; and where it cites another act of that type in brackets, the text has given the name to that one.
    fn stands_beside(
        &mut self,
        what: &Instrument,
        after: Cursor<'t>,
        name: (usize, usize),
    ) -> bool {
        let Some(formal) = self.formals.peek() else {
            return false;
        };
        let mut ahead = after;
        let (mut bracket, mut distance) = (false, 0);
        while ahead.peek().end <= formal.start {
            match ahead.next().lexeme {
                Lexeme::Mark('(' | '[') => bracket = true,
                Lexeme::Mark(mark) if matches!(mark, ',' | '\'' | '-') || quotes(mark) => {}
                Lexeme::Word(word) if matches!(word.as_str(), "le" | "la" | "l") => {}
                _ => return false,
            }
            distance += 1;
            if distance > 4 {
                return false;
            }
        }
        let cited = &formal.citation;
        if cited.key.as_str() == what.key || (distance == 0 && type_of(cited.kind).is_some()) {
            return true;
        }
        let redefined = bracket && type_of(cited.kind).is_some() && cited.kind == what.kind;
        if redefined && let Some(written) = self.text.get(name.0..name.1) {
            // A name that cannot be kept is merely not kept.
            let _ = self.names.insert(written, Instrument::resolved(cited));
        }
        redefined
    }

    /// `roles` are those of the word here.
    fn short_form(&mut self, limit: usize, roles: Roles) -> bool {
        // Nearly all words end here.
        if !roles.has(Roles::TYPE.and(Roles::LOOKS_BACK)) {
            return false;
        }
        let Lexeme::Word(word) = self.cursor.peek().lexeme else {
            return false;
        };
        let typed = roles.has(Roles::TYPE) && Type::of(word.as_str(), false).is_some();
        let before = self.words.nearest();
        let found = if typed {
            short_form::recalled(&self.cursor)
        } else if roles.has(Roles::LOOKS_BACK) {
            short_form::determined(&self.cursor, before)
        } else {
            None
        };
        match found.filter(|form| form.end <= limit && !self.names_more(form)) {
            Some(form) => self.resolve(form),
            None => return typed && self.uncited(limit),
        }
        true
    }

    /// Whether a name begins at the type of act of a short form: *cette directive SRI*.
    fn names_more(&self, form: &ShortForm<'t>) -> bool {
        let mut cursor = self.cursor;
        cursor.next();
        cursor.peek().end <= form.end && self.lookup(&cursor, usize::MAX).is_some()
    }

    fn resolve(&mut self, form: ShortForm<'t>) {
        let here = self.here.of(form.what, form.form);
        // Decisions and recommendations are everybody's: one of the text before is seldom the one that is meant.
        let common = matches!(form.what, Type::Decision | Type::Recommendation);
        let named = match here {
            Named::Nothing if !common => self.above.of(form.what, form.form),
            here => here,
        };
        let reason = match named {
            _ if form.plural => Reason::Plural,
            Named::One(what) if !form.other => {
                let what = Instrument::clone(what);
                self.cite(what, form.start, form.end);
                self.go_to(form.after);
                return;
            }
            Named::Nothing => Reason::NoAntecedent,
            _ => Reason::SeveralAntecedents,
        };
        if !form.plural {
            self.here.rival(form.what, form.form);
        }
        if !form.other {
            let start = self.ruler.code_point(form.start);
            let text = self.text.get(form.start..form.end).unwrap_or_default();
            self.reading.unresolved.push(Unresolved {
                start,
                end: start + text.chars().count(),
                text: text.to_owned(),
                reason,
            });
        }
        self.go_to(form.after);
    }

    /// An act spoken of without its number. *La directive* alone goes on speaking of the last one; the others are acts
    /// that a short form may mean.
    fn uncited(&mut self, limit: usize) -> bool {
        let mut after = self.cursor;
        let Some(form) = short_form::act(&mut after, self.cursor.peek().start) else {
            return false;
        };
        let before = self.words.word(0).unwrap_or_default();
        let common = matches!(form.what, Type::Decision | Type::Recommendation);
        let itself = matches!(before, "present" | "presente");
        let goes_on = matches!(before, "le" | "la" | "du" | "au")
            && !common
            && short_form::goes_on(form.what, &after)
            && !short_form::titled(&after);
        if !form.plural && !itself && !goes_on {
            self.here.rival(form.what, form.form);
        }
        if form.end > limit {
            return false;
        }
        while self.cursor.at() < form.end {
            let token = self.cursor.peek();
            self.pass(&token, roles_of(&token));
        }
        true
    }

    fn cite(&mut self, what: Instrument, start: usize, end: usize) {
        let Some(written) = self.text.get(start..end) else {
            return;
        };
        self.here.cite(&what);
        let how = self.cited(false);
        self.clause.cite(&what, how);
        self.just_cited = None;
        self.bytes.push(start..end);
        let start = self.ruler.code_point(start);
        self.reading.citations.push(what.named(start, written));
    }
}

fn roles_of(token: &Token) -> Roles {
    match &token.lexeme {
        Lexeme::Word(word) => vocabulary::roles(word),
        _ => Roles::default(),
    }
}
