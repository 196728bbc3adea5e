//! Watches room `main` of a server and tells, as one JSON line at the end, how far a named player's ship was seen
//! to move and how many shots of it were seen. The browser test runs it beside a real Chromium.
//!
//! `witness HOST:PORT NAME SECONDS`

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use fracas_tests::Client;

#[tokio::main(flavor = "current_thread")]
#[expect(clippy::print_stdout, reason = "the line is what this program is for")]
async fn main() {
    let args: Vec<String> = std::env::args().collect();
    let [_, addr, name, seconds] = args.as_slice() else {
        panic!("usage: witness HOST:PORT NAME SECONDS");
    };
    let until = Instant::now() + Duration::from_secs(seconds.parse().expect("SECONDS is a number"));
    let mut client = Client::watch(addr).await;
    let (mut from, mut moved, mut shots) = (None, 0.0f64, BTreeSet::new());
    while Instant::now() < until {
        client.read().await.expect("the server keeps the connection");
        let Some(slot) = client.slot_of(name) else { continue };
        let sight = client.sight();
        if let Some(ship) = sight.ships().get(slot) {
            let from = *from.get_or_insert(ship.at);
            moved = moved.max((ship.at.x - from.x).hypot(ship.at.y - from.y));
        }
        shots.extend(
            sight
                .shots()
                .iter()
                .filter(|(_, shot)| shot.owner == slot)
                .map(|(slot, shot)| (slot, shot.birth)),
        );
    }
    println!(
        "{}",
        serde_json::json!({ "moved": moved, "shots": shots.len(), "tick": client.sight().tick() })
    );
}
