//! The parts of a document as trees of the elements that belong to word processing; what stands around them is left out.

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

/// Namespaces of word processing: the one that is written, and its strict twin.
const WORDS: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];

/// Deepest nesting of elements; what is nested deeper is left out.
const DEPTH: usize = 200;

/// An element of word processing. Elements of other kinds between two of them are not seen.
#[derive(Default, Debug)]
pub(super) struct Element {
    /// Without its prefix.
    pub name: String,
    /// Name without prefix (but `r:id`) and value.
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Element>,
    /// The words right in it.
    pub text: String,
}

impl Element {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|a| a.0 == name).map(|a| a.1.as_str())
    }

    /// The first child of a name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|c| c.name == name)
    }

    /// The children of a name.
    pub fn all<'a>(&'a self, name: &'static str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |c| c.name == name)
    }

    /// The value (`val`) of the first child of a name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("val")
    }

    /// The whole number that is the value of a child.
    pub fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.value(name)?.trim().parse().ok()
    }

    /// Whether a child that switches something says on or off; nothing if there is none.
    pub fn switch(&self, name: &str) -> Option<bool> {
        let value = self.child(name)?.attribute("val").unwrap_or("true");
        Some(!matches!(value, "false" | "0" | "off" | "none"))
    }
}

/// The tree of a part. `kept` names elements of no namespace of word processing that are taken all the same.
///
/// # Errors
/// When it is no well-formed XML: tells the byte.
pub(super) fn parse(bytes: &[u8], kept: &[&str]) -> Result<Element, String> {
    let text = decode(bytes);
    let mut reader = NsReader::from_str(&text);
    reader.config_mut().check_end_names = true;
    let mut stack = vec![Element::default()];
    // For each open tag of the file: whether it is an element of the tree.
    let mut open: Vec<bool> = Vec::new();
    // How many open tags there are below one whose content is the same again for older programs.
    let mut skipped = 0usize;
    loop {
        let at = reader.buffer_position();
        let wrong = |what: &dyn std::fmt::Display| format!("{what} at byte {at}");
        let (space, event) = reader.read_resolved_event().map_err(|e| wrong(&e))?;
        let ours = matches!(space, ResolveResult::Bound(Namespace(name)) if WORDS.contains(&name));
        match event {
            Event::Start(tag) => {
                if skipped > 0 || tag.local_name().as_ref() == "Fallback" {
                    skipped += 1;
                    continue;
                }
                let taken = (ours || wanted(&tag, kept)) && stack.len() < DEPTH;
                if taken {
                    stack.push(element(&tag));
                }
                open.push(taken);
            }
            Event::Empty(tag) if skipped == 0 && (ours || wanted(&tag, kept)) => {
                let child = element(&tag);
                add(&mut stack, child);
            }
            Event::End(_) => {
                if skipped > 0 {
                    skipped -= 1;
                } else if open.pop() == Some(true)
                    && let Some(child) = stack.pop()
                {
                    add(&mut stack, child);
                }
            }
            Event::Text(words) if skipped == 0 && open.last() == Some(&true) => say(&mut stack, &words.xml10_content()),
            Event::CData(words) if skipped == 0 && open.last() == Some(&true) => {
                say(&mut stack, &words.xml10_content());
            }
            Event::GeneralRef(name) if skipped == 0 && open.last() == Some(&true) => {
                let c = match name.resolve_char_ref() {
                    Ok(Some(c)) => Some(c),
                    _ => predefined(&name),
                };
                if let Some(c) = c {
                    say(&mut stack, c.encode_utf8(&mut [0; 4]));
                }
            }
            Event::Eof if open.is_empty() && skipped == 0 => break,
            Event::Eof => return Err(wrong(&"ends too early")),
            _ => {}
        }
    }
    Ok(stack.swap_remove(0))
}

fn wanted(tag: &BytesStart<'_>, kept: &[&str]) -> bool {
    kept.iter().any(|k| *k == tag.local_name().as_ref())
}

fn add(stack: &mut [Element], child: Element) {
    if let Some(parent) = stack.last_mut() {
        parent.children.push(child);
    }
}

fn say(stack: &mut [Element], words: &str) {
    if let Some(parent) = stack.last_mut() {
        parent.text.push_str(words);
    }
}

fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

fn element(tag: &BytesStart<'_>) -> Element {
    let attribute = |a: quick_xml::events::attributes::Attribute<'_>| {
        let key = match a.key.as_ref() {
            "r:id" => "r:id".to_owned(),
            _ => a.key.local_name().as_ref().to_owned(),
        };
        let value = a.normalized_value(quick_xml::XmlVersion::Implicit1_0).map(|v| v.into_owned()).unwrap_or_default();
        (key, value)
    };
    Element {
        name: tag.local_name().as_ref().to_owned(),
        attributes: tag.attributes().flatten().map(attribute).collect(),
        ..Element::default()
    }
}

/// The text of a part: UTF-8, or UTF-16 with a mark.
fn decode(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    encoding_rs::UTF_8.decode(bytes).0
}
