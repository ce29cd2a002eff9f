#![allow(clippy::unwrap_used)]
use crate::claims::testing::table;

#[test]
fn special_data_that_is_held() {
    table(
        "category",
        &[
            ("We may ask for your ethnicity and whether you have a disability.", "special/ethnicity special/health"),
            ("The council holds information about offences and cautions.", "criminal"),
            ("We use fingerprints in our canteen.", "special/biometric"),
            ("You may tell us about a health condition so that we can help.", "special/health"),
            ("Some of the information is sensitive. For example:\n\n- ethnic group", "special/ethnicity"),
            (
                "Data we process:\n\n| Kind | Examples |\n|---|---|\n| Special category | health |\n| Criminal | DBS checks |",
                "special/health criminal",
            ),
            ("We hold trade union membership details of our employees.", "special/union"),
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
            // Definitions and general discussion.
            ("Sensitive data may include health details and financial data.", ""),
            ("Data about your health is more sensitive than your address.", ""),
            ("We support everybody whatever their race, religion or sexual orientation.", ""),
            ("Our volunteers help everybody regardless of race, religion or disability, and we hold records.", ""),
            // Words that only look like it.
            ("We withhold data that is a risk to physical and mental health.", ""),
            ("You must not send data that encourages racial or religious hatred.", ""),
            ("It is a criminal offence to obtain data by deception.", ""),
            ("The summary includes powers of attorney (health and welfare only).", ""),
            ("If you have a disability and need this notice in another format, tell us.", ""),
        ],
    );
}
