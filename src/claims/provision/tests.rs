#![allow(clippy::unwrap_used)]

use crate::claims::testing::table;

#[test]
fn what_must_be_given() {
    table(
        "provision",
        &[
            ("You must provide your name and address.", "must"),
            ("You need to enter personal information to open an account.", "must"),
            ("You do not have to give us this information.", "optional"),
            ("If you do not want a call, you don't need to enter any personal details.", "optional"),
            ("You are not required to provide your phone number.", "optional"),
            ("If you do not provide your address, we cannot deliver your order.", "consequence"),
        ],
    );
}

#[test]
fn what_says_nothing_of_giving_data() {
    table(
        "provision",
        &[
            ("An authority does not have to provide information that would put somebody at risk.", ""),
            ("The council is not obliged to disclose information about others.", ""),
            ("You must provide them with a copy of this information.", ""),
            ("Voluntary participation in this research will cost you nothing, and it is kept short.", ""),
            (
                "We ask for your consent to measure visits. If you do not give it, you will still be able to use the page.",
                "",
            ),
        ],
    );
}
