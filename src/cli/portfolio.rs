//! `candour portfolio`.

use super::config::{Config, ConfigArgs};
use super::formats::{self, Formats};
use super::gather::together;
use super::ledger::Ledger;
use super::options::{FailOn, Selection};
use super::run::Totals;
use super::{Outcome, Stop};
use candour::Candour;
use candour::audit::portfolio::file::Gathered;
use candour::check::{About, Checked};
use candour::report::Report;
use candour::rules::Rule;
use clap::Args;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::sync::Arc;

const AFTER: &str = "\
Examples:
  candour check north/ --facts-out north.jsonl
  candour check south/ --facts-out south.jsonl
  candour portfolio north.jsonl south.jsonl
      Check two halves of a portfolio apart, then look at both together.
  candour check --stdin-jsonl --facts < documents.jsonl > answers.jsonl
  candour portfolio answers.jsonl
      The same for documents in a stream, whose answers may be cut up and put together in any order.

The findings are those that one run of `candour check` over everything has across notices. Files of facts hold the
claims that rules across notices ask for, with their places, and no text besides.

Exit codes:
  0  nothing at or above the level of --fail-on
  1  findings
  2  the run failed: a file that holds no facts or not all of them, a rule that is not valid
  3  no notice is in the files";

/// Arguments of `portfolio`.
#[derive(Args)]
#[command(after_help = AFTER)]
pub struct PortfolioArgs {
    /// Files that `candour check --facts-out` wrote, or of what `candour check --stdin-jsonl --facts` answered; `-` is
    /// standard input
    #[arg(required = true, value_name = "FACTS")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    formats: Formats,
    /// Findings of this level or worse make the exit code 1; error if not given
    #[arg(long, value_name = "LEVEL", help_heading = "How to run")]
    fail_on: Option<FailOn>,
    #[command(flatten)]
    config: ConfigArgs,
    /// Report what is in the baseline as well
    #[arg(long, help_heading = "Configuration")]
    no_baseline: bool,
}

/// Runs the command.
pub fn run(args: &PortfolioArgs) -> Result<Outcome, Stop> {
    let config = Config::load(&args.config, true)?;
    let mut candour = Candour::builtin()?;
    let (selection, valid) = config.prepare(&args.selection, &mut candour)?;
    let asked = candour.rules.asked_across();
    let mut gathered = Gathered::default();
    for path in &args.files {
        let shown = path.display().to_string();
        let from: Box<dyn BufRead> = match path.as_os_str() == "-" {
            true => Box::new(std::io::stdin().lock()),
            false => {
                let file = File::open(path).map_err(|e| Stop::Failed(format!("{shown}: {e}")))?;
                Box::new(BufReader::with_capacity(1 << 16, file))
            }
        };
        gathered.add(&shown, from, &asked, selection.as_of).map_err(|e| Stop::Failed(e.to_string()))?;
    }
    let mut options = selection.options(false);
    options.as_of = selection.as_of.or(gathered.as_of).unwrap_or(options.as_of);
    options.settings = Arc::new(config.settings(&candour)?);
    let across = |r: &&Rule| r.applies(options.as_of) && r.across;
    let rules: Vec<&Rule> = candour.rules.chosen(&options.select, &options.ignore).filter(across).collect();
    let about = formats::About { candour: &candour, rules: &rules, options: &options, template: config.template()? };
    let (mut reports, output) = args.formats.open(&about, None)?;
    let mut sink = output.open()?;
    let mut totals = Totals::default();
    let mut ledger = Ledger::open(&config, !args.no_baseline && !args.config.isolated)?;
    reports.begin(&mut sink)?;
    for facts in &gathered.notices {
        let checked = Checked { about: About::of_facts(facts.head()), ..Checked::default() };
        totals.summary.add(&checked);
        reports.list(&checked, &mut sink)?;
    }
    together(
        (&candour, &options, None),
        (std::mem::take(&mut gathered.notices), None),
        args.formats.quiet,
        (&mut reports, &mut sink),
        &mut totals,
        &mut ledger,
    )?;
    reports.end(&totals.summary, &mut sink)?;
    sink.finish()?;
    reports.finish()?;
    if !args.formats.quiet {
        // A baseline is of whole notices; what of it was mended only `candour check` can tell.
        ledger.tell_stale(&options);
    }
    let fails = config.fail_on(args.fail_on).level().is_some_and(|level| totals.worst >= Some(level));
    Ok(match () {
        () if !valid => Outcome::Failed,
        () if fails => Outcome::Findings,
        () if totals.summary.notices == 0 => Outcome::Nothing,
        () => Outcome::Clean,
    })
}
