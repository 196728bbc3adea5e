//! Golden frames: the bytes of every message and event, committed, and read by Rust and TypeScript alike.
//!
//! `value` is what a MessagePack library that knows nothing of Fracas reads in the bytes, a `bin` as
//! `{"bin": "hex"}`. `UPDATE=1 cargo test -p fracas-protocol` rewrites the file; a change of bytes that
//! clients out there would not understand also raises `PROTOCOL_VERSION`.

mod frames;

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::PathBuf,
};

use fracas_protocol::{
    ClientMessage, Event, ServerMessage, decode_client, decode_server, encode, limits::SNAPSHOT_BYTES_MAX,
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
            // By rising name: `serde_json` keeps or sorts them as its features say.
            let sorted: BTreeMap<_, _> = pairs.iter().map(|(k, v)| (k.as_str().unwrap(), plain(v))).collect();
            sorted.into_iter().map(|(k, v)| (k.to_string(), v)).collect()
        }
        rmpv::Value::Ext(..) => panic!("Fracas has no MessagePack extensions"),
    }
}

fn all_frames() -> Vec<Frame> {
    [frames::of_clients(), frames::of_servers()].concat()
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
        snapshots.filter_map(|f| f.value[14].as_array()).flatten().filter_map(|e| e[0].as_u64()).collect();
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
