//! The DOCX reader.
//!
//! 1. What each construct of Word becomes: `cases.txt`, one case a section.
//! 2. A hostile or damaged file is refused in words, quickly and in bounded
//!    memory; it never panics.

mod constructs;
mod hostile;
mod word_file;
