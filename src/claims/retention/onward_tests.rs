//! Lengths whose event, records, force or reason stands elsewhere than beside them.
#![allow(clippy::unwrap_used)]

use super::detail_tests::records;
use crate::claims::testing::{claims, table};
use crate::claims::{Claim, Force};

const HEAD: &str = "# Privacy notice\n\n## How long we keep your data\n\n";

fn last(text: &str) -> Claim {
    let text = if text.starts_with('#') { text.to_owned() } else { format!("{HEAD}{text}\n") };
    let mut all = claims("retention", &text);
    assert!(!all.is_empty(), "{text}");
    all.pop().unwrap()
}

#[test]
fn from_an_event_told_elsewhere() {
    for (text, value, trigger) in [
        // The first half of a coordination.
        (
            "We use your details for as long as you hold a library card and for 9 months after this.",
            "P9M",
            Some("you no longer hold a library card"),
        ),
        (
            "We keep bookings while you are a member and for two years afterwards.",
            "P2Y",
            Some("you are no longer a member"),
        ),
        (
            "We keep pay records for the duration of your employment and for six years thereafter.",
            "P6Y",
            Some("the end of your employment"),
        ),
        ("Your file is held during your tenancy and for 6 years after.", "P6Y", Some("the end of your tenancy")),
        (
            "We hold the form for as long as you're a member and for a further two years.",
            "P2Y",
            Some("you're no longer a member"),
        ),
        (
            "Staff files are kept for as long as you are employed plus 6 years.",
            "P6Y",
            Some("you are no longer employed"),
        ),
        (
            "We process the data until you cancel and for a short period of 20 days after this (to act on it).",
            "P20D",
            Some("you cancel"),
        ),
        // The sentence before, or the case.
        (
            "We keep the text of a post for three weeks after it was sent. We hold a copy in backups for a further week.",
            "P7D",
            Some("the end of the three weeks after it was sent"),
        ),
        (
            "We keep letters for two years. They will be archived for another year.",
            "P1Y",
            Some("the end of the two years"),
        ),
        (
            "If a payment fails twice in a row, we keep the payment details for another six weeks.",
            "P42D",
            Some("a payment fails twice in a row"),
        ),
        ("We keep your file for a year. We keep your form for no more than two years.", "P2Y", None),
        // A question over a list or a section.
        (
            "# Notice\n\n## Removing a team\n\n**What happens when a team is deleted?**\n\n- All boards go\n- After 40 days: all data is erased\n",
            "P40D",
            Some("a team is deleted"),
        ),
        (
            "# Notice\n\n## What happens if you cancel your plan?\n\nYour profile is deleted after 30 days.\n",
            "P30D",
            Some("you cancel your plan"),
        ),
        ("# Notice\n\n## What happens when you visit?\n\nWe keep the visitor book for a year.\n", "P1Y", None),
        // The lead-in of the list before.
        (
            "# Notice\n\n## Closing\n\nWhen your stay ends we'll delete your:\n\n- name\n- phone number\n\nFor audits, we'll keep your email address for 2 years before we delete it.\n",
            "P2Y",
            Some("your stay ends"),
        ),
        (
            "When you close your account, we delete your photo. We keep your bills for six years.",
            "P6Y",
            Some("you close your account"),
        ),
        ("When you leave, we delete your photo. We keep camera footage for a month.", "P1M", None),
        ("If you are a tenant, we keep your file for a further year.", "P1Y", None),
        ("When you write to us, we answer you. We keep your letter for six years.", "P6Y", None),
        // The line under a heading that is the statement.
        (
            "# Notice\n\n## Soft deletion (20-day grace period)\n\nWhen your membership ends:\n\n- Files are marked\n- Nobody sees them\n",
            "P20D",
            Some("your membership ends"),
        ),
        ("# Notice\n\nWhat we keep after you leave:\n\n- your name for 2 years\n", "P2Y", Some("you leave")),
        ("# Notice\n\nWhat we keep when you visit:\n\n- your name for 2 years\n", "P2Y", None),
        // Criteria.
        (
            "We keep your entry until you let us know that you no longer wish to take part in the draw.",
            "criteria",
            Some("you let us know that you no longer wish to take part in the draw"),
        ),
        ("We delete the trial records at the end of the trial stage.", "criteria", Some("the end of the trial stage")),
        (
            "We keep your data until you leave, ask us to stop, or close your account.",
            "criteria",
            Some("you leave, ask us to stop, or close your account"),
        ),
        ("We keep your data until it is no longer needed.", "criteria", None),
    ] {
        let claim = last(text);
        assert_eq!((&*claim.value, claim.text("trigger")), (value, trigger), "{text}");
    }
}

#[test]
fn what_is_kept() {
    for (text, expected) in [
        ("We keep your names, emails and addresses for two years.", "name, email, address"),
        ("Your name, email and address are kept for a year.", "name, email, address"),
        ("We keep records of names and phone numbers for a year.", "name, number phone"),
        ("Documents will be deleted when a folder is deleted.", "document"),
        ("Uploaded documents are deleted after 3 months.", "document uploaded"),
        ("Documents you upload are deleted after 3 months.", "document upload"),
        ("We keep your form for 6 years after you leave and your accounts for 2 more years.", "account"),
        (
            "There are spare copies that will be deleted as part of deleting the booking records at the end of the season.",
            "spare, booking",
        ),
        ("Carers' documents are deleted after 3 months.", "carer"),
        ("We log your IP address and the pages you opened. We keep these for two weeks.", "ip addresses, opened page"),
        ("Where a post asks for it, we process the data until you stop and for 20 days after this.", "personal data"),
        ("- Third extension: kept up to 24 months", "personal data"),
        ("# Notice\n\nPeople\n\nWe help.\n\nFirst aid\n\nYour data is kept for a year.\n", "personal data: aid first"),
        ("# Notice\n\n## Extension limits\n\nYour data is kept for a year.\n", "personal data"),
        (
            "# Notice\n\nWho we are\n\nWe are a school.\n\nTerms and conditions for clubs\n\nYour data is kept for a year.\n",
            "personal data",
        ),
        ("# Notice\n\n## Soft deletion (20-day grace period)\n\nYour data goes after 20 days.\n", "personal data"),
        ("The lifetime of the cookies we set is explained in our cookie policy.", "cookie"),
    ] {
        assert_eq!(records(&last(text)), expected, "{text}");
    }
}

#[test]
fn how_firmly_and_why() {
    for (text, force) in [
        ("Those who help us: our suppliers, who will keep your data for the length of our contract.", Force::States),
        ("We, who run the club, keep your data for a year.", Force::States),
        ("Records may be retained by us for statistics beyond this period.", Force::May),
        (
            "We promise: That we don't hold it longer than is needed; That we will not sell data without your consent; and That we listen.",
            Force::States,
        ),
        ("We keep your data for a year only with your consent.", Force::OnlyIf),
        ("We keep bills for 6 years after the end of the tax year, as required by the tax office.", Force::States),
    ] {
        assert_eq!(last(text).force, force, "{text}");
    }
    for (text, reason, except) in [
        ("Applications are kept for 6 months (to defend claims).", Some("to defend claims"), false),
        ("Deeds are kept for 12 years (insurance requirement).", Some("insurance requirement"), false),
        ("Logs are kept for 30 days (about a month).", None, false),
        ("Children's files: until the child is 21 (or 22 if he or she was 20 when care ended)", None, true),
        ("Bids are kept for 6 months (expires in July).", None, false),
    ] {
        let claim = last(text);
        assert_eq!((claim.text("reason"), claim.detail("except").is_some()), (reason, except), "{text}");
    }
    let limit = last("Data: a two-year limit applies");
    assert_eq!(limit.text("bound"), Some("up-to"));
}

#[test]
fn what_is_told_and_what_is_not() {
    let whole = |text: &str| format!("{HEAD}{text}\n");
    let cases = [
        ("We keep no permanent copies of the forms you send.", "-indefinite"),
        ("We store permanent markers.", ""),
        ("Usage data is kept in line with our cookie policy.", "elsewhere"),
        ("We store cookies. See our cookie policy.", ""),
        ("Your records will not be held beyond this period.", ""),
        (
            "You have the right to withdraw your consent and ask us to delete your form. We will delete it within one month.",
            "",
        ),
        ("You may send us a form. We will delete it within one month.", "P1M"),
        ("The e-mail contains:\n\n- Your name\n- Deletion happens in 24 hours", ""),
        ("**Sent:** a day before\n**Contains:**\n\n- Your name\n- Deletion happens in 24 hours", ""),
        // What comes when the period has run out does not tell how long it is.
        ("The data is destroyed at the end of the retention period.", ""),
        ("At the end of the retention period your data is wiped.", ""),
        ("Once the retention period has been reached, your details are safely and finally destroyed.", ""),
    ];
    let texts: Vec<(String, &str)> = cases.iter().map(|(text, expected)| (whole(text), *expected)).collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(text, expected)| (text.as_str(), *expected)).collect();
    table("retention", &texts);
    // Another event in the sentence behind is another statement.
    let text = whole(
        "We send and keep alerts while you are a subscriber. If you unsubscribe, we will delete your data at once.",
    );
    let triggers: Vec<_> = claims("retention", &text).iter().map(|c| c.text("trigger").map(str::to_owned)).collect();
    assert_eq!(triggers, [None, Some("you unsubscribe".to_owned())]);
    // What the text under a heading says is said once.
    let twice = "# Notice\n\n## Forms kept for 2 years\n\nWe keep your forms for 2 years.\n";
    assert_eq!(claims("retention", twice).len(), 1);
}
