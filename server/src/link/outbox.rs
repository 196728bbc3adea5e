//! The one writer of a socket: snapshots, other messages, tungstenite's pongs and closes all leave through here,
//! as whole frames and in order. There is never a queue of snapshots: while bytes wait, the tick is skipped.

use std::{
    cell::{Cell, RefCell},
    io,
    rc::Rc,
    sync::Arc,
};

use fracas_protocol::CloseCode;
use tokio::{net::TcpStream, sync::Notify, time::Instant};

use super::frame::{close_frame, push_binary};
use crate::limits::OUTBOX_BYTES_MAX;

/// What a session shares with the task that reads its socket.
#[derive(Debug)]
pub(crate) struct Link {
    /// The writer.
    pub(crate) outbox: RefCell<Outbox>,
    /// When anything was last heard from the peer.
    pub(crate) heard: Cell<Instant>,
    /// Rings when the room has closed the session, for the reader to wait no longer than it must.
    pub(crate) closed: Notify,
}

impl Link {
    /// A link to a socket, or to a fill bot.
    pub(crate) fn new(outbox: Outbox, now: Instant) -> Rc<Self> {
        Rc::new(Self { outbox: RefCell::new(outbox), heard: Cell::new(now), closed: Notify::new() })
    }

    /// Says why, then writes nothing more.
    pub(crate) fn close(&self, code: CloseCode, reason: &str) {
        self.outbox.borrow_mut().close(code, reason);
        self.closed.notify_one();
    }
}

/// Where bytes go: the seam for TLS, which would hold its connection here and write once a tick as well.
#[derive(Debug)]
enum Sink {
    Socket(Arc<TcpStream>),
    /// The newest snapshot of a fill bot, without its frame's head.
    Memory(Vec<u8>),
}

/// What became of a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sent {
    /// All of it left, or its rest waits and leaves before anything else.
    Taken,
    /// The socket is gone or closing.
    Dead,
}

/// The writer of one socket.
#[derive(Debug)]
pub(crate) struct Outbox {
    sink: Sink,
    /// Whole frames, or the rest of one, that the socket has not taken.
    waiting: Vec<u8>,
    state: State,
    /// Since when the socket has taken nothing although bytes wait.
    stuck_since: Option<Instant>,
    /// Bytes the socket has taken since the start.
    written: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Open,
    /// Our close frame waits or has left; nothing follows it.
    Closing,
    Dead,
}

impl Outbox {
    /// The writer of a socket.
    pub(crate) fn socket(stream: Arc<TcpStream>) -> Self {
        Self::new(Sink::Socket(stream))
    }

    /// The outbox of a fill bot.
    pub(crate) fn memory() -> Self {
        Self::new(Sink::Memory(Vec::new()))
    }

    fn new(sink: Sink) -> Self {
        Self { sink, waiting: Vec::new(), state: State::Open, stuck_since: None, written: 0 }
    }

    /// Bytes written since the start.
    pub(crate) fn written(&self) -> u64 {
        self.written
    }

    /// Since when the socket has been stuck.
    pub(crate) fn stuck_since(&self) -> Option<Instant> {
        self.stuck_since
    }

    /// True once nothing can be written any more.
    pub(crate) fn is_over(&self) -> bool {
        self.state != State::Open
    }

    /// The newest snapshot of a fill bot.
    pub(crate) fn memory_snapshot(&self) -> &[u8] {
        match &self.sink {
            Sink::Memory(bytes) => bytes,
            Sink::Socket(_) => &[],
        }
    }

    /// Takes control frames that tungstenite made. A peer that makes us answer and never reads is cut off.
    pub(crate) fn control(&mut self, frames: &[u8], now: Instant) {
        self.queue(frames.len(), |waiting| waiting.extend_from_slice(frames));
        self.flush(now);
    }

    /// Queues a message other than a snapshot; it leaves with the next flush, at the latest with the next tick.
    pub(crate) fn message(&mut self, payload: &[u8]) {
        self.queue(payload.len(), |waiting| push_binary(waiting, payload));
    }

    /// Queues a frame of about `bytes`, unless nobody reads it: a fill bot takes snapshots only.
    fn queue(&mut self, bytes: usize, push: impl FnOnce(&mut Vec<u8>)) {
        if self.state != State::Open || matches!(self.sink, Sink::Memory(_)) {
            return;
        }
        if self.waiting.len() + bytes > OUTBOX_BYTES_MAX {
            self.state = State::Dead;
            return;
        }
        push(&mut self.waiting);
    }

    /// Tries to write what waits; true when a snapshot may follow.
    pub(crate) fn is_clear(&mut self, now: Instant) -> bool {
        self.flush(now);
        self.state == State::Open && self.waiting.is_empty()
    }

    /// Writes a snapshot: `buffer` is a frame from `start` on, its payload begins at `payload`.
    /// To be called only when [`is_clear`](Self::is_clear) said so.
    pub(crate) fn snapshot(&mut self, buffer: &[u8], start: usize, payload: usize, now: Instant) -> Sent {
        debug_assert!(self.waiting.is_empty(), "a snapshot never queues behind another frame");
        if self.state != State::Open {
            return Sent::Dead;
        }
        let frame = &buffer[start..];
        match &mut self.sink {
            Sink::Memory(bytes) => {
                bytes.clear();
                bytes.extend_from_slice(&buffer[payload..]);
                Sent::Taken
            }
            Sink::Socket(stream) => match stream.try_write(frame) {
                Ok(taken) => {
                    self.written += taken as u64;
                    self.waiting.extend_from_slice(&frame[taken..]);
                    Sent::Taken
                }
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => {
                    self.waiting.extend_from_slice(frame);
                    self.stuck_since.get_or_insert(now);
                    Sent::Taken
                }
                Err(_) => {
                    self.state = State::Dead;
                    Sent::Dead
                }
            },
        }
    }

    /// Queues a close frame behind what waits; nothing follows it.
    pub(crate) fn close(&mut self, code: CloseCode, reason: &str) {
        if self.state == State::Open {
            self.waiting.extend_from_slice(&close_frame(code, reason));
            self.flush(Instant::now());
            if self.state == State::Open {
                self.state = State::Closing;
            }
        }
    }

    /// Takes nothing more; true when all that waited has left, or never will.
    pub(crate) fn finish(&mut self, now: Instant) -> bool {
        self.flush(now);
        if self.state == State::Open {
            self.state = State::Closing;
        }
        self.waiting.is_empty() || self.state == State::Dead
    }

    /// Writes what waits, as far as the socket takes it.
    pub(crate) fn flush(&mut self, now: Instant) {
        let Sink::Socket(stream) = &self.sink else { return };
        let mut done = 0;
        while done < self.waiting.len() && self.state != State::Dead {
            match stream.try_write(&self.waiting[done..]) {
                Ok(taken) => {
                    done += taken;
                    self.stuck_since = None;
                }
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => {
                    self.stuck_since.get_or_insert(now);
                    break;
                }
                Err(_) => self.state = State::Dead,
            }
        }
        self.written += done as u64;
        self.waiting.drain(..done);
    }
}

#[cfg(test)]
mod tests {
    use super::{super::frame::ping_frame, *};

    #[test]
    fn a_fill_bot_is_always_ready_for_the_next_snapshot() {
        let mut outbox = Outbox::memory();
        let now = Instant::now();
        outbox.message(b"welcome");
        outbox.control(&ping_frame(), now);
        assert!(outbox.is_clear(now));
        assert_eq!(outbox.snapshot(b"headpayload", 2, 4, now), Sent::Taken);
        assert_eq!(outbox.memory_snapshot(), b"payload");
    }
}
