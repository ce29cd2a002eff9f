//! The phrase language and the one automaton that finds every phrase in one pass over a notice.
//!
//! `rules/lexicon` holds groups of entries, an entry holds phrases; the names of laws, bodies and terms come from
//! `rules/law`. [`Lexicon::read`] gives a [`Reading`]: the tokens of the notice, and every phrase found, by group.

mod automaton;
mod load;
mod phrase;
mod reading;
mod tokens;

pub use load::{Entry, Lexicon, LexiconError};
pub use reading::{Hit, Reading};
pub use tokens::{Token, number};
