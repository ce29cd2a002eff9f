//! Recipients: to whom data goes.

use super::act::relative;
use super::extent::{self, phrase};
use super::phrase::{governed, governed_aside, name, outside, target};
use crate::claims::context::Context;
use crate::claims::model::{Claim, Force};
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};

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
    let value = if names.is_empty() { "unnamed".to_owned() } else { names.join(", ") };
    Who { value, kinds, vague: !named }
}

/// "The police may be given …": the recipient stands before the verb.
fn passive(context: &Context<'_>, verb: &Hit, hit: &Hit) -> bool {
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
enum Source {
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
    context.reading.hits_in(sentence, "sharing-cue").iter().any(|h| {
        context.reading.name(h) == "except"
            && h.first > verb.last
            && !matches!(&*context.token(h.first), "without" | "until" | "unless")
    })
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
    range.clone().any(does) || !finite && range.len() <= 14
}

/// Whether a word is a verb that makes a statement.
fn finite(word: &str) -> bool {
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
    if purpose {
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
    let parties = parties(context, sentence, source);
    let named = parties.iter().any(|p| !p.vague);
    for party in parties.iter().filter(|p| !(p.vague && (p.told || named || beside(context, sentence, source)))) {
        let mut claim = context.claim("recipient", plain(context, party.span), sentence, party.span);
        claim.force = force(context, sentence, source, claim.force);
        out.push(claim.with("vague", party.vague).with("kind-of", party.kind).with("act", "share"));
    }
}

/// How the recipients stand: what they may do with it is no possibility of ours.
fn force(context: &Context<'_>, sentence: u32, source: &Source, own: Force) -> Force {
    match (own, source) {
        (Force::Attributes, _) => Force::States,
        (Force::May, Source::Verb(verb)) if !super::possible(context, sentence, verb) => Force::States,
        _ => own,
    }
}

/// Whether others are named beside a word that names nobody: in the items of the same list.
fn beside(context: &Context<'_>, sentence: u32, source: &Source) -> bool {
    let Source::Lead = source else { return false };
    let own = context.block_index(sentence);
    let Some(lead) = context.notice.blocks[own as usize].lead else { return false };
    let near = own.saturating_sub(12)..(own + 12).min(context.notice.blocks.len() as u32);
    near.into_iter().filter(|&b| b != own && context.notice.blocks[b as usize].lead == Some(lead)).any(|b| {
        context.notice.blocks[b as usize].sentences.clone().any(|s| {
            context.reading.hits_in(s as u32, "recipient").iter().any(|h| context.reading.set(h, "vague").is_none())
        })
    })
}

/// Somebody who gets data.
struct Party<'a> {
    first: u32,
    last: u32,
    span: Span,
    kind: &'a str,
    /// The words name nobody.
    vague: bool,
    /// They name nobody, and what follows says who they are.
    told: bool,
}

/// Who gets data by a sentence, in the order of the text.
fn parties<'a>(context: &Context<'a>, sentence: u32, source: &Source) -> Vec<Party<'a>> {
    let hits = context.reading.hits_in(sentence, "recipient");
    let range = context.tokens(sentence);
    let list = match source {
        Source::Verb(verb) => relative(context, range.start, verb).and_then(|r| r.list),
        _ => None,
    };
    let floor = match source {
        Source::Verb(verb) => list.map_or(verb.last + 1, |l| l + 1),
        _ => range.start,
    };
    // From where the words for a recipient are looked at: behind "with", where it comes late.
    let behind = match source {
        Source::Verb(verb) => list.or_else(|| governed(context, sentence, verb).map(|g| g - 1)).unwrap_or(verb.last),
        _ => floor,
    };
    let head = if matches!(source, Source::Lead) { head(context, sentence) } else { range.end };
    let mut found: Vec<Party<'a>> = Vec::new();
    for hit in hits {
        if inside_other(context, hits, hit) || hit.first >= head && !exampled(context, head, hit) {
            continue;
        }
        if let Source::Verb(verb) = source {
            let before = hit.last < verb.first;
            let left_out = if before {
                !passive(context, verb, hit)
            } else {
                hit.last < floor || outside(context, list.unwrap_or(verb.last), behind, hit)
            };
            if left_out {
                continue;
            }
        } else if aside(context, hit) {
            continue;
        }
        let vague = context.reading.set(hit, "vague").is_some();
        let told = vague && explained(context, sentence, hit) && !matches!(source, Source::Lead);
        // "All third parties are bound by contracts" is no list of who gets data.
        if vague && matches!(source, Source::Topic) && context.tokens(sentence).any(|i| finite(&context.token(i))) {
            continue;
        }
        let (first, last) = if vague && hit.first < hit.last {
            (hit.first, hit.last)
        } else {
            phrase(context, hit, floor.min(hit.first))
        };
        // "Their staff" is the staff of one who is named before.
        if first > range.start && &*context.token(first - 1) == "their" && context.reading.name(hit) == "internal" {
            continue;
        }
        if let Some(known) = found.iter_mut().find(|p| p.first <= last && first <= p.last) {
            (known.first, known.last) = (known.first.min(first), known.last.max(last));
            known.span = context.token_span(known.first, known.last);
            // The last word of a name says what it is: "HMRC staff".
            let heads = last == known.last && !(known.first..last).any(|i| &*context.token(i) == "of");
            if !vague && (known.vague || heads) {
                (known.kind, known.vague) = (context.reading.name(hit), false);
            }
            continue;
        }
        // "Service providers who help us" are service providers; "companies who help us" are named by what they do.
        let last = (hit.first + 1..last)
            .find(|&i| {
                matches!(&*context.token(i), "who" | "that" | "which")
                    && matches!(
                        &*context.token(i - 1),
                        "providers" | "suppliers" | "contractors" | "processors" | "agents"
                    )
            })
            .map_or(last, |i| i - 1);
        // A group that is described is somebody: "other organisations who need it to plan for floods".
        let vague = vague && (told || !explained(context, sentence, hit));
        let span = if first == hit.first && last == hit.last { hit.span } else { context.token_span(first, last) };
        found.push(Party { first, last, span, kind: context.reading.name(hit), vague, told });
    }
    let start = match source {
        Source::Verb(verb) => list.map(|l| l + 1).or_else(|| governed(context, sentence, verb)),
        Source::Lead
            if list_follows(context, sentence)
                || first_sentence(context, sentence) && name(context, sentence).is_some() =>
        {
            Some(list_start(context, sentence))
        }
        _ => None,
    };
    if let Some(start) = start {
        let item = matches!(source, Source::Lead) && !list_follows(context, sentence);
        names(context, start, head, item, &mut found);
    }
    if found.is_empty() {
        let span = match source {
            Source::Verb(verb) if list.is_none() => target(context, sentence, verb),
            Source::Lead if first_sentence(context, sentence) => name(context, sentence),
            _ => None,
        };
        if let Some(span) = span {
            found.push(Party { first: 0, last: 0, span, kind: "named", vague: false, told: false });
        }
    }
    found.sort_by_key(|p| p.span.start);
    found
}

/// Where the words for whom an item names end: at what it says of why, when and how.
fn head(context: &Context<'_>, sentence: u32) -> u32 {
    let range = context.tokens(sentence);
    range
        .clone()
        .skip(1)
        .find(|&i| {
            matches!(
                &*context.token(i),
                "to" | "if" | "when" | "where" | "so" | "because" | "unless" | "for" | "who" | "that" | "which" | "in"
            ) && !matches!(&*context.token(i + 1), "example" | "instance")
                && !context.reading.hits_in(sentence, "recipient").iter().any(|h| h.first <= i && i <= h.last)
                && !list_follows(context, sentence)
        })
        .unwrap_or(range.end)
}

/// "Agents that we use for our work, eg printers": examples of those whom a clause describes.
fn exampled(context: &Context<'_>, head: u32, hit: &Hit) -> bool {
    matches!(&*context.token(head), "who" | "that" | "which" | "in")
        && (head..hit.first).any(|i| {
            matches!(
                &*context.token(i),
                "eg" | "e.g" | "such" | "including" | "like" | "namely" | "example" | "instance"
            )
        })
}

/// "These may include: Acme, Bolt": the sentence opens with words for those before.
fn list_follows(context: &Context<'_>, sentence: u32) -> bool {
    list_start(context, sentence) > context.tokens(sentence).start
}

fn list_start(context: &Context<'_>, sentence: u32) -> u32 {
    let range = context.tokens(sentence);
    if !matches!(&*context.token(range.start), "these" | "they" | "this" | "examples" | "those" | "such") {
        return range.start;
    }
    range
        .clone()
        .take(8)
        .find(|&i| matches!(&*context.token(i), "include" | "includes" | "are" | "be"))
        .map_or(range.start, |i| i + 1)
}

/// The names written with capitals in the list that begins at a word: "GOV.UK Pay and WorldPay".
fn names<'a>(context: &Context<'a>, start: u32, end: u32, item: bool, found: &mut Vec<Party<'a>>) {
    let mut at = start;
    while at < end {
        if let Some(party) = found.iter().find(|p| p.first <= at && at <= p.last && p.last > 0) {
            at = party.last + 1;
            continue;
        }
        if at > start && context.between(at - 1, at).contains(['(', ';', '–', '—'])
            || at > start && context.between(at - 1, at).contains(". ")
        {
            break;
        }
        let word = context.token(at);
        if matches!(
            &*word,
            "the"
                | "a"
                | "an"
                | "our"
                | "and"
                | "or"
                | "with"
                | "to"
                | "such"
                | "as"
                | "including"
                | "both"
                | "also"
                | "other"
                | "relevant"
                | "your"
                | "like"
        ) {
            at += 1;
            continue;
        }
        if !extent::capital(context, at) || item && at == start && !proper(context, at, end) {
            if let Some(last) = plural(context, at, end).filter(|_| !item && !found.is_empty()) {
                found.push(Party {
                    first: at,
                    last,
                    span: context.token_span(at, last),
                    kind: "named",
                    vague: false,
                    told: false,
                });
                at = last + 1;
                continue;
            }
            // Plain words before a name that is known: "with trusted carriers and Acme".
            let known = found.iter().filter(|p| p.first > at && p.first <= at + 3).map(|p| p.first).min();
            match known {
                Some(next) => at = next,
                None => break,
            }
            continue;
        }
        let mut last = at;
        while last + 1 < end
            && last - at < 6
            && matches!(context.between(last, last + 1).trim_end(), "" | "." | "-" | "&" | " &")
            && context.between(last, last + 1) != ". "
            && (extent::capital(context, last + 1)
                || matches!(&*context.token(last + 1), "of" | "for")
                    && last + 2 < end
                    && extent::capital(context, last + 2))
        {
            last += 1;
        }
        found.push(Party {
            first: at,
            last,
            span: context.token_span(at, last),
            kind: "named",
            vague: false,
            told: false,
        });
        at = last + 1;
    }
}

/// The last word of a plain plural that makes one part of a list: "gas engineers" before a comma, an "and" or the end.
fn plural(context: &Context<'_>, at: u32, end: u32) -> Option<u32> {
    let stop =
        |i: u32| i >= end || matches!(&*context.token(i), "and" | "or") || !context.between(i - 1, i).trim().is_empty();
    let last = (at..end.min(at + 4)).find(|&i| stop(i + 1))?;
    let word = context.token(last);
    let people = word.ends_with('s')
        && word.len() > 4
        && !word.ends_with("ss")
        && !matches!(
            &*word,
            "purposes"
                | "organisations"
                | "companies"
                | "bodies"
                | "parties"
                | "individuals"
                | "entities"
                | "businesses"
                | "reasons"
                | "details"
                | "services"
                | "circumstances"
                | "cases"
                | "others"
                | "records"
                | "works"
        );
    (people && (at..=last).all(|i| extent::free(&context.token(i)))).then_some(last)
}

/// Whether the first word of an item is a name, and not only the first of a sentence: another capital follows or is in it.
fn proper(context: &Context<'_>, at: u32, end: u32) -> bool {
    let written = context.words(context.token_span(at, at));
    let inner = written.chars().skip(1).any(char::is_uppercase);
    let next = at + 1 < end && extent::capital(context, at + 1) && context.between(at, at + 1).trim().is_empty();
    inner || next || at + 1 == end || context.between(at, at + 1).starts_with(',')
}

/// Whether a hit outside a statement of sharing names nobody who gets data: whose terms or staff they are, what they are
/// cleared by, what they sell.
fn aside(context: &Context<'_>, hit: &Hit) -> bool {
    let tail = context.notice.text.get(hit.span.end as usize..).unwrap_or_default();
    let owner = tail.starts_with(['\u{2019}', '\''])
        || ["\u{2019}s", "'s"].iter().any(|s| context.words(hit.span).ends_with(s));
    owner || governed_aside(context, context.tokens(hit.sentence).start, hit)
}

fn first_sentence(context: &Context<'_>, sentence: u32) -> bool {
    context.block(sentence).sentences.start == sentence
}

fn inside_other(context: &Context<'_>, hits: &[Hit], hit: &Hit) -> bool {
    let vague = |h: &Hit| context.reading.set(h, "vague").is_some();
    hits.iter().any(|h| {
        let same = h.first == hit.first && h.last == hit.last;
        // Of two names for the same words the one that says more counts, else the first.
        let yields = !same || (vague(h), h.entry) < (vague(hit), hit.entry);
        h.entry != hit.entry && h.first <= hit.first && hit.last <= h.last && yields
    })
}

/// Whether the words behind say who they are: "third parties such as our printers", "partners: Acme and Bolt".
fn explained(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let end = context.tokens(sentence).end;
    (hit.last + 1..end.min(hit.last + 5)).any(|i| {
        matches!(
            &*context.token(i),
            "such"
                | "including"
                | "like"
                | "eg"
                | "namely"
                | "who"
                | "that"
                | "which"
                | "involved"
                | "providing"
                | "acting"
                | "listed"
                | "below"
                | "named"
                | "employed"
                | "working"
        )
    }) || context.words(context.sentence_span(sentence)).trim_end().ends_with(':')
}
