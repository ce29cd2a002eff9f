//! What tests of extractors share.
#![allow(clippy::unwrap_used)]

use super::context::Context;
use super::model::Claim;
use crate::law::Law;
use crate::lexicon::Lexicon;
use crate::notice::{Encoding, Format, Notice, Source};
use std::sync::{Arc, LazyLock};

static LAW: LazyLock<(Law, Lexicon)> = LazyLock::new(|| {
    let law = Law::builtin().unwrap();
    let lexicon = Lexicon::builtin(&law).unwrap();
    (law, lexicon)
});

/// A plain text as a notice.
pub(super) fn notice(text: &str) -> Notice {
    let source = Arc::new(Source::new(text.to_owned(), Encoding::Utf8, 0));
    Notice::assemble("test.txt", None, Format::Text, source, crate::read::text::read(text))
}

/// The claims that an extractor makes of a plain text, each with its words.
pub(super) fn read(text: &str, extractor: fn(&Context<'_>, &mut Vec<Claim>)) -> Vec<(Claim, String)> {
    let notice = notice(text);
    let context = Context::new(&notice, &LAW.1, &LAW.0, None);
    let mut claims = Vec::new();
    extractor(&context, &mut claims);
    super::settle(&mut claims);
    claims.into_iter().map(|c| (c.clone(), notice.words(c.span).to_owned())).collect()
}

/// Everything that is read in a plain text.
pub(super) fn all(text: &str) -> super::model::Claims {
    super::extract(&notice(text), &LAW.1, &LAW.0)
}
