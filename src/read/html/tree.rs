//! A page as a tree: tags, words and comments, each with its place in the file.
//!
//! Pages are written by hand and by programs that do not close their tags; what a browser closes by itself is closed
//! here, and what closes nothing is ignored.

use html5gum::{Token, Tokenizer, emitters::default::DefaultEmitter};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A page. Its first element is the page as a whole.
pub(super) struct Tree {
    pub elements: Vec<Element>,
    /// The names of elements that something on the page opens or leads to.
    pub opened: HashSet<String>,
}

/// A tag with what stands in it.
#[derive(Default, Debug)]
pub(super) struct Element {
    /// In lower case.
    pub name: String,
    /// Name, value, and where the value stands.
    pub attributes: Vec<(String, String, Range<usize>)>,
    pub children: Vec<Child>,
    /// Bytes of words in it, white space and scripts aside.
    pub size: usize,
    /// The element around it.
    pub parent: usize,
    /// How many titles (h1) stand in it.
    pub titles: usize,
    /// Whether the page's main part or a title stands in it.
    pub main: bool,
}

#[derive(Clone, Debug)]
pub(super) enum Child {
    Element(usize),
    Words(Range<usize>),
    Comment(Range<usize>),
}

impl Element {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|a| a.0 == name).map(|a| a.1.as_str())
    }
}

impl Tree {
    /// The elements right in an element.
    pub fn inside(&self, at: usize) -> impl Iterator<Item = (usize, &Element)> {
        self.elements[at].children.iter().filter_map(|c| match c {
            Child::Element(i) => Some((*i, &self.elements[*i])),
            _ => None,
        })
    }

    /// Whether an element of one of these names stands anywhere below.
    pub fn holds(&self, at: usize, names: &[&str]) -> bool {
        self.inside(at).any(|(i, e)| names.contains(&e.name.as_str()) || self.holds(i, names))
    }

    /// The words below an element, as they stand in the file.
    pub fn words(&self, source: &str, at: usize, out: &mut String) {
        for child in &self.elements[at].children {
            match child {
                Child::Words(range) => out.push_str(&source[range.clone()]),
                Child::Element(inner) => self.words(source, *inner, out),
                Child::Comment(_) => {}
            }
        }
    }
}

/// Tags that hold nothing.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Tags before which an open paragraph ends.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
    "li",
    "dt",
    "dd",
];

/// How far up an end that was left out is looked for.
const REACH: usize = 1000;

/// Cuts a page into its tree, from a byte on. Deeper elements than `depth` become children of the deepest.
pub(super) fn parse(source: &str, from: usize, depth: usize) -> Tree {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut builder = Builder {
        source,
        depth,
        tree: Tree { elements: vec![Element::default()], opened: HashSet::new() },
        open: Vec::new(),
        counts: HashMap::new(),
        at: from,
    };
    for token in Tokenizer::new_with_emitter(&source[from..], emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let range = builder.take(from + tag.span.start, from + tag.span.end);
                let name = String::from_utf8_lossy(&tag.name).to_lowercase();
                let attribute = |(name, value): (html5gum::HtmlString, html5gum::Spanned<html5gum::HtmlString>)| {
                    let text = String::from_utf8_lossy(&value.value).into_owned();
                    let place = value_at(source, &text, from + value.span.start..from + value.span.end);
                    (String::from_utf8_lossy(&name).to_lowercase(), text, place)
                };
                let attributes = tag.attributes.into_iter().map(attribute).collect();
                builder.start(name, attributes, tag.self_closing);
                builder.at = range.end;
            }
            Token::EndTag(tag) => {
                let range = builder.take(from + tag.span.start, from + tag.span.end);
                builder.end(&String::from_utf8_lossy(&tag.name).to_lowercase());
                builder.at = range.end;
            }
            Token::Comment(comment) => {
                let range = builder.take(from + comment.span.start, from + comment.span.end);
                builder.add(Child::Comment(range.clone()));
                builder.at = range.end;
            }
            Token::Doctype(doctype) => {
                builder.at = builder.take(from + doctype.span.start, from + doctype.span.end).end
            }
            Token::String(_) | Token::Error(_) => {}
        }
    }
    builder.take(source.len(), source.len());
    let mut tree = builder.tree;
    tree.opened = opened(&tree.elements);
    // Children come after their parents.
    for at in (0..tree.elements.len()).rev() {
        let hidden = matches!(tree.elements[at].name.as_str(), "script" | "style" | "template" | "head" | "noscript");
        let size = tree.elements[at].children.iter().map(|child| match child {
            Child::Element(i) => tree.elements[*i].size,
            Child::Words(range) => source[range.clone()].split_whitespace().map(str::len).sum(),
            Child::Comment(_) => 0,
        });
        tree.elements[at].size = if hidden { 0 } else { size.sum() };
        let (titles, main) = tree.inside(at).fold((0, false), |(titles, main), (_, e)| {
            let title = usize::from(e.name == "h1");
            (titles + title + e.titles, main || e.main || title > 0 || matches!(e.name.as_str(), "main" | "article"))
        });
        tree.elements[at].titles = titles;
        tree.elements[at].main = main;
    }
    tree
}

/// The names of elements that something on the page opens or leads to.
fn opened(elements: &[Element]) -> HashSet<String> {
    let of = |(name, value, _): &(String, String, Range<usize>)| match name.as_str() {
        "aria-controls" => value.split_whitespace().map(str::to_owned).collect(),
        "data-target" | "data-bs-target" | "href" => value.strip_prefix('#').map(str::to_owned).into_iter().collect(),
        _ => Vec::new(),
    };
    elements.iter().flat_map(|e| &e.attributes).flat_map(of).collect()
}

/// Where a value stands within its attribute.
fn value_at(source: &str, value: &str, range: Range<usize>) -> Range<usize> {
    let range = floor(source, range.start)..floor(source, range.end.max(range.start));
    match source[range.clone()].find(value) {
        Some(at) if !value.is_empty() => range.start + at..range.start + at + value.len(),
        _ => range,
    }
}

/// The last character boundary at or before a byte.
fn floor(source: &str, at: usize) -> usize {
    let mut at = at.min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    at
}

struct Builder<'a> {
    source: &'a str,
    depth: usize,
    tree: Tree,
    /// The open elements, outermost first.
    open: Vec<(String, usize)>,
    /// How many of each name are open.
    counts: HashMap<String, usize>,
    /// Up to here the source was taken.
    at: usize,
}

impl Builder<'_> {
    fn current(&self) -> usize {
        self.open.last().map_or(0, |o| o.1)
    }

    fn add(&mut self, child: Child) {
        let current = self.current();
        self.tree.elements[current].children.push(child);
    }

    /// Takes the words in front of a token, and gives the token's own place.
    fn take(&mut self, start: usize, end: usize) -> Range<usize> {
        let start = floor(self.source, start.max(self.at));
        if self.at < start {
            let range = self.at..start;
            self.at = start;
            self.add(Child::Words(range));
        }
        start..floor(self.source, end.max(start))
    }

    fn start(&mut self, name: String, attributes: Vec<(String, String, Range<usize>)>, closed: bool) {
        self.imply(&name);
        let index = if self.open.len() >= self.depth && !VOID.contains(&name.as_str()) {
            self.current()
        } else {
            let index = self.tree.elements.len();
            let parent = self.current();
            self.tree.elements.push(Element { name: name.clone(), attributes, parent, ..Element::default() });
            self.add(Child::Element(index));
            index
        };
        if !VOID.contains(&name.as_str()) && !closed {
            *self.counts.entry(name.clone()).or_default() += 1;
            self.open.push((name, index));
        }
    }

    /// Ends what a browser ends by itself before such a tag.
    fn imply(&mut self, name: &str) {
        match name {
            "li" => self.end_within(&["li"], &["ul", "ol", "menu", "td", "th"]),
            "dt" | "dd" => self.end_within(&["dt", "dd"], &["dl", "td", "th"]),
            "td" | "th" => self.end_within(&["td", "th"], &["tr", "table"]),
            "tr" => self.end_within(&["tr"], &["table"]),
            "thead" | "tbody" | "tfoot" => self.end_within(&["thead", "tbody", "tfoot", "caption"], &["table"]),
            "option" => self.end_within(&["option"], &["select"]),
            "body" => self.end_within(&["head"], &[]),
            _ => {}
        }
        if BLOCKS.contains(&name) {
            let bounds =
                ["td", "th", "li", "dd", "dt", "div", "section", "article", "main", "button", "table", "details"];
            self.end_within(&["p"], &bounds);
        }
        if matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6") && self.open.last().is_some_and(|o| is_heading(&o.0))
        {
            self.close(self.open.len() - 1);
        }
    }

    /// Ends the innermost open element of these names, unless one of the bounds stands around it.
    fn end_within(&mut self, names: &[&str], bounds: &[&str]) {
        if !names.iter().any(|n| self.counts.get(*n).is_some_and(|&c| c > 0)) {
            return;
        }
        for at in (0..self.open.len()).rev().take(REACH) {
            let name = self.open[at].0.as_str();
            if names.contains(&name) {
                return self.close(at);
            }
            if bounds.contains(&name) {
                return;
            }
        }
    }

    fn end(&mut self, name: &str) {
        let table = ["table", "tr", "td", "th", "thead", "tbody", "tfoot"].contains(&name);
        let bounds: &[&str] = match name {
            _ if table => &[],
            "li" => &["ul", "ol", "td", "th"],
            "body" | "html" | "main" => &[],
            _ => &["td", "th"],
        };
        self.end_within(&[name], bounds);
    }

    fn close(&mut self, at: usize) {
        for (name, _) in self.open.drain(at..) {
            if let Some(count) = self.counts.get_mut(&name) {
                *count -= 1;
            }
        }
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}
