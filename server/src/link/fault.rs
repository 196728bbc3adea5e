//! The peer's faults as close codes, in one table.

use std::io;

use fracas_protocol::{CloseCode, DecodeError};
use tokio_tungstenite::tungstenite::{
    self,
    error::{CapacityError, ProtocolError},
};

/// Why the peer is closed, for the close frame.
pub(crate) type Fault = (CloseCode, String);

/// Bytes that are no message.
pub(crate) fn decode_fault(e: &DecodeError) -> Fault {
    let code =
        if matches!(e, DecodeError::TooLong { .. }) { CloseCode::TooBig } else { CloseCode::BadMessage };
    (code, e.to_string())
}

/// An error of tungstenite's; none when the socket is gone anyway.
pub(crate) fn socket_fault(e: &tungstenite::Error) -> Option<Fault> {
    match e {
        tungstenite::Error::Capacity(CapacityError::MessageTooLong { size, max_size }) => {
            Some((CloseCode::TooBig, format!("{size} bytes where at most {max_size} are allowed")))
        }
        tungstenite::Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => None,
        tungstenite::Error::Io(e) if e.kind() == io::ErrorKind::InvalidData => {
            Some((CloseCode::TooBig, "a message without an end".into()))
        }
        tungstenite::Error::Protocol(e) => Some((CloseCode::BadFrame, e.to_string())),
        tungstenite::Error::Utf8(_) => Some((CloseCode::BadMessage, "text that is not UTF-8".into())),
        _ => None,
    }
}
