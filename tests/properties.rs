//! What must hold of every notice: claims stand where they say they stand, and the way a text is laid out does not change
//! what it says.

#![allow(clippy::expect_used, clippy::panic)]

use candour::Candour;
use candour::audit::Options;
use candour::check::Checked;
use candour::notice::{BlockKind, Notice};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static CANDOUR: LazyLock<Candour> = LazyLock::new(|| Candour::builtin().expect("it is well formed"));

/// Every notice of the corpus: name and text.
static CORPUS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in ["corpus", "corpus/layouts"] {
        let all = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("a folder");
        files.extend(all.map(|e| e.expect("an entry").path()).filter(|p| p.is_file()));
    }
    files.sort();
    let name = |p: &Path| p.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let read = |p: &PathBuf| (name(p), std::fs::read_to_string(p).expect("it can be opened"));
    files.iter().map(read).filter(|f| !f.0.ends_with(".expected.yaml") && !f.0.starts_with('.')).collect()
});

fn ending(ending: &str) -> Vec<&'static (String, String)> {
    CORPUS.iter().filter(|f| f.0.ends_with(ending)).collect()
}

fn check(name: &str, text: &str) -> Vec<Checked> {
    CANDOUR.check_text(name, text, &Options::on("2026-11-22".parse().expect("a date")))
}

/// How often each claim is made: kind, value, polarity.
type Said = BTreeMap<(String, String, &'static str), u32>;

fn said(name: &str, text: &str) -> Said {
    let mut said = Said::new();
    for claim in check(name, text).iter().flat_map(|c| &c.claims.claims) {
        *said.entry((claim.kind.to_owned(), claim.value.to_lowercase(), claim.polarity.name())).or_default() += 1;
    }
    said
}

/// What differs between what two texts say.
fn differences(name: &str, before: &str, after: &str) -> Vec<String> {
    let (old, new) = (said(name, before), said(name, after));
    let keys = old.keys().chain(new.keys().filter(|k| !old.contains_key(k)));
    let count = |said: &Said, key| said.get(key).copied().unwrap_or(0);
    keys.filter(|k| count(&old, k) != count(&new, k))
        .map(|k| format!("{name}: {} {} {}: {}, was {}", k.0, k.1, k.2, count(&new, k), count(&old, k)))
        .collect()
}

fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| c.is_alphanumeric())
}

#[test]
fn claims_stand_where_they_say() {
    for (name, text) in CORPUS.iter() {
        for checked in check(name, text) {
            let notice = &checked.notice;
            for claim in &checked.claims.claims {
                for span in [claim.span, claim.sentence] {
                    let words = notice.text.get(span.range());
                    assert!(words.is_some_and(|w| !w.is_empty()), "{name}: {claim:?}");
                    let words = words.unwrap_or_default();
                    let source = notice.source.text.get(notice.map.source(span).range());
                    let source = source.unwrap_or_else(|| panic!("{name}: {claim:?}"));
                    if name.ends_with(".txt") {
                        // An address over several lines holds the breaks between them.
                        let plain = |text: &str| text.replace(['\n', '\r'], " ");
                        assert_eq!(plain(words), plain(source), "{name}: {claim:?}");
                    }
                    let entities = source.contains('&') || source.contains('\\');
                    // Markup and code between the words aside, the file says the same.
                    let mut rest = letters(source);
                    let same = letters(words).all(|c| rest.any(|s| s == c));
                    assert!(same || entities, "{name}: {words:?} is {source:?}");
                }
            }
        }
    }
}

/// Whether a line begins with what would be read as a marker.
fn marks(line: &str) -> bool {
    let word = line.split(' ').next().unwrap_or_default();
    let bare = word.trim_matches(['(', ')', '[', ']', '.']);
    bare.len() < word.len() && bare.len() <= 5
        || !word
            .starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\'' | '(' | '\u{201c}' | '\u{2018}' | '£'))
        || matches!(word, "o")
}

/// Some words with line breaks where the next one does not fit; as they are where a line would begin with a marker.
fn wrapped(words: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => line.extend([" ", word]),
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.iter().skip(1).any(|l| marks(l)) { words.to_owned() } else { lines.join("\n") }
}

/// A text whose paragraphs between blank lines are wrapped anew.
fn rewrapped(name: &str, text: &str, width: usize) -> String {
    let notices = check(name, text);
    let notice: &Notice = &notices[0].notice;
    let mut out = String::new();
    let mut at = 0;
    for block in notice.blocks.iter().filter(|b| b.kind == BlockKind::Paragraph && b.marker.is_empty()) {
        let source = notice.map.source(block.span).range();
        let blank = |s: &str| s.trim_matches([' ', '\t', '\r']).is_empty();
        let before = text[..source.start].rsplitn(3, '\n').collect::<Vec<_>>();
        let after = text[source.end..].splitn(3, '\n').collect::<Vec<_>>();
        let alone = before.iter().take(2).all(|l| blank(l)) && after.iter().take(2).all(|l| blank(l));
        let words = &text[source.clone()];
        // A line break that Markdown keeps, a template's code and a table stay as they are.
        let kept = ["  \n", "\\\n", "<", "{", "|", "\t"].iter().any(|k| words.contains(k));
        if source.start < at || !alone || kept || words.chars().count() < 30 {
            continue;
        }
        out.push_str(&text[at..source.start]);
        out.push_str(&wrapped(words, width));
        at = source.end;
    }
    out + &text[at..]
}

/// A text with other bullets.
fn bulleted(name: &str, text: &str, bullet: &str) -> String {
    let bullets = ["•", "-", "*", "·", "–", "▪"];
    let lists = |line: &str| {
        let bare = line.trim_start();
        let mark = bullets.iter().find(|b| bare.starts_with(**b) && bare[b.len()..].starts_with([' ', '\t']))?;
        Some((line.len() - bare.len(), mark.len()))
    };
    let markdown = name.contains(".md");
    let change = |line: &str| match lists(line) {
        Some((at, _)) if markdown && !line[at..].starts_with(['-', '*']) => line.to_owned(),
        Some((at, len)) => format!("{}{bullet}{}", &line[..at], &line[at + len..]),
        None => line.to_owned(),
    };
    text.split_inclusive('\n').map(change).collect()
}

/// Markdown whose plain lists are written in HTML.
fn with_html_lists(text: &str) -> String {
    let item = |line: &str| {
        let bare = line.trim_start();
        let words = bare.strip_prefix("- ").or(bare.strip_prefix("* "))?;
        Some(((line.len() - bare.len()) / 2, words.to_owned()))
    };
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::new();
    let mut at = 0;
    while at < lines.len() {
        let run: Vec<(usize, String)> = lines[at..].iter().map_while(|l| item(l)).collect();
        let next = lines.get(at + run.len()).is_none_or(|l| l.trim().is_empty());
        let plain = run.iter().all(|(_, words)| !words.contains(['*', '[', '`', '<', '&', '{', '\\', '_']));
        if run.len() < 2 || !next || !plain {
            let taken = run.len().max(1);
            lines[at..at + taken].iter().for_each(|l| out.extend([l, "\n"]));
            at += taken;
            continue;
        }
        let mut open = Vec::new();
        for (depth, words) in &run {
            while open.last().is_some_and(|d| d > depth) {
                out.push_str("</li>\n</ul>\n");
                open.pop();
            }
            if open.last() == Some(depth) {
                out.push_str("</li>\n");
            } else {
                out.push_str("<ul>\n");
                open.push(*depth);
            }
            out.extend(["<li>", words]);
        }
        out.push_str(&"</li>\n</ul>\n".repeat(open.len()));
        at += run.len();
    }
    out
}

#[test]
fn html_lists_say_what_markdown_lists_say() {
    let mut changed = 0;
    let mut wrong = Vec::new();
    for (name, text) in ending(".md") {
        let html = with_html_lists(text);
        changed += html.matches("<li>").count();
        wrong.extend(differences(name, text, &html));
    }
    assert!(changed > 40, "{changed} items");
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn bullets_say_nothing() {
    let mut wrong = Vec::new();
    for (name, text) in CORPUS.iter() {
        let bullets: &[&str] =
            if name.ends_with(".txt") { &["•", "-", "*", "·", "–", "▪"] } else { &["-", "*", "+"] };
        if name.ends_with(".txt") || name.contains(".md") {
            for bullet in bullets {
                wrong.extend(
                    differences(name, text, &bulleted(name, text, bullet)).iter().map(|d| format!("{bullet} {d}")),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn three_widths_say_the_same() {
    let mut wrong = Vec::new();
    for (name, text) in CORPUS.iter().filter(|f| f.0.ends_with(".txt") || f.0.ends_with(".md")) {
        for width in [45, 58, 72, 100] {
            let all = differences(name, text, &rewrapped(name, text, width));
            wrong.extend(all.iter().map(|d| format!("{width} {d}")));
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 30, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn wrapping_says_nothing(width in 40usize..120, which in any::<prop::sample::Index>()) {
        let all: Vec<_> = CORPUS.iter().filter(|f| f.0.ends_with(".txt") || f.0.ends_with(".md")).collect();
        let (name, text) = which.get(&all);
        let wrong = differences(name, text, &rewrapped(name, text, width));
        prop_assert!(wrong.is_empty(), "{:#?}", wrong);
    }
}
