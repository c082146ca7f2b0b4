//! Counting text: code points for offsets, words for sizes.

/// Converts increasing byte offsets of a text into code-point offsets in one
/// pass over the text.
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    byte: usize,
    point: usize,
}

impl<'t> CodePoints<'t> {
    /// Starts at the beginning of `text`.
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            byte: 0,
            point: 0,
        }
    }

    /// The number of code points before byte `offset`. An offset before an
    /// earlier one starts the count over; one past the end counts the whole
    /// text.
    pub fn at(&mut self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        if offset < self.byte {
            (self.byte, self.point) = (0, 0);
        }
        self.point += self.text.as_bytes()[self.byte..offset]
            .iter()
            .filter(|b| (**b & 0xC0) != 0x80)
            .count();
        self.byte = offset;
        self.point
    }
}

/// The number of words of a text, as white space separates them.
pub fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::CodePoints;

    #[test]
    fn bytes_become_code_points() {
        let text = "l’été où";
        let mut points = CodePoints::new(text);
        for (byte, _) in text.char_indices() {
            assert_eq!(points.at(byte), text[..byte].chars().count());
        }
        assert_eq!(points.at(text.len() + 9), 8);
        assert_eq!(points.at(1), 1, "an earlier offset starts over");
    }
}
