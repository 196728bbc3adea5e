//! Where network and rooms meet: the way in (directory, arrivals, inbox) and the way out (outbox).
//! A room, its sockets and both ends of a [`Link`] live on one thread, so that nothing here is locked.

mod directory;
mod fault;
mod frame;
mod inbox;
mod outbox;
mod stats;
mod wire;

pub(crate) use directory::{Arrival, Connection, Directory, ShardHandle, ShardRequest};
pub(crate) use fault::{Fault, decode_fault, socket_fault};
pub(crate) use frame::{FRAME_HEAD, close_frame, finish_binary, ping_frame};
pub(crate) use inbox::{Inbox, Mail, SessionKey};
pub(crate) use outbox::{Link, Outbox, Sent};
pub(crate) use stats::{Buckets, Counters, PhaseTimes, RoomStats};
pub(crate) use wire::Wire;
