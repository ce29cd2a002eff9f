//! Which of the periods in a sentence are storage periods.

use super::period::{Period, Sort};
use super::{GROUP, hits};
use crate::claims::context::Context;
use crate::lexicon::{Hit, number};

/// What a word does with data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Act {
    Keep,
    Delete,
    /// Cookies and links that last or expire.
    Last,
    /// "The retention period is".
    Term,
}

/// A word that keeps or deletes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verb {
    pub act: Act,
    pub first: u32,
    pub last: u32,
}

/// The words of a sentence that keep or delete data, in order, without those of what *you* do or may ask for.
pub(super) fn verbs(context: &Context<'_>, sentence: u32) -> Vec<Verb> {
    let start = context.tokens(sentence).start;
    let mut out = Vec::new();
    for hit in context.reading.hits_in(sentence, GROUP) {
        let act = match context.reading.name(hit) {
            "keep" => Act::Keep,
            "delete" => Act::Delete,
            "last" => Act::Last,
            "term" => Act::Term,
            _ => continue,
        };
        let cookie = || cookies(context, sentence);
        if act == Act::Last && !cookie() || yours(context, hit, start) {
            continue;
        }
        out.push(Verb { act, first: hit.first, last: hit.last });
    }
    out
}

/// Whether the sentence, or one before it in its paragraph, speaks of cookies or of staying logged in.
fn cookies(context: &Context<'_>, sentence: u32) -> bool {
    let first = context.block(sentence).sentences.start;
    let names = |s: u32| {
        context.tokens(s).any(|i| matches!(&*context.token(i), "cookie" | "cookies" | "login" | "session" | "sessions"))
    };
    (first..=sentence).any(names) || context.within_topic(sentence, "cookies")
}

/// Whether the word is what the reader does, may do or may ask for: "you can delete", "ask us to erase".
fn yours(context: &Context<'_>, hit: &Hit, start: u32) -> bool {
    let mut near = true;
    let mut at = hit.first;
    while at > start && hit.first - at < 9 {
        let gap = context.between(at - 1, at);
        if gap.contains([',', ';', ':', '.', '(', '\u{2013}', '\u{2014}']) || gap == " - " {
            return false;
        }
        at -= 1;
        let word = context.token(at);
        match &*word {
            "you" | "user" | "users" | "need" | "needs" if near => return true,
            // "we reserve the right to keep" is what we may do.
            "right" if at > start + 1 && context.token(at - 2).starts_with("reserve") => return false,
            // "support requests are kept"
            "request" | "requests"
                if matches!(&*context.token(at + 1), "is" | "are" | "was" | "were" | "will" | "may" | "must") =>
            {
                near = false;
            }
            "ask" | "asks" | "asking" | "request" | "requests" | "requesting" | "right" | "prefer" | "want"
            | "wish" | "like" | "how" => return true,
            "will" | "may" | "can" | "could" | "should" | "must" | "shall" | "to" | "also" | "only" | "not"
            | "please" | "then" | "never" => {}
            "have" | "has" | "do" | "don't" => {}
            w if w.ends_with("ly") => {}
            // "how long we keep" says nothing yet.
            "we" | "it" | "they" => {
                return at > start && context.token(at - 1) == "long" && context.between(at - 1, at).trim().is_empty();
            }
            _ => near = false,
        }
    }
    false
}

/// Words that may stand between a preposition and the length it governs.
#[rustfmt::skip]
pub(super) const FILL: &[&str] = &[
    "a", "an", "the", "period", "periods", "of", "further", "additional", "approximately", "about", "around",
    "roughly", "up", "to", "at", "least", "maximum", "minimum", "max", "min", "no", "not", "longer", "more",
    "less", "than", "only", "another", "total", "duration", "term", "time", "usually", "normally", "typically",
    "generally", "just", "between", "exceeding", "exceed", "standard", "default", "being", "currently", "then",
    "some", "initial", "rolling", "one", "full", "short", "most", "later", "until", "till",
];

/// Words that lead to a length that data is kept for.
#[rustfmt::skip]
pub(super) const LEAD: &[&str] = &[
    "for", "after", "within", "in", "is", "are", "be", "every", "by", "over", "until", "till", "than", "to",
    "least", "maximum", "minimum", "of", "exceed", "when", "that", "limited", "restricted", "plus",
];

/// The word that governs a length, and how many words of filling stand between.
pub(super) fn governs(context: &Context<'_>, period: &Period, start: u32) -> Option<String> {
    let mut at = period.first;
    while at > start {
        if context.between(at - 1, at).contains([';', ':']) {
            return Some(":".to_owned());
        }
        at -= 1;
        let word = context.token(at);
        if !FILL.contains(&&*word) {
            return Some(word.into_owned());
        }
        if matches!(&*word, "up" | "maximum" | "minimum" | "max" | "min" | "least" | "than" | "until" | "till") {
            // "up 3 years", "up to 12 years": enough by itself, unless "for" stands in front.
            let before = (at > start).then(|| context.token(at - 1).into_owned());
            return before.filter(|w| LEAD.contains(&w.as_str())).or(Some("for".to_owned()));
        }
    }
    None
}

/// How a sentence stands: what introduces it, and whether it is like a row of a table that lost its cells.
#[derive(Clone, Copy, Default)]
pub(super) struct Setting {
    /// A lead-in says that things are kept.
    pub led: bool,
    /// A short line without a verb, among others on retention: "Case files 7 years the day the case is closed".
    pub row: bool,
}

/// Whether a sentence is a short line without the verbs of prose.
pub(super) fn row(context: &Context<'_>, sentence: u32, verbs: &[Verb]) -> bool {
    let range = context.tokens(sentence);
    let words = context.words(context.sentence_span(sentence));
    if range.len() > 26 || words.ends_with('?') || verbs.iter().any(|v| v.act != Act::Term) {
        return false;
    }
    // "10 years the day on which you cease to be a member": what stands behind the number may be a clause.
    let end = range.clone().find(|&i| number(&context.token(i)).is_some()).unwrap_or(range.end);
    let colon = words.contains(": ");
    !(range.start..end).any(|i| match &*context.token(i) {
        "we" | "will" | "must" | "may" | "can" | "should" | "respond" | "reply" | "request" | "requests" => true,
        "you" | "i" => !colon,
        _ => false,
    })
}

/// Whether a period is said of data that is kept or deleted.
pub(super) fn storage(context: &Context<'_>, sentence: u32, period: &Period, verbs: &[Verb], setting: Setting) -> bool {
    let led = setting.led || setting.row;
    let range = context.tokens(sentence);
    let other = hits(context, sentence, "other");
    let back = verbs.iter().rev().find(|v| v.last < period.first);
    // "overwritten every 30 days" is a period; "reviewed every two years" is none.
    let cycle = back.is_some_and(|v| v.act == Act::Delete && period.first - v.last <= 3);
    let every = |h: &Hit| matches!(&*context.token(h.first), "every" | "each");
    if other.iter().any(|h| h.first <= period.last && h.last >= period.first && !(cycle && every(h))) {
        return false;
    }
    let ahead = verbs.iter().find(|v| v.first > period.last);
    match period.sort {
        Sort::Date => date(context, period, range.start, back, ahead, led),
        Sort::Indefinite => forever(context, period, verbs, led),
        Sort::Age => {
            (led || back.is_some() || ahead.is_some()) && (period.shorthand || reaches(context, period, range.start))
        }
        Sort::Length => setting.row || length(context, sentence, period, back, ahead, setting.led),
    }
}

fn length(
    context: &Context<'_>,
    sentence: u32,
    period: &Period,
    back: Option<&Verb>,
    ahead: Option<&Verb>,
    led: bool,
) -> bool {
    let range = context.tokens(sentence);
    let lead = governs(context, period, range.start);
    let behind = if period.last + 1 < range.end { context.token(period.last + 1) } else { "".into() };
    let from = matches!(&*behind, "after" | "from" | "following" | "since" | "post");
    // "wiped at the end of each day"
    let close = matches!(&*context.token(period.first), "end" | "close");
    let fits = close || lead.as_deref().is_none_or(|w| LEAD.contains(&w) || w == ":" || from);
    if let Some(verb) = back {
        let close = period.first - verb.last <= 45 && !barrier(context, verb.last, period.first, true);
        let direct = period.first - verb.last <= 2;
        // "deleted within one month of your request" answers a request.
        let soon = matches!(lead.as_deref(), Some("within" | "in"));
        let answers = verb.act == Act::Delete && (rights(context, sentence) || soon && asked(context, sentence))
            || verb.act == Act::Keep && soon;
        if close && (fits || direct) && !answers {
            return true;
        }
        // "deleted if it has not been used for two years"
        let idle = verb.act == Act::Delete && super::has(context, sentence, "inactive");
        if idle && fits && period.first - verb.last <= 25 && !rights(context, sentence) {
            return true;
        }
    }
    let fronted = period.first - range.start <= 6 || context.between(period.first - 1, period.first).contains(',');
    if let Some(verb) = ahead {
        let close = verb.first - period.last <= 24 && !barrier(context, period.last, verb.first, false);
        let idle = super::has(context, sentence, "inactive") && verb.act == Act::Delete;
        let front = fronted
            && lead.as_deref().is_some_and(|w| matches!(w, "after" | "for" | "within" | "once" | "when" | "until"));
        // "when 7 years have passed"
        if close && (front || idle) && !rights(context, sentence) {
            return true;
        }
    }
    if led {
        return fits || from || range.len() <= 16;
    }
    // "CCTV footage: 30 days", under a heading about retention.
    let topical = context.within_topic(sentence, "retention");
    // "We process your data while you are a member and for 6 months after", there too.
    let processes = || {
        (range.start..period.first).any(|i| {
            matches!(&*context.token(i), "process" | "processed" | "use" | "used")
                && !barrier(context, i, period.first, true)
        })
    };
    if topical && lead.as_deref() == Some("for") && !context.within_topic(sentence, "rights") && processes() {
        return true;
    }
    let we = range.clone().any(|i| matches!(&*context.token(i), "we" | "you" | "i"));
    topical
        && !we
        && range.len() <= 40
        && (lead.is_none() || lead.as_deref() == Some(":") || fits && range.len() <= 22 || from)
}

/// Whether the sentence before, in the same paragraph, speaks of what the reader may ask for: what is deleted "within a
/// month" then answers the request.
fn asked(context: &Context<'_>, sentence: u32) -> bool {
    let Some(before) = sentence.checked_sub(1).filter(|&s| context.block_index(s) == context.block_index(sentence))
    else {
        return false;
    };
    let range = context.tokens(before);
    range.clone().any(|i| match &*context.token(i) {
        "ask" | "request" | "asking" => (i..range.end)
            .take(8)
            .any(|j| matches!(&*context.token(j), "delete" | "erase" | "remove" | "deleted" | "deletion" | "erasure")),
        "withdraw" | "withdrawing" => (i..range.end).take(4).any(|j| context.token(j) == "consent"),
        _ => false,
    })
}

fn rights(context: &Context<'_>, sentence: u32) -> bool {
    let request = context.tokens(sentence).any(|i| matches!(&*context.token(i), "request" | "requests" | "requested"));
    context.within_topic(sentence, "rights") || request
}

/// Whether something between a word and a period parts them.
fn barrier(context: &Context<'_>, left: u32, right: u32, back: bool) -> bool {
    let mut condition = false;
    for at in left..right {
        let gap = context.between(at, at + 1);
        if gap.contains(';') && back && lends(context, at + 1, right) {
            condition = false;
            continue;
        }
        if gap.contains([';', '•', '|']) || gap.contains(". ") {
            return true;
        }
        let word = context.token(at + 1);
        if gap.contains([',', '\u{2013}', '\u{2014}', ')']) {
            condition = false;
        }
        if at + 1 >= right {
            break;
        }
        match &*word {
            "so" | "because" => return true,
            "if" | "unless" | "whether" | "where" => condition = true,
            "we" | "you" | "they" if back && gap.contains(',') => return true,
            _ => {}
        }
    }
    condition
}

/// Whether the clause in which a length stands takes its verb from one before: "we keep bookings for a year; bills for six".
fn lends(context: &Context<'_>, from: u32, to: u32) -> bool {
    let last = (from..to).rev().find(|&i| context.between(i - 1, i).contains(';')).unwrap_or(from);
    !(last..to).any(|i| {
        matches!(
            &*context.token(i),
            "we" | "you"
                | "they"
                | "it"
                | "i"
                | "is"
                | "are"
                | "was"
                | "were"
                | "be"
                | "been"
                | "will"
                | "may"
                | "can"
                | "must"
                | "should"
                | "has"
                | "have"
                | "had"
                | "if"
                | "who"
                | "which"
                | "that"
        )
    })
}

/// "until 31 December 2027", "destroyed on 1 April 2029", "earliest destruction date 1 April 2029".
fn date(
    context: &Context<'_>,
    period: &Period,
    start: u32,
    back: Option<&Verb>,
    ahead: Option<&Verb>,
    led: bool,
) -> bool {
    let mut words = (start..period.first).rev().take(4).map(|i| context.token(i));
    let lead = words
        .find(|w| !matches!(&**w, "the" | "end" | "of" | "on" | "least" | "at" | "date" | "midnight" | "up" | "is"));
    let lead = lead.as_deref().unwrap_or("");
    let on = period.first > start && matches!(&*context.token(period.first - 1), "on" | "date");
    let near = |v: &Verb| period.first.saturating_sub(v.last).max(v.first.saturating_sub(period.last)) <= 30;
    let back = back.filter(|v| near(v));
    match lead {
        "until" | "till" if led => true,
        // "Records created before 2017 are stored in boxes": which records, and not how long.
        "before" => {
            let which =
                (start + 1..period.first).rev().take(5).find(|&i| context.token(i) == "before").is_some_and(|i| {
                    let word = context.token(i - 1);
                    let told = back.is_some_and(|v| v.last + 1 >= i);
                    !told
                        && (word.ends_with("ed")
                            || matches!(&*word, "made" | "taken" | "written" | "begun" | "data" | "records"))
                });
            !which && back.or(ahead.filter(|v| near(v))).is_some()
        }
        "until" | "till" | "by" | "to" | "beyond" | "than" => {
            back.or(ahead.filter(|v| near(v) && lead != "to" && lead != "by")).is_some()
        }
        _ => back.is_some_and(|v| v.act == Act::Delete && (on || period.first - v.last <= 3)),
    }
}

/// "kept permanently", "indefinite retention"; not "permanently deleted".
fn forever(context: &Context<'_>, period: &Period, verbs: &[Verb], led: bool) -> bool {
    let distance = |v: &Verb| period.first.saturating_sub(v.last).max(v.first.saturating_sub(period.last));
    let word = context.token(period.first);
    let Some(near) = verbs.iter().min_by_key(|v| (distance(v), v.act == Act::Keep)) else {
        return led && word != "permanent";
    };
    // "We keep no permanent copies"
    let copy = near.act == Act::Keep
        && matches!(&*context.token(period.last + 1), "copy" | "copies" | "record" | "records" | "archive");
    if word == "permanent" && !copy && !(near.act == Act::Term && near.first == period.last + 1) {
        return false;
    }
    let keeps = matches!(near.act, Act::Keep | Act::Term);
    let own = near.last < period.first || distance(near) <= 3;
    keeps
        && own
        && distance(near) <= 45
        && !barrier(context, near.last.min(period.last), near.first.max(period.first), true)
}

/// "until your 75th birthday", "until the child is 25", "reaches the age of 18".
fn reaches(context: &Context<'_>, period: &Period, start: u32) -> bool {
    let birthday = context.token(period.last).starts_with("birthday");
    let near = (start..period.first).rev().take(10).any(|i| {
        matches!(
            &*context.token(i),
            "until" | "till" | "reach" | "reaches" | "reached" | "turn" | "turns" | "attains" | "attain" | "to"
        )
    });
    // "8 years after the last visit (or age 25, if this is longer)"
    let or = period.first > start && context.token(period.first - 1) == "or";
    let later = || {
        (period.last + 1..period.last + 6)
            .any(|i| matches!(&*context.token(i), "longer" | "later" | "whichever" | "greater"))
    };
    birthday || near || or && later()
}
