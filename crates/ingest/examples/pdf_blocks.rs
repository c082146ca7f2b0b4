//! Prints what the PDF reader makes of files, one JSON object a line:
//! `cargo run -p renvoi-ingest --example pdf_blocks -- FILE…`

use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout().lock();
    for file in std::env::args().skip(1) {
        let begin = std::time::Instant::now();
        let read = renvoi_ingest::read_pdf_blocks(&std::fs::read(&file)?);
        eprintln!("{file}: {:?}", begin.elapsed());
        serde_json::to_writer(&mut out, &(file, read))?;
        writeln!(out)?;
    }
    Ok(())
}
