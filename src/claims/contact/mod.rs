//! Contact details: those of the regulator, of the data protection officer, and all others.

mod channel;
mod lines;
mod regulator;
mod role;
mod slip;

use super::address::{self, Address, Kind};
use super::context::Context;
use super::model::{Claim, Force};
use crate::notice::{BlockKind, Span};
use role::Own;

/// Reads the contact details of a notice.
pub(super) fn extract(context: &Context<'_>, claims: &mut Vec<Claim>) {
    let addresses = addresses(context);
    let areas = regulator::areas(context);
    regulator::postal(context, &areas, claims);
    let own = Own::of(&addresses);
    let officer = !role::no_officer(context);
    let named = role::names_officer(context);
    let elsewhere = regulator::elsewhere(context, &areas, &addresses);
    let from = claims.len();
    for (address, sentence) in &addresses {
        if regulator::take(context, &areas, &elsewhere, address, *sentence, claims) {
            continue;
        }
        let web = address.kind == Kind::Web;
        let reaches = !web || channel::offered(context, address, *sentence);
        let site = web && !reaches && address.domain().is_some_and(|d| own.site(d));
        if !reaches && !site {
            continue;
        }
        let role = match role::of(context, address, *sentence, &own, named) {
            _ if site => "website",
            "dpo" if !officer => "data-protection",
            role => role,
        };
        // Where nobody is called data protection officer, a lead or manager for it stands in that place.
        let kind = if matches!(role, "dpo" | "lead") { "dpo" } else { "contact" };
        let role = if role == "lead" { "data-protection" } else { role };
        let whole = lines::whole(context, address, *sentence);
        let (value, at, span) = whole.unwrap_or_else(|| (address.value.clone(), *sentence, address.span));
        let mut claim = context.claim(kind, value, at, span).with("type", address.kind.name()).with("role", role);
        claim.force = if site { Force::Discusses } else { force(context, *sentence) };
        if let Some(domain) = address.domain().filter(|d| role != "other" && telling(d)) {
            claim = claim.with("domain", domain);
        }
        claims.push(claim);
    }
    neighbours(&mut claims[from..]);
}

/// Two numbers that look alike and stand side by side are two numbers, and neither is a slip: they get no role.
fn neighbours(claims: &mut [Claim]) {
    let phones: Vec<(usize, String, u32)> = claims
        .iter()
        .enumerate()
        .filter(|(_, c)| c.kind != "regulator" && c.text("type") == Some("phone"))
        .map(|(i, c)| (i, c.value.clone(), c.place.sentence))
        .collect();
    for (at, left) in phones.iter().enumerate() {
        for right in phones.iter().skip(at + 1).take(3) {
            let close = right.2 - left.2 <= 3 && left.1 != right.1;
            if close && slip::distance(&left.1, &right.1, 2) <= 2 {
                claims[left.0].details.remove("role");
                claims[right.0].details.remove("role");
            }
        }
    }
}

/// A contact detail is given wherever it stands; a contents list repeats what stands elsewhere.
fn force(context: &Context<'_>, sentence: u32) -> Force {
    match context.block(sentence).kind {
        BlockKind::Contents => Force::Asks,
        _ => Force::States,
    }
}

/// All addresses of the notice with their sentences: in its words, and behind its links.
fn addresses(context: &Context<'_>) -> Vec<(Address, u32)> {
    let notice = context.notice;
    let mut found = address::scan(&notice.text);
    for link in &notice.links {
        let inside = found.iter().position(|a| link.span.overlaps(a.span));
        let Some(behind) = address::target(&link.target, link.span) else { continue };
        match inside {
            // The words show an address of the same kind: that is what people read.
            Some(at) if found[at].kind == behind.kind => {}
            _ => found.push(behind),
        }
    }
    // Addresses given outside the text, as facts of the page.
    let facts =
        notice.metadata.iter().filter(|(key, _)| matches!(key.as_str(), "email" | "contact_email" | "telephone"));
    let facts: Vec<Span> = facts.map(|m| m.1).collect();
    found.sort_by_key(|a| (a.span.start, a.span.end));
    let code = |s: usize| notice.block_of(s).kind == BlockKind::Code;
    found
        .into_iter()
        .filter_map(|a| {
            let given = facts.iter().any(|f| f.contains(a.span)) && !notice.sentences.is_empty();
            let sentence = notice.sentence_at(a.span.start).or(given.then_some(0))?;
            (!code(sentence)).then_some((a, sentence as u32))
        })
        .collect()
}

/// Whether a slip in a domain could be told from another domain: short names all look alike.
fn telling(domain: &str) -> bool {
    domain.split('.').map(str::len).max().unwrap_or(0) >= 5
}

/// Whether an e-mail or web address, taken by itself, belongs to the regulator.
fn of_regulator(address: &Address) -> bool {
    let Some(domain) = address.domain() else { return false };
    let former = ["ico.gsi.gov.uk", "ic-foi.demon.co.uk", "ico.gov.uk", "informationcommissioner.gov.uk"];
    let ours = matches!(address.kind, Kind::Email | Kind::Web);
    ours && (domain == "ico.org.uk"
        || domain.ends_with(".ico.org.uk")
        || former.contains(&domain)
        || domain == "dataprotection.gov.uk"
        || domain.starts_with("ico.") && domain.len() <= 12)
}

#[cfg(test)]
mod tests;
