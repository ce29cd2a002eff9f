//! Groups and subjects: what is one finding.
use super::*;

fn list() -> Case {
    Case::new("We hold:\n- health\n- union\n\nAlso genetic.")
        .made("category", "special/health", "health", |mut c| {
            c.place.list = Some(7);
            c
        })
        .made("category", "special/union", "union", |mut c| {
            c.place.list = Some(7);
            c
        })
        .claim("category", "special/genetic", "genetic")
}

#[test]
fn one_finding_for_a_subject() {
    let f = list().one("for: {kind: category}\n");
    assert_eq!((list().notice.words(f.primary.span), f.related.len(), f.subject), ("health", 2, None));
    assert_eq!(list().finds("for: {kind: category}\nsubject: '{value}'\n"), ["health", "union", "genetic"]);
    assert_eq!(list().finds("for: {kind: category}\nper: notice\n"), ["health"]);
    let f = list().one("for: {kind: category, value: '*/union'}\nsubject: '{value}: {flow|activity}'\n");
    assert_eq!(f.subject.as_deref(), Some("special/union"), "nothing dangles");
}

#[test]
fn groups_are_counted() {
    let rule =
        |count: &str| format!("for: {{kind: category}}\nper: list\ncount: {{{count}}}\nmessage: '{{count}} of them'\n");
    assert_eq!(list().one(&rule("at-least: 2")).message, "2 of them");
    assert_eq!(list().finds(&rule("at-least: 3")), Vec::<String>::new());
    assert_eq!(list().finds(&rule("at-most: 1")), Vec::<String>::new(), "what is in no list is in no group");
}

#[test]
fn every_one_of_a_group() {
    let rule =
        |value: &str| format!("for: {{kind: category}}\nper: list\nevery: {{kind: category, value: '{value}'}}\n");
    assert_eq!(list().finds(&rule("special/*")), ["health"]);
    assert_eq!(list().finds(&rule("*/union")), Vec::<String>::new());
}

#[test]
fn what_a_group_lacks() {
    let rule = "for: {kind: category}\nper: list\nlacks: {set: specials}\nmessage: 'lacks {lacking}'\n";
    assert_eq!(list().one(rule).message, "lacks special/genetic");
    let rule = "for: {kind: category}\nper: notice\nlacks: {set: specials}\n";
    assert_eq!(list().finds(rule), Vec::<String>::new());
}

#[test]
fn each_value_of_a_list_of_the_law() {
    let case = Case::new("Rights\n\nBy consent. You may ask.")
        .claim("basis", "6(1)(a)", "consent")
        .claim("right", "access", "ask");
    let rule = "for: {kind: basis}\neach: {fact: rights}\nunless: {kind: right, value: '{each}', scope: any}\nsubject: 'right:{each}'\nplace: [{kind: right}]\ncases: [{where: {each: withdraw-consent}, severity: error}]\n";
    let f = case.one(rule);
    assert_eq!(f.subject.as_deref(), Some("right:withdraw-consent"));
    assert_eq!(f.severity, Severity::Error);
    assert_eq!(case.notice.words(f.primary.span), "ask");
    assert_eq!(case.notice.words(f.related[0].span), "consent");
    let rule = "each: {set: specials}\nunless: {kind: category, value: '{each}', scope: any}\nsubject: '{each}'\n";
    assert_eq!(case.audit(&format!("id: r\n{rule}")).len(), 3);
}

#[test]
fn the_clearest_place_is_shown_first() {
    let case = Case::new("Alpha. Beta.")
        .made("basis", "6(1)(a)", "Alpha", |mut c| {
            c.confidence = Confidence::Possible;
            c
        })
        .claim("basis", "6(1)(c)", "Beta");
    assert_eq!(case.finds("for: {kind: basis}\n"), ["Beta"]);
    let rule = "severity: note\nfor: {kind: basis, value: ['6(1)(a)', '6(1)(c)']}\ncases: [{where: {value: '6(1)(c)'}, confidence: possible}, {where: {value: '6(1)(a)'}, severity: error}]\n";
    assert_eq!(case.one(rule).severity, Severity::Error);
}
