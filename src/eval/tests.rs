//! What counts as right, wrong, repeated and found, over reports made by hand.
#![allow(clippy::unwrap_used)]

use super::{Evaluation, Kind, Labels, Options, Place, Reported, Said, Scores, Seen, evaluate};
use crate::audit::Severity;
use crate::claims::Polarity;
use serde_json::{Value, json};

/// Right, wrong, repeated, found, must.
type Counts = (usize, usize, usize, usize, usize);

fn labels(kind: Kind, lines: &[Value]) -> Labels {
    let mut labels = Labels::default();
    let text: Vec<String> = lines.iter().map(Value::to_string).collect();
    assert_eq!(labels.add("labels", &text.join("\n"), Some(kind)), []);
    labels
}

fn label(rule: &str, lines: &[(u32, u32)]) -> Value {
    json!({"notice": "a.md", "rule": rule, "lines": lines, "level": "must"})
}

fn set(mut label: Value, key: &str, value: Value) -> Value {
    label[key] = value;
    label
}

fn reported(rule: &str, lines: &[(u32, u32)]) -> Reported {
    let place = |&lines: &(u32, u32)| Place { notice: "a.md".to_owned(), lines, text: String::new() };
    Reported {
        rule: rule.to_owned(),
        subject: None,
        severity: Severity::Warning,
        message: String::new(),
        notice: "a.md".to_owned(),
        places: lines.iter().map(place).collect(),
    }
}

fn about(subject: &str, report: Reported) -> Reported {
    Reported { subject: Some(subject.to_owned()), ..report }
}

fn count(labels: &Labels, findings: Vec<Reported>, options: &Options) -> Evaluation {
    let read = ["a.md".to_owned(), "b.md".to_owned()].into();
    evaluate(labels, &Seen { findings, read, ..Seen::of(labels) }, options)
}

fn single(lines: &[Value], findings: Vec<Reported>) -> Scores {
    let options = Options { whole: ["whole-rule".to_owned()].into(), ..Options::default() };
    count(&labels(Kind::Findings, lines), findings, &options).findings.unwrap()
}

fn row(scores: &Scores, name: &str) -> Counts {
    let t = scores.rows.get(name).copied().unwrap_or_default();
    (t.right, t.wrong, t.repeated, t.found, t.must)
}

#[test]
fn one_line_of_slack_and_no_more() {
    let scores = single(
        &[label("r", &[(10, 12)]), label("r", &[(30, 30)])],
        vec![reported("r", &[(13, 14)]), reported("r", &[(32, 40)])],
    );
    assert_eq!(row(&scores, "r"), (1, 1, 0, 1, 2));
    assert_eq!((scores.misses[0].line, scores.extras[0].line), (Some(30), Some(32)));
    // A related place finds a label as well as the primary one; a label without places is found by no place.
    let scores = single(&[label("r", &[(10, 12)]), label("r", &[])], vec![reported("r", &[(50, 50), (11, 11)])]);
    assert_eq!(row(&scores, "r"), (1, 0, 0, 1, 2));
}

#[test]
fn what_may_be_reported_is_right_and_no_miss() {
    let may = |at| set(label("r", &[(at, at)]), "level", json!("may"));
    let scores = single(&[may(1), may(20)], vec![reported("r", &[(1, 1)])]);
    assert_eq!(row(&scores, "r"), (1, 0, 0, 0, 0));
    // What must be found is served first, though it comes later in the file.
    let scores = single(&[may(5), label("r", &[(5, 5)])], vec![reported("r", &[(5, 5)])]);
    assert_eq!(row(&scores, "r"), (1, 0, 0, 1, 1));
}

#[test]
fn a_second_report_of_a_label_is_a_repeat() {
    let scores = single(
        &[label("r", &[(5, 5)])],
        vec![reported("r", &[(4, 4)]), reported("r", &[(6, 6)]), reported("r", &[(8, 8)])],
    );
    assert_eq!(row(&scores, "r"), (1, 1, 1, 1, 1));
    let total = scores.total();
    assert_eq!((total.precision(), total.recall()), (Some(0.5), Some(1.0)));
    assert!((total.f1().unwrap() - 2.0 / 3.0).abs() < 1e-9);
}

#[test]
fn reports_go_where_they_find_most() {
    // The first report fits both labels, the second only the first label: both labels are found.
    let scores = single(
        &[label("r", &[(5, 5)]), label("r", &[(7, 7)])],
        vec![reported("r", &[(6, 6)]), reported("r", &[(4, 4)])],
    );
    assert_eq!(row(&scores, "r"), (2, 0, 0, 2, 2));
    // Along a chain: 1 and 2 share a report, 2 and 3 another, and only 1 has one of its own.
    let scores = single(
        &[label("r", &[(10, 12)]), label("r", &[(14, 16)]), label("r", &[(18, 20)])],
        vec![reported("r", &[(17, 17)]), reported("r", &[(13, 13)]), reported("r", &[(9, 9)])],
    );
    assert_eq!(row(&scores, "r"), (3, 0, 0, 3, 3));
}

#[test]
fn also_finds_the_label_under_its_own_rule() {
    let either = set(label("r", &[(5, 5)]), "also", json!(["s"]));
    let scores = single(std::slice::from_ref(&either), vec![reported("s", &[(5, 5)])]);
    assert_eq!((row(&scores, "s"), row(&scores, "r")), ((1, 0, 0, 0, 0), (0, 0, 0, 1, 1)));
    // The label's own rule goes first, whatever the order of the reports; the other repeats it.
    let scores = single(&[either], vec![reported("s", &[(5, 5)]), reported("r", &[(5, 5)])]);
    assert_eq!((row(&scores, "s"), row(&scores, "r")), ((0, 0, 1, 0, 0), (1, 0, 0, 1, 1)));
}

#[test]
fn rules_about_the_whole_notice_match_anywhere() {
    let far = |rule: &str| single(&[label(rule, &[(5, 5)])], vec![reported(rule, &[(90, 90)])]);
    assert_eq!(row(&far("whole-rule"), "whole-rule"), (1, 0, 0, 1, 1));
    assert_eq!(row(&far("r"), "r"), (0, 1, 0, 0, 1));
    // But only under their own name.
    let also = set(label("r", &[(5, 5)]), "also", json!(["whole-rule"]));
    assert_eq!(row(&single(&[also], vec![reported("whole-rule", &[(90, 90)])]), "whole-rule"), (0, 1, 0, 0, 0));
    // Labels without a place are found as well.
    assert_eq!(row(&single(&[label("whole-rule", &[])], vec![reported("whole-rule", &[(9, 9)])]), "whole-rule").0, 1);
}

#[test]
fn closed_subjects_must_agree_and_others_are_not_compared() {
    let right = |subject: &str| set(label("whole-rule", &[]), "subject", json!(subject));
    let found = |label: &str, report: &str| {
        row(&single(&[right(label)], vec![about(report, reported("whole-rule", &[(1, 1)]))]), "whole-rule").3 == 1
    };
    assert!(found("right:erasure", "right:erasure") && !found("right:erasure", "right:access"));
    assert!(found("Article 9(2)(h)", "9(2)(h)") && !found("Article 9(2)(h)", "9(2)(g)"));
    assert!(found("staff files", "personnel files") && found("staff files", "9(2)(g)"));
}

#[test]
fn only_the_rules_asked_for_count() {
    let either = set(label("r", &[(5, 5)]), "also", json!(["s"]));
    let labels = labels(Kind::Findings, &[either, label("t", &[(9, 9)])]);
    let options = Options { rules: ["s".to_owned()].into(), ..Options::default() };
    let scores = count(&labels, vec![reported("s", &[(5, 5)]), reported("t", &[(1, 1)])], &options).findings.unwrap();
    assert_eq!(scores.rows.keys().collect::<Vec<_>>(), ["s"]);
    assert_eq!(row(&scores, "s"), (1, 0, 0, 0, 0));
}

#[test]
fn notices_without_labels_are_not_counted() {
    let elsewhere = Reported { notice: "b.md".to_owned(), ..reported("r", &[(5, 5)]) };
    let scores = single(&[label("r", &[(5, 5)])], vec![elsewhere, reported("portfolio-r", &[(5, 5)])]);
    assert_eq!((scores.rows.len(), row(&scores, "r")), (1, (0, 0, 0, 0, 1)));
}

#[test]
fn findings_across_notices() {
    let other = json!([{"notice": "b.md", "lines": [[40, 41]]}]);
    let label = set(set(label("portfolio-r", &[(5, 5)]), "other", other), "also", json!(["s"]));
    let place = |notice: &str, at| Place { notice: notice.to_owned(), lines: (at, at), text: String::new() };
    let across = |rule: &str, notice: &str, places: Vec<Place>| Reported {
        notice: notice.to_owned(),
        places,
        ..reported(rule, &[])
    };
    let scores = |findings| {
        let options = Options { portfolio: true, ..Options::default() };
        let evaluation = count(&labels(Kind::Portfolio, std::slice::from_ref(&label)), findings, &options);
        assert!(evaluation.findings.is_none());
        evaluation.portfolio.unwrap()
    };
    // From either side, and once.
    let both = vec![
        across("portfolio-r", "b.md", vec![place("b.md", 42)]),
        across("portfolio-r", "b.md", vec![place("b.md", 1), place("a.md", 6)]),
        across("portfolio-r", "b.md", vec![place("b.md", 5)]),
    ];
    assert_eq!(row(&scores(both), "portfolio-r"), (1, 1, 1, 1, 1));
    // Another rule finds it at its own lines, and is not counted itself.
    let own = scores(vec![across("s", "a.md", vec![place("a.md", 5)]), across("s", "a.md", vec![place("a.md", 50)])]);
    assert_eq!((own.rows.len(), row(&own, "portfolio-r")), (1, (0, 0, 0, 1, 1)));
    assert_eq!(row(&scores(vec![across("s", "b.md", vec![place("b.md", 40)])]), "portfolio-r"), (0, 0, 0, 0, 1));
    // What shows a notice without labels is left out.
    let unknown = vec![across("portfolio-r", "a.md", vec![place("a.md", 5), place("c.md", 1)])];
    assert_eq!(row(&scores(unknown), "portfolio-r"), (0, 0, 0, 0, 1));
}

fn said(kind: &'static str, value: &str, at: u32) -> Said {
    Said { kind, value: value.to_owned(), polarity: Polarity::Affirmed, lines: (at, at), text: String::new() }
}

fn denied(said: Said) -> Said {
    Said { polarity: Polarity::Denied, ..said }
}

fn claims(lines: &[Value], said: Vec<Vec<Said>>) -> Scores {
    let labels = labels(Kind::Claims, lines);
    let claims = said.into_iter().map(|claims| ("a.md".to_owned(), claims)).collect();
    let options = Options { claims: true, ..Options::default() };
    evaluate(&labels, &Seen { claims, ..Seen::of(&labels) }, &options).claims.unwrap()
}

fn claim(kind: &str, value: &str, at: u32) -> Value {
    json!({"notice": "a.md", "kind": kind, "value": value, "polarity": "affirmed", "lines": [[at, at]]})
}

#[test]
fn claims_agree_in_value_place_and_polarity() {
    let labels = [
        claim("basis", "6(1)(a)", 5),
        claim("retention", "P1Y", 10),
        claim("transfer", "uk-only", 20),
        set(claim("basis", "6(1)(f)", 30), "polarity", json!("denied")),
    ];
    let scores = claims(
        &labels,
        vec![vec![
            said("basis", "6(1)(a)", 6),
            said("basis", "6(1)(a)", 4),
            said("basis", "6(1)(a)", 7),
            said("retention", "P12M", 10),
            denied(said("transfer", "uk-only", 20)),
            said("basis", "6(1)(f)", 30),
            // Kinds without labels are not counted, nor are ordinary categories.
            said("right", "access", 40),
        ]],
    );
    assert_eq!(row(&scores, "basis"), (1, 2, 1, 1, 2));
    assert_eq!((row(&scores, "retention"), row(&scores, "transfer")), ((1, 0, 0, 1, 1), (1, 0, 0, 1, 1)));
    assert_eq!(scores.rows.len(), 3);
    let scores = claims(
        &[claim("category", "special/health", 1)],
        vec![vec![said("category", "ordinary/name", 1), said("category", "special/health", 1)]],
    );
    assert_eq!(row(&scores, "category"), (1, 0, 0, 1, 1));
}

#[test]
fn a_file_of_several_notices_finds_a_label_once() {
    let scores = claims(
        &[claim("basis", "6(1)(a)", 5), claim("basis", "6(1)(b)", 9)],
        vec![vec![said("basis", "6(1)(a)", 5)], vec![said("basis", "6(1)(a)", 5), said("basis", "6(1)(b)", 9)]],
    );
    assert_eq!(row(&scores, "basis"), (2, 0, 1, 2, 2));
}

#[test]
fn traps_hold_findings_and_claims_within_their_lines() {
    let trap = |find: Value, claim: Value| {
        let labels = labels(
            Kind::Traps,
            &[json!({"id": "t", "notice": "a.md", "lines": [[5, 8]], "must_not_find": find, "must_not_claim": claim})],
        );
        move |finding: Reported, said: Said, only: &str| {
            let options =
                Options { rules: only.split_terminator(',').map(str::to_owned).collect(), ..Options::default() };
            let claims = vec![("a.md".to_owned(), vec![said])];
            let seen = Seen { findings: vec![finding], claims, read: ["a.md".to_owned()].into(), ..Seen::of(&labels) };
            let traps = evaluate(&labels, &seen, &options).traps.unwrap();
            (traps.avoided(), traps.count)
        }
    };
    let quiet = || said("right", "access", 99);
    let find = trap(json!(["r"]), json!([]));
    assert_eq!(find(reported("r", &[(5, 8)]), quiet(), ""), (0, 1));
    // No slack; the primary place counts; other rules may be right.
    assert_eq!(find(reported("r", &[(4, 6)]), quiet(), ""), (1, 1));
    assert_eq!(find(reported("r", &[(9, 9), (6, 6)]), quiet(), ""), (1, 1));
    assert_eq!(find(reported("s", &[(6, 6)]), quiet(), ""), (1, 1));
    assert_eq!(find(reported("r", &[(6, 6)]), quiet(), "r"), (0, 1));
    assert_eq!(find(reported("r", &[(6, 6)]), quiet(), "s"), (0, 0));

    let year = trap(json!([]), json!([{"kind": "retention", "value": "P1Y", "polarity": "affirmed"}]));
    let none = || reported("s", &[(90, 90)]);
    assert_eq!(year(none(), said("retention", "P12M", 6), ""), (0, 1));
    assert_eq!(year(none(), said("retention", "P2Y", 6), ""), (1, 1));
    assert_eq!(year(none(), denied(said("retention", "P1Y", 6)), ""), (1, 1));
    assert_eq!(year(none(), said("retention", "P1Y", 9), ""), (1, 1));
    let any = trap(json!(["r"]), json!([{"kind": "retention", "value": null, "polarity": null}]));
    assert_eq!(any(none(), denied(said("retention", "P2Y", 6)), ""), (0, 1));
    // With rules asked for, claims do not count.
    assert_eq!(any(none(), said("retention", "P2Y", 6), "r"), (1, 1));
}

#[test]
fn traps_in_notices_that_were_not_read_do_not_count() {
    let trap = json!({"id": "t", "notice": "c.md", "lines": [], "must_not_find": ["r"], "must_not_claim": []});
    let traps = count(&labels(Kind::Traps, &[trap]), Vec::new(), &Options::default()).traps.unwrap();
    assert_eq!((traps.avoided(), traps.count), (0, 0));
}
