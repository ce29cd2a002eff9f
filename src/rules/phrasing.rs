//! What a rule looks for, in words.

use super::model::{Case, Query, Values};
use super::pattern::{Clause, Join, Pattern, Test};

/// The lines that say what a query looks for.
pub fn query_words(query: &Query) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = |what: &str, clause: &Clause| {
        if !clause.is_empty() {
            lines.push(format!("{what} {}", clause_words(clause)));
        }
    };
    line("when", &query.when);
    if let Some(subject) = &query.subject {
        line("for", subject);
    }
    line("beside", &query.with);
    line("unless", &query.unless);
    line("none of", &query.absent);
    line("where all are", &query.every);
    if let Some(count) = &query.count {
        lines.push(format!("where so many are together: {}", test_words(count)));
    }
    if let Some(each) = &query.each {
        lines.push(format!("for each of {}", values_words(each)));
    }
    if let Some(lacks) = &query.lacks {
        lines.push(format!("where some are missing of {}", values_words(lacks)));
    }
    if !query.per.is_empty() {
        lines.push(format!("one finding for each {}", query.per.join(" and ")));
    }
    lines
}

/// What a case changes, and when.
pub fn case_words(case: &Case) -> String {
    let mut changes = Vec::new();
    changes.extend(case.severity.map(|s| s.name().to_owned()));
    changes.extend(case.confidence.map(|c| format!("{} at most", c.name())));
    changes.extend(case.message.as_ref().map(|m| format!("the message is “{m}”")));
    changes.extend(case.fix.as_ref().map(|f| format!("how to put it right: {f}")));
    format!("{}: {}", clause_words(&case.circumstance), changes.join(", "))
}

fn values_words(values: &Values) -> String {
    match values {
        Values::Fact(name) => format!("what the law lists as `{name}`"),
        Values::Set(name) => format!("the set `{name}`"),
        Values::List(list) => list.join(", "),
    }
}

/// A clause in words.
pub(super) fn clause_words(clause: &Clause) -> String {
    let any = |patterns: &Vec<Pattern>| patterns.iter().map(pattern_words).collect::<Vec<_>>().join(", or ");
    clause.0.iter().map(any).collect::<Vec<_>>().join("; and ")
}

fn pattern_words(pattern: &Pattern) -> String {
    let mut parts = Vec::new();
    if !pattern.kinds.is_empty() {
        parts.push(pattern.kinds.join(" or "));
    }
    if let Some(item) = &pattern.met_by {
        parts.push(format!("what tells `{item}`"));
    }
    if !pattern.text.is_empty() {
        let phrases: Vec<String> = pattern.text.iter().map(|p| format!("“{p}”")).collect();
        parts.push(phrases.join(" or "));
    }
    for (field, test) in &pattern.fields {
        let default = Test::OneOf(["states", "may", "only-if"].map(|f| Test::Is(f.to_owned())).to_vec());
        if (field == "force" && *test == default) || (field == "polarity" && *test == Test::Is("affirmed".to_owned())) {
            continue;
        }
        parts.push(format!("{field} {}", test_words(test)));
    }
    for (name, test) in &pattern.facts {
        parts.push(format!("of which the law says: {name} {}", test_words(test)));
    }
    for (name, test) in &pattern.notice {
        parts.push(format!("the notice's {name} {}", test_words(test)));
    }
    for (a, b) in &pattern.agree {
        parts.push(format!("{a} and {b} agree"));
    }
    for (a, b) in &pattern.disagree {
        parts.push(format!("{a} and {b} disagree"));
    }
    if let Some(like) = &pattern.like_fact {
        parts.push(format!("{} a slip of up to {} letters for `{}`", like.field, like.edits, like.fact));
    }
    for join in &pattern.joins {
        parts.extend(join_words(join));
    }
    if let Some(each) = &pattern.each {
        parts.push(test_words(each));
    }
    if let Some(with) = &pattern.with {
        parts.push(format!("beside {}", pattern_words(with)));
    }
    parts.join(", ")
}

fn join_words(join: &Join) -> Option<String> {
    Some(match join {
        // What every pattern has unless it says otherwise is not worth a word.
        Join::Overlaps(field) if field == "audience" || field == "activity" => return None,
        Join::Overlaps(field) => format!("{field} in common"),
        Join::Same(field) => format!("the same {field}"),
        Join::Differs(field) => format!("another {field}"),
        Join::Near(levels) => format!("in the same {}", levels.join(" or ")),
        Join::Link(name) => format!("tied to it ({name})"),
        Join::Relation(name) => format!("related by law ({name})"),
        Join::NoRelation(name) => format!("not related by law ({name})"),
        Join::ConflictingLength => "a length that cannot hold as well".to_owned(),
        Join::AlikeNotices(share) => format!("in a notice of which {share} % of the wording is the same"),
        Join::Alike(field, edits) => format!("{field} different by up to {edits} letters"),
    })
}

fn test_words(test: &Test) -> String {
    match test {
        Test::Any => "set".to_owned(),
        Test::None => "not set".to_owned(),
        Test::Is(word) | Test::Glob(word) => word.clone(),
        Test::Period => "a period".to_owned(),
        Test::Date => "a date".to_owned(),
        Test::Age => "an age".to_owned(),
        Test::Number => "a number".to_owned(),
        Test::Filled(_) => "the one in question".to_owned(),
        Test::Not(test) => format!("not {}", test_words(test)),
        Test::OneOf(tests) => tests.iter().map(test_words).collect::<Vec<_>>().join(" or "),
        Test::AllOf(tests) => tests.iter().map(test_words).collect::<Vec<_>>().join(" and "),
        Test::Compare(comparison, operand) => {
            let word = match comparison {
                super::pattern::Comparison::Longer => "longer than",
                super::pattern::Comparison::Shorter => "shorter than",
                super::pattern::Comparison::Earlier => "earlier than",
                super::pattern::Comparison::Later => "later than",
                super::pattern::Comparison::AtLeast => "at least",
                super::pattern::Comparison::AtMost => "at most",
            };
            format!("{word} {}", operand_words(operand))
        }
    }
}

fn operand_words(operand: &super::pattern::Operand) -> String {
    use super::pattern::{Amount, Operand, Shift};
    let moved = |base: &str, shift: &Option<Shift>| match shift {
        None => base.to_owned(),
        Some(Shift { sign, by }) => {
            let sign = if *sign < 0 { "less" } else { "plus" };
            match by {
                Amount::Fixed(period) => format!("{base} {sign} {}", period.words()),
                Amount::Param(name, unit) => format!("{base} {sign} `{name}` {unit}"),
            }
        }
    };
    match operand {
        Operand::Literal(word) => word.clone(),
        Operand::AsOf(shift) => moved("the as-of date", shift),
        Operand::NoticeDate(shift) => moved("the notice's date", shift),
        Operand::Fact(name) => format!("what the law says is `{name}`"),
        Operand::Param(name) => format!("`{name}`"),
        Operand::Of(who, field) => format!("{field} of {who}"),
    }
}
