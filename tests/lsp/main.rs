//! `candour lsp`, driven through its protocol as an editor does.
#![allow(clippy::unwrap_used, clippy::panic)]

mod acting;
#[path = "../aid/mod.rs"]
mod aid;
mod finding;
mod settings;
mod support;
mod talking;

use aid::folder;

/// A notice in Markdown with some words in it.
fn notice(words: &str) -> String {
    format!(
        "# Privacy notice of Harebell Surgery\n\nHarebell Surgery is the controller of your personal data.\n\n\
         ## What we do\n\n{words}\n\n## Your rights\n\nYou have the right of access to your data.\n\n\
         Last updated: 1 October 2026\n"
    )
}

/// The same with as many words as a page in a file of strings has at least.
fn long(words: &str) -> String {
    notice(&format!(
        "{words}\n\n{}",
        "We look after your personal data with care, as we would want ours to be. ".repeat(12)
    ))
}

/// Words in which something is left to be filled in.
const LEFT: &str = "We keep your records for as long as [insert period].";
/// The rule that finds it.
const RULE: &str = "placeholder-left";
