//! How long each stage takes, for each format of notices: reading, extracting claims, auditing, reporting.
//! `cargo bench --bench stages`, or with a filter: `cargo bench --bench stages -- extract`.
#![allow(missing_docs, clippy::unwrap_used)]

use candour::Candour;
use candour::audit::{self, Options};
use candour::check::Checked;
use candour::claims;
use candour::law::Date;
use candour::notice::Notice;
use candour::read::{self, Limits};
use candour::report::{Base, Json, JsonLines, Markdown, Report, Sarif, Summary};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use std::io;
use std::path::Path;

/// Files as (name, bytes).
type Files = Vec<(String, Vec<u8>)>;

/// The notices of the corpus, by format.
fn corpus() -> Vec<(&'static str, Files)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let of = |ending: &str| -> Files {
        let mut files: Files = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|e| e == ending))
            .filter(|path| !path.to_string_lossy().contains(".expected."))
            .map(|path| (path.to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
            .collect();
        files.sort();
        assert!(!files.is_empty(), "no .{ending} in {}", folder.display());
        files
    };
    let text = of("txt");
    let html = text.iter().map(|(name, bytes)| (name.replace(".txt", ".html"), page(bytes))).collect();
    vec![("text", text), ("markdown", of("md")), ("html", html), ("yaml", of("yaml"))]
}

/// The same text as a web page: short paragraphs are headings, lines that begin with a mark are items.
fn page(text: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(text).replace('&', "&amp;").replace('<', "&lt;");
    let mut page = "<!doctype html><html lang=\"en\"><body><nav><a href=\"/\">Home</a></nav><main>\n".to_owned();
    for (i, block) in text.split("\n\n").filter(|b| !b.trim().is_empty()).enumerate() {
        let block = block.trim();
        let item = |line: &str| line.trim_start().trim_start_matches(['-', '•', '·']).trim().to_owned();
        if i == 0 {
            page += &format!("<h1>{block}</h1>\n");
        } else if block.len() < 60 && !block.ends_with(['.', ':', ';']) {
            page += &format!("<h2>{block}</h2>\n");
        } else if block.lines().count() > 1 && block.lines().all(|l| l.trim_start().starts_with(['-', '•', '·'])) {
            let items: String = block.lines().map(|l| format!("<li>{}</li>\n", item(l))).collect();
            page += &format!("<ul>\n{items}</ul>\n");
        } else {
            page += &format!("<p class=\"text\">{block}</p>\n");
        }
    }
    page += "</main></body></html>\n";
    page.into_bytes()
}

/// Writes a report of all that was checked to nowhere.
fn report(mut report: impl Report, all: &[Checked]) {
    let out = &mut io::sink();
    let mut summary = Summary::default();
    report.begin(out).unwrap();
    for checked in all {
        summary.add(checked);
        report.document(checked, out).unwrap();
    }
    report.end(&summary, out).unwrap();
}

fn stages(criterion: &mut Criterion) {
    let candour = Candour::builtin().unwrap();
    let options = Options::on(Date::constant(2026, 11, 22));
    let limits = Limits::default();
    criterion.bench_function("set up", |b| b.iter(|| black_box(Candour::builtin().unwrap())));
    let mut all = Vec::new();
    for (format, files) in corpus() {
        let size: usize = files.iter().map(|file| file.1.len()).sum();
        let read = || -> Vec<Notice> {
            files.iter().flat_map(|(path, bytes)| read::read_bytes(path, bytes, None, &limits).unwrap()).collect()
        };
        let notices = read();
        let claims: Vec<_> = notices.iter().map(|n| claims::extract(n, &candour.lexicon, &candour.law)).collect();
        assert!(claims.iter().any(|c| !c.claims.is_empty()), "nothing is claimed in {format}");

        let mut group = criterion.benchmark_group(format);
        group.throughput(Throughput::Bytes(size as u64));
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
        let checked = files.iter().flat_map(|(path, bytes)| candour.check_bytes(path, bytes, None, &limits, &options));
        all.extend(checked);
    }

    let mut group = criterion.benchmark_group("report");
    group.throughput(Throughput::Elements(all.iter().map(|c| c.findings.len() as u64).sum()));
    group.bench_function("jsonl", |b| b.iter(|| report(JsonLines::default(), &all)));
    group.bench_function("json", |b| b.iter(|| report(Json::new("2026-11-22", false), &all)));
    group.bench_function("markdown", |b| b.iter(|| report(Markdown::new("2026-11-22", false), &all)));
    group.bench_function("sarif", |b| {
        let rules = &candour.rules.rules;
        b.iter(|| report(Sarif::new(rules.iter(), Base::default(), "2026-11-22"), &all));
    });
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
