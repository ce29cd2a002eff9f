#![allow(clippy::unwrap_used)]

use crate::claims::testing::values;

/// Fails where the values of a kind, joined by bars, are not those expected.
fn check(kind: &str, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, expected, values(kind, text).join("|")))
        .filter(|(_, expected, found)| found != *expected)
        .map(|(text, expected, found)| format!("{text:?}\n    expected {expected:?}, found {found:?}"))
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn who_gets_data() {
    check(
        "recipient",
        &[
            ("We share your data with the police.", "police"),
            ("We share your data with other government departments.", "other government departments"),
            ("We share your contact details with GOV.UK Post.", "gov.uk post"),
            ("We share the researcher's profile data with hospitals.", "hospitals"),
            ("We share your personal data with hospitals chosen by the council.", "hospitals"),
            ("The bodies with whom we may be required to share your personal data include the police.", "police"),
            (
                "We share your data with suppliers who provide us with:\n\n- printing firms when we write to all members\n",
                "printing firms|suppliers",
            ),
            ("Where we share personal data we will comply with all parts of the rules.", ""),
            ("We will only transfer your personal data to another country where it is safe.", ""),
            ("We collect your data so that you can complete your return online and submit it to Ardent.", ""),
        ],
    );
}

#[test]
fn items_that_are_no_recipients() {
    check(
        "recipient",
        &[
            (
                "# Privacy\n\nWe may share your personal data if we have to:\n\n- comply with the law\n- prevent fraud\n",
                "",
            ),
            (
                "# Privacy\n\nWe share your personal data with:\n\n- No-one else views any of it\n- we keep it for research\n",
                "",
            ),
        ],
    );
}

#[test]
fn whom_a_statement_of_sharing_names() {
    check(
        "sharing",
        &[
            ("We share your personal data with hospitals and the police; nobody else.", "hospitals and the police"),
            ("Google's ability to use and share personal data about your visits is subject to its terms.", ""),
            ("We do not allow Google to use or share this data for its own ends.", ""),
            ("Your personal data is never transferred to third countries.", ""),
            ("Ask the Commissioner for independent advice about data protection and data sharing.", ""),
            ("These may be partners (with whom we need to share your personal data for one purpose).", ""),
            ("We share your personal data with our partners.", "our partners"),
        ],
    );
}
