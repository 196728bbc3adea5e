//! A shard: one thread, one current-thread runtime, some rooms and all their sockets. Readers fill a room's
//! inbox, its tick writes the frames; both run on this thread, so that a tick takes no lock and wakes nobody.
//! With more shards than one a hot room lends sessions to the others.

mod borrow;
mod rate_limit;
mod reader;
mod readers;

use std::{cell::RefCell, collections::BTreeMap, io, rc::Rc, sync::Arc, thread, time::Duration};

use fracas_protocol::CloseCode;
use tokio::{
    sync::{mpsc, oneshot},
    task::{AbortHandle, JoinSet, LocalSet},
    time::{Instant, sleep, sleep_until},
};
use tracing::{Instrument, debug_span, error, info};

use crate::{
    audience::{Borrower, Lender, lend},
    limits::{CLOSE_WAIT, SHARD_QUEUE},
    link::{Arrival, Post, RoomStats, ShardHandle, ShardRequest},
    room::{Room, RoomConfig, Timeline},
};
use borrow::Guests;
use reader::Reader;
use readers::Readers;

/// A shard from outside, and its thread, which ends after [`ShardRequest::Stop`].
pub(crate) type Started = (ShardHandle, thread::JoinHandle<()>);

/// What a shard begins with.
#[derive(Default)]
struct Plan {
    rooms: Vec<(RoomConfig, Vec<Lender>)>,
    borrowers: Vec<Borrower>,
}

/// Starts `shards` threads and opens the rooms on them, in turn: as many on each.
pub(crate) fn start(rooms: Vec<RoomConfig>, shards: usize) -> io::Result<Vec<Started>> {
    let mut plans: Vec<Plan> = (0..shards).map(|_| Plan::default()).collect();
    for (index, config) in rooms.into_iter().enumerate() {
        let home = index % shards;
        let mut lenders = Vec::new();
        for plan in plans.iter_mut().enumerate().filter(|(at, _)| *at != home).map(|(_, plan)| plan) {
            let (lender, borrower) = lend();
            lenders.push(lender);
            plan.borrowers.push(borrower);
        }
        plans[home].rooms.push((config, lenders));
    }
    plans.into_iter().map(start_one).collect()
}

fn start_one(plan: Plan) -> io::Result<Started> {
    let (handle, requests) = mpsc::channel(SHARD_QUEUE);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let thread = thread::Builder::new().name("shard".into()).spawn(move || {
        LocalSet::new().block_on(&runtime, async {
            match Shard::new(plan) {
                Ok(shard) => shard.run(requests).await,
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
    /// A room of another shard asks no more: that shard stops.
    Loan,
}

/// Time between two looks at a scene that another shard still reads: it is a whole tick late already.
const LOOK_AGAIN: Duration = Duration::from_millis(1);

struct Shard {
    rooms: BTreeMap<Arc<str>, SharedRoom>,
    readers: Rc<Readers>,
    /// Sessions of rooms of other shards.
    guests: Guests,
    tasks: JoinSet<Ended>,
    /// Those of them that tick rooms.
    clocks: Vec<AbortHandle>,
}

impl Shard {
    fn new(plan: Plan) -> io::Result<Self> {
        let now = Instant::now();
        let mut tasks = JoinSet::new();
        let readers = Readers::start(&mut tasks)?;
        let rooms = plan.rooms.into_iter().map(|(config, lenders)| {
            let name: Arc<str> = config.name.as_str().into();
            (name, Rc::new(RefCell::new(Room::new(config, lenders, now))))
        });
        let mut guests = Guests::new(&readers);
        plan.borrowers.into_iter().for_each(|borrower| guests.serve(borrower, &mut tasks));
        Ok(Self { rooms: rooms.collect(), readers, guests, tasks, clocks: Vec::new() })
    }

    async fn run(mut self, mut requests: mpsc::Receiver<ShardRequest>) {
        for (index, (name, room)) in self.rooms.iter().enumerate() {
            let span = debug_span!("room", name = %name);
            // Rooms tick one after the other and not all at once, so that none waits for all the others.
            let share = index as f64 / self.rooms.len() as f64;
            let (room, guests_cpu) = (Rc::clone(room), self.guests.cpu());
            let drive = async move {
                drive(room, share, guests_cpu).await;
                Ended::Fault
            };
            self.clocks.push(self.tasks.spawn_local(drive.instrument(span)));
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
                Some(ended) = self.tasks.join_next() => match ended {
                    Ok(Ended::Loan) => {}
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

    fn tell_stats(&self, room: &str, reply: oneshot::Sender<RoomStats>) {
        if let Some(room) = self.rooms.get(room) {
            let _ = reply.send(room.borrow().stats());
        }
    }

    /// Puts a socket into its room and starts its reader, here or on the shard that the room lends it to.
    fn arrive(&self, arrival: Arrival) {
        let Some(room) = self.rooms.get(arrival.hello.room.as_str()) else {
            return error!(room = arrival.hello.room, "the directory sent a socket to the wrong shard");
        };
        let mut room = room.borrow_mut();
        let (key, opening) = room.open(Some(arrival.pass.player));
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

/// Ticks a room for ever, from intended times; the first tick is due after a period and `share` (0 up to 1) of another.
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
    }
}
