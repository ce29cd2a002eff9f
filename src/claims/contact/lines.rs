//! A postal address that stands over several lines is one address: the lines before a postcode belong to it.

use super::{Address, Context, Kind};
use crate::notice::{BlockKind, Span};

/// How many lines an address has before its postcode, at most.
const LINES: u32 = 6;

/// How many words a line of an address has, at most.
const WORDS: usize = 8;

/// The address as a whole, its first line's sentence and its words, where short lines stand before a postcode.
pub(super) fn whole(context: &Context<'_>, address: &Address, sentence: u32) -> Option<(String, u32, Span)> {
    if address.kind != Kind::Postal || !line(context, sentence) {
        return None;
    }
    let section = context.block(sentence).section;
    let mut first = sentence;
    while first > 0
        && sentence - first < LINES
        && context.block(first - 1).section == section
        && line(context, first - 1)
    {
        first -= 1;
    }
    if first == sentence {
        return None;
    }
    let mut parts: Vec<String> = (first..sentence).map(|s| tidy(context.words(context.sentence_span(s)))).collect();
    // What stands before the postcode in its own line: "London N1 4AB".
    let start = context.sentence_span(sentence).start;
    let town = context.notice.text.get(start as usize..address.span.start as usize).map(tidy).unwrap_or_default();
    let spaced = if town.is_empty() { address.value.clone() } else { format!("{town} {}", address.value) };
    parts.push(spaced);
    let span = Span { start: context.sentence_span(first).start, end: address.span.end };
    Some((parts.join(", "), first, span))
}

/// Whether the sentence may be a line of an address: short, of names or numbers, neither label nor prose.
fn line(context: &Context<'_>, sentence: u32) -> bool {
    let words = context.words(context.sentence_span(sentence)).trim();
    let plain = matches!(context.block(sentence).kind, BlockKind::Paragraph | BlockKind::Item { .. });
    let label = |w: &str| {
        matches!(
            w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str(),
            "address" | "contact" | "email" | "e-mail" | "post" | "write" | "telephone" | "phone" | "details" | "by"
        )
    };
    let all: Vec<&str> = words.split_whitespace().collect();
    let named = |w: &&str| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    // "Post point 3" is a place in a house; "By post" is a label.
    let labelled = all.len() <= 3 && all.iter().any(|w| label(w)) && !words.bytes().any(|b| b.is_ascii_digit());
    plain
        && !all.is_empty()
        && all.len() <= WORDS
        && named(&all[0])
        && all.iter().filter(|w| named(w)).count() * 2 >= all.len()
        && !words.contains([':', '?', '@', '!', '(', ';', '/'])
        && !words.ends_with('.')
        && !labelled
}

/// The words in one line, without the comma behind them.
fn tidy(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches([',', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use crate::claims::testing::claims;

    #[test]
    fn addresses_over_lines() {
        for (text, expected) in [
            (
                "You can write to us:\n\nHollin Hall\n\n14 Mill Lane\n\nHollin\n\nZE1 4QZ\n",
                "Hollin Hall, 14 Mill Lane, Hollin, ZE1 4QZ",
            ),
            ("Please write to:\n\n14 Mill Lane,\n\nHollin ZE1 4QZ\n", "14 Mill Lane, Hollin ZE1 4QZ"),
            ("By post\n\nWe read every letter that you send.\n\nZE1 4QZ\n", "ZE1 4QZ"),
            ("Our office is at 14 Mill Lane, Hollin, ZE1 4QZ.\n", "ZE1 4QZ"),
        ] {
            let found: Vec<String> = claims("contact", text).into_iter().map(|c| c.value).collect();
            assert_eq!(found, [expected], "{text}");
        }
    }
}
