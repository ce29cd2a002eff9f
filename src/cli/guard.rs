//! A panic in one notice is an error of that notice, not of the run.

use candour::Candour;
use candour::audit::Options;
use candour::check::Checked;
use candour::notice::{Format, Notice};
use candour::read::Limits;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// Whether a panic on this thread is caught by [`guarded`].
    static INSIDE: Cell<bool> = const { Cell::new(false) };
    /// What the last panic on this thread said.
    static SAID: RefCell<String> = const { RefCell::new(String::new()) };
}
static HOOK: Once = Once::new();

/// Runs some work; a panic in it becomes a message.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    HOOK.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |info| {
            if INSIDE.get() {
                let at = info.location().map(|l| format!(" ({}:{})", l.file(), l.line())).unwrap_or_default();
                let payload = info.payload();
                let text = payload.downcast_ref::<&str>().copied();
                let words = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
                let words = words.unwrap_or("no message");
                SAID.with_borrow_mut(|said| *said = format!("{words}{at}"));
            } else {
                usual(info);
            }
        }));
    });
    let before = INSIDE.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    INSIDE.set(before);
    result.map_err(|_| {
        let said = SAID.take();
        format!("internal error: candour failed on this notice, which is a defect of candour: {said}")
    })
}

/// Checks the bytes of a file. A panic in one of its notices is an error of that notice alone.
pub fn check(candour: &Candour, path: &str, bytes: &[u8], limits: &Limits, options: &Options) -> Vec<Checked> {
    check_as(candour, (path, None), bytes, limits, options)
}

/// The same, in this format; without one the ending of the path tells.
pub fn check_as(
    candour: &Candour,
    (path, format): (&str, Option<Format>),
    bytes: &[u8],
    limits: &Limits,
    options: &Options,
) -> Vec<Checked> {
    let one = |notice: Notice| {
        let part = notice.part.clone();
        guarded(|| {
            stumble(&notice);
            candour.check_notice(notice, options)
        })
        .unwrap_or_else(|what| Checked::failed(path, what, None).of_part(part))
    };
    guarded(|| candour.check_each(path, bytes, format, limits, &one))
        .unwrap_or_else(|what| vec![Checked::failed(path, what, None)])
}

/// For tests of what becomes of a panic: a build for tests falls over a notice that holds the words of this variable.
#[cfg(debug_assertions)]
fn stumble(notice: &Notice) {
    let words = std::env::var("CANDOUR_TEST_PANIC_AT").unwrap_or_default();
    #[allow(clippy::panic)]
    if !words.is_empty() && notice.text.contains(&words) {
        panic!("asked to fall over {words:?}");
    }
}

#[cfg(not(debug_assertions))]
fn stumble(_notice: &Notice) {}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_panic_becomes_a_message() {
        let message = guarded(|| -> u8 { panic!("no seat left") }).unwrap_err();
        assert!(message.contains("no seat left") && message.contains("guard.rs"), "{message}");
        assert_eq!(guarded(|| 7), Ok(7));
    }
}
