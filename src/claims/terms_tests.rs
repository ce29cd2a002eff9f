//! Tests of what is said of bases, rights and data beside their names: interests, laws, purposes, fees, times, faults.

use super::testing::claims;
use super::{Detail, Force};

/// What the claims of a kind say under one name, sorted, each once.
fn details(kind: &str, name: &str, text: &str) -> Vec<String> {
    let mut all: Vec<String> = claims(kind, text)
        .iter()
        .filter(|c| name != "fee-case" || c.force == Force::Discusses)
        .filter_map(|c| c.detail(name))
        .map(|d| match d {
            Detail::Text(t) => t.clone(),
            Detail::Flag(b) => b.to_string(),
            other => format!("{other:?}"),
        })
        .collect();
    all.sort();
    all.dedup();
    all
}

fn table(kind: &str, name: &str, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, expected)| {
            let found = details(kind, name, text).join(" ");
            (found != *expected).then(|| format!("{text:?}\n    expected {expected:?}, found {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn interests() {
    table(
        "basis",
        "interest",
        &[
            ("Our lawful basis is legitimate interests.", "unstated"),
            ("We have a legitimate interest.", "unstated"),
            ("The legal basis is Article 6(1)(f) of the UK GDPR.", "unstated"),
            ("We process it because it is necessary for the purposes of our legitimate interests.", "unstated"),
            ("Our lawful basis for the register is legitimate interests (Article 6(1)(f) of the UK GDPR).", "unstated"),
            ("Lawful basis: legitimate interests", "unstated"),
            ("Our lawful basis is legitimate interest for personal data of our youth members.", "unstated"),
            ("We rely on our legitimate interests in keeping the site safe.", "stated"),
            ("It is in our legitimate interests to know who is in the building.", "stated"),
            ("Our lawful basis is legitimate interests: running the club.", "stated"),
            ("Our lawful basis is our legitimate interests (to improve our courses).", "stated"),
            ("Our lawful basis is legitimate interests. Our interests are the safety of guests.", "stated"),
            ("We rely on legitimate interests, namely the prevention of theft.", "stated"),
            ("We rely on our legitimate interest of preventing fraud.", "stated"),
            ("Our lawful basis is legitimate interests because we want to thank our donors.", "stated"),
            ("We rely on our legitimate interests:\n\n- to prevent fraud\n- to plan our shops", "stated"),
        ],
    );
}

#[test]
fn laws_behind_bases() {
    table(
        "basis",
        "law-named",
        &[
            ("Our lawful basis is a legal obligation.", "nothing"),
            ("Our lawful basis is legal obligation, Article 6(1)(c) of the UK GDPR.", "nothing"),
            ("We do this to comply with our legal obligations. The Data Protection Act 2018 protects you.", "nothing"),
            ("Our lawful basis is public task.", "nothing"),
            ("It is necessary for the performance of a task carried out in the public interest.", "nothing"),
            ("Our lawful basis is a legal obligation under the Care Act 2014.", "act"),
            ("We have a legal duty under section 11 of the Children Act 2004 to keep you safe.", "act"),
            ("We do this to comply with a legal obligation.\n\nThe Gas Safety Regulations 1998 ask for it.", "act"),
            ("We keep payslips to comply with our legal obligations towards HMRC.", "area"),
            ("We must comply with our legal obligations under health and safety law.", "area"),
            ("Our lawful basis is public task: our function of issuing licences.", "task"),
            ("Our lawful basis is public task, to provide libraries.", "task"),
            ("We rely on our public task. Our powers come from the Royal Charter.", "act"),
        ],
    );
}

#[test]
fn purposes_of_items() {
    let list = |items: &str| format!("We rely on the following lawful bases:\n\n{items}");
    let bare = [
        "- consent",
        "- Article 6(1)(b): contract",
        "- processing is necessary for compliance with a legal obligation",
    ];
    let said = [
        "- consent, to send you our newsletter",
        "- contract (Article 6(1)(b)): we process your order",
        "- legal obligation, for example accounts",
        "- legitimate interests, when you visit our site",
    ];
    for item in bare {
        assert!(details("basis", "purpose", &list(item)).is_empty(), "{item}");
    }
    for item in said {
        assert_eq!(details("basis", "purpose", &list(item)), ["stated"], "{item}");
    }
    let led = "To run the hostel we rely on these lawful bases:\n\n- contract\n- legal obligation";
    assert_eq!(details("basis", "purpose", led), ["stated"]);
}

#[test]
fn whose_contract() {
    table(
        "basis",
        "wording",
        &[
            ("The lawful bases we rely on are:\n\n- We have a contractual obligation.", "third-party-contract"),
            ("Our lawful basis is our contractual obligation to the council.", ""),
            ("The lawful bases we rely on are:\n\n- We have a vital interest.", "own-interest"),
            ("Our lawful basis is that we have a contractual obligation to you.", ""),
            ("Our lawful basis is our contract with you.", ""),
            ("We share it to protect your vital interests.", ""),
            ("Our lawful basis is contract.", ""),
        ],
    );
}

#[test]
fn a_contract_with_others_is_no_basis() {
    super::testing::table(
        "ground",
        &[
            ("Our lawful basis is our contractual obligation to the council.", "contract-of-others"),
            ("Our legal basis is a contract that we have with our commissioners.", "contract-of-others"),
            (
                "The legal basis for this is to carry out our contract with the client organisations.",
                "contract-of-others",
            ),
            ("Our lawful basis is to carry out our contract with you.", ""),
            ("The lawful bases we rely on are:\n\n- We have a contractual obligation.", ""),
            ("Our lawful basis is our contract with our tenants.", ""),
        ],
    );
    super::testing::table(
        "basis",
        &[
            ("The legal basis for this is to carry out our contract with the client organisations.", ""),
            ("Our legal basis is a contract that we have with our commissioners (Article 6(1)(b)).", "6(1)(b)"),
        ],
    );
}

#[test]
fn official_authority_and_the_law_behind_a_basis() {
    let whether =
        |text: &str| super::testing::claims("basis", text).iter().any(|c| c.value == "6(1)(e)" && c.flag("official"));
    for text in [
        "We rely on Article 6(1)(e), as we exercise our official authority.",
        "The lawful basis is a task carried out in the public interest or in the exercise of official authority vested in us.",
    ] {
        assert!(whether(text), "{text}");
    }
    for text in ["We rely on Article 6(1)(e), public task.", "Our official website rests on a public task."] {
        assert!(!whether(text), "{text}");
    }
    let public = "Our legal basis is that it is necessary to perform a task in the public interest.";
    table(
        "basis",
        "law-named",
        &[
            (public, "nothing"),
            (
                &format!("{public} This is because our site gathers the research of all departments in one place."),
                "task",
            ),
            (&format!("{public} This is why we keep your data safe and never sell it to anybody at all."), "nothing"),
            (&format!("We plan for the functions that the agency performs with regard to roads.\n\n{public}"), "task"),
            (&format!("Officers have functions in relation to personal data.\n\n{public}"), "nothing"),
        ],
    );
    let anonymous = |text: &str| super::testing::claims("basis", text).iter().any(|c| c.flag("impersonal"));
    assert!(anonymous("We only share your anonymised data where there is a legal requirement to share it."));
    assert!(!anonymous("We only share your personal data where there is a legal requirement to share it."));
    assert!(!anonymous("We share anonymised data and your email address where there is a legal requirement to do so."));
}

#[test]
fn fees() {
    table(
        "right",
        "fee-case",
        &[
            ("There is a fee of ten pounds for a subject access request.", "always"),
            ("You can ask for a copy of your data. We charge a fee of £10.", "always"),
            ("Subject access requests must be accompanied by payment of the statutory fee.", "always"),
            ("We may charge an administration fee for access to your personal data.", "always"),
            ("Access requests are free unless the request is repetitive, when we may charge a fee.", "excessive"),
            ("We may charge a reasonable fee for your request if it is excessive.", "excessive"),
            ("In some circumstances we may charge a fee for a copy of your data.", "unfounded"),
            ("We may charge a reasonable fee for a request that is manifestly unfounded.", "manifest"),
            ("We may charge a fee if your request for access is clearly unfounded or excessive.", "manifest"),
            ("For further copies of your data we may charge a reasonable fee.", "copies"),
            (
                "Access to your data is free unless your request is unfounded. In these circumstances we may charge a reasonable fee.",
                "unfounded",
            ),
            ("You will not have to pay a fee to access your personal data.", ""),
            ("We do not charge a fee for subject access requests.", ""),
            ("A copy of your data is free of charge.", ""),
            ("The course fee is due in May. You pay a membership fee each year.", ""),
            ("There is a fee for a freedom of information request that takes long.", ""),
            ("Calls are charged at the standard rate.", ""),
            ("We process your data to charge a fee for parking.", ""),
        ],
    );
}

#[test]
fn times() {
    table(
        "right",
        "limit",
        &[
            ("We will respond to your subject access request within 40 days.", "P40D"),
            ("You can ask for a copy of your data. We will reply within 40 calendar days.", "P40D"),
            ("Access requests are answered within six weeks.", "P42D"),
            ("We will provide a copy of your data within 30 working days.", "P42D"),
            ("It can take up to two months to respond to your access request.", "P60D"),
            ("Your rights\n\nYou have the right to see your data.\n\nWe aim to answer in 45 days.", "P45D"),
            ("We will respond to your subject access request within one month.", ""),
            ("We will respond to your subject access request within 30 days.", ""),
            ("We will provide a copy of your data within 20 working days.", ""),
            ("If your access request is complex we may extend the time to answer by two further months.", ""),
            ("We will respond to your complaint within 60 days.", ""),
            ("We reply to freedom of information requests within 40 days.", ""),
            ("Recordings are deleted within 90 days. You can ask for a copy of your data.", ""),
            ("Please send us a utility bill less than three months old with your request.", ""),
            ("If you want a copy of your data, ask us within 40 days.", ""),
        ],
    );
}

#[test]
fn faults() {
    table(
        "right",
        "terms",
        &[
            ("You have the right of access to particular information that we hold about you.", "some"),
            ("You have the right to have your data erased where there is no compelling reason to keep it.", "loose"),
            ("You may have your records deleted unless there is an overriding reason to keep them.", ""),
            ("You can ask us to erase your data where there is no overriding reason for us to go on.", "loose"),
            ("You can ask us to erase your data if there is no longer a justification for it.", ""),
            ("You have the right to erasure where we have no good reason to keep your data.", ""),
            ("You have the right to object to processing that causes you damage or distress.", "narrowed"),
            ("You can ask us to delete your information if you don't want us to keep it.", "promised"),
            ("You have the right to object to decisions being made that significantly affect you.", "widened"),
            ("In some circumstances you have the right to withdraw your consent.", "conditional"),
            ("You have the right of access to the information that we hold about you.", ""),
            ("You have the right to have your data erased where we no longer need it.", ""),
            ("You have the right to object to processing.", ""),
            ("You have the right to withdraw your consent at any time.", ""),
            ("You have the right to object to direct marketing at any time.", ""),
        ],
    );
}

#[test]
fn ordinary_data_in_special_lists() {
    let ordinary = |text: &str| -> Vec<String> {
        let all = claims("category", text);
        let special = all.into_iter().filter(|c| c.text("listed-as") == Some("special"));
        special.map(|c| c.value).filter(|v| v.starts_with("ordinary/")).collect()
    };
    for (text, expected) in [
        ("We collect the following special category data:\n\n- ethnicity\n- nationality", "ordinary/nationality"),
        ("Special categories of personal data\n\n- your health\n- your marital status", "ordinary/marital-status"),
        ("We hold special category data such as your gender and your health.", "ordinary/gender"),
    ] {
        assert_eq!(ordinary(text), [expected], "{text}");
    }
    for text in [
        "We collect your nationality and your gender.",
        "We collect your nationality as well as special category data such as health records.",
        "We collect the following personal data and special category data:\n\n- nationality\n- health",
        "Sensitive data such as bank details is stored apart.",
        "We do not hold special category data such as your nationality.",
    ] {
        assert!(ordinary(text).is_empty(), "{text}");
    }
}

#[test]
fn automated_decisions_explained() {
    let explained = "We use automated decision-making based on your income. \
        It may mean that your application is refused. You can ask for human intervention.";
    let bare = "We use automated decision-making to assess applications for credit.";
    for name in ["logic", "significance", "safeguards"] {
        assert_eq!(details("automation", name, explained), ["true"], "{name}");
        assert_eq!(details("automation", name, bare), ["false"], "{name}");
    }
}
