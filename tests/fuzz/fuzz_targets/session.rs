//! A whole room under fire by several sessions at once. The bytes are a script; see `room::fuzz` in the server.
#![no_main]

libfuzzer_sys::fuzz_target!(|script: &[u8]| fracas_server::fuzz_room(script));
