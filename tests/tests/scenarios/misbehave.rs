//! Who breaks the rules is closed with the right reason, and costs nobody else anything.

use std::time::{Duration, Instant};

use fracas_protocol::{
    ClientMessage, CloseCode, PROTOCOL_VERSION,
    client::{Ack, Hello, Input, Join, Leave},
    encode,
    limits::CLIENT_MESSAGE_BYTES_MAX,
};
use fracas_server::limits::{SEAT_WISHES, TICKET_LIFE};
use fracas_tests::{
    Client, Server,
    client::{hello, idle},
    http,
};
use futures_util::SinkExt;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_tungstenite::tungstenite::{Message, protocol::CloseFrame};

const SOON: Duration = Duration::from_secs(3);

async fn closed_after(server: &Server, seated: bool, bytes: Vec<u8>) -> Option<u16> {
    let mut client = if seated {
        Client::join(server.addr(), "Mallory").await
    } else {
        Client::watch(server.addr()).await
    };
    client.send_bytes(bytes).await;
    client.ended(SOON).await
}

#[tokio::test]
async fn each_bad_message_is_closed_with_its_own_code() {
    let server = Server::start(&["--bots", "2"]);
    let mut bystander = Client::join(server.addr(), "Bystander").await;
    let mut trailing = encode(&ClientMessage::Ack(Ack { tick: 1 }));
    trailing.push(0xc0);
    let cases: [(&str, bool, Vec<u8>, CloseCode); 7] = [
        ("not MessagePack", true, b"hello".to_vec(), CloseCode::BadMessage),
        ("empty", true, vec![], CloseCode::BadMessage),
        ("unknown kind", true, vec![0x91, 0x63], CloseCode::BadMessage),
        ("bytes behind the message", true, trailing, CloseCode::BadMessage),
        ("too large", true, vec![0x91; CLIENT_MESSAGE_BYTES_MAX + 1], CloseCode::TooBig),
        ("a second Hello", false, encode(&hello("main")), CloseCode::OutOfTurn),
        ("Leave without a seat", false, encode(&ClientMessage::Leave(Leave {})), CloseCode::OutOfTurn),
    ];
    for (what, seated, bytes, code) in cases {
        assert_eq!(closed_after(&server, seated, bytes).await, Some(code.number()), "{what}");
    }
    let alive = bystander.fly(&idle(), SOON, |client| client.sight().own().is_some()).await;
    assert!(alive, "the bystander plays on");
}

#[tokio::test]
async fn a_first_message_that_is_no_good_hello_is_refused() {
    let server = Server::start(&["--bots", "0", "--rooms", "2"]);
    let with = |version, room: &str| encode(&ClientMessage::Hello(Hello { version, room: room.into() }));
    let cases = [
        (with(PROTOCOL_VERSION + 1, "main"), CloseCode::WrongVersion),
        // It is there, but the ticket is for another.
        (with(PROTOCOL_VERSION, "main-2"), CloseCode::NoSuchRoom),
        (with(PROTOCOL_VERSION, "nowhere"), CloseCode::NoSuchRoom),
        (with(PROTOCOL_VERSION, "Not A Room"), CloseCode::BadMessage),
        (encode(&ClientMessage::Ack(Ack { tick: 1 })), CloseCode::OutOfTurn),
    ];
    for (bytes, code) in cases {
        let mut client = Client::connect(server.addr()).await;
        client.send_bytes(bytes).await;
        assert_eq!(client.ended(SOON).await, Some(code.number()));
    }
    let mut client = Client::connect(server.addr()).await;
    client.socket.send(Message::Text("{}".into())).await.unwrap();
    assert_eq!(client.ended(SOON).await, Some(CloseCode::BadMessage.number()), "text");
}

#[tokio::test]
async fn silence_before_hello_is_closed_after_its_deadline() {
    let server = Server::start(&["--bots", "0"]);
    let mut client = Client::connect(server.addr()).await;
    let began = Instant::now();
    assert_eq!(client.ended(Duration::from_secs(8)).await, Some(CloseCode::TooQuiet.number()));
    assert!(began.elapsed() >= Duration::from_secs(4), "closed after {:?}", began.elapsed());
}

#[tokio::test]
async fn a_slow_http_head_is_cut_off() {
    let server = Server::start(&["--bots", "0"]);
    let mut stream = TcpStream::connect(server.addr()).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n").await.unwrap();
    let began = Instant::now();
    let mut answer = Vec::new();
    let end = tokio::time::timeout(Duration::from_secs(15), stream.read_to_end(&mut answer)).await;
    assert!(end.is_ok(), "the server waits for ever");
    assert!(began.elapsed() >= Duration::from_secs(8), "cut off after {:?}", began.elapsed());
}

#[tokio::test]
async fn a_flood_of_messages_or_pings_is_closed() {
    let server = Server::start(&["--bots", "2"]);
    for ping in [false, true] {
        let mut client = Client::join(server.addr(), "Flood").await;
        for tick in 0..1000 {
            let message = if ping {
                Message::Ping(vec![7; 16].into())
            } else {
                Message::Binary(encode(&ClientMessage::Ack(Ack { tick })).into())
            };
            if client.socket.feed(message).await.is_err() {
                break;
            }
        }
        let _ = client.socket.flush().await;
        assert_eq!(client.ended(SOON).await, Some(CloseCode::TooFast.number()), "pings: {ping}");
    }
}

#[tokio::test]
async fn joining_and_leaving_at_once_leaves_no_ghost() {
    let server = Server::start(&["--bots", "0"]);
    let mut churner = Client::watch(server.addr()).await;
    // As often as a session may.
    for _ in 0..SEAT_WISHES.at_once {
        churner.socket.feed(binary(&ClientMessage::Join(Join { name: "Ghost".into() }))).await.unwrap();
        churner.socket.feed(binary(&ClientMessage::Leave(Leave {}))).await.unwrap();
    }
    churner.socket.flush().await.unwrap();
    for _ in 0..10 {
        let mut client = Client::watch(server.addr()).await;
        client.send(&ClientMessage::Join(Join { name: "Gone".into() })).await;
        // A line that only breaks would keep the seat.
        client.socket.send(Message::Close(Some(goodbye()))).await.unwrap();
    }
    let mut player = Client::join(server.addr(), "Real").await;
    let alone = player.fly(&idle(), SOON, |client| client.sight().board().players == 1).await;
    assert!(alone, "{} players are on the board", player.sight().board().players);
}

#[tokio::test]
async fn an_input_without_a_seat_and_an_old_ack_close_nobody() {
    let server = Server::start(&["--bots", "2"]);
    tokio::time::sleep(Duration::from_secs(11)).await;
    let mut watcher = Client::watch(server.addr()).await;
    watcher.send(&ClientMessage::Ack(Ack { tick: 0 })).await;
    watcher.send(&ClientMessage::Input(Input { seq: 1, ..idle() })).await;
    for _ in 0..30 {
        watcher.read().await.expect("a watcher owes no acks");
    }
}

#[tokio::test]
async fn a_message_of_endless_fragments_is_cut_off() {
    let server = Server::start(&["--bots", "0"]);
    let client = Client::watch(server.addr()).await;
    let mut raw = client.socket.into_inner();
    // A first fragment, then empty continuations, all masked with zeros (RFC 6455 section 5.2).
    raw.write_all(&[0x02, 0x80, 0, 0, 0, 0]).await.unwrap();
    let began = Instant::now();
    while raw.write_all(&[0, 0x80, 0, 0, 0, 0].repeat(200)).await.is_ok() {
        assert!(began.elapsed() < SOON, "the server reads on for ever");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

#[tokio::test]
async fn a_close_is_answered_with_a_close() {
    let server = Server::start(&["--bots", "0"]);
    for hello_first in [false, true] {
        let mut client = if hello_first {
            Client::watch(server.addr()).await
        } else {
            Client::connect(server.addr()).await
        };
        client.socket.send(Message::Close(Some(goodbye()))).await.unwrap();
        assert!(client.ended(SOON).await.is_some(), "no close frame came back (after Hello: {hello_first})");
    }
}

fn goodbye() -> CloseFrame {
    CloseFrame { code: 1000.into(), reason: "bye".into() }
}

fn binary(message: &ClientMessage) -> Message {
    Message::Binary(encode(message).into())
}

/// The 99th percentile of a player's snapshot gaps over some seconds.
async fn gap_p99(client: &mut Client, seconds: u64) -> Duration {
    let (mut last, mut gaps) = (Instant::now(), Vec::new());
    client
        .fly(&idle(), Duration::from_secs(seconds), |_| {
            gaps.push(last.elapsed());
            last = Instant::now();
            false
        })
        .await;
    gaps.sort();
    gaps[gaps.len() * 99 / 100]
}

#[tokio::test]
async fn a_reader_that_stalls_harms_nobody_and_is_closed_in_the_end() {
    let server = Server::start(&["--bots", "12"]);
    let mut stalled = Vec::new();
    for _ in 0..10 {
        stalled.push(Client::join(server.addr(), "Stone").await);
    }
    let mut healthy = Client::join(server.addr(), "Healthy").await;
    let p99 = gap_p99(&mut healthy, 16).await;
    // Three ticks: a stalled socket in the tick's way would cost seconds, a busy machine costs a tick now and then.
    assert!(p99 < Duration::from_millis(100), "p99 of the healthy player's gaps is {p99:?}");
    let stats = fracas_tests::http::stats(server.addr()).await;
    let closed = &stats["closed"][CloseCode::TryAgainLater.number().to_string()];
    assert_eq!(closed.as_u64(), Some(10), "slow readers closed: {stats:?}");
    assert_eq!(stats["players"], 11, "the seats of those who were closed are kept for a while");
}

#[tokio::test]
async fn a_ticket_that_was_kept_for_too_long_opens_nothing() {
    let server = Server::start(&["--bots", "0"]);
    let ticket = http::ticket(server.addr(), "main").await;
    tokio::time::sleep(TICKET_LIFE + Duration::from_secs(1)).await;
    let offer = format!("sec-websocket-protocol: fracas.v1, fracas.ticket.{ticket}\r\n");
    let upgrade = "connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n\
                   sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    let answer = http::get(server.addr(), "/ws", &format!("{upgrade}{offer}")).await;
    assert_eq!((answer.status, &answer.json()["type"]), (401, &"/problems/expired-ticket".into()));
}
