//! `candour baseline`.

use super::check::Session;
use super::config::{Config, ConfigArgs, find};
use super::ledger::{self, Ledger};
use super::options::{Input, Selection};
use super::output::Output;
use super::{Outcome, Stop, complain, tell};
use candour::audit::baseline::Entry;
use candour::audit::portfolio::Portfolio;
use candour::check::Checked;
use candour::report::{Report, Summary, one_line};
use clap::{Args, Subcommand};
use std::io::{self, Write};

const AFTER: &str = "\
Examples:
  candour baseline write notices/
      Take candour up: what is found today is known, and `candour check notices/` tells only what is new.
  candour baseline prune notices/
      Take out what has been mended since.
  candour baseline check notices/
      In a CI job: exit code 1 while there is something to take out.

The file is candour-baseline.yaml, beside the configuration or else in the working folder. `candour check` obeys it
without being told; with --no-baseline it does not.";

/// Arguments of `baseline`.
#[derive(Args)]
#[command(after_help = AFTER)]
pub struct BaselineArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write down everything that is found, so that only what is new is reported from now on
    Write(What),
    /// Take entries out that stand for nothing any more
    Prune(What),
    /// Say which entries stand for nothing any more; exit code 1 if there are any
    Check(What),
}

#[derive(Args)]
struct What {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Keeps the entries of findings, nothing else.
struct Keep {
    entries: Vec<Entry>,
    names: Ledger,
}

impl Report for Keep {
    fn document(&mut self, checked: &Checked, _: &mut dyn Write) -> io::Result<()> {
        let name = self.names.name(&checked.about.path);
        let entry = |f| Entry::of(Some(&name), checked.about.part.as_deref(), f);
        self.entries.extend(checked.findings.iter().map(entry));
        Ok(())
    }

    fn portfolio(&mut self, portfolio: &Portfolio, _: &mut dyn Write) -> io::Result<()> {
        self.entries.extend(portfolio.findings.iter().map(|a| Entry::of(None, None, &a.finding)));
        Ok(())
    }

    fn end(&mut self, _: &Summary, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// Runs the command.
pub fn run(args: &BaselineArgs) -> Result<Outcome, Stop> {
    let (Command::Write(what) | Command::Prune(what) | Command::Check(what)) = &args.command;
    let config = Config::load(&what.config, true)?;
    let path = ledger::path_of(&config);
    let shown = find::told_from(&config.here, &path);
    let known = !matches!(args.command, Command::Write(_));
    if known && ledger::read(&path, &config.here)?.is_none() {
        return Err(Stop::Failed(format!("{shown}: no such file; `candour baseline write` writes one")));
    }
    let session = Session::new(config, &what.selection, &what.input, known && !what.config.isolated)?;
    let mut session = session;
    session.options.comments = !what.config.isolated;
    let mut ledger = session.ledger;
    let mut keep = Keep { entries: Vec::new(), names: Ledger::open(&session.config, false)? };
    let output = Output { output: None };
    let mut runner = super::run::Runner::silent(&session.candour, &session.options, &what.input, &output);
    runner.config = Some(&session.config);
    runner.portfolio = true;
    let totals = runner.run_with(&mut keep, &mut ledger)?;
    let failed = totals.summary.unreadable > 0 || !session.valid || ledger.wrong;
    if failed {
        return Err(Stop::Failed(format!("{shown} stays as it is, for not everything could be checked")));
    }
    if totals.summary.notices == 0 {
        tell("no privacy notice was found to check");
        return Ok(Outcome::Nothing);
    }
    let mut out = io::stdout().lock();
    let (vain, live) = ledger.entries(&session.candour, &session.options, true);
    let of = |n: usize| if n == 1 { "1 finding".to_owned() } else { format!("{n} findings") };
    match &args.command {
        Command::Write(_) => {
            let count = keep.entries.len();
            ledger::write(&path, session.options.min_confidence, keep.entries)?;
            writeln!(out, "{}: {} written down", one_line(&shown), of(count))?;
        }
        Command::Prune(_) => {
            let (gone, left) = (vain.len(), live.len());
            if gone > 0 {
                let sure = ledger::read(&path, &session.config.here)?.and_then(|b| b.min_confidence);
                ledger::write(&path, sure.unwrap_or(session.options.min_confidence), live)?;
            }
            writeln!(out, "{}: {} taken out, {} left", one_line(&shown), of(gone), of(left))?;
        }
        Command::Check(_) => {
            for entry in &vain {
                let notice = entry.notice.as_deref().unwrap_or("across notices");
                complain(&format!("{shown}: {} in {notice} stands for nothing any more", entry.rule));
            }
            writeln!(out, "{}: {}, {} mended", one_line(&shown), of(live.len() + vain.len()), vain.len())?;
            if !vain.is_empty() {
                return Ok(Outcome::Findings);
            }
        }
    }
    Ok(Outcome::Clean)
}
