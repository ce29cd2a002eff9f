//! Programs that write documents, where they are installed.
#![allow(clippy::unwrap_used, dead_code)]

use std::path::Path;
use std::process::{Command, Stdio};

/// Whether a program can be run.
pub fn has(program: &str) -> bool {
    let run = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    run.is_ok_and(|s| s.success())
}

/// Makes a document of Markdown with pandoc. Answers whether it did.
pub fn pandoc(from: &Path, to: &Path) -> bool {
    let run = Command::new("pandoc").args(["-f", "gfm"]).arg(from).arg("-o").arg(to).status();
    run.is_ok_and(|s| s.success())
}

/// Turns files of a folder into another format with LibreOffice, all in one go, and puts them into a folder below it.
/// Answers whether it did.
pub fn convert(folder: &Path, names: &[String], to: &str, into: &str) -> bool {
    let home = folder.join("office");
    let run = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", home.display()))
        .args(["--headless", "--convert-to", to, "--outdir", into])
        .args(names)
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    run.is_ok_and(|s| s.success())
}
