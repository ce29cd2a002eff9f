//! The clauses of a sentence, as far as it matters what a "may" or an "if" speaks of: asides in brackets, clauses joined by
//! a comma and a subject of their own, relative clauses, and conditions that open or close a statement.

use crate::claims::context::Context;
use crate::notice::Span;

/// Words that begin a clause of their own behind a comma, or behind "but" and its like.
const SUBJECTS: &[&str] = &["we", "you", "they", "it", "he", "she", "this", "these", "some", "there"];

/// Words that join two clauses.
const JOINS: &[&str] = &["and", "but", "or", "so", "then", "however", "although", "though"];

/// Words that begin a relative clause, or one that says what for.
const RELATIVES: &[&str] = &["which", "that", "who", "whose", "whom", "so", "because", "how"];

/// A pronoun without the verb that has grown together with it: "we'll", "they're".
fn plain(word: &str) -> &str {
    word.split(['\'', '\u{2019}']).next().unwrap_or(word)
}

/// Whether a word is the subject of a clause.
fn subject(word: &str) -> bool {
    SUBJECTS.contains(&plain(word))
}

/// The first token of a sentence that ends behind a place.
fn token_at(context: &Context<'_>, sentence: u32, place: u32) -> u32 {
    let range = context.tokens(sentence);
    let end = range.end;
    range.into_iter().find(|&i| context.token_span(i, i).end > place).unwrap_or(end)
}

/// Whether a cue stands in an aside in which the words of a span do not stand: in brackets, or behind "for example".
pub(super) fn aside(context: &Context<'_>, sentence: u32, cue: Span, span: Span) -> bool {
    let whole = context.sentence_span(sentence);
    let text = &context.notice.text;
    let Some(before) = text.get(whole.start as usize..cue.start as usize) else { return false };
    let mut depth = 0i32;
    for (at, c) in before.char_indices().rev() {
        match c {
            ')' => depth += 1,
            '(' if depth == 0 => {
                let open = whole.start + at as u32;
                let rest = text.get(cue.end as usize..whole.end as usize).unwrap_or("");
                let close = rest.find(')').map_or(whole.end, |c| cue.end + c as u32);
                return span.end <= open || span.start >= close;
            }
            '(' => depth -= 1,
            _ => {}
        }
    }
    exampled(context, sentence, cue, span)
}

/// Whether a cue stands in an example that the words of the span are not part of: "…, for example if you call us".
pub(super) fn exampled(context: &Context<'_>, sentence: u32, cue: Span, span: Span) -> bool {
    if cue.start < span.end {
        return false;
    }
    let (from, to) = (token_at(context, sentence, span.end), token_at(context, sentence, cue.start));
    (from..to).any(|i| {
        let next = context.token(i + 1);
        matches!(&*context.token(i), "eg")
            || matches!((&*context.token(i), &*next), ("for", "example" | "instance") | ("e", "g"))
    })
}

/// Whether a clause with a subject of its own begins between two places of a sentence: ", we", "but some".
pub(super) fn parted(context: &Context<'_>, sentence: u32, from: u32, to: u32) -> bool {
    clauses(context, sentence, from, to).next().is_some()
}

/// The same for a place behind words that may open the sentence: "To obey the law, we may …" is one statement.
pub(super) fn parted_behind(context: &Context<'_>, sentence: u32, from: u32, to: u32) -> bool {
    clauses(context, sentence, from, to).any(|i| !matches!(&*context.token(i), "we" | "it" | "this"))
}

/// The tokens between two places at which a clause with a subject of its own begins.
fn clauses<'c>(context: &'c Context<'_>, sentence: u32, from: u32, to: u32) -> impl Iterator<Item = u32> + 'c {
    let (first, last) = (token_at(context, sentence, from), token_at(context, sentence, to.saturating_sub(1)));
    let start = context.tokens(sentence).start;
    (first.max(start + 1)..=last).filter(move |&i| {
        let between = context.between(i - 1, i);
        let word = context.token(i);
        let subject = |i: u32| subject(&context.token(i));
        // "…, this may" and "…, and we"; "but" parts two clauses without a comma too.
        between.contains(',') && (subject(i) || JOINS.contains(&&*word) && subject(i + 1))
            || word == "but" && i < last
            || word == "and" && matches!(plain(&context.token(i + 1)), "we" | "they" | "it")
    })
}

/// Whether words that stand behind a span belong to a clause that hangs on a noun before them, or says what for: "the page
/// you see when you return", "so that help is there if you need it". A comma before them takes them out again.
pub(super) fn embedded(context: &Context<'_>, sentence: u32, span: Span, cue: u32) -> bool {
    let comma = cue > 0 && context.between(cue - 1, cue).contains(',');
    let from = token_at(context, sentence, span.end);
    !comma && (from..cue).any(|i| relative(context, i))
}

/// Whether a cue behind the words of a span stands in a clause that hangs on what comes before it, with no comma to end it:
/// "without your consent unless we believe that you might be hurt".
pub(super) fn subordinate(context: &Context<'_>, sentence: u32, span: Span, cue: u32) -> bool {
    let mut inside = false;
    for i in token_at(context, sentence, span.end)..cue {
        inside &= !(i > 0 && context.between(i - 1, i).contains(','));
        inside |= matches!(&*context.token(i), "unless" | "if" | "where" | "when" | "because") || relative(context, i);
    }
    // "…, because it might" opens behind its comma.
    inside
}

/// Whether a relative clause or a purpose begins at a token.
fn relative(context: &Context<'_>, i: u32) -> bool {
    let word = context.token(i);
    RELATIVES.contains(&&*word)
        || word == "to" && matches!(&*context.token(i + 1), "ensure" | "make" | "help" | "enable" | "allow")
}

/// Words before "if" that make a question of it.
const ASKING: &[&str] = &[
    "determine",
    "decide",
    "see",
    "check",
    "know",
    "assess",
    "establish",
    "whether",
    "ask",
    "say",
    "confirm",
    "even",
    "as",
    "and",
    "or",
    "remember",
    "remembers",
    "checks",
    "find",
    "out",
    "understand",
    "tell",
    "tracking",
    "track",
    "example",
    "g",
    "eg",
    "of",
    "about",
    "that",
    "note",
];

/// Whether a condition is set in a clause behind the words of a span: "…, if you have asked us to".
pub(in crate::claims) fn conditional(context: &Context<'_>, sentence: u32, span: Span) -> bool {
    let range = context.tokens(sentence);
    let from = token_at(context, sentence, span.end).max(range.start + 1);
    let only = (range.start..from).any(|i| context.token(i) == "only")
        && !parted(context, sentence, context.sentence_span(sentence).start, span.start);
    if needs(context, range.clone(), from) {
        return true;
    }
    let mut hung = false;
    for i in from..range.end {
        let between = context.between(i - 1, i);
        if between.contains([';', ':', '•', '|', '#', '*', '–', '—']) || between.contains(" - ") {
            return false;
        }
        let comma = between.contains(',');
        let word = context.token(i);
        hung = !comma && hung || relative(context, i);
        let before = context.token(i - 1);
        let asked = ASKING.contains(&&*before) && !(before == "example" && comma);
        let opens = match &*word {
            "if" | "unless" => !matches!(&*context.token(i + 1), "any" | "known" | "possible" | "different"),
            "when" | "where" => {
                only && !matches!(&*context.token(i + 1), "we" | "possible")
                    || said(context, i)
                    || called_for(context, i)
            }
            "with" => context.token(i + 1) == "your" && (i + 2..i + 5).any(|n| willing(&context.token(n))),
            "provided" => context.token(i + 1) == "that" && context.token(i - 1) != "you",
            "as" | "so" => context.token(i + 1) == "long" && context.token(i + 2) == "as" && !needed(context, i + 3),
            _ => false,
        };
        let here = context.token_span(i, i);
        if opens && !asked && (comma || !hung) && !aside(context, sentence, here, span) {
            return true;
        }
        let subject = subject(&word) || JOINS.contains(&&*word) && subject(&context.token(i + 1));
        if comma && subject {
            return false;
        }
    }
    referred(context, sentence, span)
}

/// Whether a later clause sets a condition for the words of a span by referring to them: "…, but we only use them if you
/// agree".
pub(in crate::claims) fn referred(context: &Context<'_>, sentence: u32, span: Span) -> bool {
    let end = context.tokens(sentence).end;
    (token_at(context, sentence, span.end)..end).any(|i| context.token(i) == "only" && refers(context, i, end))
}

/// "Where necessary, we …": a condition that opens the sentence, before a token.
fn needs(context: &Context<'_>, range: std::ops::Range<u32>, before: u32) -> bool {
    let start = range.start;
    matches!(&*context.token(start), "where" | "when" | "if" | "wherever" | "whenever")
        && (start + 1..before.min(start + 4)).any(|i| {
            matches!(
                &*context.token(i),
                "necessary" | "required" | "appropriate" | "needed" | "relevant" | "applicable"
            ) && context.between(i, i + 1).contains(',')
        })
}

/// "As long as necessary" is a time.
fn needed(context: &Context<'_>, i: u32) -> bool {
    (i..i + 3).any(|n| matches!(&*context.token(n), "necessary" | "needed" | "required" | "need"))
}

/// Whether a word speaks of consent.
fn willing(word: &str) -> bool {
    matches!(word, "consent" | "permission" | "agreement")
}

/// "Where necessary", "where there is a risk", but not "countries where there is": a condition of need.
fn called_for(context: &Context<'_>, i: u32) -> bool {
    let place = matches!(
        &*context.token(i - 1),
        "country" | "countries" | "eea" | "uk" | "eu" | "area" | "areas" | "places" | "locations" | "union" | "kingdom"
    );
    let next = context.token(i + 1);
    let there = next == "there" && matches!(&*context.token(i + 2), "is" | "are");
    !place && (there || matches!(&*next, "necessary" | "required" | "appropriate" | "needed" | "relevant"))
}

/// "Where you have agreed": a condition of the will.
fn said(context: &Context<'_>, i: u32) -> bool {
    context.token(i + 1) == "you"
        && (i + 2..i + 5).any(|n| matches!(&*context.token(n), "agree" | "agreed" | "consent" | "consented" | "opted"))
}

/// "Only use them if", "only do this where": what was spoken of before is conditioned.
fn refers(context: &Context<'_>, only: u32, end: u32) -> bool {
    let Some(at) = (only + 1..end.min(only + 5))
        .find(|&i| matches!(&*context.token(i), "them" | "these" | "this" | "it" | "so" | "those"))
    else {
        return false;
    };
    (at + 1..end.min(at + 4)).any(|i| matches!(&*context.token(i), "if" | "where" | "when" | "with" | "once"))
}

/// Whether the sentence opens with a condition of consent or of a choice, before the words of a span: "if you agree, …",
/// "with your permission, …".
pub(in crate::claims) fn consented(context: &Context<'_>, sentence: u32, span: Span) -> bool {
    let mut range = context.tokens(sentence);
    // An item of a list that has run together opens behind a semicolon.
    let place = token_at(context, sentence, span.start);
    let item = (range.start + 1..=place.min(range.end)).rev().find(|&i| context.between(i - 1, i).contains(';'));
    range.start = item.unwrap_or(range.start);
    let opens = |i: u32| matches!(&*context.token(i), "if" | "where" | "when" | "with" | "unless" | "once" | "only");
    let Some(first) = (range.start..range.end.min(range.start + 2)).find(|&i| opens(i)) else { return false };
    let end = token_at(context, sentence, span.start).min(range.end);
    let Some(comma) = (first + 1..end.min(first + 16) + 1).find(|&i| context.between(i - 1, i).contains(',')) else {
        return false;
    };
    let asks = (first..comma).any(|i| {
        matches!(
            &*context.token(i),
            "consent"
                | "consented"
                | "permission"
                | "agreement"
                | "agree"
                | "agreed"
                | "opt"
                | "opted"
                | "accept"
                | "asked"
        )
    });
    let taken_back = (first..comma).any(|i| {
        let word = context.token(i);
        word.starts_with("withdraw")
            || matches!(&*word, "not" | "don't" | "need" | "needed" | "rely" | "based" | "basis")
    });
    asks && !taken_back
}
