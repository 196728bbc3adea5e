//! A life in the arena over real sockets: join, fly, shoot, die, come back, leave.

use std::time::Duration;

use fracas_brains::{BrainKind, Pilot, Strength};
use fracas_protocol::{
    ClientMessage, ServerMessage,
    client::{Join, Leave, buttons},
    decode_server,
    event::Event,
};
use fracas_tests::{
    Client, Server,
    client::{hello, idle},
};
use futures_util::{SinkExt, StreamExt};
use tokio_tungstenite::tungstenite::Message;

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_watcher_sees_a_player_fly_and_shoot() {
    let server = Server::start(&["--bots", "0", "--seed", "1"]);
    let mut player = Client::join(server.addr(), "Ann").await;
    let mut watcher = Client::watch(server.addr()).await;
    let slot = player.sight().slot().expect("Ann is seated");

    let flight = idle_with(127, 0, buttons::FIRE);
    tokio::spawn(async move { player.fly(&flight, MINUTE, |_| false).await });
    let (mut first, mut moved, mut shots) = (None, 0.0f64, 0);
    for _ in 0..100 {
        watcher.read().await.expect("the watcher is let watch");
        if let Some(ship) = watcher.sight().ships().get(slot) {
            let from = *first.get_or_insert(ship.at);
            moved = moved.max((ship.at.x - from.x).hypot(ship.at.y - from.y));
        }
        shots = shots.max(watcher.sight().shots().iter().filter(|(_, shot)| shot.owner == slot).count());
    }
    assert!(moved >= 200.0, "the ship was seen to move by {moved} units only");
    assert!(shots > 0, "no shot of it was seen");
}

fn idle_with(move_x: i8, move_y: i8, buttons: u8) -> fracas_protocol::client::Input {
    fracas_protocol::client::Input { move_x, move_y, buttons, ..idle() }
}

/// A player that hunts, on its own socket, until the task is dropped.
async fn hunter(addr: String) {
    let mut client = Client::connect(&addr).await;
    let mut pilot = Pilot::new(BrainKind::Fight, Strength::Hard, 11);
    client.send(&hello("main")).await;
    client.send(&ClientMessage::Join(Join { name: "Hunter".into() })).await;
    while let Some(Ok(message)) = client.socket.next().await {
        let Message::Binary(bytes) = message else { continue };
        let message = decode_server(&bytes).expect("the server sends legal messages");
        pilot.read(&message);
        if matches!(message, ServerMessage::Snapshot(_)) && pilot.is_seated() {
            let input = fracas_protocol::encode(&ClientMessage::Input(pilot.next_input()));
            client.socket.send(Message::Binary(input.into())).await.expect("the server reads");
        }
    }
}

#[tokio::test]
async fn who_is_shot_dies_comes_back_and_may_leave() {
    let server = Server::start(&["--bots", "0", "--seed", "2"]);
    let mut prey = Client::join(server.addr(), "Prey").await;
    let hunting = tokio::spawn(hunter(server.addr().to_owned()));

    let mut hurt = false;
    let mut respawn = None;
    let died = prey
        .fly(&idle(), 2 * MINUTE, |client| {
            for event in client.take_events() {
                hurt |= matches!(event, Event::Hurt(_));
                if let Event::Death(death) = event {
                    respawn = Some(death.respawn);
                }
            }
            respawn.is_some()
        })
        .await;
    assert!(died && hurt, "the prey was never caught (hurt: {hurt})");
    assert!(prey.sight().own().is_none(), "a dead player has no ship");

    let back = prey.fly(&idle(), MINUTE, |client| client.sight().own().is_some()).await;
    assert!(back, "no new ship came");
    let tick = prey.sight().tick();
    assert!(tick >= respawn.unwrap() && tick < respawn.unwrap() + 10, "it came at the wrong time");

    hunting.abort();
    prey.send(&ClientMessage::Leave(Leave {})).await;
    let left = prey.fly(&idle(), MINUTE, |client| client.sight().own().is_none()).await;
    assert!(left, "who leaves has no ship and watches on");
}

#[tokio::test]
async fn a_full_room_refuses_politely_and_a_seat_given_back_is_taken() {
    let server = Server::start(&["--bots", "3", "--max-players", "1"]);
    let mut first = Client::join(server.addr(), "First").await;
    let mut second = Client::watch(server.addr()).await;
    let join = ClientMessage::Join(Join { name: "Second".into() });
    second.send(&join).await;
    let reason = loop {
        let Some(Ok(Message::Binary(bytes))) = second.socket.next().await else { panic!("it may watch on") };
        if let ServerMessage::Refused(refused) = decode_server(&bytes).unwrap() {
            break refused.reason;
        }
    };
    assert_eq!(reason, fracas_protocol::server::refusal::ROOM_FULL);

    first.send(&ClientMessage::Leave(Leave {})).await;
    for _ in 0..5 {
        first.read().await.expect("the first watches on");
    }
    second.send(&join).await;
    for _ in 0..30 {
        second.read().await.expect("the second is not closed");
    }
    assert!(second.sight().slot().is_some(), "the free seat is not given");
}

#[tokio::test]
async fn the_bots_of_a_lonely_room_fight_on_past_pings_and_time_limits() {
    let server = Server::start(&["--bots", "12"]);
    tokio::time::sleep(Duration::from_secs(28)).await;
    let before = fracas_tests::http::stats(server.addr()).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let after = fracas_tests::http::stats(server.addr()).await;
    let grown = |key: &str| after[key].as_u64().unwrap() - before[key].as_u64().unwrap();
    assert_eq!(after["closed"], serde_json::json!({}));
    assert!(
        grown("inputs") >= 12 * grown("ticks") - 12,
        "{} inputs in {} ticks",
        grown("inputs"),
        grown("ticks")
    );
    assert_eq!(grown("starved"), 0);
}
