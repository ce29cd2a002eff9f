use crate::claims::testing::{claims, table};

#[test]
fn rights_in_plain_words() {
    table(
        "right",
        &[
            ("You can always ask us to change it if it's wrong.", "rectification"),
            ("If you want us to remove it, you can ask.", "erasure"),
        ],
    );
}

#[test]
fn rights_offered() {
    table(
        "right",
        &[
            ("You have the right to see the personal data that we hold about you.", "access"),
            ("You can ask for a copy of your medical record at any time.", "access"),
            ("You may withdraw from this consent at any time.", "withdraw-consent"),
            ("You may withdraw from the study at any time.", ""),
            ("You can request corrections to any factual errors.", "rectification"),
            ("You are entitled to request access to the information we hold about you.", "access"),
            ("If you would like to see your records, please write to the practice manager.", "access"),
            ("Parents may make a subject access request on behalf of a child.", "access"),
            ("You have a right to have inaccurate personal data corrected.", "rectification"),
            ("You may ask us to delete it. We may change how we use your data.", "erasure"),
            (
                "If any of your details are wrong, you can ask us to put them right or update your information.",
                "rectification",
            ),
            ("You may request that we erase your personal data.", "erasure"),
            ("You have the right to be forgotten.", "erasure"),
            (
                "You can lodge a complaint in relation to our use of your data with the Information Commissioner.",
                "complain-regulator",
            ),
            ("Our deletion meets Article 17 (right to erasure) requirements.", ""),
            ("- **Fit for the law**: satisfies Article 17 (right to erasure) rules", ""),
            ("# What we hold\n\nWe hold details of any feedback, complaints or requests that you send us.", ""),
            ("You can ask us to delete the information we hold about you in certain circumstances.", "erasure"),
            ("You can ask us to restrict the processing of your information.", "restriction"),
            ("You have the right to limit how we use your personal data.", "restriction"),
            (
                "# Your rights\n\nWhere your data is transferred to a third country, you are told how it is safeguarded.",
                "",
            ),
            ("# Your rights\n\nWe see to it that such information is not sent to you.", ""),
            ("You have the right to ask us to transfer your data to another organisation.", "portability"),
            (
                "You may ask to receive your data in a structured, commonly used and machine-readable format.",
                "portability",
            ),
            ("You have the right to object to us processing your personal information.", "objection"),
            ("You can object at any time to our use of your data for our legitimate interests.", "objection"),
            (
                "You can unsubscribe from our newsletter by using the link at the foot of every email.",
                "marketing-objection",
            ),
            ("You may opt out of receiving marketing emails at any time.", "marketing-objection"),
            (
                "You have the right to ask us not to process your personal data for marketing purposes.",
                "marketing-objection",
            ),
            ("You have an absolute right to object to direct marketing.", "marketing-objection"),
            ("You can ask us to stop sending you marketing messages.", "marketing-objection"),
            ("Where we rely on your consent, you may withdraw it at any time.", "withdraw-consent"),
            ("You have the right to withdraw your consent.", "withdraw-consent"),
            (
                "You have the right of access to your data, the right to have it put right, and the rights to erasure, restriction and objection.",
                "access rectification erasure restriction objection",
            ),
            (
                "You have the right to ask for any information that we hold and that is incorrect to be corrected.",
                "rectification",
            ),
            (
                "If you have given consent, you can change your mind and withdraw it by contacting the school office.",
                "withdraw-consent",
            ),
            ("Consent can be withdrawn at any time by emailing the team.", "withdraw-consent"),
            (
                "You have the right not to be subject to a decision based solely on automated processing.",
                "automated-decisions",
            ),
            ("You may ask for a person to review a decision made by automated means.", "automated-decisions"),
            (
                "You have the right to access, correct, update or request deletion of your personal information.",
                "access rectification erasure",
            ),
            (
                "You have rights of access, rectification, erasure, restriction, objection and portability.",
                "access rectification erasure restriction objection portability",
            ),
        ],
    );
}

#[test]
fn objections_to_marketing_and_to_more() {
    table(
        "right",
        &[
            (
                "You have the right to object to certain uses of your data, including for direct marketing.",
                "objection marketing-objection",
            ),
            ("You can object to some kinds of processing, such as direct marketing.", "objection marketing-objection"),
            (
                "You have the right to object to processing for a task in the public interest or for direct marketing.",
                "objection marketing-objection",
            ),
            (
                "You may object to how we use your data, in particular for direct marketing.",
                "objection marketing-objection",
            ),
            ("You have the right to object to the use of your data for direct marketing.", "marketing-objection"),
            ("You can object to direct marketing, including profiling for it.", "marketing-objection"),
            (
                "You have the right to object to your data being collected and used for marketing.",
                "marketing-objection",
            ),
        ],
    );
}

#[test]
fn complaints_to_us_told_in_passing() {
    table(
        "right",
        &[
            (
                "If you think that your data was not handled properly, as well as writing to our data protection officer you can contact the ICO.",
                "complain-controller complain-regulator",
            ),
            (
                "If your information has been misused, besides contacting the information team you may complain to the Information Commissioner.",
                "complain-controller complain-regulator",
            ),
            (
                "You may complain to the ICO. You can report a concern on its website (but do contact us first, so that we can help).",
                "complain-regulator complain-controller",
            ),
            ("We take your privacy seriously. If you have any concerns, please contact us.", "complain-controller"),
            (
                "You can complain to the Information Commission. We hope that you raise it with us first.",
                "complain-regulator complain-controller",
            ),
            (
                "If our answer on your privacy is not enough, you have the right to lodge a complaint with:\n\nInformation \
                    Commissioner's Office\n\n0303 123 1113",
                "complain-regulator",
            ),
            (
                "The clerk can be asked for more information on:\n\n- how we check what we hold\n- how to make a complaint\n",
                "",
            ),
            ("This page explains how to complain to the Information Commissioner.", ""),
            ("# How to make a complaint\n\nComplain to the ICO on 0303 123 1113.", "complain-regulator"),
        ],
    );
}

#[test]
fn rights_in_lists_and_under_headings() {
    table(
        "right",
        &[
            (
                "# Your rights\n\nYou have the right to:\n\n- be informed about how we use your data\n- access your data\n- have it corrected if it is wrong\n- have it erased\n- restrict how we use it\n- data portability\n- object to our use of it\n",
                "access rectification erasure restriction portability objection",
            ),
            (
                "Your rights\n\nUnder data protection law you can:\n\n- request a copy of your information (subject access request)\n- request that incorrect information is amended\n- ask for your information to be removed\n- complain to the Information Commissioner's Office\n",
                "access rectification erasure complain-regulator",
            ),
            (
                "Your rights\n\nRight of access\n\nThis lets you check what is held. There are some exemptions, so you may not always receive everything.\n",
                "access",
            ),
            (
                "Your rights\n\nThe right to erasure: you can ask for this where there is no good reason for us to go on.\n",
                "erasure",
            ),
            (
                "Your rights\n\nAccess: you can obtain a copy of the personal data we hold on you.\n\nRectification: have mistakes in your data put right.\n",
                "access rectification",
            ),
            (
                "Your rights\n\nWithdrawing your consent\n\nWrite to the secretary and we shall take your name off the list.\n",
                "withdraw-consent",
            ),
        ],
    );
}

#[test]
fn rights_beside_other_words() {
    table(
        "right",
        &[
            ("Contact us if you would like a copy of the information that we hold on you.", "access"),
            (
                "The law sets out the right for an individual to have personal data ported to another controller.",
                "portability",
            ),
            (
                "Your rights\n\nYou may object to direct marketing (including profiling) and processing for research.",
                "marketing-objection objection",
            ),
            ("Your rights\n\nFind out more about these rights: Request access to your personal data.", "access"),
            (
                "Your rights\n\nYou do not have to pay a fee to access your file. We check your identity to ensure your right to access it.",
                "",
            ),
            ("Your rights\n\nOnce permission has been withdrawn, you cannot take part.", ""),
            ("Your rights\n\nWithdrawing your consent will close your account.", ""),
            ("Your rights\n\nWe ask who you are before we give you a copy of your data.", ""),
            ("Your rights\n\nWe shall tell anyone who has received a copy of your data.", ""),
            ("People have the right to know how and why data is held.", ""),
            ("Freedom of information law gives you the right to access information held by public bodies.", ""),
            ("As a processor you must tell us if you receive a subject access request.", ""),
        ],
    );
}

#[test]
fn the_words_of_a_right() {
    let words = |text: &str| -> Vec<String> {
        crate::claims::fixture::read(&format!("Your rights\n\n{text}\n"), crate::claims::right::extract)
            .into_iter()
            .map(|(_, w)| w)
            .collect()
    };
    for (text, expected) in [
        ("You can see your data, and have any wrong data corrected.", "have any wrong data corrected"),
        ("You can see your data or ask for it to be corrected.", "ask for it to be corrected"),
        ("You can delete your own account.", "delete your own account"),
        (
            "You can ask us to erase some or all of your personal data if you leave.",
            "erase some or all of your personal data",
        ),
    ] {
        let all = words(text);
        assert!(all.iter().any(|w| w == expected), "{text}: {all:?}");
    }
}

#[test]
fn a_right_may_be_told_of_one_of_those_who_have_it() {
    for text in [
        "The Member may withdraw their consent at any time by writing to us.",
        "An applicant can withdraw consent at any time.",
    ] {
        assert!(claims("right", text).iter().any(|c| c.value == "withdraw-consent"), "{text}");
    }
    let text = "You have the right to object to our use; withdraw consent; and object to direct marketing.";
    assert!(claims("right", text).iter().any(|c| c.value == "objection"));
    let text = "You have the right to ask for a copy of footage in which you appear.";
    assert!(claims("right", text).iter().any(|c| c.value == "access"));
}

#[test]
fn a_paragraph_may_be_named_after_the_right_that_it_explains() {
    let text = "Ask us to delete your data: This enables you to have it removed.\n\nObject to processing of your personal data: This is where we rely on a legitimate interest.\n";
    let values: Vec<String> = claims("right", text).into_iter().map(|c| c.value).collect();
    assert!(values.contains(&"objection".to_owned()), "{values:?}");
}

#[test]
fn no_rights() {
    table(
        "right",
        &[
            ("We may modify or remove this policy at any time without notice.", ""),
            ("Your rights\n\nWe won't change or delete your information before we know that it is you who asks.", ""),
            ("This notice explains how you can get a copy of your data.", ""),
            ("We will delete your data after two years.", ""),
            ("We may change this policy, so please check this page from time to time.", ""),
            ("Once you withdraw your consent, we stop.", ""),
            ("Only staff who need it have access to your personal data.", ""),
            ("We reserve the right to restrict access to the site.", ""),
            ("You can delete cookies in the settings of your browser.", ""),
            ("You can opt out of being tracked by Google Analytics.", ""),
            ("We restrict access to your information to those who need it.", ""),
            ("Your data will be erased when it is no longer needed.", ""),
            ("We object to unfair practices in our sector.", ""),
            ("Some information is shared with the tax office so that they can correct their records.", ""),
            ("You can access our services online.", ""),
            ("Where you have given clear consent, we share your data with your GP.", ""),
            ("How can I see my data?", ""),
            ("We limit the collection of data to what is needed.", ""),
        ],
    );
}

#[test]
fn rights_excepted_are_denied() {
    table(
        "right",
        &[
            ("All of the rights apply, except the right to object.", "-objection"),
            (
                "All of the rights may apply, except the right to erasure, the right to object and the right to data \
                 portability.",
                "-erasure -objection -portability",
            ),
        ],
    );
}

#[test]
fn complaints() {
    table(
        "right",
        &[
            ("You have the right to lodge a complaint with the supervisory authority.", "complain-regulator"),
            ("You can complain to the ICO if what we did with your data has upset you.", "complain-regulator"),
            (
                "If you are not satisfied with our answer you may contact the Information Commissioner's Office.",
                "complain-regulator",
            ),
            (
                "If you believe we are in breach of data protection law, you can raise a concern with the Information Commissioner.",
                "complain-regulator",
            ),
            ("If you remain dissatisfied, you may refer the matter to the ICO.", "complain-regulator"),
            (
                "Complaints\n\nIf we cannot resolve your concern, the Information Commissioner can be contacted at: Wycliffe House, Wilmslow.",
                "complain-regulator",
            ),
            (
                "If you have a complaint about how we use your personal data, please contact our data protection officer.",
                "complain-controller",
            ),
            ("If you are unhappy with our handling of your information, please write to us.", "complain-controller"),
            (
                "If you have concerns about what we do with your data, you can make a complaint to us at office@example.org.",
                "complain-controller",
            ),
            (
                "Please raise any concern about your data with the head teacher in the first instance, and you can then complain to the ICO.",
                "complain-controller complain-regulator",
            ),
            ("We are registered with the Information Commissioner's Office under number Z0000000.", ""),
            ("We will report a serious breach to the ICO within 72 hours.", ""),
            ("For independent advice on your data, you can contact the Information Commissioner.", ""),
            (
                "If you have concerns or wish to make a complaint about your data, contact our officer:\n\n- dpo@example.org\n\nYou can complain to the ICO at any time.",
                "complain-controller complain-regulator",
            ),
            (
                "You have the right to lodge a complaint with:\n\n# Information Commissioner's Office\n\n- Helpline: 0303 123 1113\n",
                "complain-regulator",
            ),
            (
                "If you are unhappy with our review of your request you can appeal to the Scottish Information Commissioner.",
                "",
            ),
            ("We keep a record of complaints for six years.", ""),
            ("Guidance from the ICO is followed by all our staff.", ""),
            ("If you have any questions about this notice, please contact us.", ""),
            ("We use your information to deal with complaints and to improve our services.", ""),
        ],
    );
}

#[test]
fn the_regulator_after_stages_of_our_own() {
    let after = |text: &str| {
        let claims = crate::claims::testing::claims("right", &format!("Privacy notice\n\nComplaints\n\n{text}\n"));
        claims.iter().filter(|c| c.value == "complain-regulator").map(|c| c.text("after").is_some()).collect::<Vec<_>>()
    };
    for text in [
        "If our answer leaves you not happy with the outcome, complain to the ICO.",
        "If you remain dissatisfied, you may complain to the Information Commissioner.",
        "If we cannot resolve your concern, you have the right to complain to the ICO.",
        "Once you have exhausted our complaints procedure, you can complain to the ICO.",
        "After raising a complaint with us, you may complain to the Information Commission.",
        "If you are still unhappy, you can complain to the ICO.",
    ] {
        assert_eq!(after(text), [true], "{text}");
    }
    for text in [
        "If our use of it makes you unhappy, the ICO takes complaints.",
        "You can complain to the ICO at any time. We should like to put things right first.",
        "If you are unhappy, you may complain to us or directly to the ICO.",
        "You can complain to the ICO if you think that we broke the law.",
        "Please tell us first if you can. You also have the right to complain to the ICO.",
        "If you are not satisfied with our response to your access request, you can complain to the ICO.",
    ] {
        assert_eq!(after(text), [false], "{text}");
    }
}

#[test]
fn the_usual_order_shuts_nobody_out() {
    let order = |text: &str| {
        let claims = crate::claims::testing::claims("right", &format!("Privacy notice\n\nComplaints\n\n{text}\n"));
        claims.iter().find_map(|c| c.text("after").map(str::to_owned))
    };
    let template = "If you remain unhappy after raising a complaint with us, you can also complain to the ICO.";
    assert_eq!(order(template).as_deref(), Some("advised"));
    let firm = "If you remain unhappy after raising a complaint with us, you can complain to the ICO.";
    assert_eq!(order(firm).as_deref(), Some("internal"));
}

#[test]
fn terms_belong_to_their_member_of_the_list() {
    let terms = |text: &str| -> Vec<String> {
        claims("right", text).iter().filter(|c| c.text("terms").is_some()).map(|c| c.value.clone()).collect()
    };
    for (text, expected) in [
        (
            "You have the right to withdraw your consent, where relevant; to have your data erased; to complain.",
            "withdraw-consent",
        ),
        (
            "You have the right to a copy of your data, and to have it erased in certain circumstances.",
            "access erasure",
        ),
        ("In certain circumstances, you have the right to have your data erased.", "erasure"),
    ] {
        assert_eq!(terms(text).join(" "), expected, "{text}");
    }
}

#[test]
fn instructions_and_foreign_limits_offer_nothing() {
    table(
        "right",
        &[
            (
                "# Terms for suppliers\n\n## Subject access requests\n\nAs our data processor you must tell us of each request at once.",
                "",
            ),
            (
                "# Handbook\n\n## Subject access requests\n\nIf you receive a request from a pupil, pass it to the office.",
                "",
            ),
            ("If you want us to stop using your data, you may withdraw your consent.", "withdraw-consent"),
        ],
    );
    let found = |text: &str| claims("right", text).iter().any(|c| c.text("limit").is_some());
    assert!(found(
        "# Your rights\n\nYou may ask for a copy of your data. We will respond to your request within 45 days."
    ));
    assert!(found("# How long it takes\n\n- We must respond within 40 days of your request and the fee.\n"));
    assert!(!found("# Bookings\n\n- We respond to enquiries within 40 days.\n"));
    assert!(!found(
        "# Your rights\n\nIf you are a California resident you may ask for a copy of your data. We will respond to your request within 45 days."
    ));
}
