//! Whom a contact detail reaches: the data protection officer, who deals with complaints, somebody else.

use super::slip::distance;
use super::{Address, Context, Kind, channel};
use crate::lexicon::Hit;
use crate::notice::BlockKind;

/// The domains that are the controller's own, as far as its e-mail addresses show.
pub(super) struct Own {
    labels: Vec<String>,
}

impl Own {
    /// The domain that most e-mail addresses have, and those that look like it.
    pub fn of(addresses: &[(Address, u32)]) -> Own {
        let emails = addresses.iter().filter(|(a, _)| a.kind == Kind::Email && !super::of_regulator(a));
        let mut counted: Vec<(String, usize)> = Vec::new();
        for (address, _) in emails {
            let label = label(address.domain().unwrap_or(""));
            match counted.iter_mut().find(|c| c.0 == label) {
                Some(known) => known.1 += 1,
                None => counted.push((label, 1)),
            }
        }
        let most = counted.iter().map(|c| c.1).max().unwrap_or(0);
        Own { labels: counted.into_iter().filter(|c| c.1 == most).map(|c| c.0).collect() }
    }

    /// Whether a web address is the controller's: a domain that many organisations share tells nothing.
    pub fn site(&self, domain: &str) -> bool {
        const SHARED: &[&str] = &["nhs", "gov", "gmail", "outlook", "hotmail", "yahoo", "icloud", "btinternet", "aol"];
        self.has(domain) && !SHARED.contains(&&*label(domain))
    }

    /// Whether a domain is the controller's, or a misspelling of it.
    fn has(&self, domain: &str) -> bool {
        let label = label(domain);
        self.labels.iter().any(|own| *own == label || own.len() > 5 && distance(own, &label, 2) <= 2)
    }
}

/// The telling part of a domain: `hollin` of `mail.hollin.org.uk`.
fn label(domain: &str) -> String {
    let parts: Vec<&str> = domain.split('.').collect();
    let public = |p: &str| {
        matches!(
            p,
            "co" | "org" | "gov" | "ac" | "nhs" | "sch" | "police" | "mod" | "ltd" | "plc" | "me" | "net" | "gsi"
        )
    };
    let mut at = parts.len().saturating_sub(2);
    while at > 0 && public(parts.get(at).copied().unwrap_or("")) {
        at -= 1;
    }
    parts.get(at).copied().unwrap_or("").to_owned()
}

/// The role of a contact detail.
pub(super) fn of(context: &Context<'_>, address: &Address, sentence: u32, own: &Own, officer: bool) -> &'static str {
    let said = said(context, address, sentence).map(|r| if r == "lead" && officer { "data-protection" } else { r });
    let ours = address.domain().is_some_and(|d| own.has(d));
    if let Some(role) = address.mailbox().and_then(mailbox) {
        // "Our payroll provider is … (privacy@…)".
        let theirs = address.kind == Kind::Email && !ours && matches!(said, None | Some("general" | "other"));
        if theirs && (said == Some("other") || suppliers(context, sentence)) {
            return "other";
        }
        return match said {
            Some(person @ ("dpo" | "lead")) if role == "data-protection" => person,
            _ => role,
        };
    }
    match address.kind {
        Kind::Web => match said {
            Some("other") => "other",
            Some(person @ ("dpo" | "lead")) => person,
            _ if !channel::ours(context, address, sentence, address.domain().is_some_and(|d| own.site(d))) => "other",
            role => role.unwrap_or("general"),
        },
        Kind::Email if !ours => match said {
            Some(role) if role != "general" => role,
            _ => "other",
        },
        // "Our payroll provider can be rung on …".
        _ => said.unwrap_or(if suppliers(context, sentence) { "other" } else { "general" }),
    }
}

/// Whether the sentence speaks of a firm that works for the controller.
fn suppliers(context: &Context<'_>, sentence: u32) -> bool {
    context.tokens(sentence).any(|i| {
        matches!(
            &*context.token(i),
            "processor" | "processors" | "provider" | "providers" | "supplier" | "suppliers" | "partner" | "their"
        )
    })
}

/// Whether the notice says that there is no data protection officer: "we have not appointed a …", "no … is needed".
pub(super) fn no_officer(context: &Context<'_>) -> bool {
    context.reading.hits("contact").iter().filter(|h| context.reading.name(h) == "dpo").any(|h| {
        let from = context.tokens(h.sentence).start.max(h.first.saturating_sub(10));
        let not = (from..h.first).rev().find(|&i| {
            matches!(&*context.token(i), "not" | "no" | "don't" | "don’t" | "haven't" | "haven’t" | "without")
        });
        let told = |i: u32| {
            matches!(
                &*context.token(i),
                "have" | "has" | "appoint" | "appointed" | "need" | "required" | "designated" | "requirement"
            )
        };
        let comma = |n: u32| (n..h.first).any(|i| context.between(i, i + 1).contains(','));
        not.is_some_and(|n| (h.first - n <= 2 || (n + 1..h.first).any(told)) && !comma(n))
    })
}

/// Whether the notice speaks of a data protection officer: then a lead or a manager is somebody else.
pub(super) fn names_officer(context: &Context<'_>) -> bool {
    context.reading.hits("contact").iter().any(|h| context.reading.name(h) == "dpo")
}

/// What the mailbox says.
fn mailbox(name: &str) -> Option<&'static str> {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let has = |words: &[&str]| words.iter().any(|w| plain.contains(w));
    if plain == "dpo" || has(&["dataprotectionofficer", "dpofficer"]) || name.split(['.', '-', '_']).any(|p| p == "dpo")
    {
        Some("dpo")
    } else if has(&["complain", "feedback"]) {
        Some("complaints")
    } else if has(&["subjectaccess", "dataaccess", "datarequest"]) || matches!(&*plain, "sar" | "sars" | "dsar") {
        Some("rights")
    } else if has(&["dataprotection", "privacy", "gdpr", "infogov", "informationgovernance", "dataofficer"]) {
        Some("data-protection")
    } else if has(&["unsubscribe", "marketing", "newsletter"]) {
        Some("marketing")
    } else if has(&["recruit", "jobs", "careers", "vacanc"]) {
        Some("recruitment")
    } else {
        None
    }
}

/// What words say of an address, nearest first. "To complain, contact us at …" is about complaints: a general word stands
/// back where one other role is named; "questions or concerns" is general.
fn weigh<'h>(context: &Context<'_>, hits: impl Iterator<Item = &'h Hit>) -> Option<&'static str> {
    let (mut nearest, mut special, mut several, mut question) = (None, None, false, false);
    for hit in hits {
        let Some(role) = role(context.reading.name(hit)) else { continue };
        nearest.get_or_insert(role);
        match role {
            "general" => {
                question |= context.words(hit.span).to_ascii_lowercase().contains("quer") || asks(context, hit)
            }
            "dpo" | "lead" | "data-protection" | "other" => {}
            _ => {
                several |= special.is_some_and(|s| s != role);
                special.get_or_insert(role);
            }
        }
    }
    match nearest {
        Some("general") if !several && !question => special.or(nearest),
        Some("complaints") if question => Some("general"),
        _ => nearest,
    }
}

fn asks(context: &Context<'_>, hit: &Hit) -> bool {
    (hit.first..=hit.last).any(|i| context.token(i).starts_with("question"))
}

/// What the words around say: before it in the sentence, in what leads to it, behind it, in the heading.
fn said(context: &Context<'_>, address: &Address, sentence: u32) -> Option<&'static str> {
    let hits = context.reading.hits_in(sentence, "contact");
    let text = &context.notice.text;
    // Words before another address speak of that one.
    let apart = |from: u32, to: u32| text.get(from as usize..to as usize).is_some_and(|t| t.contains('@'));
    let start = address.span.start;
    // "Contact us regarding any of the above": the matter is that of the section.
    let above = context.tokens(sentence).any(|i| {
        &*context.token(i) == "the" && &*context.token(i + 1) == "above" && context.token_span(i, i).end <= start
    });
    if above && let Some(role) = topical(context, sentence) {
        return Some(role);
    }
    let near = |h: &&Hit| h.span.end <= start && !h.span.overlaps(address.span);
    // "Data protection officer", over "Larkmoor Police, Police Headquarters": the heading says whose the lines are.
    let officers = matches!(heading(context, sentence), Some("dpo" | "lead"));
    let counts = |h: &&Hit| !officers || context.reading.name(h) != "third-party";
    let sound = |h: &&Hit| counts(h) && (context.reading.name(h) != "dpo" || !context.denied(sentence, h.span));
    let all = || hits.iter().rev().filter(near).filter(sound);
    if let Some(role) = weigh(context, all().filter(|h| !apart(h.span.end, start))).or_else(|| weigh(context, all())) {
        return Some(role);
    }
    // Below "Please contact:" a line that is no item goes on from the lines between: "The Data Protection Officer".
    let item = !matches!(context.block(sentence).kind, BlockKind::Paragraph);
    for lead in context.lead_sentences(sentence).filter(|_| item) {
        let found = weigh(context, context.reading.hits_in(lead, "contact").iter().rev());
        if found.is_some() {
            return found;
        }
    }
    // "Write to … to complain"; "use our form to get in touch with our officer".
    let end = address.span.end;
    let behind = hits.iter().filter(|h| h.span.start >= end && !apart(end, h.span.start)).filter(|h| {
        let officer = matches!(context.reading.name(h), "dpo" | "lead" | "data-protection" | "third-party");
        let towards =
            (h.first.saturating_sub(4)..h.first).any(|i| matches!(&*context.token(i), "contact" | "touch" | "reach"));
        context.reading.name(h) != "general" && (!officer || towards)
    });
    if let Some(role) = weigh(context, behind).filter(|r| *r != "other") {
        return Some(role);
    }
    // Lines of an address, behind the line that names whose it is; or "You can reach them at …".
    let lead = context.tokens(sentence).filter(|&i| context.token_span(i, i).end <= address.span.start);
    let (mut words, mut theirs, mut ours, mut contact, mut named) = (0, false, false, false, false);
    for word in lead.map(|i| context.token(i)) {
        words += 1;
        ours |= matches!(&*word, "is" | "are" | "for" | "if" | "our");
        theirs |= matches!(&*word, "them" | "him" | "her" | "they" | "their" | "who" | "which" | "or");
        contact |= word == "contact";
        named |= word == "contacted" && words > 4;
    }
    // "Brackenfold Bank can be contacted at …" speaks of somebody of its own.
    let bare = theirs || contact && !named || words <= 12 && !ours && !named;
    let block = context.block_index(sentence);
    for back in (sentence.saturating_sub(8)..sentence).rev() {
        let of = context.block(back);
        let short = context.tokens(back).len() <= 12;
        if of.section != context.block(sentence).section || context.is_heading(back) {
            break;
        }
        let hit = weigh(context, context.reading.hits_in(back, "contact").iter().rev().filter(counts));
        let introduces = context.words(context.sentence_span(back)).trim_end().ends_with(':');
        if hit.is_some() && bare && (short || introduces || context.block_index(back) == block || closes(context, back))
        {
            let denied = |h: &Hit| context.reading.name(h) == "dpo" && context.denied(back, h.span);
            let denied = hit == Some("dpo") && context.reading.hits_in(back, "contact").iter().any(denied);
            // "Our data protection officer: / Head of Information Rights / …": the title is hers.
            let above = |s: u32| s > 0 && context.reading.has(s - 1, "contact", "dpo");
            let hit = hit.map(|r| if r == "lead" && above(back) { "dpo" } else { r });
            return hit.filter(|_| !denied);
        }
    }
    heading(context, sentence)
        .or_else(|| topical(context, sentence))
        .or((context.topic(sentence) == Some("cookies")).then_some("other"))
}

/// Whom the heading of the section names.
fn heading(context: &Context<'_>, sentence: u32) -> Option<&'static str> {
    let heading = context.notice.sections[context.block(sentence).section as usize].heading;
    let headed = heading.map(|b| context.notice.blocks[b as usize].sentences.clone()).into_iter().flatten();
    headed.flat_map(|s| context.reading.hits_in(s, "contact")).find_map(|h| role(context.reading.name(h)))
}

/// What the section is about, where it is rights or complaints.
fn topical(context: &Context<'_>, sentence: u32) -> Option<&'static str> {
    match context.topic(sentence) {
        Some("rights") => Some("rights"),
        Some("complaints") => Some("complaints"),
        _ => None,
    }
}

/// Whether a sentence says to contact an officer and ends with the title: the lines below it are hers.
fn closes(context: &Context<'_>, sentence: u32) -> bool {
    let tokens = context.tokens(sentence);
    let last = |h: &Hit| h.last + 1 == tokens.end && matches!(context.reading.name(h), "dpo" | "lead");
    let asks = || tokens.clone().any(|i| matches!(&*context.token(i), "contact" | "write" | "email" | "reach"));
    context.reading.hits_in(sentence, "contact").iter().any(last) && asks()
}

/// The role that an entry of the lexicon stands for.
fn role(name: &str) -> Option<&'static str> {
    Some(match name {
        "dpo" => "dpo",
        "lead" => "lead",
        "data-protection" => "data-protection",
        "rights" => "rights",
        "complaints" => "complaints",
        "marketing" => "marketing",
        "recruitment" => "recruitment",
        "general" => "general",
        "third-party" => "other",
        _ => return None,
    })
}
