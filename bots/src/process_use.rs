//! What a process has used so far, seen from outside: `/proc` knows it of every process of this machine.

use std::{fs, time::Duration};

use serde::{Deserialize, Serialize};

/// The kernel's unit of CPU time in `/proc`: 10 ms, on every architecture that runs here.
pub const CLOCK_TICK: Duration = Duration::from_millis(10);

/// What a process has used since it began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcessUse {
    /// CPU time in its own code, all threads.
    pub user: Duration,
    /// CPU time of the kernel on its behalf, all threads.
    pub system: Duration,
    /// Memory that it holds now, bytes.
    pub rss_bytes: u64,
}

impl ProcessUse {
    /// As of now; `None` when there is no such process, or the kernel does not tell.
    pub fn of(pid: u32) -> Option<Self> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
        let (user, system) = parse_times(&stat)?;
        Some(Self { user, system, rss_bytes: parse_rss(&status)? })
    }

    /// CPU time, all in all.
    pub fn cpu(&self) -> Duration {
        self.user + self.system
    }
}

/// Fields 14 and 15 of `/proc/PID/stat`. The name in field 2 may hold blanks and brackets: the last one ends it.
fn parse_times(stat: &str) -> Option<(Duration, Duration)> {
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut fields = after_name.split_whitespace().skip(11);
    let mut time = || fields.next()?.parse().ok().map(|ticks: u32| CLOCK_TICK * ticks);
    Some((time()?, time()?))
}

/// `VmRSS` of `/proc/PID/status`, told in kB of 1,024 bytes.
fn parse_rss(status: &str) -> Option<u64> {
    let value = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    value.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kb| kb * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_brackets_does_not_move_the_fields() {
        let stat = "77 (a) b (c)) S 1 77 77 0 -1 4194304 900 0 0 0 250 50 0 0 20 0 3 0 100 1000000 800 1";
        assert_eq!(parse_times(stat), Some((Duration::from_millis(2500), Duration::from_millis(500))));
        assert_eq!(parse_times("77 (a) S 1"), None);
    }

    #[test]
    fn memory_is_told_in_kilobytes() {
        assert_eq!(parse_rss("Name:\tx\nVmRSS:\t    2048 kB\nThreads:\t1\n"), Some(2 * 1024 * 1024));
        assert_eq!(parse_rss("Name:\tx\n"), None);
    }

    #[test]
    fn this_process_has_used_something() {
        let used = ProcessUse::of(std::process::id()).unwrap();
        assert!(used.rss_bytes > 0, "{used:?}");
        assert_eq!(ProcessUse::of(u32::MAX), None);
    }
}
