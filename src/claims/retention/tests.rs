#![allow(clippy::unwrap_used, clippy::panic)]

use crate::claims::testing::{check, claims};
use crate::claims::{Claim, Detail, Force};

/// What the statement says; a text that needs a heading brings its own.
#[test]
fn periods_in_prose() {
    check(
        "retention",
        &[
            ("We keep your booking for seven years after the event.", &["P7Y"]),
            ("Footage is retained for a maximum of 31 days.", &["P31D"]),
            ("Your enquiry will be deleted after 90 days.", &["P90D"]),
            ("We will hold your details for no longer than eighteen months.", &["P18M"]),
            ("We do not keep references for more than six (6) months.", &["P6M"]),
            ("Log files are purged within 14 days.", &["P14D"]),
            ("After 3 years and 45 days your profile is removed.", &["P3Y45D"]),
            ("For ten years after the loan ends we store the agreement.", &["P10Y"]),
            ("If you have not logged in for three years, we will erase your account.", &["P3Y"]),
            ("Case files are kept until the child's 25th birthday.", &["age-25"]),
            ("The file is held until you reach the age of 75.", &["age-75"]),
            ("Accident forms are kept until the child reaches 21 years and 3 months.", &["age-21"]),
            ("Your record is retained until you are aged 80 years.", &["age-80"]),
            ("Accident records are retained until the child is 21 years and 3 months old.", &["age-21"]),
            ("We keep grant applications until 31/12/2031.", &["2031-12-31"]),
            ("Survey answers will be destroyed on 1 April 2030.", &["2030-04-01"]),
            ("Minutes with members' names are kept permanently.", &["indefinite"]),
            ("The register of members is never destroyed; it is held indefinitely.", &["indefinite"]),
            ("We keep gift records for 6 + current financial year.", &["P6Y"]),
            ("Rent accounts are kept for the current financial year plus 6 years.", &["P6Y"]),
            ("We retain CVs for 6-12 months.", &["P12M"]),
            ("Applications are held for a minimum of 2 years and a maximum of 4 years.", &["P4Y"]),
            ("The retention period for tenancy files is six years.", &["P6Y"]),
            ("Call recordings are kept for 3 months and complaints for 6 years.", &["P3M", "P6Y"]),
            ("Our log-in cookies last for two days.", &["P2D"]),
            ("Data may remain in backups for up to 35 days.", &["P35D"]),
            ("How long – we have to keep invoices for at least 6 years.", &["P6Y"]),
            (
                "We keep donor files for 7 years; enquiries for 24 months; and the roll permanently.",
                &["P24M", "P7Y", "indefinite"],
            ),
            ("We keep your booking for a year; we answer complaints for two months.", &["P1Y"]),
            (
                "We keep files to defend claims. The law sets a time limit for claims (3 years for injury or 6 years for contract).",
                &[],
            ),
        ],
    );
}

#[test]
fn criteria_and_pointers() {
    check(
        "retention",
        &[
            ("We keep your data only for as long as necessary.", &["criteria"]),
            ("Your data is not held for longer than we need it.", &["criteria"]),
            ("We store your address for as long as you are a member.", &["criteria"]),
            ("We keep your details until you unsubscribe.", &["criteria"]),
            ("Photographs are kept for the duration of your employment.", &["criteria"]),
            ("We delete the sign-in sheet after the event.", &["criteria"]),
            (
                "# Notice\n\nWe only keep your data for as long as:\n\n- it is needed for our purposes\n- the law requires\n",
                &["criteria"],
            ),
            ("# How long we keep it\n\nRota: until the volunteer asks to come off it.\n", &["criteria"]),
            ("Notes are kept for the duration specified in the Records Management Code of Practice.", &["elsewhere"]),
            ("We keep records in line with our retention schedule.", &["elsewhere"]),
            ("Our record retention schedule sets out how long we keep each paper.", &["elsewhere"]),
            ("For details please see our data retention policy.", &["elsewhere"]),
            ("You can ask us for a copy of our records retention and disposal schedule.", &["elsewhere"]),
            (
                "We keep data no longer than necessary, in accordance with our retention policy.",
                &["criteria", "elsewhere"],
            ),
        ],
    );
}

#[test]
fn lists_tables_and_lines() {
    check(
        "retention",
        &[
            (
                "# Notice\n\nWe keep the following for up to:\n\n• telephone notes 5 months\n• visitor books 2 years\n",
                &["P2Y", "P5M"],
            ),
            (
                "# Notice\n\n## How long we keep your information\n\nVolunteer files: 6 years after the volunteer leaves\n",
                &["P6Y"],
            ),
            (
                "Records\nDocument Retention period Reason for retention period\nDelivery notes 5 years Contract\nBoard papers Permanently Historical Purposes\n",
                &["P5Y", "indefinite"],
            ),
            (
                "| Record | How long we keep it |\n| --- | --- |\n| Orders | 6 years |\n| Chats | As long as necessary |\n",
                &["P6Y", "criteria"],
            ),
        ],
    );
}

#[test]
fn no_storage_periods() {
    check(
        "retention",
        &[
            ("We will respond to your request within one month.", &[]),
            ("Data is processed in a manner that guards it against loss and destruction.", &[]),
            ("You may ask for deletion, subject to legal retention requirements.", &[]),
            ("Automated retention policies enforce deletion schedules.", &[]),
            ("We keep no data about anyone under the age of 16.", &[]),
            ("You must have lived here for the last 5 years.", &[]),
            ("We review the records that we hold every 2 years.", &[]),
            ("The limitation period is six years.", &[]),
            ("You can delete your photos within 30 days.", &[]),
            ("You can ask us to erase data that is no longer needed.", &[]),
            ("Your account will be permanently and securely deleted.", &[]),
            ("We aim to answer complaints in 20 working days and keep you informed.", &[]),
            ("This notice explains how long we keep your data.", &[]),
            ("How long do we keep your data?", &[]),
            ("We have 30 years' experience of keeping records.", &[]),
            ("We are still discussing the retention period for referrals.", &[]),
            ("Different retention periods apply to different types of data.", &[]),
            ("Membership runs for twelve months.", &[]),
            ("We keep files for a while.", &[]),
            ("We keep your data safe and up to date.", &[]),
            ("Survey data is not kept indefinitely.", &["-indefinite"]),
            ("Our couriers keep delivery records for 90 days under their own policies.", &[]),
            ("Records of the old service were kept for six months.", &[]),
            ("The shop took orders up to 3 May 2021.", &[]),
        ],
    );
}

fn only(text: &str) -> Claim {
    let mut all = claims("retention", text);
    assert_eq!(all.len(), 1, "{text}: {:?}", all.iter().map(|c| &c.value).collect::<Vec<_>>());
    all.remove(0)
}

fn keys(claim: &Claim) -> Vec<String> {
    match claim.detail("records") {
        Some(Detail::List(keys)) => keys.clone(),
        other => panic!("no records: {other:?}"),
    }
}

#[test]
fn the_same_records_have_the_same_keys() {
    let key = |text: &str| keys(&only(text));
    let pairs = [
        ("Recorded telephone calls are kept for 7 months.", "We delete call recordings after 90 days."),
        (
            "We keep application forms and interview notes of unsuccessful candidates for 6 months.",
            "CVs of applicants who were not successful are kept for a year.",
        ),
        ("Complaint files are kept for 6 years.", "We keep complaints for three years."),
        ("We keep membership data for two years.", "Membership records are deleted after one year."),
        ("We hold records of parking permits for 2 years.", "Parking permit records are destroyed after 3 years."),
        ("CCTV images are kept for 30 days.", "We keep CCTV footage for a month."),
    ];
    for (a, b) in pairs {
        assert_eq!(key(a), key(b), "{a} | {b}");
    }
    let list = key("Minimum wage, statutory sick, and statutory maternity pay records are kept for up to 7 years.");
    assert_eq!(list, ["minimum wage records", "statutory sick pay", "statutory maternity pay"]);
    let apart = [
        (
            "Staff application forms are kept for 40 years.",
            "Application forms of unsuccessful applicants are kept for a year.",
        ),
        ("Any data related to an order is kept for 7 years.", "Data not related to an order is kept for 3 years."),
    ];
    for (a, b) in apart {
        assert_ne!(key(a), key(b), "{a} | {b}");
    }
}

#[test]
fn an_exception_is_no_contradiction() {
    let all =
        claims("retention", "We keep messages for four weeks. If delivery fails, we keep messages for eight weeks.");
    assert_eq!(all.len(), 2);
    assert_eq!(keys(&all[0]), keys(&all[1]));
    assert_eq!((all[0].text("case"), all[1].text("case")), (None, Some("if delivery fails")));
}

#[test]
fn what_is_kept_of_those_who_are_not_appointed_has_one_name() {
    for text in [
        "If you are not successful we keep your CV for one year.",
        "# Job applicants\n\nIf your application is unsuccessful, we will keep your information for a year.",
        "| Record | Kept for |\n|---|---|\n| Applications from people we do not appoint | 6 months |\n",
    ] {
        assert_eq!(keys(&claims("retention", text)[0]), ["unsuccessful applicants"], "{text}");
    }
    let grant = "# Grants\n\nIf your application is unsuccessful, we will keep it for a year.";
    assert_eq!(claims("retention", grant)[0].text("case"), Some("if your application is unsuccessful"));
}

#[test]
fn a_clause_in_front_may_tell_when_the_time_begins() {
    let all = claims("retention", "After you leave, account data is deleted within two years.");
    assert_eq!((all[0].text("case"), all[0].text("trigger")), (None, Some("you leave")));
}

#[test]
fn a_length_that_holds_in_one_case_says_so() {
    let all =
        claims("retention", "Vetting files are kept for 6 years after you leave, or for a year if vetting is refused.");
    assert_eq!(keys(&all[0]), keys(&all[1]));
    assert_eq!((all[0].text("case"), all[1].text("case")), (None, Some("if vetting is refused")));
}

#[test]
fn it_is_what_the_sentence_before_names() {
    let all = claims("retention", "We may make an audio record of the call. We hold this information for 90 days.");
    assert_eq!(keys(all.last().unwrap()), ["call recordings"]);
}

#[test]
fn bounds_triggers_and_reasons() {
    let text = |text: &str, name: &str| only(text).text(name).map(str::to_owned);
    assert_eq!(text("We keep it for up to 6 years.", "bound").as_deref(), Some("up-to"));
    assert_eq!(text("We keep accounts for at least 6 years.", "bound").as_deref(), Some("at-least"));
    assert_eq!(text("We are required to keep pay records for 3 years.", "bound").as_deref(), Some("at-least"));
    assert_eq!(text("We keep accounts for 6 years.", "bound").as_deref(), Some("exactly"));
    assert_eq!(
        text("Claims are kept for 6 years after the end of the tax year.", "trigger").as_deref(),
        Some("the end of the tax year")
    );
    assert_eq!(text("Claims are kept for 6 years after the end of the tax year.", "year").as_deref(), Some("tax"));
    assert_eq!(
        text("Files are kept for 40 years (insurance requirement).", "reason").as_deref(),
        Some("insurance requirement")
    );
    assert!(only("We keep consent forms for 3 + current year.").flag("shorthand"));
    let whole = only("We keep consent forms for 3 years plus the current financial year.");
    assert_eq!((whole.flag("shorthand"), whole.text("year")), (false, Some("financial")));
    assert_eq!(text("Organisation charts are kept permanently.", "personal").as_deref(), Some("no"));
    assert_eq!(text("Anonymised statistics are kept permanently.", "personal").as_deref(), Some("no"));
    assert_eq!(text("We keep your personal data for a year.", "personal").as_deref(), Some("yes"));
}

#[test]
fn where_the_schedule_is() {
    let reach = |text: &str| claims("retention", text).iter().find_map(|c| c.text("reach").map(str::to_owned)).unwrap();
    assert_eq!(reach("We keep data in line with our retention schedule."), "outside");
    assert_eq!(reach("Please request a copy of our data retention policy."), "on-request");
    assert_eq!(reach("See our retention schedule: https://www.quarry.example/keep"), "linked");
    assert_eq!(
        reach(
            "# Notice\n\nWe keep data as set out in our retention periods.\n\n# 2. Retention periods\n\nOrders: 6 years\n"
        ),
        "here"
    );
}

#[test]
fn a_date_is_compared_with_its_period() {
    let text = "# Notice\n\n## Retention\n\nWe keep records for 6 years from the end of each contract. The contracts are:\n\n1 May 2012 to 30 April 2016: earliest destruction date 1 May 2021\n\nThank you for reading this.\n";
    let all = claims("retention", text);
    let date = all.iter().find(|c| c.value == "2021-05-01").unwrap();
    assert_eq!(date.text("expected"), Some("2022-05-01"));
    assert_eq!(date.text("bound"), Some("at-least"));
}

#[test]
fn rows_without_cells() {
    let text = "Books\nDocument Retention period Reason for retention period\nBank slips 7 years from the end of that financial year Legal Obligation\nTill rolls Legal Obligation\nKeys lent out\nLockers let\n2 years Contract\n";
    let all = claims("retention", text);
    assert_eq!(all.len(), 2);
    assert_eq!(keys(&all[0]), ["bank slip"]);
    assert_eq!(all[0].text("trigger"), Some("the end of that financial year"));
    assert_eq!(all[0].text("reason"), Some("Legal Obligation"));
    assert_eq!(keys(&all[1]).len(), 3);
}

#[test]
fn what_others_do_is_attributed() {
    let all = claims("retention", "Hill Farm privacy notice. We use a bank. Paywell keeps card numbers for 7 years.");
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].force, Force::Attributes);
}

#[test]
fn what_is_left_of_a_period_is_none() {
    super::super::testing::table(
        "retention",
        &[
            ("# How long we keep your data\n\nFirst warning: 1 June 2025 (1 month remaining)\n", ""),
            ("# More information\n\nYou can ask when we can pass on your data to produce anonymised statistics.\n", ""),
            ("We delete your account 6 months after it was last used.", "P6M"),
        ],
    );
}

#[test]
fn a_number_may_open_a_phrase_that_is_no_period() {
    super::super::testing::table(
        "retention",
        &[
            ("# How long we keep your data\n\n- Warning: 3 months ago\n", ""),
            ("# How long we keep your data\n\n- Warning: three months before\n", ""),
            ("# How long we keep your data\n\n- First extension: 6 months\n- 6 months - Standard extension\n", ""),
            ("# How long we keep your data\n\n- Warnings: 3 months\n", "P3M"),
        ],
    );
}

#[test]
fn lengths_beside_other_words() {
    super::super::testing::table(
        "retention",
        &[
            ("# How long we keep your data\n\nSign-in sheets are wiped at the end of each day.\n", "P1D"),
            ("Door logs are overwritten by the end of every week.", "P7D"),
            ("We reserve the right to keep letters for up to three years.", "P3Y"),
            ("Support requests are kept for two years.", "P2Y"),
            (
                "# How long we keep your data\n\nWe process your details while you are a tenant and for 6 years after you leave.\n",
                "P6Y",
            ),
            ("We hold data until such a time as you cancel your account.", "criteria"),
            ("Card details are not stored after the payment has been taken.", "criteria"),
            ("We delete any file that is no longer necessary for us to hold.", "criteria"),
            ("# Retention\n\nAfter 5 years, we will review retention in line with our usual policy.\n", ""),
            ("# Retention\n\n- 2 weeks before deletion\n", ""),
            ("Backups are kept for 30 days before deletion.", "P30D"),
            ("Accounts are deleted after a 30-day grace period.", "P30D"),
        ],
    );
}

#[test]
fn the_words_of_a_criterion_are_whole() {
    let notice = |text: &str| {
        let all = super::super::fixture::read(text, super::extract);
        all.into_iter().map(|(_, words)| words).collect::<Vec<_>>()
    };
    assert_eq!(notice("Uploads are deleted when a chat is closed."), ["when a chat is closed"]);
    assert_eq!(notice("When we close your file we delete your photos."), ["When we close your file"]);
    assert_eq!(notice("We keep it for the duration of your stay, and no longer."), ["for the duration of your stay"]);
    assert_eq!(
        notice("We keep your details for as long as you have a QUAY.UK account."),
        ["as long as you have a QUAY.UK account"]
    );
}

#[test]
fn the_modal_of_the_verb_counts() {
    let force = |text: &str| only(text).force;
    assert_eq!(force("We keep letters for 6 years, which may be looked at by auditors."), Force::States);
    assert_eq!(force("Survey answers are kept as long as needed and can help later work."), Force::States);
    assert_eq!(force("We keep your entry as long as required by law to run the register."), Force::States);
    assert_eq!(force("We may keep letters for 6 years."), Force::May);
    assert_eq!(force("In some cases we keep letters for 6 years."), Force::May);
}

#[test]
fn each_statement_names_its_own_records() {
    let words = |text: &str| claims("retention", text).last().unwrap().text("record-words").map(str::to_owned);
    let cases = [
        ("Your file is anonymised or deleted within 30 days.", "Your file"),
        ("Door logs are checked weekly and kept for 14 days.", "Door logs"),
        ("Calls are held only in sound files, which are kept for a month.", "sound files"),
        ("The retention period for parking permits is six years.", "parking permits"),
        ("Wherever possible, survey forms are destroyed after 2 years.", "survey forms"),
        ("Drafts you write are saved for 30 days.", "Drafts you write"),
    ];
    for (text, expected) in cases {
        assert_eq!(words(text).as_deref(), Some(expected), "{text}");
    }
    assert_eq!(
        only("We keep names until 6 months after that petition closes.").text("trigger"),
        Some("that petition closes")
    );
    let sooner = "We delete your file when it is not needed or after 7 years, whichever comes first.";
    assert_eq!(claims("retention", sooner).last().unwrap().text("bound"), Some("up-to"));
}

#[test]
fn messages_and_choices_are_no_periods() {
    check(
        "retention",
        &[
            ("Subject: \"Your survey answers will be deleted in 2 weeks\"", &[]),
            ("We then send a letter that says \u{201c}your account data will be deleted in 30 days\u{201d}.", &[]),
            ("We keep \"lost property\" records for 3 months.", &["P3M"]),
            (
                "## How long we keep answers\n\nPress Extend and choose:\n\n- Long - up to 12 months\n- Other - up to 2 years\n",
                &[],
            ),
        ],
    );
    let led = only("When you leave the club:\n\n- Your locker records are deleted within 60 days\n");
    assert_eq!(led.text("trigger"), Some("you leave the club"));
}

#[test]
fn the_items_of_a_list_run_from_the_event_that_opens_it() {
    let trigger = |text: &str| claims("retention", text).first().and_then(|c| c.text("trigger").map(str::to_owned));
    for (text, expected) in [
        ("When you leave the club:\n\n- your record is kept for 90 days\n- photos go\n", Some("you leave the club")),
        (
            "Once your order is sent:\n\n- we keep your address for 6 months\n- we send a receipt\n",
            Some("your order is sent"),
        ),
        ("When you are a member:\n\n- we keep your address for 6 months\n- we write\n", None),
        ("When you join, we do this:\n\n- we keep your address for 6 months\n- we write\n", None),
        (
            "If you leave:\n\n- we keep your record for 2 years after your last game\n- we write\n",
            Some("your last game"),
        ),
    ] {
        assert_eq!(trigger(text).as_deref(), expected, "{text}");
    }
}

#[test]
fn what_one_is_obliged_to_keep_is_a_minimum() {
    let found = |text: &str| {
        let say = |c: &crate::claims::Claim| format!("{} {:?} {}", c.value, c.force, c.text("bound").unwrap_or("-"));
        claims("retention", text).iter().map(say).collect::<Vec<_>>().join(", ")
    };
    for (text, expected) in [
        ("We have a LEGAL OBLIGATION to retain your notes for 8 years.", "P8Y States at-least"),
        (
            "We have a duty to keep your notes for 8 years (or age 25, if this is longer).",
            "P8Y States at-least, age-25 States at-least",
        ),
        ("Notes should be kept as long as necessary; my insurer specifies seven years.", "P7Y States exactly"),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn records_are_what_the_words_name() {
    let records = |text: &str| match claims("retention", text).first().and_then(|c| c.detail("records").cloned()) {
        Some(crate::claims::Detail::List(keys)) => keys.join(", "),
        _ => String::new(),
    };
    for (text, expected) in [
        ("We retain your personal data for as long as is necessary for what it was got for.", "personal data"),
        (
            "# How long we keep data\n\nMaps lent to us for checks are stored and read here only, and are deleted within a week.",
            "check lent map",
        ),
        ("# Us\n\n## Teams\n\n- After 30 days: all data hard deleted\n", "personal data: team"),
    ] {
        assert_eq!(records(text), expected, "{text}");
    }
}
