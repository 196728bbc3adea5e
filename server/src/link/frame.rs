//! WebSocket frames of a server (RFC 6455 section 5.2): unmasked, unfragmented.

use fracas_protocol::CloseCode;

/// Bytes kept free before a payload that is built in place: the longest head we write.
pub(crate) const FRAME_HEAD: usize = 4;

/// Opcode of a text frame.
pub(crate) const TEXT: u8 = 0x1;
/// Opcode of a binary frame.
pub(crate) const BINARY: u8 = 0x2;
const FIN: u8 = 0x80;
const CLOSE: u8 = 0x8;
const PING: u8 = 0x9;

/// Puts the head of a binary frame before a payload that begins at [`FRAME_HEAD`]; returns where the frame begins.
///
/// # Panics
/// When the payload is longer than 65,535 bytes: no message of ours is.
pub(crate) fn finish_binary(buffer: &mut [u8]) -> usize {
    let len = buffer.len() - FRAME_HEAD;
    if len < 126 {
        buffer[2] = FIN | BINARY;
        buffer[3] = len as u8;
        return 2;
    }
    let len = u16::try_from(len).expect("no message of ours passes 65,535 bytes");
    buffer[0] = FIN | BINARY;
    buffer[1] = 126;
    buffer[2..4].copy_from_slice(&len.to_be_bytes());
    0
}

/// Appends a frame of any length.
pub(crate) fn push_frame(out: &mut Vec<u8>, opcode: u8, payload: &[u8]) {
    out.push(FIN | opcode);
    match (u8::try_from(payload.len()), u16::try_from(payload.len())) {
        (Ok(len @ 0..126), _) => out.push(len),
        (_, Ok(len)) => {
            out.push(126);
            out.extend_from_slice(&len.to_be_bytes());
        }
        _ => {
            out.push(127);
            out.extend_from_slice(&(payload.len() as u64).to_be_bytes());
        }
    }
    out.extend_from_slice(payload);
}

/// A close frame (RFC 6455 section 5.5.1); `reason` is cut to the 123 bytes a control frame has for it.
pub(crate) fn close_frame(code: CloseCode, reason: &str) -> Vec<u8> {
    let mut end = reason.len().min(123);
    while !reason.is_char_boundary(end) {
        end -= 1;
    }
    let mut frame = vec![FIN | CLOSE, (2 + end) as u8];
    frame.extend_from_slice(&code.number().to_be_bytes());
    frame.extend_from_slice(&reason.as_bytes()[..end]);
    frame
}

/// A ping without payload.
pub(crate) fn ping_frame() -> [u8; 2] {
    [FIN | PING, 0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_as_short_as_the_rfc_wants() {
        for (len, head) in [(0, 2), (125, 2), (126, 4), (1400, 4), (65_535, 4), (65_536, 10)] {
            let mut out = Vec::new();
            push_frame(&mut out, BINARY, &vec![7; len]);
            assert_eq!(out.len(), len + head);
            assert_eq!(out[0], 0x82);
            if head < 10 {
                let mut in_place = vec![7; FRAME_HEAD + len];
                let start = finish_binary(&mut in_place);
                assert_eq!(in_place[start..], out, "{len}");
            }
        }
    }

    #[test]
    fn a_long_reason_is_cut_at_a_character() {
        let frame = close_frame(CloseCode::BadMessage, &"ä".repeat(100));
        assert_eq!(frame.len(), 2 + 2 + 122);
        assert!(std::str::from_utf8(&frame[4..]).is_ok());
    }
}
