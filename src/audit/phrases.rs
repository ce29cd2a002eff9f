//! Plain phrases that rules look for in the text of a notice, as claims of their own.

use super::fields::squeeze;
use crate::claims::{Claim, Place};
use crate::notice::{Notice, Span};
use crate::rules::{Place as Where, Rule};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The kind of such claims.
pub const KIND: &str = "text";

/// Where the phrases of these rules stand in the notice, one claim each.
pub fn find(notice: &Notice, rules: &[&Rule]) -> Vec<Claim> {
    let mut phrases: BTreeSet<&str> = BTreeSet::new();
    for rule in rules {
        for query in &rule.queries {
            let clauses = [
                query.subject.as_ref(),
                Some(&query.with),
                Some(&query.unless),
                Some(&query.absent),
                Some(&query.when),
            ];
            let patterns = clauses.into_iter().flatten().flat_map(|c| c.0.iter().flatten());
            let places =
                query.place.iter().filter_map(|p| if let Where::Claim(p) = p { Some(p.as_ref()) } else { None });
            for pattern in patterns.chain(places).filter(|p| p.kinds.is_empty() || p.kinds.iter().any(|k| k == KIND)) {
                phrases.extend(pattern.text.iter().map(String::as_str));
            }
        }
    }
    let mut claims = Vec::new();
    if phrases.is_empty() {
        return claims;
    }
    let phrases: Vec<(&str, Vec<Token<'_>>)> = phrases.into_iter().map(|p| (p, tokens(p))).collect();
    for (i, sentence) in notice.sentences.iter().enumerate() {
        let words = tokens(notice.words(sentence.span));
        let block = notice.blocks.get(sentence.block as usize);
        for (phrase, wanted) in &phrases {
            for span in places(wanted, &words) {
                claims.push(Claim {
                    kind: KIND,
                    value: (*phrase).to_owned(),
                    span: Span { start: sentence.span.start + span.start, end: sentence.span.start + span.end },
                    sentence: sentence.span,
                    place: Place {
                        sentence: u32::try_from(i).unwrap_or(u32::MAX),
                        block: sentence.block,
                        row: sentence.block | 1 << 31,
                        section: block.map_or(0, |b| b.section),
                        list: block.and_then(|b| b.lead),
                    },
                    ..Claim::default()
                });
            }
        }
    }
    claims
}

/// Whether the phrase occurs in the words, as whole words.
pub fn occurs(phrase: &str, words: &str) -> bool {
    places(&tokens(phrase), &tokens(words)).next().is_some()
}

/// Where the phrase occurs, as whole words; case, quotes, dashes and white space do not matter.
pub fn spans(phrase: &str, words: &str) -> Vec<Span> {
    places(&tokens(phrase), &tokens(words)).collect()
}

/// A word and its place; case, quotes, dashes and white space do not matter.
type Token<'t> = (Cow<'t, str>, Span);

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::with_capacity(text.len() / 5);
    let mut start = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphanumeric() || (matches!(c, '\'' | '’' | '@' | '&') && start.is_some());
        match (inside, start) {
            (true, None) => start = Some(i),
            (false, Some(from)) => {
                let word = text.get(from..i).unwrap_or_default();
                // Of ASCII nothing but case is squeezed, which comparing does.
                let word = if word.is_ascii() { Cow::Borrowed(word) } else { Cow::Owned(squeeze(word)) };
                found.push((word, Span::new(from, i)));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Where the words of a phrase stand among others; nowhere where it has none.
fn places(wanted: &[Token<'_>], given: &[Token<'_>]) -> impl Iterator<Item = Span> {
    let hits = given.windows(wanted.len().max(1));
    let hits =
        hits.filter(move |w| !wanted.is_empty() && w.iter().zip(wanted).all(|(a, b)| a.0.eq_ignore_ascii_case(&b.0)));
    hits.filter_map(|w| Some(w.first()?.1.cover(w.last()?.1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_in_any_dress() {
        assert!(occurs("data subject", "Every Data\u{a0}Subject may ask"));
        assert!(occurs("e-mail", "by E–mail only"));
        assert!(!occurs("subject", "subjects"));
        let found: Vec<Span> = places(&tokens("a b"), &tokens("a  b a b")).collect();
        assert_eq!(found, [Span::new(0, 4), Span::new(5, 8)]);
        assert!(!occurs("", "a") && !occurs("-", "a - b"));
    }
}
