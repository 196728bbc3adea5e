//! The smallest HTTP client that a test needs: one request, one whole answer.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
};

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Head, as it came.
    pub head: String,
    /// Body.
    pub body: String,
}

impl Answer {
    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e} in {}", self.body))
    }
}

/// Sends `GET path` with more header lines (each ending in CR LF) and reads until the server closes.
///
/// # Panics
/// When there is no HTTP answer.
pub async fn get(addr: &str, path: &str, headers: &str) -> Answer {
    ask(addr, &format!("GET {path} HTTP/1.1\r\nhost: {addr}\r\n{headers}connection: close\r\n\r\n")).await
}

/// Posts JSON, with more header lines.
///
/// # Panics
/// When there is no HTTP answer.
pub async fn post(addr: &str, path: &str, headers: &str, body: &Value) -> Answer {
    let (body, kind) = (body.to_string(), "content-type: application/json");
    let length = body.len();
    let head = format!("POST {path} HTTP/1.1\r\nhost: {addr}\r\n{kind}\r\ncontent-length: {length}\r\n");
    ask(addr, &format!("{head}{headers}connection: close\r\n\r\n{body}")).await
}

/// Sends a whole request and reads until the server closes.
///
/// # Panics
/// When there is no HTTP answer.
pub async fn ask(addr: &str, request: &str) -> Answer {
    let mut stream = TcpStream::connect(addr).await.expect("the server listens");
    stream.write_all(request.as_bytes()).await.expect("the server reads");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.expect("the server answers");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no HTTP answer: {text:?}"));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status line");
    Answer { status, head: head.to_lowercase(), body: body.to_owned() }
}

/// Connects from another address of this machine, whose are all of 127.0.0.0/8: another household.
pub async fn connect_from(from: Ipv4Addr, addr: &str) -> io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::new(from.into(), 0))?;
    socket.connect(addr.parse().expect("servers listen on an address")).await
}

/// Asks for a ticket for a room, with more header lines.
///
/// # Panics
/// When there is no HTTP answer.
pub async fn join(addr: &str, room: &str, headers: &str) -> Answer {
    post(addr, "/api/join", headers, &json!({ "room": room })).await
}

/// A ticket for a room.
///
/// # Panics
/// When the server gives none.
pub async fn ticket(addr: &str, room: &str) -> String {
    let answer = join(addr, room, "").await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()["ticket"].as_str().expect("a ticket is text").to_owned()
}

/// The figures of room `main`.
///
/// # Panics
/// When the server does not tell them.
pub async fn stats(addr: &str) -> Value {
    stats_of(addr, "main").await
}

/// The figures of a room.
///
/// # Panics
/// When the server does not tell them.
pub async fn stats_of(addr: &str, room: &str) -> Value {
    let answer = get(addr, &format!("/api/stats?room={room}"), "").await;
    assert_eq!(answer.status, 200, "{}", answer.head);
    answer.json()
}
