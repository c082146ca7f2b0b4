//! An index whose files are sound and whose contents do not fit together: what is missing is named.

use std::sync::Arc;

use renvoi_document::{Document, DocumentId};
use renvoi_index::memory::Memory;
use renvoi_index::{Deadline, Entry, Finding, Index, IndexError, Mode, Severity, Snapshot, Writer};
use renvoi_indexing::{Counts, Resources, Run, examine};
use renvoi_ingest::read_bytes;

/// A writer that loses the last entry of each document.
struct Losing(Box<dyn Writer>);

impl Writer for Losing {
    fn before(&self) -> Result<Arc<dyn Snapshot>, IndexError> {
        self.0.before()
    }

    fn is_new(&self) -> bool {
        self.0.is_new()
    }

    fn note(&self) -> Result<String, IndexError> {
        self.0.note()
    }

    fn put(&self, document: &DocumentId, mut entries: Vec<Entry>) -> Result<(), IndexError> {
        entries.pop();
        self.0.put(document, entries)
    }

    fn put_head(&self, document: &DocumentId, head: Entry) -> Result<(), IndexError> {
        self.0.put_head(document, head)
    }

    fn remove(&self, document: &DocumentId) -> Result<(), IndexError> {
        self.0.remove(document)
    }

    fn keep(&self, name: &'static str, text: &str) -> Result<(), IndexError> {
        self.0.keep(name, text)
    }

    fn save(&mut self, note: &str) -> Result<(), IndexError> {
        self.0.save(note)
    }

    fn show(&mut self) -> Result<(), IndexError> {
        self.0.show()
    }

    fn finish(self: Box<Self>) -> Result<(), IndexError> {
        self.0.finish()
    }
}

/// A version of one act.
fn version(day: Option<&str>) -> Document {
    let name = day.map_or("32016r0679".to_owned(), |day| {
        format!("02016r0679-{}", day.replace('-', ""))
    });
    let text = "Article premier\n\
        Le règlement protège les données[footnoteRef:2]. [2: Voir COM(2020) 605.]\n\
        Les menaces évoluent.\n";
    let read = read_bytes(&format!("{name}.txt"), text.as_bytes());
    let mut document = read.expect("a document");
    document.reference = Some("32016R0679".to_owned());
    document.consolidated = day.map(|day| day.parse().expect("a day"));
    document
}

fn put(writer: Box<dyn Writer>) {
    let run = Run::new(writer, Resources::default(), "memory").expect("a run");
    for document in [version(None), version(Some("2016-05-04"))] {
        let origin = document.id.to_string();
        run.put(document, "digest", &origin).expect("put");
    }
    run.commit().expect("committed");
}

fn examined(index: &Memory) -> (Counts, Vec<Finding>) {
    let snapshot = index.snapshot(Deadline::NONE).expect("a snapshot");
    examine(&*snapshot).expect("examined")
}

#[test]
fn what_fits_together_is_counted() {
    let index = Memory::default();
    put(index.write(Mode::Update).expect("a writer"));
    let (counts, findings) = examined(&index);
    assert_eq!(findings, []);
    assert_eq!((counts.documents, counts.replaced), (2, 1));
    assert_eq!(counts.footnotes, 2);
    assert!(counts.passages >= 4, "{counts:?}");
}

#[test]
fn what_points_nowhere_is_named() {
    let index = Memory::default();
    put(index.write(Mode::Update).expect("a writer"));
    let writer = index.write(Mode::Update).expect("a writer");
    let newest = version(Some("2016-05-04")).id;
    writer.remove(&newest).expect("removed");
    writer.finish().expect("finished");
    let (_, findings) = examined(&index);
    let [found] = findings.as_slice() else {
        panic!("{findings:?}");
    };
    assert_eq!(found.severity, Severity::Damage);
    assert_eq!(found.what, version(None).id.to_string());
    assert!(found.problem.contains(newest.as_str()), "{found:?}");
    assert!(!found.remedy.is_empty());
}

#[test]
fn a_document_that_is_not_whole_is_named() {
    let index = Memory::default();
    put(Box::new(Losing(
        index.write(Mode::Update).expect("a writer"),
    )));
    let (_, findings) = examined(&index);
    for document in [version(None), version(Some("2016-05-04"))] {
        let of = |finding: &&Finding| finding.what == document.id.to_string();
        let found = findings.iter().find(of).expect("it is named");
        assert!(found.problem.contains("notes of"), "{found:?}");
    }
}
