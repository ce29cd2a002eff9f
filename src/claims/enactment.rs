//! Provisions cited wrongly: points that do not exist, and articles that do not say what is claimed.

use super::context::Context;
use super::model::{Claim, Force};
use super::refs;
use crate::law::Date;
use crate::lexicon::Hit;
use crate::notice::BlockKind;

/// Facts of provisions have no dates.
const ANY: Date = Date::constant(2026, 1, 1);

/// Laws whose articles are not those of the UK GDPR.
const OTHER: &[&str] = &[
    "directive",
    "convention",
    "echr",
    "treaty",
    "charter",
    "constitution",
    "regulations",
    "order",
    "rome",
    "statute",
    "statutes",
    "memorandum",
    "association",
    "ccpa",
    "hipaa",
    "lgpd",
];

pub(super) fn extract(context: &Context<'_>, claims: &mut Vec<Claim>) {
    for sentence in 0..context.sentence_count() {
        if matches!(context.block(sentence).kind, BlockKind::Contents | BlockKind::Code) {
            continue;
        }
        points(context, sentence, claims);
        of_the_act(context, sentence, claims);
    }
    for hit in context.reading.hits("enactment") {
        if context.block(hit.sentence).kind == BlockKind::Code {
            continue;
        }
        let made = match context.reading.set(hit, "right") {
            Some(right) => beside(context, hit, right),
            None => said(context, hit),
        };
        claims.extend(made);
    }
}

/// "Article 9(g)", "Article 6(1)(h)", "Article 9(2)(k)": a point that the article does not have.
fn points(context: &Context<'_>, sentence: u32, claims: &mut Vec<Claim>) {
    let tokens = context.tokens(sentence);
    for at in tokens.clone() {
        if !matches!(&*context.token(at), "article" | "articles" | "art") || at + 2 >= tokens.end {
            continue;
        }
        let number = context.token(at + 1).into_owned();
        let Some(known) = context.law.fact("enactment", &number, "points", ANY) else { continue };
        if context.between(at, at + 1).contains(['(', ',']) || !bracket(context, at + 1) {
            continue;
        }
        let first = context.token(at + 2).into_owned();
        let digit = first.bytes().all(|b| b.is_ascii_digit());
        let (point, last) = if digit {
            if at + 3 >= tokens.end || !bracket(context, at + 2) {
                continue;
            }
            (format!("{first}({})", context.token(at + 3)), at + 3)
        } else {
            (format!("({first})"), at + 2)
        };
        // A point is one letter, or "ea", shut by a bracket: "(the processing …)" is none.
        let letter = context.token(last);
        let sound = letter.bytes().all(|b| b.is_ascii_lowercase()) && (letter.len() == 1 || &*letter == "ea");
        let behind = context.notice.text.get(context.token_span(last, last).end as usize..).unwrap_or("");
        if !sound || !behind.starts_with(')') || other_law(context, sentence) {
            continue;
        }
        let exists = match known.value {
            crate::law::FactValue::List(list) => list.contains(&point),
            _ => true,
        };
        // "(i)" behind a point that exists is a sub-point; lists such as "6(1)(a)(b)" were read from their beginning.
        if exists {
            continue;
        }
        let shown =
            if digit { format!("Article {number}({first})({letter})") } else { format!("Article {number}{point}") };
        let span = context.token_span(at, last);
        let end = span.end + 1;
        let span = crate::notice::Span { start: span.start, end };
        claims.push(claim(context, sentence, span, &shown, "no-such"));
    }
}

/// "Article 6(1)(e) of the Data Protection Act 2018": the Act has sections.
fn of_the_act(context: &Context<'_>, sentence: u32, claims: &mut Vec<Claim>) {
    let tokens = context.tokens(sentence);
    for found in refs::articles(context, sentence) {
        let at = found.last + 1;
        let word = |i: u32| if i < tokens.end { context.token(i).into_owned() } else { String::new() };
        if word(at) != "of" || context.between(found.last, at).contains([',', ';', ':', '.']) {
            continue;
        }
        let name = if word(at + 1) == "the" { at + 2 } else { at + 1 };
        let name = if word(name) == "uk" { name + 1 } else { name };
        let full = ["data", "protection", "act"].iter().zip(name..).all(|(w, i)| word(i) == *w);
        let year = if full { name + 3 } else { name + 1 };
        // "Of the Data Protection Act 2018 and the UK GDPR": which article is whose cannot be told.
        let and = matches!(&*word(year + 1), "and" | "or");
        let both = and && (year + 2..year + 6).any(|i| matches!(&*word(i), "gdpr" | "regulation" | "uk" | "general"));
        if !full && word(name) != "dpa" || word(year) != "2018" || both || slash(context, year, &tokens) {
            continue;
        }
        let article = format!("Article {} of the Data Protection Act 2018", found.value);
        let span = context.token_span(found.first, year);
        claims.push(claim(context, sentence, span, &article, "no-such"));
    }
}

/// Whether another name follows behind a slash.
fn slash(context: &Context<'_>, at: u32, tokens: &std::ops::Range<u32>) -> bool {
    at + 1 < tokens.end && context.between(at, at + 1).contains('/')
}

/// Whether a bracket opens behind the token, and nothing else stands there.
fn bracket(context: &Context<'_>, at: u32) -> bool {
    matches!(context.between(at, at + 1).trim(), "(" | ")(" | ") (")
}

fn other_law(context: &Context<'_>, sentence: u32) -> bool {
    context.tokens(sentence).any(|i| OTHER.contains(&&*context.token(i)))
}

fn claim(context: &Context<'_>, sentence: u32, span: crate::notice::Span, cited: &str, part: &str) -> Claim {
    let mut claim = context
        .claim("citation", format!("enactment {cited}"), sentence, span)
        .with("class", "article")
        .with("cited", cited)
        .with("part", part)
        .with("data-protection", true);
    claim.force = Force::States;
    claim
}

/// Words that a provision is said to say.
fn said(context: &Context<'_>, hit: &Hit) -> Option<Claim> {
    let cites = context.reading.set(hit, "cites")?;
    let says = context.reading.set(hit, "says")?;
    let alone = context.reading.set(hit, "only") == Some("yes");
    // The provision stands in the sentence itself; and a basis in words alone is not judged here.
    let cited = alone || refs::articles(context, hit.sentence).iter().any(|r| r.value == cites && r.first < hit.first);
    if !cited {
        return None;
    }
    let name = if alone { cites.to_owned() } else { format!("Article {cites}") };
    Some(claim(context, hit.sentence, hit.span, &name, "other-matter").with("topic", says))
}

/// "your right of access (Article 17)": the article of another right.
fn beside(context: &Context<'_>, hit: &Hit, right: &str) -> Option<Claim> {
    let tokens = context.tokens(hit.sentence);
    if other_law(context, hit.sentence) {
        return None;
    }
    let article = (hit.last + 1..tokens.end.min(hit.last + 5))
        .find(|&i| matches!(&*context.token(i), "article" | "art"))
        .filter(|&i| i + 1 < tokens.end)?;
    let near = context.between(article - 1, article).contains('(')
        || matches!(&*context.token(article - 1), "under" | "by" | "in" | "per");
    let number = context.token(article + 1).into_owned();
    let own = context.law.fact("enactment", &number, "right", ANY)?;
    let theirs = own.value.as_text()?;
    // Only words of this right stand between, and no second article.
    let between = context.reading.hits_in(hit.sentence, "enactment");
    let other = between.iter().any(|h| h.first > hit.last && h.first < article);
    let several = context.between(article + 1, article + 2).starts_with([',', '-', '/', '–', '&'])
        || article + 3 < tokens.end
            && matches!(&*context.token(article + 2), "and" | "or" | "to")
            && context.token(article + 3).starts_with(|c: char| c.is_ascii_digit());
    if !near || other || several || theirs == right {
        return None;
    }
    let span = context.token_span(article, article + 1);
    let said = format!("the right of {right}");
    Some(claim(context, hit.sentence, span, &format!("Article {number}"), "other-matter").with("topic", said))
}

#[cfg(test)]
mod tests {
    use crate::claims::fixture;

    #[test]
    fn provisions() {
        let cases: &[(&str, &[&str])] = &[
            ("We rely on Article 9(g) of the UK GDPR.", &["Article 9(g)"]),
            ("We rely on Article 6(e) of the UK GDPR.", &["Article 6(e)"]),
            ("The basis is Article 6(1)(h).", &["Article 6(1)(h)"]),
            ("Our condition is Article 9(2)(k).", &["Article 9(2)(k)"]),
            ("Our condition is Article 9(1)(h).", &["Article 9(1)(h)"]),
            ("Under Article 6(1)(b), a contract to which we are a party, we keep it.", &["Article 6(1)(b)"]),
            ("Such notes are special category data as defined in Schedule 1.", &["Schedule 1"]),
            ("You have the right of access (Article 17).", &["Article 17"]),
            ("You have the right to erasure under Article 16 of the UK GDPR.", &["Article 16"]),
            ("We rely on Article 6(1)(f) and Article 9(2)(j).", &[]),
            ("We rely on Article 6(1)(ea) of the UK GDPR.", &[]),
            ("We rely on Article 6 (a task in the public interest).", &[]),
            ("We rely on Article 5(1)(a).", &[]),
            ("Article 9(b) of the Directive says so.", &[]),
            ("You have the right of access (Article 15) and to erasure (Article 17).", &[]),
            ("You have the right to object (Article 21).", &[]),
            ("We have a contract to which we are a party.", &[]),
            ("The rights of access, rectification and erasure are in Articles 15, 16 and 17.", &[]),
            ("Data concerning health is special category data under Article 9(1).", &[]),
            ("Our condition stands in Schedule 1, Part 2.", &[]),
        ];
        for (text, expected) in cases {
            let seen = fixture::read(&format!("Privacy notice\n\n{text}\n"), super::extract);
            let cited: Vec<&str> = seen.iter().map(|(c, _)| c.text("cited").unwrap_or("")).collect();
            assert_eq!(cited, *expected, "{text}");
        }
    }
}
