//! One session of a room: what it is, and what it may say in that state. What it is told is in its audience.

use fracas_protocol::{
    ClientMessage, CloseCode, NOBODY, Slot, Tick,
    client::{Input, Manage, Watch},
};

use super::{camera::Camera, chat::Talk};
use crate::link::{Pass, PlayerId};

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
    /// It is being closed; its seat, if it had one, is still to be given back.
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
    /// To look elsewhere.
    Watch(Watch),
    /// Give the seat back.
    Leave(Slot),
    /// A point for a stat of the seat.
    Spend(Slot, u8),
    /// To be heard.
    Talk(Slot, Talk),
    /// An order of the host.
    Manage(Manage),
    /// Whether somebody looks.
    Away(bool),
    /// Nothing.
    Ignore,
}

impl State {
    /// Which message is legal in which state, and what it asks for.
    pub(super) fn receive(self, message: ClientMessage) -> Result<Request, CloseCode> {
        match (self, message) {
            (Self::Closing { .. }, _) => Ok(Request::Ignore),
            (_, ClientMessage::Ack(ack)) => Ok(Request::Ack(ack.tick)),
            (_, ClientMessage::Away(word)) => Ok(Request::Away(word.away)),
            (Self::Watching | Self::Playing { .. }, ClientMessage::Join(join)) => {
                Ok(Request::Join(join.name))
            }
            (Self::Watching, ClientMessage::Watch(watch)) => Ok(Request::Watch(watch)),
            (Self::Playing { slot }, ClientMessage::Input(input)) => Ok(Request::Steer(slot, input)),
            (Self::Playing { slot }, ClientMessage::Leave(_)) => Ok(Request::Leave(slot)),
            (Self::Playing { slot }, ClientMessage::Spend(spend)) => Ok(Request::Spend(slot, spend.stat)),
            (Self::Playing { slot }, ClientMessage::Say(say)) => Ok(Request::Talk(slot, Talk::Say(say.text))),
            (Self::Playing { slot }, ClientMessage::Emote(emote)) => {
                Ok(Request::Talk(slot, Talk::Emote(emote.which)))
            }
            (Self::Playing { slot }, ClientMessage::Mark(mark)) => {
                Ok(Request::Talk(slot, Talk::Mark(mark.x, mark.y)))
            }
            (Self::Playing { slot }, ClientMessage::Report(report)) => {
                Ok(Request::Talk(slot, Talk::Report(report.slot)))
            }
            // Sent before the client knew that it has no seat, or none any more.
            (Self::Watching, ClientMessage::Input(_) | ClientMessage::Spend(_)) => Ok(Request::Ignore),
            (
                _,
                ClientMessage::Watch(_)
                | ClientMessage::Say(_)
                | ClientMessage::Emote(_)
                | ClientMessage::Mark(_)
                | ClientMessage::Report(_),
            ) => Ok(Request::Ignore),
            (_, ClientMessage::Manage(order)) => Ok(Request::Manage(order)),
            (_, ClientMessage::Hello(_)) | (Self::Watching, ClientMessage::Leave(_)) => {
                Err(CloseCode::OutOfTurn)
            }
        }
    }

    /// True once it is being closed.
    pub(super) fn is_closing(self) -> bool {
        matches!(self, Self::Closing { .. })
    }

    /// The state once it is being closed.
    pub(super) fn closing(self) -> Self {
        Self::Closing { seat: self.seat() }
    }

    /// The state without its seat.
    pub(super) fn without_seat(self) -> Self {
        match self {
            Self::Watching | Self::Playing { .. } => Self::Watching,
            Self::Closing { .. } => Self::Closing { seat: None },
        }
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
    /// Who destroyed its ship, while it has none.
    pub(super) killer: Slot,
    /// What it looks at without a seat.
    pub(super) camera: Camera,
    /// The newest tick that it says it has read: a player owes acks from his seat on, a watcher none.
    pub(super) acked: Option<Tick>,
    /// It says that nobody looks.
    pub(super) unseen: bool,
    /// Whose it is; a fill bot has none.
    pub(super) pass: Option<Pass>,
    /// With what it was closed, if it was.
    pub(super) ended: Option<CloseCode>,
    /// Which of the other shards has it.
    pub(super) lent_to: Option<usize>,
    /// Why the room closes it, told to its audience with the next tick.
    pub(super) close: Option<(CloseCode, &'static str)>,
}

impl Session {
    pub(super) fn new(pass: Option<Pass>) -> Self {
        Self {
            state: State::Watching,
            killer: NOBODY,
            camera: Camera::Choice,
            acked: None,
            unseen: false,
            pass,
            ended: None,
            lent_to: None,
            close: None,
        }
    }

    /// Who it is; a fill bot is nobody.
    pub(super) fn player(&self) -> Option<PlayerId> {
        self.pass.map(|pass| pass.player)
    }

    /// True while it only looks on.
    pub(super) fn is_watching(&self) -> bool {
        matches!(self.state, State::Watching)
    }

    /// Notes an ack; older ones, and those of ticks not sent yet, change nothing.
    pub(super) fn ack(&mut self, acked: Tick, now: Tick) {
        if acked <= now && self.acked.is_none_or(|newest| acked > newest) {
            self.acked = Some(acked);
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
    fn who_has_a_seat_may_ask_which() {
        assert_eq!(State::Watching.receive(join()), Ok(Request::Join("Ann".into())));
        assert_eq!(PLAYING.receive(join()), Ok(Request::Join("Ann".into())));
    }

    #[test]
    fn a_second_hello_is_out_of_turn() {
        let hello = || ClientMessage::Hello(Hello { version: 1, room: "main".into() });
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

    #[test]
    fn an_ack_from_the_future_or_the_past_is_ignored() {
        let mut session = Session::new(None);
        session.ack(500, 100);
        assert_eq!(session.acked, None);
        session.ack(99, 100);
        session.ack(98, 100);
        assert_eq!(session.acked, Some(99));
    }
}
