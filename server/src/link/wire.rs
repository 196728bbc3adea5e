//! The byte stream that tungstenite reads from. It writes nothing itself: the control frames that tungstenite
//! makes (pongs, the answer to a close) gather here, and the reader hands them to the socket's one writer.

use std::{
    io::{self, Read},
    net::Shutdown,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use socket2::SockRef;
use tokio::{
    io::{AsyncRead, AsyncWrite, Interest, ReadBuf},
    net::TcpStream,
    time::{Instant, sleep},
};

use super::socket::LAST_BYTES_EVERY;
use crate::limits::{
    CLOSE_WAIT, CONTROL_BYTES_MAX, LINGER_BYTES_MAX, READ_BUFFER_BYTES, UNFINISHED_BYTES_MAX,
};

/// Where bytes come from.
#[derive(Debug)]
enum Source {
    /// A stranger's socket, on the runtime that accepted it.
    Stranger(TcpStream),
    /// A session's socket, read when its shard has seen that there is something.
    Session {
        stream: Arc<std::net::TcpStream>,
        /// All that has come was read: the next read would only cost a call into the kernel.
        drained: bool,
        /// The peer has closed: the end is to be read, too.
        ends: bool,
    },
    /// On the way from one to the other.
    Detached,
}

/// A socket as tungstenite sees it. It can move to another thread with what was read already.
#[derive(Debug)]
pub(crate) struct Wire {
    source: Source,
    control: Vec<u8>,
    /// Bytes read since the last message ended.
    unfinished: usize,
    /// Bytes at which that is no message any more.
    unfinished_max: usize,
}

impl Wire {
    /// Reads from a stranger's socket.
    pub(crate) fn new(stream: TcpStream) -> Self {
        Self {
            source: Source::Stranger(stream),
            control: Vec::new(),
            unfinished: 0,
            unfinished_max: UNFINISHED_BYTES_MAX,
        }
    }

    /// Lets messages be longer than any of ours.
    #[cfg(feature = "echo")]
    pub(crate) fn allow(&mut self, unfinished_max: usize) {
        self.unfinished_max = unfinished_max;
    }

    /// Writes to a stranger, who has no writer yet: as much as the socket takes at once.
    pub(crate) fn write_to_stranger(&self, bytes: &[u8]) {
        if let Source::Stranger(stream) = &self.source {
            let _ = stream.try_write(bytes);
        }
    }

    /// Takes a stranger's socket out of its runtime.
    pub(crate) fn detach(&mut self) -> io::Result<std::net::TcpStream> {
        match std::mem::replace(&mut self.source, Source::Detached) {
            Source::Stranger(stream) => stream.into_std(),
            Source::Session { .. } | Source::Detached => Err(io::ErrorKind::NotConnected.into()),
        }
    }

    /// Makes it the socket of a session; returns it for the session's writer. It must not block.
    pub(crate) fn attach(&mut self, stream: std::net::TcpStream) -> Arc<std::net::TcpStream> {
        let stream = Arc::new(stream);
        self.source = Source::Session { stream: Arc::clone(&stream), drained: false, ends: false };
        stream
    }

    /// The socket of a session.
    pub(crate) fn stream(&self) -> Option<&std::net::TcpStream> {
        match &self.source {
            Source::Session { stream, .. } => Some(stream),
            Source::Stranger(_) | Source::Detached => None,
        }
    }

    /// Something has come, or with `end` the peer has closed.
    pub(crate) fn wake(&mut self, end: bool) {
        if let Source::Session { drained, ends, .. } = &mut self.source {
            *drained = false;
            *ends |= end;
        }
    }

    /// Ends the connection after a close frame: says that nothing follows, then reads and drops what the peer
    /// still sends. Closing a socket with unread bytes resets it, and the reset would overtake the close frame.
    pub(crate) async fn linger(&mut self) {
        let shut = match &self.source {
            Source::Stranger(stream) => SockRef::from(stream).shutdown(Shutdown::Write),
            Source::Session { stream, .. } => stream.shutdown(Shutdown::Write),
            Source::Detached => return,
        };
        if shut.is_err() {
            return;
        }
        let deadline = Instant::now() + CLOSE_WAIT;
        let mut dropped = 0;
        let mut buffer = [0; READ_BUFFER_BYTES];
        while dropped < LINGER_BYTES_MAX && Instant::now() < deadline {
            match self.try_read(&mut buffer) {
                Ok(0) => return,
                Ok(read) => dropped += read,
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => sleep(LAST_BYTES_EVERY).await,
                Err(_) => return,
            }
        }
    }

    fn try_read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        match &self.source {
            Source::Stranger(stream) => stream.try_read(buffer),
            Source::Session { stream, .. } => (&**stream).read(buffer),
            Source::Detached => Err(io::ErrorKind::NotConnected.into()),
        }
    }

    /// Notes that a message was read whole. Endless empty fragments never come to this, nor to a rate limit that
    /// counts messages, so the bytes between two messages are bounded as well. Returns them: what came with the next
    /// message in one read is counted here.
    pub(crate) fn message_ended(&mut self) -> usize {
        std::mem::take(&mut self.unfinished)
    }

    /// Control frames made since the last call.
    pub(crate) fn take_control(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.control)
    }
}

impl AsyncRead for Wire {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let wire = self.get_mut();
        if wire.unfinished > wire.unfinished_max {
            return Poll::Ready(Err(io::ErrorKind::InvalidData.into()));
        }
        let read = ready!(wire.source.poll_read(cx, buf.initialize_unfilled()))?;
        buf.advance(read);
        wire.unfinished += read;
        Poll::Ready(Ok(()))
    }
}

impl Source {
    fn poll_read(&mut self, cx: &mut Context<'_>, buffer: &mut [u8]) -> Poll<io::Result<usize>> {
        match self {
            Self::Stranger(stream) => loop {
                ready!(stream.poll_read_ready(cx))?;
                match stream.try_io(Interest::READABLE, || (&*SockRef::from(&*stream)).read(buffer)) {
                    Err(e) if e.kind() == io::ErrorKind::WouldBlock => {}
                    read => return Poll::Ready(read),
                }
            },
            Self::Session { stream, drained, ends } => {
                if *drained {
                    return Poll::Pending;
                }
                match (&**stream).read(buffer) {
                    Ok(read) => {
                        // A read that did not fill its buffer has emptied the socket. What comes after it makes a new
                        // event; only the end of the stream may have come with this one.
                        *drained = read < buffer.len() && !*ends;
                        Poll::Ready(Ok(read))
                    }
                    Err(e) if e.kind() == io::ErrorKind::WouldBlock => {
                        *drained = true;
                        Poll::Pending
                    }
                    Err(e) => Poll::Ready(Err(e)),
                }
            }
            Self::Detached => Poll::Ready(Err(io::ErrorKind::NotConnected.into())),
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.control.len() + bytes.len() > CONTROL_BYTES_MAX {
            return Poll::Ready(Err(io::Error::other("control frames flood")));
        }
        self.control.extend_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
