//! The world as frames tell it, and nothing more: what a browser would know, too.

mod apply;

use fracas_protocol::{
    Motion, Rock, Rules, Slot, Steps, Tick, Tune,
    event::Board,
    far,
    record::{OwnRecord, ProgressRecord, own_flags},
    server::Welcome,
    stat,
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

/// Something to collect; it lies still.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scrap {
    /// Units.
    pub at: Point,
    /// Points; 0 for a power-up.
    pub value: u8,
    /// One of [`pickup`](fracas_protocol::record::pickup).
    pub what: u8,
}

/// A shot of the rail: a line, there and gone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rail {
    /// Who fired it.
    pub owner: Slot,
    /// Units.
    pub from: Point,
    /// Units.
    pub to: Point,
    /// One of [`end`](fracas_protocol::record::end), 0 when it met nothing.
    pub what: u8,
}

/// Who sits in a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Player {
    /// As it stands above his ship.
    pub name: Box<str>,
    /// Played by the server.
    pub bot: bool,
    /// From 1.
    pub level: u8,
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
    progress: ProgressRecord,
    middle: Point,
    half: f32,
    next_half: Option<(f32, Tick)>,
    ships: BySlot<Ship>,
    shots: BySlot<Shot>,
    rocks: BySlot<Rock>,
    scrap: BySlot<Scrap>,
    rails: Vec<Rail>,
    players: BySlot<Player>,
    far: [u8; far::CELLS],
    board: Board,
    crown: Option<Slot>,
    speed: f64,
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
            progress: ProgressRecord::default(),
            middle: Point::ZERO,
            half: welcome.world_half,
            next_half: None,
            ships: BySlot::default(),
            shots: BySlot::default(),
            rocks: BySlot::default(),
            scrap: BySlot::default(),
            rails: Vec::new(),
            players: BySlot::default(),
            far: [0; far::CELLS],
            board: Board { players: 0, rank: 0, rows: Vec::new(), crown: None },
            crown: None,
            speed: 1.0,
            solid_news: SolidNews::default(),
        }
    }

    /// How fast ticks come: 1 at the room's tick rate, less while the server has too much to do.
    pub fn speed(&self) -> f64 {
        self.speed
    }

    /// The reader took a seat.
    pub fn sit(&mut self, slot: Slot) {
        self.slot = Some(slot);
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

    /// How far the reader has come, as he was told last.
    pub fn progress(&self) -> &ProgressRecord {
        &self.progress
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
            reload: own.reload,
        })
    }

    /// The part of the own stats that motion knows; it counts from the tick after [`Sight::tick`] on.
    pub fn own_tune(&self) -> Option<Tune> {
        self.own.map(|_| Tune::of(&stat::unpack(self.progress.stats)))
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

    /// The shots of the rail in the newest snapshot.
    pub fn rails(&self) -> &[Rail] {
        &self.rails
    }

    /// The scrap and the power-ups that are known.
    pub fn scrap(&self) -> &BySlot<Scrap> {
        &self.scrap
    }

    /// The player in a slot, if he was told.
    pub fn player(&self, slot: Slot) -> Option<&Player> {
        self.players.get(slot)
    }

    /// The name of the player in a slot, if it was told.
    pub fn name(&self, slot: Slot) -> Option<&str> {
        self.player(slot).map(|player| &*player.name)
    }

    /// The level of the player in a slot; 1 until another is told.
    pub fn level(&self, slot: Slot) -> u8 {
        self.player(slot).map_or(1, |player| player.level)
    }

    /// Who wears the crown.
    pub fn crown(&self) -> Option<Slot> {
        self.crown
    }

    /// Where the crown is, units: as the ship that wears it is seen, else as the newest leaderboard told.
    pub fn crown_at(&self) -> Option<Point> {
        let wearer = self.crown?;
        let told = self.board.crown.filter(|(slot, _, _)| *slot == wearer);
        let seen = self.ships.get(wearer).map(|ship| ship.at);
        seen.or_else(|| told.map(|(_, x, y)| Point::new(x, y)))
    }

    /// Ships per cell of the minimap, at the least, row by row from the top left.
    pub fn far(&self) -> &[u8; far::CELLS] {
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
