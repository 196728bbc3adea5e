//! What sessions do without while the thread has too much to do. Each includes those before it.

/// How far a room restrains itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Restraint {
    /// All is as it should be.
    #[default]
    None,
    /// Leaderboard and minimap come every 4 s.
    FarTier,
    /// Nobody new is let in.
    NoJoins,
    /// Frames keep to a smaller budget.
    SmallFrames,
    /// Half of the sessions, those that lag most, get every second tick.
    LaggardsHalf,
    /// The world runs slower.
    SlowTime,
}

/// In the order in which they are taken.
const ALL: [Restraint; 6] = [
    Restraint::None,
    Restraint::FarTier,
    Restraint::NoJoins,
    Restraint::SmallFrames,
    Restraint::LaggardsHalf,
    Restraint::SlowTime,
];

impl Restraint {
    /// The next measure.
    pub(crate) fn next(self) -> Self {
        ALL[(self as usize + 1).min(ALL.len() - 1)]
    }

    /// One measure less.
    pub(crate) fn previous(self) -> Self {
        ALL[(self as usize).saturating_sub(1)]
    }

    /// Its name in the figures.
    pub(crate) fn name(self) -> &'static str {
        ["none", "far tier", "no joins", "small frames", "laggards half", "slow time"][self as usize]
    }
}
