//! The words for a recipient: the noun phrase behind the verb or that opens an item, and words that are none.

use crate::claims::context::Context;
use crate::lexicon::Hit;
use crate::notice::Span;

const STOPS: &[&str] = &[
    "who", "which", "that", "for", "to", "in", "if", "when", "where", "unless", "as", "so", "because", "only",
    "without", "under", "by", "on", "at", "and", "or", "during", "about", "via", "through", "outside", "within",
];

/// Verbs behind "to" that tell what for, and not to whom.
#[rustfmt::skip]
const DEEDS: &[&str] = &[
    "be", "help", "do", "make", "comply", "provide", "ensure", "deliver", "carry", "perform", "process", "administer",
    "manage", "enable", "allow", "meet", "respond", "protect", "prevent", "verify", "assess", "improve", "complete",
    "fulfil", "obtain", "keep", "understand", "identify",
];

/// The word behind which those stand who get data: behind "with" or "to" of the verb.
pub(super) fn governed(context: &Context<'_>, sentence: u32, verb: &Hit) -> Option<u32> {
    governor(context, sentence, verb).map(|at| at + 1)
}

fn governor(context: &Context<'_>, sentence: u32, verb: &Hit) -> Option<u32> {
    let end = context.tokens(sentence).end;
    let to = matches!(&*context.token(verb.last), "to" | "with" | "by");
    if to {
        Some(verb.last)
    } else {
        (verb.last + 1..end.min(verb.last + 14)).find(|&i| {
            let next = context.token(i + 1);
            match &*context.token(i) {
                // "Comply with the rules", "help with the inquiry", "provide us with figures".
                "with"
                    if matches!(
                        &*context.token(i.saturating_sub(1)),
                        "comply"
                            | "complies"
                            | "compliance"
                            | "accordance"
                            | "line"
                            | "connection"
                            | "consistent"
                            | "deal"
                            | "dealing"
                            | "help"
                            | "helps"
                            | "assist"
                            | "keeping"
                    ) || matches!(&*context.token(i.saturating_sub(1)), "us" | "you")
                        && matches!(
                            &*context.token(i.saturating_sub(2)),
                            "provide" | "provides" | "providing" | "supply" | "supplying" | "furnish"
                        ) =>
                {
                    false
                }
                "with" => {
                    !matches!(&*next, "your" | "us" | "you" | "the" | "our" | "explicit" | "consent") || {
                        let then = context.token(i + 2);
                        !matches!(&*next, "us" | "you")
                            && !matches!(&*then, "consent" | "permission" | "explicit" | "agreement" | "law" | "data")
                    }
                }
                // "On a need-to-know basis", "limited to the time of the inquiry", "to the extent permitted by law".
                "to" => {
                    let extent = &*next == "the" && &*context.token(i + 2) == "extent";
                    let before = matches!(
                        &*context.token(i.saturating_sub(1)),
                        "need" | "limited" | "restricted" | "respond" | "responding" | "response"
                    );
                    !extent && !before && !matches!(&*next, "us" | "you") && !DEEDS.contains(&&*next)
                }
                _ => false,
            }
        })
    }
}

/// The noun phrase behind "with" or "to": "with our choir's treasurer".
pub(super) fn target(context: &Context<'_>, sentence: u32, verb: &Hit) -> Option<Span> {
    let end = context.tokens(sentence).end;
    let at = governor(context, sentence, verb)?;
    let mut last = at;
    for i in at + 1..end.min(at + 8) {
        let verbal = matches!(
            &*context.token(i),
            "is" | "are"
                | "was"
                | "were"
                | "will"
                | "may"
                | "can"
                | "must"
                | "include"
                | "includes"
                | "you"
                | "we"
                | "they"
                | "mentioned"
                | "listed"
                | "named"
                | "described"
                | "below"
                | "above"
        );
        if verbal || STOPS.contains(&&*context.token(i)) || i > at + 1 && parted(context.between(i - 1, i)) {
            break;
        }
        last = i;
    }
    let first = (at + 1..=last).find(|&i| {
        !matches!(
            &*context.token(i),
            "the"
                | "a"
                | "an"
                | "our"
                | "your"
                | "other"
                | "any"
                | "some"
                | "all"
                | "following"
                | "these"
                | "their"
                | "relevant"
                | "appropriate"
                | "certain"
                | "various"
                | "selected"
                | "trusted"
        )
    })?;
    let ignored = matches!(
        &*context.token(first),
        "us" | "you"
            | "each"
            | "anyone"
            | "anybody"
            | "yourself"
            | "ourselves"
            | "one"
            | "them"
            | "it"
            | "whom"
            | "time"
            | "date"
            | "categories"
            | "types"
            | "those"
            | "people"
            | "purposes"
            | "which"
    ) || first == last
        && matches!(&*context.token(first), "organisations" | "parties" | "bodies" | "companies");
    // Data that goes to a country is transferred, not shared.
    let place = (first..=last).any(|i| matches!(&*context.token(i), "country" | "countries" | "jurisdictions" | "eea"));
    (!ignored && !place).then(|| context.token_span(first, last))
}

/// Whether what stands between two words parts them: not the dot within "gov.uk".
fn parted(between: &str) -> bool {
    between.contains([',', ';', ':', '(', ')', '–']) || between.contains('.') && between.contains(char::is_whitespace)
}

/// The noun phrase that opens an item: "printing firms when we write to all members". Nothing where the item is a
/// sentence of its own ("we use your answers for research") or says what for ("prevent fraud").
pub(super) fn name(context: &Context<'_>, sentence: u32) -> Option<Span> {
    let range = context.tokens(sentence);
    let first = range.start;
    let mut last = first;
    for i in range.take(8) {
        let word = context.token(i);
        let cut = matches!(
            &*word,
            "who"
                | "which"
                | "that"
                | "to"
                | "if"
                | "when"
                | "where"
                | "unless"
                | "because"
                | "so"
                | "via"
                | "through"
                | "working"
                | "acting"
                | "providing"
                | "based"
                | "located"
                | "employed"
                | "as"
                | "by"
        );
        let trailing = matches!(&*word, "and" | "or") && i + 1 == context.tokens(sentence).end;
        if cut || trailing || i > first && context.between(i - 1, i).contains(['(', ';', ':', '–']) {
            break;
        }
        if matches!(
            &*word,
            "we" | "is" | "are" | "was" | "will" | "may" | "can" | "has" | "have" | "does" | "do" | "you" | "views"
        ) {
            return None;
        }
        last = i;
    }
    let opens = context.token(first);
    let verb = matches!(
        &*opens,
        "no" | "nobody"
            | "no-one"
            | "this"
            | "it"
            | "they"
            | "there"
            | "as"
            | "for"
            | "in"
            | "when"
            | "where"
            | "if"
            | "to"
            | "comply"
            | "protect"
            | "prevent"
            | "detect"
            | "meet"
            | "enforce"
            | "respond"
            | "provide"
            | "help"
            | "ensure"
            | "allow"
            | "make"
            | "carry"
            | "investigate"
            | "fulfil"
            | "defend"
            | "establish"
            | "manage"
            | "improve"
            | "deliver"
            | "support"
            | "check"
            | "verify"
            | "process"
            | "send"
            | "with"
            | "by"
            | "under"
    );
    // "Court order", "prospective merger": an event or a reason.
    let event = matches!(
        &*context.token(last),
        "merger"
            | "sale"
            | "acquisition"
            | "restructuring"
            | "reorganisation"
            | "law"
            | "order"
            | "orders"
            | "claims"
            | "requirements"
            | "obligations"
            | "obligation"
            | "purposes"
            | "requests"
            | "reasons"
    );
    (!verb && !event).then(|| context.token_span(first, last))
}

/// Whether words behind the verb name somebody who gets nothing: whose data it is ("researchers' profile data with"),
/// by whom it is done ("shared with us by the agency"), or of whom a clause on the recipient or the purpose speaks ("the
/// supplier that is chosen by the council", "so that the council can plan").
pub(super) fn outside(context: &Context<'_>, from: u32, behind: u32, hit: &Hit) -> bool {
    let end = context.tokens(hit.sentence).end;
    let next = |n: u32| if hit.last + n < end { context.token(hit.last + n) } else { Default::default() };
    let tail = context.notice.text.get(hit.span.end as usize..).unwrap_or_default();
    let possessive = tail.starts_with(['’', '\'']) || ["’s", "'s"].iter().any(|s| context.words(hit.span).ends_with(s));
    if possessive && (1..=2).any(|n| matches!(&*next(n), "data" | "information" | "details" | "records")) {
        return true;
    }
    if matches!(&*next(1), "compels" | "orders" | "requires" | "requests") {
        return true;
    }
    governed_aside(context, from + 1, hit) || clause(context, if hit.first > behind { behind } else { from }, hit)
}

/// Whether a clause on why, when, or on who somebody is, holds the words: it ends at what opens another list, or goes on
/// the one that it stands in.
fn clause(context: &Context<'_>, from: u32, hit: &Hit) -> bool {
    let (mut inside, mut services) = (false, false);
    // Where a clause on who somebody is begins.
    let mut relative: Option<u32> = None;
    for i in from + 1..hit.first {
        match &*context.token(i) {
            "so" if matches!(&*context.token(i + 1), "that" | "we" | "they" | "you" | "it") => return true,
            "because" | "unless" | "whether" => return true,
            "who" | "which" | "that" | "whose" | "that’s" | "that's" if i > from + 1 => {
                (inside, relative) = (true, Some(i));
            }
            "if" | "when" | "where" | "while" if i > from + 1 => (inside, relative) = (true, None),
            // "Who provide services including printing": what is listed is what they do.
            "provide" | "provides" | "supply" | "deliver" | "offer" if inside => services = true,
            "include" | "includes" | "including" | "such" | "namely" | "example" | "e.g" | "eg" => inside &= services,
            "with" | "to" if i > from + 1 && inside && matches!(&*context.token(i - 1), "and" | "or") => {
                (inside, services) = (false, false);
            }
            _ => {}
        }
        if i > from + 1 && context.between(i - 1, i).contains([';', '•', ')']) {
            (inside, services) = (false, false);
        }
        if inside && !services && relative.is_some_and(|r| goes_on(context, hit.sentence, r, i)) {
            inside = false;
        }
    }
    inside && (services || !relative.is_some_and(|r| goes_on(context, hit.sentence, r, hit.first)))
}

/// "Contractors who carry out repairs, the police, …": whether the list goes on at a word behind a comma, after a clause
/// that names nobody itself.
fn goes_on(context: &Context<'_>, sentence: u32, relative: u32, at: u32) -> bool {
    let hits = context.reading.hits_in(sentence, "recipient");
    let article = |i: u32| matches!(&*context.token(i), "the" | "our" | "your" | "other" | "any" | "a" | "an");
    let first = (at..at + 3).find(|&i| !article(i)).unwrap_or(at);
    context.between(at - 1, at).contains(',')
        && hits.iter().any(|h| h.first == first)
        && !hits.iter().any(|h| h.first > relative && h.last < at)
}

/// Whether a preposition governs the words that makes them no recipient: "by the agency", "on behalf of the council", "outside the
/// trust", "a supplier of IT services"; or brackets say of what a name is a part.
pub(super) fn governed_aside(context: &Context<'_>, floor: u32, hit: &Hit) -> bool {
    for i in (floor..hit.first).rev().take(8) {
        let between = context.between(i, i + 1);
        if between.contains('(') {
            return matches!(
                &*context.token(i + 1),
                "a" | "an" | "the" | "part" | "which" | "who" | "see" | "formerly" | "previously" | "now"
            );
        }
        if between.contains([',', ';', ':', ')', '–', '•']) && !within_bracket(context, floor, hit) {
            return false;
        }
        match &*context.token(i) {
            // "Shared within the trust" says where; "with teams within the trust" names the teams.
            "within" => return (floor..i).any(|j| matches!(&*context.token(j), "with" | "to")),
            "by" => return true,
            "outside" | "against" | "about" | "than" | "providing" | "provide" | "provides" | "beyond" => return true,
            "of" => {
                let before = context.token(i.saturating_sub(1));
                let told = i > floor
                    && (matches!(
                        &*before,
                        "behalf" | "purposes" | "purpose" | "provision" | "delivery" | "use" | "part" | "performance"
                    ) || context
                        .reading
                        .hits_in(hit.sentence, "recipient")
                        .iter()
                        .any(|h| h.last + 1 == i && h.first >= floor));
                if told {
                    return true;
                }
            }
            "for" => {
                return i > floor
                    && !matches!(&*context.token(i + 1), "example" | "instance")
                    && !matches!(&*context.token(i.saturating_sub(1)), "department" | "ministry" | "office");
            }
            "with" | "to" | "from" | "including" | "include" | "such" | "like" | "and" | "or" => {
                return matches!(&*context.token(i), "and" | "or") && coordinated(context, floor, i);
            }
            _ => {}
        }
    }
    false
}

/// Whether the words before an "and" are governed by "for the purposes of", "provide": "of tracing, collection and printing".
fn coordinated(context: &Context<'_>, floor: u32, and: u32) -> bool {
    for i in (floor..and).rev().take(10) {
        match &*context.token(i) {
            "purposes" | "purpose" | "provide" | "providing" | "provides" => return true,
            "with" | "to" | "by" | "including" | "include" | "such" => return false,
            _ => {}
        }
    }
    false
}

/// Whether the words stand in brackets that say of what a name is a part: "(a service of the agency, which …)".
fn within_bracket(context: &Context<'_>, floor: u32, hit: &Hit) -> bool {
    (floor..hit.first)
        .rev()
        .take(24)
        .take_while(|&i| !context.between(i, i + 1).contains(')'))
        .find(|&i| context.between(i, i + 1).contains('('))
        .is_some_and(|i| {
            matches!(
                &*context.token(i + 1),
                "a" | "an" | "the" | "part" | "which" | "who" | "see" | "formerly" | "previously" | "now"
            )
        })
}
