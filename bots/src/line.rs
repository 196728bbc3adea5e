//! The line between a socket and its player: holds messages back, stands still, reads no faster than it may.
//!
//! Nothing here does I/O or reads a clock: the player says when it is and asks what may pass. The same seed and
//! the same times let the same pass.

use std::{collections::VecDeque, time::Duration};

use tokio::time::Instant;

use crate::{
    chance::Chance,
    connection::{Ended, READ_BUFFER_BYTES},
    shape::Shape,
};

/// Bytes that a narrow line may read at once after a rest: one frame of the largest kind and its head.
const BURST_BYTES: f64 = 1_500.0;

/// Bytes that a narrow line waits for before it reads: fewer, and it reads every millisecond.
const READ_BYTES_MIN: f64 = 300.0;

/// Bytes that are under way in one direction at the most: a minute of common frames at 30 Hz.
const UNDER_WAY_BYTES_MAX: usize = 1024 * 1024;

/// One player's line.
pub struct Line {
    shape: Shape,
    chance: Chance,
    /// A moment at which a stall would begin.
    stall_at: Instant,
    down: Delay,
    up: Delay,
    /// Bytes that may be read.
    tokens: f64,
    filled: Instant,
    /// The socket has told that something came, and not everything has been read.
    unread: bool,
    /// A player who never reads has come to his seat.
    deaf: bool,
}

/// Messages under way in one direction, in their order.
#[derive(Default)]
struct Delay {
    messages: VecDeque<(Instant, Box<[u8]>)>,
    bytes: usize,
}

impl Line {
    /// A line that is laid `now`.
    pub fn new(shape: Shape, seed: u64, now: Instant) -> Self {
        let mut chance = Chance::new(seed);
        let phase = shape.stall.map_or(Duration::ZERO, |stall| stall.period.mul_f64(chance.share()));
        Self {
            shape,
            chance,
            stall_at: now + phase,
            down: Delay::default(),
            up: Delay::default(),
            tokens: BURST_BYTES,
            filled: now,
            unread: false,
            deaf: false,
        }
    }

    /// The player has his seat: from now on he may be deaf.
    pub fn seated(&mut self) {
        self.deaf = self.shape.never_read;
    }

    /// Something came at the socket.
    pub fn came(&mut self) {
        self.unread = true;
    }

    /// True when the player reads nothing any more.
    pub fn is_deaf(&self) -> bool {
        self.deaf
    }

    /// Bytes that may be read from the socket now; `None` when nothing came or nothing may pass.
    pub fn readable(&mut self, now: Instant) -> Option<usize> {
        if !self.unread || self.deaf || self.stalled_until(now).is_some() {
            return None;
        }
        let Some(rate) = self.shape.bandwidth else { return Some(READ_BUFFER_BYTES) };
        let earned = (now - self.filled).as_secs_f64() * f64::from(rate.get());
        self.tokens = (self.tokens + earned).min(BURST_BYTES);
        self.filled = now;
        (self.tokens >= READ_BYTES_MIN).then_some(self.tokens as usize)
    }

    /// `came` bytes of the `asked` were there. Fewer than asked for mean that no more are.
    pub fn read(&mut self, came: usize, asked: usize) {
        self.unread = came == asked;
        if self.shape.bandwidth.is_some() {
            self.tokens -= came as f64;
        }
    }

    /// A message was read; it reaches the player later.
    ///
    /// # Errors
    /// When too much is under way.
    pub fn push_down(&mut self, message: &[u8], now: Instant) -> Result<(), Ended> {
        let delay = self.draw();
        self.down.push(now + delay, message)
    }

    /// The player says something; it reaches the socket later.
    ///
    /// # Errors
    /// When too much is under way.
    pub fn push_up(&mut self, message: &[u8], now: Instant) -> Result<(), Ended> {
        let delay = self.draw();
        self.up.push(now + delay, message)
    }

    /// The next message that has reached the player.
    pub fn pop_down(&mut self, now: Instant) -> Option<Box<[u8]>> {
        self.down.pop(now)
    }

    /// The next message that has reached the socket.
    pub fn pop_up(&mut self, now: Instant) -> Option<Box<[u8]>> {
        if self.stalled_until(now).is_some() { None } else { self.up.pop(now) }
    }

    /// When something may pass next; `None` while only the socket can tell.
    pub fn due(&self, now: Instant) -> Option<Instant> {
        let stalled = self.stalled_until(now).unwrap_or(now);
        let read = (self.unread && !self.deaf).then(|| stalled.max(self.tokens_at()));
        let up = self.up.due().map(|due| due.max(stalled));
        [self.down.due(), up, read].into_iter().flatten().min()
    }

    /// When a narrow line may read again.
    fn tokens_at(&self) -> Instant {
        let missing = READ_BYTES_MIN - self.tokens;
        match self.shape.bandwidth {
            Some(rate) if missing > 0.0 => {
                self.filled + Duration::from_secs_f64(missing / f64::from(rate.get()))
            }
            _ => self.filled,
        }
    }

    /// The end of the stall that is on.
    fn stalled_until(&self, now: Instant) -> Option<Instant> {
        let stall = self.shape.stall?;
        let into = now.checked_duration_since(self.stall_at)?.as_nanos() % stall.period.as_nanos();
        let into = Duration::from_nanos(into as u64);
        stall.time.checked_sub(into).filter(|left| !left.is_zero()).map(|left| now + left)
    }

    fn draw(&mut self) -> Duration {
        self.shape.latency / 2 + self.shape.jitter.mul_f64(self.chance.share())
    }
}

impl Delay {
    fn push(&mut self, due: Instant, message: &[u8]) -> Result<(), Ended> {
        if self.bytes + message.len() > UNDER_WAY_BYTES_MAX {
            return Err(Ended::Broken(format!("more than {UNDER_WAY_BYTES_MAX} bytes are under way")));
        }
        // Never before an earlier one.
        let due = self.messages.back().map_or(due, |(last, _)| due.max(*last));
        self.bytes += message.len();
        self.messages.push_back((due, message.into()));
        Ok(())
    }

    fn pop(&mut self, now: Instant) -> Option<Box<[u8]>> {
        let (_, message) = self.messages.pop_front_if(|(due, _)| *due <= now)?;
        self.bytes -= message.len();
        Some(message)
    }

    fn due(&self) -> Option<Instant> {
        self.messages.front().map(|(due, _)| *due)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(shape: &str) -> (Line, impl Fn(u64) -> Instant) {
        let start = Instant::now();
        (Line::new(shape.parse().unwrap(), 7, start), move |ms| start + Duration::from_millis(ms))
    }

    /// Sends a numbered message each 10 ms for 2 s; returns when each arrives, milliseconds.
    fn arrivals(shape: &str) -> Vec<u64> {
        let (mut line, at) = line(shape);
        let mut arrived = Vec::new();
        for ms in 0..3_000u64 {
            if ms % 10 == 0 && ms < 2_000 {
                line.push_up(&(ms / 10).to_le_bytes(), at(ms)).unwrap();
            }
            while let Some(message) = line.pop_up(at(ms)) {
                assert_eq!(*message, (arrived.len() as u64).to_le_bytes(), "the order is broken");
                arrived.push(ms);
            }
        }
        arrived
    }

    #[test]
    fn messages_come_later_in_order_and_alike_for_a_seed() {
        let arrived = arrivals("latency=80ms,jitter=30ms");
        assert_eq!(arrived.len(), 200);
        assert_eq!(arrived, arrivals("latency=80ms,jitter=30ms"));
        let late: Vec<_> = arrived.iter().zip(0..).map(|(ms, n)| ms - n * 10).collect();
        assert!(late.iter().all(|ms| (40..=71).contains(ms)), "{late:?}");
        assert!(late.iter().any(|ms| *ms < 48) && late.iter().any(|ms| *ms > 62), "{late:?}");
    }

    #[test]
    fn nothing_passes_in_a_stall_and_everything_after_it() {
        let arrived = arrivals("stall=400ms/1s");
        assert_eq!(arrived.len(), 200);
        let pauses: Vec<_> = arrived.windows(2).map(|pair| pair[1] - pair[0]).filter(|ms| *ms > 10).collect();
        assert!((1..=3).contains(&pauses.len()) && pauses.iter().all(|ms| *ms >= 390), "{pauses:?}");
        let (mut line, at) = line("stall=400ms/1s");
        line.came();
        let open = (0..1_000).filter(|ms| line.readable(at(*ms)).is_some()).count();
        assert!((590..=610).contains(&open), "readable in {open} of 1,000 ms");
    }

    #[test]
    fn the_line_says_when_something_passes_next() {
        let (mut line, at) = line("latency=80ms");
        assert_eq!(line.due(at(0)), None);
        line.push_down(b"x", at(5)).unwrap();
        line.push_up(b"y", at(0)).unwrap();
        assert_eq!(line.due(at(5)), Some(at(40)));
        assert_eq!((line.pop_down(at(44)), line.pop_up(at(39))), (None, None));
        assert!(line.pop_down(at(45)).is_some() && line.pop_up(at(40)).is_some());
    }

    #[test]
    fn a_narrow_line_reads_no_faster_than_it_may() {
        let (mut line, at) = line("bandwidth=4kB");
        let mut read = 0;
        line.came();
        for ms in 0..10_000 {
            while let Some(asked) = line.readable(at(ms)) {
                line.read(asked, asked);
                read += asked;
            }
            assert!(line.due(at(ms)).is_some_and(|due| due <= at(ms + 76)), "nobody would wake it");
        }
        assert!((40_000..=42_000).contains(&read), "{read} bytes in 10 s");
    }

    #[test]
    fn who_never_reads_does_so_from_his_seat_on() {
        let (mut line, at) = line("never-read");
        line.came();
        assert!(line.readable(at(0)).is_some());
        line.read(100, READ_BUFFER_BYTES);
        assert!(line.readable(at(1)).is_none(), "all was read");
        line.seated();
        line.came();
        assert!(line.readable(at(2)).is_none() && line.due(at(2)).is_none());
        line.push_up(b"input", at(3)).unwrap();
        assert!(line.pop_up(at(3)).is_some());
    }
}
