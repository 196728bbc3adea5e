//! A person with a token: he comes to a room, and comes back as the same.

use std::{fs, time::Duration};

use fracas_protocol::{ClientMessage, client::Join, data::KEY_HEADER, server::refusal};
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::{
    Client, Server,
    client::hello,
    http::{self, Answer},
};

/// How often, and after how long, somebody tries again whom a busy server has refused: the machine of the test may have
/// much else to do.
const BUSY_TRIES: usize = 100;
const BUSY_WAIT: Duration = Duration::from_millis(200);

/// A person.
#[derive(Clone, Debug)]
pub struct Guest {
    addr: String,
    token: String,
    /// The header that shows the operator's key, if he has it.
    key: String,
    /// What he says at a locked door.
    pub password: String,
}

impl Guest {
    /// Somebody whom the server has not seen before.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn new(addr: &str) -> Self {
        Self::with(addr, String::new()).await
    }

    /// One of hundreds from one address, which only those with the operator's key may be.
    ///
    /// # Panics
    /// When the server has no key, or does not answer.
    pub async fn keyed(server: &Server) -> Self {
        let key = fs::read_to_string(server.key_file()).expect("the server has made a key");
        Self::with(server.addr(), format!("{KEY_HEADER}: {}\r\n", key.trim())).await
    }

    async fn with(addr: &str, key: String) -> Self {
        let answer = http::join(addr, "main", &key).await;
        let token = answer.json()["token"].as_str().expect("a token is text").to_owned();
        Self { addr: addr.to_owned(), token, key, password: String::new() }
    }

    /// The headers that say who he is.
    pub fn bearer(&self) -> String {
        format!("{}authorization: Bearer {}\r\n", self.key, self.token)
    }

    /// Asks for a ticket.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn ask(&self, room: &str) -> Answer {
        let wish = json!({ "room": room, "password": self.password });
        http::post(&self.addr, "/api/join", &self.bearer(), &wish).await
    }

    /// Opens a room; its code.
    ///
    /// # Panics
    /// When the server opens none.
    pub async fn open(&self, wish: &Value) -> String {
        let answer = http::post(&self.addr, "/api/rooms", &self.bearer(), wish).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        answer.json()["code"].as_str().expect("a code is text").to_owned()
    }

    /// Comes to a room and asks for a seat; the close code when he is sent away.
    ///
    /// # Panics
    /// When he gets no ticket.
    pub async fn try_sit(&self, room: &str, name: &str) -> Result<Client, Option<u16>> {
        let answer = self.ask(room).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let ticket = answer.json()["ticket"].as_str().expect("a ticket is text").to_owned();
        let mut client = Client::knock(&self.addr, &ticket).await.expect("the ticket is good");
        client.send(&hello(room)).await;
        client.send(&ClientMessage::Join(Join { name: name.into() })).await;
        while !client.is_answered() {
            client.read().await?;
        }
        Ok(client)
    }

    /// Comes to a room and takes a seat there; when the server has too much to do, some time later.
    ///
    /// # Panics
    /// When he gets none.
    pub async fn sit(&self, room: &str, name: &str) -> Client {
        let mut client = self.try_sit(room, name).await.expect("he may stay");
        for _ in 0..BUSY_TRIES {
            if client.refused() != Some(refusal::BUSY) {
                break;
            }
            sleep(BUSY_WAIT).await;
            client = self.try_sit(room, name).await.expect("he may stay");
        }
        assert!(client.sight().slot().is_some(), "{name} is seated");
        client
    }
}
