//! Cells of a table that is no part of a notice, read as the extractors read the same words in prose.

use super::model::Claim;
use super::structured;
use crate::law::Law;
use crate::lexicon::Lexicon;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// Reads cells.
#[derive(Clone, Copy)]
pub struct Cells<'a> {
    lexicon: &'a Lexicon,
    law: &'a Law,
}

impl<'a> Cells<'a> {
    /// With these phrases and this law.
    pub fn new(lexicon: &'a Lexicon, law: &'a Law) -> Cells<'a> {
        Cells { lexicon, law }
    }

    /// The claim that these records are kept so long; without a period only its records tell.
    pub fn kept(&self, records: Option<&str>, period: Option<&str>, activity: Option<&str>) -> Option<Claim> {
        structured::kept(self.lexicon, self.law, records.unwrap_or(""), period, activity)
    }
}

/// A name that lasts as long as the program: kinds and columns of tables are few and known once they are loaded.
pub fn intern(name: &str) -> &'static str {
    static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(name) {
        return known;
    }
    let kept: &'static str = Box::leak(name.to_owned().into_boxed_str());
    names.insert(kept);
    kept
}
