//! Where network and rooms meet: the way in (directory, arrivals, inbox) and the way out (outbox).
//! A room, its sockets and both ends of a [`Link`] live on one thread, so that nothing here is locked.

mod bell;
mod dialect;
mod directory;
mod fault;
mod frame;
mod inbox;
mod outbox;
mod pass;
mod socket;
mod stats;
mod text;
mod wire;

pub(crate) use bell::{Bell, Seat};
pub(crate) use dialect::Dialect;
pub(crate) use directory::{Arrival, Connection, Directory, ShardHandle, ShardRequest};
pub(crate) use fault::{Fault, socket_fault};
#[cfg(feature = "echo")]
pub(crate) use frame::BINARY;
pub(crate) use frame::{FRAME_HEAD, TEXT, close_frame, finish_binary, ping_frame, push_frame};
pub(crate) use inbox::{Inbox, Mail, Post, SessionKey};
pub(crate) use outbox::{Link, Outbox, Sent};
pub(crate) use pass::{Pass, PlayerId};
pub(crate) use socket::{Socket, finish, next};
pub(crate) use stats::{Buckets, Counters, PhaseTimes, RoomStats, thread_cpu};
pub(crate) use text::{Letter, TextReceiver, TextSender, text_channel};
pub(crate) use wire::Wire;
