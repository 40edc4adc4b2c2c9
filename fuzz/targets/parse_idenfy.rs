#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| face_auth_fuzz::parse_idenfy(input));
