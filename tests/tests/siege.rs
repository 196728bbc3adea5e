//! What an attacker costs 200 players: gaps between their snapshots while he attacks their server, against those while
//! he spends as much of the machine on a program that only accepts and drops. Timed figures gate nothing:
//!
//!     cargo test --release -p fracas-tests --test siege -- --ignored --nocapture

use std::{
    collections::VecDeque,
    io::Write,
    net::Ipv4Addr,
    process::{Command, Stdio},
    time::Duration,
};

use fracas_protocol::{
    ClientMessage, CloseCode,
    client::{Join, Say},
    encode,
};
use fracas_tests::{
    Server,
    client::hello,
    http::{self, connect_from},
    server::{more_files, program},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    task::JoinSet,
    time::{MissedTickBehavior, interval, timeout},
};

/// Where idle sockets come from: not the address of those who play, for whoever shares one with them finds its places
/// taken.
const IDLER: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);

/// Where floods and wrong ways in come from, for the same reason.
const FLOODER: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 3);
const KNOCKER: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 4);

/// Idle sockets that the attacker holds, or tries to.
const IDLE: usize = 5_000;

/// Tasks that open them, ten a second each.
const OPENERS: usize = 50;

/// Tasks that join as anybody does and then flood, ten times a second each at the most.
const FLOODERS: usize = 8;

/// Tasks that try the wrong ways in, one after the other, ten times a second each; an expired ticket wants 30 s and is in
/// `misbehave.rs`.
const KNOCKERS: usize = 4;

/// Time between two attempts of one task.
const EVERY: Duration = Duration::from_millis(100);

/// Past the capture of the test harness: the figure is wanted from every run.
fn figure(text: &str) {
    let _ = writeln!(std::io::stderr(), "figure: {text}");
}

/// Begins to attack; dropping it ends that.
fn attack(addr: &str) -> JoinSet<()> {
    let mut tasks = JoinSet::new();
    for _ in 0..OPENERS {
        tasks.spawn(hold_idle(addr.to_owned()));
    }
    for flooder in 0..FLOODERS {
        tasks.spawn(flood(addr.to_owned(), flooder));
    }
    for _ in 0..KNOCKERS {
        tasks.spawn(knock(addr.to_owned()));
    }
    tasks
}

async fn hold_idle(addr: String) {
    let mut held = VecDeque::new();
    let mut attempts = interval(EVERY);
    attempts.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        attempts.tick().await;
        let Ok(mut idler) = connect_from(IDLER, &addr).await else { continue };
        // Every second one has begun to say something.
        if held.len() % 2 == 0 {
            let _ = idler.write_all(b"GET /ws HTTP/1.1\r\nhost: ").await;
        }
        held.push_back(idler);
        if held.len() > IDLE / OPENERS {
            held.pop_front();
        }
    }
}

/// Takes a seat as anybody does, and then floods in one of four ways.
async fn flood(addr: String, flooder: usize) {
    let join = ClientMessage::Join(Join { name: format!("Flood {flooder}") });
    let chat = ClientMessage::Say(Say { text: "buy now".into() });
    let wave = match flooder % 4 {
        0 => [frame(0x89, b""), frame(0x82, &encode(&join))].concat().repeat(500),
        1 => frame(0x82, &encode(&chat)).repeat(1_000),
        // The first of endless fragments, all of them empty.
        2 => [frame(0x02, b""), frame(0x00, b"").repeat(5_000)].concat(),
        // A message of a megabyte, announced.
        _ => [&[0x82, 0xff][..], &1_000_000_u64.to_be_bytes(), &[0; 4096]].concat(),
    };
    let mut attempts = interval(EVERY);
    attempts.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        attempts.tick().await;
        let Some(ticket) = ticket(&addr, FLOODER).await else { continue };
        let hello = frame(0x82, &encode(&hello("main")));
        let _ = ask(
            FLOODER,
            &addr,
            &[upgrade(&addr, &ticket, ""), hello, frame(0x82, &encode(&join)), wave.clone()].concat(),
        )
        .await;
    }
}

/// Tries to get in as a page of another site, with no ticket, a made-up one, one used before, and one of another room.
async fn knock(addr: String) {
    let mut attempts = interval(EVERY);
    attempts.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        attempts.tick().await;
        let ticket = ticket(&addr, KNOCKER).await.unwrap_or_else(|| "made-up".into());
        let other = frame(0x82, &encode(&hello("main-2")));
        for wrong in [
            upgrade(&addr, &ticket, "origin: http://elsewhere.example\r\n"),
            upgrade(&addr, "", ""),
            upgrade(&addr, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", ""),
            [upgrade(&addr, &ticket, ""), other].concat(),
            upgrade(&addr, &ticket, ""),
        ] {
            attempts.tick().await;
            let _ = ask(KNOCKER, &addr, &wrong).await;
        }
    }
}

/// A ticket for `main`, as long as the server gives one.
async fn ticket(addr: &str, from: Ipv4Addr) -> Option<String> {
    let body = r#"{"room":"main"}"#;
    let head = format!("content-type: application/json\r\ncontent-length: {}", body.len());
    let wish =
        format!("POST /api/join HTTP/1.1\r\nhost: {addr}\r\nconnection: close\r\n{head}\r\n\r\n{body}");
    let answer = ask(from, addr, wish.as_bytes()).await?;
    let (_, rest) = answer.split_once("\"ticket\":\"")?;
    rest.split('"').next().map(Into::into)
}

fn upgrade(addr: &str, ticket: &str, headers: &str) -> Vec<u8> {
    format!(
        "GET /ws HTTP/1.1\r\nhost: {addr}\r\nconnection: upgrade\r\nupgrade: websocket\r\n{headers}\
         sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
         sec-websocket-protocol: fracas.v1, fracas.ticket.{ticket}\r\n\r\n"
    )
    .into_bytes()
}

/// A frame masked with zeros (RFC 6455 section 5.2).
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let head = [first, 0x80 | u8::try_from(payload.len()).expect("it is short"), 0, 0, 0, 0];
    [&head, payload].concat()
}

/// Sends bytes and reads what comes back within a second.
async fn ask(from: Ipv4Addr, addr: &str, bytes: &[u8]) -> Option<String> {
    let mut stream = connect_from(from, addr).await.ok()?;
    stream.write_all(bytes).await.ok()?;
    let mut answer = Vec::new();
    let _ = timeout(Duration::from_secs(1), stream.read_to_end(&mut answer)).await;
    Some(String::from_utf8_lossy(&answer).into_owned())
}

/// The 99th percentile of gaps between snapshots of 200 players, in milliseconds.
async fn gap_p99(server: &Server) -> f64 {
    let json = server.data().join("report.json");
    let status = Command::new(program("FRACAS_BOTS_BIN", "fracas-bots"))
        .args(["--url", &server.url(), "--key-file", &server.key_file(), "--players", "200"])
        .args(["--duration", "15s", "--ramp", "8s", "--json"])
        .arg(&json)
        .stdout(Stdio::null())
        .spawn()
        .expect("the bots start");
    let status = tokio::task::spawn_blocking(move || { status }.wait()).await.unwrap();
    assert!(status.expect("the bots end").success());
    let report = std::fs::read_to_string(json).expect("the bots report");
    let report: serde_json::Value = serde_json::from_str(&report).expect("in JSON");
    assert_eq!(report["players"]["dropped"], 0, "{}", report["players"]);
    report["snapshot_gap_ms"]["p99"].as_f64().expect("they measure gaps")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
#[ignore = "two minutes, and the figures are of use on a quiet machine only"]
async fn two_hundred_play_on_while_their_server_is_attacked() {
    more_files();
    let sink = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let sink_addr = sink.local_addr().unwrap().to_string();
    tokio::spawn(async move { while sink.accept().await.is_ok() {} });

    let server = Server::start(&["--bots", "0", "--rooms", "2"]);
    let peace = gap_p99(&server).await;
    let attacker = attack(&sink_addr);
    let elsewhere = gap_p99(&server).await;
    drop(attacker);
    let attacker = attack(server.addr());
    let here = gap_p99(&server).await;
    drop(attacker);
    let closed = &http::stats(server.addr()).await["closed"][CloseCode::TooFast.number().to_string()];
    assert!(closed.as_u64() >= Some(50), "the floods came through to be closed: {closed}");
    figure(&format!(
        "snapshot gap p99 of 200 players: {peace:.1} ms in peace, {elsewhere:.1} ms beside an attacker of something \
         else, {here:.1} ms under attack ({closed} floods closed)"
    ));
    assert!(here <= elsewhere * 1.2 + 2.0, "the attack costs more than its noise");
}
