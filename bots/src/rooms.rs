//! A run over several rooms of one server: their names, and their figures as one.

use crate::{
    config::Config,
    server_stats::{Buckets, ServerStats},
};

/// The name of the room numbered `index` from 0: `main`, `main-2`, `main-3`.
pub fn name(config: &Config, index: usize) -> String {
    match index {
        0 => config.room.clone(),
        _ => format!("{}-{}", config.room, index + 1),
    }
}

/// Adds the ticks of another room to those of `all`.
pub fn absorb(all: &mut ServerStats, room: &ServerStats) {
    add(&mut all.tick_wall_us, &room.tick_wall_us);
    add(&mut all.tick_cpu_us, &room.tick_cpu_us);
}

fn add(all: &mut Buckets, room: &Buckets) {
    for &(upper, count) in &room.buckets {
        match all.buckets.binary_search_by_key(&upper, |bucket| bucket.0) {
            Ok(at) => all.buckets[at].1 += count,
            Err(at) => all.buckets.insert(at, (upper, count)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rooms_have_the_names_that_the_server_gives_them() {
        let config = Config { room: "arena".into(), rooms: 3, ..Config::default() };
        assert_eq!([0, 1, 2].map(|index| name(&config, index)), ["arena", "arena-2", "arena-3"]);
    }

    #[test]
    fn ticks_of_rooms_are_counted_together_with_bounds_rising() {
        let room = |buckets: &str| -> ServerStats {
            let text = format!(
                r#"{{"tick_hz":20,"tick_wall_us":{{"buckets":{buckets}}},"tick_cpu_us":{{"buckets":[]}}}}"#
            );
            serde_json::from_str(&text).unwrap()
        };
        let mut all = room("[[100,5],[300,1]]");
        absorb(&mut all, &room("[[50,1],[100,2],[200,3]]"));
        assert_eq!(all.tick_wall_us.buckets, [(50, 1), (100, 7), (200, 3), (300, 1)]);
    }
}
