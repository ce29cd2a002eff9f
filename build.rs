//! Rules, law and lexicon are compiled in: a change to one of them must lead to a new build.
#[allow(clippy::print_stdout)]
fn main() {
    println!("cargo:rerun-if-changed=rules");
}
