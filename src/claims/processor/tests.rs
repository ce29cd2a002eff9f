#![allow(clippy::unwrap_used)]

use crate::claims::testing::table;

#[test]
fn firms_that_work_for_the_controller() {
    table(
        "processor",
        &[
            ("We use Google Analytics to count visits.", "google-analytics"),
            ("We do not use Google Analytics.", ""),
            ("ardent.github.io is run by us, and we use no firm for it.", ""),
            ("We use GitHub to host this site.", "github"),
            ("We do not store your name on our system or share it with Google Analytics.", ""),
            ("You may give us your details through a platform such as Eventbrite, which we then use.", ""),
        ],
    );
}
