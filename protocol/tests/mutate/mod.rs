//! Breaks golden frames in the ways a hostile or faulty peer would; shared with the tests of the live server.
//!
//! Two of three frames stay whole MessagePack and say something else, so that the checks behind the parser
//! are reached; the rest have broken bytes.

use rand::{Rng, RngExt, seq::IndexedRandom};
use rmpv::Value;

/// A committed frame.
pub(crate) struct Golden {
    from_client: bool,
    bytes: Vec<u8>,
    value: Value,
}

/// All committed frames.
pub(crate) fn golden_frames() -> Vec<Golden> {
    let text = include_str!("../../fixtures/frames.json");
    let frames: Vec<serde_json::Value> = serde_json::from_str(text).expect("frames.json is an array");
    let byte = |pair: &[u8]| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap();
    let golden = |frame: &serde_json::Value| {
        let bytes: Vec<u8> = frame["hex"].as_str().unwrap().as_bytes().chunks(2).map(byte).collect();
        let value = parse(&bytes).expect("a golden frame is MessagePack");
        Golden { from_client: frame["direction"] == "client", bytes, value }
    };
    frames.iter().map(golden).collect()
}

/// The bytes as one MessagePack value of at most 64 levels (so that this test needs no large stack) with
/// nothing behind it.
pub(crate) fn parse(bytes: &[u8]) -> Option<Value> {
    let mut rest = bytes;
    let value = rmpv::decode::read_value_with_max_depth(&mut rest, 64).ok()?;
    rest.is_empty().then_some(value)
}

/// A frame broken in one to three ways, and whether it is a client's.
pub(crate) fn mutate(rng: &mut impl Rng, golden: &[Golden]) -> (bool, Vec<u8>) {
    let frame = golden.choose(rng).expect("there are golden frames");
    let other = golden.choose(rng).expect("there are golden frames");
    let ways = rng.random_range(1..=3);
    let bytes = if rng.random_ratio(2, 3) {
        let mut value = frame.value.clone();
        for _ in 0..ways {
            change_value(rng, &mut value, &other.value);
        }
        let mut bytes = Vec::new();
        rmpv::encode::write_value(&mut bytes, &value).expect("a Vec takes every byte");
        bytes
    } else {
        let mut bytes = frame.bytes.clone();
        for _ in 0..ways {
            change_bytes(rng, &mut bytes, &other.bytes);
        }
        bytes
    };
    (frame.from_client, bytes)
}

/// Changes one place in a tree of values; it stays MessagePack.
fn change_value(rng: &mut impl Rng, value: &mut Value, other: &Value) {
    let inside = !rng.random_ratio(1, 8);
    match value {
        Value::Array(items) if inside && !items.is_empty() => {
            // Past the kind most of the time, or nothing but unknown kinds would be tried.
            let first = usize::from(items.len() > 1 && rng.random_ratio(9, 10));
            let at = rng.random_range(first..items.len());
            change_value(rng, &mut items[at], other);
        }
        Value::Map(pairs) if inside && !pairs.is_empty() => {
            let at = rng.random_range(0..pairs.len());
            let (name, number) = &mut pairs[at];
            let either = if rng.random_ratio(1, 4) { name } else { number };
            change_value(rng, either, other);
        }
        _ => change_node(rng, value, other),
    }
}

fn change_node(rng: &mut impl Rng, value: &mut Value, other: &Value) {
    match (rng.random_range(0..8), &mut *value) {
        (0..5, Value::Integer(n)) => {
            let near = n.as_i64().unwrap_or(i64::MAX).saturating_add(rng.random_range(-2..=2));
            *value = Value::from(near);
        }
        (0..5, Value::Binary(bytes)) => change_bin(rng, bytes),
        (0..5, Value::F32(f)) => *f = f32::from_bits(rng.random()),
        (0..5, Value::F64(f)) => *f *= rng.random_range(-2.0..2.0),
        (0..5, Value::String(text)) => *text = text_near(rng, text.as_str().unwrap_or_default()).into(),
        (0..5, Value::Array(items)) if !items.is_empty() => change_items(rng, items, other),
        (5, _) => {
            for _ in 0..rng.random_range(1..=12) {
                *value = Value::Array(vec![std::mem::replace(value, Value::Nil)]);
            }
        }
        (6, _) => *value = part_of(rng, other),
        _ => *value = scalar(rng),
    }
}

/// Another content, mostly of the same length, sometimes of another.
fn change_bin(rng: &mut impl Rng, bytes: &mut Vec<u8>) {
    match rng.random_range(0..6) {
        0 => bytes.truncate(rng.random_range(0..=bytes.len())),
        1 => bytes.extend_from_within(..rng.random_range(0..=bytes.len())),
        2 => bytes.resize(rng.random_range(0..600), 0xff),
        _ => {
            for byte in bytes.iter_mut() {
                if rng.random_ratio(1, 3) {
                    *byte = rng.random();
                }
            }
        }
    }
}

fn change_items(rng: &mut impl Rng, items: &mut Vec<Value>, other: &Value) {
    let at = rng.random_range(0..items.len());
    match rng.random_range(0..5) {
        0 => drop(items.remove(at)),
        1 => items.insert(at, items[at].clone()),
        2 => items.insert(at, part_of(rng, other)),
        3 => items.swap(0, at),
        _ => {
            let many = rng.random_range(0..2_000);
            items.resize(many, scalar(rng));
        }
    }
}

fn text_near(rng: &mut impl Rng, text: &str) -> String {
    match rng.random_range(0..4) {
        0 => text.repeat(rng.random_range(0..40)),
        1 => text.chars().rev().collect(),
        2 => format!("{text}{}", rng.random::<char>()),
        _ => text.chars().map(|c| if rng.random_ratio(1, 4) { rng.random() } else { c }).collect(),
    }
}

/// Any value inside `value`, or all of it.
fn part_of(rng: &mut impl Rng, value: &Value) -> Value {
    match value.as_array().and_then(|items| items.choose(rng)) {
        Some(item) if rng.random_ratio(3, 4) => part_of(rng, item),
        _ => value.clone(),
    }
}

fn scalar(rng: &mut impl Rng) -> Value {
    match rng.random_range(0..10) {
        0 => Value::Nil,
        1 => Value::Boolean(rng.random()),
        2 => Value::F32(*[f32::NAN, f32::INFINITY, -0.0, 1e38].choose(rng).unwrap()),
        3 => Value::F64(*[f64::NAN, f64::NEG_INFINITY, 1e300, 5e-324].choose(rng).unwrap()),
        4 => Value::from(1_u64 << rng.random_range(0..64)),
        5 => Value::from(i64::MIN >> rng.random_range(0..64)),
        6 => Value::from(rng.random::<u64>()),
        7 => Value::from(vec![0xa5_u8; rng.random_range(0..300)]),
        8 => Value::from("\u{0}x".repeat(rng.random_range(0..40))),
        _ => Value::Ext(rng.random(), vec![0; rng.random_range(0..20)]),
    }
}

/// Changes some bytes without regard for what they mean.
fn change_bytes(rng: &mut impl Rng, bytes: &mut Vec<u8>, other: &[u8]) {
    let at = rng.random_range(0..=bytes.len());
    let end = rng.random_range(at..=bytes.len());
    match rng.random_range(0..8) {
        0 | 1 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = rng.random();
            }
        }
        2 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << rng.random_range(0..8);
            }
        }
        3 => bytes.truncate(at),
        4 => drop(bytes.splice(at..end, [])),
        5 => drop(bytes.splice(at..at, other[rng.random_range(0..other.len())..].iter().copied())),
        6 => {
            // A header that promises more than there is: array, map, bin, string and extension of 32 bits.
            let header = *[0xdd, 0xdf, 0xc6, 0xdb, 0xc9].choose(rng).unwrap();
            let length = rng.random::<u32>() >> rng.random_range(0..24);
            drop(bytes.splice(at..at, [header].into_iter().chain(length.to_be_bytes())));
        }
        _ => {
            // Nesting: arrays of one, or maps whose keys are maps.
            let levels = 1 << rng.random_range(0..14);
            drop(bytes.splice(at..at, std::iter::repeat_n(*[0x91, 0x81].choose(rng).unwrap(), levels)));
        }
    }
}
