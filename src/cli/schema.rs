//! `candour schema`.

use super::{Outcome, Stop};
use clap::{Args, ValueEnum};
use std::io::Write;

const AFTER: &str = "\
Examples:
  candour schema notice > notice.schema.json
      For an editor that completes and checks structured notices.
  candour schema findings
      What `candour check --format json` prints.";

/// Arguments of `schema`.
#[derive(Args)]
#[command(after_help = AFTER)]
pub struct SchemaArgs {
    /// Which format
    #[arg(value_name = "FORMAT")]
    of: Of,
}

#[derive(Clone, Copy, ValueEnum)]
enum Of {
    /// The structured notice form, in YAML
    Notice,
    /// The findings, in JSON
    Findings,
    /// An answer to a document of `candour check --stdin-jsonl`, in JSON
    Answers,
    /// The configuration, candour.yaml
    Config,
    /// The differences between versions of notices, in JSON
    Diff,
    /// The edits of `candour fix`, in JSON
    Fix,
}

/// Runs the command.
pub fn run(args: &SchemaArgs) -> Result<Outcome, Stop> {
    let schema = match args.of {
        Of::Notice => candour::read::notice_schema(),
        Of::Config => serde_json::from_str(super::config::SCHEMA).map_err(|e| Stop::Failed(e.to_string()))?,
        Of::Diff => candour::report::diff_schema().map_err(|e| Stop::Failed(e.to_string()))?,
        Of::Fix => candour::report::fix_schema().map_err(|e| Stop::Failed(e.to_string()))?,
        Of::Answers => candour::report::answers_schema().map_err(|e| Stop::Failed(e.to_string()))?,
        Of::Findings => candour::report::findings_schema().map_err(|e| Stop::Failed(e.to_string()))?,
    };
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &schema).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(Outcome::Clean)
}
