//! Whose act it is: whether somebody else hands data on, or nobody is said to.

use crate::claims::context::Context;
use crate::lexicon::Hit;

/// A clause that only says which bodies or data are meant: "the organisations we share your data with".
pub(super) struct Relative {
    /// The word that says who they are: "include", "are". Nothing where the sentence does not say.
    pub list: Option<u32>,
}

/// The clause of which the verb is part, if it is one that describes who gets data or what is given.
pub(super) fn relative(context: &Context<'_>, start: u32, hit: &Hit) -> Option<Relative> {
    let end = context.tokens(hit.sentence).end;
    let floor = start.max(hit.first.saturating_sub(6));
    let we = (floor..hit.first).rev().find(|&i| &*context.token(i) == "we").filter(|&i| i > start)?;
    let head = |i: u32| {
        context.is(hit.sentence, i, "who", "gets")
            || matches!(&*context.token(i), "those" | "anyone" | "whom" | "data" | "information")
    };
    let before = (we.saturating_sub(2).max(start)..we)
        .rev()
        .find(|&i| head(i) || !matches!(&*context.token(i), "that" | "which" | "with"))?;
    if !head(before) || context.between(before, before + 1).contains([',', ';', ':', '.', ')']) {
        return None;
    }
    let close = (we + 1..hit.first).all(|i| {
        matches!(
            &*context.token(i),
            "may"
                | "might"
                | "can"
                | "could"
                | "will"
                | "would"
                | "must"
                | "need"
                | "have"
                | "to"
                | "also"
                | "only"
                | "are"
                | "sometimes"
                | "be"
                | "required"
                | "normally"
                | "usually"
                | "currently"
                | "routinely"
        )
    });
    if !close {
        return None;
    }
    let list = (hit.last + 1..end).find(|&i| matches!(&*context.token(i), "include" | "includes" | "are"));
    Some(Relative { list })
}

/// Verbs and adverbs that may stand between a subject and a verb that shares it: "we collect, use and may share".
const ALONG: &[&str] = &[
    "and",
    "or",
    "also",
    "may",
    "might",
    "can",
    "could",
    "will",
    "would",
    "shall",
    "should",
    "must",
    "not",
    "never",
    "only",
    "use",
    "uses",
    "used",
    "collect",
    "collects",
    "store",
    "stores",
    "hold",
    "keep",
    "process",
    "processes",
    "see",
    "access",
    "receive",
    "get",
    "gets",
    "sometimes",
    "then",
    "to",
    "need",
    "have",
    "has",
    "is",
    "are",
    "be",
    "been",
    "lawfully",
    "routinely",
    "then",
    "sell",
    "rent",
    "transfer",
    "disclose",
    "share",
    "pass",
    "either",
    "ever",
    "their",
    "payments",
    "it",
    "your",
    "data",
    "information",
    "personal",
    "the",
];

/// Whether somebody else does it: "candidates share", "people who get it might use or share it", "providers will share".
pub(super) fn others(context: &Context<'_>, start: u32, hit: &Hit) -> bool {
    // "Candidates apply and provide their data to us".
    let theirs = (hit.first..=hit.last).any(|i| &*context.token(i) == "their")
        && !(start..hit.first).any(|i| matches!(&*context.token(i), "we" | "us" | "our" | "will" | "may"));
    if theirs {
        return true;
    }
    let passive = (start.max(hit.first.saturating_sub(4))..hit.first)
        .any(|i| matches!(&*context.token(i), "be" | "is" | "are" | "being" | "been" | "was" | "were"));
    if passive {
        return by_them(context, hit);
    }
    // "They use it and pass on what they find", "you choose to share": back to whoever does it.
    let mut at = hit.first;
    while at > start && hit.first - at < 9 {
        at -= 1;
        let word = context.token(at);
        if matches!(&*word, "we" | "i" | "we'll" | "us" | "our" | "we've") {
            return false;
        }
        let modal = &*context.token(at + 1);
        let acts = at + 1 == hit.first
            && !matches!(modal, "sharing" | "shared" | "disclosure" | "disclosures" | "disclosing")
            || matches!(
                modal,
                "will"
                    | "may"
                    | "might"
                    | "can"
                    | "could"
                    | "must"
                    | "process"
                    | "provide"
                    | "use"
                    | "who"
                    | "get"
                    | "receive"
            );
        if acts && them(context, hit.sentence, at) && context.between(at, at + 1).trim().is_empty() {
            // "Shared with our partners may": they are not its subject where a preposition governs them.
            return !(start.max(at.saturating_sub(3))..at)
                .any(|i| matches!(&*context.token(i), "with" | "of" | "for" | "from" | "about" | "our"));
        }
        // "We ask parents to share it with us".
        let asked = at > start
            && modal == "to"
            && matches!(
                &*context.token(at - 1),
                "ask"
                    | "asks"
                    | "encourage"
                    | "require"
                    | "invite"
                    | "expect"
                    | "enable"
                    | "allow"
                    | "remind"
                    | "advise"
            );
        if asked && them(context, hit.sentence, at) {
            return true;
        }
        if context.between(at, at + 1).contains([';', ':', '.']) || !ALONG.contains(&&*word) {
            return false;
        }
    }
    false
}

/// Whether a word is one for people or bodies that give data of their own accord.
pub(super) fn them(context: &Context<'_>, sentence: u32, token: u32) -> bool {
    matches!(&*context.token(token), "they" | "who") || context.is(sentence, token, "who", "gives")
}

/// "Shared to staff by residents": the person concerned, or their people, hand it on.
fn by_them(context: &Context<'_>, hit: &Hit) -> bool {
    let end = context.tokens(hit.sentence).end;
    (hit.last + 1..end.min(hit.last + 6)).any(|i| {
        &*context.token(i) == "by"
            && (i + 1..i + 3).any(|j| j < end && (them(context, hit.sentence, j) || &*context.token(j) == "you"))
    })
}

/// Whether the words for the act are a noun, or a participle, of which nothing is said of us: "exempt from disclosure",
/// "collecting, storing or sharing it is called processing", "ensure that information shared is correct".
pub(super) fn noun(context: &Context<'_>, start: u32, hit: &Hit) -> bool {
    let end = context.tokens(hit.sentence).end;
    let before = |n: u32| if hit.first >= start + n { context.token(hit.first - n) } else { Default::default() };
    let after = |n: u32| if hit.last + n < end { context.token(hit.last + n) } else { Default::default() };
    match &*context.token(hit.first) {
        "disclosure" | "disclosures" => {
            let made = matches!(
                &*before(1),
                "including" | "involve" | "involves" | "include" | "includes" | "make" | "through"
            ) || (1..6).any(|n| matches!(&*after(n), "made"));
            !made
        }
        "sharing" | "disclosing" | "passing" => {
            if matches!(&*before(1), "data" | "information") && !matches!(&*before(2), "your" | "personal") {
                return true;
            }
            !matches!(
                &*before(1),
                "are"
                    | "be"
                    | "am"
                    | "is"
                    | "involve"
                    | "involves"
                    | "involved"
                    | "include"
                    | "includes"
                    | "including"
                    | "mean"
                    | "means"
                    | "by"
                    | "not"
                    | "and"
                    | "or"
                    | "require"
                    | "requires"
                    | "been"
                    | "also"
                    | "without"
            ) || matches!(&*before(1), "and" | "or" | "without")
                && !(start..hit.first).any(|i| &*context.token(i) == "we")
        }
        "shared" | "disclosed" => {
            let label = context.between(hit.last, hit.last + 1).contains(':') && hit.last + 1 < end;
            let bare = matches!(&*before(1), "data" | "information" | "details")
                && matches!(&*after(1), "is" | "are" | "will" | "must" | "should" | "may" | "by");
            let described = &*before(1) == "as" && matches!(&*after(1), "in" | "by" | "above" | "below");
            label || bare || described
        }
        _ => false,
    }
}
