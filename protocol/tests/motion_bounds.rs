//! What motion never does, from any legal state under any inputs.

use fracas_protocol::{Drive, Motion, Rock, Rules, Steps, Tune, motion};
use proptest::{collection::vec, prelude::*};

const HALF: f32 = 700.0;

fn drive() -> impl Strategy<Value = Drive> {
    let stick = || prop_oneof![Just(0), Just(127), Just(-127), -127..=127_i8];
    (stick(), stick(), any::<bool>(), any::<bool>()).prop_map(|(x, y, boost, rail)| Drive {
        x,
        y,
        boost,
        rail,
    })
}

fn tune() -> impl Strategy<Value = Tune> {
    let most = Rules::default().stat_max as u8;
    (0..=most, 0..=most).prop_map(|(speed, energy)| Tune { speed, energy })
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

fn ship(k: &Steps, tune: Tune) -> impl Strategy<Value = Motion> + use<> {
    let wall = HALF - k.radius as f32;
    let (fast, full) = (fastest(k, tune) as f32, fullest(k, tune));
    let reload = 0..=k.rail_ticks as u8;
    (-wall..=wall, -wall..=wall, -fast..fast, -fast..fast, 0.0..=full, any::<bool>(), reload)
        .prop_map(|(x, y, vx, vy, energy, spent, reload)| Motion { x, y, vx, vy, energy, spent, reload })
}

/// Units a second towards which this thrust drives a ship: there drag takes in a tick what thrust adds.
fn top_speed(thrust: f64, k: &Steps, tune: Tune) -> f64 {
    thrust * (1.0 + f64::from(tune.speed) * k.speed_step) * k.drag / (1.0 - k.drag)
}

fn fastest(k: &Steps, tune: Tune) -> f64 {
    top_speed(k.boost_thrust, k, tune)
}

/// The most energy that a ship holds.
fn fullest(k: &Steps, tune: Tune) -> f32 {
    (k.energy_max * (1.0 + f64::from(tune.energy) * k.energy_step)) as f32
}

fn speed(m: &Motion) -> f64 {
    f64::from(m.vx).hypot(f64::from(m.vy))
}

fn flight() -> impl Strategy<Value = (Steps, Tune, Motion, Vec<Drive>, Vec<Rock>)> {
    (prop::sample::select(vec![15, 20, 30, 60]), tune()).prop_flat_map(|(tick_rate, tune)| {
        let k = Steps::new(&Rules::default(), tick_rate);
        (Just(k.clone()), Just(tune), ship(&k, tune), vec(drive(), 1..200), vec(rock(), 0..12))
    })
}

proptest! {
    #[test]
    fn a_ship_stays_a_number_inside_the_walls_and_within_its_means((k, tune, start, drives, rocks) in flight()) {
        // Rounded as a ship's place is, and a little more for the rounding of the speed at each step.
        let wall = (f64::from(HALF) - k.radius) as f32;
        let limit = speed(&start).max(fastest(&k, tune)) * 1.000_01;
        let mut m = start;
        for drive in drives {
            m = motion::step(m, drive, tune, &k, HALF, rocks.iter().copied());
            prop_assert!([m.x, m.y, m.vx, m.vy, m.energy].iter().all(|v| v.is_finite()), "{m:?}");
            prop_assert!(m.x.abs() <= wall && m.y.abs() <= wall, "outside the walls: {m:?}");
            prop_assert!(speed(&m) <= limit, "faster than {limit}: {m:?}");
            prop_assert!((0.0..=fullest(&k, tune)).contains(&m.energy), "energy: {m:?}");
            prop_assert!(f64::from(m.reload) <= k.rail_ticks, "reload: {m:?}");
        }
    }

    #[test]
    fn shots_of_the_rail_lie_apart_and_are_paid_for((k, tune, start, drives, _) in flight()) {
        let gain = k.energy_gain * (1.0 + f64::from(tune.energy) * k.energy_step);
        let (mut m, mut since) = (start, None);
        for drive in drives {
            let (before, shot) = (m, motion::rails(&m, drive, &k));
            m = motion::step(m, drive, tune, &k, HALF, [].into_iter());
            since = since.map(|ticks: f64| ticks + 1.0);
            if shot {
                prop_assert!(drive.rail, "nobody asked for it");
                prop_assert!(since.is_none_or(|ticks| ticks >= k.rail_ticks), "{since:?} ticks after another");
                let paid = f64::from(before.energy) - f64::from(m.energy);
                prop_assert!(paid > k.rail_cost - gain - 1e-4, "paid {paid}");
                since = Some(0.0);
            }
        }
    }

    #[test]
    fn rocks_out_of_reach_change_nothing((k, tune, start, drives, rocks) in flight()) {
        let (mut alone, mut among) = (start, start);
        // As far as a ship can be from a rock and touch it within this tick.
        let reach = |m: &Motion, rock: &Rock| {
            let away = f64::from(m.x - rock.x).hypot(f64::from(m.y - rock.y));
            away < f64::from(rock.radius) + k.radius + (speed(m).max(fastest(&k, tune)) + 1.0) * k.dt
        };
        for drive in drives {
            let far = rocks.iter().filter(|rock| !reach(&alone, rock)).copied();
            among = motion::step(among, drive, tune, &k, HALF, far);
            alone = motion::step(alone, drive, tune, &k, HALF, [].into_iter());
            prop_assert!(alone.same_bits(&among), "{alone:?} and {among:?}");
        }
    }

    #[test]
    fn a_ship_at_top_speed_stops_within_0_7_seconds_at_every_rate((k, tune, start, ..) in flight()) {
        let top = top_speed(k.thrust, &k, tune);
        let slower = top / speed(&start).max(top);
        let (vx, vy) = (start.vx * slower as f32, start.vy * slower as f32);
        let mut m = Motion { x: 0.0, y: 0.0, vx, vy, ..start };
        for _ in 0..(0.7 / k.dt + 1e-9) as usize {
            m = motion::step(m, Drive::default(), tune, &k, HALF, [].into_iter());
        }
        prop_assert_eq!((m.vx, m.vy), (0.0, 0.0));
    }
}
