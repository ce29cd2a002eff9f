#![allow(clippy::unwrap_used)]

use crate::claims::Force;
use crate::claims::testing::{claims, table};

#[test]
fn ordinary_categories() {
    table(
        "category",
        &[
            ("We collect your name and email address.", "ordinary/name ordinary/email"),
            ("We may collect your date of birth.", "ordinary/date-of-birth"),
            ("We hold bank details and your salary.", "ordinary/financial"),
            ("## What we collect\n\n- your name\n- IP address", "ordinary/name ordinary/ip-address"),
            ("We process your NHS number.", "ordinary/identifiers"),
            (
                "## Data we collect\n\nAccount data (name, bank details); meter readings; recordings of calls.",
                "ordinary/name ordinary/financial ordinary/recordings",
            ),
            (
                "We hold your contact details and copies of right to work documents.",
                "ordinary/contact ordinary/nationality",
            ),
            (
                "## The information we collect\n\nWhen you donate: when you give online. This may include name and bank details.\n\nWhen you visit our website: IP address.",
                "ordinary/name ordinary/financial ordinary/ip-address",
            ),
            ("We record your telephone number.", "ordinary/phone"),
            ("We collect photographs of events.", "ordinary/photographs"),
            ("We hold CCTV footage.", "ordinary/cctv"),
            ("We collect your job title and references.", "ordinary/employment"),
            ("We collect your qualifications.", "ordinary/education"),
            ("We collect your next of kin.", "ordinary/family"),
            ("Your personal data (your name, usage data) is kept in Leeds.", "ordinary/name ordinary/usage"),
            ("We collect personal data. This includes your name and postcode.", "ordinary/name ordinary/address"),
            (
                "Some data on you is collected.\n\nThis includes:\n\n- your name\n- IP address",
                "ordinary/name ordinary/ip-address",
            ),
            ("The data held about tenants includes names and dates of birth.", "ordinary/name ordinary/date-of-birth"),
            ("We'll be using your email address.", "ordinary/email"),
            ("Our server records your IP address.", "ordinary/ip-address"),
            ("## Contact details\n\nWe will collect data that includes:\n\n- names", "ordinary/name"),
        ],
    );
}

#[test]
fn what_is_no_category() {
    table(
        "category",
        &[
            ("# Where we get your data from\n\n- Directly from you\n- Family members\n- A previous employer", ""),
            ("Our address is 1 High Street.", ""),
            ("Please write to our email address.", ""),
            ("We do not collect your date of birth.", ""),
            ("You have the right to correct your name.", ""),
            ("Do you collect my name?", ""),
            ("# Your name and address", ""),
            ("The name of the club is Larkfield.", ""),
            ("Our company name has changed.", ""),
            ("We pursue our legitimate interests.", ""),
            ("We keep your name for six years.", ""),
            ("The location of our office is Leeds.", ""),
            ("Our age policy is on the wall.", ""),
            ("Please tell us if your personal details change.", ""),
            ("We use your data to:\n\n- monitor use of the site\n- write to your address", ""),
            ("You are responsible for the username and names that you collect.", ""),
            ("When you collect data you must:\n\n- consider the age of a child", ""),
            ("You have opted not to receive emails about your use of the service.", ""),
            ("We use communications providers.", ""),
            ("We do not allow anybody to use your name.", ""),
            ("We share your data with carers and GPs.", ""),
        ],
    );
}

#[test]
fn data_that_identifies_nobody() {
    let said = |text: &str| -> Vec<(String, Option<String>)> {
        let told = |c: &crate::claims::Claim| c.text("identifiable").map(str::to_owned);
        claims("category", text).iter().map(|c| (c.value.clone(), told(c))).collect()
    };
    let no = Some("no".to_owned());
    assert_eq!(said("Your survey responses are anonymous."), [("ordinary/survey".to_owned(), no.clone())]);
    assert_eq!(said("## Usage data\n\nIt is not personal data."), [("ordinary/usage".to_owned(), no)]);
    let yes = said("Your personal data (your name and usage data) is kept.");
    assert!(yes.iter().all(|(_, told)| told.as_deref() == Some("yes")));
}

#[test]
fn a_list_is_as_sure_as_what_introduces_it() {
    for (lead, force) in [("This data includes your", Force::States), ("This data might include your", Force::May)] {
        for before in ["We hold data on you.", "You can look at it whenever you like."] {
            let all = claims("category", &format!("## What we hold\n\n{before}\n\n{lead}:\n\n- name\n"));
            assert_eq!(all.iter().map(|c| c.force).collect::<Vec<_>>(), [force], "{before} {lead}");
        }
    }
}
