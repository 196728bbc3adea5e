//! How a session reads its socket, and how it ends.

use std::{
    pin::Pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use futures_util::Stream;
use tokio::time::{Instant, sleep, timeout};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{self, Message},
};

use super::{outbox::Link, wire::Wire};
use crate::limits::CLOSE_WAIT;

/// A WebSocket that is read here and written by its outbox.
pub(crate) type Socket = WebSocketStream<Wire>;

/// Time between two looks at a socket that ends: well below what a person notices.
pub(super) const LAST_BYTES_EVERY: Duration = Duration::from_millis(10);

/// The next message of those that have come; `Ready(None)` when there will be none. Control frames that tungstenite
/// makes meanwhile go to the socket's one writer. Nobody is woken when more comes: who calls this watches the socket.
pub(crate) fn next(socket: &mut Socket, link: &Link) -> Poll<Option<Result<Message, tungstenite::Error>>> {
    let read = Pin::new(&mut *socket).poll_next(&mut Context::from_waker(Waker::noop()));
    let control = socket.get_mut().take_control();
    if !control.is_empty() {
        link.outbox.borrow_mut().control(&control, Instant::now());
    }
    match read {
        Poll::Pending if link.outbox.borrow().is_over() => Poll::Ready(None),
        read => read,
    }
}

/// Waits until what was queued, a close frame at the end, has left, and then for the peer's end.
pub(crate) async fn finish(socket: &mut Socket, link: &Link) {
    let flushed = async {
        while !link.outbox.borrow_mut().finish(Instant::now()) {
            sleep(LAST_BYTES_EVERY).await;
        }
    };
    let _ = timeout(CLOSE_WAIT, flushed).await;
    socket.get_mut().linger().await;
}
