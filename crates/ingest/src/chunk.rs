//! Long paragraphs are split at sentence ends, never inside a reference.

use std::ops::Range;

use renvoi_analysis::sentences;
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
        if block.text.len() < 2 * MOST_WORDS || !has_more_words(&block.text, MOST_WORDS) {
            parts.push((block, role));
            continue;
        }
        let cuts = cuts(&block.text);
        parts.extend(pieces(&block, &cuts).into_iter().map(|p| (p, role.clone())));
    }
    parts
}

/// Whether a text has more words than this. Most are told by the bytes that white
/// space is, or begins with.
fn has_more_words(text: &str, most: usize) -> bool {
    let spaces = text
        .bytes()
        .filter(|b| *b <= b' ' || matches!(b, 0xc2 | 0xe1..=0xe3));
    spaces.count() >= most && words(text) > most
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
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let bytes = |at: usize| places.get(at).copied().unwrap_or(text.len());
    let references = scan(text);
    let mut references = references
        .iter()
        .map(|c| bytes(c.start)..bytes(c.end))
        .peekable();
    let sentences = sentences(text);
    let starts = sentences.iter().skip(1).map(|next| next.range.start);
    let mut ends = Vec::with_capacity(sentences.len());
    let mut start = 0;
    for end in starts.chain([text.len()]) {
        while references.next_if(|r| r.end <= end).is_some() {}
        if references.peek().is_some_and(|r| r.start < end) {
            continue;
        }
        ends.extend(cuts_of_endless(text, start..end));
        ends.push(end);
        start = end;
    }
    ends
}

/// Where a sentence that is too long for one is cut, between words.
fn cuts_of_endless(text: &str, sentence: Range<usize>) -> Vec<usize> {
    let said = text.get(sentence.clone()).unwrap_or_default();
    let mut words = 0;
    let mut cuts = Vec::new();
    let mut before = ' ';
    for (at, c) in said.char_indices() {
        if before.is_whitespace() && !c.is_whitespace() {
            if words == MOST_WORDS_OF_A_SENTENCE {
                cuts.push(sentence.start + at);
                words = 0;
            }
            words += 1;
        }
        before = c;
    }
    cuts
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
    fn no_abbreviation_ends_a_piece() {
        let text = "Vu l’art. Premier, pt. Deux, et le JO L 5 du 2. 3. 2031 de M. Dupont.";
        let block = Block {
            text: [text; 60].join(" "),
            ..Block::default()
        };
        let parts = split(vec![block], vec![Role::Text(None)]);
        assert!(parts.len() > 2);
        for (part, _) in &parts {
            assert!(part.text.starts_with("Vu l") && part.text.ends_with("Dupont."));
        }
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
