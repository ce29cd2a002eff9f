//! JavaScript with markup in it: the markup is kept as HTML, the code around and in it goes.

use super::said::{self, Brackets, Role};
use super::scan::{self, Braces};
use super::weave::Weave;
use crate::notice::{Comment, Span};

/// Deepest nesting of elements and expressions; deeper ones are skipped.
const DEPTH: usize = 200;

/// The markup of a component's file, as HTML.
pub(super) fn page(text: &str) -> Weave {
    let mut jsx = Jsx { text, at: 0, out: Weave::default(), depth: 0, braces: Braces::default(), aside: Vec::new() };
    while jsx.at < text.len() {
        jsx.code();
        // A brace too many: go on behind it.
        jsx.at += 1;
    }
    // What stands in constants is shown somewhere within the page, below its title.
    for (role, span) in std::mem::take(&mut jsx.aside) {
        said::write(role, &text[span.range()], span.start as usize, &mut jsx.out);
    }
    jsx.out
}

struct Jsx<'a> {
    text: &'a str,
    at: usize,
    out: Weave,
    depth: usize,
    braces: Braces,
    /// Words of constants outside the markup.
    aside: Vec<(Role, Span)>,
}

impl<'a> Jsx<'a> {
    fn bytes(&self) -> &'a [u8] {
        &self.text.as_bytes()[self.at.min(self.text.len())..]
    }

    /// Goes over code up to the brace that closes it, or to the end; markup in it is kept.
    fn code(&mut self) {
        let text = self.text;
        let mut brackets = Brackets::default();
        while let Some(&b) = self.bytes().first() {
            let step = match b {
                b'{' | b'}' | b'(' | b')' | b'[' | b']' => {
                    if !brackets.step(text, self.at) {
                        return;
                    }
                    1
                }
                b'"' | b'\'' | b'`' => {
                    let len = scan::string(self.bytes());
                    let inner = text.get(self.at + 1..self.at + len.max(1)).unwrap_or("");
                    if let Some(role) = brackets.role(text, self.at, inner) {
                        self.say(role, Span::new(self.at + 1, self.at + len));
                    }
                    1 + len
                }
                b'/' if self.bytes().starts_with(b"/*") => {
                    let len = 1 + scan::until(self.bytes(), b"*/");
                    self.comment(len);
                    len
                }
                b'/' if self.bytes().starts_with(b"//") => {
                    let len = memchr::memchr(b'\n', self.bytes()).unwrap_or(self.bytes().len());
                    self.comment(len);
                    len.max(1)
                }
                b'<' if self.opens() => {
                    self.element();
                    0
                }
                _ => 1,
            };
            self.at += step;
        }
    }

    /// Keeps words that stand in code: within markup where they are, else for later.
    fn say(&mut self, role: Role, span: Span) {
        if self.depth > 0 {
            said::write(role, &self.text[span.range()], span.start as usize, &mut self.out);
        } else {
            self.aside.push((role, span));
        }
    }

    fn comment(&mut self, len: usize) {
        let (start, end) = (self.at, (self.at + len).min(self.text.len()));
        let Some(written) = self.text.get(start..end) else { return };
        let text = written.trim_start_matches(['/', '*']).trim_end_matches(['/', '*']).trim().to_owned();
        self.out.comments.push(Comment { text, source: Span::new(start, end) });
    }

    /// Whether a `<` begins markup: a name or `>` follows, and what stands in front wants a value.
    fn opens(&self) -> bool {
        let name = self.bytes().get(1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'>');
        let before = &self.text.as_bytes()[..self.at];
        let window = &before[before.len().saturating_sub(200)..];
        let front = window.trim_ascii_end();
        let wants = front.last().is_none_or(|b| b"(,=?:&|>{[;}".contains(b)) || front.ends_with(b"return");
        name && wants && self.depth < DEPTH
    }

    /// An element from its `<` to the end of its closing tag.
    fn element(&mut self) {
        self.depth += 1;
        let (tag, closed) = self.open_tag();
        if !closed {
            self.inside();
            if let Some(tag) = &tag {
                self.out.part(&format!("</{tag}>"));
            }
        }
        self.depth -= 1;
    }

    /// Words, elements and expressions up to and with a closing tag.
    fn inside(&mut self) {
        let mut start = self.at;
        loop {
            let Some(next) = memchr::memchr3(b'<', b'{', b'}', self.bytes()) else {
                self.at = self.text.len();
                return self.keep(start);
            };
            self.at += next;
            match self.bytes()[0] {
                b'{' => {
                    self.keep(start);
                    self.expression();
                }
                b'<' if self.bytes().starts_with(b"</") => {
                    self.keep(start);
                    self.at += memchr::memchr(b'>', self.bytes()).map_or(self.bytes().len(), |i| i + 1);
                    return;
                }
                b'<' if self.depth < DEPTH
                    && self.bytes().get(1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'>') =>
                {
                    self.keep(start);
                    self.element();
                }
                _ => {
                    self.at += 1;
                    continue;
                }
            }
            start = self.at;
        }
    }

    fn keep(&mut self, start: usize) {
        if start < self.at {
            self.out.push(&self.text[start..self.at], start..self.at);
        }
    }

    /// `{…}` among words.
    fn expression(&mut self) {
        let space = ["{\" \"}", "{' '}", "{` `}"].iter().find(|s| self.text[self.at..].starts_with(**s));
        if let Some(space) = space {
            self.out.push(" ", self.at..self.at + space.len());
            self.at += space.len();
            return;
        }
        if self.depth >= DEPTH {
            self.at += self.braces.balanced(&self.text[self.at..]).unwrap_or(1);
            return;
        }
        if let Some((words, len)) = said::alone(&self.text[self.at..]) {
            self.out.push(
                &self.text[self.at + words.start..self.at + words.end],
                self.at + words.start..self.at + words.end,
            );
            self.at += len;
            return;
        }
        self.depth += 1;
        self.at += 1;
        self.code();
        self.at = (self.at + 1).min(self.text.len());
        self.depth -= 1;
    }

    /// The tag at this place, written as HTML: its name there (none for a fragment), and whether it closes itself.
    fn open_tag(&mut self) -> (Option<String>, bool) {
        let text = self.text;
        self.at += 1;
        let len =
            self.bytes().iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':')).count();
        let name = &text[self.at..self.at + len];
        self.at += len;
        let component = name.starts_with(|c: char| c.is_ascii_uppercase());
        let mut attributes: Vec<(&str, &str)> = Vec::new();
        let mut words = Vec::new();
        let closed = loop {
            let Some(&b) = self.bytes().first() else { break true };
            match b {
                b'>' => {
                    self.at += 1;
                    break false;
                }
                b'/' if self.bytes().starts_with(b"/>") => {
                    self.at += 2;
                    break true;
                }
                b'{' => self.at += self.braces.balanced(&text[self.at..]).unwrap_or(1),
                b'"' | b'\'' => self.at += 1 + quoted(self.bytes()),
                b if b.is_ascii_alphabetic() => {
                    let len = self.bytes().iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count();
                    let key = &text[self.at..self.at + len];
                    self.at += len;
                    let from = self.at + 1;
                    let value = self.value();
                    if component && !said::chrome(name) && from < self.at {
                        said::of_attribute(text, from..self.at, key, &mut words);
                    }
                    attributes.extend(value.map(|value| (key, value)));
                }
                _ => self.at += 1,
            }
        };
        if name.is_empty() {
            return (None, closed);
        }
        let tag = html_name(name, &attributes);
        let mut written = format!("<{tag}");
        for (key, value) in attributes.iter().filter(|a| !a.1.contains(['"', '<', '>'])) {
            let key = match *key {
                "className" => "class",
                "to" => "href",
                "colSpan" => "colspan",
                "rowSpan" => "rowspan",
                other => other,
            };
            written.push_str(&format!(" {key}=\"{value}\""));
        }
        written.push_str(if closed { "/>" } else { ">" });
        self.out.part(&written);
        let heading = tag.starts_with('h') && tag.len() == 2;
        for (role, span) in words.into_iter().filter(|_| !heading && tag != "template") {
            said::write(role, &text[span.range()], span.start as usize, &mut self.out);
        }
        (Some(tag), closed)
    }

    /// The value of an attribute, where it is written out.
    fn value(&mut self) -> Option<&'a str> {
        let text = self.text;
        let rest = text[self.at..].strip_prefix('=')?;
        let (len, inner) = match rest.as_bytes().first()? {
            b'"' | b'\'' => {
                let len = quoted(rest.as_bytes());
                (len + 1, rest.get(1..len))
            }
            b'{' => {
                let len = self.braces.balanced(rest)?;
                let inner = rest[1..len - 1].trim();
                let plain = inner.trim_matches(['"', '\'']);
                let simple = plain.chars().all(|c| c.is_ascii_alphanumeric() || " -_./:#@?=".contains(c));
                (len, simple.then_some(plain))
            }
            _ => return None,
        };
        self.at += 1 + len;
        inner
    }
}

/// How many bytes behind its opening quote an attribute's value closes; it knows no escapes.
fn quoted(bytes: &[u8]) -> usize {
    let rest = bytes.get(1..).unwrap_or(&[]);
    bytes.first().and_then(|quote| memchr::memchr(*quote, rest)).map_or(0, |at| at + 1)
}

/// The HTML element that a component most likely becomes.
fn html_name(name: &str, attributes: &[(&str, &str)]) -> String {
    if matches!(name, "script" | "style" | "title" | "textarea" | "noscript" | "iframe") {
        return "template".to_owned();
    }
    if name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return name.to_owned();
    }
    let lower = name.rsplit('.').next().unwrap_or(name).to_ascii_lowercase();
    let level = || {
        let told = attributes.iter().find(|a| matches!(a.0, "level" | "as" | "variant" | "component"));
        told.and_then(|a| a.1.trim_start_matches('h').parse::<u8>().ok()).filter(|l| (1..=6).contains(l)).unwrap_or(2)
    };
    let tag = match lower.as_str() {
        "fragment" | "trans" | "strong" | "bold" | "em" | "span" | "i18n" | "code" | "small" | "abbr" => "span",
        "p" | "text" | "paragraph" | "para" | "typography" | "body" | "leadparagraph" | "lede" => "p",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "ul" | "ol" | "dl" | "dt" | "dd" | "table" | "thead"
        | "tbody" | "tr" | "td" | "th" | "details" | "summary" => return lower,
        "list" | "unorderedlist" | "bulletlist" => "ul",
        "orderedlist" | "numberedlist" => "ol",
        "listitem" | "item" => "li",
        "helmet" | "head" | "script" | "style" => "template",
        "navbar" | "nav" | "breadcrumbs" | "breadcrumb" => "nav",
        "footer" => "footer",
        _ if lower.contains("link") || lower == "a" || lower == "anchor" => "a",
        _ if lower.contains("heading") || lower.ends_with("title") => return format!("h{}", level()),
        _ => "div",
    };
    tag.to_owned()
}

/// Markdown with components: imports and expressions go, tags stay.
pub(super) fn markdown(text: &str) -> Weave {
    let mut out = Weave::default();
    let (mut at, mut module, mut fence) = (0, false, false);
    let mut braces = Braces::default();
    // An expression may run over several lines.
    let mut skip = 0;
    for line in text.split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        let bare = line.trim();
        if skip >= end {
            continue;
        }
        if skip <= start && (bare.starts_with("```") || bare.starts_with("~~~")) {
            fence = !fence;
        }
        let opens = (line.starts_with("import ") || line.starts_with("export ")) && skip <= start && !fence;
        module = !bare.is_empty() && (module || opens && (bare.contains(['{', '\'', '"', '='])));
        if module {
            continue;
        }
        if fence {
            out.push(line, start..end);
            continue;
        }
        skip = expressions(text, start.max(skip)..end, &mut braces, &mut out);
    }
    out
}

/// Writes a line without the expressions in it; gives where the last of them ends.
fn expressions(text: &str, line: std::ops::Range<usize>, braces: &mut Braces, out: &mut Weave) -> usize {
    let (mut from, mut at) = (line.start, line.start);
    while let Some(found) = text.get(at..line.end).and_then(|l| l.find('{')) {
        let here = at + found;
        at = here + 1;
        // "{#anchor}" and "\{" are no expressions.
        let plain = text[at..].starts_with('#') || text[..here].ends_with('\\');
        let found = if plain { None } else { braces.balanced(&text[here..]) };
        let Some(len) = found else { continue };
        out.push(&text[from..here], from..here);
        let code = &text[here..here + len];
        if text[..here].ends_with('=') {
            out.part("\"\"");
        } else if let Some(said) = code.strip_prefix("{/*").and_then(|c| c.strip_suffix("*/}")) {
            out.comments.push(Comment { text: said.trim().to_owned(), source: Span::new(here, here + len) });
        }
        from = here + len;
        at = from;
    }
    if from < line.end {
        out.push(&text[from..line.end], from..line.end);
    }
    from
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_kept_and_code_goes() {
        let text = "import x from 'x';\nconst a = b < c; // note\nexport default function P() {\n  return (<Layout title=\"Nothing\">\n\
            <H2 className='x'>Who we are</H2>{/* candour: ok */}\n<p>We{' '}keep {n} of <Link to=\"/a\">it</Link>.</p>\n\
            {ok && <li key={`k${1}`}>One</li>}{list.map(i => { return <li>{i}</li>; })}</Layout>);\n}\n";
        let out = page(text);
        let words: String = out.text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(
            words,
            "<div title=\"Nothing\"> <h2 class=\"x\">Who we are</h2> <p>We keep of <a href=\"/a\">it</a>.</p> \
             <li>One</li><li></li></div>"
        );
        assert!(out.comments.iter().any(|c| c.text == "candour: ok"));
        let at = out.text.find("One").map(|at| Span::new(at, at + 3));
        assert_eq!(at.map(|s| &text[out.map.source(s).range()]), Some("One"));
    }

    #[test]
    fn markdown_keeps_its_words() {
        let text = "import A from 'a'\nexport const b = {\n  c: 1\n}\n\n# Hi {#top}\n\n<A x={b}>We {b.c} keep{/* n */} {\n b }it.\n";
        assert_eq!(markdown(text).text, "\n# Hi {#top}\n\n<A x=\"\">We  keep it.\n");
    }

    #[test]
    fn what_never_closes_is_survived() {
        for text in ["(<a", "(<a b={", "(<a>{", "(<a>{\"", "}}}}", "(<>", "`${", "(<a b='", "{/*", "(</"] {
            page(text);
            markdown(text);
            page(&text.repeat(2000));
            markdown(&text.repeat(2000));
        }
    }
}
