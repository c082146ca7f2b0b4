//! The parent of the PDF reader holds out against any child. This program is
//! both: started with a name of a child, it plays that child.

#[path = "press/mod.rs"]
#[allow(dead_code)]
mod press;

use std::ffi::OsString;
use std::io::{Read, Write};
use std::time::{Duration, Instant};

use renvoi_ingest::{Isolated, ReadError, serve_pdf};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    match std::env::args().nth(1).as_deref() {
        Some("reads") => Ok(serve_pdf(
            std::io::stdin().lock(),
            std::io::stdout().lock(),
        )?),
        Some("hangs") => loop {
            std::thread::sleep(Duration::from_secs(1));
        },
        Some("closes-and-hangs") => closes_and_hangs(),
        Some("spins") => spins(),
        Some("eats-memory") => eats_memory(),
        Some("crashes") => std::process::abort(),
        Some("fails") => std::process::exit(7),
        Some("garbage") => Ok(std::io::stdout().write_all(b"\xff{]garbage")?),
        Some("silence") => Ok(()),
        Some("endless") => endless(),
        Some("answers-first") => answers_first(),
        _ => parent(),
    }
}

/// The limits are those of the reader: it is given nothing to read.
fn confined() -> Outcome {
    Ok(serve_pdf(std::io::empty(), std::io::sink())?)
}

fn spins() -> Outcome {
    confined()?;
    // The limit of a minute would make a slow test; a lower one stays.
    #[cfg(unix)]
    rlimit::Resource::CPU.set(1, 1)?;
    let mut n = 0_u64;
    loop {
        n = std::hint::black_box(n.wrapping_add(1));
    }
}

fn eats_memory() -> Outcome {
    confined()?;
    let mut kept: Vec<Vec<u8>> = Vec::new();
    loop {
        kept.push(vec![1; 16 << 20]);
        if kept.len() > 512 {
            // There was no limit: the parent must not take this for one.
            std::process::exit(9);
        }
    }
}

fn closes_and_hangs() -> Outcome {
    // The pipe closes with the last holder, and this child holds it on.
    std::io::stdout().write_all(b"{\"Err\":")?;
    std::io::stdout().flush()?;
    loop {
        std::thread::sleep(Duration::from_secs(1));
    }
}

fn endless() -> Outcome {
    let line = vec![b'x'; 1 << 16];
    loop {
        std::io::stdout().write_all(&line)?;
    }
}

/// More than a pipe holds, before a byte is read.
fn answers_first() -> Outcome {
    let text = "x".repeat(1 << 20);
    let answer = format!("{{\"Err\":{{\"NoDocument\":{{\"why\":\"{text}\"}}}}}}");
    std::io::stdout().write_all(answer.as_bytes())?;
    std::io::stdout().flush()?;
    let mut all = Vec::new();
    std::io::stdin().read_to_end(&mut all)?;
    Ok(())
}

fn parent() -> Outcome {
    let program = std::env::current_exe()?;
    let read = |child: &str, patience: u64, bytes: &[u8]| {
        let mut isolated = Isolated::new(program.clone(), [OsString::from(child)]);
        isolated.patience = Duration::from_secs(patience);
        isolated.longest_answer = 8 << 20;
        let begin = Instant::now();
        let error = isolated
            .read(bytes)
            .expect_err("no child here reads a document");
        assert!(
            begin.elapsed() < Duration::from_secs(patience + 5),
            "{child}"
        );
        println!(
            "{child}: {}",
            error.to_string().chars().take(60).collect::<String>()
        );
        error
    };
    let much = |error: &ReadError, what: &str| matches!(error, ReadError::TooMuch { what: w, .. } if w.contains(what));
    let damaged = |error: &ReadError, what: &str| matches!(error, ReadError::Damaged { problem, .. } if problem.contains(what));
    // More than a pipe holds.
    let bytes = vec![b'%'; 4 << 20];

    assert!(damaged(&read("reads", 60, &bytes), "page tree"));
    assert!(much(&read("hangs", 2, &bytes), "time to read"));
    assert!(much(&read("closes-and-hangs", 2, &bytes), "time to read"));
    assert!(damaged(&read("fails", 60, &bytes), "crashed"));
    assert!(damaged(&read("garbage", 60, &bytes), "no answer"));
    assert!(damaged(&read("silence", 60, &bytes), "no answer"));
    assert!(much(&read("endless", 60, &bytes), "text of one PDF"));
    assert!(matches!(
        read("answers-first", 60, &bytes),
        ReadError::NoDocument { .. }
    ));
    if cfg!(target_os = "linux") {
        assert!(much(&read("eats-memory", 60, &bytes), "memory"));
        assert!(
            much(&read("crashes", 60, &bytes), "memory"),
            "an abort is what lack of memory ends with"
        );
        assert!(much(&read("spins", 60, &bytes), "processor time"));
    }
    hostile(&program);
    let nowhere = Isolated::new("/nowhere/renvoi".into(), []);
    assert!(damaged(
        &nowhere.read(&bytes).expect_err("no program"),
        "could not be started"
    ));
    Ok(())
}

/// Files made to hurt: each ends as a document or an error of its own, in the
/// time that one file is given.
fn hostile(program: &std::path::Path) {
    let mut isolated = Isolated::new(program.to_owned(), [OsString::from("reads")]);
    isolated.patience = Duration::from_mins(1);
    for (name, bytes) in hostile_files() {
        let begin = Instant::now();
        let read = isolated.read(&bytes);
        let took = begin.elapsed();
        println!(
            "{name}: {took:?}: {}",
            match &read {
                Ok(blocks) => format!("{} blocks", blocks.blocks.len()),
                Err(error) => error.to_string(),
            }
        );
        assert!(took < Duration::from_secs(65), "{name}: {took:?}");
    }
}

fn hostile_files() -> Vec<(String, Vec<u8>)> {
    let mut press = press::Press::default();
    press.page();
    press.text(
        60.0,
        700.0,
        10.0,
        "Du phare on voit trois pays et autant de douanes.",
    );
    let sound = press.pdf();
    let mut files: Vec<(String, Vec<u8>)> = (0..sound.len())
        .step_by(97)
        .map(|end| (format!("cut at {end}"), sound[..end].to_vec()))
        .collect();
    let mut garbage = b"%PDF-1.7\n".to_vec();
    let mut seed = 1_u32;
    garbage.extend((0..1 << 20).map(|_| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        seed.to_be_bytes()[0]
    }));
    let one = |name: &str, bytes: Vec<u8>| (name.to_owned(), bytes);
    files.extend([
        one("garbage", garbage),
        one("a page tree in itself", tree("[2 0 R 2 0 R]", "")),
        one("numbers beyond all", numbers()),
        one("arrays in arrays", nested()),
        one("a form in itself", form_in_itself()),
        one("a stream of zeros", zeros()),
        one(
            "100,000 pages",
            tree(&format!("[{}]", "<< /Type /Page >> ".repeat(100_000)), ""),
        ),
        one("pages below pages", deep_tree()),
        one("pages of nothing but numbers", crowded()),
        one("an old table before itself", tree("[]", "/Prev 9")),
    ]);
    files
}

fn tree(kids: &str, trailer: &str) -> Vec<u8> {
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids {kids} /Count 9 {trailer} >>").into_bytes(),
    ];
    press::file(&objects)
}

fn deep_tree() -> Vec<u8> {
    let mut objects = vec![b"<< /Type /Catalog /Pages 2 0 R >>".to_vec()];
    for at in 2..30_000 {
        objects.push(format!("<< /Type /Pages /Kids [{} 0 R] /Count 1 >>", at + 1).into_bytes());
    }
    press::file(&objects)
}

fn numbers() -> Vec<u8> {
    let mut press = press::Press::default();
    press.page();
    press.text(60.0, 700.0, 10.0, "Du phare on voit trois pays.");
    for number in [
        "1e38",
        "99999999999999999999",
        "-2147483649",
        "0.0000000000000000001",
        "nan",
    ] {
        press.draw(&format!("q {number} 0 0 {number} {number} {number} cm\n"));
        press.text(1.0, 1.0, 10.0, "et autant de douanes");
        press.draw(&format!(
            "{number} Tc {number} Tz {number} TL T* Q {number} {number} {number} {number} re f\n"
        ));
    }
    press.pdf()
}

fn nested() -> Vec<u8> {
    let mut press = press::Press::default();
    press.page();
    press.draw(&"[".repeat(300_000));
    press.draw(&"<</A".repeat(300_000));
    press.draw(&"q ".repeat(300_000));
    let mut bytes = press.pdf();
    let deep = "[".repeat(300_000);
    bytes.extend(format!("6 0 obj\n{deep}\nendobj\n").bytes());
    bytes
}

fn form_in_itself() -> Vec<u8> {
    let resources = "/Resources << /XObject << /X 4 0 R >> >>";
    press::file(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [3 0 R] /Count 1 {resources} >>").into_bytes(),
        b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>".to_vec(),
        press::stream(
            &format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources}"),
            b"/X Do /X Do /X Do",
        ),
        press::stream("", b"/X Do"),
    ])
}

/// 800 MB of zeros in 5 MB, read twelve times: a literal, then matches of 258
/// bytes, in the fixed code of RFC 1951, 13 bits each.
fn zeros() -> Vec<u8> {
    let mut data = vec![0x78, 0x9c];
    let mut bits: Vec<bool> = Vec::new();
    let put = |bits: &mut Vec<bool>, text: &str| bits.extend(text.bytes().map(|b| b == b'1'));
    put(&mut bits, "11000110000");
    let before = bits.len();
    while bits.len() - before < 8 * 5_000_000 {
        put(&mut bits, "1100010100000");
    }
    let bytes = bits.chunks(8).map(|byte| {
        byte.iter()
            .enumerate()
            .fold(0_u8, |all, (at, bit)| all | (u8::from(*bit) << at))
    });
    let body: Vec<u8> = bytes.collect();
    data.extend(&body);
    let content = press::stream("/Filter /FlateDecode", &data);
    let contents = "4 0 R ".repeat(12);
    press::file(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        format!("<< /Type /Page /Parent 2 0 R /Contents [{contents}] >>").into_bytes(),
        content,
    ])
}

fn crowded() -> Vec<u8> {
    let mut press = press::Press::default();
    for _ in 0..4 {
        press.page();
        for line in 0..500_u16 {
            let y = 30.0 + f32::from(line) * 1.5;
            press.text(1.0, y, 1.0, &"1(2)".repeat(100));
        }
    }
    press.pdf()
}
