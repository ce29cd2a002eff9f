use super::extract;
use crate::claims::fixture;

/// `kind type value role`.
fn seen(text: &str) -> Vec<String> {
    fixture::read(text, extract)
        .into_iter()
        .map(|(c, _)| {
            let of = |name: &str| c.text(name).unwrap_or("-").to_owned();
            format!("{} {} {} {}", c.kind, of("type"), c.value, of("role"))
        })
        .collect()
}

#[test]
fn contacts() {
    for (text, expected) in [
        ("Write to hello@hollin.example with questions.", "contact email hello@hollin.example general"),
        ("Contact us on 01632 960 123.", "contact phone 01632960123 general"),
        ("Our data protection officer can be reached at dpo@hollin.example.", "dpo email dpo@hollin.example dpo"),
        ("Write to our Data Protection Officer: privacy@hollin.example", "dpo email privacy@hollin.example dpo"),
        ("To complain, write to head@hollin.example.", "contact email head@hollin.example complaints"),
        (
            "For a subject access request, write to records@hollin.example.",
            "contact email records@hollin.example rights",
        ),
        ("To unsubscribe, write to news@hollin.example.", "contact email news@hollin.example marketing"),
        ("For vacancies, write to jobs@hollin.example.", "contact email jobs@hollin.example recruitment"),
        ("You can ring the data protection officer on 01632 960014.", "dpo phone 01632960014 dpo"),
        ("Write to complaints@hollin.example.", "contact email complaints@hollin.example complaints"),
        ("Write to dataprotection@hollin.example.", "contact email dataprotection@hollin.example data-protection"),
        ("Our office: 1 Mill Lane, Hollin, ZE1 4QZ", "contact postal 1 Mill Lane, Hollin, ZE1 4QZ general"),
    ] {
        let all = seen(text);
        assert!(all.contains(&expected.to_owned()), "{text}: {all:?}");
    }
}

#[test]
fn no_officer_no_details() {
    let text = "We do not have a data protection officer. Our lead can be reached at lead@hollin.example.\n\nData Protection Officer\n\nhead@hollin.example\n";
    assert!(seen(text).iter().all(|c| !c.starts_with("dpo")), "{:?}", seen(text));
}

#[test]
fn the_regulator() {
    for (text, expected) in [
        ("You can complain to the ICO: telephone 0303 123 1113.", "03031231113"),
        ("You can complain to the ICO: telephone 0303 123 1133.", "03031231133"),
        ("Ring the Information Commissioner on 0303 123 111.", "0303123111"),
        ("You can also complain to the ICO by telephone (03031 231113).", "03031231113"),
        ("The ICO's address is Wycliffe House, Water Lane, Wilmslow, Cheshire, SK9 5FA.", "SK9 5FA"),
        (
            "The ICO's address is Wycliffe House, Water Lane, Wilmslow, Cheshire, SK9 5AF.",
            "Wycliffe House, Water Lane, Wilmslow, Cheshire, SK9 5AF",
        ),
        (
            "Write to the ICO:\n\nWycliffe House\n\nWater Lane\n\nWilmslow\n\nSK9 5AF",
            "Wycliffe House, Water Lane, Wilmslow, SK9 5AF",
        ),
        ("Information Commissioner's Office, Wyclife House, Water Lane, Wilmslow", "Wyclife House"),
        ("Information Commissioner's Office\nWycliffe House\nWater Lane\nWilmslowe\nCheshire SK9 5AF", "Wilmslowe"),
        ("Complain to the ICO at https://ico.org.uk/make-a-complaint/.", "ico.org.uk/make-a-complaint"),
        ("Complain to the ICO at www.ico.org.uk.", "ico.org.uk"),
        ("E-mail the ICO: casework@ico.org.uk.", "casework@ico.org.uk"),
        ("Complain to the ICO at www.ico.gov.uk.", "ico.gov.uk"),
        ("Report it online: https://ico.org.uk/concerns", "ico.org.uk/concerns"),
    ] {
        let all = fixture::read(text, extract);
        let found = all.iter().any(|(c, _)| c.kind == "regulator" && c.value == expected);
        assert!(found, "{text}: {:?}", seen(text));
        assert!(all.iter().all(|(c, _)| c.kind == "regulator"), "{text}: {:?}", seen(text));
    }
}

#[test]
fn a_fax_is_no_telephone() {
    let told = |text: &str| -> Vec<String> {
        let all = crate::claims::testing::claims("regulator", text);
        all.iter().map(|c| format!("{} {}", c.text("type").unwrap_or(""), c.value)).collect()
    };
    assert_eq!(
        told("The ICO can be reached by telephone on 0303 123 1113 and by fax on 01625 524510."),
        ["phone 03031231113", "fax 01625524510"]
    );
}

#[test]
fn not_the_regulators() {
    for text in [
        "Ring us on 01632 960113 or write to our data protection officer.",
        "You can complain to the ICO. Our own office is at 9 Water Street, Kettering, ZN1 4QZ.",
        "The ICO regulates us. Ring us on 01632 960 111 with questions.",
        "We are registered with the ICO. Contact us: hello@hollin.example",
        "Read https://ico.org.uk/for-organisations/guide for guidance.",
        "Our entry is at https://ico.org.uk/ESDWebPages/Entry/Z0000000.",
        "Read about cookies at https://ico.org.uk/for-the-public/online/cookies/.",
        "Mill House, Water Lane, Wilmslow is where we meet.",
        "The museum is at Wilmslow in Cheshire.",
        "Write to micro@ico-hosting.example.",
        "You can contact the ombudsman on 0300 111 3113.",
        "Telephone 01632 960222.",
    ] {
        assert!(seen(text).iter().all(|c| !c.starts_with("regulator")), "{text}: {:?}", seen(text));
    }
}

#[test]
fn side_by_side_is_no_slip() {
    let all = fixture::read("Complaints: ring 01632 960111 or 01632 960112.", extract);
    assert!(all.iter().all(|(c, _)| c.text("role").is_none()));
}

#[test]
fn others() {
    for text in [
        "To opt out, see https://www.nhs.example/your-nhs-data-matters.",
        "Ring the ombudsman on 0300 000 0000.",
        "The police can be reached at control@wexmoor-police.example. Write to a@hollin.example, b@hollin.example.",
    ] {
        assert!(seen(text).iter().any(|c| c.ends_with("other")), "{text}: {:?}", seen(text));
    }
}

#[test]
fn web_addresses_that_reach_somebody() {
    for (text, expected) in [
        ("Contact us through https://hollin.example/help.", "contact web hollin.example/help other"),
        (
            "Use our form at https://forms.hollin.example/sar to make a request.",
            "contact web forms.hollin.example/sar general",
        ),
        ("To complain, go to https://hollin.example/complaints.", "contact web hollin.example/complaints other"),
        ("Contact\n\nEmail: a@hollin.example\n\nWebsite: www.hollin.example\n", "contact web hollin.example general"),
        (
            "To make a subject access request, fill in the form at https://hollin.example/sar. Write to a@hollin.example.",
            "contact web hollin.example/sar rights",
        ),
        (
            "You can use the contact form at https://forms.example.org/x to get in touch with our Data Protection Officer.",
            "dpo web forms.example.org/x dpo",
        ),
    ] {
        let all = seen(text);
        assert!(
            all.iter().any(|s| s.rsplit_once(' ').map(|r| r.0) == expected.rsplit_once(' ').map(|r| r.0)),
            "{text}: {all:?}"
        );
    }
    for text in [
        "When you use our website, https://www.hollin.example/, we collect your address. Write to a@hollin.example.",
        "Read our privacy policy at https://www.hollin.example/privacy. Write to a@hollin.example.",
        "Payloom handles your card (see https://payloom.example/privacy).",
        "The law is at https://www.legislation.example/ukpga/2018/12.",
        "You can opt out of Google Analytics at https://tools.example.com/gaoptout.",
        "See https://www.gov.example/call-charges for the cost of calls.",
        "Our cookie policy is at https://www.hollin.example/cookies.",
    ] {
        let all = fixture::read(text, extract);
        let asserted = all.iter().any(|(c, _)| c.text("type") == Some("web") && c.force.asserts());
        assert!(!asserted, "{text}: {:?}", seen(text));
    }
}

#[test]
fn roles_by_the_whole_sentence() {
    for (text, expected) in [
        ("If you want to complain, email us at a@hollin.example.", "contact email a@hollin.example complaints"),
        ("To exercise any of your rights, call us on 01632 960 123.", "contact phone 01632960123 rights"),
        (
            "Write to a@hollin.example if you have a concern about your data.",
            "contact email a@hollin.example complaints",
        ),
        ("If you have questions or concerns, write to a@hollin.example.", "contact email a@hollin.example general"),
        (
            "Any queries about this notice or your rights go to a@hollin.example.",
            "contact email a@hollin.example general",
        ),
        ("Our Data Protection Lead can be reached at a@hollin.example.", "dpo email a@hollin.example data-protection"),
        (
            "Data Protection Manager: Ada Byron, privacy@hollin.example",
            "dpo email privacy@hollin.example data-protection",
        ),
        (
            "Our data protection officer is out. Ask the Information Governance Manager: ig@hollin.example.",
            "contact email ig@hollin.example data-protection",
        ),
        (
            "If your complaint has not been handled well, in addition to contacting the Data Protection Officer, ask the ICO.\n\nHollin Data Protection Officer\nHollin Hall\nHollin ZE1 4QZ\n",
            "dpo postal Hollin Data Protection Officer, Hollin Hall, Hollin ZE1 4QZ dpo",
        ),
        (
            "For more about this, please contact:\n\nThe Data Protection Officer\nHollin Hall\n1 Mill Lane\nHollin\nZE1 4QZ\n\nEmail: privacy@hollin.example",
            "dpo email privacy@hollin.example dpo",
        ),
    ] {
        let all = seen(text);
        assert!(all.contains(&expected.to_owned()), "{text}: {all:?}");
    }
}

#[test]
fn details_of_others() {
    for text in [
        "Write to a@hollin.example or b@hollin.example. Our payroll provider is Payloom (privacy@payloom.example).",
        "Ring us on 01632 960 001.\n\nOur partner, Stourbank College, can be rung on 01632 960 999.",
        "You can appeal to the Housing Ombudsman on 0300 111 3000.",
        "The Scottish Information Commissioner can be reached at enquiries@foi.example.",
        "The General Dental Council is at 01632 960 888.",
    ] {
        assert!(seen(text).iter().any(|c| c.ends_with(" other")), "{text}: {:?}", seen(text));
    }
    // A number given elsewhere as our own is not the regulator's, wherever it stands again.
    let text = "Ring our advice line on 01632 960 555.\n\n# Complaints\n\nYou can complain to the ICO, or on 01632 960 555 to the line.\n";
    assert!(seen(text).iter().all(|c| !c.starts_with("regulator")), "{:?}", seen(text));
}

#[test]
fn lines_of_the_regulator() {
    for text in [
        "# Advice\n\nInformation Commissioner's Office\nWycliffe House\nTelephone\n0303 123 1113\nTextphone\n01632 960 777\n",
        "# Advice\n\nInformation Commissioner's Office\nForm\nhttps://ico.org.uk/global/contact-us/email/\nTextphone\n01632 960 777\n",
    ] {
        assert!(seen(text).contains(&"regulator phone 01632960777 -".to_owned()), "{text}: {:?}", seen(text));
    }
    let ours =
        "# Advice\n\nInformation Commissioner's Office\nWycliffe House\n\nContact us\nTextphone\n01632 960 777\n";
    assert!(!seen(ours).contains(&"regulator phone 01632960777 -".to_owned()), "{:?}", seen(ours));
}

#[test]
fn an_address_is_told_as_a_whole() {
    let parts = |text: &str| fixture::read(text, extract).iter().filter(|(c, _)| c.kind == "regulator").count();
    assert_eq!(parts("The ICO is at Wycliffe House, Water Lane, Wilmslow, Cheshire, SK9 5AF."), 1);
    assert_eq!(parts("The ICO has its office in Wilmslow."), 0);
    assert_eq!(parts("The ICO is at Wycliffe House, Water Lane, Wilmslow, SK9 5FA."), 1);
}
