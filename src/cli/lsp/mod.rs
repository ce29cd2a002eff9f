//! `candour lsp`: findings in an editor while a notice is written.
//!
//! Two threads: `server` hears the client and never waits, `worker` looks at documents; `desk` is what lies between
//! them, and `wire` is the way out. What is found is what `check` finds, as `folders` sees to.

mod actions;
mod client;
mod desk;
mod diagnostics;
mod document;
mod folders;
mod places;
mod server;
mod standing;
mod wire;
mod worker;

use super::config::ConfigArgs;
use super::guard::guarded;
use super::options::Selection;
use super::{Outcome, Stop};
use clap::Args;
use lsp_server::{ErrorCode, Message};
use server::{Next, Server};
use std::io;
use wire::{Incoming, Outbox};

const AFTER: &str = "\
An editor starts this command and talks to it on standard input and output, in the language server protocol; it is not
meant to be typed. docs/editors.md tells how to set up VS Code, Neovim and Helix.

What an editor passes as initializationOptions takes the place of options of the same name: as-of, min-confidence,
select, ignore, all-files.

Exit codes:
  0  the editor said goodbye
  1  it went away without a word
  2  what it sent cannot be understood, or the run itself failed";

/// Arguments of `lsp`.
#[derive(Args, Clone)]
#[command(after_help = AFTER)]
pub struct LspArgs {
    /// Treat every document as a privacy notice, whatever it looks like
    #[arg(long, help_heading = "What to read")]
    all_files: bool,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    config: ConfigArgs,
    /// What many editors add; it is the only way there is
    #[arg(long, hide = true)]
    stdio: bool,
}

/// Runs the command.
pub fn run(args: &LspArgs) -> Result<Outcome, Stop> {
    let (outbox, pending) = Outbox::new();
    let fail = |e: io::Error| Stop::Failed(format!("the writer could not be started: {e}"));
    let writer = std::thread::Builder::new().spawn(move || wire::write_all(pending, &mut io::stdout()));
    let writer = writer.map_err(fail)?;
    let mut server = Server::new(args, outbox.clone());
    let ended = converse(&mut server, &outbox);
    outbox.end();
    // Where nobody reads any more there is nothing left to tell.
    let _ = writer.join();
    match ended {
        Ok(true) => Ok(Outcome::Clean),
        // The protocol asks for 1, which of other commands means that something was found.
        Ok(false) => Ok(Outcome::Findings),
        Err(error) => Err(Stop::Failed(format!("standard input: {error}"))),
    }
}

/// Hears messages until the end. Answers whether it was announced.
fn converse(server: &mut Server, outbox: &Outbox) -> io::Result<bool> {
    let mut input = io::stdin().lock();
    loop {
        match wire::read(&mut input)? {
            None => return Ok(server.is_ending()),
            Some(Incoming::Malformed(code, what)) => outbox.refuse_nobody(code, what),
            Some(Incoming::Message(message)) => {
                let id = if let Message::Request(request) = &*message { Some(request.id.clone()) } else { None };
                match guarded(|| server.hear(*message)) {
                    Ok(Next::Go) => {}
                    Ok(Next::End(announced)) => return Ok(announced),
                    Err(panic) => match id {
                        Some(id) => outbox.refuse(id, ErrorCode::InternalError, panic),
                        None => outbox.show(&panic),
                    },
                }
            }
        }
    }
}
