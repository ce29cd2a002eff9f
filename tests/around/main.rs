//! What stands around the program: completions and manual pages, a configuration to begin with, the hook, the Action and
//! the template of GitLab, and what is packed. What needs a network is in `scripts/`.
#![allow(clippy::unwrap_used, clippy::panic)]

mod init;
mod packed;
mod shells;
mod support;
