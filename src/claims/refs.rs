//! References to Articles 6, 9 and 10 and to Schedule 1, however they are written.

use super::context::Context;
use crate::notice::Span;

mod before;

/// A reference to a point of Article 6(1) or 9(2), or to Article 10.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ArticleRef {
    /// `6(1)(c)`, `9(2)(g)`, `10`.
    pub value: String,
    /// First token.
    pub first: u32,
    /// Last token.
    pub last: u32,
}

/// A reference to a paragraph of Schedule 1, or to a Part of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ScheduleRef {
    /// The Part, as cited.
    pub part: Option<u32>,
    /// The paragraph.
    pub paragraph: Option<u32>,
    /// Sub-paragraphs as written ("(2)(a)").
    pub sub: String,
    /// First token.
    pub first: u32,
    /// Last token.
    pub last: u32,
}

/// The references to points of Articles 6 and 9 and to Article 10 in a sentence.
pub(super) fn articles(context: &Context<'_>, sentence: u32) -> Vec<ArticleRef> {
    let tokens = context.tokens(sentence);
    let mut out = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        match article(context, at, tokens.clone()).or_else(|| before::article(context, at, tokens.clone())) {
            Some((refs, next)) => {
                out.extend(refs);
                at = next;
            }
            None => at += 1,
        }
    }
    out
}

fn article(context: &Context<'_>, at: u32, tokens: std::ops::Range<u32>) -> Option<(Vec<ArticleRef>, u32)> {
    if !context.is_number(at) {
        return None;
    }
    let word = context.token(at);
    let number = match &*word {
        "6" | "9" | "10" => word.parse::<u32>().ok()?,
        _ => return None,
    };
    let named = (1..=2).any(|back| {
        at >= tokens.start + back
            && matches!(&*context.token(at - back), "article" | "articles" | "art" | "arts" | "gdpr")
            && (back == 1 || matches!(&*context.token(at - 1), "gdpr" | "uk"))
    });
    let begins = if named { at - 1 } else { at };
    if number == 10 {
        let only = named && matches!(&*context.token(at - 1), "article" | "art");
        let next = context.between(at, at + 1);
        // Article 10 has two paragraphs, and no points.
        let own = matches!(&*context.token(at + 1), "1" | "2") && !context.between(at + 1, at + 2).contains('(');
        let point =
            at + 1 < tokens.end && next.trim_start().starts_with('(') && context.token(at + 1).len() <= 2 && !own;
        return (only && !point)
            .then(|| (vec![ArticleRef { value: "10".to_owned(), first: begins, last: at }], at + 1));
    }
    let paragraph = if number == 6 { "1" } else { "2" };
    let letters = if number == 6 { 'a'..='f' } else { 'a'..='j' };
    // "Article 6, paragraph 1, point (e)": what the numbers and letters are may be said.
    let unit = |next: u32| if next + 1 < tokens.end && before::is_unit(&context.token(next)) { next + 1 } else { next };
    let mut next = unit(at + 1);
    let mut shaped = false;
    // "6(1)", "6 (1)", "6.1", "6, 1", "6 - 1", and "6(1e)" or "6.1e".
    let mut glued = None;
    if next < tokens.end && close(context.between(next - 1, next)) {
        let word = context.token(next);
        if &*word == paragraph {
            shaped = true;
            next += 1;
        } else if word.len() == 2 && word.starts_with(paragraph) && word.ends_with(|c| letters.contains(&c)) {
            shaped = true;
            glued = word.chars().last();
            next += 1;
        }
    }
    if !named && !shaped {
        return None;
    }
    let value = |letter: &str| format!("{number}({paragraph})({letter})");
    let mut refs = Vec::new();
    if let Some(letter) = glued {
        refs.push(ArticleRef { value: value(&letter.to_string()), first: begins, last: next - 1 });
        return Some((refs, next));
    }
    let letter = |at: u32| {
        let word = context.token(at);
        let point = word.len() == 1 && word.starts_with(|c| letters.contains(&c)) || number == 6 && &*word == "ea";
        point.then(|| word.into_owned())
    };
    let spoken = unit(next) > next;
    let next = unit(next);
    // The first letter stands close by; further ones behind a comma, "and" or "or", in brackets.
    let first_gap = if next > at && next <= tokens.end { context.between(next - 1, next) } else { "" };
    let first = (next < tokens.end && close(first_gap)).then(|| letter(next)).flatten();
    let first = first?;
    // "Article 6 a right …": without the paragraph the letter must be in brackets.
    if !shaped && !first_gap.contains('(') {
        return None;
    }
    if first_gap.trim().is_empty() && !spoken && !bracketed_or_alone(context, next, tokens.end) {
        return None;
    }
    refs.push(ArticleRef { value: value(&first), first: begins, last: next });
    let mut scan = next + 1;
    while scan < tokens.end {
        let joins = matches!(&*context.token(scan), "and" | "or" | "to");
        let candidate = if joins { scan + 1 } else { scan };
        if candidate >= tokens.end {
            break;
        }
        // "(c) and (e)", or all in the one bracket: "(c & e)".
        let gap = context.between(candidate - 1, candidate);
        let shared = first_gap.contains('(') && !context.between(scan - 1, scan).contains(')') && !gap.contains(')');
        if !gap.contains('(') && !shared {
            break;
        }
        let separated = joins || context.between(scan - 1, scan).contains([',', '/', '&', ';']);
        let Some(more) = letter(candidate).filter(|_| separated) else { break };
        refs.push(ArticleRef { value: value(&more), first: candidate, last: candidate });
        scan = candidate + 1;
    }
    Some((refs, scan))
}

/// Whether what stands between the parts of a reference is only brackets, points and space.
fn close(between: &str) -> bool {
    between.len() <= 8
        && between
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, '(' | ')' | '.' | '-' | ',' | ':' | '–' | '[' | ']'))
}

/// A bare letter behind "6(1)" counts only where it is not an article ("6(1) a task").
fn bracketed_or_alone(context: &Context<'_>, at: u32, end: u32) -> bool {
    at + 1 >= end || !context.between(at, at + 1).trim().is_empty()
}

/// The references to Schedule 1 in a sentence. `led` is the Part that the lead-in names, where the sentence is an item
/// of a list of conditions: then a bare "Paragraph 6" counts.
pub(super) fn schedule(context: &Context<'_>, sentence: u32, led: Option<Option<u32>>) -> Vec<ScheduleRef> {
    let tokens = context.tokens(sentence);
    let mut out: Vec<ScheduleRef> = Vec::new();
    let mut at = tokens.start;
    let mut part = led.flatten();
    // Beside a point of Article 9 a bare "Part 2 paragraph 6" is of Schedule 1.
    let articles = articles(context, sentence);
    let mut active = led.is_some() || articles.iter().any(|r| r.value.starts_with("9("));
    while at < tokens.end {
        let word = context.token(at);
        let next_is =
            |offset: u32, words: &[&str]| at + offset < tokens.end && words.contains(&&*context.token(at + offset));
        let is_schedule = matches!(&*word, "schedule" | "sch" | "sched") && next_is(1, &["1", "one", "i"]);
        if is_schedule {
            active = true;
            // "Part 2 of Schedule 1": the Part was just named; "Schedule 1 Part 2": it follows.
            let (found, next) = after_schedule(context, at, tokens.end, part);
            for r in found {
                part = r.part.or(part);
                // "paragraph 18 of Part 2 of Schedule 1" has been told already.
                if r.paragraph.is_some() || out.is_empty() {
                    out.push(r);
                }
            }
            at = next;
            continue;
        }
        let number = (at + 1 < tokens.end).then(|| small(&context.token(at + 1))).flatten();
        if let Some(n) = number.filter(|n| matches!(&*word, "part" | "pt") && (1..=4).contains(n)) {
            if active || (2..=4).any(|o| next_is(o, &["schedule", "sch"])) {
                part = Some(n);
                for r in out.iter_mut().filter(|r| r.part.is_none()) {
                    r.part = Some(n);
                }
            }
            at += 2;
            continue;
        }
        let is_paragraph = word.starts_with("para") || matches!(&*word, "paras" | "condition" | "conditions");
        let ahead = (1..=20).any(|o| next_is(o, &["schedule", "sch"]));
        // "Article 9, paragraph 2": the paragraph is one of the article.
        let of_article = articles.iter().any(|r| (r.first..=r.last).contains(&at));
        if is_paragraph && !of_article && (active || ahead) {
            let (found, next) = paragraphs(context, at, tokens.end, part);
            out.extend(found);
            at = next.max(at + 1);
            continue;
        }
        at += 1;
    }
    out.retain(|r| r.paragraph.is_some() || r.part.is_some());
    out
}

/// Whether a sentence speaks of Schedule 1, and which Part it names last.
pub(super) fn schedule_part(context: &Context<'_>, sentence: u32) -> Option<Option<u32>> {
    if !context.reading.has(sentence, "special", "schedule") {
        return None;
    }
    let tokens = context.tokens(sentence);
    let part = tokens.clone().rev().find_map(|at| {
        let is = matches!(&*context.token(at), "part" | "pt") && at + 1 < tokens.end;
        is.then(|| small(&context.token(at + 1))).flatten()
    });
    Some(part)
}

/// The Parts that a sentence on Schedule 1 names: "Part 1 or 2" names two.
pub(super) fn schedule_parts(context: &Context<'_>, sentence: u32) -> Vec<u32> {
    let tokens = context.tokens(sentence);
    let mut out = Vec::new();
    for at in tokens.clone().filter(|&at| matches!(&*context.token(at), "part" | "parts" | "pt")) {
        let Some(first) = small(&context.token(at + 1)).filter(|_| at + 1 < tokens.end) else { continue };
        out.push(first);
        let more = matches!(&*context.token(at + 2), "or" | "and") && at + 3 < tokens.end;
        out.extend(small(&context.token(at + 3)).filter(|n| more && (1..=3).contains(n)));
    }
    out
}

fn small(word: &str) -> Option<u32> {
    match word {
        "i" | "one" => Some(1),
        "ii" | "two" => Some(2),
        "iii" | "three" => Some(3),
        "iv" | "four" => Some(4),
        _ if word.len() <= 2 => word.parse().ok(),
        _ => None,
    }
}

/// The number at the beginning of a word: "32personal" is a paragraph that lost the space behind it.
fn leading(word: &str) -> Option<u32> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &word[digits..];
    ((1..=2).contains(&digits) && (rest.is_empty() || rest.len() > 2 || rest.len() == 1))
        .then(|| word[..digits].parse().ok())?
}

/// What follows "Schedule 1": "Part 2 paragraph 18", "(18)", "(1)(2)", "part 2(6)", ", para 6(2)(a)".
fn after_schedule(context: &Context<'_>, at: u32, end: u32, known: Option<u32>) -> (Vec<ScheduleRef>, u32) {
    let mut numbers: Vec<(u32, bool)> = Vec::new();
    let mut part = None;
    let mut paragraph = None;
    let mut next = at + 2;
    let mut last = at + 1;
    while next < end && next < at + 14 {
        let word = context.token(next);
        let gap = context.between(next - 1, next);
        if matches!(&*word, "part" | "pt") && next + 1 < end && part.is_none() {
            let Some(n) = small(&context.token(next + 1)).filter(|n| (1..=4).contains(n)) else { break };
            part = Some(n);
            last = next + 1;
            next += 2;
            continue;
        }
        // "Schedule 1, Part 2, section 18": what is counted there are paragraphs, by whatever name.
        let section = matches!(&*word, "section" | "sections") && part.is_some();
        if word.starts_with("para") || &*word == "condition" || section {
            let (mut found, after) = paragraphs(context, next, end, part.or(known));
            if let Some(first) = found.first_mut() {
                first.first = at;
                return (found, after);
            }
            break;
        }
        let number = leading(&word).filter(|_| word.bytes().all(|b| b.is_ascii_digit()));
        match number {
            Some(n)
                if gap.contains(['(', '§'])
                    || gap.trim().is_empty() && part.is_some() && paragraph.is_none() && numbers.is_empty() =>
            {
                numbers.push((n, gap.contains(['(', '§'])));
                last = next;
                next += 1;
            }
            _ if matches!(
                &*word,
                "of" | "the" | "to" | "dpa" | "data" | "protection" | "act" | "2018" | "uk" | "and"
            ) && numbers.is_empty()
                && part.is_none() =>
            {
                next += 1;
            }
            _ => break,
        }
    }
    match (part, numbers.as_slice()) {
        (Some(_), [(n, _), ..]) => paragraph = Some(*n),
        // "Schedule 1(1)(2)" is Part 1 paragraph 2; "Schedule 1(18)" and "Schedule 1 (7)(b)" are paragraphs.
        (None, [(p, true), (n, true), ..]) if *p <= 3 => {
            part = Some(*p);
            paragraph = Some(*n);
        }
        (None, [(n, true), ..]) => paragraph = Some(*n),
        _ => {}
    }
    let part = part.or(known);
    (vec![ScheduleRef { part, paragraph, sub: String::new(), first: at, last }], (last + 1).max(at + 2))
}

/// "paragraph 6(2)(a)", "paragraphs 6, 8 and 18", "paragraph 10 (1)".
fn paragraphs(context: &Context<'_>, at: u32, end: u32, part: Option<u32>) -> (Vec<ScheduleRef>, u32) {
    let mut out: Vec<ScheduleRef> = Vec::new();
    let several = context.token(at).ends_with('s');
    let mut next = at + 1;
    while next < end {
        let word = context.token(next);
        let gap = context.between(next - 1, next);
        if matches!(&*word, "and" | "or" | "number" | "no") {
            next += 1;
            continue;
        }
        let bracket = gap.contains('(') && !gap.contains(['\u{2013}', ';']);
        if let Some(current) = out.last_mut() {
            let short = word.len() <= 2 || word.bytes().all(|b| b.is_ascii_digit());
            if bracket && short {
                current.sub.push_str(&format!("({word})"));
                current.last = next;
                next += 1;
                continue;
            }
            // "paragraphs 6 (statutory purposes), 8 (equality) and 10": what a bracket calls the paragraph.
            let behind = (next + 1..end.min(next + 16)).find(|&i| context.between(i - 1, i).contains(')'));
            if let Some(behind) = behind.filter(|_| bracket && several) {
                next = behind;
                continue;
            }
        }
        let comma = gap.contains([',', '&', '-', '–']) || matches!(&*context.token(next - 1), "and" | "or");
        let Some(n) = leading(&word).filter(|n| (1..=99).contains(n)) else { break };
        // "paragraphs 6-28" is a range: it names none of them.
        let dash = context.between(next, next + 1).trim().starts_with(['-', '\u{2013}', '\u{2014}'])
            && leading(&context.token(next + 1)).is_some();
        if dash || &*context.token(next + 1) == "to" {
            return (Vec::new(), next + 2);
        }
        // "para 1, 2 and 3" is a list as well; "paragraph 6 and 9(2)(g)" and "paragraph 2, 6 months" are none.
        let plain = || {
            let after = context.token(next + 1);
            !context.between(next, next + 1).trim_start().starts_with('(')
                && !["year", "month", "week", "day"].iter().any(|u| after.starts_with(u))
        };
        if bracket || !(out.is_empty() || comma && (several || plain())) {
            break;
        }
        let first = if out.is_empty() { at } else { next };
        out.push(ScheduleRef { part, paragraph: Some(n), sub: String::new(), first, last: next });
        next += 1;
    }
    (out, next)
}

/// The span of a range of tokens, with the bracket that closes the reference.
pub(super) fn span(context: &Context<'_>, first: u32, last: u32) -> Span {
    let span = context.token_span(first, last);
    let closed = context.notice.text[span.end as usize..].starts_with(')');
    Span { end: span.end + u32::from(closed), ..span }
}
