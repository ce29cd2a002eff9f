//! The shape of a file in `rules/law`, as serde sees it.

use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::model::{Date, FactValue, Standing};
use super::ordered::Ordered;

/// One file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    /// The claim kinds that the values belong to.
    #[serde(default)]
    pub kind: OneOrMany,
    /// Where the facts of the whole file were checked; for people.
    #[serde(default, rename = "source")]
    _source: Option<String>,
    /// The standing of what does not say otherwise.
    #[serde(default)]
    pub standing: Standing,
    #[serde(default)]
    pub values: Ordered<ValueSpec>,
    #[serde(default)]
    pub relations: Ordered<Vec<RelationSpec>>,
    #[serde(default)]
    pub sets: Ordered<Vec<String>>,
    #[serde(default)]
    pub citations: Vec<CitationSpec>,
    #[serde(default)]
    pub duties: Ordered<DutySpec>,
    #[serde(default)]
    pub contacts: Vec<ContactSpec>,
    #[serde(default)]
    pub records: Ordered<RecordSpec>,
}

/// A value and what is known of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ValueSpec {
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub names: Vec<String>,
    #[serde(default)]
    pub cite: Option<String>,
    #[serde(default, rename = "source")]
    _source: Option<String>,
    #[serde(default)]
    pub standing: Option<Standing>,
    #[serde(default)]
    pub facts: Ordered<FactSpec>,
}

/// Values that stand in a relation to other values.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RelationSpec {
    pub from: OneOrMany,
    pub to: OneOrMany,
    #[serde(default)]
    pub from_kind: OneOrMany,
    #[serde(default)]
    pub to_kind: OneOrMany,
    #[serde(default)]
    pub from_date: Option<Day>,
    #[serde(default)]
    pub until: Option<Day>,
    #[serde(default, rename = "standing")]
    _standing: Option<Standing>,
}

/// A law, body, scheme or term and its names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CitationSpec {
    pub id: String,
    pub name: String,
    pub class: String,
    pub names: Vec<String>,
    #[serde(default)]
    pub not: Vec<String>,
    #[serde(default)]
    pub misnamed: bool,
    #[serde(default)]
    pub standing: Option<Standing>,
    #[serde(default, rename = "source")]
    _source: Option<String>,
    #[serde(default)]
    pub facts: Ordered<FactSpec>,
}

/// A duty to inform.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DutySpec {
    pub name: String,
    pub cite: String,
    #[serde(default)]
    pub from: Option<Day>,
    #[serde(default)]
    pub until: Option<Day>,
    #[serde(default)]
    pub met_by: Vec<serde_yaml::Value>,
    #[serde(default)]
    pub applies_when: Option<serde_yaml::Value>,
    #[serde(default)]
    pub standing: Option<Standing>,
    #[serde(default, rename = "source")]
    _source: Option<String>,
}

/// Contact details of the regulator.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContactSpec {
    #[serde(rename = "type")]
    pub kind_of: String,
    pub values: Vec<String>,
    #[serde(default)]
    pub former: bool,
    /// How it is printed, where it may stand in the place of a wrong one.
    #[serde(default)]
    pub write: Option<String>,
    #[serde(default)]
    pub standing: Option<Standing>,
    #[serde(default, rename = "source")]
    _source: Option<String>,
}

/// A kind of record and its period.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecordSpec {
    pub names: Vec<String>,
    #[serde(default)]
    pub minimum: Option<String>,
    #[serde(default)]
    pub customary: Option<String>,
    #[serde(default)]
    pub trigger: Option<String>,
    #[serde(default)]
    pub unusual: Option<String>,
    #[serde(default)]
    pub keys: Vec<String>,
    #[serde(default = "yes")]
    pub personal: bool,
    pub cite: String,
    #[serde(default)]
    pub standing: Option<Standing>,
    #[serde(default, rename = "source")]
    _source: Option<String>,
}

fn yes() -> bool {
    true
}

/// A day, written `2026-02-05`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Day(pub Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Day).map_err(|_| D::Error::custom(format!("`{text}` is not a date (year-month-day)")))
    }
}

/// One word or a list of words.
#[derive(Debug, Default)]
pub(super) struct OneOrMany(pub Vec<String>);

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Plain::deserialize(deserializer)?.0 {
            FactValue::List(words) => Ok(Self(words)),
            one => Ok(Self(vec![one.to_string()])),
        }
    }
}

/// What a fact says, with the days between which it says so.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dated {
    pub value: Plain,
    #[serde(default)]
    pub from: Option<Day>,
    #[serde(default)]
    pub until: Option<Day>,
    #[serde(default)]
    pub standing: Option<Standing>,
}

impl Dated {
    /// What holds always.
    pub(super) fn always(value: FactValue) -> Self {
        Self { value: Plain(value), from: None, until: None, standing: None }
    }
}

/// A fact: a scalar, a list of scalars, one dated value, or several.
#[derive(Debug)]
pub(super) struct FactSpec(pub Vec<Dated>);

/// A scalar or a list of scalars.
#[derive(Debug)]
pub(super) struct Plain(pub FactValue);

fn scalar(text: &str) -> FactValue {
    let dated = text.len() == 10 && text.as_bytes().get(4) == Some(&b'-');
    match text.parse() {
        Ok(day) if dated => FactValue::Date(day),
        _ => FactValue::Text(text.to_owned()),
    }
}

struct PlainVisitor;

impl<'de> Visitor<'de> for PlainVisitor {
    type Value = Plain;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("yes or no, a number, a text, or a list of texts")
    }

    fn visit_bool<E: Error>(self, answer: bool) -> Result<Plain, E> {
        Ok(Plain(FactValue::Bool(answer)))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Plain, E> {
        Ok(Plain(FactValue::Number(number)))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Plain, E> {
        i64::try_from(number).map(|n| Plain(FactValue::Number(n))).map_err(E::custom)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Plain, E> {
        Ok(Plain(scalar(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Plain, A::Error> {
        let mut words = Vec::new();
        while let Some(word) = seq.next_element::<String>()? {
            words.push(word);
        }
        Ok(Plain(FactValue::List(words)))
    }
}

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PlainVisitor)
    }
}

/// An element of a list below a fact.
enum Element {
    Scalar(FactValue),
    Dated(Dated),
}

struct FactVisitor;

impl<'de> Visitor<'de> for FactVisitor {
    type Value = FactSpec;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value, a list, or a list of dated values")
    }

    fn visit_bool<E: Error>(self, answer: bool) -> Result<FactSpec, E> {
        Ok(FactSpec(vec![Dated::always(FactValue::Bool(answer))]))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<FactSpec, E> {
        Ok(FactSpec(vec![Dated::always(FactValue::Number(number))]))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<FactSpec, E> {
        Ok(FactSpec(vec![Dated::always(PlainVisitor.visit_u64(number)?.0)]))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<FactSpec, E> {
        Ok(FactSpec(vec![Dated::always(scalar(text))]))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<FactSpec, A::Error> {
        Ok(FactSpec(vec![Dated::deserialize(MapAccessDeserializer::new(map))?]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<FactSpec, A::Error> {
        let (mut words, mut dated) = (Vec::new(), Vec::new());
        while let Some(element) = seq.next_element::<Element>()? {
            match element {
                Element::Scalar(word) => words.push(word.to_string()),
                Element::Dated(value) => dated.push(value),
            }
        }
        match (words.is_empty(), dated.is_empty()) {
            (_, true) => Ok(FactSpec(vec![Dated::always(FactValue::List(words))])),
            (true, false) => Ok(FactSpec(dated)),
            (false, false) => Err(A::Error::custom("dated values and plain words in one list")),
        }
    }
}

impl<'de> Deserialize<'de> for FactSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FactVisitor)
    }
}

impl<'de> Deserialize<'de> for Element {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut values = FactSpec::deserialize(deserializer)?.0;
        let one = values.pop().ok_or_else(|| D::Error::custom("an empty list within a list"))?;
        let bare = one.from.is_none() && one.until.is_none() && one.standing.is_none();
        Ok(if bare { Element::Scalar(one.value.0) } else { Element::Dated(one) })
    }
}
