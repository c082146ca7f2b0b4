//! What only pandoc writes, put in the common form: grid tables as tables with
//! bars, and the rules around divisions left out.

use crate::readers::line;

/// Most columns of a grid; what has more is left as it is.
const MOST_COLUMNS: usize = 64;

/// The text in the common form of Markdown.
pub(super) fn common_form(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<&str> = None;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let inside = line.trim_start();
        let sign = ["```", "~~~"]
            .into_iter()
            .find(|sign| inside.starts_with(sign));
        if sign.is_some() && (fence.is_none() || fence == sign) {
            fence = if fence.is_some() { None } else { sign };
        } else if fence.is_none() {
            if is_rule(inside) {
                let rows = lines[at..]
                    .iter()
                    .take_while(|l| l.trim_start().starts_with(['+', '|']))
                    .count();
                if let Some(table) = lines.get(at..at + rows).and_then(grid) {
                    out.push_str(&table);
                } else {
                    push_lines(&mut out, &lines[at..at + rows]);
                }
                at += rows;
                continue;
            }
            if is_division(inside) {
                out.push('\n');
                at += 1;
                continue;
            }
        }
        push_lines(&mut out, &[line]);
        at += 1;
    }
    out
}

fn push_lines(out: &mut String, lines: &[&str]) {
    for line in lines {
        out.push_str(line);
        out.push('\n');
    }
}

/// `::: {custom-style="Titre"}`, `::: note`, `:::`.
fn is_division(line: &str) -> bool {
    let rest = line.trim_start_matches(':');
    let words = rest.trim();
    line.len() - rest.len() >= 3
        && (words.is_empty()
            || (words.starts_with('{') && words.ends_with('}'))
            || !words.contains(char::is_whitespace))
}

/// `+-----+:===:+`.
fn is_rule(line: &str) -> bool {
    let line = line.trim_end();
    line.len() > 2
        && line.starts_with('+')
        && line.ends_with('+')
        && line.bytes().all(|b| matches!(b, b'+' | b'-' | b'=' | b':'))
}

/// A grid as a table with bars. The first row is its head: a text without one
/// loses nothing by it, since rows are rows to a reader.
fn grid(lines: &[&str]) -> Option<String> {
    if !is_rule(lines.last()?.trim_start()) || lines.len() < 3 {
        return None;
    }
    // Where cells run over several rows or columns, a rule has fewer crossings
    // than the grid: every crossing of any rule is a border.
    let mut borders: Vec<usize> = Vec::new();
    for rule in lines.iter().filter(|line| is_rule(line.trim_start())) {
        borders.extend(
            rule.char_indices()
                .filter(|(_, c)| *c == '+')
                .map(|(at, _)| at),
        );
        borders.sort_unstable();
        borders.dedup();
        if borders.len() > MOST_COLUMNS {
            return None;
        }
    }
    let columns = borders
        .len()
        .checked_sub(1)
        .filter(|columns| *columns > 0)?;
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut row = vec![Cell::default(); columns];
    for line in lines.get(1..)? {
        if is_rule(line.trim_start()) {
            if row.iter().any(|cell| !cell.text.is_empty()) {
                rows.push(std::mem::replace(&mut row, vec![Cell::default(); columns]));
            }
        } else {
            cells(line, &borders, &mut row);
        }
    }
    let mut out = String::from("\n");
    for (at, row) in rows.iter().enumerate() {
        for cell in row {
            out.push_str("| ");
            out.push_str(&cell.text);
        }
        out.push_str(" |\n");
        if at == 0 {
            out.push('|');
            out.push_str(&"---|".repeat(columns));
            out.push('\n');
        }
    }
    out.push('\n');
    Some(out)
}

/// What a cell holds so far.
#[derive(Clone, Default)]
struct Cell {
    text: String,
    /// Its last line is one word as wide as the column: pandoc may have cut it.
    full: bool,
}

impl Cell {
    fn add(&mut self, line: &str) {
        let words = line.trim();
        // A rule between two rows, beside a cell that goes on.
        if words.len() > 2 && words.bytes().all(|b| matches!(b, b'-' | b'=')) {
            return;
        }
        // Words of letters are cut seldom and fill a column often.
        let letters = self.text.ends_with(char::is_alphabetic)
            && words
                .trim_start_matches(['*', '_', '['])
                .starts_with(char::is_alphabetic);
        if self.full && !letters {
            self.text.push_str(words);
        } else {
            line::join(&mut self.text, words);
        }
        let margins = line.chars().count().saturating_sub(words.chars().count());
        self.full = margins <= 2 && !words.is_empty() && !words.contains(' ');
    }
}

/// Adds a line of a grid to the cells of its row. A cell ends at a border where
/// a bar stands; a cell over several columns is told in the first.
fn cells(line: &str, borders: &[usize], row: &mut [Cell]) {
    let (mut column, mut next) = (0, 1);
    let mut words = String::new();
    let mut put = |column: usize, words: &mut String| {
        if let Some(cell) = row.get_mut(column) {
            cell.add(words);
        }
        words.clear();
    };
    let mut escaped = false;
    for (at, c) in line.chars().enumerate() {
        while next + 1 < borders.len() && borders.get(next).is_some_and(|border| *border < at) {
            next += 1;
        }
        if borders.first() == Some(&at) && matches!(c, '|' | '+') {
            continue;
        }
        if borders.get(next) == Some(&at) && matches!(c, '|' | '+') {
            put(column, &mut words);
            column = next;
            continue;
        }
        if c == '|' && !escaped {
            words.push('\\');
        }
        escaped = c == '\\' && !escaped;
        words.push(c);
    }
    if !words.trim().is_empty() {
        put(column, &mut words);
    }
}
