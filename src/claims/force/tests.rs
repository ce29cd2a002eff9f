//! What a "may" or an "if" is said of, over the kinds of claim.
#![allow(clippy::unwrap_used)]

use crate::claims::model::Force::{self, Defines, Discusses, May, OnlyIf, States};
use crate::claims::testing::claims;

/// Fails with every case in which the first claim of a kind and value does not stand as expected.
fn stand(cases: &[(&str, &str, &str, Force)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(kind, value, text, expected)| {
            let all = claims(kind, text);
            let found = all.iter().find(|c| c.value.contains(value)).map(|c| c.force);
            (found != Some(*expected))
                .then(|| format!("{kind} {value} {text:?}\n    expected {expected:?}, found {found:?} of {all:#?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_may_of_another_clause_is_none_of_the_claim() {
    stand(&[
        ("processor", "google-analytics", "We use Google Analytics, but its cookies may stay on your device.", States),
        ("processor", "google-analytics", "Data collected by Google Analytics may be sent to America.", States),
        ("processor", "google-analytics", "We may use Google Analytics to count visits.", May),
        ("cookies", "choice", "You can block cookies in your browser, but some pages may look odd.", States),
        ("cookies", "analytics", "We use analytics cookies to count visitors, and you may see a notice.", States),
        ("cookies", "analytics", "We may use analytics cookies to count visitors.", May),
        ("sharing", "", "We share your data with our printers, who may only use it to print.", States),
        ("sharing", "", "We may share your data with our printers.", May),
        ("sharing", "", "Sometimes, we share your data with our printers.", May),
        ("transfer", "US", "Your data is stored in the United States, and the laws there may differ.", States),
        ("transfer", "third-country", "All of our processing outside the EEA may take place in any country.", May),
        ("transfer", "third-country", "Your data may at times be sent outside the UK.", May),
        (
            "basis",
            "6(1)(a)",
            "We will not share it without your consent unless we fear that you might be hurt.",
            OnlyIf,
        ),
        ("basis", "6(1)(f)", "For our legitimate interests, that is to be as quick as we can.", States),
        ("basis", "6(1)(a)", "In some cases, we process your data based on your consent.", May),
    ]);
}

#[test]
fn a_sentence_before_may_make_it_possible() {
    stand(&[
        (
            "transfer",
            "third-country",
            "Parts of your data may be kept on servers of others. Where these are held outside the EEA, contracts protect it.",
            May,
        ),
        (
            "transfer",
            "third-country",
            "Your data is kept on servers of others. We send it outside the EEA, under contracts.",
            States,
        ),
    ]);
}

#[test]
fn an_aside_is_said_of_itself() {
    stand(&[
        (
            "category",
            "ordinary/ip-address",
            "We collect your IP address (for example, if an attack began we could trace it).",
            States,
        ),
        ("category", "ordinary/ip-address", "We may collect your IP address (for example, to trace an attack).", May),
        (
            "cookies",
            "",
            "We use cookies to:\n\n- remember your settings (e.g. your language, if you tick the box)\n- keep you signed in",
            States,
        ),
        ("basis", "6(1)(a)", "This may include your name and your faith (with your consent).", OnlyIf),
    ]);
}

#[test]
fn what_hangs_on_a_noun_is_no_condition() {
    stand(&[
        (
            "cookies",
            "analytics",
            "We use cookies to measure traffic and so that the page looks the same when you come back.",
            States,
        ),
        ("cookies", "analytics", "If you agree, we use cookies to measure traffic.", OnlyIf),
        ("cookies", "essential", "Essential cookies are set as they are required for the site to work.", States),
        ("basis", "6(1)(a)", "The basis we rely on is Article 6(1)(a), where you have given us your consent.", States),
        ("basis", "6(1)(a)", "We will email you where you have given us your consent.", OnlyIf),
        ("category", "criminal", "We ask you if you have any criminal convictions.", States),
        ("category", "ordinary/address", "We collect your address, eg if you are to get a letter.", States),
        ("basis", "6(1)(c)", "We process it to comply with a legal obligation that we are subject to.", States),
    ]);
}

#[test]
fn a_condition_opens_or_closes_a_statement() {
    stand(&[
        ("purpose", "send you our news", "We use your data to:\n\n- if you consent, send you our news", OnlyIf),
        ("purpose", "answer you", "We use your data to:\n\n- answer you, if you have asked for it", OnlyIf),
        ("purpose", "answer you", "We use your data to:\n\n- answer you\n- ask if you would like to help", States),
        ("purpose", "run the club", "We use your data to run the club.", States),
        (
            "transfer",
            "third-country",
            "We will only send your data to another country if we are certain that it is safe there.",
            OnlyIf,
        ),
        ("sharing", "", "With your agreement, your details may be passed to a research firm.", OnlyIf),
        (
            "recipient",
            "fire service",
            "We share it with:\n\n- our bank\n- the fire service where there is a risk",
            OnlyIf,
        ),
        ("recipient", "auditors", "We share it with:\n\n- our bank\n- auditors, who may look at some files", States),
        ("purpose", "send you surveys", "We use your data to:\n\n- send you surveys, with your consent", OnlyIf),
        ("sharing", "", "Where necessary, we pass your details to the bank.", OnlyIf),
        ("basis", "6(1)(a)", "With your permission, we may print your photograph.", OnlyIf),
        ("category", "ordinary/photographs", "With your permission, we may use your photograph on our site.", OnlyIf),
        ("category", "special/health", "We hold details of your disability so that we can help if you call.", States),
        ("sharing", "", "We pass your details to the bank if it needs them to pay you.", OnlyIf),
        ("sharing", "", "We only share your records when the law allows us to.", OnlyIf),
        (
            "recipient",
            "card firm",
            "We share your data with:\n\n- the card firm, if you pay by card\n- our bank",
            OnlyIf,
        ),
        ("recipient", "bank", "We share your data with:\n\n- the card firm, if you pay by card\n- our bank", States),
        (
            "cookies",
            "analytics",
            "Analytics cookies can help us mend the site, but we only set them if you allow it.",
            OnlyIf,
        ),
    ]);
}

#[test]
fn a_list_takes_the_force_of_its_lead() {
    stand(&[
        (
            "basis",
            "6(1)(d)",
            "We may use it for the following:\n\n- where needed, to sue\n- in order to protect your vital interests",
            May,
        ),
        (
            "basis",
            "6(1)(e)",
            "The law requires that we have a reason and only use data for it. Those reasons may include:\n\n- where it is \
             necessary for a contract with you\n- where it is necessary for a task carried out in the public interest",
            Discusses,
        ),
        (
            "category",
            "ordinary/phone",
            "The sorts of data that we can hold, depending on the case, include:\n\n- your phone number",
            May,
        ),
    ]);
}

#[test]
fn a_list_run_together_is_read_by_its_items() {
    let text = "Your data is used to: Plan our work; Where consent is provided, your contact details may be passed to a \
                research agency; Prevent crime as the law requires; and Train our staff.";
    let all = claims("sharing", text);
    let sharing = all.iter().find(|c| c.value == "research agency").unwrap();
    assert_eq!(sharing.force, OnlyIf);
    assert!(!text[sharing.span.start as usize..sharing.span.end as usize].contains("crime"), "{sharing:#?}");
}

#[test]
fn a_country_is_nobody_and_a_ground_no_purpose() {
    assert!(claims("sharing", "Your data may be sent to the United States.").is_empty());
    assert!(claims("recipient", "Your data may be sent to the United States.").is_empty());
    assert!(claims("purpose", "We process your data under the following:\n\n- consent\n- contract").is_empty());
}

#[test]
fn what_is_defined_is_not_collected() {
    let text = "Special category data means data about your health or your religious beliefs.";
    let all = claims("category", text);
    assert!(all.iter().all(|c| c.force == Defines && c.text("act") == Some("defined")), "{all:#?}");
}

#[test]
fn what_the_law_counts_as_a_class_is_no_data_of_ours() {
    stand(&[
        (
            "category",
            "special/health",
            "# P\n\nWe hold special category data.\n\nThe law treats some of it as special. This information includes:\n\n- your health\n",
            Defines,
        ),
        (
            "category",
            "special/health",
            "# P\n\nThe law treats some information as special. We collect:\n\n- your health\n",
            States,
        ),
    ]);
}
