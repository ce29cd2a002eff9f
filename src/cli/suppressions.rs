//! `candour suppressions`.

use super::check::Session;
use super::config::{Config, ConfigArgs};
use super::options::{Input, Selection};
use super::output::{Output, screen_width};
use super::{Outcome, Stop};
use candour::audit::suppression::trouble;
use candour::audit::{State, Suppression};
use candour::check::Checked;
use candour::report::{Report, Summary, grid, one_line, pretty_json};
use clap::{Args, ValueEnum};
use serde_json::json;
use std::io::{self, Write};

const AFTER: &str = "\
Examples:
  candour suppressions notices/
      Every suppression in the notices and in the configuration, with its reason and what became of it.

In Markdown, HTML and YAML a suppression is a comment before or behind the words that it is about; before a heading it
covers all that stands beneath it, at the top of the notice the whole notice:
  <!-- candour: ignore RULE; reason: WORDS; until: 2027-01-31; owner: WORDS -->

States: active, stale (there is nothing that it holds back), expired, unknown (it names no rule), wrong (it is not
well-formed, and so not obeyed), idle (its rules did not run).

Exit codes:
  0  every suppression is well-formed
  2  one is not, or the run itself failed
  3  no privacy notice was found to check";

/// Arguments of `suppressions`.
#[derive(Args)]
#[command(after_help = AFTER)]
pub struct SuppressionsArgs {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    config: ConfigArgs,
    /// How to show them
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A table
    Table,
    /// A JSON array
    Json,
}

/// Keeps the suppressions of notices.
#[derive(Default)]
struct Keep(Vec<(Suppression, State)>);

impl Report for Keep {
    fn document(&mut self, checked: &Checked, _: &mut dyn Write) -> io::Result<()> {
        self.0.extend(checked.suppressions.iter().map(|l| (l.suppression.clone(), l.state.clone())));
        Ok(())
    }

    fn end(&mut self, _: &Summary, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// Runs the command.
pub fn run(args: &SuppressionsArgs) -> Result<Outcome, Stop> {
    let config = Config::load(&args.config, !args.input.only_stdin())?;
    let mut session = Session::new(config, &args.selection, &args.input, false)?;
    session.options.comments = true;
    let mut ledger = session.ledger;
    let output = Output { output: None };
    let mut runner = super::run::Runner::silent(&session.candour, &session.options, &args.input, &output);
    runner.config = Some(&session.config);
    runner.portfolio = true;
    let mut keep = Keep::default();
    let totals = runner.run_with(&mut keep, &mut ledger)?;
    let standing = session.options.settings.suppressions.iter().map(|s| s.suppression.clone());
    keep.0.extend(standing.zip(ledger.states(&session.options)));
    let mut out = io::stdout().lock();
    match args.format {
        Format::Json => {
            let lines: Vec<serde_json::Value> = keep.0.iter().map(line).collect();
            pretty_json(&mut out, &lines)?;
            writeln!(out)?;
        }
        Format::Table if keep.0.is_empty() => writeln!(out, "No suppressions.")?,
        Format::Table => {
            let mut table = grid(u16::try_from(screen_width()).unwrap_or(u16::MAX));
            table.set_header(["Place", "Rules", "State", "Holds back", "Until", "Owner", "Reason"]);
            table.add_rows(keep.0.iter().map(row));
            writeln!(out, "{}", table.trim_fmt())?;
        }
    }
    Ok(match totals.summary {
        summary if summary.unreadable > 0 || !session.valid || ledger.wrong => Outcome::Failed,
        summary if summary.notices == 0 => Outcome::Nothing,
        _ => Outcome::Clean,
    })
}

fn count(state: &State) -> usize {
    if let State::Active(count) = state { *count } else { 0 }
}

fn row((suppression, state): &(Suppression, State)) -> Vec<String> {
    let why = match state {
        State::Wrong(what) => what.clone(),
        _ => suppression.reason.clone(),
    };
    [
        suppression.place.clone(),
        suppression.rules.join(", "),
        state.name().to_owned(),
        count(state).to_string(),
        suppression.until.map(|d| d.to_string()).unwrap_or_default(),
        suppression.owner.clone().unwrap_or_default(),
        why,
    ]
    .map(|cell| one_line(&cell))
    .into()
}

fn line((suppression, state): &(Suppression, State)) -> serde_json::Value {
    json!({
        "place": suppression.place,
        "rules": suppression.rules,
        "state": state.name(),
        "holds_back": count(state),
        "reason": suppression.reason,
        "until": suppression.until.map(|d| d.to_string()),
        "owner": suppression.owner,
        "trouble": trouble(suppression, state),
    })
}
