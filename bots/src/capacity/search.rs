//! Which number of players to try next. Pure: outcomes in, a number out.

/// How the room grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Search {
    /// Players of the first step.
    pub start: u16,
    /// How many more come with each step, until one fails.
    pub step: u16,
    /// Never more than this.
    pub max: u16,
    /// How near the largest number that held and the smallest that failed shall come; tried numbers between
    /// them are multiples of it.
    pub fine: u16,
}

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Players.
    pub players: u16,
    /// True when all had their snapshots in time.
    pub held: bool,
}

/// The largest number that held below every number that failed; 0 when none did.
pub fn largest_held(outcomes: &[Outcome]) -> u16 {
    let failed = smallest_failed(outcomes);
    let held = outcomes.iter().filter(|outcome| outcome.held).map(|outcome| outcome.players);
    held.filter(|&players| failed.is_none_or(|failed| players < failed)).max().unwrap_or(0)
}

fn smallest_failed(outcomes: &[Outcome]) -> Option<u16> {
    outcomes.iter().filter(|outcome| !outcome.held).map(|outcome| outcome.players).min()
}

impl Search {
    /// The number to try next; `None` when the search is over.
    pub fn next(&self, outcomes: &[Outcome]) -> Option<u16> {
        let held = largest_held(outcomes);
        match smallest_failed(outcomes) {
            None if outcomes.is_empty() => Some(self.start.min(self.max)),
            None => (held < self.max).then(|| held.saturating_add(self.step.max(1)).min(self.max)),
            Some(failed) => self.between(held, failed),
        }
    }

    /// A multiple of `fine` near the middle.
    fn between(&self, held: u16, failed: u16) -> Option<u16> {
        let fine = self.fine.max(1);
        if failed - held <= fine {
            return None;
        }
        let middle = held + (failed - held) / 2;
        [middle / fine * fine, middle.div_ceil(fine).saturating_mul(fine)]
            .into_iter()
            .find(|&players| held < players && players < failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEARCH: Search = Search { start: 500, step: 500, max: 8000, fine: 100 };

    /// Everything tried with a server that holds `limit`, and what was found.
    fn tried(search: Search, limit: u16) -> (Vec<u16>, u16) {
        let mut outcomes = Vec::new();
        while let Some(players) = search.next(&outcomes) {
            outcomes.push(Outcome { players, held: players <= limit });
        }
        (outcomes.iter().map(|outcome| outcome.players).collect(), largest_held(&outcomes))
    }

    #[test]
    fn grows_then_comes_nearer() {
        assert_eq!(tried(SEARCH, 1640), (vec![500, 1000, 1500, 2000, 1700, 1600], 1600));
    }

    #[test]
    fn finds_every_limit_to_the_granularity() {
        for limit in 0..=8000 {
            let (tried, found) = tried(SEARCH, limit);
            assert_eq!(found, limit / 100 * 100, "a limit of {limit}: {tried:?}");
            assert!(tried.len() <= 20, "a limit of {limit}: {tried:?}");
        }
    }

    #[test]
    fn stops_at_the_maximum() {
        assert_eq!(tried(Search { max: 1200, ..SEARCH }, 9000), (vec![500, 1000, 1200], 1200));
        assert_eq!(tried(Search { max: 300, ..SEARCH }, 9000), (vec![300], 300));
    }

    #[test]
    fn odd_steps_end_as_well() {
        for (step, fine) in [(0, 0), (1, 1), (333, 70), (u16::MAX, 1)] {
            let (_, found) = tried(Search { start: 10, step, max: 2000, fine }, 777);
            assert!(found <= 777 && found + fine.max(1) > 777 - 777 % fine.max(1), "{step} {fine}: {found}");
        }
    }

    #[test]
    fn one_that_held_above_one_that_failed_does_not_count() {
        let outcome = |players, held| Outcome { players, held };
        assert_eq!(largest_held(&[outcome(500, true), outcome(1000, false), outcome(1500, true)]), 500);
    }
}
