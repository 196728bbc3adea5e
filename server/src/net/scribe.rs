//! The one writer of a text session's socket: binary messages of the room become lines of JSON, beside its thread.

use std::sync::Arc;

use fracas_protocol::{ServerMessage, Tick, decode_server, json::write_server};
use tokio::{io::AsyncWriteExt, net::TcpStream, sync::OwnedSemaphorePermit};
use tracing::{debug, error};

use crate::link::{Connection, Letter, TEXT, TextReceiver, push_frame};

/// Writes until nothing follows, or the socket is gone. Its place among the text sessions is taken until then.
pub(super) async fn write(
    mut stream: TcpStream,
    mut letters: TextReceiver,
    connection: Arc<Connection>,
    _place: OwnedSemaphorePermit,
) {
    while let Some(letter) = letters.next().await {
        let (bytes, tick) = match letter {
            Letter::Message(message) => match line(&message) {
                Some(line) => line,
                None => return,
            },
            Letter::Frames(bytes) => (bytes, None),
            Letter::End => break,
        };
        if let Err(e) = stream.write_all(&bytes).await {
            return debug!(peer = %connection.peer, error = %e, "text session's socket is gone");
        }
        letters.wrote(bytes.len(), tick);
    }
}

/// The text frame of a message, and the tick of a snapshot.
fn line(message: &[u8]) -> Option<(Vec<u8>, Option<Tick>)> {
    let message = match decode_server(message) {
        Ok(message) => message,
        Err(e) => {
            error!(error = %e, "a message of ours does not decode");
            return None;
        }
    };
    let mut frame = Vec::new();
    push_frame(&mut frame, TEXT, write_server(&message).as_bytes());
    let tick = match message {
        ServerMessage::Snapshot(snapshot) => Some(snapshot.tick),
        ServerMessage::Welcome(_) | ServerMessage::Seated(_) | ServerMessage::Refused(_) => None,
    };
    Some((frame, tick))
}
