//! A room full of players who fight by a script, without sockets and without waiting: for benchmarks, and for tests that
//! count what a tick costs.

use std::time::Duration;

use fracas_protocol::{
    ClientMessage,
    client::{Input, Join, buttons},
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tokio::time::Instant;

use super::Room;
use crate::{
    audience::Lender,
    link::{Board, Mail, RoomConfig, SessionKey},
};

/// Seats taken in one tick while the room fills: a thousand a second, as a storm of joins would.
const JOINS_PER_TICK: usize = 50;

/// Ticks after the last join until ships have spread, and every buffer has grown.
const WARM_UP_TICKS: u32 = 300;

/// A full room and its clock.
pub struct Arena {
    pub(super) room: Room,
    pub(super) now: Instant,
    rate: u32,
    players: Vec<SessionKey>,
    /// What each does now.
    wishes: Vec<Input>,
    rng: ChaCha8Rng,
}

impl Arena {
    /// A room in which `players` have fought for some time, at `rate` ticks a second.
    pub fn new(players: u16, rate: u32) -> Self {
        let mut arena = Self::empty(players, rate, Vec::new());
        while arena.players.len() < usize::from(players) {
            let joins = JOINS_PER_TICK.min(usize::from(players) - arena.players.len());
            for _ in 0..joins {
                let session = arena.room.open_in_memory(arena.now);
                arena.join(session);
            }
            arena.tick();
        }
        (0..WARM_UP_TICKS).for_each(|_| arena.tick());
        arena
    }

    /// A room for `players` with nobody in it yet, which may lend sessions to the shards of `lenders`.
    pub(super) fn empty(players: u16, rate: u32, lenders: Vec<Lender>) -> Self {
        let config = RoomConfig::standing("arena", 1, rate, 0, players);
        let now = Instant::now();
        let room = Room::new(config, lenders, Board::new(None), now);
        let rng = ChaCha8Rng::seed_from_u64(1);
        Self { room, now, rate, players: Vec::new(), wishes: Vec::new(), rng }
    }

    /// Lets an open session fight from the next tick on.
    pub(super) fn join(&mut self, session: SessionKey) {
        let join = ClientMessage::Join(Join { name: format!("Player {session}") });
        self.say(session, join);
        self.players.push(session);
        self.wishes.push(Input {
            seq: 0,
            ack: 0,
            hold: 1,
            move_x: 0,
            move_y: 0,
            buttons: 0,
            aim_x: 1,
            aim_y: 0,
            back: 0,
        });
    }

    fn say(&self, session: SessionKey, message: ClientMessage) {
        self.room.inbox.borrow_mut().push(Mail::Message { session, message, at: self.now });
    }

    /// One tick in which everybody flies and shoots.
    pub fn tick(&mut self) {
        self.play();
        self.room.tick(self.now, self.now);
    }

    /// Time passes and everybody says what he does in the next tick: about every second something else.
    pub(super) fn play(&mut self) {
        self.now += Duration::from_secs(1) / self.rate;
        let ack = self.room.sim.tick();
        for player in 0..self.players.len() {
            let changes = self.rng.random_ratio(1, self.rate);
            let wish = &mut self.wishes[player];
            if changes || wish.seq == 0 {
                wish.move_x = self.rng.random_range(-127..=127);
                wish.move_y = self.rng.random_range(-127..=127);
                wish.aim_x = self.rng.random_range(-1000..=1000);
                wish.aim_y = self.rng.random_range(-1000..=1000);
                wish.buttons = if self.rng.random_ratio(1, 2) { buttons::FIRE } else { 0 };
            }
            (wish.seq, wish.ack) = (wish.seq + 1, ack);
            let input = ClientMessage::Input(wish.clone());
            self.say(self.players[player], input);
            self.room.audience.link(self.players[player]).iter().for_each(|link| link.heard.set(self.now));
        }
    }

    /// Begins the measuring anew.
    pub fn forget_times(&mut self) {
        self.room.meter = Default::default();
    }

    /// (phase, median of its CPU time in microseconds) since the measuring began, and bytes per snapshot.
    pub fn times(&self) -> (Vec<(&'static str, u64)>, f64) {
        let counters = &self.room.meter.counters;
        let bytes = counters.snapshot_bytes as f64 / counters.snapshots.max(1) as f64;
        (self.room.meter.medians(), bytes)
    }
}
