//! What motion never does, from any legal state under any inputs.

use fracas_protocol::{Drive, Motion, Rock, Rules, Steps, motion};
use proptest::{collection::vec, prelude::*};

const HALF: f32 = 700.0;

fn drive() -> impl Strategy<Value = Drive> {
    let stick = || prop_oneof![Just(0), Just(127), Just(-127), -127..=127_i8];
    (stick(), stick(), any::<bool>()).prop_map(|(x, y, boost)| Drive { x, y, boost })
}

fn rock() -> impl Strategy<Value = Rock> {
    (-HALF..HALF, -HALF..HALF, 1.0..300.0_f32).prop_map(|(x, y, radius)| Rock {
        x,
        y,
        radius,
        from: 0,
        until: 9,
    })
}

fn ship(k: &Steps) -> impl Strategy<Value = Motion> + use<> {
    let wall = HALF - k.radius as f32;
    let (fast, full) = (fastest(k) as f32, k.energy_max as f32);
    (-wall..=wall, -wall..=wall, -fast..fast, -fast..fast, 0.0..=full, any::<bool>())
        .prop_map(|(x, y, vx, vy, energy, spent)| Motion { x, y, vx, vy, energy, spent })
}

/// Units a second towards which boost drives a ship: there drag takes in a tick what thrust adds.
fn fastest(k: &Steps) -> f64 {
    k.boost_thrust * k.drag / (1.0 - k.drag)
}

fn speed(m: &Motion) -> f64 {
    f64::from(m.vx).hypot(f64::from(m.vy))
}

fn flight() -> impl Strategy<Value = (Steps, Motion, Vec<Drive>, Vec<Rock>)> {
    prop::sample::select(vec![15, 20, 30, 60]).prop_flat_map(|tick_rate| {
        let k = Steps::new(&Rules::default(), tick_rate);
        (Just(k.clone()), ship(&k), vec(drive(), 1..200), vec(rock(), 0..12))
    })
}

proptest! {
    #[test]
    fn a_ship_stays_a_number_inside_the_walls_and_within_its_means((k, start, drives, rocks) in flight()) {
        // Rounded as a ship's place is, and a little more for the rounding of the speed at each step.
        let wall = (f64::from(HALF) - k.radius) as f32;
        let limit = speed(&start).max(fastest(&k)) * 1.000_01;
        let mut m = start;
        for drive in drives {
            m = motion::step(m, drive, &k, HALF, rocks.iter().copied());
            prop_assert!([m.x, m.y, m.vx, m.vy, m.energy].iter().all(|v| v.is_finite()), "{m:?}");
            prop_assert!(m.x.abs() <= wall && m.y.abs() <= wall, "outside the walls: {m:?}");
            prop_assert!(speed(&m) <= limit, "faster than {limit}: {m:?}");
            prop_assert!((0.0..=k.energy_max as f32).contains(&m.energy), "energy: {m:?}");
        }
    }

    #[test]
    fn rocks_out_of_reach_change_nothing((k, start, drives, rocks) in flight()) {
        let (mut alone, mut among) = (start, start);
        // As far as a ship can be from a rock and touch it within this tick.
        let reach = |m: &Motion, rock: &Rock| {
            let away = f64::from(m.x - rock.x).hypot(f64::from(m.y - rock.y));
            away < f64::from(rock.radius) + k.radius + (speed(m).max(fastest(&k)) + 1.0) * k.dt
        };
        for drive in drives {
            let far = rocks.iter().filter(|rock| !reach(&alone, rock)).copied();
            among = motion::step(among, drive, &k, HALF, far);
            alone = motion::step(alone, drive, &k, HALF, [].into_iter());
            prop_assert!(alone.same_bits(&among), "{alone:?} and {among:?}");
        }
    }

    #[test]
    fn a_ship_at_top_speed_stops_within_0_7_seconds_at_every_rate((k, start, ..) in flight()) {
        let top = k.thrust * k.drag / (1.0 - k.drag);
        let slower = top / speed(&start).max(top);
        let (vx, vy) = (start.vx * slower as f32, start.vy * slower as f32);
        let mut m = Motion { x: 0.0, y: 0.0, vx, vy, ..start };
        for _ in 0..(0.6 / k.dt + 0.5) as usize {
            m = motion::step(m, Drive::default(), &k, HALF, [].into_iter());
        }
        prop_assert_eq!((m.vx, m.vy), (0.0, 0.0));
    }
}
