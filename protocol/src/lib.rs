//! Every byte on the wire of Fracas, every limit of it, and the motion that both ends share.
//!
//! This crate does no I/O and knows no clock. `PROTOCOL.md` beside it says the same for people who
//! write a client in another language.
//!
//! - [`client`], [`server`], [`event`]: the messages, MessagePack arrays that begin with an integer kind.
//! - [`record`]: fixed-size little-endian records inside `bin` fields: what is many.
//! - [`snapshot`]: writes a snapshot into a buffer without allocating.
//! - [`far`]: the minimap.
//! - [`codec`]: strict decoding; the only file that names `rmp_serde`.
//! - [`motion`], [`rules`], [`steps`], [`stat`], [`heading`], [`quantize`]: what both ends compute alike.
//! - [`json`]: the same messages as text, for a person.
//! - [`limits`], [`close`], [`version`]: the numbers.
//! - [`data`]: where a server and programs beside it find its files.
//! - [`typescript`]: the same types for the browser, generated.

#[macro_use]
mod wire;

pub mod client;
pub mod close;
pub mod codec;
pub mod data;
pub mod event;
pub mod far;
pub mod heading;
pub mod json;
pub mod limits;
pub mod motion;
pub mod quantize;
pub mod record;
pub mod rules;
pub mod server;
pub mod snapshot;
pub mod stat;
pub mod steps;
pub mod typescript;
pub mod version;

pub use client::ClientMessage;
pub use close::CloseCode;
pub use codec::{DecodeError, decode_client, decode_server, encode, encode_into};
pub use event::Event;
pub use motion::{Drive, Motion, Rock, Tune};
pub use rules::Rules;
pub use server::ServerMessage;
pub use steps::Steps;
pub use version::{PROTOCOL_VERSION, SUBPROTOCOL, TICKET_PREFIX};

/// The number of a simulation step, counted from 1 in the life of a room. 2^32 ticks at 60 Hz are 828 days.
pub type Tick = u32;

/// The place of a player in a room, and of his ship in the world: one number, because a seat has at most
/// one ship. Rocks, shots and scrap have slots of their own kinds. A slot is used again after it is left.
pub type Slot = u16;

/// Stands for "nobody" where a [`Slot`] is expected.
pub const NOBODY: Slot = Slot::MAX;
