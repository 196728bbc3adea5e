//! What names this protocol. Any change of bytes rewrites the golden frames and raises
//! [`PROTOCOL_VERSION`], once between two releases.

/// Sent in Hello and Welcome; a server refuses any other.
pub const PROTOCOL_VERSION: u32 = 4;

/// The WebSocket subprotocol of binary MessagePack frames (RFC 6455 section 1.9).
pub const SUBPROTOCOL: &str = "fracas.v1";

/// What begins the other subprotocol that a client offers; its ticket follows. The server never answers with it.
pub const TICKET_PREFIX: &str = "fracas.ticket.";
