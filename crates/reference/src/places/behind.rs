//! The places that stand behind an act.

use crate::citation::Place;
use crate::cursor::Cursor;
use crate::lexer::{Gap, Lexeme, Word};
use crate::places::grammar::{self, Expression};
use crate::places::paragraph::first_paragraph;
use crate::vocabulary::{self, Roles};

/// Bytes behind an act in which *son article 5* is looked for; a visa gives the whole title of its act first.
const REACH: usize = 400;
const VISA_REACH: usize = 1_500;

/// Bytes of a bracket that is read over: the short name of the act, its publication.
const BRACKET: usize = 240;

/// What is known of the citation.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Setting {
    /// Places stand before it.
    pub(crate) has_places: bool,
    /// It is the first citation of a text that begins with *vu*: what is said to be *son article* is its.
    pub(crate) opens_visa: bool,
    /// It stands in such a text behind the first, or in the title of another act: *son article 5* is not its.
    pub(crate) in_title: bool,
    /// *Dans le règlement …*: what follows happens in it.
    pub(crate) inside: bool,
    /// The text goes on behind what is looked at.
    pub(crate) is_cut: bool,
}

/// How an expression hangs on the act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tie {
    /// *en son article 19*: whatever follows, it is the act's.
    Bound,
    /// Nothing, or a bracket.
    Close,
    Comma,
}

/// The places behind the act that ends at byte `end`; the next one begins at `limit`, or the text ends there.
pub(crate) fn read(text: &str, end: usize, limit: usize, setting: Setting) -> Option<Expression> {
    let window = |reach: usize, limit: usize| {
        let furthest = limit.min(text.len()).min(end.saturating_add(reach));
        // Not within a number, nor right before what says whose place it is.
        let cut = text.get(..text.floor_char_boundary(furthest))?;
        let is_cut = cut.len() < limit.min(text.len());
        let kept = match cut
            .rfind(char::is_whitespace)
            .filter(|at| is_cut && *at > end)
        {
            Some(at) => cut.get(..at)?,
            None => cut,
        };
        let own = first_paragraph(kept.get(end..)?).len();
        let is_cut = is_cut && end + own == kept.len();
        Some((Cursor::new(kept.get(..end + own)?, end, false), is_cut))
    };
    let (cursor, is_cut) = window(REACH, limit)?;
    let setting = Setting { is_cut, ..setting };
    if let Some(found) = adjacent(cursor, limit, setting) {
        return Some(found);
    }
    if setting.in_title {
        return None;
    }
    if setting.opens_visa {
        let (cursor, is_cut) = window(VISA_REACH, usize::MAX)?;
        return possessed(cursor, Setting { is_cut, ..setting });
    }
    possessed(cursor, setting)
}

/// An expression right behind the act, its names and its publication in brackets, its authors and its date.
fn adjacent(mut cursor: Cursor<'_>, limit: usize, setting: Setting) -> Option<Expression> {
    let mut tie = Tie::Close;
    // *du Parlement européen et du Conseil*: what follows *et du* is no place.
    let mut leads_on = false;
    loop {
        let token = cursor.peek();
        if token.gap == Gap::Blank {
            return None;
        }
        match token.lexeme {
            Lexeme::Mark('(' | '[') => {
                if let Some(found) = in_bracket(cursor, setting) {
                    return Some(found);
                }
                cursor = over_bracket(cursor)?;
                (tie, leads_on) = (Tie::Close, false);
            }
            Lexeme::Mark(',' | ':' | '-') if tie == Tie::Close => {
                cursor.next();
                (tie, leads_on) = (Tie::Comma, false);
            }
            Lexeme::Mark('»' | '"' | '”') => {
                cursor.next();
            }
            // A heading that follows: *… 2004/18/CE Article 72 Transposition*.
            Lexeme::Word(word) if tie == Tie::Close && is_heading(&word, &cursor) => return None,
            _ if !leads_on && grammar::may_begin(&cursor) => {
                return own(&mut cursor, limit, tie, setting);
            }
            _ if !leads_on
                && !setting.in_title
                && let Some(mut after) = introduced(cursor, setting) =>
            {
                let tie = if after.1 { Tie::Bound } else { Tie::Close };
                return own(&mut after.0, limit, tie, setting);
            }
            Lexeme::Word(word) if vocabulary::roles(&word).has(Roles::KEEPS_TOGETHER) => {
                leads_on = matches!(
                    word.as_str(),
                    "du" | "de" | "la" | "le" | "l" | "d" | "des" | "et" | "en"
                );
                cursor.next();
                tie = Tie::Close;
            }
            Lexeme::Mark('\'') if leads_on => {
                cursor.next();
            }
            // A day or a year of its date.
            Lexeme::Number(number) if number.digits == 4 || number.value <= 31 => {
                cursor.next();
                leads_on = false;
            }
            _ => return None,
        }
    }
}

/// Whether a whole word with a capital begins a heading where no mark parts it from the act.
fn is_heading(word: &Word, cursor: &Cursor<'_>) -> bool {
    let level = grammar::may_begin(cursor) && word.capital && word.as_bytes().len() > 4;
    // In English texts it is written so in a sentence too.
    level && !matches!(word.as_str(), "recital" | "chapter" | "paragraph")
}

/// Reads the expression here unless it belongs to what follows.
fn own(cursor: &mut Cursor<'_>, limit: usize, tie: Tie, setting: Setting) -> Option<Expression> {
    let expression = grammar::read(cursor)?;
    let mut ahead = *cursor;
    let comma = ahead.mark(&[','], Gap::Line).is_some();
    let of_another = tie != Tie::Bound
        && ahead
            .word_in(
                &["du", "de", "des", "d", "dudit", "desdits", "desdites", "of"],
                Gap::Line,
            )
            .is_some();
    // *article 16 TFUE*: an instrument that is none of those known.
    let of_initials = match ahead.peek().lexeme {
        Lexeme::Word(word) => !comma && word.upper && word.as_bytes().len() > 2,
        _ => false,
    };
    let of_another = of_another || (tie != Tie::Bound && of_initials);
    // *point d* of another, *article 5 RGPD*: the next act stands nearer.
    let next_is_nearer = tie == Tie::Comma
        && !comma
        && matches!(ahead.peek().lexeme, Lexeme::End)
        && ahead.text().len() == limit
        && expression.end < limit
        && cursor
            .text()
            .get(expression.end..limit)
            .is_some_and(|between| {
                between.chars().all(char::is_whitespace) && !between.contains('\n')
            });
    // Where the text is cut it may go on: *article 5 | du traité*.
    let is_open = setting.is_cut && matches!(cursor.peek().lexeme, Lexeme::End);
    let is_own = !of_another && !next_is_nearer && !is_open && !expression.places.is_empty();
    is_own.then_some(expression)
}

/// `(article 21)`, `(voir notamment l’article 5)`
fn in_bracket(mut cursor: Cursor<'_>, setting: Setting) -> Option<Expression> {
    cursor.mark(&['(', '['], Gap::Line)?;
    let mut is_see = false;
    for _ in 0..4 {
        is_see |= matches!(cursor.peek().lexeme, Lexeme::Word(word) if matches!(word.as_str(), "voir" | "cf" | "see"));
        let led = cursor
            .word_in(
                &[
                    "voir",
                    "cf",
                    "notamment",
                    "en",
                    "particulier",
                    "see",
                    "plus",
                    "precisement",
                    "notably",
                ],
                Gap::Line,
            )
            .is_some();
        cursor.mark(&['.', ','], Gap::None);
        if !led {
            break;
        }
    }
    cursor.word_in(&["a", "aux", "au", "de"], Gap::Line);
    cursor.word_in(&["l", "les", "le", "la", "son", "ses", "its"], Gap::Line);
    cursor.mark(&['\''], Gap::None);
    if cursor.peek().gap == Gap::Blank || !grammar::may_begin(&cursor) {
        return None;
    }
    let mut after = cursor;
    let expression = own(&mut after, usize::MAX, Tie::Close, setting)?;
    // *(voir section 3.2)* is a section of the text itself.
    let of_act = |place: &Place| place.article.is_some() || place.recital.is_some();
    if is_see && !expression.places.iter().all(of_act) {
        return None;
    }
    // The last point may have taken the bracket that closes.
    let closed = cursor
        .text()
        .get(cursor.at()..expression.end)
        .is_some_and(|t| t.ends_with(')'));
    let ends = after.mark(&[')', ']', ',', ';'], Gap::Line).is_some();
    (closed || ends).then_some(expression)
}

/// The cursor behind a bracket.
fn over_bracket(mut cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let begin = cursor.at();
    let mut open = 0;
    loop {
        let token = cursor.next();
        // Only the first bracket may stand behind a gap; who calls has looked at it.
        if open > 0 && token.gap == Gap::Blank {
            return None;
        }
        match token.lexeme {
            Lexeme::Mark('(' | '[') => open += 1,
            Lexeme::Mark(')' | ']') => {
                open -= 1;
                if open == 0 {
                    return Some(cursor);
                }
            }
            Lexeme::End | Lexeme::Overlong => return None,
            _ => {}
        }
        if cursor.at() - begin > BRACKET {
            return None;
        }
    }
}

/// The cursor behind the words that say that a place is the act's, *en son*, *et notamment l’*, *dont les*, and whether
/// they leave no doubt.
fn introduced(mut cursor: Cursor<'_>, setting: Setting) -> Option<(Cursor<'_>, bool)> {
    let mut pointed = false;
    let begin = cursor.at();
    for _ in 0..6 {
        if cursor
            .word_in(
                &[
                    "notamment",
                    "particulier",
                    "specifiquement",
                    "dont",
                    "particular",
                    "notably",
                ],
                Gap::Line,
            )
            .is_some()
        {
            pointed = true;
            cursor.mark(&[','], Gap::None);
        } else if cursor
            .word_in(
                &[
                    "et", "en", "a", "dans", "de", "au", "aux", "par", "sous", "plus", "in", "and",
                ],
                Gap::Line,
            )
            .is_none()
        {
            break;
        }
    }
    let moved = cursor.at() > begin;
    let possessed = cursor.word_in(&["son", "ses", "its"], Gap::Line).is_some();
    let definite = !possessed
        && cursor
            .word_in(&["l", "le", "la", "les", "the"], Gap::Line)
            .is_some();
    cursor.mark(&['\''], Gap::None);
    let is_own =
        possessed || (pointed && (definite || moved)) || (setting.inside && definite && !moved);
    (is_own && grammar::may_begin(&cursor)).then_some((cursor, possessed))
}

/// An expression further on in the sentence that is said to be the act's: *s’applique, en liaison avec son article 5*.
fn possessed(mut cursor: Cursor<'_>, setting: Setting) -> Option<Expression> {
    let mut closes = false;
    let mut linked = 0;
    loop {
        let token = cursor.next();
        if token.gap == Gap::Blank {
            return None;
        }
        match token.lexeme {
            Lexeme::End | Lexeme::Mark(';') => return None,
            Lexeme::Word(word) => {
                if closes && word.capital && token.gap > Gap::None {
                    return None;
                }
                closes = false;
                let text = word.as_str();
                linked = match (text, linked) {
                    ("liaison" | "combinaison" | "conjonction" | "conjunction", _) => 3,
                    (_, left) => left - i32::from(left > 0),
                };
                let tie = match text {
                    "son" | "ses" | "its" => Tie::Bound,
                    "l" | "les" | "the" if setting.has_places && linked > 0 => Tie::Close,
                    _ => continue,
                };
                let mut ahead = cursor;
                ahead.mark(&['\''], Gap::None);
                if grammar::may_begin(&ahead)
                    && let Some(found) = own(&mut ahead, usize::MAX, tie, setting)
                    && found.places.iter().all(Place::stands_alone)
                {
                    return Some(found);
                }
            }
            Lexeme::Mark('.' | '!' | '?') => closes = true,
            _ => {}
        }
    }
}
