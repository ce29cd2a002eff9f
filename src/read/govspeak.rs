//! The marks that government sites and documentation builders add to Markdown: they go, the words between them stay.

use super::weave::Weave;
use std::ops::Range;

/// A text without such marks; none if it has none.
pub(super) fn strip(text: &str) -> Option<Weave> {
    let mut out = Weave::default();
    let (mut at, mut kept, mut any, mut fence) = (0, 0, false, false);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let bare = line.trim();
        fence ^= bare.starts_with("```");
        let Some(words) = (!fence).then(|| words(bare)).flatten() else { continue };
        any = true;
        // The line's own break stays.
        let offset = start + (bare.as_ptr() as usize - line.as_ptr() as usize);
        out.push(&text[kept..offset], kept..offset);
        let range = offset + words.start..offset + words.end;
        out.push(&text[range.clone()], range);
        kept = offset + bare.len();
    }
    out.push(&text[kept..], kept..text.len());
    any.then_some(out)
}

/// What stays of a line that is a mark or carries one.
fn words(line: &str) -> Option<Range<usize>> {
    let bytes = line.as_bytes();
    let none = Some(0..0);
    match bytes.first()? {
        // "$CTA" opens and closes a call to action, "$A" an address.
        b'$' => {
            let len = bytes[1..].iter().take_while(|b| b.is_ascii_uppercase()).count();
            (len <= 4 && len + 1 == bytes.len() && len > 0 || line == "$!").then_some(0..0)
        }
        // "^callout^", "%warning%"
        mark @ (b'^' | b'%') => {
            let inner = &bytes[1..];
            let closed = inner.len() > 1 && inner.last() == Some(mark) && !inner[..inner.len() - 1].contains(mark);
            let open = *mark == b'^' && !inner.contains(mark) && inner.first().is_some_and(u8::is_ascii_uppercase);
            match (closed, open) {
                (true, _) => Some(1..line.len() - 1),
                (false, true) => Some(1..line.len()),
                _ => None,
            }
        }
        // "*[ABC]: what it stands for"
        b'*' if line.starts_with("*[") && line.contains("]:") => none,
        b'[' => {
            let embed = ["[Contact:", "[embed:", "[InlineAttachment:", "[Image:", "[Attachment:"];
            (embed.iter().any(|e| line.starts_with(e)) && line.ends_with(']')).then_some(0..0)
        }
        b'{' => {
            let alone = line.ends_with('}') && ["{::", "{button", "{/button"].iter().any(|m| line.starts_with(m));
            if let Some(inner) = line.strip_suffix("{/button}").filter(|l| l.starts_with("{button")) {
                let open = inner.find('}')? + 1;
                return Some(open..inner.len());
            }
            alone.then_some(0..0)
        }
        b':' => (line.starts_with(":::")).then_some(0..0),
        b'!' => (line.starts_with("!!! ") || line.starts_with("!@")).then_some(0..0),
        // "s1. The first step"
        b's' => {
            let digits = bytes[1..].iter().take_while(|b| b.is_ascii_digit()).count();
            (digits > 0 && line[1 + digits..].starts_with(". ")).then_some(1..line.len())
        }
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::notice::Span;

    #[test]
    fn marks_go_and_words_stay() {
        let text = "Hi\n\n$CTA\nWrite to us\n$CTA\n\n^We keep it^\n%Stop%\ns1. One\n*[DPO]: officer\n{button start}[Go](/x){/button}\n";
        let out = strip(text).unwrap();
        assert_eq!(out.text, "Hi\n\n\nWrite to us\n\n\nWe keep it\nStop\n1. One\n\n[Go](/x)\n");
        let at = out.text.find("Stop").unwrap();
        assert_eq!(&text[out.map.source(Span::new(at, at + 4)).range()], "Stop");
        assert!(strip("$5 is due\nsome words. More.\n50% off\n").is_none());
    }
}
