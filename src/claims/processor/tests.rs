#![allow(clippy::unwrap_used)]
use crate::claims::testing::{check, claims};

#[test]
fn firms_that_do_a_job() {
    check(
        "processor",
        &[
            ("We use Mailchimp to send our newsletter.", &["mailchimp"]),
            ("Your booking is stored in a database called Salesforce.", &["salesforce"]),
            ("Our website is hosted by Quayside.", &["quayside"]),
            ("Our site is hosted on Squarespace.", &["squarespace"]),
            ("Payroll is run by Penwright.", &["penwright"]),
            ("Our payroll provider is Ledgerline.", &["ledgerline"]),
            ("Google Analytics stores information about your visit.", &["google-analytics"]),
            ("Your questions are managed through Zendesk.", &["zendesk"]),
            ("We share your data with:\n\n- Stripe\n- Dropbox", &["dropbox", "stripe"]),
            ("Surveys are run using SurveyMonkey.", &["surveymonkey"]),
            ("We use Microsoft Teams for our meetings.", &["microsoft-teams"]),
            ("The newsletter is sent with Campaign Monitor.", &["campaign-monitor"]),
            ("We use Google Analytics to count visits.", &["google-analytics"]),
            ("We use GitHub to host this site.", &["github"]),
            ("We keep our records on Amazon Web Services (AWS) computers.", &["amazon-web-services"]),
            ("Cards are handled by the processor Stripe, whose privacy policy is on its site.", &["stripe"]),
            ("We use third-party services including Mailchimp and Xero.", &["mailchimp", "xero"]),
            ("Our data processor is Holloway Systems.", &["holloway systems"]),
            (
                "Data processors: Larkfield Co-operative Limited, Bitford.",
                &["bitford", "larkfield co-operative limited"],
            ),
        ],
    );
}

#[test]
fn what_is_no_processor() {
    check(
        "processor",
        &[
            ("We do not use Mailchimp.", &[]),
            ("You can find us on Facebook.", &[]),
            ("Links to YouTube lead to a site with its own privacy policy.", &[]),
            ("Do you use Google Analytics?", &[]),
            ("We used to keep records in Dropbox.", &[]),
            ("You can log in with your Google Workspace account.", &[]),
            ("Fonts are kept on our own server to avoid sending data to Google Maps.", &[]),
            ("If you visit Instagram, its terms apply.", &[]),
            ("Opt out of Google Analytics here.", &[]),
            ("Our records are held by the county.", &[]),
            ("You have the right to complain about Stripe.", &[]),
            ("The zoom lens of our camera is broken.", &[]),
            ("We do not use Google Analytics.", &[]),
            ("ardent.github.io is run by us, and we use no firm for it.", &[]),
            ("We do not store your name on our system or share it with Google Analytics.", &[]),
            ("You may give us your details through a platform such as Eventbrite, which we then use.", &[]),
            ("Our data processors are required to keep it safe.", &[]),
            ("Ardent is the data processor of the council.", &[]),
        ],
    );
}

#[test]
fn analytics_that_identify_nobody() {
    let nobody = |text: &str| claims("processor", text).iter().any(|c| c.text("identifiable") == Some("no"));
    assert!(nobody("We use Google Analytics to count visits.\nThe information is anonymous."));
    assert!(nobody("Hotjar records visits. It does not collect any personal data."));
    assert!(!nobody("We use Google Analytics. Your IP address is anonymised before it is stored."));
    assert!(!nobody("We use Google Analytics. We do not pass your personal data to it."));
}

#[test]
fn how_firms_stand() {
    use crate::claims::Force;
    for (text, force) in [
        ("With your permission, we use Hotjar to see where visitors click.", Force::OnlyIf),
        ("Cards are handled by the processor Stripe, whose terms can be seen here: stripe.com.", Force::States),
        ("We may use Mailchimp to send our newsletter.", Force::May),
    ] {
        assert_eq!(claims("processor", text).iter().map(|c| c.force).collect::<Vec<_>>(), [force], "{text}");
    }
}

#[test]
fn jobs_said_in_the_sentence() {
    let job = |text: &str| claims("processor", text).first().and_then(|c| c.text("job").map(str::to_owned));
    assert_eq!(job("We use SendGrid to deliver our emails.").as_deref(), Some("email"));
    assert_eq!(job("Your data is stored on Amazon Web Services.").as_deref(), Some("storage"));
    assert_eq!(job("Our website is hosted on Squarespace.").as_deref(), Some("website hosting"));
    assert_eq!(job("We use Zendesk for your questions.").as_deref(), None);
}
