//! From a room to the task that writes a text session's socket. JSON is made there, never on the room's thread:
//! what goes through here are the finished binary messages.
//!
//! A snapshot is given only when all before it was written, and ten times a second at most. So nothing that was
//! made is dropped, a slow reader skips ticks like any other, and what waits here has a bound.

use std::sync::{
    Arc,
    atomic::{AtomicU64, AtomicUsize, Ordering},
};

use fracas_protocol::Tick;
use tokio::{
    sync::{mpsc, watch},
    time::Instant,
};

use crate::limits::{TEXT_EVERY, TEXT_LETTERS_MAX};

/// What the writer is asked to write.
#[derive(Debug)]
pub(crate) enum Letter {
    /// A binary message, to become a text frame.
    Message(Vec<u8>),
    /// Control frames, as they are.
    Frames(Vec<u8>),
    /// Nothing follows.
    End,
}

/// What both ends count.
#[derive(Debug, Default)]
struct Counts {
    /// Letters given and not written yet.
    waiting: AtomicUsize,
    /// Bytes written.
    written: AtomicU64,
}

/// The room's end.
#[derive(Debug)]
pub(crate) struct TextSender {
    letters: mpsc::Sender<Letter>,
    counts: Arc<Counts>,
    newest: watch::Receiver<Tick>,
    last_snapshot: Option<Instant>,
    ended: bool,
}

/// The writer's end.
#[derive(Debug)]
pub(crate) struct TextReceiver {
    letters: mpsc::Receiver<Letter>,
    counts: Arc<Counts>,
    newest: watch::Sender<Tick>,
}

/// Both ends.
pub(crate) fn text_channel() -> (TextSender, TextReceiver) {
    let (give, take) = mpsc::channel(TEXT_LETTERS_MAX);
    let (tell, newest) = watch::channel(0);
    let counts = Arc::<Counts>::default();
    let sender =
        TextSender { letters: give, counts: Arc::clone(&counts), newest, last_snapshot: None, ended: false };
    (sender, TextReceiver { letters: take, counts, newest: tell })
}

impl TextSender {
    /// Gives a letter; false when the writer is gone, or so far behind that the session is over.
    pub(crate) fn send(&self, letter: Letter) -> bool {
        self.counts.waiting.fetch_add(1, Ordering::Relaxed);
        self.letters.try_send(letter).is_ok()
    }

    /// Gives a snapshot; false as above.
    pub(crate) fn send_snapshot(&mut self, message: &[u8], now: Instant) -> bool {
        self.last_snapshot = Some(now);
        self.send(Letter::Message(message.into()))
    }

    /// True while something given was not written.
    pub(crate) fn is_busy(&self) -> bool {
        self.counts.waiting.load(Ordering::Relaxed) > 0
    }

    /// True when a snapshot may follow.
    pub(crate) fn is_due(&self, now: Instant) -> bool {
        !self.is_busy() && self.last_snapshot.is_none_or(|last| now - last >= TEXT_EVERY)
    }

    /// True when the writer has ended.
    pub(crate) fn is_over(&self) -> bool {
        self.letters.is_closed()
    }

    /// Says that nothing follows; true when the writer has ended.
    pub(crate) fn finish(&mut self) -> bool {
        self.ended = self.ended || self.letters.try_send(Letter::End).is_ok();
        self.is_over()
    }

    /// Bytes written.
    pub(crate) fn written(&self) -> u64 {
        self.counts.written.load(Ordering::Relaxed)
    }

    /// The newest tick whose snapshot was written, as it changes.
    pub(crate) fn newest(&self) -> watch::Receiver<Tick> {
        self.newest.clone()
    }
}

impl TextReceiver {
    /// The next letter; none when nothing follows.
    pub(crate) async fn next(&mut self) -> Option<Letter> {
        self.letters.recv().await.filter(|letter| !matches!(letter, Letter::End))
    }

    /// Notes that a letter was written, in `bytes`, with the snapshot of `tick` if it was one.
    pub(crate) fn wrote(&self, bytes: usize, tick: Option<Tick>) {
        self.counts.written.fetch_add(bytes as u64, Ordering::Relaxed);
        self.counts.waiting.fetch_sub(1, Ordering::Relaxed);
        if let Some(tick) = tick {
            self.newest.send_replace(tick);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_snapshot_waits_for_the_writer_and_for_its_time() {
        let (mut sender, mut receiver) = text_channel();
        let start = Instant::now();
        assert!(sender.is_due(start) && sender.send_snapshot(b"one", start));
        assert!(!sender.is_due(start + TEXT_EVERY), "the writer is busy");
        assert!(matches!(receiver.next().await, Some(Letter::Message(bytes)) if bytes == b"one"));
        assert!(!sender.is_due(start + TEXT_EVERY), "taken is not written");
        receiver.wrote(3, Some(7));
        assert!(!sender.is_due(start + TEXT_EVERY / 2), "too early");
        assert!(sender.is_due(start + TEXT_EVERY));
        assert_eq!((sender.written(), *sender.newest().borrow()), (3, 7));
    }

    #[tokio::test]
    async fn who_never_reads_is_over_after_a_bounded_number_of_letters() {
        let (sender, _receiver) = text_channel();
        let given = (0..1000).take_while(|_| sender.send(Letter::Frames(vec![0x8a, 0]))).count();
        assert_eq!(given, TEXT_LETTERS_MAX);
    }

    #[tokio::test]
    async fn what_was_given_before_the_end_is_still_read() {
        let (mut sender, mut receiver) = text_channel();
        assert!(sender.send(Letter::Frames(vec![1])));
        assert!(!sender.finish(), "the writer has not read it");
        assert!(matches!(receiver.next().await, Some(Letter::Frames(_))));
        assert!(receiver.next().await.is_none());
        drop(receiver);
        assert!(sender.finish());
    }
}
