#![allow(clippy::unwrap_used)]

use crate::claims::testing::{check, table, values};

#[test]
fn where_data_comes_from() {
    check(
        "source",
        &[
            ("We obtain information about you from third parties.", &["unnamed"]),
            ("We may receive your details from other people.", &["unnamed"]),
            ("We collect personal data about you from other sources.", &["unnamed"]),
            ("We receive your personal data from your former employer.", &["others"]),
            ("Your details are given to us by your school.", &["others"]),
            ("We obtain information about you from third parties, such as your solicitor.", &["others"]),
            ("We collect personal data about you from publicly available sources.", &["others"]),
            ("Your referral is sent to us by your GP.", &["others"]),
            ("We get your personal data from Larkfield Hall.", &["others"]),
            ("We receive your information from the police.", &["others"]),
            ("Your personal data may be obtained from the electoral register.", &["others"]),
            ("We also receive personal data from:\n\n- your landlord\n- the council", &["others"]),
        ],
    );
}

#[test]
fn what_names_no_source() {
    check(
        "source",
        &[
            ("We collect your name and address directly from you.", &[]),
            ("We do not obtain information about you from third parties.", &[]),
            ("You may receive emails from other organisations.", &[]),
            ("You have the right to obtain your data from us.", &[]),
            ("Where do you get my data from?", &[]),
            ("We protect your personal data from loss.", &[]),
            ("We delete your details from our list.", &[]),
            ("We collect your details from you when you join.", &[]),
            ("Our services are provided by volunteers.", &[]),
            ("We keep your information separate from other files.", &[]),
            ("You can get advice from the council.", &[]),
            ("Your data is shared with third parties.", &[]),
        ],
    );
}

#[test]
fn data_of_others() {
    table(
        "source",
        &[
            ("We receive your details from your GP.", "others"),
            ("Your personal data is obtained from you or from your employer.", "others"),
            ("Your personal data is obtained from you or from another person.", "unnamed"),
            ("We may receive information about you from other people who are helping you.", "unnamed"),
            ("We hold your name and a reference number provided by your school.", "others"),
            ("We collect information about you from public registers.", "others"),
            ("We receive your details from the following sources: your school and your doctor.", "others"),
            ("We obtain personal data about you from third parties.", "unnamed"),
        ],
    );
}

#[test]
fn data_of_the_person() {
    table(
        "source",
        &[
            ("We collect this personal data from you in order to publish it openly.", ""),
            ("We collect your details from you and your device.", ""),
            ("This covers personal data obtained from data subjects using our websites and from its own work.", ""),
            ("The personal data we collect from public sector employees that open an account is listed here.", ""),
            ("This statement covers personal data obtained from data subjects using any of our websites.", ""),
            (
                "Where we have obtained your personal data directly from you on the form, our school keeps it a year.",
                "",
            ),
        ],
    );
}

#[test]
fn no_source_at_all() {
    table(
        "source",
        &[
            ("The Report a Pothole service is provided by the Department for Roads. We use your data.", ""),
            ("Your personal data will be shared by us with our printers.", ""),
            ("We share your data with third parties so that they can provide us with a service.", ""),
            ("We rely on the legitimate interests pursued by us or by a third party for your personal data.", ""),
            ("Information collected by Google Analytics about your visits is not used for anything else.", ""),
            ("We record your details if the referral source is a prison.", ""),
        ],
    );
    assert!(values("source", "Who we share your data with:\n\n- data processors\n- your school\n").is_empty());
}
