//! What the keys of a file of strings say of the strings.

/// Whether a key says that its string is the title of the mapping that it stands in.
pub(super) fn is_title(key: &str) -> bool {
    let key = key.to_lowercase().replace(['-', ' '], "_");
    matches!(
        key.trim_end_matches("_html"),
        "title"
            | "heading"
            | "header"
            | "h1"
            | "page_title"
            | "page_heading"
            | "pagetitle"
            | "pageheading"
            | "meta_title"
    )
}

/// What a key says of its strings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading, with its level if the key tells.
    Heading(Option<u8>),
    Item,
    Paragraph,
    /// No words of the page.
    Skip,
}

/// Whether what stands under a key is the interface of a program, not text of a page: what a form says to who fills it in.
pub(super) fn interface(key: &str, branch: bool) -> bool {
    let key = key.to_lowercase().replace(['-', ' '], "_");
    let form = matches!(
        &*key,
        "errors"
            | "error"
            | "error_message"
            | "error_messages"
            | "activemodel"
            | "activerecord"
            | "active_model"
            | "active_record"
            | "simple_form"
            | "validation"
            | "validations"
            | "hint"
            | "hints"
            | "placeholder"
            | "placeholders"
            | "tooltip"
            | "tooltips"
            | "button"
            | "buttons"
            | "button_text"
            | "submit"
            | "aria_label"
            | "alt"
            | "alt_text"
            | "blank"
            | "invalid"
            | "inclusion"
            | "not_a_number"
            | "not_a_date"
            | "too_long"
            | "too_short"
            | "too_old"
            | "too_young"
            | "less_than"
            | "greater_than"
            | "less_than_or_equal_to"
            | "greater_than_or_equal_to"
            | "must_be_accepted"
    );
    // A label may be the bold word in front of a sentence; a tree of them is that of a form.
    form || branch && matches!(&*key, "label" | "labels" | "helpers" | "flash" | "prompts")
}

/// The role of what stands under a key.
pub(super) fn role(key: &str) -> Role {
    let parts = parts(key);
    let bare: Vec<&str> = parts.iter().map(|p| p.trim_end_matches(|c: char| c.is_ascii_digit())).collect();
    let any = |words: &[&str]| bare.iter().any(|p| words.contains(p));
    let last = bare.iter().rev().find(|p| !p.is_empty() && **p != "html").copied().unwrap_or("");
    if matches!(
        last,
        "url" | "href" | "path" | "id" | "class" | "icon" | "src" | "slug" | "locale" | "anchor" | "route"
    ) {
        return Role::Skip;
    }
    if let Some(level) = parts.iter().find_map(|p| match p.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }) {
        return Role::Heading(Some(level));
    }
    if any(&["subheading", "heading", "header", "title", "question", "legend"]) {
        return Role::Heading(None);
    }
    if any(&["li", "item", "items", "bullet", "bullets", "list", "ul", "ol", "points", "options"]) || last == "l" {
        return Role::Item;
    }
    Role::Paragraph
}

const COUNT: &[&str] =
    &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Whether a key only counts: `one`, `3`, `bullet-2`.
pub(super) fn ordinal(key: &str) -> bool {
    let parts = parts(key);
    parts.last().is_some_and(|p| COUNT.contains(&p.as_str()) || p.ends_with(|c: char| c.is_ascii_digit()))
}

/// The place that a key counts out in words, and nothing else: `two`, `three_html`.
pub(super) fn place(key: &str) -> Option<usize> {
    let bare = key.strip_suffix("_html").unwrap_or(key);
    COUNT.iter().position(|c| *c == bare)
}

/// The words that a key is made of, in lower case: `beforeEmailLink`, `p1_html`, `paragraph-1`.
pub(super) fn parts(key: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    for c in key.chars() {
        if matches!(c, '_' | '-' | '.' | ' ') {
            out.push(String::new());
        } else {
            if c.is_uppercase() {
                out.push(String::new());
            }
            if let Some(last) = out.last_mut() {
                last.extend(c.to_lowercase());
            }
        }
    }
    out.retain(|p| !p.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_tell_roles() {
        for (key, expected) in [
            ("title", Role::Heading(None)),
            ("section_heading", Role::Heading(None)),
            ("subHeading", Role::Heading(None)),
            ("h3_two", Role::Heading(Some(3))),
            ("li_1", Role::Item),
            ("bullet-4", Role::Item),
            ("l2", Role::Item),
            ("p1_html", Role::Paragraph),
            ("subtitle", Role::Paragraph),
            ("link_url", Role::Skip),
        ] {
            assert!(role(key) == expected, "{key}");
        }
        for key in ["errors", "error-messages", "Placeholder", "too_long", "activerecord"] {
            assert!(interface(key, false) && interface(key, true), "{key}");
        }
        assert!(interface("labels", true) && !interface("label", false) && !interface("sharing", true));
        assert_eq!(parts("beforeEmailLink_2"), ["before", "email", "link", "2"]);
        assert!(ordinal("two") && ordinal("bullet-2") && !ordinal("boldText"));
        assert!(is_title("Page-Title") && is_title("heading_html") && !is_title("heading_2"));
    }
}
