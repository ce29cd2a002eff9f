//! One file per command. No analysis here: each command reads its arguments and hands plain values down.

mod bar;
mod baseline;
mod cache;
mod check;
mod claims;
mod completions;
pub mod config;
mod diff;
mod eval;
mod explain;
mod fix;
mod formats;
mod gather;
mod guard;
mod init;
pub mod ledger;
mod limits;
mod lsp;
mod man;
mod options;
mod outline;
mod output;
mod packs;
mod pdf;
mod portfolio;
mod report;
mod rules;
mod run;
mod schema;
mod serve;
mod since;
mod stream;
mod suppressions;

use candour::report::one_line;
use clap::{CommandFactory, Parser, Subcommand};
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Nothing at or above the level asked for.
    Clean,
    /// Findings.
    Findings,
    /// The run itself failed.
    Failed,
    /// No notice was found to check.
    Nothing,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Findings => 1,
            Outcome::Failed => 2,
            Outcome::Nothing => 3,
        })
    }
}

/// Why a command stopped.
#[derive(Debug)]
pub enum Stop {
    /// Nobody reads the output any more: no failure.
    Pipe,
    /// A message for the user.
    Failed(String),
    /// Several of them.
    Wrong(Vec<String>),
}

impl Stop {
    /// What the user is to be told.
    pub fn messages(self) -> Vec<String> {
        match self {
            Stop::Pipe => Vec::new(),
            Stop::Failed(message) => vec![message],
            Stop::Wrong(messages) => messages,
        }
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Stop {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Stop::Pipe,
            _ => Stop::Failed(format!("the output could not be written: {error}")),
        }
    }
}

impl From<candour::check::SetupError> for Stop {
    fn from(error: candour::check::SetupError) -> Stop {
        Stop::Failed(format!("candour could not be set up: {error}"))
    }
}

/// Checks privacy notices against UK data protection law.
///
/// candour reads a privacy notice, works out what it claims (whose data, on which lawful basis, for how long, sent
/// where, with which rights), and reports where those claims contradict each other, contradict the law, or leave out
/// what the law requires. It never connects to a network (`candour serve` listens, to this machine alone), and changes a
/// notice only if told to (`candour fix --apply`).
#[derive(Parser)]
#[command(version, max_term_width = 100, after_help = AFTER, propagate_version = true, subcommand_required = true)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

const AFTER: &str = "\
Examples:
  candour check notice.md                 check one draft
  candour check notices/                  check every notice in a folder
  candour explain RULE                    what a rule asks for, why, and how to put it right
  candour fix notice.md                   what can be mended by itself, as a diff
  candour diff old.md new.md              what a change to a notice means
  candour serve                           review a draft in a browser while you write it
  candour claims notice.md                what candour understood of a notice

Exit codes:
  0  nothing to report at or above the level of --fail-on
  1  findings
  2  the run failed: bad arguments, a file that cannot be read, a rule that is not valid
  3  no privacy notice was found to check";

#[derive(Subcommand)]
enum Command {
    /// Check privacy notices and report what is wrong, with the law and how to put it right
    Check(check::CheckArgs),
    /// Look at notices of one controller together, from what `candour check --facts-out` wrote
    Portfolio(portfolio::PortfolioArgs),
    /// Make a report of a run that was saved: a page to look at, a workbook, or any other format
    Report(report::ReportArgs),
    /// Show what a change to notices means: what is told or promised differently, and which findings come and go
    Diff(diff::DiffArgs),
    /// Mend what can be mended by itself: show the edits, or write them
    Fix(fix::FixArgs),
    /// Open a page on this machine on which a draft is reviewed while it is written
    Serve(serve::ServeArgs),
    /// Show what notices claim, as candour understood it
    Claims(claims::ClaimsArgs),
    /// Show how a notice was read: headings, lists, tables, and whom each part is about
    Outline(outline::OutlineArgs),
    /// Explain a rule: what it asks for, the law behind it, and how to put a finding right
    Explain(explain::ExplainArgs),
    /// Count what candour gets right and what it misses, against labels
    Eval(eval::EvalArgs),
    /// List the rules, or test them with the examples that they carry
    Rules(rules::RulesArgs),
    /// Show which configuration applies, what it says, and where
    Config(config::show::ConfigCommand),
    /// Write a configuration to begin with, in which every key is explained
    Init(init::InitArgs),
    /// List suppressions, with their reasons and what became of them
    Suppressions(suppressions::SuppressionsArgs),
    /// Keep the findings that were there when candour was taken up out of the way
    Baseline(baseline::BaselineArgs),
    /// Serve an editor: findings while a notice is written, the law behind them, and edits that mend
    Lsp(lsp::LspArgs),
    /// Print the JSON Schema of a format that candour reads or writes
    Schema(schema::SchemaArgs),
    /// Print a script that completes the command line in a shell
    Completions(completions::CompletionsArgs),
    /// Take a PDF apart, for another process of candour
    #[command(name = pdf::NAME, hide = true)]
    Pdf(pdf::PdfArgs),
    /// Print the manual page, or write those of all commands to a folder
    Man(man::ManArgs),
}

/// Runs the command line.
pub fn main(args: impl IntoIterator<Item = OsString>) -> Outcome {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { Outcome::Failed } else { Outcome::Clean };
        }
    };
    let result = match args.command {
        Command::Check(args) => check::run(&args),
        Command::Portfolio(args) => portfolio::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Fix(args) => fix::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Claims(args) => claims::run(&args),
        Command::Outline(args) => outline::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Rules(args) => rules::run(&args),
        Command::Config(args) => config::show::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Suppressions(args) => suppressions::run(&args),
        Command::Baseline(args) => baseline::run(&args),
        Command::Lsp(args) => lsp::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => completions::run(&args, Args::command()),
        Command::Pdf(args) => pdf::run(&args),
        Command::Man(args) => man::run(&args, Args::command()),
    };
    match result {
        Ok(outcome) => outcome,
        Err(Stop::Pipe) => Outcome::Clean,
        Err(stop) => {
            stop.messages().iter().for_each(|message| complain(message));
            Outcome::Failed
        }
    }
}

/// Tells the user something on standard error.
pub fn tell(message: &str) {
    // Nothing is left to tell the user with if standard error is closed.
    let _ = writeln!(std::io::stderr(), "candour: {}", one_line(message));
}

/// Tells the user of an error.
pub fn complain(message: &str) {
    let _ = writeln!(std::io::stderr(), "candour: error: {}", one_line(message));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_well_formed() {
        Args::command().debug_assert();
    }
}
