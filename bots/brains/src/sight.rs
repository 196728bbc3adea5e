//! The world as frames tell it, and nothing more: what a browser would know, too.

use fracas_protocol::{
    Event, Motion, Rock, Rules, Slot, Steps, Tick,
    event::Board,
    heading,
    limits::FAR_CELLS,
    quantize::unpack,
    record::{EndRecord, OwnRecord, RockRecord, ScrapRecord, ShipRecord, ShotRecord, own_flags, ship_state},
    server::{Snapshot, Welcome},
};

use crate::{by_slot::BySlot, point::Point};

/// Another ship, as of [`Ship::tick`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ship {
    /// Units.
    pub at: Point,
    /// Units a second, from successive places; zero when it has just entered.
    pub velocity: Point,
    /// 8-bit heading of its aim.
    pub heading: u8,
    /// Share of the full hull, above 0 up to 1.
    pub hull: f64,
    /// Boosts.
    pub boosting: bool,
    /// Cannot be hurt.
    pub shielded: bool,
    /// The snapshot that told it last.
    pub tick: Tick,
}

/// A shot: told once, flown by rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shot {
    /// Who fired it.
    pub owner: Slot,
    /// Units: where it was after tick `birth`.
    pub origin: Point,
    /// Unit vector.
    pub direction: Point,
    /// Tick after which it was at `origin`.
    pub birth: Tick,
}

/// A piece of scrap; it lies still.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scrap {
    /// Units.
    pub at: Point,
    /// Points.
    pub value: u8,
}

/// What news of solid things a snapshot brought; the prediction wants to know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SolidNews {
    /// A rock or the world's size is not what it was thought to be: predict anew.
    pub changed: bool,
    /// A thing within reach of the own ship turned out to have been solid, or not, in a tick that this
    /// snapshot already covers: the prediction could not have known.
    pub late: bool,
}

/// Everything a reader knows of the world.
#[derive(Clone, Debug)]
pub struct Sight {
    rules: Rules,
    steps: Steps,
    tick_rate: u8,
    tick: Tick,
    slot: Option<Slot>,
    own: Option<OwnRecord>,
    middle: Point,
    half: f32,
    next_half: Option<(f32, Tick)>,
    ships: BySlot<Ship>,
    shots: BySlot<Shot>,
    rocks: BySlot<Rock>,
    scrap: BySlot<Scrap>,
    names: BySlot<Box<str>>,
    far: [u8; FAR_CELLS * FAR_CELLS],
    board: Board,
    solid_news: SolidNews,
}

impl Sight {
    /// What a Welcome tells.
    pub fn new(welcome: &Welcome) -> Self {
        Self {
            rules: welcome.rules.clone(),
            steps: welcome.steps.clone(),
            tick_rate: welcome.tick_rate,
            tick: welcome.tick,
            slot: None,
            own: None,
            middle: Point::ZERO,
            half: welcome.world_half,
            next_half: None,
            ships: BySlot::default(),
            shots: BySlot::default(),
            rocks: BySlot::default(),
            scrap: BySlot::default(),
            names: BySlot::default(),
            far: [0; FAR_CELLS * FAR_CELLS],
            board: Board { players: 0, rank: 0, rows: Vec::new() },
            solid_news: SolidNews::default(),
        }
    }

    /// The reader took a seat.
    pub fn sit(&mut self, slot: Slot) {
        self.slot = Some(slot);
    }

    /// Takes in a snapshot, its parts in the order that the protocol states.
    pub fn apply(&mut self, m: &Snapshot<'_>) {
        let before = self.tick;
        self.tick = m.tick;
        self.solid_news = SolidNews::default();
        self.own = m.own.and_then(|bytes| OwnRecord::all(bytes).next());
        if let Some(own) = &self.own {
            self.middle = Point::new(own.x, own.y);
        } else if let Some((_, x, y)) = m.view {
            self.middle = Point::new(x, y);
        }
        if let Some((ships, rocks, scrap)) = m.leaves {
            slots(ships).for_each(|slot| self.ships.remove(slot));
            slots(rocks).for_each(|slot| self.rocks.remove(slot));
            slots(scrap).for_each(|slot| self.scrap.remove(slot));
        }
        self.apply_ships(m.ships.map_or(&[], |b| b));
        EndRecord::all(m.ends.map_or(&[], |b| b)).for_each(|end| self.shots.remove(end.slot));
        self.apply_shots(m.shots.map_or(&[], |b| b));
        for record in RockRecord::all(m.rocks.map_or(&[], |b| b)) {
            self.apply_rock(&record, before);
        }
        for record in ScrapRecord::all(m.scrap.map_or(&[], |b| b)) {
            self.scrap.set(record.slot, Scrap { at: self.unpacked(record.x, record.y), value: record.value });
        }
        if let Some(far) = m.far {
            self.far.copy_from_slice(far);
        }
        for event in m.events.iter().flatten() {
            self.apply_event(event);
        }
        if let Some((half, from)) = self.next_half
            && from <= self.tick
        {
            (self.half, self.next_half) = (half, None);
        }
    }

    fn apply_ships(&mut self, records: &[u8]) {
        for record in ShipRecord::all(records) {
            let at = self.unpacked(record.x, record.y);
            let velocity = match self.ships.get(record.slot) {
                Some(old) if old.tick < self.tick => {
                    let seconds = f64::from(self.tick - old.tick) * self.steps.dt;
                    // Half old, half new: a sixteenth of a unit at 30 Hz alone is 2 units a second.
                    old.velocity * 0.5 + (at - old.at) * (0.5 / seconds)
                }
                _ => Point::ZERO,
            };
            let ship = Ship {
                at,
                velocity,
                heading: record.heading,
                hull: f64::from(record.state & ship_state::HULL) / 31.0,
                boosting: record.state & ship_state::BOOST != 0,
                shielded: record.state & ship_state::SHIELD != 0,
                tick: self.tick,
            };
            self.ships.set(record.slot, ship);
        }
    }

    fn apply_shots(&mut self, records: &[u8]) {
        let (now, life) = (self.tick, self.steps.shot_ticks as u32);
        self.shots.retain(|shot| now.wrapping_sub(shot.birth) < life);
        for record in ShotRecord::all(records) {
            let (x, y) = heading::unpack16(record.heading);
            let shot = Shot {
                owner: record.owner,
                origin: self.unpacked(record.x, record.y),
                direction: Point { x, y },
                birth: now.wrapping_sub(u32::from((now as u8).wrapping_sub(record.birth))),
            };
            self.shots.set(record.slot, shot);
        }
    }

    /// `before` is the tick of the snapshot before this one.
    fn apply_rock(&mut self, record: &RockRecord, before: Tick) {
        let rock =
            Rock { x: record.x, y: record.y, radius: record.radius, from: record.from, until: record.until };
        let old = self.rocks.get(record.slot).copied();
        if old == Some(rock) {
            return;
        }
        self.solid_news.changed = true;
        // Farther away than a ship flies in half a second, it has touched nothing that was predicted.
        let near = f64::from(rock.radius) + self.steps.radius + self.rules.ship_speed;
        let was_solid = |tick| old.is_some_and(|old| old.is_solid(tick));
        if self.middle.distance(Point::new(rock.x, rock.y)) < near
            && (before + 1..=self.tick).any(|tick| was_solid(tick) != rock.is_solid(tick))
        {
            self.solid_news.late = true;
        }
        self.rocks.set(record.slot, rock);
    }

    fn apply_event(&mut self, event: &Event) {
        match event {
            Event::Name(e) => self.names.set(e.slot, e.name.as_str().into()),
            Event::Board(e) => self.board.clone_from(e),
            Event::World(e) => {
                self.solid_news.changed = true;
                self.solid_news.late |= e.from <= self.tick;
                self.next_half = Some((e.half, e.from));
            }
            Event::Kill(_) | Event::Hit(_) | Event::Hurt(_) | Event::Death(_) => {}
        }
    }

    fn unpacked(&self, x: u16, y: u16) -> Point {
        Point { x: unpack(x, self.middle.x), y: unpack(y, self.middle.y) }
    }

    /// The game's numbers.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// What one tick needs of them.
    pub fn steps(&self) -> &Steps {
        &self.steps
    }

    /// Ticks a second.
    pub fn tick_rate(&self) -> u8 {
        self.tick_rate
    }

    /// The tick of the newest snapshot.
    pub fn tick(&self) -> Tick {
        self.tick
    }

    /// The reader's seat, if he has one.
    pub fn slot(&self) -> Option<Slot> {
        self.slot
    }

    /// The reader's ship as the newest snapshot told it; `None` while he watches or is dead.
    pub fn own(&self) -> Option<&OwnRecord> {
        self.own.as_ref()
    }

    /// The moving part of [`Sight::own`].
    pub fn own_motion(&self) -> Option<Motion> {
        self.own.as_ref().map(|own| Motion {
            x: own.x,
            y: own.y,
            vx: own.vx,
            vy: own.vy,
            energy: own.energy,
            spent: own.flags & own_flags::SPENT != 0,
        })
    }

    /// The middle of the view, units.
    pub fn middle(&self) -> Point {
        self.middle
    }

    /// Half the side of the world in `tick`, units.
    pub fn half(&self, tick: Tick) -> f32 {
        match self.next_half {
            Some((half, from)) if from <= tick => half,
            _ => self.half,
        }
    }

    /// The other ships that are known; those in the view and up to `leave_margin` beyond it.
    pub fn ships(&self) -> &BySlot<Ship> {
        &self.ships
    }

    /// Other ships whose middle is inside the view, beyond no margin.
    pub fn ships_in_view(&self) -> usize {
        let (width, height) = (self.rules.view_half_width, self.rules.view_half_height);
        let inside =
            |at: Point| (at.x - self.middle.x).abs() <= width && (at.y - self.middle.y).abs() <= height;
        self.ships.iter().filter(|(_, ship)| inside(ship.at)).count()
    }

    /// The shots in flight that are known.
    pub fn shots(&self) -> &BySlot<Shot> {
        &self.shots
    }

    /// Where a shot is after `tick`, units.
    pub fn shot_at(&self, shot: &Shot, tick: Tick) -> Point {
        shot.origin + shot.direction * (f64::from(tick.wrapping_sub(shot.birth)) * self.steps.shot_step)
    }

    /// The rocks that are known, in the order in which motion takes them.
    pub fn rocks(&self) -> &BySlot<Rock> {
        &self.rocks
    }

    /// The scrap that is known.
    pub fn scrap(&self) -> &BySlot<Scrap> {
        &self.scrap
    }

    /// The name of the player in a slot, if it was told.
    pub fn name(&self, slot: Slot) -> Option<&str> {
        self.names.get(slot).map(|name| &**name)
    }

    /// Ships per cell of the minimap, row by row from the top left.
    pub fn far(&self) -> &[u8; FAR_CELLS * FAR_CELLS] {
        &self.far
    }

    /// The newest leaderboard.
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// News of rocks and walls in the newest snapshot.
    pub fn solid_news(&self) -> SolidNews {
        self.solid_news
    }
}

/// The slots in one `bin` of `leaves`.
fn slots(bytes: &[u8]) -> impl Iterator<Item = Slot> {
    bytes.as_chunks().0.iter().map(|pair| Slot::from_le_bytes(*pair))
}
