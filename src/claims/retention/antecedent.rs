//! What "it" or "this information" stands for: the noun of the words or of the sentence before.

use super::records::{self, Records};
use super::words::{HEADS, SMALL, heads, stem};
use crate::claims::context::Context;
use crate::notice::{BlockKind, Span};

/// Whether words stand for records that were named before: "it", "this information", "a copy".
pub(super) fn pronoun(words: &str) -> bool {
    let copy = matches!(words.trim().to_lowercase().as_str(), "a copy" | "copies" | "one copy");
    copy || words.split(|c: char| !c.is_alphanumeric()).any(|w| {
        matches!(
            w.to_ascii_lowercase().as_str(),
            "it" | "this" | "these" | "them" | "they" | "those" | "which" | "that" | "the" | "both"
        )
    })
}

/// Whether the words are a pronoun and nothing else, or one with a noun that names no record ("this information").
fn bare(words: &str) -> bool {
    let mut words = words.split_whitespace().map(str::to_lowercase);
    let first = words.next().unwrap_or_default();
    let opens = matches!(first.as_str(), "it" | "this" | "these" | "them" | "they" | "those" | "that" | "both" | "a");
    opens && words.all(|w| HEADS.contains(&stem(&w).as_str()) || w == "copy")
}

/// The records that a pronoun stands for; its own where nothing before names any.
pub(super) fn resolve(context: &Context<'_>, sentence: u32, own: Records) -> Records {
    let words = own.words.map_or("", |w| context.words(w));
    let alone = own.words.is_some() && bare(words);
    let at = own.words.map_or(context.tokens(sentence).start, |w| token_at(context, sentence, w.start));
    let lend = |found: Records| Records { lent: true, generic: true, ..found };
    if alone && let Some(found) = label(context, sentence, at) {
        return found;
    }
    if alone && let Some(found) = clause(context, sentence, at) {
        return lend(found);
    }
    let known = previous(context, sentence);
    if !known.keys.is_empty() {
        let known = object(context, sentence, &known).unwrap_or(known);
        let words = if alone { known.words } else { own.words };
        return Records { words, generic: own.generic, ..known };
    }
    if !alone {
        return own;
    }
    before(context, sentence).map_or(own, lend)
}

/// "These records are kept for a year" under "2. Case files of …": of what stands above. What names nothing there either
/// is known by its place, so that it is not taken for all data that there is.
pub(super) fn above(context: &Context<'_>, sentence: u32, own: &Records) -> Option<Records> {
    let these = |s: u32| {
        let first = context.tokens(s).start;
        matches!(&*context.token(first), "these" | "those" | "such")
            && HEADS.contains(&stem(&context.token(first + 1)).as_str())
    };
    let words = own.words.map(|w| context.words(w).trim().to_lowercase())?;
    let plain = HEADS.contains(&stem(&words).as_str());
    let opening = context.block(sentence).sentences.start;
    if !own.keys.is_empty() || !(these(sentence) || plain && opening < sentence && these(opening)) {
        return None;
    }
    let block = context.block_index(sentence) as usize;
    let section = context.block(sentence).section;
    let blocks = context.notice.blocks[..block].iter().rev().take(6).filter(|b| b.section == section);
    let told = blocks
        .flat_map(|b| b.sentences.clone().take(1))
        .find(|&s| !these(s) && !matches!(&*context.token(context.tokens(s).start), "if" | "this" | "it"))?;
    let key = records::qualified(context.words(context.sentence_span(told)));
    // "If the child dies, records are kept for six years": of that case.
    let tokens = context.tokens(sentence);
    let case = matches!(&*context.token(tokens.start), "if" | "where" | "when").then(|| {
        let comma = tokens.clone().find(|&i| context.between(i, i + 1).contains(','));
        records::qualified(context.words(context.token_span(tokens.start, comma.unwrap_or(tokens.end - 1))))
    });
    let key = case.map_or(key.clone(), |c| format!("{key} when {}", c.trim_start_matches("personal data: ")));
    Some(Records { keys: vec![key], ..own.clone() })
}

/// All that the sentence before says we take or keep, where it names more than the known kinds: "We store your IP address
/// and the pages that you saw. We keep these for a week."
fn object(context: &Context<'_>, sentence: u32, known: &Records) -> Option<Records> {
    const TAKE: &[&str] = &["store", "keep", "hold", "retain", "save", "record", "log", "collect"];
    let before = sentence.checked_sub(1)?;
    let range = context.tokens(before);
    let we = range.clone().find(|&i| context.token(i) == "we")?;
    let verb = (we + 1..range.end.min(we + 4)).find(|&i| TAKE.contains(&&*context.token(i)))?;
    let other = (verb + 1..range.end).find(|&i| context.token(i) == "we").unwrap_or(range.end);
    let end = super::naming::cut(context, verb + 1, other);
    let found = records::of(context, before, verb + 1, end);
    let more = found.keys.len() > known.keys.len() && known.keys.iter().all(|k| found.keys.contains(k));
    (more && found.keys.len() <= 6).then_some(found)
}

/// "Permanent copies of the letters": of the letters.
pub(super) fn copies(context: &Context<'_>, sentence: u32, period: &super::period::Period) -> Option<Records> {
    let (noun, end) = (period.last + 1, context.tokens(sentence).end);
    let of = context.token(period.first) == "permanent" && noun + 2 < end && context.token(noun + 1) == "of";
    let you = (noun + 3..end).find(|&i| matches!(&*context.token(i), "you" | "we" | "they"));
    of.then(|| {
        records::of(context, sentence, noun + 2, you.unwrap_or(end).min(super::naming::cut(context, noun + 2, end)))
    })
}

fn token_at(context: &Context<'_>, sentence: u32, start: u32) -> u32 {
    let tokens = context.tokens(sentence);
    tokens.clone().find(|&i| context.token_span(i, i).start >= start).unwrap_or(tokens.end)
}

/// "Security code - this is not kept": the label in front of the dash or colon.
fn label(context: &Context<'_>, sentence: u32, pronoun: u32) -> Option<Records> {
    let start = context.tokens(sentence).start;
    if !matches!(context.block(sentence).kind, BlockKind::Item { .. } | BlockKind::Paragraph)
        || pronoun <= start
        || pronoun - start > 12
    {
        return None;
    }
    let gap = context.between(pronoun - 1, pronoun);
    let parted = gap.contains([':', '\u{2013}', '\u{2014}']) || gap.contains(" - ");
    let found = records::of(context, sentence, start, pronoun);
    (parted && !found.keys.is_empty()).then_some(found)
}

/// The noun of an earlier clause of the same sentence: "if you send us a photo, we delete it".
fn clause(context: &Context<'_>, sentence: u32, pronoun: u32) -> Option<Records> {
    let start = context.tokens(sentence).start;
    let parted = (start + 1..pronoun).any(|i| {
        context.between(i - 1, i).contains([',', ';']) || matches!(&*context.token(i), "and" | "but" | "we" | "then")
    });
    if !parted {
        return None;
    }
    noun(context, sentence, start, pronoun)
}

/// The noun of the sentence before in the same paragraph, or of the line that opens the list.
fn before(context: &Context<'_>, sentence: u32) -> Option<Records> {
    let block = context.block_index(sentence);
    let last = sentence.checked_sub(1).filter(|&s| context.block_index(s) == block && !context.is_heading(s));
    let of = |s: u32| noun(context, s, context.tokens(s).start, context.tokens(s).end);
    if let Some(last) = last {
        return of(last);
    }
    let lead = context.leads(context.block_index(sentence)).next()?;
    context.notice.blocks[lead as usize].sentences.clone().rev().find_map(of)
}

/// The last words of a stretch that name data: "your sensitive personal data".
fn noun(context: &Context<'_>, sentence: u32, start: u32, end: u32) -> Option<Records> {
    let fits = |i: u32, wide: bool| {
        let next = if i + 1 < end { context.token(i + 1) } else { "".into() };
        let word = stem(&context.token(i));
        let name = i > start && context.words(context.token_span(i, i)).starts_with(|c: char| c.is_ascii_uppercase());
        let other =
            i > start && matches!(&*context.token(i - 1), "more" | "further" | "this" | "these" | "that" | "those");
        (HEADS.contains(&&*word) || wide && heads(&word))
            && !name
            && !other
            && !matches!(
                &*word,
                "call" | "plan" | "book" | "request" | "list" | "contract" | "agreement" | "item" | "name"
            )
            && !matches!(
                &*next,
                "protection"
                    | "controller"
                    | "controllers"
                    | "processor"
                    | "processors"
                    | "subject"
                    | "subjects"
                    | "policy"
                    | "commissioner"
                    | "commissioner's"
                    | "service"
                    | "services"
                    | "security"
                    | "sharing"
                    | "breach"
                    | "us"
            )
    };
    let head = (start..end).rev().find(|&i| fits(i, false)).or_else(|| (start..end).rev().find(|&i| fits(i, true)))?;
    let mut first = head;
    while first > start && head - first < 5 && context.between(first - 1, first).trim().is_empty() {
        let word = context.token(first - 1);
        if matches!(&*word, "your" | "the" | "any" | "all" | "their" | "some" | "our" | "a" | "an") {
            first -= 1;
            break;
        }
        if ends(&word) || word.ends_with("ing") && first == head {
            break;
        }
        first -= 1;
    }
    // "your name, phone and | email address": the list that it ends.
    let joined = first > start
        && (context.between(first - 1, first).contains(',') || matches!(&*context.token(first - 1), "and" | "or"));
    if joined {
        let opens = (start.max(first.saturating_sub(12))..first).rev().find(|&i| {
            let word = context.token(i);
            matches!(&*word, "your" | "their" | "the") || ends(&word) && !matches!(&*word, "and" | "or")
        });
        first = opens.filter(|&i| matches!(&*context.token(i), "your" | "their" | "the")).unwrap_or(first);
    }
    let found = records::of(context, sentence, first, head + 1);
    found.words.map(|_| found)
}

/// Whether a noun's own words end at this one, to the left.
fn ends(word: &str) -> bool {
    SMALL.contains(&word) || VERBS.contains(&word)
}

/// Besides the small words, those at which a noun's own words end, to the left: most are what is done with it.
const VERBS: &[&str] = &[
    "but", "once", "collects", "store", "stores", "keeps", "holds", "uses", "ask", "asks", "gives", "send", "sends",
    "share", "shares", "provides", "receive", "record", "records", "see", "delete",
];

/// The kinds of record that the sentence before names, for "it", "this information".
fn previous(context: &Context<'_>, sentence: u32) -> Records {
    let mut out = Records::default();
    let Some(before) = sentence.checked_sub(1) else { return out };
    if context.block_index(before) != context.block_index(sentence) || context.is_heading(before) {
        return out;
    }
    let mut words: Option<Span> = None;
    for hit in context.reading.hits_in(before, "record") {
        let name = context.reading.name(hit);
        if !out.keys.iter().any(|k| k == name) {
            out.keys.push(name.to_owned());
            words = Some(
                words.map_or(hit.span, |w| Span { start: w.start.min(hit.span.start), end: w.end.max(hit.span.end) }),
            );
        }
    }
    out.words = words;
    out
}
