//! The bookmarks of a PDF, which the extraction writes once more after the
//! text: its headings, each on a line that begins with a tab.

use super::lines::Line;

/// Entries held against the text; a limit keeps hostile input linear.
const ENTRIES_CHECKED: usize = 32;

/// Drops the outline at the end of a dump. It is one only if the text has its
/// entries too: nothing that stands nowhere else is dropped.
pub(super) fn drop_repeated(lines: &mut Vec<Line<'_>>) {
    let start = lines.iter().rposition(|l| !l.tab).map_or(0, |at| at + 1);
    if start == lines.len() || start == 0 {
        return;
    }
    let text: String = lines[..start].iter().map(|l| squeeze(l.text)).collect();
    let entries = lines[start..].iter().take(ENTRIES_CHECKED);
    let checked = (lines.len() - start).min(ENTRIES_CHECKED);
    let repeated = entries.filter(|l| text.contains(&squeeze(l.text))).count();
    // A heading with a footnote call or a broken word differs from its entry.
    if repeated * 10 >= checked * 7 {
        lines.truncate(start);
    }
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::lines::parse;
    use super::*;

    #[test]
    fn only_what_is_repeated_is_dropped() {
        let count = |text: &str| {
            let mut lines = parse(text);
            drop_repeated(&mut lines);
            lines.len()
        };
        assert_eq!(count("Titre\nTexte long.\n\n\n\tTitre\n\tTexte long.\n"), 2);
        assert_eq!(count("Titre\nTexte long.\n\n\n\tAutre\n\tchose.\n"), 4);
    }
}
