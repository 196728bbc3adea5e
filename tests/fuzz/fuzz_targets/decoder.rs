//! Any bytes, as a client's message and as a server's: no panic; and what is accepted survives its own encoding.
#![no_main]

use fracas_protocol::{decode_client, decode_server, encode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(message) = decode_client(bytes) {
        assert_eq!(decode_client(&encode(&message)).as_ref(), Ok(&message));
    }
    if let Ok(message) = decode_server(bytes) {
        let again = encode(&message);
        assert_eq!(decode_server(&again).as_ref(), Ok(&message));
    }
});
