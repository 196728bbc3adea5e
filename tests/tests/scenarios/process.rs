//! The program as an operator meets it: flags, errors, HTTP, signals.

use std::time::Duration;

use fracas_protocol::CloseCode;
use fracas_tests::{Client, Server, http, server::output};
use rustix::process::Signal;

#[tokio::test]
async fn it_is_open_within_a_second() {
    let server = Server::start(&[]);
    assert!(server.started_in < Duration::from_secs(1), "it took {:?}", server.started_in);
    assert_eq!(http::get(server.addr(), "/healthz", "").await.status, 200);
    tokio::time::sleep(Duration::from_secs(1)).await;
    let stats = http::stats(server.addr()).await;
    assert_eq!((&stats["bots"], &stats["players"]), (&12.into(), &0.into()), "twelve bots fight");
}

#[test]
fn a_bad_value_is_one_clear_line_and_exit_code_2() {
    for (flags, word) in [
        (&["--tick-rate", "25"][..], "15, 20, 30 or 60"),
        (&["--max-players", "0"], "--max-players"),
        (&["--config", "/nowhere/fracas.toml"], "/nowhere/fracas.toml"),
    ] {
        let output = output(flags);
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(text.contains(word) && text.lines().count() == 1, "{text:?}");
    }
    for flags in [&["--listen", "nonsense"][..], &["--bots", "many"], &["--colour", "blue"]] {
        assert_eq!(output(flags).status.code(), Some(2), "{flags:?}");
    }
}

#[test]
fn help_teaches() {
    let text = String::from_utf8(output(&["--help"]).stdout).unwrap();
    for word in ["--lan", "--tick-rate", "15, 20, 30 or 60", "Examples", "fracas-bots"] {
        assert!(text.contains(word), "{word} is not in:\n{text}");
    }
}

#[test]
fn a_taken_port_names_the_option() {
    let server = Server::start(&[]);
    let output = output(&["--listen", server.addr()]);
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text.contains("is taken") && text.contains("--listen"), "{text:?}");
}

#[tokio::test]
async fn both_signals_tell_the_players_and_end_within_two_seconds() {
    for signal in [Signal::INT, Signal::TERM] {
        let mut server = Server::start(&[]);
        let mut player = Client::join(server.addr(), "Ann").await;
        let mut watcher = Client::watch(server.addr()).await;
        let stopping = tokio::task::spawn_blocking(move || server.signal(signal));
        let code = Some(CloseCode::GoingAway.number());
        assert_eq!(player.ended(Duration::from_secs(2)).await, code);
        assert_eq!(watcher.ended(Duration::from_secs(2)).await, code);
        let (status, took) = stopping.await.unwrap();
        assert!(status.success() && took < Duration::from_secs(2), "{signal:?}: {status} after {took:?}");
    }
}

#[tokio::test]
async fn the_page_and_its_files_are_served_with_caching_and_safe_headers() {
    let server = Server::start(&[]);
    let page = http::get(server.addr(), "/", "accept-encoding: identity\r\n").await;
    assert_eq!(page.status, 200);
    for line in [
        "content-type: text/html",
        "cache-control: no-cache",
        "content-security-policy: default-src 'self'",
        "x-content-type-options: nosniff",
    ] {
        assert!(page.head.contains(line), "no {line} in\n{}", page.head);
    }
    assert_eq!(http::get(server.addr(), "/r/main", "").await.status, 200, "a room's link opens the page");
    assert_eq!(http::get(server.addr(), "/no/such/file.js", "").await.status, 404);
    let unknown = http::get(server.addr(), "/api/stats?room=nowhere", "").await;
    assert_eq!(unknown.status, 404);
    assert!(unknown.head.contains("x-content-type-options: nosniff"), "{}", unknown.head);
}

#[tokio::test]
async fn a_page_of_another_site_cannot_open_the_socket() {
    let server = Server::start(&[]);
    let upgrade = "connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n\
                   sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: fracas.v1\r\n";
    // `get` adds "connection: close", which does not take back the upgrade asked for before it.
    let foreign = http::get(server.addr(), "/ws", &format!("{upgrade}origin: http://evil.example\r\n")).await;
    assert_eq!(foreign.status, 403);
    assert_eq!(http::get(server.addr(), "/ws", "").await.status, 426);
}
