//! Strict decoding and plain encoding; the only file that names `rmp_serde`.
//!
//! A message is refused when it is too long, too deep, of an unknown kind, short or long of fields, followed by
//! other bytes, or when a value is out of its range. A refusal never panics and allocates
//! at most in proportion to the message's length.

use std::io::Cursor;

use rmp_serde::Deserializer;
use serde::{Deserialize, Serialize, de::IgnoredAny};
use serde_bytes::Bytes;
use thiserror::Error;

use crate::{
    client::{
        Ack, Away, ClientMessage, Emote, Hello, Input, Join, Leave, Manage, Mark, Report, Say, Spend, Watch,
        buttons, order,
    },
    event::Event,
    far,
    limits::{
        CHAT_BYTES_MAX, CLIENT_MESSAGE_BYTES_MAX, DEPTH_MAX, EMOTES, HOLD_TICKS_MAX, NAME_BYTES_MAX,
        NAME_CHARS_MAX, ROOM_BYTES_MAX, SERVER_MESSAGE_BYTES_MAX, SETTING_BYTES_MAX, SPEED_MIN,
    },
    record::{
        EndRecord, OwnRecord, ProgressRecord, RailRecord, RockRecord, ScrapRecord, ShipRecord, ShotRecord,
    },
    server::{Refused, Seated, ServerMessage, Snapshot, Welcome},
    stat,
};

/// Why bytes are no message.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum DecodeError {
    /// Longer than any legal message.
    #[error("{len} bytes where at most {max} are allowed")]
    TooLong {
        /// Bytes that came.
        len: usize,
        /// Bytes allowed.
        max: usize,
    },
    /// Not an array that begins with a small integer.
    #[error("no message: an array that begins with its kind is expected")]
    NoKind,
    /// A kind nobody defined.
    #[error("no message has kind {0}")]
    UnknownKind(u8),
    /// MessagePack that does not fit the message.
    #[error("malformed: {0}")]
    Malformed(String),
    /// A legal message with bytes behind it.
    #[error("{0} bytes behind the message")]
    Trailing(usize),
    /// A value outside its range.
    #[error("{0} is out of range")]
    OutOfRange(&'static str),
}

/// Encodes any message.
///
/// # Panics
/// Never: the messages have no value that MessagePack cannot hold.
pub fn encode(message: &impl Serialize) -> Vec<u8> {
    rmp_serde::to_vec(message).expect("every message is plain MessagePack")
}

/// Appends any message to `out`: [`encode`] into memory that is used again.
///
/// # Panics
/// Never, as [`encode`].
pub fn encode_into(out: &mut Vec<u8>, message: &impl Serialize) {
    rmp_serde::encode::write(out, message).expect("every message is plain MessagePack");
}

/// Decodes a client's message and checks every range that does not depend on state.
pub fn decode_client(bytes: &[u8]) -> Result<ClientMessage, DecodeError> {
    let message = match kind(bytes, CLIENT_MESSAGE_BYTES_MAX)? {
        Hello::KIND => ClientMessage::Hello(strict(bytes)?),
        Join::KIND => ClientMessage::Join(strict(bytes)?),
        Input::KIND => ClientMessage::Input(strict(bytes)?),
        Ack::KIND => ClientMessage::Ack(strict(bytes)?),
        Leave::KIND => ClientMessage::Leave(strict(bytes)?),
        Spend::KIND => ClientMessage::Spend(strict(bytes)?),
        Watch::KIND => ClientMessage::Watch(strict(bytes)?),
        Say::KIND => ClientMessage::Say(strict(bytes)?),
        Emote::KIND => ClientMessage::Emote(strict(bytes)?),
        Mark::KIND => ClientMessage::Mark(strict(bytes)?),
        Report::KIND => ClientMessage::Report(strict(bytes)?),
        Manage::KIND => ClientMessage::Manage(strict(bytes)?),
        Away::KIND => ClientMessage::Away(strict(bytes)?),
        kind => return Err(DecodeError::UnknownKind(kind)),
    };
    check_client(&message)?;
    Ok(message)
}

/// Decodes a server's message; `bin` fields borrow from `bytes`.
pub fn decode_server(bytes: &[u8]) -> Result<ServerMessage<'_>, DecodeError> {
    let message = match kind(bytes, SERVER_MESSAGE_BYTES_MAX)? {
        Welcome::KIND => ServerMessage::Welcome(strict(bytes)?),
        Snapshot::KIND => ServerMessage::Snapshot(strict(bytes)?),
        Seated::KIND => ServerMessage::Seated(strict(bytes)?),
        Refused::KIND => ServerMessage::Refused(strict(bytes)?),
        kind => return Err(DecodeError::UnknownKind(kind)),
    };
    check_server(&message)?;
    Ok(message)
}

/// Reads the kind: every message is a fixarray whose first element is a positive fixint.
fn kind(bytes: &[u8], max: usize) -> Result<u8, DecodeError> {
    if bytes.len() > max {
        return Err(DecodeError::TooLong { len: bytes.len(), max });
    }
    match bytes {
        [0x90..=0x9f, kind @ 0..=0x7f, ..] => Ok(*kind),
        _ => Err(DecodeError::NoKind),
    }
}

fn strict<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, DecodeError> {
    let malformed = |e: rmp_serde::decode::Error| DecodeError::Malformed(e.to_string());
    // The borrowing deserializer does not say how far it read, so the first value is measured before it.
    let mut measure = Deserializer::new(Cursor::new(bytes));
    measure.set_max_depth(DEPTH_MAX);
    IgnoredAny::deserialize(&mut measure).map_err(malformed)?;
    match bytes.len() - measure.position() as usize {
        0 => {}
        rest => return Err(DecodeError::Trailing(rest)),
    }
    let mut deserializer = Deserializer::from_read_ref(bytes);
    deserializer.set_max_depth(DEPTH_MAX);
    T::deserialize(&mut deserializer).map_err(malformed)
}

fn require(fits: bool, what: &'static str) -> Result<(), DecodeError> {
    if fits { Ok(()) } else { Err(DecodeError::OutOfRange(what)) }
}

/// True for a name of a room that may stand in a URL.
pub fn is_room_name(name: &str) -> bool {
    (1..=ROOM_BYTES_MAX).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn check_client(message: &ClientMessage) -> Result<(), DecodeError> {
    match message {
        ClientMessage::Hello(m) => require(is_room_name(&m.room), "room"),
        ClientMessage::Join(m) => require(m.name.len() <= NAME_BYTES_MAX, "name"),
        ClientMessage::Input(m) => {
            require(m.seq > 0, "seq")?;
            require((1..=HOLD_TICKS_MAX).contains(&m.hold), "hold")?;
            require(m.move_x != i8::MIN && m.move_y != i8::MIN, "move")?;
            require(m.buttons & !buttons::ALL == 0, "buttons")
        }
        ClientMessage::Spend(m) => require(usize::from(m.stat) < stat::COUNT, "stat"),
        ClientMessage::Say(m) => require(m.text.len() <= CHAT_BYTES_MAX, "text"),
        ClientMessage::Emote(m) => require(m.which < EMOTES, "which"),
        ClientMessage::Manage(m) => {
            require((order::KICK..=order::CLOSE).contains(&m.what), "what")?;
            require(m.text.len() <= SETTING_BYTES_MAX, "text")
        }
        ClientMessage::Ack(_)
        | ClientMessage::Leave(_)
        | ClientMessage::Watch(_)
        | ClientMessage::Mark(_)
        | ClientMessage::Report(_)
        | ClientMessage::Away(_) => Ok(()),
    }
}

fn check_server(message: &ServerMessage<'_>) -> Result<(), DecodeError> {
    match message {
        ServerMessage::Welcome(m) => {
            require(matches!(m.tick_rate, 15 | 20 | 30 | 60), "tick_rate")?;
            require(is_room_name(&m.room), "room")?;
            require(m.world_half.is_finite() && m.world_half > 0.0, "world_half")?;
            require(m.rules.is_finite() && m.steps.is_finite(), "rules")
        }
        ServerMessage::Snapshot(m) => check_snapshot(m),
        ServerMessage::Seated(m) => require(m.name.chars().count() <= NAME_CHARS_MAX, "name"),
        ServerMessage::Refused(_) => Ok(()),
    }
}

fn check_snapshot(m: &Snapshot<'_>) -> Result<(), DecodeError> {
    let whole =
        |bin: Option<&Bytes>, size: usize, what| require(bin.is_none_or(|b| b.len() % size == 0), what);
    let (own, with_progress) = (OwnRecord::SIZE, OwnRecord::SIZE + ProgressRecord::SIZE);
    require(m.own.is_none_or(|b| b.len() == own || b.len() == with_progress), "own")?;
    whole(m.ships, ShipRecord::SIZE, "ships")?;
    whole(m.ends, EndRecord::SIZE, "ends")?;
    whole(m.shots, ShotRecord::SIZE, "shots")?;
    whole(m.rocks, RockRecord::SIZE, "rocks")?;
    whole(m.scrap, ScrapRecord::SIZE, "scrap")?;
    whole(m.rails, RailRecord::SIZE, "rails")?;
    require(m.far.is_none_or(|b| b.len() == far::BYTES), "far")?;
    if let Some((ships, rocks, scrap)) = m.leaves {
        require([ships, rocks, scrap].iter().all(|b| b.len() % 2 == 0), "leaves")?;
    }
    if let Some(own) = m.own() {
        let all = [own.x, own.y, own.vx, own.vy, own.energy];
        require(all.iter().all(|v| v.is_finite()), "own")?;
    }
    for rock in m.rocks.iter().flat_map(|b| RockRecord::all(b)) {
        require([rock.x, rock.y, rock.radius].iter().all(|v| v.is_finite()), "rocks")?;
    }
    for event in m.events.iter().flatten() {
        match event {
            Event::Name(e) => require(e.name.chars().count() <= NAME_CHARS_MAX, "name")?,
            Event::World(e) => require(e.half.is_finite() && e.half > 0.0, "half")?,
            Event::Speed(e) => require((SPEED_MIN..=100).contains(&e.percent), "percent")?,
            Event::Crown(_)
            | Event::Kill(_)
            | Event::Hit(_)
            | Event::Hurt(_)
            | Event::Death(_)
            | Event::Board(_)
            | Event::Said(_)
            | Event::Emoted(_)
            | Event::Marked(_)
            | Event::Notice(_)
            | Event::Host(_)
            | Event::Room(_)
            | Event::Gauge(_) => {}
        }
    }
    Ok(())
}
