//! One player's socket: whole messages in, whole messages out, never waiting.
//!
//! The handshake is tungstenite's; from then on the frames are read and written here, because a general reader
//! costs as much as the rest of a light player. One read a wake: a read that leaves room in the buffer has drained
//! the socket, so that none is made only to hear that there is nothing.

use std::io::{self, ErrorKind, Read, Write};

use fracas_protocol::{CloseCode, SUBPROTOCOL, TICKET_PREFIX};
use futures_util::{FutureExt, StreamExt};
use mio::{Interest, Registry, Token};
use tokio::net::{TcpSocket, TcpStream, lookup_host};
use tokio_tungstenite::{
    client_async,
    tungstenite::{
        self,
        client::IntoClientRequest,
        error::ProtocolError,
        http::{HeaderValue, header::SEC_WEBSOCKET_PROTOCOL},
    },
};

use crate::{
    config::Target,
    door::{Door, Entry},
    frame::{self, FrameError, Opcode},
};

/// Bytes that a read takes at the most, of all players one after the other: a dozen frames.
pub const READ_BUFFER_BYTES: usize = 16 * 1024;

/// Bytes of unsent messages after which the server is taken for gone: 30 s of inputs at 30 Hz.
const UNSENT_BYTES_MAX: usize = 32 * 1024;

/// Bytes that the kernel keeps for a reader who shall push back soon: a few frames. It doubles the number.
const SMALL_RECEIVE_BYTES: u32 = 4 * 1024;

/// An open WebSocket.
pub struct Connection {
    stream: mio::net::TcpStream,
    /// The beginning of a frame whose rest has not come.
    partial: Vec<u8>,
    /// Frames that the kernel has not taken yet.
    unsent: Vec<u8>,
    /// Counted, not random: a mask is against proxies on the way, and a test tool needs no secret from itself.
    mask: u32,
}

/// Why a connection ended.
#[derive(Debug, thiserror::Error)]
pub enum Ended {
    /// The server closed it, with a code and a reason.
    #[error("closed by the server: {0}")]
    Closed(String),
    /// The same, and whoever comes back unchanged is sent away again.
    #[error("closed by the server: {0}")]
    Barred(String),
    /// The server gives no seat.
    #[error("{0}")]
    Refused(String),
    /// The server has too much to do for one more player, for now.
    #[error("{0}")]
    Busy(String),
    /// The stream broke off, or carried what it must not.
    #[error("{0}")]
    Broken(String),
}

impl From<FrameError> for Ended {
    fn from(error: FrameError) -> Self {
        Self::Broken(error.to_string())
    }
}

impl Connection {
    /// Connects to a room behind `door`, as the player of `token`; with a small receive buffer, if the reader shall push
    /// back soon. Returns the token to come back with.
    ///
    /// # Errors
    /// When there is no server, or it gives no ticket or does not shake hands.
    pub async fn open(
        door: &Door,
        room: &str,
        token: Option<&str>,
        small_buffer: bool,
    ) -> Result<(Self, String), Ended> {
        let stream = connect(&door.target, small_buffer).await.map_err(broken_io)?;
        stream.set_nodelay(true).map_err(broken_io)?;
        let (stream, Entry { ticket, token }) = door.enter(stream, room, token).await?;
        let mut request = door.target.socket_url().into_client_request().map_err(broken)?;
        let offer = HeaderValue::try_from(format!("{SUBPROTOCOL}, {TICKET_PREFIX}{ticket}"));
        let offer = offer.map_err(|_| Ended::Broken("the server's ticket is none".into()))?;
        request.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, offer);
        let (mut socket, _) = client_async(request, stream).await.map_err(broken)?;
        // What it had read beyond the handshake would be lost; but a server says nothing before Hello.
        if socket.next().now_or_never().is_some() {
            return Err(Ended::Broken("the server spoke before it was asked".into()));
        }
        let stream = socket.into_inner().into_std().map_err(broken_io)?;
        let stream = mio::net::TcpStream::from_std(stream);
        Ok((Self { stream, partial: Vec::new(), unsent: Vec::new(), mask: 0 }, token))
    }

    /// Lets `registry` tell as `token` that something came.
    ///
    /// # Errors
    /// When the system has no room for it.
    pub fn register(&mut self, registry: &Registry, token: Token) -> Result<(), Ended> {
        registry.register(&mut self.stream, token, Interest::READABLE).map_err(broken_io)
    }

    /// Reads once, at most `buffer` full, and hands every whole binary message to `hear`. Pings are answered on
    /// the way. Returns the bytes that came; fewer than asked for mean that no more are there.
    ///
    /// # Errors
    /// When the connection has ended, or `hear` ends it.
    pub fn read(
        &mut self,
        buffer: &mut [u8],
        mut hear: impl FnMut(&[u8]) -> Result<(), Ended>,
    ) -> Result<usize, Ended> {
        let came = match self.stream.read(buffer) {
            Ok(0) => return Err(Ended::Broken("the connection broke off".into())),
            Ok(came) => came,
            Err(error) if is_no_end(&error) => return Ok(0),
            Err(error) => return Err(broken_io(error)),
        };
        let mut partial = std::mem::take(&mut self.partial);
        let mut rest = &buffer[..came];
        if !partial.is_empty() {
            partial.extend_from_slice(rest);
            rest = &partial;
        }
        while let Some((opcode, payload)) = frame::take(&mut rest)? {
            match opcode {
                Opcode::Binary => hear(payload)?,
                Opcode::Ping => self.pong(payload)?,
                Opcode::Pong => {}
                Opcode::Close => return Err(closed(payload)),
            }
        }
        self.partial = rest.to_vec();
        Ok(came)
    }

    /// Sends an encoded message, as far as the kernel takes it; the rest goes with the next. Returns the bytes of
    /// the WebSocket frame.
    ///
    /// # Errors
    /// When the connection has ended, or 32 KiB wait unsent.
    pub fn send(&mut self, message: &[u8]) -> Result<usize, Ended> {
        let bytes = frame::put(&mut self.unsent, Opcode::Binary, message, next_mask(&mut self.mask));
        self.flush()?;
        Ok(bytes)
    }

    fn pong(&mut self, payload: &[u8]) -> Result<(), Ended> {
        frame::put(&mut self.unsent, Opcode::Pong, payload, next_mask(&mut self.mask));
        self.flush()
    }

    fn flush(&mut self) -> Result<(), Ended> {
        match self.stream.write(&self.unsent) {
            Ok(taken) if taken == self.unsent.len() => self.unsent.clear(),
            Ok(taken) => drop(self.unsent.drain(..taken)),
            Err(error) if is_no_end(&error) => {}
            Err(error) => return Err(broken_io(error)),
        }
        if self.unsent.len() > UNSENT_BYTES_MAX {
            return Err(Ended::Broken(format!("the server took nothing of {UNSENT_BYTES_MAX} bytes")));
        }
        Ok(())
    }

    /// Says goodbye, without waiting for the answer.
    pub fn close(&mut self) {
        frame::put(&mut self.unsent, Opcode::Close, &NORMAL_CLOSURE.to_be_bytes(), next_mask(&mut self.mask));
        // Whatever fails here, the socket is dropped next.
        let _ = self.flush();
    }
}

/// Close code of a player who has had enough (RFC 6455 section 7.4.1).
const NORMAL_CLOSURE: u16 = 1000;

/// The end that a close frame tells of.
fn closed(payload: &[u8]) -> Ended {
    let is_final = |code: &CloseCode| code.is_final() && payload.starts_with(&code.number().to_be_bytes());
    let text = frame::close_text(payload);
    if CloseCode::ALL.iter().any(is_final) { Ended::Barred(text) } else { Ended::Closed(text) }
}

async fn connect(target: &Target, small_buffer: bool) -> io::Result<TcpStream> {
    if !small_buffer {
        return TcpStream::connect(target.address()).await;
    }
    let addr = lookup_host(target.address()).await?.next();
    let addr = addr.ok_or_else(|| io::Error::new(ErrorKind::NotFound, "the name has no address"))?;
    let socket = if addr.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // Before the connection stands: the window's scale is agreed in the first packet.
    socket.set_recv_buffer_size(SMALL_RECEIVE_BYTES)?;
    socket.connect(addr).await
}

fn next_mask(count: &mut u32) -> [u8; 4] {
    // An odd factor close to the golden section: successive masks differ in all four bytes.
    *count = count.wrapping_add(0x9E37_79B9);
    count.to_be_bytes()
}

fn is_no_end(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted)
}

fn broken_io(error: io::Error) -> Ended {
    broken(error.into())
}

fn broken(error: tungstenite::Error) -> Ended {
    Ended::Broken(match error {
        tungstenite::Error::Io(e) => e.to_string(),
        tungstenite::Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => {
            "the connection broke off".into()
        }
        tungstenite::Error::Http(response) => format!("the server answered {}", response.status()),
        error => error.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_sent_out_is_told_from_whose_server_restarts() {
        assert!(matches!(closed(b"\x0f\xa7sent out"), Ended::Barred(why) if why == "4007 sent out"));
        for comes_back in [&b"\x03\xe9restart"[..], b"\x03\xf5too slow", b""] {
            assert!(matches!(closed(comes_back), Ended::Closed(_)), "{comes_back:?}");
        }
    }
}
