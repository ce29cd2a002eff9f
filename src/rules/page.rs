//! What there is to say about a rule: the one text behind `candour explain` and the pages of `docs/rules`.

use super::model::{Example, Overtaken, Rule};
use super::phrasing::{case_words, query_words};
use std::collections::BTreeSet;

/// The page about a rule.
pub struct Page {
    /// Id and title.
    pub title: String,
    /// Short facts, each with its name.
    pub facts: Vec<(&'static str, String)>,
    /// What follows, in order; none is empty.
    pub sections: Vec<Section>,
}

/// A part of the page.
pub struct Section {
    /// Its heading.
    pub title: &'static str,
    /// What it holds.
    pub body: Body,
}

/// What a section holds.
pub enum Body {
    /// A paragraph.
    Text(String),
    /// Several lines that belong together; one that is empty parts two shapes of a defect.
    Lines(Vec<String>),
    /// A list.
    Items(Vec<String>),
    /// An example (of a rule across notices, several notices), and the words at which it is reported.
    Example(Vec<String>, Vec<String>),
}

impl Page {
    /// The page about this rule.
    pub fn of(rule: &Rule) -> Page {
        let mut page = Page { title: format!("{}: {}", rule.id, rule.title), facts: facts(rule), sections: Vec::new() };
        page.add("What it reports", text(rule.message.to_string()));
        page.add("Why", text(rule.why.clone()));
        page.add("How to put it right", text(rule.fix.clone()));
        page.add("What is edited", rule.rewrite.as_ref().and_then(|edit| text(edit.words())));
        page.add("What it looks for", Some(Body::Lines(looks_for(rule))));
        page.add("When it is another finding", items(rule.cases.iter().map(case_words).collect()));
        page.add("When it may be wrong", items(rule.false_alarms.clone()));
        let params = rule.params.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        page.add("Parameters", items(params));
        let (bad, good) = pair(&rule.examples);
        let example =
            |e: &Example| Body::Example(e.texts.iter().map(|t| t.trim().to_owned()).collect(), e.finds.clone());
        page.add("Before: reported", bad.map(example));
        page.add("After: not reported", good.map(example));
        let survives = if rule.across {
            "It compares the notices of one controller with each other."
        } else if rule.survives_yaml() {
            "It finds the same in the YAML that `candour claims --format yaml` writes."
        } else {
            "It asks for wording that the YAML of `candour claims --format yaml` does not hold."
        };
        page.add("In the structured form", text(survives.to_owned()));
        page
    }

    fn add(&mut self, title: &'static str, body: Option<Body>) {
        self.sections.extend(body.map(|body| Section { title, body }));
    }
}

fn text(text: String) -> Option<Body> {
    (!text.is_empty()).then_some(Body::Text(text))
}

fn items(items: Vec<String>) -> Option<Body> {
    (!items.is_empty()).then_some(Body::Items(items))
}

fn facts(rule: &Rule) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        ("Family", rule.family.clone()),
        ("Severity", rule.severity.name().to_owned()),
        ("Confidence", format!("{} at most", rule.confidence.name())),
    ];
    if !rule.law.is_empty() {
        facts.push(("Law", rule.law.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")));
    }
    match (rule.from, rule.until) {
        (Some(from), Some(until)) => facts.push(("In force", format!("from {from} until {until}"))),
        (Some(from), None) => facts.push(("In force", format!("from {from}"))),
        (None, Some(until)) => facts.push(("In force", format!("until {until}"))),
        (None, None) => {}
    }
    let overtaken = match rule.overtaken {
        Overtaken::Note => "a note",
        Overtaken::Same => "reported all the same",
    };
    facts.push(("Where the law changed after the notice's own date", overtaken.to_owned()));
    facts.extend(rule.pack.iter().map(|pack| ("Pack", pack.clone())));
    facts
}

fn looks_for(rule: &Rule) -> Vec<String> {
    let mut lines = Vec::new();
    for (i, query) in rule.queries.iter().enumerate() {
        if i > 0 {
            lines.push("or:".to_owned());
        }
        lines.extend(query_words(query));
    }
    if rule.across {
        lines.push("Across all notices of one controller.".to_owned());
    }
    if rule.is_about_whole_notice() {
        lines.push("Only in privacy notices.".to_owned());
    }
    if !rule.yields_to.is_empty() {
        lines.push(format!("Silent where one of these reports the same words: {}.", rule.yields_to.join(", ")));
    }
    lines
}

/// The bad and the good example that have most words in common: before and after, as far as there are such.
fn pair(examples: &[Example]) -> (Option<&Example>, Option<&Example>) {
    let words = |e: &Example| -> BTreeSet<String> {
        e.texts
            .iter()
            .flat_map(|t| t.split(|c: char| !c.is_alphanumeric()))
            .filter(|w| w.len() > 2)
            .map(str::to_lowercase)
            .collect()
    };
    let likeness = |a: &Example, b: &Example| {
        let (a, b) = (words(a), words(b));
        1000 * a.intersection(&b).count() / a.union(&b).count().max(1)
    };
    let of = |bad: bool| examples.iter().filter(move |e| e.bad == bad);
    let mut best: Option<(usize, &Example, &Example)> = None;
    for bad in of(true) {
        for good in of(false) {
            let like = likeness(bad, good);
            if best.is_none_or(|(most, ..)| like > most) {
                best = Some((like, bad, good));
            }
        }
    }
    match best {
        Some((_, bad, good)) => (Some(bad), Some(good)),
        None => (of(true).next(), of(false).next()),
    }
}
