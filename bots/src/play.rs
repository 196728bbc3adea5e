//! A player's part in the game: what he hears, what he says and what is counted of it. No socket.

use std::{collections::VecDeque, time::Duration};

use fracas_protocol::client::{Ack, Input};
use tokio::time::Instant;

use crate::{
    clock::InputClock,
    connection::Ended,
    frame::header_bytes,
    mind::{Mind, News, Told},
    tally::Tally,
};

/// Milliseconds that inputs shall wait for their tick: above what timers and a busy core jitter.
const SLACK_MIN_MS: f64 = 6.0;

/// Milliseconds over which the waits of all players spread, so that not all send at once.
const SLACK_SPREAD_MS: f64 = 4.0;

/// Inputs whose ack is waited for: 17 s at 60 Hz, where the server closes who has not acked for 10 s.
const UNACKED_MAX: usize = 1024;

/// Time between two acks of a watcher: he owes none, and this is often enough to show that he lags.
const ACK_EVERY: Duration = Duration::from_secs(1);

/// What a player is on one connection.
pub struct Play {
    /// Who plays.
    pub mind: Mind,
    /// His part of what is spread over all players, 0 up to 1.
    share: f64,
    tick_rate: u8,
    /// Has a seat, or watches.
    inside: bool,
    /// When a watcher says again what he has read.
    ack_due: Option<Instant>,
    /// From Seated on.
    clock: Option<InputClock>,
    unacked: VecDeque<(u32, Instant)>,
    last_snapshot: Option<Instant>,
    cooldown: u8,
}

impl Play {
    /// A player who has heard nothing yet on this connection. `share` (0 up to 1) is his part of what is spread over
    /// all players.
    pub fn new(mind: Mind, share: f64) -> Self {
        Self {
            mind,
            share,
            tick_rate: 0,
            inside: false,
            ack_due: None,
            clock: None,
            unacked: VecDeque::new(),
            last_snapshot: None,
            cooldown: 0,
        }
    }

    /// The same player, who was away since `earlier`: the gap until his next snapshot is one of his gaps, too.
    pub fn after(self, earlier: &Self) -> Self {
        Self { last_snapshot: earlier.last_snapshot, ..self }
    }

    /// Takes in one message that came `now`.
    ///
    /// # Errors
    /// When it is illegal, or refuses him a seat.
    pub fn hear(&mut self, bytes: &[u8], now: Instant, tally: &mut Tally) -> Result<(), Ended> {
        let told = self.mind.read(bytes);
        match told.map_err(|error| Ended::Broken(format!("the server sent an illegal message: {error}")))? {
            Told::Welcome { tick_rate } => {
                self.tick_rate = tick_rate;
                self.watch(now);
            }
            Told::Seated => self.sit(now),
            Told::Busy(text) => return Err(Ended::Busy(text)),
            Told::Refused(text) => return Err(Ended::Refused(text)),
            Told::World(news) => {
                let frame_bytes = (header_bytes(bytes.len()) + bytes.len()) as u64;
                tally.largest_frame = tally.largest_frame.max(frame_bytes);
                self.measure(&news, now, tally);
            }
        }
        Ok(())
    }

    /// Counts the bytes of a message that was read, with its frame's head.
    pub fn count_bytes(len: usize, tally: &mut Tally) {
        tally.down_bytes += (header_bytes(len) + len) as u64;
    }

    fn watch(&mut self, now: Instant) {
        self.inside = self.mind.watches();
        self.ack_due = self.inside.then(|| now + ACK_EVERY.mul_f64(self.share));
    }

    fn sit(&mut self, now: Instant) {
        let first = now + Duration::from_secs_f64(self.share / f64::from(self.tick_rate));
        let target_ms = SLACK_MIN_MS + SLACK_SPREAD_MS * self.share;
        self.inside = true;
        self.clock = Some(InputClock::new(self.tick_rate, first, target_ms));
    }

    fn measure(&mut self, news: &News, now: Instant, tally: &mut Tally) {
        if !self.inside {
            return;
        }
        if let Some(last) = self.last_snapshot.replace(now) {
            tally.gap(now - last, self.mind.is_full());
        }
        let mut fresh = false;
        while let Some((_, sent)) = self.unacked.pop_front_if(|(seq, _)| *seq <= news.ack_seq) {
            tally.input_to_ack.record(now - sent);
            fresh = true;
        }
        if let Some(clock) = &mut self.clock {
            if let Some(speed) = news.speed {
                clock.set_speed(speed);
            }
            if fresh {
                clock.steer(news.slack_ms, now);
            }
        }
        tally.hits += news.hits as u64;
        if let Some(ships) = news.ships_in_view {
            tally.views += 1;
            tally.ships_in_view += ships as u64;
        }
        if let Some(cooldown) = news.cooldown {
            // The cooldown only falls, but for a shot.
            tally.shots += u64::from(cooldown > self.cooldown);
            self.cooldown = cooldown;
        }
    }

    /// True from Seated on; of a watcher, from Welcome on.
    pub fn is_inside(&self) -> bool {
        self.inside
    }

    /// When the next input is due, or the next ack of a watcher; `None` before Seated and Welcome.
    pub fn due(&self) -> Option<Instant> {
        self.clock.as_ref().map(InputClock::due).or(self.ack_due)
    }

    /// What a watcher has read, once a second.
    pub fn next_ack(&mut self, now: Instant) -> Option<Ack> {
        self.ack_due.filter(|due| *due <= now)?;
        self.ack_due = Some(now + ACK_EVERY);
        self.mind.ack()
    }

    /// The input that is due, if one is.
    pub fn next_input(&mut self, now: Instant) -> Option<Input> {
        let clock = self.clock.as_mut().filter(|clock| clock.due() <= now)?;
        clock.sent(now);
        let input = self.mind.next_input()?;
        self.unacked.push_back((input.seq, now));
        // Who never reads hears of no ack: what is older than the server waits for will get none.
        if self.unacked.len() > UNACKED_MAX {
            self.unacked.pop_front();
        }
        Some(input)
    }

    /// The window ends: a gap that is still open counts with what it has reached, if that is over a tick. A
    /// stalled player must not look like one without gaps.
    pub fn end_window(&self, tick: Duration, tally: &mut Tally) {
        if let Some(last) = self.last_snapshot
            && last.elapsed() > tick
        {
            tally.gap(last.elapsed(), self.mind.is_full());
        }
    }
}
