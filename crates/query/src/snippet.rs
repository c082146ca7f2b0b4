//! The part of a long text that a list of results shows.

use schemars::JsonSchema;
use serde::Serialize;

use crate::highlight::Mark;
use crate::points::Points;
use renvoi_analysis::{Sentence, sentences};

/// Code points that a snippet has, as nearly as sentences allow: three or four
/// lines on a page.
const WANTED: usize = 300;

/// Code points that a snippet has at most. A text that is no longer is shown
/// whole: to leave a line out would save nothing.
const MOST: usize = 450;

/// Code points before the first place of a sentence that had to be cut.
const BEFORE: usize = 60;

/// Part of a text, in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Snippet {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// The sentences that hold places in a text and nothing besides: of a note, those that call it. Where the places are too
/// far apart for a list, the [`snippet`] around them.
pub(crate) fn sentences_of(text: &str, points: &Points, marks: &[Mark]) -> Snippet {
    let from = marks.iter().map(|mark| mark.from).min();
    let to = marks.iter().map(|mark| mark.to).max();
    let (Some(from), Some(to)) = (from, to) else {
        return snippet(text, points, marks);
    };
    let mut held: Option<Snippet> = None;
    for sentence in sentences(text) {
        let start = points.at_byte(sentence.range.start);
        let end = points.at_byte(sentence.range.end);
        if end > from && start < to {
            let start = held.map_or(start, |held| held.start);
            held = Some(Snippet { start, end });
        }
    }
    let held = held.filter(|held| held.end - held.start <= MOST);
    held.unwrap_or_else(|| snippet(text, points, marks))
}

/// The sentences around the places that say most of what was asked; of a text
/// where nothing matched, the first.
pub(crate) fn snippet(text: &str, points: &Points, marks: &[Mark]) -> Snippet {
    let end = points.count();
    if end <= MOST {
        return Snippet { start: 0, end };
    }
    let core = best(marks).unwrap_or((0, 0));
    let all: Vec<(Sentence, Snippet)> = sentences(text)
        .into_iter()
        .map(|sentence| {
            let start = points.at_byte(sentence.range.start);
            let end = points.at_byte(sentence.range.end);
            (sentence, Snippet { start, end })
        })
        .collect();
    let first = all.partition_point(|(_, s)| s.end <= core.0);
    let last = all.partition_point(|(_, s)| s.start < core.1.max(core.0 + 1));
    let (Some((_, head)), Some((_, tail))) = (all.get(first), all.get(last.wrapping_sub(1))) else {
        return cut(text, points, Snippet { start: 0, end }, core);
    };
    let whole = Snippet {
        start: head.start.min(core.0),
        end: tail.end.max(core.1),
    };
    if whole.end - whole.start > MOST {
        return cut(text, points, whole, core);
    }
    grow(&all, first, last, whole)
}

/// The stretch of at most [`WANTED`] code points with the most different things
/// sought; of several the shortest, then the first.
fn best(marks: &[Mark]) -> Option<(usize, usize)> {
    let kinds = marks.iter().map(|mark| mark.what + 1).max()?;
    let mut counts = vec![0_usize; kinds];
    let mut inside = std::collections::VecDeque::new();
    let (mut score, mut highest) = (0, 0);
    let mut best: Option<(usize, usize)> = None;
    for mark in marks {
        inside.push_back(mark);
        if let Some(count) = counts.get_mut(mark.what) {
            score += if *count == 0 { mark.weight } else { 0 };
            *count += 1;
        }
        // What is too far away goes, and what is said again further on.
        while let Some(oldest) = inside.front()
            && let Some(count) = counts.get_mut(oldest.what)
            && inside.len() > 1
            && (*count > 1 || mark.to.saturating_sub(oldest.from) > WANTED)
        {
            *count -= 1;
            score -= if *count == 0 { oldest.weight } else { 0 };
            inside.pop_front();
        }
        if let Some(oldest) = inside.front() {
            let shorter =
                best.is_none_or(|(from, to)| mark.to.saturating_sub(oldest.from) < to - from);
            if score > highest || (score == highest && shorter) {
                highest = score;
                best = Some((oldest.from, mark.to.max(oldest.to)));
            }
        }
    }
    best
}

/// Adds the sentences around as long as the snippet stays within what is wanted:
/// what follows first, since it speaks of what was said. Where there is a choice
/// it ends with a sentence, not with a point of a list.
fn grow(all: &[(Sentence, Snippet)], first: usize, last: usize, whole: Snippet) -> Snippet {
    let mut shown = whole;
    let (mut first, mut last) = (first, last);
    loop {
        let after = all.get(last).map(|(_, s)| s.end);
        let before = first.checked_sub(1).and_then(|at| all.get(at));
        let before = before.map(|(_, s)| s.start);
        if let Some(end) = after.filter(|end| end - shown.start <= WANTED) {
            shown.end = end;
            last += 1;
        } else if let Some(start) = before.filter(|start| shown.end - start <= WANTED) {
            shown.start = start;
            first -= 1;
        } else {
            break;
        }
    }
    // A list that is all but shown is shown to its end.
    let is_open = |last: usize| {
        let ending = last.checked_sub(1).and_then(|at| all.get(at));
        ending.is_some_and(|(sentence, _)| !sentence.is_whole)
    };
    if is_open(last)
        && let Some((_, next)) = all.get(last).filter(|(sentence, _)| sentence.is_whole)
        && next.end - shown.start <= MOST
    {
        shown.end = next.end;
    }
    shown
}

/// Of sentences that are too long the words around a stretch.
fn cut(text: &str, points: &Points, whole: Snippet, core: (usize, usize)) -> Snippet {
    let core_end = core.1.min(core.0 + MOST).max(core.0);
    let mut start = whole.start.max(core.0.saturating_sub(BEFORE));
    let mut end = whole.end.min((start + WANTED).max(core_end));
    if whole.end == end {
        start = whole.start.max(end.saturating_sub(WANTED)).min(core.0);
    }
    let part = |from: usize, to: usize| {
        let range = points.byte(from)..points.byte(to);
        text.get(range).unwrap_or_default()
    };
    if start > whole.start {
        // The first whole word; where there is none, as it is.
        let head = part(start, core.0);
        let spaced = head.char_indices().find(|(_, c)| c.is_whitespace());
        start = spaced.map_or(core.0.min(start + BEFORE), |(at, _)| {
            start + head.get(..at).unwrap_or_default().chars().count() + 1
        });
    }
    if end < whole.end {
        let tail = part(core_end, end);
        let spaced = tail.char_indices().rev().find(|(_, c)| c.is_whitespace());
        if let Some((at, _)) = spaced {
            end = core_end + tail.get(..at).unwrap_or_default().chars().count();
        }
    }
    Snippet { start, end }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use renvoi_testing::linear;

    use super::*;

    fn shown(text: &str, words: &[&str]) -> String {
        let points = Points::of(text);
        let mut marks: Vec<Mark> = Vec::new();
        for (what, word) in words.iter().enumerate() {
            marks.extend(text.match_indices(word).map(|(at, _)| Mark {
                from: points.at_byte(at),
                to: points.at_byte(at + word.len()),
                what,
                weight: 10,
            }));
        }
        marks.sort_unstable();
        let Snippet { start, end } = snippet(text, &points, &marks);
        text[points.byte(start)..points.byte(end)].to_owned()
    }

    /// Five sentences of about a hundred and twenty code points each.
    fn long() -> String {
        let sentence = |number: usize, said: &str| {
            format!(
                "La phrase numéro {number} dit {said} et elle continue encore un peu pour être assez longue, voir art. 5 TFUE et p. 12."
            )
        };
        let said = [
            "le pont",
            "la route",
            "le pont et la gare",
            "la mer",
            "le port",
        ];
        let all: Vec<String> = (1..).zip(said).map(|(n, said)| sentence(n, said)).collect();
        all.join(" ")
    }

    #[test]
    fn whole_sentences_are_shown_around_most_of_what_was_asked() {
        let text = long();
        let found = shown(&text, &["pont", "gare"]);
        assert!(found.starts_with("La phrase numéro 3"), "{found}");
        assert!(found.ends_with("p. 12."), "{found}");
        assert!(found.chars().count() <= MOST);
        assert!(shown(&text, &[]).starts_with("La phrase numéro 1 "));
        assert!(shown(&text, &["port"]).ends_with(&text[text.len() - 40..]));
        assert_eq!(
            shown("Le pont tient. Il est neuf.", &["neuf"]),
            "Le pont tient. Il est neuf."
        );
    }

    #[test]
    fn a_sentence_that_is_too_long_is_cut_between_words() {
        let text = format!(
            "{} le pont tient {}",
            "mot ".repeat(200),
            "mot ".repeat(200)
        );
        let found = shown(&text, &["pont"]);
        assert!(found.contains("le pont tient"));
        assert!(
            found.starts_with("mot ") && found.ends_with("mot"),
            "{found}"
        );
        assert!(found.chars().count() <= WANTED);
    }

    #[test]
    fn text_without_an_end_is_cut_in_linear_time() {
        for unit in ["é", "mot ", "pont", "pont ", "; ", ". ", " "] {
            let found = |length| shown(&unit.repeat(length), &["pont", "p", "mot"]);
            let cut = |length| {
                std::hint::black_box(found(length));
            };
            assert_eq!(linear(2_000, cut), Ok(()), "{unit:?}");
            let found = found(25_000);
            assert!(found.chars().count() <= MOST, "{unit:?}");
        }
    }

    proptest! {
        /// A snippet lies in the text and shows something that matched, if
        /// something did.
        #[test]
        fn a_snippet_shows_what_matched(
            words in proptest::collection::vec("[a-zéœ]{1,12}|pont|art\\.|[0-9]{1,4}\\.|;|[.!?…»«]|日本語。|\n|p\u{301}ont", 0..400),
            sought in proptest::sample::subsequence(vec!["pont", "art", "é", "日本", "."], 0..5),
        ) {
            let text = words.join(" ");
            let points = Points::of(&text);
            let mut marks = Vec::new();
            for (what, word) in sought.iter().enumerate() {
                marks.extend(text.match_indices(word).map(|(at, found)| Mark {
                    from: points.at_byte(at),
                    to: points.at_byte(at + found.len()),
                    what,
                    weight: 1 + u32::try_from(what).unwrap_or(0),
                }));
            }
            marks.sort_unstable();
            let Snippet { start, end } = snippet(&text, &points, &marks);
            prop_assert!(start <= end && end <= points.count());
            prop_assert!(text.get(points.byte(start)..points.byte(end)).is_some());
            prop_assert!(end - start <= MOST);
            prop_assert!(start < end || text.is_empty());
            if !marks.is_empty() {
                prop_assert!(marks.iter().any(|m| start <= m.from && m.to <= end));
            }
        }
    }
}
