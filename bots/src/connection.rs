//! One player's socket: whole messages in, whole messages out, never waiting.

use std::{
    io,
    task::{Context, Poll},
};

use fracas_protocol::{ClientMessage, SUBPROTOCOL, encode, limits::SERVER_MESSAGE_BYTES_MAX};
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{
        self, Bytes, Message,
        client::IntoClientRequest,
        error::ProtocolError,
        http::{HeaderValue, header::SEC_WEBSOCKET_PROTOCOL},
        protocol::{CloseFrame, WebSocketConfig},
    },
};

use crate::config::Target;

/// Bytes read at once. The default of 128 KiB is zeroed at every read; a snapshot is at most 1,400 bytes.
const READ_BUFFER_BYTES: usize = 4 * 1024;

/// Bytes of unsent messages after which the server is taken for gone: 30 s of inputs at 30 Hz.
const WRITE_BUFFER_BYTES: usize = 32 * 1024;

/// An open WebSocket.
pub struct Connection {
    socket: WebSocketStream<TcpStream>,
}

/// Why a connection ended.
#[derive(Debug, thiserror::Error)]
pub enum Ended {
    /// The server closed it, with a code and a reason.
    #[error("closed by the server: {0}")]
    Closed(String),
    /// The stream broke off.
    #[error("{0}")]
    Broken(String),
}

impl Connection {
    /// Connects to the game's socket of `target`.
    ///
    /// # Errors
    /// When there is no server, or it does not shake hands.
    pub async fn open(target: &Target) -> Result<Self, Ended> {
        let stream = TcpStream::connect(target.address()).await.map_err(broken_io)?;
        stream.set_nodelay(true).map_err(broken_io)?;
        let mut request = target.socket_url().into_client_request().map_err(broken)?;
        request.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(SUBPROTOCOL));
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER_BYTES)
            .write_buffer_size(0)
            .max_write_buffer_size(WRITE_BUFFER_BYTES)
            .max_message_size(Some(SERVER_MESSAGE_BYTES_MAX))
            .max_frame_size(Some(SERVER_MESSAGE_BYTES_MAX));
        let (socket, _) = client_async_with_config(request, stream, Some(config)).await.map_err(broken)?;
        Ok(Self { socket })
    }

    /// The next binary message. Pings are answered on the way.
    pub fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<Result<Bytes, Ended>> {
        loop {
            return Poll::Ready(match std::task::ready!(self.socket.poll_next_unpin(cx)) {
                Some(Ok(Message::Binary(bytes))) => Ok(bytes),
                Some(Ok(Message::Close(frame))) => Err(closed(frame)),
                Some(Ok(_)) => continue,
                Some(Err(error)) => Err(broken(error)),
                None => Err(Ended::Broken("the connection broke off".into())),
            });
        }
    }

    /// Sends a message, as far as the kernel takes it; the rest goes with the next. Returns the bytes of the
    /// WebSocket frame.
    ///
    /// # Errors
    /// When the connection has ended, or 32 KiB wait unsent.
    pub fn send(&mut self, cx: &mut Context<'_>, message: &ClientMessage) -> Result<usize, Ended> {
        let bytes = encode(message);
        let frame_bytes = bytes.len() + header_bytes(bytes.len()) + MASK_BYTES;
        // Not ready means that earlier bytes wait; the write buffer still takes this message up to its bound.
        let _ = self.socket.poll_ready_unpin(cx).map_err(broken)?;
        self.socket.start_send_unpin(Message::Binary(bytes.into())).map_err(broken)?;
        let _ = self.socket.poll_flush_unpin(cx).map_err(broken)?;
        Ok(frame_bytes)
    }

    /// Says goodbye, without waiting for the answer.
    pub fn close(&mut self, cx: &mut Context<'_>) {
        // Whatever fails here, the socket is dropped next.
        let _ = self.socket.poll_close_unpin(cx);
    }
}

/// Bytes that mask a client's frame (RFC 6455 section 5.3).
const MASK_BYTES: usize = 4;

/// Bytes of a WebSocket frame's header without mask, for a payload of `len` bytes (below 64 KiB).
pub fn header_bytes(len: usize) -> usize {
    if len < 126 { 2 } else { 4 }
}

fn closed(frame: Option<CloseFrame>) -> Ended {
    Ended::Closed(match frame {
        Some(frame) => format!("{} {}", u16::from(frame.code), frame.reason),
        None => "no reason given".into(),
    })
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
