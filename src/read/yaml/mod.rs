//! YAML: the structured notice form, and files of strings in which whole pages stand.
//!
//! Nothing outside this module knows the parser.

mod align;
mod compose;
mod keys;
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
            draft.notes.extend(stream.duplicates.iter().filter(|d| d.document == index).take(20).map(duplicate));
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

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Stream {
        tree::parse("a.yaml", text, &Limits::default()).unwrap()
    }

    #[test]
    fn comments_are_told_from_text() {
        let text = "# one\na: b # two\nc: 'x # no'\nd: |\n  # no\n  y\n# three\ne: a#no\n";
        let found = comments(text, &parse(text));
        assert_eq!(found.iter().map(|c| c.text.as_str()).collect::<Vec<_>>(), ["one", "two", "three"]);
        assert_eq!(&text[found[1].source.range()], "# two");
    }

    #[test]
    fn places_are_bytes_whatever_the_characters() {
        let text = "\u{e9}: \u{1f512}\nk\u{e9}y: v\nlast: w\u{f6}rd\n";
        let text = format!("{text}more:\n{}", "  - caf\u{e9}\n".repeat(300));
        let stream = parse(&text);
        let Value::Map(entries) = &stream.documents[0].value else { panic!("a mapping") };
        assert_eq!(&text[entries[2].1.span.clone()], "w\u{f6}rd");
        let Value::List(items) = &entries[3].1.value else { panic!("a list") };
        assert!(items.iter().all(|i| &text[i.span.clone()] == "caf\u{e9}"));
    }

    #[test]
    fn values_are_laid_beside_what_was_written() {
        let aligned = |text: &str| {
            let stream = parse(text);
            let Value::Map(entries) = &stream.documents[0].value else { panic!("a mapping") };
            let Value::Scalar { text: value, style } = &entries[0].1.value else { panic!("a scalar") };
            let pieces = align::align(value, text, &entries[0].1.span, *style);
            assert_eq!(pieces.iter().map(|p| p.0.len()).sum::<usize>(), value.len(), "{pieces:?}");
            pieces.into_iter().map(|(v, s)| (value[v].to_owned(), text[s].to_owned())).collect::<Vec<_>>()
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(aligned("a: plain words\n"), [pair("plain words", "plain words")]);
        assert_eq!(aligned("a: it\n  folds\n"), [pair("it", "it"), pair(" ", "\n  "), pair("folds", "folds")]);
        assert_eq!(aligned("a: 'it''s'\n"), [pair("it", "it"), pair("'", "''"), pair("s", "s")]);
        assert_eq!(
            aligned("a: \"x\\u00e9y\\nz\"\n"),
            [pair("x", "x"), pair("\u{e9}", "\\u00e9"), pair("y", "y"), pair("\n", "\\n"), pair("z", "z")]
        );
        let block = aligned("a: |-\n  one\n  two\n");
        assert_eq!(block, [pair("one", "one"), pair("\n", "\n  "), pair("two", "two")]);
    }

    #[test]
    fn pages_are_found_where_they_are() {
        let words = "We keep your data for a year. ".repeat(30);
        let paths = |text: &str| {
            let stream = parse(text);
            let pages = pages::find(&stream.documents[0]);
            pages.iter().map(|p| p.path.join(".")).collect::<Vec<_>>()
        };
        assert_eq!(paths(&format!("a: {words}\n")), [""]);
        assert_eq!(paths(&format!("en:\n  p:\n    a: {words}\n    b: x\n")), ["en.p"]);
        assert_eq!(paths(&format!("en:\n  a: {words}\ncy:\n  a: {words}\n")), ["en", "cy"]);
        let two = format!("one:\n  title: One\n  a: {words}\ntwo:\n  title: Two\n  a: {words}\n");
        assert_eq!(paths(&two), ["one", "two"]);
        let within = format!("title: App\nx:\n  a: {words}\n  privacy_html: {words}\n");
        assert_eq!(paths(&within), ["x.a", "x.privacy_html"]);
        let sections = format!("title: Page\nfirst:\n  title: A\n  a: {words}\nsecond:\n  title: B\n  a: {words}\n");
        assert_eq!(paths(&sections), [""]);
        assert!(paths("a: few words only\n").is_empty());
    }
}
