#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| candour_fuzz::load_suppressions(data));
