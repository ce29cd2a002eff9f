//! PDFs are taken apart by another process: a stranger's file can make that process slow or large, and nothing else.

use super::guard::guarded;
use super::{Outcome, Stop};
use candour::read::Limits;
use candour::read::pdf::{self, Apart};
use clap::Args;
use std::io::{Read, Write, stdin, stdout};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// The name of the command that is that process. It is for candour itself and not shown.
pub const NAME: &str = "take-pdf-apart";

/// What comes back may be so many times as large as the file may be.
const GROWTH: u64 = 8;

/// What the process may cost.
#[derive(Args)]
pub struct PdfArgs {
    /// Largest file, in bytes
    #[arg(long)]
    max_size: u64,
    /// Most memory, in bytes
    #[arg(long)]
    max_memory: u64,
}

/// The process: a PDF through standard input, what came of it through standard output.
pub fn run(args: &PdfArgs) -> Result<Outcome, Stop> {
    limit(args.max_memory);
    let mut bytes = Vec::new();
    stdin().lock().take(args.max_size.saturating_add(1)).read_to_end(&mut bytes)?;
    let limits = Limits { max_size: args.max_size, ..Limits::default() };
    let apart = guarded(|| pdf::take_apart(&bytes, &limits)).unwrap_or_else(Err);
    let answer = serde_json::to_vec(&apart).map_err(|e| Stop::Failed(e.to_string()))?;
    stdout().lock().write_all(&answer)?;
    Ok(Outcome::Clean)
}

/// Lets this process have so much memory and no more, where the system can be told.
#[cfg(unix)]
fn limit(bytes: u64) {
    // Where it cannot be set, the time and the steps of reading are still bounded.
    let _ = rlimit::setrlimit(rlimit::Resource::AS, bytes, bytes);
    let _ = rlimit::setrlimit(rlimit::Resource::CORE, 0, 0);
}

#[cfg(not(unix))]
fn limit(_bytes: u64) {}

/// Has a PDF taken apart by such a process.
///
/// # Errors
/// What is wrong with the file, or which limit it went beyond.
pub fn take(bytes: &[u8], limits: &Limits) -> Result<Apart, String> {
    let cannot = |what: &dyn std::fmt::Display| format!("the process that takes PDFs apart cannot be started: {what}");
    let program = std::env::current_exe().map_err(|e| cannot(&e))?;
    let mut child = Command::new(program)
        .arg(NAME)
        .arg(format!("--max-size={}", limits.max_size))
        .arg(format!("--max-memory={}", limits.max_pdf_memory))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| cannot(&e))?;
    let (input, output, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let most = limits.max_size.saturating_mul(GROWTH).max(1 << 20);
    let (said, complained, late) = std::thread::scope(|scope| {
        scope.spawn(move || {
            // A process that ends before it has read all of it says why.
            let _ = input.map(|mut input| input.write_all(bytes));
        });
        let complained = scope.spawn(move || gather(errors, 1 << 16));
        let (sender, receiver) = mpsc::channel();
        scope.spawn(move || sender.send(gather(output, most)));
        let said = receiver.recv_timeout(Duration::from_secs(limits.max_pdf_seconds));
        let late = said.is_err();
        // Whether it ended or not: it is not needed any more, and what waits for it may go on.
        let _ = child.kill();
        (said.unwrap_or_default(), complained.join().unwrap_or_default(), late)
    });
    let status = child.wait().map_err(|e| cannot(&e))?;
    if late {
        let seconds = limits.max_pdf_seconds;
        return Err(format!("takes more than {seconds} seconds to take apart; `max-pdf-seconds` sets another limit"));
    }
    serde_json::from_slice(&said).unwrap_or_else(|_| Err(failed(limits, &complained, status)))
}

/// What went wrong with a process that gave no answer.
fn failed(limits: &Limits, complained: &[u8], status: ExitStatus) -> String {
    let words = String::from_utf8_lossy(complained);
    if words.contains("memory allocation of") || words.contains("out of memory") {
        let most = limits.max_pdf_memory;
        return format!(
            "needs more than {most} bytes of memory to be taken apart; `max-pdf-memory` sets another limit"
        );
    }
    format!("cannot be taken apart: the process that did it ended early ({status})")
}

fn gather(from: Option<impl Read>, most: u64) -> Vec<u8> {
    let mut out = Vec::new();
    if let Some(from) = from {
        let _ = from.take(most).read_to_end(&mut out);
    }
    out
}
