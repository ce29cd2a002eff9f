//! Lawful bases: Article 6(1), by letter or in words.

mod labels;

use super::context::Context;
use super::force;
use super::model::{Claim, Detail, Force, Polarity};
use super::offered;
use super::refs::{self, ArticleRef};
use super::relied;
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};
use std::collections::{BTreeMap, BTreeSet};

/// How far a name may stand from the letter that it explains, in words.
const NAME_REACH: u32 = 16;

/// Reads the bases of a notice.
pub(super) fn extract(context: &Context<'_>, out: &mut Vec<Claim>) {
    let first = out.len();
    for sentence in 0..context.sentence_count() {
        let refs: Vec<ArticleRef> =
            refs::articles(context, sentence).into_iter().filter(|r| r.value.starts_with("6(")).collect();
        let hits = context.reading.hits_in(sentence, "basis");
        let before = out.len();
        if !refs.is_empty() || !hits.is_empty() {
            read(context, sentence, &refs, hits, out);
        }
        if out.len() == before && refs.is_empty() {
            offered::ground(context, sentence, out);
        }
    }
    labels::extract(context, first, out);
    offered::sections_without_a_basis(context, out, first);
    relied::again(context, &mut out[first..]);
    super::series::join(context, &mut out[first..]);
    super::points::cite(context, &mut out[first..]);
    super::reliance::of_the_law(context, &mut out[first..]);
    super::reliance::belong(context, &mut out[first..]);
    tell_whole_list(context, &mut out[first..]);
    super::reliance::describe(context, &mut out[first..]);
}

/// Tells which statement is the notice's own list of its bases: a list of two or more under one lead-in, or the only
/// statement that there is. Where each purpose has its own basis there is no such list.
fn tell_whole_list(context: &Context<'_>, claims: &mut [Claim]) {
    let declares = |c: &Claim| {
        let stands = c.kind == "basis" && c.polarity == Polarity::Affirmed && c.force.asserts();
        stands && c.flag("declared")
    };
    let list = |c: &Claim| match c.details.get("list") {
        Some(Detail::Number(n)) => *n,
        _ => -1,
    };
    let mut groups: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    let mut mapped = false;
    for claim in claims.iter().filter(|c| declares(c)) {
        if claim.scope.activity.is_some() || claim.scope.audience.is_some() {
            mapped = true;
            continue;
        }
        let values = groups.entry(list(claim)).or_default();
        if !values.contains(&claim.value) {
            values.push(claim.value.clone());
        }
    }
    // A list beside which its section cites further bases is one of several statements.
    let mut cited: BTreeMap<u32, BTreeSet<i64>> = BTreeMap::new();
    let cites = |c: &&Claim| c.kind == "basis" && c.text("cited").is_some() && c.force.asserts();
    for claim in claims.iter().filter(|c| cites(c) && c.scope.activity.is_none()) {
        let of = if declares(claim) { list(claim) } else { i64::MIN };
        cited.entry(claim.place.section).or_default().insert(of);
    }
    let only = groups.len() == 1 && !mapped;
    // "3. Our legitimate interests": where a heading is a basis, what stands under it is about that basis alone.
    let headed = |c: &Claim| {
        let heading = context.notice.sections.get(c.place.section as usize).and_then(|s| s.heading);
        let sentences = heading.map_or(0..0, |b| context.notice.blocks[b as usize].sentences.clone());
        sentences.into_iter().any(|s| {
            let hits = context.reading.hits_in(s, "basis");
            hits.iter().any(|h| context.reading.set(h, "value") == Some(c.value.as_str()))
        })
    };
    for claim in claims.iter_mut().filter(|c| declares(c)) {
        let several = claim.flag("led") && groups.get(&list(claim)).is_some_and(|v| v.len() > 1);
        let own = list(claim);
        let beside = cited.get(&claim.place.section).is_some_and(|all| all.iter().any(|l| *l != own));
        if claim.flag("exhaustive") && (beside || !(several || only) || !several && headed(claim)) {
            claim.details.insert("exhaustive", Detail::Flag(false));
        }
    }
}

fn read(context: &Context<'_>, sentence: u32, refs: &[ArticleRef], hits: &[Hit], out: &mut Vec<Claim>) {
    let place = Surroundings::of(context, sentence);
    let first_claim = out.len();
    for (index, r) in refs.iter().enumerate() {
        let span = refs::span(context, r.first, r.last);
        if place.heading
            || relied::pointed_at(context, sentence, r.first)
            || context.denied(sentence, span)
            || context.after(sentence, span, "cue", "disclaim")
        {
            continue;
        }
        let mut claim = place.claim(context, &r.value, sentence, span).with("cited", r.value.clone());
        if let Some(name) = named(context, refs, index, hits) {
            claim = claim.with("named", name);
        }
        out.push(claim);
    }
    let special = super::condition::among_special(context, sentence);
    for hit in hits {
        let value = context.reading.set(hit, "value").unwrap_or("");
        let strength = context.reading.set(hit, "strength").unwrap_or("");
        if out[first_claim..].iter().any(|c| c.value == value && c.polarity == Polarity::Affirmed)
            && strength != "denied"
        {
            continue;
        }
        // "That consent is not our lawful basis": what denies it holds the word itself.
        let disowned = |d: &Hit| {
            context.reading.set(d, "strength") == Some("denied")
                && context.reading.set(d, "value") == Some(value)
                && d.first <= hit.first
                && d.last >= hit.last
        };
        if strength != "denied" && hits.iter().any(disowned) {
            continue;
        }
        // "You consent to the processing on the basis of 6(1)(b)": the letter says which basis it is.
        let overruled = value == "6(1)(a)"
            && refs.iter().any(|r| {
                r.value != value && r.first > hit.last && r.first - hit.last <= 14 && founded(context, hit, r)
            });
        if overruled {
            continue;
        }
        // A name that explains the letter beside it is no second claim.
        let explains = refs.iter().any(|r| near(r, hit) && strength == "weak");
        let vital = value == "6(1)(d)"
            && context
                .reading
                .hits_in(sentence, "condition")
                .iter()
                .any(|h| context.reading.set(h, "value") == Some("9(2)(c)"))
            && special;
        let condition = strength == "weak" && special && of_condition(context, sentence, hit);
        if relied::interest_itself(context, sentence, value)
            || explains
            || vital
            || condition
            || !place.admits(context, sentence, hit, value, strength)
            || value == "6(1)(a)" && special
        {
            continue;
        }
        let mut claim = place.claim(context, value, sentence, hit.span).with("named", value);
        if strength == "denied" {
            claim.polarity = Polarity::Denied;
        }
        if relied::of_no_person(context, sentence) {
            claim = claim.with("impersonal", true);
        }
        if value == "6(1)(a)" {
            claim = consent(context, sentence, hit.span, claim);
        }
        out.push(claim);
    }
}

/// Whether "public interest" beside special category data is a part of its condition, and names no public task.
fn of_condition(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let cited = || refs::articles(context, sentence).iter().any(|r| r.value.starts_with("9("));
    context.words(hit.span).eq_ignore_ascii_case("public interest")
        && (context.block_has(sentence, "condition", "substantial") || cited())
}

/// Whether the words between a phrase and a letter say that the letter is the basis of it.
fn founded(context: &Context<'_>, hit: &Hit, r: &ArticleRef) -> bool {
    let word = |i: u32| context.token(i);
    (hit.last + 1..r.first).any(|i| {
        matches!(&*word(i), "basis" | "ground")
            && &*word(i + 1) == "of"
            && matches!(&*word(i.saturating_sub(1)), "legal" | "lawful")
    })
}

fn near(r: &ArticleRef, hit: &Hit) -> bool {
    hit.first <= r.last + NAME_REACH && r.first <= hit.last + NAME_REACH
}

/// The basis that the words beside a letter name: the letter's own if they do, else the one closest by.
fn named(context: &Context<'_>, refs: &[ArticleRef], index: usize, hits: &[Hit]) -> Option<String> {
    let r = &refs[index];
    let from = index.checked_sub(1).map_or(0, |i| refs[i].last);
    let to = refs.get(index + 1).map_or(u32::MAX, |n| n.first);
    let mut all: Vec<(u32, &str)> = hits
        .iter()
        .filter(|h| h.first > from && h.last < to && near(r, h))
        .filter_map(|h| {
            let distance = if h.first > r.last { h.first - r.last } else { r.first.saturating_sub(h.last) };
            Some((distance, context.reading.set(h, "value")?))
        })
        .collect();
    all.sort_unstable();
    if all.iter().any(|n| n.1 == r.value) {
        return Some(r.value.clone());
    }
    // With several letters in a sentence it cannot be told which name belongs to which.
    let tight = all.first().filter(|n| n.0 <= 6)?;
    let single = refs.len() == 1 && all.iter().all(|n| n.1 == tight.1);
    single.then(|| tight.1.to_owned())
}

/// What extractors of bases need to know of a sentence's place.
struct Surroundings {
    heading: bool,
    declared: bool,
    led: bool,
    rights: bool,
    definitions: bool,
    retention_cell: bool,
    as_we: bool,
    withdraw: bool,
    of_right: bool,
    restricted: bool,
    breach: bool,
    theirs: bool,
    schedule: bool,
    substantial: bool,
    open: bool,
    hedged: bool,
}

impl Surroundings {
    fn of(context: &Context<'_>, sentence: u32) -> Surroundings {
        let cue = |group: &str, name: &str| context.reading.has(sentence, group, name);
        let led = context.led_by(sentence, "reliance", "basis") || head_is_basis(context, sentence);
        let bases = context.topic(sentence) == Some("bases");
        let cell = matches!(context.block(sentence).kind, BlockKind::Cell { .. } | BlockKind::FlatRow { .. });
        let retention_cell =
            cell && context.led_by(sentence, "reliance", "retention-column") && !head_is_basis(context, sentence);
        Surroundings {
            heading: context.is_heading(sentence),
            declared: !retention_cell
                && !context.within_topic(sentence, "rights")
                && (bases || context.led_by(sentence, "reliance", "own-list") || head_is_basis(context, sentence)),
            led: led || bases,
            rights: context.within_topic(sentence, "rights") || context.offered_by_lead(sentence),
            definitions: context.topic(sentence) == Some("definitions"),
            retention_cell,
            as_we: cue("reliance", "as-we"),
            withdraw: cue("cue", "withdraw"),
            of_right: cue("cue", "condition-of-right")
                && (cue("cue", "right") || context.within_topic(sentence, "rights")),
            restricted: cue("reliance", "restricted"),
            theirs: cue("cue", "theirs"),
            schedule: cue("special", "schedule")
                || context.lead_texts(sentence).any(|s| context.reading.has(s, "special", "schedule")),
            substantial: context.block_has(sentence, "condition", "substantial")
                && !context.reading.hits_in(sentence, "schedule-1").is_empty(),
            breach: cue("reliance", "breach"),
            open: context.led_by(sentence, "reliance", "open"),
            hedged: context.led_by(sentence, "reliance", "hedge"),
        }
    }

    /// Whether words of this strength are a claim here.
    fn admits(&self, context: &Context<'_>, sentence: u32, hit: &Hit, value: &str, strength: &str) -> bool {
        let conceded = strength != "denied" && force::conceded(context, sentence, hit.span);
        let defined = self.definitions && !context.force(sentence).asserts();
        if self.heading || defined || conceded || self.retention_cell || self.breach && value == "6(1)(c)" {
            return false;
        }
        if strength != "denied" && value == "6(1)(a)" && relied::confided(context, sentence) {
            return false;
        }
        if strength != "denied" && !self.as_we && relied::supposed(context, sentence, hit) {
            return false;
        }
        if self.theirs
            || self.substantial && matches!(value, "6(1)(c)" | "6(1)(e)")
            || self.schedule && strength == "weak"
        {
            return false;
        }
        if strength == "denied" {
            let who = hit.first.checked_sub(1).map(|i| context.token(i));
            return !matches!(who.as_deref(), Some("you" | "users" | "they" | "providers"));
        }
        if value == "6(1)(c)" && relied::an_interest(context, sentence) {
            return false;
        }
        let of_others = relied::left_to_others(context, sentence, hit) || relied::parted(context, hit);
        if of_others || value == "6(1)(c)" && relied::says_how_long(context, sentence, hit) {
            return false;
        }
        if self.restricted && value == "6(1)(a)" {
            return false;
        }
        if relied::named_as_basis(context, sentence, hit) && !context.denied(sentence, hit.span) {
            return true;
        }
        if relied::tagged(context, sentence, hit) && !context.denied(sentence, hit.span) {
            return true;
        }
        if strength == "firm" {
            return !(self.rights && self.of_right);
        }
        let listed =
            matches!(context.block(sentence).kind, BlockKind::Item { .. } | BlockKind::Cell { .. }) && self.declared;
        // "Withdraw consent, where we rely on it" relies on nothing; "your consent, which you may withdraw" does.
        if self.withdraw && context.before(sentence, hit.span, "cue", "withdraw") && value == "6(1)(a)" {
            return false;
        }
        let asked =
            !self.rights && value == "6(1)(a)" && strength == "strong" && relied::asked_first(context, sentence, hit);
        if (self.withdraw || self.of_right) && !listed && !self.as_we && !asked {
            return false;
        }
        let duty = value == "6(1)(c)" && strength == "strong" && !context.reading.has(sentence, "cue", "right");
        if self.rights && !self.as_we && !listed && !duty {
            return false;
        }
        let denied = context.denied(sentence, hit.span);
        if denied && !without(context, hit) || !denied && refuses(context, sentence, hit) {
            return false;
        }
        let balanced = matches!(value, "6(1)(e)" | "6(1)(f)")
            && context.reading.has(sentence, "cue", "right")
            && !self.as_we
            // "Our legitimate interest, which is rescuing animals, does not override your rights"
            && !matches!(&*context.token(hit.last + 1), "which" | "namely")
            && !context.reading.has(sentence, "reliance", "basis");
        match strength {
            "strong" => !balanced,
            "weak" => self.led && !context.reading.has(sentence, "cue", "others"),
            _ => false,
        }
    }

    fn claim(&self, context: &Context<'_>, value: &str, sentence: u32, span: Span) -> Claim {
        let mut claim = context.claim_at("basis", value, sentence, span);
        if self.declared {
            // "We also collect special categories … This is a legal requirement": said of those data alone.
            let refers = matches!(&*context.token(context.tokens(sentence).start), "this" | "it" | "these" | "that");
            let special = refers
                && context.block(sentence).sentences.contains(&sentence.wrapping_sub(1))
                && context.reading.has(sentence - 1, "special", "special");
            claim = claim.with("declared", true).with("exhaustive", !self.open && !special);
            let own = context.led_by(sentence, "reliance", "own-list") || head_is_basis(context, sentence);
            let list = claim.place.list.unwrap_or(claim.place.block);
            // Under a heading that speaks of bases the whole section is the statement.
            let list = if own { i64::from(list) } else { -1 - i64::from(claim.place.section) };
            claim = claim.with("list", list);
            if context.lead_hit(sentence, "reliance", "own-list").is_some() {
                claim = claim.with("led", true);
            }
        }
        if self.hedged {
            claim = claim.with("hedged", true);
        }
        if context.reading.has(sentence, "special", "special") && value == "6(1)(a)" {
            claim = claim.with("about-special", true);
        }
        // "The lawful basis on which we process it is called contract", "Legitimate interest in calling you (this includes
        // information relating to bills)": what looks like a definition is none of the basis.
        if claim.force == Force::Defines
            && (context.reading.has(sentence, "reliance", "basis-is") || defined_aside(context, sentence, span))
        {
            claim.force = Force::States;
        }
        if claim.force == Force::Asks && !self.heading {
            claim.force = Force::States;
        }
        claim.with("article", 6)
    }
}

/// "We will not share it without your consent": the denial is of the sharing.
fn without(context: &Context<'_>, hit: &Hit) -> bool {
    let words = context.token(hit.first);
    let before = if hit.first > 0 { context.token(hit.first - 1) } else { "".into() };
    ["without", "unless", "until", "with", "only"].iter().any(|w| *w == &*words || *w == &*before)
}

/// "We may share it without your consent": consent is what it does not rest on. Where something is denied, or only the
/// absence of consent is spoken of ("no … without"), it is.
fn refuses(context: &Context<'_>, sentence: u32, hit: &Hit) -> bool {
    let before = hit.first.checked_sub(1).map(|i| context.token(i));
    let without = &*context.token(hit.first) == "without" || before.as_deref() == Some("without");
    let lead = context.lead_hit(sentence, "cue", "negate").is_some();
    let negated = lead || context.before(sentence, hit.span, "cue", "negate");
    without && !negated
}

/// Whether the sentence stands in a column headed by "lawful basis", or in a cell of a row so named.
pub(super) fn head_is_basis(context: &Context<'_>, sentence: u32) -> bool {
    let BlockKind::Cell { column, .. } = context.block(sentence).kind else { return false };
    let index = context.block_index(sentence);
    let heads = |s: u32| context.reading.has(s, "reliance", "own-list") || context.reading.has(s, "reliance", "head");
    let lead = context.lead_sentences(sentence).any(heads);
    let row = context.notice.row_of(index as usize);
    let first = row
        .first()
        .filter(|_| column > 0)
        .is_some_and(|b| b.sentences.clone().any(|s| context.reading.has(s, "reliance", "own-list")));
    lead || first
}

/// Whether what the sentence defines stands in a bracket behind the basis.
fn defined_aside(context: &Context<'_>, sentence: u32, span: Span) -> bool {
    let mut defines =
        context.reading.hits_in(sentence, "cue").iter().filter(|h| context.reading.name(h) == "define").peekable();
    defines.peek().is_some()
        && defines.all(|h| {
            h.span.start > span.end && context.words(Span::new(span.end as usize, h.span.start as usize)).contains('(')
        })
}

/// How consent is had: asked for, or read into something else.
pub(super) fn consent(context: &Context<'_>, sentence: u32, span: Span, claim: Claim) -> Claim {
    let has = |name: &str| context.reading.find(sentence, "reliance", name);
    let mut claim = claim;
    let near_explicit = has("explicit").is_some();
    claim = claim.with("explicit", near_explicit);
    let overlaps =
        |name: &str| has(name).is_some_and(|h| h.span.end + 60 >= span.start && span.end + 60 >= h.span.start);
    if overlaps("by-giving") {
        claim.with("manner", "by-giving")
    } else if overlaps("by-use") {
        claim.with("manner", "by-use")
    } else if overlaps("by-silence") {
        claim.with("manner", "by-silence")
    } else if has("asked").is_some() {
        claim.with("manner", "asked")
    } else {
        claim
    }
}
