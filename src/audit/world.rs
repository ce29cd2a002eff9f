//! What a rule is asked about: one notice and its claims, the law, and two dates; and the tests on single claims.

use super::compare::{Other, compare, is};
use super::fields::{Field, field, like};
use super::portfolio::Sketch;
use crate::claims::{Claim, Detail, Profile};
use crate::law::{Date, Fact, Law, Standing};
use crate::notice::{Notice, Work};
use crate::rules::Rule;
use crate::rules::pattern::{Amount, Clause, Operand, Pattern, Shift, Test};
use crate::rules::period::{self, Days, Period};
use crate::rules::template::Name;
use crate::rules::vocabulary::TABLE;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

/// One notice with all that rules may ask.
pub struct World<'a> {
    /// The text.
    pub notice: &'a Notice,
    /// What it claims; phrases that rules look for come last.
    pub claims: &'a [Claim],
    /// What it is.
    pub profile: &'a Profile,
    /// The law.
    pub law: &'a Law,
    /// The date whose law holds.
    pub as_of: Date,
    /// The notice's own date.
    pub notice_date: Option<Days>,
    /// The notices of a controller whose claims these are, in order; empty where there is one notice alone.
    pub members: &'a [Member],
    /// All claims of the notices, in document order; no rows of tables.
    pub in_order: Vec<u32>,
    /// Claims by kind, in document order.
    pub by_kind: FxHashMap<&'a str, Vec<u32>>,
    /// The patterns by which duties are met, read once.
    pub(super) duties: RefCell<FxHashMap<String, Rc<Vec<Pattern>>>>,
    /// What questions are charged to.
    pub(super) work: Option<&'a Work>,
    /// What was left out because there was too much of it.
    pub(super) cuts: RefCell<Vec<String>>,
}

/// One notice of several that are looked at together.
#[derive(Clone, Debug, Default)]
pub struct Member {
    /// Its path, and the part of the file that it is.
    pub name: String,
    /// Where its words begin among those of all.
    pub start: u32,
    /// What it is.
    pub profile: Profile,
    /// What it is about, by its title; empty where the title does not tell.
    pub about: String,
    /// Its wording, in short.
    pub sketch: Sketch,
}

/// What is bound while a rule is asked.
#[derive(Clone, Debug)]
pub struct Bound<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// The claim of `for`.
    pub subject: Option<u32>,
    /// The claims of `with`, by name.
    pub named: Vec<(&'a str, u32)>,
    /// The value that `each` is at.
    pub each: Option<String>,
}

impl<'a> World<'a> {
    /// What rules may ask of these claims on this date.
    pub fn new(notice: &'a Notice, claims: &'a [Claim], profile: &'a Profile, law: &'a Law, as_of: Date) -> World<'a> {
        let mut in_order: Vec<u32> = (0_u32..).zip(claims).map(|(i, _)| i).collect();
        in_order.sort_by_key(|i| claims.get(*i as usize).map(|c| c.span));
        let mut by_kind: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
        for (i, claim) in in_order.iter().filter_map(|i| Some((*i, claims.get(*i as usize)?))) {
            by_kind.entry(claim.kind).or_default().push(i);
        }
        in_order.retain(|i| claims.get(*i as usize).is_some_and(|c| !c.kind.starts_with(TABLE)));
        World {
            notice,
            claims,
            profile,
            law,
            as_of,
            notice_date: profile.date.as_deref().and_then(Days::parse),
            members: &[],
            in_order,
            by_kind,
            duties: RefCell::default(),
            work: None,
            cuts: RefCell::default(),
        }
    }

    /// Takes so many steps. Answers whether there were as many left.
    pub fn charge(&self, steps: usize) -> bool {
        self.work.is_none_or(|work| work.steps(steps as u64))
    }

    /// The claim with this index.
    pub fn claim(&self, index: u32) -> Option<&'a Claim> {
        self.claims.get(index as usize)
    }

    /// Which of several notices a claim stands in.
    pub fn member(&self, claim: &Claim) -> Option<&'a Member> {
        self.member_at(claim.span.start)
    }

    fn member_at(&self, start: u32) -> Option<&'a Member> {
        let at = self.members.partition_point(|m| m.start <= start);
        self.members.get(at.checked_sub(1)?)
    }

    /// The date of the notice in which a place stands: its own, or across notices that of the one that holds the place.
    pub fn date_at(&self, start: u32) -> Option<Days> {
        let member = || Days::parse(self.member_at(start)?.profile.date.as_deref()?);
        self.notice_date.or_else(member)
    }

    /// Claims of these kinds (all of the notice, where none is given), in document order.
    pub fn of_kinds(&self, kinds: &[String]) -> Cow<'_, [u32]> {
        match kinds {
            [] => Cow::Borrowed(&self.in_order),
            [kind] => Cow::Borrowed(self.by_kind.get(kind.as_str()).map_or(&[], Vec::as_slice)),
            _ => {
                let mut found: Vec<u32> =
                    kinds.iter().filter_map(|k| self.by_kind.get(k.as_str())).flatten().copied().collect();
                found.sort_unstable_by_key(|i| (self.claim(*i).map(|c| c.span), *i));
                found.dedup();
                Cow::Owned(found)
            }
        }
    }

    /// Notes, once a rule, that it did not look at everything.
    pub(super) fn cut(&self, rule: &str, what: String) {
        let rule = format!("rule `{rule}`: ");
        let mut cuts = self.cuts.borrow_mut();
        if cuts.iter().all(|c| !c.starts_with(&rule)) {
            cuts.push(rule + &what);
        }
    }

    /// The field, of whatever kind, that the law gives for a fact of a claim.
    pub fn fact(&self, claim: &Claim, name: &str, pattern: Option<&Pattern>, strict: bool) -> Field<'a> {
        let on = match pattern {
            Some(p) if p.at_notice_date => match self.notice_date {
                Some(days) => days.last,
                None => return Field::Unset,
            },
            _ => self.as_of,
        };
        match self.known(claim, name, on) {
            Some(fact) if !strict || fact.standing == Standing::High => Field::of_fact(fact.value),
            _ => Field::Unset,
        }
    }

    /// What the law says of a claim: of its value, and of a storage period what it says of the records that are kept.
    fn known(&self, claim: &Claim, name: &str, on: Date) -> Option<Fact<'a>> {
        let of_value = self.law.fact(claim.kind, &claim.value, name, on);
        let records = match claim.details.get("records") {
            // Of a long enumeration it cannot be told which record the period is about.
            Some(Detail::List(records)) if of_value.is_none() && records.len() <= 8 => records.as_slice(),
            _ => &[],
        };
        of_value.or_else(|| records.iter().find_map(|record| self.law.fact("record", record, name, on)))
    }

    /// The days from which the facts hold that a pattern asks for, the latest.
    pub fn since(&self, pattern: &Pattern, claim: &Claim) -> Option<Date> {
        let fact = |name: &String| self.law.fact(claim.kind, &claim.value, name, self.as_of)?.from;
        pattern.facts.iter().filter_map(|(name, _)| fact(name)).max()
    }

    /// Whether a claim is what the pattern asks for, its relations to other claims apart. With `strict`, only facts of
    /// high standing count. Tests that depend on what is bound are left for later where nothing is.
    pub fn matches(&self, pattern: &Pattern, index: u32, bound: Option<&Bound<'_>>, strict: bool) -> bool {
        let Some(claim) = self.claim(index).filter(|_| self.charge(1)) else { return false };
        let kind = pattern.kinds.is_empty() || pattern.kinds.iter().any(|k| k == claim.kind);
        if !kind || !self.notice_of_claim_fits(pattern, claim, bound) {
            return false;
        }
        let fields = pattern.fields.iter().all(|(name, test)| {
            (bound.is_none() && test.is_dynamic()) || self.test(test, &field(self, claim, name), Some(claim), bound)
        });
        fields
            && pattern.facts.iter().all(|(name, test)| self.fact_fits(pattern, claim, name, test, bound, strict))
            && pattern.agree.iter().all(|(a, b)| {
                let (a, b) = (self.named(claim, a, strict), self.named(claim, b, strict));
                a.is_set() && a.shares(&b)
            })
            && pattern.disagree.iter().all(|(a, b)| {
                let (a, b) = (self.named(claim, a, strict), self.named(claim, b, strict));
                a.is_set() && b.is_set() && !a.shares(&b)
            })
            && pattern.like_fact.as_ref().is_none_or(|like| super::relate::like_fact(self, claim, like, strict))
            && (pattern.text.is_empty() || self.has_text(pattern, claim))
            && pattern.met_by.as_deref().is_none_or(|item| self.tells(item, index, bound))
    }

    /// A fact that is unknown, or too uncertain, answers no question in the positive.
    fn fact_fits(
        &self,
        pattern: &Pattern,
        claim: &'a Claim,
        name: &str,
        test: &Test,
        bound: Option<&Bound<'_>>,
        strict: bool,
    ) -> bool {
        let value = self.fact(claim, name, Some(pattern), strict);
        if !value.is_set() {
            return *test == Test::None || (!strict && matches!(test, Test::Not(_)));
        }
        (bound.is_none() && test.is_dynamic()) || self.test(test, &value, Some(claim), bound)
    }

    /// A field, or with `fact.` before it a fact.
    fn named(&self, claim: &'a Claim, name: &str, strict: bool) -> Field<'a> {
        match name.strip_prefix("fact.") {
            Some(fact) => self.fact(claim, fact, None, strict),
            None => field(self, claim, name),
        }
    }

    /// Whether the notice is what the pattern asks for.
    pub fn notice_fits(&self, pattern: &Pattern, bound: Option<&Bound<'_>>) -> bool {
        if pattern.notice.is_empty() {
            return true;
        }
        let subject = bound.and_then(|b| b.subject).and_then(|s| self.claim(s)).and_then(|c| self.member(c));
        let profile = subject.map_or(self.profile, |m| &m.profile);
        pattern.notice.iter().all(|(name, test)| self.test(test, &notice_field(profile, name), None, bound))
    }

    /// Whether the notice that a claim stands in is what the pattern asks for.
    fn notice_of_claim_fits(&self, pattern: &Pattern, claim: &Claim, bound: Option<&Bound<'_>>) -> bool {
        if pattern.notice.is_empty() {
            return true;
        }
        let profile = self.member(claim).map_or(self.profile, |m| &m.profile);
        pattern.notice.iter().all(|(name, test)| self.test(test, &notice_field(profile, name), None, bound))
    }

    /// Phrases are found beforehand, as claims of their own; in a claim of another kind its own words count.
    fn has_text(&self, pattern: &Pattern, claim: &Claim) -> bool {
        if claim.kind == super::phrases::KIND {
            return pattern.text.contains(&claim.value);
        }
        let words = self.notice.words(claim.span);
        !pattern.kinds.is_empty() && pattern.text.iter().any(|p| super::phrases::occurs(p, words))
    }

    /// Whether a claim tells the Article 13 item: that of a field of the claim in question, else the one of this name.
    fn tells(&self, item: &str, index: u32, bound: Option<&Bound<'_>>) -> bool {
        let asked = bound.and_then(|b| b.subject).and_then(|s| self.claim(s)).map(|c| field(self, c, item));
        let items = match &asked {
            Some(field) if field.is_set() => field.words().iter().map(|w| w.to_string()).collect(),
            _ => vec![item.to_owned()],
        };
        items.iter().any(|item| self.duty(item).iter().any(|p| self.matches(p, index, bound, false)))
    }

    fn duty(&self, item: &str) -> Rc<Vec<Pattern>> {
        if let Some(patterns) = self.duties.borrow().get(item) {
            return Rc::clone(patterns);
        }
        let values = self.law.duty(item).map_or(&[][..], |d| &d.met_by);
        let patterns: Rc<Vec<Pattern>> =
            Rc::new(values.iter().filter_map(|v| crate::rules::pattern_of(v).ok()).collect());
        self.duties.borrow_mut().insert(item.to_owned(), Rc::clone(&patterns));
        patterns
    }

    /// All of these, each by any of its patterns, of a claim by itself. Gives the patterns that fitted.
    pub fn all_match<'p>(
        &self,
        clause: &'p Clause,
        index: u32,
        bound: Option<&Bound<'_>>,
        strict: bool,
    ) -> Option<Vec<&'p Pattern>> {
        let fits = |alternatives: &'p Vec<Pattern>| alternatives.iter().find(|p| self.matches(p, index, bound, strict));
        clause.0.iter().map(fits).collect()
    }

    /// Whether a field is what the test asks.
    pub fn test(&self, test: &Test, value: &Field<'_>, claim: Option<&Claim>, bound: Option<&Bound<'_>>) -> bool {
        match test {
            Test::Any => value.is_set() && *value != Field::Flag(false),
            Test::None => !value.is_set(),
            Test::Is(word) => is(word, value),
            Test::Glob(pattern) => value.any(|w| like(pattern, w)),
            Test::Period => value.any(|w| Period::parse(w).is_some()),
            Test::Date => value.any(|w| Days::parse(w).is_some()),
            Test::Age => value.any(|w| period::age(w).is_some()),
            Test::Number => value.any(|w| w.parse::<i64>().is_ok()),
            Test::Filled(template) => {
                // One name that stands for several values is any of them.
                if let Some(Name::Field(f)) = template.only() {
                    let subject = bound.and_then(|b| b.subject).and_then(|s| self.claim(s));
                    return subject.is_some_and(|s| field(self, s, f).any(|w| is(w, value)));
                }
                let filled = template.fill(&mut |name| bound.and_then(|b| self.plain(name, b)));
                !filled.is_empty() && is(&filled, value)
            }
            Test::Not(test) => !self.test(test, value, claim, bound),
            Test::OneOf(tests) => tests.iter().any(|t| self.test(t, value, claim, bound)),
            Test::AllOf(tests) => tests.iter().all(|t| self.test(t, value, claim, bound)),
            Test::Compare(comparison, operand) => {
                let Some(other) = self.operand(operand, claim, bound) else { return false };
                value.any(|w| compare(*comparison, w, &other))
            }
        }
    }

    /// A name of a template, as values are compared.
    fn plain(&self, name: &Name, bound: &Bound<'_>) -> Option<String> {
        match name {
            Name::Each => bound.each.clone(),
            Name::Param(p) => bound.rule.params.get(p).cloned(),
            Name::Field(f) => field(self, self.claim(bound.subject?)?, f).line(),
            Name::Fact(f) => self.fact(self.claim(bound.subject?)?, f, None, false).line(),
            Name::Of(who, inner) => {
                let (_, index) = bound.named.iter().find(|(n, _)| n == who)?;
                let inner_bound = Bound { subject: Some(*index), ..bound.clone() };
                self.plain(inner, &inner_bound)
            }
            Name::Count | Name::Lacking | Name::Differences => None,
        }
    }

    fn operand(&self, operand: &Operand, claim: Option<&Claim>, bound: Option<&Bound<'_>>) -> Option<Other> {
        Some(match operand {
            Operand::Literal(word) => Other::of_word(word),
            Operand::AsOf(shift) => Other::Days(self.shifted(Days::day(self.as_of), shift.as_ref(), bound)?),
            Operand::NoticeDate(shift) => Other::Days(self.shifted(self.notice_date?, shift.as_ref(), bound)?),
            Operand::Fact(name) => Other::of_word(&self.fact(claim?, name, None, true).line()?),
            Operand::Param(name) => Other::of_word(bound?.rule.params.get(name)?),
            Operand::Of(who, name) => {
                let bound = bound?;
                let index = match who.as_str() {
                    "for" => bound.subject?,
                    _ => bound.named.iter().find(|(n, _)| n == who)?.1,
                };
                Other::of_word(&field(self, self.claim(index)?, name).line()?)
            }
        })
    }

    fn shifted(&self, days: Days, shift: Option<&Shift>, bound: Option<&Bound<'_>>) -> Option<Days> {
        let Some(shift) = shift else { return Some(days) };
        let by = match &shift.by {
            Amount::Fixed(period) => *period,
            Amount::Param(name, unit) => Period::of(bound?.rule.params.get(name)?.parse().ok()?, unit)?,
        };
        days.moved(by, shift.sign)
    }
}

fn notice_field<'a>(profile: &'a Profile, name: &str) -> Field<'a> {
    match name {
        "kind" => Field::text(&profile.kind),
        "language" => Field::text(&profile.language),
        "date" => profile.date.as_deref().map_or(Field::Unset, Field::text),
        "title" => Field::text(&profile.title),
        "controller" => profile.controller.as_deref().map_or(Field::Unset, Field::text),
        "public-authority" => Field::text(&profile.public_authority),
        "sector" => profile.sector.as_deref().map_or(Field::Unset, Field::text),
        "hands-over" if profile.hands_over.is_empty() => Field::Unset,
        "hands-over" => Field::List(profile.hands_over.iter().map(|h| h.as_str().into()).collect()),
        _ => Field::Unset,
    }
}
