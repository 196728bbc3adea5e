//! Bad networks and bad clients as options: what a line does to those who play over it, and to how many.

use std::{num::NonZeroU32, str::FromStr, time::Duration};

use clap::Args;

use crate::{chance::Chance, config::duration};

/// The longest latency, jitter or stall: what is longer is no play.
const TIME_MAX: Duration = Duration::from_secs(60);

/// What a line, or who sits at its end, does to a player. The default does nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "Bad networks")]
pub struct Shape {
    /// Time that the line adds to a round trip, half of it each way: 80ms.
    #[arg(long, value_name = "TIME", default_value = "0ms", value_parser = short_time)]
    pub latency: Duration,

    /// Time up to which each message comes later still, drawn for each; the order stays: 30ms.
    #[arg(long, value_name = "TIME", default_value = "0ms", value_parser = short_time)]
    pub jitter: Duration,

    /// Nothing passes for the first time of each second one: 2s/10s. Each player's stalls begin at another moment.
    #[arg(long, value_name = "TIME/TIME")]
    pub stall: Option<Stall>,

    /// Bytes a second that the player reads; what is more waits in the server: 4kB.
    #[arg(long, value_name = "BYTES", value_parser = bytes)]
    pub bandwidth: Option<NonZeroU32>,

    /// Reads nothing once he has a seat, but sends inputs; comes back whenever the server closes him.
    #[arg(long)]
    pub never_read: bool,
}

/// A line that stands still now and then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stall {
    /// How long nothing passes.
    pub time: Duration,
    /// From one stall's beginning to the next's; longer than `time`.
    pub period: Duration,
}

/// One `--bad`: so many players with this shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bad {
    /// Players.
    pub count: u16,
    /// What is bad about them.
    pub shape: Shape,
}

impl Shape {
    /// True when it does nothing.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// True when the kernel shall keep little for the player, so that the server soon feels that he does not read.
    pub fn pushes_back(&self) -> bool {
        self.never_read || self.bandwidth.is_some() || self.stall.is_some()
    }

    /// The shape of each of `players`: first those of `bad`, then `common` for `common_count` of the others (all
    /// when `None`). The seed decides who gets which.
    pub fn assign(
        players: u16,
        bad: &[Bad],
        common: Self,
        common_count: Option<u16>,
        seed: u64,
    ) -> Vec<Self> {
        let count = usize::from(players);
        let groups = bad.iter().flat_map(|bad| std::iter::repeat_n(bad.shape, usize::from(bad.count)));
        let common_count = usize::from(common_count.unwrap_or(players));
        let mut shapes: Vec<Self> =
            groups.chain(std::iter::repeat_n(common, common_count)).take(count).collect();
        shapes.resize(count, Self::default());
        Chance::new(seed).shuffle(&mut shapes);
        shapes
    }
}

impl FromStr for Shape {
    type Err = String;

    /// What follows the count of `--bad`: `never-read`, or `name=value` as the options of that name take it,
    /// several with commas between.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut shape = Self::default();
        for part in text.split(',') {
            match part.split_once('=') {
                None if part == "never-read" => shape.never_read = true,
                Some(("latency", time)) => shape.latency = short_time(time)?,
                Some(("jitter", time)) => shape.jitter = short_time(time)?,
                Some(("stall", stall)) => shape.stall = Some(stall.parse()?),
                Some(("bandwidth", rate)) => shape.bandwidth = Some(bytes(rate)?),
                _ => return Err(format!("`{part}` is none of {KINDS}")),
            }
        }
        Ok(shape)
    }
}

const KINDS: &str = "never-read, latency=TIME, jitter=TIME, stall=TIME/TIME, bandwidth=BYTES";

impl FromStr for Bad {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (count, shape) =
            text.split_once(':').ok_or("expected COUNT:KIND, such as 100:never-read or 50:latency=80ms")?;
        let count = count.parse().map_err(|_| format!("`{count}` is no number of players"))?;
        Ok(Self { count, shape: shape.parse()? })
    }
}

impl FromStr for Stall {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (time, period) = text.split_once('/').ok_or("expected TIME/TIME, such as 2s/10s")?;
        let stall = Self { time: short_time(time)?, period: duration(period)? };
        if stall.time < stall.period { Ok(stall) } else { Err("a stall is shorter than its period".into()) }
    }
}

fn short_time(text: &str) -> Result<Duration, String> {
    let time = duration(text)?;
    if time <= TIME_MAX { Ok(time) } else { Err(format!("at most {} s", TIME_MAX.as_secs())) }
}

/// A number of bytes and its unit: 900B, 4kB.
fn bytes(text: &str) -> Result<NonZeroU32, String> {
    const EXPECTED: &str = "expected bytes a second with a unit: 900B, 4kB";
    let (number, factor) = match text.strip_suffix("kB") {
        Some(number) => (number, 1_000),
        None => (text.strip_suffix('B').ok_or(EXPECTED)?, 1),
    };
    let number: u32 = number.parse().map_err(|_| EXPECTED)?;
    number.checked_mul(factor).and_then(NonZeroU32::new).ok_or_else(|| EXPECTED.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bad(text: &str) -> Bad {
        text.parse().unwrap()
    }

    #[test]
    fn bad_players_are_understood() {
        let (ms, plain) = (Duration::from_millis, Shape::default());
        let stall = Some(Stall { time: ms(2_000), period: ms(10_000) });
        assert_eq!(bad("100:never-read"), Bad { count: 100, shape: Shape { never_read: true, ..plain } });
        assert_eq!(bad("7:stall=2s/10s"), Bad { count: 7, shape: Shape { stall, ..plain } });
        let late = Shape { latency: ms(80), jitter: ms(30), ..plain };
        assert_eq!(bad("50:latency=80ms,jitter=30ms"), Bad { count: 50, shape: late });
        let narrow = Shape { bandwidth: NonZeroU32::new(4_000), ..plain };
        assert_eq!(bad("1:bandwidth=4kB"), Bad { count: 1, shape: narrow });
        assert_eq!(bytes("900B"), Ok(NonZeroU32::new(900).unwrap()));
    }

    #[test]
    fn what_means_nothing_is_refused() {
        for text in [
            "never-read",
            "x:never-read",
            "1:sleepy",
            "1:latency=80",
            "1:latency=2m",
            "1:stall=2s",
            "1:stall=9s/9s",
            "1:bandwidth=0B",
            "1:bandwidth=4",
            "1:bandwidth=9999999kB",
        ] {
            assert!(text.parse::<Bad>().is_err(), "{text}");
        }
    }

    #[test]
    fn everybody_gets_one_shape_and_the_seed_says_who() {
        let common = Shape { latency: Duration::from_millis(80), ..Shape::default() };
        let groups = [bad("20:never-read"), bad("30:stall=1s/5s")];
        let assign = |seed| Shape::assign(1_000, &groups, common, Some(50), seed);
        let shapes = assign(1);
        let count = |is: &dyn Fn(&Shape) -> bool| shapes.iter().filter(|shape| is(shape)).count();
        assert_eq!((shapes.len(), count(&|s| s.never_read), count(&|s| s.stall.is_some())), (1_000, 20, 30));
        assert_eq!((count(&|s| *s == common), count(&Shape::is_plain)), (50, 900));
        assert_eq!(shapes, assign(1));
        assert_ne!(shapes, assign(2));
        // Full players are every so many: no stride may pick bad ones only.
        let among_full = shapes.iter().step_by(10).filter(|shape| !shape.is_plain()).count();
        assert!((1..=30).contains(&among_full), "{among_full} of 100 full players are bad");
    }
}
