//! YAML events to a tree whose every node knows its place; the only user of the YAML parser.

use super::super::{Failure, Limits};
use saphyr_parser::{Event, Parser, ScalarStyle};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

/// A node. Aliases share the node that they stand for.
pub(in crate::read) struct Tree {
    pub value: Value,
    /// Where it stands in the decoded file, quotes included.
    pub span: Range<usize>,
    /// Bytes of all text below, and a little for each node.
    size: u64,
    /// Levels below.
    height: usize,
}

pub(in crate::read) enum Value {
    Scalar { text: String, style: ScalarStyle },
    List(Vec<Rc<Tree>>),
    Map(Vec<(Key, Rc<Tree>)>),
}

/// A key of a mapping, and where it stands.
#[derive(Clone)]
pub(in crate::read) struct Key {
    pub text: String,
    pub span: Range<usize>,
    line: u32,
}

/// A key that stood twice in one mapping.
pub(in crate::read) struct Duplicate {
    pub key: String,
    pub line: u32,
    /// The document of the stream.
    pub document: usize,
}

/// What a file holds.
#[derive(Default)]
pub(in crate::read) struct Stream {
    pub documents: Vec<Rc<Tree>>,
    pub duplicates: Vec<Duplicate>,
    /// Where scalars stand, in order: what looks like a comment in one is none.
    pub scalars: Vec<Range<usize>>,
}

/// No limit lets a file be nested deeper: trees are walked by functions that call themselves.
const DEEPEST: usize = 200;

/// Parses a whole stream.
pub(super) fn parse(path: &str, text: &str, limits: &Limits) -> Result<Stream, Failure> {
    // The parser holds what stands in brackets until they close, so that what is too much is told before it is read.
    if memchr::memchr3_iter(b',', b'[', b'{', text.as_bytes()).count() / 2 > limits.max_parts {
        return Err(Failure::new(path, limits.too_many_parts()));
    }
    let places = Places::new(text);
    let mut builder = Builder {
        path,
        limits,
        max_depth: limits.max_depth.min(DEEPEST),
        parts: 0,
        stack: Vec::new(),
        anchors: HashMap::new(),
        spent: 0,
        stream: Stream::default(),
    };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            let line = Some(error.marker().line() as u32);
            Failure { path: path.to_owned(), what: format!("YAML syntax: {}", error.info()), line }
        })?;
        let range = places.byte(span.start.index())..places.byte(span.end.index());
        builder.event(event, range, span.start.line() as u32)?;
    }
    Ok(builder.stream)
}

struct Frame {
    anchor: usize,
    start: usize,
    kind: FrameKind,
}

enum FrameKind {
    List(Vec<Rc<Tree>>),
    Map { entries: Vec<Option<(Key, Rc<Tree>)>>, index: HashMap<String, usize>, key: Option<Key> },
}

struct Builder<'a> {
    path: &'a str,
    limits: &'a Limits,
    /// Values so far.
    parts: usize,
    max_depth: usize,
    stack: Vec<Frame>,
    anchors: HashMap<usize, Rc<Tree>>,
    /// Bytes that aliases added so far.
    spent: u64,
    stream: Stream,
}

impl Builder<'_> {
    fn fail<T>(&self, what: impl Into<String>, line: u32) -> Result<T, Failure> {
        Err(Failure { path: self.path.to_owned(), what: what.into(), line: Some(line) })
    }

    fn too_deep(&self) -> String {
        format!("nested deeper than {} levels; `max-depth` sets another limit, {DEEPEST} at most", self.max_depth)
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>, line: u32) -> Result<(), Failure> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                if !range.is_empty() {
                    self.stream.scalars.push(range.clone());
                }
                let size = 8 + text.len() as u64;
                let value = Value::Scalar { text: text.into_owned(), style };
                self.put(Rc::new(Tree { value, span: range, size, height: 0 }), anchor, line)
            }
            Event::SequenceStart(anchor, _) => self.open(anchor, range.start, FrameKind::List(Vec::new()), line),
            Event::MappingStart(anchor, _) => {
                let kind = FrameKind::Map { entries: Vec::new(), index: HashMap::new(), key: None };
                self.open(anchor, range.start, kind, line)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range.end, line),
            Event::Alias(anchor) => {
                let Some(tree) = self.anchors.get(&anchor).map(Rc::clone) else {
                    return self.fail("an alias stands within what it stands for", line);
                };
                self.spent = self.spent.saturating_add(tree.size);
                let most = self.limits.max_expansion;
                if self.spent > most {
                    let what = format!("aliases add more than {most} bytes; `max-expansion` sets another limit");
                    return self.fail(what, line);
                }
                self.put(tree, 0, line)
            }
            Event::DocumentEnd => {
                self.anchors.clear();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn open(&mut self, anchor: usize, start: usize, kind: FrameKind, line: u32) -> Result<(), Failure> {
        if self.stack.len() >= self.max_depth {
            return self.fail(self.too_deep(), line);
        }
        self.stack.push(Frame { anchor, start, kind });
        Ok(())
    }

    fn close(&mut self, end: usize, line: u32) -> Result<(), Failure> {
        let Some(frame) = self.stack.pop() else { return Ok(()) };
        let (value, size, height) = match frame.kind {
            FrameKind::List(items) => {
                let size = items.iter().fold(8u64, |n, t| n.saturating_add(t.size));
                let height = items.iter().map(|t| t.height + 1).max().unwrap_or(0);
                (Value::List(items), size, height)
            }
            FrameKind::Map { entries, .. } => {
                let entries: Vec<_> = entries.into_iter().flatten().collect();
                let size = entries.iter().fold(8u64, |n, e| n.saturating_add(e.1.size + e.0.text.len() as u64));
                let height = entries.iter().map(|e| e.1.height + 1).max().unwrap_or(0);
                (Value::Map(entries), size, height)
            }
        };
        // The end of a block stands at the next token.
        let end = end.max(frame.start);
        self.put(Rc::new(Tree { value, span: frame.start..end, size, height }), frame.anchor, line)
    }

    fn put(&mut self, tree: Rc<Tree>, anchor: usize, line: u32) -> Result<(), Failure> {
        if self.stack.len() + tree.height > self.max_depth {
            return self.fail(self.too_deep(), line);
        }
        self.parts += 1;
        if self.parts > self.limits.max_parts {
            return self.fail(self.limits.too_many_parts(), line);
        }
        if anchor != 0 {
            self.anchors.insert(anchor, Rc::clone(&tree));
        }
        let document = self.stream.documents.len();
        match self.stack.last_mut().map(|f| &mut f.kind) {
            None => self.stream.documents.push(tree),
            Some(FrameKind::List(items)) => items.push(tree),
            Some(FrameKind::Map { entries, index, key }) => match key.take() {
                None => {
                    let text = match &tree.value {
                        Value::Scalar { text, .. } => text.clone(),
                        _ => "?".to_owned(),
                    };
                    *key = Some(Key { text, span: tree.span.clone(), line });
                }
                Some(key) => {
                    if let Some(old) = index.insert(key.text.clone(), entries.len())
                        && key.text != "<<"
                    {
                        entries[old] = None;
                        let (line, key) = (key.line, key.text.clone());
                        self.stream.duplicates.push(Duplicate { key, line, document });
                    }
                    entries.push(Some((key, tree)));
                }
            },
        }
        Ok(())
    }
}

/// Places of characters: the parser counts characters, everything else bytes.
struct Places<'a> {
    text: &'a str,
    /// Byte of every [`Places::STEP`]th character; empty when the text is ASCII.
    steps: Vec<usize>,
}

impl Places<'_> {
    const STEP: usize = 128;

    fn new(text: &str) -> Places<'_> {
        let steps = match text.is_ascii() {
            true => Vec::new(),
            false => text.char_indices().step_by(Places::STEP).map(|(at, _)| at).collect(),
        };
        Places { text, steps }
    }

    fn byte(&self, character: usize) -> usize {
        if self.steps.is_empty() {
            return character.min(self.text.len());
        }
        let Some(&start) = self.steps.get(character / Self::STEP) else { return self.text.len() };
        let rest = &self.text[start..];
        rest.char_indices().nth(character % Self::STEP).map_or(self.text.len(), |(at, _)| start + at)
    }
}
