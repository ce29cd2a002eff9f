//! What the law says on a date.
//!
//! The facts stand as data in `rules/law`: values of a claim kind with dated facts, relations between values, sets,
//! citations, the duties to inform, the regulator's contact details and retention periods. [`Law`] is the typed view of
//! them. It is read once, never changes, and may be shared between threads.
//!
//! - A fact is asked for by kind, value, name and date. A value that is not listed is looked for without its trailing
//!   sub-paragraphs (`2/6(2)(a)` as `2/6`), then among the values with a `*`, which say what holds for all others.
//! - A relation holds whatever its standing; what is too uncertain to accuse on is left out of the data.

mod load;
mod model;
mod ordered;
mod schema;
mod store;
#[cfg(test)]
mod tests;

pub use load::LawError;
pub use model::{Citation, Date, Duty, Fact, FactValue, RegulatorContact, RetentionRecord, Standing};
pub use store::Law;
