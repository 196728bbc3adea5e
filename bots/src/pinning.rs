//! Which core serves and which one plays: a server that shares its core with its players measures neither.

use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

/// Cores that the kernel's set can name.
pub const CORES_MAX: u16 = CpuSet::MAX_CPU as u16;

/// The cores of a run, or why there are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pinning {
    /// The server has one core for itself, the players another.
    Apart {
        /// The server's.
        server: u16,
        /// The players'.
        bots: u16,
    },
    /// Everybody runs wherever the kernel likes.
    Free {
        /// Why.
        reason: String,
    },
}

impl Pinning {
    /// Tries both cores, and leaves this thread on that of the players. What it starts from now on, inherits that.
    pub fn try_apart(server: u16, bots: u16) -> Self {
        if server == bots {
            return Self::Free { reason: "the same core for both".into() };
        }
        let before = sched_getaffinity(None);
        match pin(server).and_then(|()| pin(bots)) {
            Ok(()) => Self::Apart { server, bots },
            Err(error) => {
                // Not both on the one core that could be had.
                let _ = before.and_then(|before| sched_setaffinity(None, &before));
                Self::Free { reason: format!("cores {server} and {bots} cannot both be had: {error}") }
            }
        }
    }

    /// Calls `start` on the server's core, so that the process that it starts inherits it.
    pub fn on_server_core<T>(&self, start: impl FnOnce() -> T) -> T {
        let Self::Apart { server, bots } = *self else { return start() };
        // Both worked when they were tried. Where one fails now, the figures of the cores' shares tell.
        let _ = pin(server);
        let started = start();
        let _ = pin(bots);
        started
    }
}

impl std::fmt::Display for Pinning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Apart { server, bots } => write!(f, "server on core {server}, players on core {bots}"),
            Self::Free { reason } => write!(f, "not pinned: {reason}"),
        }
    }
}

/// Lets this thread run on `core` alone.
fn pin(core: u16) -> rustix::io::Result<()> {
    let mut set = CpuSet::new();
    set.set(usize::from(core.min(CORES_MAX - 1)));
    sched_setaffinity(None, &set)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cores_that_are_not_there_are_told_and_nothing_fails() {
        let before = sched_getaffinity(None).unwrap();
        let pinning = Pinning::try_apart(0, CORES_MAX - 1);
        assert!(sched_getaffinity(None).unwrap() == before, "left on the one core that could be had");
        assert!(pinning.to_string().starts_with("not pinned: cores 0 and"), "{pinning}");
        assert_eq!(pinning.on_server_core(|| 7), 7);
        assert_eq!(Pinning::try_apart(0, 0).to_string(), "not pinned: the same core for both");
    }
}
