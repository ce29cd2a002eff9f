//! The command line: parse the arguments, run one command, choose the exit code.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main(std::env::args_os()).into()
}
