//! What the tests by tables share.

/// The rows of a table: columns parted by tabs; `#` opens a remark.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = table
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines.map(|line| line.split('\t').collect())
}
