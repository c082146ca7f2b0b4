//! The lines of a paste, each a paragraph or a row of a table: two spellings of
//! one paste come out the same.

/// Signs of consolidated texts that say which act put a provision there.
const CHANGES: &[char] = &['►', '▼', '◄'];

/// The lines with words, white space collapsed; cells are set apart by tabs.
pub(super) fn lines(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    // A browser puts a cell a line, and a line with a tab alone between two: the
    // next line goes on with the row of the last.
    let (mut row, mut tab) = (false, false);
    for raw in text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}']) {
        if raw.trim().is_empty() {
            // A line with a space alone is an empty cell, which ends a row.
            row &= raw.is_empty() || raw.contains('\t');
            tab |= raw.contains('\t');
            continue;
        }
        let ends = |c: char| c != '\t' && c.is_whitespace();
        tab |= raw.trim_start_matches(ends).starts_with('\t');
        let line = cells(raw);
        let goes_on = row && tab;
        // A cell that held nothing but the sign of a change is none.
        row = !line.is_empty();
        tab = raw.trim_end_matches(ends).ends_with('\t');
        if line.is_empty() {
            continue;
        }
        match out.last_mut() {
            Some(last) if ends_with_mark(last) => {
                last.push(' ');
                last.push_str(&line);
            }
            Some(last) if goes_on => {
                last.push('\t');
                last.push_str(&line);
            }
            _ => out.push(line),
        }
    }
    out
}

/// The cells of a line, without those that are empty. A mark alone in its cell
/// opens the text of the next.
fn cells(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for cell in raw.split('\t') {
        let start = out.len();
        let apart = if start == 0 {
            ""
        } else if ends_with_mark(&out) {
            " "
        } else {
            "\t"
        };
        out.push_str(apart);
        let from = out.len();
        for word in cell.split_whitespace() {
            push_word(&mut out, from, word);
        }
        if out.len() == from {
            out.truncate(start);
        }
    }
    out
}

fn push_word(out: &mut String, from: usize, word: &str) {
    let mut rest = word;
    // `►M2` and `◄` are no words, whatever they are glued to.
    while let Some(at) = rest.find(CHANGES) {
        let (before, sign) = rest.split_at(at);
        push(out, from, before);
        let sign = sign.trim_start_matches(CHANGES);
        let code = sign.trim_start_matches(|c: char| c.is_ascii_uppercase());
        let number = code.trim_start_matches(|c: char| c.is_ascii_digit());
        rest = if code.len() < sign.len() {
            number
        } else {
            sign
        };
    }
    if !rest.is_empty() && !is_dashes(rest) {
        push(out, from, rest);
    }
}

/// A rule, which stands where a provision was taken out.
fn is_dashes(word: &str) -> bool {
    word.chars().count() > 2
        && word
            .chars()
            .all(|c| matches!(c, '—' | '–' | '-' | '_' | '=' | '*'))
}

fn push(out: &mut String, from: usize, word: &str) {
    if word.is_empty() {
        return;
    }
    if out.len() > from {
        out.push(' ');
    }
    out.push_str(word);
}

/// The last words of a line are a mark alone: it waits for its text. Marks may
/// stand in a row where a point opens with a point of its own.
fn ends_with_mark(line: &str) -> bool {
    if line.len() > 60 {
        return false;
    }
    line.split(' ').all(is_mark)
}

/// `(12)`, `a)`, `1.`, `1.2.`, `ii)`, `«b)`, `—`.
fn is_mark(word: &str) -> bool {
    let word = word.trim_start_matches(['«', '“', '"', '‘', '\'']);
    if matches!(word, "—" | "–" | "-" | "•") {
        return true;
    }
    if let Some(inside) = word.strip_suffix(')') {
        let inside = inside.strip_prefix('(').unwrap_or(inside);
        return is_number(inside) || is_letters(inside);
    }
    word.strip_suffix('.').is_some_and(|number| {
        number
            .split('.')
            .all(|part| is_number(part) && part.len() < 4)
    })
}

fn is_number(word: &str) -> bool {
    let digits = word.trim_start_matches('*');
    (1..=4).contains(&word.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
        && (!digits.is_empty() || word.len() < 4)
}

/// A letter, a doubled one, or a Roman number.
fn is_letters(word: &str) -> bool {
    (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_alphabetic())
        || (1..=6).contains(&word.len()) && word.bytes().all(|b| b"ivxlcIVXLC".contains(&b))
}
