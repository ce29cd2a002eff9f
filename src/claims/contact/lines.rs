//! A postal address is one address as a whole: the lines, or the names and numbers in running text, before a postcode
//! belong to it.

use super::{Address, Context, Kind};
use crate::notice::{BlockKind, Span};

/// How many lines an address has before its postcode, at most.
const LINES: u32 = 6;

/// How many words a line of an address has, at most.
const WORDS: usize = 8;

/// How many words an address has before its postcode in running text, at most.
const RUN: u32 = 24;

/// The address as a whole, its first line's sentence and its words, where short lines or names stand before a postcode.
pub(super) fn whole(context: &Context<'_>, address: &Address, sentence: u32) -> Option<(String, u32, Span)> {
    if address.kind != Kind::Postal {
        return None;
    }
    if !line(context, sentence) {
        return running(context, address, sentence);
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
        return running(context, address, sentence);
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

/// "Write to us at Hollin Hall, 14 Mill Lane, Hollin ZE1 4QZ": the names and numbers before a postcode, parted by commas.
fn running(context: &Context<'_>, address: &Address, sentence: u32) -> Option<(String, u32, Span)> {
    let tokens = context.tokens(sentence);
    let code = tokens.clone().find(|&i| context.token_span(i, i).start >= address.span.start)?;
    let named = |i: u32| {
        let word = context.words(context.token_span(i, i));
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    };
    let small = |i: u32| matches!(&*context.token(i), "of" | "the" | "and" | "on" | "upon" | "for" | "in" | "le" | "s");
    let mut first = code;
    while first > tokens.start && code - first < RUN {
        let gap = context.between(first - 1, first);
        // "Room (B2.14)": a number of a room holds a point.
        let sound = gap == "."
            || gap.chars().all(|c| c.is_whitespace() || matches!(c, ',' | '&' | '-' | '–' | '\'' | '’' | '(' | ')'));
        if !sound || !(named(first - 1) || small(first - 1) && first < code) {
            break;
        }
        first -= 1;
    }
    while first < code && (small(first) || !named(first)) {
        first += 1;
    }
    // "jamhouse Ltd, 14 Mill Lane": a firm may write its name small.
    let form = matches!(&*context.token(first), "ltd" | "limited" | "llp" | "plc" | "cic" | "cio");
    if form && first > tokens.start && context.between(first - 1, first).trim().is_empty() {
        first -= 1;
    }
    let span = Span { start: context.token_span(first, first).start, end: address.span.end };
    let words = context.words(span);
    let several = words.split([',', '\n']).filter(|part| !part.trim().is_empty()).count() > 2;
    // "Contact The Manager, …": a word that opens the sentence is a verb or a label, and no name, but in a line that is
    // the address and nothing else.
    let digit = |i: u32| context.words(context.token_span(i, i)).starts_with(|c: char| c.is_ascii_digit());
    let verb =
        context.is(sentence, first, "address", "asks") || matches!(&*context.token(first), "by" | "please" | "our");
    let start = first == tokens.start;
    let alone = start && !verb && context.sentence_span(sentence).end <= span.end;
    let opens = start && !digit(first) && !alone && !words.contains('\n');
    // "Hollin Trust 14 Mill Lane Hollin ZE1 4QZ": lines that have run together, behind a colon or as a line of their own.
    let led = first > tokens.start && context.between(first - 1, first).contains(':');
    let house = (first..code).any(|i| digit(i) && i + 2 < code && named(i + 1) && !digit(i + 1));
    let run = !words.contains(',') && house && (led || alone) && code - first >= 4;
    (several && !opens || run).then(|| (lined(words), sentence, span))
}

/// Whether the sentence may be a line of an address: short, of names or numbers, neither label nor prose.
fn line(context: &Context<'_>, sentence: u32) -> bool {
    let words = context.words(context.sentence_span(sentence)).trim();
    let plain = matches!(context.block(sentence).kind, BlockKind::Paragraph | BlockKind::Item { .. });
    let all: Vec<&str> = words.split_whitespace().collect();
    let named = |w: &&str| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    // "Post point 3" is a place in a house; "By post" is a label.
    let by = || context.tokens(sentence).any(|i| context.token(i) == "by");
    let labelled = all.len() <= 3
        && (context.reading.has(sentence, "address", "label") || by())
        && !words.bytes().any(|b| b.is_ascii_digit());
    plain
        && !all.is_empty()
        && all.len() <= WORDS
        && named(&all[0])
        && all.iter().filter(|w| named(w)).count() * 2 >= all.len()
        && !words.contains([':', '?', '@', '!', '(', ';', '/'])
        && !words.ends_with('.')
        && !labelled
}

/// The words in one line, with a comma where a line ended.
fn lined(words: &str) -> String {
    words.lines().map(tidy).filter(|l| !l.is_empty()).collect::<Vec<_>>().join(", ")
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
            ("Our office is at 14 Mill Lane, Hollin, ZE1 4QZ.\n", "14 Mill Lane, Hollin, ZE1 4QZ"),
            (
                "You may write to: Hollin Trust, Room 3, Hall of the Weavers, St Ann's Road, Hollin ZE1 4QZ, or ring us.\n",
                "Hollin Trust, Room 3, Hall of the Weavers, St Ann's Road, Hollin ZE1 4QZ",
            ),
            (
                "- Hollin Trust, Room (B2.14), 14 Mill Lane, Hollin, ZE1 4QZ",
                "Hollin Trust, Room (B2.14), 14 Mill Lane, Hollin, ZE1 4QZ",
            ),
            ("Please write to: Hollin Trust 14 Mill Lane Hollin ZE1 4QZ", "Hollin Trust 14 Mill Lane Hollin ZE1 4QZ"),
            (
                "Write by post to jamhouse Ltd, Mill House, 14 Mill Lane, ZE1 4QZ.",
                "jamhouse Ltd, Mill House, 14 Mill Lane, ZE1 4QZ",
            ),
            ("Ask Ada Byron in Room 14 Mill House Hollin ZE1 4QZ.", "ZE1 4QZ"),
            (
                "You can write to us at:\n\nRights Team\nHollin Trust\n3rd Floor, 14 Mill Lane\nHollin\nZE1 4QZ\n",
                "Rights Team, Hollin Trust, 3rd Floor, 14 Mill Lane, Hollin, ZE1 4QZ",
            ),
            ("Our shop in Hollin has the postcode ZE1 4QZ.\n", "ZE1 4QZ"),
        ] {
            let found: Vec<String> = claims("contact", text).into_iter().map(|c| c.value).collect();
            assert_eq!(found, [expected], "{text}");
        }
    }
}
