//! Promises: what a notice says that it will tell, so that rules can ask whether it does.

use super::context::Context;
use super::model::{Claim, Force};
use crate::lexicon::Hit;
use crate::notice::BlockKind;

/// The matters that can be promised, as `rules/law/duties` names them.
const ITEMS: &[&str] = &["retention", "basis", "rights", "complaints", "transfers", "safeguards", "automation", "dpo"];

/// Reads the promises of a notice, each matter once.
pub(super) fn extract(context: &Context<'_>, claims: &mut Vec<Claim>) {
    let mut told: Vec<&str> = Vec::new();
    for hit in context.reading.hits("promise") {
        let name = context.reading.name(hit);
        let Some(&item) = ITEMS.iter().find(|i| **i == name) else { continue };
        let contents = matches!(context.block(hit.sentence).kind, BlockKind::Contents | BlockKind::Code);
        if contents || context.is_heading(hit.sentence) || told.contains(&item) || !promised(context, hit) {
            continue;
        }
        told.push(item);
        let mut claim = context.claim("promise", item, hit.sentence, hit.span).with("item", item);
        claim.force = Force::States;
        claims.push(claim);
    }
}

/// Whether the notice says that it will tell this itself: in the sentence, or in what introduces it.
fn promised(context: &Context<'_>, hit: &Hit) -> bool {
    let sentence = hit.sentence;
    // What is behind a link is told there.
    let linked = |s: u32| context.notice.has_link(context.sentence_span(s));
    let says =
        |s: u32| context.reading.has(s, "promise", "says") && !context.reading.has(s, "hand-over", "other-notice");
    if linked(sentence) || context.reading.has(sentence, "promise", "later") {
        return false;
    }
    let own = context.reading.hits_in(sentence, "promise").iter().any(|h| match context.reading.name(h) {
        "says" => h.first < hit.first && says(sentence),
        // Only what is too much for one sentence is put off with "see below".
        "place" => hit.first < h.first && h.first - hit.last <= 12 && context.reading.name(hit) == "safeguards",
        _ => false,
    });
    let goes_on = || {
        let also = context.reading.find(sentence, "promise", "goes-on").is_some_and(|h| h.first < hit.first);
        let before = sentence.checked_sub(1).filter(|s| context.block_index(*s) == context.block_index(sentence));
        also && before.is_some_and(|s| says(s) && !linked(s))
    };
    own || goes_on() || context.lead_sentences(sentence).any(|s| says(s) && !linked(s))
}

#[cfg(test)]
mod tests {
    use crate::claims::fixture;

    #[test]
    fn promises() {
        let cases: &[(&str, &[&str])] = &[
            ("This notice explains how long we keep your data.", &["retention"]),
            ("This privacy policy tells you what rights you have.", &["rights"]),
            ("In this notice we will tell you our lawful basis for it.", &["basis"]),
            ("This notice sets out how to complain and how long it is kept.", &["complaints", "retention"]),
            ("This statement describes whether we make automated decisions about you.", &["automation"]),
            (
                "This notice explains:\n\n- how long your data is kept\n- how to complain\n",
                &["retention", "complaints"],
            ),
            ("For how we protect your data when this happens, see below.", &["safeguards"]),
            ("This notice covers whether your data is transferred outside the UK.", &["transfers"]),
            ("This notice tells you how to contact our data protection officer.", &["dpo"]),
            ("Below we explain your rights in relation to it.", &["rights"]),
            ("This notice explains what we do. It also explains your rights in relation to it.", &["rights"]),
            // No promise, or one that another text keeps.
            ("We keep data for as long as we need it.", &[]),
            ("You can ask us how long we keep your data.", &[]),
            ("We will tell you when we transfer data outside the UK.", &[]),
            ("Our charter explains how long we keep your data.", &[]),
            ("We will explain how long we keep your data when you ask.", &[]),
            ("Read our charter. It also explains your rights in relation to it.", &[]),
            ("Our main privacy notice explains what rights you have.", &[]),
            ("This notice may change.", &[]),
            ("You have rights under the law.", &[]),
            ("To find out how to complain, ask at the desk.", &[]),
        ];
        for (text, expected) in cases {
            let text = format!("Privacy notice\n\n{text}\n");
            let seen = fixture::read(&text, super::extract);
            let items: Vec<&str> = seen.iter().map(|(c, _)| c.value.as_str()).collect();
            assert_eq!(items, *expected, "{text}");
        }
    }
}
