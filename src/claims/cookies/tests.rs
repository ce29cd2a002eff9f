#![allow(clippy::unwrap_used)]
use crate::claims::testing::{claims, table};

#[test]
fn what_cookies_are_for() {
    table(
        "cookies",
        &[
            ("We use cookies to count visitors.", "analytics"),
            ("We set cookies for analytics.", "analytics"),
            ("This site uses cookies to understand how visitors use it.", "analytics"),
            ("We ask for your consent before we set analytics cookies.", "analytics"),
            ("We use cookies on our website to:\n\n- count the visitors to each page", "analytics"),
            ("# Cookies\n\nWe use Google Analytics to see which pages are read.", "analytics"),
            ("We use analytics cookies, as our cookie policy explains.", "analytics policy"),
            ("We use advertising cookies.", "marketing"),
            ("We place tracking cookies on your device.", "marketing"),
            ("We set advertising cookies.", "marketing"),
            (
                "We set a cookie that tracks who is signed in on the site. This cookie is strictly necessary.",
                "essential",
            ),
            ("We set cookies to count visitors. They are not strictly necessary.", "analytics"),
            ("We set cookies to count visitors. This helps us to keep the site secure.", "analytics"),
            ("We only set cookies that are strictly necessary.", "essential"),
            ("We only use strictly necessary cookies, which do not need your consent.", "essential"),
            ("A session cookie is stored while you are logged in.", "essential"),
            ("They store a few third-party cookies so that you stay signed in.", "essential"),
            ("Our shop uses cookies to keep items in your shopping basket.", "essential"),
            ("We use cookies to:\n\n- keep you signed in\n- keep your basket", "essential"),
            ("We use cookies to:\n\n- remember your settings", "preferences"),
            ("A cookie is stored to remember that you have closed the appeal for funds.", "preferences"),
            ("Our preference cookies store the size of type that you like.", "preferences"),
            ("“Essential cookies” are captured as they are needed.", "essential"),
            ("We collect personal data by using cookies.", "other"),
            ("We collect information on how people use our pages, using cookies and page tagging.", "other"),
            ("We use cookies to recognise you when you come back.", "other"),
            ("We use some non-essential cookies to record your preferences.", "other"),
            // What people can do.
            ("By continuing to use this site you agree to cookies.", "choice"),
            ("# Cookies\n\nYou can block cookies in your browser.\n", "choice"),
            ("You can manage cookie settings on your computer.", "choice"),
            // What is said elsewhere.
            ("Our cookie policy says which cookies we use.", "policy"),
            ("Read our cookies and privacy notice.", "policy"),
            ("Please see our cookie policy for details.", "policy"),
            ("Please see our cookies link for further information.", "policy"),
            ("See cookies for more on the usage data that we collect.", "policy"),
        ],
    );
}

#[test]
fn what_is_no_statement_on_cookies() {
    table(
        "cookies",
        &[
            ("# Cookies", ""),
            ("We bake biscuits and sell them.", ""),
            ("We do not use cookies.", ""),
            ("We never set tracking cookies.", ""),
            ("We do not use cookies to:\n\n- track you across other sites", ""),
            ("These cookies are not used to identify you or for advertising.", ""),
            ("Cookies are small files.", ""),
            ("Do you use cookies?", ""),
            ("Do you want to accept analytics cookies?", ""),
            ("Our website is for everybody.", ""),
            ("We count visitors at the door.", ""),
            ("Your browser is a program.", ""),
            ("We use statistics in our report.", ""),
            ("You can ask us about advertising.", ""),
            ("Other sites have their own rules.", ""),
            ("# Cookies\n\nThose cookies may also be stored in your browser.\n", ""),
            ("# Cookies\n\nThis saves that you have seen our cookie message.", ""),
            ("# Cookies\n\nThe script is not running on your browser, and you cannot change your settings.", ""),
            ("# Cookies\n\nThese websites may gather data on you and use cookies while you are logged in there.", ""),
            ("You will have met those popups about consent for cookies on other websites.", ""),
            ("You can opt out of Google's use of cookies for advertising on Google's own page.", ""),
            ("Because of our use of cookies, the site does not support “Do Not Track”.", ""),
            ("We also learn of you from firms that have set cookies on your phone.", ""),
            ("Partners with a shop may place their own cookies on your device.", ""),
            ("Some of this wording is taken from the cookies page of another site.", ""),
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
        ("You can switch off cookies by setting your browser preferences.", Some("browser")),
        ("Our optional cookies help us improve, but we only use them if you say so.", Some("asked")),
        ("If you agree, we set cookies to count visits.", Some("asked")),
        ("You can manage cookie settings on your computer.", Some("browser")),
        ("We set cookies to count visits. We only use these if you consent to cookies.", Some("asked")),
        (
            "We set cookies to count visits, which are not needed. These cookies help, but we'll only use them if you say it's OK.",
            Some("asked"),
        ),
        ("We use cookies to count visitors.", None),
        ("We use non-essential cookies to record your preferences.", None),
    ] {
        assert_eq!(consent(text).as_deref(), expected, "{text}");
    }
    let object = |text: &str| claims("cookies", text).iter().any(|c| c.flag("object"));
    assert!(object("You can change your cookie settings at any time."));
    assert!(!object("You can turn off cookies in your browser settings."));
}

#[test]
fn a_policy_is_linked_where_a_link_is() {
    let reach = |text: &str| claims("cookies", text).iter().find_map(|c| c.text("reach").map(str::to_owned));
    assert_eq!(reach("See our cookie policy at https://hollin.example/cookies.").as_deref(), Some("linked"));
    assert_eq!(reach("See our cookies policy for more.").as_deref(), Some("outside"));
}
