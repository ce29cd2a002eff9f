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
        ("Our office: 1 Mill Lane, Hollin, ZE1 4QZ", "contact postal ZE1 4QZ general"),
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
        ("The ICO's address is Wycliffe House, Water Lane, Wilmslow, Cheshire, SK9 5AF.", "SK9 5AF"),
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
