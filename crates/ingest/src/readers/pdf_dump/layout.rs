//! What the white space of a dump means, learnt from the dump itself.

use super::lines::{Line, continues, ends_sentence};
use super::pages::Page;

/// What a space at the end of a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineEnds {
    /// Every line on the page ends with one; where it is missing, the line was
    /// cut to set a superscript and goes on in the next.
    CutRuns,
    /// Lines that were wrapped end with one, the last of a paragraph does not.
    Wrapped,
    /// Nothing.
    Silent,
}

/// The habits of one dump.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    pub(super) ends: LineEnds,
    /// Empty lines between two lines of one paragraph.
    pub(super) inner_blanks: usize,
    /// A rule stands before the notes of a page.
    pub(super) rules: bool,
}

impl Layout {
    /// Learns the habits from all pages.
    pub(super) fn of(pages: &[Page<'_>]) -> Self {
        let lines = || pages.iter().flat_map(|p| &p.lines);
        Self {
            ends: line_ends(lines()),
            inner_blanks: inner_blanks(pages),
            rules: lines().any(|l| l.rule),
        }
    }

    /// A line without a space after it goes on in the next one.
    pub(super) fn cuts_runs(&self) -> bool {
        self.ends == LineEnds::CutRuns
    }
}

fn line_ends<'t, 'l: 't>(lines: impl Iterator<Item = &'t Line<'l>>) -> LineEnds {
    let (mut all, mut spaced, mut ended, mut ended_spaced) = (0_usize, 0_usize, 0_usize, 0_usize);
    for line in lines.filter(|l| l.bare_number().is_none() && !l.is_address()) {
        all += 1;
        spaced += usize::from(line.trailing);
        if ends_sentence(line.text) {
            ended += 1;
            ended_spaced += usize::from(line.trailing);
        }
    }
    // The line that ends a sentence tells most: it is often a paragraph's last.
    if all == 0 || spaced * 4 < all {
        LineEnds::Silent
    } else if ended_spaced * 10 >= ended * 6 {
        LineEnds::CutRuns
    } else {
        LineEnds::Wrapped
    }
}

/// The commonest number of empty lines before a line that goes on in lower
/// case.
fn inner_blanks(pages: &[Page<'_>]) -> usize {
    let mut counts = [0_usize; 3];
    for page in pages {
        for line in page.lines.iter().skip(1) {
            if continues(line.text) && line.lead == 0 && line.bare_number().is_none() {
                counts[line.blanks.min(2)] += 1;
            }
        }
    }
    (0..counts.len())
        .max_by_key(|i| (counts[*i], 2 - i))
        .unwrap_or(0)
}
