//! Link targets that a site builder fills in: `[here]({{< relref "/about/privacy" >}})`, `[here]({{ site.baseurl }}/privacy)`,
//! `[here]({% link privacy.md %})`. Markdown sees no link there, for such a target has spaces in it.

use super::weave::Weave;
use std::ops::Range;

/// The longest target.
const REACH: usize = 400;

/// A text whose link targets are as plain as can be; none if all of them are.
pub(super) fn strip(text: &str) -> Option<Weave> {
    let mut out = Weave::default();
    let mut kept = 0;
    for (at, _) in text.match_indices("](") {
        let start = at + 2;
        let Some(end) = (start >= kept).then(|| target(text, start)).flatten() else { continue };
        out.push(&text[kept..start], kept..start);
        for piece in plain(&text[start..end]) {
            let range = start + piece.start..start + piece.end;
            out.push(&text[range.clone()], range);
        }
        kept = end;
    }
    out.push(&text[kept..], kept..text.len());
    (kept > 0).then_some(out)
}

/// The end of a target that holds a tag, in front of its closing bracket.
fn target(text: &str, start: usize) -> Option<usize> {
    // What lies further away is not looked at: a file may open a target at every other letter and close none.
    let far = text.len().min(start + 2 * REACH);
    let rest = &text[start..(start..=far).rev().find(|at| text.is_char_boundary(*at))?];
    let mut at = 0;
    let mut tagged = false;
    loop {
        let next = rest[at..].find([')', '{', '\n'])? + at;
        if next > REACH {
            return None;
        }
        let close = match &rest.as_bytes()[next..] {
            [b'{', b'{', ..] => "}}",
            [b'{', b'%', ..] => "%}",
            [b')', ..] => return tagged.then_some(start + next),
            [b'{', ..] => {
                at = next + 1;
                continue;
            }
            _ => return None,
        };
        at = rest[next..].find(close).filter(|len| *len < REACH)? + next + close.len();
        tagged = true;
    }
}

/// What stays of a target: the words around the tags, and the path that a tag names.
fn plain(target: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let (mut at, mut first) = (0, None);
    while let Some(open) = target[at..].find("{{").or_else(|| target[at..].find("{%")).map(|o| at + o) {
        pieces.push(at..open);
        let shut = |mark: &str| target[open..].find(mark).map(|len| open + len + 2);
        let Some(end) = (if target[open..].starts_with("{{") { shut("}}") } else { shut("%}") }) else { break };
        let inner = open + 2..end - 2;
        let named = path(&target[inner.clone()]).map(|r| inner.start + r.start..inner.start + r.end);
        first = first.or_else(|| word(&target[inner.clone()]).map(|r| inner.start + r.start..inner.start + r.end));
        pieces.extend(named);
        at = end;
    }
    pieces.push(at..target.len());
    pieces.retain(|p| !target[p.clone()].trim().is_empty());
    // An address that is all variable: its name stands for it.
    if pieces.is_empty() { first.into_iter().collect() } else { pieces }
}

/// The path in a tag: what is quoted, or the last word of `link privacy.md`.
fn path(inner: &str) -> Option<Range<usize>> {
    for quote in ['"', '\'', '`'] {
        if let Some(open) = inner.find(quote)
            && let Some(len) = inner[open + 1..].find(quote)
            && !inner[open + 1..open + 1 + len].contains(char::is_whitespace)
        {
            return Some(open + 1..open + 1 + len);
        }
    }
    let last = inner.trim().rsplit(char::is_whitespace).next().filter(|w| w.contains(['/', '.']))?;
    let linked = ["link ", "ref ", "relref ", "post_url "].iter().any(|l| inner.contains(l));
    let at = inner.rfind(last).filter(|_| linked)?;
    Some(at..at + last.len())
}

/// The first name in a tag.
fn word(inner: &str) -> Option<Range<usize>> {
    let name = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    let start = inner.find(name)?;
    let len = inner[start..].find(|c| !name(c)).unwrap_or(inner.len() - start);
    Some(start..start + len)
}

#[cfg(test)]
mod tests {
    use super::strip;

    #[test]
    fn targets_of_site_builders() {
        for (text, plain) in [
            (r#"See [here]({{< relref "/about/privacy" >}})."#, "See [here](/about/privacy)."),
            (r#"[a]({{% ref "rights.md" %}}) [b](/b)"#, "[a](rights.md) [b](/b)"),
            ("[us]({{ site.baseurl }}/contact)", "[us](/contact)"),
            ("[us]({{ '/contact' | relative_url }})", "[us](/contact)"),
            ("[us]({% link contact.md %})", "[us](contact.md)"),
            ("[form]({{ form_url }})", "[form](form_url)"),
        ] {
            assert_eq!(strip(text).map(|w| w.text).as_deref(), Some(plain), "{text}");
        }
        for text in ["[a](/b)", "[a] ({{ b }})", "[a]({{ b", "f(x)](y) {{ z }}", "[caf\u{e9}](\u{e9}{\u{e9})"] {
            assert!(strip(text).is_none(), "{text}");
        }
    }
}
