//! Whom a contact detail reaches: the data protection officer, who deals with complaints, somebody else.

use super::slip::distance;
use super::{Address, Context, Kind};

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
pub(super) fn of(context: &Context<'_>, address: &Address, sentence: u32, own: &Own) -> &'static str {
    let said = said(context, address, sentence);
    if let Some(role) = address.mailbox().and_then(mailbox) {
        return if role == "data-protection" && said == Some("dpo") { "dpo" } else { role };
    }
    match address.kind {
        Kind::Web => {
            let ours = address.domain().is_some_and(|d| own.has(d));
            if ours { said.filter(|r| *r != "other" && *r != "dpo").unwrap_or("general") } else { "other" }
        }
        Kind::Email if !address.domain().is_some_and(|d| own.has(d)) => match said {
            Some(role) if role != "general" => role,
            _ => "other",
        },
        _ => said.unwrap_or("general"),
    }
}

/// Whether the notice says that there is no data protection officer.
pub(super) fn no_officer(context: &Context<'_>) -> bool {
    context.reading.hits("contact").iter().any(|h| {
        context.reading.name(h) == "dpo"
            && context.denied(h.sentence, h.span)
            && context.tokens(h.sentence).take_while(|&i| i < h.first).any(|i| {
                matches!(
                    &*context.token(i),
                    "have" | "has" | "appoint" | "appointed" | "need" | "required" | "designated"
                )
            })
    })
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

/// What the words around say: before it in the sentence, in what leads to it, in the heading.
fn said(context: &Context<'_>, address: &Address, sentence: u32) -> Option<&'static str> {
    let hits = context.reading.hits_in(sentence, "contact");
    let before = hits.iter().rev().filter(|h| h.span.end <= address.span.start && !h.span.overlaps(address.span));
    let sound = |name: &str, span| name != "dpo" || !context.denied(sentence, span);
    if let Some(role) =
        before.filter(|h| sound(context.reading.name(h), h.span)).find_map(|h| role(context.reading.name(h)))
    {
        return Some(role);
    }
    for lead in context.lead_sentences(sentence) {
        let found = context.reading.hits_in(lead, "contact").iter().rev().find_map(|h| role(context.reading.name(h)));
        if found.is_some() {
            return found;
        }
    }
    // Lines of an address, behind the line that names whose it is; or "You can reach them at …".
    let lead = context.tokens(sentence).filter(|&i| context.token_span(i, i).end <= address.span.start);
    let (mut words, mut theirs, mut ours) = (0, false, false);
    for word in lead.map(|i| context.token(i)) {
        words += 1;
        ours |= matches!(&*word, "is" | "are" | "for" | "if" | "our");
        theirs |= matches!(&*word, "them" | "him" | "her" | "they" | "their" | "contact" | "contacted" | "or");
    }
    let bare = theirs || words <= 12 && !ours;
    let block = context.block_index(sentence);
    for back in (sentence.saturating_sub(6)..sentence).rev() {
        let of = context.block(back);
        let short = context.tokens(back).len() <= 12;
        if of.section != context.block(sentence).section || context.is_heading(back) {
            break;
        }
        let hit = context.reading.hits_in(back, "contact").iter().rev().find_map(|h| role(context.reading.name(h)));
        let introduces = context.words(context.sentence_span(back)).trim_end().ends_with(':');
        if hit.is_some() && bare && (short || introduces || context.block_index(back) == block) {
            let denied = hit == Some("dpo") && context.reading.has(back, "cue", "negate");
            return hit.filter(|_| !denied);
        }
    }
    let heading = context.notice.sections[context.block(sentence).section as usize].heading;
    let headed = heading.map(|b| context.notice.blocks[b as usize].sentences.clone()).into_iter().flatten();
    let own = headed.flat_map(|s| context.reading.hits_in(s, "contact")).find_map(|h| role(context.reading.name(h)));
    own.or(match context.topic(sentence) {
        Some("rights") => Some("rights"),
        Some("complaints") => Some("complaints"),
        Some("cookies") => Some("other"),
        _ => None,
    })
}

/// The role that an entry of the lexicon stands for.
fn role(name: &str) -> Option<&'static str> {
    Some(match name {
        "dpo" => "dpo",
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
