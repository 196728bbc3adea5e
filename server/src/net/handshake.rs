//! From a fresh WebSocket to a room: Hello under a deadline, then the bare socket goes to the room's shard. The
//! writer of a text session stays here, beside the room's thread.

use std::{io, sync::Arc};

use fracas_protocol::{
    ClientMessage, CloseCode, PROTOCOL_VERSION, client::Hello, limits::CLIENT_MESSAGE_BYTES_MAX,
};
use futures_util::StreamExt;
use tokio::{net::TcpStream, sync::OwnedSemaphorePermit, time::timeout};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        Message,
        protocol::{Role, WebSocketConfig},
    },
};
use tracing::{Instrument, Span, debug};

use super::scribe;
use crate::{
    limits::{CONTROL_BYTES_MAX, HELLO_WAIT, READ_BUFFER_BYTES, TEXT_SESSIONS_MAX},
    link::{
        Arrival, Connection, Dialect, Fault, Pass, ShardRequest, Socket, TextSender, Wire, close_frame,
        socket_fault, text_channel,
    },
    lobby::Directory,
};

/// tungstenite with every default that is unbounded, or sized for files, replaced.
pub(super) fn socket_config(message_bytes_max: usize) -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(0)
        .max_write_buffer_size(CONTROL_BYTES_MAX)
        .max_message_size(Some(message_bytes_max))
        .max_frame_size(Some(message_bytes_max))
}

/// Reads Hello and hands the socket to the room of its ticket, or closes it with the reason.
pub(super) async fn greet(
    wire: Wire,
    read: Vec<u8>,
    mut dialect: Dialect,
    (room, pass): (Arc<str>, Pass),
    directory: &Directory,
    connection: Arc<Connection>,
) {
    let config = socket_config(CLIENT_MESSAGE_BYTES_MAX);
    let mut socket = WebSocketStream::from_partially_read(wire, read, Role::Server, Some(config)).await;
    let hello = match timeout(HELLO_WAIT, hello(&mut socket, &mut dialect, &room)).await {
        Ok(Ok(hello)) => hello,
        Ok(Err(Some((code, why)))) => return refuse(socket, code, &why).await,
        Ok(Err(None)) => return debug!("peer left before Hello"),
        Err(_) => return refuse(socket, CloseCode::TooQuiet, "no Hello in 5 s").await,
    };
    if hello.version != PROTOCOL_VERSION {
        let why = format!("this server speaks version {PROTOCOL_VERSION}");
        return refuse(socket, CloseCode::WrongVersion, &why).await;
    }
    if *hello.room != *room {
        let why = format!("the ticket is for the room {room:?}, not for {:?}", hello.room);
        return refuse(socket, CloseCode::NoSuchRoom, &why).await;
    }
    let Some((_, shard)) = directory.find(&room) else {
        return refuse(socket, CloseCode::NoSuchRoom, &format!("no room is called {room:?}")).await;
    };
    let place = match dialect {
        Dialect::Binary => None,
        Dialect::Text { .. } => match directory.text_place(&room) {
            Some(place) => Some(place),
            None => {
                let why =
                    format!("{TEXT_SESSIONS_MAX} people read this room as text already; come back later");
                return refuse(socket, CloseCode::TryAgainLater, &why).await;
            }
        },
    };
    let stream = match socket.get_mut().detach() {
        Ok(stream) => stream,
        Err(e) => return debug!(error = %e, "socket was lost on the way to its shard"),
    };
    let text = match place.map(|place| hire_scribe(&stream, place, &connection)).transpose() {
        Ok(text) => text,
        Err(e) => return debug!(error = %e, "socket was lost on the way to its writer"),
    };
    let arrival = Box::new(Arrival { socket, stream, hello, pass, dialect, text, connection });
    if shard.send(ShardRequest::Arrive(arrival)).await.is_err() {
        debug!("the shard has stopped");
    }
}

/// Starts the writer of a text session, on this runtime.
fn hire_scribe(
    stream: &std::net::TcpStream,
    place: OwnedSemaphorePermit,
    connection: &Arc<Connection>,
) -> io::Result<TextSender> {
    let stream = TcpStream::from_std(stream.try_clone()?)?;
    let (sender, receiver) = text_channel();
    let scribe = scribe::write(stream, receiver, Arc::clone(connection), place);
    tokio::spawn(scribe.instrument(Span::current()));
    Ok(sender)
}

/// The first message, which must be Hello; `Err(None)` when the peer left.
async fn hello(socket: &mut Socket, dialect: &mut Dialect, room: &str) -> Result<Hello, Option<Fault>> {
    loop {
        let message = match socket.next().await {
            Some(Ok(Message::Close(_))) => return Err(Some((CloseCode::GoingAway, "goodbye".into()))),
            Some(Ok(message)) => message,
            Some(Err(e)) => return Err(socket_fault(&e)),
            None => return Err(None),
        };
        match dialect.read(&message, room).map_err(Some)? {
            Some(ClientMessage::Hello(hello)) => return Ok(hello),
            Some(_) => return Err(Some((CloseCode::OutOfTurn, "the first message must be Hello".into()))),
            None => {}
        }
    }
}

/// Closes a socket that never came to a room; it has no writer yet, and one small frame always fits.
async fn refuse(mut socket: Socket, code: CloseCode, why: &str) {
    debug!(code = code.number(), why, "refused");
    socket.get_ref().write_to_stranger(&close_frame(code, why));
    socket.get_mut().linger().await;
}
