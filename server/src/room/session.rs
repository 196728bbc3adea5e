//! One session of a room: what it is, what it may say in that state, what it has been told.

use std::rc::Rc;

use fracas_protocol::{ClientMessage, CloseCode, NOBODY, Slot, Tick, client::Input};
use tokio::time::Instant;

use crate::{
    link::Link,
    snapshot::{Pace, Viewer},
};

/// What is true of a session. A state holds only what is true in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It sees the room through the eyes of another.
    Watching,
    /// It has a seat.
    Playing {
        /// Its seat.
        slot: Slot,
    },
    /// Its close frame was written; its seat, if it had one, is still to be given back.
    Closing {
        /// The seat it had.
        seat: Option<Slot>,
    },
}

/// What a legal message asks of the room.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Request {
    /// A seat.
    Join(String),
    /// An input for the seat.
    Steer(Slot, Input),
    /// A snapshot was read.
    Ack(u32),
    /// Give the seat back.
    Leave(Slot),
    /// A point for a stat of the seat.
    Spend(Slot, u8),
    /// Nothing.
    Ignore,
}

impl State {
    /// Which message is legal in which state, and what it asks for.
    pub(super) fn receive(self, message: ClientMessage) -> Result<Request, CloseCode> {
        match (self, message) {
            (Self::Closing { .. }, _) => Ok(Request::Ignore),
            (_, ClientMessage::Ack(ack)) => Ok(Request::Ack(ack.tick)),
            (Self::Watching, ClientMessage::Join(join)) => Ok(Request::Join(join.name)),
            (Self::Playing { slot }, ClientMessage::Input(input)) => Ok(Request::Steer(slot, input)),
            (Self::Playing { slot }, ClientMessage::Leave(_)) => Ok(Request::Leave(slot)),
            (Self::Playing { slot }, ClientMessage::Spend(spend)) => Ok(Request::Spend(slot, spend.stat)),
            // Sent before the client knew that it has no seat, or none any more.
            (Self::Watching, ClientMessage::Input(_) | ClientMessage::Spend(_)) => Ok(Request::Ignore),
            (_, ClientMessage::Hello(_) | ClientMessage::Join(_) | ClientMessage::Leave(_)) => {
                Err(CloseCode::OutOfTurn)
            }
        }
    }

    /// True once a close frame was written.
    pub(super) fn is_closing(self) -> bool {
        matches!(self, Self::Closing { .. })
    }

    /// The state after our close frame.
    pub(super) fn closing(self) -> Self {
        Self::Closing { seat: self.seat() }
    }

    /// The seat that is to be given back when the socket is gone.
    pub(super) fn seat(self) -> Option<Slot> {
        match self {
            Self::Watching => None,
            Self::Playing { slot } => Some(slot),
            Self::Closing { seat } => seat,
        }
    }
}

/// One connection's life in the room.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) state: State,
    pub(super) link: Rc<Link>,
    pub(super) viewer: Viewer,
    pub(super) pace: Pace,
    /// The middle of what it sees, units.
    pub(super) eye: (f32, f32),
    /// Who destroyed its ship, while it has none.
    pub(super) killer: Slot,
    /// Tick from which leaderboard and minimap are due again.
    pub(super) news_due: Tick,
    /// When it left a seat, if it ever did.
    pub(super) left: Option<Tick>,
    /// When it was pinged last.
    pub(super) pinged: Instant,
}

impl Session {
    pub(super) fn new(link: Rc<Link>) -> Self {
        Self {
            state: State::Watching,
            pinged: link.heard.get(),
            link,
            viewer: Viewer::default(),
            pace: Pace::default(),
            eye: (0.0, 0.0),
            killer: NOBODY,
            news_due: 0,
            left: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use fracas_protocol::client::{Ack, Hello, Join, Leave};

    use super::*;

    const PLAYING: State = State::Playing { slot: 4 };

    fn join() -> ClientMessage {
        ClientMessage::Join(Join { name: "Ann".into() })
    }

    #[test]
    fn a_seat_is_asked_for_once() {
        assert_eq!(State::Watching.receive(join()), Ok(Request::Join("Ann".into())));
        assert_eq!(PLAYING.receive(join()), Err(CloseCode::OutOfTurn));
    }

    #[test]
    fn a_second_hello_is_out_of_turn() {
        let hello = || ClientMessage::Hello(Hello { version: 1, room: "main".into(), token: String::new() });
        assert_eq!(State::Watching.receive(hello()), Err(CloseCode::OutOfTurn));
        assert_eq!(PLAYING.receive(hello()), Err(CloseCode::OutOfTurn));
    }

    #[test]
    fn only_a_player_can_leave() {
        assert_eq!(PLAYING.receive(ClientMessage::Leave(Leave {})), Ok(Request::Leave(4)));
        assert_eq!(State::Watching.receive(ClientMessage::Leave(Leave {})), Err(CloseCode::OutOfTurn));
    }

    #[test]
    fn an_input_without_a_seat_is_ignored() {
        let input =
            Input { seq: 1, ack: 9, hold: 1, move_x: 0, move_y: 0, buttons: 0, aim_x: 0, aim_y: 0, back: 0 };
        assert_eq!(State::Watching.receive(ClientMessage::Input(input.clone())), Ok(Request::Ignore));
        assert_eq!(PLAYING.receive(ClientMessage::Input(input.clone())), Ok(Request::Steer(4, input)));
    }

    #[test]
    fn a_closing_session_is_not_heard_and_keeps_its_seat_to_give_back() {
        let closing = PLAYING.closing();
        assert_eq!(closing.receive(join()), Ok(Request::Ignore));
        assert_eq!(closing.receive(ClientMessage::Ack(Ack { tick: 1 })), Ok(Request::Ignore));
        assert_eq!(closing.closing().seat(), Some(4));
    }
}
