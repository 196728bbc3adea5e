//! MessagePack has several forms for one value. What our decoder makes of those that we never write is part of
//! `PROTOCOL.md`, because strangers' libraries write them.

use fracas_protocol::{
    ClientMessage, DecodeError, Rules, ServerMessage, Steps,
    client::{Join, Spend},
    decode_client, decode_server, encode,
    server::{Seated, Welcome},
};
use rmpv::Value;

/// A map as `rmpv` reads it.
type Map = Vec<(Value, Value)>;

fn bytes(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    rmpv::encode::write_value(&mut bytes, value).expect("a Vec takes every byte");
    bytes
}

fn array(items: &[Value]) -> Vec<u8> {
    bytes(&Value::Array(items.to_vec()))
}

fn welcome() -> Welcome {
    let rules = Rules::default();
    let steps = Steps::new(&rules, 30);
    Welcome { version: 2, room: "main".into(), tick_rate: 30, tick: 7, world_half: 1500.0, rules, steps }
}

/// The fields of the Welcome, to change one of them.
fn welcome_fields() -> Vec<Value> {
    let frame = encode(&ServerMessage::Welcome(welcome()));
    let value = rmpv::decode::read_value(&mut frame.as_slice()).expect("a frame is MessagePack");
    value.as_array().expect("a message is an array").clone()
}

#[test]
fn an_integer_may_have_any_form_that_holds_it() {
    let spend = Ok(ClientMessage::Spend(Spend { stat: 5 }));
    for five in [
        &[0x05][..],
        &[0xcc, 5],
        &[0xcd, 0, 5],
        &[0xce, 0, 0, 0, 5],
        &[0xcf, 0, 0, 0, 0, 0, 0, 0, 5],
        &[0xd0, 5],
        &[0xd3, 0, 0, 0, 0, 0, 0, 0, 5],
    ] {
        assert_eq!(decode_client(&[&[0x92, 6], five].concat()), spend, "{five:02x?}");
    }
}

#[test]
fn a_float_or_a_boolean_is_no_integer() {
    for value in [Value::F32(5.0), Value::F64(5.0), true.into(), "5".into(), Value::Nil] {
        let decoded = decode_client(&array(&[6.into(), value.clone()]));
        assert!(matches!(decoded, Err(DecodeError::Malformed(_))), "{value}: {decoded:?}");
    }
}

#[test]
fn head_and_kind_have_their_shortest_form() {
    for frame in [&[0xdc, 0, 2, 6, 5][..], &[0xdd, 0, 0, 0, 2, 6, 5], &[0x92, 0xcc, 6, 5]] {
        assert_eq!(decode_client(frame), Err(DecodeError::NoKind), "{frame:02x?}");
    }
}

#[test]
fn bytes_that_are_text_pass_for_a_string_and_others_do_not() {
    let join = |name: &[u8]| decode_client(&array(&[2.into(), name.into()]));
    assert_eq!(join("Löwe".as_bytes()), Ok(ClientMessage::Join(Join { name: "Löwe".into() })));
    assert!(matches!(join(&[0xff, 0xfe]), Err(DecodeError::Malformed(_))), "not UTF-8");
    let not_utf8 = [0x92, 2, 0xa2, 0xff, 0xfe];
    assert!(matches!(decode_client(&not_utf8), Err(DecodeError::Malformed(_))), "a str that is not UTF-8");
    let seated = array(&[3.into(), 300.into(), b"Ann"[..].into()]);
    let ann = Seated { slot: 300, name: "Ann".into() };
    assert_eq!(decode_server(&seated), Ok(ServerMessage::Seated(ann)));
}

#[test]
fn text_passes_for_a_bin() {
    let mut fields = vec![Value::Nil; 15];
    for (at, number) in [(0, 2), (1, 9), (2, 0), (3, 0)] {
        fields[at] = number.into();
    }
    fields[7] = "8 bytes.".into();
    let frame = array(&fields);
    let Ok(ServerMessage::Snapshot(snapshot)) = decode_server(&frame) else {
        panic!("{:?}", decode_server(&frame));
    };
    assert_eq!(snapshot.ships.map(|ships| &ships[..]), Some(&b"8 bytes."[..]));
}

#[test]
fn an_integer_or_a_float_of_the_other_width_passes_for_a_float() {
    for half in [Value::from(1500), Value::F64(1500.0)] {
        let mut fields = welcome_fields();
        fields[5] = half;
        assert_eq!(decode_server(&array(&fields)), Ok(ServerMessage::Welcome(welcome())));
    }
    let mut fields = welcome_fields();
    let Value::Map(rules) = &mut fields[6] else { panic!("rules are a map") };
    for (_, number) in rules.iter_mut().filter(|(name, _)| name.as_str() == Some("hull_max")) {
        *number = 100.into();
    }
    assert_eq!(decode_server(&array(&fields)), Ok(ServerMessage::Welcome(welcome())));
}

#[test]
fn rules_with_a_name_that_is_unknown_or_missing_are_refused() {
    let with_rules = |change: &dyn Fn(&mut Map)| {
        let mut fields = welcome_fields();
        let Value::Map(rules) = &mut fields[6] else { panic!("rules are a map") };
        change(rules);
        decode_server(&array(&fields)).map(drop)
    };
    assert_eq!(with_rules(&|rules| rules.reverse()), Ok(()), "their order is no matter");
    let more = with_rules(&|rules| rules.push(("gravity".into(), 1.5.into())));
    assert!(matches!(more, Err(DecodeError::Malformed(_))), "{more:?}");
    let fewer = with_rules(&|rules| drop(rules.pop()));
    assert!(matches!(fewer, Err(DecodeError::Malformed(_))), "{fewer:?}");
}
