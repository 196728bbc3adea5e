//! What is written is what is read, for any message; and what is not a message is refused.

use fracas_protocol::{
    ClientMessage, DecodeError, Event, ServerMessage,
    client::{
        Ack, Away, Emote, Hello, Input, Join, Leave, Manage, Mark, Report, Say, Spend, Watch, buttons, order,
    },
    decode_client, decode_server, encode,
    event::{
        Board, Crown, Death, Emoted, Gauge, Hit, Host, Hurt, Kill, Marked, Name, Notice, Room, Said, Speed,
        World,
    },
    far,
    limits::{
        BOARD_ROWS, CLIENT_MESSAGE_BYTES_MAX, EMOTES, HOLD_TICKS_MAX, SERVER_MESSAGE_BYTES_MAX, SPEED_MIN,
    },
    record::{
        EndRecord, OwnRecord, ProgressRecord, RailRecord, RockRecord, ScrapRecord, ShipRecord, ShotRecord,
    },
    server::{Refused, Seated, Welcome},
    snapshot::Parts,
    stat,
};
use proptest::{collection::vec, prelude::*};

fn client_message() -> impl Strategy<Value = ClientMessage> {
    let input = (
        any::<[u32; 2]>(),
        1..=HOLD_TICKS_MAX,
        -127..=127_i8,
        -127..=127_i8,
        0..=buttons::ALL,
        any::<[i16; 2]>(),
        any::<u8>(),
    );
    prop_oneof![
        (any::<u32>(), "[a-z0-9-]{1,32}")
            .prop_map(|(version, room)| ClientMessage::Hello(Hello { version, room })),
        "\\PC{0,16}".prop_map(|name| ClientMessage::Join(Join { name })),
        input.prop_map(|([seq, ack], hold, move_x, move_y, buttons, [aim_x, aim_y], back)| {
            let seq = seq.max(1);
            ClientMessage::Input(Input { seq, ack, hold, move_x, move_y, buttons, aim_x, aim_y, back })
        }),
        any::<u32>().prop_map(|tick| ClientMessage::Ack(Ack { tick })),
        Just(ClientMessage::Leave(Leave {})),
        (0..stat::COUNT as u8).prop_map(|stat| ClientMessage::Spend(Spend { stat })),
        (any::<u16>(), any::<[i32; 2]>()).prop_map(|(slot, [x, y])| ClientMessage::Watch(Watch {
            slot,
            x,
            y
        })),
        "\\PC{0,100}".prop_map(|text| ClientMessage::Say(Say { text })),
        (0..EMOTES).prop_map(|which| ClientMessage::Emote(Emote { which })),
        any::<[i32; 2]>().prop_map(|[x, y]| ClientMessage::Mark(Mark { x, y })),
        any::<u16>().prop_map(|slot| ClientMessage::Report(Report { slot })),
        (order::KICK..=order::CLOSE, any::<u16>(), any::<u32>(), "\\PC{0,16}")
            .prop_map(|(what, slot, value, text)| ClientMessage::Manage(Manage { what, slot, value, text })),
        any::<bool>().prop_map(|away| ClientMessage::Away(Away { away })),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    let slot = any::<u16>;
    prop_oneof![
        (slot(), "\\PC{0,16}", any::<bool>(), any::<u8>())
            .prop_map(|(slot, name, bot, level)| Event::Name(Name { slot, name, bot, level })),
        (slot(), slot(), any::<u8>()).prop_map(|(victim, killer, weapon)| Event::Kill(Kill {
            victim,
            killer,
            weapon
        })),
        (slot(), any::<u8>()).prop_map(|(victim, damage)| Event::Hit(Hit { victim, damage })),
        (slot(), any::<[u8; 2]>()).prop_map(|(by, [damage, heading])| Event::Hurt(Hurt {
            by,
            damage,
            heading
        })),
        (slot(), any::<[u32; 2]>()).prop_map(|(by, [respawn, lost])| Event::Death(Death {
            by,
            respawn,
            lost
        })),
        (any::<[u16; 2]>(), vec(any::<(u16, u32)>(), 0..=BOARD_ROWS), any::<Option<(u16, i32, i32)>>())
            .prop_map(|([players, rank], rows, crown)| Event::Board(Board { players, rank, rows, crown })),
        (1.0..1e9_f32, any::<u32>()).prop_map(|(half, from)| Event::World(World { half, from })),
        slot().prop_map(|slot| Event::Crown(Crown { slot })),
        (SPEED_MIN..=100).prop_map(|percent| Event::Speed(Speed { percent })),
        (slot(), "\\PC{0,16}", "\\PC{0,100}").prop_map(|(slot, name, text)| Event::Said(Said {
            slot,
            name,
            text
        })),
        (slot(), any::<u8>()).prop_map(|(slot, which)| Event::Emoted(Emoted { slot, which })),
        (slot(), any::<[i32; 2]>()).prop_map(|(slot, [x, y])| Event::Marked(Marked { slot, x, y })),
        (any::<u8>(), slot(), "\\PC{0,16}", any::<u32>())
            .prop_map(|(what, slot, name, value)| Event::Notice(Notice { what, slot, name, value })),
        (slot(), "\\PC{0,16}").prop_map(|(slot, name)| Event::Host(Host { slot, name })),
        ("\\PC{0,16}", any::<[u16; 2]>(), any::<u8>(), any::<[bool; 2]>()).prop_map(
            |(name, [bots, seats], strength, [listed, locked])| {
                Event::Room(Room { name, bots, strength, seats, listed, locked })
            }
        ),
        any::<u32>().prop_map(|tick_us| Event::Gauge(Gauge { tick_us })),
    ]
}

/// Any server message but a snapshot, which borrows and has a test of its own.
fn server_message() -> impl Strategy<Value = ServerMessage<'static>> {
    let numbers = |fields: &'static [&'static str]| {
        let value = any::<f64>().prop_filter("finite", |v| v.is_finite());
        vec(value, fields.len())
            .prop_map(|values| fields.iter().zip(values).map(|(k, v)| (k.to_string(), v)).collect())
    };
    let rules = numbers(fracas_protocol::Rules::FIELDS).prop_map(from_map);
    let steps = numbers(fracas_protocol::Steps::FIELDS).prop_map(from_map);
    let tick_rate = prop::sample::select(vec![15_u8, 20, 30, 60]);
    prop_oneof![
        (any::<[u32; 2]>(), "[a-z0-9-]{1,32}", tick_rate, f32::MIN_POSITIVE..1e9, rules, steps).prop_map(
            |([version, tick], room, tick_rate, world_half, rules, steps)| {
                ServerMessage::Welcome(Welcome { version, room, tick_rate, tick, world_half, rules, steps })
            }
        ),
        (any::<u16>(), "\\PC{0,16}").prop_map(|(slot, name)| ServerMessage::Seated(Seated { slot, name })),
        (any::<u8>(), "\\PC{0,200}")
            .prop_map(|(reason, text)| ServerMessage::Refused(Refused { reason, text })),
    ]
}

fn from_map<T: serde::de::DeserializeOwned>(map: std::collections::BTreeMap<String, f64>) -> T {
    use serde::de::{IntoDeserializer, value::Error};
    T::deserialize(map.into_deserializer()).unwrap_or_else(|e: Error| panic!("every field is a number: {e}"))
}

/// `0..max` whole records of `size` bytes each, whose floats are finite.
fn records(size: usize, max: usize) -> impl Strategy<Value = Vec<u8>> {
    // Bytes under 0x7f in the last place of a float keep it finite; all below keep every field so.
    (0..max).prop_flat_map(move |count| vec(0..0x7f_u8, count * size))
}

fn parts() -> impl Strategy<Value = Parts> {
    let own = prop::option::of((
        vec(0..0x7f_u8, OwnRecord::SIZE),
        prop::option::of(any::<[u8; ProgressRecord::SIZE]>()),
    ));
    let numbers = (any::<u32>(), any::<u32>(), any::<u16>(), own, any::<(u16, i32, i32)>());
    let left = (records(2, 4), records(2, 4), records(2, 4));
    let bulk = (
        records(ShipRecord::SIZE, 40),
        records(EndRecord::SIZE, 10),
        records(ShotRecord::SIZE, 20),
        records(RockRecord::SIZE, 10),
        records(ScrapRecord::SIZE, 20),
        records(RailRecord::SIZE, 10),
        prop_oneof![Just(vec![]), vec(any::<u8>(), far::BYTES)],
    );
    (numbers, left, bulk, vec(event(), 0..20)).prop_map(|(numbers, left, bulk, events)| Parts {
        tick: numbers.0,
        ack_seq: numbers.1,
        slack_ms: numbers.2,
        own: numbers.3.as_ref().and_then(|(bytes, _)| OwnRecord::all(bytes).next()),
        progress: numbers.3.and_then(|(_, progress)| Some(ProgressRecord::from_bytes(&progress?))),
        view: numbers.4,
        left_ships: left.0,
        left_rocks: left.1,
        left_scrap: left.2,
        ships: bulk.0,
        ends: bulk.1,
        shots: bulk.2,
        rocks: bulk.3,
        scrap: bulk.4,
        rails: bulk.5,
        far: bulk.6,
        event_count: events.len() as u32,
        events: events.iter().flat_map(encode).collect(),
    })
}

/// A part as a reader gets it: nil when it is empty.
fn part(bytes: &[u8]) -> Option<&[u8]> {
    (!bytes.is_empty()).then_some(bytes)
}

/// Every legal message is refused when it is cut anywhere, or followed by anything.
fn is_refused_cut_or_followed<T>(bytes: &[u8], decode: impl Fn(&[u8]) -> Result<T, DecodeError>) -> bool {
    let longer = [bytes, &[0xc0]].concat();
    (0..bytes.len()).all(|cut| decode(&bytes[..cut]).is_err()) && decode(&longer).is_err()
}

proptest! {
    #[test]
    fn client_messages_come_back(message in client_message()) {
        let bytes = encode(&message);
        prop_assert!(bytes.len() <= CLIENT_MESSAGE_BYTES_MAX);
        prop_assert_eq!(decode_client(&bytes), Ok(message));
        prop_assert!(is_refused_cut_or_followed(&bytes, |b| decode_client(b).map(drop)));
    }

    #[test]
    fn server_messages_come_back(message in server_message()) {
        let bytes = encode(&message);
        prop_assert!(bytes.len() <= SERVER_MESSAGE_BYTES_MAX);
        prop_assert_eq!(decode_server(&bytes), Ok(message));
        prop_assert!(is_refused_cut_or_followed(&bytes, |b| decode_server(b).map(drop)));
    }

    #[test]
    fn the_parts_of_a_snapshot_come_back(parts in parts()) {
        let mut bytes = Vec::new();
        parts.write(&mut bytes);
        prop_assert!(bytes.len() <= Parts::ENVELOPE_BYTES_MAX + parts.payload_bytes());
        let Ok(ServerMessage::Snapshot(m)) = decode_server(&bytes) else {
            return Err(TestCaseError::fail(format!("{:?}", decode_server(&bytes))));
        };
        prop_assert_eq!((m.tick, m.ack_seq, m.slack_ms), (parts.tick, parts.ack_seq, parts.slack_ms));
        prop_assert_eq!((m.own(), m.progress()), (parts.own, parts.progress));
        prop_assert_eq!(m.view, parts.own.is_none().then_some(parts.view));
        let (ships, rocks, scrap) = m.leaves.map_or(Default::default(), |(a, b, c)| (&a[..], &b[..], &c[..]));
        prop_assert_eq!([ships, rocks, scrap], [&parts.left_ships[..], &parts.left_rocks, &parts.left_scrap]);
        for (read, written) in [
            (m.ships, &parts.ships),
            (m.ends, &parts.ends),
            (m.shots, &parts.shots),
            (m.rocks, &parts.rocks),
            (m.scrap, &parts.scrap),
            (m.rails, &parts.rails),
            (m.far, &parts.far),
        ] {
            prop_assert_eq!(read.map(|b| &b[..]), part(written));
        }
        let events: Vec<u8> = m.events.iter().flatten().flat_map(encode).collect();
        prop_assert_eq!(&events, &parts.events);
        prop_assert_eq!(encode(&ServerMessage::Snapshot(m)), bytes, "Parts and Snapshot write the same");
    }

    #[test]
    fn numbers_out_of_range_are_refused(seq in any::<u32>(), hold in any::<u8>(), bits in prop_oneof![0..16_u8, any::<u8>()], x in any::<i8>()) {
        let input = Input { seq, ack: 0, hold, move_x: x, move_y: 0, buttons: bits, aim_x: 0, aim_y: 0, back: 0 };
        let legal = seq > 0 && (1..=HOLD_TICKS_MAX).contains(&hold) && bits <= buttons::ALL && x > i8::MIN;
        prop_assert_eq!(decode_client(&encode(&input)).is_ok(), legal);
    }

    #[test]
    fn rooms_are_lower_case_letters_digits_and_hyphens(room in "[a-zA-Z0-9_. /-]{0,40}") {
        let legal = (1..=32).contains(&room.len()) && !room.contains(|c: char| c.is_uppercase() || "_. /".contains(c));
        let hello = Hello { version: 1, room };
        prop_assert_eq!(decode_client(&encode(&hello)).is_ok(), legal);
    }
}

#[test]
fn points_go_into_one_of_the_six_stats() {
    let legal = (0..=u8::MAX).filter(|&stat| decode_client(&encode(&Spend { stat })).is_ok());
    assert_eq!(legal.collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5]);
}

/// One property per record: bytes -> record -> bytes, and several in a row.
macro_rules! records_come_back {
    ($($test:ident $record:ident),* $(,)?) => {
        proptest! {
            $(
                #[test]
                fn $test(bytes in vec(any::<[u8; $record::SIZE]>(), 0..5), rest in 0..$record::SIZE) {
                    let again: Vec<_> = bytes.iter().map(|b| $record::from_bytes(b).to_bytes()).collect();
                    prop_assert_eq!(&again, &bytes);
                    let mut row = bytes.concat();
                    row.resize(row.len() + rest, 0xaa);
                    let read: Vec<_> = $record::all(&row).map(|record| record.to_bytes()).collect();
                    prop_assert_eq!(&read, &bytes, "a rest shorter than a record is left out");
                }
            )*
        }
    };
}
records_come_back! {
    ship_records_come_back ShipRecord,
    own_records_come_back OwnRecord,
    progress_records_come_back ProgressRecord,
    rail_records_come_back RailRecord,
    shot_records_come_back ShotRecord,
    end_records_come_back EndRecord,
    rock_records_come_back RockRecord,
    scrap_records_come_back ScrapRecord,
}
