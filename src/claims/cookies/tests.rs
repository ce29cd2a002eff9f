#![allow(clippy::unwrap_used)]
use crate::claims::testing::{check, claims, table};

#[test]
fn what_cookies_are_for() {
    check(
        "cookies",
        &[
            ("We use cookies to count visitors.", &["analytics"]),
            ("We set cookies for analytics.", &["analytics"]),
            ("This site uses cookies to understand how visitors use it.", &["analytics"]),
            ("We use advertising cookies.", &["marketing"]),
            ("We place tracking cookies on your device.", &["marketing"]),
            ("We only set cookies that are strictly necessary.", &["essential"]),
            ("A session cookie is stored while you are logged in.", &["essential"]),
            ("We collect personal data by using cookies.", &["other"]),
            ("We ask for your consent before we set analytics cookies.", &["analytics"]),
            ("By continuing to use this site you agree to cookies.", &["choice"]),
            ("Our cookie policy says which cookies we use.", &["policy"]),
            ("Do you want to accept analytics cookies?", &[]),
        ],
    );
}

#[test]
fn what_is_no_statement_on_cookies() {
    check(
        "cookies",
        &[
            ("# Cookies", &[]),
            ("We bake biscuits and sell them.", &[]),
            ("We do not use cookies.", &[]),
            ("Cookies are small files.", &[]),
            ("Do you use cookies?", &[]),
            ("Our website is for everybody.", &[]),
            ("We count visitors at the door.", &[]),
            ("Your browser is a program.", &[]),
            ("We use statistics in our report.", &[]),
            ("You can ask us about advertising.", &[]),
            ("We never set tracking cookies.", &[]),
            ("Other sites have their own rules.", &[]),
        ],
    );
}

#[test]
fn how_consent_is_had() {
    let consent = |text: &str| claims("cookies", text).iter().find_map(|c| c.text("consent").map(str::to_owned));
    for (text, expected) in [
        ("We ask for your consent before we set analytics cookies.", Some("asked")),
        ("You can accept or reject analytics cookies in the cookie banner.", Some("asked")),
        ("By continuing to use this site you agree to our use of cookies.", Some("implied")),
        ("We use cookies to count visits. This is only collected if you consent to it.", Some("asked")),
        ("You can block cookies in the settings of your browser.", Some("browser")),
        ("It is possible to switch off cookies by setting your browser preferences.", Some("browser")),
        ("We use cookies to count visitors.", None),
    ] {
        assert_eq!(consent(text).as_deref(), expected, "{text}");
    }
    let object = |text: &str| claims("cookies", text).iter().any(|c| c.flag("object"));
    assert!(object("You can change your cookie settings at any time."));
    assert!(!object("You can turn off cookies in your browser settings."));
}

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
