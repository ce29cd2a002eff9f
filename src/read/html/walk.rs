//! From the tree of a page to blocks.

use super::chrome::{self, Part};
use super::grid;
use super::tree::{Child, Element, Tree};
use crate::notice::{Comment, Span};
use crate::read::flow::Flow;
use std::ops::Range;

/// Walks the tree of a page in order.
pub(super) struct Walk<'a, 'f> {
    pub source: &'a str,
    pub tree: &'a Tree,
    pub flow: &'f mut Flow<'a>,
    /// Whether this is the foot of the page.
    pub foot: bool,
    /// The open lists: for a numbered one the next number.
    pub lists: Vec<Option<u32>>,
}

impl Walk<'_, '_> {
    /// Everything in an element. `main`: it stands within the page's main part.
    pub fn children(&mut self, at: usize, main: bool) {
        let tree = self.tree;
        for child in &tree.elements[at].children {
            match child {
                Child::Words(range) => self.words(range.clone()),
                Child::Comment(range) => self.comment(range.clone()),
                Child::Element(inner) => self.element(*inner, main),
            }
        }
    }

    fn comment(&mut self, range: Range<usize>) {
        let written = &self.source[range.clone()];
        let text = written.trim_start_matches("<!--").trim_end_matches('>').trim_end_matches("--").trim();
        if !text.is_empty() {
            self.flow.out.comments.push(Comment { text: text.to_owned(), source: Span::new(range.start, range.end) });
        }
    }

    /// Words, with entities replaced and each run of white space as one space.
    fn words(&mut self, range: Range<usize>) {
        let source = self.source;
        if self.flow.lines {
            return self.flow.words(&source[range.clone()], range);
        }
        let (mut start, mut at) = (range.start, range.start);
        let white = |b: u8| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0x0c);
        let bytes = source.as_bytes();
        while at < range.end {
            let b = bytes[at];
            if white(b) {
                let end = at + bytes[at..range.end].iter().take_while(|b| white(**b)).count();
                if b != b' ' || end > at + 1 {
                    self.flow.words(&source[start..at], start..at);
                    self.flow.words(" ", at..end);
                    start = end;
                }
                at = end;
            } else if b == b'&'
                && let Some((words, len)) = super::entity(&source[at..range.end])
            {
                self.flow.words(&source[start..at], start..at);
                self.flow.words(&words, at..at + len);
                at += len;
                start = at;
            } else {
                at += 1;
            }
        }
        self.flow.words(&source[start..range.end], start..range.end);
    }

    fn element(&mut self, at: usize, main: bool) {
        let tree = self.tree;
        let element = &tree.elements[at];
        match chrome::part(tree, at, main) {
            Part::Hidden => {
                // "a<script></script>b" is one line, but a banner parts what is around it.
                if !matches!(element.name.as_str(), "script" | "svg" | "button" | "span" | "i") {
                    self.flow.flush();
                }
                return self.comments_of(at);
            }
            Part::Foot if !self.foot => {
                self.flow.flush();
                self.foot = true;
                self.flow.aside = true;
                self.children(at, main);
                self.flow.flush();
                self.flow.aside = false;
                self.foot = false;
                return;
            }
            _ => {}
        }
        let main =
            main || matches!(element.name.as_str(), "main" | "article") || element.attribute("role") == Some("main");
        if let Some(level) = heading(element) {
            self.flow.open_heading(level);
            self.children(at, main);
            return self.flow.close_heading();
        }
        match element.name.as_str() {
            "br" => self.flow.hard_break(0..0),
            "hr" => self.flow.flush(),
            "a" => {
                self.flow.open_link(element.attribute("href").unwrap_or(""));
                self.children(at, main);
                self.flow.close_link();
            }
            "strong" | "b" => self.bold(at, main),
            "ul" | "ol" | "menu" => self.list(at, main),
            "li" => self.item(at, main),
            "dl" => self.definitions(at, main),
            "table" => self.table(at, main),
            "pre" => {
                self.flow.flush();
                self.flow.lines = true;
                self.children(at, main);
                self.flow.flush();
                self.flow.lines = false;
            }
            "details" => self.details(at, main),
            name if block(name) => {
                if self.flow.in_heading() {
                    return self.children(at, main);
                }
                self.flow.flush();
                self.children(at, main);
                self.flow.flush();
            }
            _ => self.children(at, main),
        }
    }

    /// Comments stay, wherever they stand.
    fn comments_of(&mut self, at: usize) {
        let tree = self.tree;
        for child in &tree.elements[at].children {
            match child {
                Child::Comment(range) => self.comment(range.clone()),
                Child::Element(inner) => self.comments_of(*inner),
                Child::Words(_) => {}
            }
        }
    }

    fn bold(&mut self, at: usize, main: bool) {
        self.flow.strong(true);
        self.children(at, main);
        self.flow.strong(false);
    }

    fn list(&mut self, at: usize, main: bool) {
        self.flow.flush();
        let element = &self.tree.elements[at];
        let from = element.attribute("start").and_then(|s| s.trim().parse().ok()).unwrap_or(1);
        self.lists.push((element.name == "ol").then_some(from));
        self.children(at, main);
        self.lists.pop();
        self.flow.flush();
    }

    fn item(&mut self, at: usize, main: bool) {
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}.");
                *number = number.saturating_add(1);
                marker
            }
            _ => "•".to_owned(),
        };
        if self.flow.in_cell() || self.foot {
            self.flow.flush();
            self.children(at, main);
            return self.flow.flush();
        }
        self.flow.open_item(&marker);
        self.children(at, main);
        self.flow.close_item();
    }

    /// A list of terms, each with what is said about it: a table of two columns without heads.
    fn definitions(&mut self, at: usize, main: bool) {
        if self.flow.in_cell() || self.foot {
            self.flow.flush();
            self.children(at, main);
            return self.flow.flush();
        }
        self.flow.open_table();
        let (mut row, mut term) = (0u32, false);
        let tree = self.tree;
        let mut pairs = Vec::new();
        for (i, element) in tree.inside(at) {
            // Pairs may be wrapped.
            if element.name == "div" { pairs.extend(tree.inside(i)) } else { pairs.push((i, element)) }
        }
        let mut first = true;
        for (i, element) in pairs {
            let is_term = element.name == "dt";
            if is_term && !term && !first {
                row += 1;
            }
            first = false;
            term = is_term;
            self.flow.place_cell(row, u32::from(!is_term), false);
            self.children(i, main);
            self.flow.flush();
        }
        self.flow.close_table();
    }

    fn table(&mut self, at: usize, main: bool) {
        let tree = self.tree;
        let cells = if self.flow.in_cell() || self.foot { None } else { grid::cells(self.source, tree, at) };
        let Some(cells) = cells else {
            self.flow.flush();
            self.children(at, main);
            return self.flow.flush();
        };
        for (i, _) in tree.inside(at).filter(|(_, e)| e.name == "caption") {
            self.flow.flush();
            self.children(i, main);
            self.flow.flush();
        }
        self.flow.open_table();
        for cell in cells {
            self.flow.place_cell(cell.row, cell.column, cell.header);
            self.children(cell.element, main);
            self.flow.flush();
        }
        self.flow.close_table();
    }

    /// Words that open: their summary heads them where nothing but its like follows, so that what comes behind is not
    /// taken for theirs.
    fn details(&mut self, at: usize, main: bool) {
        self.flow.flush();
        let tree = self.tree;
        let mut after = tree.inside(tree.elements[at].parent).skip_while(|(i, _)| *i != at).skip(1);
        let heads = after.next().is_none_or(|(_, e)| e.name == "details" || heading(e).is_some());
        for child in &tree.elements[at].children {
            match child {
                Child::Element(i) if tree.elements[*i].name == "summary" && !tree.holds(*i, &HEADINGS) => {
                    if heads {
                        let level = self.flow.level().saturating_add(1).clamp(2, 6);
                        self.flow.open_heading(level);
                        self.children(*i, main);
                        self.flow.close_heading();
                    } else {
                        self.flow.flush();
                        self.children(*i, main);
                        self.flow.flush();
                    }
                }
                Child::Element(i) => self.element(*i, main),
                Child::Words(range) => self.words(range.clone()),
                Child::Comment(range) => self.comment(range.clone()),
            }
        }
        self.flow.flush();
    }
}

const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// The level of a heading, by its tag or by its role.
fn heading(element: &Element) -> Option<u8> {
    let level = || element.attribute("aria-level").and_then(|l| l.trim().parse::<u8>().ok());
    match element.name.as_bytes() {
        [b'h', n @ b'1'..=b'6'] => Some(level().unwrap_or(n - b'0').clamp(1, 6)),
        _ if element.attribute("role").is_some_and(|r| r.eq_ignore_ascii_case("heading")) => {
            Some(level().unwrap_or(2).clamp(1, 6))
        }
        _ => None,
    }
}

/// Whether a tag ends the line in front of it and behind it.
fn block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "aside"
            | "address"
            | "blockquote"
            | "summary"
            | "figure"
            | "figcaption"
            | "form"
            | "fieldset"
            | "legend"
            | "caption"
            | "center"
            | "body"
            | "html"
            | "dt"
            | "dd"
            | "tr"
            | "td"
            | "th"
            | "thead"
            | "tbody"
            | "tfoot"
            | "hgroup"
            | "search"
            | "dialog"
            | "li"
            | "nav"
            | "option"
    )
}
