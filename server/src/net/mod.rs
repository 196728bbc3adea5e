//! Bytes from and to strangers until they have said Hello: accept, HTTP, upgrade. Never touches a world.

mod accept;
mod api;
mod assets;
#[cfg(feature = "echo")]
mod echo;
mod guest;
mod handshake;
mod headers;
mod join;
mod origin;
mod problem;
mod rooms;
mod scribe;
mod upgrade;

use std::sync::Arc;

use crate::lobby::{Directory, Lobby};

pub(crate) use accept::{Listener, bind};

/// What the way into a room leads through.
#[derive(Clone)]
struct Doors {
    directory: Arc<Directory>,
    lobby: Arc<Lobby>,
}
