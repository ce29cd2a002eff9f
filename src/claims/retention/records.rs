//! Which records a statement is about: the words, and one key for each kind of record.

use super::words::{BARE, CAME, HEADS, LABEL, heads, stem, stops};
use crate::claims::context::Context;
use crate::lexicon::Hit;
use crate::notice::Span;

/// The records of one statement.
#[derive(Clone, Debug, Default)]
pub(super) struct Records {
    /// One key a kind of record, in the order of the text.
    pub keys: Vec<String>,
    /// The words that name them.
    pub words: Option<Span>,
    /// Whether all of them are no personal data by nature (`no`), or some surely are (`yes`).
    pub personal: Option<bool>,
    /// Whether the words say only "data", "information" or a pronoun.
    pub generic: bool,
    /// Whether a pronoun says them, and the keys are those of the noun before it.
    pub lent: bool,
}

/// The key of data that is called by no other name.
pub(super) const GENERIC: &str = "personal data";

/// Words for a part of a record, kept for another time than the rest: "the core student record".
const PARTS: &[&str] = &["core", "basic", "summary", "skeleton", "minimal", "minimum", "essential", "key"];

/// The records named by a stretch of tokens (`first..end`).
pub(super) fn of(context: &Context<'_>, sentence: u32, first: u32, end: u32) -> Records {
    if first >= end {
        return Records { generic: true, ..Records::default() };
    }
    // "Data on grants, for example your address": the examples are no records of their own.
    let sample = (first + 3..end)
        .find(|&i| matches!(&*context.token(i), "example" | "instance") && context.token(i - 1) == "for");
    let end = sample.map_or(end, |i| i - 1);
    let words = context.token_span(first, end - 1);
    let known: Vec<Hit> = context
        .reading
        .hits_in(sentence, "record")
        .iter()
        .filter(|h| h.first >= first && h.last < end)
        .copied()
        .collect();
    // Of hits that cover each other the longer one counts.
    let bridges = |h: &Hit| (h.first..h.last).any(|i| context.between(i, i + 1).contains(','));
    let longer = |h: &Hit| {
        let covers = |o: &Hit| o.first <= h.first && o.last >= h.last && (o.last - o.first) > (h.last - h.first);
        !known.iter().any(|o| covers(o) && !bridges(o))
    };
    let known: Vec<Hit> = known.iter().filter(|h| longer(h)).copied().collect();
    let mut out = Records { words: Some(words), ..Records::default() };
    if let Some(whole) = known.iter().find(|h| context.reading.set(h, "whole") == Some("yes")) {
        out.keys.push(context.reading.name(whole).to_owned());
        return out;
    }
    let mut wide = Vec::new();
    let mut impersonal = 0;
    let mut total = 0;
    let parts = parts(context, first, end);
    let shared = shared_head(context, &parts);
    let tail = shared_tail(context, &parts);
    for &(from, to) in &parts {
        let mut named = false;
        for hit in known.iter().filter(|h| h.first < to && h.last >= from) {
            // A phrase that bridges parts counts where it begins.
            named = true;
            if hit.first >= from {
                total += 1;
                impersonal += usize::from(context.reading.set(hit, "personal") == Some("no"));
                let name = context.reading.name(hit);
                let share = hit.first.checked_sub(1).filter(|&i| i >= from).map(|i| context.token(i));
                push(
                    &mut out.keys,
                    match share {
                        Some(part) if PARTS.contains(&&*part) => format!("{part} {name}"),
                        _ => name.to_owned(),
                    },
                );
            }
        }
        if named {
            continue;
        }
        total += 1;
        let rest = (from..to).any(|i| {
            // "data not related to an order", not "data that you do not submit"
            let relative = i > from
                && matches!(
                    &*context.token(i - 1),
                    "do" | "does" | "did" | "have" | "has" | "are" | "is" | "were" | "was"
                );
            context.token(i) == "not" && !relative
                || matches!(&*context.token(i), "other" | "remaining" | "rest" | "unrelated" | "excluding")
        });
        let lent = shared.filter(|s| s.0 >= to).or(tail.filter(|t| t.0 > to && to - from <= 2));
        // "Drafts that you do not submit" are others than those that you do.
        let unlike = !rest && (from..to).any(|i| context.token(i) == "not");
        let named = key(context, from, to, lent).map(|k| match (rest, unlike) {
            (true, _) => format!("other {k}"),
            (_, true) => format!("not {k}"),
            _ => k,
        });
        match named {
            // "Your name, phone number and address": in a list a name is a record.
            None if parts.len() > 1 && only(context, from, to, "name") => push(&mut out.keys, "name".to_owned()),
            None if parts.len() == 1
                && let Some(key) = documents(context, from, to) =>
            {
                push(&mut out.keys, key);
            }
            None if parts.len() > 1 && named_personal(context, from, to) => push(&mut out.keys, GENERIC.to_owned()),
            None if parts.len() == 1 && !known_generic(context, from, to) => {
                push(&mut out.keys, qualified(context.words(context.token_span(from, to - 1))));
            }
            // "Your answers and contact details": too wide to stand beside a name, but all there is.
            None if !rest && !known_generic(context, from, to) => {
                wide.push(qualified(context.words(context.token_span(from, to - 1))));
                out.generic = true;
            }
            None if rest && parts.len() == 1 => push(&mut out.keys, format!("other {GENERIC}")),
            Some(key) => push(&mut out.keys, key),
            None => out.generic = true,
        }
    }
    if out.keys.is_empty() {
        wide.into_iter().for_each(|key| push(&mut out.keys, key));
    }
    out.personal = (total > 0 && impersonal == total).then_some(false);
    out.generic &= out.keys.is_empty() || parts.len() > 1;
    out
}

/// The records that the items of a list name, which a sentence introduces.
pub(super) fn listed(context: &Context<'_>, sentence: u32) -> Vec<String> {
    let own = context.block_index(sentence);
    let mut keys = Vec::new();
    for block in context.notice.blocks.iter().skip(own as usize + 1).take(24).take_while(|b| b.lead == Some(own)) {
        for item in block.sentences.clone().take(1) {
            let range = context.tokens(item);
            for key in of(context, item, range.start, range.end).keys {
                let key = key.strip_prefix("personal data: ").unwrap_or(&key).to_owned();
                push(&mut keys, key);
            }
        }
    }
    keys
}

fn push(keys: &mut Vec<String>, key: String) {
    if !keys.contains(&key) && keys.len() < 24 {
        keys.push(key);
    }
}

/// Whether a part names nothing but "data", "records" or a pronoun.
fn known_generic(context: &Context<'_>, from: u32, to: u32) -> bool {
    let told = |word: &str| word.len() > 1 && !stops(word) && !HEADS.contains(&word);
    !(from..to).any(|i| told(&stem(&context.token(i))) && !context.token(i).bytes().any(|b| b.is_ascii_digit()))
}

/// Whether a part names one thing and nothing else: "records of names".
fn only(context: &Context<'_>, from: u32, to: u32, noun: &str) -> bool {
    let told = |word: &str| !stops(word) && !HEADS.contains(&word);
    let mut words = (from..to).map(|i| stem(&context.token(i))).filter(|w| w.len() > 1 && told(w));
    words.next().as_deref() == Some(noun) && words.next().is_none()
}

/// Documents by no other name: "Documents", "your files"; "the documents" are those of the sentence before.
fn documents(context: &Context<'_>, from: u32, to: u32) -> Option<String> {
    let noun = stem(&context.token(to.checked_sub(1).filter(|&i| i >= from)?));
    let own = (from..to - 1).all(|i| matches!(&*context.token(i), "your" | "all" | "any"));
    let many = context.token(to - 1) != noun || noun == "paperwork" || noun == "documentation";
    (own && many && matches!(&*noun, "document" | "documentation" | "paperwork")).then_some(noun)
}

/// Whether a part is "personal data" by that name.
fn named_personal(context: &Context<'_>, from: u32, to: u32) -> bool {
    (from..to)
        .any(|i| context.token(i) == "personal" && i + 1 < to && HEADS.contains(&stem(&context.token(i + 1)).as_str()))
}

/// Whether the words are "personal data" by that name and nothing else: a row or an item of a list may be.
pub(super) fn personal(context: &Context<'_>, first: u32, end: u32) -> bool {
    named_personal(context, first, end) && key(context, first, end, None).is_none()
}

/// The parts of a list: "a, b and c", "a/b". Words in brackets belong to the part before them and are left out.
fn parts(context: &Context<'_>, first: u32, end: u32) -> Vec<(u32, u32)> {
    // "Information you enter in the Moors, Coast and Dales register": what follows is a clause, not a list.
    if clause(context, first, end) {
        return vec![(first, end)];
    }
    let mut out = Vec::new();
    let mut start = first;
    let mut depth = 0i32;
    let mut open = None;
    for at in first..end {
        let word = context.token(at);
        let gap = if at > first { context.between(at - 1, at) } else { "" };
        depth += gap.matches(['(', '[']).count() as i32 - gap.matches([')', ']']).count() as i32;
        if depth > 0 {
            open.get_or_insert(at);
            continue;
        }
        let bracket = open.take();
        let joins = matches!(&*word, "and" | "or" | "plus" | "including" | "any") && !paired(context, at, end);
        if joins || gap.contains([',', ';', '/', '&', '+']) || bracket.is_some() {
            let stop = bracket.unwrap_or(at);
            if stop > start {
                out.push((start, stop));
            }
            start = if joins { at + 1 } else { at };
        }
    }
    let stop = open.unwrap_or(end);
    if stop > start {
        out.push((start, stop));
    }
    out
}

/// Whether a stretch is data with a clause that says which: "information you enter in …", "the data that you send".
fn clause(context: &Context<'_>, first: u32, end: u32) -> bool {
    let article = u32::from(first < end && matches!(&*context.token(first), "the" | "any" | "all"));
    let head = first + article;
    if head + 2 >= end || !HEADS.contains(&stem(&context.token(head)).as_str()) {
        return false;
    }
    let that = u32::from(matches!(&*context.token(head + 1), "that" | "which"));
    let verb = head + 2 + that;
    verb < end
        && context.token(head + 1 + that) == "you"
        && matches!(&*context.token(verb), "enter" | "submit" | "upload" | "type" | "save" | "post")
}

/// Pairs that are one name: "health and safety", "profit and loss", "disclosure and barring".
fn paired(context: &Context<'_>, and: u32, end: u32) -> bool {
    if and + 1 >= end || and == 0 {
        return false;
    }
    let (left, right) = (context.token(and - 1), context.token(and + 1));
    matches!(
        (&*left, &*right),
        ("health", "safety")
            | ("profit", "loss")
            | ("disclosure", "barring")
            | ("terms", "conditions")
            | ("special", "needs")
            | ("equality", "diversity")
            | ("credit", "debit")
            | ("debit", "credit")
    )
}

/// The head that the last part lends to the parts before it: "maternity, sick and holiday *pay records*".
fn shared_head(context: &Context<'_>, parts: &[(u32, u32)]) -> Option<(u32, u32)> {
    let &(from, to) = parts.last().filter(|_| parts.len() > 1)?;
    let last = stem(&context.token(to - 1));
    if to - from < 2 || !heads(&last) {
        return None;
    }
    // Only when no part before it has a head of its own.
    let bare = parts[..parts.len() - 1].iter().all(|p| !heads(&stem(&context.token(p.1 - 1))) && p.1 - p.0 <= 3);
    let lent = if to - from >= 3 && stem(&context.token(to - 2)) == "pay" { to - 2 } else { to - 1 };
    bare.then_some((lent, to))
}

/// The "of C" that the last of several names lends to those before it: "photographs and films *of open days*".
fn shared_tail(context: &Context<'_>, parts: &[(u32, u32)]) -> Option<(u32, u32)> {
    let &(from, to) = parts.last().filter(|_| parts.len() > 1)?;
    let of = (from + 1..to).find(|&i| matches!(&*context.token(i), "of" | "about" | "from" | "regarding"))?;
    (of + 1 < to && of - from <= 2).then_some((of, to))
}

/// The key of one part: its words that tell, in one order; none when nothing is left but "data" or a pronoun.
fn key(context: &Context<'_>, from: u32, to: u32, shared: Option<(u32, u32)>) -> Option<String> {
    let tail = shared.map_or(0..0, |s| s.0..s.1);
    let mut words: Vec<String> = Vec::new();
    for at in (from..to).chain(tail) {
        let word = context.token(at);
        let word = stem(&word);
        if word.is_empty() || stops(&word) || HEADS.contains(&word.as_str()) || words.contains(&word) {
            continue;
        }
        words.push(word);
        if words.len() == 6 {
            break;
        }
    }
    if let [only] = words.as_slice()
        && BARE.contains(&only.as_str())
    {
        return None;
    }
    // "Third extension", "the limit": a label of the length.
    if words.iter().all(|w| LABEL.contains(&w.as_str())) {
        return None;
    }
    // "Uploaded documents": how they came is not what they are.
    let documents = || (from..to).any(|i| stem(&context.token(i)) == "document");
    if !words.is_empty() && documents() && words.iter().all(|w| CAME.contains(&w.as_str())) {
        words.push("document".to_owned());
    }
    if words.is_empty() || words.iter().all(|w| w.len() < 2 || w.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    words.sort();
    Some(words.join(" "))
}

/// A key that ties data without a name of its own to what it is about (a heading, a condition).
pub(super) fn qualified(words: &str) -> String {
    let mut content: Vec<String> = Vec::new();
    for word in words.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '\u{2019}') {
        let word = stem(&word.to_lowercase());
        let empty = word.is_empty()
            || stops(&word)
            || HEADS.contains(&word.as_str())
            || matches!(word.as_str(), "and" | "or" | "but" | "after" | "before" | "once" | "while" | "unless")
            || word.len() < 3 && word.bytes().all(|b| b.is_ascii_digit());
        if !empty && !content.contains(&word) && content.len() < 5 {
            content.push(word);
        }
    }
    content.sort();
    // "First aid" is a name, "Third extension" none.
    if content.iter().all(|w| LABEL.contains(&w.as_str())) {
        GENERIC.to_owned()
    } else {
        format!("{GENERIC}: {}", content.join(" "))
    }
}
