use fracas_protocol::{PROTOCOL_VERSION, Slot, far, quantize::pack, record::ShipRecord, snapshot::Parts};

use super::*;
use crate::envelope::Envelope;

fn light(kind: BrainKind, seed: u64) -> Light {
    let rules = Rules::default();
    let steps = Steps::new(&rules, 20);
    let (version, room, tick_rate, tick, world_half) = (PROTOCOL_VERSION, "main".into(), 20, 0, 3_000.0);
    Light::new(kind, seed, &Welcome { version, room, tick_rate, tick, world_half, rules, steps })
}

fn tell(light: &mut Light, tick: Tick, at: Point, ships: &[(Slot, Point)]) {
    let record = |&(slot, at): &(Slot, Point)| {
        ShipRecord { slot, x: pack(at.x), y: pack(at.y), heading: 0, state: 31 }.to_bytes()
    };
    let own = OwnRecord {
        x: at.x as f32,
        y: at.y as f32,
        vx: 100.0,
        energy: 60.0,
        hull: 100,
        ..OwnRecord::default()
    };
    let mut far = vec![0; far::BYTES];
    far[0] = 8;
    let ships = ships.iter().flat_map(record).collect();
    let mut bytes = Vec::new();
    Parts { tick, own: Some(own), ships, far, ..Parts::default() }.write(&mut bytes);
    light.read(&Envelope::read(&bytes).unwrap());
}

fn aim_of(input: &Input) -> Point {
    Point::new(input.aim_x, input.aim_y).unit()
}

#[test]
fn shoots_at_the_nearest_and_leads_it() {
    // Across the seam of the 16 bits, and farther away a second ship.
    let me = Point::new(2_040, -1_000);
    let (mut fired, mut railed, mut ahead) = (0, 0, 0);
    let mut light = light(BrainKind::Fight, 3);
    for tick in 1..400 {
        // To and fro, 80 units a second.
        let (way, there) = (f64::from(tick % 100), tick % 200 < 100);
        let prey = Point::new(2_340.0, -1_200.0 + 4.0 * if there { way } else { 100.0 - way });
        tell(&mut light, tick, me, &[(5, Point::new(2_500, -1_400)), (9, prey)]);
        let input = light.next_input();
        assert_eq!((input.seq, input.ack), (tick, tick));
        assert!(aim_of(&input).dot((prey - me).unit()) > 0.8, "tick {tick}: {input:?}");
        fired += u32::from(input.buttons & buttons::FIRE != 0);
        railed += u32::from(input.buttons & buttons::RAIL != 0);
        let side = (prey - me).unit().turned().dot(aim_of(&input));
        ahead += if (side > 0.0) == there { 1 } else { -1 };
    }
    assert!((150..350).contains(&fired) && (2..10).contains(&railed), "{fired} shots, {railed} rails");
    assert!(ahead > 50, "leads by {ahead}");
}

#[test]
fn the_same_seed_does_the_same_and_another_something_else() {
    let flight = |seed| {
        let mut light = light(BrainKind::Fight, seed);
        let inputs = (1..100).map(|tick| {
            tell(&mut light, tick, Point::ZERO, &[(5, Point::new(300, 100))]);
            light.next_input()
        });
        inputs.collect::<Vec<_>>()
    };
    assert_eq!(flight(1), flight(1));
    assert_ne!(flight(1), flight(2));
}

#[test]
fn follows_its_kind() {
    let thrust = |kind, at: Point, ships: &[(Slot, Point)]| {
        let mut light = light(kind, 4);
        tell(&mut light, 1, at, ships);
        let input = light.next_input();
        (Point::new(input.move_x, input.move_y), input.buttons)
    };
    let away = Point::new(2_000, 0);
    let near = [(5, Point::new(2_200, 0))];
    assert_eq!(thrust(BrainKind::Idle, away, &near), (Point::ZERO, 0));
    assert!(thrust(BrainKind::Swarm, away, &near).0.x < -80.0);
    let (to_company, _) = thrust(BrainKind::Fight, away, &[]);
    assert!(to_company.x < 0.0 && to_company.y < 0.0, "{to_company:?}");
    let (wandering, pressed) = thrust(BrainKind::Wander, away, &near);
    assert!(wandering.length() > 100.0 && pressed & buttons::FIRE == 0);
}

#[test]
fn the_dead_are_neutral_and_go_on_counting() {
    let mut light = light(BrainKind::Fight, 5);
    let mut bytes = Vec::new();
    Parts { tick: 7, view: (3, 10, 20), ..Parts::default() }.write(&mut bytes);
    light.read(&Envelope::read(&bytes).unwrap());
    assert_eq!(light.next_input(), neutral(1, 7));
    assert_eq!(light.next_input(), neutral(2, 7));
}

#[test]
fn wanderers_spread_over_the_whole_world() {
    let goals: Vec<Point> = (0..400)
        .map(|seed| {
            let mut light = light(BrainKind::Wander, seed);
            tell(&mut light, 1, Point::ZERO, &[]);
            light.next_input();
            light.goal.unwrap()
        })
        .collect();
    for quarter in [(1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (-1.0, -1.0)] {
        let there = goals.iter().filter(|goal| goal.x * quarter.0 > 0.0 && goal.y * quarter.1 > 0.0);
        assert!((70..130).contains(&there.count()), "not even");
    }
}
