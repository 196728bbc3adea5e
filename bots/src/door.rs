//! The way into a room: a ticket over HTTP. The WebSocket's handshake follows on the same connection, so that a
//! player costs the server one.

use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    Request, StatusCode,
    body::Bytes,
    client::conn::http1::{SendRequest, handshake},
    header::{AUTHORIZATION, CONTENT_TYPE, HOST},
};
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use serde_json::json;
use tokio::net::TcpStream;

use crate::{
    config::{Config, Target},
    connection::Ended,
    key::BotKey,
};

type AnyError = Box<dyn std::error::Error + Send + Sync>;

/// Bytes of an answer: several times those of a ticket with its token.
const ANSWER_BYTES_MAX: usize = 16 * 1024;

/// A server's door, the same for all players.
#[derive(Clone, Debug)]
pub struct Door {
    /// Where it is.
    pub target: Target,
    key: Option<BotKey>,
    /// Nobody named the key: it may be that of another server.
    key_was_found: bool,
}

/// What opens one socket.
#[derive(Debug, Deserialize)]
pub struct Entry {
    /// Good once.
    pub ticket: String,
    /// By which the player is known when he comes back.
    pub token: String,
}

/// What the server says when it gives no ticket.
#[derive(Deserialize)]
struct Problem {
    r#type: String,
    detail: String,
}

impl Door {
    /// The door of a run's server.
    pub fn new(config: &Config) -> Self {
        let target = config.url.clone();
        // A key is for its own server only: none goes to another machine unless somebody names it.
        let found = || if target.is_here() { BotKey::find() } else { None };
        let key = config.key_file.clone().or_else(found);
        Self { target, key, key_was_found: config.key_file.is_none() }
    }

    /// Asks for a ticket for `room`. A token or a found key that the server does not know is left away then.
    ///
    /// # Errors
    /// When there is no ticket, or no answer.
    pub async fn enter(
        &self,
        mut stream: TcpStream,
        room: &str,
        mut token: Option<&str>,
    ) -> Result<(TcpStream, Entry), Ended> {
        let mut key = self.key.as_ref();
        loop {
            let (back, status, body) =
                self.ask(stream, room, token, key).await.map_err(|e| Ended::Broken(e.to_string()))?;
            stream = back;
            let unread = |e| Ended::Broken(format!("the server answered {status} with something else: {e}"));
            if status.is_success() {
                return Ok((stream, serde_json::from_slice(&body).map_err(unread)?));
            }
            let Problem { r#type, detail } = serde_json::from_slice(&body).map_err(unread)?;
            match r#type.as_str() {
                "/problems/bad-token" if token.take().is_some() => {}
                "/problems/bad-key" if self.key_was_found && key.take().is_some() => {}
                _ if matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) => {
                    return Err(Ended::Busy(detail));
                }
                _ => return Err(Ended::Barred(detail)),
            }
        }
    }

    /// One request and its whole answer; gives the connection back.
    async fn ask(
        &self,
        stream: TcpStream,
        room: &str,
        token: Option<&str>,
        key: Option<&BotKey>,
    ) -> Result<(TcpStream, StatusCode, Bytes), AnyError> {
        let mut request = Request::post("/api/join")
            .header(HOST, self.target.address())
            .header(CONTENT_TYPE, "application/json");
        if let Some(token) = token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some(key) = key {
            request = request.header(BotKey::HEADER, key.header());
        }
        let request = request.body(Full::<Bytes>::from(json!({ "room": room }).to_string()))?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        let (answer, connection) = tokio::join!(send(sender, request), connection.without_shutdown());
        let (status, body) = answer?;
        Ok((connection?.io.into_inner(), status, body))
    }
}

/// Sends a request and reads the answer; drops the sender then, which ends the connection's part.
async fn send(
    mut sender: SendRequest<Full<Bytes>>,
    request: Request<Full<Bytes>>,
) -> Result<(StatusCode, Bytes), AnyError> {
    let (head, body) = sender.send_request(request).await?.into_parts();
    Ok((head.status, Limited::new(body, ANSWER_BYTES_MAX).collect().await?.to_bytes()))
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
        task::JoinHandle,
    };

    use super::*;

    const ENTRY: &str = r#"{"ticket":"T","token":"new","room":"main","expires_s":30}"#;

    fn problem(name: &str) -> String {
        format!(r#"{{"type":"/problems/{name}","status":0,"detail":"because"}}"#)
    }

    /// A server with these answers, one after the other on one connection; what it was asked.
    async fn server(answers: Vec<(&'static str, String)>) -> (String, JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap().to_string();
        let asked = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut asked = Vec::new();
            for (status, body) in answers {
                let mut request = Vec::new();
                while !request.ends_with(br#"{"room":"main"}"#) {
                    request.push(stream.read_u8().await.unwrap());
                }
                asked.push(String::from_utf8(request).unwrap());
                let answer = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n{body}", body.len());
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
            asked
        });
        (addr, asked)
    }

    async fn enter(addr: &str, token: Option<&str>) -> Result<Entry, Ended> {
        let config = Config::parse_from(["fracas-bots", "--url", &format!("http://{addr}")]);
        let door = Door { key: Some(BotKey::new("k3y").unwrap()), key_was_found: true, ..Door::new(&config) };
        door.enter(TcpStream::connect(addr).await.unwrap(), "main", token).await.map(|(_, entry)| entry)
    }

    #[tokio::test]
    async fn a_player_shows_his_token_and_the_key() {
        let (addr, asked) = server(vec![("200 OK", ENTRY.into())]).await;
        let entry = enter(&addr, Some("old")).await.unwrap();
        assert_eq!((entry.ticket.as_str(), entry.token.as_str()), ("T", "new"));
        let asked = asked.await.unwrap();
        assert!(asked[0].starts_with("POST /api/join HTTP/1.1\r\n"), "{asked:?}");
        assert!(asked[0].contains("Bearer old") && asked[0].contains("x-fracas-key: k3y"), "{asked:?}");
    }

    #[tokio::test]
    async fn what_the_server_does_not_know_is_left_away() {
        let unauthorized = "401 Unauthorized";
        let (addr, asked) = server(vec![
            (unauthorized, problem("bad-token")),
            (unauthorized, problem("bad-key")),
            ("200 OK", ENTRY.into()),
        ])
        .await;
        assert!(enter(&addr, Some("old")).await.is_ok());
        let asked = asked.await.unwrap();
        assert!(!asked[1].contains("Bearer") && asked[1].contains("k3y"), "{asked:?}");
        assert!(!asked[2].contains("Bearer") && !asked[2].contains("k3y"), "{asked:?}");
    }

    #[tokio::test]
    async fn a_busy_server_is_told_from_one_that_refuses() {
        let (addr, _asked) = server(vec![("503 Service Unavailable", problem("full"))]).await;
        assert!(matches!(enter(&addr, None).await, Err(Ended::Busy(why)) if why == "because"));
        let (addr, _asked) = server(vec![("404 Not Found", problem("no-such-room"))]).await;
        assert!(matches!(enter(&addr, None).await, Err(Ended::Barred(why)) if why == "because"));
        let (addr, _asked) = server(vec![("502 Bad Gateway", "<html>".into())]).await;
        assert!(matches!(enter(&addr, None).await, Err(Ended::Broken(_))));
    }
}
