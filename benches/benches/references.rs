//! The reference scanner: on documents, and on 100 MB of text made to be slow.
//! `cargo bench -p renvoi-benches --bench references`

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use renvoi_benches::{ADVERSARIAL, repeat, sample};
use renvoi_reference::scan;

const BYTES: usize = 100_000_000;

fn documents(criterion: &mut Criterion) {
    let text: String = sample()
        .iter()
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .collect();
    let mut group = criterion.benchmark_group("documents");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("sample", |b| b.iter(|| scan(black_box(&text)).len()));
    group.finish();
}

fn adversarial(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("adversarial-100-MB");
    group
        // One pass a sample: each takes seconds.
        .sampling_mode(SamplingMode::Flat)
        .sample_size(10)
        .warm_up_time(Duration::from_millis(1))
        .measurement_time(Duration::from_secs(1));
    for (name, piece) in ADVERSARIAL {
        let text = repeat(piece, BYTES);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(*name, |b| b.iter(|| scan(black_box(&text)).len()));
    }
    group.finish();
}

criterion_group!(benches, documents, adversarial);
criterion_main!(benches);
