//! The name of the Journal, in full or in letters: *Journal officiel de l’Union européenne*, `JOUE`, `J.O.`.

use crate::cursor::Cursor;
use crate::lexer::{Gap, Lexeme, Token};

/// Moves over what may stand between the name of the Journal and the series.
pub(super) fn title(cursor: Cursor<'_>, head: Token) -> Option<Cursor<'_>> {
    const WORDS: [&str; 13] = [
        "de",
        "union",
        "europeenne",
        "des",
        "communautes",
        "europeennes",
        "of",
        "the",
        "european",
        "ue",
        "ce",
        "cee",
        "eu",
    ];
    let mut ahead = cursor;
    if spelled_out(head) {
        ahead.word_in(&["officiel"], Gap::Line)?;
    } else {
        ahead.word_in(&["cee", "eu", "ec"], Gap::Space);
    }
    // "de l’Union européenne" and its like have at most five words.
    for _ in 0..6 {
        let mut article = ahead;
        if article.word_in(&["l"], Gap::Line).is_some()
            && article.mark(&['\''], Gap::None).is_some()
        {
            ahead = article;
        } else if ahead.word_in(&WORDS, Gap::Line).is_none() {
            break;
        }
    }
    // Titles of corrigenda have the name in quotation marks.
    ahead.mark(&['»', '”', '"'], Gap::Space);
    ahead.mark(&[','], Gap::Space);
    ahead.word_in(&["serie", "series"], Gap::Line);
    if spelled_out(head) {
        ahead.mark(&['('], Gap::Line);
    }
    Some(ahead)
}

/// Moves over what is left of `J.O.` or `J.O.C.E.` after its first letter.
pub(super) fn initials(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let mut ahead = cursor;
    ahead.mark(&['.'], Gap::None)?;
    ahead.word_in(&["o"], Gap::Space)?;
    ahead.mark(&['.'], Gap::None)?;
    let mut body = ahead;
    while body.word_in(&["c", "e", "u"], Gap::None).is_some()
        && body.mark(&['.'], Gap::None).is_some()
    {
        ahead = body;
    }
    Some(ahead)
}

/// Whether the name of the Journal is written in full.
pub(super) fn spelled_out(head: Token) -> bool {
    matches!(head.lexeme, Lexeme::Word(word) if word.as_str() == "journal")
}
