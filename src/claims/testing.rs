//! What the tests of extractors share.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::Claim;
use crate::law::Law;
use crate::lexicon::Lexicon;
use crate::notice::{Encoding, Format, Notice, Source};
use std::sync::{Arc, OnceLock};

/// The claims of a text.
pub(super) fn claims(text: &str) -> Vec<Claim> {
    static BUILT: OnceLock<(Law, Lexicon)> = OnceLock::new();
    let (law, lexicon) = BUILT.get_or_init(|| {
        let law = Law::builtin().expect("the law loads");
        let lexicon = Lexicon::builtin(&law).expect("the lexicon loads");
        (law, lexicon)
    });
    let draft = crate::read::text::read(text);
    let source = Arc::new(Source::new(text.to_owned(), Encoding::Utf8, 0));
    let notice = Notice::assemble("notice.txt", None, Format::Text, source, draft);
    super::extract(&notice, lexicon, law).claims
}

/// The values of a kind that a text asserts, `!` before those denied, sorted and once each.
pub(super) fn values(text: &str, kind: &str) -> Vec<String> {
    let mut values: Vec<String> = claims(text)
        .iter()
        .filter(|c| c.kind == kind && c.force.asserts())
        .map(|c| if c.polarity == super::Polarity::Denied { format!("!{}", c.value) } else { c.value.clone() })
        .collect();
    values.sort();
    values.dedup();
    values
}

/// Checks a table of texts and the values that they assert (parted by spaces); tells all that differ.
pub(super) fn table(kind: &str, cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let mut expected: Vec<&str> = expected.split_whitespace().collect();
        expected.sort_unstable();
        let found = values(text, kind);
        if found != expected {
            wrong.push(format!("{text:?}\n    expected {expected:?}\n    found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
