//! Templates of pages: their code is left out, and what is left knows where it stood.

use super::helper;
use super::jsx;
use super::scan::{self, Braces};
use super::weave::Weave;
use crate::notice::{Comment, Draft, Format, Span};
use std::path::Path;

/// What kind of code stands between the words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Syntax {
    /// `{{ }}`, `{% %}`, `{# #}`: Nunjucks, Jinja, Liquid, Handlebars, Twig.
    Curly,
    /// `<% %>`: ERB, EJS.
    Angle,
    /// `<?php ?>`, `<?= ?>`.
    Php,
    /// JavaScript that holds markup.
    Jsx,
    /// Markdown that holds JavaScript.
    Mdx,
}

/// The syntax that a path or a text tells, with the format of what the code stands in.
pub(super) fn of(path: &str, text: &str) -> Option<(Syntax, Format)> {
    let name = Path::new(path).file_name()?.to_string_lossy().to_lowercase();
    let (stem, ending) = name.rsplit_once('.')?;
    let syntax = match ending {
        "erb" | "ejs" => Syntax::Angle,
        "php" if stem.ends_with(".blade") => return Some((Syntax::Curly, Format::Html)),
        "php" | "phtml" => return Some((Syntax::Php, Format::Html)),
        "vue" => return Some((Syntax::Curly, Format::Html)),
        "njk" | "nunjucks" | "j2" | "jinja" | "jinja2" | "twig" | "liquid" | "hbs" | "handlebars" | "mustache" => {
            Syntax::Curly
        }
        "jsx" | "tsx" | "js" | "ts" | "mjs" => return Some((Syntax::Jsx, Format::Html)),
        "mdx" => return Some((Syntax::Mdx, Format::Markdown)),
        "html" | "htm" | "xhtml" => return Some((of_page(text)?, Format::Html)),
        _ => return None,
    };
    let format = match stem.rsplit_once('.').map(|s| s.1) {
        Some("html" | "htm" | "xhtml") => Format::Html,
        Some("md" | "markdown" | "govspeak") => Format::Markdown,
        Some("txt" | "text") => Format::Text,
        _ => {
            let tags = ["<p", "<h1", "<h2", "<div", "<li", "<section", "<table", "</"];
            if tags.iter().any(|t| text.contains(t)) { Format::Html } else { Format::Markdown }
        }
    };
    Some((syntax, format))
}

/// How a comment is written in a template; nothing where it is written as in the text around the code.
pub(super) fn marks(path: &str, text: &str) -> Option<(&'static str, &'static str)> {
    let (syntax, _) = of(path, text)?;
    match (syntax, path.rsplit('.').next().unwrap_or_default().to_lowercase().as_str()) {
        (Syntax::Curly, "hbs" | "handlebars" | "mustache") => Some(("{{!-- ", " --}}")),
        (Syntax::Curly, "liquid") => Some(("{% comment %} ", " {% endcomment %}")),
        (Syntax::Curly, "njk" | "nunjucks" | "j2" | "jinja" | "jinja2" | "twig") => Some(("{# ", " #}")),
        (Syntax::Angle, "erb" | "ejs") => Some(("<%# ", " %>")),
        (Syntax::Jsx | Syntax::Mdx, _) => Some(("{/* ", " */}")),
        _ => None,
    }
}

/// A page that holds statements of a template was not rendered. What only looks like a value stays: it may have been
/// left over in a page that people see.
fn of_page(text: &str) -> Option<Syntax> {
    let both = |open: &str, shut: &str| text.find(open).is_some_and(|at| text[at..].contains(shut));
    if both("{% ", "%}") || both("{%-", "%}") || both("{{#", "}}") || both("{{>", "}}") {
        return Some(Syntax::Curly);
    }
    both("<%", "%>").then_some(Syntax::Angle)
}

/// A text without the code in it.
pub(super) fn strip(text: &str, syntax: Syntax) -> Weave {
    match syntax {
        Syntax::Curly => curly(text),
        Syntax::Angle => angle(text, "<%", "%>"),
        Syntax::Php => angle(text, "<?", "?>"),
        Syntax::Jsx => jsx::page(text),
        Syntax::Mdx => jsx::markdown(text),
    }
}

/// Reads what is left, and leads its places back to the file.
pub(super) fn read(text: &str, syntax: Syntax, inner: impl FnOnce(&str) -> Draft) -> Draft {
    through(strip(text, syntax), inner)
}

/// Reads an intermediate text, and leads its places back to what it was made of.
pub(super) fn through(under: Weave, inner: impl FnOnce(&str) -> Draft) -> Draft {
    if under.map.is_empty() {
        // Nothing but code.
        return Draft { comments: under.comments, ..Draft::default() };
    }
    let mut draft = inner(&under.text);
    for comment in &mut draft.comments {
        comment.source = under.map.source(comment.source);
    }
    draft.map = draft.map.through(&under.map);
    draft.comments.extend(under.comments);
    draft.comments.sort_by_key(|c| c.source.start);
    draft
}

/// Statements whose words up to their end are no text.
const UNSEEN: &[&str] = &["comment", "schema", "javascript", "stylesheet", "style"];

/// Statements whose words are text as they stand.
const RAW: &[&str] = &["raw", "verbatim"];

fn curly(text: &str) -> Weave {
    let mut out = Weave::default();
    let (mut start, mut at) = (0, 0);
    let mut dead = [false; 4];
    let mut braces = Braces::default();
    while let Some(found) = memchr::memchr(b'{', &text.as_bytes()[at..]) {
        let here = at + found;
        at = here + 1;
        let rest = &text[here..];
        let end = match rest.as_bytes().get(1) {
            Some(b'{') if !dead[0] => value(rest, &mut braces).or_else(|| {
                dead[0] = !rest.contains("}}");
                None
            }),
            Some(b'%') if !dead[1] => scan::close(rest, "%}").or_else(|| {
                dead[1] = true;
                None
            }),
            Some(b'#') if !dead[2] => scan::close(rest, "#}").or_else(|| {
                dead[2] = true;
                None
            }),
            _ => None,
        };
        let Some(mut end) = end else { continue };
        out.push(&text[start..here], start..here);
        let code = &rest[..end];
        comment(code, here, &mut out);
        let name = statement(code);
        let name = name.filter(|n| !dead[3] && (UNSEEN.contains(n) || RAW.contains(n)));
        let over = name.and_then(|n| ending(&rest[end..], n));
        dead[3] |= name.is_some() && over.is_none();
        if let (Some(name), Some((from, to))) = (name, over) {
            if RAW.contains(&name) {
                let range = here + end..here + end + from;
                out.push(&text[range.clone()], range);
            } else if name == "comment" {
                let said = rest[end..end + from].trim().to_owned();
                out.comments.push(Comment { text: said, source: Span::new(here, here + end + to) });
            }
            end += to;
        }
        start = here + end;
        at = start;
    }
    out.push(&text[start..], start..text.len());
    out
}

/// The length of `{{ … }}`, `{{{ … }}}` or `{{!-- … --}}`.
fn value(rest: &str, braces: &mut Braces) -> Option<usize> {
    if rest.starts_with("{{!--") {
        return scan::close(rest, "--}}");
    }
    braces.balanced(rest).or_else(|| scan::close(rest, "}}"))
}

/// The name of a statement: `{%- if x %}` is "if".
fn statement(code: &str) -> Option<&str> {
    let inner = code.strip_prefix("{%")?.trim_start_matches(['-', '~', '+', ' ', '\t', '\n']);
    inner.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()
}

/// Where a statement's end begins and where it is over.
fn ending(rest: &str, name: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    while let Some(found) = rest[at..].find("{%") {
        let from = at + found;
        let len = scan::close(&rest[from..], "%}")?;
        if statement(&rest[from..from + len]).and_then(|s| s.strip_prefix("end")) == Some(name) {
            return Some((from, from + len));
        }
        at = from + len;
    }
    None
}

/// Keeps what a comment of the template says.
fn comment(code: &str, at: usize, out: &mut Weave) {
    let inner = ["{{!--", "{#", "{{!", "<%#"].iter().find_map(|open| code.strip_prefix(open));
    if let Some(inner) = inner {
        let text = inner.trim_end_matches(['}', '#', '-', '%', '>']).trim().to_owned();
        out.comments.push(Comment { text, source: Span::new(at, at + code.len()) });
    }
}

fn angle(text: &str, open: &str, shut: &str) -> Weave {
    let mut out = Weave::default();
    let (mut start, mut at) = (0, 0);
    while let Some(found) = text[at..].find(open) {
        let here = at + found;
        at = here + 2;
        if text[at..].starts_with('%') {
            continue;
        }
        let Some(len) = scan::close(&text[here..], shut) else {
            // What closes a file of PHP may be left out.
            if shut == "?>" {
                out.push(&text[start..here], start..here);
                start = text.len();
            }
            break;
        };
        out.push(&text[start..here], start..here);
        comment(&text[here..here + len], here, &mut out);
        helper::write(&text[here..here + len], here, &mut out);
        start = here + len;
        at = start;
    }
    out.push(&text[start..], start..text.len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stripped(text: &str, syntax: Syntax) -> String {
        let out = strip(text, syntax);
        // Whatever is left leads back to itself.
        for (at, c) in out.text.char_indices().filter(|(_, c)| c.is_alphabetic()) {
            let place = out.map.source(Span::new(at, at + c.len_utf8()));
            assert_eq!(text.get(place.range()), Some(&out.text[at..at + c.len_utf8()]), "{text}");
        }
        out.text
    }

    #[test]
    fn curly_code_goes() {
        let text = "{% extends \"x\" %}We {{ f({a: {b: \"}}\"}}) }}keep {#- no -#}it{% raw %} {{x}}{% endraw %}{%comment%}no{%endcomment%}.";
        assert_eq!(stripped(text, Syntax::Curly), "We keep it {{x}}.");
        assert_eq!(
            stripped("{{#if a}}caf\u{e9}{{/if}} {{{b}}} {{!-- }} --}}{ {{ x", Syntax::Curly),
            "caf\u{e9}  { {{ x"
        );
        assert_eq!(strip("{# candour: ignore x #}", Syntax::Curly).comments[0].text, "candour: ignore x");
    }

    #[test]
    fn angle_code_goes() {
        assert_eq!(
            stripped("<% if a -%>\nWe <%= b %>keep\n<%# note %> <%% <% x", Syntax::Angle),
            "\nWe keep\n <%% <% x"
        );
    }

    #[test]
    fn the_path_tells_the_syntax() {
        assert_eq!(of("a/privacy.html.erb", ""), Some((Syntax::Angle, Format::Html)));
        assert_eq!(of("privacy.md.njk", ""), Some((Syntax::Curly, Format::Markdown)));
        assert_eq!(of("privacy.njk", "# Title\n"), Some((Syntax::Curly, Format::Markdown)));
        assert_eq!(of("privacy.hbs", "<p>x</p>"), Some((Syntax::Curly, Format::Html)));
        assert_eq!(of("privacy.html", "<p>{{ name }}</p>"), None);
        assert_eq!(of("privacy.html", "{% block x %}<p>{{ name }}</p>"), Some((Syntax::Curly, Format::Html)));
        assert_eq!(of("privacy.md", "{% block x %}"), None);
        assert_eq!(of("privacy.blade.php", ""), Some((Syntax::Curly, Format::Html)));
        assert_eq!(stripped("<?php f(); ?><p>We <?= $a->b ?>keep</p><?php g();", Syntax::Php), "<p>We keep</p>");
    }
}
