//! What a statement is about, from when it runs, in which case it holds, and what is no statement of ours.
#![allow(clippy::unwrap_used)]

use crate::claims::testing::{claims, table};
use crate::claims::{Claim, Detail, Force};

fn last(text: &str) -> Claim {
    let mut all = claims("retention", text);
    assert!(!all.is_empty(), "{text}");
    all.pop().unwrap()
}

/// The kinds of record of a claim, in one line.
pub(super) fn records(claim: &Claim) -> String {
    match claim.detail("records") {
        Some(Detail::List(keys)) => keys.join(", "),
        _ => String::new(),
    }
}

#[test]
fn a_heading_narrows_data_only_by_what_it_names() {
    for (text, expected) in [
        ("# Notice\n\n## Keeping your data secure\n\nWe keep your data no longer than needed.\n", "personal data"),
        ("# Notice\n\n## When we ask you for information\n\n- We keep it no longer than needed.\n", "personal data"),
        ("# Notice\n\n## Legal and compliance\n\nYour data is kept only as long as necessary.\n", "personal data"),
        ("# Notice\n\n## Deleted data\n\nData stays in copies for up to 60 days.\n", "personal data"),
        ("# Notice\n\n## Sharing with other bodies\n\nWe keep your data for a year.\n", "personal data"),
        ("# Terms of use for clubs\n\nWe keep your data for a year.\n", "personal data"),
        ("# Notice\n\n## Volunteers\n\nWe keep your data for a year.\n", "personal data: volunteer"),
        ("# Notice\n\n## Parking permits\n\nYour data is kept for a year.\n", "personal data: parking permit"),
        ("# Notice\n\n## If you apply for a grant\n\nYour data is kept for a year.\n", "personal data: apply grant"),
    ] {
        assert_eq!(records(&last(text)), expected, "{text}");
    }
}

#[test]
fn a_case_is_no_part_of_the_records() {
    for (text, case) in [
        ("If you cancel, we keep your data for 2 years.", Some("if you cancel")),
        ("For the raffle, we keep your data for 2 months.", None),
        ("For the summer raffle, we keep your data for 2 months.", Some("for the summer raffle")),
        ("In most cases, we keep your data for 2 years.", None),
        ("For further information, we keep your data for 2 years.", None),
        ("Under data protection law, we may only keep your data for 2 years.", None),
        ("Once you leave, we delete your data.", None),
        (
            "Nothing keeps people from typing data, and if personal data is typed into the chat (see above, it will be deleted after 30 days).",
            Some("if personal data is typed into the chat"),
        ),
        ("We keep your data for 2 years.", None),
    ] {
        let claim = last(text);
        assert_eq!(records(&claim), "personal data", "{text}");
        if text.contains("the raffle") {
            continue;
        }
        assert_eq!(claim.text("case"), case, "{text}");
    }
}

#[test]
fn pronouns_stand_for_the_noun_before() {
    for (text, words, keys) in [
        (
            "We can set no limit for the storage of your delicate personal data, but we will see that it is not kept for longer than need be.",
            "your delicate personal data",
            "delicate",
        ),
        ("If you send us a photo, we will delete it after 30 days.", "a photo", "personal data: image"),
        (
            "- Card security code - this is not stored once you have paid\n- Name\n",
            "Card security code",
            "card security codes",
        ),
        (
            "We note your car's registration details. We keep this for a month.",
            "your car's registration details",
            "car registration",
        ),
        ("It is kept for a month.", "It", "personal data"),
        (
            "We ask for your name, phone number and email address. We keep this information for a year.",
            "your name, phone number and email address",
            "name, number phone, address email",
        ),
        (
            "# Notice\n\n## Raffle\n\nWe ask for your email address. We keep this information for a year.",
            "your email address",
            "personal data: raffle",
        ),
        ("Your data stays in backups for a month.", "Your data", "backups"),
        ("We keep your letters for 8 years, or until your 25th birthday.", "your letters", "personal data: letter"),
        ("We store your letter for a month. We keep a copy in backup files for a week.", "a copy", "backups"),
    ] {
        let claim = last(text);
        assert_eq!((claim.text("record-words"), &*records(&claim)), (Some(words), keys), "{text}");
    }
}

#[test]
fn what_names_the_records() {
    for (text, expected) in [
        (
            "Information you enter in the Moors, Coast and Dales register is kept for a year.",
            "coast dale enter moor register",
        ),
        ("# Notice\n\n- Survey data: your responses and contact details are kept for 2 years.\n", "survey responses"),
        (
            "Your responses and contact details are kept for 2 years for later analysis.",
            "personal data: response, personal data: contact",
        ),
        ("Drafts that you do not submit are deleted after 30 days.", "not draft submit"),
        ("We do not hold on to grant letters any longer than we need to.", "grant letter"),
        ("# Notice\n\n## Retention\n\n- Maximum total retention: 18 months from closure\n", "personal data"),
        ("Data about grants, for example your phone number, is deleted after 3 years.", "grant"),
    ] {
        assert_eq!(records(&last(text)), expected, "{text}");
    }
    let personal = |text: &str| last(text).text("personal").map(str::to_owned);
    assert_eq!(personal("Your personal data and any badges are kept for a year.").as_deref(), Some("yes"));
    assert_eq!(personal("Information you enter in the form is kept for a year.").as_deref(), Some("yes"));
    assert_eq!(personal("Your company's invoices are kept for a year.").as_deref(), Some("no"));
    assert_eq!(personal("Badges are kept for a year.").as_deref(), Some("unknown"));
}

#[test]
fn from_when_a_length_runs() {
    for (text, expected) in [
        (
            "If your account is inactive for more than 4 years, we will delete your data.",
            Some("your account is inactive"),
        ),
        ("We delete your account if it has not been used for two years.", Some("it has not been used")),
        ("If we do not hear from you for 3 years we will delete your form.", Some("we do not hear from you")),
        ("When you ask us to close your file, we delete it within a year.", Some("you ask us to close your file")),
        ("Once you leave we keep your file for six years.", Some("you leave")),
        ("If you do not complete the form, your data is deleted after 3 months.", Some("you do not complete the form")),
        ("When you are a member, we keep your file for six years.", None),
        ("If you apply for a post, we keep your form for six months.", None),
        (
            "When you delete replies:\n\n- Data may remain in copies for up to 90 days\n- After 90 days, data is deleted from all machines\n",
            Some("you delete replies"),
        ),
        (
            "# Notice\n\n## If your account becomes inactive\n\nWe keep your data for 7 years.\n",
            Some("your account becomes inactive"),
        ),
        ("# Notice\n\n## If you are a member\n\nWe keep your data for 7 years.\n", None),
        ("We keep your file for 7 years after you leave. After 7 years, your file is destroyed.", Some("you leave")),
        (
            "We keep the slip for 6 years after the end of the year in which it was written.",
            Some("the end of the year in which it was written"),
        ),
        ("We keep your file while you study and for 6 months after this.", Some("you no longer study")),
    ] {
        assert_eq!(last(text).text("trigger"), expected, "{text}");
    }
}

#[test]
fn the_event_of_a_criterion() {
    for (text, criteria, trigger) in [
        ("Once you leave, this will erase all of your data.", "stated", Some("you leave")),
        ("We keep your details until you unsubscribe.", "stated", Some("you unsubscribe")),
        ("We store your address for as long as you are a member.", "stated", None),
        // Reasons tell why it is kept, not how long.
        (
            "We keep your data after we have finished helping you. It may be for one of these reasons: to answer complaints; to obey the law.",
            "none",
            Some("we have finished helping you"),
        ),
        ("We keep your data after we have finished helping you.", "none", Some("we have finished helping you")),
        ("We keep your data until it is no longer needed.", "none", None),
    ] {
        let claim = last(text);
        assert_eq!((claim.text("criteria"), claim.text("trigger")), (Some(criteria), trigger), "{text}");
    }
}

#[test]
fn examples_messages_and_advice_state_nothing() {
    table(
        "retention",
        &[
            (
                "# How long we keep forms\n\n## Example timeline\n\n- Form closed: 1 January 2025\n- Retention period: 6 months\n",
                "",
            ),
            ("# How long we keep forms\n\nExample:\n\n- First retention: 6 months\n", ""),
            ("# How long we keep forms\n\n## Examples of retention periods\n\n- Tenancy files: 6 years\n", "P6Y"),
            ("# Notice\n\nFor example, we keep tenancy files for 6 years.\n", "P6Y"),
            ("# Notice\n\n## Best practice\n\n- Delete local copies - When no longer needed\n", ""),
            ("# Notice\n\n## Best practice\n\n- We delete local copies when they are no longer needed\n", "criteria"),
            ("# Notice\n\n## Last warning\n\nContains:\n\n- Form name\n- Deletion happens in 24 hours\n", ""),
        ],
    );
    let force = |text: &str| last(text).force;
    assert_eq!(force("# How long\n\n## Example timeline\n\n- Retention period: 6 months\n"), Force::Discusses);
}
