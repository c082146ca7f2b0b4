use std::io::Write;
fn main() {
    for path in std::env::args().skip(1) {
        match renvoi_ingest::read_file(path.as_ref()) {
            Ok(d) => writeln!(std::io::stdout(), "{}", serde_json::to_string(&d).unwrap()).unwrap(),
            Err(e) => eprintln!("{e}"),
        }
    }
}
