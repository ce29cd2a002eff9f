//! `candour report`.

use super::config::{Config, ConfigArgs};
use super::formats::{About, Formats};
use super::guard::guarded;
use super::options::Selection;
use super::{Outcome, Stop, tell};
use candour::Candour;
use candour::report::html::TEMPLATE;
use candour::report::{Report, Saved, Step};
use candour::rules::Rule;
use clap::Args;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;

const AFTER: &str = "\
Examples:
  candour check notices/ --format jsonl=run.jsonl --evidence
  candour report run.jsonl --format html=report.html
      Keep a run, and make an evidence pack of it later.
  candour report run.jsonl --format xlsx=report.xlsx --format csv-register=register.csv
      Several reports of one run.
  candour report findings.json --format markdown
      A run that was saved without --evidence: its findings, and no more of its notices.
  candour report --print-template > mine.html
      A template to begin with, for --template.

A run that was saved with --evidence gives the reports that it would have given at once, byte for byte, with the same
rules and configuration. JSON lines are read one notice at a time; one JSON object is read whole.

Exit codes:
  0  the reports are written
  2  the file is no saved run or not all of one, or a report cannot be written";

/// Arguments of `report`.
#[derive(Args)]
#[command(after_help = AFTER)]
pub struct ReportArgs {
    /// What `candour check --format json` or `jsonl` wrote; `-` is standard input
    #[arg(required_unless_present = "print_template", value_name = "FINDINGS")]
    file: Option<PathBuf>,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    formats: Formats,
    #[command(flatten)]
    config: ConfigArgs,
    /// Print the template of the evidence pack, to make one's own of it
    #[arg(long, exclusive = true, help_heading = "Output")]
    print_template: bool,
}

/// Runs the command.
pub fn run(args: &ReportArgs) -> Result<Outcome, Stop> {
    let Some(path) = args.file.as_ref().filter(|_| !args.print_template) else {
        std::io::stdout().lock().write_all(TEMPLATE.as_bytes())?;
        return Ok(Outcome::Clean);
    };
    let config = Config::load(&args.config, true)?;
    let mut candour = Candour::builtin()?;
    let (selection, valid) = config.prepare(&args.selection, &mut candour)?;
    let shown = path.display().to_string();
    let reader: Box<dyn BufRead> = match path.as_os_str() == "-" {
        true => Box::new(std::io::stdin().lock()),
        false => Box::new(BufReader::with_capacity(
            1 << 16,
            File::open(path).map_err(|e| Stop::Failed(format!("{shown}: {e}")))?,
        )),
    };
    let across: BTreeSet<String> = candour.rules.rules.iter().filter(|r| r.across).map(|r| r.id.clone()).collect();
    let failed = |e: candour::report::SavedError| Stop::Failed(e.to_string());
    let mut saved = Saved::open(&shown, reader, move |rule| across.contains(rule)).map_err(failed)?;
    let mut options = selection.options(false);
    // The run tells the day; one that does not was saved without evidence.
    if let Some(day) = &saved.as_of {
        let wrong = |_| Stop::Failed(format!("{shown}: `{day}` is no date"));
        options.as_of = day.parse().map_err(wrong)?;
    }
    let runs = |r: &&Rule| r.applies(options.as_of);
    let rules: Vec<&Rule> = candour.rules.chosen(&options.select, &options.ignore).filter(runs).collect();
    let about = About { candour: &candour, rules: &rules, options: &options, template: config.template()? };
    let (mut reports, output) = args.formats.open(&about, Some(path.as_path()))?;
    let mut sink = output.open()?;
    reports.begin(&mut sink)?;
    loop {
        // Evidence is a file like any other: what is wrong in it is told, and nothing is written.
        let step = guarded(|| saved.next()).map_err(|what| Stop::Failed(format!("{shown}: {what}")))?;
        let mut buffer = Vec::new();
        match step.map_err(failed)? {
            Some(Step::Document(checked)) => {
                let written = guarded(|| reports.document(&checked, &mut buffer));
                written.map_err(|what| Stop::Failed(format!("{shown}: {}: {what}", checked.about.path)))??;
            }
            Some(Step::Portfolio(found)) => reports.portfolio(&found, &mut buffer)?,
            Some(Step::Summary(summary)) => reports.end(&summary, &mut buffer)?,
            None => break,
        }
        sink.write_all(&buffer)?;
    }
    sink.finish()?;
    reports.finish()?;
    if saved.lacking > 0 && args.formats.show_all() && !args.formats.quiet {
        let of = saved.lacking;
        tell(&format!("note: {shown}: saved without --evidence: of {of} notices there is no text, register or duty"));
    }
    Ok(if valid { Outcome::Clean } else { Outcome::Failed })
}
