//! Where the words of a purpose begin and end.

use super::list::{ASKING, DATA, EMPTY, ENDS, TAILS};
use super::open;
use crate::claims::context::Context;
use crate::notice::{BlockKind, Span};

/// How long a purpose may be, in words.
const LONGEST: u32 = 40;

/// The words of one purpose, as tokens from the first to the last.
#[derive(Clone, Copy)]
pub(super) struct Words {
    pub first: u32,
    pub last: u32,
}

impl Words {
    /// The words of an item or cell.
    pub fn of_item(context: &Context<'_>, sentence: u32) -> Option<Words> {
        let range = context.tokens(sentence);
        let mut first = range.start;
        let word = |i: u32| if i < range.end { context.token(i) } else { "".into() };
        // A whole sentence in a cell says its purpose behind its own verb.
        let in_order = word(first) == "in" && matches!(&*word(first + 1), "order" | "connection" | "relation");
        let conditional = matches!(&*word(first), "if" | "where" | "when" | "the");
        let cell = matches!(context.block(sentence).kind, BlockKind::Cell { .. });
        let whole = matches!(
            &*word(first),
            "we" | "where" | "in" | "if" | "you" | "our" | "when" | "as" | "they" | "your" | "the" | "no" | "please"
        );
        // "Where you have agreed": who gave leave is told, and not for what.
        let leave = matches!(&*word(first), "where" | "when" | "if")
            && word(first + 1) == "you"
            && (first..range.end.min(first + 6)).any(|i| word(i).starts_with("consent") || word(i) == "agreed")
            && !context.words(context.sentence_span(sentence)).contains(',');
        if whole && !in_order && (cell || !conditional) || leave || document(context, range.clone()) {
            return None;
        }
        // "A number is used to tell browsers apart": a sentence in a cell says it behind its verb.
        let said = |i: &u32| matches!(&*word(*i), "is" | "are") && word(*i + 1) == "used" && word(*i + 2) == "to";
        if let Some(is) = (first..range.end.min(first + 8)).find(said).filter(|_| cell) {
            first = is + 3;
        } else if matches!(&*word(first), "used" | "this" | "it") {
            let to = (first..range.end.min(first + 6)).find(|&i| matches!(&*word(i), "to" | "for"));
            if word(first) == "used" || to.is_some() {
                first = to.map_or(first, |i| i + 1);
            }
        }
        // "Where it is needed in order to defend a claim": the aim; "where the use is necessary for a contract": a ground.
        if matches!(&*word(first), "where" | "when" | "if") {
            let clause = first..range.end.min(first + 12);
            let necessary = clause.clone().find(|&i| matches!(&*word(i), "necessary" | "needed" | "required"));
            if let Some(at) = necessary {
                if !context.reading.hits_in(sentence, "basis").is_empty()
                    || matches!(&*word(at - 2), "use" | "processing")
                {
                    return None;
                }
                let order = clause.filter(|&i| i > at).find(|&i| word(i) == "order" && word(i + 1) == "to");
                first = order.map_or(first, |i| i + 2);
            }
        }
        let skip = Self::leads(context, first);
        first = skip.unwrap_or(first);
        // "If you agree, email you news": the condition is no part of it.
        if matches!(&*word(first), "if" | "where" | "with" | "when") {
            let comma = (first..range.end.min(first + 10)).find(|&i| context.between(i, i + 1).contains(','));
            first = comma.map_or(first, |i| i + 1);
        }
        (first < range.end).then(|| Self::until(context, sentence, first))
    }

    /// Whether the words say something: "help" before a list, "do so" and "collect information" do not.
    pub fn tell(self, context: &Context<'_>, sentence: u32) -> bool {
        let first = context.token(self.first);
        let lead = context.words(context.sentence_span(sentence)).trim_end().ends_with(':')
            && self.last + 1 == context.tokens(sentence).end;
        let data = (self.first + 1..=self.last.min(self.first + 3)).any(|i| DATA.contains(&context.token(i)));
        let one = self.first == self.last && (first == "work" || TAILS.contains(&first));
        // "To enable you to do this": what is done was said before.
        let back = self.last - self.first <= 5
            && context.token(self.last - u32::from(self.last > self.first)) == "do"
            && matches!(&*context.token(self.last), "this" | "so" | "that" | "it");
        // "So that you can carefully consider it": what the reader is told something for.
        let yours = first == "you"
            && (self.first + 1..=self.last.min(self.first + 4)).any(|i| {
                matches!(&*context.token(i), "consider" | "decide" | "understand" | "know" | "see" | "choose")
            });
        !(EMPTY.contains(&first)
            || yours
            || lead && self.last < self.first + 2
            || one
            || back
            || first == "process" && data && context.token(self.first + 1) != "your")
    }

    /// The first word behind "to", "in order to", "for", "so that we can" or "for the purpose of" at a place.
    pub fn leads(context: &Context<'_>, at: u32) -> Option<u32> {
        let word = |i: u32| context.token(i);
        match &*word(at) {
            "to" => Some(at + 1),
            "in" if word(at + 1) == "order" && word(at + 2) == "to" => Some(at + 3),
            "so" if matches!(&*word(at + 1), "that" | "we") => Some(open::so(context, at + 1, u32::MAX)),
            "for" if !context.between(at, at + 1).contains('-') => {
                let of = (at + 1..at + 4).find(|&i| matches!(&*word(i), "purpose" | "purposes"));
                Some(of.filter(|&i| word(i + 1) == "of").map_or(at + 1, |i| i + 2))
            }
            _ => None,
        }
    }

    /// The purpose that begins at a word, and further ones that follow it behind bullets or semicolons in a run-on line.
    pub fn all(context: &Context<'_>, sentence: u32, from: u32) -> Vec<Words> {
        let range = context.tokens(sentence);
        let run_on = |i: u32| context.between(i - 1, i).contains(['•', '*', ';']);
        let listed = from > range.start && context.between(from - 1, from).contains([':', '•', '*']);
        let mut out = vec![Self::until(context, sentence, Self::leads(context, from).unwrap_or(from))];
        let mut at = out[0].last + 1;
        while listed && at < range.end && out.len() < 12 {
            if run_on(at) {
                let first = unnumbered(context, at, range.end);
                let first = if matches!(&*context.token(first), "and" | "or") { first + 1 } else { first };
                let first = Self::leads(context, first).unwrap_or(first);
                if first >= range.end || matches!(&*context.token(first), "in" | "we" | "where" | "this") {
                    break;
                }
                let words = Self::until(context, sentence, first);
                at = words.last;
                out.push(words);
            }
            at += 1;
        }
        out
    }

    /// The words from a first one to the end of the clause.
    pub fn until(context: &Context<'_>, sentence: u32, first: u32) -> Words {
        let end = context.tokens(sentence).end;
        let first = unnumbered(context, first, end);
        let first = Self::leads(context, first).filter(|&f| f < end && context.token(first) != "for").unwrap_or(first);
        let first = if first + 1 < end && matches!(&*context.token(first), "and" | "or") { first + 1 } else { first };
        let mut last = first;
        // "As it is used to …, we rely on …": the purpose ends with the clause that opens the sentence.
        let start = context.tokens(sentence).start;
        let opens = matches!(&*context.token(start), "as" | "because" | "since" | "where" | "when");
        let clause = opens && !context.words(context.token_span(start, first)).contains(',');
        let mut depth = 0i32;
        while last + 1 < end && last - first < LONGEST {
            let gap = context.between(last, last + 1);
            depth += gap.matches('(').count() as i32 - gap.matches(')').count() as i32;
            let word = context.token(last + 1);
            if depth <= 0
                && (stops(gap)
                    || gap.contains(',')
                        && !hangs(context, last)
                        && (clause && !series(context, last + 1, end) || comma(context, last + 1, end)))
            {
                break;
            }
            let next = if last + 2 < end { context.token(last + 2) } else { "".into() };
            let joined = word == "and" && matches!(&*next, "will" | "may" | "is" | "are" | "would" | "has" | "then");
            let asked =
                |i: u32| matches!(&*context.token(i), "ask" | "check" | "know" | "see" | "determine" | "record");
            let asks = word == "if" && (last.saturating_sub(3).max(first)..=last).any(asked)
                || ASKING.contains(&context.token(last));
            let new = last > first
                && matches!(
                    context.words(context.token_span(last + 1, last + 1)),
                    "We" | "You" | "Please" | "These" | "This" | "If"
                );
            // "Check who you are, e.g. your reference": read as one word or as two.
            let letters = matches!(&*word, "e" | "i")
                && last + 2 < end
                && matches!(&*next, "g" | "e")
                && context.between(last + 1, last + 2) == ".";
            if new || joined || letters || matches!(&*word, "e.g" | "eg" | "i.e" | "ie") {
                break;
            }
            // "What you tell us which you wish to publish" is more of the same; "which is in our interest" is not.
            let which = word == "which"
                && matches!(&*next, "is" | "are" | "was" | "means" | "we" | "falls" | "will" | "should" | "helps");
            if (which || matches!(&*word, "unless" | "because" | "if")) && last > first && !asks {
                break;
            }
            last += 1;
        }
        let cut = last - first >= LONGEST;
        let joins = |i: u32| matches!(&*context.token(i), "and" | "or");
        // What is too long ends with its last whole part.
        if cut && last + 1 < end {
            let part = |i: &u32| context.between(*i, *i + 1).contains(',') || joins(*i + 1);
            last = (first + LONGEST / 2..last).rev().find(part).unwrap_or(last);
        }
        while last > first && (cut && TAILS.contains(&context.token(last)) || joins(last)) {
            last -= 1;
        }
        Words { first, last }
    }

    /// The words' span, with the bracket that closes what they open.
    pub fn span(self, context: &Context<'_>) -> Span {
        let span = context.token_span(self.first, self.last);
        let words = context.words(span);
        let open = words.matches('(').count() > words.matches(')').count();
        let closed = context.notice.text[span.end as usize..].starts_with(')');
        Span { end: span.end + u32::from(open && closed), ..span }
    }
}

/// Whether what stands between two words ends a clause.
fn stops(gap: &str) -> bool {
    let stop = gap.contains('.') && gap.contains(char::is_whitespace);
    stop || gap.contains([';', ':', '•', '*', '|', '—', '–', '#', '?']) || gap.contains(" - ")
}

/// Whether the words are the name of a document only, as the text of a link: "cookie policy".
fn document(context: &Context<'_>, range: std::ops::Range<u32>) -> bool {
    let named = |i: u32| matches!(&*context.token(i), "policy" | "notice" | "statement");
    range.len() <= 4 && range.end > range.start && named(range.end - 1)
}

/// Whether a comma before a word ends the purpose: "…, which", "…, and we", "…, and for no other".
fn comma(context: &Context<'_>, at: u32, end: u32) -> bool {
    let word = |i: u32| if i < end { context.token(i) } else { "".into() };
    let next = word(at + 1);
    let clause = match &*next {
        "for" => matches!(&*word(at + 2), "no" | "as"),
        _ => matches!(&*next, "we" | "you" | "this" | "it" | "they" | "will" | "which" | "if" | "may" | "in"),
    };
    ENDS.contains(&word(at)) || clause && word(at) == "and"
}

/// Whether a clause is put between a word and what it belongs to: "post on, or take from, our boards".
fn hangs(context: &Context<'_>, last: u32) -> bool {
    matches!(&*context.token(last), "in" | "on" | "of" | "to" | "for" | "with" | "by" | "from")
        && matches!(&*context.token(last + 1), "our" | "your" | "the" | "any" | "their")
}

/// Whether a comma parts verbs of one list: "make, bring or defend a claim".
fn series(context: &Context<'_>, at: u32, end: u32) -> bool {
    at + 2 < end
        && matches!(&*context.token(at + 1), "and" | "or")
        && !matches!(&*context.token(at), "we" | "you" | "they" | "it")
}

/// The first word behind the number of an item: "2.6.1 create …".
fn unnumbered(context: &Context<'_>, at: u32, end: u32) -> u32 {
    let digits = |i: u32| context.token(i).bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let numbered = digits(at) && (context.token(at).contains('.') || context.between(at, at + 1).starts_with('.'));
    let first = (at..end.min(at + 4)).find(|&i| !digits(i)).unwrap_or(at);
    if numbered { first } else { at }
}
