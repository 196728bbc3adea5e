//! The bare server: one thread, epoll, a prepared frame to every socket at every tick, every input read.
//!
//! No game, no runtime, no library for WebSockets: what this costs, every server on this kernel pays.

use std::{
    io::{ErrorKind, Read},
    net::{TcpListener, TcpStream},
    os::fd::OwnedFd,
    time::{Duration, Instant},
};

use clap::Args;
use rustix::{
    buffer::spare_capacity,
    event::epoll::{self, CreateFlags, Event, EventData, EventFlags},
    io::Errno,
    net::{SendFlags, send},
    process::{Signal, set_parent_process_death_signal},
    time::{
        Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create,
        timerfd_settime,
    },
};
use serde::{Deserialize, Serialize};

use super::{
    PATIENCE,
    frames::{choice, prepared},
    handshake::answer,
};
use crate::{machine::CpuTimes, process_use::ProcessUse};

/// Bytes read at once: as in the server of Fracas.
const READ_BYTES: usize = 2048;

/// Sockets that are told ready at once.
const EVENTS: usize = 1024;

/// Seconds of ticks before the window.
const WARM_UP_SECONDS: u64 = 1;

/// Names the timer among the sockets.
const TIMER: u64 = u64::MAX;

/// Options of `fracas-bots floor-server`.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Sockets to wait for.
    #[arg(long)]
    pub players: u16,
    /// Ticks a second.
    #[arg(long)]
    pub hz: u8,
    /// Seconds that are measured.
    #[arg(long)]
    pub seconds: u16,
    /// Mean size of a frame, head included.
    #[arg(long)]
    pub frame_bytes: u16,
}

/// What was sent, and what it cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sent {
    /// Frames written, from the first tick to the last.
    pub frames_all: u64,
    /// Frames not written because the socket was full, from the first tick to the last.
    pub skipped_all: u64,
    /// Frames written in the window.
    pub frames: u64,
    /// Bytes of those.
    pub bytes: u64,
    /// Bytes of inputs read in the window.
    pub input_bytes: u64,
    /// Ticks of the window that began when the next was due.
    pub late_ticks: u64,
    /// Seconds of the window.
    pub seconds: f64,
    /// CPU seconds in its own code in the window.
    pub user_s: f64,
    /// CPU seconds of the kernel in the window.
    pub system_s: f64,
    /// CPU seconds of the whole machine in the window.
    pub machine_s: f64,
    /// Percent of the machine's time in the window that the machine below it took.
    pub steal_percent: f64,
}

/// Serves once: waits for all sockets, plays, prints what it cost as a line of JSON.
///
/// # Errors
/// One line for the operator.
pub fn run(options: &Options) -> Result<(), String> {
    // Whoever started this may be killed without a chance to clean up.
    let _ = set_parent_process_death_signal(Some(Signal::KILL));
    let listener = TcpListener::bind("127.0.0.1:0").map_err(failed("no port"))?;
    println!("Floor is open: http://{}/", listener.local_addr().map_err(failed("no address"))?);
    let sockets: Result<Vec<_>, _> = (0..options.players).map(|_| answer(&listener)).collect();
    let sent = Floor::new(sockets.map_err(failed("a handshake failed"))?, options)
        .and_then(Floor::play)
        .map_err(failed("the floor broke"))?;
    println!("{}", serde_json::to_string(&sent).map_err(|error| error.to_string())?);
    Ok(())
}

fn failed<E: std::fmt::Display>(what: &str) -> impl Fn(E) -> String {
    move |error| format!("{what}: {error}")
}

/// All sockets and the clock.
struct Floor {
    sockets: Vec<TcpStream>,
    frames: Vec<Vec<u8>>,
    epoll: OwnedFd,
    timer: OwnedFd,
    /// First tick of the window, and first one after it.
    window: (u64, u64),
    tick: u64,
    begin: Begin,
    sent: Sent,
}

impl Floor {
    fn new(sockets: Vec<TcpStream>, options: &Options) -> std::io::Result<Self> {
        let epoll = epoll::create(CreateFlags::CLOEXEC)?;
        for (index, socket) in sockets.iter().enumerate() {
            epoll::add(&epoll, socket, EventData::new_u64(index as u64), EventFlags::IN)?;
        }
        let timer = timerfd_create(TimerfdClockId::Monotonic, TimerfdFlags::NONBLOCK)?;
        epoll::add(&epoll, &timer, EventData::new_u64(TIMER), EventFlags::IN)?;
        let period = Timespec { tv_sec: 0, tv_nsec: 1_000_000_000 / i64::from(options.hz) };
        let every_tick = Itimerspec { it_interval: period, it_value: period };
        timerfd_settime(&timer, TimerfdTimerFlags::empty(), &every_tick)?;
        let warm = WARM_UP_SECONDS * u64::from(options.hz);
        let window = (warm, warm + u64::from(options.seconds) * u64::from(options.hz));
        let frames = prepared(usize::from(options.frame_bytes));
        let mut sent = Sent::default();
        let begin = Begin::now(&mut sent)?;
        Ok(Self { sockets, frames, epoll, timer, window, tick: 0, begin, sent })
    }

    /// Plays all ticks, then lets the clients leave.
    fn play(mut self) -> std::io::Result<Sent> {
        let mut events = Vec::with_capacity(EVENTS);
        let sent = 'ticks: loop {
            wait(&self.epoll, &mut events, None)?;
            for event in events.drain(..) {
                if event.data.u64() != TIMER {
                    if !self.read(event.data.u64() as usize)? {
                        return Err(std::io::Error::other("a client left"));
                    }
                } else if let Some(sent) = self.ticks()? {
                    break 'ticks sent;
                }
            }
        };
        self.see_off(events)?;
        Ok(sent)
    }

    /// Does the ticks that have become due. What was sent, when the window has ended.
    fn ticks(&mut self) -> std::io::Result<Option<Sent>> {
        let due = self.expirations()?;
        for _ in 0..due {
            if self.tick == self.window.0 {
                self.begin = Begin::now(&mut self.sent)?;
            }
            if self.tick == self.window.1 {
                return self.begin.end(self.sent).map(Some);
            }
            self.send_all()?;
            self.tick += 1;
        }
        self.sent.late_ticks += due - 1;
        Ok(None)
    }

    /// How many ticks have become due.
    fn expirations(&self) -> std::io::Result<u64> {
        let mut count = [0; 8];
        rustix::io::read(&self.timer, &mut count)?;
        Ok(u64::from_ne_bytes(count))
    }

    /// One tick.
    fn send_all(&mut self) -> std::io::Result<()> {
        for (index, socket) in self.sockets.iter().enumerate() {
            let frame = &self.frames[choice(index, self.tick)];
            match send(socket, frame, SendFlags::NOSIGNAL) {
                Ok(length) if length == frame.len() => {
                    self.sent.frames += 1;
                    self.sent.bytes += length as u64;
                }
                Ok(_) => return Err(std::io::Error::other("a frame was cut")),
                Err(Errno::AGAIN) => self.sent.skipped_all += 1,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Reads once; what is left makes the socket ready again. False at the end of the stream.
    fn read(&mut self, index: usize) -> std::io::Result<bool> {
        let mut buffer = [0; READ_BYTES];
        match self.sockets[index].read(&mut buffer) {
            Ok(length) => {
                self.sent.input_bytes += length as u64;
                Ok(length > 0)
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(true),
            Err(error) => Err(error),
        }
    }

    /// Ends all streams, and reads until the clients have ended theirs: a socket that is closed with unread bytes
    /// takes back what it had sent.
    fn see_off(mut self, mut events: Vec<Event>) -> std::io::Result<()> {
        epoll::delete(&self.epoll, &self.timer)?;
        for socket in &self.sockets {
            socket.shutdown(std::net::Shutdown::Write)?;
        }
        let (mut open, until) = (self.sockets.len(), Instant::now() + PATIENCE);
        while open > 0 && Instant::now() < until {
            wait(&self.epoll, &mut events, Some(PATIENCE))?;
            for event in events.drain(..) {
                let index = event.data.u64() as usize;
                // A client that resets its stream has left as well.
                if !self.read(index).unwrap_or(false) {
                    epoll::delete(&self.epoll, &self.sockets[index])?;
                    open -= 1;
                }
            }
        }
        Ok(())
    }
}

/// Waits until somebody is ready, at most for `patience`.
pub(super) fn wait(
    epoll: &OwnedFd,
    events: &mut Vec<Event>,
    patience: Option<Duration>,
) -> std::io::Result<()> {
    let patience = patience
        .map(|time| Timespec { tv_sec: time.as_secs() as i64, tv_nsec: i64::from(time.subsec_nanos()) });
    match epoll::wait(epoll, spare_capacity(events), patience.as_ref()) {
        Ok(_) | Err(Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// What was true when the window began.
struct Begin {
    at: Instant,
    used: ProcessUse,
    machine: CpuTimes,
}

impl Begin {
    /// Everything counted from now on is measured.
    fn now(sent: &mut Sent) -> std::io::Result<Self> {
        *sent = Sent { frames_all: sent.frames, skipped_all: sent.skipped_all, ..Sent::default() };
        Ok(Self { at: Instant::now(), used: own_use()?, machine: CpuTimes::now() })
    }

    fn end(&self, sent: Sent) -> std::io::Result<Sent> {
        let (used, machine) = (own_use()?, CpuTimes::now());
        Ok(Sent {
            frames_all: sent.frames_all + sent.frames,
            seconds: self.at.elapsed().as_secs_f64(),
            user_s: (used.user - self.used.user).as_secs_f64(),
            system_s: (used.system - self.used.system).as_secs_f64(),
            machine_s: machine.worked_since(self.machine),
            steal_percent: machine.steal_percent_since(self.machine),
            ..sent
        })
    }
}

fn own_use() -> std::io::Result<ProcessUse> {
    ProcessUse::of(std::process::id())
        .ok_or_else(|| std::io::Error::other("/proc does not tell the CPU time"))
}
