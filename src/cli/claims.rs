//! `candour claims`.

use super::options::{Input, Selection};
use super::output::Output;
use super::run::Runner;
use super::{Outcome, Stop};
use candour::Candour;
use candour::report::{ClaimsJson, ClaimsTable, RegisterCsv, RegisterJson, RegisterTable, Report, Structured};
use candour::rules::RuleSet;
use clap::{Args, ValueEnum};

const AFTER: &str = "\
Examples:
  candour claims notice.md
      What candour understood, as a table.
  candour claims notice.md --format yaml --output notice.yaml
      The notice in candour's own structured form, which `candour check` reads as well.
  candour claims notices/ --by activity --format csv
      A record of processing, one row an activity, for a spreadsheet.
  candour claims notices/ --format json
      For other programs.";

/// Arguments of `claims`.
#[derive(Args)]
#[command(after_help = AFTER)]
pub struct ClaimsArgs {
    #[command(flatten)]
    input: Input,
    /// How to show the claims
    #[arg(long, value_name = "FORMAT", default_value = "table", help_heading = "Output")]
    format: Format,
    /// Gather the claims into records: `activity` gives the rows of a record of processing
    #[arg(long, value_name = "WHAT", help_heading = "Output")]
    by: Option<By>,
    /// Accepted so that the arguments of `check` serve here too: what a notice says does not depend on the date
    #[arg(long, value_name = "DATE", hide_short_help = true)]
    as_of: Option<String>,
    #[command(flatten)]
    output: Output,
}

#[derive(Clone, Copy, ValueEnum)]
enum By {
    /// One record an activity: purpose, data, basis, condition, Schedule 1, retention, recipients, transfers
    Activity,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    /// A table
    Table,
    /// One JSON object
    Json,
    /// One row an activity, for spreadsheets; with `--by activity`
    Csv,
    /// The structured notice form, one YAML document a notice
    Yaml,
}

/// Runs the command.
pub fn run(args: &ClaimsArgs) -> Result<Outcome, Stop> {
    let width = u16::try_from(args.output.width()).unwrap_or(u16::MAX);
    let mut report: Box<dyn Report> = match (args.by, args.format) {
        (Some(By::Activity), Format::Table) => Box::new(RegisterTable { width }),
        (Some(By::Activity), Format::Csv) => Box::new(RegisterCsv),
        (Some(By::Activity), Format::Json) => Box::new(RegisterJson::default()),
        (Some(By::Activity), Format::Yaml) => {
            return Err(Stop::Failed("--by activity is printed as table, csv or json".to_owned()));
        }
        (None, Format::Csv) => return Err(Stop::Failed("csv needs --by activity".to_owned())),
        (None, Format::Table) => Box::new(ClaimsTable { width }),
        (None, Format::Json) => Box::new(ClaimsJson::default()),
        (None, Format::Yaml) => Box::new(Structured::default()),
    };
    let _ = &args.as_of;
    read_only(&args.input, &args.output, report.as_mut())
}

/// Reads notices and shows what was understood; no rule is run.
pub fn read_only(input: &Input, output: &Output, report: &mut dyn Report) -> Result<Outcome, Stop> {
    let mut candour = Candour::builtin()?;
    candour.rules = RuleSet::default();
    let mut options = Selection::none().options(input.all_files);
    options.caps = input.limits.caps(None);
    let runner = Runner {
        candour: &candour,
        options: &options,
        input,
        output,
        quiet: false,
        any_document: true,
        portfolio: false,
        facts_out: None,
        config: None,
        cache: None,
        since: None,
    };
    let summary = runner.run(report)?.summary;
    Ok(match summary.notices + summary.not_notices {
        _ if summary.unreadable > 0 => Outcome::Failed,
        0 => Outcome::Nothing,
        _ => Outcome::Clean,
    })
}
