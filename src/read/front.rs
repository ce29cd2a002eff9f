//! Front matter: the lines between `---` (or `+++`) at the head of a Markdown file.

use super::weave::Weave;

/// Where the body begins, and the stretch of the front matter's own lines, if there is front matter.
pub(super) fn find(text: &str) -> Option<(std::ops::Range<usize>, usize)> {
    let fence = match text.get(..3)? {
        "---" => "---",
        "+++" => "+++",
        _ => return None,
    };
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != fence {
        return None;
    }
    let start = first.len();
    let mut at = start;
    let mut keyed = false;
    for line in lines {
        let bare = line.trim_end();
        if bare == fence || fence == "---" && bare == "..." {
            // Two rules with prose between them are no front matter.
            return (keyed || at == start).then_some((start..at, at + line.len()));
        }
        keyed |= entry(bare).is_some();
        at += line.len();
    }
    None
}

/// Key and value of a line at the margin.
fn entry(line: &str) -> Option<(&str, &str)> {
    let at = line.find([':', '='])?;
    let (key, value) = (line[..at].trim_end(), &line[at + 1..]);
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\'' | ' ');
    let good = line.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '"' || c == '\'')
        && key.len() <= 60
        && key.chars().all(plain)
        && (value.is_empty() || value.starts_with(char::is_whitespace));
    good.then_some((key, value))
}

/// Writes the values down as facts about the document: they are no part of its text.
pub(super) fn facts(text: &str, range: std::ops::Range<usize>, out: &mut Weave) {
    let mut at = range.start;
    for line in text[range].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some((key, value)) = entry(line.trim_end()) else { continue };
        let value = scalar(value);
        if value.is_empty() {
            continue;
        }
        let offset = start + (value.as_ptr() as usize - line.as_ptr() as usize);
        let words = out.at();
        out.push(value, offset..offset + value.len());
        let span = crate::notice::Span::new(words, out.at());
        out.part("\n");
        let key = key.trim_matches(['"', '\'']).to_lowercase().replace(['-', ' '], "_");
        out.metadata.push((key, span));
    }
}

/// A value without quotes, and without a comment behind it.
fn scalar(value: &str) -> &str {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote) {
            return inner.find(quote).map_or(inner, |end| &inner[..end]);
        }
    }
    if value.starts_with(['[', '{', '|', '>', '&', '*', '!', '#']) {
        return "";
    }
    value.find(" #").map_or(value, |at| value[..at].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        let mut out = Weave::default();
        if let Some((range, _)) = find(text) {
            facts(text, range, &mut out);
        }
        let words = |s: crate::notice::Span| out.text[s.range()].to_owned();
        out.metadata.iter().map(|(k, s)| (k.clone(), words(*s))).collect()
    }

    #[test]
    fn yaml_and_toml_heads_are_read() {
        let pairs = |p: &[(&str, &str)]| p.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect::<Vec<_>>();
        let yaml =
            "---\r\nTitle: 'A: b'\r\nreview-date: 2026-01-02 # soon\r\ntags: [a]\r\nnested:\r\n  x: y\r\n---\r\nBody";
        assert_eq!(read(yaml), pairs(&[("title", "A: b"), ("review_date", "2026-01-02")]));
        assert_eq!(read("+++\ntitle = \"X\"\n+++\n"), pairs(&[("title", "X")]));
    }

    #[test]
    fn what_is_no_head_is_left_alone() {
        for text in ["--- a\nb: c\n---\n", "---\nb: c\n", "---\nSome prose here.\n---\n", "text", "", "--"] {
            assert!(find(text).is_none(), "{text:?}");
        }
    }
}
