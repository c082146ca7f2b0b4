//! Points, paragraphs and recitals: their marks.

/// `a) …`, `ii) …`, `(b) …`, `— …`, `- …`: the mark is part of the text.
pub(super) fn opens_item(text: &str) -> bool {
    let dashed = text.starts_with(['–', '—']) || text.starts_with("- ");
    // A line of dashes alone stands for what was deleted.
    if dashed && text.contains(char::is_alphanumeric) {
        return true;
    }
    let body = text.strip_prefix('(').unwrap_or(text);
    body.split_once(')').is_some_and(|(mark, rest)| {
        (1..=4).contains(&mark.len())
            && mark
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            && rest.starts_with(char::is_whitespace)
    })
}

/// The number in the mark that opens a point: `a` of `a)`, `12` of `(12)`, `1`
/// of `1.`, `14 bis` of `14 bis)`; none for a dash, nor for an item that a bullet
/// opened.
pub(super) fn number(text: &str) -> Option<String> {
    let mut words = text.split_whitespace();
    let mark = words.next()?;
    let adverb = words.next().and_then(|word| word.strip_suffix(')'));
    let adverb = adverb.filter(|adverb| renvoi_reference::is_article_suffix(adverb));
    let closed = mark.ends_with([')', '.', ':', '°']) || mark.contains('(') || adverb.is_some();
    let mark = mark.trim_matches(|c: char| !c.is_alphanumeric());
    let counted = closed
        && (1..=LONGEST).contains(&mark.chars().count())
        && mark.split(|c: char| !c.is_alphanumeric()).all(counts);
    counted.then(|| match adverb {
        Some(adverb) => format!("{mark} {adverb}"),
        None => mark.to_owned(),
    })
}

/// Whether letters count: `12`, `1a`, `b`, `aa`, `xxviii`, `A1`; words do not.
fn counts(part: &str) -> bool {
    let letters = part.chars().filter(|c| !c.is_ascii_digit()).count();
    letters <= 2
        || part
            .chars()
            .all(|c| "ivxlcdm".contains(c.to_ascii_lowercase()))
}

/// Code points of a number in a mark: `xxviii`, `1.2.3`.
const LONGEST: usize = 8;

/// The number of a paragraph of an article: `2` of `2. Les États membres …`,
/// `2 bis` of `2 bis. …`.
pub(super) fn paragraph_number(text: &str) -> Option<String> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let rest = &text[digits..];
    let end = rest.find('.')?;
    let between = rest[..end].trim();
    let spaced = rest[end + 1..].starts_with(char::is_whitespace);
    let adverb =
        between.is_empty() || (end < 16 && between.chars().all(|c| c.is_ascii_lowercase()));
    (spaced && adverb).then(|| {
        let number = &text[..digits];
        if between.is_empty() {
            number.to_owned()
        } else {
            format!("{number} {between}")
        }
    })
}

/// The number of a recital: `12` of `(12) Les États …`.
pub(super) fn recital_number(text: &str) -> Option<String> {
    let (number, rest) = text.strip_prefix('(')?.split_once(')')?;
    let number = number.trim();
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let counted = (1..=3).contains(&digits)
        && number.len() < 14
        && number[digits..]
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_whitespace());
    (counted && (rest.is_empty() || rest.starts_with(char::is_whitespace)))
        .then(|| number.to_owned())
}

/// The kinds of mark, to tell how deep a point is where the source does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Number,
    Letter,
    Roman,
    Dash,
}

/// Points open one inside the other, by the kinds of their marks.
#[derive(Debug, Default)]
pub(super) struct Depths {
    open: Vec<(Mark, String)>,
}

impl Depths {
    /// Depth of a point whose source gives none.
    pub(super) fn of(&mut self, text: &str) -> u8 {
        let number = number(text).unwrap_or_default();
        let mark = self.mark(text, &number);
        if let Some(at) = self.open.iter().position(|(open, _)| *open == mark) {
            self.open.truncate(at);
        }
        self.open.push((mark, number));
        u8::try_from(self.open.len()).unwrap_or(u8::MAX)
    }

    fn mark(&self, text: &str, number: &str) -> Mark {
        if text.starts_with(['–', '—', '-']) {
            return Mark::Dash;
        }
        if number.starts_with(|c: char| c.is_ascii_digit()) {
            return Mark::Number;
        }
        let roman = !number.is_empty() && number.chars().all(|c| "ivxl".contains(c));
        // `i)` after `h)` is a letter; elsewhere it opens a list of its own.
        let follows = |before: &str| {
            let next = before
                .chars()
                .next()
                .and_then(|c| char::from_u32(c as u32 + 1));
            number.len() == 1 && before.len() == 1 && number.chars().next() == next
        };
        let letter = self
            .open
            .iter()
            .any(|(open, before)| *open == Mark::Letter && follows(before));
        if roman && !letter {
            Mark::Roman
        } else {
            Mark::Letter
        }
    }

    /// A paragraph closes all points.
    pub(super) fn close(&mut self) {
        self.open.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn marks_count_and_words_do_not() {
        for (text, expected) in [
            ("a) les ponts;", Some("a")),
            ("(12) les ponts;", Some("12")),
            ("1. Les ponts.", Some("1")),
            ("xxviii) les ponts;", Some("xxviii")),
            ("14 bis) les ponts;", Some("14 bis")),
            ("(viii ter) les ponts;", Some("viii ter")),
            ("A.1. les ponts", Some("A.1")),
            ("– les ponts;", None),
            ("les ponts;", None),
            ("Plan des ponts", None),
            ("Fin.", None),
            ("(les ponts) et les routes", None),
        ] {
            assert_eq!(number(text).as_deref(), expected, "{text}");
        }
    }
}
