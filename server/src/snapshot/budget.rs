//! A frame's bytes: what is left, and what each part may take of it.

use fracas_protocol::{
    limits::{SNAPSHOT_BYTES_MAX, SNAPSHOT_BYTES_TARGET},
    snapshot::Parts,
};

/// Bytes of a WebSocket frame's head.
const HEAD: usize = 4;

/// Bytes that may still be written into one snapshot.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    left: usize,
    reserve: usize,
}

impl Budget {
    /// Bytes of all parts of a frame, without its heads.
    pub(super) const PARTS: usize = SNAPSHOT_BYTES_TARGET - HEAD - Parts::ENVELOPE_BYTES_MAX;

    /// A whole frame, less its heads, with `reserve` bytes kept for [`release`](Self::release).
    pub(super) fn new(reserve: usize) -> Self {
        Self { left: Self::PARTS - reserve, reserve }
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
        Self { left, reserve: 0 }
    }

    /// Puts back what a part did not use.
    pub(super) fn settle(&mut self, part: Self) {
        self.left += part.left;
    }
}

const _: () = assert!(SNAPSHOT_BYTES_TARGET < SNAPSHOT_BYTES_MAX);
