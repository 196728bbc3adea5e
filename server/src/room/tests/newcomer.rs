//! The first 30 seconds of somebody who has never played: he flies to whom he sees, shoots late and not well.

use fracas_brains::{Point, sight::Sight};
use fracas_protocol::{
    ClientMessage, Rules, Slot,
    client::{Input, buttons},
    limits::FAR_CELLS,
};
use rand::RngExt;
use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

use super::{Lab, RATE, figure};

const SEEDS: u64 = 100;

/// Fill bots of a room as the server opens it.
const BOTS: u16 = 12;

/// Seconds for which the bots have played when he comes.
const BEFORE_S: u32 = 10;

/// Seconds after which his first life is long enough for anybody.
const LIFE_MAX_S: u32 = 60;

/// Ticks from seeing to doing: a quarter of a second.
const REACTION: usize = 8;

/// Sideways error of his aim, as a share of the distance.
const AIM_ERROR: f64 = 0.09;

/// Units from which he dares to fire.
const FIRES_FROM: f64 = 520.0;

/// What became of one newcomer, in seconds.
#[derive(Clone, Copy, Debug)]
struct Story {
    met: f64,
    hit: f64,
    life: f64,
    /// Ticks without anything on the screen that tells where to go.
    lost: u32,
}

/// Somebody at the keys.
struct Newcomer {
    rng: ChaCha8Rng,
    /// Where the nearest enemy was, the newest last.
    seen: Vec<Option<Point>>,
    way: f64,
}

impl Newcomer {
    fn input(&mut self, sight: &Sight, slot: Slot, seq: u32) -> Input {
        let me = sight.middle();
        self.seen.push(nearest_enemy(sight, slot));
        let now = sight.tick();
        if now.is_multiple_of(20) {
            self.way = self.rng.random_range(-1.0..1.0);
        }
        let mut input =
            Input { seq, ack: now, hold: 1, move_x: 0, move_y: 0, buttons: 0, aim_x: 0, aim_y: 0, back: 0 };
        let late = self.seen.len().checked_sub(REACTION).and_then(|at| self.seen[at]);
        let Some(enemy) = late else {
            let way = (far_goal(sight).unwrap_or(Point::ZERO) - me).unit() * 127.0;
            (input.move_x, input.move_y) = (way.x as i8, way.y as i8);
            return input;
        };
        let line = enemy - me;
        let closer = if line.length() > 330.0 { 1.0 } else { -0.4 };
        let way = (line.unit() * closer + line.unit().turned() * self.way).unit() * 127.0;
        (input.move_x, input.move_y) = (way.x as i8, way.y as i8);
        let aim = line + line.turned() * self.rng.random_range(-AIM_ERROR..AIM_ERROR);
        (input.aim_x, input.aim_y) = (aim.x as i16, aim.y as i16);
        if line.length() < FIRES_FROM {
            input.buttons = buttons::FIRE;
        }
        input
    }
}

fn nearest_enemy(sight: &Sight, slot: Slot) -> Option<Point> {
    let others = sight.ships().iter().filter(|(other, _)| *other != slot).map(|(_, ship)| ship.at);
    others.min_by(|a, b| a.distance(sight.middle()).total_cmp(&b.distance(sight.middle())))
}

/// The middle of the nearest cell of the minimap with somebody in it, other than the own cell.
fn far_goal(sight: &Sight) -> Option<Point> {
    let half = f64::from(sight.half(sight.tick()));
    let side = 2.0 * half / FAR_CELLS as f64;
    let middle = |line: usize| (line as f64 + 0.5) * side - half;
    let me = sight.middle();
    let cells = sight.far().iter().enumerate().filter(|&(_, &ships)| ships > 0);
    let middles = cells.map(|(at, _)| Point::new(middle(at % FAR_CELLS), middle(at / FAR_CELLS)));
    let elsewhere = middles.filter(|at| (at.x - me.x).abs().max((at.y - me.y).abs()) > side / 2.0);
    elsewhere.min_by(|a, b| a.distance(me).total_cmp(&b.distance(me)))
}

/// Something on the screen tells where to go: an enemy, scrap, the crown, or a crowd on the minimap.
fn has_goal(sight: &Sight, slot: Slot) -> bool {
    nearest_enemy(sight, slot).is_some()
        || !sight.scrap().is_empty()
        || sight.crown_at().is_some()
        || far_goal(sight).is_some()
}

fn first_life(seed: u64) -> Story {
    let mut lab = Lab::new(seed, BOTS, Rules::default());
    for _ in 0..BEFORE_S * RATE {
        lab.tick();
    }
    let mut guest = lab.join("Newcomer");
    let mut newcomer = Newcomer { rng: ChaCha8Rng::seed_from_u64(seed), seen: Vec::new(), way: 0.5 };
    let (mut met, mut hit, mut lost) = (None, None, 0);
    let begun = lab.seconds();
    let since = |lab: &Lab| lab.seconds() - begun;
    loop {
        lab.tick();
        guest.read(&lab.frame(guest.key));
        let life = since(&lab);
        let dead = guest.sight.own().is_none();
        if dead || life >= f64::from(LIFE_MAX_S) {
            let never = f64::INFINITY;
            return Story { met: met.unwrap_or(never), hit: hit.unwrap_or(never), life, lost };
        }
        // The screen shows the view and nothing of its margin.
        if guest.sight.ships_in_view() > 0 {
            met.get_or_insert(life);
        }
        if guest.hits.iter().any(|hit| hit.damage > 0) {
            hit.get_or_insert(life);
        }
        // The minimap comes twice a second.
        lost += u32::from(life > 0.6 && !has_goal(&guest.sight, guest.slot));
        let seq = guest.next_seq();
        let input = newcomer.input(&guest.sight, guest.slot, seq);
        lab.send(guest.key, ClientMessage::Input(input));
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

#[test]
fn the_first_thirty_seconds_of_a_newcomer_are_a_fight_that_he_survives() {
    let half = |first: u64| std::thread::spawn(move || (first..SEEDS).step_by(2).map(first_life).collect());
    let halves: [std::thread::JoinHandle<Vec<Story>>; 2] = [half(0), half(1)];
    let stories: Vec<Story> =
        halves.into_iter().flat_map(|half| half.join().expect("no story panics")).collect();
    let of = |part: fn(&Story) -> f64| median(stories.iter().map(part).collect());
    let (met, hit, life) = (of(|s| s.met), of(|s| s.hit), of(|s| s.life));
    let lost: u32 = stories.iter().map(|s| s.lost).sum();
    figure(&format!(
        "newcomer, median of {SEEDS}: enemy met after {met:.1} s, hit after {hit:.1} s, first life {life:.1} s"
    ));
    assert!(met <= 8.0, "an enemy is met after {met} s");
    assert!(hit <= 15.0, "the first hit comes after {hit} s");
    assert!(life >= 25.0, "the first life lasts {life} s");
    assert_eq!(lost, 0, "ticks without a goal");
}
