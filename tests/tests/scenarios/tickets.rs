//! The way in: a token says who somebody is, and a ticket opens one socket.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use fracas_protocol::{ClientMessage, client::Join};
use fracas_tests::{
    Client, Server,
    client::hello,
    http::{self, join, ticket},
    server::output,
};

/// Whom a token names: its claims, of which a client knows nothing.
fn subject(token: &str) -> String {
    let claims = token.split('.').nth(1).expect("a token has three parts");
    let claims = data_encoding::BASE64URL_NOPAD.decode(claims.as_bytes()).expect("they are base64");
    let claims: serde_json::Value = serde_json::from_slice(&claims).expect("they are JSON");
    claims["sub"].as_str().expect("a token names somebody").to_owned()
}

fn bearer(token: &str) -> String {
    format!("authorization: Bearer {token}\r\n")
}

#[tokio::test]
async fn a_ticket_is_good_once() {
    let server = Server::start(&["--bots", "0"]);
    let ticket = ticket(server.addr(), "main").await;
    let mut client = Client::knock(server.addr(), &ticket).await.expect("it is good");
    assert_eq!(Client::knock(server.addr(), &ticket).await.err(), Some(401));
    client.send(&hello("main")).await;
    client.read().await.expect("the first plays on");
}

#[tokio::test]
async fn a_handshake_that_is_wrong_in_another_way_costs_nobody_his_ticket() {
    let server = Server::start(&["--bots", "0"]);
    let ticket = ticket(server.addr(), "main").await;
    let offer = format!("sec-websocket-protocol: fracas.v1, fracas.ticket.{ticket}\r\n");
    let upgrade = "connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n\
                   sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    let foreign = format!("{upgrade}{offer}origin: http://evil.example\r\n");
    assert_eq!(http::get(server.addr(), "/ws", &foreign).await.status, 403);
    assert_eq!(http::get(server.addr(), "/ws", &offer).await.status, 426);
    assert!(Client::knock(server.addr(), &ticket).await.is_ok());
}

#[tokio::test]
async fn without_a_good_ticket_there_is_a_problem_and_no_socket() {
    let server = Server::start(&["--bots", "0"]);
    let good = ticket(server.addr(), "main").await;
    // The right place in the table, but another secret.
    let forged = format!("{}{}", &good[..16], "A".repeat(16));
    let upgrade = "connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n\
                   sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: fracas.v1";
    for offer in ["", ", fracas.ticket.", &format!(", fracas.ticket.{forged}")] {
        let answer = http::get(server.addr(), "/ws", &format!("{upgrade}{offer}\r\n")).await;
        assert_eq!((answer.status, &answer.json()["type"]), (401, &"/problems/bad-ticket".into()), "{offer}");
        assert!(answer.head.contains("content-type: application/problem+json"), "{}", answer.head);
    }
    assert!(Client::knock(server.addr(), &good).await.is_ok(), "the owner of the forged one has no harm");
}

#[tokio::test]
async fn a_token_makes_its_holder_the_same_player_also_after_a_restart() {
    let mut server = Server::start(&["--bots", "0"]);
    let first = join(server.addr(), "main", "").await.json();
    assert_eq!((&first["room"], &first["expires_s"]), (&"main".into(), &30.into()));
    let token = first["token"].as_str().expect("a token is text").to_owned();
    let stranger = join(server.addr(), "main", "").await.json();
    assert_ne!(subject(stranger["token"].as_str().unwrap()), subject(&token));

    let again = join(server.addr(), "main", &bearer(&token)).await.json();
    assert_eq!(again["token"], token.as_str(), "it is fresh");
    assert_ne!(again["ticket"], first["ticket"]);
    server.signal(rustix::process::Signal::TERM);
    let heir = server.start_heir(&["--bots", "0"]);
    assert_eq!(join(heir.addr(), "main", &bearer(&token)).await.json()["token"], token.as_str());
    let other = Server::start(&["--bots", "0"]);
    assert_eq!(join(other.addr(), "main", &bearer(&token)).await.status, 401, "another secret");
}

#[tokio::test]
async fn what_cannot_be_granted_is_a_problem_with_its_reason() {
    let server = Server::start(&["--bots", "0"]);
    let body = r#"{"room":"main"}"#;
    let post = |headers: &str, body: &str| {
        let (addr, length) = (server.addr().to_owned(), body.len());
        let request = format!(
            "POST /api/join HTTP/1.1\r\nhost: {addr}\r\nconnection: close\r\ncontent-length: {length}\r\n\
             {headers}\r\n{body}"
        );
        async move { http::ask(&addr, &request).await }
    };
    let json = "content-type: application/json\r\n";
    let large = format!(r#"{{"room":"main","password":"{}"}}"#, "x".repeat(5000));
    for (headers, body, status, name) in [
        (json, r#"{"room":"nowhere"}"#, 404, "no-such-room"),
        (json, r#"{"room":5}"#, 400, "malformed"),
        (json, r#"{"room":"main","rom":"x"}"#, 400, "malformed"),
        (json, "", 400, "malformed"),
        (json, &large, 400, "malformed"),
        ("content-type: text/plain\r\n", body, 400, "malformed"),
        ("", body, 400, "malformed"),
        (&format!("{json}authorization: Bearer nonsense\r\n"), body, 401, "bad-token"),
        (&format!("{json}authorization: Basic QW5uOnB3\r\n"), body, 401, "bad-token"),
        (&format!("{json}x-fracas-key: nonsense\r\n"), body, 401, "bad-key"),
        (&format!("{json}origin: http://evil.example\r\n"), body, 403, "foreign-origin"),
    ] {
        let answer = post(headers, body).await;
        let problem = answer.json();
        assert_eq!((answer.status, &problem["status"]), (status, &status.into()), "{headers}{body}");
        assert_eq!(problem["type"], format!("/problems/{name}"), "{headers}{body}");
        assert!(answer.head.contains("content-type: application/problem+json"), "{}", answer.head);
        assert!(problem["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{problem}");
    }
    assert_eq!(post(json, body).await.status, 200);
    assert_eq!(http::get(server.addr(), "/api/join", "").await.status, 405, "nothing changes by GET");
}

#[tokio::test]
async fn the_key_in_the_data_directory_is_the_key() {
    let server = Server::start(&["--bots", "0"]);
    let key = fs::read_to_string(server.key_file()).expect("the server has made it");
    let header = format!("x-fracas-key: {}\r\n", key.trim_end());
    assert_eq!(join(server.addr(), "main", &header).await.status, 200);
}

#[test]
fn secrets_that_others_can_read_stop_the_server_with_the_command_that_mends_it() {
    let server = Server::start(&["--bots", "0"]);
    let data = server.data().display().to_string();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for file in ["secret", "bot.key"] {
        let path = server.data().join(file);
        assert_eq!(mode(&path), 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let output = output(&["--data", &data, "--listen", "127.0.0.1:0"]);
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(text.contains(&format!("chmod 600 {}", path.display())), "{text:?}");
        assert_eq!(text.lines().count(), 1, "{text:?}");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    }
}

#[tokio::test]
async fn no_ticket_token_or_key_is_ever_logged() {
    let server = Server::start_talkative(&["--bots", "1"]);
    let key = fs::read_to_string(server.key_file()).unwrap().trim_end().to_owned();
    let header = format!("x-fracas-key: {key}\r\n");
    let joined = join(server.addr(), "main", &header).await.json();
    let [ticket, token] = ["ticket", "token"].map(|name| joined[name].as_str().unwrap().to_owned());

    let mut player = Client::knock(server.addr(), &ticket).await.expect("it is good");
    player.send(&hello("main")).await;
    player.send(&ClientMessage::Join(Join { name: "Ann".into() })).await;
    while player.read().await.is_ok_and(|()| player.slot_of("Ann").is_none()) {}
    assert!(Client::knock(server.addr(), &ticket).await.is_err(), "used");
    let wrong = [bearer(&format!("{token}x")), format!("x-fracas-key: {key}x\r\n"), bearer(&token)];
    for header in &wrong {
        join(server.addr(), "main", header).await;
    }
    player.send_bytes(b"nonsense".to_vec()).await;
    while player.read().await.is_ok() {}

    let log = server.log();
    for shown in ["let in", "session opened", "ticket refused", "peer closed for its fault"] {
        assert!(log.contains(shown), "the log tells of {shown:?}:\n{log}");
    }
    let secret = &ticket[16..];
    let signature = token.rsplit('.').next().unwrap();
    for (what, hidden) in
        [("ticket", secret), ("token", signature), ("key", &key), ("player", &subject(&token))]
    {
        assert!(!log.contains(hidden), "the {what} is in the log:\n{log}");
    }
}
