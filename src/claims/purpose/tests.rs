#![allow(clippy::unwrap_used)]

use crate::claims::testing::{check, claims};

#[test]
fn what_data_is_used_for() {
    check(
        "purpose",
        &[
            ("We use your email address to send your receipt.", &["send your receipt"]),
            ("Your data is used for research.", &["research"]),
            ("We use your data to reply.", &["reply"]),
            ("We use your data to check who you are e.g. by your number.", &["check who you are"]),
            ("We use your data to print the words which you wish to add.", &["print the words which you wish to add"]),
            ("We use your data to print a list which is in our interest.", &["print a list"]),
            (
                "We use your name to print what you post on, or take from, our boards.",
                &["print what you post on, or take from, our boards"],
            ),
            ("We collect your details to enable you to do this.", &[]),
            ("We use your data to:\n\n- ring the bells\n- please note that bells are loud", &["ring the bells"]),
            ("We use your data where:\n\n- you have agreed", &[]),
            (
                "We use your data for these reasons:\n\n- Collecting it is in our interest.\n- With your consent, we may send you news.\n",
                &[],
            ),
            ("We process your information to run the club.", &["run the club"]),
            ("We use your data to:\n\n- answer you\n- take your payment", &["answer you", "take your payment"]),
            ("We need your information to deliver meals.", &["deliver meals"]),
            ("We collect your details so that we can call you.", &["call you"]),
            ("We will only use your details to contact you.", &["contact you"]),
            ("Your information will be used to prevent fraud.", &["prevent fraud"]),
            ("We use your records to produce statistics.", &["produce statistics"]),
            ("We use the information for these purposes:\n\n- billing", &["billing"]),
            ("Your bank details are used only to process your payment.", &["process your payment"]),
            ("We collect this in order to meet our aims; to do this we publish it.", &["meet our aims"]),
            ("To help us plan visits, we will collect your address.", &["help us plan visits"]),
            ("Our purpose for processing your data is to manage your tenancy.", &["manage your tenancy"]),
            ("The HMPQ collects and processes data for the purpose of awarding grants.", &["awarding grants"]),
            ("The school uses pupil information to support learning.", &["support learning"]),
            (
                "We count the people who visit our site.\n\nThis helps us to:\n\n- plan\n- save time",
                &["plan", "save time"],
            ),
            (
                "We do this to learn the needs of our readers and to mend faults.",
                &["learn the needs of our readers and to mend faults"],
            ),
            (
                "We use your data for these purposes: \u{2022} To book rides \u{2022} To take fares",
                &["book rides", "take fares"],
            ),
            ("We do not use cookies for:\n\n- adverts\n- tracking", &["-adverts", "-tracking"]),
            (
                "| Cookie | Purpose |\n|---|---|\n| sid | Used to keep you signed in |\n| lang | To remember your language |",
                &["keep you signed in", "remember your language"],
            ),
            ("We use it for marketing purposes unless you object.", &["marketing purposes"]),
            (
                "- We use your records for audits (checks of our work), which the board asks for.",
                &["audits (checks of our work)"],
            ),
            ("We also use your photographs to promote our services.", &["promote our services"]),
            ("We need to collect your data and you fail to give that data.", &[]),
            ("We use several ways to collect your data, including through:\n\n- forms\n- calls", &[]),
            ("Records are held for different periods of time, as our schedule tells.", &[]),
        ],
    );
}

#[test]
fn what_is_no_purpose() {
    check(
        "purpose",
        &[
            ("We keep your data for six years.", &[]),
            ("You have the right to ask us to use your data for less.", &[]),
            ("How do you use my data for research?", &[]),
            ("You use our website to book seats.", &[]),
            ("We used to have a newsletter.", &[]),
            ("We share your data with the police.", &[]),
            ("Our office is open to visitors.", &[]),
            ("We send it to you.", &[]),
            ("# Using your data to help you", &[]),
            ("You can use this form to write to us.", &[]),
            ("They use your data for their own purposes.", &[]),
            ("We thank you for your data.", &[]),
            ("We pass on your data where we are required to help a court.", &[]),
            ("If this affects how your data is processed, we will take steps to let you know.", &[]),
            ("Our systems and processes to prevent misuse of your data are tested.", &[]),
            ("We sometimes need to make your data available to our suppliers.", &[]),
            ("We will use your data for different purposes.", &[]),
            ("Data collected is passed to the council that looks after the road.", &[]),
            ("The ranger determines the purposes and means of processing your data.", &[]),
            ("We do not allow our printers to use your data for their own purposes.", &[]),
            ("Firms that process your data for our club are required to keep it safe.", &[]),
            ("We only hold data that is relevant for the service that you ask for.", &[]),
            ("Your information may go by post or be transferred to Norway.", &[]),
            ("To learn how we use them, and to choose your cookies, go to our settings.", &[]),
            ("We may need to update this notice periodically, so we recommend that you read it again.", &[]),
        ],
    );
}

#[test]
fn the_force_of_the_use() {
    let force = |text: &str| claims("purpose", text).first().map(|c| c.force.name()).unwrap_or_default();
    for (text, expected) in [
        ("We need your data to ensure that only members can book.", "states"),
        ("When you pay, we use your data to take the fare.", "states"),
        ("We may use your data to plan routes.", "may"),
        ("Your data might be used to plan routes.", "may"),
        ("With your consent, we use your photo to promote the club.", "only-if"),
        ("We use your data to:\n\n- tell you of changes that may affect you", "states"),
        ("We may use your data to:\n\n- plan routes", "may"),
    ] {
        assert_eq!(force(text), expected, "{text}");
    }
}

#[test]
fn limits_classes_and_objects() {
    let one = |text: &str| claims("purpose", text).into_iter().next().unwrap();
    let limited = one("We will only use your email address to contact you.");
    assert!(limited.flag("limit"));
    assert_eq!(limited.text("object"), Some("email"));
    assert!(!one("We use your email address to contact you.").flag("limit"));
    assert_eq!(one("We use anonymous data for research.").text("identifiable"), Some("no"));
    assert_eq!(one("We use identifiable information about you for research.").text("identifiable"), Some("yes"));
}

#[test]
fn the_class_is_what_the_purpose_says() {
    let of = |text: &str| {
        let claims = claims("purpose", text);
        match claims.first().and_then(|c| c.detail("kind-of").cloned()) {
            Some(crate::claims::model::Detail::List(all)) => all.join(" "),
            _ => String::new(),
        }
    };
    for (text, expected) in [
        ("We use your data to contact you.", "contact"),
        ("We use your data to tell our members about changes.", "contact"),
        ("We use your data to make sure that we can contact you.", "contact"),
        ("We use your data to book a visit, and to respond to complaints.", "contact"),
        ("We use your data to take your payment.", "payment"),
        ("We use your data to ask if you would take part in research.", "research"),
        ("We use your data to produce reporting on how we did.", "statistics"),
        ("We use your data to keep your account secure.", "security"),
        ("We use your data to let you log in.", "account"),
        // Names, other people's acts, and words that only describe.
        ("We use your data to check that you may enter Hollin Notify.", ""),
        ("We use your data to make sure Hollin Pay works.", ""),
        ("We use your data to meet our reporting duties.", ""),
        ("We use your data to inform our housing policy.", ""),
        ("We use your data to save time whenever you contact us.", ""),
        ("We use your data to update our records.", ""),
        ("We use your data to bring a claim to an employment tribunal.", ""),
        ("We use your data to send information about our services.", ""),
        ("We use your data to make a secure copy.", ""),
        ("We use your data for some or all of the following purposes:", ""),
        ("We process your data as a not-for-profit body with an aim.", ""),
        ("We use your data to tell you what we need, so that you can carefully decide.", "contact"),
    ] {
        assert_eq!(of(text), expected, "{text}");
    }
}

#[test]
fn a_list_right_below_how_we_use_it_tells_of_purposes() {
    let all = claims(
        "purpose",
        "# How we use your information\n\n- To send your order (contract)\n- To send news (consent)\n",
    );
    assert_eq!(all.iter().map(|c| &*c.value).collect::<Vec<_>>(), ["send your order", "send news"]);
}

#[test]
fn grounds_are_no_purposes_and_lists_of_verbs_stay_whole() {
    let found = |text: &str| {
        let all = claims("purpose", text);
        all.iter().map(|c| format!("{} {:?} {:?}", c.value, c.force, c.text("object"))).collect::<Vec<_>>().join(", ")
    };
    for (text, expected) in [
        ("We use your data for these purposes:\n\n- Where the use is necessary for a contract with you.\n", ""),
        (
            "We use your data for these purposes:\n\n- Where that is necessary for us in order to bring, settle or defend a legal claim.\n",
            "bring, settle or defend a legal claim States None",
        ),
        ("Our purposes for using your data may include:\n\n- sending news\n", "sending news May None"),
        ("We use your email address to:\n\n- send news\n", "send news States Some(\"email\")"),
        (
            "We use your email address to:\n\n- Visit data is collected to keep the site safe.\n",
            "keep the site safe States None",
        ),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}
