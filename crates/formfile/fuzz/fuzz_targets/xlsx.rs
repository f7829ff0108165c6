#![no_main]

use liandong_formfile_fuzz::{file, take};

libfuzzer_sys::fuzz_target!(|input: &[u8]| take(&file("xlsx", input)));
