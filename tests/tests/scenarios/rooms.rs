//! Rooms that players open: who may come in, who rules, and who is sent out.

use std::time::Duration;

use fracas_protocol::{
    ClientMessage, CloseCode, Event, NOBODY,
    client::{Manage, Say, order},
    event::notice,
    server::refusal,
};
use fracas_tests::{
    Client, Guest, Server,
    client::idle,
    http::{get, post},
};
use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    net::TcpStream,
    time::{Instant, sleep, timeout},
};

const SOON: Duration = Duration::from_secs(5);

fn manage(what: u8, slot: u16, value: u32) -> ClientMessage {
    ClientMessage::Manage(Manage { what, slot, value, text: String::new() })
}

/// Flies until an event comes.
async fn told(client: &mut Client, is_it: impl Fn(&Event) -> bool) -> bool {
    client.fly(&idle(), SOON, |client| client.take_events().iter().any(&is_it)).await
}

/// The list of rooms as it is pushed.
struct List(Lines<BufReader<TcpStream>>);

impl List {
    async fn follow(addr: &str) -> Self {
        let mut stream = TcpStream::connect(addr).await.expect("the server listens");
        let request = format!("GET /api/rooms/events HTTP/1.1\r\nhost: {addr}\r\n\r\n");
        stream.write_all(request.as_bytes()).await.expect("the server reads");
        Self(BufReader::new(stream).lines())
    }

    /// Waits for a list in which a room is as wanted.
    async fn until(&mut self, wanted: impl Fn(Option<&Value>) -> bool, code: &str) {
        let seen = async {
            while let Ok(Some(line)) = self.0.next_line().await {
                let Some(data) = line.strip_prefix("data: ") else { continue };
                let list: Value = serde_json::from_str(data).expect("a list is JSON");
                let rooms = list["rooms"].as_array().expect("it has rooms");
                if wanted(rooms.iter().find(|room| room["code"] == code)) {
                    return;
                }
            }
            panic!("the list ended");
        };
        timeout(SOON, seen).await.expect("the list comes to that");
    }
}

#[tokio::test]
async fn a_room_that_somebody_opens_stands_in_everybodys_list_at_once() {
    let server = Server::start(&["--bots", "0"]);
    let mut list = List::follow(server.addr()).await;
    list.until(|main| main.is_some_and(|main| main["standing"] == true), "main").await;
    let ann = Guest::new(server.addr()).await;
    let code = ann.open(&json!({ "name": "Ann's room", "max_players": 4, "bots": 0 })).await;
    list.until(|room| room.is_some_and(|room| room["name"] == "Ann's room"), &code).await;
    let mut client = ann.sit(&code, "Ann").await;
    list.until(|room| room.is_some_and(|room| room["players"] == 1), &code).await;
    client.send(&manage(order::LISTED, NOBODY, 0)).await;
    list.until(|room| room.is_none(), &code).await;
    let card = get(server.addr(), &format!("/api/rooms/{code}"), "").await;
    assert_eq!((card.status, &card.json()["players"]), (200, &1.into()), "who knows the code knows the room");
    client.send(&manage(order::CLOSE, NOBODY, 0)).await;
    assert_eq!(client.ended(SOON).await, Some(CloseCode::RoomClosed.number()));
    let deadline = Instant::now() + SOON;
    while ann.ask(&code).await.status != 404 {
        assert!(Instant::now() < deadline, "nobody gets a ticket for it any more");
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_locked_room_opens_to_its_password_alone() {
    let server = Server::start(&["--bots", "0"]);
    let ann = Guest::new(server.addr()).await;
    let code = ann.open(&json!({ "password": "swordfish", "bots": 0, "public": false })).await;
    let mut bob = Guest::new(server.addr()).await;
    let refused = bob.ask(&code).await;
    assert_eq!((refused.status, &refused.json()["type"]), (403, &"/problems/bad-password".into()));
    bob.password = "Swordfish".into();
    assert_eq!(bob.ask(&code).await.status, 403);
    bob.password = "swordfish".into();
    bob.sit(&code, "Bob").await;
}

#[tokio::test]
async fn whose_seat_is_kept_comes_back_into_a_room_that_was_locked_meanwhile() {
    let server = Server::start(&["--bots", "0"]);
    let (ann, bob) = (Guest::new(server.addr()).await, Guest::new(server.addr()).await);
    let code = ann.open(&json!({ "bots": 0 })).await;
    let mut host = ann.sit(&code, "Ann").await;
    let slot = bob.sit(&code, "Bob").await.sight().slot();
    let lock = Manage { what: order::PASSWORD, slot: NOBODY, value: 0, text: "swordfish".into() };
    host.send(&ClientMessage::Manage(lock)).await;
    let (deadline, stranger) = (Instant::now() + SOON, Guest::new(server.addr()).await);
    while stranger.ask(&code).await.status != 403 {
        assert!(Instant::now() < deadline, "the room is locked");
        sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(bob.sit(&code, "Bob").await.sight().slot(), slot);
}

#[tokio::test]
async fn the_host_sends_out_and_bans_and_his_role_passes_on_when_he_leaves() {
    let server = Server::start(&["--bots", "0"]);
    let [ann, bob, cat] = [0; 3].map(|_| Guest::new(server.addr()));
    let (ann, bob, cat) = (ann.await, bob.await, cat.await);
    let code = ann.open(&json!({ "bots": 0 })).await;
    let mut host = ann.sit(&code, "Ann").await;
    let mut guest = bob.sit(&code, "Bob").await;
    let mut third = cat.sit(&code, "Cat").await;
    let ann_rules = |event: &Event| matches!(event, Event::Host(host) if host.name == "Ann");
    assert!(told(&mut guest, ann_rules).await);

    let slot = guest.sight().slot().expect("he sits");
    host.send(&manage(order::KICK, slot, 0)).await;
    assert_eq!(guest.ended(SOON).await, Some(CloseCode::Kicked.number()));
    let mut guest = bob.sit(&code, "Bob").await;
    let slot = guest.sight().slot().expect("he sits");
    host.send(&manage(order::BAN, slot, 0)).await;
    assert_eq!(guest.ended(SOON).await, Some(CloseCode::Banned.number()));
    assert!(told(&mut third, |event| matches!(event, Event::Notice(n) if n.what == notice::BANNED)).await);
    for person in [bob, Guest::new(server.addr()).await] {
        let answer = person.ask(&code).await;
        assert_eq!((answer.status, &answer.json()["type"]), (403, &"/problems/banned".into()));
    }
    assert_eq!(cat.ask(&code).await.status, 200, "who was there from the same address may come again");

    host.goodbye().await;
    let cat_rules = |event: &Event| matches!(event, Event::Host(host) if host.name == "Cat");
    assert!(told(&mut third, cat_rules).await, "and the fight goes on");
}

#[tokio::test]
async fn a_hundred_who_want_the_last_ten_seats_fill_exactly_ten() {
    let server = Server::start(&["--bots", "0", "--max-players", "10", "--insecure-no-address-caps"]);
    let guests = join_all((0..100).map(|_| Guest::keyed(&server))).await;
    let join = async |(number, guest): (usize, &Guest)| {
        guest.try_sit("main", &format!("Guest {number}")).await.expect("nobody is sent away")
    };
    let clients = join_all(guests.iter().enumerate().map(join)).await;
    let seated = clients.iter().filter(|client| client.sight().slot().is_some()).count();
    let full = clients.iter().filter(|client| client.refused() == Some(refusal::ROOM_FULL)).count();
    assert_eq!((seated, full), (10, 90));
}

#[tokio::test]
async fn who_follows_a_room_from_outside_reads_what_happens_in_it() {
    let server = Server::start(&["--bots", "0", "--room", "duel"]);
    let mut stream = TcpStream::connect(server.addr()).await.expect("the server listens");
    let request = format!("GET /api/rooms/duel/events HTTP/1.1\r\nhost: {}\r\n\r\n", server.addr());
    stream.write_all(request.as_bytes()).await.expect("the server reads");
    let mut lines = BufReader::new(stream).lines();
    let head = lines.next_line().await.expect("it answers").expect("a status line");
    assert!(head.ends_with("200 OK"), "{head}");
    let mut ann = Guest::new(server.addr()).await.sit("duel", "Ann").await;
    ann.send(&ClientMessage::Say(Say { text: "anybody here?".into() })).await;
    for (event, text) in [("join", "Ann joined"), ("chat", "Ann: anybody here?")] {
        let told = timeout(SOON, async {
            let mut name = String::new();
            while let Ok(Some(line)) = lines.next_line().await {
                if let Some(event) = line.strip_prefix("event: ") {
                    name = event.to_owned();
                }
                if let Some(data) = line.strip_prefix("data: ").filter(|_| name != "gauge") {
                    return (name, serde_json::from_str::<Value>(data).expect("data is JSON"));
                }
            }
            panic!("the stream ended");
        });
        let (name, data) = told.await.expect("it is told at once");
        assert_eq!((name.as_str(), &data["text"]), (event, &text.into()));
    }
    let gauge = timeout(SOON, async {
        let mut name = String::new();
        while let Ok(Some(line)) = lines.next_line().await {
            if let Some(data) = line.strip_prefix("data: ").filter(|_| name == "event: gauge") {
                return serde_json::from_str::<Value>(data).expect("data is JSON");
            }
            name = line;
        }
        panic!("the stream ended");
    });
    let gauge = gauge.await.expect("the room is gauged once a second");
    assert_eq!(
        (&gauge["players"], gauge["down_bytes_per_s"].as_u64() > Some(0)),
        (&1.into(), true),
        "{gauge}"
    );
    assert_eq!(get(server.addr(), "/api/rooms/nowhere/events", "").await.status, 404);
}

#[tokio::test]
async fn a_wish_that_no_room_can_fulfil_says_which_field() {
    let server = Server::start(&["--bots", "0"]);
    for (wish, status, words) in [
        (json!({ "max_players": 0 }), 422, "max_players"),
        (json!({ "bots": 900 }), 422, "bots"),
        (json!({ "name": "" }), 422, "name"),
        (json!({ "strength": "mean" }), 400, "mixed"),
        (json!({ "size": 3 }), 400, "size"),
    ] {
        let answer = post(server.addr(), "/api/rooms", "", &wish).await;
        assert_eq!(answer.status, status, "{wish}: {}", answer.body);
        assert!(answer.body.contains(words), "{wish}: {}", answer.body);
        assert!(answer.head.contains("application/problem+json"), "{}", answer.head);
    }
}
