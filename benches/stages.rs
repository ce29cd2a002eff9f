//! How long each stage takes: reading, extracting claims, auditing. `cargo bench --bench stages`.
#![allow(missing_docs, clippy::unwrap_used)]

use candour::Candour;
use candour::audit::{self, Options};
use candour::claims;
use candour::law::Date;
use candour::read::{self, Limits};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use std::path::Path;

/// The notices of the corpus: name and bytes.
fn corpus() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut notices: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt" || e == "md" || e == "yaml"))
        .filter(|path| !path.to_string_lossy().contains(".expected."))
        .map(|path| (path.to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect();
    if notices.is_empty() {
        let text = "Privacy notice\n\nWe keep your personal data for 7 years under Article 6(1)(b).\n".repeat(50);
        notices.push(("notice.txt".to_owned(), text.into_bytes()));
    }
    notices.sort();
    notices
}

fn stages(criterion: &mut Criterion) {
    let candour = Candour::builtin().unwrap();
    let options = Options::on(Date::constant(2026, 11, 22));
    let limits = Limits::default();
    let corpus = corpus();
    let size: usize = corpus.iter().map(|c| c.1.len()).sum();
    let read = || -> Vec<_> {
        corpus
            .iter()
            .flat_map(|(path, bytes)| read::read_bytes(path, bytes, None, &limits).unwrap_or_default())
            .collect()
    };
    let notices = read();
    let claims: Vec<_> = notices.iter().map(|n| claims::extract(n, &candour.lexicon, &candour.law)).collect();

    let mut group = criterion.benchmark_group("stages");
    group.throughput(Throughput::Bytes(size as u64));
    group.bench_function("set up", |b| b.iter(|| black_box(Candour::builtin().unwrap())));
    group.bench_function("read", |b| b.iter(|| black_box(read())));
    group.bench_function("extract", |b| {
        b.iter(|| {
            for notice in &notices {
                black_box(claims::extract(notice, &candour.lexicon, &candour.law));
            }
        });
    });
    group.bench_function("audit", |b| {
        b.iter(|| {
            for (notice, claims) in notices.iter().zip(&claims) {
                black_box(audit::audit(notice, claims, &candour.rules, &candour.law, &options));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
