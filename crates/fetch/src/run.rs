//! A run: each reference in turn, each format in turn, each number it may have in turn.

use std::collections::BTreeSet;
use std::thread;

use renvoi_reference::Celex;

use crate::address;
use crate::choices;
use crate::client::{Answer, Client};
use crate::config::{Config, Mode};
use crate::document::{Building, Entry};
use crate::download::{self, Known};
use crate::error::{FetchError, RunError};
use crate::folder::{self, Folder};
use crate::format::Format;
use crate::manifest::{Document, Manifest};
use crate::report::{Attempt, Event, FileReport, Outcome, Report, State};
use crate::retry::{self, Fault};
use crate::target;

/// A list of parts is a few kilobytes.
const LONGEST_LIST: u64 = 1 << 20;

/// Fetches references into a folder. See the crate's documentation.
///
/// # Errors
/// When nothing can be fetched at all: a configuration that cannot work, a folder that cannot be written, is in use or
/// has documents of another language, a record that cannot be read. What fails for one reference is in the report.
pub fn fetch(
    config: &Config,
    references: &[String],
    on_event: &mut dyn FnMut(Event<'_>),
) -> Result<Report, RunError> {
    config.check()?;
    let folder = Folder::open(&config.into)?;
    let manifest = Manifest::open(folder.path(), config.language)?;
    folder.sweep(&manifest);
    let mut run = Run {
        config,
        client: Client::new(config),
        folder,
        manifest,
        on_event,
        fresh: BTreeSet::new(),
        received: 0,
        fails: false,
    };
    let outcomes = run.all(references);
    let count = |states: &[State]| {
        let is = |outcome: &&Outcome| states.contains(&outcome.outcome);
        outcomes.iter().filter(is).count()
    };
    Ok(Report {
        into: config.into.display().to_string(),
        language: config.language,
        fetched: count(&[State::Fetched, State::Resumed]),
        unchanged: count(&[State::Unchanged]),
        failed: count(&[State::Failed]),
        requests: run.client.requests,
        received: run.received,
        references: outcomes,
    })
}

pub(crate) struct Run<'r> {
    pub(crate) config: &'r Config,
    pub(crate) client: Client,
    pub(crate) folder: Folder,
    pub(crate) manifest: Manifest,
    pub(crate) on_event: &'r mut dyn FnMut(Event<'_>),
    /// Documents fetched in this run: two spellings of one reference are asked for once.
    fresh: BTreeSet<Celex>,
    pub(crate) received: u64,
    /// One format of the reference at hand was answered 500 as often as it was asked for: to the others that answer is
    /// believed at once.
    fails: bool,
}

/// What a question was answered with.
enum Reply {
    /// The document, or that it did not change.
    Document(Vec<Entry>),
    /// A list of parts, and the address it came from.
    List { url: String, text: String },
    /// Something that is no document.
    Absent(String),
}

impl Run<'_> {
    fn all(&mut self, references: &[String]) -> Vec<Outcome> {
        let mut outcomes = Vec::with_capacity(references.len());
        let (mut silent, mut ended) = (0, false);
        for (done, reference) in references.iter().enumerate() {
            (self.on_event)(Event::Started {
                reference,
                done,
                total: references.len(),
            });
            let outcome = self.one(reference, ended);
            match &outcome.error {
                Some(error) if error.ends_the_run() => ended = true,
                Some(error) if error.is_of_the_server() => silent += 1,
                Some(_) => {}
                None => silent = 0,
            }
            ended |= silent >= self.config.retry.give_up_after.max(1);
            (self.on_event)(Event::Finished { outcome: &outcome });
            outcomes.push(outcome);
        }
        outcomes
    }

    fn one(&mut self, reference: &str, ended: bool) -> Outcome {
        let mut outcome = Outcome {
            reference: reference.to_owned(),
            key: None,
            celex: None,
            outcome: State::Failed,
            format: None,
            files: Vec::new(),
            tried: Vec::new(),
            error: None,
        };
        let found = target::resolve(reference).and_then(|target| {
            outcome.key = Some(target.key);
            if let Some(celex) = self.there(&target.candidates) {
                return Ok((celex, None));
            }
            if ended {
                return Err(FetchError::GivenUp);
            }
            self.look_for(&target.candidates, &mut outcome.tried)
                .map(|(celex, entries)| (celex, Some(entries)))
        });
        match found {
            Ok((celex, entries)) => {
                outcome.files = self.files(&celex, entries.as_deref());
                outcome.outcome = state(&outcome.files);
                outcome.format = self.manifest.documents.get(&celex).map(|d| d.format);
                self.fresh.insert(celex.clone());
                outcome.celex = Some(celex);
            }
            Err(error) => {
                let key = || error.key().cloned();
                outcome.key = outcome.key.or_else(key);
                outcome.error = Some(error);
            }
        }
        outcome
    }

    /// The number among these whose document need not be asked for.
    fn there(&self, candidates: &[Celex]) -> Option<Celex> {
        let there = |celex: &&Celex| {
            self.fresh.contains(celex)
                || self.config.mode == Mode::Missing
                    && self
                        .manifest
                        .documents
                        .get(celex)
                        .is_some_and(|document| document.complete && self.is_whole(document))
        };
        candidates.iter().find(there).cloned()
    }

    fn is_whole(&self, document: &Document) -> bool {
        !document.files.is_empty() && document.files.iter().all(|file| self.has(file))
    }

    /// Whether a recorded file is on disk as it was fetched.
    pub(crate) fn has(&self, file: &crate::manifest::File) -> bool {
        folder::digest(&self.folder.join(&file.name))
            .is_ok_and(|(size, blake3)| size == file.size && blake3 == file.blake3)
    }

    fn files(&self, celex: &Celex, entries: Option<&[Entry]>) -> Vec<FileReport> {
        let report = |file: &crate::manifest::File, state| FileReport {
            name: file.name.clone(),
            url: file.url.clone(),
            media_type: file.media_type.clone(),
            size: file.size,
            state,
        };
        if let Some(entries) = entries {
            return entries.iter().map(|e| report(&e.file, e.state)).collect();
        }
        let files = self.manifest.documents.get(celex).map(|d| d.files.iter());
        files
            .into_iter()
            .flatten()
            .map(|file| report(file, State::Unchanged))
            .collect()
    }

    /// Asks for each format and each number until one is answered with a document.
    fn look_for(
        &mut self,
        candidates: &[Celex],
        tried: &mut Vec<Attempt>,
    ) -> Result<(Celex, Vec<Entry>), FetchError> {
        let mut broken = None;
        self.fails = false;
        for &format in &self.config.formats {
            for celex in candidates {
                for accept in format.accepts() {
                    let answer = match self.attempt(celex, format, accept) {
                        Ok(Ok(entries)) => return Ok((celex.clone(), entries)),
                        Ok(Err(answer)) => answer,
                        // Cellar answers 500 to a type it does not know: another format may be there all the same.
                        Err(error @ FetchError::ServerBusy { status: 500, .. }) => {
                            broken = Some(error);
                            self.fails = true;
                            "500".to_owned()
                        }
                        // So may it be when a page without a document, or half of one, comes for a format.
                        Err(error @ FetchError::Damaged { .. }) => {
                            let answer = error.to_string();
                            broken = Some(error);
                            answer
                        }
                        Err(error) => return Err(error),
                    };
                    tried.push(Attempt {
                        celex: celex.clone(),
                        format,
                        answer,
                    });
                }
            }
        }
        Err(broken.unwrap_or_else(|| FetchError::NotAvailable {
            celexes: candidates.to_vec(),
            language: self.config.language,
            formats: self.config.formats.clone(),
        }))
    }

    /// Asks for one number in one format: its files, or the answer that is no document.
    fn attempt(
        &mut self,
        celex: &Celex,
        format: Format,
        accept: &str,
    ) -> Result<Result<Vec<Entry>, String>, FetchError> {
        let url = address::of_celex(&self.config.source, celex);
        let mut building = Building::new(celex, format);
        let known = |run: &Self| run.known(&building.part_name(None), celex);
        let reply = self.with_retries(&mut |run| {
            let answer = run.client.ask(&url, accept, &known(run))?;
            run.reply(answer, &building)
        })?;
        let entries = match reply {
            Reply::Absent(answer) => return Ok(Err(answer)),
            Reply::Document(entries) => entries,
            Reply::List { url, text } => {
                let parts = choices::parts(&text, self.config.language);
                match self.parts(&url, &parts, &mut building)? {
                    entries if entries.is_empty() => return Err(FetchError::NoParts { url }),
                    entries => entries,
                }
            }
        };
        self.settle(&building, &entries)?;
        Ok(Ok(entries))
    }

    fn reply(&mut self, mut answer: Answer, building: &Building) -> Result<Reply, Fault> {
        match answer.status {
            200 | 206 => {
                let received =
                    self.receive(&mut answer, &building.part_name(None), &building.celex)?;
                if !building.format.is_answered_by(received.kind) {
                    self.drop_part(&building.part_name(None));
                    return Ok(Reply::Absent(received.kind.name().to_owned()));
                }
                let entry = self.keep(building, None, &answer, received)?;
                Ok(Reply::Document(vec![entry]))
            }
            300 => Ok(Reply::List {
                url: answer.url.clone(),
                text: download::read_list(&mut answer, LONGEST_LIST)?,
            }),
            304 => match self.recorded(&building.celex, &answer.url) {
                Some(file) => Ok(Reply::Document(vec![Entry {
                    file,
                    state: State::Unchanged,
                }])),
                None => Err(unexpected(&answer)),
            },
            416 => Err(self.start_over(&answer, &building.part_name(None))),
            400 | 404 | 406 | 410 | 415 => Ok(Reply::Absent(answer.status.to_string())),
            _ => Err(unexpected(&answer)),
        }
    }

    /// The parts of a document, in order.
    fn parts(
        &mut self,
        from: &str,
        parts: &[choices::Part],
        building: &mut Building,
    ) -> Result<Vec<Entry>, FetchError> {
        let mut entries = Vec::new();
        building.alone = parts.len() == 1;
        // `DOC_3` keeps its number, unless a part has none: then all are counted.
        let named = parts.iter().all(|part| part.number.is_some());
        for (at, part) in parts.iter().enumerate() {
            let number = part.number.filter(|_| named);
            let number = number.or(u32::try_from(at + 1).ok()).unwrap_or_default();
            let Ok(url) = address::join(from, &part.pointer) else {
                return Err(FetchError::BadRedirect {
                    url: from.to_owned(),
                    to: part.pointer.chars().take(200).collect(),
                    why: "which is not followed",
                });
            };
            if let Some(file) = self.part_there(&building.celex, &url) {
                entries.push(Entry {
                    file,
                    state: State::Unchanged,
                });
                continue;
            }
            let entry = self.with_retries(&mut |run| run.part(&url, number, building))?;
            entries.extend(entry);
            self.note_progress(building, &entries)?;
        }
        Ok(entries)
    }

    /// A part that an earlier run fetched before it was stopped.
    fn part_there(&self, celex: &Celex, url: &str) -> Option<crate::manifest::File> {
        let document = self.manifest.documents.get(celex)?;
        let wanted = self.config.mode == Mode::Missing && !document.complete;
        let file = self.recorded(celex, url).filter(|_| wanted)?;
        self.has(&file).then_some(file)
    }

    /// Fetches a part; one that is an image or a style sheet is none.
    fn part(
        &mut self,
        url: &str,
        number: u32,
        building: &Building,
    ) -> Result<Option<Entry>, Fault> {
        let name = building.part_name(Some(number));
        let known = self.known(&name, &building.celex);
        // An item has one content: a type asked for could only be wrong.
        let mut answer = self.client.ask(url, "*/*", &known)?;
        match answer.status {
            200 | 206 => {
                let received = self.receive(&mut answer, &name, &building.celex)?;
                if !received.kind.is_document() {
                    self.drop_part(&name);
                    return Ok(None);
                }
                self.keep(building, Some(number), &answer, received)
                    .map(Some)
            }
            304 => match self.recorded(&building.celex, &answer.url) {
                Some(file) => Ok(Some(Entry {
                    file,
                    state: State::Unchanged,
                })),
                None => Err(unexpected(&answer)),
            },
            416 => Err(self.start_over(&answer, &name)),
            status => Err(FetchError::PartMissing {
                url: answer.url,
                answer: status.to_string(),
            }
            .into()),
        }
    }

    /// What is known of what is about to be asked for.
    fn known(&self, part: &str, celex: &Celex) -> Known {
        let bytes = self.folder.length(part);
        let cut = self.manifest.cut.get(part).filter(|_| bytes > 0);
        let documents = &self.manifest.documents;
        let files = match documents.get(celex) {
            Some(document) if self.config.mode == Mode::Refresh && document.complete => {
                let there = document.files.iter().filter(|file| self.has(file));
                there.cloned().collect()
            }
            _ => Vec::new(),
        };
        Known {
            cut: cut
                .filter(|_| self.config.mode != Mode::Force)
                .map(|cut| (cut.clone(), bytes)),
            files,
        }
    }

    /// Does something until it is done, fails for good, or was tried often enough.
    fn with_retries<T>(
        &mut self,
        work: &mut dyn FnMut(&mut Self) -> Result<T, Fault>,
    ) -> Result<T, FetchError> {
        let mut tries = 0;
        loop {
            let fault = match work(self) {
                Ok(done) => {
                    self.fails = false;
                    return Ok(done);
                }
                Err(fault) => fault,
            };
            tries += 1;
            let fails = matches!(fault.error, FetchError::ServerBusy { status: 500, .. });
            let again = fault.again && !(fails && self.fails);
            let (wait, why) = retry::wait(Fault { again, ..fault }, tries, &self.config.retry)?;
            (self.on_event)(Event::Waiting {
                url: why.url(),
                wait,
                why: &why.to_string(),
            });
            thread::sleep(wait);
        }
    }
}

/// The most that happened to any file.
fn state(files: &[FileReport]) -> State {
    let any = |state| files.iter().any(|file| file.state == state);
    if any(State::Fetched) {
        State::Fetched
    } else if any(State::Resumed) {
        State::Resumed
    } else {
        State::Unchanged
    }
}

fn unexpected(answer: &Answer) -> Fault {
    FetchError::Unexpected {
        url: answer.url.clone(),
        status: answer.status,
    }
    .into()
}
