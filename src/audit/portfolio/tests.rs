//! Facts that travel, and rules across notices.
