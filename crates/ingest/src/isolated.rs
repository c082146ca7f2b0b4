//! Reading a PDF in a process of its own: what a hostile file makes of its
//! reader (a crash, a hang, memory without end) ends there.
//!
//! The program starts itself again with a hidden subcommand, which calls
//! [`serve_pdf`]; [`Isolated`] is the other side.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::blocks::Blocks;
use crate::error::ReadError;

/// Address space of the child, in bytes. The largest documents of the Union
/// take a tenth of it.
const MEMORY: u64 = 1 << 30;
/// Processor time of the child, in seconds; the largest documents take 3.
const PROCESSOR: u64 = 60;

/// Reads the PDF on `input` and writes the outcome to `output`, for a child
/// process: it binds the whole process to its limits and never lifts them.
///
/// # Errors
/// A pipe broke, or the limits could not be set.
pub fn serve_pdf(mut input: impl Read, mut output: impl Write) -> io::Result<()> {
    confine()?;
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let read = crate::readers::pdf::read(&bytes);
    serde_json::to_writer(&mut output, &read)?;
    output.flush()
}

#[cfg(unix)]
fn confine() -> io::Result<()> {
    use rlimit::Resource;
    let bound = |resource: Resource, limit: u64| {
        // A limit that is lower already stays.
        let (_, hard) = resource.get()?;
        let limit = limit.min(hard);
        resource.set(limit, limit)
    };
    // Some systems have no limit on the address space; the others hold there.
    if cfg!(target_os = "linux") {
        bound(Resource::AS, MEMORY)?;
    }
    bound(Resource::CPU, PROCESSOR)?;
    bound(Resource::CORE, 0)
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "one signature on all systems")]
fn confine() -> io::Result<()> {
    // The parent's limits on time and output hold everywhere.
    Ok(())
}

/// How the child that reads PDFs is started, and what it is granted.
#[derive(Clone, Debug)]
pub struct Isolated {
    /// The program: as a rule the running one.
    pub program: PathBuf,
    /// Arguments that make it call [`serve_pdf`].
    pub arguments: Vec<OsString>,
    /// Time from start to end, whatever the child does with it.
    pub patience: Duration,
    /// Bytes that it may answer.
    pub longest_answer: u64,
}

impl Isolated {
    /// With the usual limits: 90 seconds, an answer of 256 MB.
    pub fn new(program: PathBuf, arguments: impl IntoIterator<Item = OsString>) -> Self {
        Self {
            program,
            arguments: arguments.into_iter().collect(),
            patience: Duration::from_secs(90),
            longest_answer: 256 << 20,
        }
    }

    /// Reads a PDF in a child.
    ///
    /// # Errors
    /// What the reader says of the file, or what became of the child.
    pub fn read(&self, bytes: &[u8]) -> Result<Blocks, ReadError> {
        let end = Instant::now() + self.patience;
        let mut child = self.start()?;
        let (Some(stdin), Some(stdout)) = (child.0.stdin.take(), child.0.stdout.take()) else {
            return Err(damaged("its reader could not be started: no pipes to it"));
        };
        let bytes = bytes.to_vec();
        // A child that answers before it has read all would wait for ever if
        // one thread did both. What the child leaves unread is its own affair.
        std::thread::spawn(move || {
            let mut stdin = stdin;
            let _ = stdin.write_all(&bytes);
        });
        let (send, receive) = mpsc::channel();
        let limit = self.longest_answer;
        std::thread::spawn(move || {
            let mut answer = Vec::new();
            let read = stdout
                .take(limit.saturating_add(1))
                .read_to_end(&mut answer);
            let _ = send.send(read.map(|_| answer));
        });
        let answer = match receive.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => {
                return Err(damaged(format!("its reader could not be heard: {error}")));
            }
            Err(_) => return Err(self.too_slow()),
        };
        if answer.len() as u64 > limit {
            return Err(too_much(
                "text of one PDF".to_owned(),
                format!("{limit} bytes"),
            ));
        }
        let status = child.end(end).ok_or_else(|| self.too_slow())?;
        if !status.success() {
            return Err(stopped(status));
        }
        serde_json::from_slice::<Result<Blocks, ReadError>>(&answer)
            .unwrap_or_else(|_| Err(damaged("its reader gave no answer that can be read")))
    }

    fn start(&self) -> Result<Kept, ReadError> {
        Command::new(&self.program)
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map(Kept)
            .map_err(|error| damaged(format!("its reader could not be started: {error}")))
    }

    fn too_slow(&self) -> ReadError {
        too_much(
            "time to read one PDF".to_owned(),
            format!("{} seconds", self.patience.as_secs_f32()),
        )
    }
}

/// A child that does not outlive its reading, and is waited for.
struct Kept(Child);

impl Kept {
    /// How the child ended, if it did in time.
    fn end(&mut self, end: Instant) -> Option<ExitStatus> {
        // It has closed its output, so it is about to end.
        let mut pause = Duration::from_millis(1);
        loop {
            match self.0.try_wait() {
                Ok(Some(status)) => return Some(status),
                Ok(None) if Instant::now() < end => std::thread::sleep(pause),
                _ => return None,
            }
            pause = (2 * pause).min(Duration::from_millis(50));
        }
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn damaged(problem: impl Into<String>) -> ReadError {
    ReadError::Damaged {
        format: "PDF".to_owned(),
        problem: problem.into(),
    }
}

fn too_much(what: String, limit: String) -> ReadError {
    ReadError::TooMuch { what, limit }
}

/// Why a child ended without an answer.
#[cfg(unix)]
fn stopped(status: ExitStatus) -> ReadError {
    use std::os::unix::process::ExitStatusExt;
    // An allocation that fails aborts, and so does a full stack; the limit on processor time ends a
    // process with a signal of its own, and kills it where that is ignored.
    match status.signal() {
        Some(6) => too_much(
            "memory or nesting in one PDF".to_owned(),
            format!("{} MB", MEMORY >> 20),
        ),
        Some(9 | 24) => too_much(
            "processor time to read one PDF".to_owned(),
            format!("{PROCESSOR} seconds"),
        ),
        Some(signal) => crashed(&format!("signal {signal}")),
        None => crashed(&status.to_string()),
    }
}

#[cfg(not(unix))]
fn stopped(status: ExitStatus) -> ReadError {
    crashed(&status.to_string())
}

fn crashed(how: &str) -> ReadError {
    damaged(format!(
        "its reader crashed ({how}): open it in a viewer and print it to a new PDF"
    ))
}
