//! A room: one world, one clock, one inbox. [`Room::tick`] is the whole of it on one screen.

mod admit;
mod board;
mod clock;
mod fill;
#[cfg(fuzzing)]
pub(crate) mod fuzz;
mod meter;
mod roster;
mod send;
mod session;
mod tell;

#[cfg(test)]
mod tests;

use std::{cell::RefCell, rc::Rc};

use fracas_protocol::{
    CloseCode, NOBODY, PROTOCOL_VERSION, Rules, ServerMessage, Slot, Tick, encode,
    event::{Event, World},
    server::Welcome,
};
use slab::Slab;
use tokio::time::Instant;
use tracing::{debug, info, trace_span};

pub(crate) use clock::Timeline;

use crate::{
    link::{Inbox, Link, Mail, RoomStats, SessionKey},
    sim::{Command, Simulation},
    snapshot::{Scratch, View},
};
use board::Board;
use fill::Fill;
use meter::{Meter, Phase};
use roster::Roster;
use session::{Session, State};

/// What a room is made from.
#[derive(Clone, Debug)]
pub(crate) struct RoomConfig {
    /// Its name, as in Hello.
    pub(crate) name: String,
    /// Seed of its world.
    pub(crate) seed: u64,
    /// Ticks a second.
    pub(crate) tick_rate: u32,
    /// Players up to which fill bots keep it alive.
    pub(crate) bots: u16,
    /// Seats for people.
    pub(crate) max_players: u16,
    /// The game's numbers.
    pub(crate) rules: Rules,
}

/// Whom watchers follow.
#[derive(Clone, Copy, Debug)]
struct Showcase {
    slot: Slot,
    at: (f32, f32),
    seen: Tick,
}

/// One world and everybody in it.
pub(crate) struct Room {
    config: RoomConfig,
    sim: Simulation,
    roster: Roster,
    sessions: Slab<Session>,
    inbox: Rc<RefCell<Inbox>>,
    mail: Vec<Mail>,
    commands: Vec<Command>,
    view: View,
    scratch: Scratch,
    board: Board,
    showcase: Showcase,
    fill: Fill,
    meter: Meter,
}

impl Room {
    /// An empty room at tick 0.
    pub(crate) fn new(config: RoomConfig) -> Self {
        let sim = Simulation::new(config.seed, &config.rules, config.tick_rate);
        info!(room = config.name, seed = config.seed, tick_rate = config.tick_rate, "room opened");
        Self {
            view: View::new(&sim),
            roster: Roster::new(usize::from(config.max_players) + usize::from(config.bots)),
            fill: Fill::new(config.bots, config.seed),
            sim,
            sessions: Slab::new(),
            inbox: Rc::default(),
            mail: Vec::new(),
            commands: Vec::new(),
            scratch: Scratch::default(),
            board: Board::default(),
            showcase: Showcase { slot: NOBODY, at: (0.0, 0.0), seen: 0 },
            meter: Meter::default(),
            config,
        }
    }

    /// One tick, in the order in which everything happens. `due` is when it was meant to run, `now` when it does.
    pub(crate) fn tick(&mut self, due: Instant, now: Instant) {
        let _span = trace_span!("tick", number = self.sim.tick() + 1).entered();
        let mut watch = self.meter.begin(now - due);
        self.admit(now);
        watch.lap(Phase::Admit);
        self.sim.step(&self.commands);
        watch.lap(Phase::Step);
        self.capture();
        self.tell();
        watch.lap(Phase::View);
        self.send(now);
        watch.lap(Phase::Send);
        self.fill.think(&self.sessions, &mut self.inbox.borrow_mut(), now);
        watch.lap(Phase::Bots);
        self.meter.end(watch);
    }

    /// Ticks a second.
    pub(crate) fn tick_rate(&self) -> u32 {
        self.config.tick_rate
    }

    /// Where readers put what arrives.
    pub(crate) fn inbox(&self) -> Rc<RefCell<Inbox>> {
        Rc::clone(&self.inbox)
    }

    /// Lets a session in, as a watcher, and welcomes it.
    pub(crate) fn open(&mut self, link: Rc<Link>) -> SessionKey {
        link.outbox.borrow_mut().message(&encode(&ServerMessage::Welcome(self.welcome())));
        let mut session = Session::new(link);
        if let Some((half, from)) = self.sim.next_half() {
            session.viewer.tell(&[], &encode(&Event::World(World { half, from })));
        }
        self.meter.counters.sessions += 1;
        let key = self.sessions.insert(session);
        debug!(session = key, "session opened");
        key
    }

    /// Ticks between two leaderboards and minimaps: half a second.
    fn news_ticks(&self) -> Tick {
        self.config.tick_rate.div_ceil(2)
    }

    fn welcome(&self) -> Welcome {
        Welcome {
            version: PROTOCOL_VERSION,
            room: self.config.name.clone(),
            tick_rate: self.config.tick_rate as u8,
            tick: self.sim.tick(),
            world_half: self.sim.half(),
            rules: self.sim.rules().clone(),
            steps: self.sim.steps().clone(),
        }
    }

    /// Packs the tick, and twice a second the leaderboard and the minimap.
    fn capture(&mut self) {
        let twice_a_second = self.sim.tick() % self.news_ticks() == 1;
        self.view.capture(&self.sim, twice_a_second);
        if twice_a_second {
            self.board.rank(self.sim.scores());
        }
    }

    /// Closes a session for a reason; its seat is given back when its socket is gone. A fill bot has none.
    fn close(&mut self, key: SessionKey, code: CloseCode, why: &str) {
        if self.fill.forget(key) {
            // It has no reader to say that it is gone.
            self.inbox.borrow_mut().push(Mail::Gone { session: key });
        }
        let open = |session: &&mut Session| !session.state.is_closing();
        if let Some(session) = self.sessions.get_mut(key).filter(open) {
            self.meter.count_close(code);
            debug!(session = key, code = code.number(), why, "session closed");
            session.state = session.state.closing();
            session.link.close(code, why);
        }
    }

    /// Ends the room: tells everybody why.
    pub(crate) fn close_all(&mut self, code: CloseCode, why: &str) {
        let keys: Vec<SessionKey> = self.sessions.iter().map(|(key, _)| key).collect();
        for key in keys {
            self.close(key, code, why);
        }
        info!(room = self.config.name, ticks = self.sim.tick(), "room closed");
    }

    /// True while a reader has not ended; reads the mail that says so.
    pub(crate) fn has_sockets(&mut self) -> bool {
        for mail in self.inbox.borrow_mut().take(Vec::new()) {
            if let Mail::Gone { session } = mail {
                self.sessions.try_remove(session);
            }
        }
        !self.sessions.is_empty()
    }

    /// Notes that the timeline shifted.
    pub(crate) fn count_late(&mut self) {
        self.meter.counters.late_ticks += 1;
    }

    /// The room's figures since it opened.
    pub(crate) fn stats(&self) -> RoomStats {
        let players = self.roster.people();
        let (tick_wall_us, tick_cpu_us, tick_late_us) = self.meter.ticks();
        RoomStats {
            room: self.config.name.clone(),
            tick_hz: self.config.tick_rate,
            tick: self.sim.tick(),
            players,
            bots: self.fill.len(),
            watchers: self.sessions.iter().filter(|(_, s)| matches!(s.state, State::Watching)).count(),
            max_players: usize::from(self.config.max_players),
            world_half: self.sim.half(),
            tick_wall_us,
            tick_cpu_us,
            tick_late_us,
            phases: self.meter.phases(),
            counters: self.meter.counters.clone(),
        }
    }
}
