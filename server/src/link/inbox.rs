//! What arrived for a room since its last tick, which takes it all. Between two ticks it holds at most the burst
//! of every session: a reader that passes its rate limit is closed before it reaches this list.

use std::{cell::RefCell, rc::Rc, sync::mpsc::Sender};

use fracas_protocol::{ClientMessage, CloseCode};
use tokio::time::Instant;

/// A session's place in its room. It is not used again before its [`Mail::Gone`] was read.
pub(crate) type SessionKey = usize;

/// One arrival.
#[derive(Debug)]
pub(crate) enum Mail {
    /// A decoded message, and when it was read.
    Message {
        /// From whom.
        session: SessionKey,
        /// What.
        message: ClientMessage,
        /// When it was read, for the slack.
        at: Instant,
    },
    /// The session was closed for a fault of its peer, to be counted.
    Fault {
        /// Whose.
        session: SessionKey,
        /// With this code.
        code: CloseCode,
    },
    /// A message of a kind of which there were too many was dropped, to be counted.
    Dropped,
    /// The socket is closed; the last mail of its session.
    Gone {
        /// Whose.
        session: SessionKey,
        /// The peer said that he will not come back (close code 1000).
        parted: bool,
    },
}

/// The list itself, in order of arrival.
#[derive(Debug, Default)]
pub(crate) struct Inbox {
    mail: Vec<Mail>,
}

impl Inbox {
    /// Adds an arrival.
    pub(crate) fn push(&mut self, mail: Mail) {
        self.mail.push(mail);
    }

    /// Takes all arrivals and leaves `spare`, whose memory is used again.
    pub(crate) fn take(&mut self, spare: Vec<Mail>) -> Vec<Mail> {
        debug_assert!(spare.is_empty());
        std::mem::replace(&mut self.mail, spare)
    }
}

/// The way into an inbox.
#[derive(Clone, Debug)]
pub(crate) enum Post {
    /// The room is on this thread.
    Here(Rc<RefCell<Inbox>>),
    /// The room is on another and looks at its ticks; nobody is woken.
    There(Sender<Mail>),
}

impl Post {
    /// Adds an arrival. What is for a room that has ended is dropped.
    pub(crate) fn push(&self, mail: Mail) {
        match self {
            Self::Here(inbox) => inbox.borrow_mut().push(mail),
            Self::There(sender) => drop(sender.send(mail)),
        }
    }
}
