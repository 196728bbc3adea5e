//! What a session is told every so many ticks, and others in other ticks: no tick pays for all of them.

use fracas_protocol::Tick;

/// When it is due again.
#[derive(Debug, Default)]
pub(super) struct Turn {
    due: Tick,
}

impl Turn {
    /// True once in `every` ticks, and at the first time; `phase` says in which of them.
    pub(super) fn is_due(&mut self, tick: Tick, phase: Tick, every: Tick) -> bool {
        let due = tick >= self.due;
        // The second when it came less often and may come as usual again.
        if due || self.due > tick + every {
            self.due = tick + every - (tick + phase) % every;
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ticks in which it is due.
    fn turns(turn: &mut Turn, ticks: std::ops::Range<Tick>, phase: Tick, every: Tick) -> Vec<Tick> {
        ticks.filter(|&tick| turn.is_due(tick, phase, every)).collect()
    }

    #[test]
    fn it_comes_at_once_and_then_in_its_own_ticks() {
        assert_eq!(turns(&mut Turn::default(), 103..140, 4, 10), [103, 106, 116, 126, 136]);
        assert_eq!(turns(&mut Turn::default(), 103..140, 9, 20), [103, 111, 131]);
    }

    #[test]
    fn what_was_rare_comes_as_usual_as_soon_as_it_may() {
        let mut turn = Turn::default();
        assert_eq!(turns(&mut turn, 100..170, 0, 80), [100, 160]);
        assert_eq!(turns(&mut turn, 170..200, 0, 10), [180, 190]);
    }
}
