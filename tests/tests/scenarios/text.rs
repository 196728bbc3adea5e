//! A person with a text tool: `fracas.v1.json` on the same socket, as PROTOCOL.md shows it.

use std::{collections::BTreeSet, time::Duration};

use fracas_protocol::{CloseCode, event::Event, json::SUBPROTOCOL_JSON};
use fracas_tests::{
    Client, Server,
    client::shake_hands,
    http::{stats, ticket},
};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{
    net::{TcpSocket, TcpStream},
    time::{Instant, sleep, timeout},
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Message, protocol::CloseFrame},
};

const PATIENCE: Duration = Duration::from_secs(10);

/// Sessions in JSON of one room, as PROTOCOL.md promises.
const PLACES: usize = 8;

struct Person {
    socket: WebSocketStream<TcpStream>,
}

impl Person {
    async fn connect(addr: &str) -> Self {
        Self::over(addr, TcpStream::connect(addr).await.expect("the server listens")).await
    }

    async fn over(addr: &str, stream: TcpStream) -> Self {
        let ticket = ticket(addr, "main").await;
        let socket = shake_hands(addr, stream, SUBPROTOCOL_JSON, &ticket).await;
        Self { socket: socket.expect("the ticket is good") }
    }

    async fn watch(addr: &str) -> Self {
        let mut person = Self::connect(addr).await;
        person.say(r#"{"kind":"Hello"}"#).await;
        person.until(|said| said["kind"] == "Welcome").await;
        person
    }

    async fn join(addr: &str) -> Self {
        let mut person = Self::watch(addr).await;
        person.say(r#"{"kind":"Join","name":"Ann"}"#).await;
        person.until(|said| said["kind"] == "Seated").await;
        person
    }

    /// Says one line; a closed socket is found when reading.
    async fn say(&mut self, line: &str) {
        let _ = self.socket.send(Message::Text(line.into())).await;
    }

    /// The next line of the server, or how the connection ended.
    async fn hear(&mut self) -> Result<Value, Option<CloseFrame>> {
        loop {
            match timeout(PATIENCE, self.socket.next()).await.expect("the server is not silent for 10 s") {
                Some(Ok(Message::Text(line))) => {
                    return Ok(serde_json::from_str(&line).expect("each line is JSON"));
                }
                Some(Ok(Message::Close(frame))) => return Err(frame),
                Some(Ok(Message::Binary(_))) => panic!("a binary message in a text session"),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(None),
            }
        }
    }

    /// The first line for which `wanted` is true.
    async fn until(&mut self, mut wanted: impl FnMut(&Value) -> bool) -> Value {
        let found = timeout(PATIENCE, async {
            loop {
                let said = self.hear().await.unwrap_or_else(|end| panic!("the server closed: {end:?}"));
                if wanted(&said) {
                    return said;
                }
            }
        });
        found.await.expect("the server says what is waited for")
    }

    /// Reads to the end of the connection: its close code and reason.
    async fn end(&mut self) -> (u16, String) {
        let ended = timeout(PATIENCE, async {
            loop {
                if let Err(frame) = self.hear().await {
                    return frame.expect("the server says why");
                }
            }
        });
        let frame = ended.await.expect("the connection ends");
        (frame.code.into(), frame.reason.to_string())
    }
}

/// True when `said` has all that `shown` has. Numbers of the server are examples in the document, apart from those
/// that a reader can know beforehand.
fn matches(shown: &Value, said: &Value, field: &str) -> bool {
    match (shown, said) {
        (Value::Object(shown), Value::Object(_)) => {
            shown.iter().all(|(field, value)| said.get(field).is_some_and(|said| matches(value, said, field)))
        }
        (Value::Array(shown), Value::Array(said)) => {
            shown.iter().all(|value| said.iter().any(|said| matches(value, said, field)))
        }
        (Value::Number(_), Value::Number(_)) => {
            shown == said || !["version", "tick_rate", "ack_seq"].contains(&field)
        }
        _ => shown == said,
    }
}

#[tokio::test]
async fn the_session_in_the_document_happens_line_by_line() {
    let document = include_str!("../../../protocol/PROTOCOL.md");
    let section = document.split_once("\n## JSON\n").expect("the document has a section on JSON").1;
    let session = section.lines().filter_map(|line| line.strip_prefix("    ")?.split_once(' '));
    let server = Server::start(&["--bots", "12"]);
    let mut person = Person::connect(server.addr()).await;
    let (mut lines, mut closed) = (0, false);
    for (who, line) in session {
        let line = line.trim();
        match who {
            "client" => person.say(line).await,
            "server" => {
                let shown: Value = serde_json::from_str(line).expect("the document shows JSON");
                person.until(|said| matches(&shown, said, "")).await;
            }
            "close" => {
                let (code, reason) = person.end().await;
                assert_eq!(format!("{code} {reason}"), line);
                closed = true;
            }
            other => panic!("who is {other:?}?"),
        }
        lines += 1;
    }
    assert!(lines > 10 && closed, "only {lines} lines of the session were found");
}

#[tokio::test]
async fn one_line_with_hold_flies_for_two_seconds() {
    let server = Server::start(&["--bots", "0"]);
    let mut person = Person::join(server.addr()).await;
    let x = |said: &Value| said["own"]["x"].as_f64();
    let start = x(&person.until(|said| x(said).is_some()).await).unwrap();
    let direction = if start > 0.0 { -127 } else { 127 };
    person.say(&json!({ "kind": "Input", "hold": 60, "move_x": direction }).to_string()).await;
    let flown = |said: &Value| x(said).map_or(0.0, |x| (x - start).abs());
    person.until(|said| said["ack_seq"] == 1).await;
    sleep(Duration::from_millis(2500)).await;
    let rested = person.until(|said| said["own"]["vx"] == 0.0).await;
    // Without hold it would be three ticks and the drag after them: below 100 units.
    assert!(flown(&rested) > 300.0, "flew {} units", flown(&rested));
}

#[tokio::test]
async fn a_person_talks_and_is_told_what_was_not_passed_on() {
    let server = Server::start(&["--bots", "0"]);
    let mut person = Person::join(server.addr()).await;
    for _ in 0..2 {
        person.say(r#"{"kind":"Say","text":"hi"}"#).await;
    }
    let (mut said, mut told) = (Value::Null, false);
    person
        .until(|line| {
            for event in line["events"].as_array().into_iter().flatten() {
                told |= event["kind"] == "Notice" && event["what"] == "repeated";
                if event["kind"] == "Said" {
                    said = event.clone();
                }
            }
            told && !said.is_null()
        })
        .await;
    assert_eq!((&said["name"], &said["text"]), (&json!("Ann"), &json!("hi")));
}

#[tokio::test]
async fn snapshots_come_ten_times_a_second_and_lose_nothing() {
    let server = Server::start(&["--bots", "60"]);
    let mut person = Person::watch(server.addr()).await;
    let mut binary = Client::watch(server.addr()).await;
    let deadline = Instant::now() + Duration::from_secs(90);
    let watch = async {
        let (mut kills, mut ticks, mut ships, mut shots) = (vec![], vec![], BTreeSet::new(), BTreeSet::new());
        let slots = |part: &Value| {
            let all = part.as_array().into_iter().flatten();
            all.map(|record| record["slot"].as_u64().expect("a record has a slot")).collect::<Vec<_>>()
        };
        while kills.len() < 4 || ticks.len() < 80 {
            assert!(Instant::now() < deadline, "sixty bots make no four kills in 90 s");
            let said = person.until(|said| said["kind"] == "Snapshot").await;
            ticks.push(said["tick"].as_u64().expect("a snapshot has a tick"));
            for left in said["leaves"]["ships"].as_array().into_iter().flatten() {
                assert!(ships.remove(&left.as_u64().unwrap()), "ship {left} left without having entered");
            }
            ships.extend(slots(&said["ships"]));
            for ended in slots(&said["ends"]) {
                assert!(shots.remove(&ended), "shot {ended} ended before it was told");
            }
            shots.extend(slots(&said["shots"]));
            let events = said["events"].as_array().into_iter().flatten().cloned();
            kills.extend(
                events
                    .filter(|event| event["kind"] == "Kill")
                    .map(|mut kill| (kill["victim"].take().as_u64(), kill["killer"].take().as_u64())),
            );
        }
        (kills, ticks)
    };
    let witness = async { while let Ok(()) = binary.read().await {} };
    let (kills, ticks) = tokio::select! {
        watched = watch => watched,
        () = witness => panic!("the binary session was closed"),
    };
    let kill = |event| if let Event::Kill(kill) = event { Some(kill) } else { None };
    let witnessed: Vec<_> = binary.take_events().into_iter().filter_map(kill).collect();
    let witnessed: Vec<_> =
        witnessed.iter().map(|kill| (Some(kill.victim.into()), Some(kill.killer.into()))).collect();
    let seconds = (ticks[ticks.len() - 1] - ticks[0]) as f64 / 30.0;
    let rate = (ticks.len() - 1) as f64 / seconds;
    assert!((8.0..=10.5).contains(&rate), "{rate} snapshots a second");
    // One may have read the last kill before the other.
    let shared = kills.len().min(witnessed.len());
    assert!(shared >= 3, "{} kills against {}", kills.len(), witnessed.len());
    assert_eq!(kills[..shared], witnessed[..shared]);
}

#[tokio::test]
async fn what_cannot_be_understood_is_closed_with_a_sentence() {
    let server = Server::start(&["--bots", "0"]);
    for (line, reason) in [
        ("hello", "one JSON object a message is wanted: expected value at line 1 column 1"),
        (r#"{"kind":"Jump"}"#, r#"kind "Jump" is unknown: Hello, Join, Input"#),
        (
            r#"{"kind":"Input","fier":true}"#,
            r#"Input has no field "fier", but: seq ack hold move_x move_y boost fire"#,
        ),
        (r#"{"kind":"Input","move_x":1000}"#, "move_x is a whole number, -127 to 127, not 1000"),
    ] {
        let mut person = Person::watch(server.addr()).await;
        person.say(line).await;
        let (code, why) = person.end().await;
        assert_eq!(code, CloseCode::BadMessage.number(), "{line}");
        assert!(why.starts_with(reason), "{line} was answered with {why:?}");
    }
    let mut person = Person::watch(server.addr()).await;
    let _ = person.socket.send(Message::Binary(vec![0x91, 5].into())).await;
    assert_eq!(
        person.end().await,
        (CloseCode::BadMessage.number(), "messages of fracas.v1.json are text".into())
    );
    let mut person = Person::connect(server.addr()).await;
    person.say(r#"{"kind":"Hello","version":1}"#).await;
    assert_eq!(person.end().await.0, CloseCode::WrongVersion.number());
    let mut person = Person::watch(server.addr()).await;
    person.say(r#"{"kind":"Leave"}"#).await;
    assert_eq!(person.end().await.0, CloseCode::OutOfTurn.number());
}

#[tokio::test]
async fn the_ninth_text_session_of_a_room_is_refused_until_one_ends() {
    let server = Server::start(&["--bots", "0"]);
    let mut people = Vec::new();
    for _ in 0..PLACES {
        people.push(Person::watch(server.addr()).await);
    }
    let mut ninth = Person::connect(server.addr()).await;
    ninth.say(r#"{"kind":"Hello"}"#).await;
    let (code, why) = ninth.end().await;
    assert_eq!(code, CloseCode::TryAgainLater.number());
    assert!(why.starts_with("8 people read this room as text already"), "{why}");
    Client::watch(server.addr()).await;

    people.pop().expect("there are eight").socket.close(None).await.expect("the server is there");
    let deadline = Instant::now() + PATIENCE;
    loop {
        let mut next = Person::connect(server.addr()).await;
        next.say(r#"{"kind":"Hello"}"#).await;
        if next.hear().await.is_ok_and(|said| said["kind"] == "Welcome") {
            break;
        }
        assert!(Instant::now() < deadline, "the place of who left is never free again");
        sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn who_reads_and_types_nothing_stays_and_who_never_reads_is_closed() {
    let server = Server::start(&["--bots", "24"]);
    let mut reader = Person::join(server.addr()).await;
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    let stream = socket.connect(server.addr().parse().unwrap()).await.expect("the server listens");
    let mut stalled = Person::over(server.addr(), stream).await;
    stalled.say(r#"{"kind":"Hello"}"#).await;

    let closed = CloseCode::TryAgainLater.number().to_string();
    let deadline = Instant::now() + Duration::from_secs(40);
    let mut began = None;
    loop {
        let tick = reader.until(|said| said["kind"] == "Snapshot").await["tick"].as_u64().unwrap();
        let began = *began.get_or_insert(tick);
        let figures = stats(server.addr()).await;
        if figures["closed"][&closed] == 1 && tick - began > 12 * 30 {
            assert_eq!(figures["players"], 1, "the reader has kept his seat");
            break;
        }
        assert!(Instant::now() < deadline, "the stalled session was never closed: {}", figures["closed"]);
        sleep(Duration::from_millis(50)).await;
    }
}
