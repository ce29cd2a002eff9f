//! What headings and lines say of what stands below them: a standing topic, an audience.

use crate::lexicon::Reading;
use crate::notice::{BlockKind, Notice, Span};

/// The topic of a heading that names no activity, and tells no more of its text than the headings above it.
pub(super) const STANDING: &str = "standing";

/// The topic of every section whose heading names one. A topic of one word must make up most of the heading: "Contact" is
/// about contact, "Managing service user contact" is an activity. A heading that asks is about the notice's own matter.
pub(super) fn topics<'a>(notice: &'a Notice, reading: &Reading<'a>) -> Vec<Option<&'a str>> {
    let mut topics = vec![None; notice.sections.len()];
    for (index, section) in notice.sections.iter().enumerate().skip(1) {
        let Some(block) = section.heading.map(|b| &notice.blocks[b as usize]) else { continue };
        let words: u32 = block.sentences.clone().map(|s| reading.sentences[s as usize].len() as u32).sum();
        let mut best: Option<(u32, u32, &str)> = None;
        let mut standing = false;
        for sentence in block.sentences.clone() {
            for hit in reading.hits_in(sentence, "topic") {
                let length = hit.last - hit.first + 1;
                let tells = length > 1 || words <= 3 || section.title.ends_with('?');
                // What tells no more than that the heading is no activity stands back.
                if reading.name(hit) == "standing" {
                    standing = true;
                    continue;
                }
                if tells && best.is_none_or(|b| length > b.0 || length == b.0 && hit.first < b.1) {
                    best = Some((length, hit.first, reading.name(hit)));
                }
            }
        }
        let asks = section.title.split_whitespace().next().is_some_and(|w| {
            ["how", "what", "why", "who", "where", "when", "which", "do", "can", "we", "is", "are"]
                .contains(&&*w.to_ascii_lowercase())
        });
        // "Version 3, 14 March 2026" heads nothing.
        let dated = words <= 8
            && section
                .title
                .split(|c: char| !c.is_ascii_digit())
                .any(|n| n.len() == 4 && (n.starts_with("20") || n.starts_with("19")));
        topics[index] = best
            .map(|b| b.2)
            .or((asks || dated).then_some("other"))
            .or((standing || bare(&section.title)).then_some(STANDING));
    }
    topics
}

/// Whether a title heads a part of the notice and names no activity: "Your data".
fn bare(title: &str) -> bool {
    let title = unnumbered(title).trim_end_matches(['.', '\u{2026}', ' ']).to_ascii_lowercase();
    // "Terms and conditions for clubs" is a document, not what is done with data.
    let document = ["terms and conditions ", "terms of use ", "terms of service "].iter().any(|d| title.starts_with(d));
    document
        || matches!(
            &*title,
            "your data"
                | "your information"
                | "your personal data"
                | "personal data"
                | "the data"
                | "access"
                | "phone"
                | "email"
                | "e-mail"
                | "website"
                | "post"
                | "write"
                | "terms"
                | "terms and conditions"
                | "example"
                | "examples"
                | "disclaimer"
                | "your responsibilities"
                | "our responsibilities"
                | "legal requirements"
                | "legal obligations"
                | "applicable law"
                | "key principles"
                | "principles"
                | "data minimisation"
                | "data minimization"
                | "accountability"
                | "credits"
                | "appendix"
                | "schedule"
                | "notes"
                | "england"
                | "scotland"
                | "wales"
                | "england & wales"
                | "england and wales"
        )
}

/// A title without a number that stands in front of a capital letter: "5 Sharing with others", not "2 weeks before".
pub(super) fn unnumbered(title: &str) -> &str {
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let words = rest.trim_start();
    let number = rest.len() < title.len() && words.len() < rest.len();
    if number && words.starts_with(char::is_uppercase) { words } else { title.trim() }
}

/// The line that opens the audience of each block: "If you are the person being referred:".
pub(super) fn audiences(notice: &Notice) -> Vec<Option<Span>> {
    let mut open: Option<(Span, u32)> = None;
    let mut out = Vec::with_capacity(notice.blocks.len());
    for block in &notice.blocks {
        let heading = matches!(block.kind, BlockKind::Heading { .. });
        if heading {
            // A heading at the same depth or above ends an audience.
            open = open.filter(|&(_, section)| inside(notice, block.section, section) && block.section != section);
        }
        let words = notice.words(block.span).trim_start();
        let lower = words.get(..24.min(words.len())).unwrap_or("").to_ascii_lowercase();
        let opens =
            ["if you are ", "if you're ", "when you are ", "where you are "].iter().any(|p| lower.starts_with(p));
        // "If you are unhappy with …" speaks to everybody.
        let mood = ["unhappy", "not ", "dissat", "concerned", "unable", "worried", "unsure", "still "];
        let opens = opens && !mood.iter().any(|m| lower.contains(m));
        if opens && matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Paragraph) {
            if heading || words.trim_end().ends_with(':') {
                let end = words.find([',', ':']).unwrap_or(words.len());
                let start = block.span.start as usize + (notice.words(block.span).len() - words.len());
                open = Some((Span::new(start, start + end), block.section));
            } else {
                open = None;
            }
        }
        out.push(open.map(|o| o.0));
    }
    out
}

fn inside(notice: &Notice, section: u32, outer: u32) -> bool {
    let mut at = section;
    while at != outer && at != 0 {
        at = notice.sections[at as usize].parent;
    }
    at == outer
}

#[cfg(test)]
mod tests {
    use super::super::testing::claims;

    /// The activity of the first claim of a text.
    fn activity(text: &str) -> Option<String> {
        claims("retention", text).into_iter().find_map(|c| c.scope.activity)
    }

    #[test]
    fn standing_headings_are_no_activities() {
        for heading in [
            "5 Giving and sharing your data with others",
            "11. Making a complaint",
            "Telephone",
            "To find out more…",
            "Your right to complain",
            "Cookies and similar technologies",
            "Data security and retention",
            "Right to request a copy",
            "Transferring your data out of the UK/EEA",
            "Withdrawal of consent",
            "Example",
            "Last updated",
        ] {
            let text = format!(
                "Privacy notice\n\nWho we are\n\nWe are a school.\n\n{heading}\n\nWe keep your name for two years.\n"
            );
            assert_eq!(activity(&text), None, "{heading}");
        }
        for (heading, expected) in [
            ("Recruitment", "recruitment"),
            ("7 Swimming lessons", "swimming lessons"),
            ("2 weeks before the match", "2 weeks before the match"),
            ("Access to the gym", "access to the gym"),
        ] {
            let text = format!(
                "Privacy notice\n\nWho we are\n\nWe are a school.\n\n{heading}\n\nWe keep your name for two years.\n"
            );
            assert_eq!(activity(&text).as_deref(), Some(expected), "{heading}");
        }
    }
}
