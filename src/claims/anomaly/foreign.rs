//! Words that are somebody else's: those of a regulator, of an insurer, of guidance, left in when a text was copied.

use super::claim;
use crate::claims::context::Context;
use crate::claims::model::{Claim, Confidence, Force, Profile};
use crate::notice::BlockKind;

pub(super) fn extract(context: &Context<'_>, claims: &mut Vec<Claim>) {
    for hit in context.reading.hits("foreign") {
        let sentence = hit.sentence;
        let kind = context.block(sentence).kind;
        if matches!(kind, BlockKind::Contents | BlockKind::Code) || context.denied(sentence, hit.span) {
            continue;
        }
        let ours = matches!(context.force(sentence), Force::States | Force::May | Force::OnlyIf);
        let Some(owner) = context.reading.set(hit, "owner") else { continue };
        // Words put in somebody's mouth, or in a definition, are theirs by right.
        if !ours && owner != "guidance" {
            continue;
        }
        let value = if owner == "elsewhere" { "misplaced-words" } else { "foreign-words" };
        let Some(mut claim) = claim(context, value, hit.span) else { continue };
        claim = claim.with("owner", owner).with("topic", context.reading.name(hit).replace('-', " "));
        if context.reading.set(hit, "confidence") == Some("possible") {
            claim.confidence = Confidence::Possible;
        }
        claims.push(claim);
    }
}

/// Whether words of a public body are another's: only where the controller is known, and known to be none. A department that
/// speaks "as a government department" speaks of itself.
pub(in crate::claims) fn stands(claim: &Claim, profile: &Profile) -> bool {
    let public = claim.value == "foreign-words" && matches!(claim.text("owner"), Some("public-body" | "council"));
    let fits = matches!(profile.sector.as_deref(), Some("parish" | "education" | "health"));
    claim.kind != "anomaly" || !public || profile.controller.is_some() && profile.public_authority == "no" && !fits
}
