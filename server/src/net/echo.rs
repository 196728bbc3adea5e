//! A route that says back what it hears, for the conformance suite: the same handshake, takeover, reading and writer
//! as a player's session. Only in builds with the feature `echo`.

use std::{io, net::TcpStream, task::Poll, thread};

use axum::{Router, extract::Request, response::Response, routing::get};
use tokio::time::{Duration, Instant, sleep};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Message, protocol::Role},
};
use tracing::{Instrument, Span, error};

use super::{
    handshake::socket_config,
    problem::Problem,
    upgrade::{Begun, begin, check_key, switch, take_over},
};
use crate::link::{BINARY, Link, Outbox, Socket, TEXT, Wire, finish, next, socket_fault};

/// Bytes of one message: the suite's largest has 16 MiB.
const MESSAGE_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Bytes on the wire until a message ends: the suite cuts the largest one in frames of 64 bytes, of 6 more each.
const UNFINISHED_BYTES_MAX: usize = 2 * MESSAGE_BYTES_MAX;

/// Time between two looks at a socket that had nothing, or did not take all of an answer.
const LOOK_EVERY: Duration = Duration::from_millis(1);

pub(super) fn router() -> Router {
    Router::new().route("/echo", get(upgrade))
}

async fn upgrade(mut request: Request) -> Result<Response, Problem> {
    let Begun { checked: key, connection, upgrading } = begin(&mut request, check_key)?;
    let takeover = async move {
        if let Some((wire, read)) = take_over(upgrading).await {
            if let Err(e) = hand_over(wire, read).await {
                error!(error = %e, "no thread for an echo");
            }
            drop(connection);
        }
    };
    tokio::spawn(takeover.instrument(Span::current()));
    Ok(switch(&key, None))
}

/// Moves the socket to a thread of its own, as a player's moves to his shard.
async fn hand_over(mut wire: Wire, read: Vec<u8>) -> io::Result<()> {
    wire.allow(UNFINISHED_BYTES_MAX);
    let config = socket_config(MESSAGE_BYTES_MAX);
    let mut socket = WebSocketStream::from_partially_read(wire, read, Role::Server, Some(config)).await;
    let stream = socket.get_mut().detach()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let echo = move || runtime.block_on(echo(socket, stream));
    thread::Builder::new().name("echo".into()).spawn(echo).map(drop)
}

async fn echo(mut socket: Socket, stream: TcpStream) {
    let mut outbox = Outbox::socket(socket.get_mut().attach(stream));
    outbox.allow(2 * MESSAGE_BYTES_MAX);
    let link = Link::new(outbox, Instant::now());
    loop {
        let read = match next(&mut socket, &link) {
            Poll::Ready(Some(read)) => read,
            Poll::Ready(None) => break,
            Poll::Pending => {
                sleep(LOOK_EVERY).await;
                socket.get_mut().wake(true);
                continue;
            }
        };
        socket.get_mut().message_ended();
        match read {
            Ok(Message::Text(text)) => link.outbox.borrow_mut().echo(TEXT, text.as_bytes()),
            Ok(Message::Binary(bytes)) => link.outbox.borrow_mut().echo(BINARY, &bytes),
            Ok(Message::Ping(_) | Message::Pong(_) | Message::Close(_) | Message::Frame(_)) => {}
            Err(e) => {
                if let Some((code, why)) = socket_fault(&e) {
                    link.close(code, &why);
                }
                break;
            }
        }
        while !is_clear(&link) {
            sleep(LOOK_EVERY).await;
        }
    }
    finish(&mut socket, &link).await;
}

/// True when the answer has left, or never will.
fn is_clear(link: &Link) -> bool {
    let mut outbox = link.outbox.borrow_mut();
    outbox.is_clear(Instant::now()) || outbox.is_over()
}
