//! What each fuzz target does with its bytes. A target fails when candour panics, takes too long or too much memory, or
//! when a place is none of the file.

#[path = "../../src/cli/mod.rs"]
#[allow(dead_code)]
mod cli;
mod documents;
#[path = "../../tests/hostile/sound.rs"]
mod sound;

pub use documents::{read_docx, read_mhtml, read_pdf};

use candour::Candour;
use candour::audit::Options;
use candour::audit::portfolio::file::{self as facts, Gathered};
use candour::audit::suppression::read_comment;
use candour::change::{self, mend::Part};
use candour::check::Checked;
use candour::claims;
use candour::eval::Labels;
use candour::law::Date;
use candour::notice::{Caps, Notice};
use candour::read::{Limits, read_bytes};
use candour::report::{
    Annotations, Base, ClaimsJson, ClaimsTable, Concise, GitLab, JUnit, JobSummary, Json, JsonLines, Markdown, Outline,
    Pretty, Report, Sarif, Sheet, Structured, Summary, Table,
};
use candour::rules::pack::Folder;
use candour::rules::{Asked, RuleSet, explain};
use std::sync::LazyLock;

static CANDOUR: LazyLock<Candour> = LazyLock::new(|| Candour::builtin().expect("what is built in is well formed"));
static ASKED: LazyLock<Asked> = LazyLock::new(|| CANDOUR.rules.asked_across());
const DAY: Date = Date::constant(2026, 11, 22);

fn read(path: &str, data: &[u8]) -> Vec<Notice> {
    let notices = read_bytes(path, data, None, &Limits::default()).unwrap_or_default();
    notices.iter().for_each(sound::notice);
    notices
}

macro_rules! readers {
    ($($name:ident $path:literal)*) => { $(
        /// Reads the bytes under this ending.
        pub fn $name(data: &[u8]) {
            read($path, data);
        }
    )* };
}

readers! {
    read_text "a.txt"
    read_markdown "a.md"
    read_html "a.html"
    read_yaml "a.yaml"
    read_json "a.json"
    read_erb "a.html.erb"
    read_njk "a.njk"
    read_hbs "a.hbs"
    read_jsx "a.tsx"
    read_mdx "a.mdx"
}

/// Jinja and Django write their templates into files that end like pages.
pub fn read_jinja(data: &[u8]) {
    read("a.html", &[b"{% extends 'x' %}\n", data].concat());
    read("a.liquid", data);
}

/// The structured notice, as far as its tree.
pub fn read_structured(data: &[u8]) {
    read("a.yaml", &[b"candour: notice/1\n", data].concat());
}

/// The structured notice and its claims.
pub fn extract_structured(data: &[u8]) {
    for notice in read("a.yaml", &[b"candour: notice/1\n", data].concat()) {
        let claims = claims::extract(&notice, &CANDOUR.lexicon, &CANDOUR.law);
        sound::claims(&notice, &claims);
    }
}

/// The lexicon and all extractors, on plain text and Markdown.
pub fn extract_claims(data: &[u8]) {
    let Some((first, data)) = data.split_first() else { return };
    for notice in read(if first % 2 == 0 { "a.txt" } else { "a.md" }, data) {
        let claims = claims::extract(&notice, &CANDOUR.lexicon, &CANDOUR.law);
        sound::claims(&notice, &claims);
    }
}

/// The extractors when the work that may be done is spent on the way.
pub fn extract_spent(data: &[u8]) {
    let Some((steps, data)) = data.split_first_chunk::<2>() else { return };
    let work = u64::from(u16::from_le_bytes(*steps));
    let options = Options { all_files: true, caps: Caps { work, claims: 1 + work % 64 }, ..Options::on(DAY) };
    for checked in CANDOUR.check_bytes("a.md", data, None, &Limits::default(), &options) {
        sound::claims(&checked.notice, &checked.claims);
    }
}

/// A file of rules, and what explains the rules in it.
pub fn load_rules(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let set = RuleSet::load_dir([("house/rule.yaml", text)]);
    for rule in &set.rules {
        let _ = explain(rule);
    }
}

/// The files of a pack, parted by form feeds: manifest, a table of each kind, a rule.
pub fn load_pack(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let names = ["pack.yaml", "tables/schedule.csv", "tables/house.yaml", "rules/rule.yaml"];
    let manifest = "name: x\nversion: 1\ndescription: x\nlanguage: en\n";
    let mut files: Vec<(String, String)> =
        names.iter().zip(text.split('\x0c')).map(|(n, t)| (n.to_string(), t.to_owned())).collect();
    if text.len() % 2 == 0 && !files.is_empty() {
        files[0].1 = manifest.to_owned();
    }
    let folder = Folder { shown: "house".to_owned(), files, errors: Vec::new() };
    let pack = candour::rules::pack::Pack::read(&folder);
    pack.rules(&candour::claims::Cells::new(&CANDOUR.lexicon, &CANDOUR.law));
}

/// A file of phrases.
pub fn load_lexicon(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    CANDOUR.lexicon.faults(&[("lexicon/x.yaml".to_owned(), text.to_owned())]);
}

/// A configuration, as far as the values that the library takes.
pub fn load_config(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(config) = cli::config::Config::parse("candour.yaml".to_owned(), text.to_owned()) {
        let _ = config.settings(&CANDOUR);
    }
}

/// A baseline.
pub fn load_baseline(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let _ = cli::ledger::parse("candour-baseline.yaml", text);
}

/// A suppression: as a comment says it, and as a configuration does.
pub fn load_suppressions(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let _ = read_comment(text);
    let _ = read_comment(&format!("candour: ignore {text}"));
    let text = format!("suppressions:\n  - {}\n", text.replace('\n', "\n    "));
    load_config(text.as_bytes());
}

/// A file of facts: as it is, and with the first and last lines that it needs to be read at all.
pub fn load_facts(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut framed = Vec::new();
    facts::begin(&ASKED, DAY, &mut framed).expect("written");
    framed.extend_from_slice(text.as_bytes());
    framed.push(b'\n');
    facts::end(text.lines().filter(|l| !l.trim().is_empty()).count(), &mut framed).expect("written");
    let framed = String::from_utf8(framed).expect("text and text");
    for text in [text, &framed] {
        let mut gathered = Gathered::default();
        if gathered.add("facts.jsonl", text.as_bytes(), &ASKED, Some(DAY)).is_ok() {
            CANDOUR.portfolio(&gathered.notices, &Options::on(DAY));
        }
    }
}

/// Labels of `candour eval`.
pub fn load_labels(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    Labels::default().add("labels.jsonl", text, None);
}

/// The name of a file of the format that the first byte stands for, and the bytes after it.
fn file(data: &[u8]) -> Option<(&'static str, &[u8])> {
    const PATHS: [&str; 8] = ["a.txt", "a.md", "a.html", "a.yaml", "a.njk", "a.tsx", "a.erb", "a.json"];
    let (first, data) = data.split_first()?;
    Some((PATHS[usize::from(*first) % PATHS.len()], data))
}

fn options(comments: bool) -> Options {
    Options { all_files: true, comments, ..Options::on(DAY) }
}

fn check(data: &[u8], comments: bool) -> Vec<Checked> {
    let Some((path, data)) = file(data) else { return Vec::new() };
    CANDOUR.check_bytes(path, data, None, &Limits::default(), &options(comments))
}

/// The edits that can be made by themselves; what comes out is read again, and nothing new is found in it.
fn mend(data: &[u8], all: &[Checked]) {
    let (Some((path, _)), Some(first)) = (file(data), all.first()) else { return };
    let parts: Vec<Part> = all.iter().map(|c| Part::of(&c.notice, &c.findings, &c.held)).collect();
    if parts.iter().all(|p| p.offers.is_empty()) {
        return;
    }
    let name = (path, first.about.sha256.as_deref().unwrap_or_default());
    let mended = CANDOUR.mend(name, &first.notice.source, &parts, &Limits::default(), &options(true));
    let found = |all: &[Checked]| all.iter().map(|c| c.findings.len()).sum::<usize>();
    if !mended.made.is_empty() {
        let after = CANDOUR.check_bytes(path, &mended.bytes, None, &Limits::default(), &options(true));
        assert!(after.len() == all.len() && found(&after) <= found(all), "{:?}", mended.made);
    }
}

/// Two versions of a notice, parted by a form feed.
pub fn compare(data: &[u8]) {
    let mut parts = data.splitn(2, |b| *b == 0x0c);
    let old = check(parts.next().unwrap_or_default(), false);
    let new = check(parts.next().unwrap_or(data), false);
    if let (Some(old), Some(new)) = (old.first(), new.first()) {
        change::compare(&old.side(), &new.side(), &CANDOUR.law);
    }
}

/// Bytes to every report, and to what can be mended by itself.
pub fn pipeline(data: &[u8]) {
    let all = check(data, true);
    mend(data, &all);
    let mut summary = Summary::default();
    let mut facts = Vec::new();
    for checked in &all {
        sound::notice(&checked.notice);
        sound::claims(&checked.notice, &checked.claims);
        for finding in &checked.findings {
            for mark in std::iter::once(&finding.primary).chain(&finding.related) {
                assert!(checked.notice.text.get(mark.span.range()).is_some(), "{finding:?}");
            }
        }
        summary.add(checked);
        let of = CANDOUR.facts(checked, &ASKED);
        facts.extend(of.map(|facts| candour::audit::portfolio::Packed::of(facts).expect("it can be packed")));
    }
    // As if another notice said the same, so that rules across notices have something to join.
    facts.extend(facts.clone());
    let portfolio = CANDOUR.portfolio(&facts, &Options::on(DAY));
    // Rules are described the same whatever the notice; one of them will do.
    let rules: Vec<_> = CANDOUR.rules.rules.iter().take(1).collect();
    let mut reports: Vec<Box<dyn Report>> = vec![
        Box::new(Pretty { width: 60, colour: data.len() % 2 == 0, quiet: false }),
        Box::new(Concise { quiet: false }),
        Box::new(Table::new(80, false)),
        Box::new(Json::new(DAY, data.len() % 3 == 0)),
        Box::new(JsonLines::default()),
        Box::new(Sarif::new(rules.into_iter(), Base::default(), DAY)),
        Box::new(Annotations::new(Base::default(), false)),
        Box::new(JobSummary::new(Base::default(), DAY)),
        Box::new(GitLab::new(Base::default())),
        Box::new(JUnit::new(Base::default(), DAY)),
        Box::new(Markdown::new(DAY, false)),
        Box::new(Sheet),
        Box::new(ClaimsJson::default()),
        Box::new(ClaimsTable { width: 100 }),
        Box::new(Outline),
        Box::new(Structured::default()),
    ];
    for report in &mut reports {
        let mut out = Vec::new();
        report.begin(&mut out).expect("written");
        for checked in &all {
            report.document(checked, &mut out).expect("written");
        }
        report.portfolio(&portfolio, &mut out).expect("written");
        report.end(&summary, &mut out).expect("written");
        assert!(std::str::from_utf8(&out).is_ok());
    }
}
