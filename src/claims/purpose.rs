//! Purposes: what data is used for, whether that is said to be all, and whether the data identifies anybody.

mod class;
mod list;
mod open;
mod words;

use super::context::Context;
use super::force;
use super::model::{Claim, Confidence, Detail, Force, Polarity};
use super::relied;
use crate::lexicon::Hit;
use crate::notice::BlockKind;
use list::List;
use words::Words;

/// Reads what data is used for.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    for sentence in 0..context.sentence_count() {
        let verbs = context.reading.hits_in(sentence, "purpose-verb");
        let named = context.reading.find(sentence, "purpose-cue", "purpose-is");
        let item = !context.is_heading(sentence) && is_item(context, sentence);
        if verbs.is_empty() && named.is_none() && !item || !stated(context, sentence) {
            continue;
        }
        if item && listed(context, sentence, out) {
            continue;
        }
        let first = out.len();
        if let Some((words, hit)) = named.and_then(|h| Some((open::named(context, h)?, h))) {
            push(context, sentence, words, hit.first, of_verb(context, hit), out);
        }
        for verb in verbs {
            if out[first..].iter().all(|c| c.span.end <= verb.span.start) {
                sentence_of(context, verb, out);
            }
        }
        if out.len() == first {
            leading(context, sentence, verbs, out);
        }
    }
}

fn stated(context: &Context<'_>, sentence: u32) -> bool {
    context.force(sentence).asserts()
        && !context.is_heading(sentence)
        && !matches!(
            context.topic(sentence),
            Some("rights" | "definitions" | "retention" | "complaints" | "security" | "contact" | "changes")
        )
        && !matches!(context.block(sentence).kind, BlockKind::Contents | BlockKind::Code)
        && !context.words(context.sentence_span(sentence)).ends_with('?')
        && !speaks_of_rights(context, sentence)
}

/// Whether the sentence speaks of people's rights; "the right care" and "the right people" are none.
fn speaks_of_rights(context: &Context<'_>, sentence: u32) -> bool {
    context.reading.hits_in(sentence, "cue").iter().filter(|h| context.reading.name(h) == "right").any(|h| {
        let alone = h.first == h.last && context.token(h.first) == "right";
        !alone
            || matches!(
                &*context.token(h.last + 1),
                "to" | "of" | "not" | "under" | "in" | "at" | "if" | "is" | "for" | "only"
            )
    })
}

/// Whether a word is of data; "this service" is not.
fn is_data(context: &Context<'_>, at: u32) -> bool {
    let word = context.token(at);
    list::DATA.contains(&word) && !(matches!(&*word, "this" | "these") && list::SELVES.contains(&context.token(at + 1)))
}

/// Whether a sentence opens an item of a list or a cell of a row.
fn is_item(context: &Context<'_>, sentence: u32) -> bool {
    let block = context.block(sentence);
    matches!(block.kind, BlockKind::Item { .. } | BlockKind::Cell { header: false, .. })
        && block.sentences.start == sentence
}

/// Whether it is we who use the data, not you, a law or somebody else.
fn ours(context: &Context<'_>, verb: &Hit) -> bool {
    let start = context.tokens(verb.sentence).start;
    let at = verb.first;
    let before =
        |n: u32, list: &List| (start.max(at.saturating_sub(n))..at).rev().any(|i| list.contains(&context.token(i)));
    if before(2, &list::OTHERS) || before(5, &list::WHOM) || before(3, &list::HOW) || before(4, &list::ALLOW) {
        return false;
    }
    // "Systems and processes", "the process", "your use", "the needs of": nouns.
    let last = at.checked_sub(1).filter(|&i| i >= start).map(|i| context.token(i));
    let last = last.as_deref().unwrap_or("");
    let word = context.token(at);
    let noun = match &*word {
        "process" | "processes" => {
            matches!(last, "the" | "this" | "a" | "our" | "review" | "application" | "and" | "in")
                && (last != "and" || !before(3, &list::VERBS))
        }
        "use" | "uses" => matches!(last, "your" | "their" | "the" | "its" | "for" | "of"),
        "need" | "needs" | "record" | "store" => {
            matches!(
                last,
                "the" | "a" | "your" | "no" | "their" | "users" | "in" | "of" | "any" | "our" | "special" | "if"
            )
        }
        _ => false,
    };
    if noun {
        return false;
    }
    before(6, &list::SUBJECTS) || open::named_subject(context, start, at)
}

/// A sentence that says what data is used for: the words behind "to" or "for".
fn sentence_of(context: &Context<'_>, verb: &Hit, out: &mut Vec<Claim>) {
    let sentence = verb.sentence;
    let Some((open, from)) = open::opened(context, verb) else { return };
    let data = (context.tokens(sentence).start..open).any(|i| is_data(context, i));
    if !data || !ours(context, verb) {
        return;
    }
    for words in Words::all(context, sentence, from).into_iter().filter(|w| w.tell(context, sentence)) {
        push(context, sentence, words, verb.first, of_verb(context, verb), out);
    }
}

/// "To send your order, we collect your address": the purpose stands first.
fn leading(context: &Context<'_>, sentence: u32, verbs: &[Hit], out: &mut Vec<Claim>) {
    let range = context.tokens(sentence);
    let to = matches!(&*context.token(range.start), "to" | "in" | "so");
    let Some(first) = Words::leads(context, range.start).filter(|f| to || *f > range.start + 1) else { return };
    let Some(comma) = (first + 1..range.end.min(first + 24)).find(|&i| {
        context.between(i - 1, i).contains(',') && (context.token(i) == "we" || open::acronym(context, i..i + 1))
    }) else {
        return;
    };
    let Some(verb) = verbs.iter().find(|v| v.first > comma && v.first < comma + 6) else { return };
    let data = (verb.first..range.end.min(verb.last + 9)).any(|i| is_data(context, i));
    if data && !matches!(&*context.token(verb.last + 1), "to") && !context.denied(sentence, verb.span) {
        let words = Words::until(context, sentence, first);
        if !words.tell(context, sentence) || words.last >= comma {
            return;
        }
        push(context, sentence, words, range.start, of_verb(context, verb), out);
    }
}

/// Possibility and condition count where they are of the use: "we may use", and not "so that you may".
fn of_verb(context: &Context<'_>, verb: &Hit) -> Force {
    let cues = context.reading.hits_in(verb.sentence, "cue");
    let near = |h: &&Hit| h.last < verb.first && verb.first - h.last <= 6;
    let may = |h: &&Hit| {
        let who = h.first.checked_sub(1).map(|i| context.token(i));
        // "Details that might help us" are of the verb itself.
        let its = verb.first - h.last.min(verb.first) <= 2;
        let other = who.is_some_and(|w| {
            matches!(&*w, "you" | "who" | "they" | "people") || !its && matches!(&*w, "which" | "that")
        });
        context.reading.name(h) == "may" && !other && force::possible_at(context, verb.sentence, verb.span)
    };
    let wide = |h: &&Hit| h.last > h.first || matches!(&*context.token(h.first), "sometimes" | "occasionally");
    let only = |h: &&Hit| {
        context.reading.name(h) == "only-if"
            && matches!(&*context.token(h.first), "with" | "without" | "unless" | "only" | "subject" | "in")
    };
    if force::consented(context, verb.sentence, verb.span) {
        Force::OnlyIf
    } else if cues.iter().any(|h| may(&h) && (near(&h) || wide(&h) && h.last < verb.first)) {
        Force::May
    } else if cues.iter().any(|h| only(&h) && force::conditioned(context, h, verb.span)) {
        Force::OnlyIf
    } else {
        Force::States
    }
}

/// An item or cell under a line or a head that speaks of use; tells whether it is one.
fn listed(context: &Context<'_>, sentence: u32, out: &mut Vec<Claim>) -> bool {
    let Some(lead) = context.lead_sentences(sentence).next() else { return false };
    let cell = matches!(context.block(sentence).kind, BlockKind::Cell { .. });
    // A short line that ends in a colon may be read as a heading; it leads its items all the same.
    let colon = context.words(context.sentence_span(lead)).trim_end().ends_with(':');
    let heading = context.is_heading(lead) && !colon;
    let head = if heading {
        let about = |i: u32| matches!(&*context.token(i), "purpose" | "purposes" | "why" | "reason");
        let own = context.reading.has(lead, "purpose-cue", "head");
        // "What we use your personal data for"
        let short = context.tokens(lead).len() <= if own { 9 } else { 6 };
        // "How we use it", and right below it a list of "To …".
        let to = !cell && own && context.token(context.tokens(sentence).start) == "to";
        to || cell && short && (own || context.tokens(lead).any(about))
    } else {
        false
    };
    let verb = context
        .reading
        .hits_in(lead, "purpose-verb")
        .iter()
        .rfind(|v| !heading && open::leads_list(context, v) && ours(context, v));
    let is = !heading
        && context
            .reading
            .find(lead, "purpose-cue", "purpose-is")
            .is_some_and(|h| context.tokens(lead).end <= h.last + 3);
    // "We process it under the following:" leads to the grounds.
    let end = context.tokens(lead).end;
    let grounds = (end.saturating_sub(4)..end)
        .any(|i| context.token(i) == "under" && context.token(i + 1) == "the" && context.token(i + 2) == "following");
    // "We use several ways to collect it, including through:" leads to the ways.
    let ways = matches!(&*context.token(end.saturating_sub(1)), "through" | "via" | "using" | "from");
    if grounds || ways || verb.is_none() && !head && !is {
        return false;
    }
    if !cell && says(context, sentence) {
        return false;
    }
    let Some(mut words) = Words::of_item(context, sentence) else { return false };
    // "To send your order (contract)": what stands in the bracket is the basis.
    let tagged = context
        .reading
        .hits_in(sentence, "basis")
        .iter()
        .filter(|h| h.first > words.first && relied::bracketed(context, h));
    let bracket = |h: &Hit| {
        (h.first.saturating_sub(2).max(words.first)..h.first).find(|&i| context.between(i, i + 1).contains('('))
    };
    if let Some(last) = tagged.filter_map(bracket).min() {
        words.last = words.last.min(last);
    }
    let force = verb.map_or(Force::States, |v| of_verb(context, v));
    // "Our reasons may include:" makes each of them possible only.
    let may = context
        .tokens(lead)
        .skip(1)
        .any(|i| context.token(i) == "include" && matches!(&*context.token(i - 1), "may" | "might" | "could"));
    let led = || cell && force::led(context, sentence) == Some(Force::May);
    let force = if may || force == Force::States && led() { Force::May } else { force };
    let denied = verb.is_some_and(|v| context.denied(lead, v.span));
    let first = out.len();
    push(context, sentence, words, words.first, force, out);
    for claim in out[first..].iter_mut().filter(|_| denied) {
        claim.polarity = Polarity::Denied;
        claim.details.remove("limit");
    }
    true
}

/// Whether an item is a sentence of its own: "Collecting this is in our interest", "With your consent, we may write to you".
fn says(context: &Context<'_>, sentence: u32) -> bool {
    let range = context.tokens(sentence);
    let opens = range.clone().take(7).position(|i| {
        matches!(&*context.token(i), "is" | "are" | "constitutes" | "falls" | "believe" | "think" | "may" | "have")
    });
    // "To those who are ill", "whether you have a disability": a clause within a purpose.
    let clause = |n: usize| {
        range.clone().take(n).any(|i| {
            matches!(
                &*context.token(i),
                "to" | "who"
                    | "that"
                    | "which"
                    | "where"
                    | "when"
                    | "if"
                    | "whether"
                    | "so"
                    | "because"
                    | "what"
                    | "how"
            )
        })
    };
    opens.is_some_and(|n| n > 0 && !clause(n))
        && context.words(context.sentence_span(sentence)).trim_end().ends_with(['.', '"', '\u{201d}'])
}

/// The claim of one purpose; `verb` is where its verb begins.
fn push(context: &Context<'_>, sentence: u32, words: Words, verb: u32, force: Force, out: &mut Vec<Claim>) {
    let span = words.span(context);
    let value = context.words(span).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    // An adverb between commas is no purpose ("usually"); a verb that looks like one is ("to reply").
    if (value.ends_with("lly") || value.ends_with("rily")) && !value.contains(' ') {
        return;
    }
    // "The bases that apply where we use it for the survey are:" tells of the bases.
    if matches!(value.rsplit(' ').next(), Some("are" | "is" | "include" | "includes"))
        && context.words(context.sentence_span(sentence)).trim_end().ends_with(':')
    {
        return;
    }
    let mut claim = context.claim("purpose", value, sentence, span);
    claim.confidence = Confidence::Likely;
    claim.force = force;
    // "For no other purpose than to send …": what stands behind "than" is what it is used for.
    let than = (1..=3).any(|n| words.first.checked_sub(n).is_some_and(|i| context.token(i) == "than"));
    if !than && context.denied(sentence, span) {
        claim.polarity = Polarity::Denied;
        claim.force = Force::States;
    } else if force::consented(context, sentence, span)
        || force::referred(context, sentence, span)
        || force == Force::States && force::conditional(context, sentence, span)
    {
        claim.force = Force::OnlyIf;
    }
    let classes = class::all(context, sentence, words);
    if !classes.is_empty() {
        claim.details.insert("kind-of", Detail::List(classes));
    }
    let lead = context.lead_sentences(sentence).next();
    let either = |name: &str| {
        context.reading.has(sentence, "purpose-cue", name)
            || lead.is_some_and(|l| context.reading.has(l, "purpose-cue", name))
    };
    let open = context.tokens(sentence).any(|i| matches!(&*context.token(i), "unless" | "compatible" | "except"));
    if (words.first.saturating_sub(12).max(context.tokens(sentence).start)..words.first)
        .any(|i| matches!(&*context.token(i), "also" | "additionally"))
    {
        claim.details.insert("also", true.into());
    }
    if either("only") && claim.polarity == Polarity::Affirmed && !open {
        claim.details.insert("limit", true.into());
    }
    if context.reading.has(sentence, "purpose-cue", "identifiable") {
        claim.details.insert("identifiable", "yes".into());
    } else if context.reading.has(sentence, "purpose-cue", "anonymous") || next_anonymous(context, sentence) {
        claim.details.insert("identifiable", "no".into());
    }
    let inherited = || lead.filter(|_| !own_data(context, sentence, verb)).and_then(|l| object(context, l, u32::MAX));
    if let Some(object) = object(context, sentence, verb).or_else(inherited) {
        claim.details.insert("object", object.into());
    }
    out.push(claim);
}

/// Whether an item names data of its own before its verb: "usage data is collected to"; "this data" is that of the lead-in.
fn own_data(context: &Context<'_>, sentence: u32, verb: u32) -> bool {
    let start = context.tokens(sentence).start;
    let is =
        (start + 1..context.tokens(sentence).end.min(start + 6)).find(|&i| matches!(&*context.token(i), "is" | "are"));
    (start + 1..verb.max(is.unwrap_or(0))).any(|i| {
        matches!(&*context.token(i), "data" | "information" | "details" | "records")
            && !matches!(&*context.token(i - 1), "this" | "that" | "these" | "the" | "such" | "your" | "personal")
    })
}

/// The kind of data that the sentence singles out, before the purpose.
fn object<'a>(context: &Context<'a>, sentence: u32, before: u32) -> Option<&'a str> {
    let hits = context.reading.hits_in(sentence, "purpose-object");
    let limit = before.saturating_add(6);
    hits.iter().find(|h| h.first < limit).map(|h| context.reading.name(h))
}

/// "This uses aggregated statistics": the next sentence says in which form.
fn next_anonymous(context: &Context<'_>, sentence: u32) -> bool {
    let next = sentence + 1;
    next < context.block(sentence).sentences.end
        && matches!(&*context.token(context.tokens(next).start), "this" | "these" | "it" | "such")
        && context.reading.has(next, "purpose-cue", "anonymous")
}

#[cfg(test)]
mod tests;
