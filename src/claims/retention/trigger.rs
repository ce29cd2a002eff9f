//! From what a length runs: behind it, in the clause in front, or in what opens the list.

use super::period::{Period, Sort};
use super::{hits, onward};
use crate::claims::context::Context;
use crate::lexicon::number;
use crate::notice::{BlockKind, Span};

/// Words that say from when a length runs.
pub(super) const FROM: &[&str] = &["after", "from", "following", "since", "of", "beyond", "once", "post", "past"];

/// What a length runs from: "after the case closes", in lower case.
pub(super) fn trigger(context: &Context<'_>, sentence: u32, period: &Period, stop: u32) -> Option<String> {
    if period.sort != Sort::Length {
        return None;
    }
    let end = context.tokens(sentence).end.min(stop);
    let first = period.last + 1;
    if first >= end
        || !FROM.contains(&&*context.token(first))
        || context.between(period.last, first).contains(['.', ';'])
    {
        return None;
    }
    let mut words = Vec::new();
    for at in first + 1..end.min(first + 15) {
        let gap = context.between(at - 1, at);
        let word = context.token(at);
        if gap.contains(['.', ',', ';', '(', ')', ':', '|', '\n', '\u{2013}', '\u{2014}'])
            || matches!(&*word, "unless" | "because" | "but" | "before" | "when")
            || word == "for"
                && matches!(
                    &*context.token(at + 1),
                    "tax" | "legal" | "audit" | "accounting" | "insurance" | "historical"
                )
            || word == "which" && !matches!(&*context.token(at - 1), "in" | "on" | "at" | "of" | "to" | "by" | "from")
            || words.is_empty() && matches!(&*word, "that" | "this" | "these" | "it") && pronoun(context, at, end)
        {
            break;
        }
        let next = if at + 1 < end { context.token(at + 1) } else { "".into() };
        let goes_on =
            matches!(&*next, "then" | "deleted" | "destroyed" | "will" | "is" | "are" | "we") || next.ends_with("ly");
        // "… after you leave and your accounts for two more years"
        let next_kind = || {
            (at + 2..end.min(at + 8)).any(|i| {
                context.token(i) == "for" && (i + 1..end.min(i + 6)).any(|j| number(&context.token(j)).is_some())
            })
        };
        if word == "and" && (goes_on || next_kind())
            || word == "or" && matches!(&*next, "when" | "if" | "until" | "once" | "on")
        {
            break;
        }
        words.push(word.into_owned());
    }
    // "The end of the year in which it was made".
    while words.last().is_some_and(|w| matches!(w.as_str(), "in" | "on" | "at" | "of" | "to" | "by" | "from" | "the")) {
        words.pop();
    }
    (!words.is_empty()).then(|| words.join(" "))
}

/// What a length runs from, wherever the sentence or its list says it.
pub(super) fn of(context: &Context<'_>, sentence: u32, period: &Period) -> Option<String> {
    trigger(context, sentence, period, context.tokens(sentence).end)
        .or_else(|| fronted(context, sentence, period))
        .or_else(|| opened(context, sentence, period))
        .or_else(|| headed(context, sentence, period))
        .or_else(|| onward::of(context, sentence, period))
}

/// The event that the heading tells: "If your account becomes inactive", "After you leave".
fn headed(context: &Context<'_>, sentence: u32, period: &Period) -> Option<String> {
    let section = &context.notice.sections[context.block(sentence).section as usize];
    let block = &context.notice.blocks[section.heading? as usize];
    let heading = block.sentences.clone().next()?;
    let tokens = context.tokens(heading);
    let word = context.token(tokens.start);
    let ends = tokens.clone().any(|i| ENDS.contains(&&*context.token(i)));
    let event = matches!(&*word, "once" | "after" | "following") || matches!(&*word, "if" | "when") && ends;
    let plain = !context.words(block.span).contains(['?', ',', ':', '.']);
    let fits = event && plain && period.sort == Sort::Length && tokens.len() > 2 && tokens.len() <= 12;
    fits.then(|| words(context, tokens.start + 1, tokens.end))
}

/// Verbs and states that end something, from which a length can run.
const ENDS: &[&str] = &[
    "close",
    "closes",
    "closed",
    "leave",
    "leaves",
    "left",
    "cancel",
    "cancels",
    "cancelled",
    "end",
    "ends",
    "ended",
    "stop",
    "stops",
    "stopped",
    "unsubscribe",
    "unsubscribes",
    "unsubscribed",
    "withdraw",
    "withdraws",
    "withdrawn",
    "delete",
    "deletes",
    "deleted",
    "terminate",
    "terminates",
    "terminated",
    "expire",
    "expires",
    "expired",
    "ask",
    "asks",
    "request",
    "requests",
    "complete",
    "completes",
    "completed",
    "finish",
    "finishes",
    "finished",
    "resign",
    "resigns",
    "die",
    "dies",
    "lapse",
    "lapses",
    "inactive",
    "dormant",
    "unused",
    "cease",
    "ceases",
    "ceased",
    "settled",
    "resolved",
    "concluded",
    "rejected",
    "unsuccessful",
];

/// Whether a word ends something.
pub(super) fn is_end(word: &str) -> bool {
    ENDS.contains(&word)
}

/// The event of the clause in front of a length, or around it: "once you leave, … for a year", "if you have not logged in
/// for two years, …", "… if your account is unused for a year".
fn fronted(context: &Context<'_>, sentence: u32, period: &Period) -> Option<String> {
    if period.sort != Sort::Length {
        return None;
    }
    let start = context.tokens(sentence).start;
    let opens = |at: u32| matches!(&*context.token(at), "if" | "when" | "once" | "after" | "following" | "where");
    let parted = |at: u32| context.between(at, at + 1).contains([',', ';', ':', '.', '(', ')', '\u{2013}', '\u{2014}']);
    // The clause that the length itself stands in, else the one that opens the sentence.
    let mut first = period.first;
    while first > start
        && !parted(first - 1)
        && period.first - first < 24
        && !(first < period.first && (opens(first) || context.token(first) == "until"))
    {
        first -= 1;
    }
    let idle = !hits(context, sentence, "inactive").is_empty();
    let own = first < period.first && (opens(first) || context.token(first) == "until") && idle;
    let (first, end) = if own {
        let mut end = period.first;
        while end > first + 1
            && (super::link::FILL.contains(&&*context.token(end - 1)) || context.token(end - 1) == "for")
        {
            end -= 1;
        }
        (first, end)
    } else {
        if !opens(start) {
            return None;
        }
        let comma = (start + 1..period.first.min(start + 18)).find(|&i| parted(i));
        // "Once you leave we keep it": the clause ends where "we" begins.
        let ours = (start + 2..period.first.min(start + 14)).find(|&i| context.token(i) == "we");
        let end = comma.map(|i| i + 1).into_iter().chain(ours).min()?;
        (start, end)
    };
    let word = context.token(first);
    let event = match &*word {
        "once" | "after" | "following" => true,
        _ => own || (first..end).any(|i| ENDS.contains(&&*context.token(i))),
    };
    let told =
        end > first + 2 && (first + 1..end).all(|i| context.between(i - 1, i).trim().is_empty() || i == first + 1);
    let bare = matches!(&*context.token(first + 1), "that" | "this" | "which" | "a" | "an") && end <= first + 3;
    (event && told && !bare).then(|| words(context, first + 1, end))
}

/// The event of a criterion: "once you leave", "until the case is closed"; none of a state ("while you are a member").
pub(super) fn ends(context: &Context<'_>, span: &Span, sentence: u32) -> Option<String> {
    let mut within = context.tokens(sentence).filter(|&i| {
        let token = context.token_span(i, i);
        token.start >= span.start && token.end <= span.end
    });
    let first = within.next()?;
    let last = within.last()?;
    if matches!(&*context.token(first), "end" | "expiry") && first + 2 < last {
        return Some(format!("the {}", words(context, first, last + 1)));
    }
    // "At the end of the course": the end itself.
    let close = context.token(first) == "at"
        && matches!(&*context.token((first + 2).min(last)), "end" | "close" | "conclusion" | "completion" | "expiry");
    let event =
        |i: u32| matches!(&*context.token(i), "once" | "after" | "until" | "when" | "upon" | "following" | "if");
    let at = if close { first } else { (first..=last).find(|&i| event(i))? };
    let skip = u32::from(context.token(at + 1) == "such") * 3;
    let from = at + 1 + skip.min(last.saturating_sub(at + 1));
    let from = if matches!(&*context.token(from), "that" | "as" | "when" | "time") { from + 1 } else { from };
    // "After we have finished | helping you": the phrase is only the beginning.
    let mut last = last;
    let end = context.tokens(sentence).end;
    let open = matches!(&*context.token(last), "finished" | "stopped" | "ended" | "completed" | "ceased")
        && last + 1 < end
        && context.token(last + 1).ends_with("ing");
    if open {
        let most = (last + 9).min(end - 1);
        while last < most && context.between(last, last + 1).trim().is_empty() {
            last += 1;
        }
    }
    // "until you write to us | and for a short time after this"
    let next =
        (from..last).find(|&i| context.token(i) == "and" && matches!(&*context.token(i + 1), "for" | "we" | "then"));
    let last = next.map_or(last, |i| i - 1);
    let needed = (from..=last).any(|i| {
        let word = context.token(i);
        let need =
            i > from && context.token(i - 1) == "longer" && matches!(&*word, "need" | "needs" | "require" | "requires");
        need || matches!(&*word, "needed" | "necessary" | "required")
    });
    // "You leave, ask us to stop, or close your account": the commas stay.
    let said = || match (from..last).any(|i| context.between(i, i + 1).contains(',')) {
        true => super::tidy(context.words(context.token_span(from, last))).to_lowercase(),
        false => words(context, from, last + 1),
    };
    // "Beyond this period" tells no event.
    let period = matches!(&*context.token(from), "this" | "that" | "these" | "those")
        && matches!(
            &*context.token(last),
            "period" | "periods" | "time" | "times" | "limit" | "limits" | "date" | "dates"
        );
    (from < last && !needed && !(period && last == from + 1)).then(said)
}

pub(super) fn words(context: &Context<'_>, first: u32, end: u32) -> String {
    (first..end).map(|i| context.token(i)).collect::<Vec<_>>().join(" ")
}

/// What the lead-in of a list says its lengths run from: "When you close your account:" + "copies go within 90 days".
fn opened(context: &Context<'_>, sentence: u32, period: &Period) -> Option<String> {
    if period.sort != Sort::Length || !matches!(context.block(sentence).kind, BlockKind::Item { .. }) {
        return None;
    }
    let lead = context.lead_sentences(sentence).next()?;
    let tokens = context.tokens(lead);
    let words = context.words(context.sentence_span(lead)).trim_end();
    let first = context.token(tokens.start);
    let event = matches!(&*first, "when" | "once" | "after" | "if" | "following");
    // A lead-in with a clause of its own ("When you join, we:") tells when something is done, not what the time runs from.
    let plain = words.strip_suffix(':').is_some_and(|w| !w.contains([',', '.', ';', ':']));
    // "After 90 days" of the item runs from the event, too; "two years after you leave" has an event of its own.
    let own = period.last + 1 < context.tokens(sentence).end && FROM.contains(&&*context.token(period.last + 1));
    // What somebody is or has is a state, not an event.
    let state = (tokens.start + 1..tokens.end.min(tokens.start + 3))
        .any(|i| matches!(&*context.token(i), "are" | "is" | "have" | "use" | "need" | "visit" | "possible"));
    let fits = event && plain && !own && !state && tokens.len() > 1 && tokens.len() <= 13;
    fits.then(|| (tokens.start + 1..tokens.end).map(|i| context.token(i)).collect::<Vec<_>>().join(" "))
}

/// Whether "that" stands for itself: "after that, …", not "after that petition closes".
fn pronoun(context: &Context<'_>, that: u32, end: u32) -> bool {
    let next = that + 1;
    next >= end
        || context.between(that, next).contains(['.', ',', ';', ':', ')', '('])
        || matches!(&*context.token(next), "we" | "it" | "they" | "and" | "the" | "your" | "you" | "all" | "time")
}

pub(super) fn year_of(trigger: &str) -> Option<&'static str> {
    [
        ("tax year", "tax"),
        ("financial year", "financial"),
        ("accounting", "financial"),
        ("calendar year", "calendar"),
        ("academic year", "academic"),
    ]
    .iter()
    .find(|y| trigger.contains(y.0))
    .map(|y| y.1)
}
