//! The cases, by what they are about.

mod answers;
mod faults;
mod folders;
mod manners;
mod resuming;

use std::path::Path;
use std::time::Duration;

use renvoi_fetch::{Config, Mode, Outcome, Report, State};

use crate::server::Server;

/// An item's path as Cellar has them.
pub(crate) const ITEM: &str = "/resource/cellar/0f7b1a22-0000-11ef-a000-01aa75ed71a1.0010.03/DOC_1";

/// The defaults, with waits for tests.
pub(crate) fn config(server: &Server, into: &Path) -> Config {
    let mut config = Config::new(into);
    config.source = server.source();
    config.interval = Duration::ZERO;
    config.proxy = false;
    config.timeouts.connect = Duration::from_secs(2);
    config.timeouts.first_byte = Duration::from_secs(2);
    config.timeouts.idle = Duration::from_secs(2);
    config.timeouts.body = Duration::from_secs(2);
    config.retry.wait = Duration::from_millis(4);
    config.retry.longest_wait = Duration::from_secs(2);
    config
}

pub(crate) fn with_mode(mut config: Config, mode: Mode) -> Config {
    config.mode = mode;
    config
}

pub(crate) fn run(config: &Config, references: &[&str]) -> Report {
    let references: Vec<_> = references.iter().map(|&r| r.to_owned()).collect();
    renvoi_fetch::fetch(config, &references, &mut |_| {}).expect("a report")
}

/// Runs for one reference.
pub(crate) fn one(config: &Config, reference: &str) -> Outcome {
    run(config, &[reference]).references.remove(0)
}

/// The code of a failure; empty for success.
pub(crate) fn code(outcome: &Outcome) -> &str {
    assert_eq!(outcome.error.is_some(), outcome.outcome == State::Failed);
    outcome
        .error
        .as_ref()
        .map_or("", renvoi_fetch::FetchError::code)
}

pub(crate) fn names(outcome: &Outcome) -> Vec<&str> {
    outcome
        .files
        .iter()
        .map(|file| file.name.as_str())
        .collect()
}

/// What is in a folder, the lock and the record left out.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .filter(|name| name != ".fetch.lock" && name != "fetched.json")
        .collect();
    names.sort();
    names
}

/// An XHTML document of our own, with as many paragraphs as asked for.
pub(crate) fn xhtml(paragraphs: usize) -> String {
    let text = "<p>Les phares du port sont vérifiés chaque année par deux gardiens, avant la saison.</p>\n";
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><head>\
         <title>Règlement des phares</title></head><body>\n{}</body></html>\n",
        text.repeat(paragraphs)
    )
}

/// The same as older HTML.
pub(crate) fn html(paragraphs: usize) -> String {
    xhtml(paragraphs)
        .replace(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
            "<!DOCTYPE HTML>\n",
        )
        .replace(" xmlns=\"http://www.w3.org/1999/xhtml\"", "")
}

/// Bytes that look like a PDF.
pub(crate) fn pdf(size: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    bytes.extend((0..size).map(|at| b'a' + u8::try_from(at % 23).expect("small")));
    bytes.extend(b"\n%%EOF\n");
    bytes
}
