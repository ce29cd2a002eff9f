//! What a page says of itself outside its text: title, dates, and who answers for it.

use super::tree::{Child, Tree};
use crate::notice::Span;
use crate::read::weave::Weave;
use std::ops::Range;

/// Names in structured data (JSON-LD) that count, and the keys that they become.
const LINKED: &[(&str, &str)] = &[
    ("dateModified", "datemodified"),
    ("datePublished", "datepublished"),
    ("email", "email"),
    ("telephone", "telephone"),
];

/// Writes the facts of a page down, in front of its text.
pub(super) fn collect(source: &str, tree: &Tree, out: &mut Weave) {
    for (at, element) in tree.elements.iter().enumerate() {
        match element.name.as_str() {
            "title" if !out.metadata.iter().any(|m| m.0 == "title") => {
                if let Some(range) = inner(tree, at) {
                    fact(source, "title", &super::decode(&source[range.clone()]), range, out);
                }
            }
            "meta" => {
                let name = ["name", "property", "itemprop", "http-equiv"].iter().find_map(|n| element.attribute(n));
                let content = element.attributes.iter().find(|a| a.0 == "content");
                if let (Some(name), Some((_, value, range))) = (name, content)
                    && let Some(key) = key(name)
                {
                    fact(source, &key, value, range.clone(), out);
                }
            }
            "time" => time(source, tree, at, out),
            "script" if element.attribute("type").is_some_and(|t| t.eq_ignore_ascii_case("application/ld+json")) => {
                if let Some(range) = inner(tree, at) {
                    linked(source, range, out);
                }
            }
            _ => {}
        }
    }
}

/// The key of a `meta` element that counts: the last part of its name.
fn key(name: &str) -> Option<String> {
    let name = name.to_lowercase();
    let last = name.rsplit([':', '.']).next().unwrap_or(&name);
    let key: String = last.chars().filter(char::is_ascii_alphanumeric).collect();
    let key = match key.as_str() {
        "modifiedtime" | "modified" | "lastmodified" | "datemodified" | "updatedtime" | "lastupdated" | "updated"
        | "publicupdatedat" | "lastreviewed" => "datemodified",
        "publishedtime" | "issued" | "datepublished" => "datepublished",
        "reviewed" | "reviewdate" => "review_date",
        "publisher" => "publisher",
        "controller" | "organisation" | "organization" => "controller",
        "email" | "replyto" => "email",
        "telephone" | "phone" => "telephone",
        _ => return None,
    };
    Some(key.to_owned())
}

/// A `time` whose words do not tell the date that it stands for: "last updated three weeks ago".
fn time(source: &str, tree: &Tree, at: usize, out: &mut Weave) {
    let element = &tree.elements[at];
    let Some((_, value, range)) = element.attributes.iter().find(|a| a.0 == "datetime") else { return };
    let mut shown = String::new();
    tree.words(source, at, &mut shown);
    let digits = shown.split(|c: char| !c.is_ascii_digit()).any(|d| d.len() == 4);
    let mut words = String::new();
    if tree.elements[element.parent].size < 300 {
        tree.words(source, element.parent, &mut words);
    }
    let words = words.to_lowercase();
    let said = ["updated", "modified", "reviewed", "revised"].iter().any(|w| words.contains(w));
    let marked = element.attribute("itemprop").is_some_and(|p| p.eq_ignore_ascii_case("dateModified"));
    if !digits && (said || marked) {
        fact(source, "datemodified", value, range.clone(), out);
    }
}

/// The stretch of the words right in an element.
fn inner(tree: &Tree, at: usize) -> Option<Range<usize>> {
    let mut words = tree.elements[at].children.iter().filter_map(|c| match c {
        Child::Words(range) => Some(range.clone()),
        _ => None,
    });
    let first = words.next()?;
    Some(words.fold(first, |all, next| all.start..next.end))
}

/// Facts in structured data, found by their names.
fn linked(source: &str, range: Range<usize>, out: &mut Weave) {
    for (name, key) in LINKED {
        let quoted = format!("\"{name}\"");
        let Some(found) = source[range.clone()].find(&quoted) else { continue };
        let after = range.start + found + quoted.len();
        let rest = &source[after..range.end];
        let Some(value) = rest.trim_start().strip_prefix(':').map(str::trim_start) else { continue };
        let Some(value) = value.strip_prefix('"') else { continue };
        let Some(end) = value.find('"').filter(|&e| e <= 200) else { continue };
        let start = range.end - value.len();
        fact(source, key, &value[..end], start..start + end, out);
    }
}

/// Writes one fact down.
fn fact(source: &str, key: &str, value: &str, range: Range<usize>, out: &mut Weave) {
    let value = value.trim();
    if value.is_empty() || value.len() > 500 {
        return;
    }
    let inside = source.get(range.clone()).and_then(|s| s.find(value)).map(|at| range.start + at);
    let range = inside.map_or(range, |start| start..start + value.len());
    let words = out.at();
    out.push(value, range);
    let span = Span::new(words, out.at());
    out.part("\n");
    out.metadata.push((key.to_owned(), span));
}
