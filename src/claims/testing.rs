//! What the tests of the extractors share.
#![allow(clippy::unwrap_used)]

use super::{Claim, extract};
use crate::law::Law;
use crate::lexicon::Lexicon;
use crate::notice::{Encoding, Format, Notice, Source};
use std::sync::{Arc, LazyLock};

static LAW: LazyLock<Law> = LazyLock::new(|| Law::builtin().unwrap());
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin(&LAW).unwrap());

/// The claims of one kind that a plain text makes.
pub(super) fn claims(kind: &str, text: &str) -> Vec<Claim> {
    let draft = crate::read::text::read(text);
    let source = Arc::new(Source::new(text.to_owned(), Encoding::Utf8, 0));
    let notice = Notice::assemble("test.txt", None, Format::Text, source, draft);
    extract(&notice, &LEXICON, &LAW).claims.into_iter().filter(|c| c.kind == kind).collect()
}

/// The values of the claims of one kind that a plain text asserts, sorted; a denied one with a minus in front.
pub(super) fn values(kind: &str, text: &str) -> Vec<String> {
    let mut all: Vec<String> = claims(kind, text)
        .into_iter()
        .filter(|c| c.force.asserts())
        .map(|c| if c.polarity == super::Polarity::Denied { format!("-{}", c.value) } else { c.value })
        .collect();
    all.sort();
    all.dedup();
    all
}

/// Fails with every case in which a text does not give exactly the values expected.
pub(super) fn check(kind: &str, cases: &[(&str, &[&str])]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, expected)| {
            let found = values(kind, text);
            (found != *expected).then(|| format!("{text:?}\n    expected {expected:?}, found {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// A structured notice and its claims.
pub(super) fn structured(text: &str) -> (Notice, super::Claims) {
    let read = crate::read::read_bytes("a.yaml", text.as_bytes(), None, &crate::read::Limits::default());
    let notice = read.unwrap().pop().unwrap();
    let claims = extract(&notice, &LEXICON, &LAW);
    (notice, claims)
}

/// Fails with every case in which a text does not give exactly the values expected, which are parted by spaces.
pub(super) fn table(kind: &str, cases: &[(&str, &str)]) {
    let cases: Vec<(&str, Vec<&str>)> = cases
        .iter()
        .map(|(text, expected)| {
            let mut expected: Vec<&str> = expected.split_whitespace().collect();
            expected.sort_unstable();
            (*text, expected)
        })
        .collect();
    let cases: Vec<(&str, &[&str])> = cases.iter().map(|(text, expected)| (*text, expected.as_slice())).collect();
    check(kind, &cases);
}
