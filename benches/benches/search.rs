//! Search end to end in process, over the sample indexed a hundred times (some
//! 40,000 passages and notes), by class of query.
//! `cargo bench -p renvoi-benches --bench search`

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use renvoi_benches::index_sample;
use renvoi_query::{Deadline, Engine, Page, Part, cite, search};

const COPIES: usize = 100;

const QUERIES: &[(&str, &str)] = &[
    ("word", "cybersécurité"),
    ("words", "résilience des infrastructures critiques"),
    ("phrase", "\"sécurité des réseaux\""),
    ("reference", "COM(2020) 605"),
    ("filter", "terrorisme note:oui"),
];

fn queries(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    index_sample(folder.path(), COPIES).expect("an index of the sample");
    let index = renvoi_backend::open(folder.path()).expect("the index opens");
    let engine = Engine::new(index);
    let view = engine.view(Deadline::NONE).expect("the index is read");
    let mut group = criterion.benchmark_group("search");
    for (class, query) in QUERIES {
        group.bench_function(*class, |b| {
            b.iter(|| search(&view, black_box(query), Page::default()).expect("an answer"));
        });
    }
    group.finish();
    criterion.bench_function("cite", |b| {
        b.iter(|| cite(&view, black_box("COM(2020) 607"), Part::WHOLE).expect("an answer"));
    });
}

criterion_group!(benches, queries);
criterion_main!(benches);
