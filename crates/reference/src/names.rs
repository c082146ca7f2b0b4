//! Names of instruments, looked up word by word.
//!
//! A trie over the lexer's words and numbers: accents, apostrophes, quotation marks, hyphens and the kind and number of
//! spaces are folded away before a name is kept and before it is sought, so `directive « SRI 2 »` is `directive SRI2`.

use rustc_hash::FxHashMap;

use crate::cursor::Cursor;
use crate::families::act::Type;
use crate::lexer::{Gap, Lexeme, Word};

/// The most words, numbers and marks of a name; a search looks no further ahead.
const LONGEST: usize = 32;

/// One word, number or mark of a name. Numbers and marks begin with a byte that no letter has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Step([u8; 20]);

impl Step {
    fn of_letters(letters: &[u8]) -> Self {
        let mut bytes = [0; 20];
        for (slot, letter) in bytes.iter_mut().zip(letters) {
            *slot = *letter;
        }
        Self(bytes)
    }

    /// The letters of a word.
    fn letters(&self) -> &[u8] {
        let end = self.0.iter().position(|letter| *letter == 0);
        self.0
            .get(..end.unwrap_or(self.0.len()))
            .unwrap_or_default()
    }

    fn number(value: u32) -> Self {
        Self::coded(b'#', value)
    }

    fn mark(mark: char) -> Self {
        Self::coded(b'!', u32::from(mark))
    }

    fn coded(kind: u8, value: u32) -> Self {
        let mut bytes = [0; 20];
        let digits = std::iter::once(kind).chain(value.to_be_bytes());
        for (slot, byte) in bytes.iter_mut().zip(digits) {
            *slot = byte;
        }
        Self(bytes)
    }
}

/// How much of a word is written in capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Case {
    Small,
    First,
    All,
}

impl Case {
    fn of(word: &Word) -> Self {
        match (word.upper, word.capital) {
            (true, _) => Self::All,
            (_, true) => Self::First,
            _ => Self::Small,
        }
    }
}

/// A name that ends at a node.
#[derive(Clone, Debug)]
struct Name<T> {
    what: T,
    /// The capitals that a text must have too, a word each; none where words enough make the name unmistakable.
    capitals: Vec<Case>,
}

/// Names and what each stands for.
#[derive(Clone, Debug)]
pub(crate) struct Names<T> {
    /// Every word of every text is looked up here, and names come from files and texts of a size that is limited: the
    /// fast hash will do.
    steps: FxHashMap<(usize, Step), usize>,
    /// The outlines of the words that names begin with.
    firsts: Outlines,
    ends: Vec<Option<Name<T>>>,
    /// A final *s* of a word counts for nothing.
    loose: bool,
}

/// Letters before a final *s* that is a plural's: *SIS* and *gros* have none.
const SHORTEST_PLURAL: usize = 4;

/// The lengths, first and last letters of words: nearly every word of a text differs from the first words of all names
/// in these already, which is told in a tenth of the time of a look-up.
#[derive(Clone, Debug)]
struct Outlines([u32; 1 << 10]);

impl Outlines {
    fn insert(&mut self, word: &[u8]) {
        let (at, bit) = Self::place(word);
        if let Some(bits) = self.0.get_mut(at) {
            *bits |= bit;
        }
    }

    fn contain(&self, word: &[u8]) -> bool {
        let (at, bit) = Self::place(word);
        self.0.get(at).is_some_and(|bits| bits & bit != 0)
    }

    /// Five bits of the first letter and of the last, and five of the length.
    fn place(word: &[u8]) -> (usize, u32) {
        let letter = |letter: Option<&u8>| usize::from(letter.copied().unwrap_or_default() & 31);
        let at = letter(word.first()) << 5 | letter(word.last());
        (at, 1 << (word.len() & 31))
    }
}

/// A name found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Match<'n, 't, T> {
    pub(crate) what: &'n T,
    /// The byte after it, with the quotation mark that closes it.
    pub(crate) end: usize,
    /// Words and numbers of the name.
    pub(crate) steps: usize,
    pub(crate) after: Cursor<'t>,
}

/// Why a name cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// It holds no word, or nothing but the type of an act.
    Empty,
    /// It has more than [`LONGEST`] words.
    Long,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self {
            steps: FxHashMap::default(),
            firsts: Outlines([0; 1 << 10]),
            ends: vec![None],
            loose: false,
        }
    }
}

impl<T> Names<T> {
    /// Names that are found in the singular and the plural: what people type is no quotation.
    pub(crate) fn loose() -> Self {
        Self {
            loose: true,
            ..Self::default()
        }
    }

    /// A word as names keep it.
    fn step(&self, word: &Word) -> Step {
        Step::of_letters(self.letters(word))
    }

    fn letters<'w>(&self, word: &'w Word) -> &'w [u8] {
        let letters = word.as_bytes();
        match letters.split_last() {
            Some((b's', rest)) if self.loose && rest.len() >= SHORTEST_PLURAL => rest,
            _ => letters,
        }
    }

    /// Keeps a name, and returns what stood under it before.
    pub(crate) fn insert(&mut self, name: &str, what: T) -> Result<Option<T>, Unfit> {
        let words = self.words(name)?;
        if let Some((first, _)) = words.first() {
            self.firsts.insert(first.letters());
        }
        let mut node = 0;
        for (step, _) in &words {
            let fresh = self.ends.len();
            node = *self.steps.entry((node, *step)).or_insert(fresh);
            if node == fresh {
                self.ends.push(None);
            }
        }
        let typed = type_of(name).is_some();
        let unmistakable = typed || words.len() > 2;
        let capitals = words
            .iter()
            .filter(|_| !unmistakable)
            .map(|(_, case)| *case)
            .collect();
        let Some(end) = self.ends.get_mut(node) else {
            return Err(Unfit::Empty);
        };
        Ok(end.replace(Name { what, capitals }).map(|name| name.what))
    }

    /// What is kept under a name, which is taken as a whole and in any case.
    pub(crate) fn whole(&self, name: &str) -> Option<&T> {
        let mut node = 0;
        for (step, _) in self.words(name).ok()? {
            node = *self.steps.get(&(node, step))?;
        }
        self.ends.get(node)?.as_ref().map(|name| &name.what)
    }

    fn words(&self, name: &str) -> Result<Vec<(Step, Case)>, Unfit> {
        let mut cursor = Cursor::new(name, 0, false);
        let mut words = Vec::new();
        let mut says = false;
        loop {
            match cursor.next().lexeme {
                Lexeme::End => break,
                Lexeme::Word(word) => {
                    says |= Type::of(word.as_str(), false).is_none();
                    words.push((self.step(&word), Case::of(&word)));
                }
                Lexeme::Number(number) => {
                    words.push((Step::number(number.value), Case::Small));
                }
                Lexeme::Mark(mark) if joins(mark) => {}
                Lexeme::Mark(mark) => words.push((Step::mark(mark), Case::Small)),
                Lexeme::Overlong => return Err(Unfit::Long),
            }
            if words.len() > LONGEST {
                return Err(Unfit::Long);
            }
        }
        if says { Ok(words) } else { Err(Unfit::Empty) }
    }

    /// The longest name that begins with the cursor's next token and ends at a word's end, no later than byte `limit`.
    pub(crate) fn longest<'t>(
        &self,
        cursor: &Cursor<'t>,
        limit: usize,
    ) -> Option<Match<'_, 't, T>> {
        // Nearly all words end here.
        match &cursor.peek().lexeme {
            Lexeme::Word(word) if self.firsts.contain(self.letters(word)) => {}
            // `5AMLD`
            Lexeme::Number(number) if self.steps.contains_key(&(0, Step::number(number.value))) => {
            }
            _ => return None,
        }
        let mut cursor = *cursor;
        let mut node = 0;
        let mut cases = [Case::Small; LONGEST];
        let mut quoted = false;
        let mut best = None;
        for taken in 0..LONGEST {
            while taken > 0 && matches!(cursor.peek().lexeme, Lexeme::Mark(mark) if joins(mark)) {
                quoted |= matches!(cursor.next().lexeme, Lexeme::Mark(mark) if quotes(mark));
            }
            let token = cursor.peek();
            if (taken > 0 && token.gap == Gap::Blank) || token.end > limit {
                break;
            }
            let (step, case) = match &token.lexeme {
                Lexeme::Word(word) => (self.step(word), Case::of(word)),
                Lexeme::Number(number) => (Step::number(number.value), Case::Small),
                Lexeme::Mark(mark) => (Step::mark(*mark), Case::Small),
                _ => break,
            };
            let Some(next) = self.steps.get(&(node, step)) else {
                break;
            };
            node = *next;
            if let Some(slot) = cases.get_mut(taken) {
                *slot = case;
            }
            cursor.next();
            let Some(Some(name)) = self.ends.get(node) else {
                continue;
            };
            let ignores_case = cursor.ignores_case();
            if (ignores_case || written(&name.capitals, &cases)) && ends(&cursor) {
                best = Some(closed(&name.what, cursor, taken + 1, quoted, limit));
            }
        }
        best
    }
}

/// Whether a text's capitals are those of the name. A lone word in small letters is too common to be one.
fn written(capitals: &[Case], found: &[Case]) -> bool {
    let alone = capitals.iter().all(|case| *case == Case::Small) && !capitals.is_empty();
    !alone
        && capitals
            .iter()
            .zip(found)
            .all(|(wanted, found)| found >= wanted)
}

/// Takes the quotation mark that closes a name opened inside it.
fn closed<'n, 't, T>(
    what: &'n T,
    cursor: Cursor<'t>,
    steps: usize,
    quoted: bool,
    limit: usize,
) -> Match<'n, 't, T> {
    let mut after = cursor;
    let closes = matches!(after.peek().lexeme, Lexeme::Mark(mark) if quotes(mark))
        && after.peek().gap <= Gap::Space
        && after.peek().end <= limit;
    if quoted && closes {
        after.next();
    }
    Match {
        what,
        end: after.at(),
        steps,
        after,
    }
}

/// Whether a name may end before the cursor. What hangs on it, or numbers it anew (*SRI 2*, *Solvabilité II*), makes it
/// another name.
fn ends(cursor: &Cursor<'_>) -> bool {
    let next = cursor.peek();
    match next.lexeme {
        Lexeme::Word(word) => {
            next.gap > Gap::None
                && !(word.upper && matches!(word.as_str(), "ii" | "iii" | "iv" | "v" | "vi"))
        }
        Lexeme::Number(number) => {
            next.gap > Gap::None && (number.digits > 1 || next.gap > Gap::Space)
        }
        Lexeme::Overlong => next.gap > Gap::None,
        Lexeme::Mark('-') if next.gap == Gap::None => {
            let mut ahead = *cursor;
            ahead.next();
            let hangs = matches!(
                ahead.peek().lexeme,
                Lexeme::Word(_) | Lexeme::Number(_) | Lexeme::Overlong
            );
            !hangs || ahead.peek().gap > Gap::None
        }
        Lexeme::Mark(_) | Lexeme::End => true,
    }
}

/// The type of act that a name begins with.
pub(crate) fn type_of(name: &str) -> Option<Type> {
    let mut cursor = Cursor::new(name, 0, false);
    let (_, word) = cursor.word(Gap::Space)?;
    let what = Type::of(word.as_str(), false)?;
    cursor.mark(&['-'], Gap::None);
    let framework = cursor.word_in(&["cadre"], Gap::Space).is_some();
    Some(if framework && what == Type::Decision {
        Type::FrameworkDecision
    } else {
        what
    })
}

/// Marks that may stand inside a name and say nothing.
fn joins(mark: char) -> bool {
    matches!(mark, '\'' | '-' | '/') || quotes(mark)
}

/// Quotation marks, single ones apart: those are apostrophes.
pub(crate) fn quotes(mark: char) -> bool {
    matches!(mark, '«' | '»' | '"' | '“' | '”' | '„' | '‟' | '″')
}
