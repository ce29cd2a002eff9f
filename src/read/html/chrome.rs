//! What on a page is not the notice: scripts, navigation, banners, head and foot of the site.

use super::tree::{Element, Tree};

/// How an element belongs to the notice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// It is the notice's text, or holds it.
    Text,
    /// It is the foot of the page: who, when and how to reach them.
    Foot,
    /// It is none of it.
    Hidden,
}

/// Tags whose words nobody reads as text.
const UNSEEN: &[&str] = &[
    "script", "style", "template", "head", "svg", "math", "iframe", "object", "canvas", "audio", "video", "select",
    "textarea", "noscript", "map", "datalist",
];

/// Runs of words in a class or an id that name what stands around a notice.
const AROUND: &[&str] = &[
    "cookie banner",
    "cookie bar",
    "cookie consent",
    "cookie message",
    "cookie notice bar",
    "cookie popup",
    "cookie modal",
    "cookie dialog",
    "cookie overlay",
    "cookie prompt",
    "cookie alert",
    "cookiebanner",
    "cookiebar",
    "cookieconsent",
    "cookies banner",
    "cookies bar",
    "cookies popup",
    "cookies consent",
    "consent banner",
    "consent modal",
    "consent popup",
    "consent dialog",
    "consent manager",
    "consent bar",
    "onetrust",
    "cybot cookiebot dialog",
    "cookiebot",
    "cky consent",
    "cc window",
    "gdpr banner",
    "gdpr popup",
    "cmp container",
    "nav",
    "navbar",
    "navigation",
    "breadcrumb",
    "breadcrumbs",
    "skip link",
    "skiplink",
    "skip to content",
    "skip to main",
    "back to top",
    "site header",
    "page header bar",
    "masthead",
    "phase banner",
    "emergency banner",
    "site search",
    "search form",
    "social share",
    "share links",
    "share buttons",
    "social links",
    "related links",
    "related content",
    "feedback prompt",
];

const FEET: &[&str] = &["footer", "site footer", "page footer", "global footer", "colophon"];

/// Whether an element is the notice's text. `main` says that it stands within the page's main part.
pub(super) fn part(tree: &Tree, at: usize, main: bool) -> Part {
    let element = &tree.elements[at];
    let name = element.name.as_str();
    if UNSEEN.contains(&name) || name == "button" && !opens(element) {
        return Part::Hidden;
    }
    // What makes up most of the page is no banner, whatever it is called.
    let most = element.size * 2 > tree.elements[0].size;
    if most || matches!(name, "html" | "body" | "main" | "article" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
        return Part::Text;
    }
    let role = element.attribute("role").unwrap_or("").to_ascii_lowercase();
    // The head of a page may hold its only title.
    let only_title = element.titles > 0 && element.titles == tree.elements[0].titles;
    match (name, role.as_str()) {
        ("nav", _) | (_, "navigation" | "search" | "dialog" | "alertdialog" | "menubar" | "menu") => {
            return Part::Hidden;
        }
        ("dialog", _) => return Part::Hidden,
        ("footer", _) | (_, "contentinfo") => return Part::Foot,
        ("header", _) | (_, "banner") if !main && !only_title => return Part::Hidden,
        _ => {}
    }
    // What stands beside the page's main part is about the site.
    let beside = name == "aside" || role == "complementary";
    if beside && !main && !element.main && tree.elements[0].main || unseen(tree, at) {
        return Part::Hidden;
    }
    if element.attribute("aria-hidden") == Some("true") && matches!(name, "span" | "i" | "b" | "em") {
        return Part::Hidden;
    }
    let words = named(element);
    let has = |list: &[&str]| list.iter().any(|run| holds(&words, run));
    let first = |list: &[&str]| words.iter().any(|w| list.contains(&w.trim()));
    if name == "a" {
        let skips = has(&["skip link", "skiplink", "skip to content", "skip to main", "back to top"]);
        return if skips { Part::Hidden } else { Part::Text };
    }
    if has(AROUND) && !element.main {
        return Part::Hidden;
    }
    let asks = ["button", "input"];
    if has(&["consent", "cookies", "cookie", "gdpr"]) && tree.holds(at, &asks) && element.size < 1500 {
        return Part::Hidden;
    }
    if first(FEET) && !element.main { Part::Foot } else { Part::Text }
}

/// Whether a button opens words of the notice: the head of an accordion.
fn opens(element: &Element) -> bool {
    let tells = |w: &String| ["accordion", "collapse", "toggle", "collapsible"].iter().any(|t| holds_one(w, t));
    element.attribute("aria-expanded").is_some() && named(element).iter().any(tells)
}

/// Words that name what opens when a reader asks for it.
const OPENS: &[&str] = &[
    "accordion",
    "collapse",
    "collapsible",
    "panel",
    "tab",
    "tabs",
    "toggle",
    "faq",
    "answer",
    "content",
    "details",
    "expand",
    "expandable",
    "drawer",
    "section",
];

/// Whether nobody sees an element: it is hidden, and nothing on the page looks as if it opened it.
fn unseen(tree: &Tree, at: usize) -> bool {
    let element = &tree.elements[at];
    let style = || {
        let style = element.attribute("style")?.to_ascii_lowercase().replace(' ', "");
        Some(style.contains("display:none") || style.contains("visibility:hidden"))
    };
    let hidden = element.attribute("hidden").is_some_and(|v| !v.eq_ignore_ascii_case("until-found"));
    if !hidden && !style().unwrap_or(false) {
        return false;
    }
    let opened = element.attribute("id").is_some_and(|id| tree.opened.contains(id));
    let names = named(element);
    let before = tree.inside(element.parent).take_while(|(i, _)| *i != at).last();
    let under = before.is_some_and(|(i, e)| {
        let head = matches!(e.name.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "button" | "summary" | "dt");
        head || tree.holds(i, &["h2", "h3", "h4", "h5", "h6", "button"])
    });
    !opened && !under && !OPENS.iter().any(|w| holds(&names, w))
}

fn holds_one(words: &str, run: &str) -> bool {
    holds(&[words.to_owned()], run)
}

/// The classes and the id of an element, each in words: `siteFooter`, `site-footer` and `site_footer` are "site footer".
fn named(element: &Element) -> Vec<String> {
    let values = ["class", "classname", "id", "aria-label", "data-module"].iter().filter_map(|n| element.attribute(n));
    let each = values.flat_map(str::split_whitespace).take(40);
    each.map(|value| {
        let mut words = String::with_capacity(value.len() + 4);
        let mut small = false;
        for c in value.chars().take(80) {
            if !c.is_ascii_alphanumeric() {
                words.push(' ');
            } else {
                if c.is_ascii_uppercase() && small {
                    words.push(' ');
                }
                words.push(c.to_ascii_lowercase());
            }
            small = c.is_ascii_lowercase();
        }
        words.split_whitespace().filter(|w| *w != "govuk" && *w != "gem" && *w != "js").collect::<Vec<_>>().join(" ")
    })
    .collect()
}

/// Whether a run of whole words stands in one of the names.
fn holds(names: &[String], run: &str) -> bool {
    names.iter().any(|name| {
        name.match_indices(run).any(|(at, _)| {
            let before = name[..at].chars().next_back().is_none_or(|c| c == ' ');
            let after = name[at + run.len()..].chars().next().is_none_or(|c| c == ' ');
            before && after
        })
    })
}
