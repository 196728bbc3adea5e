//! The floor with real processes and real sockets: every frame that is due is written, and every one is read.

use std::{path::Path, time::Duration};

use fracas_bots::{
    child::Server,
    floor::{clients, server::Sent},
    pinning::Pinning,
};

const PLAYERS: u16 = 20;
const HZ: u8 = 20;
const INPUT_BYTES: usize = 22;

#[tokio::test]
async fn every_frame_is_written_and_read() {
    let program = Path::new(env!("CARGO_BIN_EXE_fracas-bots"));
    let free = Pinning::Free { reason: "a test shares its machine".into() };
    let arguments =
        ["floor-server", "--players", "20", "--hz", "20", "--seconds", "1", "--frame-bytes", "300"];
    let mut server = Server::start(program, &arguments, &free).await.unwrap();
    let address = server.target().address().to_owned();
    let play = move || clients::play(&address, PLAYERS, HZ, INPUT_BYTES);
    let heard = tokio::task::spawn_blocking(play).await.unwrap().unwrap();
    let sent: Sent = serde_json::from_str(&server.line(Duration::from_secs(5)).await.unwrap()).unwrap();

    assert_eq!(sent.frames, u64::from(PLAYERS) * u64::from(HZ), "{sent:?}");
    assert_eq!((sent.skipped_all, heard.frames), (0, sent.frames_all), "{sent:?} {heard:?}");
    let mean = sent.bytes as f64 / sent.frames as f64;
    assert!((mean - 300.0).abs() < 30.0, "{mean} bytes a frame");
    // One input per tick and player, but for the ends of the window and what a busy machine delays.
    let inputs = sent.input_bytes / INPUT_BYTES as u64;
    assert!((sent.frames / 2..=sent.frames * 2).contains(&inputs), "{inputs} inputs, {sent:?}");
    assert_eq!(sent.input_bytes % INPUT_BYTES as u64, 0, "{sent:?}");
}
