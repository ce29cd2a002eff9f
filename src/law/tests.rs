#![allow(clippy::unwrap_used)]
use super::*;
#[test]
fn loads() {
    let law = Law::builtin();
    if let Err(e) = &law {
        eprintln!("{e}");
    }
    law.unwrap();
}
