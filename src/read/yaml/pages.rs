//! Which subtrees of a file of strings are pages of their own.

use super::keys::interface;
use super::text_of;
use super::tree::{Tree, Value};

/// A subtree that is a page, and the keys that lead there.
pub(super) struct Page<'a> {
    pub tree: &'a Tree,
    pub path: Vec<String>,
}

/// Words of prose below which nothing is a page.
const LEAST: usize = 150;

/// The pages of a document, in order.
pub(super) fn find(document: &Tree) -> Vec<Page<'_>> {
    let mut out = Vec::new();
    descend(document, &mut Vec::new(), &mut out);
    out
}

/// Words of prose in the strings of a subtree. A string of three words is a label, not prose.
fn words(tree: &Tree) -> usize {
    match &tree.value {
        Value::Scalar { text, .. } => Some(text.split_whitespace().count()).filter(|&n| n > 3).unwrap_or(0),
        Value::List(items) => items.iter().map(|t| words(t)).sum(),
        Value::Map(entries) => entries
            .iter()
            .filter(|e| e.0.text != "<<" && !interface(&e.0.text, text_of(&e.1).is_none()))
            .map(|e| words(&e.1))
            .sum(),
    }
}

/// Whether a key says that what stands under it is a privacy page.
fn about_privacy(key: &str) -> bool {
    let key = key.to_lowercase().replace(['-', ' ', '.'], "_");
    ["privacy", "data_protection", "dataprotection", "gdpr", "fair_processing", "personal_data"]
        .iter()
        .any(|w| key.contains(w))
}

/// Whether a key is a language's code: `en`, `cy-GB`.
fn is_language(key: &str) -> bool {
    let mut parts = key.split(['-', '_']);
    let first = parts.next().is_some_and(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_lowercase()));
    first && parts.all(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_alphabetic()))
}

/// Whether a mapping has a title of its own.
fn titled(entries: &[(super::tree::Key, std::rc::Rc<Tree>)]) -> bool {
    entries.iter().any(|(key, value)| super::keys::is_title(&key.text) && text_of(value).is_some())
}

/// Whether a page about privacy stands below that is clearly less than the whole.
fn holds_privacy(tree: &Tree, whole: usize) -> bool {
    let Value::Map(entries) = &tree.value else { return false };
    entries.iter().any(|(key, value)| {
        let n = words(value);
        n >= LEAST && (about_privacy(&key.text) && n * 10 < whole * 8 || holds_privacy(value, whole))
    })
}

fn descend<'a>(tree: &'a Tree, path: &mut Vec<String>, out: &mut Vec<Page<'a>>) {
    let total = words(tree);
    if total < LEAST {
        return;
    }
    let page = |path: &[String]| Page { tree, path: path.to_vec() };
    let Value::Map(entries) = &tree.value else {
        out.push(page(path));
        return;
    };
    let named = path.last().is_some_and(|key| about_privacy(key));
    let languages = entries.iter().all(|(key, _)| is_language(&key.text));
    let split = languages || !named && holds_privacy(tree, total);
    if !split {
        // All in one place below: go there, unless that would lose the title.
        let only = entries.iter().find(|(_, value)| words(value) * 10 >= total * 9);
        if let Some((key, value)) = only.filter(|(_, value)| matches!(value.value, Value::Map(_)))
            && !titled(entries)
            && !named
        {
            path.push(key.text.clone());
            descend(value, path, out);
            path.pop();
            return;
        }
        let titled_pages = || {
            let pages =
                entries.iter().filter(|(_, v)| matches!(&v.value, Value::Map(e) if titled(e)) && words(v) >= LEAST);
            pages.count()
        };
        if named || titled(entries) || titled_pages() < 2 {
            out.push(page(path));
            return;
        }
    }
    for (key, value) in entries.iter().filter(|e| e.0.text != "<<" && !interface(&e.0.text, true)) {
        path.push(key.text.clone());
        descend(value, path, out);
        path.pop();
    }
}
