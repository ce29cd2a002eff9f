#![allow(clippy::unwrap_used, clippy::panic)]

use crate::claims::testing::structured as read;
use crate::claims::{Claim, Claims, Detail, Force, Polarity};

/// The claims of one kind.
fn of<'c>(claims: &'c Claims, kind: &str) -> Vec<&'c Claim> {
    claims.claims.iter().filter(|c| c.kind == kind).collect()
}

fn values<'c>(claims: &'c Claims, kind: &str) -> Vec<&'c str> {
    of(claims, kind).into_iter().map(|c| c.value.as_str()).collect()
}

fn list(claim: &Claim, detail: &str) -> Vec<String> {
    match claim.detail(detail) {
        Some(Detail::List(list)) => list.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_activity_is_scope_and_place_of_what_it_says() {
    let (notice, claims) = read(
        "candour: notice/1
activities:
  - name: Recruitment
    audience: Job applicants
    data: [name, {category: special/health, words: answers about disability}]
    lawful-basis: ['6(1)(b)']
    condition: ['9(2)(b)']
    schedule-1: ['1/1']
  - name: Newsletter
    lawful-basis: ['6(1)(a)']
",
    );
    let basis = of(&claims, "basis");
    assert_eq!(values(&claims, "basis"), ["6(1)(b)", "6(1)(a)"]);
    assert_eq!(basis[0].scope.activity.as_deref(), Some("recruitment"));
    assert_eq!(basis[0].scope.audience.as_deref(), Some("job applicants"));
    assert_eq!(notice.words(basis[0].span), "6(1)(b)");
    assert!(basis[0].flag("declared") && basis[0].flag("exhaustive"));
    let category = of(&claims, "category");
    assert_eq!(notice.words(category[0].span), "answers about disability");
    assert_eq!((category.len(), category[0].place.row), (1, basis[0].place.row));
    assert_ne!(category[0].place.sentence, basis[0].place.sentence);
    assert_ne!(basis[0].place.row, basis[1].place.row);
    assert_eq!(of(&claims, "schedule-1")[0].text("stated-for"), Some("9(2)(b)"));
}

#[test]
fn words_are_read_as_prose_is() {
    let (notice, claims) = read(
        "candour: notice/1
data: [shoe size, health questionnaire]
lawful-basis: [consent, legitimate interests, a good idea]
condition: [explicit consent]
retention:
  - {records: interview notes, period: six months after the decision}
  - {records: photographs, keep: indefinite}
transfers: [{to: United States, mechanism: UK-US data bridge}, {denied: outside the UK}]
rights: [access, to have mistakes corrected, a free cup of tea]
",
    );
    assert_eq!(values(&claims, "category"), ["special/health"]);
    assert_eq!(values(&claims, "basis"), ["6(1)(a)", "6(1)(f)"]);
    assert_eq!(values(&claims, "condition"), ["9(2)(a)"]);
    assert!(of(&claims, "condition")[0].flag("explicit"));
    assert_eq!(values(&claims, "retention"), ["P6M", "indefinite"]);
    let notes = of(&claims, "retention")[0];
    assert_eq!(notice.words(notes.span), "interview notes, period: six months after the decision");
    assert_eq!(notes.text("record-words"), Some("interview notes"));
    assert!(list(notes, "records")[0].contains("interview"));
    assert!(notes.text("trigger").unwrap().contains("decision"));
    assert_eq!(values(&claims, "transfer"), ["US", "uk-only"]);
    assert_eq!(values(&claims, "mechanism"), ["data-bridge"]);
    assert_eq!(values(&claims, "right"), ["access", "rectification"]);
}

#[test]
fn an_entry_says_how_it_stands() {
    let (notice, claims) = read(
        "candour: notice/1
lawful-basis:
  - {basis: '6(1)(f)', words: we do not rely on legitimate interests, polarity: denied}
  - {basis: '6(1)(a)', force: may, audience: Parents, activity: Trips, confidence: likely}
  - {basis: '6(1)(b)', named: '6(1)(a)', declared: no}
schedule-1: [{named: '2/18', for: '9(2)(g)'}, {paragraph: '2/18'}]
transfers: [{denied: uk-only}, {to: FR, polarity: denied}]
",
    );
    let basis = of(&claims, "basis");
    assert_eq!((basis[0].polarity, basis[0].force), (Polarity::Denied, Force::States));
    assert_eq!(notice.words(basis[0].span), "we do not rely on legitimate interests");
    assert_eq!(basis[1].force, Force::May);
    assert_eq!(basis[1].scope.activity.as_deref(), Some("trips"));
    assert_eq!((basis[2].text("cited"), basis[2].text("named")), (Some("6(1)(b)"), Some("6(1)(a)")));
    assert!(!basis[2].flag("declared") && !basis[2].flag("exhaustive"));
    let schedule = of(&claims, "schedule-1");
    assert_eq!((schedule[0].text("paragraph"), schedule[1].text("paragraph")), (None, Some("2/18")));
    let transfers = of(&claims, "transfer");
    assert_eq!((transfers[0].polarity, transfers[1].polarity), (Polarity::Affirmed, Polarity::Denied));
}

#[test]
fn a_paragraph_serves_the_condition_that_it_can_serve() {
    let stated = |conditions: &str, paragraph: &str| {
        let text = format!("candour: notice/1\ncondition: [{conditions}]\nschedule-1: ['{paragraph}']\n");
        let (_, claims) = read(&text);
        of(&claims, "schedule-1")[0].text("stated-for").map(str::to_owned)
    };
    assert_eq!(stated("'9(2)(b)', '9(2)(g)'", "2/18").as_deref(), Some("9(2)(g)"));
    assert_eq!(stated("'9(2)(b)', '9(2)(g)'", "1/1").as_deref(), Some("9(2)(b)"));
    assert_eq!(stated("'9(2)(b)'", "2/18").as_deref(), Some("9(2)(b)"));
    assert_eq!(stated("'10'", "1/1").as_deref(), Some("criminal"));
    assert_eq!(stated("'9(2)(a)', '9(2)(f)'", "2/18"), None);
}

#[test]
fn periods_carry_what_the_extractor_knows_of_them() {
    let (_, claims) = read(
        "candour: notice/1
retention:
  - {records: invoices, period: P6Y, trigger: end of the financial year, bound: at-least}
  - {records: newsletter list, keep: criteria, trigger: until you unsubscribe}
  - {keep: criteria}
  - {records: files, period: a while}
",
    );
    let all = of(&claims, "retention");
    assert_eq!(values(&claims, "retention"), ["P6Y", "criteria", "criteria"]);
    assert_eq!((all[0].text("bound"), all[0].text("trigger")), (Some("at-least"), Some("end of the financial year")));
    assert!(matches!(all[0].detail("days"), Some(Detail::Number(n)) if *n == 6 * 365), "{all:?}");
    assert_eq!((all[1].text("criteria"), all[2].text("criteria")), (Some("stated"), Some("none")));
}

#[test]
fn the_notice_says_whose_it_is_and_where_to_complain() {
    let (notice, claims) = read(
        "candour: notice/1
title: How we use your data
updated: 2026-03-01
controller: {name: Wexmoor Borough Council, email: Info@wexmoor.example, phone: 01632 960100}
dpo: {name: Ada Example, email: dpo@wexmoor.example}
complaints:
  controller: {email: complaints@wexmoor.example}
  regulator: {name: Information Commissioner, phone: 0303 123 1113}
rights: [access]
",
    );
    let profile = &claims.profile;
    assert_eq!((profile.kind.as_str(), profile.language.as_str()), ("privacy-notice", "en"));
    assert_eq!(profile.date.as_deref(), Some("2026-03-01"));
    assert_eq!(profile.public_authority, "yes");
    assert_eq!(notice.words(profile.title_span), "How we use your data");
    assert_eq!(notice.words(profile.headings["rights"]), "rights");
    assert_eq!(values(&claims, "controller"), ["Wexmoor Borough Council"]);
    assert_eq!(values(&claims, "dpo"), ["Ada Example", "dpo@wexmoor.example"]);
    assert_eq!(values(&claims, "contact"), ["info@wexmoor.example", "01632960100", "complaints@wexmoor.example"]);
    assert_eq!(values(&claims, "regulator"), ["03031231113"]);
    assert_eq!(values(&claims, "right"), ["complain-controller", "complain-regulator", "access"]);
}

#[test]
fn laws_and_blanks_in_words_are_seen() {
    let (notice, claims) = read(
        "candour: notice/1
title: Notice under the Data Protection Act 1998
controller: {name: Wexmoor Pottery Ltd, address: '[insert address]'}
",
    );
    let law = of(&claims, "citation").into_iter().find(|c| c.value == "dpa-1998").unwrap();
    assert_eq!(notice.words(law.span), "Data Protection Act 1998");
    assert_eq!(values(&claims, "anomaly"), ["placeholder"]);
}

#[test]
fn nothing_is_read_into_an_empty_notice() {
    for text in ["candour: notice/1\n", "candour: notice/1\ndata:\nrights: []\nactivities:\n  - {}\n  - name: ''\n"] {
        let (_, claims) = read(text);
        assert!(claims.claims.is_empty(), "{:?}", claims.claims);
    }
}
