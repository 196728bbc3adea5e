//! More than one thread: rooms on all of them, and the sessions of a crowded room on several.

use std::time::Duration;

use clap::Parser;
use fracas_bots::{Config, Report, run};
use fracas_tests::{Server, http};
use rustix::process::Signal;

/// Players: well above the number from which a room lends sessions.
const PLAYERS: &str = "160";

async fn fight(server: &Server, room: &str) -> Report {
    let (url, key) = (server.url(), server.key_file());
    let args = [
        "fracas-bots",
        "--url",
        &url,
        "--key-file",
        &key,
        "--room",
        room,
        "--players",
        PLAYERS,
        "--full-every",
        "4",
    ];
    let config = Config::parse_from(args.into_iter().chain(["--duration", "5s", "--ramp", "1s"]));
    tokio::time::timeout(Duration::from_secs(60), run(&config)).await.expect("it ends").expect("it runs")
}

#[tokio::test]
async fn lent_sessions_play_as_all_others_do() {
    let server = Server::start(&["--bots", "0", "--shards", "2", "--rooms", "2"]);
    for room in ["main", "main-2"] {
        let report = fight(&server, room).await;
        assert_eq!((report.players.joined, report.players.refused), (160, 0), "{report}");
        assert_eq!(report.corrections_per_player_min.unexplained, 0.0, "{report}");
        assert!(report.compared_ticks > 40 * 5 * 10 && report.hits_per_player_s > 0.05, "{report}");
        let stats = http::stats_of(server.addr(), room).await;
        let phases = stats["phases"].as_array().expect("phases are a list");
        let lent = phases.iter().find(|phase| phase["phase"] == "lent").expect("sessions were lent");
        assert!(lent["cpu_us"].as_u64() > Some(1000), "the other thread has worked: {lent}");
    }
}

#[tokio::test]
async fn players_of_every_shard_are_told_when_the_server_stops() {
    let mut server = Server::start(&["--bots", "0", "--shards", "2"]);
    let (url, key) = (server.url(), server.key_file());
    let config = Config::parse_from([
        "fracas-bots",
        "--url",
        &url,
        "--key-file",
        &key,
        "--players",
        PLAYERS,
        "--duration",
        "6s",
    ]);
    let run = tokio::spawn(async move { run(&config).await });
    tokio::time::sleep(Duration::from_secs(4)).await;
    let (status, took) = tokio::task::spawn_blocking(move || server.signal(Signal::TERM)).await.unwrap();
    assert!(status.success() && took < Duration::from_secs(2), "{status} after {took:?}");
    let lost = run.await.unwrap().expect_err("the server went away").to_string();
    assert!(lost.contains("went away"), "{lost}");
}
