//! The three dates: as-of, the notice's own, the fact's.
use super::*;
use jiff::civil::date;

const SHIELD: &str = "severity: error\nfor: {kind: mechanism, fact: {valid: false}}\nmessage: Old.\n";

fn shield() -> Case {
    Case::new("Title\n\nBy Shield.").claim("mechanism", "shield", "Shield")
}

#[test]
fn the_law_is_that_of_the_as_of_date() {
    let mut case = shield();
    assert_eq!(case.finds(SHIELD), ["Shield"]);
    case.as_of = date(2020, 7, 15);
    assert_eq!(case.finds(SHIELD), Vec::<String>::new());
    let own = "for: {kind: mechanism, fact: {valid: true}, at: notice-date}\n";
    assert_eq!(shield().finds(own), Vec::<String>::new(), "no date, no answer");
    assert_eq!(shield().date("2019-05").finds(own), ["Shield"]);
}

#[test]
fn overtaken_by_a_change_of_law() {
    let f = shield().one(SHIELD);
    assert_eq!((f.severity, f.overtaken), (Severity::Error, None));
    let f = shield().date("2019-03-01").one(SHIELD);
    assert_eq!((f.severity, f.overtaken.as_deref()), (Severity::Note, Some("2020-07-16")));
    assert_eq!(f.message, "Old (since 16 July 2020, after the notice's own date)");
    let f = shield().date("2019-03-01").one(&format!("{SHIELD}overtaken: same\n"));
    assert_eq!((f.severity, f.overtaken.as_deref()), (Severity::Error, Some("2020-07-16")));
    let f = shield().date("2020-07").one(SHIELD);
    assert_eq!(f.overtaken, None, "within the month nobody can tell");
}

#[test]
fn in_force() {
    let rule = "in-force: {from: 2021-01-01, until: 2022-01-01}\nfor: {kind: mechanism}\nseverity: error\n";
    for (day, found) in [(date(2020, 12, 31), 0), (date(2021, 1, 1), 1), (date(2021, 12, 31), 1), (date(2022, 1, 1), 0)]
    {
        let mut case = shield();
        case.as_of = day;
        assert_eq!(case.finds(rule).len(), found, "{day}");
    }
    let mut case = shield().date("2020-02-02");
    case.as_of = date(2021, 6, 1);
    let f = case.one(rule);
    assert_eq!((f.severity, f.overtaken.as_deref()), (Severity::Note, Some("2021-01-01")));
}

#[test]
fn parameters_move_dates() {
    let case = |value: &str| Case::new("Title\n\nUpdated then.").claim("updated", value, "then");
    let rule = "params: {months: 24}\nfor: {kind: updated, value: {earlier-than: 'as-of - {months} months'}}\nmessage: 'on {value}, {months} months'\n";
    assert_eq!(case("2024-11-21").one(rule).message, "on 21 November 2024, 24 months");
    assert_eq!(case("2024-11-22").finds(rule), Vec::<String>::new());
    assert_eq!(case("2024-11").finds(rule), Vec::<String>::new(), "the month is not over on the day");
    assert_eq!(case("2024-10").finds(rule), ["then"]);
    let newer = format!("{rule}unless: {{kind: updated, value: {{later-than: 'as-of - {{months}} months'}}}}\n");
    assert_eq!(case("2020-01-01").finds(&newer), ["then"]);
    assert_eq!(case("2020-01-01").claim("updated", "2026-01-01", "then").finds(&newer), Vec::<String>::new());
    let set = format!("id: a-rule\n{rule}");
    let mut set = RuleSet::load_dir([("test/rules.yaml", set.as_str())]);
    set.get_mut("a-rule").unwrap().set_param("months", "48").unwrap();
    let case = case("2024-01-01");
    let options = Options { min_confidence: Confidence::Possible, all_files: false, ..Options::on(case.as_of) };
    assert!(audit(&case.notice, &case.claims, &set, &law(), &options).is_empty());
}
