#![allow(clippy::unwrap_used)]
use crate::claims::testing::{claims, values};
use crate::claims::{Claim, Detail, Force, Polarity};

/// Act, polarity and grounds of every claim on sharing: `share+routine`, `share-consent,law`, `market+`.
fn acts(text: &str) -> Vec<String> {
    let grounds = |c: &Claim| match c.detail("ground") {
        Some(Detail::List(list)) => list.join(","),
        _ => String::new(),
    };
    claims("sharing", text)
        .iter()
        .filter(|c| c.force.asserts())
        .map(|c| {
            let sign = if c.polarity == Polarity::Denied { '-' } else { '+' };
            format!("{}{sign}{}", c.text("act").unwrap_or_default(), grounds(c))
        })
        .collect()
}

fn check(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(acts(text), *expected, "{text}");
    }
}

#[test]
fn what_is_shared_and_on_which_ground() {
    check(&[
        ("We share your personal data with the parish council.", &["share+routine"]),
        ("Your details may be passed on to our insurers.", &["share+routine"]),
        ("We disclose your information to the police if the law requires it.", &["share+law"]),
        ("We will give your name and address to the courier.", &["share+routine"]),
        ("Your record is made available to the school nurse.", &["share+routine"]),
        ("We give the names and addresses of our visitors to visiting theatre companies.", &["share+routine"]),
        ("We share your information with your doctor, with your consent.", &["share+consent"]),
        ("We may share your data if you are at risk of serious harm.", &["share+danger"]),
        ("We never share your personal data with anyone.", &["share-routine"]),
        ("Your personal information will not be disclosed to third parties.", &["share-routine"]),
        ("We will not share your information without your consent.", &["share-consent"]),
        ("We only share your data with your permission.", &["share-consent"]),
        ("We do not share your data unless you agree or the law requires it.", &["share-consent,law"]),
        ("We will not:\n\n- sell or rent your data\n- share your data with others", &["sell-routine", "share-routine"]),
        ("We will always ask for your permission before we share your information.", &["share-consent"]),
    ]);
}

#[test]
fn a_list_goes_on_behind_a_clause_on_one_of_its_members() {
    let who = |text: &str| claims("recipient", text).into_iter().map(|c| c.value).collect::<Vec<_>>().join("; ");
    for (text, expected) in [
        (
            "We share your data with contractors who carry out repairs, local authorities, the police and our auditors.",
            "contractors; local authorities; police; auditors",
        ),
        (
            "# Who we share it with\n\nOther police forces; the Home Office; our insurers; courts and tribunals.",
            "police forces; home office; insurers; courts; tribunals",
        ),
        ("We disclose only the data that is necessary for the courier to deliver the parcel.", ""),
        ("We share your data with contractors who work for councils, schools and hospitals.", "contractors"),
        ("We share your data with other members of the church in order to help them.", "other members of the church"),
    ] {
        assert_eq!(who(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_statement_on_sharing() {
    check(&[
        ("# Who do we share your data with?", &[]),
        ("Do we share your information with anyone?", &[]),
        ("You may share your data with us by email.", &[]),
        ("This notice explains how we share your personal data.", &[]),
        ("You have the right to ask with whom we share your data.", &[]),
        ("We have a data sharing agreement.", &[]),
        ("We protect your data against unauthorised disclosure.", &[]),
        ("We provide a service to schools.", &[]),
        ("We send you a letter with your details.", &[]),
        ("The costs of heating are ones that customers share.", &[]),
        ("We keep it on a shared drive.", &[]),
        ("We do not share your data except as set out below.", &[]),
        ("We do not share your data with any other organisation.", &[]),
    ]);
}

#[test]
fn marketing() {
    check(&[
        ("We may use your data to send you marketing emails.", &["market+routine"]),
        ("We do not use your personal data for marketing.", &["market-routine"]),
        ("We will not use your details for marketing without your consent.", &["market-consent"]),
        ("We use your data to:\n\n- market our courses\n- answer you", &["market+routine"]),
        ("You can object to direct marketing at any time.", &[]),
        ("We do not usually need consent to send you promotional emails.", &[]),
        ("You may change your marketing preferences.", &[]),
        ("Our marketing manager answers the telephone.", &[]),
    ]);
    let shared = claims("sharing", "We will never share your data with others for marketing purposes.");
    assert_eq!(shared[0].text("purpose"), Some("marketing"));
    let other = claims("sharing", "We may share your data with the courier, but not for marketing.");
    assert_eq!(other[0].text("purpose"), None);
}

#[test]
fn who_is_no_recipient() {
    for text in [
        "We never share your data with the police.",
        "You may complain to the regulator.",
        "We collect your data from your GP.",
        "You have the right to have your data sent to another organisation.",
        "We work with schools.",
        "# Our insurers",
        "Do you share my data with my employer?",
        "We send your details to you.",
        "# Who we share your data with\n\nContractors may also provide statistics on the use of this service.",
        "The police do important work in our town.",
        "Your data will not be passed to the council.",
        "Please share this page with your friends.",
        "We are regulated by the Charity Commission.",
        "# Privacy\n\nWe may share your personal data if we have to:\n\n- comply with the law\n- prevent fraud\n",
        "# Privacy\n\nWe share your personal data with:\n\n- No-one else views any of it\n- we keep it for research\n",
        "Candidates apply to a college and provide their personal data to the college.",
        "We ask parents to share their data with the school nurse.",
        "Court records are exempt from disclosure.",
        "We do not keep your name on our computers or share it with Google Analytics.",
        "You can ask for a list of the organisations we share your data with.",
    ] {
        assert_eq!(values("recipient", text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn vague_recipients() {
    let vague = |text: &str| claims("recipient", text).iter().all(|c| c.flag("vague"));
    assert!(vague("We may share your data with third parties."));
    assert!(vague("We pass your details on to other organisations."));
    assert!(!vague("We pass your details on to other organisations, such as the food bank."));
    assert!(!vague("We share your data with our partners: the school and the library."));
}

/// Fails where the values of a kind, joined by bars, are not those expected.
fn check_joined(kind: &str, cases: &[(&str, &str)]) {
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
    check_joined(
        "recipient",
        &[
            ("We share your data with the police.", "police"),
            ("We share your data with the police and our insurers.", "insurers|police"),
            ("We share your data with:\n\n- HMRC\n- our choir's treasurer", "hmrc|our choir's treasurer"),
            ("We pass your details on to Larkfield Hall.", "larkfield hall"),
            ("We may share it with third parties.", "third parties"),
            ("We may share your data with third parties, such as our solicitors.", "solicitors"),
            ("## Who we share your data with\n\nYour GP and the hospital.", "hospital|your gp"),
            ("Your data is sent to our payroll provider.", "payroll provider"),
            ("We disclose your data to fraud prevention agencies.", "fraud prevention agencies"),
            ("We share your data with our landlord's agents.", "landlord's agents"),
            ("Recipients of your data include:\n\n- universities\n- exam boards", "exam boards|universities"),
            ("We share data with other departments.", "other departments"),
            ("We share information with the organisations that fund us.", "organisations that fund"),
            // The whole name, and no more than it.
            ("We share your data with trusted cloud storage providers who help us.", "cloud storage providers"),
            ("Your data is passed to the relevant Regulator of Social Work.", "regulator of social work"),
            ("We share it with HM Courts and Tribunals Service.", "hm courts and tribunals service"),
            ("We share your data with Post Direct (a service of the Cabinet Office).", "post direct"),
            ("We share your data with firms that print, post and store letters, and with the police.", "police"),
            // Each of several names.
            ("We share your data with Ardent and Boltwise.", "ardent|boltwise"),
            (
                "We share your data with gas engineers, contractors and parking wardens.",
                "contractors|gas engineers|parking wardens",
            ),
            (
                "The bodies we share your data with are:\n\n- Ardent Pay and BoltPay if you pay by card",
                "ardent pay|boltpay",
            ),
            ("We share your data with the police and other third parties.", "police"),
            (
                "We share it with Ardent.\n\nThese may include Ardent, Boltwise and insurers.",
                "ardent|boltwise|insurers",
            ),
            ("We may share your data with the parties set out below.", ""),
            // What is shared, and not with whom.
            ("The data that we collect, hold and share includes:\n\n- exam results\n- care plans\n", ""),
            ("The types of data that the school shares are:\n\n- exam results\n- care plans\n", ""),
            // Who is named for another reason.
            ("We share your data with suppliers so that the council can plan.", "suppliers"),
            ("We share your data with our printer for the purposes of postage, printing and payroll.", "printer"),
            ("We share your data with printers on behalf of the council.", "printers"),
            ("We share your data with other government departments.", "other government departments"),
            ("We share your contact details with GOV.UK Post.", "gov.uk post"),
            ("We share the researcher's profile data with hospitals.", "hospitals"),
            ("We share your personal data with hospitals chosen by the council.", "hospitals"),
            ("The bodies with whom we may have to share your data include the police.", "police"),
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
fn whom_a_statement_of_sharing_names() {
    check_joined(
        "sharing",
        &[
            ("We share your personal data with hospitals and the police; nobody else.", "hospitals, police"),
            ("Google's ability to use and share personal data about your visits is subject to its terms.", ""),
            ("We do not allow Google to use or share the figures for its own ends.", ""),
            ("Your personal data is never transferred to third countries.", ""),
            ("Ask the Commissioner for independent advice about data protection and data sharing.", ""),
            ("These may be partners (with whom we need to share your personal data for one purpose).", ""),
            ("We share your personal data with our partners.", "our partners"),
            ("Collecting, storing or sharing your personal data is called processing.", ""),
            ("Data is shared with staff by residents and then your data is shared with the police.", "police"),
            ("People who get your personal data might use or share it.", ""),
            ("We will always make sure that information shared is correct.", ""),
            (
                "We treat your personal data with care and will never share it with Ardent. We may, however, write.",
                "-ardent",
            ),
            ("Though we do not share your personal data to advertise, we may share it with the police.", "police"),
            ("Only where needed share your personal data with the police.", "police"),
        ],
    );
}

#[test]
fn names_that_have_run_together_are_nobody() {
    let run = "We share data with Elm University Oak University Ash General Hospital Fir University.";
    assert!(claims("recipient", run).is_empty());
    assert!(
        claims("recipient", "# Who sees this\n\n- Note that it is common for clerks to open the post.\n").is_empty()
    );
    let one = claims("recipient", "We share data with your health insurance provider.");
    assert!(one.iter().all(|c| c.text("kind-of") == Some("insurers")) && !one.is_empty());
}

#[test]
fn conditions_and_possibilities_of_sharing() {
    let force = |kind: &str, text: &str| claims(kind, text).first().map(|c| c.force);
    for (text, expected) in [
        ("We will share your data with the police if we're required to do so by law.", Some(Force::OnlyIf)),
        ("We share your data with researchers if you have opted in to that.", Some(Force::OnlyIf)),
        ("We disclose your data to the court where we have a legal obligation to.", Some(Force::OnlyIf)),
        ("Where we need to share your data with others, we take care.", Some(Force::OnlyIf)),
        ("We may share your data with our insurers.", Some(Force::May)),
        // Whom the sentence speaks to, and what the sharing is for, are no conditions of it.
        ("If you are a tenant, your data will be shared with your landlord.", Some(Force::States)),
        ("We share your data with the hospital to ensure that help is there when you need it.", Some(Force::States)),
        // Giving people their own data is no sharing.
        ("We only give data out to the person whom it relates to.", None),
        // What others may do is no sharing of ours.
        ("Some people who receive your data might share it with others.", None),
    ] {
        assert_eq!(force("sharing", text), expected, "{text}");
    }
    for (text, expected) in [
        ("We may share your data with the following:\n\n| Recipient | Why |\n|---|---|\n| HMRC | tax |", "hmrc May"),
        (
            "# Sharing\n\nThis is who gets it.\n\n| Who we may share it with | Why |\n|---|---|\n| HMRC | tax |",
            "hmrc May",
        ),
        ("# Who we may share your data with\n\n- HMRC\n- the police", "hmrc May, police May"),
        ("We share your data with the following:\n\n| Recipient | Why |\n|---|---|\n| HMRC | tax |", "hmrc States"),
        ("We share the following data with HMRC:\n\n- your name\n- your age", "hmrc States"),
    ] {
        let found: Vec<String> =
            claims("recipient", text).iter().map(|c| format!("{} {:?}", c.value, c.force)).collect();
        assert_eq!(found.join(", "), expected, "{text}");
    }
}

#[test]
fn what_goes_to_a_recipient_may_name_nobody() {
    let found = |text: &str| {
        let all = claims("recipient", text);
        let say = |c: &crate::claims::Claim| {
            format!("{} {:?} {} {}", c.value, c.force, c.flag("vague"), c.text("identifiable").unwrap_or("-"))
        };
        all.iter().map(say).collect::<Vec<_>>().join(", ")
    };
    for (text, expected) in [
        ("We may share aggregate data with the police.", "police May false no"),
        ("We share your data with the police.", "police States false -"),
        ("We anonymise it if we need to share your data with third parties.", "third parties OnlyIf true no"),
        (
            "We share your data with:\n\n- relevant private sector organisations\n",
            "relevant private sector organisations States true -",
        ),
        ("We ask clubs to provide plain privacy information to children and their guardians.", ""),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn a_clause_that_says_which_data_is_meant_denies_no_sharing() {
    let found = |text: &str| claims("sharing", text).iter().map(|c| c.polarity).collect::<Vec<_>>();
    assert_eq!(found("Where possible you can't be identified from the data that is shared."), []);
    assert_eq!(found("Your data is not shared."), [Polarity::Denied]);
}

#[test]
fn what_is_shared_is_no_recipient() {
    let text = "Personal data that I collect, use and share (when needed) about you includes:\n\n- Your full name\n- Your address\n";
    assert!(claims("recipient", text).is_empty());
}

#[test]
fn no_recipient_stands_behind_these_words() {
    for (text, expected) in [
        ("We disclose your information on a need-to-know basis.", "unnamed"),
        ("Any information shared in the outbreak will be limited to the time of the outbreak.", "unnamed"),
        ("We share your data to respond to the flood.", "unnamed"),
        ("Some are sent by a solicitor, and their results will be shared with them.", "solicitor"),
        ("We may disclose your information to the extent permitted by law.", "unnamed"),
        ("We share your data with the county council to respond to the flood.", "county council"),
    ] {
        let found = claims("sharing", text).first().map(|c| c.value.clone());
        assert_eq!(found.as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn what_is_nobodys_is_not_handed_on() {
    let polarity = |text: &str| claims("sharing", text).first().map(|c| c.polarity);
    for text in [
        "We sell nobody's data.",
        "We sell nobody’s personal data.",
        "We share no one's details with advertisers.",
        "We sell none of your data.",
        "We share none of your personal data with advertisers.",
        "None of your personal data is sold.",
    ] {
        assert_eq!(polarity(text), Some(Polarity::Denied), "{text}");
    }
    for text in ["We sell your data.", "We share everyone's personal data with advertisers."] {
        assert_eq!(polarity(text), Some(Polarity::Affirmed), "{text}");
    }
}
