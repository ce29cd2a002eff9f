use crate::claims::Force;
use crate::claims::testing::{claims, table};

#[test]
fn automated_decisions_used_and_not() {
    table(
        "automation",
        &[
            ("We do not use automated decision-making.", "not-used"),
            ("We will not make decisions about you by automated means alone.", "not-used"),
            ("No decisions are made about you solely by automated processing.", "not-used"),
            ("Your data will not be used for automated decision making or profiling.", "not-used"),
            ("We do not carry out any automated profiling.", "not-used"),
            ("You will not be subject to decisions based solely on automated processing.", "not-used"),
            ("Automated decision making\n\nThis does not take place; all decisions are made by our staff.", "not-used"),
            ("We don't make any decisions based solely on automated processing.", "not-used"),
            ("There is no automated decision-making involved in this process.", "not-used"),
            ("We never use automated means to take decisions about pupils.", "not-used"),
            ("The council does not undertake automated decision making, including profiling.", "not-used"),
            ("Automated decisions\n\nNone of your data is used for automated decisions.", "not-used"),
            ("We use automated decision-making to assess applications for credit.", "used"),
            ("Your application is decided by an automated system.", "used"),
            ("Automated decision making may be used as part of this check.", "used"),
            ("Decisions about your premium are made automatically.", "used"),
            ("Part of our checks involves automated decision making.", "used"),
            ("We make decisions using solely automated processing when you apply for a loan.", "used"),
            ("We carry out automated credit scoring.", "used"),
        ],
    );
}

#[test]
fn what_is_no_decision() {
    table(
        "automation",
        &[
            ("You have the right not to be subject to automated decision-making.", ""),
            ("You can object to automated decisions.", ""),
            (
                "This notice tells you what we do with your data. Specifically, it explains:\n\n- whether we use automated decision-making or profiling\n",
                "",
            ),
            (
                "If you ask for your data, we will:\n\n- Let you know whether automated decision-making is applied to it\n",
                "",
            ),
            ("You can also ask us to:\n\n- correct it\n- ask that no automated processing takes place\n", ""),
            ("We collect technical data automatically.", ""),
            ("Automated emails are sent when your order leaves us.", ""),
            ("Your data is deleted automatically after a year.", ""),
            ("Is automated decision-making used?", ""),
            (
                "Automated decision-making takes place when an electronic system uses personal information to make a decision without human intervention.",
                "",
            ),
            ("Automated backups are made every night.", ""),
            ("The manager makes the decision on your application.", ""),
            ("Rights in relation to automated decision making and profiling.", ""),
            ("Your rights\n\nYou have the right to:\n\n- object to decisions being made by automated means\n", ""),
            ("We use automated monitoring to keep our systems safe.", ""),
        ],
    );
}

#[test]
fn force_tells_may_from_is() {
    let force = |text: &str| claims("automation", text).into_iter().next().map(|c| c.force);
    assert_eq!(force("Automated decision making may be used here."), Some(Force::May));
    assert_eq!(force("Automated decision making is used here."), Some(Force::States));
}

#[test]
fn what_is_not_done_is_not_described() {
    let told = |text: &str| claims("automation", text).iter().any(|c| c.flag("significance") || c.flag("logic"));
    assert!(!told(
        "We do not make automated decisions. If you do not answer we cannot let you ring, which means you miss it."
    ));
}
