//! The tree of a structured notice: YAML that keeps its places.

use super::Span;

/// A node of a structured notice. Spans point into the reading text.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A scalar: its value as written, without quotes.
    Scalar(String, Span),
    /// A list.
    List(Vec<Node>, Span),
    /// A mapping, in order: key, the key's span, value.
    Map(Vec<(String, Span, Node)>, Span),
}

impl Node {
    /// Where the node stands.
    pub fn span(&self) -> Span {
        match self {
            Node::Scalar(_, span) | Node::List(_, span) | Node::Map(_, span) => *span,
        }
    }

    /// The value under a key of a mapping.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match self {
            Node::Map(entries, _) => entries.iter().find(|e| e.0 == key).map(|e| &e.2),
            _ => None,
        }
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match self {
            Node::Scalar(text, _) => Some(text),
            _ => None,
        }
    }

    /// The items of a list; a scalar or mapping is a list of one.
    pub fn items(&self) -> &[Node] {
        match self {
            Node::List(items, _) => items,
            other => std::slice::from_ref(other),
        }
    }
}
