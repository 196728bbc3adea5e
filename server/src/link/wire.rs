//! The byte stream that tungstenite reads from. It writes nothing itself: the control frames that tungstenite
//! makes (pongs, the answer to a close) gather here, and the reader hands them to the socket's one writer.

use std::{
    io,
    net::Shutdown,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use socket2::SockRef;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, Interest, ReadBuf},
    net::TcpStream,
    time::timeout,
};

use crate::limits::{
    CLOSE_WAIT, CONTROL_BYTES_MAX, LINGER_BYTES_MAX, READ_BUFFER_BYTES, UNFINISHED_BYTES_MAX,
};

/// A socket as tungstenite sees it. It can move to another thread's runtime with what was read already.
#[derive(Debug)]
pub(crate) struct Wire {
    stream: Option<Arc<TcpStream>>,
    control: Vec<u8>,
    /// Bytes read since the last message ended.
    unfinished: usize,
    /// Bytes at which that is no message any more.
    unfinished_max: usize,
}

impl Wire {
    /// Reads from `stream`.
    pub(crate) fn new(stream: TcpStream) -> Self {
        Self {
            stream: Some(Arc::new(stream)),
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

    /// The socket, to share with its writer.
    ///
    /// # Panics
    /// Between [`detach`](Self::detach) and [`attach`](Self::attach).
    pub(crate) fn stream(&self) -> Arc<TcpStream> {
        Arc::clone(self.stream.as_ref().expect("the wire is attached"))
    }

    /// Takes the socket out of this runtime.
    pub(crate) fn detach(&mut self) -> io::Result<std::net::TcpStream> {
        let stream = self.stream.take().and_then(Arc::into_inner);
        stream.ok_or_else(|| io::Error::other("socket is shared or gone"))?.into_std()
    }

    /// Puts the socket into the runtime of the calling thread.
    pub(crate) fn attach(&mut self, stream: std::net::TcpStream) -> io::Result<()> {
        self.stream = Some(Arc::new(TcpStream::from_std(stream)?));
        Ok(())
    }

    /// Ends the connection after a close frame: says that nothing follows, then reads and drops what the peer
    /// still sends. Closing a socket with unread bytes resets it, and the reset would overtake the close frame.
    pub(crate) async fn linger(&mut self) {
        let Some(stream) = self.stream.as_deref() else { return };
        if SockRef::from(stream).shutdown(Shutdown::Write).is_err() {
            return;
        }
        let drop_all = async {
            let mut dropped = 0;
            let mut buffer = [0; READ_BUFFER_BYTES];
            while dropped < LINGER_BYTES_MAX {
                self.unfinished = 0;
                match self.read(&mut buffer).await {
                    Ok(read) if read > 0 => dropped += read,
                    _ => break,
                }
            }
        };
        let _ = timeout(CLOSE_WAIT, drop_all).await;
    }

    /// Notes that a message was read whole. Endless empty fragments never come to this, nor to a rate limit that
    /// counts messages, so the bytes between two messages are bounded as well.
    pub(crate) fn message_ended(&mut self) {
        self.unfinished = 0;
    }

    /// Control frames made since the last call.
    pub(crate) fn take_control(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.control)
    }
}

impl AsyncRead for Wire {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let Self { stream, unfinished, unfinished_max, .. } = self.get_mut();
        if unfinished > unfinished_max {
            return Poll::Ready(Err(io::ErrorKind::InvalidData.into()));
        }
        let Some(stream) = stream else {
            return Poll::Ready(Err(io::ErrorKind::NotConnected.into()));
        };
        loop {
            ready!(stream.poll_read_ready(cx))?;
            let room = buf.remaining();
            match stream.try_read(buf.initialize_unfilled()) {
                Ok(read) => {
                    if read < room {
                        forget_readiness(stream);
                    }
                    buf.advance(read);
                    *unfinished += read;
                    return Poll::Ready(Ok(()));
                }
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => {}
                Err(e) => return Poll::Ready(Err(e)),
            }
        }
    }
}

/// Waits for the next event before the next read. A read that did not fill its buffer has emptied the socket, and asking
/// again would cost a call into the kernel for every message. What comes after it makes a new event, which this thread
/// has not looked at yet (tokio does the same in its own `poll_read`).
fn forget_readiness(stream: &TcpStream) {
    let _ = stream.try_io(Interest::READABLE, || Err::<(), _>(io::ErrorKind::WouldBlock.into()));
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
