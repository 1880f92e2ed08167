//! See `cxpress_tests::fuzzed::configured`, which says what must hold.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cxpress_tests::fuzzed::configured(bytes));
