//! Reads one socket: frames become legal messages in the room's inbox. It writes nothing itself.

use std::{cell::RefCell, pin::Pin, rc::Rc, sync::Arc, task::Poll, time::Duration};

use fracas_protocol::{ClientMessage, CloseCode, decode_client};
use futures_util::Stream;
use tokio::time::{Instant, sleep, timeout};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{self, Message},
};
use tracing::{debug, trace};

use super::rate_limit::RateLimit;
use crate::{
    limits::{CLOSE_WAIT, MESSAGE_BURST_S, MESSAGES_PER_TICK},
    link::{Connection, Fault, Inbox, Link, Mail, SessionKey, Wire, decode_fault, socket_fault},
};

type Socket = WebSocketStream<Wire>;

/// Time between two tries to write the last bytes of a session: well below what a person notices.
const FLUSH_EVERY: Duration = Duration::from_millis(10);

/// Reads until either side closes; the last mail is [`Mail::Gone`].
pub(super) async fn read(
    mut socket: Socket,
    link: Rc<Link>,
    inbox: Rc<RefCell<Inbox>>,
    session: SessionKey,
    tick_rate: u32,
    connection: Arc<Connection>,
) {
    let rate = MESSAGES_PER_TICK * f64::from(tick_rate);
    let mut limit = RateLimit::new(rate, rate * MESSAGE_BURST_S, Instant::now());
    let fault = loop {
        let read = tokio::select! {
            biased;
            () = link.closed.notified() => break None,
            read = next(&mut socket, &link) => read,
        };
        let now = Instant::now();
        link.heard.set(now);
        socket.get_mut().message_ended();
        match read {
            None => break None,
            Some(Err(e)) => break socket_fault(&e),
            Some(Ok(message)) => {
                if !limit.take(now) {
                    break Some((CloseCode::TooFast, "more messages than a player needs".into()));
                }
                match parse(message) {
                    Ok(Some(message)) => inbox.borrow_mut().push(Mail::Message { session, message, at: now }),
                    Ok(None) => {}
                    Err(fault) => break Some(fault),
                }
            }
        }
        if link.outbox.borrow().is_over() {
            break None;
        }
    };
    if let Some((code, why)) = fault {
        debug!(code = code.number(), why, "peer closed for its fault");
        inbox.borrow_mut().push(Mail::Fault { session, code });
        link.close(code, &why);
    }
    let _ = timeout(CLOSE_WAIT, finish(&link)).await;
    socket.get_mut().linger().await;
    inbox.borrow_mut().push(Mail::Gone { session });
    trace!(peer = %connection.peer, "socket closed");
}

/// The next frame. Control frames that tungstenite makes meanwhile go to the socket's one writer.
async fn next(socket: &mut Socket, link: &Link) -> Option<Result<Message, tungstenite::Error>> {
    std::future::poll_fn(|cx| {
        let read = Pin::new(&mut *socket).poll_next(cx);
        let control = socket.get_mut().take_control();
        if !control.is_empty() {
            link.outbox.borrow_mut().control(&control, Instant::now());
        }
        match read {
            Poll::Pending if link.outbox.borrow().is_over() => Poll::Ready(None),
            read => read,
        }
    })
    .await
}

fn parse(message: Message) -> Result<Option<ClientMessage>, Fault> {
    match message {
        Message::Binary(bytes) => decode_client(&bytes).map(Some).map_err(|e| decode_fault(&e)),
        Message::Text(_) => Err((CloseCode::BadMessage, "messages of fracas.v1 are binary".into())),
        // The answer to a Close is made and handed over by the next poll, which then ends.
        Message::Ping(_) | Message::Pong(_) | Message::Close(_) | Message::Frame(_) => Ok(None),
    }
}

/// Waits until what was queued, a close frame at the end, has left.
async fn finish(link: &Link) {
    while !link.outbox.borrow_mut().finish(Instant::now()) {
        sleep(FLUSH_EVERY).await;
    }
}
