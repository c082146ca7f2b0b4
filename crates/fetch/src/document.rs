//! A document being put together from its files, and its place in the record.

use jiff::Timestamp;
use renvoi_reference::Celex;

use crate::client::Answer;
use crate::config::Mode;
use crate::download::{self, Received};
use crate::error::FetchError;
use crate::folder::PART;
use crate::format::Format;
use crate::manifest::{Cut, Document, File};
use crate::report::{Event, State};
use crate::retry::Fault;
use crate::run::Run;

/// A document that is asked for.
#[derive(Debug)]
pub(crate) struct Building {
    pub(crate) celex: Celex,
    pub(crate) format: Format,
    /// Whether it has one part only, which then needs no number.
    pub(crate) alone: bool,
}

/// A file of a document, and what was done for it.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) file: File,
    pub(crate) state: State,
}

impl Building {
    pub(crate) fn new(celex: &Celex, format: Format) -> Self {
        Self {
            celex: celex.clone(),
            format,
            alone: false,
        }
    }

    /// What its files are called, made of the number alone: no name that a server gives is used.
    fn stem(&self, number: Option<u32>) -> String {
        match number {
            Some(number) if !self.alone => format!("{}.DOC_{number}", self.celex),
            _ => self.celex.to_string(),
        }
    }

    /// The file that receives a body whose kind is not known yet.
    pub(crate) fn part_name(&self, number: Option<u32>) -> String {
        format!("{}.{}{PART}", self.stem(number), self.format.extension())
    }
}

impl Run<'_> {
    /// Brings a body to disk, and records what is needed to go on if it is cut.
    pub(crate) fn receive(
        &mut self,
        answer: &mut Answer,
        part: &str,
        celex: &Celex,
    ) -> Result<Received, Fault> {
        let cut = answer
            .validator()
            .filter(|_| answer.encoding.is_none())
            .map(|validator| Cut {
                url: answer.url.clone(),
                validator,
            });
        let before = match cut {
            Some(cut) => self.manifest.cut.insert(part.to_owned(), cut.clone()) != Some(cut),
            None => self.manifest.cut.remove(part).is_some(),
        };
        if before {
            self.save()?;
        }
        let name = celex.to_string();
        let on_event = &mut *self.on_event;
        let mut progress = |bytes, of| {
            on_event(Event::Received {
                name: &name,
                bytes,
                of,
            });
        };
        let received = download::receive(
            answer,
            &self.folder,
            part,
            self.config.largest,
            &mut progress,
        )?;
        self.received = self.received.saturating_add(received.sent);
        Ok(received)
    }

    /// Gives a whole body its name.
    pub(crate) fn keep(
        &mut self,
        building: &Building,
        number: Option<u32>,
        answer: &Answer,
        received: Received,
    ) -> Result<Entry, Fault> {
        let part = building.part_name(number);
        let name = format!("{}.{}", building.stem(number), received.kind.extension());
        let path = self.folder.join(&name);
        if self.config.mode != Mode::Force && !self.manifest.knows(&name) && path.exists() {
            self.drop_part(&part);
            return Err(FetchError::InTheWay { path }.into());
        }
        let same = self
            .file(&building.celex, |file| file.name == name)
            .is_some_and(|file| file.blake3 == received.blake3 && self.has(&file));
        let state = match (same && self.config.mode == Mode::Refresh, received.resumed) {
            (true, _) => State::Unchanged,
            (false, true) => State::Resumed,
            (false, false) => State::Fetched,
        };
        self.folder
            .publish(&part, &name)
            .map_err(|source| FetchError::Write { path, source })?;
        self.manifest.cut.remove(&part);
        let file = File {
            name,
            url: answer.url.clone(),
            media_type: answer.media_type.clone(),
            size: received.size,
            blake3: received.blake3,
            etag: answer.etag.clone(),
            last_modified: answer.last_modified.clone(),
            fetched: now(),
        };
        Ok(Entry { file, state })
    }

    /// Records the parts that came so far, so that a run that is stopped goes on with the next one.
    ///
    /// A document that was whole stays recorded as it was until all of the new one is there.
    pub(crate) fn note_progress(
        &mut self,
        building: &Building,
        entries: &[Entry],
    ) -> Result<(), FetchError> {
        let documents = &mut self.manifest.documents;
        if documents.get(&building.celex).is_some_and(|d| d.complete) {
            return Ok(());
        }
        let mut files: Vec<_> = entries.iter().map(|entry| entry.file.clone()).collect();
        if let Some(before) = documents.remove(&building.celex) {
            let new = |file: &File| !files.iter().any(|f| f.name == file.name);
            let others: Vec<_> = before.files.into_iter().filter(new).collect();
            files.extend(others);
        }
        let document = Document {
            format: building.format,
            complete: false,
            files,
        };
        documents.insert(building.celex.clone(), document);
        self.save()
    }

    /// Records a whole document, and removes the files of the one it replaces.
    pub(crate) fn settle(
        &mut self,
        building: &Building,
        entries: &[Entry],
    ) -> Result<(), FetchError> {
        let document = Document {
            format: building.format,
            complete: true,
            files: entries.iter().map(|entry| entry.file.clone()).collect(),
        };
        let documents = &mut self.manifest.documents;
        let before = documents.insert(building.celex.clone(), document);
        for file in before.into_iter().flat_map(|document| document.files) {
            if !self.manifest.knows(&file.name) {
                self.folder.remove(&file.name);
            }
        }
        let number = format!("{}.", building.celex);
        let cut = &mut self.manifest.cut;
        let left: Vec<_> = cut
            .keys()
            .filter(|part| part.starts_with(&number))
            .cloned()
            .collect();
        for part in left {
            cut.remove(&part);
            self.folder.remove(&part);
        }
        self.save()
    }

    /// The recorded file of a document that came from an address.
    pub(crate) fn recorded(&self, celex: &Celex, url: &str) -> Option<File> {
        self.file(celex, |file| file.url == url)
    }

    fn file(&self, celex: &Celex, is: impl Fn(&File) -> bool) -> Option<File> {
        let document = self.manifest.documents.get(celex)?;
        document.files.iter().find(|file| is(file)).cloned()
    }

    /// Forgets a body.
    pub(crate) fn drop_part(&mut self, part: &str) {
        self.folder.remove(part);
        self.manifest.cut.remove(part);
    }

    /// The range asked for is not there: what was taken for the beginning of the file is not.
    pub(crate) fn start_over(&mut self, answer: &Answer, part: &str) -> Fault {
        self.drop_part(part);
        Fault::passing(FetchError::Damaged {
            url: answer.url.clone(),
            problem: "the file is shorter than what was there of it".to_owned(),
            tries: 1,
        })
    }

    pub(crate) fn save(&self) -> Result<(), FetchError> {
        self.manifest
            .save(self.folder.path())
            .map_err(|(path, source)| FetchError::Write { path, source })
    }
}

/// Now, to the second.
fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}
