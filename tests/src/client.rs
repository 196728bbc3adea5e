//! A typed client on a real socket: what a stranger would write from PROTOCOL.md, with the bots' sight of the world.

use std::time::Duration;

use fracas_brains::Sight;
use fracas_protocol::{
    ClientMessage, PROTOCOL_VERSION, SUBPROTOCOL, ServerMessage, TICKET_PREFIX,
    client::{Hello, Input, Join},
    decode_server, encode,
    event::Event,
    limits::SEATS_MAX,
};
use futures_util::{SinkExt, StreamExt};
use tokio::{
    net::TcpStream,
    time::{Instant, timeout, timeout_at},
};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{
        self, Message,
        client::IntoClientRequest,
        protocol::{CloseFrame, frame::coding::CloseCode},
    },
};

use crate::http;

/// How long a scenario waits for a message that must come.
const PATIENCE: Duration = Duration::from_secs(10);

/// A connection.
pub struct Client {
    /// The socket, for scenarios that misbehave.
    pub socket: WebSocketStream<TcpStream>,
    sight: Option<Sight>,
    events: Vec<Event>,
    seq: u32,
    /// Why he has no seat, by [`fracas_protocol::server::refusal`].
    refused: Option<u8>,
}

/// How a connection ended: the close code, or none.
pub type Ended = Option<u16>;

impl Client {
    /// Connects with a ticket for `main`, without Hello.
    pub async fn connect(addr: &str) -> Self {
        let ticket = http::ticket(addr, "main").await;
        Self::knock(addr, &ticket).await.expect("the ticket is good")
    }

    /// Connects with a ticket, without Hello; the status when the server refuses.
    pub async fn knock(addr: &str, ticket: &str) -> Result<Self, u16> {
        let stream = TcpStream::connect(addr).await.expect("the server listens");
        stream.set_nodelay(true).expect("the socket is open");
        let socket = shake_hands(addr, stream, SUBPROTOCOL, ticket).await?;
        Ok(Self { socket, sight: None, events: Vec::new(), seq: 0, refused: None })
    }

    /// Connects and watches `main`.
    pub async fn watch(addr: &str) -> Self {
        let mut client = Self::connect(addr).await;
        client.send(&hello("main")).await;
        while client.sight.is_none() {
            client.read().await.expect("Welcome comes");
        }
        client
    }

    /// Connects and takes a seat in `main`.
    pub async fn join(addr: &str, name: &str) -> Self {
        let mut client = Self::watch(addr).await;
        client.send(&ClientMessage::Join(Join { name: name.into() })).await;
        while client.sight().slot().is_none() {
            client.read().await.expect("Seated comes");
        }
        client
    }

    /// What is known of the world.
    pub fn sight(&self) -> &Sight {
        self.sight.as_ref().expect("the client was welcomed")
    }

    /// The seat of the player with this name, once it was told.
    pub fn slot_of(&self, name: &str) -> Option<u16> {
        (0..SEATS_MAX as u16).find(|&slot| self.sight().name(slot) == Some(name))
    }

    /// Says goodbye for good: no seat is kept.
    pub async fn goodbye(&mut self) {
        let frame = CloseFrame { code: CloseCode::Normal, reason: "".into() };
        let _ = self.socket.close(Some(frame)).await;
    }

    /// Why the server gave no seat, if it said so.
    pub fn refused(&self) -> Option<u8> {
        self.refused
    }

    /// True when the server has answered the wish for a seat.
    pub fn is_answered(&self) -> bool {
        self.refused.is_some() || self.sight.as_ref().is_some_and(|sight| sight.slot().is_some())
    }

    /// Events since the last call.
    pub fn take_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    /// Sends a message.
    pub async fn send(&mut self, message: &ClientMessage) {
        self.send_bytes(encode(message)).await;
    }

    /// Sends bytes as one binary message; a closed socket is found when reading.
    pub async fn send_bytes(&mut self, bytes: Vec<u8>) {
        let _ = self.socket.send(Message::Binary(bytes.into())).await;
    }

    /// Sends an input with the next number and the newest ack.
    pub async fn steer(&mut self, input: Input) {
        self.seq += 1;
        let input = Input { seq: self.seq, ack: self.sight().tick(), ..input };
        self.send(&ClientMessage::Input(input)).await;
    }

    /// Reads one message of the server; `Err` when the connection ended.
    pub async fn read(&mut self) -> Result<(), Ended> {
        let message = timeout(PATIENCE, self.socket.next()).await.expect("the server is not silent for 10 s");
        match message {
            Some(Ok(Message::Binary(bytes))) => {
                self.apply(&decode_server(&bytes).expect("the server sends legal messages"));
                Ok(())
            }
            Some(Ok(Message::Close(frame))) => Err(frame.map(|f| f.code.into())),
            Some(Ok(_)) => Ok(()),
            Some(Err(tungstenite::Error::ConnectionClosed)) | None => Err(None),
            Some(Err(_)) => Err(None),
        }
    }

    /// Reads until the connection ends, at most `wait`; the close code.
    ///
    /// # Panics
    /// When it does not end.
    pub async fn ended(&mut self, wait: Duration) -> Ended {
        let deadline = Instant::now() + wait;
        let end = timeout_at(deadline, async {
            loop {
                if let Err(end) = self.read().await {
                    return end;
                }
            }
        });
        end.await.expect("the connection should have ended")
    }

    /// Flies for up to `wait`, one input per snapshot, until `done` is true; returns whether it came true.
    pub async fn fly(
        &mut self,
        input: &Input,
        wait: Duration,
        mut done: impl FnMut(&mut Self) -> bool,
    ) -> bool {
        let deadline = Instant::now() + wait;
        while Instant::now() < deadline {
            self.read().await.expect("the server keeps the connection");
            if done(self) {
                return true;
            }
            self.steer(input.clone()).await;
        }
        false
    }

    fn apply(&mut self, message: &ServerMessage<'_>) {
        match (message, &mut self.sight) {
            (ServerMessage::Welcome(welcome), _) => self.sight = Some(Sight::new(welcome)),
            (ServerMessage::Seated(seated), Some(sight)) => sight.sit(seated.slot),
            (ServerMessage::Refused(refused), _) => self.refused = Some(refused.reason),
            (ServerMessage::Snapshot(snapshot), Some(sight)) => {
                sight.apply(snapshot);
                self.events.extend(snapshot.events.iter().flatten().cloned());
            }
            _ => {}
        }
    }
}

/// Opens a WebSocket over `stream`; the status when the server refuses.
pub async fn shake_hands(
    addr: &str,
    stream: TcpStream,
    subprotocol: &str,
    ticket: &str,
) -> Result<WebSocketStream<TcpStream>, u16> {
    let mut request = format!("ws://{addr}/ws").into_client_request().expect("the URL is legal");
    let offer = format!("{subprotocol}, {TICKET_PREFIX}{ticket}");
    request.headers_mut().insert("sec-websocket-protocol", offer.parse().expect("it is a header"));
    match client_async(request, stream).await {
        Ok((socket, response)) => {
            assert_eq!(response.headers()["sec-websocket-protocol"], subprotocol);
            Ok(socket)
        }
        Err(tungstenite::Error::Http(response)) => Err(response.status().as_u16()),
        Err(e) => panic!("no handshake: {e}"),
    }
}

/// A Hello for `room`.
pub fn hello(room: &str) -> ClientMessage {
    ClientMessage::Hello(Hello { version: PROTOCOL_VERSION, room: room.into() })
}

/// An input that does nothing, to be changed with `..idle()`.
pub fn idle() -> Input {
    Input { seq: 0, ack: 0, hold: 1, move_x: 0, move_y: 0, buttons: 0, aim_x: 1, aim_y: 0, back: 0 }
}
