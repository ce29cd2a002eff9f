#![allow(clippy::unwrap_used)]

use crate::claims::testing::table;

#[test]
fn policies_and_purposes() {
    table(
        "cookies",
        &[
            ("Read our cookies and privacy notice.", "policy"),
            ("Please see our cookie policy for details.", "policy"),
            ("We collect information on how you use the site, using cookies and page tagging.", "other"),
            ("# Cookies\n\nThose cookies may also be stored in your browser.\n", ""),
            ("# Cookies\n\nYou can block cookies in your browser.\n", "choice"),
            ("We set advertising cookies.", "marketing"),
            ("They store a few third-party cookies so that you stay signed in.", "essential"),
        ],
    );
}
