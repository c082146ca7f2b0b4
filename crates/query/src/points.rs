//! Bytes and code points of one text, in any order.

/// Where each code point of a text begins.
pub(crate) struct Points {
    starts: Vec<usize>,
    bytes: usize,
}

impl Points {
    pub(crate) fn of(text: &str) -> Self {
        Self {
            starts: text.char_indices().map(|(at, _)| at).collect(),
            bytes: text.len(),
        }
    }

    /// Code points of the text.
    pub(crate) fn count(&self) -> usize {
        self.starts.len()
    }

    /// Code points before a byte.
    pub(crate) fn at_byte(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start < byte)
    }

    /// Bytes before a code point.
    pub(crate) fn byte(&self, point: usize) -> usize {
        self.starts.get(point).copied().unwrap_or(self.bytes)
    }
}
