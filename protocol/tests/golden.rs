//! Golden frames: the bytes of every message and event, committed, and read by Rust and TypeScript alike.
//!
//! `value` is what a MessagePack library that knows nothing of Fracas reads in the bytes, a `bin` as
//! `{"bin": "hex"}`. `UPDATE=1 cargo test -p fracas-protocol` rewrites the file; a change of bytes that
//! clients out there would not understand also raises `PROTOCOL_VERSION`.

use std::{collections::BTreeSet, env, fs, path::PathBuf};

use fracas_protocol::{
    ClientMessage, Event, NOBODY, PROTOCOL_VERSION, ServerMessage,
    client::{Ack, Hello, Input, Join, Leave, buttons},
    decode_client, decode_server, encode,
    event::{Board, Death, Hit, Hurt, Kill, Name, World},
    limits::{BOARD_ROWS, FAR_CELLS, HOLD_TICKS_MAX, SNAPSHOT_BYTES_MAX, TOKEN_BYTES_MAX},
    record::{
        EndRecord, OwnRecord, RockRecord, ScrapRecord, ShipRecord, ShotRecord, causes, end, own_flags,
        ship_state,
    },
    server::{Refused, Seated, Welcome, refusal},
    snapshot::Parts,
};
use serde_json::{Value, json};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Client,
    Server,
}

/// A whole WebSocket message.
#[derive(Clone)]
struct Frame {
    name: String,
    direction: Direction,
    bytes: Vec<u8>,
    value: Value,
}

fn client(name: &str, message: &ClientMessage) -> Frame {
    frame(name, Direction::Client, encode(message))
}

fn server(name: &str, message: &ServerMessage<'_>) -> Frame {
    frame(name, Direction::Server, encode(message))
}

fn snapshot(name: &str, parts: &Parts) -> Frame {
    let mut bytes = Vec::new();
    parts.write(&mut bytes);
    assert!(bytes.len() <= SNAPSHOT_BYTES_MAX, "{name}: {} bytes", bytes.len());
    frame(name, Direction::Server, bytes)
}

fn frame(name: &str, direction: Direction, bytes: Vec<u8>) -> Frame {
    let value = rmpv::decode::read_value(&mut bytes.as_slice()).expect("a frame is MessagePack");
    Frame { name: name.into(), direction, value: plain(&value), bytes }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// MessagePack as JSON, without any knowledge of the messages.
fn plain(value: &rmpv::Value) -> Value {
    match value {
        rmpv::Value::Nil => Value::Null,
        rmpv::Value::Boolean(b) => json!(b),
        rmpv::Value::Integer(n) => n.as_u64().map_or_else(|| json!(n.as_i64()), |n| json!(n)),
        rmpv::Value::F32(f) => json!(f64::from(*f)),
        rmpv::Value::F64(f) => json!(f),
        rmpv::Value::String(s) => json!(s.as_str().expect("text is UTF-8")),
        rmpv::Value::Binary(bytes) => json!({ "bin": hex(bytes) }),
        rmpv::Value::Array(items) => items.iter().map(plain).collect(),
        rmpv::Value::Map(pairs) => {
            Value::Object(pairs.iter().map(|(k, v)| (k.as_str().unwrap().into(), plain(v))).collect())
        }
        rmpv::Value::Ext(..) => panic!("Fracas has no MessagePack extensions"),
    }
}

fn client_frames() -> Vec<Frame> {
    let hello = |room: &str, token: String| {
        ClientMessage::Hello(Hello { version: PROTOCOL_VERSION, room: room.into(), token })
    };
    let rest = Input { seq: 1, ack: 0, hold: 1, move_x: 0, move_y: 0, buttons: 0, aim_x: 0, aim_y: 0 };
    let fight = Input { seq: 70_000, ack: 90_000, move_x: 127, move_y: -90, aim_x: 300, aim_y: -5, ..rest };
    let low = Input { move_x: -127, move_y: -127, aim_x: i16::MIN, aim_y: i16::MIN, ..rest };
    let high = Input {
        seq: u32::MAX,
        ack: u32::MAX,
        hold: HOLD_TICKS_MAX,
        aim_x: i16::MAX,
        aim_y: i16::MAX,
        ..rest
    };
    vec![
        client("hello of a guest", &hello("main", String::new())),
        client(
            "hello with the longest token",
            &hello("k7qf-the-longest-room-name-is-32", "t".repeat(TOKEN_BYTES_MAX)),
        ),
        client("join", &ClientMessage::Join(Join { name: "Ann".into() })),
        client("join with letters of four bytes", &ClientMessage::Join(Join { name: "Zoë 😀 𝔉".into() })),
        client("input at rest", &ClientMessage::Input(rest)),
        client(
            "input in a fight",
            &ClientMessage::Input(Input { buttons: buttons::BOOST | buttons::FIRE, ..fight }),
        ),
        client("input with the lowest numbers", &ClientMessage::Input(low)),
        client("input with the highest numbers", &ClientMessage::Input(high)),
        client("ack", &ClientMessage::Ack(Ack { tick: 65_536 })),
        client("leave", &ClientMessage::Leave(Leave {})),
    ]
}

/// A map with a number of its own for each name. Not the game's numbers: tuning must not rewrite the wire.
fn numbered<T: serde::de::DeserializeOwned>(fields: &[&str]) -> T {
    let pairs = fields.iter().enumerate().map(|(n, field)| (field.to_string(), json!(0.1 + n as f64)));
    serde_json::from_value(Value::Object(pairs.collect())).expect("every field is a number")
}

fn server_frames() -> Vec<Frame> {
    let welcome = Welcome {
        version: PROTOCOL_VERSION,
        room: "main".into(),
        tick_rate: 30,
        tick: 123_456,
        world_half: 1500.5,
        rules: numbered(fracas_protocol::Rules::FIELDS),
        steps: numbered(fracas_protocol::Steps::FIELDS),
    };
    let full = Refused { reason: refusal::ROOM_FULL, text: "This room is full.".into() };
    let bad = Refused { reason: refusal::BAD_NAME, text: "A name has 1 to 16 characters.".into() };
    let mut frames = vec![
        server("welcome", &ServerMessage::Welcome(welcome)),
        server("seated", &ServerMessage::Seated(Seated { slot: 300, name: "Ann".into() })),
        server("refused, room full", &ServerMessage::Refused(full)),
        server("refused, bad name", &ServerMessage::Refused(bad)),
        snapshot("snapshot of an empty world", &Parts { tick: 1, view: (NOBODY, 0, 0), ..Parts::default() }),
        snapshot("snapshot, watching", &Parts { tick: 70_000, view: (9, -1500, 1499), ..Parts::default() }),
        snapshot("snapshot with every part", &every_part()),
    ];
    for (name, event) in events() {
        let parts = Parts {
            tick: 200,
            view: (NOBODY, 0, 0),
            events: encode(&event),
            event_count: 1,
            ..Parts::default()
        };
        frames.push(snapshot(&format!("snapshot with the event {name}"), &parts));
    }
    frames
}

fn events() -> [(&'static str, Event); 8] {
    let rows = (0..BOARD_ROWS as u16).map(|n| (n * 30, 70_000 >> n)).collect();
    [
        ("name", Event::Name(Name { slot: 3, name: "Löwe 🦁".into(), bot: false })),
        ("name of a bot", Event::Name(Name { slot: 8191, name: "Sixteen letters.".into(), bot: true })),
        ("kill", Event::Kill(Kill { victim: 7, killer: NOBODY })),
        ("hit", Event::Hit(Hit { victim: 7, damage: 12 })),
        ("hurt", Event::Hurt(Hurt { by: 300, damage: 12, heading: 255 })),
        ("death", Event::Death(Death { by: 300, respawn: 260, lost: 70_000 })),
        ("board", Event::Board(Board { players: 212, rank: 17, rows })),
        ("world", Event::World(World { half: 1733.25, from: 320 })),
    ]
}

/// Every part filled, each field with a value of its own, so that no two can be swapped unseen.
fn every_part() -> Parts {
    let own = OwnRecord {
        x: -1234.5,
        y: 0.1,
        vx: 319.99,
        vy: -0.0,
        energy: 61.5,
        score: 70_000,
        hull: 88,
        cooldown: 5,
        flags: own_flags::SPENT | own_flags::SHIELD,
        causes: causes::HIT | causes::PUSH | causes::STARVED,
    };
    let ships = [
        ShipRecord { slot: 1, x: 2, y: 3, heading: 4, state: ship_state::HULL },
        ShipRecord {
            slot: 8191,
            x: 65_535,
            y: 32_768,
            heading: 255,
            state: 1 | ship_state::BOOST | ship_state::SHIELD,
        },
    ];
    let ends = [
        EndRecord { slot: 10, x: 11, y: 12, what: end::SHIP },
        EndRecord { slot: 999, x: 1, y: 2, what: end::WALL },
    ];
    let shots = [ShotRecord { slot: 20, owner: 21, x: 22, y: 23, heading: 49_152, birth: 250, weapon: 0 }];
    let rocks = [
        RockRecord { slot: 30, look: 31, x: -32.25, y: 33.1, radius: 55.5, from: 34, until: u32::MAX },
        RockRecord { slot: 35, look: 65_535, x: 1e4, y: -1e-3, radius: 70.0, from: 0, until: 3_000_000_000 },
    ];
    let scrap = [ScrapRecord { slot: 40, x: 41, y: 42, value: 43 }];
    Parts {
        tick: 3_000_000_000,
        ack_seq: 65_535,
        slack_ms: 33,
        own: Some(own),
        left_ships: slots(&[5, 6]),
        left_rocks: slots(&[]),
        left_scrap: slots(&[65_534]),
        ships: ships.iter().flat_map(ShipRecord::to_bytes).collect(),
        ends: ends.iter().flat_map(EndRecord::to_bytes).collect(),
        shots: shots.iter().flat_map(ShotRecord::to_bytes).collect(),
        rocks: rocks.iter().flat_map(RockRecord::to_bytes).collect(),
        scrap: scrap.iter().flat_map(ScrapRecord::to_bytes).collect(),
        far: (0..FAR_CELLS * FAR_CELLS).map(|cell| cell as u8).collect(),
        events: events().iter().flat_map(|(_, event)| encode(event)).collect(),
        event_count: events().len() as u32,
        ..Parts::default()
    }
}

fn slots(slots: &[u16]) -> Vec<u8> {
    slots.iter().flat_map(|slot| slot.to_le_bytes()).collect()
}

fn all_frames() -> Vec<Frame> {
    [client_frames(), server_frames()].concat()
}

/// The file's text: a frame's hex and value on lines of their own, so that a change is easy to read.
fn file_text(frames: &[Frame]) -> String {
    let frames: Vec<String> = frames
        .iter()
        .map(|f| {
            let direction = format!("{:?}", f.direction).to_lowercase();
            let (name, value) = (json!(f.name), &f.value);
            format!(
                "{{\"name\": {name}, \"direction\": \"{direction}\",\n\"hex\": \"{}\",\n\"value\": {value}}}",
                hex(&f.bytes)
            )
        })
        .collect();
    format!("[\n{}\n]\n", frames.join(",\n"))
}

#[test]
fn rust_writes_the_golden_frames() {
    let want = file_text(&all_frames());
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/frames.json");
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, &want).expect("the fixtures folder takes files");
    }
    let have = fs::read_to_string(&path).unwrap_or_default();
    if have != want {
        let same = have.lines().zip(want.lines()).take_while(|(a, b)| a == b).count();
        panic!(
            "frames.json, line {}:\n  file {:?}\n  Rust {:?}\nIf the wire was meant to change: UPDATE=1 cargo test -p fracas-protocol",
            same + 1,
            have.lines().nth(same),
            want.lines().nth(same),
        );
    }
}

#[test]
fn rust_reads_the_golden_frames_and_loses_nothing() {
    for frame in all_frames() {
        let again = match frame.direction {
            Direction::Client => encode(&decode_client(&frame.bytes).expect(&frame.name)),
            Direction::Server => encode(&decode_server(&frame.bytes).expect(&frame.name)),
        };
        assert_eq!(hex(&again), hex(&frame.bytes), "{}", frame.name);
    }
}

#[test]
fn every_kind_of_message_and_event_has_a_golden_frame() {
    let frames = all_frames();
    let kinds = |direction| -> BTreeSet<u64> {
        frames.iter().filter(|f| f.direction == direction).filter_map(|f| f.value[0].as_u64()).collect()
    };
    let snapshots = frames.iter().filter(|f| f.direction == Direction::Server && f.value[0] == 2);
    let events =
        snapshots.filter_map(|f| f.value[13].as_array()).flatten().filter_map(|e| e[0].as_u64()).collect();
    for (what, type_script, have) in [
        ("client message", ClientMessage::type_script(), kinds(Direction::Client)),
        ("server message", ServerMessage::type_script(), kinds(Direction::Server)),
        ("event", Event::type_script(), events),
    ] {
        let want: BTreeSet<u64> = type_script
            .split("[kind: ")
            .skip(1)
            .map(|rest| rest.split([',', ']']).next().unwrap().parse().unwrap())
            .collect();
        assert_eq!(have, want, "kinds of {what} among the frames, and in the crate");
    }
}
