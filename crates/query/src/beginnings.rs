//! Texts by the beginnings of their words.

/// Folded texts, found by what one of their words begins with.
#[derive(Clone, Debug, Default)]
pub(crate) struct Beginnings {
    texts: Vec<String>,
    /// Every word of every text, from its first letter to the end of the text, in
    /// the order of what they say: the text, and the byte where the word begins.
    words: Vec<(usize, usize)>,
}

impl Beginnings {
    /// Sorts the words of folded texts.
    pub(crate) fn new(texts: Vec<String>) -> Self {
        let mut words = Vec::new();
        for (number, text) in texts.iter().enumerate() {
            let mut inside = false;
            for (at, c) in text.char_indices() {
                if c.is_alphanumeric() && !inside {
                    words.push((number, at));
                }
                inside = c.is_alphanumeric();
            }
        }
        let rest = |word: &(usize, usize)| rest(&texts, *word);
        words.sort_by(|a, b| rest(a).cmp(rest(b)).then(a.cmp(b)));
        Self { texts, words }
    }

    /// The first texts, by their numbers, of which a word begins so; what begins
    /// may be several words.
    pub(crate) fn begun(&self, beginning: &str, limit: usize) -> Vec<usize> {
        let first = self
            .words
            .partition_point(|word| rest(&self.texts, *word) < beginning);
        let words = self.words.get(first..).unwrap_or_default();
        let count = words.partition_point(|word| rest(&self.texts, *word).starts_with(beginning));
        let mut found: Vec<usize> = words
            .iter()
            .take(count)
            .map(|(number, _)| *number)
            .collect();
        found.sort_unstable();
        found.dedup();
        found.truncate(limit);
        found
    }
}

/// What no word is compared beyond: no one types more.
const LONGEST: usize = 200;

fn rest(texts: &[String], (number, at): (usize, usize)) -> &str {
    let text = texts
        .get(number)
        .and_then(|text| text.get(at..))
        .unwrap_or_default();
    text.get(..text.floor_char_boundary(LONGEST))
        .unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::Beginnings;

    #[test]
    fn texts_are_found_by_any_word() {
        let texts = [
            "directive sri 2",
            "reglement (ue) 2016/679",
            "l’union et l’ue",
            "sri",
        ];
        let texts = Beginnings::new(texts.map(str::to_owned).into());
        for (beginning, expected) in [
            ("sri", &[0, 3][..]),
            ("sri 2", &[0]),
            ("dir", &[0]),
            ("ri", &[]),
            ("ue", &[1, 2]),
            ("679", &[1]),
            ("zz", &[]),
        ] {
            assert_eq!(texts.begun(beginning, 9), expected, "{beginning}");
        }
        assert_eq!(texts.begun("sri", 1), [0]);
    }
}
