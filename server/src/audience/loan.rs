//! Sessions of a hot room on another shard. The room lends them there with their sockets; each tick it hands over the
//! scene, and takes it back before it writes the next one. What the sockets say comes back by a channel that the room
//! empties at its ticks: nobody waits for a lock, and nobody is woken for a message. A shard without sessions of a room
//! hears nothing of it.

use std::{
    sync::{
        Arc,
        mpsc::{Receiver, Sender, TryRecvError, channel},
    },
    time::{Duration, Instant},
};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::{Attendance, Audience, Opening, Scene};
use crate::link::{Arrival, Mail, SessionKey, thread_cpu};

/// A session for another shard.
#[derive(Debug)]
pub(crate) struct Adoption {
    /// Its key in the room.
    pub(crate) key: SessionKey,
    /// Its socket.
    pub(crate) arrival: Arrival,
    /// What it is told first.
    pub(crate) opening: Opening,
    /// Ticks a second, for its rate limit.
    pub(crate) tick_rate: u32,
}

/// What a room asks of another shard.
#[derive(Debug)]
pub(crate) enum Order {
    /// Take a session.
    Adopt(Box<Adoption>),
    /// Tell your sessions of a tick.
    Attend(Arc<Scene>),
}

/// What became of a scene; it is not held any more.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attended {
    /// What was written.
    pub(crate) done: Attendance,
    /// When the last was written.
    pub(crate) end: Instant,
    /// CPU time of the thread that wrote.
    pub(crate) cpu: Duration,
}

/// The room's end of a loan.
#[derive(Debug)]
pub(crate) struct Lender {
    orders: UnboundedSender<Order>,
    mail: Receiver<Mail>,
    done: Receiver<Attended>,
    /// Sessions that are lent.
    sessions: usize,
    /// A scene is under way.
    out: bool,
}

/// The other shard's end.
#[derive(Debug)]
pub(crate) struct Borrower {
    /// What the room asks.
    pub(crate) orders: UnboundedReceiver<Order>,
    /// To the room.
    pub(crate) mail: Sender<Mail>,
    /// To the room, once for each scene.
    done: Sender<Attended>,
}

/// Both ends of a loan. What waits in it is bounded by what goes in: one scene at a time and no more sessions than
/// connections are allowed; and what they may say between two ticks, by their rate limits.
#[expect(clippy::disallowed_methods, reason = "a bound here would be the third on the same messages")]
pub(crate) fn lend() -> (Lender, Borrower) {
    let (orders, ordered) = unbounded_channel();
    let (tell, mail) = channel();
    let (report, done) = channel();
    (
        Lender { orders, mail, done, sessions: 0, out: false },
        Borrower { orders: ordered, mail: tell, done: report },
    )
}

impl Lender {
    /// Hands a session over. A shard that has stopped drops it with its socket; the process ends then.
    pub(crate) fn adopt(&mut self, adoption: Adoption) {
        self.gained();
        let _ = self.orders.send(Order::Adopt(Box::new(adoption)));
    }

    /// One more session is lent.
    pub(crate) fn gained(&mut self) {
        self.sessions += 1;
    }

    /// A session that was handed over has ended.
    pub(crate) fn lost(&mut self) {
        self.sessions -= 1;
    }

    /// True while sessions are lent.
    pub(crate) fn is_used(&self) -> bool {
        self.sessions > 0
    }

    /// Hands a scene over, if there is anybody to tell.
    pub(crate) fn show(&mut self, scene: &Arc<Scene>) {
        self.out = self.is_used() && self.orders.send(Order::Attend(Arc::clone(scene))).is_ok();
    }

    /// The scene that was under way has been told; none while it is still read, or when none is under way.
    pub(crate) fn try_take_back(&mut self) -> Option<Attended> {
        let back = self.done.try_recv();
        self.out &= matches!(back, Err(TryRecvError::Empty));
        back.ok()
    }

    /// True while a scene is under way.
    pub(crate) fn is_out(&self) -> bool {
        self.out
    }

    /// Waits until the scene that is under way has been told, if one is; none when the other shard has stopped. Two
    /// shards that lend to each other must not both wait here: see [`Self::is_out`].
    pub(crate) fn take_back(&mut self) -> Option<Attended> {
        std::mem::take(&mut self.out).then(|| self.done.recv().ok()).flatten()
    }

    /// What has come from its sessions.
    pub(crate) fn mail(&self) -> impl Iterator<Item = Mail> {
        self.mail.try_iter()
    }
}

impl Borrower {
    /// Shows a scene to those who were lent, and says when the last has been told; returns the CPU time that it took. A
    /// room that has ended does not hear it.
    pub(crate) fn attend(
        &self,
        audience: &mut Audience,
        scene: Arc<Scene>,
        now: tokio::time::Instant,
    ) -> Duration {
        let before = thread_cpu();
        let done = audience.attend(&scene, now);
        let cpu = thread_cpu().saturating_sub(before);
        let attended = Attended { done, end: Instant::now(), cpu };
        // The room writes the next scene into this one's memory: it must not be held when it reads this.
        drop(scene);
        let _ = self.done.send(attended);
        cpu
    }
}
