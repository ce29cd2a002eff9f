//! The nouns of the law: facts, citations, duties, contacts, retention records.

use std::fmt;

use serde::Deserialize;

/// A day. The law begins and ends at the beginning of a day here.
pub type Date = jiff::civil::Date;

/// What a fact says.
#[derive(Clone, Debug, PartialEq)]
pub enum FactValue {
    /// Yes or no.
    Bool(bool),
    /// A word, an identifier or a phrase for people.
    Text(String),
    /// Several words, in the order of the file.
    List(Vec<String>),
    /// A count.
    Number(i64),
    /// A day.
    Date(Date),
}

impl FactValue {
    /// The text of a text value.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The answer of a yes-or-no value.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(answer) => Some(*answer),
            _ => None,
        }
    }

    /// The words of a list.
    pub fn as_list(&self) -> Option<&[String]> {
        match self {
            Self::List(words) => Some(words),
            _ => None,
        }
    }

    /// The day of a date value.
    pub fn as_date(&self) -> Option<Date> {
        match self {
            Self::Date(day) => Some(*day),
            _ => None,
        }
    }
}

impl fmt::Display for FactValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(answer) => write!(f, "{answer}"),
            Self::Text(text) => f.write_str(text),
            Self::List(words) => f.write_str(&words.join(", ")),
            Self::Number(number) => write!(f, "{number}"),
            Self::Date(day) => write!(f, "{day}"),
        }
    }
}

/// How sure the law's own data is. Only a fact of high standing can carry a finding; the others may excuse one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Seen in the law's text or an official page, or beyond doubt.
    #[default]
    High,
    /// Probable; not checked.
    Medium,
    /// A guess.
    Low,
}

/// A fact that holds on the day asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fact<'a> {
    /// What it says.
    pub value: &'a FactValue,
    /// How sure it is.
    pub standing: Standing,
    /// The first day on which it holds; none if it always did.
    pub from: Option<Date>,
    /// The first day on which it no longer holds; none if it still does.
    pub until: Option<Date>,
}

/// A law, body, scheme or term that notices name, and the phrases they name it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Identifier: the value of a citation claim.
    pub id: String,
    /// Its proper name, for people.
    pub name: String,
    /// `act`, `regulation`, `article`, `body`, `scheme`, `event`, `term` or `provider`.
    pub class: String,
    /// Phrases of the lexicon's language by which it is named.
    pub names: Vec<String>,
    /// Phrases that contain one of the names and mean something else.
    pub not: Vec<String>,
    /// Whether the names are a wrong name for something that is called otherwise.
    pub misnamed: bool,
    /// How sure its facts are.
    pub standing: Standing,
}

/// One thing that Article 13 or 14 obliges a notice to tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Duty {
    /// Identifier of the item.
    pub item: String,
    /// What must be told, for people.
    pub name: String,
    /// Where the law says so.
    pub cite: String,
    /// The first day on which it must be told.
    pub from: Option<Date>,
    /// The first day on which it need no longer be told.
    pub until: Option<Date>,
    /// Claim patterns, any one of which tells it.
    pub met_by: Vec<serde_yaml::Value>,
    /// The claim pattern that switches the duty on; none if it always applies.
    pub applies_when: Option<serde_yaml::Value>,
    /// How sure it is.
    pub standing: Standing,
}

/// A contact detail of the regulator, or one part of its postal address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegulatorContact {
    /// `phone`, `email`, `web` or `postal`.
    pub kind_of: String,
    /// Phone: digits only. E-mail: lower case. Web: host and path, without scheme, `www.` and closing slash. Postal: one
    /// part of the address, as written.
    pub value: String,
    /// Whether it was right once and is no longer given out.
    pub former: bool,
    /// How sure it is.
    pub standing: Standing,
}

/// A kind of record for which statute or custom sets a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetentionRecord {
    /// Identifier.
    pub id: String,
    /// Phrases by which notices name such records.
    pub names: Vec<String>,
    /// The shortest period that a statute allows, as an ISO 8601 period or `age-<years>`.
    pub minimum: Option<String>,
    /// The period that is customary, in the same form.
    pub customary: Option<String>,
    /// What the period runs from.
    pub trigger: Option<String>,
    /// Whether such records are personal data by their nature.
    pub personal: bool,
    /// The statute or guidance.
    pub cite: String,
    /// How sure it is.
    pub standing: Standing,
}
