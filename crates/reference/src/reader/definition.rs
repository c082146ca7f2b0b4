//! Names that a text gives: `(ci-après dénommée «directive X»)`, `(«X»)`, `dite «directive X»`, `(directive X)`.

use crate::cursor::Cursor;
use crate::families::act::Type;
use crate::lexer::{Gap, Lexeme, Word};
use crate::names::{quotes, type_of};
use crate::vocabulary::{self, Roles};

/// The most words of a name, letters before an apostrophe apart.
const MOST_WORDS: usize = 12;
/// The most tokens of a name, marks among them.
const MOST_TOKENS: usize = 32;

/// A name where it is given.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Definition<'t> {
    pub(crate) name: &'t str,
    /// The type of act it begins with.
    pub(crate) what: Option<Type>,
    /// *Ci-après* or *dite* stands before it.
    pub(crate) announced: bool,
    /// The byte after the name.
    pub(crate) end: usize,
    /// After the name and the mark that closes it.
    pub(crate) after: Cursor<'t>,
}

/// Reads the name that is given from the cursor's next token on.
pub(crate) fn read<'t>(cursor: &Cursor<'t>) -> Option<Definition<'t>> {
    let mut ahead = *cursor;
    let bracket = ahead.mark(&['(', '['], Gap::Line).is_some();
    let announced = announcement(&mut ahead);
    if !bracket && !announced {
        return None;
    }
    if announced && ahead.word_in(&["le", "la", "les"], Gap::Line).is_none() {
        let mut elided = ahead;
        if elided.word_in(&["l"], Gap::Line).is_some() && elided.mark(&['\''], Gap::None).is_some()
        {
            ahead = elided;
        }
    }
    let quoted = opens(&mut ahead);
    if !quoted && !bracket {
        return None;
    }
    let name = name(&mut ahead, quoted)?;
    let what = type_of(name.text);
    let fit = match what {
        Some(_) if !name.says => false,
        Some(what) => quoted || announced || untold(what, &name),
        None => name.capital && (quoted || announced),
    };
    fit.then_some(Definition {
        name: name.text,
        what,
        announced,
        end: name.end,
        after: ahead,
    })
}

/// Whether a word may be the first of an announcement: nearly all words are not.
pub(crate) fn may_announce(word: &Word) -> bool {
    matches!(
        word.as_bytes(),
        [b'c', b'i']
            | [b'd', b'i', b't', ..]
            | [b'd', b'e', b'n' | b's', ..]
            | [b'a', b'p', b'p', ..]
            | [b'n', b'o', b'm', ..]
    )
}

/// Takes *ci-après dénommée*, *dite*, *appelée* and the like.
fn announcement(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    let mut hereafter = ahead;
    let mut announced = false;
    if hereafter.word_in(&["ci"], Gap::Line).is_some() {
        hereafter.mark(&['-'], Gap::Space);
        if hereafter.word_in(&["apres"], Gap::Space).is_some() {
            hereafter.mark(&[':', ','], Gap::Space);
            ahead = hereafter;
            announced = true;
        }
    }
    let called = [
        "denomme",
        "denommee",
        "denommes",
        "denommees",
        "dit",
        "dite",
        "dits",
        "dites",
        "appele",
        "appelee",
        "nomme",
        "nommee",
        "designe",
        "designee",
    ];
    if ahead.word_in(&called, Gap::Line).is_some() {
        ahead.mark(&[':'], Gap::Space);
        announced = true;
    }
    if announced {
        *cursor = ahead;
    }
    announced
}

/// Takes a quotation mark; a pair of them counts as one.
fn opens(cursor: &mut Cursor<'_>) -> bool {
    let mut any = false;
    for _ in 0..2 {
        let token = cursor.peek();
        if !matches!(token.lexeme, Lexeme::Mark(mark) if quotes(mark)) || token.gap > Gap::Line {
            break;
        }
        cursor.next();
        any = true;
    }
    any
}

struct Name<'t> {
    text: &'t str,
    end: usize,
    words: usize,
    capital: bool,
    /// It holds more than types, forms and owners of acts.
    says: bool,
    /// It speaks of an institution.
    owned: bool,
    closed: bool,
}

/// Takes a name up to the mark that closes it.
fn name<'t>(cursor: &mut Cursor<'t>, quoted: bool) -> Option<Name<'t>> {
    let start = cursor.peek().start;
    let mut name = Name {
        text: "",
        end: start,
        words: 0,
        capital: false,
        says: false,
        owned: false,
        closed: false,
    };
    for _ in 0..MOST_TOKENS {
        let token = cursor.peek();
        if token.gap == Gap::Blank && token.start > start {
            return None;
        }
        match token.lexeme {
            Lexeme::Word(word) => {
                name.words += usize::from(word.as_bytes().len() > 1);
                name.capital |= word.capital;
                let roles = vocabulary::roles(&word);
                name.owned |= roles.has(Roles::OWNER);
                let little = Roles::TYPE
                    .and(Roles::QUALIFIES)
                    .and(Roles::OWNER)
                    .and(Roles::LEADS_ON);
                let bare = matches!(word.as_str(), "present" | "presente" | "cadre");
                name.says |= !bare && !roles.has(little);
            }
            Lexeme::Number(_) => {
                name.words += 1;
                name.says = true;
            }
            Lexeme::Mark('\'' | '-' | '/') => {}
            Lexeme::Mark(mark) if quoted && quotes(mark) => name.closed = true,
            Lexeme::Mark(')' | ']') if !quoted => name.closed = true,
            _ => return None,
        }
        if name.closed {
            break;
        }
        name.end = token.end;
        cursor.next();
        if name.words > MOST_WORDS {
            return None;
        }
    }
    name.text = cursor.text().get(start..name.end)?;
    opens(cursor);
    (name.words > 0 && name.closed).then_some(name)
}

/// Whether a name in brackets alone, without quotation marks or *ci-après*, may be one: the short title of an act, as
/// the Official Journal prints it.
fn untold(what: Type, name: &Name<'_>) -> bool {
    matches!(what, Type::Directive | Type::Regulation) && name.words > 2 && !name.owned
}
