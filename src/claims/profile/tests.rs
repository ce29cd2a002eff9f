use crate::claims::fixture;
use crate::claims::model::Profile;

fn profile(text: &str) -> Profile {
    fixture::all(text).profile
}

const NOTICE: &str = "Hollin Hall privacy notice\n\nHollin Hall Ltd is the data controller. We collect your name and address \
    and use your personal data to run your account.\n\nYour rights\n\nYou have the right to ask us for a copy. You can \
    complain to the Information Commissioner.\n";

#[test]
fn a_notice() {
    let p = profile(NOTICE);
    assert_eq!((p.kind.as_str(), p.language.as_str()), ("privacy-notice", "en"));
    assert_eq!(p.title, "Hollin Hall privacy notice");
    assert_eq!(p.controller.as_deref(), Some("Hollin Hall Ltd"));
    assert_eq!(p.public_authority, "no");
    assert!(p.headings.contains_key("rights"));
}

#[test]
fn kinds() {
    for (text, kind) in [
        (
            "Privacy notice\n\nWe collect the names and addresses of tenants for our contract with them.\n",
            "privacy-notice",
        ),
        (
            "How we use your information\n\nWe share your personal data with the payroll provider and keep it for six years.\n",
            "privacy-notice",
        ),
        (
            "Partner privacy promise\n\nWhen you give us your information we look after it. We use your data to help you. You have the right to see it.\n",
            "privacy-notice",
        ),
        ("Cookies\n\nWe use cookies to make the site work and to count visitors.\n", "cookie-notice"),
        (
            "Terms and conditions\n\nThese terms apply when you buy jam from us. We use your personal data as our privacy notice says.\n",
            "terms",
        ),
        ("Thursday pancakes\n\nBeat the eggs, add flour and milk, and let the batter rest.\n", "other"),
        ("Retention schedule\n\nInvoices are kept for six years.\n", "retention-schedule"),
        ("Appropriate policy document\n\nThis document explains how we meet Schedule 1.\n", "policy-document"),
        (
            "Informed consent form\n\nWe collect your personal data in this study and share it with third parties. You have the right to withdraw your consent.\n",
            "other",
        ),
        (
            "Dear member,\n\nWe are changing our privacy notice. We collect your personal data and share it. You have the right to object.\n",
            "other",
        ),
        (
            "Data protection policies\n\nThe archive belongs to the university and follows its policy. Personal data is subject to the agreement.\n",
            "other",
        ),
        ("Minutes of the meeting\n\nThe chair opened the meeting at seven.\n", "other"),
    ] {
        assert_eq!(profile(text).kind, kind, "{text}");
    }
}

#[test]
fn languages() {
    assert_eq!(profile("Hysbysiad preifatrwydd\n\nMae'r hysbysiad hwn yn dweud sut yr ydym yn defnyddio eich gwybodaeth. Rydym yn casglu eich enw ac mae gan chi hawl.\n").language, "cy");
    assert_eq!(profile("12345 67890\n").language, "unknown");
    assert_eq!(profile(NOTICE).language, "en");
}

#[test]
fn authorities() {
    let of = |name: &str| {
        let text = format!("Privacy notice\n\n{name} is the data controller. We collect your personal data.\n");
        profile(&text).public_authority
    };
    for (name, answer) in [
        ("Wexmoor Borough Council", "yes"),
        ("Wexmoor Parish Council", "no"),
        ("The University of Wexmoor", "yes"),
        ("Moor Lane Primary School", "likely"),
        ("Wexmoor Jam Ltd", "no"),
    ] {
        assert_eq!(of(name), answer, "{name}");
    }
    let says = "Privacy notice\n\nMoor Lane Primary School is the data controller. As a public authority, we collect your personal data.\n";
    assert_eq!(profile(says).public_authority, "yes");
}

#[test]
fn what_is_handed_over() {
    let over =
        |line: &str| profile(&format!("Privacy notice\n\nWe collect your personal data.\n\n{line}\n")).hands_over;
    assert_eq!(
        over("For your rights and how to complain, see our corporate privacy notice."),
        ["rights", "complaints"]
    );
    assert_eq!(over("Details of transfers are set out in the council's main privacy notice."), ["transfers"]);
    assert!(
        over("Read this notice alongside our personal information charter.").contains(&"dpo".to_owned())
            || over("This notice should be read alongside our personal information charter.")
                .contains(&"dpo".to_owned())
    );
    assert_eq!(over("For your rights please see the privacy section on our website."), ["rights"]);
    assert_eq!(over("Your rights in this are told in section 4 of our main notice; please see there."), ["rights"]);
    assert_eq!(
        over("View Sedgeby Council's privacy statement"),
        ["controller", "dpo", "rights", "complaints", "transfers"]
    );
    assert_eq!(
        over("What the Council owes you is set out in its primary privacy notice."),
        ["controller", "dpo", "rights", "complaints", "transfers"]
    );
    for line in [
        "This privacy notice explains your rights.",
        "We may update our privacy notice from time to time.",
        "Their privacy notice explains your rights.",
        "Your rights are set out below.",
    ] {
        assert_eq!(over(line), Vec::<String>::new(), "{line}");
    }
}

#[test]
fn short_names_are_spelt_out() {
    let text = "Privacy notice\n\nThis is the site of the Office of Jams (OoJ). OoJ is the data controller. We collect your personal data.\n";
    assert_eq!(profile(text).controller.as_deref(), Some("Office of Jams"));
}

#[test]
fn what_is_handed_over_beside() {
    let handed = |text: &str| profile(&format!("Privacy notice\n\nHollin Hall keeps names.\n\n{text}\n")).hands_over;
    assert_eq!(
        handed(
            "Contact us or make a complaint\n\nAnyone with a concern may write to the Data Protection Officer, or raise a \
             complaint with us. More details on this: consult the relevant part of our corporate privacy notice."
        ),
        ["dpo", "complaints"]
    );
    assert_eq!(
        handed("Complaints\n\nDetails of how you can do so are in our corporate privacy notice; see there."),
        ["complaints"]
    );
    assert_eq!(
        handed(
            "We follow our personal information charter, which explains these matters in full:\n\n- how to contact our Data Protection Officer\n- your rights\n"
        ),
        ["dpo", "rights"]
    );
    assert_eq!(
        handed("Complaints\n\nYou can complain to us. This notice explains how to do this."),
        Vec::<String>::new()
    );
}

#[test]
fn the_date_from_which_it_applies_is_its_own_where_no_other_is() {
    let date = |line: &str| profile(&format!("Privacy notice\n\n{line}\n\nWe collect your personal data.\n")).date;
    assert_eq!(date("Effective date: 18 May 2018").as_deref(), Some("2018-05-18"));
    assert_eq!(date("Effective date: 18 May 2018. Last updated: 2 June 2021.").as_deref(), Some("2021-06-02"));
    assert_eq!(date("Next review: 18 May 2031"), None);
}

#[test]
fn a_line_at_the_top_is_the_name_if_it_is_written_as_one() {
    let text = "# Registration privacy notice\n\n## 1 Council contact details\n\n1.1 North Wexmoor Council\n\nTel: 01632 960100\n";
    assert_eq!(profile(text).controller.as_deref(), Some("North Wexmoor Council"));
}

#[test]
fn a_policy_for_the_staff_is_no_notice() {
    let inside = "# Data protection policy\n\nThis policy applies to all staff and volunteers of the Hollin Trust. Any breach of it may lead to disciplinary action.\n\nStaff must name a lawful basis before they process personal data: consent, contract or legitimate interests. Personal data must be kept no longer than necessary. Staff who receive a subject access request must tell the Administrator, who is our data protection lead. Breaches must be reported to the ICO. Personal data must not be shared with third parties. Rights of access, rectification and erasure must be respected under the UK GDPR.\n";
    assert_eq!(profile(inside).kind, "policy-document");
    let outside = "# Data protection policy\n\nThe Hollin Trust collects your personal data when you join. We use your data to run the club under our legitimate interests, keep it for two years, and share it with the county. You have the right to access your data, and you may complain to the ICO. Staff must keep it safe.\n";
    assert_eq!(profile(outside).kind, "privacy-notice");
}
