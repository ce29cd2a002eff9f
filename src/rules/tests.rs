#![allow(clippy::unwrap_used, clippy::panic)]
use super::*;

fn load(text: &str) -> RuleSet {
    RuleSet::load_dir([("house/a-rule.yaml", text)])
}

fn error(text: &str) -> String {
    load(text).errors.first().unwrap_or_else(|| panic!("loaded: {text}")).to_string()
}

#[test]
fn shipped_rules_load() {
    let set = RuleSet::builtin();
    assert!(set.errors.is_empty(), "{}", set.errors.iter().map(|e| format!("{e}\n")).collect::<String>());
    assert!(set.warnings.is_empty(), "{:?}", set.warnings);
    for rule in &set.rules {
        assert_eq!(missing(rule), None);
        assert!(explain(rule).contains(&rule.title));
    }
}

#[test]
fn the_law_answers_what_shipped_rules_ask() {
    let law = crate::law::Law::builtin().unwrap_or_else(|e| panic!("{e}"));
    let asked = RuleSet::builtin().check_against(&law);
    assert!(asked.is_empty(), "{}", asked.iter().map(|e| format!("{e}\n")).collect::<String>());
}

#[test]
fn what_the_law_does_not_hold_is_told() {
    let law = crate::law::Law::builtin().unwrap_or_else(|e| panic!("{e}"));
    let text = "id: x\nfor: {kind: basis, fact: {rihgts: any}}\nunless: [{kind: right, relation: carrys}, {met-by: storagee}]\n";
    let what: Vec<String> = load(text).check_against(&law).into_iter().map(|e| e.what).collect();
    assert_eq!(
        what,
        [
            "the law has no fact `rihgts` of any basis",
            "the law has no relation `carrys`",
            "the law has no duty `storagee`",
        ]
    );
}

#[test]
fn a_rule_in_five_lines() {
    let set = load("id: no-jargon\nseverity: note\ntext: [data subject, leverage]\nmessage: Say it in plain words\n");
    assert_eq!(set.errors, []);
    assert_eq!(set.rules.len(), 1);
    assert!(set.warnings[0].what.contains("lacks a bad example and a good example"));
    assert_eq!(set.rules[0].family, "house");
}

#[test]
fn errors_say_where_and_what() {
    let e = error("id: x\nfor: {kind: basis}\nunles: {kind: right}\n");
    assert_eq!(e, "house/a-rule.yaml:3: unles: unknown key `unles` in a rule; did you mean `unless`?");
    let e = error("id: x\nfor:\n  kind: basis\n  vallue: a\n");
    assert_eq!(e, "house/a-rule.yaml:4: for › vallue: `vallue` is no field of a claim; did you mean `value`?");
    assert!(error("id: x\nfor: {kind: basiss}\n").contains("did you mean `basis`?"));
    assert!(error("id: x\nfor: {kind: basis, force: state}\n").contains("did you mean `states`?"));
    assert!(error("id: x\nfor: {kind: basis, same: [value]}\n").contains("can only stand in `with` or `unless`"));
    assert!(error("id: x\nfor: {kind: basis}\nmessage: '{with.value}'\n").contains("no claim is bound as `with`"));
    assert!(
        error("id: x\nfor: {kind: basis, value: {longer-than: soon}}\n").contains("expected a date, period or number")
    );
    assert!(
        error("id: x\nfor: {kind: basis, value: {earlier-than: 'as-of - {months} months'}}\n").contains("no parameter")
    );
    assert!(error("id: x\nwith: {kind: basis}\nwhen: {kind: basis}\n").contains("needs a `for`"));
    assert!(error("id: x\n").contains("a rule needs `for`"));
    assert!(error("id: x y\nfor: {kind: basis}\n").contains("is no id"));
    assert!(error("id: [\n").contains("house/a-rule.yaml:"));
    assert!(error("id: x\nfor: {kind: basis}\nexamples: [{bad: text}]\n").contains("needs `finds`"));
}

#[test]
fn a_wrong_rule_leaves_the_others() {
    let set = load("id: x\nfor: {kind: basis}\n---\nid: y\nfro: {kind: basis}\n---\nid: z\nfor: {kind: right}\n");
    assert_eq!(set.rules.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), ["x", "z"]);
    assert_eq!(set.errors.len(), 1);
}

#[test]
fn names_are_checked_and_chosen() {
    let set = load("id: aa\nfor: {kind: basis}\n---\nid: bb\nfor: {kind: basis}\n");
    let strings = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
    assert!(set.check_names(&strings(&["aa", "house"])).is_ok());
    assert!(set.check_names(&strings(&["hous"])).unwrap_err().contains("did you mean `house`?"));
    let chosen =
        |s: &[&str], i: &[&str]| set.chosen(&strings(s), &strings(i)).map(|r| r.id.clone()).collect::<Vec<_>>();
    assert_eq!(chosen(&[], &[]), ["aa", "bb"]);
    assert_eq!(chosen(&["house"], &["aa"]), ["bb"]);
    assert_eq!(chosen(&["aa"], &["house"]), ["aa"]);
    assert_eq!(chosen(&[], &["house"]), Vec::<String>::new());
}

#[test]
fn two_rules_of_one_name() {
    let set = load("id: aa\nfor: {kind: basis}\n---\nid: aa\nfor: {kind: right}\n");
    assert_eq!(set.rules.len(), 1);
    assert!(set.errors[0].what.contains("already"));
}

#[test]
fn parameters_are_checked() {
    let mut set =
        load("id: aa\nparams: {months: 24}\nfor: {kind: updated, value: {earlier-than: 'as-of - {months} months'}}\n");
    let rule = set.get_mut("aa").unwrap();
    assert!(rule.set_param("month", "12").unwrap_err().contains("did you mean `months`?"));
    assert!(rule.set_param("months", "soon").is_err());
    rule.set_param("months", "12").unwrap();
    assert_eq!(rule.params["months"], "12");
}
