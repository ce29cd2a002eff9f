//! What a configuration says, as it is written.

use serde::{Deserialize, Deserializer};
use serde_yaml::Value;
use std::collections::BTreeMap;

/// The keys of the file. Their shape has been checked against the schema before.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Values {
    /// Rules to run.
    #[serde(deserialize_with = "names")]
    pub select: Vec<String>,
    /// Rules not to run.
    #[serde(deserialize_with = "names")]
    pub ignore: Vec<String>,
    /// Severities by rule or family.
    pub severities: BTreeMap<String, String>,
    /// Parameters by rule.
    pub params: BTreeMap<String, BTreeMap<String, Value>>,
    /// Folders of rules.
    #[serde(deserialize_with = "names")]
    pub rules: Vec<String>,
    /// The day whose law holds.
    pub as_of: Option<String>,
    /// How sure findings must be.
    pub min_confidence: Option<String>,
    /// What fails the run.
    pub fail_on: Option<String>,
    /// Largest file.
    pub max_size: Option<Value>,
    /// Deepest nesting.
    pub max_depth: Option<usize>,
    /// Most parts of a file.
    pub max_parts: Option<u64>,
    /// Most that aliases may add.
    pub max_expansion: Option<Value>,
    /// Most seconds for one PDF.
    pub max_pdf_seconds: Option<u64>,
    /// Most memory for one PDF.
    pub max_pdf_memory: Option<Value>,
    /// Most claims of a notice.
    pub max_claims: Option<u64>,
    /// Most work on a notice, in millions of steps.
    pub max_work: Option<u64>,
    /// Where to keep what came of files.
    pub cache: Option<String>,
    /// The template of the evidence pack.
    pub template: Option<String>,
    /// Whether notices are those of public authorities.
    #[serde(deserialize_with = "authority")]
    pub public_authority: Option<String>,
    /// The house retention schedule: records, and how long they are kept.
    pub retention_schedule: BTreeMap<String, String>,
    /// Who the controllers are.
    pub controllers: Vec<Body>,
    /// What holds for some files.
    pub paths: Vec<Paths>,
    /// Findings to live with.
    pub suppressions: Vec<Decision>,
}

/// A controller.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Body {
    /// The name to show.
    pub name: String,
    /// Other names.
    #[serde(deserialize_with = "names")]
    pub aliases: Vec<String>,
    /// Domains.
    #[serde(deserialize_with = "names")]
    pub domains: Vec<String>,
    /// Numbers in the register.
    #[serde(deserialize_with = "names")]
    pub registrations: Vec<String>,
    /// Names that are not its own.
    #[serde(deserialize_with = "names")]
    pub not: Vec<String>,
    /// Whether it is a public authority.
    #[serde(deserialize_with = "authority")]
    pub public_authority: Option<String>,
}

/// What holds for some files.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Paths {
    /// Patterns of paths.
    #[serde(deserialize_with = "names")]
    pub files: Vec<String>,
    /// Rules not to run.
    #[serde(deserialize_with = "names")]
    pub ignore: Vec<String>,
    /// Severities by rule or family.
    pub severities: BTreeMap<String, String>,
    /// How sure findings must be.
    pub min_confidence: Option<String>,
    /// Whether these notices are those of public authorities.
    #[serde(deserialize_with = "authority")]
    pub public_authority: Option<String>,
}

/// A decision to live with findings.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Decision {
    /// The rules.
    #[serde(deserialize_with = "names")]
    pub rules: Vec<String>,
    /// Patterns of paths.
    #[serde(deserialize_with = "names")]
    pub files: Vec<String>,
    /// A pattern of subjects.
    pub subject: Option<String>,
    /// Words of the place.
    pub words: Option<String>,
    /// Why.
    pub reason: String,
    /// The last day.
    pub until: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
}

/// One name, or a list of them.
pub fn names<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Names {
        One(String),
        Many(Vec<String>),
    }
    Ok(match Names::deserialize(from)? {
        Names::One(name) => vec![name],
        Names::Many(names) => names,
    })
}

/// `yes` and `no` are read as words by some and as truth by others.
fn authority<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Word {
        Flag(bool),
        Word(String),
    }
    Ok(match Option::<Word>::deserialize(from)? {
        Some(Word::Flag(true)) => Some("yes".to_owned()),
        Some(Word::Flag(false)) => Some("no".to_owned()),
        Some(Word::Word(word)) => Some(word),
        None => None,
    })
}
