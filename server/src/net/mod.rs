//! Bytes from and to strangers until they have said Hello: accept, HTTP, upgrade. Never touches a world.

mod accept;
mod address;
mod api;
mod assets;
#[cfg(feature = "echo")]
mod echo;
mod feed;
mod guard;
mod guest;
mod handshake;
mod headers;
mod join;
mod origin;
mod places;
mod problem;
mod rates;
mod rooms;
mod scribe;
mod upgrade;

use std::sync::Arc;

use crate::lobby::{Directory, Lobby};

use guard::Guard;

pub(crate) use accept::{Listener, bind};
pub(crate) use guard::Policy;

/// What the way into a room leads through.
#[derive(Clone)]
struct Doors {
    directory: Arc<Directory>,
    lobby: Arc<Lobby>,
    guard: Arc<Guard>,
}
