//! The same seed and the same commands give the same world, bit for bit, at every tick: whatever the ECS did
//! before, however often the world was saved and loaded, in whatever order systems were added and inputs came,
//! and in another process.

use std::process::{Command as Process, Stdio};

use fracas_protocol::{Drive, Rules, Slot, Tick};
use fracas_server::sim::{Command, Happening, Intent, Simulation};

const SEED: u64 = 0x00f1_2aca;
const PLAYERS: Slot = 200;
const TICKS: Tick = 10_000;
const RATE: u32 = 30;

/// Begins each line that the other process writes for this one.
const MARK: &str = "hash ";

/// An even number that is a pure function of its arguments (SplitMix64's mixing).
fn hash(a: u64, b: u64) -> u64 {
    let mut x = SEED ^ a.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ b.wrapping_mul(0xd1b5_4a32_d192_ed03);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Everybody rests for 100 ticks of 1,500, each at his own time; and half of all leave together for 600 ticks of
/// 4,000, so that the world shrinks and grows.
fn is_seated(slot: Slot, tick: Tick) -> bool {
    let rests = (tick + Tick::from(slot) * 37) % 1500 >= 1400;
    let away = slot % 2 == 1 && tick % 4000 >= 3400;
    !rests && !away
}

/// What a scripted player does in a tick: he changes his course and his aim twice a second, boosts now and then,
/// fires most of the time, and is silent for one tick of 16.
fn script(slot: Slot, tick: Tick) -> Option<Command> {
    match (tick > 0 && is_seated(slot, tick - 1), is_seated(slot, tick)) {
        (false, true) => return Some(Command::Sit { slot }),
        (true, false) => return Some(Command::Leave { slot }),
        (false, false) => return None,
        (true, true) => {}
    }
    if hash(slot.into(), tick.into()).is_multiple_of(16) {
        return None;
    }
    let whim = hash(slot.into(), u64::from(tick / 15) | 1 << 40);
    let axis = |bits: u64| (bits as i8).max(-127);
    Some(Command::Fly {
        slot,
        intent: Intent {
            drive: Drive {
                x: axis(whim),
                y: axis(whim >> 8),
                boost: whim >> 16 & 3 == 0,
                rail: whim >> 18 & 3 == 0,
            },
            aim: ((whim >> 24) as i16, (whim >> 40) as i16),
            fire: whim >> 56 & 7 != 0,
            rewind: (whim >> 8) as u16 % 145,
        },
    })
}

/// The commands of a tick, in the room's order: by kind, then slot.
fn orders(tick: Tick) -> Vec<Command> {
    let mut orders: Vec<Command> = (0..PLAYERS).filter_map(|slot| script(slot, tick)).collect();
    // Everybody tries to spend at times, with points or without.
    let spends = (0..PLAYERS).filter(|&slot| hash(slot.into(), u64::from(tick) | 1 << 41).is_multiple_of(64));
    orders.extend(spends.map(|slot| Command::Spend { slot, stat: hash(tick.into(), slot.into()) as u8 % 6 }));
    Command::sort(&mut orders);
    orders
}

/// A world and what is done to it that must not matter.
struct Contender {
    name: &'static str,
    sim: Simulation,
    /// Saved and loaded into a fresh world every 7th tick.
    reloads: bool,
    /// Gets its commands in another order each tick.
    shuffles: bool,
}

impl Contender {
    fn plain(name: &'static str) -> Self {
        Self { name, sim: Simulation::new(SEED, &Rules::default(), RATE), reloads: false, shuffles: false }
    }

    fn churned(mut self) -> Self {
        self.sim.churn(10_000);
        self
    }

    fn with_system_order(mut self, seed: u64) -> Self {
        self.sim = Simulation::with_system_order(SEED, &Rules::default(), RATE, Some(seed));
        self
    }

    fn reloading(self) -> Self {
        Self { reloads: true, ..self }
    }

    fn shuffling(self) -> Self {
        Self { shuffles: true, ..self }
    }

    /// Computes a tick and tells the hash of the world after it.
    fn step(&mut self, tick: Tick, orders: &[Command]) -> u64 {
        if self.reloads && tick.is_multiple_of(7) {
            self.sim = Simulation::load(&Rules::default(), RATE, &self.sim.save());
        }
        if self.shuffles {
            let mut orders = orders.to_vec();
            for i in (1..orders.len()).rev() {
                orders.swap(i, hash(tick.into(), i as u64 | 1 << 50) as usize % (i + 1));
            }
            self.sim.step(&orders);
        } else {
            self.sim.step(orders);
        }
        self.sim.checksum()
    }
}

/// What happened in the run: equal hashes of a world in which nothing happens would show nothing.
#[derive(Debug, Default)]
struct Deeds {
    hits: u32,
    kills: u32,
    pushes: u32,
    rocks_broken: u32,
    scrap_gone: u32,
    sizes: u32,
    rails: u32,
    levels: u32,
    crowns: u32,
}

impl Deeds {
    fn count(&mut self, happenings: &[Happening]) {
        for happening in happenings {
            match happening {
                Happening::Hit { .. } => self.hits += 1,
                Happening::Killed { .. } => self.kills += 1,
                Happening::Pushed { .. } => self.pushes += 1,
                Happening::RockGone { .. } => self.rocks_broken += 1,
                Happening::ScrapGone { .. } => self.scrap_gone += 1,
                Happening::Resized { .. } => self.sizes += 1,
                Happening::Railed { .. } => self.rails += 1,
                Happening::Levelled { .. } => self.levels += 1,
                Happening::Crowned { .. } => self.crowns += 1,
                Happening::Spawned { .. }
                | Happening::Left { .. }
                | Happening::ShotEnded { .. }
                | Happening::ShotExpired { .. }
                | Happening::RockCracked { .. } => {}
            }
        }
    }

    fn are_many(&self) -> bool {
        self.hits > 10_000
            && self.kills > 1_000
            && self.pushes > 10_000
            && self.rocks_broken > 500
            && self.scrap_gone > 5_000
            && self.sizes >= 5
            && self.rails > 10_000
            && self.levels > 1_000
            && self.crowns > 20
    }
}

#[test]
fn ten_thousand_ticks_are_the_same_in_every_world_and_process() {
    // The other process works on the second core meanwhile; a thread empties its pipe.
    let child = Process::new(std::env::current_exe().expect("a test knows its own program"))
        .args(["--ignored", "--exact", "the_other_process", "--nocapture"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the test's own program starts");
    let child = std::thread::spawn(move || child.wait_with_output());

    let mut plain = Contender::plain("plain");
    let mut others = [
        Contender::plain("pre-churned").churned(),
        Contender::plain("saved and loaded").reloading(),
        Contender::plain("other system order").with_system_order(7),
        Contender::plain("other order of arrival").shuffling(),
    ];
    let mut deeds = Deeds::default();
    let mut hashes = Vec::new();
    for tick in 0..TICKS {
        let orders = orders(tick);
        let want = plain.step(tick, &orders);
        deeds.count(plain.sim.happenings());
        for other in &mut others {
            let got = other.step(tick, &orders);
            assert_eq!(got, want, "the world '{}' differs first after tick {tick}", other.name);
            assert_eq!(
                other.sim.happenings(),
                plain.sim.happenings(),
                "'{}' tells tick {tick} otherwise",
                other.name
            );
        }
        hashes.push(want);
    }
    println!("{deeds:?}");
    assert!(deeds.are_many(), "too little happened to show anything: {deeds:?}");

    let output = child.join().expect("the reader ends").expect("the other process ends");
    assert!(output.status.success(), "the other process failed");
    let theirs: Vec<u64> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| u64::from_str_radix(line.split_once(MARK)?.1, 16).ok())
        .collect();
    assert_eq!(theirs.len(), hashes.len(), "the other process told another number of hashes");
    let differs = theirs.iter().zip(&hashes).position(|(theirs, ours)| theirs != ours);
    assert_eq!(differs, None, "the other process differs first after this tick");
}

#[test]
#[ignore = "started by the test above, in a process of its own"]
fn the_other_process() {
    let mut world = Contender::plain("elsewhere").with_system_order(99).churned().shuffling();
    for tick in 0..TICKS {
        println!("{MARK}{:016x}", world.step(tick, &orders(tick)));
    }
}

#[test]
fn one_other_command_gives_another_hash() {
    let (mut one, mut other) = (Contender::plain("one"), Contender::plain("other"));
    for tick in 0..60 {
        let mut orders = orders(tick);
        let want = one.step(tick, &orders);
        if tick == 50
            && let Some(intent) = orders.iter_mut().rev().find_map(|order| match order {
                Command::Fly { intent, .. } => Some(intent),
                _ => None,
            })
        {
            intent.drive.x = if intent.drive.x > 0 { -127 } else { 127 };
        }
        assert_eq!(other.step(tick, &orders) == want, tick < 50, "after tick {tick}");
    }
}
