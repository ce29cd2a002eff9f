//! Patterns: what a claim must be, and how it must stand to another.

use super::period::Period;
use super::template::Template;
use super::vocabulary;

/// All of these, each by any of its patterns.
#[derive(Clone, Debug, Default)]
pub struct Clause(pub Vec<Vec<Pattern>>);

impl Clause {
    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What a claim must be.
#[derive(Clone, Debug, Default)]
pub struct Pattern {
    /// The kinds that it can be; empty for any.
    pub kinds: Vec<String>,
    /// Its fields.
    pub fields: Vec<(String, Test)>,
    /// What the law says of its value.
    pub facts: Vec<(String, Test)>,
    /// Whether the law of the notice's own date is meant.
    pub at_notice_date: bool,
    /// What the notice must be.
    pub notice: Vec<(String, Test)>,
    /// Pairs of fields that say the same.
    pub agree: Vec<(String, String)>,
    /// Pairs of fields that say different things.
    pub disagree: Vec<(String, String)>,
    /// How it stands to another claim.
    pub joins: Vec<Join>,
    /// Likeness to a fact.
    pub like_fact: Option<LikeFact>,
    /// Whether claims with another audience or activity count too.
    pub any_scope: bool,
    /// The name that it is bound under.
    pub name: Option<String>,
    /// The bound claim that the joins are with, where it is not that of `for`.
    pub to: Option<String>,
    /// The field (or, without a claim, the item) whose duty says which claims count.
    pub met_by: Option<String>,
    /// Words that must occur: in the claim, or with no kind given in the notice.
    pub text: Vec<String>,
    /// What `each` must be at (in `cases`).
    pub each: Option<Test>,
    /// What the bound claim must be (in `cases`).
    pub with: Option<Box<Pattern>>,
}

/// How two claims must stand to each other.
#[derive(Clone, Debug, PartialEq)]
pub enum Join {
    /// The field is set in both and says the same.
    Same(String),
    /// The field does not say the same.
    Differs(String),
    /// The field's values share something, one is part of the other, or one is none.
    Overlaps(String),
    /// Both stand in one of these.
    Near(Vec<String>),
    /// The extractor tied them together by this name.
    Link(String),
    /// The law relates their values.
    Relation(String),
    /// The law does not relate their values.
    NoRelation(String),
    /// Their lengths cannot both hold.
    ConflictingLength,
    /// Their values differ by a slip of so many letters.
    Alike(String, usize),
    /// So many in a hundred of the shingles of their notices are the same.
    AlikeNotices(u32),
}

/// Likeness of a field to one of the values of a fact.
#[derive(Clone, Debug, PartialEq)]
pub struct LikeFact {
    /// The field of the claim.
    pub field: String,
    /// The fact.
    pub fact: String,
    /// How many letters may differ.
    pub edits: usize,
}

/// What a value must be.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// It is set.
    Any,
    /// It is not set.
    None,
    /// It is this.
    Is(String),
    /// It is like this; `*` stands for any letters.
    Glob(String),
    /// It is a length of time.
    Period,
    /// It is a day, month or year.
    Date,
    /// It is an age.
    Age,
    /// It is a number.
    Number,
    /// It is what this says once filled in.
    Filled(Template),
    /// It is not this; a value that is not set is not.
    Not(Box<Test>),
    /// It is one of these.
    OneOf(Vec<Test>),
    /// It is all of these.
    AllOf(Vec<Test>),
    /// It stands to this as the comparison says.
    Compare(Comparison, Operand),
}

impl Test {
    /// Whether the answer can depend on what is bound.
    pub fn is_dynamic(&self) -> bool {
        match self {
            Test::Filled(_) => true,
            Test::Not(t) => t.is_dynamic(),
            Test::OneOf(ts) | Test::AllOf(ts) => ts.iter().any(Test::is_dynamic),
            Test::Compare(_, Operand::Of(..) | Operand::Param(_)) => true,
            Test::Compare(_, Operand::AsOf(Some(shift)) | Operand::NoticeDate(Some(shift))) => {
                matches!(shift.by, Amount::Param(..))
            }
            _ => false,
        }
    }
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Of lengths.
    Longer,
    /// Of lengths.
    Shorter,
    /// Of days.
    Earlier,
    /// Of days.
    Later,
    /// Of numbers and lengths.
    AtLeast,
    /// Of numbers and lengths.
    AtMost,
}

impl Comparison {
    /// The comparison that a word of the language names.
    pub fn from_name(name: &str) -> Option<Comparison> {
        Some(match name {
            "longer-than" => Comparison::Longer,
            "shorter-than" => Comparison::Shorter,
            "earlier-than" => Comparison::Earlier,
            "later-than" => Comparison::Later,
            "at-least" => Comparison::AtLeast,
            "at-most" => Comparison::AtMost,
            _ => return None,
        })
    }
}

/// What a value is compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// A period, date, age or number as written.
    Literal(String),
    /// The as-of date, moved.
    AsOf(Option<Shift>),
    /// The notice's own date, moved.
    NoticeDate(Option<Shift>),
    /// A fact of the claim.
    Fact(String),
    /// A parameter.
    Param(String),
    /// A field of a bound claim (`for` is the rule's own).
    Of(String, String),
}

/// How far a date is moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    /// 1 or -1.
    pub sign: i64,
    /// By how much.
    pub by: Amount,
}

/// A period that may depend on a parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {
    /// As written.
    Fixed(Period),
    /// So many (a parameter) of a unit.
    Param(String, String),
}

impl Pattern {
    /// Unless it speaks of the notice, another notice than that of the claim it stands beside is meant.
    pub fn in_another_notice(&mut self) {
        let speaks = |j: &Join| matches!(j, Join::Same(f) | Join::Differs(f) if f == "notice");
        if !self.joins.iter().any(speaks) {
            self.joins.insert(0, Join::Differs("notice".to_owned()));
        }
    }

    /// The test of a field, if the pattern has one.
    pub fn field(&self, name: &str) -> Option<&Test> {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, t)| t)
    }

    /// Whether it says how the claim stands to another.
    pub fn has_joins(&self) -> bool {
        !self.joins.is_empty() || self.fields.iter().chain(&self.facts).any(|(_, t)| t.is_dynamic())
    }

    /// Whether it asks anything of a claim by itself.
    pub fn asks_claim(&self) -> bool {
        let plain = self.kinds.is_empty() && self.fields.is_empty() && self.facts.is_empty() && self.text.is_empty();
        !plain
            || !self.agree.is_empty()
            || !self.disagree.is_empty()
            || self.like_fact.is_some()
            || self.met_by.is_some()
    }

    /// Whether it asks about the notice and about no claim.
    pub fn is_about_notice(&self) -> bool {
        !self.asks_claim() && !self.notice.is_empty()
    }

    /// Whether the structured form holds all that it asks for.
    pub fn survives_yaml(&self) -> bool {
        // The rows of a table do not come from the notice.
        let table = |k: &String| k.starts_with(vocabulary::TABLE);
        if !self.kinds.is_empty() && self.kinds.iter().all(table) {
            return true;
        }
        let field = |f: &str| vocabulary::STRUCTURED_FIELDS.contains(&f);
        let join = |j: &Join| match j {
            Join::Same(f) | Join::Differs(f) | Join::Overlaps(f) | Join::Alike(f, _) => field(f),
            Join::Near(_) | Join::Link(_) | Join::AlikeNotices(_) => false,
            Join::Relation(_) | Join::NoRelation(_) | Join::ConflictingLength => true,
        };
        (!self.kinds.is_empty() || self.met_by.is_some() || self.is_about_notice())
            && self.text.is_empty()
            && self.kinds.iter().all(|k| vocabulary::STRUCTURED_KINDS.contains(&k.as_str()))
            && self.fields.iter().all(|(f, test)| field(f) || matches!(test, Test::Not(_) | Test::None))
            && self.agree.iter().chain(&self.disagree).all(|(a, b)| field(a) && field(b))
            && self.joins.iter().all(join)
    }
}
