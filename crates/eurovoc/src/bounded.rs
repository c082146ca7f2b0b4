//! A reader that gives no more than so many bytes at a time.

use std::io::{self, BufRead, Read};

/// Bytes that one tag, text or line may take. The longest of `EuroVoc` itself
/// take some ten thousand; without a limit a line would take all memory.
const LONGEST: usize = 1 << 20;

/// A reader whose allowance is given anew with every tag, text or line.
pub(crate) struct Bounded<R> {
    inner: R,
    left: usize,
}

impl<R: BufRead> Bounded<R> {
    pub(crate) fn new(inner: R) -> Self {
        let left = LONGEST;
        Self { inner, left }
    }

    /// The next tag, text or line may begin.
    pub(crate) fn renew(&mut self) {
        self.left = LONGEST;
    }
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let bytes = self.inner.fill_buf()?;
        if self.left == 0 && !bytes.is_empty() {
            let problem = format!("one line, tag or text is longer than {LONGEST} bytes");
            return Err(io::Error::new(io::ErrorKind::InvalidData, problem));
        }
        Ok(bytes.get(..self.left).unwrap_or(bytes))
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount);
        self.inner.consume(amount);
    }
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let taken = self.fill_buf()?.read(into)?;
        self.consume(taken);
        Ok(taken)
    }
}
