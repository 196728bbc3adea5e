//! Sessions that one thread serves: what each has been told, and its socket's one writer. A room writes each tick as a
//! [`Scene`]; its audience reads it and writes the frames. A hot room lends sessions to the audiences of other
//! shards: they read the same scene, so their frames are the same by every bit.

mod board;
mod listener;
mod loan;
mod pace;
mod restraint;
mod scene;
mod turn;

use std::rc::Rc;

use fracas_protocol::{CloseCode, event::Board as BoardEvent};
use tokio::time::Instant;
use tracing::debug;

pub(crate) use loan::{Adoption, Attended, Borrower, Lender, Order, lend};
pub(crate) use restraint::Restraint;
pub(crate) use scene::{Brief, Scene, Showcase, news_ticks};

use crate::{
    link::{Link, Mail, Post, SessionKey},
    snapshot::Scratch,
};
use listener::Listener;

/// What an audience wrote in one tick.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Attendance {
    /// Snapshots written.
    pub(crate) snapshots: u64,
    /// Snapshots not made because the socket was busy, or the client behind.
    pub(crate) skipped: u64,
    /// Bytes of snapshots, with their heads.
    pub(crate) bytes: u64,
    /// Bytes of the largest.
    pub(crate) bytes_max: u64,
}

/// What the sessions use in turn while they attend.
#[derive(Debug)]
struct Desk {
    now: Instant,
    scratch: Scratch,
    /// The leaderboard; its rank is another for each.
    board: BoardEvent,
    /// An encoded event.
    event: Vec<u8>,
    done: Attendance,
}

/// What a session is told when it opens.
#[derive(Debug)]
pub(crate) struct Opening {
    /// The encoded Welcome.
    pub(crate) welcome: Vec<u8>,
    /// Encoded events that everybody else has been told.
    pub(crate) pending: Vec<Vec<u8>>,
}

/// Sessions of one room on one thread.
#[derive(Debug)]
pub(crate) struct Audience {
    /// By session key; those of other threads are not here.
    listeners: Vec<Option<Listener>>,
    post: Post,
    desk: Desk,
}

impl Audience {
    /// Nobody yet; who is closed for his fault is told to `post`.
    pub(crate) fn new(post: Post, now: Instant) -> Self {
        let board = BoardEvent { players: 0, rank: 0, rows: Vec::new(), crown: None };
        let desk =
            Desk { now, scratch: Scratch::default(), board, event: Vec::new(), done: Attendance::default() };
        Self { listeners: Vec::new(), post, desk }
    }

    /// Takes a session in and welcomes it.
    pub(crate) fn admit(&mut self, key: SessionKey, link: Rc<Link>, opening: &Opening) {
        link.outbox.borrow_mut().message(&opening.welcome);
        let mut listener = Listener::new(link);
        opening.pending.iter().for_each(|event| listener.tell(event));
        if key >= self.listeners.len() {
            self.listeners.resize_with(key + 1, || None);
        }
        self.listeners[key] = Some(listener);
    }

    /// Forgets a session, whose socket is gone.
    pub(crate) fn dismiss(&mut self, key: SessionKey) {
        if let Some(listener) = self.listeners.get_mut(key).and_then(Option::take) {
            debug!(session = key, written = listener.link.outbox.borrow().written(), "session ended");
        }
    }

    /// The writer and the signs of life of a session that is here.
    pub(crate) fn link(&self, key: SessionKey) -> Option<&Rc<Link>> {
        self.listeners.get(key)?.as_ref().map(|listener| &listener.link)
    }

    /// Tells every session of a tick: messages, then one snapshot and one write each.
    pub(crate) fn attend(&mut self, scene: &Scene, now: Instant) -> Attendance {
        for (key, letter) in scene.letters() {
            if let Some(link) = self.link(key) {
                link.outbox.borrow_mut().message(letter);
            }
        }
        let Self { listeners, post, desk } = self;
        desk.now = now;
        desk.done = Attendance::default();
        scene.board.write(scene.crown, &mut desk.board);
        for (key, listener) in listeners.iter_mut().enumerate() {
            let Some(listener) = listener else { continue };
            if let Some((code, why)) = scene.brief(key).close {
                listener.link.close(code, why);
            } else if let Some((code, why)) = listener.attend(key, scene, desk) {
                debug!(session = key, code = code.number(), why, "session closed");
                listener.link.close(code, why);
                post.push(Mail::Fault { session: key, code });
            }
        }
        desk.done
    }

    /// Tells every session why all ends.
    pub(crate) fn close_all(&mut self, code: CloseCode, why: &str) {
        for listener in self.listeners.iter().flatten() {
            listener.link.close(code, why);
        }
    }

    /// True while somebody is here whose socket is read.
    pub(crate) fn has_sockets(&self) -> bool {
        self.listeners.iter().flatten().any(|listener| listener.link.is_read())
    }
}
