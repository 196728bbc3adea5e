//! What the machine is, and what it and this process spent: the operating system's own words and counts.

use std::{fs, time::Duration};

use rustix::time::{ClockId, clock_gettime};
use serde::Serialize;

use crate::{pinning::Pinning, process_use::CLOCK_TICK};

/// What figures depend on, besides the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Machine {
    /// When the run began, UTC.
    pub date: String,
    /// The processor's name for itself.
    pub cpu: String,
    /// Cores that are on.
    pub cores: usize,
    /// The kernel's release.
    pub kernel: String,
    /// What paces TCP.
    pub congestion_control: String,
    /// Who chooses the cores' clocks; a virtual machine does not know.
    pub governor: String,
    /// The compiler that built this program.
    pub rustc: String,
    /// The version of this program.
    pub fracas_bots: String,
    /// Who runs on which core.
    pub pinning: String,
}

impl Machine {
    /// As of now; what the kernel does not tell is called `unknown`.
    pub fn now(pinning: &Pinning) -> Self {
        let cpuinfo = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        Self {
            date: utc(clock_gettime(ClockId::Realtime).tv_sec),
            cpu: cpu_name(&cpuinfo).unwrap_or(UNKNOWN).into(),
            cores: cpuinfo.lines().filter(|line| line.starts_with("processor")).count(),
            kernel: told("/proc/sys/kernel/osrelease"),
            congestion_control: told("/proc/sys/net/ipv4/tcp_congestion_control"),
            governor: told("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"),
            rustc: env!("FRACAS_RUSTC").into(),
            fracas_bots: env!("CARGO_PKG_VERSION").into(),
            pinning: pinning.to_string(),
        }
    }
}

impl std::fmt::Display for Machine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { date, cpu, cores, kernel, congestion_control, governor, rustc, fracas_bots, pinning } =
            self;
        write!(
            f,
            "{date}, {cpu}, {cores} cores, Linux {kernel}, TCP {congestion_control}, governor {governor}, "
        )?;
        write!(f, "{rustc}, fracas-bots {fracas_bots}, {pinning}")
    }
}

/// Stands for what the kernel does not tell.
const UNKNOWN: &str = "unknown";

/// A file of one line.
fn told(path: &str) -> String {
    fs::read_to_string(path).map_or(UNKNOWN.into(), |text| text.trim().into())
}

/// The name of the first processor in `/proc/cpuinfo`.
fn cpu_name(cpuinfo: &str) -> Option<&str> {
    let line = cpuinfo.lines().find(|line| line.starts_with("model name"))?;
    line.split_once(':').map(|(_, name)| name.trim())
}

/// `2026-11-21 05:40 UTC` of seconds since 1970. Years begin in March here, so that the leap day is a year's last.
fn utc(seconds: i64) -> String {
    let (days, second_of_day) = (seconds.div_euclid(86_400) + 719_468, seconds.rem_euclid(86_400));
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    let (hour, minute) = (second_of_day / 3600, second_of_day / 60 % 60);
    format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02} UTC")
}

/// CPU time of this process so far.
pub fn process_cpu() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// CPU time of the whole machine, in the kernel's units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CpuTimes {
    total: u64,
    steal: u64,
    /// Also while it waited for a disk.
    idle: u64,
}

impl CpuTimes {
    /// As of now; all zero where the kernel does not tell.
    pub fn now() -> Self {
        fs::read_to_string("/proc/stat").ok().and_then(|text| Self::parse(&text)).unwrap_or_default()
    }

    /// The first line: user, nice, system, idle, iowait, irq, softirq, steal; guest time is part of user.
    fn parse(text: &str) -> Option<Self> {
        let line = text.lines().next()?.strip_prefix("cpu ")?;
        let times: Vec<u64> = line.split_whitespace().take(8).map_while(|n| n.parse().ok()).collect();
        let steal = *times.get(7)?;
        Some(Self { total: times.iter().sum(), steal, idle: times[3] + times[4] })
    }

    /// Percent of the time since `before` that the machine below took for others.
    pub fn steal_percent_since(self, before: Self) -> f64 {
        let total = self.total.saturating_sub(before.total);
        let steal = self.steal.saturating_sub(before.steal);
        if total == 0 { 0.0 } else { 100.0 * steal as f64 / total as f64 }
    }

    /// CPU seconds that were worked since `before`, by everybody here, on all cores.
    pub fn worked_since(self, before: Self) -> f64 {
        let worked = |times: Self| times.total.saturating_sub(times.steal + times.idle);
        worked(self).saturating_sub(worked(before)) as f64 * CLOCK_TICK.as_secs_f64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steal_is_a_share_of_all_time() {
        let before = CpuTimes::parse("cpu  10 0 10 70 0 0 0 10 5 0\ncpu0 1").unwrap();
        let after = CpuTimes::parse("cpu  20 0 20 125 0 0 0 35 5 0\n").unwrap();
        assert_eq!(after.steal_percent_since(before), 25.0);
        assert_eq!(after.steal_percent_since(after), 0.0);
        assert_eq!(after.worked_since(before), 0.2);
        assert_eq!(CpuTimes::parse("intr 1 2 3"), None);
    }

    #[test]
    fn dates_are_right_around_leap_days() {
        assert_eq!(utc(0), "1970-01-01 00:00 UTC");
        assert_eq!(utc(951_782_399), "2000-02-28 23:59 UTC");
        assert_eq!(utc(951_782_400), "2000-02-29 00:00 UTC");
        assert_eq!(utc(1_795_239_600), "2026-11-21 05:40 UTC");
    }

    #[test]
    fn the_processor_has_a_name() {
        assert_eq!(cpu_name("processor\t: 0\nmodel name\t: AMD EPYC\n"), Some("AMD EPYC"));
        assert_eq!(cpu_name("Features: fp"), None);
    }

    #[test]
    fn work_costs_cpu_time() {
        let before = process_cpu();
        let mut sum = 0u64;
        while process_cpu() == before {
            sum = std::hint::black_box(sum + 1);
        }
        assert!(process_cpu() > before);
    }
}
