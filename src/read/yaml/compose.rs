//! A subtree of strings to one notice.
//!
//! The strings are laid out as Markdown, which many of them hold anyway: titles become headings, members of lists
//! items, the rest paragraphs. That layout is read by the Markdown reader, and its map leads on through the layout to
//! the file.

use super::super::{Limits, markdown, weave::Weave};
use super::align::align;
use super::keys::{Role, interface, is_title, ordinal, parts, place as place_of, role};
use super::text_of;
use super::tree::{Key, Tree, Value};
use crate::notice::{Draft, Span};
use saphyr_parser::ScalarStyle;
use std::rc::Rc;

type Entry = (Key, Rc<Tree>);

/// The draft of a page. Its map leads to the decoded file.
pub(super) fn compose(source: &str, page: &Tree, limits: &Limits) -> Draft {
    let mut layout = Layout { source, out: Weave::default(), last: Last::None };
    layout.node(page, "", Place { level: 1, item: false });
    let under = layout.out.map;
    let mut draft = markdown::read(&layout.out.text, limits);
    draft.map = draft.map.through(&under);
    for comment in &mut draft.comments {
        comment.source = under.source(comment.source);
    }
    draft
}

#[derive(Clone, Copy)]
struct Place {
    /// Level of the next heading.
    level: u8,
    /// Whether the strings are members of a list.
    item: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    None,
    Heading,
    Item,
    Paragraph,
}

struct Layout<'a> {
    source: &'a str,
    out: Weave,
    last: Last,
}

impl Layout<'_> {
    fn node(&mut self, tree: &Tree, key: &str, place: Place) {
        match &tree.value {
            Value::Scalar { .. } => self.string(tree, role(key), place),
            Value::List(items) => {
                let role = role(key);
                let prose = parts(key).iter().any(|p| {
                    matches!(
                        p.as_str(),
                        "parts" | "paragraphs" | "paragraph" | "body" | "content" | "text" | "sections" | "p"
                    )
                });
                for item in items {
                    match &item.value {
                        Value::Scalar { .. } if role == Role::Paragraph && !prose => {
                            self.string(item, Role::Item, place)
                        }
                        Value::Scalar { .. } => self.string(item, role, place),
                        _ => self.node(item, key, Place { item: place.item || role == Role::Item, ..place }),
                    }
                }
            }
            Value::Map(entries) => self.map(entries, key, place),
        }
    }

    fn map(&mut self, entries: &[Entry], key: &str, place: Place) {
        if parts(key).iter().any(|p| p == "table") && self.table(entries) {
            return;
        }
        let titles: Vec<&Entry> = entries.iter().filter(|(k, v)| is_title(&k.text) && text_of(v).is_some()).collect();
        let mut said: Vec<String> = Vec::new();
        for (_, value) in &titles {
            let words = text_of(value).unwrap_or("").trim().to_lowercase();
            if !said.contains(&words) {
                self.string(value, Role::Heading(None), place);
                said.push(words);
            }
        }
        let inner = Place { level: (place.level + u8::from(!titles.is_empty())).min(6), ..place };
        let headings = entries.iter().find(|(k, v)| matches!(role(&k.text), Role::Heading(_)) && labels(v).is_some());
        let partner = headings.and_then(|h| entries.iter().find(|(k, v)| k.text != h.0.text && shares_keys(&h.1, v)));
        let mut before: Option<&str> = None;
        let mut one_item = false;
        // Strings that are counted out in words stand in that order, whatever order the file has.
        let mut ordered: Vec<&Entry> = entries.iter().collect();
        if entries.iter().all(|e| place_of(&e.0.text).is_some()) {
            ordered.sort_by_key(|e| place_of(&e.0.text));
        }
        for (child, value) in ordered.into_iter().map(|e| (&e.0, &e.1)) {
            if child.text == "<<" || interface(&child.text, text_of(value).is_none()) {
                before = None;
                continue;
            }
            if titles.iter().any(|t| std::ptr::eq(&t.0, child)) {
                before = None;
                continue;
            }
            let role = role(&child.text);
            if let (Some((k, labels)), Some((partner_key, _))) =
                (headings.zip(partner)).map_or((None, None), |(h, p)| (Some(h), Some(p)))
            {
                if k.text == child.text {
                    continue;
                }
                if partner_key.text == child.text {
                    self.paired(labels, value, &child.text, inner);
                    continue;
                }
            }
            match (&value.value, role) {
                (Value::Scalar { text, .. }, _) => {
                    let role = if place.item && role == Role::Paragraph { Role::Item } else { role };
                    let joins = before.is_some_and(|b| self.joins(b, &child.text, text, role))
                        || one_item && role == Role::Item && !text.contains('\n');
                    if joins && role != Role::Skip {
                        self.join(value);
                    } else {
                        self.string(value, role, inner);
                    }
                    one_item = place.item && self.last == Last::Item && !ordinal(&child.text);
                    before = Some(&child.text);
                }
                (_, child_role) => {
                    let item = place.item || child_role == Role::Item;
                    self.node(value, &child.text, Place { item, ..inner });
                    before = None;
                    one_item = false;
                }
            }
        }
    }

    /// A mapping of headings and a mapping of what stands under them, with the same keys.
    fn paired(&mut self, labels: &Tree, bodies: &Tree, key: &str, place: Place) {
        let (Value::Map(labels), Value::Map(bodies)) = (&labels.value, &bodies.value) else { return };
        let below = Place { level: (place.level + 1).min(6), ..place };
        for (name, label) in labels {
            self.string(label, Role::Heading(None), place);
            if let Some((_, body)) = bodies.iter().find(|b| b.0.text == name.text) {
                self.node(body, key, below);
            }
        }
        for (name, body) in bodies.iter().filter(|b| !labels.iter().any(|l| l.0.text == b.0.text)) {
            self.node(body, &name.text, below);
        }
    }

    /// Whether a string continues the one before it: sentences cut up around links and bold words.
    fn joins(&self, before: &str, key: &str, text: &str, role: Role) -> bool {
        if !matches!(self.last, Last::Paragraph | Last::Item) || text.contains('\n') || matches!(role, Role::Heading(_))
        {
            return false;
        }
        let (before, key) = (parts(before), parts(key));
        let has = |parts: &[String], words: &[&str]| parts.iter().any(|p| words.contains(&p.as_str()));
        if has(&before, &["bold", "strong", "prefix", "label"]) && !has(&key, &["bold", "strong", "prefix", "label"]) {
            return true;
        }
        let done = self.out.text.trim_end().ends_with(['.', ':', '?', '!']);
        let first = text.trim_start().chars().next();
        if first.is_some_and(|c| matches!(c, '.' | ',' | ';' | ')')) {
            return true;
        }
        let fragment = has(&key, &["link", "after", "suffix", "partial", "part", "email", "end", "bold"])
            || has(&before, &["link", "before", "prefix", "partial", "part", "start", "email"]);
        let item = before.len() > 2 && key.len() > 2 && before[..2] == key[..2];
        !done && fragment && (self.last == Last::Paragraph || item)
    }

    fn join(&mut self, tree: &Tree) {
        let text = text_of(tree).unwrap_or("").trim_start();
        if !text.starts_with(['.', ',', ';', ')', ':']) {
            self.out.part(" ");
        }
        self.words(tree);
    }

    fn string(&mut self, tree: &Tree, role: Role, place: Place) {
        let Value::Scalar { text, style } = &tree.value else { return };
        let text = text.trim();
        let label = *style == ScalarStyle::Plain && matches!(text, "true" | "false" | "null" | "~" | "yes" | "no");
        let address = !text.contains(char::is_whitespace) && (text.starts_with('/') || text.starts_with('#'));
        let number = !text.contains(char::is_alphabetic);
        if text.is_empty() || label || address || number || role == Role::Skip {
            return;
        }
        let single = !text.contains('\n');
        let (mark, last) = match role {
            Role::Heading(level) if single && text.len() <= 200 && !text.ends_with('.') => {
                let level = level.unwrap_or(place.level).clamp(1, 6);
                (&"###### "[6 - usize::from(level)..], Last::Heading)
            }
            Role::Item if single => ("- ", Last::Item),
            _ if place.item && single => ("- ", Last::Item),
            _ => ("", Last::Paragraph),
        };
        self.gap(if last == Last::Item && self.last == Last::Item { "\n" } else { "\n\n" });
        self.out.part(mark);
        self.words(tree);
        self.last = last;
    }

    fn gap(&mut self, gap: &str) {
        if !self.out.text.is_empty() {
            self.out.part(gap);
        }
    }

    /// The words of a scalar, each mapped to where it was written.
    fn words(&mut self, tree: &Tree) {
        let Value::Scalar { text, style } = &tree.value else { return };
        let (start, end) = (text.len() - text.trim_start().len(), text.trim_end().len());
        for (words, written) in align(text, self.source, &tree.span, *style) {
            let (from, to) = (words.start.max(start), words.end.min(end));
            if from >= to {
                continue;
            }
            let exact = words.len() == written.len();
            let written =
                if exact { written.start + (from - words.start)..written.end - (words.end - to) } else { written };
            self.out.push(&text[from..to], written);
        }
    }

    /// A mapping of rows, each a mapping of cells; false when it is something else.
    fn table(&mut self, entries: &[Entry]) -> bool {
        let row = |key: &str| {
            let key = key.to_lowercase();
            let digits = key.trim_start_matches(|c: char| c.is_alphabetic() || c == '_' || c == '-');
            matches!(key.as_str(), "head" | "header" | "headers" | "headings" | "thead" | "columns")
                || key.starts_with('r') && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
        };
        let rows: Vec<&Tree> = entries.iter().filter(|e| row(&e.0.text)).map(|e| &*e.1).collect();
        let width = rows.iter().map(|r| cells(r).len()).max().unwrap_or(0);
        if rows.len() < 2 || rows.len() != entries.len() || width < 2 {
            return false;
        }
        for (index, row) in rows.iter().enumerate() {
            self.gap(if index == 0 { "\n\n" } else { "\n" });
            for cell in cells(row) {
                self.out.part("| ");
                let mut first = true;
                self.cell(cell, &mut first);
                self.out.part(" ");
            }
            self.out.part("|");
            if index == 0 {
                self.out.part("\n");
                self.out.part(&"|---".repeat(width));
                self.out.part("|");
            }
        }
        self.last = Last::Paragraph;
        true
    }

    fn cell(&mut self, tree: &Tree, first: &mut bool) {
        match &tree.value {
            Value::Scalar { text, .. } => {
                // Lines and bars would end the cell.
                if text.trim().is_empty() || text.trim().contains(['\n', '|']) {
                    return;
                }
                if !*first {
                    self.out.part("<br>");
                }
                *first = false;
                self.words(tree);
            }
            Value::List(items) => items.iter().for_each(|t| self.cell(t, first)),
            Value::Map(entries) => entries.iter().for_each(|e| self.cell(&e.1, first)),
        }
    }
}

fn cells(row: &Tree) -> Vec<&Tree> {
    match &row.value {
        Value::Map(entries) => entries.iter().map(|e| &*e.1).collect(),
        Value::List(items) => items.iter().map(|t| &**t).collect(),
        Value::Scalar { .. } => Vec::new(),
    }
}

/// The entries of a mapping that holds strings only.
fn labels(tree: &Tree) -> Option<&[Entry]> {
    match &tree.value {
        Value::Map(entries) if !entries.is_empty() && entries.iter().all(|e| text_of(&e.1).is_some()) => Some(entries),
        _ => None,
    }
}

/// Whether a mapping of mappings has the keys of a mapping of strings, by half at least.
fn shares_keys(labels: &Tree, bodies: &Tree) -> bool {
    let (Value::Map(labels), Value::Map(bodies)) = (&labels.value, &bodies.value) else { return false };
    let shared =
        bodies.iter().filter(|b| text_of(&b.1).is_none() && labels.iter().any(|l| l.0.text == b.0.text)).count();
    shared > 0 && shared * 2 >= labels.len()
}

/// The span of a scalar's words, without quotes and the space around them.
pub(super) fn inner(source: &str, tree: &Tree) -> Span {
    let Value::Scalar { style, .. } = &tree.value else { return Span::new(tree.span.start, tree.span.end) };
    let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) && tree.span.len() > 1;
    let range = tree.span.start + usize::from(quoted)..tree.span.end - usize::from(quoted);
    super::super::weave::trimmed(source, range.clone()).unwrap_or(Span::new(range.start, range.start))
}
