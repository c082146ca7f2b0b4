//! Is a text Markdown? A dump has dashes, numbers, asterisks and brackets too,
//! so that single signs count for little.

/// Lines of text that are looked at, and bytes of one line.
const MOST_LINES: usize = 60_000;
const MOST_BYTES: usize = 4_000;

/// Marks of the Word dump, which has brackets of its own.
const OTHERS: &[&str] = &["[footnoteRef:", "[endnoteRef:"];

/// What is needed to be sure, in the weights below.
const ENOUGH: usize = 3;

#[derive(Default)]
struct Signs {
    headings: usize,
    underlined: usize,
    links: usize,
    strong: usize,
    escapes: usize,
    items: usize,
    rows: usize,
    fences: usize,
    calls: usize,
    bodies: usize,
}

/// True for a text with the signs of Markdown.
pub(super) fn recognises(text: &str) -> bool {
    let text = text.trim_start();
    // Markup and data are other formats, whatever stands in them.
    if text.starts_with(['<', '{']) || OTHERS.iter().any(|mark| text.contains(mark)) {
        return false;
    }
    let mut signs = Signs::default();
    let mut before = "";
    for line in text.lines().take(MOST_LINES) {
        let cut = line.floor_char_boundary(MOST_BYTES);
        let line = line.get(..cut).unwrap_or(line).trim_end();
        signs.line(line, before);
        before = line;
    }
    let titled = text.lines().next().is_some_and(is_heading);
    has_front_matter(text) || signs.weight() + usize::from(titled) >= ENOUGH
}

fn has_front_matter(text: &str) -> bool {
    let mut lines = text.lines();
    lines.next() == Some("---")
        && lines
            .take(60)
            .take_while(|line| !matches!(line.trim_end(), "---" | "..."))
            .any(|line| {
                let key = line.split_once(':').map(|(key, _)| key.trim());
                key.is_some_and(|key| {
                    matches!(
                        key,
                        "title" | "date" | "lang" | "language" | "celex" | "reference"
                    )
                })
            })
}

impl Signs {
    fn line(&mut self, line: &str, before: &str) {
        let indented = line.trim_start();
        self.headings += usize::from(before.is_empty() && is_heading(indented));
        self.underlined += usize::from(is_underline(line, before));
        self.items += usize::from(indented.starts_with("- ") || indented.starts_with("* "));
        self.rows += usize::from(is_table_rule(indented));
        self.fences += usize::from(indented.starts_with("```"));
        self.links += line.matches("](").filter(|_| line.contains('[')).count();
        self.strong += line.matches("**").count() / 2;
        self.escapes += [
            "\\.", "\\[", "\\]", "\\'", "\\\"", "\\*", "\\_", "\\>", "\\<",
        ]
        .iter()
        .map(|escape| line.matches(escape).count())
        .sum::<usize>();
        if let Some(label) = indented.strip_prefix("[^") {
            self.bodies += usize::from(label.split_once("]:").is_some_and(|(l, _)| is_label(l)));
        }
        self.calls += line
            .split("[^")
            .skip(1)
            .filter(|after| {
                after
                    .split_once(']')
                    .is_some_and(|(l, rest)| is_label(l) && !rest.starts_with(':'))
            })
            .count();
    }

    /// Each kind of sign counts, but not how often it occurs past a few: a
    /// kind that a dump may have by chance never suffices alone.
    fn weight(&self) -> usize {
        let notes = if self.bodies > 0 {
            3
        } else {
            self.calls.min(1)
        };
        let headings = match self.headings {
            0 => 0,
            1 => 2,
            _ => 3,
        };
        notes
            + headings
            + self.underlined.min(3)
            + self.links.min(2)
            + self.strong.min(2)
            + self.escapes.min(3)
            + self.items.min(1)
            + self.rows.min(1) * 3
            + (self.fences / 2).min(1) * 2
    }
}

fn is_label(label: &str) -> bool {
    (1..=60).contains(&label.len()) && !label.contains([' ', '\t', '[', '^'])
}

fn is_heading(line: &str) -> bool {
    let words = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - words.len()))
        && words.starts_with([' ', '\t'])
        && words.chars().any(char::is_alphabetic)
}

/// The rule under a heading. Dashes under a word are common in dumps: here they
/// must be as long as the heading.
fn is_underline(line: &str, before: &str) -> bool {
    let length = line.chars().count();
    let all = |sign: char| length >= 3 && line.chars().all(|c| c == sign);
    before.contains(char::is_alphabetic)
        && (all('=') || all('-'))
        && length.abs_diff(before.trim().chars().count()) <= 1
}

/// `|---|:--:|`, and the rules of a grid.
fn is_table_rule(line: &str) -> bool {
    line.len() >= 5
        && line.contains("--")
        && ((line.contains('|') && line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ')))
            || (line.starts_with("+-")
                && line.ends_with('+')
                && line.bytes().all(|b| matches!(b, b'+' | b'-' | b':'))))
}
