//! Bytes from and to strangers until they have said Hello: accept, HTTP, upgrade. Never touches a world.

mod accept;
mod api;
mod assets;
#[cfg(feature = "echo")]
mod echo;
mod handshake;
mod headers;
mod scribe;
mod upgrade;

pub(crate) use accept::{Listener, bind};
