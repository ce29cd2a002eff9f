//! Helpers of templates that write words: `<%= link_to "our policy", path %>` is a link that readers see.

use super::scan;
use super::weave::Weave;
use std::ops::Range;

/// Parts of the names of helpers whose words are no text of the page: buttons, ways back, titles of windows, pictures.
const CHROME: &[&str] =
    &["back", "skip", "button", "submit", "breadcrumb", "title_tag", "image", "icon", "footer", "script"];

/// The keys under which a component's words stand.
const KEYS: &[&str] = &["text", "summary_text", "title_text", "heading_text", "heading", "title", "caption_text"];

/// Writes the words of `<%= … %>`, which begins at `base`, as markup.
pub(super) fn write(code: &str, base: usize, out: &mut Weave) {
    let Some(call) = code.strip_prefix("<%=") else { return };
    // With a block, the words stand behind it, and an ending of its own closes it.
    let inner = call.trim_end_matches("%>").trim_end_matches('-').trim_end();
    if inner.ends_with(" do") || inner.ends_with('|') || inner.ends_with('{') {
        return;
    }
    let start = 3 + inner.len() - inner.trim_start().len();
    let inner = inner.trim_start();
    let name_len = inner.find(|c: char| !c.is_ascii_alphanumeric() && !"_.:".contains(c)).unwrap_or(inner.len());
    let (name, arguments) = inner.split_at(name_len);
    if CHROME.iter().any(|c| name.contains(c)) || arguments.contains("back-link") {
        return;
    }
    let at = base + start + name_len;
    let strings = strings(arguments);
    let plain: Vec<&Range<usize>> = strings.iter().filter(|s| s.0.is_none()).map(|s| &s.1).collect();
    let mut put = |range: &Range<usize>, open: &str, shut: &str| {
        if arguments[range.clone()].contains("#{") {
            // Words with code in them are not known.
            return;
        }
        out.part(open);
        out.push(&arguments[range.clone()], at + range.start..at + range.end);
        out.part(shut);
    };
    let name = name.rsplit("::").next().unwrap_or(name);
    if name.is_empty() {
        // A string alone.
        if let (Some(words), true) = (plain.first(), arguments.starts_with(['"', '\''])) {
            put(words, "", "");
        }
    } else if name.ends_with("mail_to") || name.ends_with("email_link") {
        let Some(address) = plain.first() else { return };
        let written = &arguments[(*address).clone()];
        let open =
            if written.contains('@') { format!("<a href=\"mailto:{written}\">") } else { "<a href=\"#\">".into() };
        put(plain.get(1).unwrap_or(address), &open, "</a>");
    } else if name.contains("link") {
        let Some(words) = plain.first() else { return };
        let written = plain.get(1).map(|r| &arguments[(*r).clone()]);
        // Where the address is made by code, there is one all the same.
        let more = arguments[words.end..].contains(',');
        match written.or(more.then_some("#")) {
            Some(href) if !href.contains(['"', '<', '>']) => put(words, &format!("<a href=\"{href}\">"), "</a>"),
            _ => put(words, "", ""),
        }
    } else if let Some(tag) = tag(name, arguments) {
        if let Some(words) = plain.first() {
            put(words, &format!("<{tag}>"), &format!("</{tag}>"));
        }
    } else {
        for (_, range) in strings.iter().filter(|s| s.0.is_some_and(|k| KEYS.contains(&k))) {
            put(range, "<p>", "</p>");
        }
    }
}

/// The element that `tag.p "…"` and `content_tag :p, "…"` write.
fn tag<'a>(name: &'a str, arguments: &'a str) -> Option<&'a str> {
    let told = match name {
        "content_tag" => arguments.trim_start_matches(['(', ' ']).strip_prefix(':')?,
        _ => name.strip_prefix("tag.")?,
    };
    let len = told.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(told.len());
    let seen = ["h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "td", "th", "strong", "span", "div", "dt", "dd", "a"];
    seen.contains(&&told[..len]).then_some(&told[..len])
}

/// The strings among arguments, each with its key if it has one (`class: "x"`, `"class" => "x"`), without those of
/// nested lists.
fn strings(arguments: &str) -> Vec<(Option<&str>, Range<usize>)> {
    let bytes = arguments.as_bytes();
    let (mut out, mut at, mut depth) = (Vec::new(), 0, 0usize);
    while at < bytes.len() {
        match bytes[at] {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' | b'\'' => {
                let len = scan::string(&bytes[at..]);
                if len == 0 {
                    break;
                }
                let range = at + 1..at + len;
                let front = arguments[..at].trim_end();
                let behind = arguments[at + len + 1..].trim_start();
                if depth == 0 && !behind.starts_with("=>") {
                    out.push((key(front), range));
                }
                at += len;
            }
            _ => {}
        }
        at += 1;
    }
    out
}

fn key(front: &str) -> Option<&str> {
    let front = front.strip_suffix("=>").or_else(|| front.strip_suffix(':'))?.trim_end();
    let name = front.trim_end_matches(['"', '\'']);
    name.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn helpers_write_words() {
        for (code, want) in [
            ("<%= link_to \"our policy\", \"/policy\" %>", "<a href=\"/policy\">our policy</a>"),
            ("<%= govuk_link_to('our policy', policy_path, class: 'x') -%>", "<a href=\"#\">our policy</a>"),
            ("<%= mail_to 'dpo@example.org' %>", "<a href=\"mailto:dpo@example.org\">dpo@example.org</a>"),
            ("<%= govuk_mail_to \"a@example.org\", \"write\" %>", "<a href=\"mailto:a@example.org\">write</a>"),
            ("<%= content_tag :h2, \"Your rights\", class: \"m\" %>", "<h2>Your rights</h2>"),
            ("<%= tag.p(\"We keep it.\", class: \"m\") %>", "<p>We keep it.</p>"),
            ("<%= govuk_inset_text(text: \"Note this.\", classes: \"x\") %>", "<p>Note this.</p>"),
            ("<%= \"Plain words\" %>", "Plain words"),
            ("<%= link_to 'Back', :back, class: 'govuk-back-link' %>", ""),
            ("<%= govuk_back_link(text: \"Back\") %>", ""),
            ("<%= govuk_button_link_to 'Go on', root_path %>", ""),
            ("<%= link_to policy_path do %>", ""),
            ("<%= render 'shared/contact' %>", ""),
            ("<%= t('privacy.title') %>", ""),
            ("<%= link_to \"#{name} policy\", \"/x\" %>", ""),
            ("<% link_to \"our policy\", \"/policy\" %>", ""),
        ] {
            let mut out = Weave::default();
            write(code, 0, &mut out);
            assert_eq!(out.text, want, "{code}");
        }
    }
}
