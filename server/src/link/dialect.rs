//! The two ways to say a message: `fracas.v1` in binary, `fracas.v1.json` in text. Behind this, nobody knows which.

use fracas_protocol::{
    ClientMessage, CloseCode, SUBPROTOCOL, Tick, decode_client,
    json::{Absent, SUBPROTOCOL_JSON, read_client},
};
use tokio_tungstenite::tungstenite::Message;

use super::fault::{Fault, decode_fault};

/// What a session speaks.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Dialect {
    /// MessagePack.
    Binary,
    /// JSON.
    Text {
        /// `seq` of the newest input.
        seq: u32,
        /// The newest tick whose snapshot was written.
        tick: Tick,
    },
}

impl Dialect {
    /// The dialect of a subprotocol.
    pub(crate) fn named(subprotocol: &str) -> Option<Self> {
        match subprotocol {
            SUBPROTOCOL => Some(Self::Binary),
            SUBPROTOCOL_JSON => Some(Self::Text { seq: 0, tick: 0 }),
            _ => None,
        }
    }

    /// Its subprotocol.
    pub(crate) fn subprotocol(self) -> &'static str {
        match self {
            Self::Binary => SUBPROTOCOL,
            Self::Text { .. } => SUBPROTOCOL_JSON,
        }
    }

    /// Reads a message of a session in `room`; none for a control frame.
    pub(crate) fn read(&mut self, message: &Message, room: &str) -> Result<Option<ClientMessage>, Fault> {
        let bad = |why: &str| Err((CloseCode::BadMessage, why.to_owned()));
        match (self, message) {
            (Self::Binary, Message::Binary(bytes)) => {
                decode_client(bytes).map(Some).map_err(|e| decode_fault(&e))
            }
            (Self::Binary, Message::Text(_)) => bad("messages of fracas.v1 are binary"),
            (Self::Text { .. }, Message::Binary(_)) => bad("messages of fracas.v1.json are text"),
            (Self::Text { seq, tick }, Message::Text(text)) => {
                let absent = Absent { room, seq: seq.saturating_add(1), tick: *tick };
                let message = read_client(text, absent).map_err(|why| (CloseCode::BadMessage, why))?;
                if let ClientMessage::Input(input) = &message {
                    *seq = input.seq;
                }
                Ok(Some(message))
            }
            // The answer to a Close is made and handed over by the next poll, which then ends.
            (_, Message::Ping(_) | Message::Pong(_) | Message::Close(_) | Message::Frame(_)) => Ok(None),
        }
    }

    /// Notes that the snapshot of this tick was written.
    pub(crate) fn wrote(&mut self, newest: Tick) {
        if let Self::Text { tick, .. } = self {
            *tick = newest;
        }
    }
}
