//! From the files of `rules/law` to the law.

use super::model::{Citation, Date, Duty, FactValue, RegulatorContact, RetentionRecord, Standing};
use super::schema::{
    CitationSpec, ContactSpec, Dated, Document, DutySpec, FactSpec, RecordSpec, RelationSpec, ValueSpec,
};
use super::store::{DatedFact, Entry, Law, Relation, Value};

const CLASSES: &[&str] = &["act", "regulation", "article", "body", "scheme", "event", "term", "provider"];
const STATUSES: &[&str] = &["current", "replaced", "repealed", "renamed", "ended", "misnomer"];
const CONTACT_TYPES: &[&str] = &["phone", "email", "web", "postal"];

/// The kind under which the facts of citations stand.
const CITATION: &str = "citation";
/// The kind under which the facts of the regulator's contact details stand.
const REGULATOR: &str = "regulator";
/// The kind under which the facts of retention records stand.
const RECORD: &str = "record";

/// Why the law could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LawError {
    /// A file is not text.
    #[error("{file}: not UTF-8 text")]
    NotText {
        /// The file.
        file: String,
    },
    /// A file is not the YAML that it should be.
    #[error("{file}: {source}")]
    Yaml {
        /// The file.
        file: String,
        /// What is wrong, and at which line and column.
        source: serde_yaml::Error,
    },
    /// A file says something that cannot be.
    #[error("{file}: {place}: {message}")]
    Invalid {
        /// The file.
        file: String,
        /// The value, citation, relation or duty that is wrong.
        place: String,
        /// What is wrong with it.
        message: String,
    },
}

impl Law {
    /// The law that the program carries.
    pub fn builtin() -> Result<Self, LawError> {
        match carried() {
            Ok(documents) => Self::of(documents),
            // The files tell best what is wrong; and YAML takes a number for a text, which JSON does not.
            Err(_) => Self::from_files(),
        }
    }

    fn from_files() -> Result<Self, LawError> {
        let mut files = Vec::new();
        if let Some(law) = crate::RULES.get_dir("law") {
            gather(law, &mut files);
        }
        files.sort_unstable_by_key(|file| file.path());
        let mut texts = Vec::with_capacity(files.len());
        for file in files {
            let name = file.path().to_string_lossy();
            let text = file.contents_utf8().ok_or_else(|| LawError::NotText { file: name.to_string() })?;
            texts.push((name, text));
        }
        Self::from_documents(texts.iter().map(|(name, text)| (name.as_ref(), *text)))
    }

    /// The law that these files (path and YAML text) say together.
    pub fn from_documents<'a>(docs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, LawError> {
        let parse = |(file, text): (&'a str, &'a str)| match serde_yaml::from_str::<Document>(text) {
            Ok(document) => Ok((file.to_owned(), document)),
            Err(source) => Err(LawError::Yaml { file: file.to_owned(), source }),
        };
        Self::of(docs.into_iter().map(parse).collect::<Result<_, _>>()?)
    }

    fn of(documents: Vec<(String, Document)>) -> Result<Self, LawError> {
        let mut law = Self::default();
        for (file, document) in documents {
            Loader { law: &mut law, file: &file, standing: document.standing }.document(document)?;
        }
        law.finish().map_err(|(place, message)| LawError::Invalid { file: "law".to_owned(), place, message })?;
        Ok(law)
    }
}

/// The files of `rules/law`, as the build has written them.
fn carried() -> serde_json::Result<Vec<(String, Document)>> {
    serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/law.json")))
}

fn gather<'a>(dir: &'a include_dir::Dir<'a>, files: &mut Vec<&'a include_dir::File<'a>>) {
    files.extend(dir.files().filter(|file| file.path().extension().is_some_and(|e| e == "yaml")));
    for inner in dir.dirs() {
        gather(inner, files);
    }
}

/// Adds one file to the law.
struct Loader<'a> {
    law: &'a mut Law,
    file: &'a str,
    standing: Standing,
}

impl Loader<'_> {
    fn invalid(&self, place: &str, message: impl Into<String>) -> LawError {
        LawError::Invalid { file: self.file.to_owned(), place: place.to_owned(), message: message.into() }
    }

    fn document(&mut self, document: Document) -> Result<(), LawError> {
        let kinds = document.kind.0;
        if kinds.is_empty() && !(document.values.0.is_empty() && document.relations.0.is_empty()) {
            return Err(self.invalid("kind", "values and relations need the kind that they belong to"));
        }
        for (value, spec) in document.values.0 {
            self.value(&kinds, value, spec)?;
        }
        for (name, specs) in document.relations.0 {
            for spec in specs {
                self.relation(&kinds, &name, spec)?;
            }
        }
        for (name, values) in document.sets.0 {
            if !self.law.add_set(name.clone(), values) {
                return Err(self.invalid(&name, "a set of this name stands elsewhere already"));
            }
        }
        for spec in document.citations {
            self.citation(spec)?;
        }
        for (item, spec) in document.duties.0 {
            self.duty(item, spec)?;
        }
        self.contacts(document.contacts)?;
        for (id, spec) in document.records.0 {
            self.record(id, spec)?;
        }
        Ok(())
    }

    fn add(&mut self, kinds: &[String], value: String, entry: Entry) -> Result<(), LawError> {
        let place = value.clone();
        if self.law.add_entry(kinds, value, entry) {
            return Ok(());
        }
        Err(self.invalid(&place, "this value is listed already"))
    }

    fn value(&mut self, kinds: &[String], value: String, spec: ValueSpec) -> Result<(), LawError> {
        let standing = spec.standing.unwrap_or(self.standing);
        let mut entry = Entry { name: spec.name.clone(), facts: Vec::new() };
        self.facts(&value, &mut entry, spec.facts.0, standing)?;
        if let Some(name) = spec.name {
            entry.always("name", FactValue::Text(name.clone()), Standing::High);
            entry.always("title", FactValue::Text(name), Standing::High);
        }
        if !spec.names.is_empty() {
            entry.always("names", FactValue::List(spec.names), Standing::High);
        }
        if let Some(cite) = spec.cite {
            entry.always("cite", FactValue::Text(cite), standing);
        }
        self.add(kinds, value, entry)
    }

    fn facts(
        &self,
        place: &str,
        entry: &mut Entry,
        facts: Vec<(String, FactSpec)>,
        standing: Standing,
    ) -> Result<(), LawError> {
        for (name, spec) in facts {
            let mut dated = Vec::with_capacity(spec.0.len());
            for value in spec.0 {
                dated.push(self.dated(place, value, standing)?);
            }
            entry.facts.push((name, dated));
        }
        Ok(())
    }

    fn dated(&self, place: &str, spec: Dated, standing: Standing) -> Result<DatedFact, LawError> {
        let (from, until) = (spec.from.map(|d| d.0), spec.until.map(|d| d.0));
        self.check_days(place, from, until)?;
        Ok(DatedFact { value: spec.value.0, standing: spec.standing.unwrap_or(standing), from, until })
    }

    fn check_days(&self, place: &str, from: Option<Date>, until: Option<Date>) -> Result<(), LawError> {
        match (from, until) {
            (Some(from), Some(until)) if from >= until => {
                Err(self.invalid(place, format!("begins on {from}, which is not before its end on {until}")))
            }
            _ => Ok(()),
        }
    }

    fn relation(&mut self, kinds: &[String], name: &str, spec: RelationSpec) -> Result<(), LawError> {
        let (from_date, until) = (spec.from_date.map(|d| d.0), spec.until.map(|d| d.0));
        self.check_days(name, from_date, until)?;
        let or_own = |given: Vec<String>| if given.is_empty() { kinds.to_vec() } else { given };
        let relation = Relation {
            from_kinds: or_own(spec.from_kind.0),
            from: spec.from.0.into_iter().map(Value::of).collect(),
            to_kinds: or_own(spec.to_kind.0),
            to: spec.to.0.into_iter().map(Value::of).collect(),
            from_date,
            until,
        };
        self.law.add_relation(name, relation);
        Ok(())
    }

    fn citation(&mut self, spec: CitationSpec) -> Result<(), LawError> {
        if !CLASSES.contains(&spec.class.as_str()) {
            return Err(self.invalid(&spec.id, format!("unknown class `{}`", spec.class)));
        }
        if spec.names.is_empty() {
            return Err(self.invalid(&spec.id, "no name to find it by"));
        }
        let standing = spec.standing.unwrap_or(self.standing);
        let mut entry = Entry { name: Some(spec.name.clone()), facts: Vec::new() };
        self.facts(&spec.id, &mut entry, spec.facts.0, standing)?;
        self.status(&spec.id, &mut entry, spec.misnamed, standing)?;
        entry.always("name", FactValue::Text(spec.name.clone()), Standing::High);
        entry.always("class", FactValue::Text(spec.class.clone()), Standing::High);
        entry.always("misnamed", FactValue::Bool(spec.misnamed), standing);
        self.add(&[CITATION.to_owned()], spec.id.clone(), entry)?;
        self.law.add_citation(Citation {
            id: spec.id,
            name: spec.name,
            class: spec.class,
            names: spec.names,
            not: spec.not,
            misnamed: spec.misnamed,
            standing,
        });
        Ok(())
    }

    /// A plain `status` with a `since` means: current before that day. Without a status a citation is current.
    fn status(&self, id: &str, entry: &mut Entry, misnamed: bool, standing: Standing) -> Result<(), LawError> {
        let since = entry.plain("since").and_then(FactValue::as_date);
        let Some(status) = entry.plain("status").and_then(FactValue::as_text).map(str::to_owned) else {
            if entry.facts.iter().all(|(name, _)| name != "status") {
                let status = if misnamed { "misnomer" } else { "current" };
                entry.always("status", FactValue::Text(status.to_owned()), standing);
            }
            return Ok(());
        };
        if !STATUSES.contains(&status.as_str()) {
            return Err(self.invalid(id, format!("unknown status `{status}`")));
        }
        let Some(since) = since else { return Ok(()) };
        let before = FactValue::Text("current".to_owned());
        let dated = vec![
            DatedFact { value: before, standing, from: None, until: Some(since) },
            DatedFact { value: FactValue::Text(status), standing, from: Some(since), until: None },
        ];
        entry.facts.retain(|(name, _)| name != "status");
        entry.facts.push(("status".to_owned(), dated));
        Ok(())
    }

    fn duty(&mut self, item: String, spec: DutySpec) -> Result<(), LawError> {
        let (from, until) = (spec.from.map(|d| d.0), spec.until.map(|d| d.0));
        self.check_days(&item, from, until)?;
        let duty = Duty {
            item: item.clone(),
            name: spec.name,
            cite: spec.cite,
            from,
            until,
            met_by: spec.met_by,
            applies_when: spec.applies_when,
            standing: spec.standing.unwrap_or(self.standing),
        };
        if self.law.add_duty(duty) { Ok(()) } else { Err(self.invalid(&item, "this duty is listed already")) }
    }

    /// Each detail is a value of kind `regulator`, and `*` stands for all that are not listed: the details that they
    /// may be a slip of, and by type what may be written in their place.
    fn contacts(&mut self, specs: Vec<ContactSpec>) -> Result<(), LawError> {
        if specs.is_empty() {
            return Ok(());
        }
        let kinds = [REGULATOR.to_owned()];
        let (mut accepted, mut former) = (Vec::new(), Vec::new());
        let mut others = Entry::default();
        for spec in specs {
            if !CONTACT_TYPES.contains(&spec.kind_of.as_str()) {
                return Err(self.invalid(&spec.kind_of, "not phone, email, web or postal"));
            }
            let standing = spec.standing.unwrap_or(self.standing);
            if let Some(written) = spec.write {
                if spec.former {
                    return Err(self.invalid(&written, "a detail that is no longer given out cannot be written"));
                }
                others.always(&spec.kind_of, FactValue::Text(written), standing);
            }
            for value in spec.values {
                let mut entry = Entry::default();
                entry.always("type", FactValue::Text(spec.kind_of.clone()), standing);
                entry.always("former", FactValue::Bool(spec.former), standing);
                let folded = value.to_lowercase();
                if folded != value {
                    self.add(&kinds, folded, entry.clone())?;
                }
                self.add(&kinds, value.clone(), entry)?;
                if spec.former {
                    former.push(value.clone())
                } else {
                    accepted.push(value.clone())
                }
                let kind_of = spec.kind_of.clone();
                self.law.contacts.push(RegulatorContact { kind_of, value, former: spec.former, standing });
            }
        }
        others.always("contacts", FactValue::List(accepted), Standing::High);
        others.always("former-contacts", FactValue::List(former), Standing::High);
        self.add(&kinds, "*".to_owned(), others)
    }

    fn record(&mut self, id: String, spec: RecordSpec) -> Result<(), LawError> {
        let standing = spec.standing.unwrap_or(self.standing);
        let mut entry = Entry { name: spec.names.first().cloned(), facts: Vec::new() };
        let texts = [
            ("minimum", spec.minimum.clone()),
            ("customary", spec.customary.clone()),
            ("trigger", spec.trigger.clone()),
            ("unusual", spec.unusual.clone()),
            ("cite", Some(spec.cite.clone())),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                entry.always(name, FactValue::Text(text), standing);
            }
        }
        entry.always("personal", FactValue::Bool(spec.personal), standing);
        for key in spec.keys {
            self.add(&[RECORD.to_owned()], key, entry.clone())?;
        }
        self.add(&[RECORD.to_owned()], id.clone(), entry)?;
        self.law.records.push(RetentionRecord {
            id,
            names: spec.names,
            minimum: spec.minimum,
            customary: spec.customary,
            trigger: spec.trigger,
            personal: spec.personal,
            cite: spec.cite,
            standing,
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_law_is_carried_in_a_form_that_is_quick_to_read() {
        let error = super::carried().err().map(|e| e.to_string());
        assert_eq!(error, None, "a number that is meant as text needs quotes in rules/law");
    }
}
