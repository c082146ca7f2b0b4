//! Long paragraphs are split at sentence ends, never inside a reference.

use renvoi_document::words;
use renvoi_reference::scan;

use crate::blocks::{Block, BlockCall, Shape};
use crate::structure::Role;

/// A passage has at most this many words, unless one sentence has more.
pub(crate) const MOST_WORDS: usize = 250;

/// Not even a sentence has more: text without sentences (a table run together,
/// a file without points) is cut between words.
const MOST_WORDS_OF_A_SENTENCE: usize = 2 * MOST_WORDS;

/// Splits the blocks that are too long; the pieces keep the block's role.
pub(crate) fn split(blocks: Vec<Block>, roles: Vec<Role>) -> Vec<(Block, Role)> {
    let mut parts = Vec::with_capacity(blocks.len());
    for (block, role) in blocks.into_iter().zip(roles) {
        // A word takes two bytes with its space: most blocks need no count.
        if block.text.len() < 2 * MOST_WORDS || words(&block.text) <= MOST_WORDS {
            parts.push((block, role));
            continue;
        }
        let cuts = cuts(&block.text);
        parts.extend(pieces(&block, &cuts).into_iter().map(|p| (p, role.clone())));
    }
    parts
}

/// Byte offsets at which to cut: the fewest pieces, of nearly one length.
fn cuts(text: &str) -> Vec<usize> {
    let total = words(text);
    let pieces = total.div_ceil(MOST_WORDS);
    let target = total.div_ceil(pieces);
    let ends = sentence_ends(text);
    let mut cuts = Vec::new();
    let (mut start, mut count, mut last_end) = (0, 0, 0);
    for end in ends {
        let sentence = words(&text[last_end..end]);
        // Cut before the sentence that would make the piece too long, or where
        // the piece has its share.
        if count > 0 && (count + sentence > MOST_WORDS || count >= target) && last_end > start {
            cuts.push(last_end);
            start = last_end;
            count = 0;
        }
        count += sentence;
        last_end = end;
    }
    cuts
}

/// Byte offsets after the white space that follows each sentence, the end of
/// the text included. A point inside a reference ends no sentence.
fn sentence_ends(text: &str) -> Vec<usize> {
    let references: Vec<(usize, usize)> = scan(text).iter().map(|c| (c.start, c.end)).collect();
    let mut references = references.iter().peekable();
    let mut ends = Vec::new();
    let mut point = 0;
    let mut words = 0;
    let mut chars = text.char_indices().peekable();
    let mut previous = [' '; 2];
    while let Some((_, c)) = chars.next() {
        point += 1;
        while references.next_if(|(_, end)| *end < point).is_some() {}
        let inside = references
            .peek()
            .is_some_and(|(start, end)| *start < point && point < *end);
        let closing =
            matches!(c, '»' | '”' | ')' | '"') && matches!(previous[1], '.' | '!' | '?' | ';');
        let ending = matches!(c, '!' | '?' | ';') || (c == '.' && !abbreviates(previous));
        let spaced = chars.peek().is_some_and(|(_, c)| c.is_whitespace());
        words += usize::from(spaced);
        let endless = words >= MOST_WORDS_OF_A_SENTENCE;
        if (ending || closing || endless) && !inside && spaced {
            let mut end = text.len();
            while let Some((at, next)) = chars.peek().copied() {
                if !next.is_whitespace() {
                    end = at;
                    break;
                }
                chars.next();
                point += 1;
            }
            let opens = text[end..].chars().find(|c| c.is_alphanumeric());
            if opens.is_none_or(|c| !c.is_lowercase()) || c == ';' || endless {
                words = 0;
                ends.push(end);
            }
        }
        previous = [previous[1], c];
    }
    if ends.last() != Some(&text.len()) {
        ends.push(text.len());
    }
    ends
}

/// `p.`, `M.` and other single letters before a point.
fn abbreviates([before, letter]: [char; 2]) -> bool {
    letter.is_alphabetic() && !before.is_alphanumeric()
}

fn pieces(block: &Block, cuts: &[usize]) -> Vec<Block> {
    let mut pieces = Vec::with_capacity(cuts.len() + 1);
    let mut start = 0;
    for end in cuts.iter().copied().chain([block.text.len()]) {
        let text = block.text[start..end].trim_end().to_owned();
        let last = end == block.text.len();
        let calls = block
            .calls
            .iter()
            .filter(|c| c.at >= start && (c.at < end || last) && !(c.at == start && start > 0))
            // A call after the point of a sentence belongs to that sentence.
            .chain(block.calls.iter().filter(|c| c.at == end && !last))
            .map(|c| BlockCall {
                note: c.note,
                at: (c.at - start).min(text.len()),
            })
            .collect();
        pieces.push(Block {
            shape: if start == 0 || block.shape != Shape::Item {
                block.shape
            } else {
                Shape::Plain
            },
            text,
            calls,
            page: block.page,
            depth: block.depth,
        });
        start = end;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long(sentences: usize) -> Block {
        let mut text = String::new();
        for i in 0..sentences {
            text.push_str("La phrase ");
            text.push_str(&i.to_string());
            text.push_str(
                " du règlement (UE) no 910/2014 cite le JO L 257 du 28. 8. 2014, p. 73, et finit. ",
            );
        }
        let calls = text
            .match_indices("cite")
            .enumerate()
            .map(|(note, (at, _))| BlockCall { note, at })
            .collect();
        Block {
            text: text.trim_end().to_owned(),
            calls,
            ..Block::default()
        }
    }

    #[test]
    fn long_paragraphs_are_cut_between_sentences() {
        let block = long(60);
        let parts = split(vec![block.clone()], vec![Role::Text(None)]);
        assert!(parts.len() > 3);
        let mut calls = 0;
        for (part, _) in &parts {
            assert!(words(&part.text) <= MOST_WORDS);
            assert!(
                part.text.starts_with("La phrase") && part.text.ends_with("finit."),
                "{}",
                part.text
            );
            for call in &part.calls {
                assert!(part.text[call.at..].starts_with("cite"));
                calls += 1;
            }
        }
        assert_eq!(calls, 60, "no call is lost and none doubled");
        let joined: Vec<&str> = parts.iter().map(|(p, _)| p.text.as_str()).collect();
        assert_eq!(joined.join(" "), block.text);
    }

    #[test]
    fn short_ones_stay_and_endless_ones_are_cut_between_words() {
        assert_eq!(split(vec![long(2)], vec![Role::Text(None)]).len(), 1);
        let block = |words: usize| Block {
            text: "mot ".repeat(words).trim_end().to_owned(),
            ..Block::default()
        };
        assert_eq!(split(vec![block(400)], vec![Role::Text(None)]).len(), 1);
        let parts = split(vec![block(5000)], vec![Role::Text(None)]);
        assert_eq!(
            parts.iter().map(|(p, _)| words(&p.text)).sum::<usize>(),
            5000
        );
        assert!(
            parts
                .iter()
                .all(|(p, _)| words(&p.text) <= MOST_WORDS_OF_A_SENTENCE)
        );
    }
}
