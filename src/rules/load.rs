//! From the YAML of a rule to the rule, with errors that say where and what was expected.

use super::example::example;
use super::model::{Case, Example, Examples, Overtaken, Place, Provision, Query, Rule, Severity};
use super::parse::Parser;
use super::pattern::Clause;
use super::period::Days;
use super::rewrite;
use super::suggest;
use super::template::Template;
use super::vocabulary::{self, Tables, Words};
use crate::claims::Confidence;
use crate::law::Date;
use serde_yaml::{Mapping, Value};
use std::collections::BTreeMap;

/// What is wrong with a rule, and under which keys.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrong {
    /// The keys that lead to the place.
    pub path: Vec<String>,
    /// What is wrong.
    pub what: String,
}

impl Wrong {
    /// Wrong under no particular key.
    pub fn new(what: impl Into<String>) -> Wrong {
        Wrong { path: Vec::new(), what: what.into() }
    }

    /// The same, seen from one key further out.
    pub fn under(mut self, key: &str) -> Wrong {
        self.path.insert(0, key.to_owned());
        self
    }
}

/// Either, or what is wrong.
pub type Read<T> = Result<T, Wrong>;

/// What kind of thing a value is, for messages.
pub fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "yes or no",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "a mapping",
        Value::Tagged(_) => "a tagged value",
    }
}

/// The text of a scalar.
pub fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Bool(b) => Some(b.to_string()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}

/// The mapping that a value is, with text keys.
pub fn mapping(value: &Value) -> Read<Vec<(String, &Value)>> {
    let Value::Mapping(map) = value else {
        return Err(Wrong::new(format!("expected a mapping, found {}", kind_of(value))));
    };
    entries(map)
}

fn entries(map: &Mapping) -> Read<Vec<(String, &Value)>> {
    let key = |k: &Value| scalar(k).ok_or_else(|| Wrong::new(format!("a key is {}, not text", kind_of(k))));
    map.iter().map(|(k, v)| Ok((key(k)?, v))).collect()
}

/// Fails where a key is not among those known.
pub fn known_keys(entries: &[(String, &Value)], known: &[&str], of: &str) -> Read<()> {
    match entries.iter().find(|(k, _)| !known.contains(&k.as_str())) {
        None => Ok(()),
        Some((key, _)) => {
            let hint = suggest::hint(key, known.iter().copied());
            Err(Wrong::new(format!("unknown key `{key}` in {of}{hint}")).under(key))
        }
    }
}

/// One text.
pub fn text(value: &Value) -> Read<String> {
    scalar(value)
        .map(|t| t.trim().to_owned())
        .ok_or_else(|| Wrong::new(format!("expected text, found {}", kind_of(value))))
}

/// One text or several.
pub fn texts(value: &Value) -> Read<Vec<String>> {
    match value {
        Value::Sequence(items) => items.iter().map(text).collect(),
        Value::Null => Ok(Vec::new()),
        _ => Ok(vec![text(value)?]),
    }
}

/// Yes or no.
pub fn flag(value: &Value) -> Read<bool> {
    match value {
        Value::Bool(b) => Ok(*b),
        _ => Err(Wrong::new(format!("expected true or false, found {}", kind_of(value)))),
    }
}

/// What one of several names stands for.
pub fn one_of<T>(value: &Value, read: impl Fn(&str) -> Option<T>, names: &[&str]) -> Read<T> {
    let name = text(value)?;
    read(&name).ok_or_else(|| {
        let hint = suggest::hint(&name, names.iter().copied());
        Wrong::new(format!("`{name}` is none of {}{hint}", names.join(", ")))
    })
}

fn severity(value: &Value) -> Read<Severity> {
    one_of(value, Severity::from_name, &["error", "warning", "note"])
}

fn confidence(value: &Value) -> Read<Confidence> {
    one_of(value, Confidence::from_name, &["certain", "likely", "possible"])
}

/// A day.
pub fn day(value: &Value) -> Read<Date> {
    let words = text(value)?;
    match Days::parse(&words) {
        Some(days) if days.first == days.last => Ok(days.first),
        _ => Err(Wrong::new(format!("`{words}` is no date; expected one like 2018-05-25"))),
    }
}

/// Where rules come from.
#[derive(Clone, Copy)]
pub struct Origin<'a> {
    /// Whether they ship with candour.
    pub builtin: bool,
    /// The pack that they are part of.
    pub pack: Option<&'a str>,
    /// The tables of that pack.
    pub tables: &'a Tables,
}

/// The rule that a document says. `file` is `<family>/<id>.yaml`.
pub fn rule(file: &str, document: &Value, origin: Origin<'_>) -> Read<Rule> {
    let builtin = origin.builtin;
    let words = Words::new(origin.tables);
    let entries = mapping(document)?;
    known_keys(&entries, vocabulary::RULE, "a rule")?;
    let get = |key: &str| entries.iter().find(|(k, _)| k == key).map(|(_, v)| *v);
    let read_text = |key: &str| get(key).map(|v| text(v).map_err(|w| w.under(key))).transpose();
    let id = read_text("id")?.ok_or_else(|| Wrong::new("a rule needs an `id`"))?;
    if id.is_empty() || !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        return Err(Wrong::new(format!("`{id}` is no id: small letters, digits and hyphens")).under("id"));
    }
    let (folder, stem) = parts(file);
    if builtin && stem != id {
        return Err(Wrong::new(format!("the file is called `{stem}`, the rule `{id}`")).under("id"));
    }
    let title = read_text("title")?.unwrap_or_else(|| id.clone());
    let params = get("params").map(|v| params(v).map_err(|w| w.under("params"))).transpose()?.unwrap_or_default();
    let across = get("across").map_or(Ok(false), |v| across(v).map_err(|w| w.under("across")))?;
    let mut parser = Parser::new(&params, words);
    if across {
        parser.across_notices();
    }
    let queries = queries(&mut parser, &entries)?;
    let names = parser.names();
    let template = |key: &str, value: &Value| {
        Template::parse(&text(value).map_err(|w| w.under(key))?, &names.as_names(words))
            .map_err(|e| Wrong::new(e).under(key))
    };
    let message = match get("message") {
        Some(value) => template("message", value)?,
        None => Template::plain(&title),
    };
    let edit = get("edit").map(|v| rewrite::rewrite(&mut parser, v, &template).map_err(|w| w.under("edit")));
    let rewrite = edit.transpose()?;
    let mut cases = Vec::new();
    for value in list(get("cases")) {
        cases.push(case(&mut parser, value, &template).map_err(|w| w.under("cases"))?);
    }
    let (from, until) = in_force(get("in-force")).map_err(|w| w.under("in-force"))?;
    let examples: Read<Vec<Example>> = list(get("examples")).into_iter().map(|v| example(v, across)).collect();
    let rule = Rule {
        family: read_text("family")?.or(origin.pack.map(str::to_owned)).or(folder).unwrap_or_else(|| "user".to_owned()),
        severity: get("severity").map_or(Ok(Severity::Warning), |v| severity(v).map_err(|w| w.under("severity")))?,
        confidence: get("confidence")
            .map_or(Ok(Confidence::Likely), |v| confidence(v).map_err(|w| w.under("confidence")))?,
        law: list(get("law")).into_iter().map(cite).collect::<Read<_>>().map_err(|w| w.under("law"))?,
        from,
        until,
        queries,
        whole: get("whole").map_or(Ok(false), |v| flag(v).map_err(|w| w.under("whole")))?,
        subject: get("subject").map(|v| template("subject", v)).transpose()?,
        message,
        cases,
        overtaken: match get("overtaken") {
            None => Overtaken::default(),
            Some(v) => one_of(v, overtaken, &["note", "same"]).map_err(|w| w.under("overtaken"))?,
        },
        yields_to: get("yields-to").map_or(Ok(Vec::new()), |v| texts(v).map_err(|w| w.under("yields-to")))?,
        why: read_text("why")?.unwrap_or_default(),
        fix: read_text("fix")?.unwrap_or_default(),
        rewrite,
        false_alarms: get("false-alarms").map_or(Ok(Vec::new()), |v| texts(v).map_err(|w| w.under("false-alarms")))?,
        examples: Examples::from(examples.map_err(|w| w.under("examples"))?),
        file: file.to_owned(),
        pack: origin.pack.map(str::to_owned),
        builtin,
        across,
        id,
        title,
        params,
    };
    if across {
        super::across::check(&rule)?;
    }
    rewrite::check(&rule)?;
    if rule.yields_to.contains(&rule.id) {
        return Err(Wrong::new("a rule cannot yield to itself").under("yields-to"));
    }
    Ok(rule)
}

fn parts(file: &str) -> (Option<String>, String) {
    let stem = |f: &str| f.rsplit_once('.').map_or(f, |(s, _)| s).to_owned();
    match file.rsplit_once(['/', '\\']) {
        Some((dirs, name)) => {
            let folder = dirs.rsplit(['/', '\\']).next().filter(|f| !f.is_empty()).map(str::to_owned);
            (folder, stem(name))
        }
        None => (None, stem(file)),
    }
}

fn overtaken(name: &str) -> Option<Overtaken> {
    match name {
        "note" => Some(Overtaken::Note),
        "same" => Some(Overtaken::Same),
        _ => None,
    }
}

fn across(value: &Value) -> Read<bool> {
    match text(value)?.as_str() {
        "portfolio" => Ok(true),
        other => Err(Wrong::new(format!("`{other}` is nothing to look across; expected `portfolio`"))),
    }
}

fn list(value: Option<&Value>) -> Vec<&Value> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Sequence(items)) => items.iter().collect(),
        Some(one) => vec![one],
    }
}

fn cite(value: &Value) -> Read<Provision> {
    let (cite, (from, until)) = match value {
        Value::Mapping(_) => {
            let entries = mapping(value)?;
            known_keys(&entries, &["cite", "url", "checked", "from", "until"], "a citation")?;
            let get = |key: &str| entries.iter().find(|(k, _)| k == key).map(|(_, v)| v);
            let on = |key: &str| get(key).map(|v| day(v).map_err(|w| w.under(key))).transpose();
            (text(get("cite").ok_or_else(|| Wrong::new("a law needs its `cite`"))?)?, (on("from")?, on("until")?))
        }
        _ => (text(value)?, (None, None)),
    };
    Ok(Provision { cite, from, until })
}

fn in_force(value: Option<&Value>) -> Read<(Option<Date>, Option<Date>)> {
    let Some(value) = value else { return Ok((None, None)) };
    let entries = mapping(value)?;
    known_keys(&entries, &["from", "until"], "`in-force`")?;
    let get =
        |key: &str| entries.iter().find(|(k, _)| k == key).map(|(_, v)| day(v).map_err(|w| w.under(key))).transpose();
    Ok((get("from")?, get("until")?))
}

fn params(value: &Value) -> Read<BTreeMap<String, String>> {
    let mut params = BTreeMap::new();
    for (key, value) in mapping(value)? {
        if vocabulary::is_field(&key) && vocabulary::CORE.contains(&key.as_str()) {
            return Err(Wrong::new(format!("a parameter cannot be called `{key}`: claims have a field of that name")));
        }
        params.insert(key.clone(), text(value).map_err(|w| w.under(&key))?);
    }
    Ok(params)
}

fn queries(parser: &mut Parser<'_>, entries: &[(String, &Value)]) -> Read<Vec<Query>> {
    let get = |key: &str| entries.iter().find(|(k, _)| k == key).map(|(_, v)| *v);
    let shared: Vec<(String, &Value)> =
        entries.iter().filter(|(k, _)| vocabulary::QUERY.contains(&k.as_str())).cloned().collect();
    let Some(any_of) = get("any-of") else { return Ok(vec![query(parser, &shared)?]) };
    let Value::Sequence(items) = any_of else {
        return Err(Wrong::new(format!("expected a list of queries, found {}", kind_of(any_of))).under("any-of"));
    };
    if items.is_empty() {
        return Err(Wrong::new("an empty list of queries").under("any-of"));
    }
    let mut queries = Vec::new();
    for item in items {
        let mut own = mapping(item).map_err(|w| w.under("any-of"))?;
        known_keys(&own, vocabulary::QUERY, "a query").map_err(|w| w.under("any-of"))?;
        let missing = shared.iter().filter(|(k, _)| own.iter().all(|(o, _)| o != k)).cloned().collect::<Vec<_>>();
        own.extend(missing);
        queries.push(query(parser, &own).map_err(|w| w.under("any-of"))?);
    }
    Ok(queries)
}

fn query(parser: &mut Parser<'_>, entries: &[(String, &Value)]) -> Read<Query> {
    let get = |key: &str| entries.iter().find(|(k, _)| k == key).map(|(_, v)| *v);
    let mut query = Query::default();
    if let Some(value) = get("each") {
        query.each = Some(parser.values(value).map_err(|w| w.under("each"))?);
        parser.has_each();
    }
    if let Some(value) = get("text") {
        query.subject = Some(parser.phrases(value).map_err(|w| w.under("text"))?);
    }
    let mut clause = |key: &str, joins: bool| match get(key) {
        Some(value) => parser.clause(value, key, joins).map_err(|w| w.under(key)),
        None => Ok(Clause::default()),
    };
    let subject = clause("for", false)?;
    if !subject.is_empty() {
        if query.subject.is_some() {
            return Err(Wrong::new("`text` and `for` cannot stand together; put `text` into the pattern").under("text"));
        }
        query.subject = Some(subject);
    }
    query.with = clause("with", true)?;
    query.unless = clause("unless", true)?;
    query.absent = clause("absent", false)?;
    query.when = clause("when", false)?;
    query.every = clause("every", false)?;
    if query.subject.is_none() && query.absent.is_empty() && query.each.is_none() && query.when.is_empty() {
        return Err(Wrong::new("a rule needs `for`, `absent`, `each`, `when` or `text`"));
    }
    if query.subject.is_none() && !query.with.is_empty() {
        return Err(Wrong::new("`with` needs a `for` that it stands beside").under("with"));
    }
    query.per = get("per").map_or(Ok(Vec::new()), |v| parser.per(v).map_err(|w| w.under("per")))?;
    query.count = get("count").map(|v| parser.test("count", v).map_err(|w| w.under("count"))).transpose()?;
    query.lacks = get("lacks").map(|v| parser.values(v).map_err(|w| w.under("lacks"))).transpose()?;
    if query.lacks.is_some() {
        parser.has_lacks();
    }
    query.odd = get("odd").map_or(Ok(false), |v| flag(v).map_err(|w| w.under("odd")))?;
    let place: Read<Vec<Place>> = list(get("place")).into_iter().map(|v| parser.place(v)).collect();
    query.place = place.map_err(|w| w.under("place"))?;
    Ok(query)
}

fn case(parser: &mut Parser<'_>, value: &Value, template: &dyn Fn(&str, &Value) -> Read<Template>) -> Read<Case> {
    let entries = mapping(value)?;
    known_keys(&entries, &["where", "severity", "confidence", "message", "fix"], "a case")?;
    let get = |key: &str| entries.iter().find(|(k, _)| k == key).map(|(_, v)| *v);
    let circumstance = get("where").ok_or_else(|| Wrong::new("a case needs its `where`"))?;
    Ok(Case {
        circumstance: parser.clause(circumstance, "where", false).map_err(|w| w.under("where"))?,
        severity: get("severity").map(|v| severity(v).map_err(|w| w.under("severity"))).transpose()?,
        confidence: get("confidence").map(|v| confidence(v).map_err(|w| w.under("confidence"))).transpose()?,
        message: get("message").map(|v| template("message", v)).transpose()?,
        fix: get("fix").map(|v| text(v).map_err(|w| w.under("fix"))).transpose()?,
    })
}
