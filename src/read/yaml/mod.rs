//! YAML: the structured notice form, and files of strings in which whole pages stand.
//!
//! Nothing outside this module knows the parser.

mod align;
mod compose;
mod pages;
mod structured;
mod tree;

use super::{Failure, Limits};
use crate::notice::{Comment, Format, Note, Notice, Source, Span};
use std::sync::Arc;
use tree::{Stream, Tree, Value};

/// The notices of a YAML file, which may be none.
pub(super) fn read(path: &str, source: &Arc<Source>, limits: &Limits) -> Result<Vec<Notice>, Failure> {
    let stream = tree::parse(path, &source.text, limits)?;
    let several = stream.documents.len() > 1;
    let mut comments = comments(&source.text, &stream).into_iter().peekable();
    let mut notices = Vec::new();
    for (index, document) in stream.documents.iter().enumerate() {
        let prefix = if several { Some((index + 1).to_string()) } else { None };
        if structured::is_structured(document) {
            let draft = structured::read(path, source, document, index, &stream.duplicates)?;
            notices.push((
                Notice::assemble(path, prefix, Format::Structured, Arc::clone(source), draft),
                document.span.end,
            ));
            continue;
        }
        for page in pages::find(document) {
            let mut draft = compose::compose(&source.text, page.tree, limits);
            if draft.blocks.is_empty() {
                continue;
            }
            draft.notes.extend(stream.duplicates.iter().filter(|d| d.document == index).map(duplicate));
            let part = match (&prefix, page.path.is_empty()) {
                (None, true) => None,
                (None, false) => Some(page.path.join(".")),
                (Some(document), true) => Some(document.clone()),
                (Some(document), false) => Some(format!("{document}:{}", page.path.join("."))),
            };
            let notice = Notice::assemble(path, part, Format::Yaml, Arc::clone(source), draft);
            notices.push((notice, page.tree.span.end));
        }
    }
    // A comment belongs to the notice that it stands in or above; what follows the last notice, to that.
    let last = notices.len().saturating_sub(1);
    for (index, (notice, end)) in notices.iter_mut().enumerate() {
        while let Some(comment) = comments.next_if(|c| index == last || (c.source.start as usize) < *end) {
            notice.comments.push(comment);
        }
        notice.comments.sort_by_key(|c| c.source);
    }
    Ok(notices.into_iter().map(|(notice, _)| notice).collect())
}

fn duplicate(duplicate: &tree::Duplicate) -> Note {
    Note { what: format!("key `{}` stands twice; the last was read", duplicate.key), line: Some(duplicate.line) }
}

/// The comments of a file: `#` to the end of the line, outside of scalars.
fn comments(text: &str, stream: &Stream) -> Vec<Comment> {
    let mut out: Vec<Comment> = Vec::new();
    let mut from = 0;
    let mut scalars = stream.scalars.iter().peekable();
    while let Some(found) = memchr::memchr(b'#', &text.as_bytes()[from..]) {
        let at = from + found;
        from = at + 1;
        while scalars.next_if(|s| s.end <= at).is_some() {}
        let within = scalars.peek().is_some_and(|s| s.start <= at);
        let alone = at == 0 || text[..at].ends_with([' ', '\t', '\n', '\r']);
        if within || !alone {
            continue;
        }
        let end = text[at..].find(['\n', '\r']).map_or(text.len(), |i| at + i);
        let words = text[at..end].trim_start_matches('#').trim();
        out.push(Comment { text: words.to_owned(), source: Span::new(at, end) });
        from = end;
    }
    out
}

/// A scalar's text.
fn text_of(tree: &Tree) -> Option<&str> {
    match &tree.value {
        Value::Scalar { text, .. } => Some(text),
        _ => None,
    }
}
