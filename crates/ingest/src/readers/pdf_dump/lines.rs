//! The lines of a dump and the white space around them, which is all that is
//! left of the page's layout.

/// A line with text on it.
#[derive(Clone, Debug, Default)]
pub(super) struct Line<'t> {
    /// The text, trimmed.
    pub(super) text: &'t str,
    /// Spaces before the text, bullets counted as one.
    pub(super) lead: usize,
    /// The line begins with a tab.
    pub(super) tab: bool,
    /// The line begins with a bullet sign, which is not in `text`.
    pub(super) bullet: bool,
    /// A space stood after the text.
    pub(super) trailing: bool,
    /// Several spaces stood after it: its author ended a paragraph with one.
    pub(super) widely_trailing: bool,
    /// Empty lines before this one.
    pub(super) blanks: usize,
    /// A line of few spaces stands before this one: an empty paragraph, or the
    /// place of a page number that is not printed.
    pub(super) spaces: bool,
    /// The rule that separates a page's notes stands before this line.
    pub(super) rule: bool,
    /// A form feed stands before this line.
    pub(super) form_feed: bool,
}

/// A rule is a line of spaces at least this long: `PDFBox` sees the underlined
/// blanks of the separator and not the line.
const SHORTEST_RULE: usize = 20;

/// Cuts a dump into its lines.
pub(super) fn parse(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut before = Line::default();
    for raw in text.split('\n') {
        let raw = raw.strip_suffix('\r').unwrap_or(raw);
        let (raw, form_feed) = match raw.strip_prefix('\u{c}') {
            Some(rest) => (rest, true),
            None => (raw, false),
        };
        before.form_feed |= form_feed;
        let text = raw.trim();
        if text.is_empty() {
            match raw.chars().take(SHORTEST_RULE).count() {
                0 => before.blanks += 1,
                SHORTEST_RULE => before.rule = true,
                _ => before.spaces = true,
            }
            continue;
        }
        let item = text.trim_start_matches(crate::readers::BULLETS);
        lines.push(Line {
            text: item.trim_start(),
            lead: raw.chars().take_while(|c| c.is_whitespace()).count(),
            tab: raw.starts_with('\t'),
            bullet: item.len() < text.len(),
            trailing: raw.ends_with(char::is_whitespace),
            widely_trailing: raw.ends_with("  "),
            ..std::mem::take(&mut before)
        });
    }
    lines.retain(|l| !l.text.is_empty());
    lines
}

impl<'t> Line<'t> {
    /// The number, when the line holds nothing else; at most four digits.
    pub(super) fn bare_number(&self) -> Option<u32> {
        (self.text.len() <= 4 && self.text.bytes().all(|b| b.is_ascii_digit()))
            .then(|| self.text.parse().ok())
            .flatten()
    }

    /// The number that opens the line, and what follows it.
    pub(super) fn leading_number(&self) -> Option<(u32, &'t str)> {
        let digits = self.text.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 4 {
            return None;
        }
        let (number, rest) = self.text.split_at(digits);
        Some((number.parse().ok()?, rest))
    }

    /// The last word of the line is an address.
    pub(super) fn ends_with_address(&self) -> bool {
        let last = self.text.rsplit(' ').next().unwrap_or("");
        last.contains("://") || last.starts_with("www.")
    }

    /// The line is one address and nothing else.
    pub(super) fn is_address(&self) -> bool {
        !self.trailing
            && !self.text.contains(char::is_whitespace)
            && (self.text.contains("://") || self.text.starts_with("mailto:"))
    }
}

/// The text ends a sentence, a clause of a list, or a quotation of one.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['»', '”', '"', ')', ']', '’', ' ', '\u{a0}'])
        .ends_with(['.', '!', '?', ';', ':', '…'])
}

/// The first letter or digit of the text is a lower-case letter, or the text
/// opens with a mark that nothing begins with.
pub(super) fn continues(text: &str) -> bool {
    match text.chars().next() {
        Some(',' | '.' | ';' | ':' | ')' | ']' | '»' | '%' | '!' | '?') => true,
        Some(first) => {
            let letter = if "«“\"(['’".contains(first) {
                text.chars().find(|c| c.is_alphanumeric())
            } else {
                Some(first)
            };
            letter.is_some_and(char::is_lowercase)
        }
        None => false,
    }
}
