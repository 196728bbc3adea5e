//! Both sides of the floor's handshake (RFC 6455 section 4), as bare as it may be, and the options of its sockets.

use std::{
    io::{Error, ErrorKind, Read, Result, Write},
    net::{TcpListener, TcpStream},
    time::Duration,
};

use socket2::SockRef;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::PATIENCE;

/// Bytes that the kernel may hold unsent for one socket: as in the server of Fracas.
const NOTSENT_BYTES: u32 = 16 * 1024;

/// Time after which unacknowledged bytes end a connection: as in the server of Fracas.
const UNACKED_WAIT: Duration = Duration::from_secs(15);

/// Bytes of the longest head that is read.
const HEAD_BYTES_MAX: usize = 1024;

/// The key of every client: the one of the standard's example. Nobody here takes a stale answer for a fresh one.
const KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";

/// The next client, ready to play, with the options that the sockets of Fracas have.
///
/// # Errors
/// When he is none, or leaves.
pub fn answer(listener: &TcpListener) -> Result<TcpStream> {
    let (mut stream, _) = listener.accept()?;
    let head = read_head(&mut stream)?;
    let key = head.lines().find_map(|line| line.strip_prefix("Sec-WebSocket-Key: "));
    let accept = derive_accept_key(key.ok_or(ErrorKind::InvalidData)?.as_bytes());
    let answer = format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Accept: {accept}\r\n\r\n"
    );
    stream.write_all(answer.as_bytes())?;
    let socket = SockRef::from(&stream);
    socket.set_tcp_user_timeout(Some(UNACKED_WAIT))?;
    socket.set_tcp_notsent_lowat(NOTSENT_BYTES)?;
    ready(stream)
}

/// A socket of the server at `address`, ready to play.
///
/// # Errors
/// When there is no such server.
pub fn ask(address: &str) -> Result<TcpStream> {
    let mut stream = TcpStream::connect(address)?;
    let request = format!(
        "GET /ws HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {KEY}\r\n\r\n"
    );
    stream.write_all(request.as_bytes())?;
    let head = read_head(&mut stream)?;
    if head.contains(&derive_accept_key(KEY.as_bytes())) {
        ready(stream)
    } else {
        Err(Error::new(ErrorKind::InvalidData, head))
    }
}

/// Reads up to the empty line, byte by byte: what follows is play.
fn read_head(stream: &mut TcpStream) -> Result<String> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        if head.len() == HEAD_BYTES_MAX {
            return Err(ErrorKind::InvalidData.into());
        }
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    String::from_utf8(head).map_err(|_| ErrorKind::InvalidData.into())
}

fn ready(stream: TcpStream) -> Result<TcpStream> {
    stream.set_nodelay(true)?;
    stream.set_nonblocking(true)?;
    Ok(stream)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_understand_each_other() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let client = std::thread::spawn(move || ask(&address));
        let server = answer(&listener).unwrap();
        assert_eq!(client.join().unwrap().unwrap().peer_addr().unwrap(), server.local_addr().unwrap());
    }

    #[test]
    fn a_stranger_is_refused() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut stranger = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        stranger.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
        assert_eq!(answer(&listener).unwrap_err().kind(), ErrorKind::InvalidData);
    }
}
