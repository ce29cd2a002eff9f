//! What a notice says of a basis beside its name: the interests pursued, the law or task behind it, whose it is.

use super::context::Context;
use super::model::{Claim, Detail, Force, Polarity};
use crate::lexicon::Hit;
use crate::notice::{Block, BlockKind, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The group of the lexicon.
const GROUP: &str = "reliance";

/// Before the basis of an item stand no more words than these, unless they say what it is for.
const LEAD: usize = 7;

/// Adds `interest`, `law-named` and `wording` to the bases that were read.
pub(super) fn describe(context: &Context<'_>, claims: &mut [Claim]) {
    catalogues(claims);
    let (mut told, mut laws): (Option<bool>, Option<bool>) = (None, None);
    let mut obliged: Option<bool> = None;
    // Of the paragraph looked at last: a paragraph may hold many bases, and is read once.
    let mut authority: Option<(u32, bool)> = None;
    for claim in claims.iter_mut().filter(|c| c.kind == "basis") {
        let sentence = claim.place.sentence;
        if claim.value == "6(1)(f)" {
            let trader = super::relied::as_trader(context, sentence, claim.span);
            if trader {
                claim.details.insert("wording", "as-trader".into());
            }
            let stated = if trader || interest(context, sentence, claim.span) { "stated" } else { "unstated" };
            claim.details.insert("interest", stated.into());
        }
        if super::relied::points_back(context, sentence) {
            claim.details.insert("refers", true.into());
        }
        if claim.value == "6(1)(a)" && claim.polarity == Polarity::Denied && at_large(context, sentence, claim.span) {
            claim.details.insert("whole", true.into());
        }
        let whose: &[&str] = match claim.value.as_str() {
            "6(1)(c)" => &["act", "area"],
            "6(1)(e)" => &["act", "task", "area"],
            _ => &[],
        };
        if !whose.is_empty() {
            let itself = context.words(claim.span).to_lowercase().ends_with("administration of justice");
            let unnamed = if itself { "task" } else { "nothing" };
            let mut named = *whose.iter().find(|what| around(context, sentence, what)).unwrap_or(&unnamed);
            let elsewhere = named == "nothing" && claim.value == "6(1)(e)";
            if elsewhere && *told.get_or_insert_with(|| told_elsewhere(context)) {
                named = "task";
            }
            // "The … Regulations 2003 require us to keep it": said where such data is spoken of.
            let obliged = claim.value == "6(1)(c)" && *obliged.get_or_insert_with(|| obliges(context));
            if named == "nothing" && (obliged || *laws.get_or_insert_with(|| laws_told(context))) {
                named = "act";
            }
            claim.details.insert("law-named", named.into());
        }
        let block = claim.place.block;
        let exercised = |o: &Option<(u32, bool)>| o.filter(|(of, _)| *of == block).map(|(_, told)| told);
        if claim.value == "6(1)(e)"
            && exercised(&authority).unwrap_or_else(|| authority.insert((block, official(context, sentence))).1)
        {
            claim.details.insert("official", true.into());
        }
        if claim.flag("declared") && (claim.flag("label") || labelled(context, sentence, claim.span)) {
            claim.details.insert("purpose", "label".into());
        } else if claim.flag("declared") && mapped(context, sentence, claim.span) {
            claim.details.insert("purpose", "stated".into());
        }
        let wording = match claim.value.as_str() {
            "6(1)(b)" if context.reading.has(sentence, GROUP, "their-contract") => {
                // A contract said to be with somebody else is no contract with the person concerned.
                if claim.text("cited").is_none() && with_others(context, sentence) {
                    claim.kind = "ground";
                    claim.value = "contract-of-others".to_owned();
                }
                "third-party-contract"
            }
            "6(1)(d)" if context.reading.has(sentence, GROUP, "own-vital") => "own-interest",
            _ => continue,
        };
        claim.details.entry("wording").or_insert_with(|| Detail::from(wording));
    }
}

/// "This is a legal requirement under the Equality Act" behind the notice's own statement of its bases is part of it.
pub(super) fn belong(context: &Context<'_>, claims: &mut [Claim]) {
    let stated: BTreeSet<u32> = claims.iter().filter(|c| c.flag("declared")).map(|c| c.place.sentence).collect();
    for claim in claims.iter_mut().filter(|c| c.kind == "basis" && !c.flag("declared") && c.force.asserts()) {
        let sentence = claim.place.sentence;
        let start = context.tokens(sentence).start;
        let refers = matches!(&*context.token(start), "this" | "it" | "these" | "that")
            && matches!(&*context.token(start + 1), "is" | "are");
        let own = context.block(sentence).sentences.clone();
        let near = (own.start.max(sentence.saturating_sub(3))..sentence).any(|s| stated.contains(&s));
        if refers && near && claim.value == "6(1)(c)" && context.reading.has(sentence, "reliance", "act") {
            claim.details.insert("declared", true.into());
            claim.details.insert("exhaustive", false.into());
        }
    }
}

/// Whether official authority is said to be exercised, in the sentence or in one of the same paragraph. What the Act
/// calls a competent authority, for law enforcement, exercises it.
fn official(context: &Context<'_>, sentence: u32) -> bool {
    context.block(sentence).sentences.clone().any(|s| {
        context.tokens(s).any(|i| {
            matches!(&*context.token(i), "official" | "competent")
                && matches!(&*context.token(i + 1), "authority" | "authorities")
        })
    })
}

/// Whether the contract is said to be with somebody: "our contract with the councils".
fn with_others(context: &Context<'_>, sentence: u32) -> bool {
    let hit = context.reading.find(sentence, GROUP, "their-contract");
    hit.is_some_and(|h| {
        (h.first..=h.last).any(|i| matches!(&*context.token(i), "with" | "to" | "towards"))
            && (h.first..=h.last).all(|i| !matches!(&*context.token(i), "required" | "obliged" | "bound"))
    })
}

/// Whether consent is said not to be needed for the use of data as such: "… to collect and share your data", and not for
/// one activity.
fn at_large(context: &Context<'_>, sentence: u32, span: Span) -> bool {
    let tokens = context.tokens(sentence);
    let last = behind(context, tokens.clone(), span);
    let rest: Vec<_> = (last + 1..tokens.end.min(last + 10)).map(|i| context.token(i)).collect();
    let acts =
        ["collect", "process", "use", "share", "hold", "keep", "store", "processing", "using", "sharing", "collecting"];
    let data = ["it", "data", "information", "details", "them"];
    let act = rest.iter().take(4).position(|w| acts.contains(&&**w));
    act.is_some_and(|at| rest.iter().skip(at).any(|w| data.contains(&&**w)))
}

/// Three bases or more in one list for one activity are a catalogue: which of them is meant for what cannot be told.
fn catalogues(claims: &mut [Claim]) {
    let key = |c: &Claim| match c.details.get("list") {
        Some(Detail::Number(list)) if c.kind == "basis" && c.flag("declared") => {
            Some((*list, c.scope.activity.clone()))
        }
        _ => None,
    };
    let mut lists: BTreeMap<(i64, Option<String>), BTreeSet<String>> = BTreeMap::new();
    for claim in claims.iter() {
        if let Some(key) = key(claim) {
            lists.entry(key).or_default().insert(claim.value.clone());
        }
    }
    for claim in claims.iter_mut() {
        if key(claim).is_some_and(|k| lists.get(&k).is_some_and(|v| v.len() > 2)) {
            claim.details.insert("open-list", true.into());
        }
    }
}

/// All six bases of Article 6(1) under a lead-in that speaks of nobody ("The lawful bases are:") are what the law offers,
/// not what this notice relies on.
pub(super) fn of_the_law(context: &Context<'_>, claims: &mut [Claim]) {
    const ALL: [&str; 6] = ["6(1)(a)", "6(1)(b)", "6(1)(c)", "6(1)(d)", "6(1)(e)", "6(1)(f)"];
    let mut lists: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    let list = |c: &Claim| match c.details.get("list") {
        Some(Detail::Number(list)) if c.kind == "basis" => Some(*list),
        _ => None,
    };
    for claim in claims.iter() {
        if let Some(list) = list(claim) {
            lists.entry(list).or_default().insert(claim.value.clone());
        }
    }
    let mut law = false;
    for claim in claims.iter_mut() {
        let whole = list(claim).and_then(|l| lists.get(&l)).is_some_and(|v| ALL.iter().all(|b| v.contains(*b)));
        let Some(sentence) = context.notice.sentence_at(claim.span.start).filter(|_| whole) else { continue };
        let mut leads = context.lead_sentences(sentence as u32).peekable();
        let nobody = leads.peek().is_some()
            && leads.all(|s| {
                !context.tokens(s).any(|i| matches!(&*context.token(i), "we" | "our" | "us" | "may" | "rely"))
            });
        if nobody && claim.force.asserts() {
            claim.force = Force::QuotesLaw;
            law = true;
        }
    }
    law |= recited(context, claims);
    // Beside the law's list, what is relied on is told purpose by purpose: no one statement is the whole of it.
    for claim in claims.iter_mut().filter(|c| law && c.flag("exhaustive")) {
        claim.details.insert("exhaustive", false.into());
    }
}

/// The law's six bases where each is explained in a paragraph of its own, so that no one list holds them: what stands
/// below "There are six lawful bases:", as far as nobody says there what he does himself.
fn recited(context: &Context<'_>, claims: &mut [Claim]) -> bool {
    let defines = |b: &Block| match b.kind {
        BlockKind::Item { .. } => true,
        BlockKind::Paragraph => b.sentences.clone().next().is_some_and(|s| {
            let first = context.token(context.tokens(s).start);
            matches!(&*first, "the" | "processing" | "necessary" | "it" | "individuals" | "an")
        }),
        _ => false,
    };
    let mut told: BTreeSet<u32> = BTreeSet::new();
    for hit in context.reading.hits(GROUP).iter().filter(|h| context.reading.name(h) == "six") {
        if context.words(context.sentence_span(hit.sentence)).trim_end().ends_with(':') {
            let lead = context.block_index(hit.sentence) as usize;
            let below = context.notice.blocks.iter().enumerate().skip(lead + 1).take(14);
            told.extend(below.take_while(|(_, b)| defines(b)).map(|(i, _)| i as u32));
        }
    }
    let mut any = false;
    for claim in claims.iter_mut().filter(|c| c.kind == "basis" && c.force.asserts()) {
        if told.contains(&claim.place.block) {
            claim.force = Force::QuotesLaw;
            any = true;
        }
    }
    any
}

/// Whether an item of a list of bases says what the basis is for, or what leads to the list does.
fn mapped(context: &Context<'_>, sentence: u32, span: Span) -> bool {
    let has = |s: u32, name: &str| context.reading.has(s, GROUP, name);
    let before = Span::new(context.block(sentence).span.start as usize, span.start as usize);
    if context.words(before).split_whitespace().nth(LEAD).is_some() {
        return true;
    }
    let own = context.block(sentence).sentences.clone().any(|s| has(s, "mapped") || has(s, "mapped-to"));
    own || labels(context, sentence, span) || context.lead_sentences(sentence).any(|s| has(s, "mapped-to"))
}

/// "Consent – newsletters and photographs": the name of the basis is a label of what stands behind the dash or colon, and
/// that is no definition of it ("Contract: the processing is necessary for a contract that you have with us").
fn labels(context: &Context<'_>, sentence: u32, span: Span) -> bool {
    let tokens = context.tokens(sentence);
    let last = behind(context, tokens.clone(), span);
    let parted = last + 1 < tokens.end && context.between(last, last + 1).contains([':', '–', '—', '-']);
    let front = context.words(Span::new(context.sentence_span(sentence).start as usize, span.start as usize));
    let defines = |i: u32| {
        matches!(
            &*context.token(i),
            "necessary"
                | "need"
                | "consent"
                | "consented"
                | "permission"
                | "agreed"
                | "contract"
                | "law"
                | "laws"
                | "legal"
                | "legally"
                | "statutory"
                | "obligation"
                | "obligations"
                | "interest"
                | "interests"
                | "life"
                | "task"
                | "tasks"
                | "authority"
                | "public"
                | "article"
                | "basis"
                | "we"
                | "individual"
                | "subject"
        )
    };
    let rest = last + 1..tokens.end;
    // "Contract (Article 6(1)(b)) — paying our staff": the name of the basis, and its letter.
    let name = |w: &str| {
        let w = w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        w.is_empty()
            || matches!(
                &*w,
                "contract"
                    | "consent"
                    | "legal"
                    | "obligation"
                    | "vital"
                    | "interests"
                    | "legitimate"
                    | "public"
                    | "task"
            )
    };
    let named = front.trim_end().ends_with(['(', '[']) && front.split_whitespace().all(name);
    parted && (named || front.chars().all(|c| !c.is_alphanumeric())) && rest.len() >= 2 && !rest.clone().any(defines)
}

/// Whether the basis is a label with what it is for behind it: "Contract: handling your booking", "Consent – newsletters".
/// "Contract: processing that is necessary for one" says again what a contract is.
fn labelled(context: &Context<'_>, sentence: u32, span: Span) -> bool {
    let tokens = context.tokens(sentence);
    let Some(last) = tokens.clone().rev().find(|&i| context.token_span(i, i).start < span.end) else { return false };
    // "Contract performance:" has a word more.
    let Some(colon) = (last..tokens.end.min(last + 2))
        .find(|&i| i + 1 < tokens.end && context.between(i, i + 1).contains([':', '–', '—']))
    else {
        return false;
    };
    let next = context.token(colon + 1);
    let does = next.len() > 5
        && next.ends_with("ing")
        && !matches!(
            &*next,
            "processing"
                | "complying"
                | "fulfilling"
                | "performing"
                | "meeting"
                | "relying"
                | "pursuing"
                | "satisfying"
        );
    let hits = context.reading.hits_in(sentence, GROUP).iter();
    does || hits.into_iter().any(|h| context.reading.name(h) == "use" && h.first == colon + 1)
}

/// Whether a law (other than that on data protection) or a task is named where the basis is: in its paragraph or row, in
/// what leads to it, in the items below it, and in the paragraph that follows in the same section.
fn around(context: &Context<'_>, sentence: u32, what: &str) -> bool {
    let block = context.block_index(sentence);
    let section = context.block(sentence).section;
    let special =
        |s: u32| context.reading.has(s, "special", "special") || context.reading.has(s, "special", "schedule");
    let has = |s: u32| {
        let hits = context.reading.hits_in(s, GROUP);
        hits.iter().any(|h| context.reading.name(h) == what && (what != "act" || is_law(context, h)))
    };
    let names = |s: u32| has(s) && (s == sentence || !special(s));
    let blocks = &context.notice.blocks;
    let own = blocks[block as usize].sentences.clone();
    if what == "task" && reasoned(context, sentence) {
        return true;
    }
    if what == "task" && ["mapped-to", "allowing"].iter().any(|n| context.reading.has(sentence, GROUP, n)) {
        return true;
    }
    let row = context.notice.row_of(block as usize).iter().flat_map(|b| b.sentences.clone());
    let next = blocks.iter().enumerate().skip(block as usize + 1).take(8);
    let below = next
        .filter(|(i, b)| b.section == section && (*i <= block as usize + 1 || b.lead == Some(block)))
        .flat_map(|(_, b)| b.sentences.clone());
    own.chain(row).chain(context.lead_texts(sentence)).chain(below).any(names) || under_label(context, sentence, what)
}

/// Whether a law or task is named in the list below a heading that is the basis itself: "Legal obligation: • tax law • …".
fn under_label(context: &Context<'_>, sentence: u32, what: &str) -> bool {
    let section = context.block(sentence).section;
    let Some(at) = context.notice.sections[section as usize].heading else { return false };
    let head = &context.notice.blocks[at as usize];
    let label = context.section_topic(context.notice.sections[section as usize].parent) == Some("bases")
        && head.sentences.clone().any(|s| !context.reading.hits_in(s, "basis").is_empty());
    let below = context.notice.blocks[at as usize + 1..].iter().take(8).take_while(|b| b.section == section);
    label && below.flat_map(|b| b.sentences.clone()).any(|s| context.reading.has(s, GROUP, what))
}

/// Whether the words are a law's: an Act by its capital ("it may act jointly" is none), or a source of law without a title.
fn is_law(context: &Context<'_>, hit: &Hit) -> bool {
    let last = context.token(hit.last);
    let last = if last.bytes().all(|b| b.is_ascii_digit()) && hit.last > hit.first {
        context.token_span(hit.last - 1, hit.last - 1)
    } else {
        context.token_span(hit.last, hit.last)
    };
    let untitled = matches!(&*context.token(hit.first), "common" | "prerogative" | "statutory" | "standing");
    untitled || context.words(last).starts_with(char::is_uppercase)
}

/// Whether the next sentence says why it is a task of this organisation: "This is because our service brings together …".
fn reasoned(context: &Context<'_>, sentence: u32) -> bool {
    let next = sentence + 1;
    if !context.block(sentence).sentences.contains(&next) || context.tokens(next).len() < 8 {
        return false;
    }
    let mut opening = context.tokens(next).take(12).map(|i| context.token(i));
    let this = opening.next().is_some_and(|t| matches!(&*t, "this" | "it" | "that"));
    let second = opening.next();
    let third = opening.next();
    this && second.as_deref() == Some("is")
        && matches!(third.as_deref(), Some("because" | "as" | "since"))
        && !opening.any(|t| matches!(&*t, "gdpr" | "article" | "act"))
}

/// Whether a sentence anywhere tells what the functions of the organisation are: "our functions with regard to training".
fn told_elsewhere(context: &Context<'_>) -> bool {
    (0..context.sentence_count()).any(|s| {
        context.reading.has(s, GROUP, "functions-told") && context.force(s).asserts() && !context.is_heading(s)
    })
}

/// Whether a sentence anywhere says which law obliges the organisation.
fn obliges(context: &Context<'_>) -> bool {
    (0..context.sentence_count())
        .any(|s| context.reading.has(s, GROUP, "law-obliges") && context.force(s).asserts() && !context.is_heading(s))
}

/// Whether a sentence anywhere names the laws that the organisation acts under: "The main legislation that governs this is …".
fn laws_told(context: &Context<'_>) -> bool {
    (0..context.sentence_count())
        .any(|s| context.reading.has(s, GROUP, "laws-told") && context.force(s).asserts() && around(context, s, "act"))
}

/// Whether the interests are said: behind the words ("our legitimate interests in keeping …", "to …", in brackets), in
/// another sentence on them in the same paragraph or the next, in the items below, or in a column of their own.
fn interest(context: &Context<'_>, sentence: u32, span: Span) -> bool {
    let at = context.tokens(sentence);
    let last = mention(context, at.clone()).unwrap_or_else(|| behind(context, at.clone(), span));
    let says = |s: u32| context.reading.has(s, GROUP, "interest-is");
    let block = context.block_index(sentence);
    let section = context.block(sentence).section;
    let blocks = &context.notice.blocks;
    let near = blocks[block as usize].sentences.clone();
    let next = blocks.get(block as usize + 1).filter(|b| b.section == section || b.lead == Some(block));
    let lists = blocks.iter().skip(block as usize + 1).take(2).any(|b| b.lead == Some(block));
    tells(context, last, at.end)
        || labels(context, sentence, span)
        || near.chain(next.map_or(0..0, |b| b.sentences.clone())).any(says)
        // "To pursue our legitimate interests. We use it to:" leads to what they are as well.
        || lists
            && (sentence..blocks[block as usize].sentences.end)
                .any(|s| context.words(context.sentence_span(s)).trim_end().ends_with(':'))
        || column(context, sentence)
}

/// The token of the last "legitimate … interests" of a sentence.
fn mention(context: &Context<'_>, tokens: Range<u32>) -> Option<u32> {
    let first = tokens.start;
    tokens.rev().find(|&i| {
        matches!(&*context.token(i), "interest" | "interests")
            && (i.saturating_sub(3).max(first)..i).any(|j| context.token(j) == "legitimate")
    })
}

fn behind(context: &Context<'_>, tokens: Range<u32>, span: Span) -> u32 {
    let end = tokens.end;
    tokens.rev().find(|&i| context.reading.tokens[i as usize].start < span.end).unwrap_or(end.saturating_sub(1))
}

/// Words that say what the interests are, when they follow.
const OPEN: &[&str] = &[
    "to",
    "in",
    "because",
    "so",
    "is",
    "are",
    "include",
    "includes",
    "including",
    "such",
    "eg",
    "ie",
    "namely",
    "that",
    "for",
    "by",
    "when",
    "where",
    "described",
    "explained",
    "set",
    "stated",
    "being",
    "e.g",
    "i.e",
    "if",
];

/// Whether the rest of a sentence, from a token on, says an interest.
fn tells(context: &Context<'_>, last: u32, end: u32) -> bool {
    let rest = (last + 1).min(end)..end;
    let opens = rest.clone().any(|i| {
        let word = context.token(i);
        let gerund = word == "of" && i + 1 < end && context.token(i + 1).ends_with("ing");
        // "Legitimate interest for personal data of our members" says whose data, and no interest.
        let whose = word == "for" && context.token(i + 1) == "personal";
        gerund || OPEN.contains(&&*word) && i + 1 < end && !whose
    });
    let cites = |i: u32| {
        let word = context.token(i);
        matches!(&*word, "article" | "art" | "gdpr" | "uk" | "f" | "the" | "lawful" | "legal")
            || word.starts_with(|c: char| c.is_ascii_digit())
    };
    // "Legitimate interests (running the club)", "Legitimate interests: running the club".
    let apart = rest.start < end && context.between(last, rest.start).contains(['(', ':', '–', '—', '-', ',']);
    opens || apart && !cites(rest.start) && rest.len() >= 2
}

/// Whether the row has a column for the interests, and something stands in it.
fn column(context: &Context<'_>, sentence: u32) -> bool {
    let block = context.block_index(sentence);
    context.notice.row_of(block as usize).iter().any(|b| {
        let cell = matches!(b.kind, BlockKind::Cell { header: false, .. }) && !b.sentences.is_empty();
        let other = cell && !b.sentences.contains(&sentence);
        other && {
            let first = b.sentences.start;
            context.lead_sentences(first).any(|s| context.tokens(s).any(|i| context.token(i).starts_with("interest")))
        }
    })
}
