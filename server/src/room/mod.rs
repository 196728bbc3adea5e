//! A room: one world, one clock, one inbox. [`Room::tick`] is the whole of it on one screen.

mod admit;
#[cfg(any(test, feature = "bench"))]
mod arena;
mod away;
#[cfg(feature = "burn")]
mod burn;
mod camera;
mod chat;
mod clock;
mod feed;
mod fill;
mod filter;
#[cfg(fuzzing)]
pub(crate) mod fuzz;
mod gate;
mod host;
mod meter;
mod notices;
mod overload;
mod roster;
mod session;
mod tell;
mod voice;

#[cfg(test)]
mod tests;

use std::{
    cell::RefCell,
    collections::{HashSet, VecDeque},
    rc::Rc,
    sync::Arc,
    time::Duration,
};

use fracas_protocol::{Slot, Tick};
use slab::Slab;
use tokio::{sync::mpsc::Sender, time::Instant};
use tracing::{info, trace_span, warn};

#[cfg(any(test, feature = "bench"))]
pub use arena::Arena;
pub(crate) use clock::Timeline;

use crate::{
    audience::{Audience, Lender, Scene, news_ticks},
    limits::ORDERS,
    link::{Board, Inbox, Mail, PlayerId, Post, RoomConfig, RoomStats, Settings, Told},
    rate_limit::RateLimit,
    sim::{Command, Simulation},
};
use chat::Chat;
use fill::Fill;
use meter::{Meter, Phase};
use overload::Overload;
use roster::Roster;
use session::Session;

/// One world and everybody in it.
pub(crate) struct Room {
    config: RoomConfig,
    settings: Settings,
    /// The settings have changed since everybody was told.
    settings_are_news: bool,
    /// What its host may still order.
    orders: RateLimit,
    host: Option<PlayerId>,
    banned: HashSet<PlayerId>,
    board: Board,
    /// Tick by which a room that was closed is over.
    ends: Option<Tick>,
    sim: Simulation,
    roster: Roster,
    /// Since when players are away, and from which seats; those who came back too.
    away: VecDeque<(Tick, Slot)>,
    /// Who left a seat in the time of a respawn, and when.
    left: VecDeque<(Tick, PlayerId)>,
    sessions: Slab<Session>,
    inbox: Rc<RefCell<Inbox>>,
    mail: Vec<Mail>,
    commands: Vec<Command>,
    /// Shared only between the send phase and the next tick, and only while sessions are lent.
    scene: Arc<Scene>,
    showcase_seen: Tick,
    audience: Audience,
    lenders: Vec<Lender>,
    fill: Fill,
    meter: Meter,
    overload: Overload,
    chat: Chat,
    /// To those who follow it from outside of the game.
    followers: Vec<Sender<Told>>,
    /// When the newest tick ended.
    ended: Option<Instant>,
    #[cfg(feature = "burn")]
    burn: Option<burn::Burn>,
    /// The speed of the world that everybody has been told, percent.
    told_speed: u8,
}

impl Room {
    /// An empty room at tick 0, which may lend sessions to the shards of `lenders` and puts its news up on `board`.
    pub(crate) fn new(config: RoomConfig, lenders: Vec<Lender>, board: Board, now: Instant) -> Self {
        let sim = Simulation::new(config.seed, &config.rules, config.tick_rate);
        let settings = config.settings.clone();
        info!(room = config.code, seed = config.seed, tick_rate = config.tick_rate, "room opened");
        let inbox = Rc::<RefCell<Inbox>>::default();
        Self {
            scene: Arc::new(Scene::new(&sim)),
            showcase_seen: 0,
            audience: Audience::new(Post::Here(Rc::clone(&inbox)), now),
            roster: Roster::new(usize::from(settings.seats) + usize::from(settings.bots)),
            fill: Fill::new(settings.bots, settings.strength, config.seed),
            host: config.owner,
            banned: HashSet::new(),
            board,
            ends: None,
            settings,
            settings_are_news: false,
            orders: RateLimit::of(ORDERS, now),
            sim,
            away: VecDeque::new(),
            left: VecDeque::new(),
            sessions: Slab::new(),
            inbox,
            mail: Vec::new(),
            commands: Vec::new(),
            lenders,
            meter: Meter::default(),
            overload: Overload::default(),
            chat: Chat::new(config.filter, now),
            followers: Vec::new(),
            ended: None,
            #[cfg(feature = "burn")]
            burn: burn::Burn::from_environment(),
            told_speed: 100,
            config,
        }
    }

    /// One tick, in the order in which everything happens. `due` is when it was meant to run, `now` when it does.
    pub(crate) fn tick(&mut self, due: Instant, now: Instant) {
        let _span = trace_span!("tick", number = self.sim.tick() + 1).entered();
        let mut watch = self.meter.begin(now - due);
        self.take_back();
        self.admit(now);
        watch.lap(Phase::Admit);
        self.sim.step(&self.commands);
        #[cfg(feature = "burn")]
        self.burn.iter().for_each(burn::Burn::waste);
        watch.lap(Phase::Step);
        self.set_scene();
        watch.lap(Phase::View);
        self.send(now);
        watch.lap(Phase::Send);
        self.fill.think(&self.audience, &mut self.inbox.borrow_mut(), now);
        watch.lap(Phase::Bots);
        if self.sim.tick() % news_ticks(self.sim.steps().dt) == 1 {
            self.board.gauge(self.gauge());
            self.seek_host();
        }
        self.board.flush();
        self.meter.end(watch);
    }

    /// Shows the scene to every session, those of other shards at the same time.
    fn send(&mut self, now: Instant) {
        if self.lenders.iter().any(Lender::is_used) {
            self.meter.lend();
            self.lenders.iter_mut().for_each(|lender| lender.show(&self.scene));
        }
        let done = self.audience.attend(&self.scene, now);
        self.meter.count(done);
    }

    /// True when no other shard reads the scene any more, so that the next tick will not have to wait. Two rooms that
    /// lend to each other's shards would wait for ever if both did so inside of their ticks.
    pub(crate) fn is_ready(&mut self) -> bool {
        for lender in &mut self.lenders {
            if let Some(attended) = lender.try_take_back() {
                self.meter.lent(&attended);
            }
        }
        !self.lenders.iter().any(Lender::is_out)
    }

    /// Ends what is left of the tick before: whom this shard lent out has been told of it, and what they said is here.
    fn take_back(&mut self) {
        for lender in &mut self.lenders {
            if let Some(attended) = lender.take_back() {
                self.meter.lent(&attended);
            }
            let mut inbox = self.inbox.borrow_mut();
            lender.mail().for_each(|mail| inbox.push(mail));
        }
        unshared(&mut self.scene).begin();
    }

    /// Ticks a second.
    pub(crate) fn tick_rate(&self) -> u32 {
        self.config.tick_rate
    }

    /// Where readers put what arrives.
    pub(crate) fn inbox(&self) -> Rc<RefCell<Inbox>> {
        Rc::clone(&self.inbox)
    }

    /// Judges the tick that has just ended, which was due at `due`: says how long the next one may take, and what is
    /// to be done without. `guests` is what the thread has worked so far for rooms of other shards: doing without
    /// here would not help them.
    pub(crate) fn restrain(&mut self, due: Instant, now: Instant, guests: Duration) -> Duration {
        let period = Duration::from_secs(1) / self.config.tick_rate;
        let had = period.mul_f64(100.0 / f64::from(self.overload.speed_percent()));
        // Who is not let to work for as long as he needs has too much to do as well; what the tick before was late is
        // its own.
        let took = now - due.max(self.ended.replace(now).unwrap_or(due));
        let busy = self.meter.take_busy(guests).max(if took > had { took } else { Duration::ZERO });
        if self.overload.read(busy, period) {
            let (restraint, speed) = (self.overload.restraint().name(), self.overload.speed_percent());
            warn!(room = self.config.code, restraint, speed, "the load has changed");
        }
        period.mul_f64(100.0 / f64::from(self.overload.speed_percent()))
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
            room: self.config.code.clone(),
            tick_hz: self.config.tick_rate,
            tick: self.sim.tick(),
            restraint: self.overload.restraint().name(),
            speed_percent: self.overload.speed_percent(),
            players,
            bots: self.fill.len(),
            watchers: self.sessions.iter().filter(|(_, s)| s.is_watching()).count(),
            max_players: usize::from(self.settings.seats),
            world_half: self.sim.half(),
            tick_wall_us,
            tick_cpu_us,
            tick_late_us,
            phases: self.meter.phases(),
            counters: self.meter.counters.clone(),
        }
    }
}

/// The scene while nobody else reads it: from the begin of a tick to its send phase.
fn unshared(scene: &mut Arc<Scene>) -> &mut Scene {
    Arc::get_mut(scene).expect("every loan was taken back when the tick began")
}
