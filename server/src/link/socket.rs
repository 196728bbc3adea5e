//! How a session reads its socket, and how it ends.

use std::{pin::Pin, task::Poll, time::Duration};

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

/// Time between two tries to write the last bytes of a session: well below what a person notices.
const FLUSH_EVERY: Duration = Duration::from_millis(10);

/// The next message. Control frames that tungstenite makes meanwhile go to the socket's one writer.
pub(crate) async fn next(socket: &mut Socket, link: &Link) -> Option<Result<Message, tungstenite::Error>> {
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

/// Waits until what was queued, a close frame at the end, has left, and then for the peer's end.
pub(crate) async fn finish(socket: &mut Socket, link: &Link) {
    let flushed = async {
        while !link.outbox.borrow_mut().finish(Instant::now()) {
            sleep(FLUSH_EVERY).await;
        }
    };
    let _ = timeout(CLOSE_WAIT, flushed).await;
    socket.get_mut().linger().await;
}
