//! The phrase language and the one automaton that finds every phrase in one pass over a notice.
//!
//! `rules/lexicon` holds groups of entries, an entry holds phrases; the names of laws, bodies and terms come from
//! `rules/law`. The build compiles them (`compile`, `builder`) and the program carries the result (`packed`).
//! [`Lexicon::read`] gives a [`Reading`]: the tokens of the notice, and every phrase found, by group.

mod automaton;
mod builder;
mod compile;
mod load;
mod packed;
mod phrase;
mod reading;
mod tokens;

pub use compile::{Entry, LexiconError};
pub use load::Lexicon;
pub use reading::{Hit, Reading};
pub use tokens::{Token, number};
