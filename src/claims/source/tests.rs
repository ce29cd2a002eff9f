#![allow(clippy::unwrap_used)]

use crate::claims::testing::check;

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
