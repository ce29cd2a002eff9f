//! Recipients: to whom data goes.

use super::party::{parties, run_on};
use crate::claims::context::Context;
use crate::claims::force;
use crate::claims::lists::hands_data;
use crate::claims::model::{Claim, Force};
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};

/// The value of a sharing with nobody in particular.
pub(super) const UNNAMED: &str = "unnamed";

/// Who gets data by one sentence.
pub(super) struct Who {
    /// The words, in lower case; `unnamed` where there are none.
    pub value: String,
    /// The kinds of recipient, by entry of the lexicon; a supplier counts only where there is nobody else.
    pub kinds: Vec<String>,
    /// Nobody is named.
    pub vague: bool,
}

/// Who gets data by the sentence.
pub(super) fn who(context: &Context<'_>, sentence: u32, verb: &Hit) -> Who {
    let parties = parties(context, sentence, &Source::Verb(*verb));
    let named = parties.iter().any(|p| !p.vague);
    let counted = || parties.iter().filter(|p| p.vague != named);
    let mut kinds: Vec<String> = counted().filter(|p| !p.vague).map(|p| p.kind.to_owned()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.len() > 1 {
        kinds.retain(|k| k != "supplier" && k != "internal");
    }
    let mut names: Vec<String> = Vec::new();
    for name in counted().map(|p| plain(context, p.span)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let value = if names.is_empty() { UNNAMED.to_owned() } else { names.join(", ") };
    Who { value, kinds, vague: !named }
}

/// "The police may be given …": the recipient stands before the verb.
pub(super) fn passive(context: &Context<'_>, verb: &Hit, hit: &Hit) -> bool {
    (hit.last + 1..verb.first).any(|i| matches!(&*context.token(i), "access" | "receive" | "see" | "whom"))
}

/// The words of a span in one line and in lower case.
fn plain(context: &Context<'_>, span: Span) -> String {
    let words = context.notice.text.get(span.start as usize..span.end as usize).unwrap_or_default();
    let words = words.split(';').next().unwrap_or_default().replace(['*', '[', ']'], "");
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Reads the recipients: behind a verb of sharing, in a list that one introduces, and in the sections on sharing.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    for sentence in 0..context.sentence_count() {
        let hits = context.reading.hits_in(sentence, "recipient");
        let acts = context.reading.hits_in(sentence, "sharing");
        let item = matches!(
            context.block(sentence).kind,
            BlockKind::Item { .. } | BlockKind::Cell { .. } | BlockKind::FlatRow { .. }
        );
        if hits.is_empty() && acts.is_empty() && !item || super::skipped(context, sentence) {
            continue;
        }
        let Some(source) = source(context, sentence, item) else { continue };
        read(context, sentence, &source, out);
    }
}

/// What makes the words of a sentence recipients.
pub(super) enum Source {
    /// A verb of sharing in the sentence.
    Verb(Hit),
    /// A line that introduces the item: "We share your data with:".
    Lead,
    /// The section is about sharing.
    Topic,
}

fn source(context: &Context<'_>, sentence: u32, item: bool) -> Option<Source> {
    let force = context.force(sentence);
    if !force.asserts() && force != Force::Attributes || context.within_topic(sentence, "rights") {
        return None;
    }
    if continues(context, sentence) {
        return Some(Source::Lead);
    }
    let lead = if item { context.lead_sentences(sentence).find_map(|s| introduces(context, s)) } else { None };
    // "Supermarkets (we do not share your diagnosis)": what the brackets say takes nothing from the item.
    let bracket = |act: &super::Act<'_>| {
        let start = context.tokens(sentence).start;
        (start + 1..=act.verb.first).any(|i| context.between(i - 1, i).contains('('))
    };
    if let Some(act) = super::act(context, sentence).filter(|act| !(lead == Some(true) && bracket(act))) {
        if super::described(context, &act) {
            return None;
        }
        let span = context.token_span(act.verb.first, act.verb.last);
        let denied =
            context.denied(sentence, span) || super::denied_by_lead(context, sentence) || super::refused(context, &act);
        return (!denied || excepted(context, sentence, &act.verb)).then_some(Source::Verb(act.verb));
    }
    if item {
        match lead {
            Some(true) => return Some(Source::Lead),
            Some(false) => return None,
            None => {}
        }
    }
    (context.topic(sentence) == Some("sharing") && !negative(context, sentence) && topical(context, sentence))
        .then_some(Source::Topic)
}

/// Whether the sentence goes on to say who those are of whom the sentence before speaks: "These might include …".
fn continues(context: &Context<'_>, sentence: u32) -> bool {
    let range = context.tokens(sentence);
    let these = matches!(&*context.token(range.start), "these" | "they" | "this" | "examples" | "those" | "such")
        && range
            .clone()
            .take(8)
            .any(|i| matches!(&*context.token(i), "include" | "includes" | "are" | "could" | "may" | "might"));
    let near = sentence > context.block(sentence).sentences.start
        || sentence > 0
            && context.block_index(sentence) - context.block_index(sentence - 1) == 1
            && context.block(sentence).section == context.block(sentence - 1).section;
    these
        && near
        && super::act(context, sentence - 1)
            .is_some_and(|act| !context.denied(sentence - 1, context.token_span(act.verb.first, act.verb.last)))
}

/// Whether a denial excepts somebody: "with nobody but our accountant".
fn excepted(context: &Context<'_>, sentence: u32, verb: &Hit) -> bool {
    excepts(context, sentence, verb).is_some()
}

/// The words that except somebody from a denial.
fn excepts<'c>(context: &'c Context<'_>, sentence: u32, verb: &Hit) -> Option<&'c Hit> {
    context.reading.hits_in(sentence, "sharing-cue").iter().find(|h| {
        context.reading.name(h) == "except"
            && h.first > verb.last
            && !matches!(&*context.token(h.first), "without" | "until" | "unless")
    })
}

/// Where the exception from a denial begins.
fn exception(context: &Context<'_>, sentence: u32, source: &Source) -> Option<u32> {
    let Source::Verb(verb) = source else { return None };
    let denied = context.denied(sentence, context.token_span(verb.first, verb.last));
    excepts(context, sentence, verb).filter(|_| denied).map(|h| h.span.start)
}

/// Whether a sentence in the part on sharing speaks of who gets data: of their access, their work for us, or of nothing else.
fn topical(context: &Context<'_>, sentence: u32) -> bool {
    let range = context.tokens(sentence);
    let does = |i: u32| {
        matches!(
            &*context.token(i),
            "access"
                | "see"
                | "sees"
                | "receive"
                | "receives"
                | "view"
                | "handle"
                | "process"
                | "processed"
                | "processes"
                | "contract"
                | "contracted"
                | "engage"
                | "employ"
                | "recipients"
                | "include"
                | "includes"
                | "including"
                | "use"
                | "supply"
                | "host"
                | "hosted"
                | "stored"
                | "passes"
                | "get"
                | "gets"
                | "example"
                | "instruct"
                | "commission"
        )
    };
    let finite = range.clone().any(|i| finite(&context.token(i)));
    // "Our suppliers may also provide figures on your use": they give, and nobody gives to them.
    let gives = range.clone().take(8).any(|i| {
        matches!(
            &*context.token(i),
            "provide" | "provides" | "supply" | "supplies" | "give" | "gives" | "send" | "sends"
        )
    }) && range
        .clone()
        .take(12)
        .any(|i| matches!(&*context.token(i), "information" | "statistics" | "figures" | "data"))
        && !range.clone().any(|i| matches!(&*context.token(i), "we" | "our" | "us"));
    if gives {
        return false;
    }
    // "Other forces; the Home Office; the courts": a list that has no need of bullets.
    let list = range.clone().skip(1).filter(|&i| context.between(i - 1, i).contains(';')).count() > 1;
    range.clone().any(does) || !finite && (list || range.len() <= 14)
}

/// Whether a word is a verb that makes a statement.
pub(super) fn finite(word: &str) -> bool {
    matches!(word, "is" | "are" | "will" | "may" | "can" | "must" | "has" | "have" | "do" | "we")
}

fn negative(context: &Context<'_>, sentence: u32) -> bool {
    context.reading.has(sentence, "cue", "negate")
}

/// Whether a line introduces recipients; nothing where it says nothing of them.
fn introduces(context: &Context<'_>, lead: u32) -> Option<bool> {
    let range = context.tokens(lead);
    if context.is_heading(lead) && range.len() <= 8 && context.reading.has(lead, "sharing", "recipients") {
        return Some(true);
    }
    let words = range.clone();
    let colon = context.words(context.sentence_span(lead)).trim_end().ends_with(':');
    // "We may disclose it if we have to:" introduces what for, not whom.
    let purpose = range.len() > 2
        && &*context.token(range.end - 1) == "to"
        && matches!(
            &*context.token(range.end - 2),
            "required" | "order" | "necessary" | "need" | "needed" | "have" | "obliged" | "us" | "wish" | "able" | "is"
        );
    // "It can be seen by our suppliers, to:" has said whom.
    let purpose = purpose
        || range.len() > 2
            && &*context.token(range.end - 1) == "to"
            && context.between(range.end - 2, range.end - 1).contains(',');
    if purpose || hands_data(context, lead) {
        return None;
    }
    let tail = range.start.max(range.end.saturating_sub(7));
    let ends = (tail..range.end).any(|i| {
        matches!(
            &*context.token(i),
            "with"
                | "to"
                | "include"
                | "includes"
                | "recipients"
                | "parties"
                | "organisations"
                | "are"
                | "following"
                | "including"
                | "by"
                | "as"
                | "example"
                | "these"
                | "from"
                | "body"
                | "need"
        )
    });
    let named = context.reading.has(lead, "sharing", "recipients")
        || super::act(context, lead).is_some()
        || context.within_topic(lead, "sharing") && !context.reading.hits_in(lead, "recipient").is_empty();
    let list = colon && context.reading.has(lead, "sharing", "recipients");
    if !named || !ends && !list {
        return None;
    }
    Some(!words.clone().any(|i| matches!(&*context.token(i), "not" | "never" | "won't" | "don't")))
}

/// Makes the claims on the recipients of a sentence.
fn read(context: &Context<'_>, sentence: u32, source: &Source, out: &mut Vec<Claim>) {
    let mut parties = parties(context, sentence, source);
    // "With nobody else, except as set out below": those before the exception are given nothing.
    if let Some(from) = exception(context, sentence, source) {
        parties.retain(|p| !p.vague || p.span.start >= from);
    }
    // Where names have run together none of the list can be told from the next.
    if parties.iter().any(|p| run_on(context, p)) {
        return;
    }
    let named = parties.iter().any(|p| !p.vague);
    for party in parties.iter().filter(|p| !(p.vague && (p.told || named || beside(context, sentence, source)))) {
        let value = plain(context, party.span);
        // "Note that …", "Please ask …": how a sentence begins, and nobody's name.
        if matches!(
            &*value,
            "note"
                | "please"
                | "see"
                | "however"
                | "also"
                | "although"
                | "remember"
                | "important"
                | "for"
                | "in"
                | "when"
                | "where"
                | "if"
                | "as"
                | "to"
                | "this"
                | "these"
                | "with"
                | "while"
                | "all"
        ) {
            continue;
        }
        if super::is_place(context, sentence, &value) {
            continue;
        }
        if matches!(source, Source::Topic) && to_contact(context, sentence, party.span) {
            continue;
        }
        let mut claim = context.claim("recipient", value, sentence, party.span);
        claim.force = stands(context, sentence, source, party.span);
        if matches!(source, Source::Verb(_)) && context.reading.has(sentence, "sharing-cue", "anonymous") {
            claim = claim.with("identifiable", "no");
        }
        let vague = party.vague || party.kind == "named" && unspecified(&claim.value);
        out.push(claim.with("vague", vague).with("kind-of", party.kind).with("act", "share"));
    }
}

/// Whether words tell of a group only that it is the right one: "relevant outside bodies".
fn unspecified(value: &str) -> bool {
    let words: Vec<&str> = value.split(' ').collect();
    let first = matches!(words[0], "relevant" | "appropriate" | "various" | "certain" | "selected" | "suitable");
    let last = words.last().is_some_and(|w| {
        matches!(*w, "organisations" | "companies" | "bodies" | "entities" | "businesses" | "agencies" | "parties")
    });
    first && last && words.len() <= 4
}

/// Whether the verb stands in a clause on the case of need: "if we have to share it with others".
fn if_needed(context: &Context<'_>, sentence: u32, verb: &Hit) -> bool {
    let start = context.tokens(sentence).start.max(verb.first.saturating_sub(5));
    let own = (start..verb.first).find(|&i| matches!(&*context.token(i), "if" | "where" | "when"));
    own.is_some_and(|i| {
        context.token(i + 1) == "we"
            && (i + 2..verb.first).any(|n| matches!(&*context.token(n), "need" | "have" | "must"))
    })
}

/// How the recipients stand: what they may do with it is no possibility of ours.
fn stands(context: &Context<'_>, sentence: u32, source: &Source, party: Span) -> Force {
    let own = context.force(sentence);
    match (own, source) {
        (Force::Attributes, _) => Force::States,
        (Force::States, Source::Verb(verb)) if if_needed(context, sentence, verb) => Force::OnlyIf,
        (Force::States | Force::May | Force::OnlyIf, Source::Verb(verb)) => super::stance(context, sentence, verb),
        // "As the law requires" is no condition.
        (Force::OnlyIf, Source::Topic) if !on_condition(context, sentence, party) => Force::States,
        (Force::May, Source::Lead | Source::Topic) if theirs(context, sentence) => {
            force::led(context, sentence).unwrap_or(Force::States)
        }
        // "We may share your data with:" over a table, "Who we may share it with" over a column.
        (Force::States, Source::Lead | Source::Topic) => match force::led(context, sentence) {
            Some(led) => led,
            // "The card firm, if you pay by card" in a list.
            None if force::conditional(context, sentence, party) => Force::OnlyIf,
            None => own,
        },
        _ => own,
    }
}

/// Whether the party is whom people should write to: "please contact the information team".
fn to_contact(context: &Context<'_>, sentence: u32, party: Span) -> bool {
    let range = context.tokens(sentence);
    let at = range.clone().find(|&i| context.token_span(i, i).end > party.start).unwrap_or(range.end);
    (at.saturating_sub(6).max(range.start)..at).any(|i| {
        context.token(i) == "contact"
            && (i == range.start || matches!(&*context.token(i - 1), "to" | "please" | "can" | "should"))
    })
}

/// Whether a condition in the sentence is one of the words of a span.
fn on_condition(context: &Context<'_>, sentence: u32, span: Span) -> bool {
    let cues = context.reading.hits_in(sentence, "cue").iter();
    cues.filter(|h| context.reading.name(h) == "only-if").any(|h| force::conditioned(context, h, span))
        || force::conditional(context, sentence, span)
}

/// Whether the only possibilities in the sentence are of what recipients do with what they have: "they may only use it for
/// our work".
fn theirs(context: &Context<'_>, sentence: u32) -> bool {
    let mut cues =
        context.reading.hits_in(sentence, "cue").iter().filter(|h| context.reading.name(h) == "may").peekable();
    let led = context.lead_sentences(sentence).any(|s| context.reading.has(s, "cue", "may"));
    let uses = |i: u32| {
        matches!(&*context.token(i), "only" | "use" | "keep" | "hold" | "process" | "provide" | "store" | "retain")
    };
    // "Auditors, who may look at some files" is theirs too.
    let who = |i: u32| i > 0 && matches!(&*context.token(i - 1), "who" | "which");
    let also = |i: u32| context.token(i) == "also" && uses(i + 1);
    !led && cues.peek().is_some() && cues.all(|h| who(h.first) || uses(h.last + 1) || also(h.last + 1))
}

/// Whether others are named beside a word that names nobody: in the items of the same list.
fn beside(context: &Context<'_>, sentence: u32, source: &Source) -> bool {
    let Source::Lead = source else { return false };
    let own = context.block_index(sentence);
    let Some(lead) = context.notice.blocks[own as usize].lead else { return false };
    let near = own.saturating_sub(12)..(own + 12).min(context.notice.blocks.len() as u32);
    near.into_iter().filter(|&b| b != own && context.notice.blocks[b as usize].lead == Some(lead)).any(|b| {
        context.notice.blocks[b as usize]
            .sentences
            .clone()
            .any(|s| context.reading.hits_in(s, "recipient").iter().any(|h| context.reading.set(h, "vague").is_none()))
    })
}

pub(super) fn first_sentence(context: &Context<'_>, sentence: u32) -> bool {
    context.block(sentence).sentences.start == sentence
}
