#![allow(clippy::unwrap_used)]
use crate::claims::testing::{table, values};

#[test]
fn where_data_comes_from() {
    table(
        "source",
        &[
            // Nobody in particular.
            ("We obtain information about you from third parties.", "unnamed"),
            ("We may receive your details from other people.", "unnamed"),
            ("We collect personal data about you from other sources.", "unnamed"),
            ("Your personal data is obtained from you or from another person.", "unnamed"),
            ("We may receive information about you from others who are helping you.", "unnamed"),
            // Somebody told.
            ("Your personal data is obtained from you or from another person who has named you in a claim.", "others"),
            ("We receive your personal data from your former employer.", "others"),
            (
                "The organisation will collect personal data about you from third parties, such as former employers.",
                "others",
            ),
            ("We collect your data from a range of sources, which will include your former employer.", "others"),
            ("Your details are given to us by your school.", "others"),
            ("We obtain information about you from third parties, such as your solicitor.", "others"),
            ("We collect personal data about you from publicly available sources.", "others"),
            ("Your referral is sent to us by your GP.", "others"),
            ("We get your personal data from Larkfield Hall.", "others"),
            ("We receive your information from the police.", "others"),
            ("Your personal data may be obtained from the electoral register.", "others"),
            ("We also receive personal data from:\n\n- your landlord\n- the council", "others"),
            ("Your personal data is obtained from you or from your employer.", "others"),
            ("We hold your name and a reference number provided by your school.", "others"),
            ("We receive your details from the following sources: your school and your doctor.", "others"),
            ("Other information is taken from records, and some data is gathered from housing associations.", "others"),
            ("You book through a ticket site, and we obtain your booking details from its operator.", "others"),
            // The one who gives stands before the verb.
            ("Your previous school will pass your child's records to us.", "others"),
            ("The hospital shares your test results with us.", "others"),
            ("We hold details which your local authority has given us about your child.", "others"),
            ("Housing associations will share your personal information with us.", "others"),
        ],
    );
}

#[test]
fn what_names_no_source() {
    table(
        "source",
        &[
            // The person, or what the person uses.
            ("We collect your name and address directly from you.", ""),
            ("Details of the measures that guard your information can be obtained from Wanda Lark.", ""),
            ("Third parties with whom your information may be shared by the council:\n\n- HMRC", ""),
            ("Personal data collected from borough users is deleted in May. We collect details from our tenants.", ""),
            ("We collect your details from you when you join.", ""),
            ("We collect this personal data from you in order to publish it openly.", ""),
            ("We collect your details from you and your device.", ""),
            ("This covers personal data obtained from data subjects using our websites and from its own work.", ""),
            ("The personal data we collect from public sector employees that open an account is listed here.", ""),
            ("This statement covers personal data obtained from data subjects using any of our websites.", ""),
            ("What we have obtained directly from you on the form, our school keeps for a year.", ""),
            ("We use personal data supplied by customers to send their orders.", ""),
            ("We collect personal data about you from your use of our app.", ""),
            ("Personal data is also collected about you from telephone calls and text messages.", ""),
            ("We collect personal data about you from: \u{2022} You: by our forms and on our website", ""),
            // No data given to us.
            ("We do not obtain information about you from third parties.", ""),
            ("You may receive emails from other organisations.", ""),
            ("You have the right to obtain your data from us.", ""),
            ("Where do you get my data from?", ""),
            ("We protect your personal data from loss.", ""),
            ("We delete your details from our list.", ""),
            ("Our services are provided by volunteers.", ""),
            ("We keep your information separate from other files.", ""),
            ("You can get advice from the council.", ""),
            ("Your data is shared with third parties.", ""),
            ("The Report a Pothole service is provided by the Department for Roads. We use your data.", ""),
            ("Your personal data will be shared by us with our printers.", ""),
            ("We share your data with third parties so that they can provide us with a service.", ""),
            ("We share your personal data with suppliers who provide services to us.", ""),
            ("We rely on the legitimate interests pursued by us or by a third party for your personal data.", ""),
            ("Information collected by Google Analytics about your visits is not used for anything else.", ""),
            ("We record your details if the referral source is a prison.", ""),
            ("You should not give us personal data about other people.", ""),
            ("Our basis for using your information is provided by the Public Harbours Act 1964.", ""),
        ],
    );
    assert!(values("source", "Who we share your data with:\n\n- data processors\n- your school\n").is_empty());
}
