//! Markdown, as written in repositories: CommonMark with tables, front matter and a little HTML.

use super::flow::Flow;
use super::{Limits, front, govspeak, loose, shortcode, template};
use crate::notice::Draft;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Reads Markdown. The map leads back to `source`.
pub(super) fn read(source: &str, limits: &Limits) -> Draft {
    match govspeak::strip(source) {
        Some(under) => template::through(under, |text| linked(text, limits)),
        None => linked(source, limits),
    }
}

fn linked(source: &str, limits: &Limits) -> Draft {
    match shortcode::strip(source) {
        Some(under) => template::through(under, |text| mended(text, limits)),
        None => mended(source, limits),
    }
}

fn mended(source: &str, limits: &Limits) -> Draft {
    match loose::mend(source) {
        Some(under) => template::through(under, |text| common(text, limits)),
        None => common(source, limits),
    }
}

fn common(source: &str, limits: &Limits) -> Draft {
    let mut flow = Flow::new(source, limits.max_depth);
    let mut body = 0;
    if let Some((facts, end)) = front::find(source) {
        front::facts(source, facts, &mut flow.out);
        body = end;
    }
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let mut walk = Walk { source, flow, raw: None, code: None };
    for (event, range) in Parser::new_ext(&source[body..], options).into_offset_iter() {
        walk.event(event, range.start + body..range.end + body);
    }
    walk.flow.flush();
    walk.flow.out.draft()
}

struct Walk<'a> {
    source: &'a str,
    flow: Flow<'a>,
    /// The stretch of the HTML block being read.
    raw: Option<Range<usize>>,
    /// The stretch of the fenced code being read.
    code: Option<Range<usize>>,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.text(&words, range),
            Event::Code(words) => {
                // The range holds the back-ticks, too.
                let inner = self.source[range.clone()].find(&*words).map(|at| range.start + at);
                let range = inner.map_or(range, |start| start..start + words.len());
                self.flow.words(&words, range);
            }
            Event::InlineHtml(_) => self.flow.html(range),
            Event::Html(_) => match &mut self.raw {
                Some(raw) => {
                    raw.start = raw.start.min(range.start);
                    raw.end = raw.end.max(range.end);
                }
                None => self.flow.html(range),
            },
            Event::SoftBreak => self.flow.soft_break(range),
            Event::HardBreak => self.flow.hard_break(range),
            Event::Rule => self.flow.flush(),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn text(&mut self, words: &str, range: Range<usize>) {
        if let Some(code) = &mut self.code {
            code.start = code.start.min(range.start);
            code.end = code.end.max(range.end);
            return;
        }
        self.flow.words(words, range);
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) | Tag::List(_) => self.flow.flush(),
            Tag::Heading { level, .. } => self.flow.open_heading(level as u8),
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => {
                self.flow.flush();
                self.code = Some(range.end..range.start);
            }
            // Indented words are code to Markdown; in a notice they are an address, or lines someone indented.
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                self.flow.flush();
                self.flow.lines = true;
            }
            Tag::HtmlBlock => {
                self.flow.flush();
                self.raw = Some(range.end..range.start);
            }
            Tag::Item => {
                let line = &self.source[range];
                let marker = line.split(char::is_whitespace).next().unwrap_or("");
                self.flow.open_item(marker);
            }
            Tag::Table(_) => self.flow.open_table(),
            Tag::TableHead => self.flow.next_row(true),
            Tag::TableRow => self.flow.next_row(false),
            Tag::TableCell => {}
            Tag::Strong => self.flow.strong(true),
            Tag::Link { dest_url, .. } => self.flow.open_link(&dest_url),
            Tag::Image { .. } => self.flow.hide(true),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.flow.close_heading(),
            TagEnd::Item => self.flow.close_item(),
            TagEnd::CodeBlock => {
                if let Some(code) = self.code.take().filter(|c| c.start < c.end) {
                    let words = &self.source[code.clone()];
                    self.flow.code(words, code);
                }
                self.flow.flush();
                self.flow.lines = false;
            }
            TagEnd::HtmlBlock => {
                if let Some(raw) = self.raw.take().filter(|r| r.start < r.end) {
                    self.flow.html(raw);
                }
            }
            TagEnd::TableCell => self.flow.next_cell(),
            TagEnd::Table => self.flow.close_table(),
            TagEnd::Strong => self.flow.strong(false),
            TagEnd::Link => self.flow.close_link(),
            TagEnd::Image => self.flow.hide(false),
            TagEnd::Paragraph | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition => self.flow.flush(),
            _ => {}
        }
    }
}
