//! `PROTOCOL.md` says what the Rust types say: kinds, fields in order, sizes, codes. A stranger builds on it.

use fracas_protocol::{
    ClientMessage, CloseCode, Event, PROTOCOL_VERSION, Rules, SUBPROTOCOL, ServerMessage, Steps,
    TICKET_PREFIX,
    client::buttons,
    far, limits,
    record::{RECORDS, causes, end, own_flags, pickup, ship_state, weapon},
    server::refusal,
    stat,
};

const DOCUMENT: &str = include_str!("../PROTOCOL.md");
const CLIENT: &str = "## Client messages";
const SERVER: &str = "## Server messages";

/// A message or event as the generated TypeScript shows it.
#[derive(Debug, PartialEq)]
struct Message {
    name: String,
    kind: String,
    /// (field, type); types by class: "number", "string", "boolean", "map", or "" where the table has its own form.
    fields: Vec<(String, String)>,
}

/// The messages in `export type Hello = [kind: 1, version: number, ...];` lines.
fn messages(type_script: &str) -> Vec<Message> {
    let message = |line: &str| {
        let (name, fields) =
            line.strip_prefix("export type ")?.strip_suffix("];")?.split_once(" = [kind: ")?;
        let mut pieces = pieces(fields).into_iter();
        let kind = pieces.next()?;
        let fields =
            pieces.filter_map(|field| field.split_once(": ").map(|(f, ty)| (f.into(), class(ty).into())));
        Some(Message { name: name.into(), kind, fields: fields.collect() })
    };
    type_script.lines().filter_map(message).collect()
}

/// What several types of one kind are called in TypeScript, in the document and in Rust.
fn class(ty: &str) -> &str {
    match ty.split([' ', ';']).next().unwrap_or_default() {
        "number" | "u8" | "u16" | "u32" | "i8" | "i16" | "i32" | "f32" => "number",
        "string" => "string",
        "boolean" | "bool" => "boolean",
        "Rules" | "Steps" | "map" => "map",
        _ => "",
    }
}

/// Splits at commas that stand in no bracket.
fn pieces(text: &str) -> Vec<String> {
    let mut depth = 0;
    let mut pieces = vec![String::new()];
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                pieces.push(String::new());
                continue;
            }
            _ => {}
        }
        pieces.last_mut().expect("never empty").push(c);
    }
    pieces.iter().map(|piece| piece.trim().to_string()).collect()
}

/// The fields of a cell such as `slot u16, name string, bot bool: who sits there`: (name, type as written).
fn fields(cell: &str) -> Vec<(String, String)> {
    let field = |piece: String| {
        let (name, ty) = piece.split_once(' ')?;
        Some((name.to_string(), ty.split(' ').next()?.to_string()))
    };
    pieces(cell.split(": ").next().unwrap_or(cell)).into_iter().filter_map(field).collect()
}

/// The rows, as trimmed cells, of the first table of the section whose head begins with `head`.
fn table(section: &str, head: &str) -> Vec<Vec<&'static str>> {
    let text = DOCUMENT.split(section).nth(1).expect("the section is in the document");
    let lines = text.lines().skip_while(|line| !line.starts_with(head));
    let rows = lines.skip(2).take_while(|line| line.starts_with('|'));
    let rows: Vec<Vec<&str>> =
        rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect()).collect();
    assert!(!rows.is_empty(), "{section} has the table {head}");
    rows
}

/// The messages of a table with the columns kind, name, fields.
fn documented(rows: &[Vec<&str>]) -> Vec<Message> {
    let classed = |cell: &str| fields(cell).into_iter().map(|(f, ty)| (f, class(&ty).to_string())).collect();
    rows.iter()
        .map(|row| Message { name: row[1].into(), kind: row[0].into(), fields: classed(row[2]) })
        .collect()
}

#[test]
fn client_messages_agree() {
    assert_eq!(documented(&table(CLIENT, "| kind |")), messages(&ClientMessage::type_script()));
}

#[test]
fn server_messages_agree() {
    let rows = table(SERVER, "| kind | message |");
    let mut want = messages(&ServerMessage::type_script());
    let snapshot = want.iter().position(|m| m.name == "Snapshot").expect("there are snapshots");
    let parts: Vec<String> = want[snapshot].fields.iter().map(|(name, _)| name.clone()).collect();
    assert_eq!(pieces(rows[snapshot][2]), parts, "the row of Snapshot");
    let documented_parts: Vec<&str> = table(SERVER, "| part |").iter().map(|row| row[0]).collect();
    assert_eq!(documented_parts, parts, "the table of a snapshot's parts");
    want[snapshot].fields.clear();
    assert_eq!(documented(&rows), want);
}

#[test]
fn events_agree() {
    assert_eq!(documented(&table(SERVER, "| kind | event |")), messages(&Event::type_script()));
}

#[test]
fn records_agree() {
    let rows = table(SERVER, "| record |");
    let documented = rows.iter().map(|row| (row[0].to_string(), row[1].to_string(), fields(row[2])));
    let written = RECORDS.iter().map(|(name, size, layout)| {
        let layout: Vec<_> = layout.iter().map(|(f, ty)| (f.to_string(), ty.to_string())).collect();
        (name.trim_end_matches("Record").to_lowercase(), size.to_string(), layout)
    });
    assert_eq!(documented.collect::<Vec<_>>(), written.collect::<Vec<_>>());
}

/// A format of Python's `struct`, `<5HB` for five u16 and a u8, as one letter a field.
fn letters(format: &str) -> String {
    let format = format.trim_matches('`').strip_prefix('<').expect("records are little-endian");
    let mut count = 0;
    let mut letters = String::new();
    for c in format.chars() {
        match c.to_digit(10) {
            Some(digit) => count = count * 10 + digit as usize,
            None => {
                letters.extend(std::iter::repeat_n(c, count.max(1)));
                count = 0;
            }
        }
    }
    letters
}

#[test]
fn formats_for_python_agree() {
    let letter = |ty: &str| match ty {
        "u8" => 'B',
        "u16" => 'H',
        "u32" => 'I',
        "f32" => 'f',
        other => panic!("no record has a field of type {other}"),
    };
    for (row, (name, _, layout)) in table(SERVER, "| record |").iter().zip(RECORDS) {
        let want: String = layout.iter().map(|(_, ty)| letter(ty)).collect();
        assert_eq!(letters(row[3]), want, "{name}");
    }
}

#[test]
fn every_number_it_names_is_sent() {
    let known = |word: &str| match word.strip_prefix("steps.") {
        Some(step) => Steps::FIELDS.contains(&step),
        None => Rules::FIELDS.contains(&word) || Steps::FIELDS.contains(&word),
    };
    let section = DOCUMENT.split("## Rules of the fight").nth(1).and_then(|text| text.split("\n## ").next());
    let quoted = section.expect("the section is in the document").split('`').skip(1).step_by(2);
    let words = quoted.flat_map(|code| code.split(|c: char| !(c.is_ascii_lowercase() || "_.".contains(c))));
    let named: Vec<&str> = words.filter(|word| word.contains('_')).collect();
    assert!(named.len() > 35, "the section names numbers: {named:?}");
    for word in named {
        assert!(known(word), "no rule and no step has the name {word}");
    }
    for word in DOCUMENT.split(|c: char| !(c.is_ascii_lowercase() || "_.".contains(c))) {
        if let Some(name) = word.strip_prefix("k.") {
            assert!(Steps::FIELDS.contains(&name), "no step has the name {name}");
        }
    }
}

#[test]
fn close_codes_agree() {
    let documented: Vec<(&str, bool)> =
        table("## Close codes", "| code |").iter().map(|row| (row[0], row[2].starts_with("no"))).collect();
    let codes = CloseCode::ALL.map(|code| (code.number().to_string(), code.is_final()));
    assert_eq!(documented, codes.each_ref().map(|(code, is_final)| (code.as_str(), *is_final)));
}

#[test]
fn numbers_in_the_text_agree() {
    let bits = |name: &str, pairs: &[(u8, &str)]| {
        let list: Vec<String> = pairs.iter().map(|(bit, what)| format!("{bit} {what}")).collect();
        format!("{name}{}", list.join(", "))
    };
    let thousands = |n: usize| format!("{},{:03}", n / 1000, n % 1000);
    // Where the lines break is no matter.
    let text = DOCUMENT.split_whitespace().collect::<Vec<_>>().join(" ");
    for sentence in [
        format!("protocol, version {PROTOCOL_VERSION}"),
        format!("subprotocol `{SUBPROTOCOL}`"),
        format!("Hello [1, {PROTOCOL_VERSION}, "),
        format!("at most {} bytes (else 1009)", thousands(limits::CLIENT_MESSAGE_BYTES_MAX)),
        format!("nesting deeper than {}", limits::DEPTH_MAX),
        format!("(1-{} of `a-z0-9-`)", limits::ROOM_BYTES_MAX),
        format!("`{TICKET_PREFIX}TICKET`"),
        format!(
            "1-{} characters after trimming, at most {} bytes",
            limits::NAME_CHARS_MAX,
            limits::NAME_BYTES_MAX
        ),
        format!("`hold`, 1-{}:", limits::HOLD_TICKS_MAX),
        format!("at most {} bytes with its WebSocket header", thousands(limits::SNAPSHOT_BYTES_MAX)),
        format!(
            "| far | bin {0} | twice a second: ships per cell of a {1} x {1} grid",
            far::BYTES,
            limits::FAR_CELLS
        ),
        format!("n says that at least {:?}[n] are there", far::COUNTS),
        format!("[[slot, score], ...] at most {}", limits::BOARD_ROWS),
        bits("`buttons`: ", &[(buttons::BOOST, "boost"), (buttons::FIRE, "fire"), (buttons::RAIL, "rail")]),
        bits(
            "reason u8 (",
            &[
                (refusal::ROOM_FULL, "room full"),
                (refusal::BAD_NAME, "bad name"),
                (refusal::TOO_SOON, "too soon"),
                (refusal::BUSY, "too busy"),
            ],
        ),
        bits("flags u8 (", &[(own_flags::SPENT, "spent")]) + ")",
        bits("weapon u8 (", &[(weapon::BLASTER, "blaster"), (weapon::RAIL, "rail")]),
        bits(
            "what u8 (",
            &[
                (pickup::SCRAP, "scrap"),
                (pickup::SHIELD, "shield"),
                (pickup::TRIPLE, "triple shot"),
                (pickup::REPAIR, "repair"),
            ],
        ),
        bits(
            "what level points go into: ",
            &[
                (stat::HULL, "hull"),
                (stat::REPAIR, "repair"),
                (stat::SPEED, "speed"),
                (stat::DAMAGE, "damage"),
                (stat::RATE, "fire rate"),
                (stat::ENERGY, "energy"),
            ],
        ),
        format!("`speed_points` and `energy_points` are p[{}] and p[{}]", stat::SPEED, stat::ENERGY),
        format!("times `1 + p[{}] * damage_step`", stat::DAMAGE),
        format!("`hull_max * (1 + p[{}] * hull_step)`", stat::HULL),
        format!("`energy_max * (1 + p[{}] * energy_step)`", stat::ENERGY),
        bits("what u8 (", &[(end::SHIP, "ship"), (end::ROCK, "rock"), (end::WALL, "wall")]),
        format!(
            "bits 0-4 hull in 1/{} of its full, {} boosts, {} shielded, {} away",
            ship_state::HULL,
            ship_state::BOOST.ilog2(),
            ship_state::SHIELD.ilog2(),
            ship_state::AWAY.ilog2()
        ),
        format!("snapshot): {} hit", causes::HIT),
        format!("new ship), {} push", causes::PUSH),
        format!("(another ship), {} starved", causes::STARVED),
    ] {
        assert!(text.contains(&sentence), "the document says: {sentence}");
    }
}
