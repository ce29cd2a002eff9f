#![allow(clippy::unwrap_used)]
use crate::claims::testing::{claims, table};

#[test]
fn special_data_that_is_held() {
    table(
        "category",
        &[
            ("We may ask for your ethnicity and whether you have a disability.", "special/ethnicity special/health"),
            ("The council holds information about offences and cautions.", "criminal"),
            ("We use fingerprints in our canteen.", "special/biometric"),
            ("We hold details of convictions of the young people.", "criminal"),
            ("We hold DBS and safeguarding details of our tutors.", "criminal"),
            ("You may tell us about a health condition so that we can help.", "special/health"),
            ("Some of the information is sensitive. For example:\n\n- ethnic group", "special/ethnicity"),
            (
                "Data we process:\n\n| Kind | Examples |\n|---|---|\n| Special category | health |\n| Criminal | DBS checks |",
                "special/health criminal",
            ),
            ("We hold trade union membership details of our employees.", "special/union"),
            ("We hold occupational health reports on you.", "special/health"),
            ("We hold health information, which is classed as special category data.", "special/health"),
            (
                "We collect genetic, biometric or health data and your sexual orientations.",
                "special/genetic special/biometric special/health special/orientation",
            ),
        ],
    );
}

#[test]
fn special_data_that_is_only_spoken_of() {
    table(
        "category",
        &[
            // Rights, duties of the reader, purposes.
            ("You have the right to see your health records.", ""),
            ("# Your responsibilities\n\nWhen you collect data you must ask consent for sensitive data (health).", ""),
            ("We use your data to:\n\n- improve the health of our patients\n- act on race and disability", ""),
            (
                "# Data we collect\n\n| Data | How we use it |\n|---|---|\n| Your name | To see to your safety, wellbeing and faith |",
                "ordinary/name",
            ),
            // Definitions and general discussion.
            ("Sensitive data may include health details and financial data.", ""),
            ("Data about your health is more sensitive than your address.", ""),
            ("We support everybody whatever their race, religion or sexual orientation.", ""),
            ("Our volunteers help everybody regardless of race, religion or disability, and we hold records.", ""),
            // Words that only look like it.
            ("# Who we share with\n\nWe share data on pupils with:\n\n- Health and social welfare organisations", ""),
            ("We withhold data that is a risk to physical and mental health.", ""),
            ("Using it is needed when someone's physical or mental health is at serious risk.", ""),
            ("You must not send data that encourages racial or religious hatred.", ""),
            ("It is a criminal offence to obtain data by deception.", ""),
            ("The summary includes powers of attorney (health and welfare only).", ""),
            ("If you have a disability and need this notice in another format, tell us.", ""),
        ],
    );
}

/// The categories of a text with their force and act: "name may shared".
fn stood(text: &str) -> String {
    let all = claims("category", text);
    let one = |c: &crate::claims::Claim| {
        let slug = c.value.rsplit('/').next().unwrap_or("").to_owned();
        format!("{slug} {:?} {}", c.force, c.text("act").unwrap_or(""))
    };
    let mut all: Vec<String> = all.iter().map(one).collect();
    all.dedup();
    all.join(", ")
}

#[test]
fn what_introduces_a_list_or_a_table_is_said_of_its_members() {
    let table = |lead: &str, head: &str| {
        format!("{lead}\n\n| {head} | Who | Why |\n|---|---|---|\n| Name | Insurers | claims |\n")
    };
    let cases = [
        (table("We may disclose your information to the following:", "Data"), "name May shared"),
        (table("We share your information with the following organisations:", "Data"), "name States shared"),
        (
            table("We may collect, use and transfer these kinds of personal data:", "Personal data"),
            "name May collected",
        ),
        (table("We collect this personal data:", "Personal data"), "name States collected"),
        (table("Below is what we hold.", "Personal data we may hold"), "name May collected"),
        (table("We do not collect this personal data:", "Personal data"), ""),
        (
            "We may collect the following information:\n\n* your name\n\n* your age".into(),
            "name May collected, age May collected",
        ),
        (
            "We share the following details with the county council:\n\n- your name\n- your age".into(),
            "name States shared, age States shared",
        ),
        ("We do not collect the following information:\n\n- your name\n- your ethnicity".into(), ""),
    ];
    for (text, expected) in cases {
        assert_eq!(stood(&text), expected, "{text}");
    }
}

#[test]
fn a_condition_is_said_of_the_member_beside_it() {
    for (text, expected) in [
        ("We collect your name and, where relevant, your age.", "name States collected, age OnlyIf collected"),
        (
            "We collect your name, your age (if you choose to give it) and your address.",
            "name States collected, age OnlyIf collected, address States collected",
        ),
        (
            "We collect the following information:\n\n- your name\n- if applicable, your age\n- telephone number (if provided)",
            "name States collected, age OnlyIf collected, phone OnlyIf collected",
        ),
        (
            "If you have opted in to alerts, we collect your name and your age.",
            "name OnlyIf collected, age OnlyIf collected",
        ),
        ("We collect your name and may also record your age.", "name States collected, age May collected"),
        (
            "We hold information, which may include your name, your age and your address.",
            "name May collected, age May collected, address May collected",
        ),
        ("We collect your address to decide if you qualify for a grant.", "address States collected"),
        ("We collect your name and share your age with our insurers.", "name States collected, age States shared"),
        (
            "We will collect, use and store your name for legal claims (including disclosure of it).",
            "name States collected",
        ),
    ] {
        assert_eq!(stood(text), expected, "{text}");
    }
}

#[test]
fn names_of_data_and_talk_of_law_collect_nothing() {
    table(
        "category",
        &[
            ("In this notice we refer to this information as “health information”.", ""),
            (
                "Your details are held by Hollin Occupational Health, and shared with our occupational health provider.",
                "",
            ),
            ("These special categories are as follows: data revealing ethnic origin, or data concerning health.", ""),
            ("Any data which reveals your ethnic origin will be regarded as special category data.", ""),
            ("Examples of SPD include information which reveals your political or religious beliefs.", ""),
            ("Under state law, medical records are generally confidential.", ""),
            ("The portal logs you in without receiving your name or address from the bank.", ""),
            ("If you want us to stop processing health data, write to us.", ""),
            (
                "We do not collect special category data about anyone (this includes details of ethnic origin, of \
                 religious belief, and information about your health).",
                "",
            ),
            ("We hold no special category data, but we may record information about your health.", "special/health"),
            ("We cannot help without collecting information about your health.", ""),
            ("We collect information about your health, which we refer to together as care data.", "special/health"),
        ],
    );
}

#[test]
fn items_under_a_choice() {
    use crate::claims::Force;
    for (lead, force) in [("Where you provide your consent, we", Force::OnlyIf), ("We also", Force::States)] {
        let text = format!(
            "Privacy notice\n\nHollin Hall measures how its pages are used. {lead} collect the following information:\n\n\
                - email address\n- date of birth\n"
        );
        let forces: Vec<_> = claims("category", &text).iter().map(|c| c.force).collect();
        assert_eq!(forces, [force, force], "{text}");
    }
}
