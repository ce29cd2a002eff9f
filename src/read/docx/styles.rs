//! Styles: what a paragraph or a run of words is, by the style that it is given and those that this one is based on.

use super::xml::Element;
use std::collections::BTreeMap;

/// How many styles one may be based on.
const LONGEST: usize = 20;

/// The words for "heading" in the names of styles, as programs of several languages write them.
const HEADING: &[&str] = &[
    "heading",
    "pennawd",
    "überschrift",
    "titre",
    "título",
    "titolo",
    "intestazione",
    "kop",
    "rubrik",
    "overskrift",
    "otsikko",
    "nagłówek",
    "nadpis",
    "címsor",
    "antraštė",
    "virsraksts",
    "pealkiri",
    "başlık",
    "заголовок",
    "επικεφαλίδα",
];

/// The styles of a document.
#[derive(Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

#[derive(Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    bold: Option<bool>,
    hidden: Option<bool>,
    list: Option<(Option<String>, Option<u8>)>,
}

/// What the style of a paragraph makes of it.
#[derive(Clone, Default, Debug)]
pub(super) struct Role {
    /// The level of a heading, from 1.
    pub heading: Option<u8>,
    /// Whether it is the title of the document.
    pub title: bool,
    /// Whether it is a line of a table of contents.
    pub contents: bool,
    /// Whether it goes on with the item of a list.
    pub continues: bool,
    /// The list and its level.
    pub list: (Option<String>, Option<u8>),
    pub bold: bool,
    pub hidden: bool,
}

impl Styles {
    /// The styles of the part that holds them.
    pub fn of(root: &Element) -> Styles {
        let mut styles = Styles::default();
        for style in root.child("styles").into_iter().flat_map(|s| s.all("style")) {
            let Some(id) = style.attribute("styleId") else { continue };
            let paragraph = style.child("pPr");
            let run = style.child("rPr");
            let standard = matches!(style.attribute("default"), Some("1" | "true" | "on"));
            if standard && style.attribute("type") == Some("paragraph") {
                styles.default = Some(id.to_owned());
            }
            let read = Style {
                name: style.value("name").unwrap_or("").trim().to_lowercase(),
                based_on: style.value("basedOn").map(str::to_owned),
                outline: paragraph.and_then(|p| p.number("outlineLvl")),
                bold: run.and_then(|r| r.switch("b")),
                hidden: run.and_then(|r| r.switch("vanish")),
                list: paragraph.and_then(|p| p.child("numPr")).map(list),
            };
            styles.by_id.insert(id.to_owned(), read);
        }
        styles
    }

    /// What a style makes of a paragraph; of one that names none, the style that is the default.
    pub fn role(&self, id: Option<&str>) -> Role {
        let mut role = Role::default();
        let mut bold = None;
        let mut hidden = None;
        let mut level = None;
        for style in self.chain(id.or(self.default.as_deref())) {
            let name = style.name.as_str();
            let own = level.is_none() && role.heading.is_none();
            role.title |= name == "title";
            role.contents |= name.strip_prefix("toc ").is_some_and(|n| n.parse::<u8>().is_ok())
                || name.starts_with("contents ") && name.len() < 12;
            role.continues |= name.starts_with("list continue") || name == "list paragraph";
            if let Some(outline) = style.outline.filter(|_| own) {
                level = Some(outline);
            } else if own && role.heading.is_none() {
                role.heading = heading(name);
            }
            bold = bold.or(style.bold);
            hidden = hidden.or(style.hidden);
            if let Some((list, depth)) = &style.list {
                role.list.0 = role.list.0.or_else(|| list.clone());
                role.list.1 = role.list.1.or(*depth);
            }
        }
        // Nine is the level of body text.
        role.heading = role.heading.or(level.filter(|l| *l < 9).map(|l| l + 1)).filter(|_| !role.contents);
        role.bold = bold.unwrap_or(false);
        role.hidden = hidden.unwrap_or(false);
        role
    }

    /// What a style of runs says of bold and hidden words.
    pub fn run(&self, id: &str) -> (Option<bool>, Option<bool>) {
        let mut found = (None, None);
        for style in self.chain(Some(id)) {
            found = (found.0.or(style.bold), found.1.or(style.hidden));
        }
        found
    }

    /// The list that a style of lists stands for.
    pub fn list(&self, id: &str) -> Option<&str> {
        self.by_id.get(id)?.list.as_ref()?.0.as_deref()
    }

    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = &'a Style> {
        let first = id.and_then(|id| self.by_id.get(id));
        std::iter::successors(first, |s| self.by_id.get(s.based_on.as_deref()?)).take(LONGEST)
    }
}

/// The list and the level that numbering properties name.
pub(super) fn list(numbering: &Element) -> (Option<String>, Option<u8>) {
    (numbering.value("numId").map(str::to_owned), numbering.number::<u8>("ilvl").map(|l| l.min(8)))
}

/// The level that the name of a style tells: "heading 2".
fn heading(name: &str) -> Option<u8> {
    let (word, level) = name.rsplit_once([' ', '\u{a0}'])?;
    let level: u8 = level.parse().ok()?;
    ((1..=9).contains(&level) && HEADING.contains(&word.trim())).then_some(level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_headings() {
        for (name, level) in [
            ("heading 1", Some(1)),
            ("überschrift 3", Some(3)),
            ("heading", None),
            ("table 1", None),
            ("titre 0", None),
        ] {
            assert_eq!(heading(name), level, "{name}");
        }
    }
}
