//! Headings that markup takes for items: numbered lines that stand alone, each over the text of its section.

use super::roles;
use super::text;
use crate::notice::{BlockKind, Span};

/// As many make a run of headings; fewer may be a list with remarks between its items.
const FEWEST: u32 = 3;

/// Most words of such a heading, but for questions.
const MOST: usize = 8;

type Block = (BlockKind, Span, String);

/// Makes headings of the lone numbered items that count up from one: "1. Who we are", with text under each.
pub(super) fn heads(text: &str, blocks: &mut Vec<Block>) {
    let mut found: Vec<(usize, Span)> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        if number(block) != Some(found.len() as u32 + 1) {
            continue;
        }
        let beside = |i: usize| blocks.get(i).is_some_and(|b| number(b).is_some());
        let alone = !(index > 0 && beside(index - 1) || beside(index + 1)) && index + 1 < blocks.len();
        found.extend(title(text, block.1, alone).map(|span| (index, span)));
    }
    if (found.len() as u32) < FEWEST {
        return;
    }
    // From the end, for a block that is parted moves those behind it.
    for (index, head) in found.into_iter().rev() {
        let Some(block) = blocks.get_mut(index) else { continue };
        let whole = std::mem::replace(&mut block.1, head);
        block.0 = BlockKind::Heading { level: 6 };
        if head.end < whole.end {
            let rest = text.get(head.end as usize..whole.end as usize).unwrap_or_default();
            let start = whole.end - rest.trim_start().len() as u32;
            blocks.insert(index + 1, (BlockKind::Paragraph, Span { start, end: whole.end }, String::new()));
        }
    }
}

/// The number in front of an item of an outermost list.
fn number(block: &Block) -> Option<u32> {
    match block {
        (BlockKind::Item { depth: 0 }, _, marker) => marker.trim_end_matches(['.', ')']).parse().ok(),
        _ => None,
    }
}

/// The title that an item is, if it stands alone, or that its first line is, if its text runs on under it.
fn title(text: &str, span: Span, alone: bool) -> Option<Span> {
    let words = text.get(span.range())?;
    let line = words.lines().next()?.trim_end();
    // "1) The right to have your data corrected": an item of a list, though text stands between its items.
    let few = line.ends_with('?') || line.split_whitespace().count() <= MOST;
    let fits = few && text::short(line) && !roles::leads_in(line) && !roles::postal(line);
    let under = words[line.len()..].trim_start();
    let whole = under.is_empty() && alone;
    let over = under.starts_with(char::is_uppercase) && !roles::states(line);
    (fits && (whole || over)).then(|| Span { start: span.start, end: span.start + line.len() as u32 })
}

#[cfg(test)]
mod tests {
    use crate::notice::BlockKind;
    use crate::read::{Limits, markdown};

    fn shapes(source: &str) -> Vec<String> {
        let draft = markdown::read(source, &Limits::default());
        let shape = |(kind, span, _): &(BlockKind, crate::notice::Span, String)| {
            let letter = match kind {
                BlockKind::Heading { .. } => 'h',
                BlockKind::Item { .. } => 'i',
                _ => 'p',
            };
            format!("{letter}|{}", &draft.text[span.range()])
        };
        draft.blocks.iter().map(shape).collect()
    }

    #[test]
    fn numbered_lines_over_their_text_are_headings() {
        let text = "1. Who are we?\n\nThe Hollin Choir.\n\n2. Why we use data\n\n• To sing\n• To pay\n\n3. Your rights\n\nYou may object.\n";
        let expected = [
            "h|Who are we?",
            "p|The Hollin Choir.",
            "h|Why we use data",
            "i|To sing",
            "i|To pay",
            "h|Your rights",
            "p|You may object.",
        ];
        assert_eq!(shapes(text), expected);
        let run_on = "1. Who are we?\nThe Hollin Choir.\n2. Why we use data\nTo sing and to pay.\n3. Your rights\nYou may object.\n";
        let expected = [
            "h|Who are we?",
            "p|The Hollin Choir.",
            "h|Why we use data",
            "p|To sing and to pay.",
            "h|Your rights",
            "p|You may object.",
        ];
        assert_eq!(shapes(run_on), expected);
    }

    #[test]
    fn numbered_lists_stay_lists() {
        for text in [
            "We do this:\n\n1. Name you\n2. Pay you\n3. Thank you\n\nThat is all.\n",
            "1. We keep it safe.\n\nSo it is.\n\n2. We delete it in time.\n\nSo we do.\n\n3. We tell you.\n\nWe do.\n",
            "1. Ask us\n\nWe answer.\n\n2. Complain\n\nWe look into it.\n",
        ] {
            assert!(!shapes(text).iter().any(|s| s.starts_with('h')), "{text}: {:?}", shapes(text));
        }
    }
}
