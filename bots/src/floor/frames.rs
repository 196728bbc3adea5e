//! What goes over the floor's wire: frames and inputs of real sizes, with nothing in them.

use fracas_protocol::limits::SERVER_MESSAGE_BYTES_MAX;

use crate::frame::header_bytes;

/// Prepared frames: enough sizes that no two neighbours get the same.
const FRAMES: usize = 64;

/// Bytes of the smallest frame: a head and something.
const FRAME_BYTES_MIN: usize = 8;

/// Bytes of the largest frame that a server of ours writes after the Welcome: one segment of TCP.
pub const FRAME_BYTES_MAX: usize = 1400;
const _: () = assert!(FRAME_BYTES_MAX <= SERVER_MESSAGE_BYTES_MAX);

/// Bytes of the head and the mask of an input.
const INPUT_HEAD_BYTES: usize = 6;

/// Bytes of the longest input whose length fits into the second byte of its head.
const INPUT_BYTES_MAX: usize = INPUT_HEAD_BYTES + 125;

/// First byte of a whole binary message (RFC 6455 section 5.2).
const FIN_BINARY: u8 = 0x82;

/// Bit of the second byte that says that a mask follows.
const MASKED: u8 = 0x80;

/// Second byte of a frame whose length follows in two bytes.
const LENGTH_IN_TWO_BYTES: u8 = 126;

/// Frames whose sizes, head included, spread evenly from half of `mean` to one and a half of it, as far as a frame
/// may be. Their mean is `mean`.
pub fn prepared(mean: usize) -> Vec<Vec<u8>> {
    let mean = mean.clamp(FRAME_BYTES_MIN, FRAME_BYTES_MAX);
    let spread = (mean / 2).min(FRAME_BYTES_MAX - mean).min(mean - FRAME_BYTES_MIN);
    let size = |index: usize| mean - spread + (2 * spread * index + (FRAMES - 1) / 2) / (FRAMES - 1);
    (0..FRAMES).map(|index| frame(size(index))).collect()
}

/// Which of the prepared frames player `index` gets at `tick`: over 64 ticks, each once.
pub fn choice(index: usize, tick: u64) -> usize {
    // Both numbers are odd: the sizes go round for a player, and differ between neighbours.
    index.wrapping_mul(37).wrapping_add(tick as usize * 27) % FRAMES
}

/// A frame of `bytes` bytes, head included.
fn frame(bytes: usize) -> Vec<u8> {
    // The two forms of the head leave out one size; it becomes a byte shorter.
    let short = bytes - 2 < usize::from(LENGTH_IN_TWO_BYTES);
    let payload = if short { bytes - 2 } else { (bytes - 4).max(usize::from(LENGTH_IN_TWO_BYTES)) };
    let mut frame = vec![FIN_BINARY];
    match u8::try_from(payload) {
        Ok(length) if length < LENGTH_IN_TWO_BYTES => frame.push(length),
        _ => {
            frame.push(LENGTH_IN_TWO_BYTES);
            frame.extend((payload as u16).to_be_bytes());
        }
    }
    debug_assert_eq!(frame.len(), header_bytes(payload));
    frame.resize(frame.len() + payload, 0x55);
    frame
}

/// A masked frame of `bytes` bytes, head and mask included, as an input has them.
pub fn input(bytes: usize) -> Vec<u8> {
    let payload = bytes.clamp(INPUT_HEAD_BYTES + 1, INPUT_BYTES_MAX) - INPUT_HEAD_BYTES;
    let mut input = vec![FIN_BINARY, MASKED | payload as u8];
    input.resize(INPUT_HEAD_BYTES + payload, 0x55);
    input
}

/// Counts the frames in a stream that comes in pieces of any size.
#[derive(Clone, Copy, Debug, Default)]
pub struct FrameCounter {
    head: [u8; 4],
    have: usize,
    /// Bytes of the payload that are still to come.
    missing: usize,
    /// Whole frames so far.
    pub frames: u64,
}

impl FrameCounter {
    /// The next piece.
    pub fn read(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            if self.missing > 0 {
                let taken = self.missing.min(bytes.len());
                self.missing -= taken;
                self.frames += u64::from(self.missing == 0);
                bytes = &bytes[taken..];
                continue;
            }
            self.head[self.have] = bytes[0];
            self.have += 1;
            bytes = &bytes[1..];
            self.missing = match self.head {
                [_, LENGTH_IN_TWO_BYTES, high, low] if self.have == 4 => {
                    usize::from(u16::from_be_bytes([high, low]))
                }
                [_, length, ..] if self.have == 2 && length < LENGTH_IN_TWO_BYTES => usize::from(length),
                _ => continue,
            };
            self.have = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prepared_frames_have_the_mean_that_was_asked_for() {
        for mean in [8, 20, 100, 130, 300, 700, 1200, 1400] {
            let frames = prepared(mean);
            let got = frames.iter().map(Vec::len).sum::<usize>() as f64 / frames.len() as f64;
            assert!((got - mean as f64).abs() <= 1.5, "{mean}: {got}");
            assert!(frames.iter().all(|frame| frame.len() <= FRAME_BYTES_MAX), "{mean}");
        }
    }

    #[test]
    fn everybody_gets_every_size_in_turn() {
        for index in [0, 1, 77] {
            let mut chosen: Vec<usize> = (0..64).map(|tick| choice(index, tick)).collect();
            chosen.sort_unstable();
            assert_eq!(chosen, (0..64).collect::<Vec<_>>());
        }
    }

    #[test]
    fn frames_are_counted_in_pieces_of_any_size() {
        let stream: Vec<u8> = prepared(130).into_iter().chain(prepared(700)).flatten().collect();
        for piece in [1, 2, 3, 5, 64, 1000, stream.len()] {
            let mut counter = FrameCounter::default();
            stream.chunks(piece).for_each(|piece| counter.read(piece));
            assert_eq!(counter.frames, 128, "pieces of {piece}");
        }
    }

    #[test]
    fn an_input_is_as_long_as_it_was_asked_for() {
        assert_eq!((input(22).len(), input(22)[1]), (22, 0x80 | 16));
        assert_eq!((input(0).len(), input(9_999).len()), (7, INPUT_BYTES_MAX));
    }
}
