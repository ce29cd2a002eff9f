//! `candour completions`.

use super::{Outcome, Stop};
use clap::Args;
use clap_complete::{Generator, Shell};
use std::io::Write;

const AFTER: &str = "\
Examples:
  candour completions bash > ~/.local/share/bash-completion/completions/candour
      bash, for one user.
  candour completions zsh > ~/.zfunc/_candour
      zsh, where ~/.zfunc is a folder of $fpath.
  candour completions fish > ~/.config/fish/completions/candour.fish
      fish.";

/// Arguments of `completions`.
#[derive(Args)]
#[command(after_help = AFTER)]
pub struct CompletionsArgs {
    /// For which shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Runs the command. `command` is the whole command line, from which the script is made.
pub fn run(args: &CompletionsArgs, mut command: clap::Command) -> Result<Outcome, Stop> {
    command.set_bin_name("candour");
    command.build();
    let mut script = Vec::new();
    args.shell.try_generate(&command, &mut script)?;
    let mut out = std::io::stdout().lock();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Outcome::Clean)
}
