//! Running heads and feet: lines that most pages repeat at an edge, the same
//! but for the page number (`FR 12 FR`, `Page 5 sur 9`, `COM(2020) 605 final`).

use std::collections::HashMap;

use super::lines::Line;

/// Lines looked at from each edge of a page.
const DEPTH: usize = 2;

/// Fewer pages than this say nothing about what is repeated.
const FEWEST_PAGES: usize = 3;

/// An edge line: its page, and its place on it.
struct Edge<'t> {
    page: usize,
    line: usize,
    text: &'t str,
}

/// Takes running heads and feet off the pages. Returns the difference between
/// printed and counted page numbers, where they hold one.
pub(super) fn remove(pages: &mut [Vec<Line<'_>>]) -> Option<i64> {
    let mut groups: HashMap<(bool, String), Vec<Edge<'_>>> = HashMap::new();
    for (page, lines) in pages.iter().enumerate() {
        let last = lines
            .iter()
            .rposition(|l| !l.is_address())
            .map_or(0, |i| i + 1);
        let head = 0..DEPTH.min(last);
        let foot = last.saturating_sub(DEPTH).max(head.end)..last;
        for line in head.chain(foot) {
            let text = lines[line].text;
            if lines[line].bare_number().is_none() {
                groups
                    .entry((line < DEPTH, shape(text)))
                    .or_default()
                    .push(Edge { page, line, text });
            }
        }
    }
    let mut shift = None;
    let mut drop: Vec<(usize, usize)> = Vec::new();
    for edges in groups.values() {
        if edges.len() < FEWEST_PAGES || edges.len() * 2 < pages.len() {
            continue;
        }
        let same = edges.iter().all(|edge| edge.text == edges[0].text);
        let counts = page_shift(edges);
        if same || counts.is_some() {
            shift = shift.or(counts);
            drop.extend(edges.iter().map(|edge| (edge.page, edge.line)));
        }
    }
    // From the end of each page, so that places stay right.
    drop.sort_unstable_by(|a, b| b.cmp(a));
    for (page, line) in drop {
        pages[page].remove(line);
    }
    shift
}

/// The line with every number made one sign.
fn shape(text: &str) -> String {
    let mut shape = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_ascii_digit() { '#' } else { c };
        if c != '#' || !shape.ends_with('#') {
            shape.push(c);
        }
    }
    shape
}

/// One number of the line counts the pages and the others do not change: the
/// shift between what is printed and the count.
fn page_shift(edges: &[Edge<'_>]) -> Option<i64> {
    let numbers: Vec<(i64, Vec<i64>)> = edges
        .iter()
        .map(|edge| {
            let numbers = edge
                .text
                .split(|c: char| !c.is_ascii_digit())
                .filter_map(|n| n.parse().ok())
                .collect();
            (i64::try_from(edge.page).unwrap_or(i64::MAX), numbers)
        })
        .collect();
    let (page, first) = numbers.first()?;
    let counting = (0..first.len()).find(|at| {
        let shift = first[*at] - page;
        numbers
            .iter()
            .all(|(page, n)| n.get(*at) == Some(&(page + shift)))
    })?;
    let constant = numbers.iter().all(|(_, n)| {
        n.len() == first.len()
            && n.iter()
                .zip(first)
                .enumerate()
                .all(|(at, (a, b))| at == counting || a == b)
    });
    (constant && numbers.len() > 1).then_some(first[counting] - page)
}

#[cfg(test)]
mod tests {
    use super::super::lines::parse;
    use super::*;

    fn left(pages: &[&str]) -> (Vec<String>, Option<i64>) {
        let mut pages: Vec<_> = pages.iter().map(|page| parse(page)).collect();
        let shift = remove(&mut pages);
        let left = pages
            .iter()
            .map(|lines| lines.iter().map(|l| l.text).collect::<Vec<_>>().join("|"))
            .collect();
        (left, shift)
    }

    #[test]
    fn what_pages_repeat_goes() {
        let pages = [
            "Tête\nun\nFR 5 FR",
            "Tête\ndeux\nFR 6 FR",
            "Tête\ntrois\nFR 7 FR",
        ];
        let texts = vec!["un".to_owned(), "deux".to_owned(), "trois".to_owned()];
        assert_eq!(left(&pages), (texts, Some(5)));
    }

    #[test]
    fn what_only_looks_alike_stays() {
        let pages = [
            "a\nb\nJO L 12 du 1.2.2020, p. 3.",
            "c\nd\nJO L 44 du 5.6.2021, p. 9.",
            "e\nf\nJO L 7 du 8.9.2022, p. 1.",
        ];
        let (texts, shift) = left(&pages);
        assert_eq!((texts.join("/").matches("JO L").count(), shift), (3, None));
    }
}
