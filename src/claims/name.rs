//! Names of organisations and people: capitalised words with the small words between them.

use super::context::Context;
use crate::notice::Span;

/// A name, and the short form in brackets behind it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Name {
    pub span: Span,
    pub short: Option<String>,
    /// First and last word.
    pub words: (u32, u32),
}

/// Words that may stand within a name though they are written small.
const SMALL: &[&str] = &["of", "and", "the", "for", "in", "on", "with", "to", "de", "at", "upon", "by", "&"];

/// Words that may begin a sentence, and do not belong to the name behind.
const OPENERS: &[&str] = &[
    "the",
    "for",
    "in",
    "under",
    "if",
    "when",
    "where",
    "as",
    "our",
    "this",
    "that",
    "at",
    "here",
    "how",
    "why",
    "and",
    "all",
    "your",
    "these",
    "although",
    "while",
    "because",
    "since",
    "data",
    "currently",
    "please",
    "welcome",
];

/// Words that are written with a capital and name nobody.
const NOBODY: &[&str] = &[
    "we",
    "you",
    "it",
    "they",
    "i",
    "he",
    "she",
    "who",
    "which",
    "organisation",
    "organisations",
    "controller",
    "controllers",
    "gdpr",
    "data",
    "privacy",
    "policy",
    "notice",
    "us",
    "our",
    "personal",
    "information",
    "act",
    "law",
    "responsibilities",
    "responsibility",
    "role",
    "obligations",
    "duties",
    "rights",
    "service",
    "website",
    "site",
    "clerk",
    "both",
    "each",
    "there",
    "what",
    "who",
    "not",
    "whoever",
    "uk",
];

/// The name that ends just before a word; `floor` is the first word of the sentence.
pub(super) fn before(context: &Context<'_>, at: u32, floor: u32) -> Option<Name> {
    let mut last = at.checked_sub(1)?;
    let mut short = None;
    if last < floor {
        return None;
    }
    // "Hollin Hall Trust (HHT) is …"
    if context.between(last, at).starts_with([')', '\u{201d}', '\u{2019}', '"', '\''])
        && context.between(last, at).contains(')')
    {
        let mut open = last;
        while open > floor && last - open < 6 && !context.between(open - 1, open).contains('(') {
            open -= 1;
        }
        if open <= floor || !context.between(open - 1, open).contains('(') {
            return None;
        }
        short = Some(context.words(context.token_span(open, last)).to_owned());
        last = open - 1;
    } else if context.between(last, at).contains([':', ';', '.', '(']) {
        return None;
    }
    before_word(context, last, floor, short)
}

fn before_word(context: &Context<'_>, last: u32, floor: u32, short: Option<String>) -> Option<Name> {
    if !capital(context, last) {
        return None;
    }
    let mut first = last;
    while first > floor {
        if parted(context, first - 1) {
            break;
        }
        let gap = context.between(first - 1, first);
        let comma = gap.contains(',');
        let word = context.token(first - 1);
        if capital(context, first - 1) && (!comma || listed(context, first - 1, floor)) {
            first -= 1;
        } else if let Some(back) = small(context, first - 1, floor).filter(|_| !comma && SMALL.contains(&&*word)) {
            first = back;
        } else {
            break;
        }
    }
    finish(context, first, last, short)
}

/// Whether what stands behind a word ends a name. The dot of "St. Osyth's" does not.
fn parted(context: &Context<'_>, left: u32) -> bool {
    let gap = context.between(left, left + 1);
    // "Kirk St." is a street.
    let before = left.checked_sub(1).filter(|&i| context.between(i, left) == " " && capital(context, i));
    let street = before.is_some_and(|i| !OPENERS.contains(&&*context.token(i)));
    let saint = gap == ". " && matches!(&*context.token(left), "st" | "ss") && capital(context, left) && !street;
    !saint && gap.contains([':', ';', '(', ')', '.', '\u{201c}', '"', '|', '\n', '–', '—', '*', '['])
}

/// Going back over one or two small words: the capitalised word before them.
fn small(context: &Context<'_>, at: u32, floor: u32) -> Option<u32> {
    let plain =
        |left: u32| context.between(left, left + 1).trim_matches(|c: char| c.is_whitespace() || c == '&').is_empty();
    let mut back = at;
    for _ in 0..2 {
        if back <= floor || !plain(back - 1) {
            return None;
        }
        back -= 1;
        if capital(context, back) {
            return Some(back);
        }
        if !SMALL.contains(&&*context.token(back)) {
            return None;
        }
    }
    None
}

/// The name that begins at a word, up to the end of the sentence at most.
pub(super) fn from(context: &Context<'_>, at: u32, end: u32) -> Option<Name> {
    let mut first = at;
    while first < end
        && matches!(
            &*context.token(first),
            "the" | "a" | "an" | "called" | "named" | "charity" | "company" | "registered" | "local"
        )
    {
        first += 1;
    }
    if first >= end || !capital(context, first) {
        return None;
    }
    let mut last = first;
    while last + 1 < end {
        if parted(context, last) {
            break;
        }
        let gap = context.between(last, last + 1);
        let comma = gap.contains(',');
        if capital(context, last + 1) && (!comma || listed(context, last, first.saturating_sub(1))) {
            last += 1;
        } else if let Some(on) = ahead(context, last, end).filter(|_| !comma) {
            last = on;
        } else {
            break;
        }
    }
    let mut short = None;
    if last + 1 < end && context.between(last, last + 1).contains('(') {
        let mut close = last + 1;
        while close + 1 < end && close - last < 6 && !context.between(close, close + 1).contains(')') {
            close += 1;
        }
        short = Some(context.words(context.token_span(last + 1, close)).to_owned());
    }
    finish(context, first, last, short)
}

/// Going on over one or two small words: the capitalised word behind them. "of 8 High Street" begins an address, "and the" another
/// name.
fn ahead(context: &Context<'_>, last: u32, end: u32) -> Option<u32> {
    let mut at = last + 1;
    let two = at + 1 < end && &*context.token(at) == "and" && &*context.token(at + 1) == "the";
    for _ in 0..2 {
        if two
            || at + 1 >= end
            || !SMALL.contains(&&*context.token(at))
            || !context.between(at, at + 1).trim().is_empty()
        {
            return None;
        }
        at += 1;
        if capital(context, at) {
            let digit = context.words(context.token_span(at, at)).starts_with(|c: char| c.is_ascii_digit());
            return (!digit).then_some(at);
        }
    }
    None
}

/// Names of departments hold commas: "Department for Culture, Media and Sport".
fn listed(context: &Context<'_>, at: u32, floor: u32) -> bool {
    (floor..=at).any(|i| matches!(&*context.token(i), "department" | "ministry") && at - i < 6 && capital(context, i))
}

/// A name as written, on one line and without a possessive.
pub(super) fn plain(context: &Context<'_>, name: &Name) -> String {
    let written = context.words(name.span).split_whitespace().collect::<Vec<_>>().join(" ");
    // "St Oswald's is": what owns nothing is called so.
    let next = context.token(name.words.1 + 1);
    if matches!(
        &*next,
        "is" | "are" | "has" | "will" | "may" | "collects" | "holds" | "uses" | "processes" | "complies"
    ) {
        return written;
    }
    let bare = written.strip_suffix("'s").or_else(|| written.strip_suffix("\u{2019}s")).map(str::to_owned);
    bare.unwrap_or(written)
}

/// What follows the dots of the address of a site.
const TOP: &[&str] =
    &["uk", "com", "org", "net", "co", "io", "app", "shop", "store", "scot", "wales", "london", "eu", "info"];

/// A site that goes by its address and ends in a word: "Marrams.co.uk (“we”, “us”)".
pub(super) fn domain(context: &Context<'_>, last: u32, floor: u32) -> Option<Name> {
    let mut first = last;
    while first > floor && context.between(first - 1, first) == "." {
        first -= 1;
    }
    let written = context.words(context.token_span(first, last));
    let top = written.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let site = written.contains('.') && TOP.contains(&top.as_str());
    site.then(|| Name { span: context.token_span(first, last), short: None, words: (first, last) })
}

/// Whether a word is written with a capital, or is a number within a name.
fn capital(context: &Context<'_>, at: u32) -> bool {
    let written = context.words(context.token_span(at, at));
    written.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        || written.chars().skip(1).any(char::is_uppercase) && written.len() > 2
}

fn finish(context: &Context<'_>, mut first: u32, last: u32, short: Option<String>) -> Option<Name> {
    while first < last && OPENERS.contains(&&*context.token(first)) {
        // "The" belongs to a name that is no more than a common noun: "The Council".
        if &*context.token(first) == "the" && last == first + 1 && !acronym(context, last) {
            break;
        }
        first += 1;
    }
    // "Executive Agency of the Ministry of Weather": the agency was named before.
    if matches!(&*context.token(first), "executive" | "agency" | "part") {
        let parent = (first..last).find(|&i| matches!(&*context.token(i), "ministry" | "department"));
        first = parent.unwrap_or(first);
    }
    // "cordwain Ltd": the form of a company is no name.
    if first == last && first > 0 && matches!(&*context.token(last), "ltd" | "limited" | "plc" | "llp" | "cic") {
        first -= 1;
    }
    let only = first == last;
    let word = context.token(last);
    if only && (NOBODY.contains(&&*word) || OPENERS.contains(&&*word)) || last - first > 12 {
        return None;
    }
    if NOBODY.contains(&&*context.token(first)) && last - first < 2 {
        return None;
    }
    let span = context.token_span(first, last);
    let written = context.words(span);
    if !written.chars().any(char::is_alphabetic) {
        return None;
    }
    Some(Name { span, short, words: (first, last) })
}

fn acronym(context: &Context<'_>, at: u32) -> bool {
    context.words(context.token_span(at, at)).chars().filter(|c| c.is_uppercase()).count() > 1
}

/// The name whose last word this is.
pub(super) fn ending(context: &Context<'_>, last: u32, floor: u32) -> Option<Name> {
    before_word(context, last, floor, None)
}
