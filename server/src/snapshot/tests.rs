//! A viewer against the truth: what a client that applies the frames believes is what the world is.

mod crowd;
mod danger;

use fracas_brains::Sight;
use fracas_protocol::{
    Drive, NOBODY, PROTOCOL_VERSION, Rules, ServerMessage, Slot, decode_server, encode,
    event::{Event, Name},
    limits::SNAPSHOT_BYTES_MAX,
    quantize::STEPS_PER_UNIT,
    record::{EndRecord, OwnRecord, ProgressRecord, ShipRecord, ShotRecord},
    server::Welcome,
};
use rand::{RngExt, SeedableRng, rngs::StdRng};

use super::{Eye, Scratch, Told, View, Viewer};
use crate::{
    link::FRAME_HEAD,
    sim::{Command, Happening, Intent, Simulation},
};

const TICK_RATE: u32 = 30;

/// A world full of players who fly and shoot at random, one viewer of it, and what his client believes.
struct Scene {
    sim: Simulation,
    view: View,
    viewer: Viewer,
    scratch: Scratch,
    sight: Sight,
    rng: StdRng,
}

/// What a test asks of a frame.
struct Frame {
    /// With the WebSocket head.
    bytes: usize,
    ships: Vec<Slot>,
    shots: Vec<Slot>,
}

impl Scene {
    fn new(rules: &Rules, players: Slot, seed: u64) -> Self {
        let mut sim = Simulation::new(seed, rules, TICK_RATE);
        let mut view = View::new(&sim);
        let sits: Vec<Command> = (0..players).map(|slot| Command::Sit { slot }).collect();
        sim.step(&sits);
        for slot in 0..players {
            view.set_name(
                slot,
                encode(&Event::Name(Name { slot, name: format!("P{slot}"), bot: true, level: 1 })),
            );
        }
        let sight = Sight::new(&Welcome {
            version: PROTOCOL_VERSION,
            room: "main".into(),
            tick_rate: TICK_RATE as u8,
            tick: 0,
            world_half: sim.half(),
            rules: rules.clone(),
            steps: sim.steps().clone(),
        });
        let rng = StdRng::seed_from_u64(seed);
        Self { sim, view, viewer: Viewer::default(), scratch: Scratch::default(), sight, rng }
    }

    /// One tick; the viewer is told what happened, but gets no frame yet.
    fn tick(&mut self, fire: bool) {
        self.tick_with(|_| fire);
    }

    /// The same where some fire.
    fn tick_with(&mut self, fires: impl Fn(Slot) -> bool) {
        let slots: Vec<Slot> = self.sim.scores().map(|(slot, _)| slot).collect();
        let rng = &mut self.rng;
        let fly = |slot| {
            let drive = Drive {
                x: rng.random_range(-127..=127),
                y: rng.random_range(-127..=127),
                boost: false,
                rail: false,
            };
            let aim = (rng.random_range(-100..=100), rng.random_range(-100..=100));
            Command::Fly { slot, intent: Intent { drive, aim, fire: fires(slot), rewind: 0 } }
        };
        let commands: Vec<Command> = slots.into_iter().map(fly).collect();
        self.sim.step(&commands);
        self.view.begin();
        self.view.capture(&self.sim, self.sim.tick().is_multiple_of(15));
        for happening in self.sim.happenings() {
            let news = &mut self.view.news;
            match *happening {
                Happening::Killed { victim, .. } => news.ship_left(victim),
                Happening::ShotEnded { slot, what, .. } => {
                    news.shot_over(slot, Some(EndRecord { slot, what, ..EndRecord::default() }));
                }
                Happening::ShotExpired { slot } => news.shot_over(slot, None),
                Happening::RockCracked { slot } => news.rock_changed(slot),
                Happening::RockGone { slot } => news.rock_left(slot),
                Happening::ScrapGone { slot } => news.scrap_left(slot),
                Happening::Levelled { slot, level } => {
                    news.levelled(slot);
                    let name = Name { slot, name: format!("P{slot}"), bot: true, level };
                    self.view.set_name(slot, encode(&Event::Name(name)));
                }
                _ => {}
            }
        }
        self.view.news.seal();
        self.viewer.hear(&self.view, NOBODY, (0.0, 0.0), &mut self.scratch);
    }

    /// A frame for a watcher at `at`, applied; its bytes with the WebSocket head, and the ships in it.
    fn frame(&mut self, at: (f32, f32)) -> (usize, Vec<Slot>) {
        let frame = self.look(Eye { at, own: NOBODY, follows: NOBODY }, None);
        (frame.bytes, frame.ships)
    }

    /// A frame for the player in `slot`, applied; `None` while he has no ship.
    fn frame_of_player(&mut self, slot: Slot) -> Option<Frame> {
        let motion = self.sim.ship(slot)?.motion;
        let own = OwnRecord { x: motion.x, y: motion.y, ..OwnRecord::default() };
        Some(self.look(Eye { at: (motion.x, motion.y), own: slot, follows: NOBODY }, Some(own)))
    }

    fn look(&mut self, eye: Eye, own: Option<OwnRecord>) -> Frame {
        let told = Told { own, far: self.sim.tick().is_multiple_of(15), ..Told::default() };
        self.viewer.compose(&self.view, eye, told, &mut self.scratch);
        let ServerMessage::Snapshot(snapshot) =
            decode_server(&self.scratch.frame[FRAME_HEAD..]).expect("it decodes")
        else {
            panic!("it is a snapshot")
        };
        self.sight.apply(&snapshot);
        Frame {
            bytes: self.scratch.frame.len(),
            ships: snapshot.ships.iter().flat_map(|b| ShipRecord::all(b)).map(|ship| ship.slot).collect(),
            shots: snapshot.shots.iter().flat_map(|b| ShotRecord::all(b)).map(|shot| shot.slot).collect(),
        }
    }

    /// True when (x, y) is within the view at `at`, shrunk by `margin` units.
    fn in_view(&self, at: (f32, f32), (x, y): (f32, f32), margin: f32) -> bool {
        let rules = self.sim.rules();
        (x - at.0).abs() <= rules.view_half_width as f32 - margin
            && (y - at.1).abs() <= rules.view_half_height as f32 - margin
    }
}

#[test]
fn after_any_skips_the_client_believes_what_is_true() {
    let mut scene = Scene::new(&Rules::default(), 120, 5);
    let mut eye = (0.0f32, 0.0f32);
    for round in 0..900 {
        scene.tick(true);
        eye.0 = (eye.0 + scene.rng.random_range(-40.0..41.0)).clamp(-1500.0, 1500.0);
        eye.1 = (eye.1 + scene.rng.random_range(-40.0..41.0)).clamp(-1500.0, 1500.0);
        // Mostly every frame, now and then a stall of some ticks.
        if round % 100 > 80 || scene.rng.random_range(0..10) == 0 {
            continue;
        }
        let (bytes, told) = scene.frame(eye);
        assert!(bytes <= SNAPSHOT_BYTES_MAX, "{bytes} bytes");
        for slot in told {
            let seen = scene.sight.ships().get(slot).expect("what is told is known");
            let truth = scene.sim.ship(slot).expect("only living ships are told").motion;
            let error = (seen.at.x - f64::from(truth.x)).abs().max((seen.at.y - f64::from(truth.y)).abs());
            assert!(error <= 0.5 / STEPS_PER_UNIT, "ship {slot} is off by {error}");
            assert!(scene.sight.name(slot).is_some(), "ship {slot} has no name");
        }
        for (slot, rock) in scene.sight.rocks().iter() {
            let truth = scene.sim.rock(slot);
            let past = rock.until <= scene.sim.tick();
            assert!(
                past || truth.is_some_and(|truth| truth.rock == *rock),
                "rock {slot}: {rock:?}, not {truth:?}"
            );
        }
        let solid = scene.sim.rocks().filter(|row| row.rock.is_solid(scene.sim.tick()));
        for row in solid.filter(|row| scene.in_view(eye, (row.rock.x, row.rock.y), 100.0)) {
            assert!(scene.sight.rocks().get(row.slot).is_some(), "rock {} in view is not known", row.slot);
        }
    }
}

#[test]
fn who_hears_of_some_ticks_at_once_is_told_the_same() {
    let mut scene = Scene::new(&Rules::default(), 120, 8);
    let mut late = Viewer::default();
    let (at, own) = ((0.0, 0.0), NOBODY);
    for _ in 0..200 {
        (0..3).for_each(|_| scene.tick(true));
        let eye = Eye { at, own, follows: NOBODY };
        scene.look(eye, None);
        let told = scene.scratch.frame.clone();
        late.catch_up(&scene.view, 2, at, &mut scene.scratch);
        late.hear(&scene.view, own, at, &mut scene.scratch);
        let far = scene.sim.tick().is_multiple_of(15);
        late.compose(&scene.view, eye, Told { far, ..Told::default() }, &mut scene.scratch);
        assert_eq!(scene.scratch.frame, told);
    }
}

#[test]
fn progress_is_told_when_it_has_changed_and_with_every_new_ship() {
    let mut scene = Scene::new(&Rules::default(), 1, 1);
    scene.tick(false);
    let mut told = |own: Option<OwnRecord>, score| {
        let told = Told { own, progress: ProgressRecord { score, ..Default::default() }, ..Told::default() };
        let eye = Eye { at: (0.0, 0.0), own: 0, follows: NOBODY };
        scene.viewer.compose(&scene.view, eye, told, &mut scene.scratch);
        match decode_server(&scene.scratch.frame[FRAME_HEAD..]) {
            Ok(ServerMessage::Snapshot(snapshot)) => snapshot.progress().map(|progress| progress.score),
            other => panic!("not a snapshot: {other:?}"),
        }
    };
    let ship = Some(OwnRecord::default());
    assert_eq!([told(ship, 0), told(ship, 0)], [Some(0), None], "at first, and then it is known");
    assert_eq!([told(ship, 7), told(ship, 7)], [Some(7), None], "when it changes");
    assert_eq!([told(None, 7), told(ship, 7)], [None, Some(7)], "with a new ship");
}

#[test]
fn a_dead_ship_is_taken_back_and_a_new_one_in_its_slot_enters() {
    let mut scene = Scene::new(&Rules { world_half_min: 600.0, ..Rules::default() }, 8, 3);
    let mut seen_to_leave = 0;
    for _ in 0..3600 {
        scene.tick(true);
        let dead: Vec<Slot> = scene
            .sim
            .happenings()
            .iter()
            .filter_map(|h| match h {
                Happening::Killed { victim, .. } => Some(*victim),
                _ => None,
            })
            .collect();
        let known: Vec<Slot> =
            dead.into_iter().filter(|&slot| scene.sight.ships().get(slot).is_some()).collect();
        scene.frame((0.0, 0.0));
        for slot in known {
            seen_to_leave += 1;
            assert!(scene.sight.ships().get(slot).is_none(), "ship {slot} died and is still shown");
        }
    }
    assert!(seen_to_leave > 3, "only {seen_to_leave} deaths were seen");
}
