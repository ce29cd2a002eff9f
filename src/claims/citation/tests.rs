use super::extract;
use crate::claims::fixture;

/// `id` for what stands as current, `id (was)` for history.
fn cited(text: &str) -> Vec<String> {
    fixture::read(text, extract)
        .into_iter()
        .map(|(c, _)| if c.text("tense") == Some("past") { format!("{} (was)", c.value) } else { c.value })
        .collect()
}

#[test]
fn what_stands_as_current() {
    for (text, expected) in [
        ("We keep to the Data Protection Act 1998 in all that we do.", "dpa-1998"),
        ("We comply with the DPA (1998).", "dpa-1998"),
        ("Under the General Data Protection Regulations you have rights.", "gdpr-plural"),
        ("You have rights under the GDPR 2018.", "gdpr-year"),
        ("We pass this on to Public Health England (PHE).", "public-health-england"),
        ("NHS Digital now collects these figures once a month.", "nhs-digital"),
        ("We send it to NHS Digital, which publishes statistics.", "nhs-digital"),
        ("Complain to the Local Government Ombudsman.", "local-government-ombudsman"),
        ("Before you start, we ask the Criminal Records Bureau.", "criminal-records-bureau"),
        ("It falls within Article 22 of the UK GDPR.", "uk-gdpr-art-22"),
        ("We archive it as Article 89(1) allows.", "uk-gdpr-art-89"),
        ("We rely on the Data Protection Act 1998 (as amended or replaced from time to time).", "dpa-1998"),
        ("Our staff report to the Department of Health each spring.", "department-of-health"),
        ("Your clinical commissioning group pays for the visits.", "clinical-commissioning-group"),
        ("Tell us of previous addresses, and Public Health England will be told.", "public-health-england"),
    ] {
        let all = cited(text);
        assert!(all.contains(&expected.to_owned()), "{text}: {all:?}");
    }
}

#[test]
fn what_is_history() {
    for (text, id) in [
        ("The Act of 2018 replaced the Data Protection Act 1998.", "dpa-1998"),
        (
            "Complaints about what happened before 25 May 2018 were decided under the Data Protection Act 1998.",
            "dpa-1998",
        ),
        ("We report to the UK Health Security Agency (formerly Public Health England).", "public-health-england"),
        ("Until 2021 we sent our reports to Public Health England.", "public-health-england"),
        (
            "The agency joins the work previously undertaken by Public Health England with that of others.",
            "public-health-england",
        ),
        ("NHS England, which took over from NHS Digital in February 2023, gets a copy.", "nhs-digital"),
        ("NHS Digital (now part of NHS England) gets a copy.", "nhs-digital"),
        (
            "NHS England, which merged with NHS Digital and Health Education England, gets a copy.",
            "health-education-england",
        ),
        ("Your clinical commissioning group was replaced by an integrated care board.", "clinical-commissioning-group"),
        (
            "The integrated care board is the successor to the clinical commissioning group.",
            "clinical-commissioning-group",
        ),
        (
            "The Department of Health and the old Health Protection Agency, previously known as the Department of Health.",
            "department-of-health",
        ),
        ("The Data Protection Act 1998 has been repealed.", "dpa-1998"),
        ("The Criminal Records Bureau no longer exists.", "criminal-records-bureau"),
        ("The repealed Data Protection Act 1998 said so.", "dpa-1998"),
    ] {
        let all = cited(text);
        assert!(all.contains(&format!("{id} (was)")), "{text}: {all:?}");
    }
}

#[test]
fn what_is_not_cited() {
    let stale = [
        "dpa-1998",
        "department-of-health",
        "local-government-ombudsman",
        "gdpr-plural",
        "gdpr-year",
        "nhs-digital",
        "uk-gdpr-art-22",
        "uk-gdpr-art-45",
        "public-health-england",
        "hscic",
        "clinical-commissioning-group",
        "local-safeguarding-children-board",
        "uk-gdpr-art-44",
    ];
    for text in [
        "We report to the Department of Health and Social Care.",
        "We report to the Department of Health & Social Care.",
        "We ask the Disclosure & Barring Service.",
        "You can go to the Local Government and Social Care Ombudsman.",
        "We follow the UK General Data Protection Regulation and the Data Protection Act 2018.",
        "Regulation (EU) 2016/679 is the GDPR.",
        "We use the NHS Digital Staff Passport.",
        "See https://www.gov.uk/government/organisations/department-of-health for more.",
        "Write to hello@public-health-england.example about it.",
        "Article 22 of the EU GDPR still applies to our branch in Dublin.",
        "Articles 22A to 22D of the UK GDPR apply.",
        "Article 45 of the Building Order lets us.",
        "In Northern Ireland the Department of Health (NI) is told.",
        "We keep to food hygiene regulations and to the regulations of our trade body.",
    ] {
        let all = cited(text);
        assert!(!all.iter().any(|id| stale.contains(&id.as_str())), "{text}: {all:?}");
    }
}

#[test]
fn details() {
    let all = fixture::read("We keep to the General Data Protection Regulations.", extract);
    let claim = &all[0].0;
    assert_eq!(claim.text("class"), Some("regulation"));
    assert!(claim.flag("misnamed") && claim.flag("data-protection"));
}

#[test]
fn whole_names() {
    let names = |text: &str| {
        let found = crate::claims::testing::claims("citation", text);
        let of = |c: &crate::claims::Claim| text.get(c.span.range()).unwrap_or("").to_owned();
        found.iter().map(|c| (c.value.clone(), of(c))).collect::<Vec<_>>()
    };
    let cases = [
        ("We act under the Equality Act 2010.", "equality-act-2010", "Equality Act 2010"),
        (
            "The Health and Safety at Work etc. Act 1974 asks it of us.",
            "hswa-1974",
            "Health and Safety at Work etc. Act 1974",
        ),
        (
            "We follow the UK General Data Protection Regulation (UK GDPR).",
            "uk-gdpr",
            "UK General Data Protection Regulation (UK GDPR)",
        ),
        ("We follow the UK/EU GDPR.", "uk-and-eu-gdpr", "UK/EU GDPR"),
        ("We rely on the Water Resources Act 1991.", "water-resources-act-1991", "Water Resources Act 1991"),
        ("We take cards as PCI DSS asks.", "payment-card-industry-data-security-standard", "PCI DSS"),
        ("We report it to the Care Quality Commission.", "care-quality-commission", "Care Quality Commission"),
    ];
    for (text, id, words) in cases {
        assert_eq!(names(text), [(id.to_owned(), words.to_owned())], "{text}");
    }
}
