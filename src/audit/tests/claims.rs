//! What a claim must be: fields, facts, notice, text.
use super::*;
use crate::claims::{Confidence, Force, Polarity};

fn bases() -> Case {
    Case::new("Alpha one.\n\nBeta two.\n\nGamma three.\n\nDelta four.")
        .claim("basis", "6(1)(a)", "Alpha")
        .made("basis", "6(1)(c)", "Beta", |mut c| {
            c.force = Force::OnlyIf;
            c.with("declared", true).with("list", 3).with("named", vec!["x".to_owned(), "y".to_owned()])
        })
        .made("basis", "6(1)(f)", "Gamma", |mut c| {
            c.polarity = Polarity::Denied;
            c
        })
        .made("basis", "6(1)(b)", "Delta", |mut c| {
            c.force = Force::Discusses;
            c
        })
}

impl From<i32> for crate::claims::Detail {
    fn from(n: i32) -> crate::claims::Detail {
        crate::claims::Detail::Number(n.into())
    }
}

#[test]
fn force_and_polarity_are_the_asserting_ones() {
    let each = "subject: '{value}'\n";
    assert_eq!(bases().finds(&format!("for: {{kind: basis}}\n{each}")), ["Alpha", "Beta"]);
    assert_eq!(bases().finds(&format!("for: {{kind: basis, polarity: denied}}\n{each}")), ["Gamma"]);
    assert_eq!(bases().finds(&format!("for: {{kind: basis, force: discusses}}\n{each}")), ["Delta"]);
    assert_eq!(bases().finds(&format!("for: {{kind: basis, polarity: any}}\n{each}")), ["Alpha", "Beta", "Gamma"]);
}

#[test]
fn field_patterns() {
    let finds = |pattern: &str| bases().finds(&format!("for: {{kind: basis, {pattern}}}\nsubject: '{{value}}'\n"));
    assert_eq!(finds("value: 6(1)(a)"), ["Alpha"]);
    assert_eq!(finds("value: ['6(1)(a)', '6(1)(c)']"), ["Alpha", "Beta"]);
    assert_eq!(finds("value: '*(c)'"), ["Beta"]);
    assert_eq!(finds("declared: true"), ["Beta"]);
    assert_eq!(finds("declared: {not: true}"), ["Alpha"]);
    assert_eq!(finds("declared: false"), ["Alpha"]);
    assert_eq!(finds("named: any"), ["Beta"]);
    assert_eq!(finds("named: none"), ["Alpha"]);
    assert_eq!(finds("named: y"), ["Beta"]);
    assert_eq!(finds("named: {not: y}"), ["Alpha"]);
    assert_eq!(finds("list: {at-least: 3}"), ["Beta"]);
    assert_eq!(finds("list: {at-least: 1, at-most: 2}"), Vec::<String>::new());
}

#[test]
fn classes_of_values() {
    let case = Case::new("One, two, three, four, five.")
        .claim("retention", "P7Y", "One")
        .claim("retention", "2027-12-31", "two")
        .claim("retention", "age-75", "three")
        .claim("retention", "indefinite", "four")
        .claim("retention", "criteria", "five");
    let finds =
        |pattern: &str| case.finds(&format!("for: {{kind: retention, value: {pattern}}}\nsubject: '{{value}}'\n"));
    assert_eq!(finds("period"), ["One"]);
    assert_eq!(finds("date"), ["two"]);
    assert_eq!(finds("[age, indefinite]"), ["three", "four"]);
    assert_eq!(finds("{longer-than: 6 years}"), ["One"]);
    assert_eq!(finds("{shorter-than: P8Y}"), ["One"]);
    assert_eq!(finds("{at-least: age-70}"), ["three"]);
    assert_eq!(finds("{earlier-than: 2028-01-01}"), ["two"]);
    assert_eq!(finds("{later-than: as-of}"), ["two"]);
    assert_eq!(finds("{earlier-than: 'as-of + 2 years'}"), ["two"]);
    assert_eq!(finds("{earlier-than: notice-date}"), Vec::<String>::new());
}

#[test]
fn none_as_a_value() {
    let case = Case::new("One. Two.").made("retention", "criteria", "One", |c| c.with("criteria", "none"));
    let case = case.claim("retention", "criteria", "Two");
    assert_eq!(case.finds("for: {kind: retention, criteria: none}\nsubject: '{value}'\n"), ["One"]);
}

#[test]
fn lists_and_any_of() {
    let rule =
        "for: [{kind: basis}, {any-of: [{value: '6(1)(a)'}, {declared: true}], polarity: any}]\nsubject: '{value}'\n";
    assert_eq!(bases().finds(rule), ["Alpha", "Beta"]);
    let rule = "any-of:\n  - for: {kind: basis, value: '6(1)(a)'}\n  - for: {kind: basis, declared: true}\nsubject: '{value}'\n";
    assert_eq!(bases().finds(rule), ["Alpha", "Beta"]);
}

#[test]
fn facts_of_the_law() {
    assert_eq!(bases().finds("for: {kind: basis, fact: {heavy: true}}\nsubject: '{value}'\n"), ["Alpha"]);
    let excuse = "for: {kind: basis}\nunless: {kind: basis, fact: {heavy: true}, same: [value]}\nsubject: '{value}'\n";
    assert_eq!(bases().finds(excuse), Vec::<String>::new(), "a fact of medium standing may excuse");
    let unknown = "for: {kind: basis, fact: {light: {not: true}}}\n";
    assert_eq!(bases().finds(unknown), Vec::<String>::new(), "what is unknown accuses nobody");
    let f = Case::new("By Shield.").claim("mechanism", "shield", "Shield");
    let f = f.one("for: {kind: mechanism, fact: {valid: false}}\nmessage: '{fact.name}, now {fact.successor}'\n");
    assert_eq!(f.message, "Old Shield, now New Bridge");
}

#[test]
fn agree_and_disagree() {
    let case = Case::new("Alpha. Beta. Gamma.")
        .made("basis", "6(1)(a)", "Alpha", |c| c.with("cited", "6(1)(a)").with("named", "6(1)(c)"))
        .made("basis", "6(1)(c)", "Beta", |c| c.with("cited", "6(1)(c)").with("named", "6(1)(c)"))
        .made("basis", "6(1)(b)", "Gamma", |c| c.with("cited", "6(1)(b)"));
    assert_eq!(case.finds("for: {kind: basis, disagree: [cited, named]}\nsubject: '{value}'\n"), ["Alpha"]);
    assert_eq!(case.finds("for: {kind: basis, agree: [cited, named]}\nsubject: '{value}'\n"), ["Beta"]);
}

#[test]
fn likeness_to_a_fact() {
    let case = Case::new("Call 0303 or 1625 or 0800 or that.")
        .claim("regulator", "03031231113", "0303")
        .claim("regulator", "03031231131", "that")
        .claim("regulator", "01625545745", "1625")
        .claim("regulator", "08001234567", "0800");
    let slip = "for: {kind: regulator, alike: {field: value, to: {fact: contacts}, edits: 3}}\nsubject: '{value}'\n";
    assert_eq!(case.finds(slip), ["that"]);
    assert_eq!(case.finds("for: {kind: regulator, fact: {former: true}}\n"), ["1625"]);
}

#[test]
fn facts_of_the_notice() {
    let mut case = bases();
    let rule = "when: {notice: {public-authority: ['yes', likely]}}\nfor: {kind: basis}\ncases: [{where: {notice: {public-authority: likely}}, confidence: possible}]\n";
    assert_eq!(case.finds(rule), Vec::<String>::new());
    case.claims.profile.public_authority = "likely".to_owned();
    assert_eq!(case.one(rule).confidence, Confidence::Possible);
    case.claims.profile.public_authority = "yes".to_owned();
    assert_eq!(case.one(rule).confidence, Confidence::Likely);
}

#[test]
fn plain_phrases() {
    let case = Case::new("We leverage synergies.\n\nNothing here.\n\nLeverage again, and leveraged.");
    assert_eq!(case.finds("text: [leverage]\n"), ["leverage"]);
    let found = case.audit("id: a-rule\ntext: leverage\nsubject: '{span}'\n");
    assert_eq!(found.len(), 2);
    assert_eq!(
        case.finds("for: {text: leverage}\nunless: {text: synergies, near: sentence, scope: any}\n"),
        ["Leverage"]
    );
}

#[test]
fn confidence_is_the_lowest() {
    let case = Case::new("Alpha.").made("basis", "6(1)(a)", "Alpha", |mut c| {
        c.confidence = Confidence::Possible;
        c
    });
    let f = case.one("confidence: certain\nfor: {kind: basis}\n");
    assert_eq!(f.confidence, Confidence::Possible);
    let f = bases().one("confidence: certain\nfor: {kind: basis}\ncases: [{where: {value: '6(1)(a)'}, severity: note, confidence: likely, message: 'case {value}'}]\n");
    assert_eq!((f.confidence, f.severity, f.message.as_str()), (Confidence::Certain, Severity::Warning, "a-rule"));
    let f = bases().one("for: {kind: basis, value: '6(1)(a)'}\ncases: [{where: {value: '6(1)(a)'}, severity: note, message: 'case {value}'}]\n");
    assert_eq!((f.severity, f.message.as_str()), (Severity::Note, "case 6(1)(a)"));
}

#[test]
fn duties_are_met_by_patterns() {
    let told = Case::new("A promise. A period.").made("promise", "storage", "promise", |c| c.with("item", "storage"));
    let rule = "for: {kind: promise}\nunless: {met-by: item, scope: any}\n";
    assert_eq!(told.finds(rule), ["promise"]);
    assert_eq!(told.claim("retention", "P1Y", "period").finds(rule), Vec::<String>::new());
    let rule = "absent: {met-by: storage}\n";
    assert_eq!(Case::new("Title\n\nText here.").finds(rule), ["Title"]);
    let linked = Case::new("A link.").made("reference", "schedule", "link", |c| c.with("target", "schedule"));
    assert_eq!(linked.finds(rule), Vec::<String>::new());
}
