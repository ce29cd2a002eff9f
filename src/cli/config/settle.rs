//! From what a configuration says to what the library takes, and which of command line and configuration counts.

use super::{Config, Step, steps};
use crate::cli::Stop;
use crate::cli::options::{FailOn, Selection, Sureness, date};
use candour::Candour;
use candour::audit::portfolio::{NamedController, Register};
use candour::audit::suppression::misnamed;
use candour::audit::{PathSettings, Settings, Severity, Standing, Suppression, Whereabouts};
use candour::claims::Confidence;
use candour::rules::RuleSet;
use clap::ValueEnum;
use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use serde_yaml::Value;
use std::collections::BTreeMap;
use std::path::{Component, Path};

impl Config {
    /// The options of a run: an option of the command line takes the place of the key of the same name.
    ///
    /// # Errors
    /// None in fact: what a file says has been checked when it was read.
    pub fn settle(&self, line: &Selection) -> Result<Selection, Stop> {
        let values = &self.values;
        let or = |own: &[String], other: &[String]| if own.is_empty() { other.to_vec() } else { own.to_vec() };
        let as_of = match (line.as_of, &values.as_of) {
            (None, Some(text)) => Some(date(text).map_err(|e| self.wrong(&steps(["as-of"]), e))?),
            (own, _) => own,
        };
        let min_confidence = values.min_confidence.as_deref().and_then(|w| Sureness::from_str(w, false).ok());
        let folder = |f: &String| if Path::new(f).is_absolute() { f.into() } else { self.near(f) };
        let mut rules: Vec<_> = values.rules.iter().map(folder).collect();
        rules.extend(line.rules.iter().cloned());
        let mut ignore = or(&line.ignore, &values.ignore);
        if line.ignore.is_empty() {
            // Who asks for a rule by name on the command line wants it run.
            ignore.retain(|name| !line.select.contains(name));
        }
        Ok(Selection {
            select: or(&line.select, &values.select),
            ignore,
            rules,
            as_of,
            min_confidence: line.min_confidence.or(min_confidence),
        })
    }

    /// Adds the rules that are asked for, sets their parameters, and makes sure that what is named exists. Answers the
    /// options of the run, and whether every rule is valid.
    ///
    /// # Errors
    /// When something is named that does not exist.
    pub fn prepare(&self, line: &Selection, candour: &mut Candour) -> Result<(Selection, bool), Stop> {
        let settled = self.settle(line)?;
        // Names of the command line are looked at with the rules there; those of the file tell their place.
        let valid = Selection { select: line.select.clone(), ignore: line.ignore.clone(), ..settled.clone() }
            .prepare(candour)?;
        self.set_up(candour)?;
        Ok((settled, valid))
    }

    /// A path of the configuration, as it is told from where the run began.
    fn near(&self, path: &str) -> std::path::PathBuf {
        match Path::new(&self.shown).parent() {
            Some(folder) => folder.join(path),
            None => path.into(),
        }
    }

    /// The folder in which to keep what came of files. It lies below that of the configuration: who writes a file beside
    /// notices has no say in what is written elsewhere.
    ///
    /// # Errors
    /// When it would lie elsewhere.
    pub fn cache(&self) -> Result<Option<std::path::PathBuf>, Stop> {
        self.below("cache", self.values.cache.as_deref(), "`--cache` takes any folder")
    }

    /// The template of the evidence pack. It lies below the folder of the configuration: a report shows what is in it.
    ///
    /// # Errors
    /// When it would lie elsewhere.
    pub fn template(&self) -> Result<Option<std::path::PathBuf>, Stop> {
        self.below("template", self.values.template.as_deref(), "`--template` takes any file")
    }

    fn below(&self, key: &str, path: Option<&str>, else_: &str) -> Result<Option<std::path::PathBuf>, Stop> {
        let Some(path) = path else { return Ok(None) };
        let below = Path::new(path).components().all(|c| matches!(c, Component::Normal(_) | Component::CurDir));
        let what = format!("`{path}` does not lie in the folder of this file; {else_}");
        if below { Ok(Some(self.near(path))) } else { Err(self.wrong(&steps([key]), what)) }
    }

    /// What fails the run.
    pub fn fail_on(&self, line: Option<FailOn>) -> FailOn {
        let own = || FailOn::from_str(self.values.fail_on.as_deref()?, false).ok();
        line.or_else(own).unwrap_or(FailOn::Error)
    }

    /// Sets the parameters of rules, and makes sure that every rule named exists.
    ///
    /// # Errors
    /// When a rule, a family or a parameter does not exist.
    pub fn set_up(&self, candour: &mut Candour) -> Result<(), Stop> {
        for (rule, params) in &self.values.params {
            let place = steps(["params", rule]);
            let known = candour.rules.check_names(std::slice::from_ref(rule));
            known.map_err(|what| self.wrong(&place, what))?;
            for (name, value) in params {
                let place = steps(["params", rule, name]);
                let text = match value {
                    Value::Number(n) => n.to_string(),
                    other => other.as_str().unwrap_or_default().to_owned(),
                };
                let Some(rule) = candour.rules.get_mut(rule) else {
                    return Err(self.wrong(&place, format!("`{rule}` is a family; parameters are those of a rule")));
                };
                rule.set_param(name, &text).map_err(|what| self.wrong(&place, what))?;
            }
        }
        self.schedule(candour)?;
        let rules = &candour.rules;
        self.names(rules, &self.values.select, steps(["select"]).to_vec())?;
        self.names(rules, &self.values.ignore, steps(["ignore"]).to_vec())?;
        let severities: Vec<String> = self.values.severities.keys().cloned().collect();
        for name in &severities {
            self.names(rules, std::slice::from_ref(name), steps(["severities", name]).to_vec())?;
        }
        for (i, paths) in self.values.paths.iter().enumerate() {
            let place = |key: &str| vec![Step::Key("paths".to_owned()), Step::Item(i), Step::Key(key.to_owned())];
            self.names(rules, &paths.ignore, place("ignore"))?;
            let severities: Vec<String> = paths.severities.keys().cloned().collect();
            self.names(rules, &severities, place("severities"))?;
        }
        Ok(())
    }

    /// Hands the house retention schedule to the rules that ask for one.
    fn schedule(&self, candour: &mut Candour) -> Result<(), Stop> {
        for (records, period) in &self.values.retention_schedule {
            let row = (records.clone(), period.clone(), None);
            if let Some(wrong) = candour.add_schedule(&self.shown, &[row]).into_iter().next() {
                return Err(self.wrong(&steps(["retention-schedule", records]), wrong.what));
            }
        }
        Ok(())
    }

    fn names(&self, rules: &RuleSet, names: &[String], place: Vec<Step>) -> Result<(), Stop> {
        rules.check_names(names).map_err(|what| self.wrong(&place, what))
    }

    /// What the library takes besides the options of the command line.
    ///
    /// # Errors
    /// When controllers contradict each other, or a pattern of paths is none.
    pub fn settings(&self, candour: &Candour) -> Result<Settings, Stop> {
        let values = &self.values;
        let controllers = values.controllers.iter().map(|body| NamedController {
            name: body.name.clone(),
            aliases: body.aliases.clone(),
            domains: body.domains.clone(),
            registrations: body.registrations.clone(),
            not: body.not.clone(),
            public_authority: body.public_authority.clone(),
        });
        let controllers = Register::new(controllers.collect(), &candour.law)
            .map_err(|(i, what)| self.wrong(&[Step::Key("controllers".to_owned()), Step::Item(i)], what))?;
        let mut paths = Vec::new();
        for (i, said) in values.paths.iter().enumerate() {
            let place = [Step::Key("paths".to_owned()), Step::Item(i)];
            paths.push(PathSettings {
                files: self.globs(&said.files, &place)?,
                ignore: said.ignore.clone(),
                severities: severities(&said.severities),
                min_confidence: said.min_confidence.as_deref().and_then(sureness),
                public_authority: said.public_authority.clone(),
            });
        }
        let text = |path: &Path| path.to_string_lossy().into_owned();
        Ok(Settings {
            whereabouts: Whereabouts { here: text(&self.here), folder: text(self.folder()) },
            controllers,
            public_authority: values.public_authority.clone(),
            severities: severities(&values.severities),
            paths,
            suppressions: self.suppressions(&candour.rules)?,
        })
    }

    fn suppressions(&self, rules: &RuleSet) -> Result<Vec<Standing>, Stop> {
        let one = |(i, said): (usize, &super::values::Decision)| {
            let place = [Step::Key("suppressions".to_owned()), Step::Item(i)];
            if let Some(what) = misnamed(&said.rules, rules, false) {
                return Err(self.wrong(&place, format!("the suppression names {what}")));
            }
            let no_pattern = |e: globset::Error| self.wrong(&place, format!("`subject` is no pattern: {}", e.kind()));
            let subject = said.subject.as_deref().map(Glob::new).transpose().map_err(no_pattern)?;
            let files = if said.files.is_empty() { None } else { Some(self.globs(&said.files, &place)?) };
            let until = said.until.as_deref().map(date).transpose().map_err(|e| self.wrong(&place, e))?;
            let suppression = Suppression {
                rules: said.rules.clone(),
                reason: said.reason.clone(),
                until,
                owner: said.owner.clone(),
                place: self.at(&place),
            };
            Ok(Standing {
                suppression,
                files,
                subject: subject.map(|g| g.compile_matcher()),
                words: said.words.clone(),
            })
        };
        self.values.suppressions.iter().enumerate().map(one).collect()
    }

    /// Patterns of paths from the folder of the configuration.
    fn globs(&self, patterns: &[String], place: &[Step]) -> Result<GlobSet, Stop> {
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            set.add(glob(pattern).map_err(|e| self.wrong(place, format!("`{pattern}` is no pattern: {}", e.kind())))?);
        }
        set.build().map_err(|e| self.wrong(place, e))
    }
}

/// A pattern of paths: `archive/` is all below it, and a name without a stroke is met in any folder.
fn glob(pattern: &str) -> Result<Glob, globset::Error> {
    let plain = pattern.trim_start_matches("./");
    let plain = match plain.strip_suffix('/') {
        Some(folder) => format!("{}/**", folder.trim_start_matches('/')),
        None if plain.contains('/') => plain.trim_start_matches('/').to_owned(),
        None => format!("**/{plain}"),
    };
    GlobBuilder::new(&plain).literal_separator(true).build()
}

fn severities(said: &BTreeMap<String, String>) -> BTreeMap<String, Severity> {
    said.iter().filter_map(|(name, word)| Some((name.clone(), Severity::from_name(word)?))).collect()
}

fn sureness(word: &str) -> Option<Confidence> {
    Sureness::from_str(word, false).ok().map(Confidence::from)
}
