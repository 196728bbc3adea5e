//! The one way to ask a shard for anything.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use fracas_protocol::client::Hello;
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};

use super::{
    bulletin::Bulletin,
    dialect::Dialect,
    pass::{Pass, PlayerId},
    settings::RoomConfig,
    socket::Socket,
    stats::RoomStats,
    story::Told,
    text::TextSender,
};

/// One accepted connection, from accept until its last task drops it.
#[derive(Debug)]
pub(crate) struct Connection {
    /// The peer's address.
    pub(crate) peer: SocketAddr,
    /// Its place among the connections allowed.
    _permit: OwnedSemaphorePermit,
    /// Its place among those of its address, a stranger's and later a player's; none for one that is not counted.
    place: Mutex<Option<OwnedSemaphorePermit>>,
}

impl Connection {
    /// A stranger's.
    pub(crate) fn new(
        peer: SocketAddr,
        permit: OwnedSemaphorePermit,
        place: Option<OwnedSemaphorePermit>,
    ) -> Self {
        Self { peer, _permit: permit, place: Mutex::new(place) }
    }

    /// Counts it with others of its address from now on, or not at all.
    pub(crate) fn move_to(&self, place: Option<OwnedSemaphorePermit>) {
        *self.place.lock().expect("nobody panics who holds a place") = place;
    }
}

/// A socket that said Hello, on its way to its room.
#[derive(Debug)]
pub(crate) struct Arrival {
    /// The WebSocket, with what was read of it; its wire is detached.
    pub(crate) socket: Socket,
    /// The bare socket.
    pub(crate) stream: std::net::TcpStream,
    /// Who it is.
    pub(crate) pass: Pass,
    /// What it said.
    pub(crate) hello: Hello,
    /// How it says it.
    pub(crate) dialect: Dialect,
    /// The way to the writer of a text session.
    pub(crate) text: Option<TextSender>,
    /// Held until the socket is closed.
    pub(crate) connection: Arc<Connection>,
}

/// What a shard may be asked.
#[derive(Debug)]
pub(crate) enum ShardRequest {
    /// Open a room, whose news go to the lobby.
    Open(Box<RoomConfig>, mpsc::Sender<Bulletin>),
    /// Close a room, if nobody is in it.
    Close {
        /// Its code.
        room: Arc<str>,
        /// For those who are in it.
        why: &'static str,
    },
    /// Take a socket.
    Arrive(Box<Arrival>),
    /// Tell somebody what happens in a room.
    Follow {
        /// Its code.
        room: Arc<str>,
        /// Where to.
        follower: mpsc::Sender<Told>,
    },
    /// Tell whether a player has a seat in a room, if only one that is kept for him.
    HasSeat {
        /// Its code.
        room: Arc<str>,
        /// Who.
        player: PlayerId,
        /// Where to.
        reply: oneshot::Sender<bool>,
    },
    /// Tell a room's figures.
    Stats {
        /// Its name.
        room: Arc<str>,
        /// Where to.
        reply: oneshot::Sender<RoomStats>,
    },
    /// Tell the players, and end.
    Stop,
}

/// A shard from outside.
pub(crate) type ShardHandle = mpsc::Sender<ShardRequest>;
