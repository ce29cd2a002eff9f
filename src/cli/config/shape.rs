//! Files of the user against the JSON Schema that is published for them: one table for editors and for the check.
//!
//! Of the schema language this knows the words that the schemas of candour use.

use super::place::{Step, line_of};
use crate::cli::limits::size;
use crate::cli::options::date;
use candour::rules::suggest::hint;
use serde_json::Value as Schema;
use serde_yaml::Value;

/// Largest file, in bytes.
pub const MOST: u64 = 1 << 20;
/// So many mistakes of one file are told.
const TOLD: usize = 10;

/// A YAML file of the user, read and found to be of the shape of a schema.
///
/// # Errors
/// Tells what is wrong, a line for each mistake, each with its place.
pub fn read(shown: &str, text: &str, schema: &str) -> Result<Value, Vec<String>> {
    let schema: Schema = serde_json::from_str(schema).map_err(|e| vec![e.to_string()])?;
    candour::yaml::affordable(text).map_err(|what| vec![format!("{shown}: {what}")])?;
    let value: Value = serde_yaml::from_str(text).map_err(|e| {
        let line = e.location().map(|l| format!(":{}", l.line())).unwrap_or_default();
        vec![format!("{shown}{line}: not well-formed YAML: {e}")]
    })?;
    // An empty file says nothing.
    let value = if value.is_null() { Value::Mapping(serde_yaml::Mapping::new()) } else { value };
    let mut check = Check { root: &schema, path: Vec::new(), wrong: Vec::new() };
    check.newer(&value);
    if check.wrong.is_empty() {
        check.value(&value, &schema);
    }
    if check.wrong.is_empty() {
        return Ok(value);
    }
    let more = check.wrong.len().saturating_sub(TOLD);
    let tell = |(path, what): &(Vec<Step>, String)| format!("{shown}{}: {}{what}", at(text, path), named(path));
    let mut told: Vec<String> = check.wrong.iter().take(TOLD).map(tell).collect();
    if more > 0 {
        told.push(format!("{shown}: and {more} more mistakes"));
    }
    Err(told)
}

/// `:12`, where the line can be told.
pub fn at(text: &str, path: &[Step]) -> String {
    line_of(text, path).map(|line| format!(":{line}")).unwrap_or_default()
}

fn named(path: &[Step]) -> String {
    match path {
        [] => String::new(),
        path => {
            let steps = path.iter().map(|step| match step {
                Step::Key(key) => key.clone(),
                Step::Item(i) => (i + 1).to_string(),
            });
            format!("{}: ", steps.collect::<Vec<_>>().join(" › "))
        }
    }
}

struct Check<'s> {
    root: &'s Schema,
    path: Vec<Step>,
    wrong: Vec<(Vec<Step>, String)>,
}

impl Check<'_> {
    fn tell(&mut self, what: impl Into<String>) {
        self.wrong.push((self.path.clone(), what.into()));
    }

    /// A file of a later format says other things; its other mistakes would be none.
    fn newer(&mut self, value: &Value) {
        let known = self.root.pointer("/properties/candour/enum/0").and_then(Schema::as_str).unwrap_or_default();
        let Some(said) = value.get("candour").and_then(Value::as_str).filter(|s| *s != known) else { return };
        self.path.push(Step::Key("candour".to_owned()));
        let kind = |s: &str| s.split_once('/').and_then(|(kind, n)| Some((kind.to_owned(), n.parse::<u32>().ok()?)));
        match (kind(said), kind(known)) {
            (Some((a, n)), Some((b, m))) if a == b && n > m => {
                self.tell(format!(
                    "`{said}` is newer than this candour, which reads `{known}`; a later version reads it"
                ));
            }
            _ => self.tell(format!("expected `{known}`, found `{said}`")),
        }
        self.path.pop();
    }

    fn value(&mut self, value: &Value, schema: &Schema) {
        let pointer = schema.get("$ref").and_then(Schema::as_str).and_then(|r| r.strip_prefix('#'));
        let schema = pointer.and_then(|p| self.root.pointer(p)).unwrap_or(schema).clone();
        if let Some(words) = schema.get("enum").and_then(Schema::as_array) {
            return self.one_of(value, words);
        }
        let types: Vec<&str> = match schema.get("type") {
            Some(Schema::String(one)) => vec![one.as_str()],
            Some(Schema::Array(many)) => many.iter().filter_map(Schema::as_str).collect(),
            _ => Vec::new(),
        };
        if !types.is_empty() && !types.contains(&kind(value)) {
            let expected: Vec<&str> = types.iter().map(|t| words_for(t)).collect();
            return self.tell(format!("expected {}, found {}", expected.join(" or "), words_for(kind(value))));
        }
        match value {
            Value::Mapping(entries) => self.entries(entries, &schema),
            Value::Sequence(items) => {
                for (i, item) in items.iter().enumerate() {
                    self.path.push(Step::Item(i));
                    self.value(item, schema.get("items").unwrap_or(&Schema::Null));
                    self.path.pop();
                }
            }
            Value::String(text) => {
                if text.trim().is_empty() && schema.get("minLength").is_some() {
                    self.tell("has no words");
                }
                let read = match schema.get("format").and_then(Schema::as_str) {
                    Some("date") => date(text).err().map(|what| ("date", what)),
                    Some("size") => size(text).err().map(|what| ("size", what)),
                    _ => None,
                };
                if let Some((kind, what)) = read {
                    self.tell(format!("`{text}` is no {kind}; {what}"));
                }
            }
            Value::Number(n) => {
                let bound = |name: &str| schema.get(name).and_then(Schema::as_i64);
                if let (Some(n), Some(least)) = (n.as_i64(), bound("minimum"))
                    && n < least
                {
                    self.tell(format!("expected {least} at least, found {n}"));
                }
                if let (Some(n), Some(most)) = (n.as_i64(), bound("maximum"))
                    && n > most
                {
                    self.tell(format!("expected {most} at most, found {n}"));
                }
            }
            _ => {}
        }
    }

    fn one_of(&mut self, value: &Value, words: &[Schema]) {
        let same = |word: &Schema| match (word, value) {
            (Schema::String(a), Value::String(b)) => a == b,
            (Schema::Bool(a), Value::Bool(b)) => a == b,
            _ => false,
        };
        if words.iter().any(same) {
            return;
        }
        let known: Vec<&str> = words.iter().filter_map(Schema::as_str).collect();
        let expected: Vec<String> = known.iter().map(|w| format!("`{w}`")).collect();
        let (found, hint) = match value {
            Value::String(text) => (format!("`{text}`"), hint(text, known.iter().copied())),
            Value::Number(n) => (format!("`{n}`"), String::new()),
            other => (words_for(kind(other)).to_owned(), String::new()),
        };
        self.tell(format!("expected {}, found {found}{hint}", expected.join(" or ")));
    }

    fn entries(&mut self, entries: &serde_yaml::Mapping, schema: &Schema) {
        let properties = schema.get("properties").and_then(Schema::as_object);
        let other = schema.get("additionalProperties");
        let known = || properties.into_iter().flat_map(|p| p.keys().map(String::as_str));
        for (key, value) in entries {
            let Some(key) = key.as_str() else {
                self.tell("a key must be a word");
                continue;
            };
            self.path.push(Step::Key(key.to_owned()));
            match (properties.and_then(|p| p.get(key)), other) {
                (Some(schema), _) => self.value(value, schema),
                (None, Some(Schema::Bool(false))) => {
                    let list: Vec<&str> = known().collect();
                    let hint = match hint(key, known()) {
                        hint if hint.is_empty() => format!("; known are {}", list.join(", ")),
                        hint => hint,
                    };
                    self.tell(format!("there is no such key{hint}"));
                }
                (None, Some(schema)) => self.value(value, schema),
                (None, None) => {}
            }
            self.path.pop();
        }
        for needed in schema.get("required").and_then(Schema::as_array).into_iter().flatten() {
            if let Some(needed) = needed.as_str().filter(|n| entries.get(*n).is_none()) {
                self.tell(format!("lacks `{needed}`"));
            }
        }
    }
}

/// The name of a kind of value in a schema.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_i64() || n.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Sequence(_) => "array",
        Value::Mapping(_) => "object",
        Value::Tagged(_) => "a tag",
    }
}

/// The same for people.
fn words_for(kind: &str) -> &str {
    match kind {
        "null" => "nothing",
        "boolean" => "true or false",
        "integer" => "a whole number",
        "number" => "a number",
        "string" => "words",
        "array" => "a list",
        "object" => "keys with values",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const SCHEMA: &str = include_str!("config.schema.json");

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        for (text, told) in [
            ("selct: [a]\n", "c.yaml:1: selct: there is no such key; did you mean `select`?"),
            (
                "ignore: a\ncontrollers:\n  - name: A\n  - name: B\n    nmae: C\n",
                "c.yaml:5: controllers › 2 › nmae: there is no such key; did you mean `name`?",
            ),
            ("controllers:\n  - domains: a.example\n", "c.yaml:2: controllers › 1: lacks `name`"),
            ("fail-on: eror\n", "did you mean `error`?"),
            ("max-size: 0\n", "expected 1 at least, found 0"),
            ("max-size: 9G\n", "`9G` is no size"),
            ("max-depth: 300\n", "expected 200 at most, found 300"),
            ("as-of: 1 April\n", "`1 April` is no date"),
            ("severities: [a]\n", "expected keys with values, found a list"),
            ("candour: config/2\nnew-thing: 1\n", "newer than this candour"),
            ("candour: notice/1\n", "expected `config/1`, found `notice/1`"),
            ("select: [a\n", "c.yaml:2: not well-formed YAML"),
            ("select: ['']\n", "has no words"),
        ] {
            let wrong = read("c.yaml", text, SCHEMA).unwrap_err();
            assert!(wrong[0].contains(told), "{wrong:?}\n{told}");
        }
        assert!(read("c.yaml", "", SCHEMA).is_ok() && read("c.yaml", "# nothing\n", SCHEMA).is_ok());
    }
}
