//! What a hostile peer can do to the decoder: a million golden frames, each broken in one to three ways.
//!
//! No frame may panic, cost more memory than its length allows, or be read as something that reads
//! differently when written again. `SEED=n` repeats a run.

mod mutate;

use std::{
    env,
    hash::{BuildHasher, Hasher, RandomState},
    hint::black_box,
    io::Write,
    panic,
};

use fracas_protocol::{decode_client, decode_server, encode, limits::SERVER_MESSAGE_BYTES_MAX};
use peak_alloc::PeakAlloc;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// With `FRACAS_LONG` ten times as many.
const FRAMES: u64 = 1_000_000;

/// Frames after which every buffer of the test itself has its size.
const WARM_UP: u64 = 10_000;

/// Bytes that decoding may take at its peak for each byte of the message: an event that is refused later may
/// be one byte on the wire, and is 56 in memory.
const HEAP_PER_BYTE: usize = 64;

/// And for any message: the text of an error may hold a number of 330 digits.
const HEAP_FOR_ANY: usize = 2048;

/// Decodes as both directions. True when the frame's own direction accepts it.
fn is_accepted(from_client: bool, bytes: &[u8]) -> bool {
    let client = decode_client(bytes);
    if let Ok(message) = &client {
        assert_eq!(
            decode_client(&encode(message)).as_ref(),
            Ok(message),
            "written again it reads differently"
        );
    }
    let server = decode_server(bytes);
    if let Ok(message) = &server {
        // A short form that is taken for a longer one (an integer for a float) may grow past the limit.
        let again = encode(message);
        if again.len() <= SERVER_MESSAGE_BYTES_MAX {
            assert_eq!(decode_server(&again).as_ref(), Ok(message), "written again it reads differently");
        }
    }
    if from_client { client.is_ok() } else { server.is_ok() }
}

/// Bytes of heap that decoding takes at its peak.
fn heap_of_decoding(bytes: &[u8]) -> usize {
    let before = HEAP.current_usage();
    let peak_of = |decode: &dyn Fn()| {
        HEAP.reset_peak_usage();
        decode();
        HEAP.peak_usage().saturating_sub(before)
    };
    let client = peak_of(&|| drop(black_box(decode_client(bytes))));
    client.max(peak_of(&|| drop(black_box(decode_server(bytes)))))
}

/// A seed that no run had before: the standard library's hashers are seeded by the system.
fn fresh_seed() -> u64 {
    RandomState::new().build_hasher().finish()
}

#[test]
fn no_mutated_frame_panics_or_takes_memory() {
    let seed = env::var("SEED").map_or_else(|_| fresh_seed(), |text| text.parse().expect("SEED is a u64"));
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let golden = mutate::golden_frames();
    let frames = if env::var_os("FRACAS_LONG").is_some() { 10 * FRAMES } else { FRAMES };
    let (mut parsed, mut accepted, mut heap_max, mut heap_start) = (0, 0, 0, 0);
    for n in 0..frames {
        if n == WARM_UP {
            heap_start = HEAP.current_usage();
        }
        let (from_client, bytes) = mutate::mutate(&mut rng, &golden);
        let heap = heap_of_decoding(&bytes);
        let bound = HEAP_FOR_ANY + HEAP_PER_BYTE * bytes.len().min(SERVER_MESSAGE_BYTES_MAX);
        let is_message = panic::catch_unwind(|| is_accepted(from_client, &bytes));
        let is_value = mutate::parse(&bytes).is_some();
        match is_message {
            Ok(is_message) if heap <= bound && (is_value || !is_message) => {
                parsed += u64::from(is_value);
                accepted += u64::from(is_message);
            }
            outcome => panic!(
                "SEED={seed}, frame {n}: accepted {outcome:?}, MessagePack {is_value}, heap {heap} of {bound} B: {bytes:02x?}"
            ),
        }
        heap_max = heap_max.max(heap);
    }
    let grown = HEAP.current_usage().saturating_sub(heap_start);
    let percent = |count: u64| 100.0 * count as f64 / frames as f64;
    // Past the capture of the test harness: these figures are wanted from every run.
    let _ = writeln!(
        std::io::stderr(),
        "figure: hostile decoder: {frames} frames, SEED={seed}: {:.1} % are MessagePack, {:.1} % accepted; \
         heap of one decode at most {heap_max} B, of the process grown by {grown} B",
        percent(parsed),
        percent(accepted),
    );
    assert!(percent(parsed) >= 30.0, "too few reach the decoder's checks");
    assert!(percent(accepted) >= 5.0, "too few pass the decoder's checks");
    assert!(grown < 64 * 1024, "memory is not flat: grown by {grown} B");
}
