#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::HashSet;

use super::*;

fn law() -> Law {
    Law::builtin().expect("the built-in law loads")
}

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

fn text(law: &Law, kind: &str, value: &str, name: &str, on: &str) -> Option<String> {
    law.fact(kind, value, name, day(on)).map(|fact| fact.value.to_string())
}

#[test]
fn privacy_shield_over_time() {
    let law = law();
    let valid = |on| text(&law, "mechanism", "privacy-shield", "valid", on).unwrap();
    assert_eq!(valid("2016-07-11"), "false");
    assert_eq!(valid("2016-07-12"), "true");
    assert_eq!(valid("2020-07-15"), "true");
    assert_eq!(valid("2020-07-16"), "false");
    let now = law.fact("mechanism", "privacy-shield", "valid", day("2026-11-22")).unwrap();
    assert_eq!((now.from, now.until, now.standing), (Some(day("2020-07-16")), None, Standing::High));
}

#[test]
fn a_mechanism_that_may_mean_another_cannot_accuse() {
    let law = law();
    for mechanism in ["scc", "eu-scc-2021", "eu-us-dpf", "contract"] {
        let fact = law.fact("mechanism", mechanism, "valid", day("2026-11-22")).unwrap();
        assert_ne!(fact.standing, Standing::High, "{mechanism}");
    }
}

#[test]
fn every_paragraph_serves_what_it_can() {
    let law = law();
    let on = day("2026-11-22");
    let letters = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
    let mut paragraphs = 0;
    for value in law.values("schedule-1") {
        let served: Vec<_> = letters
            .iter()
            .filter(|l| law.related("serves", ("schedule-1", value), ("condition", &format!("9(2)({l})")), on))
            .copied()
            .collect();
        let (part, paragraph) = value.split_once('/').unwrap();
        let expected: &[&str] = match (part, paragraph) {
            ("1", "?") => &["b", "h", "i", "j"],
            ("1", "1") => &["b"],
            ("1", "2") => &["h"],
            ("1", "3") => &["i"],
            ("1", "4") => &["j"],
            ("2", "5") => &[],
            ("2", _) => &["g"],
            _ => &[],
        };
        assert_eq!(served, expected, "{value}");
        let criminal = law.related("serves", ("schedule-1", value), ("condition", "10"), on);
        assert_eq!(criminal, part != "4" && value != "2/5", "{value}");
        let exists = law.fact("schedule-1", value, "exists", on).unwrap();
        assert_eq!(exists.value, &FactValue::Bool(true), "{value}");
        paragraphs += usize::from(paragraph != "?");
    }
    assert_eq!(paragraphs, 41);
}

#[test]
fn sub_paragraphs_and_paragraphs_that_do_not_exist() {
    let law = law();
    let on = day("2026-11-22");
    assert!(law.related("serves", ("schedule-1", "2/6(2)(a)"), ("condition", "9(2)(g)"), on));
    assert_eq!(law.name("schedule-1", "2/18(1)"), Some("Safeguarding of children and of individuals at risk"));
    for wrong in ["1/18", "2/99", "2/2", "3/1"] {
        assert_eq!(text(&law, "schedule-1", wrong, "exists", "2026-11-22").unwrap(), "false", "{wrong}");
        assert!(!law.known("schedule-1", wrong), "{wrong}");
    }
}

#[test]
fn the_heading_of_paragraph_10_changed() {
    let law = law();
    assert!(text(&law, "schedule-1", "2/10", "title", "2026-02-04").unwrap().starts_with("Preventing or detecting"));
    assert!(text(&law, "schedule-1", "2/10", "title", "2026-02-05").unwrap().starts_with("Preventing etc"));
}

#[test]
fn only_conditions_that_need_schedule_1_accuse() {
    let law = law();
    let on = day("2026-11-22");
    let needing: Vec<_> = law
        .values("condition")
        .filter(|value| {
            let fact = law.fact("condition", value, "needs-schedule-1", on).unwrap();
            fact.value == &FactValue::Bool(true) && fact.standing == Standing::High
        })
        .collect();
    assert_eq!(needing, ["9(2)(b)", "9(2)(g)", "9(2)(h)", "9(2)(i)", "9(2)(j)"]);
}

#[test]
fn bodies_before_and_after_they_ended() {
    let law = law();
    for (id, last, first) in [
        ("nhs-digital", "2023-01-31", "2023-02-01"),
        ("public-health-england", "2021-09-30", "2021-10-01"),
        ("clinical-commissioning-group", "2022-06-30", "2022-07-01"),
        ("department-of-health", "2018-01-07", "2018-01-08"),
    ] {
        assert_eq!(text(&law, "citation", id, "status", last).unwrap(), "current", "{id}");
        assert_ne!(text(&law, "citation", id, "status", first).unwrap(), "current", "{id}");
        let fact = law.fact("citation", id, "status", day("2026-11-22")).unwrap();
        assert_eq!((fact.from, fact.standing), (Some(day(first)), Standing::High), "{id}");
    }
}

#[test]
fn the_regulator_is_never_stale_before_it_changed() {
    let law = law();
    assert_eq!(text(&law, "citation", "information-commissioner", "status", "2026-09-29").unwrap(), "current");
    assert_eq!(text(&law, "citation", "ico", "status", "2030-01-01").unwrap(), "current");
    let changed = law.citations().iter().find(|c| c.id == "information-commissioner").unwrap();
    assert_eq!(changed.class, "term", "a matter of wording, no dissolved body");
}

#[test]
fn citations_are_sound() {
    let law = law();
    let on = day("2026-11-22");
    let mut ids = HashSet::new();
    for citation in law.citations() {
        assert!(ids.insert(&citation.id), "{} comes twice", citation.id);
        assert!(
            citation.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
            "{}",
            citation.id
        );
        let fact = law.fact("citation", &citation.id, "status", on).expect("a status");
        let status = fact.value.as_text().unwrap();
        if citation.misnamed {
            assert!(law.fact("citation", &citation.id, "misnomer-of", on).is_some(), "{}", citation.id);
        } else if !["current", "misnomer"].contains(&status) {
            assert!(law.fact("citation", &citation.id, "since", on).is_some(), "{}", citation.id);
            assert!(law.fact("citation", &citation.id, "successor", on).is_some(), "{}", citation.id);
        }
    }
}

#[test]
fn a_successor_that_is_an_identifier_exists() {
    let law = law();
    let on = day("2026-11-22");
    for mechanism in law.values("mechanism") {
        if let Some(fact) = law.fact("mechanism", mechanism, "successor", on) {
            assert!(law.known("mechanism", fact.value.as_text().unwrap()), "{mechanism}");
        }
    }
    for citation in law.citations() {
        let Some(successor) = text(&law, "citation", &citation.id, "successor", "2026-11-22") else { continue };
        let identifier = successor.contains('-') && successor.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        assert!(!identifier || law.known("citation", &successor), "{}: {successor}", citation.id);
    }
}

#[test]
fn boundaries() {
    let law = law();
    let on = day("2026-11-22");
    let outside = |place, boundary| law.related("outside", ("transfer", place), ("transfer", boundary), on);
    for place in ["US", "third-country", "IN", "CH"] {
        assert!(outside(place, "uk-only") && outside(place, "eu-only") && outside(place, "eea-only"), "{place}");
    }
    for place in ["eu", "eea", "FR", "NO"] {
        assert!(outside(place, "uk-only") && !outside(place, "eea-only"), "{place}");
    }
    assert!(!outside("eu", "eu-only") && !outside("FR", "eu-only") && outside("NO", "eu-only"));
    assert!(!outside("GB", "uk-only") && !outside("uk-only", "eu-only"));
    assert!(law.related("outside", ("processor", "mailchimp"), ("transfer", "uk-only"), on));
    assert!(!law.related("outside", ("processor", "microsoft-365"), ("transfer", "uk-only"), on));
}

#[test]
fn rights_that_bases_carry() {
    let law = law();
    let on = day("2026-11-22");
    for basis in law.values("basis") {
        let rights = law.fact("basis", basis, "rights", on).unwrap();
        for right in rights.value.as_list().unwrap() {
            assert!(law.related("carries", ("basis", basis), ("right", right), on), "{basis} {right}");
        }
    }
    assert!(!law.related("carries", ("basis", "6(1)(e)"), ("right", "portability"), on));
    assert!(!law.related("carries", ("basis", "6(1)(a)"), ("right", "objection"), on));
    assert!(law.targets("excludes", ("basis", "6(1)(a)"), on).contains(&("basis", "6(1)(c)")));
    let closed = law.fact("basis", "6(1)(f)", "open-to-public-authority", on).unwrap();
    assert_eq!(closed.value, &FactValue::Bool(false));
    assert_eq!(text(&law, "basis", "6(1)(ea)", "exists", "2026-02-04").unwrap(), "false");
}

#[test]
fn the_complaint_duty_began_in_2026() {
    let law = law();
    assert_eq!(law.duty("complain-controller").unwrap().from, Some(day("2026-06-19")));
    assert!(law.duties().iter().all(|duty| !duty.met_by.is_empty()));
    assert!(law.duty("no such item").is_none());
}

#[test]
fn contacts_are_normalised_and_slips_find_them() {
    let law = law();
    for contact in law.regulator_contacts() {
        let fine = match contact.kind_of.as_str() {
            "phone" => contact.value.bytes().all(|b| b.is_ascii_digit()),
            "email" => contact.value.contains('@') && contact.value == contact.value.to_lowercase(),
            "web" => {
                !contact.value.starts_with("www.") && !contact.value.contains("//") && !contact.value.ends_with('/')
            }
            _ => true,
        };
        assert!(fine, "{}", contact.value);
    }
    let all = law.fact("regulator", "0303123111", "contacts", day("2026-11-22")).unwrap();
    assert!(all.value.as_list().unwrap().iter().any(|value| value == "03031231113"));
    assert_eq!(text(&law, "regulator", "wycliffe house", "former", "2026-11-22").unwrap(), "false");
}

#[test]
fn special_categories() {
    let law = law();
    assert_eq!(law.set("special-categories").len(), 9);
    assert!(law.set("special-categories").iter().all(|value| law.known("category", value)));
    assert_eq!(text(&law, "category", "ordinary/photographs", "is-special", "2026-11-22").unwrap(), "false");
}

#[test]
fn retention_periods_are_iso() {
    for record in law().retention_records() {
        for period in record.minimum.iter().chain(&record.customary) {
            let known = period.starts_with('P') || period.starts_with("age-") || period == "indefinite";
            assert!(known, "{}: {period}", record.id);
        }
        assert!(record.minimum.is_some() || record.customary.is_some(), "{}", record.id);
    }
}

#[test]
fn errors_name_file_and_place() {
    let error = |yaml: &str| Law::from_documents([("law/wrong.yaml", yaml)]).unwrap_err().to_string();
    let told = error("kind: basis\nvalues:\n  a: {facts: {x: {value: true, from: 2020-13-01}}}\n");
    assert!(told.contains("law/wrong.yaml") && told.contains("2020-13-01") && told.contains("line 3"), "{told}");
    let told = error("kind: basis\nvalues:\n  a: {}\n  a: {}\n");
    assert!(told.contains("`a` comes twice"), "{told}");
    let told = error("citations:\n  - {id: x, name: X, class: planet, names: [X]}\n");
    assert!(told.contains("law/wrong.yaml: x: unknown class"), "{told}");
    let told = error("kind: basis\nvalues:\n  a: {facts: {x: {value: true, from: 2020-01-02, until: 2020-01-01}}}\n");
    assert!(told.contains("not before its end"), "{told}");
    let told = error("kind: basis\nrelations:\n  r: [{from: \"@none\", to: a}]\n");
    assert!(told.contains("no set is named `none`"), "{told}");
    assert!(error("kind: basis\nvalue: {}\n").contains("unknown field"));
}

#[test]
fn facts_in_every_form() {
    let yaml = "kind: [a, b]\nstanding: medium\nvalues:\n  v:\n    facts:\n      list: [x, y]\n      number: 3\n      \
                day: 2020-01-02\n      dated: [{value: true, until: 2020-01-01}, {value: [p, q], standing: high}]\n";
    let law = Law::from_documents([("law/right.yaml", yaml)]).unwrap();
    let get = |name: &str, on: &str| law.fact("b", "v", name, day(on)).map(|f| (f.value.clone(), f.standing));
    let list = |words: [&str; 2]| FactValue::List(words.map(str::to_owned).to_vec());
    assert_eq!(get("list", "2026-01-01"), Some((list(["x", "y"]), Standing::Medium)));
    assert_eq!(get("number", "2026-01-01"), Some((FactValue::Number(3), Standing::Medium)));
    assert_eq!(get("day", "2026-01-01"), Some((FactValue::Date(day("2020-01-02")), Standing::Medium)));
    assert_eq!(get("dated", "2019-12-31"), Some((FactValue::Bool(true), Standing::Medium)));
    assert_eq!(get("dated", "2020-01-01"), Some((list(["p", "q"]), Standing::High)));
    assert_eq!(get("none", "2020-01-01"), None);
}
