//! The claims of a structured notice, read straight from its tree.
//!
//! A value is canonical (`6(1)(b)`) or words ("consent"), which are read as the extractors read prose. What cannot be
//! read makes no claim. Each scalar stands as a sentence of its own, each activity as a row and section of its own.

mod contact;
mod retention;
mod statement;
mod words;

#[cfg(test)]
mod tests;

use super::model::{Claim, Claims, Confidence, Detail, Force, Place, Polarity, Profile, Scope};
use crate::law::Law;
use crate::lexicon::Lexicon;
use crate::notice::{Node, Notice, Span, Work};
use std::collections::BTreeMap;
use words::Words;

/// Everything that a structured notice claims, in document order.
pub(super) fn extract(notice: &Notice, tree: &Node, (lexicon, law): (&Lexicon, &Law), work: Option<&Work>) -> Claims {
    let mut reader = Reader { notice, words: Words { lexicon, law, work }, claims: Vec::new(), sentences: 0 };
    reader.whole(tree);
    let mut claims = reader.claims;
    super::settle(&mut claims);
    let profile = profile(tree, &claims);
    Claims { profile, claims }
}

/// The claim that these records are kept so long, each in words or in canonical form; without a period only its records
/// tell.
pub(super) fn kept(
    lexicon: &Lexicon,
    law: &Law,
    records: &str,
    period: Option<&str>,
    activity: Option<&str>,
) -> Option<Claim> {
    let read = retention::kept(Words { lexicon, law, work: None }, records, period.unwrap_or("P1Y"), activity)?;
    let of_notice = |detail: &Detail| matches!(detail, Detail::Span(_));
    let mut claim = Claim { value: read.value, details: read.details, ..Claim::default() };
    claim.details.retain(|name, detail| !of_notice(detail) && *name != "record-words");
    if period.is_none() {
        ["days", "bound", "trigger", "year"].iter().for_each(|d| drop(claim.details.remove(d)));
    }
    if !records.is_empty() {
        claim.details.insert("record-words", Detail::Text(records.to_owned()));
        claim.details.entry("records").or_insert_with(|| Detail::List(vec![records.to_lowercase()]));
    }
    Some(claim)
}

/// The group of statements that an entry stands in: an activity, or the whole notice.
#[derive(Clone, Default)]
struct Group {
    scope: Scope,
    /// Which activity, from 1; 0 for the whole notice.
    index: u32,
}

struct Reader<'a> {
    notice: &'a Notice,
    words: Words<'a>,
    claims: Vec<Claim>,
    /// How many sentences there are so far.
    sentences: u32,
}

impl Reader<'_> {
    fn whole(&mut self, tree: &Node) {
        let scope = Scope { audience: lower(tree, "audience"), ..Scope::default() };
        let whole = Group { scope, index: 0 };
        self.identity(tree, &whole);
        self.statements(tree, &whole);
        for (index, activity) in list(tree, "activities").iter().enumerate() {
            let scope = Scope {
                section: Vec::new(),
                audience: lower(activity, "audience").or_else(|| whole.scope.audience.clone()),
                activity: lower(activity, "name"),
            };
            let group = Group { scope: scoped(activity, scope), index: index as u32 + 1 };
            let from = self.claims.len();
            self.statements(activity, &group);
            self.qualify(activity, from);
        }
        self.complaints(tree, &whole);
        self.wording(tree);
    }

    /// What is said of a whole activity (`force: may`) is said of its statements, unless they say otherwise.
    fn qualify(&mut self, activity: &Node, from: usize) {
        let of = |name: &str| activity.get(name).and_then(Node::text);
        let force = of("force").and_then(Force::from_name);
        let polarity = of("polarity").and_then(Polarity::from_name);
        let confidence = of("confidence").and_then(Confidence::from_name);
        for claim in self.claims.iter_mut().skip(from) {
            claim.force = force.filter(|_| claim.force == Force::States).unwrap_or(claim.force);
            claim.polarity = polarity.filter(|_| claim.polarity == Polarity::Affirmed).unwrap_or(claim.polarity);
            claim.confidence = confidence.map_or(claim.confidence, |c| c.min(claim.confidence));
        }
    }

    /// Adds a claim that an entry makes: what the entry says of force, polarity, scope and wording is filled in.
    fn add(&mut self, node: &Node, group: &Group, value: Span, claim: Claim) {
        let of = |name: &str| node.get(name).and_then(Node::text);
        let mut claim = claim;
        self.sentences += 1;
        claim.force = of("force").and_then(Force::from_name).unwrap_or(claim.force);
        claim.polarity = of("polarity").and_then(Polarity::from_name).unwrap_or(claim.polarity);
        claim.confidence = of("confidence").and_then(Confidence::from_name).unwrap_or(claim.confidence);
        claim.scope = scoped(node, group.scope.clone());
        let given = node.get("words").map(Node::span).filter(|s| !s.is_empty());
        claim.span = given.unwrap_or(value);
        claim.sentence = node.span().cover(claim.span);
        let block = self.sentences;
        let row = if group.index > 0 { group.index } else { block | 1 << 31 };
        claim.place = Place { sentence: block, block, row, section: group.index, list: None };
        for held in super::form::details(claim.kind) {
            if let Some(detail) = node.get(held.key).and_then(|n| detail(n, held.sort)) {
                claim.details.insert(held.detail, detail);
            }
        }
        self.claims.push(claim);
    }

    /// Laws and bodies named in words, and blanks left in them: all words are read as lines of one text.
    fn wording(&mut self, tree: &Node) {
        let (mut text, mut lines) = (String::new(), Vec::new());
        self.lines(tree, &mut text, &mut lines);
        for claim in self.words.extract("wording", text.trim_end()) {
            let at = lines.partition_point(|line: &(usize, &Node)| line.0 <= claim.span.start as usize).checked_sub(1);
            let Some(&(start, node)) = at.and_then(|at| lines.get(at)) else { continue };
            let whole = node.span();
            // Words that are written otherwise than they read (folded, escaped) are pointed at as a whole.
            let exact = node.text() == Some(self.notice.words(whole));
            let base = whole.start as usize;
            let place = Span::new(base + claim.span.start as usize - start, base + claim.span.end as usize - start);
            self.add(node, &Group::default(), if exact { place } else { whole }, claim);
        }
    }

    /// The scalars of several words, one a line, and where each line begins.
    fn lines<'n>(&self, node: &'n Node, text: &mut String, lines: &mut Vec<(usize, &'n Node)>) {
        match node {
            Node::List(items, _) => items.iter().for_each(|item| self.lines(item, text, lines)),
            Node::Map(entries, _) => entries.iter().for_each(|entry| self.lines(&entry.2, text, lines)),
            // What would open a heading or an item here is no more than a word there.
            Node::Scalar(words, _) if words.contains(' ') && !words.starts_with(['#', '-']) => {
                lines.push((text.len(), node));
                text.push_str(&words.replace(['\n', '\r'], " "));
                text.push('\n');
            }
            Node::Scalar(..) => {}
        }
    }
}

/// The entries under a key; none if it is not there.
fn list<'n>(node: &'n Node, key: &str) -> &'n [Node] {
    node.get(key).map_or(&[], Node::items)
}

/// The text under a key, in lower case, as scopes are compared.
fn lower(node: &Node, key: &str) -> Option<String> {
    node.get(key).and_then(Node::text).filter(|t| !t.is_empty()).map(str::to_lowercase)
}

/// A scope with what a node says of its own.
fn scoped(node: &Node, scope: Scope) -> Scope {
    let section = node.get("section").map(|s| s.items().iter().filter_map(Node::text).map(str::to_owned).collect());
    Scope {
        section: section.unwrap_or(scope.section),
        audience: lower(node, "audience").or(scope.audience),
        activity: lower(node, "activity").or(scope.activity),
    }
}

fn detail(node: &Node, sort: super::form::Sort) -> Option<Detail> {
    use super::form::Sort;
    match sort {
        Sort::Flag => node.text().map(|t| Detail::Flag(matches!(t, "yes" | "true"))),
        Sort::Text => node.text().filter(|t| !t.is_empty()).map(|t| Detail::Text(t.to_owned())),
        Sort::List => Some(Detail::List(node.items().iter().filter_map(Node::text).map(str::to_owned).collect())),
    }
}

/// Keys at which a reader would look for a topic.
const TOPICS: &[(&str, &[&str])] = &[
    ("rights", &["rights"]),
    ("retention", &["retention"]),
    ("transfers", &["transfers"]),
    ("complaints", &["complaints"]),
    ("lawful-basis", &["basis", "bases"]),
    ("purpose", &["purposes"]),
    ("condition", &["special"]),
    ("data", &["collection"]),
    ("updated", &["changes"]),
    ("controller", &["contact", "about"]),
    ("automated-decisions", &["automated"]),
];

fn profile(tree: &Node, claims: &[Claim]) -> Profile {
    let text = |key: &str| tree.get(key).and_then(Node::text).filter(|t| !t.is_empty()).map(str::to_owned);
    let controller = claims.iter().find(|c| c.kind == "controller");
    let said = |name: &str| controller.and_then(|c| c.text(name)).map(str::to_owned);
    Profile {
        kind: text("kind").unwrap_or_else(|| "privacy-notice".to_owned()),
        language: text("language").unwrap_or_else(|| "en".to_owned()),
        date: claims.iter().filter(|c| c.kind == "updated").map(|c| c.value.clone()).max(),
        title: text("title").or_else(|| controller.map(|c| c.value.clone())).unwrap_or_default(),
        title_span: tree.get("title").map(Node::span).unwrap_or_else(|| first(tree)),
        controller: controller.map(|c| c.value.clone()),
        public_authority: said("public-authority").unwrap_or_else(|| "no".to_owned()),
        sector: said("sector"),
        hands_over: list(tree, "hands-over").iter().filter_map(Node::text).map(str::to_owned).collect(),
        headings: headings(tree),
    }
}

/// The first key, to point at where there is no title.
fn first(tree: &Node) -> Span {
    match tree {
        Node::Map(entries, _) => entries.first().map(|e| e.1).unwrap_or_default(),
        _ => Span::default(),
    }
}

/// Where each topic's key stands: at the top, else in the first activity that has it.
fn headings(tree: &Node) -> BTreeMap<String, Span> {
    let mut found = BTreeMap::new();
    for node in std::iter::once(tree).chain(list(tree, "activities")) {
        let Node::Map(entries, _) = node else { continue };
        for (key, span, _) in entries {
            let topics = TOPICS.iter().filter(|t| t.0 == key).flat_map(|t| t.1);
            for topic in topics {
                found.entry((*topic).to_owned()).or_insert(*span);
            }
        }
    }
    found
}
