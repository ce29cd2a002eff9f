//! Tests of the anomalies.

use crate::claims::fixture;

fn read(text: &str) -> Vec<String> {
    let seen = fixture::read(text, super::extract);
    seen.iter().map(|(c, _)| format!("{} {}", c.value, c.text("target").or(c.text("topic")).unwrap_or(""))).collect()
}

#[test]
fn gaps() {
    let cases: &[(&str, &[&str])] = &[
        ("Notice\n\nWe collect:\n\n(a) names\n(b) dates\n(d) marks\n(e) notes\n", &["skipped-number c"]),
        ("Notice\n\nWe collect:\n\n1. names\n2. dates\n4. marks\n", &["skipped-number 3"]),
        ("Notice\n\nWe collect:\n\n(i) names\n(ii) dates\n(iv) marks\n", &["skipped-number iii"]),
        ("Notice\n\nWe collect:\n\n(a) names\n(b) dates\n(c) marks\n", &[]),
        ("Notice\n\nWe collect:\n\n(a) names\n(b) dates (c) places\n(d) marks\n", &[]),
        ("Notice\n\nWe collect:\n\n- names\n- dates\n- marks\n", &[]),
        // The letters of the law, of which only some apply.
        ("Notice\n\nWe rely on:\n\n(a) your consent\n(b) our contract with you\n(f) our legitimate interests\n", &[]),
        ("Notice\n\nWe collect:\n\n(a) names\n(b) dates\n(m) marks\n", &[]),
        (
            "1. Who we are\n\nHollin Hall runs a shop.\n\n2. What we hold\n\nNames and dates.\n\n4. Your rights\n\nAsk us.\n",
            &["skipped-number 3"],
        ),
        (
            "1. Who we are\n\nHollin Hall runs a shop.\n\n2. What we hold\n\nNames and dates.\n\n3. Your rights\n\nAsk us.\n",
            &[],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text), *expected, "{text}");
    }
}

#[test]
fn passages() {
    let passage = "We hold your name and the date on which you joined, the street where you live and the number of your \
        house, the bell you ring on Sundays and the rope you prefer, what you told us about your knees and your ears, who \
        should be called if you fall from the ladder, the towers that you have visited with us in the last ten years, the \
        fees that you have paid, and the photograph that was taken at the summer outing to the lighthouse on the cliff.";
    let twice = format!("Notice\n\n{passage}\n\nYou may ask for a copy at any time.\n\n{passage}\n");
    assert_eq!(read(&twice), ["repeated-block ", "repeated-block "]);
    let once = format!("Notice\n\n{passage}\n\nYou may ask for a copy at any time.\n");
    assert_eq!(read(&once), Vec::<String>::new());
    let short = "Notice\n\nYou may ask for a copy at any time by writing to us at the hall.\n\nWe keep names.\n\nYou may ask \
        for a copy at any time by writing to us at the hall.\n";
    assert_eq!(read(short), Vec::<String>::new());
}

#[test]
fn foreign() {
    let cases: &[(&str, &[&str])] = &[
        ("Your adjustments are shared with relevant ICO staff.", &["foreign-words ico staff"]),
        ("We act as a regulator of pottery.", &["foreign-words acting as regulator"]),
        ("We are acting in our official capacity to answer you.", &["foreign-words official capacity"]),
        ("Details of any action taken by the Insured.", &["foreign-words the insured"]),
        ("The Provider must ensure that meetings are minuted.", &["foreign-words the provider"]),
        ("Bell ringers gave consent for you to process their data.", &["foreign-words controllers guidance"]),
        ("Please find enclosed a list of the bells.", &["foreign-words covering letter"]),
        ("We collect them from other public authorities.", &["foreign-words other public authorities"]),
        ("We are not acting in our official capacity here.", &[]),
        ("You can complain to the ICO, whose staff will help you.", &[]),
        ("We share it with regulators where the law requires it.", &[]),
        ("Our contract says that the provider must keep it safe.", &[]),
        ("The police use it for law enforcement purposes.", &[]),
        ("The council has statutory functions of its own.", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text), *expected, "{text}");
    }
}

#[test]
fn contents() {
    let notice = |fourth: &str| {
        format!(
            "Privacy policy\n\n1. Who we are\n\n2. What we hold\n\n2.1 Names of members\n\n2.2 {fourth}\n\n3. Your rights\n\n\
             1. Who we are\n\nHollin Hall runs a shop, and you can write to us there.\n\n2. What we hold\n\nWe hold as \
             little as we can.\n\n2.1 Names of members\n\nThe list hangs in the hall.\n\n2.2 Bells and ropes\n\nWe note \
             who rings which bell.\n\n3. Your rights\n\nAsk us for a copy.\n"
        )
    };
    assert_eq!(read(&notice("Bells and ropes")), Vec::<String>::new());
    assert_eq!(read(&notice("Bells and ropes of the tower")), Vec::<String>::new());
    assert_eq!(read(&notice("Towers we visit")), ["contents-mismatch Towers we visit"]);
}

#[test]
fn words_of_a_public_body_are_its_own() {
    let flagged = |text: &str| fixture::all(text).claims.iter().any(|c| c.kind == "anomaly");
    let says = "We hold your personal data as a government department.";
    assert!(!flagged(&format!("Privacy notice\n\nThe Ministry of Bells is the controller.\n\n{says}\n")));
    assert!(!flagged(&format!("Privacy notice\n\n{says}\n")));
    assert!(flagged(&format!("Privacy notice\n\nHollin Jams Limited is the controller.\n\n{says}\n")));
}
