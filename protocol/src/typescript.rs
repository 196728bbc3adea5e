//! The wire for the browser: one generated file with message tuples, numbers and record offsets.
//! `protocol/tests/typescript.rs` fails when the committed file differs, and rewrites it on request.

use std::fmt::Write;

use crate::{
    client::{CHOICE, ClientMessage, buttons, order},
    close::CloseCode,
    event::{Event, notice, strength},
    far, limits,
    record::{self, RECORDS},
    rules::Rules,
    server::{ServerMessage, refusal},
    stat,
    steps::Steps,
    version::{PROTOCOL_VERSION, SUBPROTOCOL, TICKET_PREFIX},
};

/// The whole text of `web-client/src/protocol/generated.ts`.
pub fn generate() -> String {
    let mut out = String::from(
        "// Generated from the Rust types of `protocol/`; do not edit. `UPDATE=1 cargo test -p fracas-protocol` rewrites it.\n\n",
    );
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    line(format!("export const PROTOCOL_VERSION = {PROTOCOL_VERSION};"));
    line(format!("export const SUBPROTOCOL = \"{SUBPROTOCOL}\";"));
    line(format!("export const TICKET_PREFIX = \"{TICKET_PREFIX}\";"));
    for (name, value) in [
        ("NAME_CHARS_MAX", limits::NAME_CHARS_MAX),
        ("HOLD_TICKS_MAX", usize::from(limits::HOLD_TICKS_MAX)),
        ("SNAPSHOT_BYTES_MAX", limits::SNAPSHOT_BYTES_MAX),
        ("FAR_CELLS", limits::FAR_CELLS),
        ("SPEED_MIN", usize::from(limits::SPEED_MIN)),
        ("CHAT_CHARS_MAX", limits::CHAT_CHARS_MAX),
        ("EMOTES", usize::from(limits::EMOTES)),
        ("NOBODY", usize::from(crate::NOBODY)),
    ] {
        line(format!("export const {name} = {value};"));
    }
    line(format!("export const FAR_COUNTS: readonly number[] = {:?};", far::COUNTS));
    line(format!("/** `x` of Watch: the server chooses. */\nexport const CHOICE = {CHOICE};"));
    line(bits("Button", &[("BOOST", buttons::BOOST), ("FIRE", buttons::FIRE), ("RAIL", buttons::RAIL)]));
    line(bits(
        "ShipState",
        &[
            ("HULL", record::ship_state::HULL),
            ("BOOST", record::ship_state::BOOST),
            ("SHIELD", record::ship_state::SHIELD),
            ("AWAY", record::ship_state::AWAY),
        ],
    ));
    line(bits("OwnFlag", &[("SPENT", record::own_flags::SPENT)]));
    line(bits(
        "Cause",
        &[("HIT", record::causes::HIT), ("PUSH", record::causes::PUSH), ("STARVED", record::causes::STARVED)],
    ));
    line(bits(
        "End",
        &[("SHIP", record::end::SHIP), ("ROCK", record::end::ROCK), ("WALL", record::end::WALL)],
    ));
    line(bits("Weapon", &[("BLASTER", record::weapon::BLASTER), ("RAIL", record::weapon::RAIL)]));
    line(bits(
        "Pickup",
        &[
            ("SCRAP", record::pickup::SCRAP),
            ("SHIELD", record::pickup::SHIELD),
            ("TRIPLE", record::pickup::TRIPLE),
            ("REPAIR", record::pickup::REPAIR),
        ],
    ));
    line(bits(
        "Stat",
        &[
            ("HULL", stat::HULL),
            ("REPAIR", stat::REPAIR),
            ("SPEED", stat::SPEED),
            ("DAMAGE", stat::DAMAGE),
            ("RATE", stat::RATE),
            ("ENERGY", stat::ENERGY),
        ],
    ));
    line(bits(
        "Refusal",
        &[
            ("ROOM_FULL", refusal::ROOM_FULL),
            ("BAD_NAME", refusal::BAD_NAME),
            ("TOO_SOON", refusal::TOO_SOON),
            ("BUSY", refusal::BUSY),
        ],
    ));
    line(bits(
        "Order",
        &[
            ("KICK", order::KICK),
            ("BAN", order::BAN),
            ("MUTE", order::MUTE),
            ("UNMUTE", order::UNMUTE),
            ("PASS", order::PASS),
            ("BOTS", order::BOTS),
            ("STRENGTH", order::STRENGTH),
            ("SEATS", order::SEATS),
            ("LISTED", order::LISTED),
            ("PASSWORD", order::PASSWORD),
            ("NAME", order::NAME),
            ("CLOSE", order::CLOSE),
        ],
    ));
    line(bits(
        "NoticeWhat",
        &[
            ("JOINED", notice::JOINED),
            ("LEFT", notice::LEFT),
            ("CROWNED", notice::CROWNED),
            ("STREAK", notice::STREAK),
            ("MUTED", notice::MUTED),
            ("UNMUTED", notice::UNMUTED),
            ("TOO_FAST", notice::TOO_FAST),
            ("REPEATED", notice::REPEATED),
            ("BLOCKED", notice::BLOCKED),
            ("NOT_HOST", notice::NOT_HOST),
            ("KICKED", notice::KICKED),
            ("BANNED", notice::BANNED),
            ("REPORTED", notice::REPORTED),
            ("BACK", notice::BACK),
        ],
    ));
    line(bits(
        "Strength",
        &[
            ("MIXED", strength::MIXED),
            ("EASY", strength::EASY),
            ("NORMAL", strength::NORMAL),
            ("HARD", strength::HARD),
        ],
    ));
    line(close_codes());
    line(numbers("Rules", Rules::FIELDS));
    line(numbers("Steps", Steps::FIELDS));
    line(ClientMessage::type_script());
    line(Event::type_script());
    line(ServerMessage::type_script());
    for (name, size, layout) in RECORDS {
        line(offsets(name, *size, layout));
    }
    out
}

fn bits(name: &str, values: &[(&str, u8)]) -> String {
    let fields: Vec<String> = values.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    format!("export const {name} = {{ {} }} as const;", fields.join(", "))
}

fn close_codes() -> String {
    let codes = CloseCode::ALL.map(|code| format!("{code:?}: {}", code.number())).join(", ");
    let finals: Vec<String> =
        CloseCode::ALL.iter().filter(|c| c.is_final()).map(|c| c.number().to_string()).collect();
    format!(
        "export const CloseCode = {{ {codes} }} as const;\n\
         /** Codes after which coming back unchanged is no use. */\n\
         export const FINAL_CLOSE_CODES: readonly number[] = [{}];",
        finals.join(", ")
    )
}

fn numbers(name: &str, fields: &[&str]) -> String {
    let body: String = fields.iter().fold(String::new(), |mut body, field| {
        let _ = writeln!(body, "  {field}: number;");
        body
    });
    let names: Vec<String> = fields.iter().map(|field| format!("\"{field}\"")).collect();
    format!(
        "export interface {name} {{\n{body}}}\nexport const {name}Fields = [{}] as const;\n",
        names.join(", ")
    )
}

fn offsets(name: &str, size: usize, layout: &[(&str, &str)]) -> String {
    let mut at = 0;
    let mut fields = vec![format!("size: {size}")];
    for (field, ty) in layout {
        fields.push(format!("{field}: {at}"));
        at += width(ty);
    }
    format!(
        "/** Byte offsets: {} */\nexport const {name} = {{ {} }} as const;\n",
        types(layout),
        fields.join(", ")
    )
}

fn types(layout: &[(&str, &str)]) -> String {
    layout.iter().map(|(field, ty)| format!("{field} {ty}")).collect::<Vec<_>>().join(", ")
}

/// Bytes of a record's field.
pub fn width(ty: &str) -> usize {
    match ty {
        "u8" => 1,
        "u16" => 2,
        "u32" | "f32" => 4,
        other => unreachable!("no record has a field of type {other}"),
    }
}
