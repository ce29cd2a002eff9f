//! What leads in a purpose: the verb of use and the connector behind it, or a line that says "our purposes are".

use super::list::{BREAKS, DATA, NO_PURPOSE, NO_VERB, NOUNS, SELVES, VERBS};
use super::words::Words;
use crate::claims::context::Context;
use crate::lexicon::Hit;
use std::ops::Range;

/// How far behind its verb a purpose may begin, in words.
const REACH: u32 = 26;

/// Whether a word among the tokens is a short name in capitals, as notices give of themselves.
pub(super) fn acronym(context: &Context<'_>, tokens: Range<u32>) -> bool {
    tokens.into_iter().any(|i| {
        let word = context.words(context.token_span(i, i));
        (3..=8).contains(&word.len())
            && word.bytes().all(|b| b.is_ascii_uppercase())
            && !matches!(word, "GDPR" | "CCTV" | "PDF" | "DPA" | "URL" | "PIN")
    })
}

/// Whether the subject right before a verb is such a name: "HMCTS collects and uses".
pub(super) fn named_subject(context: &Context<'_>, start: u32, verb: u32) -> bool {
    (start.max(verb.saturating_sub(4))..verb)
        .rev()
        .find(|&i| {
            let word = context.token(i);
            !matches!(&*word, "also" | "only" | "and" | "will" | "may" | "then" | "to") && !VERBS.contains(&word)
        })
        .is_some_and(|i| {
            let the = |j: u32| matches!(&*context.token(j), "the" | "our" | "this");
            let own = i > start && (the(i - 1) || i > start + 1 && the(i - 2));
            acronym(context, i..i + 1) || own && SELVES.contains(&context.token(i))
        })
}

/// The connector behind a verb that leads in a purpose, and the first word of the purpose.
pub(super) fn opened(context: &Context<'_>, verb: &Hit) -> Option<(u32, u32)> {
    let end = context.tokens(verb.sentence).end.min(verb.last + REACH);
    let word = |i: u32| context.token(i);
    let helps = matches!(&*word(verb.last), "us" | "this");
    if helps && verb.last + 1 < end {
        let next = verb.last + 1;
        return match &*word(next) {
            "to" => (next + 1 < end).then_some((next, next + 1)),
            "so" | "for" => connector(context, verb, next, end).map(|from| (next, from)),
            "and" | "or" | "if" | "by" | "in" | "on" => None,
            _ if word(verb.last) == "this" => None,
            _ => Some((next, next)).filter(|_| !context.between(verb.last, next).contains(['.', ',', ':', ';'])),
        };
    }
    for at in verb.last + 1..end {
        let gap = context.between(at - 1, at);
        let needs = matches!(&*word(verb.first), "need" | "needs" | "require" | "requires") && at == verb.last + 1;
        if gap.contains(['.', ';', ':', '•', '|', '?', '#', '–', '—']) || gap == " - " || needs && word(at) == "to"
        {
            return None;
        }
        let where_needed =
            word(at) == "where" && (at..end.min(at + 4)).any(|i| matches!(&*word(i), "necessary" | "needed"));
        let within = at >= 2 && (at - 2..at).any(|i| word(i) == "where") && word(at) == "is";
        if BREAKS.contains(&word(at)) && !where_needed && !within {
            return None;
        }
        if gap.contains(',') && matches!(&*word(at), "we" | "you" | "it" | "they" | "this" | "he" | "she" | "please") {
            return None;
        }
        if let Some(from) = connector(context, verb, at, end) {
            return Some((at, from));
        }
    }
    None
}

/// The first word of a purpose that the word at a place leads in.
fn connector(context: &Context<'_>, verb: &Hit, at: u32, end: u32) -> Option<u32> {
    let word = |i: u32| if i < end { context.token(i) } else { "".into() };
    let next = at + 1;
    if next >= end || context.between(at, next).contains([',', '.', ';', ')']) {
        return None;
    }
    let direct = at == verb.last + 1;
    let storing = matches!(
        &*word(verb.first),
        "store"
            | "stored"
            | "stores"
            | "hold"
            | "holds"
            | "held"
            | "record"
            | "need"
            | "needs"
            | "require"
            | "requires"
    );
    match &*word(at) {
        "to" => {
            let before = word(at - 1);
            let owned = !direct && NOUNS.contains(&before);
            let keeps =
                matches!(&*word(verb.first), "store" | "stored" | "stores" | "hold" | "holds" | "held" | "record");
            let passive = matches!(&*word(verb.first), "needed" | "required");
            let modal = (direct || passive) && !of_data(context, verb);
            // "You fail to give it when we need to collect it" tells of no use.
            let failed = matches!(before.as_ref(), "fail" | "fails" | "failed" | "refuse" | "refuses" | "decline");
            let plain = !failed && !NO_VERB.contains(&word(next)) && !word(next).ends_with("ing");
            let kept = keeps && before != "order";
            (plain && !(owned || modal || kept)).then_some(next)
        }
        "so" => {
            let can = matches!(&*word(next + 1), "can" | "may" | "could" | "are" | "will");
            let that = word(next) == "that" || matches!(&*word(next), "we" | "you" | "it" | "they") && can;
            that.then(|| so(context, next, end))
        }
        // "A not-for-profit body".
        "for" if context.between(next - 1, next).contains('-') => None,
        "for" => {
            let lasting = matches!(
                &*word(next + 1),
                "duration"
                    | "period"
                    | "periods"
                    | "time"
                    | "times"
                    | "rest"
                    | "length"
                    | "lengths"
                    | "term"
                    | "purposes"
            );
            let named = word(next) == "the" && !lasting || word(next) == "purposes";
            if matches!(&*word(at - 1), "basis" | "bases" | "ground" | "grounds" | "reason" | "reasons")
                || lasting && word(next + 1) != "purposes"
            {
                return None;
            }
            let of = (next..end.min(next + 4)).find(|&i| matches!(&*word(i), "purpose" | "purposes"));
            let of = of.filter(|&i| word(i + 1) == "of" && i + 2 < end).map(|i| i + 2);
            let nothing = general(context, next, end);
            let needs = storing && !direct && of.is_none();
            if of.is_some() && !general(context, of.unwrap_or(next), end) {
                return of;
            }
            let list = (next..end.min(next + 6)).find(|&i| matches!(&*word(i), "purposes" | "reasons" | "ways"));
            let colon = list.filter(|&i| i + 1 < end && context.between(i, i + 1).contains(':'));
            if let Some(last) = colon {
                return Some(last + 1);
            }
            let other = (next..end.min(next + 6)).find(|&i| word(i) == "than").map(|i| i + 1);
            if let Some(than) = other.filter(|_| (next..next + 4).any(|i| word(i).starts_with("purpose"))) {
                let from = if matches!(&*word(than), "to" | "for") { than + 1 } else { than };
                return (from < end && !matches!(&*word(from), "the" | "those" | "that" | "set")).then_some(from);
            }
            let time = word(next).bytes().all(|b| b.is_ascii_digit());
            let plain = !NO_PURPOSE.contains(&word(next)) && !time && !nothing && !needs;
            (plain || named && !nothing && !needs).then_some(next)
        }
        _ => None,
    }
}

/// Whether the verb is of the data: "information needed to", "is used to"; not "we need to", "we are required to".
fn of_data(context: &Context<'_>, verb: &Hit) -> bool {
    let start = context.tokens(verb.sentence).start;
    let back = |n: u32| verb.first.checked_sub(n).filter(|&i| i >= start).map(|i| context.token(i));
    let (one, two) = (back(1), back(2));
    let (one, two) = (one.as_deref().unwrap_or(""), two.as_deref().unwrap_or(""));
    let data = |w: &str| DATA.contains(w) && !matches!(w, "it" | "this");
    match &*context.token(verb.first) {
        "used" | "processed" | "collected" | "stored" | "recorded" | "monitored" | "analysed" | "gathered" => {
            !matches!(one, "" | "we" | "i" | "they" | "you" | "have" | "has" | "had" | "it")
        }
        "needed" | "required" | "necessary" => {
            let be = matches!(one, "is" | "are" | "be");
            let own = data(one) || be && (data(two) || two == "it" || two == "this");
            // "Those who process data are required to …" speaks of them.
            let others = (start..verb.first).any(|i| {
                matches!(
                    &*context.token(i),
                    "who" | "parties" | "providers" | "processors" | "suppliers" | "we" | "staff"
                )
            });
            own && !(others && be)
        }
        "necessary for" => true,
        _ => false,
    }
}

/// "So that we can send …" begins with the verb; "so that you can apply" with whom it is for.
pub(super) fn so(context: &Context<'_>, at: u32, end: u32) -> u32 {
    let word = |i: u32| if i < end { context.token(i) } else { "".into() };
    let subject = if word(at) == "that" { at + 1 } else { at };
    match (&*word(subject), &*word(subject + 1)) {
        ("we", "can" | "may" | "could") if subject + 2 < end => subject + 2,
        _ if subject < end => subject,
        _ => at,
    }
}

/// "The purposes set out below", "different purposes", "their own purposes": no purpose is named.
fn general(context: &Context<'_>, at: u32, end: u32) -> bool {
    let noun = (at..end.min(at + 8)).find(|&i| {
        matches!(
            &*context.token(i),
            "purpose"
                | "purposes"
                | "reason"
                | "reasons"
                | "functions"
                | "laws"
                | "ways"
                | "basis"
                | "bases"
                | "activities"
        )
    });
    noun.is_some_and(|noun| {
        (at..noun).all(|i| {
            matches!(
                &*context.token(i),
                "the"
                    | "a"
                    | "any"
                    | "other"
                    | "different"
                    | "following"
                    | "these"
                    | "those"
                    | "their"
                    | "own"
                    | "its"
                    | "our"
                    | "such"
                    | "that"
                    | "this"
                    | "same"
                    | "similar"
                    | "specific"
                    | "certain"
                    | "above"
                    | "various"
                    | "specified"
                    | "limited"
                    | "several"
                    | "many"
                    | "lawful"
                    | "legal"
                    | "another"
                    | "processing"
                    | "purpose"
                    | "purposes"
                    | "and"
                    | "or"
                    | "one"
                    | "more"
                    | "no"
                    | "some"
                    | "all"
                    | "of"
            )
        }) && !matches!(&*context.token(noun + 1), "of")
    })
}

/// Whether "our purpose for using your data is" speaks of data, and not of an organisation or a rule.
pub(super) fn of_processing(context: &Context<'_>, hit: &Hit) -> bool {
    let start = context.tokens(hit.sentence).start;
    let data = (hit.first..hit.last).any(|i| {
        matches!(
            &*context.token(i),
            "data"
                | "information"
                | "details"
                | "processing"
                | "collecting"
                | "it"
                | "this"
                | "these"
                | "records"
                | "ask"
                | "collect"
                | "use"
                | "using"
        )
    });
    // "Why we do this: the purposes are to …"
    let bare = hit.last == hit.first + 1 && hit.first <= start + 1;
    data || bare
}

/// The purpose behind "our purpose for using your data is": "to …", "the …", "keeping …".
pub(super) fn named(context: &Context<'_>, hit: &Hit) -> Option<Words> {
    let end = context.tokens(hit.sentence).end;
    let next = hit.last + 1;
    if next + 1 >= end || !of_processing(context, hit) || context.between(hit.last, next).contains([':', ',']) {
        return None;
    }
    let word = context.token(next);
    let opens = word == "to" || word == "so" || word.ends_with("ing") && word != "being";
    opens.then(|| Words::until(context, hit.sentence, Words::leads(context, next).unwrap_or(next)))
}

/// Whether a line ends in a verb's lead-in: "we use your data to:", "for the following purposes:", "helps us:".
pub(super) fn leads_list(context: &Context<'_>, verb: &Hit) -> bool {
    let end = context.tokens(verb.sentence).end;
    let text = context.words(context.sentence_span(verb.sentence)).trim_end();
    let item = text.ends_with([':', '-', '–']) || end - 1 > verb.last;
    let last = context.token(end - 1);
    if end - 1 == verb.last {
        return matches!(&*last, "us") && text.ends_with(':');
    }
    let plain = (verb.last + 1..end).all(|i| !matches!(&*context.token(i), "is" | "are" | "was" | "because"));
    let modal = end == verb.last + 2
        && matches!(&*context.token(verb.first), "need" | "needs" | "required" | "require" | "requires" | "needed");
    let open = matches!(
        &*last,
        "to" | "for"
            | "purposes"
            | "reasons"
            | "ways"
            | "purpose"
            | "can"
            | "following"
            | "order"
            | "uses"
            | "by"
            | "help"
            | "that"
            | "example"
            | "through"
    );
    let by = !matches!(&*last, "by" | "that" | "example" | "through" | "help")
        || (verb.last + 1..end).any(|i| matches!(&*context.token(i), "to"));
    item && open && by && plain && !modal
}
