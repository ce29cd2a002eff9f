//! What differs between two versions of a notice: by what it says, by what is wrong with it, and by its words; and the
//! edits that mend a notice (`mend`) or let it live with a finding (`suppress`).
//!
//! Sentences are aligned first (`align`). Then each claim looks for its fellow (`pair`, by the identity that `kinds`
//! gives it); what finds none was added or removed, and what finds one that says something else was changed. Words that
//! no claim covers are looked at for figures, names, denials and promises (`unread`). A change is *material* when people
//! are told or promised something else, and *editorial* when they are told the same in another way.

mod align;
mod findings;
mod kinds;
pub mod mend;
mod pair;
mod rename;
mod say;
pub mod suppress;
mod text;
mod unread;
mod words;

pub use findings::Findings;
pub use rename::{MOST_RENAMES, Print, Renamed, renames};
pub use text::{Fate, Hunk, Piece};

use crate::audit::Finding;
use crate::claims::Claims;
use crate::law::Law;
use crate::notice::{Notice, Span};
use align::Alignment;

/// One version of a notice.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The text.
    pub notice: &'a Notice,
    /// What it says.
    pub claims: &'a Claims,
    /// What the rules report of it.
    pub findings: &'a [Finding],
}

/// What became of a statement.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum What {
    /// It says something else.
    Changed,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
}

impl What {
    /// The word used in output.
    pub fn name(self) -> &'static str {
        match self {
            What::Changed => "changed",
            What::Added => "added",
            What::Removed => "removed",
        }
    }
}

/// How much a change matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Weight {
    /// People are told the same in another way.
    Editorial,
    /// People are told, or promised, something else.
    Material,
}

impl Weight {
    /// The word used in output.
    pub fn name(self) -> &'static str {
        match self {
            Weight::Editorial => "editorial",
            Weight::Material => "material",
        }
    }
}

/// One thing about a statement that is not what it was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldChange {
    /// What: `value`, or the name of a detail.
    pub field: &'static str,
    /// What it was, in words.
    pub old: Option<String>,
    /// What it is, in words.
    pub new: Option<String>,
}

/// One statement that was added, removed or changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// What became of it.
    pub what: What,
    /// How much that matters.
    pub weight: Weight,
    /// The kind of claim; `statement` for words that no claim covers.
    pub kind: &'static str,
    /// The change in one line, for people.
    pub says: String,
    /// What is not as it was, of a statement that was changed.
    pub fields: Vec<FieldChange>,
    /// The words in the old notice.
    pub old: Option<Span>,
    /// The words in the new notice.
    pub new: Option<Span>,
}

/// Everything that differs between two versions of a notice.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Difference {
    /// What is said now and was not, and the other way round: material changes first, each in order of place.
    pub changes: Vec<Change>,
    /// What became of the findings.
    pub findings: Findings,
    /// The words.
    pub text: Vec<Hunk>,
}

impl Difference {
    /// Whether people are told something else; nothing if no word differs.
    pub fn weight(&self) -> Option<Weight> {
        let worst = self.changes.iter().map(|c| c.weight).max();
        worst.or_else(|| (!self.text.is_empty()).then_some(Weight::Editorial))
    }
}

/// Which findings an edit brings, and which it mends: that part of [`compare`], for who needs no more.
pub fn compare_findings(old: &Side<'_>, new: &Side<'_>) -> Findings {
    findings::compare(old, new, &Alignment::of(old.notice, new.notice))
}

/// Compares two versions of a notice.
pub fn compare(old: &Side<'_>, new: &Side<'_>, law: &Law) -> Difference {
    let lines = Alignment::of(old.notice, new.notice);
    let text = text::compare(old.notice, new.notice);
    let mut changes = pair::compare(old, new, &lines, law);
    let read = unread::compare(old, new, &lines, &changes);
    changes.extend(read);
    let place = |c: &Change| c.new.or(c.old).map(|s| s.start);
    changes.sort_by(|a, b| (b.weight, place(a), a.what, &a.says).cmp(&(a.weight, place(b), b.what, &b.says)));
    changes.dedup_by(|a, b| a.weight == b.weight && a.what == b.what && a.says == b.says);
    Difference { changes, findings: findings::compare(old, new, &lines), text }
}
