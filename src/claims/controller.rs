//! The controller: who says "we", and who is named as controller; and the name of the data protection officer.

mod card;
mod joint;
mod officer;

use super::authority;
use super::context::Context;
use super::model::{Claim, Confidence, Detail, Force};
use super::name::{self, Name};
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};

/// So many sentences from the top a notice introduces the organisation.
const OPENING: u32 = 40;

/// Common nouns that stand for an organisation even without "the": "'we' means the Trust".
const COMMON: [&str; 9] =
    ["Trust", "Council", "School", "Club", "Society", "Company", "Charity", "Association", "University"];

/// Reads the controller's name, and that of the data protection officer.
pub(super) fn extract(context: &Context<'_>, claims: &mut Vec<Claim>) {
    let from = claims.len();
    for hit in context.reading.hits("controller") {
        if context.block(hit.sentence).kind == BlockKind::Contents {
            continue;
        }
        let range = context.tokens(hit.sentence);
        let heading = context.is_heading(hit.sentence);
        let opening = hit.sentence < OPENING;
        let found = match context.reading.name(hit) {
            "is-controller" if !heading => stated(context, hit, range.start).map(|n| (n, Confidence::Certain, false)),
            "joint" if !heading => stated(context, hit, range.start).map(|n| (n, Confidence::Likely, false)),
            "controller-is" if !heading => {
                let own = name::from(context, hit.last + 1, range.end);
                own.or_else(|| card::below(context, hit)).map(|n| (n, Confidence::Certain, false))
            }
            "label" => labelled(context, hit).map(|n| (n, Confidence::Certain, false)),
            "we-are" if hit.sentence < 15 && !of_another(context, hit) => {
                name::from(context, hit.last + 1, range.end).map(|n| (n, Confidence::Likely, true))
            }
            "who-we-are" if heading => {
                let next = hit.sentence + 1;
                (next < context.sentence_count() && !context.is_heading(next))
                    .then(|| {
                        let range = context.tokens(next);
                        let name = name::from(context, range.start, range.end)?;
                        let verb = name.words.1 + 1;
                        let is = verb < range.end
                            && matches!(
                                &*context.token(verb),
                                "is" | "are"
                                    | "was"
                                    | "operates"
                                    | "runs"
                                    | "provides"
                                    | "delivers"
                                    | "offers"
                                    | "manages"
                            );
                        // "The jam shop is run by Hollin Hall": who runs it is asked for.
                        let by = (verb + 1..range.end.min(verb + 5)).find(|&i| &*context.token(i) == "by");
                        let run = |i: u32| {
                            let how = &["run", "operated", "owned", "provided", "managed", "maintained", "published"];
                            how.contains(&&*context.token(i))
                        };
                        if let Some(by) = by.filter(|&b| is && run(b - 1)) {
                            return name::from(context, by + 1, range.end).map(|n| (n, Confidence::Likely, true));
                        }
                        (is && !numbered(context, &name)).then_some((name, Confidence::Likely, true))
                    })
                    .flatten()
            }
            "respects" if opening && !heading => {
                // "Schools must have a lawful basis": one capital word at the beginning may be any noun.
                let bound = matches!(&*context.token(hit.first), "must" | "is" | "are")
                    && !context.words(hit.span).contains("committed");
                let told = |n: &Name| !bound || n.words.0 < n.words.1;
                name::before(context, hit.first, range.start).filter(told).map(|n| (n, Confidence::Likely, true))
            }
            "how" if hit.sentence < 12 && !heading => used(context, hit).map(|n| (n, Confidence::Likely, true)),
            _ => None,
        };
        if let Some((name, confidence, we)) = found {
            let sentence = context.notice.sentence_at(name.span.start).map_or(hit.sentence, |s| s as u32);
            if context.reading.name(hit) == "joint" {
                for name in joint::names(context, hit, name) {
                    claims.extend(claim(context, &name, sentence, confidence, we).map(|mut c| {
                        c.kind = "joint-controller";
                        c
                    }));
                }
            } else {
                claims.extend(claim(context, &name, sentence, confidence, we));
            }
        }
    }
    aliases(context, claims);
    for claim in &mut claims[from..] {
        in_full(context, claim);
    }
    partners(context, claims, from);
    if !claims[from..].iter().any(|c| c.kind == "controller") {
        match card::named(context) {
            Some(name) => {
                let sentence = context.notice.sentence_at(name.span.start).map_or(0, |s| s as u32);
                claims.extend(claim(context, &name, sentence, Confidence::Likely, true));
            }
            None => claims.extend(given(context)),
        }
    }
    let mut seen: Vec<Span> = Vec::new();
    let mut at = from;
    claims.retain(|c| {
        at += 1;
        if c.kind != "controller" {
            return true;
        }
        let new = !seen.iter().any(|s| s.overlaps(c.span));
        if new {
            seen.push(c.span);
        }
        new
    });
    registration(context, claims);
    officer::extract(context, claims);
}

/// "Estuary Learning Trust … The Trust is the controller": a common noun stands for the last name that ends in it.
fn in_full(context: &Context<'_>, claim: &mut Claim) {
    let noun = claim.value.strip_prefix("The ").or(COMMON.contains(&&*claim.value).then_some(&*claim.value));
    let Some(noun) = noun.filter(|n| !n.contains(' ')) else { return };
    let noun = noun.to_ascii_lowercase();
    let before = (0..claim.place.sentence.min(OPENING)).rev().find_map(|s| {
        let range = context.tokens(s);
        let at = range.clone().skip(1).find(|&i| *context.token(i) == noun)?;
        let name = name::ending(context, at, range.start)?;
        (name.words.1 - name.words.0 >= 1 && &*context.token(name.words.0) != "the")
            .then(|| name::plain(context, &name))
    });
    if let Some(name) = before {
        claim.details.insert("public-authority", Detail::from(authority::of(&name)));
        if let Some(sector) = authority::sector(&name) {
            claim.details.insert("sector", Detail::from(sector));
        }
        claim.value = name;
    }
}

/// "Hollin Hall (HH) and the Wexmoor Trust are joint controllers": the name before a bracket and the "and".
fn partners(context: &Context<'_>, claims: &mut Vec<Claim>, from: usize) {
    let mut found = Vec::new();
    for of in claims[from..].iter().filter(|c| c.kind == "joint-controller") {
        let sentence = of.place.sentence;
        let range = context.tokens(sentence);
        let Some(at) = range.clone().find(|&i| context.token_span(i, i).start >= of.span.start) else { continue };
        let the = u32::from(at > range.start && &*context.token(at - 1) == "the");
        let and = at.checked_sub(1 + the).filter(|&a| a > range.start && &*context.token(a) == "and");
        let Some(name) = and.and_then(|a| name::before(context, a, range.start)) else { continue };
        let Some(mut claim) = claim(context, &name, sentence, of.confidence, false) else { continue };
        claim.kind = "joint-controller";
        found.push(claim);
    }
    claims.extend(found);
}

/// The organisation that front matter or the page's own data name, where the text names none.
fn given(context: &Context<'_>) -> Option<Claim> {
    let keys = ["controller", "data_controller", "organisation", "organization", "publisher"];
    let (key, span) = context.notice.metadata.iter().find(|m| keys.contains(&m.0.as_str()))?;
    let written = context.words(*span);
    let told = key.ends_with("controller") || authority::sector(written).is_some();
    if context.sentence_count() == 0 || !told || written.split_whitespace().count() > 10 {
        return None;
    }
    let mut claim = context.claim("controller", written, 0, *span);
    claim.force = Force::States;
    claim.confidence = Confidence::Likely;
    claim.details.insert("public-authority", Detail::from(authority::of(written)));
    Some(claim)
}

/// "X is the controller"; an "and" or a list before it may hold several names, of which the last is taken.
fn stated(context: &Context<'_>, hit: &Hit, floor: u32) -> Option<Name> {
    let force = context.force(hit.sentence);
    if matches!(force, Force::Asks | Force::Defines) || context.denied(hit.sentence, hit.span) {
        return None;
    }
    // "the Wexmoor Trust, which is the controller".
    let which = hit.first.checked_sub(1).is_some_and(|b| matches!(&*context.token(b), "who" | "which") && b > floor);
    if which {
        return name::before(context, hit.first - 1, floor).or_else(|| leading(context, floor, hit.first - 1));
    }
    // "It looks after the harbour, and it is the controller": the name stands in a sentence before.
    let it = |at: u32| matches!(&*context.token(at), "it" | "they");
    let before = hit.first.checked_sub(1).filter(|b| *b >= floor);
    if before.is_some_and(|b| &*context.token(b) == "we" || it(b)) || before.is_some() && it(floor) {
        return introduced(context, hit.sentence);
    }
    // "X, 2 Mill Lane, Hollin, is the controller": the name stands before its address.
    let comma = hit.first > floor && context.between(hit.first - 1, hit.first).starts_with(',');
    let first = if comma { leading(context, floor, hit.first) } else { None };
    let before = first.or_else(|| name::before(context, hit.first, floor));
    let before = before.map(|n| through(context, &n, floor).unwrap_or(n));
    let told = before.filter(|n| !numbered(context, n)).or_else(|| subject(context, floor, hit.first));
    told.filter(|n| !numbered(context, n))
}

/// "The Diocese, through its Trustees, is the controller": for whom they act.
fn through(context: &Context<'_>, name: &Name, floor: u32) -> Option<Name> {
    let at = name.words.0.checked_sub(2).filter(|&at| at > floor)?;
    let acts = matches!(&*context.token(at), "through" | "via" | "by");
    let its = matches!(&*context.token(at + 1), "its" | "their");
    if acts && its { name::ending(context, at - 1, floor) } else { None }
}

/// What an organisation is said to be or to do, right behind its name.
const DOES: &[&str] = &[
    "is",
    "are",
    "was",
    "has",
    "provides",
    "offers",
    "runs",
    "delivers",
    "teaches",
    "supports",
    "complies",
    "collects",
    "uses",
    "processes",
    "holds",
    "works",
    "takes",
];

/// "Hollin Hall is a charity. We are the controller": the name that the sentences before begin with.
fn introduced(context: &Context<'_>, sentence: u32) -> Option<Name> {
    let block = context.block_index(sentence);
    (sentence.saturating_sub(3)..sentence).rev().find_map(|back| {
        let near = block - context.block_index(back) <= 1 && !context.is_heading(back);
        let range = context.tokens(back);
        let name = name::from(context, range.start, range.end).filter(|_| near)?;
        let mut verb = name.words.1 + 1;
        // "Ann's Tutoring (Ann Hollin, sole trader) provides lessons."
        if name.short.is_some() {
            let shut = (verb..range.end.min(verb + 8)).find(|&i| context.between(i, i + 1).contains(')'));
            verb = shut.map_or(verb, |i| i + 1);
        }
        // Further down it may be a supplier that "provides payment services".
        let is = matches!(&*context.token(verb), "is" | "are" | "was");
        let follows = verb < range.end && (is || back < 12 && DOES.contains(&&*context.token(verb)));
        let part = matches!(&*context.token(range.start), "our" | "your" | "their");
        (follows && !part && name.words.0 <= range.start + 1 && !numbered(context, &name)).then_some(name)
    })
}

/// "X is a charity and is the controller", "X, 2 Mill Lane, Hollin ZE1 4QZ is the controller": the name that the sentence
/// begins with, where its verb or a comma follows.
fn subject(context: &Context<'_>, floor: u32, end: u32) -> Option<Name> {
    let name = name::from(context, floor, end)?;
    let next = name.words.1 + 1;
    let verb =
        matches!(&*context.token(next), "is" | "are" | "was" | "of" | "trading" | "registered" | "which" | "whose");
    let and = end > floor && matches!(&*context.token(end - 1), "and" | "also" | "therefore");
    let comma = context.between(name.words.1, next).starts_with(',');
    let address = context.words(context.token_span(end - 1, end - 1)).bytes().any(|b| b.is_ascii_digit());
    (name.words.0 <= floor + 1 && next < end && (verb && and || comma && (and || address))).then_some(name)
}

/// Whether what is run, provided or published by somebody is a part only: "our data protection officer is provided by …".
fn of_another(context: &Context<'_>, hit: &Hit) -> bool {
    let theirs = context.reading.find(hit.sentence, "contact", "third-party").is_some_and(|h| h.first < hit.first);
    theirs
        || (context.tokens(hit.sentence).start..hit.first).any(|i| {
            matches!(
                &*context.token(i),
                "officer"
                    | "dpo"
                    | "hosting"
                    | "hosted"
                    | "payment"
                    | "payments"
                    | "payroll"
                    | "software"
                    | "analytics"
                    | "training"
                    | "insurance"
                    | "counselling"
                    | "catering"
                    | "funding"
                    | "chatbot"
                    | "infrastructure"
            )
        })
}

/// The first name in a stretch of words.
fn leading(context: &Context<'_>, floor: u32, end: u32) -> Option<Name> {
    (floor..end.min(floor + 12)).find_map(|at| name::from(context, at, end)).filter(|n| !numbered(context, n))
}

/// Whether the name holds digits: then it is a part of an address.
fn numbered(context: &Context<'_>, name: &Name) -> bool {
    let written = context.words(name.span);
    written.bytes().filter(u8::is_ascii_digit).count() > 1
        || written.split_whitespace().any(|w| w.len() <= 4 && w.bytes().any(|b| b.is_ascii_digit()))
}

/// "Data controller: X", or X in the cell or line behind.
fn labelled(context: &Context<'_>, hit: &Hit) -> Option<Name> {
    let range = context.tokens(hit.sentence);
    let short = hit.first - range.start <= 2;
    if !short {
        return None;
    }
    if hit.last + 1 < range.end {
        return context
            .between(hit.last, hit.last + 1)
            .contains(':')
            .then(|| name::from(context, hit.last + 1, range.end))
            .flatten();
    }
    let next = hit.sentence + 1;
    if next >= context.sentence_count() {
        return None;
    }
    let words = context.words(context.sentence_span(hit.sentence)).trim_end();
    let row = context.place(hit.sentence).row == context.place(next).row;
    if !words.ends_with(':') && !row {
        return None;
    }
    let range = context.tokens(next);
    name::from(context, range.start, range.end)
}

/// "how X uses your personal data".
fn used(context: &Context<'_>, hit: &Hit) -> Option<Name> {
    let floor = context.tokens(hit.sentence).start;
    let elsewhere = |i: u32| matches!(&*context.token(i), "out" | "more" | "see" | "learn" | "read" | "on");
    if hit.first > floor && (elsewhere(hit.first - 1) || hit.first > floor + 1 && elsewhere(hit.first - 2)) {
        return None;
    }
    let verb = context
        .reading
        .hits_in(hit.sentence, "controller")
        .iter()
        .find(|h| context.reading.name(h) == "how-verb" && h.first > hit.last && h.first - hit.last <= 12)?;
    let name = name::before(context, verb.first, hit.last + 1)?;
    let near = name.words.0 - hit.last <= 2;
    near.then_some(name)
}

/// "X (“we”, “us”)": the name before the bracket.
fn aliases(context: &Context<'_>, claims: &mut Vec<Claim>) {
    for sentence in 0..context.sentence_count().min(OPENING) {
        if context.is_heading(sentence) {
            continue;
        }
        let range = context.tokens(sentence);
        for at in range.start + 1..range.end {
            let gap = context.between(at - 1, at);
            let we = matches!(&*context.token(at), "we" | "us" | "our" | "ourselves");
            if !we || !gap.contains(['(', '\u{201c}', '\u{2018}', '"', '\'']) {
                continue;
            }
            // Back to the bracket that opens the list of short forms.
            let mut open = at;
            while open > range.start && at - open < 6 && !context.between(open - 1, open).contains('(') {
                open -= 1;
            }
            if open == range.start || !context.between(open - 1, open).contains('(') {
                continue;
            }
            let close = (at..range.end).find(|&i| i + 1 < range.end && context.between(i, i + 1).contains(')'));
            let name = before_bracket(context, open, range.start);
            if let (Some(name), Some(_)) = (name, close) {
                claims.extend(claim(context, &name, sentence, Confidence::Certain, true));
                break;
            }
        }
    }
}

fn before_bracket(context: &Context<'_>, open: u32, floor: u32) -> Option<Name> {
    let gap = context.between(open - 1, open);
    if gap.trim_start().starts_with(['.', ';', ':']) {
        return None;
    }
    let Some(name) = name::ending(context, open - 1, floor) else { return name::domain(context, open - 1, floor) };
    if numbered(context, &name) || gap.trim_start().starts_with(',') {
        leading(context, floor, open)
    } else {
        Some(name)
    }
}

fn claim(context: &Context<'_>, name: &Name, sentence: u32, confidence: Confidence, we: bool) -> Option<Claim> {
    let written = name::plain(context, name);
    if written.len() < 2 || authority::is_regulator(&written) || enacted(&written) {
        return None;
    }
    let mut claim = context.claim("controller", written.as_str(), sentence, name.span).with("as-we", we);
    // "[Name of the practice]": nobody is named yet.
    let opened = |t: &str| {
        let t = t.trim_end();
        let your = ["YOUR", "your", "Your"].iter().find_map(|w| t.strip_suffix(w)).unwrap_or(t);
        your.trim_end().ends_with(['[', '<', '{'])
    };
    let blank = context.notice.text.get(..name.span.start as usize).is_some_and(opened)
        && context.notice.text.get(name.span.end as usize..).is_some_and(|t| t.starts_with([']', '>', '}']));
    let blank = blank && !context.notice.has_link(name.span);
    claim.force = if blank { Force::Discusses } else { Force::States };
    claim.confidence = confidence;
    if let Some(short) = name.short.as_deref().filter(|s| s.len() > 1) {
        let example = ["for ", "such ", "part ", "a ", "an ", "including "].iter().any(|o| short.starts_with(o));
        let list: Vec<String> = if example { "" } else { short }
            .split([',', '/', '\u{201c}', '\u{201d}'])
            .map(|s| s.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
            .collect();
        let sound =
            |s: &String| (2..=24).contains(&s.len()) && s.chars().any(char::is_uppercase) && !s.contains(['.', ':']);
        let list: Vec<String> = list.into_iter().filter(sound).collect();
        if !list.is_empty() && !short.contains("://") {
            claim.details.insert("aliases", Detail::List(list));
        }
    }
    claim.details.insert("public-authority", Detail::from(authority::of(&written)));
    if let Some(sector) = authority::sector(&written) {
        claim.details.insert("sector", Detail::from(sector));
    }
    Some(claim)
}

/// "Our legal basis is provided by the Harbours Act 1964": a law runs nothing.
fn enacted(written: &str) -> bool {
    if written.starts_with("General Data Protection Regulation") || written.starts_with("Data Protection Act") {
        return true;
    }
    let mut words = written.rsplit(' ');
    let year = words.next().is_some_and(|w| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit()));
    year && words.next().is_some_and(|w| matches!(w, "Act" | "Measure" | "Order" | "Regulations" | "Rules"))
}

/// The number in the regulator's register: `Z1234567`, `ZA123456`.
fn registration(context: &Context<'_>, claims: &mut [Claim]) {
    let number = context.reading.tokens.iter().enumerate().find_map(|(at, _)| {
        let word = context.words(context.token_span(at as u32, at as u32));
        let good = word.len() == 8 && word.starts_with(['Z', 'z']) && word.bytes().skip(2).all(|b| b.is_ascii_digit());
        good.then(|| word.to_ascii_uppercase())
    });
    if let (Some(number), Some(first)) = (number, claims.iter_mut().find(|c| c.kind == "controller")) {
        first.details.insert("registration", Detail::from(number));
    }
}

#[cfg(test)]
mod tests;
