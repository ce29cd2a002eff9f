//! Reading the examples of a rule.

use super::load::{Read, Wrong, day, kind_of, known_keys, mapping, one_of, scalar, text, texts};
use super::model::{Example, Given};
use super::period::Days;
use super::vocabulary;
use serde_yaml::Value;

/// One example; one of a rule that looks across notices holds several.
pub fn example(value: &Value, across: bool) -> Read<Example> {
    let entries = mapping(value)?;
    known_keys(&entries, &["bad", "good", "finds", "subjects", "edits", "given"], "an example")?;
    let get = |key: &str| entries.iter().find(|(k, _)| k == key).map(|(_, v)| *v);
    let (body, bad) = match (get("bad"), get("good")) {
        (Some(text), None) => (text, true),
        (None, Some(text)) => (text, false),
        _ => return Err(Wrong::new("an example is either `bad` or `good`")),
    };
    let finds = get("finds").map_or(Ok(Vec::new()), |v| texts(v).map_err(|w| w.under("finds")))?;
    if bad && finds.is_empty() {
        return Err(Wrong::new("a bad example needs `finds`: words in the primary span of each finding").under("bad"));
    }
    if !bad && !finds.is_empty() {
        return Err(Wrong::new("a good example finds nothing").under("finds"));
    }
    let subjects = get("subjects").map(|v| texts(v).map_err(|w| w.under("subjects"))).transpose()?;
    if subjects.as_ref().is_some_and(|s| s.len() != finds.len()) {
        return Err(Wrong::new("`subjects` and `finds` are not of the same length").under("subjects"));
    }
    let edits = get("edits").map(|v| texts(v).map_err(|w| w.under("edits"))).transpose()?;
    if edits.is_some() && (!bad || across) {
        return Err(Wrong::new("only what a rule reports in one notice can be edited").under("edits"));
    }
    Ok(Example {
        texts: notices(body, across)?,
        bad,
        finds,
        subjects,
        edits,
        given: get("given").map_or(Ok(Given::default()), |v| given(v).map_err(|w| w.under("given")))?,
    })
}

/// The notices of an example: one text, or for a rule across notices `notices: [...]`.
fn notices(body: &Value, across: bool) -> Read<Vec<String>> {
    let one = |v: &Value| scalar(v).ok_or_else(|| Wrong::new(format!("expected text, found {}", kind_of(v))));
    if !across {
        return Ok(vec![one(body)?]);
    }
    let entries = mapping(body)?;
    known_keys(&entries, &["notices"], "an example of several notices")?;
    match entries.as_slice() {
        [(_, Value::Sequence(items))] if items.len() > 1 => items.iter().map(one).collect(),
        _ => Err(Wrong::new("a rule across notices needs `notices:` with two texts or more")),
    }
}

fn given(value: &Value) -> Read<Given> {
    let entries = mapping(value)?;
    known_keys(&entries, vocabulary::GIVEN, "`given`")?;
    let get = |key: &str| entries.iter().find(|(k, _)| k == key).map(|(_, v)| *v);
    let one = |key: &str, names: &'static [&'static str]| {
        let known = |name: &str| {
            let name = if name == "true" { "yes" } else { name };
            let name = if name == "false" { "no" } else { name };
            names.contains(&name).then(|| name.to_owned())
        };
        get(key).map(|v| one_of(v, known, names).map_err(|w| w.under(key))).transpose()
    };
    let date = |value: &Value| match text(value)? {
        date if Days::parse(&date).is_some() => Ok(date),
        other => Err(Wrong::new(format!("`{other}` is no date; expected one like 2018-05-25 or 2018-05"))),
    };
    let schedule = get("retention-schedule").map_or(Ok(Vec::new()), |v| {
        let rows = mapping(v).map_err(|w| w.under("retention-schedule"))?;
        let row = |(records, period): &(String, &Value)| Ok((records.clone(), text(period)?));
        rows.iter().map(row).collect::<Read<Vec<_>>>().map_err(|w| w.under("retention-schedule"))
    })?;
    Ok(Given {
        as_of: get("as-of").map(|v| day(v).map_err(|w| w.under("as-of"))).transpose()?,
        notice_date: get("notice-date").map(|v| date(v).map_err(|w| w.under("notice-date"))).transpose()?,
        sector: get("sector").map(|v| text(v).map_err(|w| w.under("sector"))).transpose()?,
        public_authority: one("public-authority", &["yes", "likely", "no"])?,
        format: one("format", &["text", "markdown", "html", "yaml"])?,
        retention_schedule: schedule,
    })
}
