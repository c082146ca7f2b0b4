//! What the words before a number say of it: the type of act, what a `COM` document is called.
//!
//! Nothing here looks back: the scanner shows each token once, and the little that matters is kept until its clause
//! ends or it lies too far behind.

use crate::Form;
use crate::families::FAMILIES;
use crate::families::act::{Head, Reach, Type};
use crate::families::commission::Called;
use crate::lexer::{Gap, Lexeme, Token, Word};
use crate::vocabulary::{Entry, Roles};

/// How far, in bytes, a type word may stand before its number: the title of a decision fits between.
const HEAD_REACH: usize = 400;
/// How far what a document is called may stand before its number.
const CALLED_REACH: usize = 700;
/// How far a word that announces a family may stand before the number: *résolutions* and the first one of its list.
const ANNOUNCED_REACH: usize = 160;
/// Tokens that may part *proposition* from the type of act proposed.
const PROPOSAL_REACH: u8 = 10;
/// The furthest that any of this reaches back. A scan that skips ahead must stop this far before the next number.
pub(crate) const REACH: usize = 1024;

/// The state of the sentence being read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Context {
    head: Option<Head>,
    called: Option<(Called, usize)>,
    /// Tokens left for *de règlement* to follow *proposition*.
    proposal: u8,
    /// The last word of the clause that announces each family, its first and last byte.
    announced: [Option<(usize, usize)>; FAMILIES.len()],
    /// Any of them is.
    is_announced: bool,
    modifier: Option<(Modifier, usize)>,
    last_word: LastWord,
    /// A full stop was read; a capital after it begins a sentence.
    stopped: bool,
    /// The last token was one after which a dot ends a sentence and does not abbreviate.
    closes: bool,
    typed: bool,
}

/// Words that come before the type of an act, in English mostly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Modifier {
    Implementing,
    Delegated,
    Framework,
    /// *position* or *action*, which *commune* may follow; *common* or *joint*, before them.
    Common,
}

/// The few words that change the sense of the next one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum LastWord {
    #[default]
    Other,
    /// *de*, *des*, *en*, *par*: "services de communication", "par rapport à".
    Partitive,
    /// *livre*, *white*, *green*.
    Paper,
}

impl Context {
    pub(crate) fn new(typed: bool) -> Self {
        Self {
            typed,
            ..Self::default()
        }
    }

    /// The type word that a number at byte `at` may belong to.
    pub(crate) fn head(&self, at: usize) -> Option<Head> {
        self.head
            .filter(|head| at.saturating_sub(head.end) <= HEAD_REACH && (!head.used || head.plural))
    }

    /// Whether a type word ends at byte `at`, as in `directive2014/65/UE`.
    pub(crate) fn type_ends_at(&self, at: usize) -> bool {
        self.head.is_some_and(|head| head.end == at)
    }

    /// What the words before byte `at` call a `COM` document.
    pub(crate) fn called(&self, at: usize) -> Option<Called> {
        self.called
            .filter(|(_, place)| at.saturating_sub(*place) <= CALLED_REACH)
            .map(|(called, _)| called)
    }

    /// The word that announces a number at byte `at` as one of a family: its first and last byte.
    pub(crate) fn announced(&self, family: usize, at: usize) -> Option<(usize, usize)> {
        let announced = self.announced.get(family).copied().flatten();
        announced.filter(|(_, end)| at.saturating_sub(*end) <= ANNOUNCED_REACH)
    }

    /// Forgets everything, at a blank line or after a leap.
    pub(crate) fn clear(&mut self) {
        *self = Self::new(self.typed);
    }

    /// An act took the type word.
    pub(crate) fn took_head(&mut self) {
        if let Some(head) = &mut self.head {
            head.used = true;
            head.reach = Reach::Distant;
        }
        self.cited();
    }

    /// A Commission document was read: what it was called says nothing of the next.
    pub(crate) fn took_called(&mut self) {
        self.called = None;
        self.cited();
    }

    /// Some reference was read; the sentence goes on after it.
    pub(crate) fn cited(&mut self) {
        self.modifier = None;
        self.proposal = 0;
        self.stopped = false;
        self.closes = true;
        self.last_word = LastWord::Other;
        if let Some(head) = &mut self.head {
            head.reach = Reach::Distant;
        }
    }

    /// Ends the clause before a token that begins another, and the paragraph at a blank line.
    pub(crate) fn approach(&mut self, token: &Token) {
        if token.gap == Gap::Blank {
            self.clear();
        }
        let begins = match token.lexeme {
            Lexeme::Word(word) => word.capital,
            Lexeme::Mark('(' | '[' | '«') => true,
            _ => false,
        };
        if begins && self.stopped && token.gap > Gap::None {
            self.end_clause();
        }
    }

    /// Takes note of a token that began no reference.
    pub(crate) fn observe(&mut self, token: &Token, here: Entry) {
        match token.lexeme {
            Lexeme::Word(word) => {
                self.stopped = false;
                self.word(&word, here, token);
                // "art. 5" and shorter words before a dot are abbreviations.
                self.closes =
                    word.as_bytes().len() > 2 && !matches!(word.as_bytes(), b"art" | b"article");
            }
            // A footnote's number may stand between a full stop and the capital that begins the next sentence.
            Lexeme::Number(_) => {
                self.closes = true;
                self.number();
            }
            Lexeme::Mark(mark) => self.mark(mark),
            Lexeme::Overlong | Lexeme::End => self.clear(),
        }
    }

    fn end_clause(&mut self) {
        self.head = None;
        self.called = None;
        self.proposal = 0;
        if std::mem::take(&mut self.is_announced) {
            self.announced = [None; FAMILIES.len()];
        }
        self.modifier = None;
        self.last_word = LastWord::Other;
    }

    fn mark(&mut self, mark: char) {
        match mark {
            ';' | '•' | '●' => self.end_clause(),
            '.' | '!' | '?' | '…' => self.stopped = self.closes,
            _ => {}
        }
        self.closes = matches!(mark, ')' | ']' | '»' | '”' | '"' | '.' | '%')
            || (mark == '\'' && self.closes);
        // An apostrophe or a hyphen belongs to "d’exécution" and "décision-cadre".
        if !matches!(mark, '\'' | '-') {
            self.modifier = None;
            self.last_word = LastWord::Other;
            self.proposal = 0;
            self.part_from_head();
        }
    }

    fn number(&mut self) {
        self.modifier = None;
        self.proposal = 0;
        self.last_word = LastWord::Other;
        self.part_from_head();
    }

    fn part_from_head(&mut self) {
        if let Some(head) = &mut self.head {
            head.reach = Reach::Distant;
        }
    }

    fn word(&mut self, word: &Word, here: Entry, token: &Token) {
        let modifier = self.modifier.take();
        let last = std::mem::take(&mut self.last_word);
        let roles = here.roles;
        if here.says_nothing() {
            // The common case, and the whole of what a word without a role does.
            self.proposal = 0;
            self.part_from_head();
            return;
        }
        for (family, _) in here.announces.iter() {
            if let Some(announced) = self.announced.get_mut(family) {
                *announced = Some((token.start, token.end));
                self.is_announced = true;
            }
        }
        let text = word.as_str();
        if roles.has(Roles::TYPE)
            && let Some(what) = Type::of(text, self.typed)
        {
            self.type_word(what, text, modifier, token);
            return;
        }
        self.qualify_head(text, roles);
        if roles.has(Roles::INFORMS) {
            self.document_word(word, last, token);
        }
        self.proposal = if roles.has(Roles::PROPOSES) {
            // "Dans son rapport, la Commission a présenté une proposition (COM(2020) 829)": which of the two the number
            // names is not said.
            self.called = None;
            PROPOSAL_REACH
        } else if roles.has(Roles::FILLS_PROPOSAL) {
            self.proposal.saturating_sub(1)
        } else {
            0
        };
        if roles.has(Roles::MODIFIES) {
            self.modifier_word(text, modifier, token);
        }
        if roles.has(Roles::PARTITIVE) {
            self.last_word = LastWord::Partitive;
        }
    }

    /// Notes a word that changes the type after it, or makes one with its neighbour.
    fn modifier_word(&mut self, text: &str, before: Option<(Modifier, usize)>, token: &Token) {
        let modifier = match text {
            "implementing" => Modifier::Implementing,
            "delegated" => Modifier::Delegated,
            "framework" => Modifier::Framework,
            _ => Modifier::Common,
        };
        match before {
            Some((Modifier::Common, start)) if modifier == Modifier::Common => {
                self.set_head(
                    Type::CommonPosition,
                    None,
                    start,
                    token,
                    text.ends_with('s'),
                );
            }
            _ => self.modifier = Some((modifier, token.start)),
        }
    }

    fn type_word(
        &mut self,
        what: Type,
        text: &str,
        modifier: Option<(Modifier, usize)>,
        token: &Token,
    ) {
        if self.proposal > 0 && matches!(what, Type::Directive | Type::Regulation | Type::Decision)
        {
            self.called = Some((Called::Proposal, token.end));
        } else if what == Type::Recommendation
            && self
                .called
                .is_some_and(|(called, _)| called == Called::Communication)
        {
            // The recommendation is what the number names, and recommendations have either letters.
            self.called = None;
        }
        self.proposal = 0;
        let (what, form, start) = match modifier {
            Some((Modifier::Implementing, start)) => (what, Some(Form::Implementing), start),
            Some((Modifier::Delegated, start)) => (what, Some(Form::Delegated), start),
            Some((Modifier::Framework, start)) if what == Type::Decision => {
                (Type::FrameworkDecision, None, start)
            }
            _ => (what, None, token.start),
        };
        self.set_head(what, form, start, token, text.ends_with('s'));
    }

    fn set_head(
        &mut self,
        what: Type,
        form: Option<Form>,
        start: usize,
        token: &Token,
        plural: bool,
    ) {
        self.head = Some(Head {
            what,
            form,
            start,
            end: token.end,
            reach: Reach::Adjacent,
            plural,
            used: false,
        });
    }

    /// Takes what follows a type word: *d'exécution*, *délégué*, *-cadre*, *du Conseil*.
    fn qualify_head(&mut self, text: &str, roles: Roles) {
        let Some(head) = &mut self.head else { return };
        if head.reach == Reach::Distant {
            return;
        }
        if roles.has(Roles::QUALIFIES) {
            head.reach = Reach::Adjacent;
            match text {
                "execution" => head.form = Some(Form::Implementing),
                "cadre" | "cadres" if head.what == Type::Decision => {
                    head.what = Type::FrameworkDecision;
                }
                "cadre" | "cadres" => {}
                _ => head.form = Some(Form::Delegated),
            }
        } else if roles.has(Roles::OWNER) {
            head.reach = Reach::Adjacent;
        } else if roles.has(Roles::LEADS_ON) {
            head.reach = Reach::Open;
        } else {
            head.reach = Reach::Distant;
        }
    }

    /// Notes what a document is called.
    fn document_word(&mut self, word: &Word, last: LastWord, token: &Token) {
        let communication = Some((Called::Communication, token.end));
        match word.as_str() {
            // "services de communication" is a subject, "Communication de la Commission" a document.
            "communication" | "communications" | "rapport" | "rapports" | "report" | "reports"
                if last != LastWord::Partitive || word.capital =>
            {
                self.called = communication;
            }
            "livre" | "livres" | "white" | "green" => self.last_word = LastWord::Paper,
            _ if last == LastWord::Paper => self.called = communication,
            _ => {}
        }
    }
}
