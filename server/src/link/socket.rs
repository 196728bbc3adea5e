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
        Poll::Ready(None) => {
            // The answer to the peer's close was the last frame; a snapshot of the next tick would follow it.
            link.outbox.borrow_mut().finish(Instant::now());
            Poll::Ready(None)
        }
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

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use tokio::net::TcpListener;
    use tokio_tungstenite::tungstenite::protocol::Role;

    use super::{super::outbox::Outbox, *};

    /// Close frames with code 1000: of a client, whose mask is zero, and of a server.
    const PARTING: [u8; 8] = [0x88, 0x82, 0, 0, 0, 0, 0x03, 0xE8];
    const ANSWER: [u8; 4] = [0x88, 0x02, 0x03, 0xE8];

    #[tokio::test]
    async fn nothing_is_written_behind_the_answer_to_a_close() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut peer = std::net::TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let wire = Wire::new(listener.accept().await.unwrap().0);
        let mut socket = WebSocketStream::from_raw_socket(wire, Role::Server, None).await;
        let stream = socket.get_mut().detach().unwrap();
        let link = Link::new(Outbox::socket(socket.get_mut().attach(stream)), Instant::now());
        peer.write_all(&PARTING).unwrap();

        while !matches!(next(&mut socket, &link), Poll::Ready(None)) {
            sleep(Duration::from_millis(1)).await;
            socket.get_mut().wake(false);
        }
        link.outbox.borrow_mut().message(b"a snapshot");
        link.outbox.borrow_mut().flush(Instant::now());
        drop((socket, link));
        let mut seen = Vec::new();
        peer.read_to_end(&mut seen).unwrap();
        assert_eq!(seen, ANSWER);
    }
}
