//! Which room lives on which shard, and the one way to ask a shard for anything.

use std::{collections::BTreeMap, net::SocketAddr, sync::Arc};

use fracas_protocol::client::Hello;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};

use super::{dialect::Dialect, pass::Pass, socket::Socket, stats::RoomStats, text::TextSender};
use crate::limits::TEXT_SESSIONS_MAX;

/// One accepted connection, from accept until its last task drops it.
#[derive(Debug)]
pub(crate) struct Connection {
    /// The peer's address.
    pub(crate) peer: SocketAddr,
    /// Its place among the connections allowed.
    pub(crate) _permit: OwnedSemaphorePermit,
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
    /// Take a socket.
    Arrive(Box<Arrival>),
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

/// All rooms of this process.
#[derive(Debug, Default)]
pub(crate) struct Directory {
    rooms: BTreeMap<Arc<str>, Entry>,
}

#[derive(Debug)]
struct Entry {
    shard: ShardHandle,
    /// Places for text sessions.
    text: Arc<Semaphore>,
}

impl Directory {
    /// Enters a room.
    pub(crate) fn enter(&mut self, name: &str, shard: ShardHandle) {
        let text = Arc::new(Semaphore::new(TEXT_SESSIONS_MAX));
        self.rooms.insert(name.into(), Entry { shard, text });
    }

    /// The shard of a room.
    pub(crate) fn find(&self, name: &str) -> Option<(&Arc<str>, &ShardHandle)> {
        self.rooms.get_key_value(name).map(|(name, entry)| (name, &entry.shard))
    }

    /// A place for one more text session in a room, taken until it is dropped; none when all are taken.
    pub(crate) fn text_place(&self, name: &str) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.rooms.get(name)?.text).try_acquire_owned().ok()
    }

    /// All rooms with their shards, by name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &ShardHandle)> {
        self.rooms.iter().map(|(name, entry)| (name, &entry.shard))
    }
}
