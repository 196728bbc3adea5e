//! A shard: one thread, one current-thread runtime, some rooms and all their sockets. Readers fill a room's
//! inbox, its tick writes the frames; both run on this thread, so that a tick takes no lock and wakes nobody.

mod rate_limit;
mod reader;

use std::{cell::RefCell, collections::BTreeMap, io, rc::Rc, sync::Arc, thread, time::Duration};

use fracas_protocol::CloseCode;
use tokio::{
    sync::{mpsc, oneshot},
    task::{JoinSet, LocalSet, spawn_local},
    time::{Instant, sleep, sleep_until},
};
use tracing::{Instrument, debug, debug_span, error, info};

use crate::{
    limits::{CLOSE_WAIT, SHARD_QUEUE},
    link::{Arrival, Link, Outbox, RoomStats, ShardHandle, ShardRequest, TextSender},
    room::{Room, RoomConfig, Timeline},
};
use reader::Reader;

/// Starts a shard's thread with its rooms; the thread ends after [`ShardRequest::Stop`].
pub(crate) fn start(rooms: Vec<RoomConfig>) -> io::Result<(ShardHandle, thread::JoinHandle<()>)> {
    let (handle, requests) = mpsc::channel(SHARD_QUEUE);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let thread = thread::Builder::new().name("shard".into()).spawn(move || {
        LocalSet::new().block_on(&runtime, Shard::new(rooms).run(requests));
    })?;
    Ok((handle, thread))
}

type SharedRoom = Rc<RefCell<Room>>;

struct Shard {
    rooms: BTreeMap<Arc<str>, SharedRoom>,
    drivers: JoinSet<()>,
}

impl Shard {
    fn new(configs: Vec<RoomConfig>) -> Self {
        let rooms = configs.into_iter().map(|config| {
            let name: Arc<str> = config.name.as_str().into();
            (name, Rc::new(RefCell::new(Room::new(config))))
        });
        Self { rooms: rooms.collect(), drivers: JoinSet::new() }
    }

    async fn run(mut self, mut requests: mpsc::Receiver<ShardRequest>) {
        for (name, room) in &self.rooms {
            let span = debug_span!("room", name = %name);
            self.drivers.spawn_local(drive(Rc::clone(room)).instrument(span));
        }
        let (code, why) = loop {
            tokio::select! {
                request = requests.recv() => match request {
                    Some(ShardRequest::Arrive(arrival)) => self.arrive(*arrival),
                    Some(ShardRequest::Stats { room, reply }) => self.tell_stats(&room, reply),
                    Some(ShardRequest::Stop) | None => {
                        break (CloseCode::GoingAway, "the server stops; come back in a moment");
                    }
                },
                Some(driver) = self.drivers.join_next() => {
                    error!(?driver, "a room's clock has stopped");
                    break (CloseCode::Internal, "the room failed; that is our fault");
                }
            }
        };
        // Who is on his way into a room is told as well.
        requests.close();
        while let Ok(request) = requests.try_recv() {
            if let ShardRequest::Arrive(arrival) = request {
                self.arrive(*arrival);
            }
        }
        self.stop(code, why).await;
    }

    fn tell_stats(&self, room: &str, reply: oneshot::Sender<RoomStats>) {
        if let Some(room) = self.rooms.get(room) {
            let _ = reply.send(room.borrow().stats());
        }
    }

    /// Puts a socket into its room and starts its reader.
    fn arrive(&self, arrival: Arrival) {
        let Arrival { mut socket, stream, hello, dialect, text, connection } = arrival;
        let Some(room) = self.rooms.get(hello.room.as_str()) else {
            return error!(room = hello.room, "the directory sent a socket to the wrong shard");
        };
        if let Err(e) = socket.get_mut().attach(stream) {
            return debug!(error = %e, "socket was lost on the way to its shard");
        }
        let written = text.as_ref().map(TextSender::newest);
        let outbox = match text {
            Some(sender) => Outbox::text(sender),
            None => Outbox::socket(socket.get_ref().stream()),
        };
        let link = Link::new(outbox, Instant::now());
        let session = room.borrow_mut().open(Rc::clone(&link));
        let span = debug_span!("session", room = hello.room, session, peer = %connection.peer);
        let inbox = room.borrow().inbox();
        let tick_rate = room.borrow().tick_rate();
        let reader = Reader { socket, link, dialect, written, inbox, session, tick_rate, connection };
        spawn_local(reader.read().instrument(span));
    }

    /// Tells the players and waits for their readers to end, for as long as a polite peer needs.
    async fn stop(mut self, code: CloseCode, why: &str) {
        self.drivers.abort_all();
        for room in self.rooms.values() {
            room.borrow_mut().close_all(code, why);
        }
        let deadline = Instant::now() + CLOSE_WAIT;
        while Instant::now() < deadline && self.rooms.values().any(|room| room.borrow_mut().has_sockets()) {
            sleep(Duration::from_millis(10)).await;
        }
        info!(rooms = self.rooms.len(), "shard stopped");
    }
}

/// Ticks a room for ever, from intended times.
async fn drive(room: SharedRoom) {
    let mut timeline = Timeline::new(room.borrow().tick_rate(), Instant::now());
    loop {
        let due = timeline.next();
        sleep_until(due).await;
        let now = Instant::now();
        room.borrow_mut().tick(due, now);
        if timeline.finish(Instant::now()) {
            room.borrow_mut().count_late();
        }
    }
}
