//! How far the words for a recipient reach: "cloud infrastructure providers", "Regulator of Social Housing".

use crate::claims::context::Context;
use crate::lexicon::Hit;

/// Words that are no part of a name for whom data goes to: what stands before it, and judges of it.
const STOPS: &[&str] = &[
    "the",
    "a",
    "an",
    "our",
    "your",
    "their",
    "its",
    "his",
    "her",
    "my",
    "these",
    "those",
    "this",
    "that",
    "which",
    "who",
    "whom",
    "whose",
    "such",
    "as",
    "any",
    "some",
    "all",
    "each",
    "every",
    "both",
    "either",
    "other",
    "another",
    "with",
    "to",
    "by",
    "of",
    "for",
    "from",
    "in",
    "on",
    "at",
    "into",
    "onto",
    "between",
    "among",
    "within",
    "outside",
    "across",
    "under",
    "via",
    "through",
    "about",
    "against",
    "and",
    "or",
    "but",
    "nor",
    "not",
    "no",
    "include",
    "includes",
    "including",
    "like",
    "eg",
    "e",
    "g",
    "ie",
    "example",
    "namely",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "may",
    "might",
    "can",
    "could",
    "will",
    "would",
    "shall",
    "should",
    "must",
    "do",
    "does",
    "did",
    "has",
    "have",
    "had",
    "we",
    "us",
    "you",
    "they",
    "them",
    "it",
    "i",
    "if",
    "when",
    "where",
    "unless",
    "so",
    "because",
    "only",
    "also",
    "then",
    "than",
    "trusted",
    "selected",
    "carefully",
    "relevant",
    "appropriate",
    "certain",
    "various",
    "different",
    "several",
    "many",
    "following",
    "specific",
    "particular",
    "necessary",
    "use",
    "uses",
    "using",
    "used",
    "help",
    "helps",
    "employ",
    "employs",
    "contract",
    "engage",
    "appoint",
    "provide",
    "provides",
    "provided",
    "providing",
    "share",
    "shared",
    "sharing",
    "disclose",
    "disclosed",
    "send",
    "sent",
    "give",
    "given",
    "pass",
    "passed",
    "allow",
    "allows",
    "ensure",
    "require",
    "requires",
    "required",
    "sometimes",
    "itself",
    "themselves",
    "himself",
    "sure",
    "well",
    "data",
    "information",
    "details",
    "new",
    "one",
    "two",
    "more",
    "most",
    "usually",
    "make",
    "made",
    "available",
    "on-behalf",
    "onto",
    "out",
    "up",
    "back",
    "directly",
    "along",
    "together",
];

/// Nouns for bodies and people that may follow a name for one: "HMRC teams", "employer departments".
const TAILS: &[&str] = &[
    "team",
    "teams",
    "staff",
    "department",
    "departments",
    "organisation",
    "organisations",
    "organization",
    "organizations",
    "company",
    "companies",
    "agency",
    "agencies",
    "body",
    "bodies",
    "authority",
    "authorities",
    "provider",
    "providers",
    "partner",
    "partners",
    "group",
    "groups",
    "office",
    "offices",
    "firm",
    "firms",
    "entities",
    "trust",
    "trusts",
    "board",
    "boards",
    "institution",
    "institutions",
    "professional",
    "professionals",
    "supplier",
    "suppliers",
    "officer",
    "officers",
    "worker",
    "workers",
    "business",
    "businesses",
    "association",
    "associations",
    "contractor",
    "contractors",
    "charities",
];

/// The first and the last word of the name of which a hit is part.
pub(super) fn phrase(context: &Context<'_>, hit: &Hit, floor: u32) -> (u32, u32) {
    let end = context.tokens(hit.sentence).end;
    (left(context, hit.first, floor), right(context, hit.first, hit.last, end))
}

/// Whether a word may be part of a name for who gets data.
pub(super) fn free(word: &str) -> bool {
    !STOPS.contains(&word) && !word.ends_with("ly")
}

/// Whether a word is written with a capital.
pub(super) fn capital(context: &Context<'_>, at: u32) -> bool {
    context.words(context.token_span(at, at)).starts_with(|c: char| c.is_uppercase())
}

/// Whether two words stand beside each other, with nothing but space or a hyphen between.
fn joined(context: &Context<'_>, at: u32) -> bool {
    let between = context.between(at, at + 1);
    between.len() <= 3 && between.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '*' | '\u{2010}' | '\u{2011}'))
}

fn left(context: &Context<'_>, from: u32, floor: u32) -> u32 {
    let mut first = from;
    while first > floor && from - first < 4 {
        let word = context.token(first - 1);
        if STOPS.contains(&&*word) || !joined(context, first - 1) || word.ends_with("ly") {
            break;
        }
        first -= 1;
    }
    if first == from || first == floor {
        // A run of words up to the start of an item is a name; "Companies House" of a sentence begins with a capital.
        return if first == floor && from - first > 3 { from } else { first };
    }
    // Behind "to", "we" and the like a verb comes first: "to find suppliers".
    let verb = matches!(
        &*context.token(first - 1),
        "we" | "us" | "you" | "they" | "who" | "which" | "that" | "will" | "may" | "can"
    );
    let long = from - first == 4 && !STOPS.contains(&&*context.token(first - 1)) && joined(context, first - 1);
    if verb && !capital(context, first) {
        first += 1;
    }
    if long { from } else { first }
}

fn right(context: &Context<'_>, first: u32, from: u32, end: u32) -> u32 {
    let mut last = from;
    let name = capital(context, from);
    let department = (first.saturating_sub(2)..=from)
        .any(|i| matches!(&*context.token(i), "department" | "ministry" | "hm" | "courts") && capital(context, i));
    while last + 1 < end && last - from < 8 {
        let gap = context.between(last, last + 1);
        let next = context.token(last + 1);
        let close = joined(context, last);
        if close && (TAILS.contains(&&*next) || name && capital(context, last + 1)) {
            last += 1;
        } else if name
            && close
            && last + 2 < end
            && joined(context, last + 1)
            && capital(context, last + 2)
            && (matches!(&*next, "of" | "for") || department && &*next == "and" && last - from < 5)
        {
            last += 2;
        } else if department
            && name
            && gap.trim() == ","
            && capital(context, last + 1)
            && listed(context, last + 1, end)
        {
            last += 1;
        } else {
            break;
        }
    }
    last
}

/// "Ministry of Housing, Communities and Local Government": an "and" with capitals follows soon.
fn listed(context: &Context<'_>, from: u32, end: u32) -> bool {
    (from + 1..end.min(from + 4)).any(|i| {
        matches!(&*context.token(i), "and")
            && i + 1 < end
            && capital(context, i + 1)
            && context.between(i - 1, i).trim().is_empty()
    }) && (from..end.min(from + 3)).take_while(|&i| &*context.token(i) != "and").all(|i| capital(context, i))
}
