//! A question on transfers that a bare "No" answers: "Do we send your data outside the UK?" above "No".

use crate::claims::context::Context;
use crate::claims::model::{Claim, Force, Polarity};
use crate::notice::BlockKind;

/// How many words a bare answer has at most: "No, it is not", "No, we do not do this".
const ANSWER: usize = 7;

/// Reads the answers that stand right under a question.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    for section in &context.notice.sections {
        let Some(heading) = section.heading else { continue };
        let Some(below) = context.notice.blocks.get(heading as usize + 1) else { continue };
        let plain = matches!(below.kind, BlockKind::Paragraph | BlockKind::Item { .. });
        let answer = below.sentences.start;
        if !plain || below.sentences.is_empty() || !bare_no(context, answer) {
            continue;
        }
        let asked = context.notice.blocks[heading as usize].sentences.clone();
        if let Some(value) = asked.clone().find_map(|s| boundary(context, s)) {
            let mut claim = context.claim("transfer", value, answer, context.sentence_span(answer));
            claim.force = Force::States;
            if value == "third-country" {
                claim.polarity = Polarity::Denied;
            }
            out.push(claim);
        }
    }
}

/// Whether the sentence is "No", "None" or "No, it is not", and says nothing of places itself.
fn bare_no(context: &Context<'_>, sentence: u32) -> bool {
    let tokens = context.tokens(sentence);
    let says = ["bound", "abroad", "place"].iter().any(|g| !context.reading.hits_in(sentence, g).is_empty());
    let no = !tokens.is_empty() && matches!(&*context.token(tokens.start), "no" | "none" | "never");
    no && tokens.len() <= ANSWER && !says
}

/// What a question asks for: whether data leaves the UK, the EEA or the EU, or goes where it is not protected as well.
fn boundary(context: &Context<'_>, sentence: u32) -> Option<&'static str> {
    let tokens = context.tokens(sentence);
    let asks = tokens.clone().next().is_some_and(|i| {
        matches!(&*context.token(i), "do" | "does" | "will" | "is" | "are" | "would" | "may" | "can" | "has" | "have")
    });
    let moves = ["move", "hold"].iter().any(|n| context.reading.has(sentence, "flow", n));
    if !asks || !moves {
        return None;
    }
    let unlike = tokens.clone().any(|i| {
        let word = context.token(i);
        ["equivalent", "adequate", "inadequate", "comparable"].iter().any(|w| word.ends_with(w))
    });
    if unlike && tokens.clone().any(|i| matches!(&*context.token(i), "countries" | "country" | "jurisdictions")) {
        return Some("third-country");
    }
    let beyond = context.reading.hits_in(sentence, "bound").iter().find(|h| {
        (tokens.start.max(h.first.saturating_sub(4))..=h.first)
            .any(|i| matches!(&*context.token(i), "outside" | "beyond"))
    });
    match beyond.map(|h| context.reading.name(h)) {
        Some("eea") => Some("eea-only"),
        Some("eu") => Some("eu-only"),
        Some(_) => Some("uk-only"),
        None => (!context.reading.hits_in(sentence, "abroad").is_empty()).then_some("uk-only"),
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
