//! Running heads and page numbers: what stands at the same place of many pages
//! and belongs to the page, not to the text.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Page;
use super::lines::Line;
use super::marks::{self, Form, Number};
use crate::structure::is_numbered_heading;

/// Takes running heads and page numbers off the pages, and numbers all pages
/// by what they print.
pub(super) fn remove(pages: &mut [Page]) {
    let edges = edges(pages);
    let places = places(pages, &edges);
    let mut drop: Vec<Vec<usize>> = vec![Vec::new(); pages.len()];
    let mut votes = BTreeMap::<i64, usize>::new();
    let changing = changing(pages, &edges);
    let everywhere: HashSet<&str> = places
        .iter()
        .filter(|(_, place)| place.letters && !place.numbered(pages.len()).is_empty())
        .map(|((wording, _), _)| wording.as_str())
        .collect();
    for ((drop, page), edges) in drop.iter_mut().zip(pages.iter()).zip(&edges) {
        // On the first page of a document its head may stand lower.
        drop.extend(edges.iter().copied().filter(|at| {
            let line = page.lines.get(*at);
            line.is_some_and(|line| everywhere.contains(wording(&line.text).0.as_str()))
        }));
    }
    let furniture = places
        .values()
        .flat_map(|place| place.furniture(pages.len()));
    let heads = changing.values().flat_map(|place| place.heads(pages.len()));
    for (shift, found) in furniture.chain(heads) {
        for (page, line) in found {
            if let Some(drop) = drop.get_mut(page) {
                drop.push(line);
            }
            if let Some(shift) = shift {
                *votes.entry(shift).or_default() += 1;
            }
        }
    }
    let shift = votes
        .into_iter()
        .max_by_key(|(shift, count)| (*count, -(shift - 1).abs()))
        .map_or(1, |(shift, _)| shift);
    for (at, (page, drop)) in pages.iter_mut().zip(drop).enumerate() {
        let number = i64::try_from(at).unwrap_or(i64::MAX).saturating_add(shift);
        page.number = u32::try_from(number.max(1)).unwrap_or(u32::MAX);
        let mut at = 0;
        page.lines.retain(|_| {
            at += 1;
            !drop.contains(&(at - 1))
        });
    }
}

/// What is printed at one height with one wording, numbers apart.
#[derive(Debug, Default)]
struct Place {
    /// Page, line, and the numbers in the line.
    found: Vec<(usize, usize, Vec<i64>)>,
    letters: bool,
    /// The first number is a heading's own and counts no pages: `Article 5`.
    heading: bool,
    /// A number with nothing but dashes or brackets around it.
    bare: bool,
}

/// Rows looked at from the top and the foot of a page.
const ROWS: usize = 4;
/// A running head is shorter, in bytes.
const LONGEST: usize = 300;
/// Points: heights in one band are one height.
const BAND: f32 = 6.0;

#[expect(
    clippy::cast_possible_truncation,
    reason = "a page is below 20,000 points"
)]
fn band(y: f32) -> i32 {
    (y / BAND).round() as i32
}

/// The lines that may be furniture, by page.
fn edges(pages: &[Page]) -> Vec<Vec<usize>> {
    let (mut before, mut here) = (HashSet::new(), HashSet::new());
    let repeated = repeated(pages);
    let of_page = |page: &Page| {
        before = std::mem::take(&mut here);
        let is_foot = |line: &Line| foot(line).is_some_and(|foot| repeated.contains(&foot));
        let notes = of_notes(&page.lines, &before, &mut here, is_foot);
        let mut edges = edge_lines(&page.lines);
        edges.retain(|at| {
            let line = page.lines.get(*at);
            line.is_some_and(|line| line.text.len() <= LONGEST) && !notes.contains(at)
        });
        edges
    };
    pages.iter().map(of_page).collect()
}

/// The words behind the number that opens a line like the text, and where they
/// stand: `12 Rapport annuel`.
fn foot(line: &Line) -> Option<(String, i32)> {
    let mark = marks::opening(line).filter(|mark| mark.form != Form::Small)?;
    let words = line.text.get(mark.range.end..)?.trim();
    words
        .contains(' ')
        .then(|| (words.to_owned(), band(line.y)))
}

/// Feet that stand on several pages: notes differ in more than their numbers.
fn repeated(pages: &[Page]) -> HashSet<(String, i32)> {
    let mut counts: HashMap<(String, i32), usize> = HashMap::new();
    for foot in pages
        .iter()
        .flat_map(|page| page.lines.iter().filter_map(foot))
    {
        *counts.entry(foot).or_default() += 1;
    }
    let several = counts.into_iter().filter(|(_, count)| *count >= 3);
    several.map(|(foot, _)| foot).collect()
}

/// Ems between the baselines of two lines of one note, at most. A foot of the
/// page stands further below.
const NOTE_LEADING: f32 = 1.6;

/// The lines that are of notes for sure: one that a number opens which was
/// called above or on the page before, the first that it does, and those that follow close and as large.
/// The numbers of notes may count the pages by chance, and notes of many pages
/// end alike. Adds the numbers that the page calls.
fn of_notes(
    lines: &[Line],
    before: &HashSet<Number>,
    called: &mut HashSet<Number>,
    is_foot: impl Fn(&Line) -> bool,
) -> HashSet<usize> {
    let (mut found, mut opened) = (HashSet::new(), HashSet::new());
    let mut above: Option<&Line> = None;
    for (at, line) in lines.iter().enumerate() {
        let has_words = line.text.contains(char::is_alphabetic);
        let opening = marks::opening(line).filter(|_| has_words && !is_foot(line));
        let opens = opening.is_some_and(|mark| {
            // What was called on the page before stands at the foot all the same.
            let before = at >= ROWS && before.contains(&mark.number);
            let is_called = before || called.contains(&mark.number);
            is_called && opened.insert(mark.number)
        });
        let goes_on = above.is_some_and(|above| {
            let close = (0.0..NOTE_LEADING * line.size).contains(&(line.y - above.y));
            close && above.slot.region == line.slot.region && (above.size - line.size).abs() < 0.3
        });
        above = ((opens || goes_on) && has_words).then_some(line);
        if above.is_some() {
            found.insert(at);
        }
        let raised = marks::calls(line).into_iter();
        let raised = raised.filter(|mark| mark.form == Form::Small && mark.range.start > 0);
        called.extend(raised.map(|mark| mark.number));
    }
    found
}

fn places(pages: &[Page], edges: &[Vec<usize>]) -> HashMap<(String, i32), Place> {
    let mut places: HashMap<(String, i32), Place> = HashMap::new();
    for (page, (content, edges)) in pages.iter().zip(edges).enumerate() {
        for line in edges.iter().copied() {
            let Some(text) = content.lines.get(line) else {
                continue;
            };
            let (wording, numbers) = wording(&text.text);
            let band = band(text.y);
            // Heights differ by a little: a place takes in the band beside it.
            let key = [band, band - 1, band + 1]
                .into_iter()
                .map(|band| (wording.clone(), band))
                .find(|key| places.contains_key(key))
                .unwrap_or((wording, band));
            let bare = key.0.chars().all(|c| "#-–—|[]()/".contains(c));
            let place = places.entry(key).or_default();
            place.bare = bare;
            place.letters = text.text.contains(char::is_alphabetic);
            place.heading |= opens_with_own_number(&text.text);
            place.found.push((page, line, numbers));
        }
    }
    places
}

/// Lines of any wording that begin or end with a number, by their height:
/// running heads change with the chapter, and still count the pages.
fn changing(pages: &[Page], edges: &[Vec<usize>]) -> HashMap<i32, Place> {
    let mut places: HashMap<i32, Place> = HashMap::new();
    for (page, (content, edges)) in pages.iter().zip(edges).enumerate() {
        for line in edges.iter().copied() {
            let Some(text) = content.lines.get(line) else {
                continue;
            };
            let own = opens_with_own_number(&text.text);
            let mut words = text.text.split(' ');
            if own {
                words.next();
                words.next();
            }
            let number = |word: Option<&str>| word.and_then(|w| w.parse().ok()).unwrap_or(-1);
            let (first, last) = (number(words.next()), number(words.next_back()));
            if first > 0 || last > 0 {
                let found = (page, line, vec![first, last]);
                places.entry(band(text.y)).or_default().found.push(found);
            }
        }
    }
    places
}

/// Whether a line is a heading whose number is the first in it: `Article 5`,
/// `2. Analyse`. A running head may have that of the page behind it.
fn opens_with_own_number(text: &str) -> bool {
    let mut words = text.split(' ').take(2);
    is_numbered_heading(text) && words.any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// The lines of the outermost rows.
fn edge_lines(lines: &[Line]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    let y = |i: &usize| lines.get(*i).map_or(0.0, |l| l.y);
    order.sort_by(|a, b| y(a).total_cmp(&y(b)));
    let head = outermost(order.iter().copied(), &y);
    let foot = outermost(order.iter().rev().copied(), &y);
    let mut both: Vec<usize> = head.into_iter().chain(foot).collect();
    both.sort_unstable();
    both.dedup();
    both
}

fn outermost(order: impl Iterator<Item = usize>, y: &impl Fn(&usize) -> f32) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut rows = 0;
    for line in order {
        let same = found
            .last()
            .is_some_and(|last| (y(last) - y(&line)).abs() < 2.0);
        rows += usize::from(!same);
        if rows > ROWS || found.len() > 4 * ROWS {
            break;
        }
        found.push(line);
    }
    found
}

/// A line with its numbers set apart.
fn wording(text: &str) -> (String, Vec<i64>) {
    let (mut wording, mut numbers) = (String::new(), Vec::new());
    let mut digits = String::new();
    for c in text.chars().chain(std::iter::once(' ')) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            numbers.push(digits.parse().unwrap_or(-1));
            wording.push('#');
            digits.clear();
        }
        if !c.is_whitespace() {
            wording.extend(c.to_lowercase());
        }
    }
    if numbers.is_empty()
        && let Some(number) = roman(&wording)
    {
        return ("#".to_owned(), vec![number]);
    }
    (wording, numbers)
}

/// Small Roman numbers, as they number front matter.
fn roman(word: &str) -> Option<i64> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    if !(1..=6).contains(&word.len()) {
        return None;
    }
    let values: Option<Vec<i64>> = word
        .chars()
        .map(|c| match c {
            'i' => Some(1),
            'v' => Some(5),
            'x' => Some(10),
            'l' => Some(50),
            _ => None,
        })
        .collect();
    let values = values?;
    let next = values.iter().skip(1).chain(std::iter::once(&0));
    Some(
        values
            .iter()
            .zip(next)
            .map(|(v, next)| if v < next { -v } else { *v })
            .sum(),
    )
}

/// Lines that are furniture, as (page, line), with what their number adds to
/// the page's place in the file.
type Furniture = (Option<i64>, Vec<(usize, usize)>);

impl Place {
    fn furniture(&self, pages: usize) -> Vec<Furniture> {
        let numbered = self.numbered(pages);
        if !numbered.is_empty() {
            return numbered;
        }
        // The same words and numbers, page after page.
        let mut same: HashMap<&[i64], Vec<(usize, usize)>> = HashMap::new();
        for (page, line, numbers) in &self.found {
            same.entry(numbers).or_default().push((*page, *line));
        }
        let enough = if self.letters {
            enough(pages)
        } else {
            usize::MAX
        };
        same.into_values()
            .filter(|found| distinct(found) >= enough)
            .map(|found| (None, found))
            .collect()
    }

    /// One of the numbers counts the pages.
    fn numbered(&self, pages: usize) -> Vec<Furniture> {
        let width = self
            .found
            .iter()
            .map(|(_, _, n)| n.len())
            .min()
            .unwrap_or(0);
        let best = (usize::from(self.heading)..width.min(8))
            .map(|slot| self.counted(slot))
            .max_by_key(|(_, found)| found.len());
        let Some((shift, found)) = best else {
            return Vec::new();
        };
        let count = distinct(&found);
        let agree = count * 10 >= self.found.len() * 6;
        let believed = if self.letters {
            agree && count >= 2 && count >= enough(pages).min(3)
        } else {
            // A number alone that counts the pages from the first, or most of
            // them: the numbers of points open pages too.
            self.bare && ((agree && count >= 2 && count * 2 >= pages) || (shift == 1 && pages <= 2))
        };
        if believed {
            vec![(Some(shift), found)]
        } else {
            Vec::new()
        }
    }

    /// The first or last number counts the pages, on left pages, right pages
    /// or all.
    fn heads(&self, pages: usize) -> Vec<Furniture> {
        (0..2)
            .map(|slot| self.counted(slot))
            .filter(|(_, found)| {
                let count = distinct(found);
                count >= 3 && count * 5 >= pages * 2
            })
            .map(|(shift, found)| (Some(shift), found))
            .collect()
    }

    /// The lines in which a number differs from the page's place by what is
    /// commonest.
    fn counted(&self, slot: usize) -> (i64, Vec<(usize, usize)>) {
        let mut shifts: BTreeMap<i64, Vec<(usize, usize)>> = BTreeMap::new();
        for (page, line, numbers) in &self.found {
            let at = i64::try_from(*page).unwrap_or(i64::MAX);
            if let Some(number) = numbers.get(slot).filter(|n| (1..100_000).contains(*n)) {
                shifts.entry(number - at).or_default().push((*page, *line));
            }
        }
        let most = shifts.into_iter().max_by_key(|(_, found)| found.len());
        most.unwrap_or_default()
    }
}

fn distinct(found: &[(usize, usize)]) -> usize {
    let mut pages: Vec<usize> = found.iter().map(|(page, _)| *page).collect();
    pages.dedup();
    pages.len()
}

/// Pages that a running head stands on at least. Heads change by chapter and
/// by left and right page; two alike lines on neighbouring pages are chance.
fn enough(pages: usize) -> usize {
    (pages / 6).clamp(3, 8).min(pages.max(2))
}
