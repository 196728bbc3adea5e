//! From a fresh WebSocket to a room: Hello under a deadline, then the bare socket goes to the room's shard.

use std::sync::Arc;

use fracas_protocol::{
    ClientMessage, CloseCode, PROTOCOL_VERSION, client::Hello, decode_client,
    limits::CLIENT_MESSAGE_BYTES_MAX,
};
use futures_util::StreamExt;
use tokio::time::timeout;
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        Message,
        protocol::{Role, WebSocketConfig},
    },
};
use tracing::debug;

use crate::{
    limits::{CONTROL_BYTES_MAX, HELLO_WAIT, READ_BUFFER_BYTES},
    link::{
        Arrival, Connection, Directory, Fault, ShardRequest, Wire, close_frame, decode_fault, socket_fault,
    },
};

/// tungstenite with every default that is unbounded, or sized for files, replaced.
fn socket_config() -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(0)
        .max_write_buffer_size(CONTROL_BYTES_MAX)
        .max_message_size(Some(CLIENT_MESSAGE_BYTES_MAX))
        .max_frame_size(Some(CLIENT_MESSAGE_BYTES_MAX))
}

/// Reads Hello and hands the socket to its room, or closes it with the reason.
pub(super) async fn greet(wire: Wire, read: Vec<u8>, directory: &Directory, connection: Arc<Connection>) {
    let mut socket =
        WebSocketStream::from_partially_read(wire, read, Role::Server, Some(socket_config())).await;
    let hello = match timeout(HELLO_WAIT, hello(&mut socket)).await {
        Ok(Ok(hello)) => hello,
        Ok(Err(Some((code, why)))) => return refuse(socket, code, &why).await,
        Ok(Err(None)) => return debug!("peer left before Hello"),
        Err(_) => return refuse(socket, CloseCode::TooQuiet, "no Hello in 5 s").await,
    };
    if hello.version != PROTOCOL_VERSION {
        let why = format!("this server speaks version {PROTOCOL_VERSION}");
        return refuse(socket, CloseCode::WrongVersion, &why).await;
    }
    let Some((_, shard)) = directory.find(&hello.room) else {
        return refuse(socket, CloseCode::NoSuchRoom, &format!("no room is called {:?}", hello.room)).await;
    };
    let stream = match socket.get_mut().detach() {
        Ok(stream) => stream,
        Err(e) => return debug!(error = %e, "socket was lost on the way to its shard"),
    };
    let arrival = Box::new(Arrival { socket, stream, hello, connection });
    if shard.send(ShardRequest::Arrive(arrival)).await.is_err() {
        debug!("the shard has stopped");
    }
}

/// The first message, which must be Hello; `Err(None)` when the peer left.
async fn hello(socket: &mut WebSocketStream<Wire>) -> Result<Hello, Option<Fault>> {
    loop {
        match socket.next().await {
            Some(Ok(Message::Binary(bytes))) => {
                return match decode_client(&bytes) {
                    Ok(ClientMessage::Hello(hello)) => Ok(hello),
                    Ok(_) => Err(Some((CloseCode::OutOfTurn, "the first message must be Hello".into()))),
                    Err(e) => Err(Some(decode_fault(&e))),
                };
            }
            Some(Ok(Message::Text(_))) => {
                return Err(Some((CloseCode::BadMessage, "messages of fracas.v1 are binary".into())));
            }
            Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
            Some(Ok(Message::Close(_))) => return Err(Some((CloseCode::GoingAway, "goodbye".into()))),
            Some(Err(e)) => return Err(socket_fault(&e)),
            None => return Err(None),
        }
    }
}

/// Closes a socket that never came to a room; it has no writer yet, and one small frame always fits.
async fn refuse(mut socket: WebSocketStream<Wire>, code: CloseCode, why: &str) {
    debug!(code = code.number(), why, "refused");
    let _ = socket.get_ref().stream().try_write(&close_frame(code, why));
    socket.get_mut().linger().await;
}
