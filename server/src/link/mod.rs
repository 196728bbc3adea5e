//! Where network and rooms meet: the way in (requests to shards, arrivals, inbox) and the way out (outbox).
//! A room, its sockets and both ends of a [`Link`] live on one thread, so that nothing here is locked.

mod bell;
mod bulletin;
mod dialect;
mod fault;
mod frame;
mod inbox;
mod outbox;
mod pass;
mod request;
mod settings;
mod socket;
mod stats;
mod story;
mod text;
mod wire;

pub(crate) use bell::{Bell, Seat};
pub(crate) use bulletin::{Ban, Board, Bulletin, Gauge};
pub(crate) use dialect::Dialect;
pub(crate) use fault::{Fault, socket_fault};
#[cfg(feature = "echo")]
pub(crate) use frame::BINARY;
pub(crate) use frame::{FRAME_HEAD, TEXT, close_frame, finish_binary, ping_frame, push_frame};
pub(crate) use inbox::{Inbox, Mail, Post, SessionKey};
pub(crate) use outbox::{Link, Outbox, Sent};
pub(crate) use pass::{Pass, PlayerId};
pub(crate) use request::{Arrival, Connection, ShardHandle, ShardRequest};
pub(crate) use settings::{Bounds, Filter, Password, RoomConfig, Settings};
pub(crate) use socket::{Socket, finish, next};
pub(crate) use stats::{Buckets, Counters, PhaseTimes, RoomStats, thread_cpu};
pub(crate) use story::{Story, Told};
pub(crate) use text::{Letter, TextReceiver, TextSender, text_channel};
pub(crate) use wire::Wire;
