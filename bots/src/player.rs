//! One headless player: from the handshake to the last snapshot.

use std::{
    collections::VecDeque,
    task::{Context, Poll, Waker},
    time::Duration,
};

use fracas_brains::{Corrections, Pilot};
use fracas_protocol::{
    ClientMessage, PROTOCOL_VERSION, ServerMessage,
    client::{Hello, Join},
    decode_server,
    server::Snapshot,
};
use tokio::time::Instant;

use crate::{
    clock::InputClock,
    connection::{Connection, Ended, header_bytes},
    tally::Tally,
};

/// Milliseconds that inputs shall wait for their tick: above what timers and a busy core jitter.
const SLACK_MIN_MS: f64 = 6.0;

/// Milliseconds over which the waits of all players spread, so that not all send at once.
const SLACK_SPREAD_MS: f64 = 4.0;

/// Where a player stands.
enum State {
    /// Not connected yet.
    Outside,
    /// Has asked for a seat.
    Joining(Connection),
    /// Has a seat.
    Playing(Connection, InputClock),
    /// Never got a seat.
    Refused(String),
    /// Lost his seat.
    Dropped(Instant, String),
}

/// A headless player.
pub struct Player {
    name: String,
    pilot: Pilot,
    state: State,
    waker: Waker,
    /// His share of everything that is spread over all players, 0 up to 1.
    share: f64,
    unacked: VecDeque<(u32, Instant)>,
    last_snapshot: Option<Instant>,
    cooldown: u8,
    corrections_before: Corrections,
}

impl Player {
    /// A player who is not connected yet. His socket will wake `waker`; `share` (0 up to 1) is his part of what is
    /// spread over all players.
    pub fn new(name: String, pilot: Pilot, waker: Waker, share: f64) -> Self {
        Self {
            name,
            pilot,
            state: State::Outside,
            waker,
            share,
            unacked: VecDeque::new(),
            last_snapshot: None,
            cooldown: 0,
            corrections_before: Corrections::default(),
        }
    }

    /// The handshake succeeded, or not. Asks for a seat.
    pub fn connected(&mut self, connection: Result<Connection, Ended>, room: &str, tally: &mut Tally) {
        let hello = Hello { version: PROTOCOL_VERSION, room: room.into(), token: String::new() };
        let join = Join { name: self.name.clone() };
        match connection {
            Ok(connection) => {
                self.state = State::Joining(connection);
                self.send(&ClientMessage::Hello(hello), tally);
                self.send(&ClientMessage::Join(join), tally);
            }
            Err(ended) => self.end(ended.to_string()),
        }
    }

    /// Reads all that has come.
    pub fn read(&mut self, tally: &mut Tally) {
        loop {
            let (State::Joining(connection) | State::Playing(connection, _)) = &mut self.state else {
                return;
            };
            match connection.poll_read(&mut Context::from_waker(&self.waker)) {
                Poll::Pending => return,
                Poll::Ready(Ok(bytes)) => {
                    tally.down_bytes += (bytes.len() + header_bytes(bytes.len())) as u64;
                    match decode_server(&bytes) {
                        Ok(message) => self.hear(&message, tally),
                        Err(error) => self.end(format!("the server sent an illegal message: {error}")),
                    }
                }
                Poll::Ready(Err(ended)) => self.end(ended.to_string()),
            }
        }
    }

    fn hear(&mut self, message: &ServerMessage<'_>, tally: &mut Tally) {
        self.pilot.read(message);
        match message {
            ServerMessage::Snapshot(snapshot) => self.measure(snapshot, tally),
            ServerMessage::Seated(_) => self.sit(),
            ServerMessage::Refused(refused) => self.end(refused.text.clone()),
            ServerMessage::Welcome(_) => {}
        }
    }

    fn sit(&mut self) {
        let Some(sight) = self.pilot.sight() else { return };
        let tick_rate = sight.tick_rate();
        self.state = match std::mem::replace(&mut self.state, State::Outside) {
            State::Joining(connection) => {
                let first = Instant::now() + Duration::from_secs_f64(self.share / f64::from(tick_rate));
                let target_ms = SLACK_MIN_MS + SLACK_SPREAD_MS * self.share;
                State::Playing(connection, InputClock::new(tick_rate, first, target_ms))
            }
            other => other,
        };
    }

    fn measure(&mut self, snapshot: &Snapshot<'_>, tally: &mut Tally) {
        let State::Playing(_, clock) = &mut self.state else { return };
        let now = Instant::now();
        if let Some(last) = self.last_snapshot.replace(now) {
            tally.snapshot_gap.record(now - last);
        }
        let mut fresh = false;
        while let Some((_, sent)) = self.unacked.pop_front_if(|(seq, _)| *seq <= snapshot.ack_seq) {
            tally.input_to_ack.record(now - sent);
            fresh = true;
        }
        if fresh {
            clock.steer(snapshot.slack_ms);
        }
        let Some(sight) = self.pilot.sight() else { return };
        if let Some(own) = sight.own() {
            tally.living_snapshots += 1;
            tally.ships_in_view += sight.ships_in_view() as u64;
            // The cooldown only falls, but for a shot.
            tally.shots += u64::from(own.cooldown > self.cooldown);
            self.cooldown = own.cooldown;
        }
    }

    /// When the next input is due; `None` without a seat.
    pub fn due(&self) -> Option<Instant> {
        match &self.state {
            State::Playing(_, clock) => Some(clock.due()),
            State::Outside | State::Joining(_) | State::Refused(_) | State::Dropped(..) => None,
        }
    }

    /// Sends the input that is due, and what the player spends, if anything.
    pub fn send_input(&mut self, tally: &mut Tally) {
        let State::Playing(_, clock) = &mut self.state else { return };
        let now = Instant::now();
        clock.sent(now);
        let input = self.pilot.next_input();
        self.unacked.push_back((input.seq, now));
        self.send(&ClientMessage::Input(input), tally);
        if let Some(spend) = self.pilot.next_spend() {
            self.send(&ClientMessage::Spend(spend), tally);
        }
    }

    fn send(&mut self, message: &ClientMessage, tally: &mut Tally) {
        let (State::Joining(connection) | State::Playing(connection, _)) = &mut self.state else { return };
        match connection.send(&mut Context::from_waker(&self.waker), message) {
            Ok(bytes) => tally.up_bytes += bytes as u64,
            Err(ended) => self.end(ended.to_string()),
        }
    }

    fn end(&mut self, reason: String) {
        self.state = match &self.state {
            State::Playing(..) => State::Dropped(Instant::now(), reason),
            State::Outside | State::Joining(_) | State::Refused(_) => State::Refused(reason),
            State::Dropped(since, _) => State::Dropped(*since, reason),
        };
    }

    /// The measured window begins: earlier corrections do not count.
    pub fn begin_window(&mut self) {
        self.corrections_before = self.pilot.corrections();
    }

    /// Corrections since the window began.
    pub fn corrections(&self) -> Corrections {
        let (now, before) = (self.pilot.corrections(), &self.corrections_before);
        Corrections {
            compared_ticks: now.compared_ticks - before.compared_ticks,
            hit: now.hit - before.hit,
            push: now.push - before.push,
            starved: now.starved - before.starved,
            unexplained: now.unexplained - before.unexplained,
        }
    }

    /// The first correction without a cause, as a line for whoever hunts the bug.
    pub fn first_unexplained(&self) -> Option<String> {
        let first = self.pilot.first_unexplained()?;
        Some(format!("{} in slot {:?}: {first:?}", self.name, self.pilot.slot()?))
    }

    /// The window ends: a gap that is still open counts with what it has reached, if that is over a tick. A
    /// stalled player must not look like one without gaps.
    pub fn end_window(&mut self, tick: Duration, tally: &mut Tally) {
        if let (State::Playing(..), Some(last)) = (&self.state, self.last_snapshot)
            && last.elapsed() > tick
        {
            tally.snapshot_gap.record(last.elapsed());
        }
    }

    /// Says goodbye.
    pub fn leave(&mut self) {
        if let State::Joining(connection) | State::Playing(connection, _) = &mut self.state {
            connection.close(&mut Context::from_waker(&self.waker));
        }
    }

    /// True until the server has answered the wish for a seat.
    pub fn is_waiting(&self) -> bool {
        matches!(self.state, State::Outside | State::Joining(_))
    }

    /// True while he has a seat.
    pub fn is_playing(&self) -> bool {
        matches!(self.state, State::Playing(..))
    }

    /// Why he never got a seat.
    pub fn refused(&self) -> Option<&str> {
        match &self.state {
            State::Refused(reason) => Some(reason),
            State::Outside | State::Joining(_) | State::Playing(..) | State::Dropped(..) => None,
        }
    }

    /// When and why he lost his seat.
    pub fn dropped(&self) -> Option<(Instant, &str)> {
        match &self.state {
            State::Dropped(since, reason) => Some((*since, reason)),
            State::Outside | State::Joining(_) | State::Playing(..) | State::Refused(_) => None,
        }
    }
}
