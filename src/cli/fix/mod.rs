//! `candour fix`.

mod keep;
mod replace;

use super::check::Session;
use super::config::ConfigArgs;
use super::options::{Input, Selection};
use super::output::{Colour, Output};
use super::run::Runner;
use super::{Outcome, Stop, complain};
use candour::report::{FileFixes, FixJson, FixPretty, FixReport, FixSummary, Written};
use clap::{Args, ValueEnum};
use keep::Keep;
use replace::Replaced;

const AFTER: &str = "\
Examples:
  candour fix notice.md
      Show what can be mended, as a diff, and beneath it what is left to you.
  candour fix notices/ --apply
      Write what can be mended.
  candour fix notices/ --select currency --format json
      The edits for another program.

Edits are made where the words to write are certain: the regulator's phone number, the name of a law that is named
wrongly or was superseded, a body's successor. An edit is left to you where the words around it would have to change as
well, or where the file has other characters in their place; every other finding is yours in any case. The edited file
is checked again before it is written: no edit is made that brings a finding.

Exit codes:
  0  nothing to mend by itself, or with --apply: all is written
  1  there are edits, which are not written without --apply
  2  the run failed: bad arguments, a file that cannot be read or written, a rule that is not valid
  3  no privacy notice was found to check";

/// Arguments of `fix`.
#[derive(Args)]
#[command(after_help = AFTER)]
pub struct FixArgs {
    #[command(flatten)]
    input: Input,
    /// Write the edits into the files; without it they are only shown
    #[arg(long, help_heading = "How to run")]
    apply: bool,
    #[command(flatten)]
    selection: Selection,
    /// How to show the edits
    #[arg(long, value_name = "FORMAT", default_value = "diff", help_heading = "Output")]
    format: Format,
    #[command(flatten)]
    output: Output,
    /// When to colour
    #[arg(long, alias = "colour", value_name = "WHEN", default_value = "auto", help_heading = "Output")]
    color: Colour,
    /// Show edits and errors, nothing else
    #[arg(long, short, help_heading = "Output")]
    quiet: bool,
    #[command(flatten)]
    config: ConfigArgs,
    /// Mend what is in the baseline as well
    #[arg(long, help_heading = "Configuration")]
    no_baseline: bool,
}

/// How edits are shown.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A unified diff for each file, and beneath it what is left to people
    Diff,
    /// One JSON object
    Json,
}

/// Runs the command.
pub fn run(args: &FixArgs) -> Result<Outcome, Stop> {
    if args.apply && args.input.paths.iter().any(|p| p.as_os_str() == "-") {
        let what = "standard input cannot be written to; leave out --apply to see the edits";
        return Err(Stop::Failed(what.to_owned()));
    }
    let session = Session::open(&args.config, &args.selection, &args.input, args.no_baseline)?;
    let Session { config, candour, options, valid, mut ledger } = session;
    let runner = Runner {
        candour: &candour,
        options: &options,
        input: &args.input,
        output: &Output { output: None },
        quiet: args.quiet,
        any_document: false,
        portfolio: false,
        facts_out: None,
        config: Some(&config),
        cache: None,
        since: None,
    };
    let mut keep = Keep::new(&candour, &options, &args.input, args.input.limits.limits(Some(&config.values)));
    let totals = runner.run_with(&mut keep, &mut ledger)?;
    let mut files = keep.files;
    if args.apply {
        write(&mut files);
    }
    let mut summary = FixSummary {
        notices: totals.summary.notices,
        unreadable: totals.summary.unreadable + keep.failed,
        ..FixSummary::default()
    };
    files.iter().for_each(|file| summary.add(file));
    let shown = show(args, &options.as_of.to_string(), &files, &summary);
    // The files are written whether or not anybody looks; so the exit code must tell of them, not of the reader.
    if !matches!(shown, Ok(()) | Err(Stop::Pipe)) {
        shown?;
    }
    Ok(match summary {
        summary if summary.unreadable + summary.failed > 0 || !valid || ledger.wrong => Outcome::Failed,
        summary if summary.edits > summary.written && !args.apply => Outcome::Findings,
        summary if summary.notices == 0 => {
            super::tell("no privacy notice was found to check");
            Outcome::Nothing
        }
        _ => Outcome::Clean,
    })
}

/// Writes what can be mended. A file that cannot be written stays as it was, and the others are written.
fn write(files: &mut [FileFixes]) {
    let mut replaced = Replaced::default();
    for file in files.iter_mut().filter(|f| !f.edits.is_empty()) {
        file.written = match replaced.replace(file.path.as_ref(), &file.sha256, &file.bytes) {
            Ok(()) => Written::Yes,
            Err(what) => {
                complain(&format!("{}: not written: {what}", file.path));
                Written::Failed(what)
            }
        };
    }
}

fn show(args: &FixArgs, as_of: &str, files: &[FileFixes], summary: &FixSummary) -> Result<(), Stop> {
    let pretty = FixPretty {
        width: args.output.width(),
        colour: args.output.colour(args.color),
        quiet: args.quiet,
        apply: args.apply,
    };
    let json = FixJson { as_of: as_of.to_owned(), apply: args.apply };
    let report: &dyn FixReport = if args.format == Format::Json { &json } else { &pretty };
    let mut sink = args.output.open()?;
    report.write(files, summary, &mut sink)?;
    sink.finish()
}
