//! Golden vectors of the shared motion, one file per tick rate, read by every port of it.
//!
//! `states[n]` is the ship after `inputs[n]`, taken in tick `first_tick + n`; numbers are exact (an f32 is
//! written as the f64 of the same value, -0 as -0.0). A motion that differs in one bit makes another text.
//! `UPDATE=1 cargo test -p fracas-protocol` rewrites the files; that breaks every client until it is ported.

mod cases;

use std::{env, fmt::Write, fs, path::PathBuf};

use fracas_protocol::{Motion, Rules, Steps};
use serde_json::{Value, json};

use cases::Case;

fn ship_row(m: &Motion) -> Value {
    let [x, y, vx, vy, energy] = [m.x, m.y, m.vx, m.vy, m.energy].map(f64::from);
    json!([x, y, vx, vy, energy, m.spent, m.reload])
}

/// `"key": [` row, row... `]`, a row a line, so that a change shows as the lines it is.
fn rows(out: &mut String, key: &str, rows: impl Iterator<Item = Value>) {
    let rows: Vec<String> = rows.map(|row| row.to_string()).collect();
    write!(out, ",\n\"{key}\": [\n{}\n]", rows.join(",\n")).expect("a String takes all text");
}

/// Fields are written by rising name, because `serde_json` keeps or sorts them as its features say.
fn case_text(case: &Case) -> String {
    let Motion { x, y, vx, vy, energy, spent, reload } = case.start;
    let [x, y, vx, vy, energy] = [x, y, vx, vy, energy].map(f64::from);
    let rocks = case.rocks.iter().map(|r| {
        let [x, y, radius] = [r.x, r.y, r.radius].map(f64::from);
        json!({ "from": r.from, "radius": radius, "until": r.until, "x": x, "y": y })
    });
    let mut out = format!(
        "{{\"name\": {}, \"half\": {}, \"first_tick\": {}, \"tune\": {},\n\"rocks\": {},\n\"start\": {}",
        json!(case.name),
        f64::from(case.half),
        case.first_tick,
        json!({ "energy": case.tune.energy, "speed": case.tune.speed }),
        Value::from_iter(rocks),
        json!({ "energy": energy, "reload": reload, "spent": spent, "vx": vx, "vy": vy, "x": x, "y": y }),
    );
    rows(&mut out, "inputs", case.inputs.iter().map(|d| json!([d.x, d.y, d.boost, d.rail])));
    rows(&mut out, "states", case.states.iter().map(ship_row));
    out + "\n}"
}

fn vectors(tick_rate: u32) -> String {
    let k = Steps::new(&Rules::default(), tick_rate);
    let cases: Vec<String> = cases::all(&k).iter().map(case_text).collect();
    let steps = serde_json::to_string(&k).expect("steps are plain numbers");
    format!("{{\"tick_rate\": {tick_rate},\n\"steps\": {steps},\n\"cases\": [\n{}\n]}}\n", cases.join(",\n"))
}

#[test]
fn motion_is_what_the_golden_vectors_say() {
    for tick_rate in [15, 20, 30, 60] {
        let path =
            PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/motion-{tick_rate}.json"));
        let want = vectors(tick_rate);
        if env::var_os("UPDATE").is_some() {
            fs::write(&path, &want).expect("the fixtures folder takes files");
        }
        let have = fs::read_to_string(&path).unwrap_or_default();
        if have != want {
            let same = have.lines().zip(want.lines()).take_while(|(a, b)| a == b).count();
            panic!(
                "{}, line {}:\n  file   {:?}\n  motion {:?}\nIf motion was meant to change: UPDATE=1 cargo test -p fracas-protocol",
                path.display(),
                same + 1,
                have.lines().nth(same),
                want.lines().nth(same),
            );
        }
    }
}
