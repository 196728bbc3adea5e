//! Lines that break: the same seat, ship and score for whoever comes back.

use std::{
    io::Write,
    process::{Command, Stdio},
    time::Duration,
};

use fracas_protocol::CloseCode;
use fracas_tests::{
    Client, Guest, Line, Server,
    client::idle,
    http::{stats, stats_of},
    server::{Process, more_files, program},
};
use futures_util::future::join_all;
use tokio::time::{Instant, sleep};

const SOON: Duration = Duration::from_secs(5);

/// Players beside the one whose line breaks.
const CROWD: u64 = 200;

/// Time in which a crowd has come, on a machine that has much else to do.
const FILLED: Duration = Duration::from_secs(120);

/// Past the capture of the test harness: the figure is wanted from every run.
fn figure(text: &str) {
    let _ = writeln!(std::io::stderr(), "figure: {text}");
}

/// Reads until the own ship and what belongs to its seat are told.
async fn look(client: &mut Client) -> (u16, u32, u8) {
    assert!(client.fly(&idle(), SOON, |client| client.sight().own().is_some()).await, "there is a ship");
    let sight = client.sight();
    let progress = sight.progress();
    (sight.slot().expect("a seat"), progress.score, progress.level)
}

/// Headless players at the server that `url` leads to, until the test ends.
fn bots(server: &Server, url: &str, players: u64, brain: &str) -> Process {
    let bots = Command::new(program("FRACAS_BOTS_BIN", "fracas-bots"))
        .args(["--url", url, "--key-file", &server.key_file(), "--players", &players.to_string()])
        .args(["--brain", brain, "--full-every", "500", "--duration", "10m"])
        .stdout(Stdio::null())
        .spawn();
    Process(bots.expect("the bots start"))
}

/// Time in which a crowd is back. 3 s are promised; the core that this is tested on may have much else to do.
const BACK: Duration = Duration::from_secs(15);

/// Waits until a counter of all rooms is this high.
async fn count(server: &Server, counter: &str, wanted: u64, patience: Duration) {
    let deadline = Instant::now() + patience;
    loop {
        let stats = stats(server.addr()).await;
        if stats[counter].as_u64() >= Some(wanted) {
            return;
        }
        assert!(Instant::now() < deadline, "{counter} is {} of {wanted} after {patience:?}", stats[counter]);
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn fifty_broken_lines_cost_nobody_his_seat_score_or_level_in_a_crowd() {
    let server = Server::start(&["--bots", "0"]);
    let ann = Guest::new(server.addr()).await;
    let mut client = ann.sit("main", "Ann").await;
    // They never fire, so that nobody loses what he has.
    let _crowd = bots(&server, &server.url(), CROWD, "wander");
    count(&server, "seated", CROWD + 1, FILLED).await;
    let before = look(&mut client).await;
    for turn in 0..50 {
        // Neither a close frame nor a word.
        drop(client);
        client = ann.sit("main", "Somebody else").await;
        assert_eq!(look(&mut client).await, before, "turn {turn}");
    }
    assert_eq!(stats_of(server.addr(), "main").await["players"], CROWD + 1);
}

#[tokio::test]
async fn five_hundred_cut_at_once_are_all_back_on_their_seats() {
    more_files();
    let server = Server::start(&["--bots", "0", "--max-players", "500", "--insecure-no-address-caps"]);
    let guests = join_all((0..500).map(|_| Guest::keyed(&server))).await;
    let sit = |guest: &Guest| {
        let guest = guest.clone();
        async move { guest.sit("main", "Player").await }
    };
    let clients = join_all(guests.iter().map(sit)).await;
    let seats: Vec<_> = clients.iter().map(|client| client.sight().slot()).collect();
    drop(clients);
    let cut = Instant::now();
    let back = join_all(guests.iter().map(sit)).await;
    figure(&format!("500 players cut at once were all back after {:.2} s", cut.elapsed().as_secs_f64()));
    assert!(cut.elapsed() < BACK, "everybody is back soon");
    let again: Vec<_> = back.iter().map(|client| client.sight().slot()).collect();
    assert_eq!(again, seats);
    assert_eq!(stats_of(server.addr(), "main").await["players"], 500);
}

#[tokio::test]
async fn five_hundred_bots_come_back_by_themselves() {
    more_files();
    // More places than bots, and none taken of our address, so that one is left to ask from while all come at once.
    let flags = ["--bots", "0", "--max-players", "1000", "--insecure-no-address-caps"];
    let server = Server::start(&flags);
    let line = Line::to(server.addr()).await;
    let _bots = bots(&server, &line.url(), 500, "idle");
    count(&server, "seated", 500, FILLED).await;
    line.cut();
    let cut = Instant::now();
    count(&server, "resumed", 500, BACK).await;
    figure(&format!(
        "500 bots cut at once came back by themselves within {:.2} s",
        cut.elapsed().as_secs_f64()
    ));
    let stats = stats(server.addr()).await;
    assert_eq!(
        (&stats["seated"], &stats["players"]),
        (&500.into(), &500.into()),
        "on the seats that they had"
    );
}

#[tokio::test]
async fn a_second_tab_takes_the_seat_and_the_first_is_told_why() {
    let server = Server::start(&["--bots", "0"]);
    let ann = Guest::new(server.addr()).await;
    let mut first = ann.sit("main", "Ann").await;
    let second = ann.sit("main", "Ann").await;
    assert_eq!(second.sight().slot(), first.sight().slot());
    assert_eq!(first.ended(SOON).await, Some(CloseCode::TakenOver.number()));
}

#[tokio::test]
async fn who_says_goodbye_gives_his_seat_back() {
    let server = Server::start(&["--bots", "0"]);
    let mut client = Guest::new(server.addr()).await.sit("main", "Ann").await;
    client.goodbye().await;
    let deadline = Instant::now() + SOON;
    while stats(server.addr()).await["players"] != 0 {
        assert!(Instant::now() < deadline, "the seat is free");
        sleep(Duration::from_millis(20)).await;
    }
}
