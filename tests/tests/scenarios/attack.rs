//! Who attacks is refused for the right reason and within his limit, and the others play on. Each server is the test's
//! own, on this machine.

use std::{
    io::Read,
    net::{Ipv4Addr, SocketAddr, TcpStream as StdStream},
    time::{Duration, Instant},
};

use fracas_protocol::{
    ClientMessage, CloseCode, NOBODY,
    client::{Join, Leave, Manage, Spend, Watch, order},
    encode,
    limits::CLIENT_MESSAGE_BYTES_MAX,
};
use fracas_server::limits::{CONNECTIONS_SPARE, FAILURES, JOINS, LOOKS, OPENINGS, PER_ADDRESS};
use fracas_tests::{
    Client, Server,
    client::{hello, idle},
    http::{self, Answer, connect_from, join, post, ticket},
    server::more_files,
};
use futures_util::SinkExt;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::sleep,
};
use tokio_tungstenite::tungstenite::Message;

const SOON: Duration = Duration::from_secs(3);

/// Another household.
const ELSEWHERE: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);

fn key(server: &Server) -> String {
    let key = std::fs::read_to_string(server.key_file()).expect("the server has made it");
    format!("x-fracas-key: {}\r\n", key.trim_end())
}

async fn elsewhere(server: &Server) -> TcpStream {
    connect_from(ELSEWHERE, server.addr()).await.expect("the server listens")
}

/// What a fresh connection is told when it asks for nothing but the list of rooms; none when it is cut off.
async fn status_of(mut stream: TcpStream) -> Option<u16> {
    let request = b"GET /api/rooms HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let mut answer = Vec::new();
    let _ = stream.write_all(request).await;
    let _ = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    answer.split(' ').nth(1).and_then(|status| status.parse().ok())
}

fn kind(answer: &Answer) -> String {
    answer.json()["type"].as_str().expect("a problem has a type").trim_start_matches("/problems/").to_owned()
}

/// A whole handshake from a page of some site, with or without a ticket.
async fn shake(addr: &str, origin: &str, ticket: &str) -> Answer {
    let upgrade = "connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n\
                   sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    let offer = format!("sec-websocket-protocol: fracas.v1, fracas.ticket.{ticket}\r\n");
    http::get(addr, "/ws", &format!("{upgrade}{offer}{origin}")).await
}

#[tokio::test]
async fn of_one_address_only_so_many_may_show_nothing() {
    let server = Server::start(&["--bots", "0", "--per-address", "5"]);
    let mut idle = Vec::new();
    for _ in 0..5 {
        idle.push(TcpStream::connect(server.addr()).await.unwrap());
    }
    // Slow heads, and handshakes that stop half way, are among them.
    idle[0].write_all(b"GET / HTTP/1.1\r\nhost:").await.unwrap();
    idle[1].write_all(b"GET /ws HTTP/1.1\r\nupgrade: websocket\r\n").await.unwrap();
    for _ in 0..20 {
        let told = status_of(TcpStream::connect(server.addr()).await.unwrap()).await;
        assert!(matches!(told, Some(503) | None), "{told:?}");
    }
    assert_eq!(status_of(elsewhere(&server).await).await, Some(200), "another address");
    drop(idle);
    sleep(Duration::from_millis(200)).await;
    assert_eq!(
        status_of(TcpStream::connect(server.addr()).await.unwrap()).await,
        Some(200),
        "places come back"
    );
}

#[tokio::test]
async fn players_of_one_address_have_places_of_their_own_and_who_has_the_key_is_not_counted() {
    let server = Server::start(&["--bots", "0", "--per-address", "3"]);
    let mut players = Vec::new();
    for _ in 0..3 {
        players.push(Client::watch(server.addr()).await);
    }
    let one_more = ticket(server.addr(), "main").await;
    assert_eq!(Client::knock(server.addr(), &one_more).await.err(), Some(429));
    for _ in 0..5 {
        let joined = join(server.addr(), "main", &key(&server)).await.json();
        let ticket = joined["ticket"].as_str().expect("a ticket is text");
        players.push(Client::knock(server.addr(), ticket).await.expect("keyed"));
    }
    players.clear();
    sleep(Duration::from_millis(200)).await;
    Client::watch(server.addr()).await;
}

#[tokio::test]
async fn a_word_of_where_one_comes_from_is_taken_of_trusted_proxies_only() {
    let forwarded = "x-forwarded-for: 203.0.113.9\r\n";
    for (proxy, status) in [(&[][..], 429), (&["--trusted-proxy", "127.0.0.1/32"], 201)] {
        let server = Server::start(&[&["--bots", "0"], proxy].concat());
        for _ in 0..OPENINGS.at_once {
            assert_eq!(post(server.addr(), "/api/rooms", "", &json!({})).await.status, 201);
        }
        assert_eq!(
            post(server.addr(), "/api/rooms", forwarded, &json!({})).await.status,
            status,
            "{proxy:?}"
        );
    }
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_back() {
    let server = Server::start(&["--bots", "0", "--max-players", "200"]);
    for (path, body, at_once) in
        [("/api/rooms", json!({}), OPENINGS.at_once), ("/api/join", json!({ "room": "main" }), JOINS.at_once)]
    {
        let mut refused = None;
        // A slow machine gives back a few meanwhile.
        for _ in 0..3 * at_once {
            let answer = post(server.addr(), path, "", &body).await;
            if answer.status == 429 {
                refused = Some(answer);
                break;
            }
        }
        let refused = refused.unwrap_or_else(|| panic!("{path} has no limit"));
        assert_eq!(kind(&refused), "too-many-requests");
        assert!(refused.head.contains("retry-after: "), "{}", refused.head);
        let keyed = post(server.addr(), path, &key(&server), &body).await;
        assert!(matches!(keyed.status, 200 | 201), "who has the key is not counted: {}", keyed.body);
    }
}

#[tokio::test]
async fn who_asks_for_what_there_is_without_end_is_told_when_to_come_back() {
    let server = Server::start(&["--bots", "0"]);
    let asks = "GET /api/rooms/main HTTP/1.1\r\nhost: x\r\n\r\n".repeat(20 * LOOKS.at_once as usize);
    let mut stream = TcpStream::connect(server.addr()).await.unwrap();
    let (mut read, mut write) = stream.split();
    let answered = async {
        let (mut seen, mut buffer) = (Vec::new(), [0; 4096]);
        // A head may come in two parts.
        while !seen.windows(12).any(|head| head == b"HTTP/1.1 429") {
            let came = read.read(&mut buffer).await.expect("the server answers");
            assert!(came > 0, "there is no limit");
            seen.drain(..seen.len().saturating_sub(16));
            seen.extend_from_slice(&buffer[..came]);
        }
    };
    tokio::select! {
        () = answered => {}
        // What is written is read meanwhile, so that this ends last.
        () = async { write.write_all(asks.as_bytes()).await.expect("the server reads"); sleep(10 * SOON).await } => {
            panic!("there is no limit");
        }
    }
    let answer = http::get(server.addr(), "/api/rooms", "").await;
    assert_eq!((answer.status, kind(&answer).as_str()), (429, "too-many-requests"));
    assert!(answer.head.contains("retry-after: "), "{}", answer.head);
    assert_eq!(http::get(server.addr(), "/api/rooms", &key(&server)).await.status, 200, "who has the key");
    assert_eq!(status_of(elsewhere(&server).await).await, Some(200), "another address");
}

#[tokio::test]
async fn many_addresses_take_every_connection_and_who_plays_keeps_his() {
    more_files();
    let server = Server::start(&["--bots", "0", "--max-players", "1"]);
    let mut player = Client::join(server.addr(), "Ann").await;
    let mut idle_sockets = Vec::new();
    for number in 0..=CONNECTIONS_SPARE {
        let from = Ipv4Addr::new(127, 0, 1, (number / (PER_ADDRESS / 2)) as u8);
        idle_sockets.push(connect_from(from, server.addr()).await.expect("the kernel takes it"));
    }
    let late = status_of(elsewhere(&server).await).await;
    assert!(matches!(late, Some(503) | None), "every connection is taken: {late:?}");
    assert!(player.fly(&idle(), SOON, |client| client.sight().own().is_some()).await, "who plays, plays on");
    drop(idle_sockets);
    let deadline = Instant::now() + SOON;
    while status_of(elsewhere(&server).await).await != Some(200) {
        assert!(Instant::now() < deadline, "places come back");
        sleep(Duration::from_millis(20)).await;
    }
}

/// Asks until there were too many requests.
async fn refused_soon(ask: impl AsyncFn() -> u16) {
    for _ in 0..20 {
        if ask().await == 429 {
            return;
        }
    }
    panic!("there is no limit");
}

#[tokio::test]
async fn who_guesses_is_soon_not_even_judged() {
    let config = std::env::temp_dir().join(format!("fracas-attack-{}.toml", std::process::id()));
    std::fs::write(&config, "[[room]]\ncode = \"vault\"\npassword = \"swordfish\"\n").unwrap();
    let server = Server::start(&["--bots", "0", "--config", config.to_str().unwrap()]);
    let guess = |password: String| {
        let addr = server.addr().to_owned();
        async move { post(&addr, "/api/join", "", &json!({ "room": "vault", "password": password })).await }
    };
    assert_eq!(guess("swordfish".into()).await.status, 200);
    for n in 0..FAILURES.at_once {
        assert_eq!(guess(format!("{n}")).await.status, 403);
    }
    // An allowance comes back each second, so that one or two more may be judged.
    refused_soon(async || guess("wrong".into()).await.status).await;
    let right = async || {
        refused_soon(async || guess("wrong".into()).await.status).await;
        guess("swordfish".into()).await.status
    };
    refused_soon(right).await;
    assert_eq!(join(server.addr(), "main", "").await.status, 200, "rooms without a password are open");

    refused_soon(async || join(server.addr(), "main", "authorization: Bearer forged\r\n").await.status).await;
    refused_soon(async || join(server.addr(), "main", "x-fracas-key: forged\r\n").await.status).await;
    refused_soon(async || shake(server.addr(), "", "forged").await.status).await;
    let good = ticket(server.addr(), "main").await;
    assert!(Client::knock(server.addr(), &good).await.is_ok(), "what nobody can guess is always judged");
}

#[tokio::test]
async fn each_wrong_way_in_is_refused_for_its_own_reason() {
    let server = Server::start(&["--bots", "0", "--rooms", "2"]);
    let good = ticket(server.addr(), "main").await;
    let forged = format!("{}{}", &good[..16], "A".repeat(16));
    let foreign = "origin: http://evil.example\r\n";
    for (origin, ticket, status, name) in [
        (foreign, good.as_str(), 403, "foreign-origin"),
        ("", &forged, 401, "bad-ticket"),
        ("", "", 401, "bad-ticket"),
    ] {
        let answer = shake(server.addr(), origin, ticket).await;
        assert_eq!((answer.status, kind(&answer).as_str()), (status, name));
    }
    let mut client = Client::knock(server.addr(), &good).await.expect("none of this used it up");
    client.send(&hello("main-2")).await;
    assert_eq!(client.ended(SOON).await, Some(CloseCode::NoSuchRoom.number()), "a foreign room");
    assert_eq!(kind(&shake(server.addr(), "", &good).await), "bad-ticket", "replayed");
}

#[tokio::test]
async fn pages_of_friends_may_play() {
    let server = Server::start(&["--bots", "0", "--allow-origin", "https://friends.example"]);
    for (origin, status) in [
        ("https://friends.example", 200),
        ("http://friends.example", 403),
        ("https://friends.example.evil.example", 403),
    ] {
        assert_eq!(
            join(server.addr(), "main", &format!("origin: {origin}\r\n")).await.status,
            status,
            "{origin}"
        );
    }
}

#[tokio::test]
async fn each_flood_is_closed_by_its_name_and_a_bystander_plays_on() {
    let server = Server::start(&["--bots", "2"]);
    let mut bystander = Client::join(server.addr(), "Bystander").await;
    let binary = |message: &ClientMessage| Message::Binary(encode(message).into());
    let floods = [
        ("pings", vec![Message::Ping(vec![7; 16].into())]),
        ("pongs", vec![Message::Pong(vec![].into())]),
        ("joins", vec![binary(&ClientMessage::Join(Join { name: "Flood".into() }))]),
        (
            "joins and leaves",
            vec![
                binary(&ClientMessage::Leave(Leave {})),
                binary(&ClientMessage::Join(Join { name: "Flood".into() })),
            ],
        ),
        ("spends", vec![binary(&ClientMessage::Spend(Spend { stat: 0 }))]),
        ("cameras", vec![binary(&ClientMessage::Watch(Watch { slot: 0, x: 0, y: 0 }))]),
        (
            "orders",
            vec![binary(&ClientMessage::Manage(Manage {
                what: order::BOTS,
                slot: NOBODY,
                value: 3,
                text: String::new(),
            }))],
        ),
        ("chats", vec![binary(&ClientMessage::Emote(fracas_protocol::client::Emote { which: 0 }))]),
    ];
    for (what, messages) in floods {
        let mut client = Client::join(server.addr(), "Flood").await;
        for message in messages.iter().cycle().take(120) {
            if client.socket.feed(message.clone()).await.is_err() {
                break;
            }
        }
        let _ = client.socket.flush().await;
        let ended = client.ended(SOON).await;
        // When a tick comes between, the second Leave is of one who has no seat.
        let out_of_turn = what == "joins and leaves" && ended == Some(CloseCode::OutOfTurn.number());
        assert!(out_of_turn || ended == Some(CloseCode::TooFast.number()), "{what}: {ended:?}");
    }
    let stats = http::stats(server.addr()).await;
    assert!(stats["dropped_messages"].as_u64() >= Some(100), "{}", stats["dropped_messages"]);
    for (bytes, code) in
        [(vec![], CloseCode::BadMessage), (vec![0x91; CLIENT_MESSAGE_BYTES_MAX + 1], CloseCode::TooBig)]
    {
        let mut client = Client::watch(server.addr()).await;
        client.send_bytes(bytes).await;
        assert_eq!(client.ended(SOON).await, Some(code.number()));
    }
    assert!(bystander.fly(&idle(), SOON, |client| client.sight().own().is_some()).await);
}

#[tokio::test]
async fn five_thousand_idle_sockets_of_one_address_leave_room_for_everybody_else() {
    let wanted = 5_000;
    more_files();
    let server = Server::start(&["--bots", "2"]);
    let addr: SocketAddr = server.addr().parse().unwrap();
    let began = Instant::now();
    let flood = tokio::task::spawn_blocking(move || {
        (0..wanted).map(|_| StdStream::connect(addr).expect("the kernel takes it")).collect::<Vec<_>>()
    });
    let sockets = flood.await.unwrap();
    assert_eq!(status_of(elsewhere(&server).await).await, Some(200), "another address");
    assert!(
        began.elapsed() < Duration::from_secs(8),
        "the places would be free again: {:?}",
        began.elapsed()
    );
    // Those that were refused have been told so, the others wait for us.
    let is_open = |mut socket: &StdStream| {
        socket.set_nonblocking(true).unwrap();
        socket.read(&mut [0; 256]).is_err_and(|e| e.kind() == std::io::ErrorKind::WouldBlock)
    };
    let open = sockets.iter().filter(|socket| is_open(socket)).count();
    assert!(open <= PER_ADDRESS, "{open} sockets are open");
    drop(sockets);
    sleep(Duration::from_millis(500)).await;
    Client::join(server.addr(), "Late").await;
}
