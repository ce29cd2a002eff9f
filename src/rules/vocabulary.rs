//! The words of the rule language and the names that claims use.

/// Keys of a rule file.
#[rustfmt::skip]
pub const RULE: &[&str] = &[
    "id", "family", "across", "title", "severity", "confidence", "law", "in-force", "any-of", "for", "with", "unless", "absent",
    "when", "per", "count", "every", "lacks", "each", "odd", "place", "text", "whole", "subject", "message", "cases",
    "overtaken", "yields-to", "params", "why", "fix", "edit", "false-alarms", "examples",
];

/// Keys of the `edit` of a rule.
pub const EDIT: &[&str] = &["with", "replace", "where", "name", "not-beside"];

/// Keys of a query: what may stand at the top of a rule or in one of its `any-of`.
#[rustfmt::skip]
pub const QUERY: &[&str] = &[
    "for", "with", "unless", "absent", "when", "per", "count", "every", "lacks", "each", "odd", "place", "text",
];

/// Keys of a pattern that are words of the language and no fields of a claim.
#[rustfmt::skip]
pub const PATTERN: &[&str] = &[
    "fact", "at", "notice", "agree", "disagree", "relation", "no-relation", "same", "differs", "overlaps", "near",
    "link", "conflicts", "alike", "scope", "as", "to", "met-by", "text", "any-of", "each", "with",
];

/// Comparisons.
#[rustfmt::skip]
pub const COMPARISONS: &[&str] = &[
    "longer-than", "shorter-than", "earlier-than", "later-than", "at-least", "at-most",
];

/// Facts of the notice as a whole.
#[rustfmt::skip]
pub const NOTICE: &[&str] = &[
    "kind", "language", "date", "title", "controller", "public-authority", "sector", "hands-over",
];

/// Places within one notice, which no rule across notices can ask for.
#[rustfmt::skip]
pub const WITHIN: &[&str] = &[
    "sentence", "item", "row", "paragraph", "section", "list", "links", "span",
];

/// What an example may suppose.
#[rustfmt::skip]
pub const GIVEN: &[&str] = &[
    "as-of", "notice-date", "sector", "public-authority", "format", "retention-schedule",
];

/// Ways to stand near each other.
#[rustfmt::skip]
pub const NEAR: &[&str] = &[
    "sentence", "item", "row", "paragraph", "section", "list",
];

/// Kinds of claims.
#[rustfmt::skip]
pub const KINDS: &[&str] = &[
    "controller", "joint-controller", "processor", "dpo", "contact", "regulator", "category", "purpose", "basis",
    "ground", "condition", "schedule-1", "policy-document", "retention", "recipient", "sharing", "transfer",
    "mechanism", "storage", "source", "right", "automation", "provision", "deadline", "cookies", "updated", "date",
    "citation", "reference", "promise", "anomaly", "text", "notice",
];

/// What the kind of a claim that is a row of a table begins with.
pub const TABLE: &str = "table/";

/// The kind of the rows of a house retention schedule, which a configuration may give and every rule may ask for.
pub const SCHEDULE: &str = "table/retention-schedule";

/// The columns of that table.
pub const SCHEDULE_COLUMNS: [&str; 2] = ["records", "retention"];

/// What every claim has.
#[rustfmt::skip]
pub const CORE: &[&str] = &[
    "kind", "value", "polarity", "force", "confidence", "section", "audience", "activity", "sentence", "item", "row",
    "paragraph", "list", "links", "span", "notice", "about", "sketch",
];

/// What claims may carry besides.
#[rustfmt::skip]
pub const DETAILS: &[&str] = &[
    "declared", "exhaustive", "led", "hedged", "sector", "public-authority", "aliases", "registration", "as-we", "cited",
    "named", "wording", "manner", "refers", "explicit", "interest", "law-named", "article", "offered-as", "with-criminal",
    "cited-part", "part", "paragraph", "stated-for", "part-of-notice", "linked", "listed-as", "act", "records",
    "record-words", "bound", "days", "trigger", "case", "year", "reason", "except", "criteria", "reach", "shorthand",
    "personal", "expected", "whole", "vague", "limit", "identifiable", "purpose", "open-list", "flow", "hypothetical",
    "safeguard", "covers", "generation", "boundary", "provider", "job", "from-referrer", "ground", "terms", "refusable",
    "fee-case", "after", "channel", "decision", "logic", "significance", "safeguards", "consent", "object", "must",
    "consequence", "step", "procedure", "stage", "from", "working-days", "type", "role", "domain", "raw", "id",
    "class", "misnamed", "topic", "data-protection", "tense", "target", "item", "hands-over", "owner", "words",
    "length", "places", "name", "recipient", "country", "mechanism", "law", "period", "kind-of", "subject", "title",
    "source", "note", "sole", "storage", "all", "with-uk", "transit", "impersonal", "official",
    "promised", "limited", "also",
];

/// Kinds that the structured form holds.
#[rustfmt::skip]
pub const STRUCTURED_KINDS: &[&str] = &[
    "controller", "dpo", "contact", "regulator", "category", "purpose", "basis", "condition", "schedule-1",
    "policy-document", "retention", "recipient", "transfer", "mechanism", "right", "automation", "updated",
];

/// Fields that the structured form holds.
#[rustfmt::skip]
pub const STRUCTURED_FIELDS: &[&str] = &[
    "kind", "value", "polarity", "force", "audience", "activity", "notice", "stated-for", "records", "bound",
    "trigger", "case", "type", "personal", "public-authority", "paragraph", "part", "wording", "whole",
];

/// Values that some fields are limited to.
pub fn allowed(field: &str) -> Option<&'static [&'static str]> {
    Some(match field {
        "polarity" => &["affirmed", "denied"],
        "force" => &[
            "states",
            "may",
            "only-if",
            "defines",
            "quotes-law",
            "discusses",
            "attributes",
            "asks",
            "announces",
            "was",
        ],
        "confidence" => &["certain", "likely", "possible"],
        "kind" => KINDS,
        _ => return None,
    })
}

/// What the rule engine reads of a claim of this kind by itself, whatever a rule asks for.
pub fn always_read(kind: &str) -> &'static [&'static str] {
    match kind {
        "retention" => &["bound", "case", "except", "personal", "record-words", "records", "whole"],
        _ => &[],
    }
}

/// The name of a kind or a detail as the program holds it.
pub fn known(name: &str) -> Option<&'static str> {
    KINDS.iter().chain(DETAILS).copied().find(|k| *k == name)
}

/// Whether a claim can have a field of this name.
pub fn is_field(name: &str) -> bool {
    CORE.contains(&name) || DETAILS.contains(&name)
}

/// The names of all fields.
pub fn fields() -> impl Iterator<Item = &'static str> {
    CORE.iter().chain(DETAILS).copied()
}

/// The tables of a pack: for each kind (`table/schedule`) the names of its columns.
pub type Tables = std::collections::BTreeMap<String, Vec<String>>;

/// What claims are called where a rule stands: the words of candour, and the tables of the rule's own pack.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    tables: &'a Tables,
}

impl<'a> Words<'a> {
    /// With these tables.
    pub fn new(tables: &'a Tables) -> Words<'a> {
        Words { tables }
    }

    /// The kinds of claims.
    pub fn kinds(self) -> impl Iterator<Item = &'a str> {
        let known = KINDS.iter().copied().chain(std::iter::once(SCHEDULE));
        known.chain(self.tables.keys().map(String::as_str).filter(|k| *k != SCHEDULE))
    }

    /// The fields of claims.
    pub fn fields(self) -> impl Iterator<Item = &'a str> {
        let own = CORE.iter().copied().chain(DETAILS.iter().copied());
        own.chain(self.tables.values().flatten().map(String::as_str))
    }

    /// Whether a claim can have a field of this name.
    pub fn is_field(self, name: &str) -> bool {
        self.fields().any(|f| f == name)
    }

    /// Fails, with a suggestion, where a name is no field.
    pub fn field(self, name: &str) -> Result<(), String> {
        if self.is_field(name) {
            return Ok(());
        }
        Err(format!("`{name}` is no field of a claim{}", super::suggest::hint(name, self.fields())))
    }
}
