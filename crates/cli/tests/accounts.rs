//! An index that one account made is searched, cited and served by another, which may only read it.
//!
//! Run by root, the other account is one without any rights; else the files are made read-only.

#![cfg(unix)]

use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The account that owns nothing, on every Unix.
const NOBODY: u32 = 65_534;

struct Place {
    folder: tempfile::TempDir,
    binary: PathBuf,
    is_root: bool,
}

impl Place {
    /// A folder that others may read, with the program in it and an index of `data/sample`.
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        open(folder.path(), 0o755);
        let is_root = fs::metadata(folder.path()).expect("its owner").uid() == 0;
        let mut binary = PathBuf::from(env!("CARGO_BIN_EXE_renvoi"));
        if is_root {
            // Where it was built another account may not go.
            let copied = folder.path().join("renvoi");
            fs::copy(&binary, &copied).expect("copied");
            open(&copied, 0o755);
            binary = copied;
        }
        let place = Self {
            folder,
            binary,
            is_root,
        };
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/sample");
        let mut ingest = Command::new(env!("CARGO_BIN_EXE_renvoi"));
        ingest.arg("ingest").arg(sample);
        let out = ingest.env("RENVOI_INDEX", place.index()).output();
        let out = out.expect("renvoi runs");
        assert!(out.status.success(), "{}", words(&out));
        if !is_root {
            read_only(&place.index());
        }
        place
    }

    fn index(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    /// The program as the other account runs it.
    fn other(&self, args: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command
            .args(args)
            .env("RENVOI_INDEX", self.index())
            .env("HOME", "/nowhere")
            .env_remove("RUST_LOG")
            .current_dir("/")
            .stdin(Stdio::null());
        if self.is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.other(args).output().expect("renvoi runs")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut all = vec![self.index()];
        while let Some(folder) = all.pop() {
            open(&folder, 0o755);
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            all.extend(entries.map(|e| e.path()).filter(|path| path.is_dir()));
        }
    }
}

fn open(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("permissions");
}

fn read_only(path: &Path) {
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("a folder") {
            read_only(&entry.expect("an entry").path());
        }
        open(path, 0o555);
    } else {
        open(path, 0o444);
    }
}

fn words(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

#[test]
fn another_account_reads_the_index() {
    let place = Place::new();
    for args in [
        &["search", "menaces hybrides"][..],
        &["cite", "COM(2020) 605"],
        &["show", "fiche-sri-2"],
        &["suggest", "cyb"],
        &["similar", "fiche-sri-2"],
        &["doctor"],
    ] {
        let out = place.run(args);
        assert!(out.status.success(), "{args:?}: {}", words(&out));
        assert!(out.stdout.len() > 40, "{args:?}");
        assert_eq!(words(&out), "", "{args:?}");
    }
    // What it may not do is said as it is.
    let out = place.run(&["ingest", place.index().to_str().expect("a path")]);
    assert_eq!(out.status.code(), Some(1));
    assert!(words(&out).contains("ermission"), "{}", words(&out));
}

#[test]
fn another_account_serves_the_index() {
    let place = Place::new();
    let mut server = place
        .other(&["serve", "--port", "0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a server");
    let mut line = String::new();
    let out = server.stdout.take().expect("its output");
    BufReader::new(out).read_line(&mut line).expect("a line");
    let address = line
        .trim()
        .trim_start_matches("http://")
        .trim_end_matches('/');
    let mut stream = TcpStream::connect(address).expect("a connection");
    let request =
        "GET /api/v1/search?q=menaces HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    server.kill().expect("stopped");
    server.wait().expect("stopped");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("\"passage\""), "{answer}");
}
