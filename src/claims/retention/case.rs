//! What a statement about data without a name of its own is about, and in which case it holds.

use super::records::{self, GENERIC};
use super::whole;
use super::words::{PRIVACY, stem};
use crate::claims::context::Context;
use crate::claims::model::Claim;
use crate::notice::Span;

/// The key of data that the statement names by "data", "information" or a pronoun only: that of the activity, people or
/// service of the heading, else personal data at large.
pub(super) fn key(context: &Context<'_>, sentence: u32, claim: &Claim) -> String {
    if let Some(activity) = claim.scope.activity.as_deref().filter(|a| !timing(a))
        && let Some(key) = narrowed(activity)
    {
        return key;
    }
    let all = whole(context, sentence) && condition(context, sentence).is_none();
    if context.within_topic(sentence, "retention") {
        return if all { "all records".to_owned() } else { GENERIC.to_owned() };
    }
    // "If you apply for a job": the heading speaks to some of the readers.
    let title = claim.scope.section.last().filter(|t| t.get(..7).is_some_and(|t| t.eq_ignore_ascii_case("if you ")));
    title.and_then(|t| narrowed(t)).unwrap_or_else(|| GENERIC.to_owned())
}

/// The key of data under a heading that tells whose it is or what it is for; none where its words are those of any
/// privacy notice: "Security", "When we ask for your data", "Legal and compliance".
fn narrowed(heading: &str) -> Option<String> {
    let lower = heading.to_lowercase();
    // "Sharing data with other bodies": who is given the data, not whose it is.
    let first = lower.split_whitespace().find(|w| !matches!(*w, "how" | "why" | "when" | "who" | "we" | "do" | "our"));
    if first
        .is_some_and(|w| matches!(w, "sharing" | "share" | "transferring" | "transfer" | "disclosing" | "disclosure"))
    {
        return None;
    }
    let words: Vec<&str> = heading
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '\u{2019}')
        .filter(|w| !PRIVACY.contains(&stem(&w.to_lowercase()).as_str()))
        .collect();
    let key = records::qualified(&words.join(" "));
    (key != GENERIC).then_some(key)
}

/// Whether a label tells a time and no kind of record: "After the visit", "Usual period".
fn timing(label: &str) -> bool {
    let label = label.to_lowercase();
    let mut words = label.split_whitespace();
    let first = words.next().unwrap_or_default();
    let last = words.next_back().unwrap_or(first).trim_end_matches(':');
    matches!(first, "after" | "before" | "upon" | "once" | "when" | "during" | "following" | "example" | "examples")
        || matches!(first, "standard" | "default" | "usual" | "normal" | "minimum" | "maximum" | "retention")
            && matches!(last, "period" | "periods" | "time" | "length" | "term")
}

/// The key of what is kept of people who asked for a job or a place and did not get it.
pub(super) const REJECTED: &str = "unsuccessful applicants";

/// Whether the sentence, or a heading over it, speaks of work: one may apply for a house or a grant as well.
pub(super) fn of_a_job(context: &Context<'_>, sentence: u32, claim: &Claim) -> bool {
    let own = context.words(context.sentence_span(sentence));
    claim.scope.section.iter().map(String::as_str).chain(std::iter::once(own)).any(|words| {
        words.split(|c: char| !c.is_alphanumeric()).any(|w| {
            let w = w.to_lowercase();
            matches!(&*w, "job" | "jobs" | "cv" | "cvs" | "post" | "role" | "applicants" | "candidate" | "candidates")
                || ["recruit", "vacanc", "employ", "interview", "career"].iter().any(|p| w.starts_with(p))
        })
    })
}

/// Whether a case is that of somebody who applied and was not taken: "if your application is not successful".
pub(super) fn unsuccessful(case: &str) -> bool {
    let words: Vec<&str> = case.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let taken = |w: &str| matches!(w, "successful" | "appointed" | "shortlisted" | "selected" | "hired" | "recruited");
    let denied = words.iter().position(|w| matches!(*w, "not" | "t" | "aren"));
    let own = words.iter().any(|w| matches!(*w, "you" | "your" | "application" | "candidate" | "applicant"));
    own && (words.contains(&"unsuccessful") || denied.is_some_and(|at| words[at..].iter().any(|w| taken(w))))
}

/// The event of a clause that tells when the time begins to run: "after you leave", "once your account is closed".
pub(super) fn begins(case: &str) -> Option<&str> {
    let event = ["after ", "once ", "when "].iter().find_map(|w| case.strip_prefix(w))?;
    let ends = |w: &str| {
        let w = w.trim_matches(|c: char| !c.is_alphanumeric());
        ["leave", "left", "close", "end", "finish", "cease", "cancel", "expire", "complete"]
            .iter()
            .any(|e| w.starts_with(e))
    };
    event.split_whitespace().any(ends).then_some(event)
}

/// The clause that a sentence opens with, when it says in which case the rest holds: "If you cancel, …".
pub(super) fn condition<'a>(context: &Context<'a>, sentence: u32) -> Option<&'a str> {
    let words = context.words(context.sentence_span(sentence));
    let first = words.split_whitespace().next()?.to_lowercase();
    let case = matches!(first.as_str(), "if" | "when" | "where" | "once" | "unless" | "while");
    let opens = case || matches!(first.as_str(), "for" | "after" | "in" | "before");
    // "Where we rely on your consent we keep it": the second "we" begins the statement.
    let skip = first.len() + if words.get(first.len()..).is_some_and(|w| w.starts_with(" we ")) { 4 } else { 0 };
    let ours = || words.get(skip..)?.find(" we ").map(|at| at + skip).filter(|_| case);
    let end = words.find(',').or_else(ours)?;
    let clause = &words[..end];
    // "In most cases", "for further details": no case at all.
    let empty = clause.split_whitespace().any(|w| {
        matches!(w, "most" | "some" | "many" | "general" | "normal" | "further" | "more" | "practice" | "all")
    });
    // "For details", "under data protection law": no case either.
    let second = clause.split_whitespace().nth(1).unwrap_or("");
    let law = ["legislation", "law", "gdpr", "act", "regulation", "regulations"];
    let empty = empty
        || first == "for"
            && matches!(second, "information" | "details" | "this" | "these" | "example" | "instance" | "full")
        || first == "under" && clause.to_lowercase().split_whitespace().any(|w| law.contains(&w))
        || first == "in"
            && matches!(second, "accordance" | "line" | "addition" | "order" | "any" | "short" | "contrast");
    let told = (opens || first == "under")
        && (case || !empty)
        && clause.split_whitespace().count() > 2
        && !clause.contains(|c: char| c.is_ascii_digit());
    told.then_some(clause)
}

/// The case in which a statement holds, for its details: the clause that opens its sentence, unless the words of the
/// statement themselves stand there ("Once you leave, we delete it").
pub(super) fn of(context: &Context<'_>, sentence: u32, words: Span) -> Option<String> {
    let opening = condition(context, sentence).and_then(|clause| {
        let end = context.sentence_span(sentence).start as usize + clause.len();
        (words.start as usize >= end).then_some(clause)
    });
    let above = opening.and_then(|_| alternative(context, sentence)).unwrap_or_default();
    let told = opening.or_else(|| bracketed(context, sentence, words)).or_else(|| behind(context, sentence, words))?;
    Some(super::tidy(&format!("{above} {told}")).to_lowercase())
}

/// So many words tell one case from another.
const TELLING: usize = 14;

/// "If you ask to be taken off the list … . If you have not applied, …": the case that the paragraph opens with holds for
/// the cases within it, too.
fn alternative(context: &Context<'_>, sentence: u32) -> Option<String> {
    let first = context.block(sentence).sentences.start;
    let words = context.words(context.sentence_span(first));
    let case = first < sentence && words.get(..3).is_some_and(|w| w.eq_ignore_ascii_case("if "));
    case.then(|| words.split_whitespace().take(TELLING).collect::<Vec<_>>().join(" "))
}

/// "… or for a year if we refuse", "or six years from its date if it is refused": the clause right behind the length.
fn behind<'a>(context: &Context<'a>, sentence: u32, words: Span) -> Option<&'a str> {
    let end = context.sentence_span(sentence).end;
    let rest = context.notice.text.get(words.end as usize..end as usize)?.trim_start();
    let clause = rest.get(..rest.find([',', '.', ';', ')']).unwrap_or(rest.len()))?.trim_end();
    let clause = match clause.split_once(" if ") {
        Some((start, _)) if start.starts_with("from ") && another(context, sentence, words) => {
            clause.get(start.len() + 1..)?
        }
        _ => clause,
    };
    // "8 years after last contact, or 3 years after death": two events, and two cases.
    let whole = context.words(context.sentence_span(sentence));
    let events = whole.matches(" after ").count() > 1 && whole.contains(", or ");
    let case = clause.starts_with("if ") || events && clause.starts_with("after ");
    (case && clause.split_whitespace().count() > 1).then_some(clause)
}

/// Whether the length is a second one: "2 years, or 6 years …".
fn another(context: &Context<'_>, sentence: u32, words: Span) -> bool {
    let start = context.sentence_span(sentence).start;
    let before = context.notice.text.get(start as usize..words.start as usize).unwrap_or_default().trim_end();
    before.ends_with(" or") || before.ends_with(" or for")
}

/// "… if data is typed into the chat (it is deleted after a month)": what the bracket says holds in the case before it.
fn bracketed<'a>(context: &Context<'a>, sentence: u32, words: Span) -> Option<&'a str> {
    let start = context.sentence_span(sentence).start;
    let before = context.notice.text.get(start as usize..words.start as usize)?;
    let open = before.rfind('(').filter(|at| !before[*at..].contains(')'))?;
    let case = before[..open].rfind(" if ")? + 1;
    let clause = before[case..open].trim_end();
    (clause.split_whitespace().count() > 3 && !clause.contains(['.', ';', ':'])).then_some(clause)
}
