//! A room that plays a script of bytes, for the fuzzer (`tests/fuzz`): whatever peers send and in whatever order, a
//! room never panics, and every frame it makes is one that decodes and keeps to the limit.
//!
//! The script is a list of steps: a byte whose low 2 bits name one of four peers and whose next 3 bits say what he
//! does. 0: he opens a connection. 1: it is gone. 2: a tick. 3-7: he sends a message; the next byte is its length,
//! then come its bytes, as they would come off the wire.

use std::time::Duration;

use fracas_protocol::{
    CloseCode, ServerMessage, decode_client, decode_server, limits::SNAPSHOT_BYTES_MAX,
};
use tokio::time::Instant;

use super::Room;
use crate::link::{Board, FRAME_HEAD, Mail, PlayerId, RoomConfig, SessionKey};

const PEERS: usize = 4;

/// A tick costs the fuzzer more than all else; a script with more would only be slow.
const TICKS_MAX: u32 = 200;

/// Plays a script.
pub fn room(mut script: &[u8]) {
    let config = RoomConfig { hosted: true, ..RoomConfig::standing("fuzz", 1, 30, 2, 3) };
    let mut now = Instant::now();
    let mut room = Room::new(config, Vec::new(), Board::new(None), now);
    let mut peers: [Option<SessionKey>; PEERS] = [None; PEERS];
    let mut ticks = 0;
    while let Some((&step, rest)) = script.split_first()
        && ticks < TICKS_MAX
    {
        script = rest;
        let number = usize::from(step) % PEERS;
        let peer = &mut peers[number];
        match (step >> 2 & 7, *peer) {
            // Two of them are one player, who comes by two ways.
            (0, None) => *peer = Some(room.open_in_memory_as(PlayerId([number as u8 / 2; 16]), now)),
            (1, Some(session)) => {
                room.inbox().borrow_mut().push(Mail::Gone { session, parted: step >> 5 & 1 == 1 });
                *peer = None;
            }
            (2, _) => {
                ticks += 1;
                now += Duration::from_millis(33);
                room.tick(now, now);
                peers.iter().flatten().for_each(|&session| check_frame(&room, session));
            }
            (3.., session) => {
                let (length, rest) = script.split_first().unwrap_or((&0, &[]));
                let (bytes, rest) = rest.split_at(rest.len().min(usize::from(*length)));
                script = rest;
                if let Some(session) = session {
                    room.inbox().borrow_mut().push(mail(session, bytes, now));
                }
            }
            (0, Some(_)) | (1, None) => {}
        }
    }
}

/// What a reader makes of a message, as `shard::reader` does.
fn mail(session: SessionKey, bytes: &[u8], at: Instant) -> Mail {
    match decode_client(bytes) {
        Ok(message) => Mail::Message { session, message, at },
        Err(_) => Mail::Fault { session, code: CloseCode::BadMessage },
    }
}

fn check_frame(room: &Room, session: SessionKey) {
    let Some(link) = room.audience.link(session) else { return };
    let outbox = link.outbox.borrow();
    let frame = outbox.memory_snapshot();
    // A session that has not seen a tick yet, or was closed before one.
    if frame.is_empty() {
        return;
    }
    assert!(frame.len() + FRAME_HEAD <= SNAPSHOT_BYTES_MAX, "a frame of {} bytes", frame.len());
    assert!(matches!(decode_server(frame), Ok(ServerMessage::Snapshot(_))), "a frame that does not decode");
}
