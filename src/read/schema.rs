//! The keys of the structured notice form: one table for the check and for the published JSON Schema.

use crate::notice::{Node, Span};
use serde_json::{Map, Value, json};

/// What may stand under a key.
#[derive(Clone, Copy)]
enum Shape {
    /// One word or phrase.
    Text,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A mapping with these keys.
    Map(&'static [Key]),
    /// A statement: a mapping with these keys and those that every statement may have.
    Statement(&'static [Key]),
    /// A word, or a statement.
    Word(&'static [Key]),
    /// One, or a list of them.
    Many(&'static Shape),
}

/// A key and what it is for.
struct Key {
    name: &'static str,
    shape: Shape,
    about: &'static str,
}

const fn key(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, shape, about }
}

use Shape::{Many, OneOf, Statement, Text, Word};

const YES: Shape = OneOf(&["yes", "likely", "no", "true", "false"]);
const WORDS: Shape = Many(&Text);

/// What every statement may carry.
static SHARED: &[Key] = &[
    key("words", Text, "The words of the notice."),
    key(
        "force",
        OneOf(&[
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
        ]),
        "How the words stand; `states` unless said.",
    ),
    key("polarity", OneOf(&["affirmed", "denied"]), "Whether it is so; `affirmed` unless said."),
    key("confidence", OneOf(&["certain", "likely", "possible"]), "How sure the reading is; `certain` unless said."),
    key("section", WORDS, "The headings above, outermost first."),
    key("audience", Text, "Whom it is about."),
    key("activity", Text, "What it is about."),
];

/// How somebody can be reached.
static REACHED: &[Key] = &[
    key("address", WORDS, "Postal address."),
    key("email", WORDS, "E-mail addresses."),
    key("phone", WORDS, "Telephone numbers."),
    key("web", WORDS, "Web addresses."),
];

static CONTACT: &[Key] = &[key("name", WORDS, "Name."), key("role", Text, "Whom it reaches: `rights`, `marketing` …")];

static CONTROLLER: &[Key] = &[
    key("name", Text, "The controller's name."),
    key("registration", Text, "Registration number with the regulator."),
    key("public-authority", YES, "Whether the controller is a public authority."),
    key("sector", Text, "The controller's sector."),
];

const NAMED: Key = key("named", Text, "What the words beside the letter or number name instead.");
const WORDING: Key = key("wording", Text, "Whose wording it is: `statutory`, `dpa-1998` …");
const MANNER: Key = key("manner", Text, "How consent is had: `asked`, `by-giving`, `by-use`, `by-silence`.");
const EXPLICIT: Key = key("explicit", YES, "Whether consent is said to be explicit.");
const HEDGED: Key = key("hedged", YES, "Whether it is one of several that may apply.");
const FLOW: Key = key("flow", Text, "What is sent, and to whom.");

/// The statements that may stand at the top (about the whole notice) and under an activity.
static STATEMENTS: &[Key] = &[
    key("purpose", Many(&Word(&[key("purpose", Text, "The purpose.")])), "What the data are used for."),
    key(
        "data",
        Many(&Word(&[
            key("category", Text, "`special/health` …, `criminal`, `ordinary/<slug>`."),
            key("name", Text, "What the notice calls it."),
        ])),
        "Categories of personal data.",
    ),
    key(
        "lawful-basis",
        Many(&Word(&[
            key("basis", Text, "`6(1)(a)` … `6(1)(f)`."),
            key("ground", Text, "Instead of a basis: what the words offer as one (`statute`, `other`)."),
            key("offered-as", OneOf(&["condition", "basis"]), "What the notice calls a ground."),
            NAMED,
            WORDING,
            MANNER,
            EXPLICIT,
            HEDGED,
            key("declared", YES, "Whether it stands in the notice's own list of bases; `yes` unless said."),
            key("exhaustive", YES, "Whether that list is complete; `yes` unless said."),
        ])),
        "Lawful bases under Article 6.",
    ),
    key(
        "condition",
        Many(&Word(&[
            key("condition", Text, "`9(2)(a)` … `9(2)(j)`, `10`."),
            NAMED,
            WORDING,
            MANNER,
            EXPLICIT,
            HEDGED,
            key("offered-as", OneOf(&["condition", "basis"]), "What the notice calls it."),
            key("with-criminal", YES, "Whether it is relied on for data about criminal offences."),
            key("declared", YES, "Whether it stands in the notice's own list of conditions; `no` unless said."),
            key("exhaustive", YES, "Whether that list is complete; `no` unless said."),
        ])),
        "Conditions under Article 9 or 10.",
    ),
    key(
        "schedule-1",
        Many(&Word(&[
            key("paragraph", Text, "Part and paragraph: `2/18`; `2/?` if only the Part is told."),
            key("for", Text, "The condition that it is named for: `9(2)(g)`, `criminal`."),
            key("named", Text, "The paragraph that the words name."),
        ])),
        "Conditions of Schedule 1 to the Data Protection Act 2018.",
    ),
    key(
        "policy-document",
        Many(&Word(&[key("policy-document", OneOf(&["mentioned"]), "`mentioned`.")])),
        "The appropriate policy document.",
    ),
    key(
        "retention",
        Many(&Word(&[
            key("records", WORDS, "Which records."),
            key("period", Text, "ISO 8601 (`P7Y`), a date, `age-75`."),
            key("keep", Text, "`elsewhere`, `criteria` or `indefinite`."),
            key("trigger", Text, "The event from which the period runs."),
            key("case", Text, "The case in which it holds (`if you cancel`)."),
            key("bound", OneOf(&["up-to", "at-least", "exactly"]), "`exactly` unless said."),
            key("keys", WORDS, "The kinds of record, each by its key."),
            key("year", OneOf(&["calendar", "financial", "tax", "academic"]), "Which years are meant."),
            key("criteria", OneOf(&["none", "stated"]), "Whether the criteria are told."),
            key("reach", Text, "Whether the periods can be reached: `here`, `linked`, `outside`, `on-request`."),
            key("personal", OneOf(&["yes", "no", "unknown"]), "Whether the records are personal data."),
            key("whole", YES, "Whether all records are meant."),
            key("except", YES, "Whether others are excepted."),
        ])),
        "How long records are kept.",
    ),
    key("recipients", Many(&Word(&[key("name", Text, "Who.")])), "Who is given the data."),
    key(
        "transfers",
        Many(&Word(&[
            key("to", Text, "`US` …, `eu`, `third-country`."),
            key("denied", Text, "No transfer beyond: `uk-only`, `eea-only`, `eu-only`."),
            key("mechanism", WORDS, "`scc`, `idta`, `adequacy`, `data-bridge` …"),
            FLOW,
            key("boundary", Text, "The boundary that is spoken of: `uk`, `eea`, `eu`."),
            key("hypothetical", YES, "Whether it is only imagined."),
        ])),
        "Transfers abroad.",
    ),
    key(
        "rights",
        Many(&Word(&[key("right", Text, "`access`, `erasure` …"), HEDGED])),
        "Rights that the notice tells of.",
    ),
    key(
        "automated-decisions",
        Many(&Word(&[
            key("automated-decisions", OneOf(&["used", "not-used"]), "`used` or `not-used`."),
            key("decision", Text, "Which decision."),
        ])),
        "Decisions by automated means.",
    ),
    key("audience", Text, "Whom the statements are about."),
];

static ACTIVITY: &[Key] = &[key("name", Text, "What the activity is called.")];

static TOP: &[Key] = &[
    key("candour", OneOf(&["notice/1"]), "The form and its version: `notice/1`."),
    key("title", Text, "The notice's title."),
    key("language", Text, "`en`, `cy` …"),
    key("kind", Text, "What kind of document; `privacy-notice` unless said."),
    key("updated", Many(&Word(&[key("updated", Text, "The date.")])), "Date of the last update."),
    key(
        "dates",
        Many(&Word(&[
            key("date", Text, "The date."),
            key("role", Text, "What it is: `effective`, `review-due`, `version`."),
        ])),
        "Other dates of the notice.",
    ),
    key("hands-over", WORDS, "What another notice is left to tell: `rights`, `complaints` …"),
    key("controller", Shape::Map(CONTROLLER), "Who decides why and how the data are used."),
    key("dpo", Shape::Map(CONTACT), "The data protection officer."),
    key("contacts", Many(&Shape::Map(CONTACT)), "Further contacts of the controller."),
    key("regulator", Shape::Map(CONTACT), "The regulator's contact details, where no complaint is offered."),
    key("activities", Many(&Statement(ACTIVITY)), "What data are used for, with what is said of each."),
    key(
        "complaints",
        Shape::Map(&[
            key("controller", Shape::Map(CONTACT), "Where to complain to the controller."),
            key("regulator", Shape::Map(CONTACT), "The regulator and its contact details as the notice gives them."),
        ]),
        "Where to complain.",
    ),
];

/// The keys of a mapping of this shape: its own, then those that it shares with others.
fn keys(shape: Shape) -> [&'static [Key]; 3] {
    match shape {
        Shape::Map(own) if std::ptr::eq(own, CONTACT) || std::ptr::eq(own, CONTROLLER) => [own, REACHED, &[]],
        Shape::Map(own) if std::ptr::eq(own, TOP) => [own, STATEMENTS, &[]],
        Statement(own) if std::ptr::eq(own, ACTIVITY) => [own, STATEMENTS, SHARED],
        Statement(own) | Word(own) => [own, SHARED, &[]],
        Shape::Map(own) => [own, &[], &[]],
        Text | OneOf(_) | Many(_) => [&[], &[], &[]],
    }
}

/// Checks a structured notice against the table; gives the first thing wrong and where it stands.
pub(super) fn check(tree: &Node) -> Result<(), (String, Span)> {
    shape(tree, Shape::Map(TOP), "the notice")
}

fn shape(node: &Node, shape_of: Shape, name: &str) -> Result<(), (String, Span)> {
    let wrong = |wanted: &str| Err((format!("{name} must be {wanted}, not {}", describe(node)), node.span()));
    match (shape_of, node) {
        (Many(one), Node::List(items, _)) => items.iter().try_for_each(|item| shape(item, *one, name)),
        (Many(one), _) => shape(node, *one, name),
        (Text, Node::Scalar(..)) | (Word(_), Node::Scalar(..)) => Ok(()),
        (OneOf(choices), Node::Scalar(text, span)) => match choices.contains(&text.as_str()) {
            true => Ok(()),
            false => Err((format!("{name} must be {}, not `{text}`", choices.join(", ")), *span)),
        },
        (Text, _) => wrong("one word or phrase"),
        (OneOf(choices), _) => wrong(&format!("one of {}", choices.join(", "))),
        (Word(_) | Statement(_) | Shape::Map(_), Node::Map(entries, _)) => {
            let known = keys(shape_of);
            let own = || known.iter().flat_map(|k| k.iter());
            for (text, span, value) in entries {
                let Some(found) = own().find(|k| k.name == text) else {
                    let near = nearest(text, own().map(|k| k.name));
                    let hint = near.map_or(String::new(), |n| format!("; did you mean `{n}`?"));
                    return Err((format!("unknown key `{text}` in {name}{hint}"), *span));
                };
                shape(value, found.shape, &format!("`{}`", found.name))?;
            }
            Ok(())
        }
        (Word(_), _) => wrong("a word or a mapping"),
        (Statement(_) | Shape::Map(_), _) => wrong("a mapping"),
    }
}

fn describe(node: &Node) -> &'static str {
    match node {
        Node::Scalar(..) => "a single value",
        Node::List(..) => "a list",
        Node::Map(..) => "a mapping",
    }
}

/// The name that was probably meant.
fn nearest(word: &str, names: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let word = word.to_lowercase().replace(['_', ' '], "-");
    let limit = if word.len() < 5 { 1 } else { 2 };
    let near = names.map(|n| (edits(&word, n), n)).min_by_key(|n| n.0)?;
    (near.0 <= limit).then_some(near.1)
}

/// How many letters must be changed, added or taken away to get from one word to the other.
fn edits(a: &str, b: &str) -> usize {
    if a.len().abs_diff(b.len()) > 3 {
        return usize::MAX;
    }
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let cost = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = cost;
        }
    }
    row[b.len()]
}

/// The JSON Schema (draft 2020-12) of the structured notice form.
pub fn notice_schema() -> Value {
    let mut schema = Map::new();
    schema.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".into(), json!("candour structured notice"));
    if let Value::Object(body) = describe_shape(Shape::Map(TOP)) {
        schema.extend(body);
    }
    schema.insert("required".into(), json!(["candour"]));
    Value::Object(schema)
}

fn describe_shape(shape: Shape) -> Value {
    match shape {
        Text => json!({"type": ["string", "number", "boolean"]}),
        OneOf(choices) => {
            let mut all: Vec<Value> = choices.iter().map(|c| json!(c)).collect();
            if choices.contains(&"true") {
                all.extend([json!(true), json!(false)]);
            }
            json!({ "enum": all })
        }
        Many(one) => {
            let one = describe_shape(*one);
            json!({"anyOf": [one, {"type": "array", "items": one}]})
        }
        Word(own) => json!({"anyOf": [describe_shape(Text), describe_shape(Statement(own))]}),
        Shape::Map(_) | Statement(_) => {
            let mut properties = Map::new();
            for key in keys(shape).into_iter().flatten() {
                let mut value = describe_shape(key.shape);
                if let Value::Object(object) = &mut value {
                    object.insert("description".into(), json!(key.about));
                }
                properties.insert(key.name.into(), value);
            }
            json!({"type": "object", "properties": properties, "additionalProperties": false})
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_offered_and_far_ones_are_not() {
        let names = || ["retention", "rights", "for"].into_iter();
        assert_eq!(nearest("retenton", names()), Some("retention"));
        assert_eq!(nearest("Rights", names()), Some("rights"));
        assert_eq!(nearest("fo", names()), Some("for"));
        assert_eq!(nearest("purpose", names()), None);
    }

    #[test]
    fn every_key_of_the_table_is_checked_and_published() {
        fn walk(table: &[Key], schema: &Value) {
            for key in table {
                let value = &schema["properties"][key.name];
                assert!(value["description"].is_string(), "{}", key.name);
                if let Shape::Map(inner) = key.shape {
                    walk(inner, value);
                }
            }
        }
        let schema = notice_schema();
        walk(TOP, &schema);
        walk(STATEMENTS, &schema);
        let activity = &schema["properties"]["activities"]["anyOf"][0];
        walk(ACTIVITY, activity);
        walk(STATEMENTS, activity);
    }
}
