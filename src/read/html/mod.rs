//! HTML: pages, as sites serve them and as people write them.

mod chrome;
mod facts;
mod grid;
mod pieces;
mod tree;
mod walk;

pub(in crate::read) use pieces::{Effect, Piece, attribute, effect, pieces};

use super::flow::Flow;
use super::{Limits, front};
use crate::notice::Draft;

/// Deepest nesting of elements; what is nested deeper belongs to the deepest.
const DEPTH: usize = 200;

/// Reads a page. The map leads back to `source`.
pub(super) fn read(source: &str, limits: &Limits) -> Draft {
    let mut flow = Flow::new(source, limits.max_depth);
    let head = front::find(source);
    let body = head.as_ref().map_or(0, |h| h.1);
    if let Some((facts, _)) = head {
        front::facts(source, facts, &mut flow.out);
    }
    let tree = tree::parse(source, body, DEPTH);
    facts::collect(source, &tree, &mut flow.out);
    walk::Walk { source, tree: &tree, flow: &mut flow, foot: false, lists: Vec::new() }.children(0, false);
    flow.flush();
    flow.out.draft()
}

/// A stretch of source with its entities replaced.
fn decode(source: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    while let Some(found) = source[at..].find('&') {
        let here = at + found;
        out.push_str(&source[at..here]);
        let (words, len) = entity(&source[here..]).unwrap_or_else(|| ("&".to_owned(), 1));
        out.push_str(&words);
        at = here + len;
    }
    out.push_str(&source[at..]);
    out
}

/// An entity at the start of a text: what it stands for, and its length.
fn entity(text: &str) -> Option<(String, usize)> {
    if let Some((c, len)) = pieces::entity(text) {
        return Some((c.to_string(), len));
    }
    // One of the two thousand others.
    let name = text.bytes().skip(1).take(32).take_while(u8::is_ascii_alphanumeric).count();
    if name < 2 || text.as_bytes().get(1 + name) != Some(&b';') {
        return None;
    }
    let written = &text[..name + 2];
    let mut out = String::new();
    for token in html5gum::Tokenizer::new(written) {
        let Ok(token) = token;
        if let html5gum::Token::String(words) = token {
            out.push_str(&String::from_utf8_lossy(&words.value));
        }
    }
    (!out.is_empty() && out != written).then_some((out, name + 2))
}
