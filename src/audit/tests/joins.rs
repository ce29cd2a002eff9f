//! How claims must stand to each other.
use super::*;
use crate::claims::Polarity;

#[test]
fn with_and_unless_overlap_in_audience_and_activity() {
    let case = Case::new("Alpha. Beta.").made("condition", "9(2)(g)", "Alpha", activity("Pupils")).made(
        "schedule-1",
        "2/18",
        "Beta",
        activity("Staff"),
    );
    assert_eq!(case.finds("for: {kind: condition}\nunless: {kind: schedule-1}\n"), ["Alpha"]);
    assert_eq!(case.finds("for: {kind: condition}\nunless: {kind: schedule-1, scope: any}\n"), Vec::<String>::new());
    assert_eq!(case.finds("for: {kind: condition}\nwith: {kind: schedule-1}\n"), Vec::<String>::new());
    assert_eq!(case.finds("for: {kind: condition}\nwith: {kind: schedule-1, scope: any}\n"), ["Alpha"]);
    let part = Case::new("Alpha. Beta.").made("condition", "9(2)(g)", "Alpha", activity("Pupils")).made(
        "schedule-1",
        "2/18",
        "Beta",
        activity("pupils and parents"),
    );
    assert_eq!(part.finds("for: {kind: condition}\nwith: {kind: schedule-1}\n"), ["Alpha"]);
}

#[test]
fn relations_of_the_law() {
    let case = Case::new("Alpha. Beta. Gamma.")
        .claim("condition", "9(2)(g)", "Alpha")
        .claim("condition", "9(2)(h)", "Beta")
        .claim("schedule-1", "2/18", "Gamma");
    let rule = "for: {kind: condition, fact: {needs: true}}\nunless: {kind: schedule-1, relation: serves}\nsubject: '{value}'\n";
    assert_eq!(case.finds(rule), ["Beta"]);
    let rule = "for: {kind: schedule-1}\nwith: {kind: condition, no-relation: serves, as: condition}\nsubject: '{condition.value}'\n";
    assert_eq!(case.one(rule).subject.as_deref(), Some("9(2)(h)"));
    let abroad =
        Case::new("Never abroad. In America.").claim("transfer", "uk-only", "Never").claim("transfer", "US", "America");
    let f = abroad.one("for: {kind: transfer, value: '*-only'}\nwith: {kind: transfer, relation: outside, as: abroad}\nmessage: 'also {abroad.value}'\n");
    assert_eq!(f.message, "also United States");
    assert_eq!(abroad.notice.words(f.related[0].span), "America");
}

#[test]
fn same_and_differs() {
    let case = Case::new("Alpha beta. Gamma.")
        .made("automation", "used", "Alpha", |c| c.with("decision", "credit"))
        .made("automation", "not-used", "beta", |c| c.with("decision", "credit"))
        .claim("automation", "not-used", "Gamma");
    let rule = |join: &str| {
        format!(
            "for: {{kind: automation, value: used}}\nwith: {{kind: automation, value: not-used, {join}}}\nsubject: '{{with.span}}'\n"
        )
    };
    let subjects = |join: &str| -> Vec<String> {
        case.audit(&format!("id: r\n{}", rule(join))).into_iter().filter_map(|f| f.subject).collect()
    };
    assert_eq!(subjects("same: [decision]"), ["beta"], "`same` needs both");
    assert_eq!(subjects("differs: [decision]"), ["Gamma"]);
    assert_eq!(subjects("differs: [sentence]"), ["Gamma"]);
    assert_eq!(subjects("same: [sentence]"), ["beta"]);
    assert_eq!(subjects("near: sentence"), ["beta"]);
    assert_eq!(subjects("near: [paragraph, row]"), ["Gamma", "beta"]);
    let opposed = Case::new("Yes. No.").claim("sharing", "sold", "Yes").made("sharing", "sold", "No", |mut c| {
        c.polarity = Polarity::Denied;
        c
    });
    assert_eq!(
        opposed.finds("for: {kind: sharing}\nwith: {kind: sharing, same: [value], differs: [polarity]}\n"),
        ["Yes"]
    );
}

#[test]
fn joins_with_another_bound_claim() {
    let case = Case::new("Alpha. Beta. Gamma.")
        .claim("basis", "6(1)(a)", "Alpha")
        .made("purpose", "mail", "Beta", activity("News"))
        .made("right", "access", "Gamma", activity("News"));
    let rule = "for: {kind: basis}\nwith: [{kind: purpose, as: purpose}, {kind: right, same: [activity], to: purpose, as: offered}]\nmessage: '{purpose.value} {offered.value}'\n";
    assert_eq!(case.one(rule).message, "mail access");
}

#[test]
fn links() {
    let linked = Case::new("Alpha. Beta. Gamma.")
        .claim("condition", "9(2)(g)", "Alpha")
        .claim("condition", "9(2)(h)", "Beta")
        .made("schedule-1", "2/18", "Gamma", |mut c| {
            c.links.push(("stated-for", 1));
            c
        });
    let rule = "for: {kind: schedule-1}\nwith: {kind: condition, link: stated-for}\nsubject: '{with.value}'\n";
    assert_eq!(linked.one(rule).subject.as_deref(), Some("9(2)(h)"));
    let told =
        Case::new("Alpha. Gamma.")
            .claim("condition", "9(2)(g)", "Alpha")
            .made("schedule-1", "2/18", "Gamma", |c| c.with("stated-for", "9(2)(g)"));
    assert_eq!(told.one(rule).subject.as_deref(), Some("9(2)(g)"));
    assert_eq!(told.finds("for: {kind: schedule-1, links: none}\n"), ["Gamma"]);
}

#[test]
fn the_odd_one_of_two_alike() {
    let mail = |c: Claim| c.with("type", "email");
    let case = Case::new("First: a@harbour.example. Then b@harbour.example. Then a@harbuor.example. Or 201, or 202.")
        .made("contact", "a@harbour.example", "a@harbour", mail)
        .made("contact", "a@harbour.example", "b@harbour", mail)
        .made("contact", "a@harbuor.example", "a@harbuor", mail)
        .made("contact", "201", "201", mail)
        .made("contact", "202", "202", mail);
    let rule = "for: {kind: contact}\nwith: {kind: contact, same: [type], alike: {field: value, edits: 2}, scope: any}\nodd: true\nsubject: '{value}'\nmessage: '{value} for {with.value}'\n";
    let f = case.one(rule);
    assert_eq!(f.message, "a@harbuor.example for a@harbour.example");
    assert_eq!(f.related.len(), 2, "both other places: {:?}", f.related);
}

#[test]
fn nothing_is_its_own_counterpart_and_pairs_come_once() {
    let case = Case::new("Alpha. Beta.").claim("basis", "6(1)(a)", "Alpha").claim("basis", "6(1)(c)", "Beta");
    assert_eq!(
        case.finds("for: {kind: basis}\nwith: {kind: basis, differs: [value]}\nsubject: '{value}'\n"),
        ["Alpha"]
    );
    assert_eq!(
        case.finds("for: {kind: basis, value: '6(1)(a)'}\nwith: {kind: basis, value: '6(1)(a)'}\n"),
        Vec::<String>::new()
    );
}

#[test]
fn great_numbers_are_cut_and_told() {
    let mut case = Case::new("Alpha.");
    for _ in 0..1200 {
        case = case.claim("basis", "6(1)(a)", "Alpha");
    }
    let rule = "id: a-rule\nfor: {kind: basis}\nwith: {kind: basis, same: [value], differs: [span], scope: any}\n";
    let set = RuleSet::load_dir([("test/rules.yaml", rule)]);
    let options = Options { min_confidence: Confidence::Possible, all_files: false, ..Options::on(case.as_of) };
    let audited = audit_all(&case.notice, &case.claims, &set, &law(), &options);
    assert!(audited.findings.is_empty());
    assert_eq!(audited.cuts, ["rule `a-rule`: 1200 claims to compare with, 500 looked at"]);
}
