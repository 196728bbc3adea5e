//! All players in one task: joins them as they are due, reads what is ready, sends what is due.
//!
//! The sockets are watched here, not by tokio: a wake of its own for each of thousands costs as much as reading.
//! Once a millisecond everything that is ready is read into one buffer, player by player.

use std::{
    future::Future,
    io,
    pin::{Pin, pin},
    sync::Arc,
    time::Duration,
};

use futures_util::{StreamExt, stream::FuturesUnordered};
use mio::{Events, Poll, Token};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval};

use crate::{
    alarms::Alarms,
    config::Config,
    connection::{Connection, Ended, READ_BUFFER_BYTES},
    door::Door,
    mind::Recipe,
    player::{Player, Profile},
    rooms,
    shape::Shape,
};

mod counts;

pub use counts::{Main, Tallies};

/// How often sockets and clocks are looked at: the finest that timers do. It is the error of the times measured
/// here. Frames gather meanwhile: without that the core of the players falls asleep between two frames of a tick,
/// and a server on the same machine pays for waking it 200 times a tick, which it would not on a real line.
const STEP: Duration = Duration::from_millis(1);

/// Sockets that are served before the clocks are looked at again: about a millisecond of work.
const EVENTS_MAX: usize = 256;

type Opened = Result<(Connection, String), Ended>;

type Opening = Pin<Box<dyn Future<Output = (usize, Opened)> + Send>>;

/// All players.
pub struct Swarm {
    door: Arc<Door>,
    players: Vec<Player>,
    poll: Poll,
    events: Events,
    buffer: Vec<u8>,
    alarms: Alarms,
    clock: Interval,
    /// More sockets are ready than one look served.
    behind: bool,
    opening: FuturesUnordered<Opening>,
    /// What was counted since [`Swarm::begin_window`].
    pub tallies: Tallies,
    window: Instant,
}

impl Swarm {
    /// Players who will join from now on, over the ramp.
    ///
    /// # Errors
    /// When the system cannot watch sockets.
    ///
    /// # Panics
    /// Outside of a tokio runtime with time.
    pub fn new(config: &Config) -> io::Result<Self> {
        let now = Instant::now();
        let mut alarms = Alarms::new(usize::from(config.players));
        let players: Vec<_> = profiles(config)
            .into_iter()
            .enumerate()
            .map(|(index, profile)| {
                let at = now + config.ramp() / u32::from(config.players) * index as u32;
                alarms.set(index, at);
                Player::new(profile, at)
            })
            .collect();
        let mut clock = interval(STEP);
        clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Ok(Self {
            door: Arc::new(Door::new(config)),
            players,
            poll: Poll::new()?,
            events: Events::with_capacity(EVENTS_MAX),
            buffer: vec![0; READ_BUFFER_BYTES],
            alarms,
            clock,
            behind: false,
            opening: FuturesUnordered::new(),
            tallies: Tallies::default(),
            window: now,
        })
    }

    /// Lets everybody play until `until` is done.
    pub async fn play<F: Future>(&mut self, until: F) -> F::Output {
        let mut until = pin!(until);
        // One task serves thousands of sockets: the runtime's fairness budget of 128 operations is no use here.
        tokio::task::unconstrained(async {
            loop {
                tokio::select! {
                    biased;
                    output = &mut until => return output,
                    Some((index, opened)) = self.opening.next() => self.connected(index, opened),
                    () = rest(&mut self.clock, self.behind) => {
                        self.read_ready();
                        self.attend_due();
                    }
                }
            }
        })
        .await
    }

    fn connected(&mut self, index: usize, opened: Opened) {
        let player = &mut self.players[index];
        let tally = self.tallies.of(player);
        player.connected(opened, (self.poll.registry(), Token(index)), tally);
        self.set_alarm(index, Instant::now());
    }

    fn read_ready(&mut self) {
        match self.poll.poll(&mut self.events, Some(Duration::ZERO)) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return,
            Err(error) => panic!("the system lets us watch sockets no more: {error}"),
        }
        self.behind = false;
        let mut served = 0;
        let now = Instant::now();
        for event in &self.events {
            let index = event.token().0;
            let player = &mut self.players[index];
            let tally = self.tallies.of(player);
            player.readable(&mut self.buffer, tally);
            if event.is_error() || event.is_write_closed() {
                player.broken_off(tally);
            }
            if let Some(due) = player.due(now) {
                self.alarms.set(index, due);
            }
            served += 1;
        }
        self.behind = served == EVENTS_MAX;
    }

    fn attend_due(&mut self) {
        let now = Instant::now();
        while let Some(index) = self.alarms.next_due(now) {
            let player = &mut self.players[index];
            if player.starts_to_connect(now) {
                self.opening.push(Box::pin(open(index, player, Arc::clone(&self.door))));
                continue;
            }
            player.attend(&mut self.buffer, self.tallies.of(player));
            self.set_alarm(index, now);
        }
    }

    fn set_alarm(&mut self, index: usize, now: Instant) {
        if let Some(due) = self.players[index].due(now) {
            // Later than now: one look attends to each once, whatever he wants.
            self.alarms.set(index, due.max(now + Duration::from_nanos(1)));
        }
    }

    /// Says goodbye for everybody.
    pub fn leave(&mut self) {
        self.players.iter_mut().for_each(Player::leave);
    }
}

/// Opens the socket of a player; it is told of by his place in the list.
fn open(index: usize, player: &Player, door: Arc<Door>) -> impl Future<Output = (usize, Opened)> + use<> {
    let (room, identity) = (player.profile().room.clone(), player.identity().map(str::to_owned));
    let small = player.profile().shape.pushes_back();
    async move { (index, Connection::open(&door, &room, identity.as_deref(), small).await) }
}

/// Waits for the next step; not at all, but for the runtime's own work, when there is more to do.
async fn rest(clock: &mut Interval, behind: bool) {
    if behind {
        tokio::task::yield_now().await;
    } else {
        clock.tick().await;
    }
}

/// Who plays. The seed and the place in the list decide everything about a player.
fn profiles(config: &Config) -> Vec<Profile> {
    let shapes = Shape::assign(config.players, &config.bad, config.shape, config.shaped, config.seed);
    let count = usize::from(config.rooms);
    let profile = |(index, shape): (usize, Shape)| Profile {
        name: format!("Bot {}", index + 1),
        room: rooms::name(config, index % count),
        recipe: Recipe {
            full: !config.watch && (index / count).is_multiple_of(usize::from(config.full_every)),
            watches: config.watch,
            brain: config.brain,
            strength: config.strength,
            seed: config.seed.wrapping_add(index as u64),
            wrong_drag: config.wrong_drag,
        },
        shape,
        rejoins: !config.no_rejoin,
        share: index as f64 / f64::from(config.players),
    };
    shapes.into_iter().enumerate().map(profile).collect()
}
