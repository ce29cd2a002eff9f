//! The algebra of periods.
use super::*;

/// `value bound records flags`, as in `P7Y up-to a,b whole`.
fn statement(text: &str) -> impl Fn(Claim) -> Claim {
    let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    move |mut c| {
        c.value.clone_from(&words[0]);
        for word in &words[1..] {
            c = match word.as_str() {
                "up-to" | "at-least" => c.with("bound", word.as_str()),
                "whole" => c.with("whole", true),
                "impersonal" => c.with("personal", "no"),
                _ => match word.split_once('=') {
                    Some(("except", e)) => c.with("except", vec![e.to_owned()]),
                    Some(("words", w)) => c.with("record-words", w),
                    Some(("trigger", t)) => c.with("trigger", t),
                    Some(("case", t)) => c.with("case", t.replace('_', " ")),
                    Some(("activity", a)) => {
                        c.scope.activity = Some(a.to_owned());
                        c
                    }
                    _ => c.with("records", word.split(',').map(str::to_owned).collect::<Vec<_>>()),
                },
            };
        }
        c
    }
}

const RULE: &str = "for: {kind: retention}\nwith: {kind: retention, overlaps: [records], conflicts: length, scope: any}\nper: records\nsubject: '{records}'\n";

#[test]
fn which_statements_conflict() {
    let table = [
        ("P6Y invoices", "P7Y invoices", true),
        ("P6Y invoices", "P7Y letters", false),
        ("P1Y invoices", "P12M invoices", false),
        ("P3M invoices", "P90D invoices", false),
        // the same records: a maximum and a plain period, other events
        ("P6Y up-to invoices", "P7Y invoices", true),
        ("P6Y trigger=sale invoices", "P7Y trigger=audit invoices", true),
        ("P6Y trigger=sale invoices", "P6Y trigger=audit invoices", false),
        // of another case, and of the same
        ("P6Y case=if_you_cancel invoices", "P7Y invoices", false),
        ("P6Y case=if_you_cancel invoices", "P7Y case=if_you_complain invoices", false),
        ("P6Y case=if_you_cancel invoices", "P7Y case=if_you_cancel invoices", true),
        // a minimum beside something longer, and beside something shorter
        ("P6Y at-least invoices", "P7Y invoices", false),
        ("P6Y at-least invoices", "P7Y up-to invoices", false),
        ("P7Y at-least invoices", "P6Y invoices", true),
        ("P6Y at-least invoices", "indefinite invoices", false),
        ("P6Y invoices", "indefinite invoices", true),
        // other measures
        ("P6Y invoices", "2027-12-31 invoices", false),
        ("2027-12-31 invoices", "2028-12-31 invoices", true),
        ("age-25 files", "age-75 files", true),
        ("age-25 files", "P7Y files", false),
        // no periods
        ("criteria invoices", "P7Y invoices", false),
        ("elsewhere invoices", "P7Y invoices", false),
        ("P6Y impersonal invoices", "P7Y invoices", false),
        // a part of a stated whole
        ("P6Y whole all", "P7Y invoices", true),
        ("P6Y whole all", "P5Y invoices", false),
        ("P6Y up-to whole", "P7Y invoices", true),
        ("P6Y at-least whole", "P5Y invoices", true),
        ("P6Y at-least whole", "P7Y invoices", false),
        ("P6Y whole except=invoices", "P7Y invoices", false),
        ("P6Y whole except=letters", "P7Y invoices", true),
        ("P6Y whole", "P7Y whole", true),
        ("P30D whole cctv", "P7D cctv", true),
        ("P30D whole cctv", "P60D letters", false),
        ("P6Y whole personal-data", "P7Y invoices", true),
        ("P6Y personal-data", "P7Y personal-data", true),
        ("P6Y personal-data words=letters", "P7Y personal-data words=copies", false),
        ("P6Y personal-data words=information", "P7Y personal-data words=information", true),
        ("P6Y personal-data activity=Staff", "P7Y personal-data activity=Pupils", false),
        ("P6Y whole activity=Staff", "P7Y invoices activity=Pupils", false),
        // a part by the law's data, and by its name
        ("P30D recordings", "P60D cctv", true),
        ("P30D recordings", "P7D cctv", false),
        ("P6Y staff", "P7Y staff/sickness", true),
        // no records named
        ("P6Y", "P7Y", true),
        ("P6Y", "P7Y invoices", false),
        ("P6Y activity=Staff", "P7Y activity=Pupils", false),
        // several
        ("P6Y invoices,letters", "P7Y letters,files", true),
    ];
    for (a, b, conflict) in table {
        for (a, b) in [(a, b), (b, a)] {
            let case = Case::new("First.\n\nSecond.");
            let case = case.made("retention", "", "First", statement(a)).made("retention", "", "Second", statement(b));
            let found = case.audit(&format!("id: r\n{RULE}"));
            assert_eq!(found.len(), usize::from(conflict), "{a} | {b}");
            if conflict {
                let f = &found[0];
                let places = [case.notice.words(f.primary.span), case.notice.words(f.related[0].span)];
                assert_eq!(places, ["First", "Second"], "{a} | {b}");
            }
        }
    }
}

#[test]
fn one_finding_for_each_kind_of_record() {
    let case = Case::new("First.\n\nSecond.\n\nThird.\n\nFourth.")
        .made("retention", "", "First", statement("P6Y invoices,letters"))
        .made("retention", "", "Second", statement("P7Y invoices"))
        .made("retention", "", "Third", statement("P8Y invoices"))
        .made("retention", "", "Fourth", statement("P9Y letters"));
    let found = case.audit(&format!("id: r\n{RULE}message: '{{value}} and {{with.value}}'\n"));
    let subjects: Vec<_> = found.iter().map(|f| f.subject.clone().unwrap()).collect();
    assert_eq!(subjects, ["invoices", "letters"]);
    assert_eq!(found[0].message, "6 years and 7 years");
    assert_eq!(found[0].related.len(), 2);
    assert_ne!(found[0].fingerprint, found[1].fingerprint);
}

#[test]
fn one_finding_for_a_whole_that_many_parts_break() {
    let case = Case::new("First.\n\nSecond.\n\nThird.\n\nFourth.")
        .made("retention", "", "First", statement("P7Y invoices"))
        .made("retention", "", "Second", statement("P6Y whole personal-data"))
        .made("retention", "", "Third", statement("P8Y letters"))
        .made("retention", "", "Fourth", statement("P5Y files"));
    let found = case.audit(&format!("id: r\n{RULE}"));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].subject.as_deref(), found[0].related.len()), (Some("personal-data"), 2));
}
