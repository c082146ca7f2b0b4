//! Cutting text into words.

use crate::elision;
use crate::script::is_japanese;

/// A word of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word<'t> {
    /// Byte offset in the text.
    pub(crate) start: usize,
    pub(crate) text: &'t str,
    /// It has lost its vowel before the next word (`l’`).
    pub(crate) elided: bool,
    /// It is a run of Japanese letters, of as many words as they make.
    pub(crate) japanese: bool,
    /// It is letters with points between them: *O.N.U*.
    pub(crate) initials: bool,
}

impl Word<'_> {
    /// The byte after it.
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The words of a text. Letters, digits and the marks that combine with them
/// make words; hyphens, points and slashes part them, so that `cyber-résilience`
/// is found by both its halves. An apostrophe parts an elided word from the
/// next (`l’|Union`) and holds other words together (`aujourd’hui`). Japanese
/// letters and others do not make one word. Points part words but for those of
/// an acronym (`O.N.U.`).
#[derive(Clone, Debug)]
pub(crate) struct Words<'t> {
    text: &'t str,
    at: usize,
    /// Where the run of letters and inner apostrophes that `at` is in ends.
    end: usize,
    /// The first apostrophe of what is left of that run.
    apostrophe: Option<usize>,
    /// Whether the letters of that run are Japanese.
    japanese: bool,
}

pub(crate) fn words(text: &str) -> Words<'_> {
    Words {
        text,
        at: 0,
        end: 0,
        apostrophe: None,
        japanese: false,
    }
}

impl<'t> Iterator for Words<'t> {
    type Item = Word<'t>;

    fn next(&mut self) -> Option<Word<'t>> {
        if self.at >= self.end {
            let rest = &self.text[self.at..];
            // Nearly always one space stands between two words.
            let next = match rest.as_bytes() {
                [b' ', letter, ..] if letter.is_ascii_alphanumeric() => 1,
                _ => rest.find(is_word)?,
            };
            self.at += next;
            self.run();
        }
        let start = self.at;
        if let Some(initials) = initials(&self.text[start..]) {
            self.at += initials.len();
            self.end = self.at;
            self.apostrophe = None;
            return Some(Word {
                start,
                text: initials,
                elided: false,
                japanese: false,
                initials: true,
            });
        }
        let elided = self
            .apostrophe
            .map(|place| &self.text[start..place])
            .is_some_and(elision::is_elided);
        let stop = match self.apostrophe {
            Some(place) if elided => {
                let sign = self.text[place..].chars().next().map_or(1, char::len_utf8);
                self.at = place + sign;
                self.apostrophe = self.text[self.at..self.end]
                    .find(is_apostrophe)
                    .map(|found| self.at + found);
                place
            }
            _ => {
                self.at = self.end;
                self.end
            }
        };
        Some(Word {
            start,
            text: &self.text[start..stop],
            elided,
            japanese: self.japanese,
            initials: false,
        })
    }
}

impl Words<'_> {
    /// Finds the end of the run that begins at `at`, at least one character on.
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut end = self.at;
        let mut script = None;
        self.apostrophe = None;
        loop {
            if script != Some(true) {
                let letters = end;
                while bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
                    end += 1;
                }
                if end > letters {
                    script = Some(false);
                }
            }
            let mut rest = self.text[end..].chars();
            let Some(c) = rest.next() else { break };
            let joins = |c: char| is_word(c) && !is_japanese(c);
            if is_apostrophe(c) && script == Some(false) && rest.next().is_some_and(joins) {
                self.apostrophe = self.apostrophe.or(Some(end));
            } else if !is_word(c) {
                break;
            } else if !is_mark(c) {
                let japanese = is_japanese(c);
                if script.is_some_and(|before| before != japanese) {
                    break;
                }
                script = Some(japanese);
            }
            end += c.len_utf8();
        }
        self.end = end;
        self.japanese = script == Some(true);
    }
}

/// The acronym that a text begins with, without its last point: two capitals, or
/// three letters and more, each with a point before the next.
fn initials(text: &str) -> Option<&str> {
    // Nearly all words begin with two letters of ASCII.
    if let [first, second, ..] = text.as_bytes()
        && first.is_ascii()
        && second.is_ascii()
        && *second != b'.'
    {
        return None;
    }
    let single = |text: &str| {
        let mut letters = text.chars();
        let letter = letters
            .next()
            .filter(|c| c.is_alphabetic() && !is_japanese(*c))?;
        let alone = letters
            .next()
            .is_none_or(|c| !is_word(c) && !is_apostrophe(c));
        alone.then_some(letter)
    };
    let (mut end, mut count, mut capitals) = (0, 0, true);
    while let Some(letter) = text.get(end..).and_then(single) {
        capitals &= letter.is_uppercase();
        count += 1;
        end += letter.len_utf8();
        if !text[end..].starts_with('.') {
            break;
        }
        end += 1;
    }
    let enough = count > 2 || (count == 2 && capitals);
    enough.then(|| text[..end].trim_end_matches('.'))
}

fn is_word(c: char) -> bool {
    // Nearly all signs of a French text are told by these alone.
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        '\u{c0}'..='\u{24f}' => !matches!(c, '×' | '÷'),
        '\u{a0}' | '\u{202f}' | '\u{2010}'..='\u{201f}' => false,
        _ => c.is_alphanumeric() || is_mark(c),
    }
}

/// What has a place in words of any script.
pub(crate) fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c) || is_invisible(c)
}

/// Soft hyphens and zero-width signs are inside words and of no meaning.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
    )
}

/// An English word without the sign of its genitive: *Europe’s*.
pub(crate) fn without_genitive(word: &str) -> &str {
    let genitive = word.strip_suffix(['s', 'S']);
    let owner = genitive.and_then(|word| word.strip_suffix(is_apostrophe));
    owner.unwrap_or(word)
}

/// The signs that stand for an apostrophe.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '\u{2019}' | '\u{2bc}' | '\u{2018}' | '\u{ff07}' | '\u{b4}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_ways_tell_the_same() {
        for c in (0..=0x3000).filter_map(char::from_u32) {
            assert_eq!(is_word(c), c.is_alphanumeric() || is_mark(c), "{c:?}");
        }
    }
}
