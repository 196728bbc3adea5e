//! A server's message as text, made from the decoded binary one. Positions become units around the view's middle,
//! headings unit vectors, bits objects of booleans; what is nil is left out.

use serde_json::{Map, Value, json};

use super::names::{STATS, bits_of, is_slot, one_of, parts_of};
use crate::{
    NOBODY, Tick,
    event::{self, Event},
    far, heading,
    limits::FAR_CELLS,
    quantize,
    record::{Layout, OwnRecord, ProgressRecord, RECORDS, ship_state},
    server::ServerMessage,
    stat,
    typescript::width,
};

/// What packed values are relative to.
#[derive(Clone, Copy)]
struct Around {
    x: f64,
    y: f64,
    tick: Tick,
}

/// One line of JSON.
pub fn write_server(message: &ServerMessage<'_>) -> String {
    let Value::Array(array) = serde_json::to_value(message).expect("every message is plain data") else {
        unreachable!("every message is an array");
    };
    named(ServerMessage::SHAPES, array, around(message)).to_string()
}

fn around(message: &ServerMessage<'_>) -> Around {
    let ServerMessage::Snapshot(snapshot) = message else { return Around { x: 0.0, y: 0.0, tick: 0 } };
    let own = snapshot.own().map(|own| (f64::from(own.x), f64::from(own.y)));
    let view = snapshot.view.map(|(_, x, y)| (f64::from(x), f64::from(y)));
    let (x, y) = own.or(view).unwrap_or_default();
    Around { x, y, tick: snapshot.tick }
}

type Shapes = &'static [(&'static str, u8, &'static [(&'static str, &'static str)])];

/// `[kind, value, ...]` as an object with the names of its shape.
fn named(shapes: Shapes, array: Vec<Value>, around: Around) -> Value {
    let mut values = array.into_iter();
    let kind = values.next();
    let (name, _, fields) =
        shapes.iter().find(|shape| kind == Some(shape.1.into())).expect("what was decoded has a known kind");
    let mut object = Map::from_iter([("kind".to_owned(), json!(name))]);
    for ((field, _), value) in fields.iter().zip(values) {
        if !value.is_null() {
            object.insert((*field).to_owned(), part(name, field, value, around));
        }
    }
    Value::Object(object)
}

/// One field of a message or an event.
fn part(owner: &str, field: &str, value: Value, around: Around) -> Value {
    if field == "own" {
        return own(&bytes(&value), around);
    }
    if let Some((name, size, layout)) = record_of(field) {
        let bytes = bytes(&value);
        let records = bytes.chunks_exact(size).map(|bytes| record(name, layout, bytes, around));
        return records.map(Value::Object).collect();
    }
    match (field, value) {
        ("leaves", Value::Array(kinds)) => kinds
            .iter()
            .zip(parts_of(field).unwrap_or_default())
            .map(|(slots, name)| {
                let slots: Value =
                    bytes(slots).as_chunks().0.iter().map(|&slot| u16::from_le_bytes(slot)).collect();
                ((*name).to_owned(), slots)
            })
            .collect(),
        ("far", value) => cells(&bytes(&value)).chunks(FAR_CELLS).map(|row| json!(row)).collect(),
        ("events", Value::Array(events)) => events
            .into_iter()
            .map(|event| match event {
                Value::Array(event) => named(EVENTS, event, around),
                other => other,
            })
            .collect(),
        ("rows", Value::Array(rows)) => rows.into_iter().map(|row| tuple(owner, field, row)).collect(),
        (_, value @ Value::Array(_)) => tuple(owner, field, value),
        (_, value) => plain(owner, field, value),
    }
}

/// An array whose parts have names.
fn tuple(owner: &str, field: &str, value: Value) -> Value {
    match (value, parts_of(field)) {
        (Value::Array(values), Some(names)) if values.len() == names.len() => {
            let pairs = names.iter().zip(values);
            pairs.map(|(name, value)| ((*name).to_owned(), plain(owner, name, value))).collect()
        }
        (value, _) => value,
    }
}

/// A number with a meaning of its own, or a value as it is.
fn plain(owner: &str, field: &str, value: Value) -> Value {
    if is_slot(field) && value == NOBODY {
        return Value::Null;
    }
    if field == "heading"
        && let Some(turn) = value.as_u64()
    {
        return vector(heading::unpack8(turn as u8));
    }
    if let (Some(words), Some(number)) = (one_of(owner, field), value.as_u64()) {
        return words.iter().find(|word| word.1 == number).map_or(value, |word| json!(word.0));
    }
    match value.as_f64() {
        Some(number) if value.is_f64() => rounded(number),
        _ => value,
    }
}

fn cells(minimap: &[u8]) -> [u8; far::CELLS] {
    far::unpack(minimap.try_into().expect("what was decoded has the right size"))
}

/// The own ship and, when it is told, how far its player has come, as one object.
fn own(bytes: &[u8], around: Around) -> Value {
    let (ship, behind) = bytes.split_at(OwnRecord::SIZE);
    let mut own = record("OwnRecord", OwnRecord::LAYOUT, ship, around);
    if !behind.is_empty() {
        own.append(&mut record("ProgressRecord", ProgressRecord::LAYOUT, behind, around));
    }
    Value::Object(own)
}

/// A record by its layout.
fn record(name: &str, layout: Layout, bytes: &[u8], around: Around) -> Map<String, Value> {
    let mut at = 0;
    let mut object = Map::new();
    for &(field, ty) in layout {
        let bytes = &bytes[at..at + width(ty)];
        at += width(ty);
        object.insert(field.to_owned(), record_field(name, field, ty, bytes, around));
    }
    object
}

fn record_field(record: &str, field: &str, ty: &str, bytes: &[u8], around: Around) -> Value {
    if ty == "f32" {
        return rounded(f32::from_le_bytes(bytes.try_into().expect("an f32 has 4 bytes")).into());
    }
    let number = bytes.iter().rev().fold(0u64, |number, &byte| number << 8 | u64::from(byte));
    if let Some(words) = bits_of(record, field) {
        let mut bits: Map<String, Value> =
            words.iter().map(|&(word, bit)| (word.to_owned(), (number & bit != 0).into())).collect();
        if field == "state" {
            let full = f64::from(ship_state::HULL);
            bits.insert("hull".into(), rounded((number & u64::from(ship_state::HULL)) as f64 / full));
        }
        return Value::Object(bits);
    }
    match (field, ty) {
        ("x", "u16") => rounded(quantize::unpack(number as u16, around.x)),
        ("y", "u16") => rounded(quantize::unpack(number as u16, around.y)),
        ("heading", "u16") => vector(heading::unpack16(number as u16)),
        ("birth", "u8") => {
            let age = (around.tick as u8).wrapping_sub(number as u8);
            around.tick.wrapping_sub(age.into()).into()
        }
        ("until", _) if number == u64::from(Tick::MAX) => Value::Null,
        ("stats", _) => {
            let points = stat::unpack(number as u32);
            STATS.iter().map(|&(word, stat)| (word.to_owned(), json!(points[stat as usize]))).collect()
        }
        _ => plain(record, field, number.into()),
    }
}

/// The record of a part: `ships` holds `ShipRecord`s.
fn record_of(part: &str) -> Option<(&'static str, usize, Layout)> {
    let stem = part.strip_suffix('s').unwrap_or(part);
    let is_its = |name: &str| name.strip_suffix("Record").is_some_and(|name| name.eq_ignore_ascii_case(stem));
    RECORDS.iter().copied().find(|(name, ..)| is_its(name))
}

/// A `bin`, which serde_json tells as an array of numbers.
fn bytes(value: &Value) -> Vec<u8> {
    let numbers = value.as_array().map(Vec::as_slice).unwrap_or_default();
    numbers.iter().filter_map(Value::as_u64).map(|byte| byte as u8).collect()
}

fn vector((x, y): (f64, f64)) -> Value {
    json!([rounded(x), rounded(y)])
}

/// To a thousandth: enough for the eye, and short.
fn rounded(value: f64) -> Value {
    json!((value * 1000.0).round() / 1000.0)
}

macro_rules! events {
    ($($event:ident),*) => {
        const EVENTS: Shapes = &[$((stringify!($event), event::$event::KIND, event::$event::FIELDS)),*];

        /// Does not compile when an event is missing above.
        const fn _every_event_is_named(event: &Event) {
            match event { $(Event::$event(_) => {})* }
        }
    };
}
events!(
    Name, Kill, Hit, Hurt, Death, Board, World, Crown, Speed, Said, Emoted, Marked, Notice, Host, Room, Gauge
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        codec::{decode_server, encode},
        event::Hurt,
        record::{RockRecord, ShipRecord, ShotRecord},
        server::{Refused, refusal},
        snapshot::Parts,
    };

    fn json(message: &ServerMessage<'_>) -> Value {
        serde_json::from_str(&write_server(message)).expect("what is written is JSON")
    }

    #[test]
    fn a_snapshot_is_told_in_units_words_and_names() {
        let ship = ShipRecord {
            slot: 9,
            x: quantize::pack(-5000.5),
            y: quantize::pack(40.0),
            heading: 64,
            state: 63,
        };
        let shot = ShotRecord { slot: 3, owner: NOBODY, x: 0, y: 0, heading: 3 << 14, birth: 254 };
        let rock = RockRecord { slot: 1, look: 7, x: 0.1, y: -2.0, radius: 50.0, from: 4, until: Tick::MAX };
        let own = OwnRecord { x: -5100.0, y: 60.0, causes: 5, ..OwnRecord::default() };
        let stats = stat::pack(&[1, 0, 0, 0, 0, 4]);
        let progress = ProgressRecord { score: 70_000, stats, level: 3, progress: 255, points: 1 };
        let hurt = Event::Hurt(Hurt { by: NOBODY, damage: 12, heading: 128 });
        let mut bytes = Vec::new();
        Parts {
            tick: 513,
            own: Some(own),
            progress: Some(progress),
            left_ships: vec![2, 0, 0, 1],
            ships: ship.to_bytes().into(),
            shots: shot.to_bytes().into(),
            rocks: rock.to_bytes().into(),
            far: vec![0x81; far::BYTES],
            events: encode(&hurt),
            event_count: 1,
            ..Parts::default()
        }
        .write(&mut bytes);
        let snapshot = json(&decode_server(&bytes).unwrap());
        assert_eq!(
            snapshot["ships"],
            json!([{ "slot": 9, "x": -5000.5, "y": 40.0, "heading": [0.0, 1.0],
                "state": { "boost": true, "shield": false, "away": false, "hull": 1.0 } }])
        );
        let shot = &snapshot["shots"][0];
        assert_eq!((&shot["birth"], &shot["owner"]), (&json!(510), &Value::Null));
        assert_eq!(shot["heading"], json!([0.0, -1.0]));
        assert_eq!(
            snapshot["rocks"][0],
            json!({ "slot": 1, "look": 7, "x": 0.1, "y": -2.0, "radius": 50.0, "from": 4, "until": null })
        );
        assert_eq!(snapshot["own"]["x"], json!(-5100.0));
        assert_eq!(snapshot["own"]["causes"], json!({ "hit": true, "push": false, "starved": true }));
        assert_eq!((&snapshot["own"]["score"], &snapshot["own"]["level"]), (&json!(70_000), &json!(3)));
        assert_eq!(snapshot["own"]["stats"]["energy"], json!(4));
        assert_eq!(snapshot["leaves"], json!({ "ships": [2, 256], "rocks": [], "scrap": [] }));
        assert_eq!(snapshot["far"], json!(vec![[1, 11].repeat(FAR_CELLS / 2); FAR_CELLS]));
        assert_eq!(
            snapshot["events"],
            json!([{ "kind": "Hurt", "by": null, "damage": 12, "heading": [-1.0, 0.0] }])
        );
        for absent in ["view", "ends", "scrap"] {
            assert!(snapshot.get(absent).is_none(), "{absent} is nil");
        }
    }

    #[test]
    fn the_golden_messages_have_the_names_of_all_their_fields() {
        let golden: Value = serde_json::from_str(include_str!("../../fixtures/frames.json")).unwrap();
        let mut seen = std::collections::BTreeSet::new();
        let frames = golden.as_array().expect("the fixtures are a list");
        for frame in frames.iter().filter(|frame| frame["direction"] == "server") {
            let hex = frame["hex"].as_str().expect("bytes are hex");
            let byte = |at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
            let bytes: Vec<u8> = (0..hex.len()).step_by(2).map(byte).collect();
            let message = json(&decode_server(&bytes).unwrap());
            let kind = message["kind"].as_str().expect("a kind").to_owned();
            let (.., fields) = ServerMessage::SHAPES.iter().find(|shape| shape.0 == kind).unwrap();
            for (field, ty) in *fields {
                assert!(message.get(*field).is_some() || ty.starts_with("Option"), "{kind} without {field}");
            }
            for event in message["events"].as_array().into_iter().flatten() {
                seen.insert(event["kind"].as_str().expect("an event has a kind").to_owned());
            }
            seen.insert(kind);
        }
        let all = ServerMessage::SHAPES.iter().chain(EVENTS);
        assert!(all.clone().all(|shape| seen.contains(shape.0)), "only {seen:?} were tested");
    }

    #[test]
    fn reasons_and_rows_have_words() {
        let refused =
            json(&ServerMessage::Refused(Refused { reason: refusal::ROOM_FULL, text: "Full.".into() }));
        assert_eq!(refused, json!({ "kind": "Refused", "reason": "room_full", "text": "Full." }));
        let board = tuple("Board", "rows", json!([NOBODY, 65535]));
        assert_eq!(board, json!({ "slot": null, "score": 65535 }));
    }
}
