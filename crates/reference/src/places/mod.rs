//! The places of an act that a citation names, before it and behind it.
//!
//! Before: the expression must lead to the act, by *de la*, *du*, a comma or nothing. Behind: it stands right there, in
//! brackets, or is said to be the act's (*en son article 19*, *et notamment ses articles 5 et 6*); what another *du* or
//! *de la* follows belongs to something else.

pub(crate) mod behind;
pub(crate) mod grammar;
pub(crate) mod numbers;
mod paragraph;
pub(crate) mod path;
mod placer;
mod reading;

pub(crate) use placer::Placer;

use crate::citation::{Attributes, Place};
use crate::cursor::Cursor;
use crate::lexer::{Gap, Lexeme};
use grammar::Expression;
use paragraph::last_paragraph;

/// Bytes before an act in which its places are looked for: "article 5, paragraphe 2, premier alinéa, point a), du" has a
/// sixth of them, a list of articles more.
const REACH: usize = 400;

/// What was found before an act.
#[derive(Clone, Debug, Default)]
pub(crate) struct Before {
    pub(crate) places: Vec<Place>,
    last_articles: usize,
}

/// The places that the words between the bytes `from` and `start` name of the act that begins at `start`.
pub(crate) fn before(text: &str, from: usize, start: usize) -> Before {
    let mut from = from.max(start.saturating_sub(REACH));
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let Some(window) = text.get(..start) else {
        return Before::default();
    };
    let between = text.get(from..start).unwrap_or_default();
    from += last_paragraph(between).unwrap_or(0);
    let mut cursor = Cursor::new(window, from, false).beginning();
    let mut found: Option<Expression> = None;
    // An expression that leads to no act stands before: *article 4, phrase initiale, point a)*.
    let mut is_orphan = false;
    loop {
        let token = cursor.peek();
        if token.gap == Gap::Blank {
            found = None;
            is_orphan = false;
            // A paragraph begins as a text does: *premier alinéa* at its head is read in either.
            cursor = Cursor::new(window, token.start, false).beginning();
        }
        let token = cursor.peek();
        if matches!(token.lexeme, Lexeme::Mark(';' | '.')) {
            is_orphan = false;
        }
        if matches!(token.lexeme, Lexeme::End) {
            break;
        }
        let before = cursor;
        if grammar::may_begin(&cursor)
            && let Some(expression) = grammar::read(&mut cursor)
        {
            let stands_alone = expression.places.iter().all(Place::stands_alone);
            found =
                Some(expression).filter(|_| leads_to_end(cursor) && (stands_alone || !is_orphan));
            if found.is_some() {
                break;
            }
            is_orphan |= stands_alone;
        } else {
            cursor = before;
            cursor.next();
        }
    }
    let Some(Expression {
        mut places,
        last_articles,
        ..
    }) = found
    else {
        return Before::default();
    };
    // *Conformément au paragraphe 1 et à l'article 5 du règlement*: the paragraph is of the text itself.
    if places.iter().any(Place::stands_alone) {
        let own = places
            .iter()
            .take_while(|place| !place.stands_alone())
            .count();
        places.drain(..own);
        return Before {
            places,
            last_articles: last_articles.saturating_sub(own),
        };
    }
    Before {
        places,
        last_articles,
    }
}

/// Reads a string that is places and nothing else but what joins them to an act: see [`crate::parse_places`].
pub(crate) fn parse(text: &str) -> Vec<Place> {
    let mut cursor = Cursor::new(text, 0, true).beginning();
    // *à l'article 5 du*, *voir l'art. 21,*
    while cursor
        .word_in(
            &[
                "voir", "cf", "a", "au", "aux", "de", "du", "d", "l", "le", "la", "les", "the",
                "en", "dans", "son", "ses",
            ],
            Gap::Line,
        )
        .is_some()
        || cursor
            .mark(&['\'', ',', '(', '-', ':', '/'], Gap::Line)
            .is_some()
    {}
    let Some(found) = grammar::read(&mut cursor) else {
        return Vec::new();
    };
    let mut rest = cursor;
    while rest
        .word_in(
            &[
                "du", "de", "des", "d", "l", "la", "le", "les", "of", "the", "dans", "a", "au",
            ],
            Gap::Line,
        )
        .is_some()
        || rest
            .mark(&['\'', ',', ')', '.', '?', ':', '-', '/'], Gap::Line)
            .is_some()
    {}
    if !matches!(rest.peek().lexeme, Lexeme::End) {
        return Vec::new();
    }
    let mut places = found.places;
    for place in &mut places {
        // Whoever types capitals or small letters means the ones that acts print.
        place.point = place.point.take().map(|point| point.to_lowercase());
        place.annex = place.annex.take().map(|annex| numbers::as_roman(&annex));
    }
    places
}

/// Whether nothing is left before the act but what joins a place to it.
fn leads_to_end(mut cursor: Cursor<'_>) -> bool {
    cursor.mark(&[','], Gap::Line);
    if cursor.word_in(&["respectivement"], Gap::Line).is_some() {
        cursor.mark(&[','], Gap::Line);
    }
    // *l'annexe à la recommandation*
    let annexed = cursor.word_in(&["a", "to"], Gap::Line).is_some();
    if annexed || cursor.word_in(&["de", "d", "of"], Gap::Line).is_some() {
        cursor.mark(&['\''], Gap::None);
        cursor.word_in(&["l", "la", "the"], Gap::Line);
        cursor.mark(&['\''], Gap::None);
    } else {
        cursor.word_in(&["du", "des", "au"], Gap::Line);
    }
    cursor.mark(&['«', '"', '“'], Gap::Line);
    let end = cursor.peek();
    matches!(end.lexeme, Lexeme::End) && end.gap < Gap::Blank
}

impl Attributes {
    /// Takes note of the places before and behind the citation. `article` and `articles` are those of the last list of
    /// articles before it, else those behind it.
    pub(crate) fn name_places(&mut self, before: Before, behind: Vec<Place>) {
        let articles = |places: &[Place]| {
            let mut articles: Vec<String> = Vec::new();
            for article in places.iter().filter_map(|place| place.article.clone()) {
                if !articles.contains(&article) {
                    articles.push(article);
                }
            }
            articles
        };
        let mut named = articles(
            before
                .places
                .get(before.last_articles..)
                .unwrap_or_default(),
        );
        if named.is_empty() {
            named = articles(&before.places);
        }
        if named.is_empty() {
            named = articles(&behind);
        }
        self.article = named.first().cloned();
        self.articles = if named.len() > 1 { named } else { Vec::new() };
        self.places = before.places;
        for place in behind {
            if !self.places.contains(&place) {
                self.places.push(place);
            }
        }
    }
}
