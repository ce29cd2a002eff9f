//! Where findings point, and which are left out.
use super::*;

fn notice() -> Case {
    let mut case = Case::new("Our notice\n\nAlpha here.\n\nRights\n\nYou may ask.");
    let at = case.notice.text.find("Rights").unwrap();
    case.claims.profile.headings.insert("rights".to_owned(), Span::new(at, at + 6));
    case
}

#[test]
fn an_absence_has_a_place() {
    let rule = "absent: {kind: right}\nplace: [{kind: purpose}, {heading: rights}]\n";
    assert_eq!(notice().finds(rule), ["Rights"]);
    assert_eq!(notice().finds("absent: {kind: right}\nplace: [{heading: changes}]\n"), ["Our notice"]);
    assert_eq!(notice().claim("purpose", "x", "Alpha").finds(rule), ["Alpha"]);
    assert_eq!(notice().claim("right", "access", "ask").finds(rule), Vec::<String>::new());
    let both = "when: {kind: purpose}\nabsent: {kind: right}\n";
    assert_eq!(notice().finds(both), Vec::<String>::new());
    assert_eq!(notice().claim("purpose", "x", "Alpha").finds(both), ["Our notice"]);
}

#[test]
fn a_place_that_is_the_claim_in_question_goes_first() {
    let case = notice().claim("condition", "9(2)(g)", "Alpha");
    assert_eq!(case.finds("for: {kind: condition}\nplace: [{heading: rights}, {kind: condition}]\n"), ["Alpha"]);
    let lacking = "for: {kind: condition}\nunless: {kind: right}\nplace: [{heading: rights}]\n";
    assert_eq!(case.finds(lacking), ["Rights"]);
    let wrong = "for: {kind: condition}\nplace: [{heading: rights}]\n";
    assert_eq!(case.finds(wrong), ["Alpha"], "nothing is missing");
    let said = case.claim("schedule-1", "2/18", "ask");
    assert_eq!(said.finds("for: {kind: condition}\nwith: {kind: schedule-1, as: said}\nplace: said\n"), ["ask"]);
}

#[test]
fn other_documents_lack_nothing() {
    let mut case = notice().claim("basis", "6(1)(a)", "Alpha");
    case.claims.profile.kind = "other".to_owned();
    assert_eq!(case.finds("absent: {kind: right}\n"), Vec::<String>::new());
    assert_eq!(case.finds("whole: true\nfor: {kind: basis}\n"), Vec::<String>::new());
    assert_eq!(case.finds("for: {kind: basis}\n"), ["Alpha"]);
    case.all_files = true;
    assert_eq!(case.finds("absent: {kind: right}\n"), ["Our notice"]);
}

#[test]
fn the_more_specific_rule_goes_first() {
    let case = notice().claim("basis", "6(1)(a)", "Alpha").claim("basis", "6(1)(c)", "ask");
    let general = "id: general\nfor: {kind: basis}\nsubject: '{value}'\nyields-to: [special]\n";
    let special = "id: special\nfor: {kind: basis, value: '6(1)(a)'}\n";
    let found = case.audit(&format!("{general}---\n{special}"));
    let said: Vec<_> = found.iter().map(|f| (f.rule.as_str(), case.notice.words(f.primary.span))).collect();
    assert_eq!(said, [("special", "Alpha"), ("general", "ask")]);
    let mutual = case.audit(&format!("{general}---\n{special}yields-to: [general]\n"));
    assert_eq!(mutual.iter().map(|f| f.rule.as_str()).collect::<Vec<_>>(), ["general", "general"]);
}

#[test]
fn fingerprints_survive_edits_elsewhere() {
    let rule = "for: {kind: basis}\nsubject: '{value}'\n";
    let before = notice().claim("basis", "6(1)(a)", "Alpha").one(rule);
    let mut case = Case::new("Our notice\n\nSomething new.\n\nAlpha here.\n\nRights\n\nYou may ask.");
    case = case.claim("basis", "6(1)(a)", "Alpha");
    assert_eq!(case.one(rule).fingerprint, before.fingerprint);
    assert_eq!(before.fingerprint.len(), 32);
    let absent = "absent: {kind: right}\nplace: [{heading: rights}]\n";
    assert_eq!(notice().one(absent).fingerprint, case.one(absent).fingerprint, "an absence has no place of its own");
    let twice = Case::new("Alpha. Alpha again.").claim("anomaly", "x", "Alpha");
    let twice = twice.made("anomaly", "y", "Alpha", |mut c| {
        c.span = Span::new(7, 12);
        c
    });
    let found = twice.audit(
        "id: r\nany-of: [{for: {kind: anomaly, value: x}, per: span}, {for: {kind: anomaly, value: y}, per: value}]\n",
    );
    assert_eq!(found.len(), 2);
    assert_ne!(found[0].fingerprint, found[1].fingerprint);
}

#[test]
fn rules_are_tested_by_their_examples() {
    let read = |text: &str, _: &str| Case::new(text).notice;
    let extract = |notice: &Notice| {
        let mut case = Case::new(&notice.text);
        if notice.text.contains("consent") {
            case = case.claim("basis", "6(1)(a)", "consent");
        }
        case.claims
    };
    let law = law();
    let lexicon = crate::lexicon::Lexicon::builtin(&law).unwrap();
    let cells = crate::claims::Cells::new(&lexicon, &law);
    let run = |examples: &str| {
        let rule = format!("id: r\nfor: {{kind: basis}}\nsubject: '{{value}}'\nexamples:\n{examples}");
        let set = RuleSet::load_dir([("test/rules.yaml", rule.as_str())]);
        assert!(set.errors.is_empty(), "{}", set.errors[0]);
        let outcomes = selftest(&set, (&law, &cells), jiff::civil::date(2026, 11, 22), &read, &extract);
        outcomes.into_iter().map(|o| o.wrong).collect::<Vec<_>>()
    };
    assert_eq!(
        run("  - {bad: 'By your consent.', finds: [your consent], subjects: ['6(1)(a)']}\n  - {good: Hello there.}\n"),
        [None, None]
    );
    assert!(run("  - {bad: Hello there., finds: [there]}\n")[0].as_ref().unwrap().contains("not found: “there”"));
    assert!(run("  - {good: By consent.}\n")[0].as_ref().unwrap().contains("found: “consent” (subject 6(1)(a))"));
    let wrong = run("  - {bad: By consent., finds: [consent], subjects: ['6(1)(b)']}\n");
    assert!(wrong[0].as_ref().unwrap().contains("not found: “consent” (subject 6(1)(b))"));
}
