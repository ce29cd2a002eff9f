//! A bare "No" or "Not applicable" under a heading that asks whether data leaves the country.

use crate::claims::context::Context;
use crate::claims::model::{Claim, Confidence, Force, Polarity};
use crate::notice::BlockKind;

/// How many words a bare answer has at most: "No, we do not do this".
const ANSWER: usize = 7;

/// The denial that a bare answer makes of its heading: "Is data sent outside the EEA?" – "No."
pub(super) fn read(context: &Context<'_>, sentence: u32) -> Option<Claim> {
    if !bare(context, sentence) {
        return None;
    }
    let block = context.block(sentence);
    let heading = context.notice.sections[block.section as usize].heading?;
    let under = heading + 1 == context.block_index(sentence) && block.sentences.start == sentence;
    let asked = context.notice.blocks[heading as usize].sentences.clone().filter(|_| under);
    let value = asked.into_iter().find_map(|s| boundary(context, s))?;
    let mut claim = context.claim("transfer", value, sentence, context.sentence_span(sentence));
    claim.force = Force::States;
    claim.confidence = Confidence::Likely;
    if value == "third-country" {
        claim.polarity = Polarity::Denied;
    }
    Some(claim)
}

fn bare(context: &Context<'_>, sentence: u32) -> bool {
    let tokens = context.tokens(sentence);
    let cell = matches!(context.block(sentence).kind, BlockKind::Cell { .. } | BlockKind::Contents | BlockKind::Code);
    let first = context.token(tokens.start);
    let no = matches!(&*first, "no" | "none" | "never" | "n/a")
        || &*first == "not" && &*context.token(tokens.start + 1) == "applicable";
    // "No, it is not": no more than the answer, and no place of its own.
    let says = ["bound", "abroad", "place"].iter().any(|g| !context.reading.hits_in(sentence, g).is_empty());
    let whole = tokens.len() <= 2 || context.between(tokens.start, tokens.start + 1).contains([',', ':', '.']);
    !cell && no && whole && tokens.len() <= ANSWER && !says
}

/// Beyond which boundary the heading asks of: that of the widest area it names, of the country where it speaks of others, or
/// whether data goes where it is not protected as well.
fn boundary(context: &Context<'_>, heading: u32) -> Option<&'static str> {
    let moves = ["move", "hold"].iter().any(|n| context.reading.has(heading, "flow", n))
        || context.reading.has(heading, "abroad", "transfers");
    let outside = context.tokens(heading).any(|i| matches!(&*context.token(i), "outside" | "beyond"));
    let area = |name: &str| outside && context.reading.has(heading, "bound", name);
    let abroad = !context.reading.hits_in(heading, "abroad").is_empty();
    // "Countries with no UK-equivalent privacy law": the question is not about those whose law protects data as well.
    let unlike = context.tokens(heading).any(|i| {
        let word = context.token(i);
        ["equivalent", "adequate", "inadequate", "comparable"].iter().any(|w| word.ends_with(w))
    });
    match () {
        () if !moves => None,
        () if unlike && abroad => Some("third-country"),
        () if area("eea") => Some("eea-only"),
        () if area("eu") => Some("eu-only"),
        () if area("uk") || abroad => Some("uk-only"),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::claims::testing::check;

    #[test]
    fn a_bare_no_answers_the_question_above_it() {
        check(
            "transfer",
            &[
                ("Do we send your data outside the UK?\n\nNo.", &["uk-only"]),
                ("Is your data kept abroad?\n\n- No\n", &["uk-only"]),
                ("Is my data stored outside the European Economic Area?\n\nNo, it is not.", &["eea-only"]),
                ("Will your data be accessible from countries with no UK-equivalent law?\n\nNo", &["-third-country"]),
                ("Do we send your data outside the UK?\n\nYes.", &[]),
                ("Do we use cookies?\n\nNo.", &[]),
                ("Do we send your data outside the UK?\n\nNo decision on this has been made by the trustees yet.", &[]),
            ],
        );
    }
}
