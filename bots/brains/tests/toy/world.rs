//! A world that is just enough to fly and fight in: everybody sees everything, in true protocol bytes.

use std::collections::VecDeque;

use fracas_brains::{BrainKind, Pilot, Point, Strength};
use fracas_protocol::{
    Drive, Motion, PROTOCOL_VERSION, Rock, Rules, ServerMessage, Steps, Tick, Tune,
    client::{Input, Spend, buttons},
    motion,
    record::{ProgressRecord, causes, pickup},
    server::{Seated, Welcome},
    stat,
};

use crate::{arms::Bullet, tell::News};

/// Seats far apart enough that nobody pushes; this world has no pushing.
pub(crate) const HALF: f32 = 1500.0;

/// One pilot and his ship.
pub(crate) struct Seat {
    pub(crate) pilot: Pilot,
    pub(crate) ship: Motion,
    pub(crate) hull: f64,
    pub(crate) shielded: bool,
    pub(crate) fired: u32,
    pub(crate) rails: u32,
    pub(crate) rail_hits: u32,
    pub(crate) deaths: u32,
    pub(crate) hits: u32,
    /// Told to everybody.
    pub(crate) level: u8,
    pub(crate) stats: [u8; stat::COUNT],
    pub(crate) points: u8,
    /// Flies the ship instead of the pilot, who then predicts in vain.
    pub(crate) script: Option<fn(Tick) -> (i8, i8)>,
    /// What the pilot said, on its way, newest last.
    line: VecDeque<(Input, Option<Spend>)>,
    pub(crate) used: Option<Input>,
    /// The input of this tick is a new one: only such a one fires the rail.
    pub(crate) fresh: bool,
    /// The rail fires in this tick.
    pub(crate) rails_now: bool,
    pub(crate) cooldown: u32,
    pub(crate) causes: u8,
    /// What was not told yet.
    pub(crate) news: News,
    pub(crate) told_progress: Option<ProgressRecord>,
}

impl Seat {
    pub(crate) fn at(&self) -> Point {
        Point::new(self.ship.x, self.ship.y)
    }

    pub(crate) fn points_in(&self, stat: u8) -> f64 {
        self.stats[usize::from(stat)].into()
    }

    fn spend(&mut self, spend: &Spend, full: f64) {
        if self.points > 0 && self.points_in(spend.stat) < full {
            self.points -= 1;
            self.stats[usize::from(spend.stat)] += 1;
        }
    }
}

/// The world.
pub(crate) struct Toy {
    pub(crate) seats: Vec<Seat>,
    pub(crate) tick: Tick,
    pub(crate) rules: Rules,
    pub(crate) steps: Steps,
    pub(crate) rocks: Vec<Rock>,
    pub(crate) bullets: Vec<Option<Bullet>>,
    /// Power-ups that lie: where, and what.
    pub(crate) pickups: Vec<Option<(Point, u8)>>,
    /// Where every ship was after each tick, for the rail.
    pub(crate) history: Vec<Vec<Point>>,
    /// The rail finds its targets where its shooter saw them; false: where they are.
    pub(crate) rewinds: bool,
    /// Ticks that an input is on its way.
    lag: usize,
    /// Ticks in which nobody's input arrives.
    pub(crate) starving: fn(Tick) -> bool,
    /// Ticks whose snapshot nobody gets.
    pub(crate) skipping: fn(Tick) -> bool,
}

impl Toy {
    pub(crate) fn new(pilots: Vec<Pilot>, lag: usize, rocks: Vec<Rock>) -> Self {
        let rules = Rules::default();
        let steps = Steps::new(&rules, 30);
        let count = pilots.len();
        let seats = pilots.into_iter().enumerate().map(|(at, mut pilot)| {
            pilot.read(&ServerMessage::Welcome(Welcome {
                version: PROTOCOL_VERSION,
                room: "toy".into(),
                tick_rate: 30,
                tick: 0,
                world_half: HALF,
                rules: rules.clone(),
                steps: steps.clone(),
            }));
            pilot.read(&ServerMessage::Seated(Seated { slot: at as u16, name: "toy".into() }));
            let x = (at as f32 + 0.5 - count as f32 / 2.0) * 400.0;
            let ship = Motion { x, y: (at % 2) as f32 * 300.0, energy: 100.0, ..Motion::default() };
            Seat {
                pilot,
                ship,
                hull: 100.0,
                shielded: false,
                fired: 0,
                rails: 0,
                rail_hits: 0,
                deaths: 0,
                hits: 0,
                level: 1,
                stats: [0; stat::COUNT],
                points: 0,
                script: None,
                line: VecDeque::new(),
                used: None,
                fresh: false,
                rails_now: false,
                cooldown: 0,
                causes: 0,
                news: News::of_rocks(&rocks),
                told_progress: None,
            }
        });
        Self {
            seats: seats.collect(),
            tick: 0,
            rules,
            steps,
            rocks,
            bullets: (0..512).map(|_| None).collect(),
            pickups: Vec::new(),
            history: vec![Vec::new()],
            rewinds: true,
            lag,
            starving: |_| false,
            skipping: |_| false,
        }
    }

    /// A world of `count` pilots with the same brain.
    pub(crate) fn of(count: u64, brain: BrainKind, strength: Strength) -> Self {
        Self::new((0..count).map(|seed| Pilot::new(brain, strength, seed)).collect(), 2, Vec::new())
    }

    /// Runs `ticks` ticks: inputs, motion, shots, pickups, points, snapshots.
    pub(crate) fn run(&mut self, ticks: u32) {
        for _ in 0..ticks {
            self.tick += 1;
            let starving = (self.starving)(self.tick);
            let spends: Vec<_> = (0..self.seats.len()).map(|at| self.fly(at, starving)).collect();
            self.history.push(self.seats.iter().map(Seat::at).collect());
            self.fire_rails();
            self.fire_blasters();
            (0..self.bullets.len()).for_each(|slot| self.fly_bullet(slot));
            self.collect();
            let full = self.rules.stat_max;
            for (seat, spend) in self.seats.iter_mut().zip(spends) {
                spend.iter().for_each(|spend| seat.spend(spend, full));
            }
            if !(self.skipping)(self.tick) {
                (0..self.seats.len()).for_each(|at| self.tell(at));
            }
        }
    }

    /// Moves a ship; returns the point that its pilot spends. What he spends counts from the next tick on.
    fn fly(&mut self, at: usize, starving: bool) -> Option<Spend> {
        let seat = &mut self.seats[at];
        let said = (seat.pilot.next_input(), seat.pilot.next_spend());
        seat.line.push_back(said);
        let arrives = seat.line.len() > self.lag && !starving;
        let (fresh, spend) = if arrives { seat.line.pop_front() } else { None }.unzip();
        seat.fresh = fresh.is_some();
        match fresh {
            Some(input) => seat.used = Some(input),
            None if seat.used.is_some() => seat.causes |= causes::STARVED,
            None => {}
        }
        let mut drive = seat.used.as_ref().map_or(Drive::default(), |input| Drive {
            x: input.move_x,
            y: input.move_y,
            boost: input.buttons & buttons::BOOST != 0,
            rail: input.buttons & buttons::RAIL != 0 && seat.fresh,
        });
        let tick = self.tick;
        if let Some(script) = seat.script {
            (drive.x, drive.y) = script(tick);
        }
        let solid = self.rocks.iter().copied().filter(|rock| rock.is_solid(tick));
        seat.rails_now = motion::rails(&seat.ship, drive, &self.steps);
        seat.ship = motion::step(seat.ship, drive, Tune::of(&seat.stats), &self.steps, HALF, solid);
        spend.flatten()
    }

    fn collect(&mut self) {
        for (slot, place) in self.pickups.iter_mut().enumerate() {
            let Some((at, what)) = *place else { continue };
            let reach = self.rules.scrap_reach;
            let finder = self.seats.iter_mut().find(|seat| seat.at().distance(at) < reach);
            if let Some(seat) = finder {
                if what == pickup::REPAIR {
                    seat.hull = (seat.hull + 100.0 * self.rules.power_repair_share).min(100.0);
                }
                *place = None;
                self.seats
                    .iter_mut()
                    .for_each(|seat| seat.news.left_scrap.extend((slot as u16).to_le_bytes()));
            }
        }
    }
}
