//! The tick made immutable: everything that more than one session may be told, packed once.

use fracas_protocol::{
    Slot, far, heading,
    limits::FAR_CELLS,
    quantize::pack,
    record::{RockRecord, ScrapRecord, ShipRecord, ShotRecord, ship_state},
};

use super::{bits::Bits, danger::Danger, layer::Layer, news::News};
use crate::{
    limits::WATCHER_HZ,
    sim::{ShipRow, Simulation},
};

/// Units that a rock may reach beyond its middle: rocks are seen by their edge.
const ROCK_REACH: f32 = 128.0;

/// Ticks whose news are kept: a watcher at 60 Hz hears of so many at once, and of the newest.
const PAST: usize = (60 / WATCHER_HZ - 1) as usize;

/// How far a session sees, half extents in units.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    pub(super) enter: (f32, f32),
    pub(super) leave: (f32, f32),
}

impl Reach {
    /// The same for things with an extent.
    fn widened(self, by: f32) -> Self {
        let wide = |(x, y): (f32, f32)| (x + by, y + by);
        Self { enter: wide(self.enter), leave: wide(self.leave) }
    }
}

/// One tick of the world, ready to be told.
#[derive(Debug)]
pub(crate) struct View {
    pub(super) tick: u32,
    pub(super) reach: Reach,
    pub(super) rock_reach: Reach,
    pub(super) danger: Danger,
    pub(super) ships: Layer<{ ShipRecord::SIZE }>,
    pub(super) shots: Layer<{ ShotRecord::SIZE }>,
    pub(super) rocks: Layer<{ RockRecord::SIZE }>,
    pub(super) scrap: Layer<{ ScrapRecord::SIZE }>,
    /// Whose seats are kept while they are away.
    away: Bits,
    /// By slot: the encoded Name event of who sits there.
    names: Vec<Vec<u8>>,
    /// The newest minimap.
    pub(super) far: Vec<u8>,
    /// What happened.
    pub(crate) news: News,
    /// What happened in the ticks before, the newest first.
    past: [News; PAST],
}

impl View {
    /// An empty view for the rules of `sim`.
    pub(crate) fn new(sim: &Simulation) -> Self {
        let rules = sim.rules();
        let extent =
            |margin: f64| ((rules.view_half_width + margin) as f32, (rules.view_half_height + margin) as f32);
        let reach = Reach { enter: extent(rules.enter_margin), leave: extent(rules.leave_margin) };
        Self {
            tick: 0,
            reach,
            rock_reach: reach.widened(ROCK_REACH),
            danger: Danger::new(sim),
            ships: Layer::default(),
            shots: Layer::default(),
            rocks: Layer::default(),
            scrap: Layer::default(),
            away: Bits::default(),
            names: Vec::new(),
            far: Vec::new(),
            news: News::default(),
            past: Default::default(),
        }
    }

    /// Begins the next tick, in the memory of an old one.
    pub(crate) fn begin(&mut self) {
        self.past.rotate_right(1);
        std::mem::swap(&mut self.past[0], &mut self.news);
        self.news.clear();
    }

    /// What happened in the `ticks` before this one, the oldest first.
    pub(super) fn past(&self, ticks: usize) -> impl Iterator<Item = &News> {
        self.past[..ticks].iter().rev()
    }

    /// Packs the newest tick of `sim`; with `minimap`, that too.
    pub(crate) fn capture(&mut self, sim: &Simulation, minimap: bool) {
        let half = sim.half();
        self.tick = sim.tick();
        self.ships.rebuild(
            half,
            sim.ships().map(|row| {
                let at = (row.motion.x, row.motion.y);
                (row.slot, at, ship_record(&row, self.away.has(row.slot)).to_bytes())
            }),
        );
        self.shots.rebuild(
            half,
            sim.shots().map(|row| {
                let (x, y) = packed(row.origin);
                let (slot, owner, heading, birth) = (row.slot, row.owner, row.heading, row.birth as u8);
                (slot, row.at, ShotRecord { slot, owner, x, y, heading, birth }.to_bytes())
            }),
        );
        self.rocks.rebuild(
            half,
            sim.rocks().map(|row| {
                let (slot, look, rock) = (row.slot, row.look, row.rock);
                let record = RockRecord {
                    slot,
                    look,
                    x: rock.x,
                    y: rock.y,
                    radius: rock.radius,
                    from: rock.from,
                    until: rock.until,
                };
                (slot, (rock.x, rock.y), record.to_bytes())
            }),
        );
        self.scrap.rebuild(
            half,
            sim.scrap().map(|row| {
                let (x, y) = packed(row.at);
                (
                    row.slot,
                    row.at,
                    ScrapRecord { slot: row.slot, x, y, value: row.value, what: row.what }.to_bytes(),
                )
            }),
        );
        if minimap {
            self.far.clear();
            self.far.extend(far::pack(&count_cells(half, self.ships.positions())));
        }
    }

    /// Notes whose seats are kept while they are away.
    pub(crate) fn set_away(&mut self, slots: impl Iterator<Item = Slot>) {
        self.away.clear();
        slots.for_each(|slot| self.away.set(slot));
    }

    /// Notes who sits in `slot`, as an encoded Name event.
    pub(crate) fn set_name(&mut self, slot: Slot, event: Vec<u8>) {
        let place = usize::from(slot);
        if place >= self.names.len() {
            self.names.resize(place + 1, Vec::new());
        }
        self.names[place] = event;
    }

    /// The encoded Name event of `slot`.
    pub(super) fn name(&self, slot: Slot) -> &[u8] {
        &self.names[usize::from(slot)]
    }

    /// Where a ship is, units.
    pub(crate) fn ship_at(&self, slot: Slot) -> Option<(f32, f32)> {
        self.ships.get(slot).map(|(at, _)| at)
    }
}

fn packed(at: (f32, f32)) -> (u16, u16) {
    (pack(f64::from(at.0)), pack(f64::from(at.1)))
}

fn ship_record(row: &ShipRow, away: bool) -> ShipRecord {
    let (x, y) = packed((row.motion.x, row.motion.y));
    let hull = ((row.hull / row.hull_max * 31.0).ceil() as u8).clamp(1, ship_state::HULL);
    let boost = if row.boosting { ship_state::BOOST } else { 0 };
    let shield = if row.shield > 0 { ship_state::SHIELD } else { 0 };
    let away = if away { ship_state::AWAY } else { 0 };
    let heading = heading::pack8(f64::from(row.aim.0), f64::from(row.aim.1));
    ShipRecord { slot: row.slot, x, y, heading, state: hull | boost | shield | away }
}

/// Ships per cell of the minimap.
fn count_cells(half: f32, at: &[(f32, f32)]) -> [u16; far::CELLS] {
    let mut ships = [0; far::CELLS];
    let line = |v: f32| (((v + half) / (2.0 * half) * FAR_CELLS as f32).max(0.0) as usize).min(FAR_CELLS - 1);
    for &(x, y) in at {
        ships[line(y) * FAR_CELLS + line(x)] += 1;
    }
    ships
}
