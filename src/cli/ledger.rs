//! What is held back in a run, by the baseline and by suppressions of the configuration, and what of these is in vain.

use super::config::{Config, find, shape, told};
use super::options::Sureness;
use super::{Stop, tell};
use candour::audit::baseline::{Baseline, Entry};
use candour::audit::portfolio::Portfolio;
use candour::audit::suppression::{State, expired, trouble};
use candour::audit::{By, Options, Whereabouts};
use candour::check::Checked;
use candour::claims::Confidence;
use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What the file is called.
pub const BASELINE: &str = "candour-baseline.yaml";
const SCHEMA: &str = include_str!("baseline.schema.json");
const HEAD: &str = "# Findings that were there when candour was taken up. `candour baseline write` writes this file,\n\
                    # `candour baseline prune` takes out what is mended.\n";

/// The file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct File {
    candour: String,
    min_confidence: String,
    findings: Vec<Entry>,
}

/// What is held back in a run.
#[derive(Default)]
pub struct Ledger {
    baseline: Option<Baseline>,
    whereabouts: Whereabouts,
    checked: BTreeSet<String>,
    /// By number of the suppressions of the configuration: how many findings each holds back, where its rules ran.
    standing: BTreeMap<usize, usize>,
    /// Whether a suppression of a notice was not well-formed.
    pub wrong: bool,
}

/// Where the baseline of a configuration lies: beside it, else in the working folder.
pub fn path_of(config: &Config) -> PathBuf {
    config.folder().join(BASELINE)
}

/// Reads a baseline; nothing if there is none.
pub fn read(path: &Path, here: &Path) -> Result<Option<Baseline>, Stop> {
    if std::fs::symlink_metadata(path).is_err() {
        return Ok(None);
    }
    let shown = find::told_from(here, path);
    let text = find::text_of(path, MOST).map_err(|what| Stop::Failed(format!("{shown}: {what}")))?;
    parse(&shown, &text).map(Some)
}

/// The baseline that a text is. `shown` is the name to show.
pub fn parse(shown: &str, text: &str) -> Result<Baseline, Stop> {
    let value = shape::read(shown, text, SCHEMA).map_err(|wrong| told(shown, &wrong))?;
    let file: File = serde_yaml::from_value(value).map_err(|e| Stop::Failed(format!("{shown}: {e}")))?;
    let sure = Sureness::from_str(&file.min_confidence, false).map_or(Confidence::Likely, Confidence::from);
    Ok(Baseline::new(sure, file.findings))
}

/// Most bytes of a baseline.
const MOST: u64 = 64 << 20;

/// Writes a baseline: the file is there whole or as it was.
pub fn write(path: &Path, sure: Confidence, mut findings: Vec<Entry>) -> Result<(), Stop> {
    findings.sort();
    findings.dedup();
    let file = File { candour: "baseline/1".to_owned(), min_confidence: sure.name().to_owned(), findings };
    let fail = |what: String| Stop::Failed(format!("{}: cannot be written: {what}", path.display()));
    let text = serde_yaml::to_string(&file).map_err(|e| fail(e.to_string()))?;
    // A link stays a link: the file that it leads to is replaced.
    let whole = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = whole.parent().unwrap_or(Path::new("."));
    let permissions = std::fs::metadata(&whole).ok().map(|m| m.permissions());
    if permissions.as_ref().is_some_and(std::fs::Permissions::readonly) {
        return Err(fail("it may not be changed".to_owned()));
    }
    let mut beside = tempfile::NamedTempFile::new_in(folder).map_err(|e| fail(e.to_string()))?;
    let written = write!(beside, "{HEAD}{text}").and_then(|()| beside.as_file().sync_all());
    written.map_err(|e| fail(e.to_string()))?;
    let permissions = permissions.or_else(|| plain_permissions(folder));
    if let Some(permissions) = permissions {
        beside.as_file().set_permissions(permissions).map_err(|e| fail(e.to_string()))?;
    }
    beside.persist(&whole).map_err(|e| fail(e.error.to_string()))?;
    Ok(())
}

/// What a new file may be read and written by: as the folder, without the right to enter.
#[cfg(unix)]
fn plain_permissions(folder: &Path) -> Option<std::fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(folder).ok()?.permissions().mode();
    Some(std::fs::Permissions::from_mode(mode & 0o644 | 0o600))
}

#[cfg(not(unix))]
fn plain_permissions(_folder: &Path) -> Option<std::fs::Permissions> {
    None
}

impl Ledger {
    /// The ledger of a run with this configuration; without `baseline` none is obeyed.
    pub fn open(config: &Config, baseline: bool) -> Result<Ledger, Stop> {
        let path = path_of(config);
        let baseline = if baseline { read(&path, &config.here)? } else { None };
        let text = |path: &Path| path.to_string_lossy().into_owned();
        let whereabouts = Whereabouts { here: text(&config.here), folder: text(config.folder()) };
        Ok(Ledger { baseline, whereabouts, ..Ledger::default() })
    }

    /// The name of a notice in the baseline.
    pub fn name(&self, path: &str) -> String {
        self.whereabouts.name(path)
    }

    /// Takes what is known out of the findings of a notice.
    pub fn take(&mut self, checked: &mut Checked) {
        self.standing(&checked.standing);
        self.wrong |= checked.suppressions.iter().any(|l| matches!(l.state, State::Wrong(_)));
        self.hold(checked);
        if checked.about.checked {
            self.checked.insert(self.name(&checked.about.path));
        }
    }

    /// The same, without keeping account of it: for runs that never end.
    pub fn hold(&mut self, checked: &mut Checked) {
        let name = self.name(&checked.about.path);
        if let Some(baseline) = &mut self.baseline {
            let held = baseline.hold(&name, checked.about.part.as_deref(), &mut checked.findings);
            checked.held.extend(held);
        }
    }

    /// Takes what is known out of what was found across notices.
    pub fn across(&mut self, portfolio: &mut Portfolio) {
        self.standing(&portfolio.standing);
        let Some(baseline) = &mut self.baseline else { return };
        for across in std::mem::take(&mut portfolio.findings) {
            match baseline.knows(None, None, &across.finding) {
                true => portfolio.held.push((across, By::Baseline)),
                false => portfolio.findings.push(across),
            }
        }
    }

    fn standing(&mut self, counts: &[(usize, usize)]) {
        counts.iter().for_each(|(i, count)| *self.standing.entry(*i).or_default() += count);
    }

    /// What became of the suppressions of the configuration.
    pub fn states(&self, options: &Options) -> Vec<State> {
        let all = options.settings.suppressions.iter().enumerate();
        all.map(|(i, s)| match self.standing.get(&i) {
            _ if expired(&s.suppression, options.as_of) => State::Expired,
            Some(0) => State::Stale,
            Some(count) => State::Active(*count),
            None => State::Idle,
        })
        .collect()
    }

    /// The entries of the baseline that stand for nothing any more, of those that this run could have met; and the
    /// others.
    pub fn entries(&self, candour: &candour::Candour, options: &Options, across: bool) -> (Vec<Entry>, Vec<Entry>) {
        let Some(baseline) = &self.baseline else { return (Vec::new(), Vec::new()) };
        let ran: BTreeSet<&str> =
            candour.rules.chosen(&options.select, &options.ignore).map(|r| r.id.as_str()).collect();
        let sure = baseline.min_confidence.is_none_or(|least| options.min_confidence <= least);
        let gone = |name: &String| !Path::new(&self.whereabouts.folder).join(name).exists();
        let looked_at = |name: &String| self.checked.contains(name) || gone(name);
        // What stands across notices can be missed only where all of them were looked at.
        let across = across && baseline.entries().filter_map(|(e, _)| e.notice.as_ref()).all(looked_at);
        let vain = |entry: &Entry, met: bool| {
            let looked = match &entry.notice {
                Some(name) => looked_at(name),
                None => across,
            };
            let ran = ran.contains(entry.rule.as_str()) || candour.rules.get(&entry.rule).is_none();
            !met && sure && looked && ran
        };
        let (vain, live): (Vec<_>, Vec<_>) = baseline.entries().partition(|(entry, met)| vain(entry, *met));
        let entries = |list: Vec<(&Entry, bool)>| list.into_iter().map(|(e, _)| e.clone()).collect();
        (entries(vain), entries(live))
    }

    /// Tells which suppressions of the configuration are in vain.
    pub fn tell_stale(&self, options: &Options) {
        for (standing, state) in options.settings.suppressions.iter().zip(self.states(options)) {
            if let Some(what) = trouble(&standing.suppression, &state) {
                tell(&format!("note: {}: {what}", standing.suppression.place));
            }
        }
    }

    /// Tells what is in vain.
    pub fn close(&self, candour: &candour::Candour, options: &Options, across: bool) {
        self.tell_stale(options);
        let (vain, _) = self.entries(candour, options, across);
        if !vain.is_empty() {
            let (entries, stand) = if vain.len() == 1 { ("entry", "stands") } else { ("entries", "stand") };
            let count = vain.len();
            tell(&format!(
                "note: {count} {entries} of {BASELINE} {stand} for nothing any more; `candour baseline prune` takes them out"
            ));
        }
    }
}
