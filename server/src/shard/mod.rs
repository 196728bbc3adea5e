//! A shard: one thread, one current-thread runtime, some rooms and all their sockets. Readers fill a room's
//! inbox, its tick writes the frames; both run on this thread, so that a tick takes no lock and wakes nobody.
//! With more shards than one a hot room lends sessions to the others.

mod borrow;
mod reader;
mod readers;
mod throttle;

use std::{cell::RefCell, collections::BTreeMap, io, rc::Rc, sync::Arc, thread, time::Duration};

use fracas_protocol::CloseCode;
use tokio::{
    sync::{mpsc, oneshot},
    task::{AbortHandle, JoinSet, LocalSet},
    time::{Instant, sleep, sleep_until},
};
use tracing::{Instrument, debug, debug_span, error, info};

use crate::{
    audience::{Borrower, lend},
    limits::{CLOSE_WAIT, SHARD_QUEUE},
    link::{Arrival, Board, Bulletin, Post, RoomConfig, RoomStats, ShardHandle, ShardRequest, Told},
    room::{Room, Timeline},
};
use borrow::Guests;
use reader::Reader;
use readers::Readers;

/// A shard from outside, and its thread, which ends after [`ShardRequest::Stop`].
pub(crate) type Started = (ShardHandle, thread::JoinHandle<()>);

/// Loans from other shards' rooms that wait to be served.
type Loans = mpsc::UnboundedReceiver<Borrower>;

/// Starts `shards` threads without rooms.
#[expect(clippy::disallowed_methods, reason = "loans are as few as rooms, which have a bound")]
pub(crate) fn start(shards: usize) -> io::Result<Vec<Started>> {
    let (lending, loans): (Vec<_>, Vec<_>) = (0..shards).map(|_| mpsc::unbounded_channel()).unzip();
    let others = |home: usize| {
        let others = lending.iter().enumerate().filter(move |(at, _)| *at != home);
        others.map(|(_, sender)| sender.clone()).collect()
    };
    loans.into_iter().enumerate().map(|(home, loans)| start_one(others(home), loans)).collect()
}

fn start_one(others: Vec<mpsc::UnboundedSender<Borrower>>, loans: Loans) -> io::Result<Started> {
    let (handle, requests) = mpsc::channel(SHARD_QUEUE);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let thread = thread::Builder::new().name("shard".into()).spawn(move || {
        LocalSet::new().block_on(&runtime, async {
            match Shard::new(others) {
                Ok(shard) => shard.run(requests, loans).await,
                Err(e) => error!(error = %e, "a shard cannot watch sockets"),
            }
        });
    })?;
    Ok((handle, thread))
}

type SharedRoom = Rc<RefCell<Room>>;

/// Which of a shard's tasks has ended; those of sessions are not watched.
enum Ended {
    /// A room's clock or the reading of sockets: they never do, but for a fault of ours.
    Fault,
    /// A room of another shard asks no more: it is closed, or that shard stops.
    Loan,
    /// A room was closed, and is over.
    Room(Arc<str>),
}

/// Time between two looks at a scene that another shard still reads: it is a whole tick late already.
const LOOK_AGAIN: Duration = Duration::from_millis(1);

/// Share of a tick by which each room ticks later than the one before (modulo 1): the golden section spreads any number
/// of rooms evenly, so that none waits for all the others.
const STAGGER: f64 = 0.618_033_988_749_895;

struct Shard {
    rooms: BTreeMap<Arc<str>, SharedRoom>,
    /// Rooms that were ever opened here.
    opened: u32,
    readers: Rc<Readers>,
    /// Sessions of rooms of other shards.
    guests: Guests,
    /// Shards that may serve sessions of the rooms here.
    others: Vec<mpsc::UnboundedSender<Borrower>>,
    tasks: JoinSet<Ended>,
    /// Those of them that tick rooms.
    clocks: Vec<AbortHandle>,
}

impl Shard {
    fn new(others: Vec<mpsc::UnboundedSender<Borrower>>) -> io::Result<Self> {
        let mut tasks = JoinSet::new();
        let readers = Readers::start(&mut tasks)?;
        let guests = Guests::new(&readers);
        Ok(Self { rooms: BTreeMap::new(), opened: 0, readers, guests, others, tasks, clocks: Vec::new() })
    }

    async fn run(mut self, mut requests: mpsc::Receiver<ShardRequest>, mut loans: Loans) {
        let (code, why) = loop {
            tokio::select! {
                request = requests.recv() => match request {
                    Some(ShardRequest::Open(config, bulletins)) => self.open(*config, bulletins),
                    Some(ShardRequest::Close { room, why }) => self.close(&room, why),
                    Some(ShardRequest::Arrive(arrival)) => self.arrive(*arrival),
                    Some(ShardRequest::Follow { room, follower }) => self.follow(&room, follower),
                    Some(ShardRequest::HasSeat { room, player, reply }) => {
                        let room = self.rooms.get(&*room);
                        let _ = reply.send(room.is_some_and(|room| room.borrow().has_seat(player)));
                    }
                    Some(ShardRequest::Stats { room, reply }) => self.tell_stats(&room, reply),
                    Some(ShardRequest::Stop) | None => {
                        break (CloseCode::GoingAway, "the server stops; come back in a moment");
                    }
                },
                Some(borrower) = loans.recv() => self.guests.serve(borrower, &mut self.tasks),
                Some(ended) = self.tasks.join_next() => match ended {
                    Ok(Ended::Loan) => self.guests.settle(),
                    Ok(Ended::Room(code)) => self.forget(&code),
                    Ok(Ended::Fault) | Err(_) => {
                        error!("a room's clock, its guests or the reading of sockets has stopped");
                        break (CloseCode::Internal, "the room failed; that is our fault");
                    }
                },
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

    fn open(&mut self, config: RoomConfig, bulletins: mpsc::Sender<Bulletin>) {
        let code: Arc<str> = config.code.as_str().into();
        let lenders = self.others.iter().map(|other| {
            let (lender, borrower) = lend();
            // A shard that has stopped: the process ends.
            let _ = other.send(borrower);
            lender
        });
        let board = Board::new(Some(bulletins));
        let room = Room::new(config, lenders.collect(), board, Instant::now());
        let room = Rc::new(RefCell::new(room));
        self.rooms.insert(Arc::clone(&code), Rc::clone(&room));
        let span = debug_span!("room", code = %code);
        let share = f64::from(self.opened) * STAGGER % 1.0;
        self.opened += 1;
        let guests_cpu = self.guests.cpu();
        let drive = async move {
            drive(room, share, guests_cpu).await;
            Ended::Room(code)
        };
        self.clocks.push(self.tasks.spawn_local(drive.instrument(span)));
    }

    fn close(&self, code: &str, why: &'static str) {
        if let Some(room) = self.rooms.get(code) {
            room.borrow_mut().end_if_empty(why);
        }
    }

    fn follow(&self, code: &str, follower: mpsc::Sender<Told>) {
        if let Some(room) = self.rooms.get(code) {
            room.borrow_mut().follow_by(follower);
        }
    }

    /// Drops a room that is over, with its world.
    fn forget(&mut self, code: &str) {
        self.rooms.remove(code);
        self.clocks.retain(|clock| !clock.is_finished());
    }

    fn tell_stats(&self, room: &str, reply: oneshot::Sender<RoomStats>) {
        if let Some(room) = self.rooms.get(room) {
            let _ = reply.send(room.borrow().stats());
        }
    }

    /// Puts a socket into its room and starts its reader, here or on the shard that the room lends it to.
    fn arrive(&self, arrival: Arrival) {
        let room = self.rooms.get(arrival.hello.room.as_str()).filter(|room| !room.borrow().is_over());
        let Some(room) = room else {
            // It was closed in this moment.
            return debug!(room = arrival.hello.room, "the room of an arrival is gone");
        };
        let mut room = room.borrow_mut();
        let (key, opening) = room.open(Some(arrival.pass));
        let Some((arrival, opening)) = room.lend(key, arrival, opening) else { return };
        let post = Post::Here(room.inbox());
        let reader = Reader::new(arrival, key, post, room.tick_rate());
        room.seat_here(key, Rc::clone(&reader.link), &opening);
        drop(room);
        self.readers.add(reader);
    }

    /// Tells the players and waits for their readers to end, for as long as a polite peer needs.
    async fn stop(self, code: CloseCode, why: &'static str) {
        self.clocks.iter().for_each(AbortHandle::abort);
        for room in self.rooms.values() {
            room.borrow_mut().close_all(code, why);
        }
        self.guests.close_all(code, why);
        let deadline = Instant::now() + CLOSE_WAIT;
        let has_sockets =
            || self.guests.has_sockets() || self.rooms.values().any(|room| room.borrow_mut().has_sockets());
        while Instant::now() < deadline && has_sockets() {
            sleep(Duration::from_millis(10)).await;
        }
        info!(rooms = self.rooms.len(), "shard stopped");
    }
}

/// Ticks a room until it is over, from intended times; the first tick is due after a period and `share` (0 up to 1) of another.
async fn drive(room: SharedRoom, share: f64, guests_cpu: Rc<dyn Fn() -> Duration>) {
    let tick_rate = room.borrow().tick_rate();
    let start = Instant::now() + Duration::from_secs_f64(share / f64::from(tick_rate));
    let mut timeline = Timeline::new(tick_rate, start);
    loop {
        let due = timeline.next();
        sleep_until(due).await;
        while !room.borrow_mut().is_ready() {
            sleep(LOOK_AGAIN).await;
        }
        let now = Instant::now();
        room.borrow_mut().tick(due, now);
        let now = Instant::now();
        if timeline.finish(now) {
            room.borrow_mut().count_late();
        }
        timeline.set_period(room.borrow_mut().restrain(due, now, guests_cpu()));
        if room.borrow().is_over() {
            return;
        }
    }
}
