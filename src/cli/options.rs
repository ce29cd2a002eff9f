//! Options that several commands share, and their way to plain values.

use super::Stop;
use super::limits::LimitArgs;
use super::packs::add_rules;
use candour::Candour;
use candour::audit::{Options, Severity};
use candour::claims::Confidence;
use candour::law::Date;
use candour::notice::Caps;
use candour::read::DiscoverOptions;
use candour::rules::RuleSet;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::sync::Arc;

/// What to read.
#[derive(Args)]
pub struct Input {
    /// Files and folders to read; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Name to use for standard input; its ending chooses the format
    #[arg(long, value_name = "NAME", help_heading = "What to read")]
    pub stdin_filename: Option<String>,
    /// In folders, read only files that match this pattern (may be given several times)
    #[arg(long, value_name = "GLOB", help_heading = "What to read")]
    pub include: Vec<String>,
    /// In folders, leave out files that match this pattern (may be given several times)
    #[arg(long, value_name = "GLOB", help_heading = "What to read")]
    pub exclude: Vec<String>,
    /// Treat every document as a privacy notice, whatever it looks like
    #[arg(long, help_heading = "What to read")]
    pub all_files: bool,
    /// What one file or notice may cost
    #[command(flatten)]
    pub limits: LimitArgs,
    /// Files to work on at once; 0 means one for each processor
    #[arg(long, value_name = "N", default_value_t = 0, help_heading = "How to run")]
    pub jobs: usize,
}

impl Input {
    /// Everything below one path, for commands that read nothing else.
    pub fn of(path: PathBuf) -> Input {
        Input {
            paths: vec![path],
            stdin_filename: None,
            include: Vec::new(),
            exclude: Vec::new(),
            all_files: false,
            limits: LimitArgs::default(),
            jobs: 0,
        }
    }

    /// Whether standard input is all there is to read.
    pub fn only_stdin(&self) -> bool {
        self.paths.iter().all(|p| p.as_os_str() == "-")
    }

    /// How to walk folders.
    pub fn discovery(&self) -> DiscoverOptions {
        DiscoverOptions { include: self.include.clone(), exclude: self.exclude.clone() }
    }
}

/// Which rules to run, and on which day's law.
#[derive(Args, Clone)]
pub struct Selection {
    /// Run only these rules: ids or families, separated by commas
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Which rules")]
    pub select: Vec<String>,
    /// Leave these rules out: ids or families, separated by commas
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Which rules")]
    pub ignore: Vec<String>,
    /// Add the rules in this folder to those of candour (may be given several times)
    #[arg(long, value_name = "DIR", help_heading = "Which rules")]
    pub rules: Vec<PathBuf>,
    /// Day whose law holds, as YEAR-MONTH-DAY; today if not given
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = "Which rules")]
    pub as_of: Option<Date>,
    /// Report only findings that are at least this sure; likely if not given
    #[arg(long, value_name = "LEVEL", help_heading = "Which rules")]
    pub min_confidence: Option<Sureness>,
}

impl Selection {
    /// For commands that run no rule.
    pub fn none() -> Selection {
        let nothing = Vec::new;
        Selection { select: nothing(), ignore: nothing(), rules: Vec::new(), as_of: None, min_confidence: None }
    }

    /// The date given, else today (in UTC). The only clock of the program.
    pub fn day(&self) -> Date {
        self.as_of.unwrap_or_else(today)
    }

    /// The options of an audit.
    pub fn options(&self, all_files: bool) -> Options {
        Options {
            as_of: self.day(),
            min_confidence: self.min_confidence.unwrap_or(Sureness::Likely).into(),
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            all_files,
            comments: false,
            evidence: false,
            caps: Caps::default(),
            settings: Arc::default(),
        }
    }

    /// Adds the user's rules and makes sure that every rule named exists. Answers whether every rule is valid.
    pub fn prepare(&self, candour: &mut Candour) -> Result<bool, Stop> {
        add_rules(candour, &self.rules)?;
        let valid = tell_errors(&candour.rules);
        candour.rules.check_names(&self.select).map_err(Stop::Failed)?;
        candour.rules.check_names(&self.ignore).map_err(Stop::Failed)?;
        Ok(valid)
    }
}

/// Tells what is wrong with rules. Answers whether every rule is valid.
pub fn tell_errors(rules: &RuleSet) -> bool {
    for note in &rules.notes {
        super::tell(&format!("note: {note}"));
    }
    for warning in &rules.warnings {
        super::tell(&format!("warning: {warning}"));
    }
    for error in &rules.errors {
        super::complain(&error.to_string());
    }
    rules.errors.is_empty()
}

fn today() -> Date {
    jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date()
}

/// A day as year, month and day.
pub fn date(text: &str) -> Result<Date, String> {
    let shape = text.len() == 10 && text.bytes().enumerate().all(|(i, b)| (i == 4 || i == 7) == (b == b'-'));
    let parsed = if shape { text.parse().ok() } else { None };
    parsed.ok_or_else(|| "write a date as year, month and day, such as 2026-04-01".to_owned())
}

/// `--min-confidence`.
#[derive(Clone, Copy, ValueEnum)]
pub enum Sureness {
    /// The words leave no room
    Certain,
    /// A careful reader would agree
    Likely,
    /// Worth a look
    Possible,
}

impl From<Sureness> for Confidence {
    fn from(sureness: Sureness) -> Confidence {
        match sureness {
            Sureness::Certain => Confidence::Certain,
            Sureness::Likely => Confidence::Likely,
            Sureness::Possible => Confidence::Possible,
        }
    }
}

/// `--fail-on`.
#[derive(Clone, Copy, ValueEnum)]
pub enum FailOn {
    /// Only errors
    Error,
    /// Warnings and errors
    Warning,
    /// Any finding
    Note,
    /// Findings never fail the run
    Never,
}

impl FailOn {
    /// The lowest severity that fails the run.
    pub fn level(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Note => Some(Severity::Note),
            FailOn::Never => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        assert_eq!(date("2026-04-01"), Ok(Date::constant(2026, 4, 1)));
        assert!(date("1 April 2026").is_err() && date("2026-13-01").is_err() && date("20260401").is_err());
    }
}
