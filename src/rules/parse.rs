//! Reading clauses, patterns and tests.

use super::joins::{is_like_fact, joins, like_fact, pair};
use super::load::{Read, Wrong, kind_of, known_keys, mapping, scalar, text, texts};
use super::model::{Place, Values};
use super::operand;
use super::pattern::{Clause, Comparison, Join, Pattern, Test};
use super::suggest;
use super::template::{Names, Template};
use super::vocabulary::{self, Words};
use serde_yaml::Value;
use std::collections::BTreeMap;

/// Reads the parts of one rule and remembers the names that it binds.
pub struct Parser<'a> {
    params: &'a BTreeMap<String, String>,
    words: Words<'a>,
    known: Known,
    across: bool,
}

/// The names that templates of a rule may use.
#[derive(Clone, Default)]
pub struct Known {
    bound: Vec<String>,
    params: Vec<String>,
    each: bool,
    lacks: bool,
    across: bool,
}

impl Known {
    /// As templates ask for them.
    pub fn as_names<'a>(&'a self, words: Words<'a>) -> Names<'a> {
        let Known { bound, params, each, lacks, across } = self;
        Names { words, bound, params, each: *each, lacks: *lacks, across: *across }
    }
}

/// What a clause may hold, beside tests of the claim itself.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    /// Nothing.
    Alone,
    /// Joins with other claims.
    Joined,
    /// What a finding is about (`where`).
    Circumstance,
}

impl<'a> Parser<'a> {
    /// A reader for a rule with these parameters, where claims are called so.
    pub fn new(params: &'a BTreeMap<String, String>, words: Words<'a>) -> Parser<'a> {
        let known = Known { params: params.keys().cloned().collect(), ..Known::default() };
        Parser { params, words, known, across: false }
    }

    /// The names that templates may use.
    pub fn names(&self) -> Known {
        self.known.clone()
    }

    /// The rule looks across notices: what stands beside a claim stands in another notice, unless the rule says.
    pub fn across_notices(&mut self) {
        self.across = true;
        self.known.across = true;
    }

    /// The rule has `each`.
    pub fn has_each(&mut self) {
        self.known.each = true;
    }

    /// The rule has `lacks`.
    pub fn has_lacks(&mut self) {
        self.known.lacks = true;
    }

    /// A pattern, a list of them (all must hold) or `any-of`.
    pub fn clause(&mut self, value: &Value, key: &str, joins: bool) -> Read<Clause> {
        let role = match key {
            "where" => Role::Circumstance,
            _ if joins => Role::Joined,
            _ => Role::Alone,
        };
        let items: Vec<&Value> = match value {
            Value::Sequence(items) => items.iter().collect(),
            _ => vec![value],
        };
        let mut clause = Clause::default();
        for item in items {
            let mut alternatives = self.alternatives(item, role)?;
            if key == "with" {
                for pattern in alternatives.iter_mut().filter(|_| self.across) {
                    pattern.in_another_notice();
                }
                let name = alternatives.iter().find_map(|p| p.name.clone()).unwrap_or_else(|| "with".to_owned());
                if !self.known.bound.contains(&name) {
                    self.known.bound.push(name);
                }
            }
            clause.0.push(alternatives);
        }
        Ok(clause)
    }

    /// The alternatives of `{any-of: [...]}`, each with what stands beside `any-of`, or the one pattern.
    fn alternatives(&mut self, value: &Value, role: Role) -> Read<Vec<Pattern>> {
        let entries = mapping(value)?;
        let Some((_, any_of)) = entries.iter().find(|(k, _)| k == "any-of") else {
            return Ok(vec![self.pattern(&entries, role)?]);
        };
        let Value::Sequence(items) = any_of else {
            return Err(Wrong::new(format!("expected a list of patterns, found {}", kind_of(any_of))).under("any-of"));
        };
        let mut alternatives = Vec::new();
        for item in items {
            let mut own = mapping(item).map_err(|w| w.under("any-of"))?;
            let shared = entries.iter().filter(|(k, _)| k != "any-of" && own.iter().all(|(o, _)| o != k));
            own.extend(shared.cloned().collect::<Vec<_>>());
            alternatives.push(self.pattern(&own, role).map_err(|w| w.under("any-of"))?);
        }
        if alternatives.is_empty() {
            return Err(Wrong::new("an empty list of patterns").under("any-of"));
        }
        Ok(alternatives)
    }

    /// A pattern that stands alone, as `met-by` and `place` have it.
    pub fn alone(&mut self, value: &Value) -> Read<Pattern> {
        self.pattern(&mapping(value)?, Role::Alone)
    }

    fn pattern(&mut self, entries: &[(String, &Value)], role: Role) -> Read<Pattern> {
        let mut pattern = Pattern::default();
        for (key, value) in entries {
            self.key(&mut pattern, key, value, role).map_err(|w| w.under(key))?;
        }
        if role == Role::Joined && !pattern.any_scope {
            let named =
                |f: &str| pattern.joins.iter().any(|j| matches!(j, Join::Same(g) | Join::Overlaps(g) if g == f));
            let added: Vec<_> = ["audience", "activity"].into_iter().filter(|f| !named(f)).collect();
            pattern.joins.extend(added.into_iter().map(|f| Join::Overlaps(f.to_owned())));
        }
        // What is cheap to ask, and leaves little, is asked first.
        pattern.joins.sort_by_key(|j| match j {
            Join::Near(_) | Join::Differs(_) => 0,
            Join::Same(_) | Join::ConflictingLength => 1,
            Join::Overlaps(f) if f == "audience" || f == "activity" => 2,
            _ => 3,
        });
        self.defaults(&mut pattern, role);
        Ok(pattern)
    }

    /// Unless a pattern speaks of force and polarity, it means what the notice asserts.
    fn defaults(&self, pattern: &mut Pattern, role: Role) {
        let has_phrases = pattern.kinds.is_empty() && pattern.fields.is_empty() && !pattern.text.is_empty();
        if role == Role::Circumstance || pattern.met_by.is_some() || has_phrases || !pattern.asks_claim() {
            return;
        }
        let speaks = |p: &Pattern, f: &str| {
            p.field(f).is_some() || p.joins.iter().any(|j| matches!(j, Join::Same(g) | Join::Differs(g) if g == f))
        };
        if !speaks(pattern, "force") {
            let forces = ["states", "may", "only-if"].map(|f| Test::Is(f.to_owned()));
            pattern.fields.push(("force".to_owned(), Test::OneOf(forces.to_vec())));
        }
        if !speaks(pattern, "polarity") {
            pattern.fields.push(("polarity".to_owned(), Test::Is("affirmed".to_owned())));
        }
    }

    fn key(&mut self, pattern: &mut Pattern, key: &str, value: &Value, role: Role) -> Read<()> {
        match key {
            "kind" => {
                let kinds = texts(value)?;
                if let Some(kind) = kinds.iter().find(|k| self.words.kinds().all(|known| known != k.as_str())) {
                    let hint = suggest::hint(kind, self.words.kinds());
                    return Err(Wrong::new(format!("`{kind}` is no kind of claim{hint}")));
                }
                pattern.kinds = kinds;
            }
            "fact" => {
                for (name, value) in mapping(value)? {
                    let test = self.test(&name, value).map_err(|w| w.under(&name))?;
                    pattern.facts.push((name, test));
                }
            }
            "at" => match text(value)?.as_str() {
                "notice-date" => pattern.at_notice_date = true,
                "as-of" => {}
                other => return Err(Wrong::new(format!("`{other}` is neither `as-of` nor `notice-date`"))),
            },
            "notice" => {
                let entries = mapping(value)?;
                known_keys(&entries, vocabulary::NOTICE, "`notice`")?;
                for (name, value) in entries {
                    let test = self.test(&name, value).map_err(|w| w.under(&name))?;
                    pattern.notice.push((name, test));
                }
            }
            "agree" => pattern.agree.push(pair(value, self.words)?),
            "disagree" => pattern.disagree.push(pair(value, self.words)?),
            "met-by" => pattern.met_by = Some(text(value)?),
            "text" => pattern.text = phrases(value)?,
            "scope" => match text(value)?.as_str() {
                "any" => pattern.any_scope = true,
                other => return Err(Wrong::new(format!("`{other}` is no scope; expected `any`"))),
            },
            "alike" if is_like_fact(value) => pattern.like_fact = Some(like_fact(value, self.words)?),
            "each" if role == Role::Circumstance => pattern.each = Some(self.test("each", value)?),
            "with" if role == Role::Circumstance => {
                pattern.with = Some(Box::new(self.pattern(&mapping(value)?, Role::Circumstance)?));
            }
            "as" if role == Role::Joined => pattern.name = Some(text(value)?),
            "to" if role == Role::Joined => {
                let name = text(value)?;
                if !self.known.bound.contains(&name) {
                    let hint = suggest::hint(&name, self.known.bound.iter().map(String::as_str));
                    return Err(Wrong::new(format!("no claim is bound as `{name}` before this{hint}")));
                }
                pattern.to = Some(name);
            }
            "same" | "differs" | "overlaps" | "near" | "link" | "relation" | "no-relation" | "conflicts" | "alike" => {
                if role != Role::Joined {
                    let what = format!("`{key}` joins two claims and can only stand in `with` or `unless`");
                    return Err(Wrong::new(what));
                }
                pattern.joins.extend(joins(key, value, self.words)?);
            }
            _ if self.words.is_field(key) => {
                let test = self.test(key, value)?;
                pattern.fields.push((key.to_owned(), test));
            }
            _ => {
                let known = self.words.fields().chain(vocabulary::PATTERN.iter().copied());
                let hint = suggest::hint(key, known);
                let what =
                    if vocabulary::PATTERN.contains(&key) { "cannot stand here" } else { "is no field of a claim" };
                return Err(Wrong::new(format!("`{key}` {what}{hint}")));
            }
        }
        Ok(())
    }

    /// What a value must be.
    pub fn test(&self, field: &str, value: &Value) -> Read<Test> {
        match value {
            Value::Sequence(items) => Ok(Test::OneOf(items.iter().map(|i| self.test(field, i)).collect::<Read<_>>()?)),
            Value::Mapping(_) => {
                let mut tests = Vec::new();
                for (key, value) in mapping(value)? {
                    tests.push(self.condition(field, &key, value).map_err(|w| w.under(&key))?);
                }
                match tests.len() {
                    1 => Ok(tests.remove(0)),
                    0 => Err(Wrong::new("an empty condition")),
                    _ => Ok(Test::AllOf(tests)),
                }
            }
            _ => self.word(field, &scalar(value).ok_or_else(|| Wrong::new("expected a value, found nothing"))?),
        }
    }

    fn condition(&self, field: &str, key: &str, value: &Value) -> Read<Test> {
        if key == "not" {
            return Ok(Test::Not(Box::new(self.test(field, value)?)));
        }
        let Some(comparison) = Comparison::from_name(key) else {
            let known = vocabulary::COMPARISONS.iter().copied().chain(["not"]);
            let hint = suggest::hint(key, known);
            return Err(Wrong::new(format!("`{key}` is neither `not` nor a comparison{hint}")));
        };
        Ok(Test::Compare(comparison, operand::read(self.params, &self.known.bound, comparison, value)?))
    }

    fn word(&self, field: &str, word: &str) -> Read<Test> {
        match (field, word) {
            // Here `none` is a value: the notice says that there are none.
            ("criteria" | "consent", "none") => return Ok(Test::Is("none".to_owned())),
            (_, "any") => return Ok(Test::Any),
            (_, "none") => return Ok(Test::None),
            ("value" | "expected" | "date", "period") => return Ok(Test::Period),
            ("value" | "expected" | "date", "date") => return Ok(Test::Date),
            ("value" | "expected", "age") => return Ok(Test::Age),
            ("value", "number") => return Ok(Test::Number),
            _ => {}
        }
        if word.contains('{') {
            return Template::parse(word, &self.known.as_names(self.words)).map(Test::Filled).map_err(Wrong::new);
        }
        if let Some(allowed) = vocabulary::allowed(field).filter(|a| !a.contains(&word)) {
            let hint = suggest::hint(word, allowed.iter().copied());
            return Err(Wrong::new(format!("`{word}` is none of {}{hint}", allowed.join(", "))));
        }
        Ok(if word.contains('*') { Test::Glob(word.to_owned()) } else { Test::Is(word.to_owned()) })
    }

    /// `{fact: name}`, `{set: name}` or a list.
    pub fn values(&self, value: &Value) -> Read<Values> {
        if let Value::Sequence(_) = value {
            return Ok(Values::List(texts(value)?));
        }
        match mapping(value)?.as_slice() {
            [(key, name)] if key == "fact" => Ok(Values::Fact(text(name)?)),
            [(key, name)] if key == "set" => Ok(Values::Set(text(name)?)),
            _ => Err(Wrong::new("expected `fact: name`, `set: name` or a list")),
        }
    }

    /// The fields that make groups.
    pub fn per(&self, value: &Value) -> Read<Vec<String>> {
        let fields = texts(value)?;
        fields.iter().try_for_each(|f| self.words.field(f)).map_err(Wrong::new)?;
        Ok(fields)
    }

    /// Phrases to look for in the notice.
    pub fn phrases(&mut self, value: &Value) -> Read<Clause> {
        let pattern = Pattern { text: phrases(value)?, ..Pattern::default() };
        Ok(Clause(vec![vec![pattern]]))
    }

    /// Where to point.
    pub fn place(&mut self, value: &Value) -> Read<Place> {
        if let Value::String(name) = value {
            if self.known.bound.contains(name) {
                return Ok(Place::Bound(name.clone()));
            }
            let hint = suggest::hint(name, self.known.bound.iter().map(String::as_str));
            return Err(Wrong::new(format!("no claim is bound as `{name}`{hint}")));
        }
        match mapping(value)?.as_slice() {
            [(key, topic)] if key == "heading" => Ok(Place::Heading(text(topic)?)),
            _ => Ok(Place::Claim(Box::new(self.alone(value)?))),
        }
    }
}

fn phrases(value: &Value) -> Read<Vec<String>> {
    let phrases = texts(value)?;
    if phrases.iter().any(|p| p.is_empty()) {
        return Err(Wrong::new("an empty phrase"));
    }
    Ok(phrases)
}
