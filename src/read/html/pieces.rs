//! The little HTML that stands in Markdown and in locale files: cut into words, tags and comments.

use std::ops::Range;

/// A piece of HTML, with its place in the text that it was cut from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::read) enum Piece<'a> {
    /// Words as they stand.
    Words(Range<usize>),
    /// A character written as an entity.
    Character(char, Range<usize>),
    /// A tag, opening or closing: name in lower case, and what stands behind the name.
    Tag { name: String, closing: bool, rest: &'a str },
    /// A comment, with what it says.
    Comment(&'a str, Range<usize>),
}

/// What a tag does to the text around it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::read) enum Effect {
    /// Nothing: it stands within a line.
    Inline,
    /// Ends the line.
    Break,
    /// Begins or ends a paragraph.
    Block,
    /// Begins or ends a heading.
    Heading(u8),
    /// Begins or ends a list item.
    Item,
    /// Begins or ends a list.
    List,
    /// Begins or ends a cell.
    Cell,
    /// Begins or ends what is not text: scripts, styles.
    Hidden,
}

/// What a tag of this name does.
pub(in crate::read) fn effect(name: &str) -> Effect {
    match name {
        "br" | "hr" => Effect::Break,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Effect::Heading(name.as_bytes()[1] - b'0'),
        "li" => Effect::Item,
        "ul" | "ol" => Effect::List,
        "td" | "th" => Effect::Cell,
        "script" | "style" | "svg" | "template" => Effect::Hidden,
        "p" | "div" | "section" | "article" | "header" | "footer" | "main" | "aside" | "nav" | "address" | "table"
        | "thead" | "tbody" | "tr" | "dl" | "dt" | "dd" | "blockquote" | "details" | "summary" | "figure" | "form"
        | "fieldset" | "pre" | "caption" => Effect::Block,
        _ => Effect::Inline,
    }
}

/// The value of an attribute in what stands behind a tag's name.
pub(in crate::read) fn attribute<'a>(rest: &'a str, name: &str) -> Option<&'a str> {
    let lower = rest.to_ascii_lowercase();
    let mut from = 0;
    while let Some(found) = lower[from..].find(name) {
        let at = from + found;
        from = at + name.len();
        let alone = at == 0 || lower[..at].ends_with(|c: char| c.is_whitespace() || c == '"' || c == '\'');
        let Some(value) = rest[from..].trim_start().strip_prefix('=') else { continue };
        if alone {
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            return match quote {
                Some(quote) => value[1..].split(quote).next(),
                None => value.split(|c: char| c.is_whitespace() || c == '>').next(),
            };
        }
    }
    None
}

/// Cuts a stretch of text into pieces.
pub(in crate::read) fn pieces(text: &str, range: Range<usize>) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let bytes = text.as_bytes();
    let end = range.end;
    let mut start = range.start;
    let mut at = range.start;
    // A `<` behind which no `>` comes any more is never looked for twice.
    let last_close = text[range].rfind('>').map_or(start, |i| start + i);
    let flush = |out: &mut Vec<Piece<'_>>, start: usize, at: usize| {
        if start < at {
            out.push(Piece::Words(start..at));
        }
    };
    while let Some(found) = memchr::memchr2(b'<', b'&', &bytes[at..end]) {
        let here = at + found;
        if bytes[here] == b'&' {
            match entity(&text[here..end]) {
                Some((c, len)) => {
                    flush(&mut out, start, here);
                    out.push(Piece::Character(c, here..here + len));
                    start = here + len;
                    at = start;
                }
                None => at = here + 1,
            }
            continue;
        }
        let rest = &text[here..end];
        if let Some(inner) = rest.strip_prefix("<!--") {
            let close = if here < last_close { inner.find("-->") } else { None };
            flush(&mut out, start, here);
            let (len, whole) = close.map_or((inner.len(), inner.len() + 4), |i| (i, i + 7));
            out.push(Piece::Comment(inner[..len].trim(), here..here + whole));
            start = here + whole;
            at = start;
            continue;
        }
        match if here < last_close { tag(rest) } else { None } {
            Some((name, closing, behind, len)) => {
                flush(&mut out, start, here);
                out.push(Piece::Tag { name, closing, rest: behind });
                start = here + len;
                at = start;
            }
            None => at = here + 1,
        }
    }
    flush(&mut out, start, end);
    out
}

/// A tag at the start of a text: name, whether it closes, what stands behind the name, length.
fn tag(text: &str) -> Option<(String, bool, &str, usize)> {
    let inner = &text[1..];
    let closing = inner.starts_with('/');
    let body = &inner[usize::from(closing)..];
    let name = body.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(body.len());
    if !body.starts_with(|c: char| c.is_ascii_alphabetic()) || name > 40 {
        return None;
    }
    let after = body[name..].chars().next()?;
    if !after.is_whitespace() && after != '>' && after != '/' {
        return None;
    }
    // A `>` in quotes does not close the tag.
    let mut quote = None;
    for (i, c) in body[name..].char_indices().take(4000) {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            (None, '<') => return None,
            (None, '>') => {
                let behind = &body[name..name + i];
                let len = 1 + usize::from(closing) + name + i + 1;
                return Some((body[..name].to_ascii_lowercase(), closing, behind, len));
            }
            _ => {}
        }
    }
    None
}

/// An entity at the start of a text: its character and its length.
pub(in crate::read) fn entity(text: &str) -> Option<(char, usize)> {
    let head = &text.as_bytes()[..text.len().min(12)];
    let end = head.iter().position(|&b| b == b';')?;
    let name = text.get(1..end)?;
    let c = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        char::from_u32(code).filter(|c| !c.is_control())?
    } else {
        match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            "nbsp" => '\u{a0}',
            "pound" => '£',
            "copy" => '©',
            "reg" => '®',
            "trade" => '™',
            "ndash" => '–',
            "mdash" => '—',
            "lsquo" => '\u{2018}',
            "rsquo" => '\u{2019}',
            "ldquo" => '\u{201c}',
            "rdquo" => '\u{201d}',
            "hellip" => '…',
            "bull" => '•',
            "middot" => '·',
            "shy" => '\u{ad}',
            "euro" => '€',
            "sect" => '§',
            "para" => '¶',
            "eacute" => 'é',
            "deg" => '°',
            "thinsp" => '\u{2009}',
            _ => return None,
        }
    };
    Some((c, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_tags_entities_and_comments_are_told_apart() {
        let text = "a<b title='x>y'>c</B >&amp;&#163;<!-- n --> 1 < 2 & 3 <br/>";
        let tag = |name: &str, closing, rest| Piece::Tag { name: name.to_owned(), closing, rest };
        assert_eq!(
            pieces(text, 0..text.len()),
            [
                Piece::Words(0..1),
                tag("b", false, " title='x>y'"),
                Piece::Words(16..17),
                tag("b", true, " "),
                Piece::Character('&', 22..27),
                Piece::Character('£', 27..33),
                Piece::Comment("n", 33..43),
                Piece::Words(43..54),
                tag("br", false, "/"),
            ]
        );
    }

    #[test]
    fn what_never_closes_is_text() {
        for text in ["<a href", "<", "&", "&amp", "<1>", "<é>", "&#xffffffff;", "&#0;"] {
            assert_eq!(pieces(text, 0..text.len()), [Piece::Words(0..text.len())], "{text}");
        }
    }

    #[test]
    fn attributes_are_found_by_their_whole_name() {
        assert_eq!(attribute(" data-href='no' HREF = \"/yes\"", "href"), Some("/yes"));
        assert_eq!(attribute(" href=/bare class=x", "href"), Some("/bare"));
        assert_eq!(attribute(" class=x", "href"), None);
    }
}
