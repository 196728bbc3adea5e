//! The one writer of a socket: snapshots, other messages, tungstenite's pongs and closes all leave through here,
//! as whole frames and in order. There is never a queue of snapshots: while bytes wait, the tick is skipped.

use std::{
    cell::{Cell, OnceCell, RefCell},
    io::{self, Write},
    net::TcpStream,
    rc::Rc,
    sync::Arc,
};

use fracas_protocol::{CloseCode, limits::SNAPSHOT_BYTES_MAX};
use tokio::time::Instant;

use super::{
    bell::{Bell, Seat},
    frame::{BINARY, close_frame, push_frame},
    text::{Letter, TextSender},
};
use crate::limits::OUTBOX_BYTES_MAX;

/// What a session shares with the task that reads its socket.
#[derive(Debug)]
pub(crate) struct Link {
    /// The writer.
    pub(crate) outbox: RefCell<Outbox>,
    /// When anything was last heard from the peer.
    pub(crate) heard: Cell<Instant>,
    /// For the reader to wait no longer than it must when the room has closed the session; a fill bot has none.
    bell: OnceCell<(Rc<Bell>, Seat)>,
}

impl Link {
    /// A link to a socket, or to a fill bot.
    pub(crate) fn new(outbox: Outbox, now: Instant) -> Rc<Self> {
        Rc::new(Self { outbox: RefCell::new(outbox), heard: Cell::new(now), bell: OnceCell::new() })
    }

    /// Says why, then writes nothing more.
    pub(crate) fn close(&self, code: CloseCode, reason: &str) {
        self.outbox.borrow_mut().close(code, reason);
        self.ring();
    }

    /// Has the bell ring for this socket, which its reader knows as `seat`.
    pub(crate) fn hang(&self, bell: Rc<Bell>, seat: Seat) {
        let _ = self.bell.set((bell, seat));
    }

    /// True when there is a reader.
    pub(crate) fn is_read(&self) -> bool {
        self.bell.get().is_some()
    }

    /// Tells the reader that nothing more will be written.
    pub(crate) fn ring(&self) {
        if let Some((bell, seat)) = self.bell.get() {
            bell.ring(*seat);
        }
    }
}

/// Where bytes go: the seam for TLS, which would hold its connection here and write once a tick as well.
#[derive(Debug)]
enum Sink {
    Socket(Arc<TcpStream>),
    /// The task that writes a text session's socket.
    Text(TextSender),
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
    /// Bytes that may wait.
    waiting_max: usize,
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

    /// The outbox of a text session.
    pub(crate) fn text(sender: TextSender) -> Self {
        Self::new(Sink::Text(sender))
    }

    /// The outbox of a fill bot.
    pub(crate) fn memory() -> Self {
        Self::new(Sink::Memory(Vec::with_capacity(SNAPSHOT_BYTES_MAX)))
    }

    fn new(sink: Sink) -> Self {
        Self {
            sink,
            waiting: Vec::new(),
            state: State::Open,
            stuck_since: None,
            written: 0,
            waiting_max: OUTBOX_BYTES_MAX,
        }
    }

    /// Lets more wait than any of our messages needs.
    #[cfg(feature = "echo")]
    pub(crate) fn allow(&mut self, waiting_max: usize) {
        self.waiting_max = waiting_max;
    }

    /// Queues a frame with this opcode.
    #[cfg(feature = "echo")]
    pub(crate) fn echo(&mut self, opcode: u8, payload: &[u8]) {
        self.queue(payload.len(), |waiting| push_frame(waiting, opcode, payload));
    }

    /// Bytes written since the start.
    pub(crate) fn written(&self) -> u64 {
        match &self.sink {
            Sink::Text(sender) => sender.written(),
            Sink::Socket(_) | Sink::Memory(_) => self.written,
        }
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
            Sink::Socket(_) | Sink::Text(_) => &[],
        }
    }

    /// Takes control frames that tungstenite made. A peer that makes us answer and never reads is cut off.
    pub(crate) fn control(&mut self, frames: &[u8], now: Instant) {
        if !self.post(|| Letter::Frames(frames.into())) {
            self.queue(frames.len(), |waiting| waiting.extend_from_slice(frames));
            self.flush(now);
        }
    }

    /// Queues a message other than a snapshot; it leaves with the next flush, at the latest with the next tick.
    pub(crate) fn message(&mut self, payload: &[u8]) {
        if !self.post(|| Letter::Message(payload.into())) {
            self.queue(payload.len(), |waiting| push_frame(waiting, BINARY, payload));
        }
    }

    /// Gives a letter to the writer of a text session; false when this is none.
    fn post(&mut self, letter: impl FnOnce() -> Letter) -> bool {
        let Sink::Text(sender) = &self.sink else { return false };
        if self.state == State::Open && !sender.send(letter()) {
            self.state = State::Dead;
        }
        true
    }

    /// Queues a frame of about `bytes`, unless nobody reads it: a fill bot takes snapshots only.
    fn queue(&mut self, bytes: usize, push: impl FnOnce(&mut Vec<u8>)) {
        if self.state != State::Open || matches!(self.sink, Sink::Memory(_)) {
            return;
        }
        if self.waiting.len() + bytes > self.waiting_max {
            self.state = State::Dead;
            return;
        }
        push(&mut self.waiting);
    }

    /// Tries to write what waits; true when a snapshot may follow.
    pub(crate) fn is_clear(&mut self, now: Instant) -> bool {
        self.flush(now);
        let clear = match &self.sink {
            Sink::Text(sender) => sender.is_due(now),
            Sink::Socket(_) | Sink::Memory(_) => self.waiting.is_empty(),
        };
        clear && self.state == State::Open
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
            Sink::Text(sender) => {
                if sender.send_snapshot(&buffer[payload..], now) {
                    return Sent::Taken;
                }
                self.state = State::Dead;
                Sent::Dead
            }
            Sink::Socket(stream) => match (&**stream).write(frame) {
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
            let frame = close_frame(code, reason);
            if !self.post(|| Letter::Frames(frame.clone())) {
                self.waiting.extend_from_slice(&frame);
                self.flush(Instant::now());
            }
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
        match &mut self.sink {
            Sink::Text(sender) => sender.finish(),
            Sink::Socket(_) | Sink::Memory(_) => self.waiting.is_empty() || self.state == State::Dead,
        }
    }

    /// Writes what waits, as far as the socket takes it.
    pub(crate) fn flush(&mut self, now: Instant) {
        let stream = match &self.sink {
            Sink::Socket(stream) => stream,
            Sink::Memory(_) => return,
            Sink::Text(sender) => {
                if sender.is_over() {
                    self.state = State::Dead;
                }
                self.stuck_since = sender.is_busy().then(|| self.stuck_since.unwrap_or(now));
                return;
            }
        };
        let mut done = 0;
        while done < self.waiting.len() && self.state != State::Dead {
            match (&**stream).write(&self.waiting[done..]) {
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
