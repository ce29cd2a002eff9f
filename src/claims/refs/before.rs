//! References that name the point first: "points (a) and (b) of Article 6(1)", "paragraph 1(b) of Article 6".

use super::ArticleRef;
use crate::claims::context::Context;
use std::ops::Range;

/// Whether a word says what a number or a letter of a provision is.
pub(super) fn is_unit(word: &str) -> bool {
    matches!(
        word,
        "paragraph"
            | "paragraphs"
            | "para"
            | "paras"
            | "point"
            | "points"
            | "sub-paragraph"
            | "sub-paragraphs"
            | "subparagraph"
            | "subparagraphs"
            | "letter"
            | "letters"
            | "lit"
            | "sub"
    )
}

/// The points that stand before an article of which the number is at a place, in the order of the text, and the token behind
/// the whole. Nothing where no letter stands there.
pub(super) fn article(context: &Context<'_>, at: u32, tokens: Range<u32>) -> Option<(Vec<ArticleRef>, u32)> {
    let back = |i: u32, words: &[&str]| i > tokens.start && words.contains(&&*context.token(i - 1));
    let (number, paragraph, letters) = match &*context.token(at) {
        "6" => (6, "1", 'a'..='f'),
        "9" => (9, "2", 'a'..='j'),
        _ => return None,
    };
    if !back(at, &["article", "art"]) {
        return None;
    }
    let mut from = at - 1;
    while back(from, &["the", "uk", "eu", "gdpr", "regulation"]) {
        from -= 1;
    }
    if !back(from, &["of", "in", "under"]) {
        return None;
    }
    from -= 1;
    let mut points: Vec<(u32, String)> = Vec::new();
    while from > tokens.start {
        let word = context.token(from - 1);
        let letter = word.len() == 1 && word.starts_with(|c| letters.contains(&c));
        match &*word {
            _ if letter => points.push((from - 1, word.into_owned())),
            "and" | "or" if !points.is_empty() => {}
            _ => break,
        }
        from -= 1;
    }
    // "paragraph 1(b)": the number of the paragraph stands before its letter.
    if back(from, &[paragraph]) {
        from -= 1;
    }
    let named = from > tokens.start && {
        let word = context.token(from - 1);
        is_unit(&word)
            || matches!(&*word, "condition" | "conditions" | "ground" | "grounds" | "exception" | "exceptions")
    };
    if !named || points.is_empty() {
        return None;
    }
    points.reverse();
    let own = at + 1 < tokens.end
        && context.token(at + 1) == paragraph
        && context.between(at, at + 1).trim_start().starts_with('(');
    let end = if own { at + 1 } else { at };
    let last = points.len() - 1;
    let refs = points.into_iter().enumerate().map(|(i, (token, letter))| ArticleRef {
        value: format!("{number}({paragraph})({letter})"),
        first: if i == 0 { from - 1 } else { token },
        last: if i == last { end } else { token },
    });
    Some((refs.collect(), end + 1))
}
