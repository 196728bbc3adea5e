//! Headless players against a real server: everybody joins and stays, and prediction has no error of its own.

use std::time::Duration;

use clap::Parser;
use fracas_bots::{Config, Report, run};
use fracas_tests::Server;

async fn swarm(extra: &[&str]) -> Report {
    let server = Server::start(&["--bots", "0"]);
    let (url, key) = (server.url(), server.key_file());
    let base = [
        "fracas-bots",
        "--url",
        &url,
        "--key-file",
        &key,
        "--players",
        "40",
        "--duration",
        "6s",
        "--ramp",
        "500ms",
    ];
    let config = Config::parse_from(base.iter().chain(extra));
    tokio::time::timeout(Duration::from_secs(60), run(&config)).await.expect("it ends").expect("it runs")
}

#[tokio::test]
async fn forty_players_join_fight_and_predict_without_error() {
    let report = swarm(&[]).await;
    assert_eq!(
        (report.players.joined, report.players.refused, report.players.dropped),
        (40, 0, 0),
        "{report}"
    );
    assert!(report.compared_ticks > 40 * 6 * 15, "{report}");
    assert_eq!(report.corrections_per_player_min.unexplained, 0.0, "{report}");
    assert!(report.shots_per_player_s > 0.2, "{report}");
}

#[tokio::test]
async fn one_wrong_constant_in_the_motion_is_found_out() {
    let report = swarm(&["--wrong-drag", "1.0005"]).await;
    assert!(report.corrections_per_player_min.unexplained > 100.0, "{report}");
}
