//! The phrase language and the one automaton that finds every phrase in one pass over a notice.

/// Why a lexicon could not be built: names file and entry.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {what}")]
pub struct LexiconError {
    /// The file.
    pub file: String,
    /// What is wrong.
    pub what: String,
}

/// Every phrase that candour knows, compiled.
pub struct Lexicon;

impl Lexicon {
    /// The phrases of `rules/lexicon` and the names in `rules/law`.
    ///
    /// # Errors
    /// When a file of phrases is malformed.
    pub fn builtin(_law: &crate::law::Law) -> Result<Lexicon, LexiconError> {
        Ok(Lexicon)
    }
}
