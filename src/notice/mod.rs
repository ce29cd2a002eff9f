//! What a notice *is*: text that never loses its place, cut into blocks, sections and sentences.
//!
//! A reader hands over a [`Draft`] (reading text, a map back to the file, blocks in order); [`Notice::assemble`] adds
//! what follows from the order of the blocks: sections, the lead-in that a list item inherits, and sentences.

mod contents;
mod fold;
mod outline;
mod sentences;
mod source;
mod span;
mod tree;
mod work;

pub use fold::fold_char;
pub use outline::Section;
pub use sentences::Sentence;
pub use source::{Encoding, Location, Source, SourceMap};
pub use span::Span;
pub use tree::Node;
pub use work::{Caps, Work};

use std::collections::BTreeMap;
use std::sync::Arc;

/// The format that a notice was read from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    /// Plain text.
    #[default]
    Text,
    /// Markdown, front matter included.
    Markdown,
    /// HTML: a page, or a template of one.
    Html,
    /// YAML that holds prose.
    Yaml,
    /// The structured notice form, in YAML.
    Structured,
    /// A document of Word (DOCX).
    Docx,
    /// A PDF.
    Pdf,
}

impl Format {
    /// All of them.
    pub const ALL: &[Format] =
        &[Format::Text, Format::Markdown, Format::Html, Format::Yaml, Format::Structured, Format::Docx, Format::Pdf];

    /// The word used in output.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Yaml => "yaml",
            Format::Structured => "structured",
            Format::Docx => "docx",
            Format::Pdf => "pdf",
        }
    }

    /// The format with this name, if there is one.
    pub fn from_name(name: &str) -> Option<Format> {
        Format::ALL.iter().copied().find(|f| f.name() == name)
    }
}

/// What a block is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BlockKind {
    /// A heading; the level counts from 1.
    Heading {
        /// Depth: 1 is the title.
        level: u8,
    },
    /// A paragraph, or one line of an address.
    Paragraph,
    /// A list item; depth counts from 0.
    Item {
        /// Nesting depth.
        depth: u8,
    },
    /// A cell of a table.
    Cell {
        /// Which table of the notice.
        table: u32,
        /// Which row, from 0.
        row: u32,
        /// Which column, from 0.
        column: u32,
        /// Whether the cell heads its column.
        header: bool,
    },
    /// A row of a table that was flattened to one line: its cells can no longer be told apart.
    FlatRow {
        /// Which table of the notice.
        table: u32,
        /// Which row, from 0; the header is row 0.
        row: u32,
        /// Whether this is the line of column heads.
        header: bool,
    },
    /// A line of a contents list.
    Contents,
    /// A line beside the notice's text (the foot of the page): only a date, a controller or a contact counts in it.
    Aside,
    /// Code or other words that are not prose.
    Code,
}

/// One block of a notice.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its words, without marker or number.
    pub span: Span,
    /// The marker or number in front ("•", "(a)", "2.1"), as written; empty if none.
    pub marker: String,
    /// The innermost section that it stands in; a heading stands in the section that it opens.
    pub section: u32,
    /// The block that introduces it: the line before a list, the parent item, the head of a column.
    pub lead: Option<u32>,
    /// Its sentences, as a range of indices.
    pub sentences: std::ops::Range<u32>,
}

/// A link of the notice: words that lead somewhere.
#[derive(Clone, Debug)]
pub struct Link {
    /// The words.
    pub span: Span,
    /// Where they lead.
    pub target: String,
}

/// A comment in the file, for suppressions.
#[derive(Clone, Debug)]
pub struct Comment {
    /// What it says.
    pub text: String,
    /// Where it stands, in the decoded file.
    pub source: Span,
}

/// Something the reader wants to tell, which is no finding (broken UTF-8 read as Windows-1252).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// What it is.
    pub what: String,
    /// The line it is about, from 1, when there is one.
    pub line: Option<u32>,
}

/// What a reader makes of a file.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The reading text.
    pub text: String,
    /// The way back to the decoded file.
    pub map: SourceMap,
    /// Blocks in order: kind, words, marker.
    pub blocks: Vec<(BlockKind, Span, String)>,
    /// Links, by place.
    pub links: Vec<Link>,
    /// Comments, by place.
    pub comments: Vec<Comment>,
    /// Facts about the document given outside its text (front matter): key and the words' span.
    pub metadata: Vec<(String, Span)>,
    /// What the reader wants to tell.
    pub notes: Vec<Note>,
    /// The tree of a structured notice.
    pub tree: Option<Node>,
}

/// A notice, read and cut up.
#[derive(Clone, Debug, Default)]
pub struct Notice {
    /// The path as given or met.
    pub path: String,
    /// The key path of a notice that is part of a file.
    pub part: Option<String>,
    /// The format that it was read from.
    pub format: Format,
    /// The file.
    pub source: Arc<Source>,
    /// The reading text.
    pub text: String,
    /// The way from reading text to file.
    pub map: SourceMap,
    /// Blocks in order.
    pub blocks: Vec<Block>,
    /// Sections in order; the first is the whole notice.
    pub sections: Vec<Section>,
    /// Sentences in order.
    pub sentences: Vec<Sentence>,
    /// Links in order.
    pub links: Vec<Link>,
    /// Comments in order.
    pub comments: Vec<Comment>,
    /// Facts given in front matter: key and the words' span.
    pub metadata: Vec<(String, Span)>,
    /// What the reader wants to tell.
    pub notes: Vec<Note>,
    /// The tree of a structured notice.
    pub tree: Option<Node>,
    /// Where spans stand in the file, for a notice of which only the words of some places are known.
    pub places: BTreeMap<Span, Location>,
}

impl Notice {
    /// A notice from what a reader made of a file.
    pub fn assemble(path: &str, part: Option<String>, format: Format, source: Arc<Source>, mut draft: Draft) -> Notice {
        contents::mark(&draft.text, &mut draft.blocks, &draft.links);
        let (mut blocks, sections) = outline::outline(&draft.text, draft.blocks);
        let sentences = sentences::cut(&draft.text, &mut blocks);
        Notice {
            path: path.to_owned(),
            part,
            format,
            source,
            text: draft.text,
            map: draft.map,
            blocks,
            sections,
            sentences,
            links: draft.links,
            comments: draft.comments,
            metadata: draft.metadata,
            notes: draft.notes,
            tree: draft.tree,
            places: BTreeMap::new(),
        }
    }

    /// The words of a span.
    pub fn words(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// Where a span stands in the file.
    pub fn locate(&self, span: Span) -> Location {
        self.places.get(&span).copied().unwrap_or_else(|| self.source.locate(self.map.source(span)))
    }

    /// The index of the sentence that a byte of the reading text stands in, or of the last one before it.
    pub fn sentence_at(&self, offset: u32) -> Option<usize> {
        self.sentences.partition_point(|s| s.span.start <= offset).checked_sub(1)
    }

    /// The links that overlap a span. A page may have a million of them, and as many sentences that ask.
    pub fn links_over(&self, span: Span) -> impl Iterator<Item = &Link> {
        let from = self.links.partition_point(|l| l.span.end <= span.start);
        self.links[from..].iter().take_while(move |l| l.span.start < span.end)
    }

    /// Whether a link overlaps a span.
    pub fn has_link(&self, span: Span) -> bool {
        self.links_over(span).next().is_some()
    }

    /// The block of a sentence.
    pub fn block_of(&self, sentence: usize) -> &Block {
        &self.blocks[self.sentences[sentence].block as usize]
    }

    /// The titles of the sections above a section and its own, outermost first.
    pub fn section_path(&self, section: u32) -> Vec<&str> {
        let mut path = Vec::new();
        let mut at = section as usize;
        while at != 0 {
            path.push(self.sections[at].title.as_str());
            at = self.sections[at].parent as usize;
        }
        path.reverse();
        path
    }

    /// The notice's title: its first heading, else its first block.
    pub fn title(&self) -> Span {
        let heading = self.blocks.iter().take(12).find(|b| matches!(b.kind, BlockKind::Heading { .. }));
        heading.or(self.blocks.first()).map_or(Span::default(), |b| b.span)
    }

    /// The blocks of the row that a cell stands in, the cell's own included.
    pub fn row_of(&self, block: usize) -> &[Block] {
        let BlockKind::Cell { table, row, .. } = self.blocks[block].kind else {
            return &self.blocks[block..=block];
        };
        let same = |b: &Block| matches!(b.kind, BlockKind::Cell { table: t, row: r, .. } if t == table && r == row);
        let first = (0..=block).rev().take_while(|&i| same(&self.blocks[i])).last().unwrap_or(block);
        let last = (block..self.blocks.len()).take_while(|&i| same(&self.blocks[i])).last().unwrap_or(block);
        &self.blocks[first..=last]
    }
}
