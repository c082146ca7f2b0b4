//! Damaged indexes: bits that flipped, files that were cut, blocks of zeros, files that are gone.
//!
//! 1. `renvoi doctor` names every damage that changes any answer, errors included, and is content with a sound index.
//! 2. Searches never panic, and give the right answer or a short error, but where only the checksum of a whole file
//!    could tell.
//! 3. `renvoi serve` says what is damaged, behind its first answers.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

use renvoi_index::is_guarded;
use renvoi_query::{Deadline, Engine, IndexError, Options, Order, Part, View};
use serde_json::Value;

/// Indexes that are damaged; `RENVOI_DAMAGES` wants more of them.
const DAMAGES: usize = 150;

/// The longest error, in bytes.
const LONGEST_ERROR: usize = 500;

/// Panics that nothing guards against.
static PANICS: AtomicUsize = AtomicUsize::new(0);

/// Numbers that look like chance and are the same at each run (`SplitMix64`).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let limit = u64::try_from(limit.max(1)).expect("a number");
        usize::try_from((z ^ (z >> 31)) % limit).expect("a number")
    }
}

fn renvoi(index: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_renvoi"));
    command
        .args(args)
        .env("RENVOI_INDEX", index)
        .env_remove("RUST_LOG")
        .stdin(Stdio::null());
    command
}

fn run(index: &Path, args: &[&str]) -> Output {
    renvoi(index, args).output().expect("renvoi runs")
}

/// An index of the documents of `data/sample`, some of which were changed since: it has several segments and documents
/// that were taken out.
fn make(index: &Path, folder: &Path) {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/sample");
    for changes in [
        "",
        "\nUne phrase sur les menaces hybrides, ajoutée après coup.\n",
    ] {
        fs::create_dir_all(folder).expect("a folder");
        let mut files: Vec<PathBuf> = fs::read_dir(&sample)
            .expect("the sample")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|e| e == "txt" || e == "md"))
            .collect();
        files.sort();
        assert!(files.len() > 3, "the sample was found");
        for (at, file) in files.iter().enumerate() {
            let mut text = fs::read_to_string(file).expect("a text");
            if at % 2 == 0 {
                text.push_str(changes);
            }
            let name = file.file_name().expect("a name");
            fs::write(folder.join(name), text).expect("written");
        }
        let out = run(index, &["ingest", folder.to_str().expect("a path")]);
        assert!(
            out.status.success(),
            "{}",
            String::from_utf8_lossy(&out.stderr)
        );
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let meta = entry.metadata().expect("its size");
        if meta.is_dir() {
            files(&entry.path(), found);
        } else if meta.len() > 0 {
            found.push(entry.path());
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("its type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// Damages one file; returns what was done.
fn damage(index: &Path, chance: &mut Chance) -> String {
    let mut all = Vec::new();
    files(index, &mut all);
    // Their names are new in each index: kinds and sizes are the same.
    all.sort_by_cached_key(|file| {
        let size = fs::metadata(file).expect("its size").len();
        (file.extension().map(ToOwned::to_owned), size)
    });
    let file = all.swap_remove(chance.below(all.len()));
    let mut bytes = fs::read(&file).expect("bytes");
    let at = chance.below(bytes.len());
    let what = match chance.below(5) {
        0 | 1 => {
            bytes[at] ^= 1 << chance.below(8);
            "a bit flipped"
        }
        2 => {
            bytes.truncate(at);
            "cut"
        }
        3 => {
            let end = bytes.len().min(at + 4096);
            bytes[at..end].fill(0);
            "zeros"
        }
        _ => {
            fs::remove_file(&file).expect("removed");
            return format!("gone: {}", file.display());
        }
    };
    fs::write(&file, bytes).expect("written");
    format!("{what} at {at}: {}", file.display())
}

/// What an index answers, or the error.
type Answer = Result<String, String>;

/// Answers to questions that read all sorts of files.
fn answers(index: &Path) -> Vec<Answer> {
    let engine = match renvoi_backend::open(index) {
        Ok(index) => Engine::new(index),
        Err(error) => return vec![Err(said(&error))],
    };
    let deadline = Deadline::after(Duration::from_mins(1));
    let view = match engine.view(deadline) {
        Ok(view) => view,
        Err(error) => return vec![Err(said(&error))],
    };
    let mut answers: Vec<Answer> = [
        "menaces hybrides",
        "\"infrastructures critiques\"",
        "COM(2020) 605",
        "cybersécurité note:oui",
        "résilience -énergie type:directive",
        "cyber* terorisme~",
        "article 21 SRI 2",
        "ref:RGPD données annee:2020..2022",
    ]
    .into_iter()
    .flat_map(|typed| {
        let options = [
            Options::default(),
            Options {
                order: Order::Newest,
                by_document: true,
                ..Options::default()
            },
        ];
        options.map(|options| search(&view, typed, options))
    })
    .collect();
    let part = Part {
        offset: 0,
        limit: 50,
    };
    for typed in ["directive SRI 2", "COM(2020) 605"] {
        answers.push(written(renvoi_query::cite(&view, typed, part)));
    }
    answers.push(written(renvoi_query::suggest(&view, "la cyberséc")));
    answers.push(written(renvoi_query::show(&view, "fiche-sri-2")));
    answers
}

fn search(view: &View, typed: &str, options: Options) -> Answer {
    let found = renvoi_query::search(view, typed, options);
    written(found.map(|mut found| {
        found.took_us = 0;
        found
    }))
}

fn written<T: std::fmt::Debug>(answer: Result<T, IndexError>) -> Answer {
    answer
        .map(|answer| format!("{answer:?}"))
        .map_err(|error| said(&error))
}

fn said(error: &IndexError) -> String {
    let mut said = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        said.push_str(": ");
        said.push_str(&error.to_string());
        source = error.source();
    }
    said
}

/// What `renvoi doctor` finds.
fn examined(index: &Path) -> (Option<i32>, Value, String) {
    let out = run(index, &["doctor", "--json"]);
    let report = serde_json::from_slice(&out.stdout).unwrap_or(Value::Null);
    let words = String::from_utf8_lossy(&out.stderr).into_owned();
    (out.status.code(), report, words)
}

#[test]
fn every_damage_that_changes_an_answer_is_named() {
    std::panic::set_hook(Box::new(|panic| {
        if !is_guarded() {
            PANICS.fetch_add(1, Relaxed);
            eprintln!("{panic}");
        }
    }));
    let place = tempfile::tempdir().expect("a folder");
    let whole = place.path().join("whole");
    make(&whole, &place.path().join("documents"));
    let right = answers(&whole);
    assert!(right.iter().all(Result::is_ok), "{right:?}");
    let (code, report, words) = examined(&whole);
    assert_eq!(code, Some(0), "{report} {words}");
    assert_eq!(report["sound"], true, "{report}");
    assert_eq!(report["findings"], Value::Array(Vec::new()), "{report}");
    assert!(report["counts"]["passages"].as_u64() > Some(50), "{report}");

    let wanted = std::env::var("RENVOI_DAMAGES").ok();
    let damages = wanted.map_or(DAMAGES, |wanted| wanted.parse().expect("a number"));
    let mut chance = Chance(20_260_730);
    let (mut told, mut silent) = (0, 0);
    for number in 0..damages {
        let index = place.path().join(number.to_string());
        copy(&whole, &index);
        let what = damage(&index, &mut chance);
        let found = answers(&index);
        let errors: Vec<&String> = found.iter().filter_map(|a| a.as_ref().err()).collect();
        for error in &errors {
            assert!(error.len() <= LONGEST_ERROR, "{what}: {error}");
        }
        if found != right {
            let (code, report, words) = examined(&index);
            assert_eq!(
                code,
                Some(4),
                "{what} is not named: {report} {words} {errors:?}"
            );
            assert_eq!(report["sound"], false, "{what}: {report}");
            let named = report["findings"].as_array().expect("findings");
            let remedy = named[0]["remedy"].as_str().expect("a remedy");
            assert!(!remedy.is_empty(), "{what}: {report}");
            if errors.is_empty() {
                silent += 1;
            } else {
                told += 1;
            }
        }
        fs::remove_dir_all(&index).expect("removed");
    }
    assert_eq!(PANICS.load(Relaxed), 0, "a panic that nothing guards");
    println!("{told} damages are told by an error, {silent} by doctor alone");
    // Most damage must matter, else nothing was tested.
    assert!(
        3 * told >= damages,
        "{told} errors and {silent} silent ones"
    );
    assert!(
        10 * silent <= damages,
        "{silent} answers differ without an error"
    );
}

#[test]
fn a_file_that_is_shorter_than_its_footer_is_named() {
    let place = tempfile::tempdir().expect("a folder");
    let whole = place.path().join("whole");
    make(&whole, &place.path().join("documents"));
    let mut all = Vec::new();
    files(&whole, &mut all);
    // One of each kind.
    all.sort_by_key(|file| file.extension().map(ToOwned::to_owned));
    all.dedup_by_key(|file| file.extension().map(ToOwned::to_owned));
    for file in all.iter().filter(|file| file.extension().is_some()) {
        let index = place.path().join("cut");
        copy(&whole, &index);
        let name = file.strip_prefix(&whole).expect("a file of the index");
        fs::write(index.join(name), b"{cut}").expect("written");
        let (code, report, words) = examined(&index);
        assert_eq!(code, Some(4), "{}: {report} {words}", name.display());
        fs::remove_dir_all(&index).expect("removed");
    }
}

#[test]
fn a_damaged_index_is_one_short_error_everywhere() {
    let place = tempfile::tempdir().expect("a folder");
    let whole = place.path().join("whole");
    let documents = place.path().join("documents");
    make(&whole, &documents);
    let documents = documents.to_str().expect("a path");
    for list in ["current.json", "meta.json"] {
        let index = place.path().join(list);
        copy(&whole, &index);
        let mut all = Vec::new();
        files(&index, &mut all);
        let file = all
            .iter()
            .find(|file| file.ends_with(list))
            .expect("a list");
        let text = fs::read_to_string(file).expect("a text");
        fs::write(file, text.replace('{', "[")).expect("written");
        for args in [
            &["search", "menaces"][..],
            &["cite", "COM(2020) 605"],
            &["show", "fiche-sri-2"],
            &["suggest", "cyb"],
            &["similar", "fiche-sri-2"],
            &["export"],
            &["serve", "--port", "0"],
            &["ingest", documents],
        ] {
            let out = run(&index, args);
            let words = String::from_utf8_lossy(&out.stderr).into_owned();
            assert_eq!(out.status.code(), Some(1), "{args:?}: {words}");
            assert!(words.starts_with("renvoi: "), "{args:?}: {words}");
            assert_eq!(words.lines().count(), 1, "{args:?}: {words}");
            assert!(words.len() <= LONGEST_ERROR, "{args:?}: {words}");
        }
        let (code, report, _) = examined(&index);
        assert_eq!(code, Some(4), "{report}");
        let what = report["findings"][0]["what"].as_str().expect("a file");
        assert!(what.ends_with(list), "{report}");
    }
    // What is no index is no damage.
    let (code, _, words) = examined(&place.path().join("nothing"));
    assert_eq!(code, Some(1), "{words}");
}

#[test]
fn a_server_says_what_is_damaged() {
    let place = tempfile::tempdir().expect("a folder");
    let index = place.path().join("index");
    make(&index, &place.path().join("documents"));
    let mut all = Vec::new();
    files(&index, &mut all);
    all.sort();
    let is_store = |file: &&PathBuf| file.extension().is_some_and(|e| e == "store");
    let file = all.iter().find(is_store).expect("a store");
    let mut bytes = fs::read(file).expect("bytes");
    bytes[20] ^= 1;
    fs::write(file, bytes).expect("written");
    let mut server = renvoi(&index, &["serve", "--port", "0"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a server");
    let mut log = BufReader::new(server.stderr.take().expect("a log"));
    let start = Instant::now();
    let mut line = String::new();
    while !line.contains("the index is damaged") {
        line.clear();
        let read = log.read_line(&mut line).expect("a line");
        assert!(
            read > 0 && start.elapsed() < Duration::from_mins(1),
            "{line}"
        );
    }
    server.kill().expect("stopped");
    server.wait().expect("stopped");
    let name = file.file_name().expect("a name").to_string_lossy();
    assert!(line.contains(&*name), "{line}");
}
