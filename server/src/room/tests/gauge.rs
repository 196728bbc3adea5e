//! How hard the room works, told once a second.

use super::*;

#[test]
fn players_and_watchers_are_told_the_longest_tick_of_each_second() {
    let mut lab = Lab::new(7, 0, Rules::default());
    let ann = lab.join("Ann");
    let watcher = lab.room.open_in_memory(lab.now());
    let mut told = [0, 0];
    // And some ticks more, for who does not get every snapshot.
    for _ in 0..3 * RATE + RATE / 2 {
        lab.tick();
        for (count, key) in told.iter_mut().zip([ann.key, watcher]) {
            let gauges = lab.told(key).into_iter().filter_map(|event| match event {
                Event::Gauge(gauge) => Some(gauge.tick_us),
                _ => None,
            });
            *count += gauges.inspect(|tick_us| assert!(*tick_us > 0, "a tick takes some time")).count();
        }
    }
    assert_eq!(told, [3, 3]);
}
