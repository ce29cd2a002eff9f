//! The letter before an item as a citation: "the following sub-paragraphs of Article 6 apply: (a) …, (c) …".

use super::context::Context;
use super::model::{Claim, Detail};
use crate::notice::BlockKind;

/// Cites the point of Article 6(1) for each basis whose item bears its letter, where what leads to the list says that the
/// letters are the Article's. Letters that only count the items of a list cite nothing.
pub(super) fn cite(context: &Context<'_>, claims: &mut [Claim]) {
    let mut done: Option<u32> = None;
    for at in 0..claims.len() {
        let (block, sentence) = (claims[at].place.block, claims[at].place.sentence);
        if claims[at].kind != "basis" || done == Some(block) {
            continue;
        }
        done = Some(block);
        let Some(letter) = letter(context, sentence) else { continue };
        if !context.lead_sentences(sentence).next().is_some_and(|lead| of_article_six(context, lead)) {
            continue;
        }
        let cited = format!("6(1)({letter})");
        // Of several bases that the words name, the letter's own is the one that is meant. They stand side by side.
        let end = at + claims[at..].iter().take_while(|c| c.place.block == block).count();
        let group = &mut claims[at..end];
        if group.iter().any(|c| c.text("cited").is_some()) {
            continue;
        }
        let own = group.iter().position(|c| c.kind == "basis" && c.value == cited).unwrap_or(0);
        let Some(claim) = group.get_mut(own) else { continue };
        claim.details.insert("cited", Detail::from(cited.as_str()));
        claim.value = cited;
    }
}

/// The letter of an item, by its marker or in brackets before its words.
fn letter(context: &Context<'_>, sentence: u32) -> Option<char> {
    let block = context.block(sentence);
    if !matches!(block.kind, BlockKind::Item { .. }) {
        return None;
    }
    let bare = |words: &str| words.trim_matches(['(', ')', '.', ' ']).to_ascii_lowercase();
    let marker = bare(&block.marker);
    let words = context.words(block.span).trim_start();
    let written = words.strip_prefix('(').and_then(|w| w.split_once(')')).map(|(l, _)| bare(l));
    let point = written.filter(|l| l.len() == 1).unwrap_or(marker);
    let mut letters = point.chars();
    letters.next().filter(|c| letters.next().is_none() && ('a'..='f').contains(c))
}

/// Whether a lead-in says that what follows are points of Article 6.
fn of_article_six(context: &Context<'_>, lead: u32) -> bool {
    let tokens = context.tokens(lead);
    let six = tokens
        .clone()
        .skip(1)
        .any(|i| &*context.token(i) == "6" && matches!(&*context.token(i - 1), "article" | "art" | "gdpr"));
    let words = context.words(context.sentence_span(lead)).to_ascii_lowercase();
    let points = ["sub-paragraph", "subparagraph", "sub paragraph", "points of", "following points", "letters"];
    six && !words.contains("article 9") && points.iter().any(|p| words.contains(p))
}
