//! Two thousand ships on one screen.

use fracas_protocol::{
    NOBODY, Rules, Slot, encode,
    event::{Board, Event, Kill},
    limits::{SNAPSHOT_BYTES_MAX, SNAPSHOT_BYTES_TARGET},
};

use super::{Frame, Scene, danger::ME};
use crate::{
    sim::Happening,
    snapshot::{Eye, ships::NEAREST},
};

const SHIPS: Slot = 2000;

/// Ticks in which every ship in view is told: 1.5 s.
const TURN_TICKS: u32 = 45;

/// Kills in a tick that the session hears of, each with two names at first.
const KILLS_TOLD: usize = 2;

/// A world that is one screen, with rocks that break and scrap all over it. Small ships, or no shot would fly; thick
/// ones, or few would live.
pub(super) fn one_screen() -> Scene {
    let rules = Rules {
        ship_radius: 2.0,
        blaster_radius: 1.0,
        blaster_damage: 2.0,
        respawn_s: 0.1,
        world_half_min: 448.0,
        area_per_seat: 0.0,
        area_per_rock: 40_000.0,
        scrap_life_s: 1.0,
        ..Rules::default()
    };
    let scene = Scene::new(&rules, SHIPS, 9);
    assert_eq!(scene.sim.half(), 448.0, "all of it is in view");
    scene
}

/// An eye that flies in a circle, so that it never stands and all of the world stays in view.
fn eye(round: u32) -> (f32, f32) {
    let (sin, cos) = (round as f32 / 20.0).sin_cos();
    (40.0 * cos, 40.0 * sin)
}

impl Scene {
    /// Tells of some of the tick's kills, and twice a second who leads.
    fn tell_news(&mut self) {
        let kills: Vec<Kill> = self
            .sim
            .happenings()
            .iter()
            .filter_map(|h| match *h {
                Happening::Killed { victim, killer, weapon, .. } => Some(Kill { victim, killer, weapon }),
                _ => None,
            })
            .collect();
        for kill in kills.into_iter().take(KILLS_TOLD) {
            self.viewer.tell(&[kill.victim, kill.killer], &encode(&Event::Kill(kill)));
        }
        if self.sim.tick().is_multiple_of(15) {
            let rows: Vec<(Slot, u32)> = self.sim.scores().take(10).collect();
            let named: Vec<Slot> = rows.iter().map(|row| row.0).collect();
            let board = Event::Board(Board { players: SHIPS, rank: 0, rows, crown: Some((0, -300, 300)) });
            self.viewer.tell(&named, &encode(&board));
        }
    }

    /// The ships in the world, nearest to `at` first.
    fn by_distance(&self, at: (f32, f32)) -> Vec<Slot> {
        let square = |(x, y): (f32, f32)| (x - at.0).powi(2) + (y - at.1).powi(2);
        let mut ships: Vec<(f32, Slot)> =
            self.sim.ships().map(|s| (square((s.motion.x, s.motion.y)), s.slot)).collect();
        ships.retain(|&(_, slot)| Some(slot) != self.sight.slot());
        ships.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        ships.into_iter().map(|(_, slot)| slot).collect()
    }
}

/// Plays for 10 s; `look` gives where the eye is and a frame for it, or none while there is nobody to see it. Returns
/// the bytes of the largest frame.
fn play(scene: &mut Scene, mut look: impl FnMut(&mut Scene, u32) -> Option<((f32, f32), Frame)>) -> usize {
    let mut largest = 0;
    // The last round in which every ship that was told had a name.
    let mut all_named_in = 0;
    // By slot: the round in which the ship was told last, or came into view.
    let mut told_in: Vec<Option<u32>> = vec![None; usize::from(SHIPS)];
    for round in 0..300 {
        scene.tick(true);
        scene.tell_news();
        let Some((at, frame)) = look(scene, round) else {
            told_in.fill(None);
            continue;
        };
        assert!(frame.bytes <= SNAPSHOT_BYTES_MAX, "round {round}: {} bytes", frame.bytes);
        largest = largest.max(frame.bytes);
        assert!(!scene.viewer.overflowed(), "round {round}: the news do not get through");
        if round % 20 == 19 {
            let n = scene.sight.ships().iter().filter(|&(slot, _)| scene.sight.name(slot).is_none()).count();
            eprintln!(
                "DBG {round} nameless {n} of {}  bytes {}",
                scene.sight.ships().iter().count(),
                frame.bytes
            );
        }
        if scene.sight.ships().iter().all(|(slot, _)| scene.sight.name(slot).is_some()) {
            all_named_in = round;
        }
        let told = frame.ships;
        for slot in &scene.by_distance(at)[..NEAREST] {
            assert!(told.contains(slot), "round {round}: ship {slot} is among the nearest and was left out");
        }
        for slot in 0..SHIPS {
            let last = &mut told_in[usize::from(slot)];
            let ship = scene.sim.ship(slot).filter(|_| Some(slot) != scene.sight.slot());
            if !ship.is_some_and(|ship| scene.in_view(at, (ship.motion.x, ship.motion.y), 0.0)) {
                *last = None;
            } else if told.contains(&slot) {
                *last = Some(round);
            } else {
                let waits = round - *last.get_or_insert(round);
                assert!(waits < TURN_TICKS, "round {round}: ship {slot} was not told for {waits} ticks");
            }
        }
    }
    assert!(all_named_in > 250, "names follow as bytes are left, the last in round {all_named_in}");
    largest
}

#[test]
fn two_thousand_ships_on_one_screen_are_told_within_a_second_and_a_half() {
    let mut scene = one_screen();
    let largest = play(&mut scene, |scene, round| {
        let eye = Eye { at: eye(round), own: NOBODY, follows: NOBODY };
        Some((eye.at, scene.look(eye, None)))
    });
    assert!(largest <= SNAPSHOT_BYTES_TARGET, "{largest} bytes, and nothing that must not wait");
    assert!(scene.sim.ships().count() > 1900, "so many are alive, and all of them in view");
}

#[test]
fn two_thousand_ships_are_told_as_fast_to_a_player_under_fire() {
    let mut scene = one_screen();
    scene.sight.sit(ME);
    let largest = play(&mut scene, |scene, _| {
        let motion = scene.sim.ship(ME)?.motion;
        Some(((motion.x, motion.y), scene.frame_of_player(ME)?))
    });
    assert!(
        largest > SNAPSHOT_BYTES_TARGET,
        "{largest} bytes: so many shots can hit that the target must give way"
    );
}
