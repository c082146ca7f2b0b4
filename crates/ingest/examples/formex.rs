//! Prints what the Formex reader makes of a file, as JSON.
fn main() {
    let path = std::env::args().nth(1).expect("a file");
    let bytes = std::fs::read(path).expect("a readable file");
    let start = std::time::Instant::now();
    let read = renvoi_ingest::read_formex_blocks(&bytes);
    eprintln!("{:?}", start.elapsed());
    match read {
        Some(Ok(blocks)) => println!("{}", serde_json::to_string(&blocks).expect("JSON")),
        Some(Err(error)) => eprintln!("{error}"),
        None => eprintln!("not Formex"),
    }
}
