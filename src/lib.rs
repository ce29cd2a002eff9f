//! candour: a static analyser for privacy notices.
//!
//! The five nouns: a [`notice::Notice`] is text that never loses its place; a [`claims::Claim`] is one thing that it
//! says; [`law::Law`] is what the law says on a date; a [`rules::Rule`] is a query over claims, written as data; a
//! [`audit::Finding`] is what a rule reports.

pub mod audit;
pub mod change;
pub mod check;
pub mod claims;
pub mod eval;
pub mod law;
pub mod lexicon;
pub mod notice;
pub mod read;
pub mod report;
pub mod rules;
pub mod yaml;

pub use check::Candour;

/// Everything below `rules/`, compiled in: law, lexicon and rules are data.
pub static RULES: include_dir::Dir<'static> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/rules");
