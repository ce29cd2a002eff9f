//! The structured notice form: YAML with the key `candour`.

use super::super::{Failure, schema};
use super::compose::inner;
use super::text_of;
use super::tree::{Duplicate, Tree, Value};
use crate::notice::{BlockKind, Draft, Node, Source, Span};

/// Whether a document is in this form, in whichever version.
pub(super) fn is_structured(document: &Tree) -> bool {
    matches!(&document.value, Value::Map(entries) if entries.iter().any(|e| e.0.text == "candour" && text_of(&e.1).is_some()))
}

/// The draft of a structured notice: its reading text is the file, and it has a tree.
pub(super) fn read(
    path: &str,
    source: &Source,
    document: &Tree,
    index: usize,
    duplicates: &[Duplicate],
) -> Result<Draft, Failure> {
    let fail = |what: String, line: u32| Failure { path: path.to_owned(), what, line: Some(line) };
    if let Some(duplicate) = duplicates.iter().find(|d| d.document == index) {
        return Err(fail(format!("key `{}` stands twice", duplicate.key), duplicate.line));
    }
    let tree = node(&source.text, document);
    schema::check(&tree).map_err(|(what, span)| fail(what, source.position(span.start as usize).0))?;
    let title = tree.get("title").map(Node::span).filter(|span| !span.is_empty());
    let blocks = title.map(|span| (BlockKind::Paragraph, span, String::new())).into_iter().collect();
    Ok(Draft { text: source.text.clone(), blocks, tree: Some(tree), ..Draft::default() })
}

fn node(source: &str, tree: &Tree) -> Node {
    let span = inner(source, tree);
    match &tree.value {
        Value::Scalar { text, .. } => Node::Scalar(text.trim().to_owned(), span),
        Value::List(items) => Node::List(items.iter().map(|t| node(source, t)).collect(), span),
        Value::Map(entries) => {
            let entries = entries
                .iter()
                .map(|(key, value)| (key.text.clone(), Span::new(key.span.start, key.span.end), node(source, value)));
            Node::Map(entries.collect(), span)
        }
    }
}
