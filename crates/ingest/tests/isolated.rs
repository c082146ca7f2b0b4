//! The parent of the PDF reader holds out against any child. This program is
//! both: started with a name of a child, it plays that child.

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
    let line = [b'x'; 1 << 16];
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
            error.to_string().get(..60).unwrap_or_default()
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
    let nowhere = Isolated::new("/nowhere/renvoi".into(), []);
    assert!(damaged(
        &nowhere.read(&bytes).expect_err("no program"),
        "could not be started"
    ));
    Ok(())
}
