//! The event that a length runs from when other words than its own tell it: the first half of a coordination ("as long as
//! you are a member and for a year after this"), the sentence before ("a further week"), a question ("What happens when
//! you leave?"), or what introduced the list that stands before ("When you leave we delete: … We keep your name a year").

use super::link::{self, Act};
use super::period::{self, Period, Sort};
use super::trigger::{self, FROM, is_end};
use crate::claims::context::Context;
use crate::notice::BlockKind;

/// What a length runs from, told elsewhere than beside it.
pub(super) fn of(context: &Context<'_>, sentence: u32, period: &Period) -> Option<String> {
    if period.sort != Sort::Length {
        return None;
    }
    coordinated(context, sentence, period)
        .or_else(|| further(context, sentence, period))
        .or_else(|| asked(context, sentence, period))
        .or_else(|| tailed(context, sentence, period))
        .or_else(|| contrasted(context, sentence, period))
}

/// The event at the end of the line that opens a list: "What we keep after you leave:".
fn tailed(context: &Context<'_>, sentence: u32, period: &Period) -> Option<String> {
    let own = period.last + 1 < context.tokens(sentence).end && FROM.contains(&&*context.token(period.last + 1));
    let lead = context.lead_sentences(sentence).next().filter(|_| !own)?;
    let words = context.words(context.sentence_span(lead)).trim_end_matches(['*', ' ', '\n']);
    let keeps = link::verbs(context, lead).iter().find(|v| v.act != Act::Last).copied()?;
    let range = context.tokens(lead);
    let at = (keeps.last + 1..range.end).find(|&i| matches!(&*context.token(i), "after" | "once" | "when"))?;
    let whole = (at + 1..range.end).all(|i| context.between(i - 1, i).trim().is_empty());
    let event = (at + 1..range.end).any(|i| is_end(&context.token(i)));
    let fits = words.ends_with(':') && whole && event && range.end - at > 2 && range.end - at < 12;
    fits.then(|| trigger::words(context, at + 1, range.end))
}

/// "As long as you are a member and for a year afterwards": the end of what the first half tells.
fn coordinated(context: &Context<'_>, sentence: u32, period: &Period) -> Option<String> {
    let range = context.tokens(sentence);
    let next = period.last + 1;
    let word = if next < range.end { context.token(next) } else { "".into() };
    let closes = |at: u32| {
        at >= range.end
            || !context.between(at - 1, at).trim().is_empty()
            || matches!(&*context.token(at), "and" | "to" | "in" | "so")
    };
    let back = match &*word {
        "afterwards" | "afterward" | "thereafter" | "after" | "beyond" if closes(next + 1) => true,
        "after" | "following" | "from" | "beyond" => {
            matches!(&*context.token(next + 1), "this" | "that" | "then" | "it") && closes(next + 2)
        }
        _ => false,
    };
    // "… and for a further year", "… plus six years"
    let start = period.first.saturating_sub(3).max(range.start);
    let added = (start..=period.last).any(|i| more(context, period, i))
        || (start..period.first).any(|i| context.token(i) == "plus");
    let joined = || (range.start..period.first).rev().take(6).any(|i| matches!(&*context.token(i), "and" | "plus"));
    if !(back || added && joined() && !FROM.contains(&&*word)) {
        return None;
    }
    let and =
        (range.start..period.first).rev().take(10).find(|&i| matches!(&*context.token(i), "and" | "plus" | "then"))?;
    let opens = (range.start..and).rev().take(24).find(|&i| {
        matches!(
            &*context.token(i),
            "until" | "till" | "while" | "whilst" | "during" | "throughout" | "duration" | "long"
        )
    })?;
    let mut from = opens + 1;
    while from < and && matches!(&*context.token(from), "as" | "of" | "that" | "such" | "time") {
        from += 1;
    }
    let parted = (from + 1..and).any(|i| context.between(i - 1, i).contains([';', ':', '(', ')']));
    if parted || from >= and || and - from > 20 {
        return None;
    }
    match &*context.token(opens) {
        "until" | "till" => Some(trigger::words(context, from, and)),
        "during" | "throughout" | "duration" => Some(format!("the end of {}", trigger::words(context, from, and))),
        _ => Some(over(context, from, and)),
    }
}

/// A state that is over: "you have an account" makes "you no longer have an account".
fn over(context: &Context<'_>, from: u32, end: u32) -> String {
    // "you're a member"
    let word = context.token(from);
    if word.starts_with("you\u{2019}re") || matches!(&*word, "you're" | "they're" | "we're" | "it's") {
        return format!("{word} no longer {}", trigger::words(context, from + 1, end));
    }
    let pronoun = matches!(&*word, "you" | "we" | "they" | "it" | "he" | "she");
    let be =
        |i: u32| matches!(&*context.token(i), "is" | "are" | "has" | "have" | "remain" | "remains" | "stay" | "stays");
    let verb = if pronoun { Some(from + 1) } else { (from + 1..end).find(|&i| be(i)) };
    let Some(verb) = verb.filter(|&v| v < end) else {
        return format!("the end of {}", trigger::words(context, from, end));
    };
    let split = verb + u32::from(matches!(&*context.token(verb), "is" | "are"));
    let left = trigger::words(context, from, split);
    let right = if split < end { trigger::words(context, split, end) } else { String::new() };
    format!("{left} no longer {right}").trim_end().to_owned()
}

/// Whether a word says that the length runs on.
fn more(context: &Context<'_>, period: &Period, at: u32) -> bool {
    match &*context.token(at) {
        "further" | "additional" | "another" | "extra" => true,
        // "two more years", not "no more than two years"
        "more" => at > period.first,
        _ => false,
    }
}

/// "A further eight weeks": on from the "if" of its sentence, or from the end of the length in the sentence before.
fn further(context: &Context<'_>, sentence: u32, period: &Period) -> Option<String> {
    let start = context.tokens(sentence).start;
    let near = (period.first.saturating_sub(2).max(start)..=period.last).any(|i| more(context, period, i));
    let own = period.last + 1 < context.tokens(sentence).end && FROM.contains(&&*context.token(period.last + 1));
    if !near || own {
        return None;
    }
    if matches!(&*context.token(start), "if" | "when" | "once") {
        let end = (start + 1..period.first).find(|&i| context.between(i - 1, i).contains(','))?;
        // What somebody is or has is a state, from which nothing runs.
        let state = (start + 1..start + 4).any(|i| matches!(&*context.token(i), "are" | "is" | "have" | "has" | "use"));
        return (end > start + 3 && !state).then(|| trigger::words(context, start + 1, end));
    }
    let before = sentence.checked_sub(1).filter(|&s| context.block_index(s) == context.block_index(sentence))?;
    if link::verbs(context, before).is_empty() {
        return None;
    }
    let range = context.tokens(before);
    let length = period::all(context, range.start, range.end).into_iter().find(|p| p.sort == Sort::Length)?;
    let told = trigger::words(context, length.first, length.last + 1);
    Some(match trigger::of(context, before, &length) {
        Some(event) => format!("the end of the {told} after {event}"),
        None => format!("the end of the {told}"),
    })
}

/// The event of a question over the list or paragraph: "What happens when you close your account?"
fn asked(context: &Context<'_>, sentence: u32, period: &Period) -> Option<String> {
    let own = period.last + 1 < context.tokens(sentence).end && FROM.contains(&&*context.token(period.last + 1));
    if own {
        return None;
    }
    let lead = context.lead_sentences(sentence).next();
    let block = context.block_index(sentence);
    let above = block.checked_sub(1).and_then(|b| context.notice.blocks[b as usize].sentences.clone().last());
    let section = &context.notice.sections[context.block(sentence).section as usize];
    let heading = section.heading.and_then(|h| context.notice.blocks[h as usize].sentences.clone().next());
    // A line that asks, though it opens no list by a colon.
    let line = first_of_list(context, block).and_then(|b| context.notice.blocks[b as usize].sentences.clone().last());
    lead.into_iter().chain(above).chain(line).chain(heading).find_map(|s| question(context, s))
}

/// The event that the line under a heading tells: "When your membership ends:" under "Grace period of a month".
pub(super) fn under(context: &Context<'_>, heading: u32) -> Option<String> {
    let range = (heading + 1 < context.sentence_count()).then(|| context.tokens(heading + 1))?;
    let words = context.words(context.sentence_span(heading + 1)).trim_end_matches(['*', ' ', '\n']);
    let opens = range.len() > 2 && matches!(&*context.token(range.start), "when" | "once" | "after" | "if");
    let plain = words.strip_suffix(':').is_some_and(|w| !w.contains([',', '.', ';', ':']));
    let event = range.clone().any(|i| is_end(&context.token(i)));
    (opens && plain && event && range.len() < 14).then(|| trigger::words(context, range.start + 1, range.end))
}

/// The block that stands before the run of items in which a block is.
fn first_of_list(context: &Context<'_>, block: u32) -> Option<u32> {
    let item = |b: u32| matches!(context.notice.blocks[b as usize].kind, BlockKind::Item { .. });
    if !item(block) {
        return None;
    }
    let mut at = block;
    while at > 0 && block - at < 12 && item(at) {
        at -= 1;
    }
    (!item(at)).then_some(at)
}

fn question(context: &Context<'_>, sentence: u32) -> Option<String> {
    let words = context.words(context.sentence_span(sentence));
    if !words.trim_end_matches(['*', '_', ' ', '\n']).ends_with('?') {
        return None;
    }
    let range = context.tokens(sentence);
    let at = range.clone().find(|&i| matches!(&*context.token(i), "when" | "if" | "after" | "once"))?;
    let fits = at > range.start && range.end - at > 2 && range.end - at < 14;
    let event = (at + 1..range.end).any(|i| is_end(&context.token(i)));
    (fits && event).then(|| trigger::words(context, at + 1, range.end))
}

/// "When you leave we delete your: … We keep your name for a year": from the event that opened the list.
fn contrasted(context: &Context<'_>, sentence: u32, period: &Period) -> Option<String> {
    let range = context.tokens(sentence);
    let behind = period.last + 1 < range.end && FROM.contains(&&*context.token(period.last + 1));
    let keeps = link::verbs(context, sentence).iter().any(|v| v.act == Act::Keep && v.first < period.first);
    let cased = matches!(&*context.token(range.start), "if" | "when" | "once" | "where" | "while" | "unless" | "after");
    // "We keep CCTV for a month" has nothing to do with who left.
    let yours = range.clone().any(|i| matches!(&*context.token(i), "your" | "this" | "these" | "it" | "them" | "you"));
    if behind || !keeps || cased || !yours {
        return None;
    }
    let block = context.block_index(sentence);
    let within = sentence.checked_sub(1).filter(|&s| context.block_index(s) == block);
    let lead = || {
        let item = block.checked_sub(1)?;
        let lead = context.notice.blocks[item as usize].lead?;
        let plain = matches!(context.block(sentence).kind, BlockKind::Paragraph)
            && context.notice.blocks[item as usize].section == context.block(sentence).section
            && context.block(sentence).lead != Some(lead);
        plain.then(|| context.notice.blocks[lead as usize].sentences.clone().last()).flatten()
    };
    let before = within.or_else(lead)?;
    let tokens = context.tokens(before);
    let deletes = link::verbs(context, before).iter().any(|v| v.act == Act::Delete);
    if !deletes || !matches!(&*context.token(tokens.start), "when" | "once" | "after" | "if") {
        return None;
    }
    let end = (tokens.start + 2..tokens.end.min(tokens.start + 14)).find(|&i| {
        let word = context.token(i);
        context.between(i - 1, i).contains([',', ':']) || matches!(&*word, "we" | "we'll" | "we\u{2019}ll")
    })?;
    let event = (tokens.start + 1..end).any(|i| is_end(&context.token(i)) || context.token(i) == "close");
    (event && end > tokens.start + 2).then(|| trigger::words(context, tokens.start + 1, end))
}
