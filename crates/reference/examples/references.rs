//! Prints the references of what is given on standard input, one a line: place, key, text.
//!
//! ```sh
//! echo "Voir COM(2020) 605 et l’article 114 TFUE." | cargo run -p renvoi-reference --example references
//! ```

use std::io::{Read as _, Write as _};

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut result = Ok(());
    renvoi_reference::draft_references(&text, &mut |citation| {
        let (start, end) = (citation.start, citation.end);
        let written = citation.text.replace('\n', " ");
        if result.is_ok() {
            result = writeln!(out, "{start}\t{end}\t{}\t{written}", citation.key);
        }
    });
    result?;
    out.flush()
}
