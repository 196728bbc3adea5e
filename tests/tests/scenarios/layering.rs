//! Lower layers never import upper ones. The picture is in `server/src/lib.rs`; this holds it.

use std::{fs, path::Path};

/// (module, what it may import of the crate), from the bottom up.
const LAYERS: &[(&str, &[&str])] = &[
    ("limits", &[]),
    ("sim", &[]),
    ("link", &["limits"]),
    ("intent", &["limits", "sim"]),
    ("snapshot", &["limits", "link", "sim"]),
    ("audience", &["limits", "link", "sim", "snapshot"]),
    ("rate_limit", &["limits"]),
    ("text", &[]),
    ("room", &["audience", "intent", "limits", "link", "rate_limit", "sim", "snapshot", "text"]),
    ("lobby", &["limits", "link"]),
    ("net", &["limits", "link", "lobby", "rate_limit", "text"]),
    ("shard", &["audience", "limits", "link", "rate_limit", "room"]),
    ("config", &["limits", "link", "lobby"]),
    ("lan", &[]),
    ("app", &["config", "lan", "limits", "link", "lobby", "net", "room", "shard"]),
];

/// What the simulation may not even name: time, threads, sockets, serialisation, hash order, trigonometry.
const NOT_IN_SIM: &[&str] = &[
    "tokio",
    "std::time",
    "Instant",
    "std::thread",
    "std::net",
    "serde",
    "HashMap",
    "HashSet",
    ".sin(",
    ".cos(",
    ".tan(",
    "atan2",
    ".exp(",
    ".ln(",
    "powf",
    "Local<",
    "Changed<",
    "Added<",
    "par_iter",
];

fn sources(dir: &Path, out: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
}

fn files_of(module: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/src");
    let mut out = Vec::new();
    let file = root.join(format!("{module}.rs"));
    if file.exists() {
        out.push((file.display().to_string(), fs::read_to_string(file).unwrap()));
    } else {
        sources(&root.join(module), &mut out);
    }
    assert!(!out.is_empty(), "module {module} has no file");
    out
}

/// Modules of the crate that a source names: `crate::name`, also inside `use crate::{a::b, c}`.
fn imports(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in source.match_indices("crate::") {
        if source[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &source[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut name = String::new();
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => found.push(std::mem::take(&mut name)),
                    c if depth == 0 => name.push(c),
                    _ => {}
                }
            }
            found.push(name);
        } else {
            found.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    let first = |path: String| path.trim().split("::").next().unwrap_or("").to_owned();
    found.into_iter().map(first).filter(|name| !name.is_empty()).collect()
}

#[test]
fn imports_go_down_only() {
    for (module, allowed) in LAYERS {
        for (file, source) in files_of(module) {
            for import in imports(&source) {
                assert!(
                    import == *module || allowed.contains(&import.as_str()),
                    "{file} imports {import}, which is not below {module}"
                );
            }
        }
    }
}

#[test]
fn every_module_has_its_place_in_the_layers() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/src/lib.rs")).unwrap();
    let declared = lib
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    let mut count = 0;
    for module in declared {
        assert!(LAYERS.iter().any(|(name, _)| *name == module), "module {module} has no layer");
        count += 1;
    }
    assert_eq!(count, LAYERS.len());
}

#[test]
fn the_simulation_names_nothing_that_could_differ_between_two_runs() {
    for (file, source) in files_of("sim") {
        for line in source.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for word in NOT_IN_SIM {
                assert!(!line.contains(word), "{file} names {word}: {line}");
            }
        }
    }
}

#[test]
fn the_import_reader_understands_groups() {
    let source = "use crate::{\n    limits::{A, B},\n    link::C,\n};\nuse super::x; use fracas_crate::y; crate::sim::z();";
    assert_eq!(imports(source), ["limits", "link", "sim"]);
}
