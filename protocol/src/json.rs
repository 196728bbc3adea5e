//! The same messages as text, for a person with a browser's console or a text tool: the subprotocol
//! [`SUBPROTOCOL_JSON`]. One JSON object a message, its fields by name.
//!
//! There is no second protocol behind it. What a client says becomes the bytes of the binary message and is judged
//! by [`decode_client`](crate::decode_client); what the server says is made from the finished binary message, by the
//! tables of the macros that declare messages and records.

mod client;
mod names;
mod server;

pub use client::{Absent, read_client};
pub use server::write_server;

/// The WebSocket subprotocol of JSON messages.
pub const SUBPROTOCOL_JSON: &str = "fracas.v1.json";
