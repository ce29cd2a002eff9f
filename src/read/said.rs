//! Words that stand in the code of a page: `{ title: "Who we are", content: ["…"] }` is what readers see.

use super::scan;
use super::weave::Weave;
use crate::notice::Span;
use std::ops::Range;

/// Keys of titles, with the level they most likely have.
const TITLES: &[(&str, u8)] = &[
    ("title", 2),
    ("heading", 2),
    ("header", 2),
    ("maintitle", 2),
    ("sectiontitle", 2),
    ("h", 2),
    ("question", 3),
    ("subtitle", 3),
    ("subheading", 3),
    ("summary", 3),
];

/// Keys of running text.
const TEXTS: &[&str] = &[
    "text",
    "content",
    "contents",
    "body",
    "description",
    "answer",
    "paragraph",
    "paragraphs",
    "intro",
    "copy",
    "children",
    "details",
    "detail",
    "value",
    "note",
    "lead",
    "outro",
    "p",
];

/// Keys of lists.
const LISTS: &[&str] = &["items", "list", "bullets", "points", "listitems", "data", "options", "rights", "purposes"];

/// Keys of the day on which the text was changed.
const DATES: &[&str] = &["lastupdated", "updated", "lastmodified", "lastrevised", "effectivedate", "updatedat"];

/// Names of things that are no text of the page: what search engines and windows show.
const ELSEWHERE: &[&str] = &["metadata", "opengraph", "twitter", "seo", "helmet", "schema", "jsonld"];

/// An open bracket of code.
#[derive(Clone, Copy)]
struct Open<'a> {
    byte: u8,
    /// The name it is given to.
    key: &'a str,
    /// Whether what stands in it is no text of the page.
    dead: bool,
    /// Whether a string that leads in to the others stood in it.
    led: bool,
}

/// The brackets that are open at a place of code.
#[derive(Default)]
pub(super) struct Brackets<'a> {
    open: Vec<Open<'a>>,
}

/// What a string is for its readers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Title(u8),
    Text,
    Item,
    Date,
}

impl<'a> Brackets<'a> {
    /// Goes over a bracket. False at a brace that closes what was not opened here.
    pub fn step(&mut self, text: &'a str, at: usize) -> bool {
        let byte = text.as_bytes()[at];
        let opener = match byte {
            b'(' | b'[' | b'{' => {
                let key = key(&text[..at]).unwrap_or("");
                let dead = self.open.last().is_some_and(|o| o.dead) || ELSEWHERE.contains(&&*key.to_lowercase());
                if self.open.len() < 1000 {
                    self.open.push(Open { byte, key, dead, led: false });
                }
                return true;
            }
            b')' => b'(',
            b']' => b'[',
            _ => b'{',
        };
        match self.open.iter().rposition(|o| o.byte == opener) {
            Some(found) => self.open.truncate(found),
            None => return byte != b'}',
        }
        true
    }

    /// What the string at a place is, by the name it is given or the list it stands in.
    pub fn role(&mut self, text: &str, at: usize, inner: &str) -> Option<Role> {
        let last = self.open.last_mut();
        if last.as_ref().is_some_and(|o| o.dead) {
            return None;
        }
        let front = text[..at].trim_end();
        if let Some(key) = key(&text[..at]) {
            return named(key, inner);
        }
        let list = last.filter(|o| o.byte == b'[' && front.ends_with(['[', ',']))?;
        if !prose(inner, 2) {
            return None;
        }
        let running = TEXTS.contains(&&*list.key.to_lowercase());
        let led = list.led;
        list.led |= inner.trim_end().ends_with(':');
        let bullet = inner.starts_with(['-', '\u{2022}', '*']) && !inner.starts_with("**");
        let item = bullet || !running || led;
        Some(if item && !inner.trim_end().ends_with(':') { Role::Item } else { Role::Text })
    }
}

/// The name in front of a value: `title: `, `"title": `, `lastUpdated = `.
fn key(front: &str) -> Option<&str> {
    let front = front.trim_end();
    let front = front.strip_suffix(':').or_else(|| front.strip_suffix('='))?.trim_end();
    // With its type: `const metadata: Metadata = {`.
    let front = match front.rsplit_once(':') {
        Some((name, kind))
            if kind.len() < 60
                && name.len() > 5
                && kind.bytes().all(|b| b.is_ascii_alphanumeric() || b" []<>.".contains(&b)) =>
        {
            name
        }
        _ => front,
    };
    let front = front.trim_end_matches(['"', '\'', '?']);
    let name = front.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '$').next()?;
    (!name.is_empty()).then_some(name)
}

/// What a string with a name is.
fn named(key: &str, inner: &str) -> Option<Role> {
    let key = key.to_lowercase().replace('_', "");
    if DATES.contains(&&*key) {
        return (inner.len() < 40 && inner.contains(|c: char| c.is_ascii_digit())).then_some(Role::Date);
    }
    if let Some((_, level)) = TITLES.iter().find(|t| t.0 == key) {
        return prose(inner, 1).then_some(Role::Title(*level));
    }
    if key.contains("email") && inner.contains('@') && !inner.contains(['$', ' ']) {
        return Some(Role::Text);
    }
    let long = inner.len() > 60 && prose(inner, 8);
    (long || TEXTS.contains(&&*key) && prose(inner, 2)).then_some(Role::Text)
}

/// Whether a name is that of a list, or of text.
fn holds_text(key: &str) -> bool {
    let key = key.to_lowercase();
    LISTS.contains(&&*key) || TEXTS.contains(&&*key)
}

/// Whether a string is words for people: so many of them, and no names of classes, paths or code.
fn prose(inner: &str, least: usize) -> bool {
    let words = || inner.split_whitespace();
    let plain = |w: &str| {
        let core = w.trim_matches(|c: char| !c.is_alphanumeric());
        !core.is_empty() && core.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '\u{2019}'))
    };
    let (all, good) = (words().take(200).count(), words().take(200).filter(|w| plain(w)).count());
    let first = inner.trim_start().trim_start_matches("#").trim_start().chars().next();
    let opens = first.is_some_and(|c| c.is_uppercase() || !c.is_alphabetic() && c != '/' && c != '#' && c != '.')
        || all >= 3 && first.is_some_and(char::is_alphabetic) && !inner.contains(['/', '[']);
    all >= least && good * 10 >= all * 6 && opens
}

/// Writes what a string says as markup. `inner` begins at `base` in the file.
pub(super) fn write(role: Role, inner: &str, base: usize, out: &mut Weave) {
    if inner.len() > 80 && inner.trim().contains('\n') {
        return long(inner, base, out);
    }
    let bullet = if role == Role::Item || inner.starts_with(['-', '\u{2022}']) {
        inner.len() - inner.trim_start_matches(['-', '\u{2022}', ' ']).len()
    } else {
        0
    };
    let (open, shut) = match role {
        Role::Title(level) => (format!("<h{level}>"), format!("</h{level}>")),
        Role::Text => ("<p>".to_owned(), "</p>".to_owned()),
        Role::Item => ("<ul><li>".to_owned(), "</li></ul>".to_owned()),
        Role::Date => ("<p>Last updated: ".to_owned(), "</p>".to_owned()),
    };
    out.part(&open);
    words(inner, bullet..inner.len(), base, out);
    out.part(&shut);
}

/// A page in a string, as HTML or Markdown.
fn long(inner: &str, base: usize, out: &mut Weave) {
    if ["<p", "<div", "<li", "<h2"].iter().any(|t| inner.contains(t)) {
        return out.push(inner, base..base + inner.len());
    }
    let mut at = 0;
    let mut open = "";
    for line in inner.split_inclusive('\n') {
        let (start, bare) = (at + line.len() - line.trim_start().len(), line.trim());
        at += line.len();
        let hashes = bare.bytes().take_while(|b| *b == b'#').count();
        let (tag, skip) = if (1..=6).contains(&hashes) && bare[hashes..].starts_with(' ') {
            (["h1", "h2", "h3", "h4", "h5", "h6"][hashes - 1], hashes + 1)
        } else if let Some(mark) = ["- ", "* ", "\u{2022} "].iter().find(|m| bare.starts_with(**m)) {
            ("li", mark.len())
        } else {
            ("p", 0)
        };
        let runs = tag == "p" && open == "p" && !bare.is_empty();
        if !runs {
            close(open, out);
            open = "";
        }
        if bare.is_empty() {
            continue;
        }
        out.part(&if runs {
            " ".to_owned()
        } else if tag == "li" {
            "<ul><li>".to_owned()
        } else {
            format!("<{tag}>")
        });
        open = tag;
        words(inner, start + skip..start + bare.len(), base, out);
    }
    close(open, out);
}

fn close(tag: &str, out: &mut Weave) {
    match tag {
        "" => {}
        "li" => out.part("</li></ul>"),
        _ => out.part(&format!("</{tag}>")),
    }
}

/// Writes a range of a string: escapes are undone, marks of Markdown go, its links are links.
fn words(inner: &str, range: Range<usize>, base: usize, out: &mut Weave) {
    let bytes = inner.as_bytes();
    let (mut start, mut at) = (range.start, range.start);
    let keep = |from: usize, to: usize, out: &mut Weave| {
        if from < to {
            out.push(&inner[from..to], base + from..base + to);
        }
    };
    while at < range.end {
        let (len, said) = match bytes[at] {
            b'\\' if at + 1 < range.end => match bytes[at + 1] {
                b'n' | b't' | b'r' => (2, " "),
                b'\'' => (2, "'"),
                b'"' => (2, "\""),
                b'`' => (2, "`"),
                _ => (1, ""),
            },
            // A value that code fills in is not known here.
            b'$' if bytes[at..range.end].starts_with(b"${") => {
                (inner[at..range.end].find('}').map_or(1, |len| len + 1), "")
            }
            b'<' => (1, "&lt;"),
            b'*' if bytes[at..range.end].starts_with(b"**") => (2, ""),
            b'[' => {
                let Some((text, href, len)) = link(&inner[at..range.end]) else {
                    at += 1;
                    continue;
                };
                keep(start, at, out);
                out.part(&format!("<a href=\"{href}\">"));
                keep(at + 1, at + 1 + text, out);
                out.part("</a>");
                at += len;
                start = at;
                continue;
            }
            _ => {
                at += 1;
                continue;
            }
        };
        keep(start, at, out);
        if !said.is_empty() {
            out.push(said, base + at..base + at + len);
        }
        at += len;
        start = at;
    }
    keep(start, range.end, out);
}

/// `[words](address)`: the length of its words, its address, and its length.
fn link(text: &str) -> Option<(usize, &str, usize)> {
    let shut = text.find(']').filter(|s| *s < 300)?;
    let rest = text[shut + 1..].strip_prefix('(')?;
    let end = rest.find(')').filter(|e| *e < 300)?;
    let href = &rest[..end];
    (!href.contains(['"', '<', '>'])).then_some((shut - 1, href, shut + 2 + end + 1))
}

/// The strings of a stretch of code that are words for people.
fn all(text: &str, range: Range<usize>, key: &str, out: &mut Vec<(Role, Span)>) {
    let part = &text[..range.end];
    let mut brackets = Brackets::default();
    let mut at = range.start;
    while at < range.end {
        let b = part.as_bytes()[at];
        match b {
            b'"' | b'\'' | b'`' => {
                let len = scan::string(&part.as_bytes()[at..]);
                let inner = part.get(at + 1..at + len.max(1)).unwrap_or("");
                let role = brackets.role(part, at, inner).or_else(|| {
                    let alone = text[range.start..at].trim().is_empty();
                    if alone { named(key, inner) } else { None }
                });
                out.extend(role.map(|r| (r, Span::new(at + 1, at + len))));
                at += len;
            }
            b'(' | b'[' | b'{' | b')' | b']' | b'}' => {
                brackets.step(part, at);
            }
            _ => {}
        }
        at += 1;
    }
}

/// Whether a component is of the frame of the page: its words are no words of the notice.
pub(super) fn chrome(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let parts = ["seo", "head", "meta", "layout", "image", "icon", "link", "button", "nav", "hero", "script", "modal"];
    parts.iter().any(|p| lower.contains(p)) && !lower.contains("heading") || lower == "img"
}

/// The words for people in the value of an attribute, quoted or in braces.
pub(super) fn of_attribute(text: &str, range: Range<usize>, key: &str, out: &mut Vec<(Role, Span)>) {
    let written = &text[range.clone()];
    if let Some(inner) = written.strip_prefix(['"', '\'']) {
        let inner = inner.strip_suffix(['"', '\'']).unwrap_or(inner);
        // Everything long is not text: only what has a name that says so.
        let role = named(key, inner).filter(|r| *r != Role::Text || holds_text(key));
        out.extend(role.map(|r| (r, Span::new(range.start + 1, range.start + 1 + inner.len()))));
    } else if written.starts_with('{') && !written.contains("=>") && !written.contains("</") {
        all(text, range.start + 1..range.end.saturating_sub(1), key, out);
    }
}

/// `{"words"}`: a string and nothing else. Where its words stand, and how long it is.
pub(super) fn alone(text: &str) -> Option<(Range<usize>, usize)> {
    let inner = text.get(1..)?;
    let at = 1 + inner.len() - inner.trim_start().len();
    let quote = text.as_bytes().get(at).filter(|b| matches!(b, b'"' | b'\'' | b'`'))?;
    let len = scan::string(&text.as_bytes()[at..]);
    let words = text.get(at + 1..at + len.max(1))?;
    let behind = text.get(at + len + 1..)?;
    let shut = behind.len() - behind.trim_start().len();
    let woven = *quote == b'`' && words.contains("${");
    let plain = !words.is_empty() && !woven && !words.contains(['\\', '<']);
    (plain && behind[shut..].starts_with('}')).then_some((at + 1..at + len, at + len + 1 + shut + 1))
}

#[cfg(test)]
mod tests;
