//! Nothing brings it down, and what is promised holds: hostile input, caps, panics, injection, network, writing.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

#[path = "../aid/mod.rs"]
mod aid;
mod bombs;
mod caps;
mod documents;
mod injection;
mod kept;
mod loaded;
mod offline;
mod order;
mod panic;
mod properties;
mod sound;
mod writing;

use aid::{AS_OF, folder_of as folder, run};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A notice with findings.
const NOTICE: &str = "# Privacy notice\n\nThis privacy notice explains how Brook Lane Bakery Ltd uses your personal \
data.\n\n## How long we keep it\n\nWe keep order records for 7 years.\n\n## Your rights\n\nYou have the right to ask \
for a copy of your personal data. We rely on Article 6(1)(b) and on Privacy Shield.\n\nLast updated: 1 March 2026\n";

/// Runs candour with these variables and no others. Exit code, standard output, standard error.
fn run_with(dir: &Path, variables: &[(&str, &str)], args: &[&str]) -> (i32, String, String) {
    let mut command = aid::command(dir, args);
    command.envs(variables.iter().copied());
    aid::outcome(command)
}

/// `candour check` of some paths, with more arguments.
fn check(dir: &Path, args: &[&str]) -> (i32, String, String) {
    run(dir, &[&["check"], &AS_OF[..], args].concat())
}

/// How long this thread has worked, on whatever busy machine; where the system does not tell, what the clock says.
fn worked() -> Duration {
    static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|t| t.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| BEGUN.elapsed(), Duration::from_nanos)
}
