//! A room without sockets and without waiting: time is a number of ticks, and messages travel as late as a test says.

mod away;
mod chat;
mod garbage;
mod gauge;
mod host;
mod lent;
mod newcomer;
mod overload;
mod rail;
mod rejoin;
mod watch;

use std::{collections::VecDeque, io::Write, time::Duration};

use fracas_brains::sight::Sight;
use fracas_protocol::{
    ClientMessage, Event, Rules, ServerMessage, Slot, client::Join, decode_server, event::Hit,
    record::RailRecord, server::Snapshot,
};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use tokio::time::Instant;

use super::Room;
use crate::{
    link::{Board, Link, Mail, RoomConfig, SessionKey},
    sim::Command,
};

const RATE: u32 = 30;

/// Says a figure past the capture of the test harness: it is wanted from every run.
fn figure(text: &str) {
    let _ = writeln!(std::io::stderr(), "figure: {text}");
}

/// A room and its clock.
struct Lab {
    room: Room,
    start: Instant,
    ticks: u32,
    /// The commands of every tick so far.
    log: Vec<Vec<Command>>,
}

impl Lab {
    fn new(seed: u64, bots: u16, rules: Rules) -> Self {
        let config = RoomConfig { rules, ..RoomConfig::standing("lab", seed, RATE, bots, 100) };
        let start = Instant::now();
        Self {
            room: Room::new(config, Vec::new(), Board::new(None), start),
            start,
            ticks: 0,
            log: Vec::new(),
        }
    }

    fn now(&self) -> Instant {
        self.start + Duration::from_secs(1) * self.ticks / RATE
    }

    /// Seconds since the start.
    fn seconds(&self) -> f64 {
        f64::from(self.ticks) / f64::from(RATE)
    }

    fn tick(&mut self) {
        self.ticks += 1;
        self.room.tick(self.now(), self.now());
        self.log.push(self.room.commands.clone());
    }

    /// Seats a guest in the next tick.
    fn join(&mut self, name: &str) -> Guest {
        let key = self.room.open_in_memory(self.now());
        let mut sight = Sight::new(&self.room.welcome());
        self.send(key, ClientMessage::Join(Join { name: name.into() }));
        self.tick();
        let slot = self.room.sessions[key].state.seat().expect("there is a seat");
        sight.sit(slot);
        Guest { key, slot, sight, seq: 0, hits: Vec::new(), rails: Vec::new() }
    }

    /// Hands the room a message that has just been read.
    fn send(&mut self, from: SessionKey, message: ClientMessage) {
        let at = self.now();
        self.link(from).heard.set(at);
        self.room.inbox.borrow_mut().push(Mail::Message { session: from, message, at });
    }

    fn link(&self, of: SessionKey) -> &Link {
        self.room.audience.link(of).expect("the session is open")
    }

    /// The events that a session was told in this tick, if it got a frame.
    fn told(&self, of: SessionKey) -> Vec<Event> {
        let frame = self.frame(of);
        let Ok(ServerMessage::Snapshot(snapshot)) = decode_server(&frame) else {
            panic!("a frame is a snapshot");
        };
        let fresh = snapshot.tick == self.room.sim.tick();
        snapshot.events.into_iter().flatten().filter(|_| fresh).collect()
    }

    /// The newest frame of a session.
    fn frame(&self, of: SessionKey) -> Vec<u8> {
        self.link(of).outbox.borrow().memory_snapshot().to_vec()
    }
}

/// A player who reads his frames.
struct Guest {
    key: SessionKey,
    slot: Slot,
    sight: Sight,
    seq: u32,
    /// Hits of his in the newest frame.
    hits: Vec<Hit>,
    /// Lines in the newest frame.
    rails: Vec<RailRecord>,
}

impl Guest {
    fn read(&mut self, frame: &[u8]) {
        let Ok(ServerMessage::Snapshot(snapshot)) = decode_server(frame) else {
            panic!("a frame is a snapshot");
        };
        self.sight.apply(&snapshot);
        let Snapshot { events, rails, .. } = snapshot;
        self.hits = events.into_iter().flatten().filter_map(hit).collect();
        self.rails = rails.into_iter().flat_map(|bytes| RailRecord::all(bytes)).collect();
    }

    fn next_seq(&mut self) -> u32 {
        self.seq += 1;
        self.seq
    }
}

fn hit(event: Event) -> Option<Hit> {
    match event {
        Event::Hit(hit) => Some(hit),
        _ => None,
    }
}

/// One direction of a connection: everything arrives in order, late by `delay` give or take `jitter` seconds.
struct Line<T> {
    delay: f64,
    jitter: f64,
    under_way: VecDeque<(f64, T)>,
    rng: ChaCha8Rng,
}

impl<T> Line<T> {
    fn new(delay: f64, jitter: f64, rng: ChaCha8Rng) -> Self {
        Self { delay, jitter, under_way: VecDeque::new(), rng }
    }

    fn push(&mut self, now: f64, thing: T) {
        let arrival = now + self.delay + self.rng.random_range(-self.jitter..=self.jitter);
        let after = self.under_way.back().map_or(0.0, |(before, _)| *before);
        self.under_way.push_back((arrival.max(after), thing));
    }

    /// What has arrived by `now`.
    fn pop(&mut self, now: f64) -> Option<T> {
        self.under_way.pop_front_if(|(arrival, _)| *arrival <= now).map(|(_, thing)| thing)
    }
}
