//! A client's message from text. What is absent has a sensible value; what is unknown or out of range is refused
//! with a sentence for a person.

use serde_json::{Map, Value};

use super::names::{BUTTONS, one_of};
use crate::{
    NOBODY,
    client::{CHOICE, ClientMessage},
    codec::{decode_client, encode},
    limits::{CHAT_BYTES_MAX, EMOTES, HOLD_TICKS_MAX, NAME_BYTES_MAX, ROOM_BYTES_MAX, SETTING_BYTES_MAX},
    version::PROTOCOL_VERSION,
};

/// Values of fields that a person leaves out, where they differ from session to session or message to message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absent<'a> {
    /// The room of the ticket.
    pub room: &'a str,
    /// The next `seq` of an input.
    pub seq: u32,
    /// The newest tick that was sent: `ack` of an input, `tick` of an ack.
    pub tick: u32,
}

type Shape = &'static (&'static str, u8, &'static [(&'static str, &'static str)]);

/// Reads a message. The error is a sentence that says which field is wrong and what is legal.
pub fn read_client(text: &str, absent: Absent<'_>) -> Result<ClientMessage, String> {
    let mut given: Map<String, Value> =
        serde_json::from_str(text).map_err(|e| format!("one JSON object a message is wanted: {e}"))?;
    let shape = shape(given.remove("kind"))?;
    let legal = legal_fields(shape);
    if let Some(unknown) = given.keys().find(|key| !legal.contains(&key.as_str())) {
        return Err(format!("{} has no field {unknown:?}, but: {}", shape.0, legal.join(" ")));
    }
    press_buttons(shape, &mut given)?;
    for (field, value) in &mut given {
        let words = one_of(shape.0, field).unwrap_or_default();
        if let Some(&(_, number)) = words.iter().find(|(word, _)| value == word) {
            *value = number.into();
        }
    }
    decode(shape, &given, absent).map_err(|e| culprit(shape, &given, absent).unwrap_or(e))
}

fn shape(kind: Option<Value>) -> Result<Shape, String> {
    let kinds = || ClientMessage::SHAPES.iter().map(|shape| shape.0).collect::<Vec<_>>().join(", ");
    let Some(kind) = kind else { return Err(format!("\"kind\" is missing: {}", kinds())) };
    let found = ClientMessage::SHAPES.iter().find(|shape| kind == shape.0);
    found.ok_or_else(|| format!("kind {kind} is unknown: {}", kinds()))
}

/// The fields that a person may write: those of the message, with a field for each button.
fn legal_fields(shape: Shape) -> Vec<&'static str> {
    let mut legal = Vec::new();
    for &(field, _) in shape.2 {
        if field == "buttons" {
            legal.extend(BUTTONS.iter().map(|&(word, _)| word));
        } else {
            legal.push(field);
        }
    }
    legal
}

/// Gathers the buttons into one field.
fn press_buttons(shape: Shape, given: &mut Map<String, Value>) -> Result<(), String> {
    if !shape.2.iter().any(|(field, _)| *field == "buttons") {
        return Ok(());
    }
    let mut pressed = 0;
    for (word, bit) in BUTTONS {
        match given.remove(*word) {
            None | Some(Value::Bool(false)) => {}
            Some(Value::Bool(true)) => pressed |= bit,
            Some(other) => return Err(format!("{word} is true or false, not {other}")),
        }
    }
    given.insert("buttons".into(), pressed.into());
    Ok(())
}

/// Through the bytes of the binary message, so that both are judged alike.
fn decode(shape: Shape, given: &Map<String, Value>, absent: Absent<'_>) -> Result<ClientMessage, String> {
    let value = |&(field, ty): &(&str, &str)| {
        given.get(field).cloned().unwrap_or_else(|| default(shape.0, field, ty, absent))
    };
    let mut array = vec![Value::from(shape.1)];
    array.extend(shape.2.iter().map(value));
    decode_client(&encode(&array)).map_err(|e| e.to_string())
}

fn default(message: &str, field: &str, ty: &str, absent: Absent<'_>) -> Value {
    match (message, field) {
        ("Hello", "version") => PROTOCOL_VERSION.into(),
        ("Hello", "room") => absent.room.into(),
        ("Input", "seq") => absent.seq.into(),
        ("Input", "ack") | ("Ack", "tick") => absent.tick.into(),
        ("Input", "hold") => 1.into(),
        ("Watch" | "Manage", "slot") => NOBODY.into(),
        ("Watch", "x") => CHOICE.into(),
        ("Away", "away") => true.into(),
        _ => match ty {
            "String" => "".into(),
            "bool" => false.into(),
            _ => 0.into(),
        },
    }
}

/// Names the field that makes a message illegal: the one with which alone it is illegal as well.
fn culprit(shape: Shape, given: &Map<String, Value>, absent: Absent<'_>) -> Option<String> {
    let (field, value) = given.iter().find(|(field, value)| {
        let alone = Map::from_iter([((*field).clone(), (*value).clone())]);
        decode(shape, &alone, absent).is_err()
    })?;
    let (_, ty) = shape.2.iter().find(|(name, _)| name == field)?;
    Some(format!("{field} is {}, not {value}", legal(shape.0, field, ty)))
}

/// What a field may be, for a person.
fn legal(message: &str, field: &str, ty: &str) -> String {
    match field {
        "seq" => "a whole number from 1".into(),
        "hold" => format!("a whole number of ticks, 1 to {HOLD_TICKS_MAX}"),
        "move_x" | "move_y" => "a whole number, -127 to 127".into(),
        "room" => format!("1 to {ROOM_BYTES_MAX} characters of a-z, 0-9 and -"),
        "name" => format!("a text of at most {NAME_BYTES_MAX} bytes"),
        "text" if message == "Say" => format!("a text of at most {CHAT_BYTES_MAX} bytes"),
        "text" => format!("a text of at most {SETTING_BYTES_MAX} bytes"),
        "which" => format!("a whole number, 0 to {}", EMOTES - 1),
        _ => match (one_of(message, field), ty) {
            (Some(words), _) => {
                format!("one of {}", words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", "))
            }
            (None, "u8") => format!("a whole number, 0 to {}", u8::MAX),
            (None, "u16") => format!("a whole number, 0 to {}", u16::MAX),
            (None, "u32") => format!("a whole number, 0 to {}", u32::MAX),
            (None, "i32") => format!("a whole number, {} to {}", i32::MIN, i32::MAX),
            (None, "i16") => format!("a whole number, {} to {}", i16::MIN, i16::MAX),
            (None, _) => format!("a {ty}"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::{Hello, Input, buttons};

    const LATER: Absent<'_> = Absent { room: "duel", seq: 7, tick: 900 };

    fn input(text: &str) -> Input {
        match read_client(text, LATER) {
            Ok(ClientMessage::Input(input)) => input,
            other => panic!("{text} became {other:?}"),
        }
    }

    #[test]
    fn a_person_writes_only_what_matters() {
        let read = read_client(r#"{"kind": "Hello"}"#, LATER);
        let hello = Hello { version: PROTOCOL_VERSION, room: "duel".into() };
        assert_eq!(read, Ok(ClientMessage::Hello(hello)));
        let steered = input(r#"{"kind":"Input","move_x":-127,"fire":true}"#);
        assert_eq!((steered.seq, steered.ack, steered.hold, steered.move_x), (7, 900, 1, -127));
        assert_eq!(steered.buttons, buttons::FIRE);
        let told = input(r#"{"kind":"Input","seq":12,"ack":3,"hold":150,"boost":true,"fire":false}"#);
        assert_eq!((told.seq, told.ack, told.hold, told.buttons), (12, 3, 150, buttons::BOOST));
    }

    #[test]
    fn every_message_can_be_said_by_its_kind_alone() {
        // An order has to say what it orders.
        for (name, ..) in ClientMessage::SHAPES.iter().filter(|(name, ..)| *name != "Manage") {
            let read = read_client(&format!(r#"{{"kind":"{name}"}}"#), LATER);
            assert!(read.is_ok(), "{name}: {read:?}");
        }
    }

    #[test]
    fn an_error_names_the_field_and_what_is_legal() {
        let cases = [
            (r#"{"kind":"Input","hold":0}"#, "hold is a whole number of ticks, 1 to 150, not 0"),
            (r#"{"kind":"Input","hold":151}"#, "hold is a whole number of ticks, 1 to 150, not 151"),
            (r#"{"kind":"Input","move_x":-128}"#, "move_x is a whole number, -127 to 127, not -128"),
            (r#"{"kind":"Input","move_y":0.5}"#, "move_y is a whole number, -127 to 127, not 0.5"),
            (
                r#"{"kind":"Input","hold":9,"aim_x":40000}"#,
                "aim_x is a whole number, -32768 to 32767, not 40000",
            ),
            (r#"{"kind":"Input","seq":0}"#, "seq is a whole number from 1, not 0"),
            (r#"{"kind":"Input","fire":1}"#, "fire is true or false, not 1"),
            (r#"{"kind":"Join","name":5}"#, "name is a text of at most 64 bytes, not 5"),
            (r#"{"kind":"Hello","room":"A b"}"#, "room is 1 to 32 characters of a-z, 0-9 and -, not \"A b\""),
            (r#"{"kind":"Emote","which":8}"#, "which is a whole number, 0 to 7, not 8"),
            (r#"{"kind":"Ack","tick":-1}"#, "tick is a whole number, 0 to 4294967295, not -1"),
        ];
        for (text, sentence) in cases {
            assert_eq!(read_client(text, LATER), Err(sentence.into()), "{text}");
        }
    }

    #[test]
    fn what_is_not_known_is_refused_by_name() {
        let error = |text| read_client(text, LATER).unwrap_err();
        assert!(
            error(r#"{"kind":"Input","fier":true}"#).starts_with("Input has no field \"fier\", but: seq ack")
        );
        assert!(error(r#"{"kind":"Input","buttons":1}"#).starts_with("Input has no field \"buttons\""));
        assert!(error(r#"{"kind":"Jump"}"#).starts_with("kind \"Jump\" is unknown: Hello, Join"));
        assert!(error(r#"{"name":"Ann"}"#).starts_with("\"kind\" is missing: Hello, Join"));
        for text in ["", "hello", "[1]", "{}{}", "{\"kind\":\"Leave\"", &format!("{}1", "[".repeat(900))] {
            assert!(error(text).starts_with(['o', '"']), "{text}: {}", error(text));
        }
    }

    #[test]
    fn the_sentence_of_a_long_value_still_begins_with_its_field() {
        let error =
            read_client(&format!(r#"{{"kind":"Join","name":"{}"}}"#, "x".repeat(65)), LATER).unwrap_err();
        assert!(error.starts_with("name is a text of at most 64 bytes, not"), "{error}");
    }
}
