//! One tick made immutable: all that sessions may be told of it, and what each of them is told alone. It is written
//! once, by the room, and read by every audience, on whatever thread.

use fracas_protocol::{
    CloseCode, NOBODY, Slot, Tick, encode_into,
    record::{OwnRecord, ProgressRecord},
};
use serde::Serialize;

use super::{board::Board, restraint::Restraint};
use crate::{link::SessionKey, sim::Simulation, snapshot::View};

/// Half seconds between two minimaps, and two leaderboards, of a room that does without.
const FAR_TIER_SPARE: Tick = 8;

/// Letters, and bytes of them, whose memory is kept from tick to tick: a storm of joins takes more, and gives it back.
const LETTERS_KEPT: usize = 64;
const LETTER_BYTES_KEPT: usize = 16 * 1024;

/// Whom watchers follow.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Showcase {
    /// Whose ship, or [`NOBODY`].
    pub(crate) slot: Slot,
    /// Where it was last, units.
    pub(crate) at: (f32, f32),
}

/// What one session is told alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Brief {
    /// Its seat.
    pub(crate) seat: Option<Slot>,
    /// Played by the room: it is never too quiet.
    pub(crate) bot: bool,
    /// Its ship, if it lives. The causes in it are those of this tick alone.
    pub(crate) own: Option<OwnRecord>,
    /// How far its player has come.
    pub(crate) progress: ProgressRecord,
    /// Bits of [`fracas_protocol::record::causes`] of this tick, also while there is no ship.
    pub(crate) causes: u8,
    /// Who destroyed its ship, while it has none.
    pub(crate) killer: Slot,
    /// What it looks at without a seat; nothing for what the room shows.
    pub(crate) looks_at: Option<Showcase>,
    /// `seq` of the newest input used.
    pub(crate) ack_seq: u32,
    /// How long that had waited, milliseconds.
    pub(crate) slack_ms: u16,
    /// The newest tick that it says it has read.
    pub(crate) acked: Option<Tick>,
    /// It says that nobody looks.
    pub(crate) unseen: bool,
    /// The room closes it, and why.
    pub(crate) close: Option<(CloseCode, &'static str)>,
}

impl Default for Brief {
    fn default() -> Self {
        Self {
            seat: None,
            bot: false,
            own: None,
            progress: ProgressRecord::default(),
            causes: 0,
            killer: NOBODY,
            looks_at: None,
            ack_seq: 0,
            slack_ms: 0,
            acked: None,
            unseen: false,
            close: None,
        }
    }
}

/// One tick, ready to be told.
#[derive(Debug)]
pub(crate) struct Scene {
    /// What more than one session may be told.
    pub(crate) view: View,
    /// The leaderboard.
    pub(crate) board: Board,
    /// Who wears the crown, and where that is in whole units: everybody may know.
    pub(crate) crown: Option<(Slot, i32, i32)>,
    pub(crate) showcase: Showcase,
    /// By session.
    pub(crate) briefs: Vec<Brief>,
    /// What sessions do without.
    pub(crate) restraint: Restraint,
    /// Ticks by which half of the sessions lag at the most.
    pub(crate) usual_lag: Tick,
    /// The tick.
    pub(super) tick: Tick,
    /// Seconds of a tick.
    pub(super) dt: f64,
    /// Messages besides snapshots: (to whom, where they begin and end in the bytes).
    letters: Vec<(SessionKey, usize, usize)>,
    letter_bytes: Vec<u8>,
}

impl Scene {
    /// Nothing to tell yet.
    pub(crate) fn new(sim: &Simulation) -> Self {
        Self {
            view: View::new(sim),
            board: Board::default(),
            crown: None,
            showcase: Showcase { slot: NOBODY, at: (0.0, 0.0) },
            briefs: Vec::new(),
            restraint: Restraint::None,
            usual_lag: 0,
            tick: sim.tick(),
            dt: sim.steps().dt,
            letters: Vec::new(),
            letter_bytes: Vec::new(),
        }
    }

    /// Begins the next tick, in the memory of the one before.
    pub(crate) fn begin(&mut self) {
        self.view.begin();
        self.letters.clear();
        self.letters.shrink_to(LETTERS_KEPT);
        self.letter_bytes.clear();
        self.letter_bytes.shrink_to(LETTER_BYTES_KEPT);
        self.briefs.fill(Brief::default());
    }

    /// Packs the newest tick of `sim`; with `half_second`, leaderboard and minimap anew.
    pub(crate) fn capture(&mut self, sim: &Simulation, half_second: bool) {
        self.tick = sim.tick();
        self.view.capture(sim, half_second);
        if half_second {
            self.board.rank(sim.scores());
        }
        let crown = sim.crown();
        self.crown = self.view.ship_at(crown).map(|(x, y)| (crown, x as i32, y as i32));
    }

    /// Sends a session a message besides its snapshot.
    pub(crate) fn write(&mut self, to: SessionKey, message: &impl Serialize) {
        let start = self.letter_bytes.len();
        encode_into(&mut self.letter_bytes, message);
        self.letters.push((to, start, self.letter_bytes.len()));
    }

    /// All messages besides snapshots, in the order of writing.
    pub(super) fn letters(&self) -> impl Iterator<Item = (SessionKey, &[u8])> {
        self.letters.iter().map(|&(to, start, end)| (to, &self.letter_bytes[start..end]))
    }

    /// What a session is told alone.
    pub(super) fn brief(&self, key: SessionKey) -> Brief {
        self.briefs.get(key).copied().unwrap_or_default()
    }

    /// Ticks between two minimaps: half a second, if there is time for them.
    pub(super) fn far_ticks(&self) -> Tick {
        news_ticks(self.dt) * if self.restraint >= Restraint::FarTier { FAR_TIER_SPARE } else { 1 }
    }

    /// Ticks between two leaderboards: a second, if there is time for them.
    pub(super) fn board_ticks(&self) -> Tick {
        self.far_ticks().max(2 * news_ticks(self.dt))
    }

    /// Ticks a second.
    pub(super) fn rate(&self) -> u32 {
        self.dt.recip().round() as u32
    }

    /// True when a session that has acked `acked` does without every second tick, because others lag less.
    pub(super) fn halves(&self, key: SessionKey, acked: Option<Tick>) -> bool {
        let lag = acked.map_or(0, |acked| self.tick - acked);
        // Of those who lag as much as most do every second one: half of all, however equal they are.
        let lags = lag > self.usual_lag || (lag == self.usual_lag && (key / 2).is_multiple_of(2));
        self.restraint >= Restraint::LaggardsHalf && lags
    }
}

/// Ticks of `dt` seconds in half a second, at least one.
pub(crate) fn news_ticks(dt: f64) -> Tick {
    ((0.5 / dt).round() as Tick).max(1)
}
