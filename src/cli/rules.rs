//! `candour rules`.

use super::config::{Config, ConfigArgs};
use super::options::{Selection, tell_errors};
use super::output::screen_width;
use super::packs::add_rules;
use super::{Outcome, Stop};
use candour::Candour;
use candour::law::Date;
use candour::report::{clean, grid, pretty_json};
use candour::rules::docs::MARK;
use candour::rules::{Rule, RuleSet};
use clap::{Args, Subcommand, ValueEnum};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The day whose law holds in examples that name no other.
pub const EXAMPLE_DAY: Date = Date::constant(2026, 11, 22);

const AFTER: &str = "\
Examples:
  candour rules list
  candour rules list --rules our-rules/
  candour rules test our-rules/
  candour rules docs docs/rules

Exit codes of `rules test`:
  0  every example does what it says
  1  at least one does not
  2  a rule is not valid";

/// Arguments of `rules`.
#[derive(Args)]
#[command(after_help = AFTER)]
pub struct RulesArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List the rules: id, severity, confidence, title
    List {
        /// How to show them
        #[arg(long, value_name = "FORMAT", default_value = "table")]
        format: Format,
        /// Add the rules in this folder to those of candour (may be given several times)
        #[arg(long, value_name = "DIR")]
        rules: Vec<PathBuf>,
        #[command(flatten)]
        config: ConfigArgs,
    },
    /// Write a page of Markdown for each rule of candour, and an index by family and by law
    Docs {
        /// Folder to write to; pages of rules that are no more are taken away
        #[arg(value_name = "DIR")]
        dir: PathBuf,
    },
    /// Run the good and bad examples that rules carry, and report where a rule does not do what they say
    Test {
        /// Folder of rules to test; the rules of candour if not given
        #[arg(value_name = "DIR")]
        dir: Option<PathBuf>,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A table
    Table,
    /// A JSON array
    Json,
}

/// Runs the command.
pub fn run(args: &RulesArgs) -> Result<Outcome, Stop> {
    match &args.command {
        Command::List { format, rules, config } => list(*format, rules, config),
        Command::Docs { dir } => docs(dir),
        Command::Test { dir } => test(dir.as_ref()),
    }
}

fn list(format: Format, folders: &[PathBuf], config: &ConfigArgs) -> Result<Outcome, Stop> {
    let mut candour = Candour::builtin()?;
    let config = Config::load(config, true)?;
    let asked = Selection { rules: folders.to_vec(), ..Selection::none() };
    let (_, valid) = config.prepare(&asked, &mut candour)?;
    let set = &candour.rules;
    let mut out = std::io::stdout().lock();
    let rules = &set.rules;
    match format {
        Format::Table => writeln!(out, "{}", table(rules, screen_width()).trim_fmt())?,
        Format::Json => {
            let lines: Vec<serde_json::Value> = rules.iter().map(line).collect();
            pretty_json(&mut out, &lines)?;
            writeln!(out)?;
        }
    }
    Ok(if valid { Outcome::Clean } else { Outcome::Failed })
}

fn docs(dir: &Path) -> Result<Outcome, Stop> {
    let fail = |path: &Path, e: std::io::Error| Stop::Failed(format!("{}: {e}", path.display()));
    let set = RuleSet::builtin();
    let pages = candour::rules::docs::docs(&set);
    fs::create_dir_all(dir).map_err(|e| fail(dir, e))?;
    for entry in fs::read_dir(dir).map_err(|e| fail(dir, e))? {
        let entry = entry.map_err(|e| fail(dir, e))?;
        let (path, name) = (entry.path(), entry.file_name());
        // Only what this command has written before is taken away.
        let ours = || fs::read_to_string(&path).is_ok_and(|text| text.starts_with(MARK));
        if pages.iter().all(|(page, _)| name != page.as_str()) && path.extension().is_some_and(|e| e == "md") && ours()
        {
            fs::remove_file(&path).map_err(|e| fail(&path, e))?;
        }
    }
    for (name, text) in &pages {
        let path = dir.join(name);
        fs::write(&path, text).map_err(|e| fail(&path, e))?;
    }
    writeln!(std::io::stdout(), "{} pages in {}", pages.len(), dir.display())?;
    Ok(report_errors(&set))
}

fn report_errors(rules: &RuleSet) -> Outcome {
    if tell_errors(rules) { Outcome::Clean } else { Outcome::Failed }
}

fn table(rules: &[Rule], width: usize) -> comfy_table::Table {
    let mut table = grid(u16::try_from(width).unwrap_or(u16::MAX));
    table.set_header(["Rule", "Family", "Severity", "Confidence", "Title"]);
    for rule in rules {
        table.add_row([
            clean(&rule.id).into_owned(),
            clean(&rule.family).into_owned(),
            rule.severity.name().to_owned(),
            rule.confidence.name().to_owned(),
            clean(&rule.title).into_owned(),
        ]);
    }
    table
}

fn line(rule: &Rule) -> serde_json::Value {
    serde_json::json!({
        "id": rule.id,
        "family": rule.family,
        "severity": rule.severity.name(),
        "confidence": rule.confidence.name(),
        "title": rule.title,
        "law": rule.law.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "file": rule.file,
        "builtin": rule.builtin,
        "pack": rule.pack,
    })
}

fn test(dir: Option<&PathBuf>) -> Result<Outcome, Stop> {
    let mut candour = Candour::builtin()?;
    if let Some(dir) = dir {
        candour.rules = RuleSet::default();
        add_rules(&mut candour, std::slice::from_ref(dir))?;
    }
    let valid = report_errors(&candour.rules);
    let outcomes = candour.selftest(EXAMPLE_DAY);
    let mut out = std::io::stdout().lock();
    for unanswered in candour.rules.check_against(&candour.law) {
        writeln!(out, "{}", clean(&unanswered.to_string()))?;
    }
    let mut wrong = 0;
    for outcome in &outcomes {
        let Some(what) = &outcome.wrong else { continue };
        wrong += 1;
        let kind = if outcome.bad { "bad" } else { "good" };
        writeln!(out, "Example {} ({kind}) of {}\n  {}\n", outcome.example, clean(&outcome.rule), clean(what))?;
    }
    let rules = match candour.rules.rules.len() {
        1 => "1 rule".to_owned(),
        count => format!("{count} rules"),
    };
    match wrong {
        0 => writeln!(out, "{rules}, {} examples: all as they say.", outcomes.len())?,
        _ => writeln!(out, "{rules}, {} examples: {wrong} not as they say.", outcomes.len())?,
    }
    Ok(if valid == Outcome::Clean && wrong > 0 { Outcome::Findings } else { valid })
}
