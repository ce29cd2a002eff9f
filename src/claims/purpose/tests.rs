#![allow(clippy::unwrap_used)]

use crate::claims::testing::{check, claims};

#[test]
fn what_data_is_used_for() {
    check(
        "purpose",
        &[
            ("We use your email address to send your receipt.", &["send your receipt"]),
            ("Your data is used for research.", &["research"]),
            ("We process your information to run the club.", &["run the club"]),
            ("We use your data to:\n\n- answer you\n- take your payment", &["answer you", "take your payment"]),
            ("We need your information to deliver meals.", &["deliver meals"]),
            ("We collect your details so that we can call you.", &["call you"]),
            ("We will only use your details to contact you.", &["contact you"]),
            ("Your information will be used to prevent fraud.", &["prevent fraud"]),
            ("We use your records to produce statistics.", &["produce statistics"]),
            ("We use the information for these purposes:\n\n- billing", &["billing"]),
            ("Your bank details are used only to process your payment.", &["process your payment"]),
            ("We also use your photographs to promote our services.", &["promote our services"]),
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
        ],
    );
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
