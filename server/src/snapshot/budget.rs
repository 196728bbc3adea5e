//! A frame's bytes: what is left, and what each part may take of it.

use fracas_protocol::{
    far,
    limits::{SNAPSHOT_BYTES_MAX, SNAPSHOT_BYTES_TARGET},
    record::{ShipRecord, ShotRecord},
    snapshot::Parts,
};

use super::{
    events::{LONGEST_EVENT, USUAL_EVENT},
    ships,
};
use crate::limits::SNAPSHOT_BYTES_SPARE;

/// Bytes of a WebSocket frame's head.
const HEAD: usize = 4;

/// Bytes that may still be written into one snapshot.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    left: usize,
    reserve: usize,
    beyond: usize,
}

impl Budget {
    /// Bytes of all parts of a frame, without its heads.
    pub(super) const PARTS: usize = SNAPSHOT_BYTES_TARGET - HEAD - Parts::ENVELOPE_BYTES_MAX;

    /// Bytes above the target that [`take_beyond`](Self::take_beyond) gives, and nothing else.
    pub(super) const BEYOND: usize = SNAPSHOT_BYTES_MAX - SNAPSHOT_BYTES_TARGET;

    /// The same of a frame that spares the server.
    const PARTS_SPARE: usize = SNAPSHOT_BYTES_SPARE - HEAD - Parts::ENVELOPE_BYTES_MAX;

    /// A whole frame, less its heads, with `reserve` bytes kept for [`release`](Self::release).
    pub(super) fn new(reserve: usize, spare: bool) -> Self {
        let parts = if spare { Self::PARTS_SPARE } else { Self::PARTS };
        Self { left: parts - reserve, reserve, beyond: Self::BEYOND }
    }

    /// Gives the reserve back.
    pub(super) fn release(&mut self) {
        self.left += self.reserve;
        self.reserve = 0;
    }

    /// Takes `bytes`; false, and nothing taken, when they do not fit.
    #[inline]
    pub(super) fn take(&mut self, bytes: usize) -> bool {
        let fits = bytes <= self.left;
        if fits {
            self.left -= bytes;
        }
        fits
    }

    /// Takes `bytes` from between the target and the hard limit: for what must not wait.
    pub(super) fn take_beyond(&mut self, bytes: usize) -> bool {
        let fits = bytes <= self.beyond;
        if fits {
            self.beyond -= bytes;
        }
        fits
    }

    /// True when `bytes` would fit.
    pub(super) fn fits(&self, bytes: usize) -> bool {
        bytes <= self.left
    }

    /// Bytes left.
    pub(super) fn left(&self) -> usize {
        self.left
    }

    /// A part of this budget of at most `bytes`; what it does not use is put back by [`settle`](Self::settle).
    pub(super) fn part(&mut self, bytes: usize) -> Self {
        let left = bytes.min(self.left);
        self.left -= left;
        Self { left, reserve: 0, beyond: 0 }
    }

    /// Puts back what a part did not use.
    pub(super) fn settle(&mut self, part: Self) {
        self.left += part.left;
    }
}

/// Bytes that one part may take of a frame, so that each gets something however much the others want. What they
/// leave goes to the ships, then to their names, then to shots.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shares {
    pub(super) events: usize,
    pub(super) ends: usize,
    pub(super) rails: usize,
    pub(super) leaves: usize,
    /// For sure; rocks are part of prediction and take what the parts before them left, too.
    pub(super) rocks: usize,
    pub(super) scrap: usize,
    /// For sure; those that can hit the viewer take more.
    pub(super) shots: usize,
    /// Bytes that no other part may take.
    pub(super) ships: usize,
}

impl Shares {
    /// With at most [`ships::NEAREST`] ships in view: they fit beside everything else.
    const ROOMY: Self = Self {
        events: 220,
        ends: 70,
        rails: 33,
        leaves: 80,
        rocks: 144,
        scrap: 64,
        shots: 20 * ShotRecord::SIZE,
        ships: ships::NEAREST * ShipRecord::SIZE,
    };

    /// With more: the ships come first, because all of them are wanted in every frame, and the rest now and then.
    const CROWD: Self = Self {
        events: 192,
        ends: 63,
        rails: 22,
        leaves: 40,
        rocks: 24,
        scrap: 16,
        shots: 7 * ShotRecord::SIZE,
        ships: (ships::NEAREST + ships::TURNS_MIN) * ShipRecord::SIZE,
    };

    /// While the server has too much to do: the nearest ships, and of the rest as little as lets each go on.
    const SPARE: Self = Self {
        events: 192,
        ends: 21,
        rails: 11,
        leaves: 20,
        rocks: 24,
        scrap: 8,
        shots: 4 * ShotRecord::SIZE,
        ships: ships::NEAREST * ShipRecord::SIZE,
    };

    /// With a text so long that it needs the bytes of others, in a whole frame.
    const LONG_TEXT: Self = Self { events: LONGEST_EVENT, ..Self::SPARE };

    /// The shares of a frame with `ships` in view and `far` bytes of minimap, for which those told by turns make
    /// room; with `spare`, of a smaller one. `event` is the length of the event that is next.
    pub(super) fn of(ships: usize, far: usize, spare: bool, event: usize) -> Self {
        let wanted = ships * ShipRecord::SIZE;
        if event > USUAL_EVENT {
            Self { ships: wanted.min(Self::LONG_TEXT.ships), ..Self::LONG_TEXT }
        } else if spare {
            Self { ships: wanted.min(Self::SPARE.ships), ..Self::SPARE }
        } else if ships <= ships::NEAREST {
            Self { ships: wanted, ..Self::ROOMY }
        } else {
            Self { ships: wanted.min(Self::CROWD.ships - far), ..Self::CROWD }
        }
    }

    const fn sum(&self) -> usize {
        self.events + self.ends + self.rails + self.leaves + self.rocks + self.scrap + self.shots + self.ships
    }
}

const _: () = assert!(SNAPSHOT_BYTES_TARGET < SNAPSHOT_BYTES_MAX);
const _: () = assert!(Shares::ROOMY.sum() <= Budget::PARTS && Shares::CROWD.sum() <= Budget::PARTS);
const _: () = assert!(Shares::SPARE.sum() <= Budget::PARTS_SPARE && USUAL_EVENT <= Shares::SPARE.events);
const _: () = assert!(USUAL_EVENT <= Shares::CROWD.events && USUAL_EVENT <= Shares::ROOMY.events);
const _: () = assert!(Shares::LONG_TEXT.sum() + far::BYTES <= Budget::PARTS);
const _: () = assert!(far::BYTES <= ships::TURNS_MIN * ShipRecord::SIZE);
