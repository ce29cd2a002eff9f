//! Bytes to notices.

pub mod text;
