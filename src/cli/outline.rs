//! `candour outline`.

use super::claims::read_only;
use super::options::Input;
use super::output::Output;
use super::{Outcome, Stop};
use candour::report::Outline;
use clap::Args;

const AFTER: &str = "\
Example:
  candour outline notice.txt
      Each line shows a block of the notice: its line number, what it was taken for, its words, the line that
      introduces it, and whom or what its claims are about.";

/// Arguments of `outline`.
#[derive(Args)]
#[command(after_help = AFTER)]
pub struct OutlineArgs {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    output: Output,
}

/// Runs the command.
pub fn run(args: &OutlineArgs) -> Result<Outcome, Stop> {
    read_only(&args.input, &args.output, &mut Outline)
}
