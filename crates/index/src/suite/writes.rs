//! What is seen when, and by whom.

use super::{Place, fill, id, library, matching, seen, word};
use crate::deadline::Deadline;
use crate::field::{Field, resource};
use crate::find::Find;
use crate::look_up::LookUps;
use crate::query::Query;
use crate::snapshot::Snapshot;
use crate::write::Mode;

fn documents(snapshot: &dyn Snapshot) -> usize {
    snapshot.documents(None, 0).expect("a page").total
}

pub(super) fn a_run_is_seen_whole_or_not_at_all(place: &dyn Place) {
    fill(place);
    let index = place.open().expect("an index");
    let count = || documents(&*index.snapshot(Deadline::NONE).expect("a snapshot"));
    let writer = place.write(Mode::Update).expect("a writer");
    writer.remove(&id("law")).expect("removed");
    index.refresh().expect("refreshed");
    assert_eq!(count(), 3, "nothing is seen before it is saved");
    drop(writer);
    index.refresh().expect("refreshed");
    assert_eq!(count(), 3, "what was dropped never happened");
    let writer = place.write(Mode::Update).expect("a writer again");
    writer.remove(&id("law")).expect("removed");
    assert_eq!(documents(&*writer.before().expect("before")), 3);
    writer.finish().expect("finished");
    index.refresh().expect("refreshed");
    assert_eq!(count(), 2);
    let gone = matching(
        &*index.snapshot(Deadline::NONE).expect("a snapshot"),
        Find::of(word("rouge")),
    );
    assert!(gone.is_empty(), "all of a document goes with it");
}

pub(super) fn one_writes_at_a_time(place: &dyn Place) {
    fill(place);
    let first = place.write(Mode::Update).expect("a writer");
    let second = place
        .write(Mode::Update)
        .err()
        .expect("a second one is refused");
    assert!(second.to_string().contains("wait"), "{second}");
    drop(first);
    drop(place.write(Mode::Update).expect("the next one"));
}

pub(super) fn a_snapshot_stays_what_it_is(place: &dyn Place) {
    fill(place);
    let index = place.open().expect("an index");
    let before = index.snapshot(Deadline::NONE).expect("a snapshot");
    let again = index.snapshot(Deadline::NONE).expect("a snapshot");
    assert_eq!(before.state(), again.state());
    let writer = place.write(Mode::Update).expect("a writer");
    writer.remove(&id("law")).expect("removed");
    writer.remove(&id("report")).expect("removed");
    writer.finish().expect("finished");
    index.refresh().expect("refreshed");
    let after = index.snapshot(Deadline::NONE).expect("a snapshot");
    assert_ne!(before.state(), after.state());
    let phares = |snapshot: &dyn Snapshot| matching(snapshot, Find::of(word("phare"))).len();
    assert_eq!((phares(&*before), phares(&*after)), (4, 2));
    assert_eq!((documents(&*before), documents(&*after)), (3, 1));
}

pub(super) fn documents_are_replaced_and_taken_out(place: &dyn Place) {
    fill(place);
    let mut law = library().remove(0).1;
    law.truncate(2);
    let mut writer = place.write(Mode::Update).expect("a writer");
    assert!(!writer.is_new());
    writer.put(&id("law"), law).expect("put");
    let mut head = library().remove(2).1.remove(0);
    head.stored = "stored anew".to_owned();
    writer.put_head(&id("report"), head).expect("put");
    writer.save("").expect("saved");
    let before = writer.before().expect("before");
    assert!(
        matching(&*before, Find::of(word("rouge"))).is_empty(),
        "what is saved is before"
    );
    writer.show().expect("shown");
    writer.finish().expect("finished");
    let snapshot = seen(place);
    assert_eq!(documents(&*snapshot), 3);
    let asked = LookUps {
        documents: vec![id("report"), id("law")],
        ..LookUps::default()
    };
    let found = snapshot.look_up(&asked).expect("answers").documents;
    let (head, records) = found[0].clone().expect("a document");
    assert_eq!(
        (head.as_str(), records.len()),
        ("stored anew", 3),
        "records stay"
    );
    assert_eq!(
        found[1].clone().expect("a document").1.len(),
        1,
        "nothing of the old one stays"
    );
    let all = matching(&*snapshot, Find::of(Query::has(Field::Document, "law")));
    assert_eq!(all, ["law/p1"]);
}

pub(super) fn notes_and_texts_are_kept(place: &dyn Place) {
    let mut writer = place.write(Mode::Update).expect("a writer");
    assert!(writer.is_new());
    assert_eq!(writer.note().expect("a note"), "");
    writer.keep(resource::THESAURUS, "topics").expect("kept");
    for (document, entries) in library() {
        writer.put(&document, entries).expect("put");
    }
    writer.save("half done").expect("saved");
    writer.show().expect("shown");
    drop(writer);
    let writer = place.write(Mode::Update).expect("a writer");
    assert_eq!(writer.note().expect("a note"), "half done");
    writer.put(&id("law"), library().remove(0).1).expect("put");
    writer.finish().expect("finished");
    let writer = place.write(Mode::Update).expect("a writer");
    assert_eq!(
        writer.note().expect("a note"),
        "",
        "what is finished has no note"
    );
    drop(writer);
    let snapshot = seen(place);
    let text = |name| snapshot.resource(name).expect("an answer");
    assert_eq!(text(resource::THESAURUS).as_deref(), Some("topics"));
    assert_eq!(text(resource::DICTIONARY), None);
}

pub(super) fn a_new_generation_is_built_beside_and_swapped(place: &dyn Place) {
    fill(place);
    let writer = place.write(Mode::Update).expect("a writer");
    writer.keep(resource::THESAURUS, "topics").expect("kept");
    writer.put(&id("law"), library().remove(0).1).expect("put");
    writer.finish().expect("finished");
    let index = place.open().expect("an index");
    let now = || index.snapshot(Deadline::NONE).expect("a snapshot");
    let old = now();
    let rebuild = || {
        let mut writer = place.write(Mode::Rebuild).expect("a writer");
        assert!(writer.is_new());
        assert_eq!(documents(&*writer.before().expect("before")), 0);
        writer.put(&id("law"), library().remove(0).1).expect("put");
        writer.save("half done").expect("saved");
        writer.show().expect("shown");
        assert_eq!(documents(&*writer.before().expect("before")), 1);
        index.refresh().expect("refreshed");
        assert_eq!(documents(&*now()), 3, "it is seen at its end only");
        writer
    };
    drop(rebuild());
    index.refresh().expect("refreshed");
    assert_eq!(documents(&*now()), 3, "one that was dropped never happened");
    assert_eq!(now().state(), old.state());
    rebuild().finish().expect("finished");
    index.refresh().expect("refreshed");
    let new = now();
    assert_eq!(documents(&*new), 1);
    assert_ne!(new.state().generation, old.state().generation);
    let text = new.resource(resource::THESAURUS).expect("an answer");
    assert_eq!(text.as_deref(), Some("topics"), "what was kept stays");
    assert_eq!(documents(&*old), 3, "a snapshot stays what it is");
}
