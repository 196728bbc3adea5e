//! A room with too much to do: what it does without, what it says, and that all comes back.

use std::time::Duration;

use fracas_protocol::{
    ClientMessage, Event, Rules, ServerMessage,
    client::{Input, Join, buttons},
    decode_server,
    event::Speed,
};

use super::Lab;
use crate::{audience::Restraint, limits::SNAPSHOT_BYTES_SPARE, link::SessionKey};

/// Players on one screen: more than a frame that spares the server has room for.
const PLAYERS: usize = 80;

/// What one player got in some ticks.
#[derive(Debug, Default)]
struct Got {
    frames: usize,
    /// Bytes of the largest, with its head.
    largest: usize,
    minimaps: usize,
    speeds: Vec<u8>,
}

impl Lab {
    /// Everybody flies about and shoots for `ticks`; what the player `who` got.
    fn fight(&mut self, players: &[SessionKey], who: SessionKey, ticks: u32) -> Got {
        let mut got = Got::default();
        let mut newest = 0;
        for _ in 0..ticks {
            let (seq, ack) = (self.ticks + 1, self.room.sim.tick());
            for (place, &player) in players.iter().enumerate() {
                let side = if (seq as usize / 20 + place).is_multiple_of(2) { 100 } else { -100 };
                let input = Input {
                    seq,
                    ack,
                    hold: 1,
                    move_x: side,
                    move_y: -side,
                    buttons: buttons::FIRE,
                    aim_x: i16::from(side),
                    aim_y: place as i16,
                    back: 0,
                };
                self.send(player, ClientMessage::Input(input));
            }
            self.tick();
            let frame = self.frame(who);
            let Ok(ServerMessage::Snapshot(snapshot)) = decode_server(&frame) else { panic!("a snapshot") };
            if snapshot.tick == newest {
                continue;
            }
            newest = snapshot.tick;
            got.frames += 1;
            got.largest = got.largest.max(frame.len() + 4);
            got.minimaps += usize::from(snapshot.far.is_some());
            let speed =
                |event| if let Event::Speed(Speed { percent }) = event { Some(percent) } else { None };
            got.speeds.extend(snapshot.events.into_iter().flatten().filter_map(speed));
        }
        got
    }

    /// Has the room find `share` of a period of work in each tick, until `done`.
    fn load(&mut self, share: f64, done: impl Fn(&Self) -> bool) {
        let period = Duration::from_secs(1) / super::RATE;
        for _ in 0..2000 {
            if done(self) {
                return;
            }
            self.room.overload.read(period.mul_f64(share), period);
        }
        panic!("it never came to that: {:?}", self.room.overload);
    }
}

#[test]
fn each_measure_is_taken_told_and_taken_back() {
    let rules = Rules { world_half_min: 448.0, area_per_seat: 0.0, ..Rules::default() };
    let mut lab = Lab::new(4, 0, rules);
    let players: Vec<SessionKey> = (0..PLAYERS).map(|n| lab.join(&format!("P{n}")).key).collect();
    let who = players[1];
    let at = |restraint: Restraint| move |lab: &Lab| lab.room.overload.restraint() == restraint;

    lab.fight(&players, who, 60);
    let calm = lab.fight(&players, who, 120);
    assert!(calm.frames == 120 && calm.minimaps >= 8 && calm.largest > SNAPSHOT_BYTES_SPARE, "{calm:?}");

    lab.load(1.5, at(Restraint::FarTier));
    let got = lab.fight(&players, who, 120);
    assert!(got.frames == 120 && got.minimaps <= 2, "{got:?}");

    lab.load(1.5, at(Restraint::NoJoins));
    let late = lab.room.open_in_memory(lab.now());
    lab.send(late, ClientMessage::Join(Join { name: "Late".into() }));
    lab.tick();
    assert!(lab.room.sessions[late].state.seat().is_none(), "nobody new is let in");
    assert_eq!(lab.room.stats().counters.refused_busy, 1);

    lab.load(1.5, at(Restraint::SmallFrames));
    lab.fight(&players, who, 30);
    let got = lab.fight(&players, who, 120);
    assert!(got.frames == 120 && got.largest < calm.largest, "{got:?}");
    assert!(got.largest <= SNAPSHOT_BYTES_SPARE + 200, "only shots that can hit pass it: {got:?}");

    lab.load(1.5, at(Restraint::LaggardsHalf));
    let (one, other) = (lab.fight(&players, who, 60), lab.fight(&players, players[3], 60));
    // The first look may find the frame of the tick before.
    let (fewer, more) = (one.frames.min(other.frames), one.frames.max(other.frames));
    assert!((30..=31).contains(&fewer) && more == 60, "half of them half: {fewer} and {more}");

    lab.load(1.5, at(Restraint::SlowTime));
    let percent = lab.room.overload.speed_percent();
    let told = lab.fight(&players, who, 4).speeds;
    assert!(percent < 70 && told == [percent], "{percent} % and told {told:?}");
    let newcomer = lab.room.open_in_memory(lab.now());
    let told = (0..2).any(|_| {
        lab.tick();
        let frame = lab.frame(newcomer);
        let Ok(ServerMessage::Snapshot(snapshot)) = decode_server(&frame) else { return false };
        snapshot.events.into_iter().flatten().any(|event| event == Event::Speed(Speed { percent }))
    });
    assert!(told, "who comes later is told as well");

    lab.load(0.3, at(Restraint::None));
    let back = lab.fight(&players, who, 124);
    assert_eq!(back.speeds.last(), Some(&100));
    assert!(back.frames >= 122 && back.minimaps >= 7, "all is as before: {back:?}");
    lab.send(late, ClientMessage::Join(Join { name: "Late".into() }));
    lab.tick();
    assert!(lab.room.sessions[late].state.seat().is_some());
}
