//! Edits that mend: what they are, that they are safe, and the command that makes them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../aid/mod.rs"]
mod aid;
mod apply;
mod command;
mod language;
mod safe;

use candour::Candour;
use candour::audit::Options;
use candour::change::mend::{Mended, Part};
use candour::check::{Checked, sha256};
use candour::claims::Confidence;
use candour::read::Limits;
use std::sync::LazyLock;

static CANDOUR: LazyLock<Candour> = LazyLock::new(|| Candour::builtin().unwrap());

fn options() -> Options {
    Options { min_confidence: Confidence::Possible, ..Options::on("2026-11-22".parse().unwrap()) }
}

fn check(name: &str, bytes: &[u8]) -> Vec<Checked> {
    CANDOUR.check_bytes(name, bytes, None, &Limits::default(), &options())
}

/// What becomes of a file.
fn mend(name: &str, bytes: &[u8]) -> (Vec<Checked>, Mended) {
    let checked = check(name, bytes);
    let parts: Vec<Part> = checked.iter().map(|c| Part::of(&c.notice, &c.findings, &c.held)).collect();
    let source = &checked[0].notice.source;
    let mended = CANDOUR.mend((name, &sha256(bytes)), source, &parts, &Limits::default(), &options());
    (checked, mended)
}

/// A notice in Markdown with some words in it.
fn notice(words: &str) -> String {
    format!(
        "# Privacy notice of Harebell Surgery\n\nHarebell Surgery is the controller of your personal data.\n\n\
         ## What we do\n\n{words}\n\n## Your rights\n\nYou have the right of access to your data.\n\n\
         Last updated: 1 October 2026\n"
    )
}

/// The paragraph of words of a notice after its certain edits.
#[track_caller]
fn mended(words: &str) -> String {
    let text = notice(words);
    let (_, mended) = mend("notice.md", text.as_bytes());
    let all = String::from_utf8(mended.bytes).unwrap();
    let (start, rest) = text.split_once(words).unwrap();
    all.strip_prefix(start).and_then(|t| t.strip_suffix(rest)).unwrap().to_owned()
}
