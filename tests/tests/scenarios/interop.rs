//! Strangers' libraries speak with the server: `ws` of Node.js and `websockets` of Python join and see themselves
//! seated; `curl` shakes hands. `tests/run` installs them. With `FRACAS_INTEROP=require` none may be missing, but
//! Python where there is none at all.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use data_encoding::BASE64;
use fracas_protocol::{
    PROTOCOL_VERSION, SUBPROTOCOL, TICKET_PREFIX,
    record::{OwnRecord, ProgressRecord},
};
use fracas_tests::{Server, http::stats};
use serde_json::Value;
use sha1::{Digest, Sha1};

/// What RFC 6455 section 1.3 adds to a key.
const KEY_SUFFIX: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("interop")
}

/// Fails where nothing may be left out, else says why a test is.
fn skip(cause: &str) {
    assert!(std::env::var_os("FRACAS_INTEROP").is_none_or(|v| v != "require"), "{cause}");
    say_skipped(cause);
}

/// Past the capture of the test harness: it is to be seen in every run.
fn say_skipped(cause: &str) {
    let _ = writeln!(std::io::stderr(), "SKIPPED: {cause}");
}

fn runs(program: impl AsRef<OsStr>) -> bool {
    let asked = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    asked.is_ok_and(|status| status.success())
}

/// Lets a player's program join under its library's name, and compares what it and the server say.
async fn joins_and_sees_itself(program: &Path, script: &str, library: &str) {
    let server = Server::start(&["--bots", "3"]);
    let own_bytes = OwnRecord::SIZE + ProgressRecord::SIZE;
    let mut player: Child = Command::new(program)
        .arg(folder().join(script))
        .arg(format!("ws://{}/ws", server.addr()))
        .args([&PROTOCOL_VERSION.to_string(), library, &own_bytes.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the player starts");
    let mut lines = BufReader::new(player.stdout.take().expect("stdout is piped")).lines();
    let line = lines.next().expect("the player says what it sees").expect("it is text");
    let seen: Value = serde_json::from_str(&line).expect("it is JSON");

    assert_eq!(seen["library"], library);
    assert_eq!(seen["subprotocol"], SUBPROTOCOL);
    assert_eq!(seen["room"], "main");
    assert_eq!(seen["name"], library, "the seat has the name that was asked for");
    assert!(seen["slot"].is_u64() && seen["tick"].as_u64() > Some(0), "{seen}");
    let figures = stats(server.addr()).await;
    assert_eq!(figures["players"], 1, "the server has one person seated");
    let half = figures["world_half"].as_f64().expect("the world has a size");
    for axis in ["x", "y"] {
        let at = seen[axis].as_f64().expect("the ship has a place");
        assert!(at.abs() < half, "{axis} = {at} is outside of the world");
    }

    drop(player.stdin.take());
    let code = lines.next().expect("the player says how it ended").expect("it is text");
    assert_eq!(code, "1000", "the server answers a close with the same code");
    assert!(player.wait().expect("it is our child").success());
    let deadline = Instant::now() + Duration::from_secs(3);
    while stats(server.addr()).await["players"] != 0 {
        assert!(Instant::now() < deadline, "the seat is never given back");
    }
}

#[tokio::test]
async fn the_library_ws_of_node_joins() {
    if !runs("node") || !folder().join("node_modules/ws").is_dir() {
        return skip("node or its packages are missing: npm ci --ignore-scripts --prefix tests/interop");
    }
    joins_and_sees_itself(Path::new("node"), "player.js", "ws").await;
}

#[tokio::test]
async fn the_library_websockets_of_python_joins() {
    // Tests run from TARGET/PROFILE/deps; tests/run makes TARGET/interop/python.
    let exe = std::env::current_exe().expect("a test knows its own path");
    let target = exe.ancestors().nth(3).expect("tests run from a build folder");
    let python = target.join("interop/python/bin/python");
    if !runs("python3") {
        return say_skipped("Python 3 is missing");
    }
    if !runs(&python) {
        return skip(
            "the Python packages are missing: tests/run installs them into interop/python of the build folder",
        );
    }
    joins_and_sees_itself(&python, "player.py", "websockets").await;
}

/// What curl reads of the answer; after a handshake it waits for more until its time is over.
fn curl(server: &Server, path: &str, headers: &[&str], more: &[&str]) -> String {
    let mut command = Command::new("curl");
    command.args(["--http1.1", "--silent", "--include", "--no-buffer", "--noproxy", "*"]).args(more);
    for header in headers {
        command.args(["--header", header]);
    }
    let output = command.arg(format!("{}{path}", server.url())).output().expect("curl runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.starts_with("HTTP/1.1 "), "curl read {text:?}: {}", String::from_utf8_lossy(&output.stderr));
    text
}

fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let fields = answer.lines().filter_map(|line| line.split_once(": "));
    fields.filter(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).next()
}

#[test]
fn curl_shakes_hands_as_rfc_6455_has_it() {
    if !runs("curl") {
        return skip("curl is missing");
    }
    let server = Server::start(&["--bots", "0"]);
    let shake = |more: &[&str]| {
        let base = ["Connection: Upgrade", "Upgrade: websocket"];
        curl(&server, "/ws", &[&base, more].concat(), &["--max-time", "2"])
    };

    let fresh = BASE64.encode(&rand::random::<[u8; 16]>());
    for key in ["dGhlIHNhbXBsZSBub25jZQ==", &fresh] {
        let joined =
            curl(&server, "/api/join", &["Content-Type: application/json"], &["-d", r#"{"room":"main"}"#]);
        let ticket = joined.split_once("\"ticket\":\"").and_then(|(_, rest)| rest.split('"').next());
        let ticket = ticket.unwrap_or_else(|| panic!("no ticket in {joined}"));
        let offer = format!("Sec-WebSocket-Protocol: chat, {SUBPROTOCOL}, {TICKET_PREFIX}{ticket}");
        let answer = shake(&["Sec-WebSocket-Version: 13", &format!("Sec-WebSocket-Key: {key}"), &offer]);
        assert!(answer.starts_with("HTTP/1.1 101 "), "{answer}");
        let accept = BASE64.encode(&Sha1::digest(format!("{key}{KEY_SUFFIX}")));
        assert_eq!(header(&answer, "Sec-WebSocket-Accept"), Some(accept.as_str()));
        assert!(key == fresh || accept == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "the RFC's own example");
        assert_eq!(header(&answer, "Sec-WebSocket-Protocol"), Some(SUBPROTOCOL));
        assert!(header(&answer, "Upgrade").is_some_and(|v| v.eq_ignore_ascii_case("websocket")));
        assert!(header(&answer, "Connection").is_some_and(|v| v.eq_ignore_ascii_case("upgrade")));
        assert_eq!(header(&answer, "Sec-WebSocket-Extensions"), None, "no compression");
    }

    let key = format!("Sec-WebSocket-Key: {fresh}");
    let old = shake(&["Sec-WebSocket-Version: 8", &key, "Sec-WebSocket-Protocol: fracas.v1"]);
    assert!(old.starts_with("HTTP/1.1 426 "), "{old}");
    assert_eq!(header(&old, "Sec-WebSocket-Version"), Some("13"), "section 4.4: what is spoken instead");
    let none = shake(&["Sec-WebSocket-Version: 13", &key]);
    assert!(none.starts_with("HTTP/1.1 400 ") && none.contains("offer the subprotocol fracas.v1"), "{none}");
    let no_ticket = shake(&["Sec-WebSocket-Version: 13", &key, "Sec-WebSocket-Protocol: fracas.v1"]);
    assert!(no_ticket.starts_with("HTTP/1.1 401 ") && no_ticket.contains("offer a ticket"), "{no_ticket}");
}
