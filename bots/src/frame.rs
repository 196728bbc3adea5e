//! WebSocket frames (RFC 6455 section 5) as a player needs them: the server's are read where they lie, his own
//! are built in a buffer. What the Fracas server never sends is an error here, not a feature.

use fracas_protocol::limits::SERVER_MESSAGE_BYTES_MAX;

/// Bytes that a control frame carries at the most (RFC 6455 section 5.5).
const CONTROL_BYTES_MAX: usize = 125;

const FINAL: u8 = 0x80;
const MASKED: u8 = 0x80;

/// What a frame is, the low four bits of its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opcode {
    /// A whole message.
    Binary = 0x2,
    /// The end.
    Close = 0x8,
    /// A question whether anybody is there.
    Ping = 0x9,
    /// The answer.
    Pong = 0xA,
}

/// Why bytes are no frame of our server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// A kind that our server never sends: a fragment, a text, a reserved one.
    #[error("the server sent a frame that begins with byte {0:#04x}")]
    Kind(u8),
    /// A server must not mask.
    #[error("the server sent a masked frame")]
    Masked,
    /// Longer than any message of the server.
    #[error("the server sent a frame of more than {SERVER_MESSAGE_BYTES_MAX} bytes")]
    TooLong,
}

/// Takes the first frame off the front of `bytes`; `None` while its end has not come.
///
/// # Errors
/// When it is no frame that our server sends. The connection is of no more use then.
pub fn take<'a>(bytes: &mut &'a [u8]) -> Result<Option<(Opcode, &'a [u8])>, FrameError> {
    let [first, second, rest @ ..] = *bytes else { return Ok(None) };
    let opcode = match first ^ FINAL {
        0x2 => Opcode::Binary,
        0x8 => Opcode::Close,
        0x9 => Opcode::Ping,
        0xA => Opcode::Pong,
        _ => return Err(FrameError::Kind(*first)),
    };
    if second & MASKED != 0 {
        return Err(FrameError::Masked);
    }
    let (len, rest) = match (*second, rest) {
        (len @ 0..=125, rest) => (usize::from(len), rest),
        (126, [high, low, rest @ ..]) => (usize::from(u16::from_be_bytes([*high, *low])), rest),
        (126, _) => return Ok(None),
        _ => return Err(FrameError::TooLong),
    };
    let max = if opcode == Opcode::Binary { SERVER_MESSAGE_BYTES_MAX } else { CONTROL_BYTES_MAX };
    if len > max {
        return Err(FrameError::TooLong);
    }
    let Some((payload, rest)) = rest.split_at_checked(len) else { return Ok(None) };
    *bytes = rest;
    Ok(Some((opcode, payload)))
}

/// Appends one masked frame with `payload` (below 64 KiB). Returns its bytes.
pub fn put(out: &mut Vec<u8>, opcode: Opcode, payload: &[u8], mask: [u8; 4]) -> usize {
    let before = out.len();
    out.push(FINAL | opcode as u8);
    match payload.len() {
        len @ 0..=125 => out.push(MASKED | len as u8),
        len => {
            let len = u16::try_from(len).expect("client messages are at most 1 KiB");
            out.push(MASKED | 126);
            out.extend(len.to_be_bytes());
        }
    }
    out.extend_from_slice(&mask);
    let begin = out.len();
    out.extend_from_slice(payload);
    out[begin..].iter_mut().zip(mask.iter().cycle()).for_each(|(byte, mask)| *byte ^= mask);
    out.len() - before
}

/// Bytes of a frame's header without mask, for a payload of `len` bytes (below 64 KiB).
pub fn header_bytes(len: usize) -> usize {
    if len <= CONTROL_BYTES_MAX { 2 } else { 4 }
}

/// "code reason" of a Close frame's payload.
pub fn close_text(payload: &[u8]) -> String {
    match payload {
        [high, low, reason @ ..] => {
            format!("{} {}", u16::from_be_bytes([*high, *low]), String::from_utf8_lossy(reason))
        }
        _ => "no reason given".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a server sends: the same frame without mask.
    fn served(opcode: Opcode, payload: &[u8]) -> Vec<u8> {
        let mut out = vec![FINAL | opcode as u8];
        if payload.len() < 126 {
            out.push(payload.len() as u8);
        } else {
            out.push(126);
            out.extend((payload.len() as u16).to_be_bytes());
        }
        out.extend(payload);
        out
    }

    #[test]
    fn frames_come_out_of_pieces_of_any_size() {
        let long: Vec<u8> = (0..1_400).map(|n| n as u8).collect();
        let frames = [
            (Opcode::Binary, &b"short"[..]),
            (Opcode::Ping, b"are you there"),
            (Opcode::Binary, &long[..125]),
            (Opcode::Binary, &long[..126]),
            (Opcode::Pong, b""),
            (Opcode::Binary, &long[..]),
            (Opcode::Close, b"\x03\xf5too slow"),
        ];
        let stream: Vec<u8> = frames.iter().flat_map(|(opcode, payload)| served(*opcode, payload)).collect();
        for size in [1, 2, 3, 5, 127, 1_000, 10_000] {
            let (mut waiting, mut got) = (Vec::new(), Vec::new());
            for piece in stream.chunks(size) {
                waiting.extend_from_slice(piece);
                let mut rest = &waiting[..];
                while let Some((opcode, payload)) = take(&mut rest).unwrap() {
                    got.push((opcode, payload.to_vec()));
                }
                waiting = rest.to_vec();
            }
            assert!(waiting.is_empty(), "pieces of {size} left bytes over");
            assert!(got.iter().map(|(o, p)| (*o, &p[..])).eq(frames), "pieces of {size}");
        }
    }

    #[test]
    fn what_our_server_never_sends_is_an_error() {
        let mut masked = Vec::new();
        put(&mut masked, Opcode::Binary, b"x", [1, 2, 3, 4]);
        let too_long = (SERVER_MESSAGE_BYTES_MAX as u16 + 1).to_be_bytes();
        for (bytes, error) in [
            (&masked[..], FrameError::Masked),
            (&[0x02, 1, 0], FrameError::Kind(0x02)),
            (&[0x80, 1, 0], FrameError::Kind(0x80)),
            (&[0x81, 1, b'x'], FrameError::Kind(0x81)),
            (&[0xC2, 1, 0], FrameError::Kind(0xC2)),
            (&[0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0], FrameError::TooLong),
            (&[0x82, 126, too_long[0], too_long[1]], FrameError::TooLong),
            (&[0x89, 126, 0, 126], FrameError::TooLong),
        ] {
            assert_eq!(take(&mut &bytes[..]), Err(error), "{bytes:?}");
        }
    }

    #[test]
    fn a_frame_of_ours_is_masked() {
        for len in [0, 1, 125, 126, 1_000] {
            let payload: Vec<u8> = (0..len).map(|n| n as u8).collect();
            let mut out = vec![9];
            let bytes = put(&mut out, Opcode::Binary, &payload, [0xA5, 1, 2, 3]);
            assert_eq!((bytes, out.len()), (len + header_bytes(len) + 4, bytes + 1));
            assert_eq!((out[1], out[2] & MASKED), (0x82, MASKED));
            let (mask, masked) = out[1 + header_bytes(len)..].split_at(4);
            assert!(masked.iter().zip(mask.iter().cycle()).map(|(b, m)| b ^ m).eq(payload), "{len}");
        }
    }

    #[test]
    fn a_close_is_told_as_code_and_reason() {
        assert_eq!(close_text(b"\x03\xf5too slow"), "1013 too slow");
        assert_eq!(close_text(b""), "no reason given");
    }
}
