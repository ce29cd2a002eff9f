//! Who gets data by one sentence: names, kinds of body, and words that name nobody.

use super::extent::{self, phrase};
use super::phrase::{governed, governed_aside, name, outside, target};
use super::recipient::{Source, finite, first_sentence, passive};
use super::subject::relative;
use crate::claims::context::Context;
use crate::claims::lists::tells_data;
use crate::lexicon::Hit;
use crate::notice::Span;

/// Somebody who gets data.
pub(super) struct Party<'a> {
    first: u32,
    last: u32,
    pub span: Span,
    pub kind: &'a str,
    /// The words name nobody.
    pub vague: bool,
    /// They name nobody, and what follows says who they are.
    pub told: bool,
}

impl Party<'_> {
    /// A party that is named in these tokens.
    fn named(context: &Context<'_>, first: u32, last: u32) -> Self {
        Party { first, last, span: context.token_span(first, last), kind: "named", vague: false, told: false }
    }
}

/// Who gets data by a sentence, in the order of the text.
pub(super) fn parties<'a>(context: &Context<'a>, sentence: u32, source: &Source) -> Vec<Party<'a>> {
    if matches!(source, Source::Verb(_)) && tells_data(context, sentence) {
        return Vec::new();
    }
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
    let item = match source {
        Source::Verb(verb) => super::item(context, sentence, verb),
        _ => context.sentence_span(sentence),
    };
    let mut found: Vec<Party<'a>> = Vec::new();
    for hit in hits.iter().filter(|h| h.span.overlaps(item)) {
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
        // "Independent Office for Police Conduct": a body that is known is called by its whole name.
        let body = context.reading.hits_in(sentence, "citation");
        let body = body.iter().find(|b| b.first <= first && last <= b.last && b.last - b.first > last - first);
        let (first, last) = body.filter(|b| b.first >= floor).map_or((first, last), |b| (b.first, b.last));
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
    if found.is_empty()
        && let Source::Verb(verb) = source
    {
        found.extend(them(context, sentence, verb));
    }
    found.retain(|p| !pointed(context, p.span));
    found.sort_by_key(|p| p.span.start);
    found
}

/// "Some are sent by a solicitor, and their results are shared with them": those of whom the sentence spoke before.
fn them<'a>(context: &Context<'a>, sentence: u32, verb: &Hit) -> Option<Party<'a>> {
    let at = governed(context, sentence, verb).filter(|&at| &*context.token(at) == "them")?;
    let hits = context.reading.hits_in(sentence, "recipient");
    let mut told = hits.iter().filter(|h| h.last < verb.first && h.last < at);
    let hit = told.rfind(|h| context.reading.set(h, "vague").is_none())?;
    Some(Party {
        first: hit.first,
        last: hit.last,
        span: hit.span,
        kind: context.reading.name(hit),
        vague: false,
        told: false,
    })
}

/// Whether words only point to where the recipients are named: "the parties set out below".
fn pointed(context: &Context<'_>, span: Span) -> bool {
    let words = context.words(span).to_lowercase();
    let mut words = words.split_whitespace().skip_while(|w| matches!(*w, "the" | "those" | "these" | "all" | "any"));
    let group = words.next().is_some_and(|w| {
        matches!(
            w,
            "parties" | "organisations" | "companies" | "people" | "bodies" | "recipients" | "entities" | "persons"
        )
    });
    let told =
        |w: &str| matches!(w, "set" | "listed" | "described" | "named" | "identified" | "mentioned" | "specified");
    group && words.next().is_some_and(told)
}

/// Whether names of a list that has lost its commas run into one: each institution ends with its own noun.
pub(super) fn run_on(context: &Context<'_>, party: &Party<'_>) -> bool {
    let head = |i: &u32| {
        matches!(
            &*context.token(*i),
            "university"
                | "college"
                | "hospital"
                | "hospitals"
                | "service"
                | "council"
                | "institute"
                | "ltd"
                | "limited"
        )
    };
    let names = party.last > 0 && party.last - party.first >= 5;
    let joined = |i: u32| {
        matches!(&*context.token(i), "and" | "of" | "for" | "the")
            || i > party.first && context.between(i - 1, i).contains([',', '&', '('])
    };
    let heads: Vec<u32> = (party.first..=party.last).filter(head).collect();
    let plain = heads.len() > 2 || !(party.first..=party.last).any(joined);
    names && plain && heads.windows(2).any(|w| w[1] > w[0] + 1)
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
        let gap = if at > start { context.between(at - 1, at) } else { "" };
        if gap.contains(['(', ';', '–', '—']) || gap.contains(". ") {
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
                found.push(Party::named(context, at, last));
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
        found.push(Party::named(context, at, last));
        at = last + 1;
    }
}

/// The last word of a plain plural that makes one part of a list: "gas engineers" before a comma, an "and" or the end.
fn plural(context: &Context<'_>, at: u32, end: u32) -> Option<u32> {
    let stop =
        |i: u32| i >= end || matches!(&*context.token(i), "and" | "or") || !context.between(i - 1, i).trim().is_empty();
    let last = (at..end.min(at + 4)).find(|&i| stop(i + 1))?;
    let word = context.token(last);
    // "Organisations" alone names nobody; "private sector organisations" does.
    let alone = last == at
        && matches!(
            &*word,
            "organisations"
                | "companies"
                | "bodies"
                | "parties"
                | "individuals"
                | "entities"
                | "businesses"
                | "agencies"
        );
    let people = !alone
        && word.ends_with('s')
        && word.len() > 4
        && !word.ends_with("ss")
        && !matches!(
            &*word,
            "purposes"
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
