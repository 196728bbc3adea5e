//! The smallest HTTP client that a test needs: one request, one whole answer.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
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

/// Sends `GET path` with more header lines (each ending in CR LF) and reads until the server closes.
///
/// # Panics
/// When there is no HTTP answer.
pub async fn get(addr: &str, path: &str, headers: &str) -> Answer {
    let request = format!("GET {path} HTTP/1.1\r\nhost: {addr}\r\n{headers}connection: close\r\n\r\n");
    let mut stream = TcpStream::connect(addr).await.expect("the server listens");
    stream.write_all(request.as_bytes()).await.expect("the server reads");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.expect("the server answers");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no HTTP answer: {text:?}"));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status line");
    Answer { status, head: head.to_lowercase(), body: body.to_owned() }
}

/// The figures of room `main`.
///
/// # Panics
/// When the server does not tell them.
pub async fn stats(addr: &str) -> serde_json::Value {
    stats_of(addr, "main").await
}

/// The figures of a room.
///
/// # Panics
/// When the server does not tell them.
pub async fn stats_of(addr: &str, room: &str) -> serde_json::Value {
    let answer = get(addr, &format!("/api/stats?room={room}"), "").await;
    assert_eq!(answer.status, 200, "{}", answer.head);
    serde_json::from_str(&answer.body).expect("stats are JSON")
}
