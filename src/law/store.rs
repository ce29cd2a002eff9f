//! The law in memory, and the questions it answers.

use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

use super::model::{Citation, Date, Duty, Fact, FactValue, RegulatorContact, RetentionRecord, Standing};

/// All that is known of the law, with dates. Read once and never changed.
#[derive(Debug, Default)]
pub struct Law {
    entries: Vec<Entry>,
    kinds: FxHashMap<String, Table>,
    relations: BTreeMap<String, Vec<Relation>>,
    sets: FxHashMap<String, Vec<String>>,
    duties: Vec<Duty>,
    citations: Vec<Citation>,
    /// Where each citation stands among them, by its id.
    cited: FxHashMap<String, usize>,
    pub(super) contacts: Vec<RegulatorContact>,
    pub(super) records: Vec<RetentionRecord>,
}

/// The values of one kind.
#[derive(Debug, Default)]
struct Table {
    exact: FxHashMap<String, usize>,
    /// Values in file order.
    order: Vec<(String, usize)>,
    /// Values with a `*`, in file order.
    globs: Vec<(String, usize)>,
}

/// What is known of one value.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub name: Option<String>,
    pub facts: Vec<(String, Vec<DatedFact>)>,
}

/// A fact between two days.
#[derive(Clone, Debug)]
pub(super) struct DatedFact {
    pub value: FactValue,
    pub standing: Standing,
    pub from: Option<Date>,
    pub until: Option<Date>,
}

/// Values that stand in a relation to other values. Values may hold a `*`.
#[derive(Debug)]
pub(super) struct Relation {
    pub from_kinds: Vec<String>,
    pub from: Vec<Value>,
    pub to_kinds: Vec<String>,
    pub to: Vec<Value>,
    pub from_date: Option<Date>,
    pub until: Option<Date>,
}

/// A value of a relation, or a pattern of values. Which of the two is looked at once: relations are asked for all pairs.
#[derive(Clone, Debug)]
pub(super) struct Value {
    text: String,
    glob: bool,
}

impl Value {
    pub(super) fn of(text: String) -> Value {
        let glob = text.contains('*');
        Value { text, glob }
    }

    fn is(&self, value: &str) -> bool {
        if self.glob { matches(&self.text, value) } else { self.text == value }
    }
}

impl Entry {
    /// Adds a fact that holds always, unless the file gives one of that name.
    pub(super) fn always(&mut self, name: &str, value: FactValue, standing: Standing) {
        if self.facts.iter().all(|(known, _)| known != name) {
            self.facts.push((name.to_owned(), vec![DatedFact { value, standing, from: None, until: None }]));
        }
    }

    /// The value of a fact that has no dates.
    pub(super) fn plain(&self, name: &str) -> Option<&FactValue> {
        let (_, dated) = self.facts.iter().find(|(known, _)| known == name)?;
        match dated.as_slice() {
            [DatedFact { value, from: None, until: None, .. }] => Some(value),
            _ => None,
        }
    }
}

fn holds(from: Option<Date>, until: Option<Date>, on: Date) -> bool {
    from.is_none_or(|from| from <= on) && until.is_none_or(|until| on < until)
}

/// Whether a value is the pattern, in which `*` stands for any letters.
fn matches(pattern: &str, value: &str) -> bool {
    let Some((head, mut rest)) = pattern.split_once('*') else { return pattern == value };
    let Some(mut value) = value.strip_prefix(head) else { return false };
    while let Some((middle, after)) = rest.split_once('*') {
        let Some(at) = value.find(middle) else { return false };
        value = value.get(at + middle.len()..).unwrap_or_default();
        rest = after;
    }
    value.ends_with(rest)
}

impl Law {
    pub(super) fn add_entry(&mut self, kinds: &[String], value: String, entry: Entry) -> bool {
        let at = self.entries.len();
        for kind in kinds {
            let table = self.kinds.entry(kind.clone()).or_default();
            if value.contains('*') {
                table.globs.push((value.clone(), at));
            } else if table.exact.insert(value.clone(), at).is_some() {
                return false;
            } else {
                table.order.push((value.clone(), at));
            }
        }
        self.entries.push(entry);
        true
    }

    pub(super) fn add_citation(&mut self, citation: Citation) {
        self.cited.insert(citation.id.clone(), self.citations.len());
        self.citations.push(citation);
    }

    pub(super) fn add_relation(&mut self, name: &str, relation: Relation) {
        self.relations.entry(name.to_owned()).or_default().push(relation);
    }

    pub(super) fn add_set(&mut self, name: String, values: Vec<String>) -> bool {
        self.sets.insert(name, values).is_none()
    }

    pub(super) fn add_duty(&mut self, duty: Duty) -> bool {
        let new = self.duties.iter().all(|known| known.item != duty.item);
        self.duties.push(duty);
        new
    }

    /// Puts the members of a set in the place of `@set` in relations.
    pub(super) fn finish(&mut self) -> Result<(), (String, String)> {
        let sets = &self.sets;
        for (name, relations) in &mut self.relations {
            for side in relations.iter_mut().flat_map(|relation| [&mut relation.from, &mut relation.to]) {
                let mut values = Vec::with_capacity(side.len());
                for value in side.drain(..) {
                    match value.text.strip_prefix('@') {
                        None => values.push(value),
                        Some(set) => match sets.get(set) {
                            Some(members) => values.extend(members.iter().cloned().map(Value::of)),
                            None => return Err((name.clone(), format!("no set is named `{set}`"))),
                        },
                    }
                }
                *side = values;
            }
        }
        Ok(())
    }

    /// The listed value that this one is, without trailing sub-paragraphs where it is not listed itself.
    fn listed<'a>(table: &Table, value: &'a str) -> &'a str {
        let mut head = value;
        while !table.exact.contains_key(head) {
            match head.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
                Some(at) => head = head.get(..at).unwrap_or_default().trim_end(),
                None => return value,
            }
        }
        head
    }

    /// What is known of a value, the nearest first.
    fn known_of(&self, kind: &str, value: &str) -> impl Iterator<Item = &Entry> {
        let table = self.kinds.get(kind);
        let exact = table.and_then(|table| table.exact.get(Self::listed(table, value)));
        let globs = table.map_or(&[][..], |table| &table.globs);
        let globs = globs.iter().filter(move |(pattern, _)| matches(pattern, value)).map(|(_, at)| at);
        exact.into_iter().chain(globs).filter_map(|&at| self.entries.get(at))
    }

    /// What the law says of a value on a day: for citations the kind is `citation` and the value its id.
    pub fn fact(&self, kind: &str, value: &str, name: &str, on: Date) -> Option<Fact<'_>> {
        let dated = self.known_of(kind, value).find_map(|entry| entry.facts.iter().find(|(known, _)| known == name))?;
        let fact = dated.1.iter().find(|fact| holds(fact.from, fact.until, on))?;
        Some(Fact { value: &fact.value, standing: fact.standing, from: fact.from, until: fact.until })
    }

    /// Whether the law lists this value.
    pub fn known(&self, kind: &str, value: &str) -> bool {
        self.kinds.get(kind).is_some_and(|table| table.exact.contains_key(Self::listed(table, value)))
    }

    /// The values of a kind, in file order.
    pub fn values(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.kinds.get(kind).into_iter().flat_map(|table| table.order.iter().map(|(value, _)| value.as_str()))
    }

    /// The name of a value, for people.
    pub fn name(&self, kind: &str, value: &str) -> Option<&str> {
        self.known_of(kind, value).find_map(|entry| entry.name.as_deref())
    }

    /// The names by which notices call a value; the name for people where no others are listed.
    pub fn names(&self, kind: &str, value: &str) -> Vec<&str> {
        let listed = self.known_of(kind, value).find_map(|entry| entry.plain("names").and_then(FactValue::as_list));
        match listed {
            Some(names) => names.iter().map(String::as_str).collect(),
            None => self.name(kind, value).into_iter().collect(),
        }
    }

    /// The relations of a name that hold on a day and begin at this value.
    fn relations_from(&self, name: &str, from: (&str, &str), on: Date) -> impl Iterator<Item = &Relation> {
        let value = self.kinds.get(from.0).map_or(from.1, |table| Self::listed(table, from.1));
        let relations = self.relations.get(name).map_or(&[][..], Vec::as_slice);
        relations.iter().filter(move |relation| {
            holds(relation.from_date, relation.until, on)
                && relation.from_kinds.iter().any(|kind| kind == from.0)
                && relation.from.iter().any(|known| known.is(value))
        })
    }

    /// Whether a relation holds between two values (kind and value each) on a day.
    pub fn related(&self, relation: &str, from: (&str, &str), to: (&str, &str), on: Date) -> bool {
        let value = self.kinds.get(to.0).map_or(to.1, |table| Self::listed(table, to.1));
        self.relations_from(relation, from, on).any(|relation| {
            relation.to_kinds.iter().any(|kind| kind == to.0) && relation.to.iter().any(|known| known.is(value))
        })
    }

    /// The values (kind and value each) to which a relation leads on a day, in file order.
    pub fn targets(&self, relation: &str, from: (&str, &str), on: Date) -> Vec<(&str, &str)> {
        let mut found = Vec::new();
        for relation in self.relations_from(relation, from, on) {
            for kind in &relation.to_kinds {
                for known in &relation.to {
                    if known.glob {
                        let values = self.values(kind).filter(|value| known.is(value));
                        found.extend(values.map(|value| (kind.as_str(), value)));
                    } else {
                        found.push((kind.as_str(), known.text.as_str()));
                    }
                }
            }
        }
        let mut kept: Vec<(&str, &str)> = Vec::with_capacity(found.len());
        for target in found {
            if !kept.contains(&target) {
                kept.push(target);
            }
        }
        kept
    }

    /// The days on which a yes-or-no fact of a kind's values turns: the value's name, the day, and what it is from then on.
    pub fn turns(&self, kind: &str, fact: &str) -> Vec<(&str, Date, bool)> {
        let entries = self.kinds.get(kind).into_iter().flat_map(|table| &table.order);
        let named = entries.filter_map(|(value, at)| Some((value, self.entries.get(*at)?)));
        let dated = named.flat_map(|(value, entry)| {
            let facts = entry.facts.iter().filter(|(name, _)| name == fact).flat_map(|(_, dated)| dated);
            facts.map(move |f| (entry.name.as_deref().unwrap_or(value), f))
        });
        dated.filter_map(|(name, f)| Some((name, f.from?, f.value.as_bool()?))).collect()
    }

    /// The members of a set; none if there is no such set.
    pub fn set(&self, name: &str) -> &[String] {
        self.sets.get(name).map_or(&[], Vec::as_slice)
    }

    /// All laws, bodies, schemes and terms that notices name, in file order.
    pub fn citations(&self) -> &[Citation] {
        &self.citations
    }

    /// The law, body, scheme or term with this id.
    pub fn citation(&self, id: &str) -> Option<&Citation> {
        self.citations.get(*self.cited.get(id)?)
    }

    /// What must be told of one item of Article 13 or 14.
    pub fn duty(&self, item: &str) -> Option<&Duty> {
        self.duties.iter().find(|duty| duty.item == item)
    }

    /// All items of Articles 13 and 14, in file order.
    pub fn duties(&self) -> &[Duty] {
        &self.duties
    }

    /// The regulator's contact details, present and former.
    pub fn regulator_contacts(&self) -> &[RegulatorContact] {
        &self.contacts
    }

    /// Records for which statute or custom sets a period.
    pub fn retention_records(&self) -> &[RetentionRecord] {
        &self.records
    }
}
