//! The act of handing on: the verb by which a sentence says that we give data to others.

use super::subject::{noun, others, relative, them};
use crate::claims::context::Context;
use crate::lexicon::Hit;

/// What a sentence says is done with data.
pub(super) struct Act<'a> {
    pub sentence: u32,
    pub verb: Hit,
    /// `share` or `sell`.
    pub what: &'a str,
}

/// The act of handing on of which the sentence speaks, if data is what is handed on.
pub(super) fn act<'a>(context: &Context<'_>, sentence: u32) -> Option<Act<'a>> {
    let hits = context.reading.hits_in(sentence, "sharing");
    let of =
        |name: &'static str| hits.iter().filter(move |h| context.reading.name(h) == name && verb(context, sentence, h));
    let strong = main(context, sentence, of("share"));
    let given = || of("give").find(|h| gives_data(context, sentence, h));
    let sold = || of("sell").find(|h| sells_data(context, sentence, h));
    let (verb, what) = match (strong, given(), sold()) {
        (Some(shared), ..) => (*shared, "share"),
        (None, Some(given), sold) if sold.is_none_or(|s| given.first < s.first) => (*given, "share"),
        (None, _, Some(sold)) => (*sold, "sell"),
        (None, ..) => return None,
    };
    let data = has_data(context, sentence) || context.within_topic(sentence, "sharing");
    // "Pass it to the courts or to bailiffs": the first "to" opens the list of those who get it.
    let opens = |i: &u32| matches!(&*context.token(*i), "to" | "on" | "onto" | "with" | "by");
    let verb = Hit { last: (verb.first + 1..verb.last).find(opens).unwrap_or(verb.last), ..verb };
    data.then_some(Act { sentence, verb, what })
}

/// The verb of the main clause, where the sentence opens with a concession: "Although we do not share it for marketing, we may
/// have to share it with the court".
fn main<'h>(context: &Context<'_>, sentence: u32, mut hits: impl Iterator<Item = &'h Hit>) -> Option<&'h Hit> {
    let first = hits.next()?;
    let start = context.tokens(sentence).start;
    let concedes = matches!(
        &*context.token(start),
        "notwithstanding" | "although" | "though" | "while" | "whilst" | "whereas" | "despite"
    );
    if !concedes || (start..first.first).any(|i| context.between(i, i + 1).contains(',')) {
        return Some(first);
    }
    hits.find(|h| (first.last..h.first).any(|i| context.between(i, i + 1).contains(','))).or(Some(first))
}

/// Whether the sentence, or what introduces it, speaks of data.
fn has_data(context: &Context<'_>, sentence: u32) -> bool {
    context.reading.has(sentence, "sharing-cue", "object")
        || context.lead_sentences(sentence).any(|s| context.reading.has(s, "sharing-cue", "object"))
}

/// Whether the verb is one of what we do: not of what you do, not one of a right or a rule.
fn verb(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let start = context.tokens(sentence).start;
    let before = |n: u32| (start.max(hit.first.saturating_sub(n))..hit.first).map(|i| context.token(i));
    // "You share", "asked to disclose", "how we share", "who we share it with".
    let yours = before(3).any(|t| matches!(&*t, "you" | "you've" | "they" | "who" | "how" | "whom" | "when" | "why"));
    let asked = before(4).any(|t| matches!(&*t, "whether" | "right" | "rights" | "must" | "ability"));
    // "We do not allow Acme to use or share it": what others are kept from.
    let kept = (start.max(hit.first.saturating_sub(6))..hit.first)
        .any(|i| matches!(&*context.token(i), "allow" | "allows" | "permit" | "permits" | "allowed" | "permitted"))
        && before(3).any(|t| matches!(&*t, "to" | "use"));
    let told = before(10).collect::<Vec<_>>();
    let told = told.windows(2).any(|w| {
        matches!(&*w[0], "how" | "why" | "when" | "what" | "whenever")
            && matches!(&*w[1], "we" | "and" | "your" | "when" | "why" | "personal" | "the" | "it")
            || matches!((&*w[0], &*w[1]), ("what" | "which", "circumstances") | ("when", "information" | "data"))
            // "So that you can submit it to the court".
            || matches!((&*w[0], &*w[1]), ("you", "can" | "could"))
    });
    // "Other organisations (with whom we need to share it for one purpose)".
    let aside = (start.max(hit.first.saturating_sub(6))..hit.first).any(|i| {
        &*context.token(i) == "whom"
            && (i.saturating_sub(1)..=i).any(|j| context.between(j.saturating_sub(1), j).contains('('))
    });
    let us = (hit.first.max(1)..hit.last + 4).any(|i| {
        matches!(&*context.token(i), "with" | "to")
            && matches!(&*context.token(i + 1), "us" | "you" | "me" | "ourselves")
            && !matches!(&*context.token(i - 1), "relating" | "related" | "relates" | "relevant" | "pertaining")
    });
    // "We give it only to the person it relates to".
    let subject_self = (hit.first..hit.last + 4).any(|i| {
        &*context.token(i) == "to"
            && matches!(&*context.token(i + 2), "person" | "individual" | "people" | "individuals")
            && (i + 3..i + 7).any(|j| matches!(&*context.token(j), "relates" | "relate" | "concerns" | "belongs"))
    });
    // "Information sharing is subject to an agreement" speaks of rules for it.
    let ruled = matches!(&*context.token(hit.last), "sharing" | "disclosure" | "disclosures")
        && matches!(
            &*context.token(hit.last + 1),
            "is" | "are" | "must" | "will" | "should" | "takes" | "agreement" | "agreements"
        );
    // Data that goes abroad is transferred, not shared: "transferred to another country".
    let abroad = context.token(hit.first).starts_with("transfer")
        && (hit.last + 1..hit.last + 6)
            .any(|i| matches!(&*context.token(i), "country" | "countries" | "outside" | "eea" | "abroad" | "overseas"));
    // "Some people who get it might share it": others do.
    let theirs = matches!(&*context.token(start), "some" | "those" | "other" | "people")
        && (start..start + 3)
            .any(|i| matches!(&*context.token(i), "people" | "groups" | "individuals" | "persons" | "recipients"))
        && !(start..hit.first).any(|i| matches!(&*context.token(i), "we" | "our" | "us" | "we'll"));
    let theirs = theirs && (start..hit.first).any(|i| matches!(&*context.token(i), "who" | "may" | "might" | "could"));
    !yours
        && !theirs
        && !asked
        && !told
        && !us
        && !subject_self
        && !aside
        && !abroad
        && !kept
        && !ruled
        && subject(context, start, hit)
        && relative(context, start, hit).is_none_or(|r| r.list.is_some())
        && !others(context, start, hit)
        && !noun(context, start, hit)
}

/// Whether the verb can have us as its subject: "we share", "may pass on", "to disclose"; not "that customers share".
fn subject(context: &Context<'_>, start: u32, hit: &Hit) -> bool {
    let verb = context.token(hit.first);
    let base = matches!(
        &*verb,
        "share"
            | "disclose"
            | "pass"
            | "give"
            | "provide"
            | "send"
            | "sell"
            | "rent"
            | "trade"
            | "release"
            | "supply"
            | "transfer"
            | "forward"
            | "report"
            | "distribute"
    );
    if !base || hit.first == start {
        return true;
    }
    let before = context.token(hit.first - 1);
    // "We promise to inform you; only where needed share it": a condition may stand between.
    let condition = matches!(&*context.token(start), "only" | "where" | "never" | "always")
        && hit.first - start <= 8
        && !(start..hit.first).any(|i| them(context, hit.sentence, i) || &*context.token(i) == "you");
    condition
        || context.between(hit.first - 1, hit.first).contains([',', '•', '-', ';', '/', '*', '.'])
        || matches!(
            &*before,
            "we" | "will"
                | "may"
                | "to"
                | "not"
                | "never"
                | "can"
                | "could"
                | "must"
                | "also"
                | "only"
                | "might"
                | "or"
                | "and"
                | "ever"
                | "sometimes"
                | "then"
                | "would"
                | "should"
                | "do"
                | "don't"
                | "won't"
                | "shall"
                | "always"
                | "routinely"
                | "regularly"
                | "we'll"
                | "cannot"
                | "can't"
                | "otherwise"
                | "knowingly"
                | "occasionally"
                | "normally"
                | "usually"
                | "typically"
                | "staff"
                | "team"
                | "therefore"
                | "further"
                | "either"
                | "generally"
                | "lawfully"
                | "securely"
                | "voluntarily"
                | "this"
                | "it"
        )
}

/// Whether data is what the verb gives: "passed to the police", not "provide a service to".
fn gives_data(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let recipient =
        |i: u32| context.reading.hits_in(sentence, "recipient").iter().any(|h| h.first >= i && h.first < i + 4);
    let target = context.token(hit.last + 1);
    let us = matches!(&*target, "us" | "you" | "me" | "be" | "do" | "make" | "help" | "ensure" | "enable")
        || matches!(&*target, "your" | "our") && !recipient(hit.last + 1);
    if us && &*context.token(hit.last) != "by" {
        return false;
    }
    let verb = (hit.first..=hit.last).next().map(|i| context.token(i)).unwrap_or_default();
    let data = |i: u32| {
        matches!(
            &*context.token(i),
            "data"
                | "information"
                | "details"
                | "record"
                | "records"
                | "it"
                | "them"
                | "this"
                | "report"
                | "reports"
                | "name"
                | "names"
                | "address"
                | "number"
                | "email"
                | "file"
                | "files"
        )
    };
    let inside = (hit.first + 1..hit.last).any(data);
    // "Your data is sent to": the data stands before a passive verb.
    let receiver = |i: u32| {
        let capital = context.words(context.token_span(i, i)).starts_with(|c: char| c.is_uppercase());
        let article = matches!(
            &*context.token(i),
            "the"
                | "a"
                | "an"
                | "our"
                | "other"
                | "any"
                | "another"
                | "all"
                | "third"
                | "external"
                | "anyone"
                | "them"
                | "those"
                | "others"
                | "these"
                | "authorised"
                | "authorized"
                | "trusted"
                | "selected"
                | "carefully"
                | "relevant"
        );
        // "To visiting theatre companies": a body of a kind that has no entry.
        let body = (i..i + 4).take_while(|&j| j == i || context.between(j - 1, j).trim().is_empty()).any(|j| {
            matches!(
                &*context.token(j),
                "companies" | "organisations" | "groups" | "firms" | "bodies" | "clubs" | "agencies" | "authorities"
            )
        });
        capital || article || body || recipient(i)
    };
    if matches!(&*context.token(hit.last), "distribute" | "divulge" | "distributed" | "divulged") {
        // "Sell or distribute any information that you give us": the data stands behind the verb, or before a passive one.
        let end = context.tokens(sentence).end;
        let start = context.tokens(sentence).start;
        return (hit.last + 1..end.min(hit.last + 6)).any(data)
            || (start.max(hit.first.saturating_sub(6))..hit.first).any(data);
    }
    if !receiver(hit.last + 1) {
        return false;
    }
    let passive =
        verb.ends_with("ed") || matches!(&*verb, "given" | "sent" | "made" | "accessible" | "seen" | "visible");
    let start = context.tokens(sentence).start;
    let before = passive && (start.max(hit.first.saturating_sub(6))..hit.first).any(data);
    let by_us = (start.max(hit.first.saturating_sub(4))..hit.first).any(|i| &*context.token(i) == "be")
        || (start.max(hit.first.saturating_sub(3))..hit.first)
            .any(|i| matches!(&*context.token(i), "is" | "are" | "we" | "being"));
    inside && (!passive || by_us) || before && by_us
}

/// Whether data is what is sold: "sell or rent your data", "your details will not be sold".
fn sells_data(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let range = context.tokens(sentence);
    let data =
        |i: u32| matches!(&*context.token(i), "data" | "information" | "details" | "it" | "them" | "records" | "lists");
    let behind = (hit.last + 1..range.end.min(hit.last + 9)).any(data);
    let passive = matches!(&*context.token(hit.first), "sold" | "rented" | "traded");
    let before = passive && (range.start.max(hit.first.saturating_sub(8))..hit.first).any(data);
    if passive { before && !behind } else { behind }
}
