//! The floor's players: sockets that read whatever comes, and send an input per tick.

use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
    os::fd::OwnedFd,
    time::{Duration, Instant},
};

use rustix::event::epoll::{self, CreateFlags, EventData, EventFlags};

use super::{
    frames::{FrameCounter, input},
    handshake::ask,
    server::wait,
};
use crate::machine::process_cpu;

/// Over how much of a tick the inputs spread: as those of real players, who aim at a few milliseconds before theirs.
const INPUT_SPREAD: Duration = Duration::from_millis(4);

/// Rest after each round of reading, as the real players have it, and for the same reason.
const GATHER: Duration = Duration::from_millis(1);

/// Bytes read at once: all that a tick brings.
const READ_BYTES: usize = 16 * 1024;

/// Sockets that are told ready at once.
const EVENTS: usize = 1024;

/// What the players got and gave.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Heard {
    /// Whole frames read.
    pub frames: u64,
    /// Inputs sent.
    pub inputs: u64,
    /// CPU share of this process while they played, from 0 to 1.
    pub core_share: f64,
}

/// Plays with `players` sockets until the server ends all streams; each sends an input of `input_bytes` (with its
/// head) `hz` times a second. Blocks.
///
/// # Errors
/// One line for the operator: the server went away or does not shake hands.
pub fn play(address: &str, players: u16, hz: u8, input_bytes: usize) -> Result<Heard, String> {
    let sockets: Result<Vec<_>, _> = (0..players).map(|_| ask(address)).collect();
    let sockets = sockets.map_err(|error| format!("no handshake with the floor: {error}"))?;
    Clients::new(sockets, hz, input(input_bytes))
        .and_then(Clients::play)
        .map_err(|error| format!("the players broke: {error}"))
}

struct Clients {
    sockets: Vec<TcpStream>,
    counters: Vec<FrameCounter>,
    epoll: OwnedFd,
    input: Vec<u8>,
    inputs: u64,
    tick: Duration,
    /// Begin of the tick whose inputs are being sent, and who is next.
    begin: Instant,
    next: usize,
}

impl Clients {
    fn new(sockets: Vec<TcpStream>, hz: u8, input: Vec<u8>) -> std::io::Result<Self> {
        let epoll = epoll::create(CreateFlags::CLOEXEC)?;
        for (index, socket) in sockets.iter().enumerate() {
            epoll::add(&epoll, socket, EventData::new_u64(index as u64), EventFlags::IN)?;
        }
        Ok(Self {
            counters: vec![FrameCounter::default(); sockets.len()],
            sockets,
            epoll,
            input,
            inputs: 0,
            tick: Duration::from_secs(1) / u32::from(hz),
            begin: Instant::now(),
            next: 0,
        })
    }

    fn play(mut self) -> std::io::Result<Heard> {
        let (began, cpu) = (Instant::now(), process_cpu());
        let (mut events, mut buffer) = (Vec::with_capacity(EVENTS), vec![0; READ_BYTES]);
        let mut open = self.sockets.len();
        while open > 0 {
            self.send_due()?;
            wait(&self.epoll, &mut events, Some(self.due().saturating_duration_since(Instant::now())))?;
            for event in events.drain(..) {
                let index = event.data.u64() as usize;
                if !self.read(index, &mut buffer)? {
                    epoll::delete(&self.epoll, &self.sockets[index])?;
                    self.sockets[index].shutdown(std::net::Shutdown::Write).or_else(gone)?;
                    open -= 1;
                }
            }
            std::thread::sleep(GATHER);
        }
        Ok(Heard {
            frames: self.counters.iter().map(|counter| counter.frames).sum(),
            inputs: self.inputs,
            core_share: (process_cpu() - cpu).as_secs_f64() / began.elapsed().as_secs_f64(),
        })
    }

    /// When the next input is due.
    fn due(&self) -> Instant {
        self.begin + INPUT_SPREAD.mul_f64(self.next as f64 / self.sockets.len() as f64)
    }

    fn send_due(&mut self) -> std::io::Result<()> {
        let now = Instant::now();
        while self.due() <= now {
            match (&self.sockets[self.next]).write(&self.input) {
                Ok(_) => self.inputs += 1,
                Err(error) => gone(error)?,
            }
            self.next += 1;
            if self.next == self.sockets.len() {
                self.next = 0;
                // A tick that was missed is not made up for, as with real players.
                self.begin = (self.begin + self.tick).max(now);
            }
        }
        Ok(())
    }

    /// False at the end of the stream.
    fn read(&mut self, index: usize, buffer: &mut [u8]) -> std::io::Result<bool> {
        let length = (&self.sockets[index]).read(buffer)?;
        self.counters[index].read(&buffer[..length]);
        Ok(length > 0)
    }
}

/// The server ends all streams at its own time; an input to an ended one is lost.
fn gone(error: std::io::Error) -> std::io::Result<()> {
    match error.kind() {
        ErrorKind::BrokenPipe
        | ErrorKind::ConnectionReset
        | ErrorKind::NotConnected
        | ErrorKind::WouldBlock => Ok(()),
        _ => Err(error),
    }
}
