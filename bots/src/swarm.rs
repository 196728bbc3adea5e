//! All players in one task: joins one after the other, reads what is ready, sends what is due.

use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    future::{Future, poll_fn},
    pin::{Pin, pin},
    time::Duration,
};

use fracas_brains::{Corrections, Pilot};
use futures_util::{StreamExt, stream::FuturesUnordered};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval};

use crate::{
    config::Config,
    connection::{Connection, Ended},
    player::Player,
    ready::Readiness,
    tally::Tally,
};

/// How often the clocks are looked at: the finest that timers do.
const CLOCK_STEP: Duration = Duration::from_millis(1);

/// Rest after each round of reading, in which more frames gather. Without it the core of the players falls asleep
/// between two frames of a tick, and a server on the same machine pays for waking it 200 times a tick, which it
/// would not on a real line. It is also the error of the times measured here.
const GATHER: Duration = Duration::from_micros(500);

type Opening = Pin<Box<dyn Future<Output = (usize, Result<Connection, Ended>)> + Send>>;

/// All players.
pub struct Swarm {
    config: Config,
    players: Vec<Player>,
    readiness: Readiness,
    ready: Vec<usize>,
    /// (when, whose): the next input of everybody who plays.
    due: BinaryHeap<Reverse<(Instant, usize)>>,
    clock: Interval,
    opening: FuturesUnordered<Opening>,
    opened: usize,
    started: Instant,
    /// What was counted since [`Swarm::begin_window`].
    pub tally: Tally,
    window: Instant,
}

impl Swarm {
    /// Players who will join from now on, over the ramp.
    ///
    /// # Panics
    /// Outside of a tokio runtime with time.
    pub fn new(config: &Config) -> Self {
        let readiness = Readiness::default();
        let player = |index: usize| {
            let seed = config.seed.wrapping_add(index as u64);
            let pilot = Pilot::new(config.brain, config.strength, seed).with_wrong_drag(config.wrong_drag);
            let share = index as f64 / f64::from(config.players);
            Player::new(format!("Bot {}", index + 1), pilot, readiness.waker(index), share)
        };
        let mut clock = interval(CLOCK_STEP);
        clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let now = Instant::now();
        Self {
            players: (0..usize::from(config.players)).map(player).collect(),
            config: config.clone(),
            readiness,
            ready: Vec::new(),
            due: BinaryHeap::new(),
            clock,
            opening: FuturesUnordered::new(),
            opened: 0,
            started: now,
            tally: Tally::default(),
            window: now,
        }
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
                    _ = self.clock.tick() => {
                        self.open_due();
                        self.send_due();
                    }
                    () = poll_fn(|cx| self.readiness.poll_ready(cx, &mut self.ready)) => {
                        self.read_ready();
                        // On purpose the whole thread, which is this task's own.
                        std::thread::sleep(GATHER);
                    }
                    Some((index, connection)) = self.opening.next() => {
                        self.players[index].connected(connection, &self.config.room, &mut self.tally);
                        self.read(index);
                    }
                }
            }
        })
        .await
    }

    /// Begins the handshakes that are due.
    fn open_due(&mut self) {
        let per_player = self.config.ramp() / u32::from(self.config.players);
        while self.opened < self.players.len()
            && self.started + per_player * self.opened as u32 <= Instant::now()
        {
            let (index, target) = (self.opened, self.config.url.clone());
            self.opening.push(Box::pin(async move { (index, Connection::open(&target).await) }));
            self.opened += 1;
        }
    }

    fn send_due(&mut self) {
        let now = Instant::now();
        while let Some(Reverse((due, index))) = self.due.peek().copied()
            && due <= now
        {
            self.due.pop();
            self.players[index].send_input(&mut self.tally);
            self.due.extend(self.players[index].due().map(|due| Reverse((due, index))));
        }
    }

    fn read_ready(&mut self) {
        let mut ready = std::mem::take(&mut self.ready);
        ready.drain(..).for_each(|index| self.read(index));
        self.ready = ready;
    }

    fn read(&mut self, index: usize) {
        let player = &mut self.players[index];
        let played = player.is_playing();
        player.read(&mut self.tally);
        if !played && let Some(due) = player.due() {
            self.due.push(Reverse((due, index)));
        }
    }

    /// Everything counted from now on is measured.
    pub fn begin_window(&mut self) {
        self.tally = Tally::default();
        self.window = Instant::now();
        self.players.iter_mut().for_each(Player::begin_window);
    }

    /// Nothing is counted any more. Returns how long it was.
    pub fn end_window(&mut self, tick: Duration) -> Duration {
        for player in &mut self.players {
            player.end_window(tick, &mut self.tally);
        }
        self.window.elapsed()
    }

    /// Says goodbye for everybody.
    pub fn leave(&mut self) {
        self.players.iter_mut().for_each(Player::leave);
    }

    /// Corrections of all players since the window began.
    pub fn corrections(&self) -> Corrections {
        self.players.iter().map(Player::corrections).fold(Corrections::default(), |sum, one| Corrections {
            compared_ticks: sum.compared_ticks + one.compared_ticks,
            hit: sum.hit + one.hit,
            push: sum.push + one.push,
            starved: sum.starved + one.starved,
            unexplained: sum.unexplained + one.unexplained,
        })
    }

    /// The first correction without a cause of some player, as a line for whoever hunts the bug.
    pub fn first_unexplained(&self) -> Option<String> {
        self.players.iter().find_map(Player::first_unexplained)
    }

    /// Seconds that players played since the window began, summed.
    pub fn player_seconds(&self) -> f64 {
        let played = |player: &Player| match player.dropped() {
            _ if player.is_playing() => self.window.elapsed(),
            Some((since, _)) => since.saturating_duration_since(self.window),
            None => Duration::ZERO,
        };
        self.players.iter().map(played).sum::<Duration>().as_secs_f64()
    }

    /// Players whose wish for a seat is not answered yet.
    pub fn waiting(&self) -> usize {
        self.players.iter().filter(|player| player.is_waiting()).count()
    }

    /// Players who play.
    pub fn playing(&self) -> usize {
        self.players.iter().filter(|player| player.is_playing()).count()
    }

    /// Why players never got a seat.
    pub fn refused(&self) -> impl Iterator<Item = &str> {
        self.players.iter().filter_map(Player::refused)
    }

    /// Why players lost their seats.
    pub fn dropped(&self) -> impl Iterator<Item = &str> {
        self.players.iter().filter_map(Player::dropped).map(|(_, reason)| reason)
    }
}
