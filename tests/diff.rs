//! Two versions of a notice: material changes told from editorial ones, on whole notices with one edit each.
#![allow(clippy::unwrap_used, clippy::panic)]

use candour::Candour;
use candour::audit::Options;
use candour::change::{Difference, Fate, Weight, compare};
use candour::check::Checked;
use candour::law::Date;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static CANDOUR: LazyLock<Candour> = LazyLock::new(|| Candour::builtin().unwrap());

#[derive(Deserialize)]
struct Pairs {
    material: Vec<Pair>,
    editorial: Vec<Pair>,
}

/// A notice and one edit of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    /// The notice.
    of: String,
    /// What the edit is.
    name: String,
    /// The kind of change that must be told.
    tells: Option<String>,
    /// Words that occur once.
    from: Option<String>,
    /// Words in their place.
    to: Option<String>,
    /// Several replacements.
    #[serde(default)]
    each: BTreeMap<String, String>,
    /// Two sections that change places, by their headings.
    swap: Option<(String, String)>,
    /// Paragraphs are set in lines of so many characters.
    wrap: Option<usize>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff")
}

impl Pair {
    /// The notice that is edited, one of notices/ or of the corpus.
    fn base(&self) -> PathBuf {
        let own = folder().join("notices").join(&self.of);
        if own.exists() { own } else { folder().join("../../corpus").join(&self.of) }
    }

    /// The text before and after the edit.
    fn texts(&self) -> (String, String) {
        let old = fs::read_to_string(self.base()).unwrap().replace("\r\n", "\n");
        let mut new = old.clone();
        let edits = self.from.iter().zip(&self.to).chain(&self.each);
        for (from, to) in edits {
            let found = new.match_indices(from.as_str()).count();
            assert_eq!(found, 1, "{}: `{from}` occurs {found} times", self.name);
            new = new.replace(from, to);
        }
        if let Some((first, second)) = &self.swap {
            let (a, b) = (new.find(first).unwrap(), new.find(second).unwrap());
            let end = new[b + 1..].find("\n## ").map_or(new.len(), |i| b + 1 + i + 1);
            new = format!("{}{}{}{}", &new[..a], &new[b..end], &new[a..b], &new[end..]);
        }
        if let Some(columns) = self.wrap {
            new = new.split("\n\n").map(|p| wrapped(p, columns)).collect::<Vec<_>>().join("\n\n");
        }
        assert_ne!(old, new, "{}", self.name);
        (old, new)
    }
}

/// A paragraph in lines of so many characters; lists, tables and headings stay.
fn wrapped(paragraph: &str, columns: usize) -> String {
    if paragraph.starts_with(['#', '-', '|']) {
        return paragraph.to_owned();
    }
    let mut lines = vec![String::new()];
    for word in paragraph.split_whitespace() {
        let line = lines.last_mut().unwrap();
        if !line.is_empty() && line.len() + word.len() >= columns {
            lines.push(word.to_owned());
        } else {
            *line = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        }
    }
    lines.join("\n") + if paragraph.ends_with('\n') { "\n" } else { "" }
}

fn checked(name: &str, text: &str) -> Checked {
    CANDOUR.check_text(name, text, &Options::on(Date::constant(2026, 11, 22))).remove(0)
}

fn difference(name: &str, old: &str, new: &str) -> Difference {
    let (old, new) = (checked(name, old), checked(name, new));
    compare(&old.side(), &new.side(), &CANDOUR.law)
}

fn pairs() -> Pairs {
    serde_yaml::from_str(&fs::read_to_string(folder().join("pairs.yaml")).unwrap()).unwrap()
}

#[test]
fn material_changes_are_told_from_editorial_ones() {
    let pairs = pairs();
    assert!(pairs.material.len() >= 30 && pairs.editorial.len() >= 30);
    let (mut missed, mut wrong, mut alarms) = (Vec::new(), Vec::new(), Vec::new());
    for pair in &pairs.material {
        let (old, new) = pair.texts();
        let found = difference(&pair.of, &old, &new);
        let says: Vec<String> =
            found.changes.iter().map(|c| format!("{} {}: {}", c.weight.name(), c.kind, c.says)).collect();
        if found.weight() != Some(Weight::Material) {
            missed.push(format!("{} ({}): {says:#?}", pair.name, pair.of));
        } else {
            let tells = pair.tells.as_deref().unwrap();
            let told = found.changes.iter().any(|c| c.weight == Weight::Material && c.kind == tells);
            if !told {
                wrong.push(format!("{} ({}): no {tells} in {says:#?}", pair.name, pair.of));
            }
        }
    }
    for pair in &pairs.editorial {
        let (old, new) = pair.texts();
        let found = difference(&pair.of, &old, &new);
        let material = found.changes.iter().filter(|c| c.weight == Weight::Material);
        let says: Vec<String> = material.map(|c| format!("{}: {}", c.kind, c.says)).collect();
        if !says.is_empty() {
            alarms.push(format!("{} ({}): {says:#?}", pair.name, pair.of));
        }
    }
    assert!(
        missed.is_empty() && wrong.is_empty() && alarms.len() <= 1,
        "missed {}:\n{}\n\ntold as something else {}:\n{}\n\nfalse alarms {}:\n{}",
        missed.len(),
        missed.join("\n"),
        wrong.len(),
        wrong.join("\n"),
        alarms.len(),
        alarms.join("\n")
    );
}

#[test]
fn a_notice_does_not_differ_from_itself() {
    let mut seen = 0;
    for entry in fs::read_dir(folder().join("../../corpus")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_string_lossy().into_owned();
        if path.is_dir() || name.ends_with(".expected.yaml") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let found = difference(&name, &text, &text);
        assert_eq!(found.weight(), None, "{name}: {:#?}", found.changes);
        assert!(found.findings.introduced.is_empty() && found.findings.fixed.is_empty(), "{name}");
        assert!(found.findings.moved.is_empty(), "{name}");
        seen += 1;
    }
    assert!(seen > 15);
}

/// What is the same in both versions is no word of the difference, and what is not is there in full.
#[test]
fn the_words_that_differ() {
    let old = "# Privacy notice\n\nWe keep it for six years.\n\nWe sell\nnothing.\n";
    let new = "# Privacy notice\n\nWe keep it for seven\nyears. That is long.\n\nWe sell nothing.\n";
    let found = difference("n.md", old, new);
    let words = |fate: Fate| -> Vec<&str> {
        let pieces = found.text.iter().flat_map(|h| &h.pieces);
        pieces.filter(|p| p.fate == fate).map(|p| p.text.as_str()).collect()
    };
    assert_eq!(words(Fate::Removed), ["six"]);
    assert_eq!(words(Fate::Added), ["seven", "That is long."]);
}

#[test]
fn one_edit_is_told_once() {
    let (old, new) = ("We share your data with our bank.", "We share your data with our bank and our insurer.");
    let text = |words: &str| format!("# Privacy notice\n\nSable Row Ltd is the controller.\n\n{words}\n");
    let found = difference("n.md", &text(old), &text(new));
    let says: Vec<&str> = found.changes.iter().map(|c| c.says.as_str()).collect();
    assert_eq!(says, ["New recipient: insurer"]);
}
