//! What the golden frames say. Each field has a value of its own, so that no two can be swapped unseen.

use fracas_protocol::{
    ClientMessage, Event, NOBODY, PROTOCOL_VERSION, ServerMessage,
    client::{
        Ack, Away, CHOICE, Emote, Hello, Input, Join, Leave, Manage, Mark, Report, Say, Spend, Watch,
        buttons, order,
    },
    encode,
    event::{
        Board, Crown, Death, Emoted, Gauge, Hit, Host, Hurt, Kill, Marked, Name, Notice, Room, Said, Speed,
        World, notice, strength,
    },
    far,
    limits::{BOARD_ROWS, HOLD_TICKS_MAX},
    record::{
        EndRecord, OwnRecord, ProgressRecord, RailRecord, RockRecord, ScrapRecord, ShipRecord, ShotRecord,
        causes, end, own_flags, pickup, ship_state, weapon,
    },
    server::{Refused, Seated, Welcome, refusal},
    snapshot::Parts,
    stat,
};
use serde_json::{Value, json};

use super::{Frame, client, server, snapshot};

/// What clients say.
pub(super) fn of_clients() -> Vec<Frame> {
    let hello = |room: &str| ClientMessage::Hello(Hello { version: PROTOCOL_VERSION, room: room.into() });
    let rest =
        Input { seq: 1, ack: 0, hold: 1, move_x: 0, move_y: 0, buttons: 0, aim_x: 0, aim_y: 0, back: 0 };
    let fight =
        Input { seq: 70_000, ack: 90_000, move_x: 127, move_y: -90, aim_x: 300, aim_y: -5, back: 37, ..rest };
    let low = Input { move_x: -127, move_y: -127, aim_x: i16::MIN, aim_y: i16::MIN, ..rest };
    let high = Input {
        seq: u32::MAX,
        ack: u32::MAX,
        hold: HOLD_TICKS_MAX,
        aim_x: i16::MAX,
        aim_y: i16::MAX,
        back: u8::MAX,
        ..rest
    };
    vec![
        client("hello", &hello("main")),
        client("hello with the longest room", &hello("k7qf-the-longest-room-name-is-32")),
        client("join", &ClientMessage::Join(Join { name: "Ann".into() })),
        client("join with letters of four bytes", &ClientMessage::Join(Join { name: "Zoë 😀 𝔉".into() })),
        client("input at rest", &ClientMessage::Input(rest)),
        client(
            "input in a fight",
            &ClientMessage::Input(Input { buttons: buttons::BOOST | buttons::FIRE, ..fight }),
        ),
        client("input with the rail", &ClientMessage::Input(Input { buttons: buttons::RAIL, ..fight })),
        client("input with the lowest numbers", &ClientMessage::Input(low)),
        client("input with the highest numbers", &ClientMessage::Input(high)),
        client("ack", &ClientMessage::Ack(Ack { tick: 65_536 })),
        client("leave", &ClientMessage::Leave(Leave {})),
        client("spend on hull", &ClientMessage::Spend(Spend { stat: stat::HULL })),
        client("spend on energy", &ClientMessage::Spend(Spend { stat: stat::ENERGY })),
        client("watch a player", &ClientMessage::Watch(Watch { slot: 300, x: 0, y: 0 })),
        client("watch a place", &ClientMessage::Watch(Watch { slot: NOBODY, x: -1499, y: 70_000 })),
        client("watch what the server shows", &ClientMessage::Watch(Watch { slot: NOBODY, x: CHOICE, y: 0 })),
        client("say", &ClientMessage::Say(Say { text: "gg, Löwe 🦁".into() })),
        client("emote", &ClientMessage::Emote(Emote { which: 7 })),
        client("mark", &ClientMessage::Mark(Mark { x: -1200, y: 300 })),
        client("report", &ClientMessage::Report(Report { slot: 41 })),
        client("order to kick", &manage(order::KICK, 41, 0, "")),
        client("order of seats", &manage(order::SEATS, NOBODY, 250, "")),
        client("order of a name", &manage(order::NAME, NOBODY, 0, "Ann's room")),
        client("nobody looks", &ClientMessage::Away(Away { away: true })),
        client("somebody looks", &ClientMessage::Away(Away { away: false })),
    ]
}

fn manage(what: u8, slot: u16, value: u32, text: &str) -> ClientMessage {
    ClientMessage::Manage(Manage { what, slot, value, text: text.into() })
}

/// A map with a number of its own for each name. Not the game's numbers: tuning must not rewrite the wire.
fn numbered<T: serde::de::DeserializeOwned>(fields: &[&str]) -> T {
    let pairs = fields.iter().enumerate().map(|(n, field)| (field.to_string(), json!(0.1 + n as f64)));
    serde_json::from_value(Value::Object(pairs.collect())).expect("every field is a number")
}

/// What servers say: every message, and a snapshot for every event.
pub(super) fn of_servers() -> Vec<Frame> {
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
        snapshot(
            "snapshot of the own ship alone",
            &Parts { tick: 2, own: every_part().own, ..Parts::default() },
        ),
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

fn events() -> [(&'static str, Event); 21] {
    let rows: Vec<_> = (0..BOARD_ROWS as u16).map(|n| (n * 30, 70_000 >> n)).collect();
    [
        ("name", Event::Name(Name { slot: 3, name: "Löwe 🦁".into(), bot: false, level: 1 })),
        (
            "name of a bot",
            Event::Name(Name { slot: 8191, name: "Sixteen letters.".into(), bot: true, level: 30 }),
        ),
        ("kill", Event::Kill(Kill { victim: 7, killer: NOBODY, weapon: weapon::BLASTER })),
        ("kill by rail", Event::Kill(Kill { victim: 8, killer: 300, weapon: weapon::RAIL })),
        ("hit", Event::Hit(Hit { victim: 7, damage: 12 })),
        ("hurt", Event::Hurt(Hurt { by: 300, damage: 12, heading: 255 })),
        ("death", Event::Death(Death { by: 300, respawn: 260, lost: 70_000 })),
        ("board", Event::Board(Board { players: 212, rank: 17, rows, crown: Some((30, -1499, 1200)) })),
        ("board without a crown", Event::Board(Board { players: 2, rank: 0, rows: vec![], crown: None })),
        ("world", Event::World(World { half: 1733.25, from: 320 })),
        ("crown", Event::Crown(Crown { slot: 4096 })),
        ("crown of nobody", Event::Crown(Crown { slot: NOBODY })),
        ("speed", Event::Speed(Speed { percent: 62 })),
        ("said", Event::Said(Said { slot: 300, name: "Ann".into(), text: "Grüße! 😀".into() })),
        ("emoted", Event::Emoted(Emoted { slot: 300, which: 3 })),
        ("marked", Event::Marked(Marked { slot: 300, x: -1200, y: 70_000 })),
        (
            "notice of a streak",
            Event::Notice(Notice { what: notice::STREAK, slot: 7, name: "Löwe".into(), value: 5 }),
        ),
        ("host", Event::Host(Host { slot: 7, name: "Ann".into() })),
        ("host, nobody", Event::Host(Host { slot: NOBODY, name: String::new() })),
        (
            "room",
            Event::Room(Room {
                name: "Ann's room".into(),
                bots: 6,
                strength: strength::HARD,
                seats: 300,
                listed: true,
                locked: false,
            }),
        ),
        ("gauge", Event::Gauge(Gauge { tick_us: 1_250 })),
    ]
}

/// Every part filled.
fn every_part() -> Parts {
    let own = OwnRecord {
        x: -1234.5,
        y: 0.1,
        vx: 319.99,
        vy: -0.0,
        energy: 61.5,
        shield: 180,
        triple: 360,
        hull: 88,
        cooldown: 5,
        reload: 36,
        flags: own_flags::SPENT,
        causes: causes::HIT | causes::PUSH | causes::STARVED,
    };
    let stats = stat::pack(&[1, 2, 3, 4, 5, 6]);
    let progress = ProgressRecord { score: 70_000, stats, level: 22, progress: 201, points: 7 };
    let ships = [
        ShipRecord { slot: 1, x: 2, y: 3, heading: 4, state: ship_state::HULL },
        ShipRecord {
            slot: 8191,
            x: 65_535,
            y: 32_768,
            heading: 255,
            state: 1 | ship_state::BOOST | ship_state::SHIELD | ship_state::AWAY,
        },
    ];
    let ends = [
        EndRecord { slot: 10, x: 11, y: 12, what: end::SHIP },
        EndRecord { slot: 999, x: 1, y: 2, what: end::WALL },
    ];
    let shots = [ShotRecord { slot: 20, owner: 21, x: 22, y: 23, heading: 49_152, birth: 250 }];
    let rocks = [
        RockRecord { slot: 30, look: 31, x: -32.25, y: 33.1, radius: 55.5, from: 34, until: u32::MAX },
        RockRecord { slot: 35, look: 65_535, x: 1e4, y: -1e-3, radius: 70.0, from: 0, until: 3_000_000_000 },
    ];
    let scrap = [
        ScrapRecord { slot: 40, x: 41, y: 42, value: 43, what: pickup::SCRAP },
        ScrapRecord { slot: 44, x: 45, y: 46, value: 0, what: pickup::REPAIR },
    ];
    let rails = [
        RailRecord { owner: 50, x: 51, y: 52, heading: 53, length: 54, what: end::ROCK },
        RailRecord { owner: 55, x: 56, y: 57, heading: 65_535, length: 900, what: 0 },
    ];
    Parts {
        tick: 3_000_000_000,
        ack_seq: 65_535,
        slack_ms: 33,
        own: Some(own),
        progress: Some(progress),
        left_ships: slots(&[5, 6]),
        left_rocks: slots(&[]),
        left_scrap: slots(&[65_534]),
        ships: ships.iter().flat_map(ShipRecord::to_bytes).collect(),
        ends: ends.iter().flat_map(EndRecord::to_bytes).collect(),
        shots: shots.iter().flat_map(ShotRecord::to_bytes).collect(),
        rocks: rocks.iter().flat_map(RockRecord::to_bytes).collect(),
        scrap: scrap.iter().flat_map(ScrapRecord::to_bytes).collect(),
        rails: rails.iter().flat_map(RailRecord::to_bytes).collect(),
        far: (0..far::BYTES).map(|byte| byte as u8 * 3).collect(),
        events: events().iter().flat_map(|(_, event)| encode(event)).collect(),
        event_count: events().len() as u32,
        ..Parts::default()
    }
}

fn slots(slots: &[u16]) -> Vec<u8> {
    slots.iter().flat_map(|slot| slot.to_le_bytes()).collect()
}
