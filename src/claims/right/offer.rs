//! What makes an offer of words that name a right: what stands before them, above them and around them.

use crate::claims::context::Context;
use crate::lexicon::Hit;
use crate::notice::{Block, BlockKind, Span};

/// How far before its object an offer may stand, in words, where the section is not about rights.
const NEAR: u32 = 4;
/// The same where the section is about rights.
const FAR: u32 = 45;
/// How far an offered "ask us" may stand before its object.
const ASKED: u32 = 14;

/// What "you can ask us to stop contacting you" is: marketing, or withdrawal where the contact rests on consent.
///
/// An opt-out without an object is one from marketing where the paragraph speaks of that.
pub(super) fn stop_contact(context: &Context<'_>, sentence: u32, out: bool) -> Option<&'static str> {
    let block = context.block_index(sentence);
    let section = context.block(sentence).section;
    let from = if out { block } else { block.saturating_sub(4) };
    let near = (from..=block).filter(|&b| context.notice.blocks[b as usize].section == section);
    let mut asked = false;
    for block in near {
        for s in context.notice.blocks[block as usize].sentences.clone() {
            for i in context.tokens(s) {
                match &*context.token(i) {
                    "marketing" | "newsletter" | "newsletters" | "promotional" => return Some("marketing-objection"),
                    "consent" | "permission" | "agree" | "opt-in" | "opted" => asked = true,
                    _ => {}
                }
            }
        }
    }
    let any_time = || {
        let all: Vec<_> = context.tokens(sentence).map(|i| context.token(i)).collect();
        all.windows(4).any(|w| [&*w[0], &*w[1], &*w[2], &*w[3]] == ["out", "at", "any", "time"])
    };
    (asked && (!out || any_time())).then_some("withdraw-consent")
}

/// Whether the sentence only tells what the notice will tell: "This notice explains how you can get a copy".
pub(super) fn announced(context: &Context<'_>, sentence: u32) -> bool {
    std::iter::once(sentence).chain(context.lead_sentences(sentence)).any(|s| {
        let contents = ["contains", "information"].iter().all(|w| context.tokens(s).any(|i| context.token(i) == *w));
        let explains = context.tokens(s).take(6).any(|i| matches!(&*context.token(i), "explains" | "describes"));
        contents
            || explains
            || context.reading.hits_in(s, "cue").iter().any(|cue| {
                context.reading.name(cue) == "announce"
                    && (cue.first..=cue.last).any(|i| {
                        matches!(
                            &*context.token(i),
                            "notice"
                                | "policy"
                                | "statement"
                                | "page"
                                | "document"
                                | "explains"
                                | "tells"
                                | "describes"
                                | "explain"
                        )
                    })
            })
    })
}

/// Whether an objection is spoken of in the sentence, the one before, or its lead-in.
pub(super) fn objects(context: &Context<'_>, sentence: u32) -> bool {
    let before = (sentence > context.block(sentence).sentences.start).then(|| sentence - 1);
    let row =
        context.notice.row_of(context.block_index(sentence) as usize).first().map_or(sentence, |b| b.sentences.start);
    std::iter::once(sentence)
        .chain(before)
        .chain(row..sentence)
        .chain(context.lead_sentences(sentence))
        .any(|s| context.reading.has(s, "right", "objection"))
}

/// Whether a process is only said to fit the law: "meets Article 17 (right to erasure) requirements" offers nothing to anybody.
pub(super) fn conforms(context: &Context<'_>, sentence: u32) -> bool {
    let has = |words: &[&str]| context.tokens(sentence).any(|i| words.contains(&&*context.token(i)));
    has(&["meets", "satisfies", "complies", "compliant", "conforms", "fulfils"])
        && !has(&["you", "individuals", "people", "subjects", "they", "may", "can"])
}

/// Whether the right is excepted: "except the right to object", or stands in a list of those that are: "except the right to
/// erasure, the right to object and the right to data portability".
pub(super) fn excepted(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let between = |from: u32, to: u32| {
        (from..to).all(|i| {
            matches!(&*context.token(i), "and" | "or" | "the" | "your" | "right" | "rights" | "to" | "of" | "data")
        })
    };
    let before = context.reading.hits_in(sentence, "right").iter().filter(|h| h.last < hit.first);
    left_out(context, sentence, hit)
        || before
            .max_by_key(|h| h.last)
            .is_some_and(|h| between(h.last + 1, hit.first) && excepted(context, sentence, h))
}

fn left_out(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    context.reading.hits_in(sentence, "right-cue").iter().any(|c| {
        context.reading.name(c) == "except"
            && c.first <= hit.last
            && hit.first <= c.last + 2
            && c.last + 10 >= hit.first
    })
}

/// Whether the right is only mentioned: "if you withdraw your consent, we shall stop".
pub(super) fn passing(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    // "If you object, we will respect that choice" offers what it makes its condition.
    if context.reading.has(sentence, "right-cue", "honoured") {
        return false;
    }
    context.reading.hits_in(sentence, "right-cue").iter().any(|c| {
        // "Find out more about these: access …" begins something else.
        let apart = |i: u32| context.between(i, i + 1).contains(':');
        context.reading.name(c) == "condition"
            && c.first <= hit.first
            && hit.first <= c.last + NEAR
            && !(c.last..hit.first).any(apart)
    })
}

/// The words of a right: "data, and have it corrected" begins at the "have"; "delete your" goes on to what is deleted.
pub(super) fn extent(context: &Context<'_>, hit: &Hit) -> Span {
    let is = |i: u32, words: &[&str]| words.contains(&&*context.token(i));
    let opens = |i: u32| {
        is(i, &["ask", "asking", "have", "get", "request", "requesting"]) && is(i - 1, &["or", "and", "to"])
            || is(i - 1, &["can", "may"]) && i >= 2 && is(i - 2, &["you"])
    };
    let first = (hit.first + 1..hit.last).rev().find(|&i| opens(i)).unwrap_or(hit.first);
    let mut last = hit.last;
    if is(last, &["your", "any", "all", "some", "the", "personal"]) {
        let end = context.reading.sentences.get(hit.sentence as usize).map_or(last, |r| r.end);
        let things = ["data", "information", "details", "records", "record", "account", "file", "files", "copy"];
        let plain = |i: u32| {
            !context.between(i - 1, i).contains([',', '.', ';', ':', '('])
                && !is(i, &["in", "on", "from", "at", "by", "if", "when", "where", "or", "and", "for", "with"])
        };
        let thing = (last + 1..end.min(last + 6)).take_while(|&i| plain(i)).find(|&i| is(i, &things));
        last = thing.unwrap_or(if last + 1 < end && plain(last + 1) { last + 1 } else { last });
    }
    context.token_span(first, last)
}

/// What the place of a sentence offers.
pub(super) struct Offered {
    /// The section is about rights.
    pub(super) rights: bool,
    /// What introduces the sentence offers what follows.
    pub(super) led: bool,
    /// The sentence is an item or a cell.
    pub(super) item: bool,
}

impl Offered {
    pub(super) fn of(context: &Context<'_>, sentence: u32) -> Offered {
        let kind = context.block(sentence).kind;
        let led = context.lead_sentences(sentence).map(|s| meant(context, s)).any(|s| {
            context.reading.has(s, "right-cue", "offer")
                && !context.reading.has(s, "right-cue", "condition")
                && opens(context, s)
        });
        let heading = context.notice.sections[context.block(sentence).section as usize].heading;
        let headed = heading.is_some_and(|b| {
            context.notice.blocks[b as usize].sentences.clone().any(|s| {
                context.reading.has(s, "right-cue", "offer")
                    && opens(context, s)
                    && !context.words(context.sentence_span(s)).ends_with('?')
            })
        });
        let led = led || headed;
        Offered {
            rights: context.within_topic(sentence, "rights"),
            led,
            item: matches!(
                kind,
                BlockKind::Item { .. } | BlockKind::Cell { header: false, .. } | BlockKind::FlatRow { .. }
            ),
        }
    }

    /// Whether a hit is offered.
    pub(super) fn offers(&self, context: &Context<'_>, sentence: u32, hit: &Hit, value: &str) -> bool {
        let first = context.tokens(sentence).start;
        if self.led && (self.item || self.rights) {
            return true;
        }
        if self.rights && hit.first <= first + 3 {
            return true;
        }
        let own = (hit.first..=hit.last).any(|i| matches!(&*context.token(i), "right" | "rights"));
        let reach = if self.rights { FAR } else { NEAR };
        let consent = matches!(value, "withdraw-consent" | "marketing-objection" | "objection");
        let cues = context.reading.hits_in(sentence, "right-cue");
        let asks = context.reading.hits_in(sentence, "right-act");
        cues.iter().filter(|c| context.reading.name(c) == "offer" && c.first <= hit.last).any(|c| {
            let gap = hit.first.saturating_sub(c.last);
            let right = (c.first..=c.last).any(|i| matches!(&*context.token(i), "right" | "rights"));
            let asked = asks.iter().any(|a| {
                a.first <= hit.first
                    && a.first + 2 >= c.first
                    && hit.first - a.first <= ASKED
                    && !(c.last + 1..a.first).any(|i| context.token(i) == "we")
            });
            gap <= reach || gap <= FAR && (right || asked) || own && gap <= FAR || consent && c.first >= hit.first
        })
    }
}

/// "You have rights in what we hold. These are:": the sentence that the last one of a lead-in points back at.
fn meant(context: &Context<'_>, lead: u32) -> u32 {
    let tokens = context.tokens(lead);
    let back = matches!(&*context.token(tokens.start), "these" | "they" | "those")
        && tokens.len() <= 4
        && lead > context.block(lead).sentences.start;
    if back { lead - 1 } else { lead }
}

/// Whether a lead-in opens a list of things that can be asked for: "You have the right to:", "You may ask us:".
pub(super) fn opens(context: &Context<'_>, lead: u32) -> bool {
    let tokens = context.tokens(lead);
    let last = tokens.end.saturating_sub(1);
    !context.reading.hits_in(lead, "right-act").is_empty()
        || tokens.clone().any(|i| matches!(&*context.token(i), "right" | "rights" | "entitled"))
        || matches!(&*context.token(last), "to" | "can" | "may" | "you" | "that" | "also" | "following")
        || context.reading.hits_in(lead, "right").iter().any(|h| h.first >= tokens.start)
}

/// Whether terms are said of the right at a span, where a sentence lists several: those that close a member of the list are
/// said of that one ("… to withdraw, where relevant; to …"), and none reaches beyond it.
pub(super) fn of_member(context: &Context<'_>, sentence: u32, cue: &Hit, span: Span) -> bool {
    let text = &context.notice.text;
    let end = context.sentence_span(sentence).end as usize;
    let broken = |from: u32, to: u32| text[from as usize..to as usize].contains([';', '•', '*', '|']);
    if cue.span.end <= span.start {
        let closes = text[cue.span.end as usize..end].trim_start().starts_with([';', ',', '.', ')']);
        let head = &text[context.sentence_span(sentence).start as usize..cue.span.start as usize];
        // "… to withdraw it where relevant, to erase it": a right stands before the terms that close it.
        let rights = || context.reading.hits_in(sentence, "right").iter().any(|h| h.span.end <= cue.span.start);
        let other = closes && !head.trim_end().ends_with(',') && rights();
        return !(broken(cue.span.end, span.start) || other);
    }
    // "… to marketing and, in some cases, to research": the terms open the next member.
    let next = cue.first > 0
        && matches!(&*context.token(cue.first - 1), "and" | "or")
        && text[cue.span.end as usize..end].trim_start_matches([',', ' ']).starts_with(|c: char| !".;)".contains(c));
    cue.span.start < span.end || !broken(span.end, cue.span.start) && !next
}

/// Whether the words under a heading speak to somebody who handles requests for us, and offer nothing to the reader: "if you
/// receive a subject access request, tell us at once".
pub(super) fn instructs(context: &Context<'_>, section: u32) -> bool {
    // The blocks of a section stand together, from its heading on.
    let heading = context.notice.sections.get(section as usize).and_then(|s| s.heading).unwrap_or(0) as usize;
    let blocks = context.notice.blocks.iter().skip(heading).take_while(|b| b.section == section);
    let blocks = blocks.inspect(|_| {
        context.reading.charge(1);
    });
    let duty = |b: &Block| b.sentences.clone().any(|s| context.reading.has(s, "data-cue", "handles"));
    blocks.filter(|b| !matches!(b.kind, BlockKind::Heading { .. })).any(duty)
}
