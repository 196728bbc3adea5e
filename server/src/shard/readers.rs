//! All sockets of a shard, read by one task: those to which something has come are looked at in turn. A task for each
//! socket would be woken, queued and polled for every message, which costs more than to read and check it.

use std::{
    cell::{Cell, RefCell},
    io,
    os::fd::AsRawFd,
    rc::Rc,
    time::Duration,
};

use fracas_protocol::CloseCode;
use mio::{Events, Interest, Poll, Registry, Token, unix::SourceFd};
use slab::Slab;
use tokio::{
    io::unix::AsyncFd,
    task::{JoinSet, spawn_local, yield_now},
    time::Instant,
};
use tracing::{Instrument, debug, error};

use super::{
    Ended,
    reader::{Over, Reader},
};
use crate::link::{Bell, Seat};

/// Sockets looked at in one go, before the shard's other tasks, a tick above all, get their turn: about a millisecond.
const BATCH: usize = 256;

/// The sockets of a shard.
pub(super) struct Readers {
    readers: RefCell<Slab<(u64, Reader)>>,
    /// How many sockets there have been.
    count: Cell<u64>,
    registry: Registry,
    bell: Rc<Bell>,
}

/// Lets this thread's runtime wait for the sockets as for one.
#[expect(
    deprecated,
    reason = "its heir is unsafe because a T may close its descriptor; mio's Poll never does"
)]
fn watch(poll: Poll) -> io::Result<AsyncFd<Poll>> {
    AsyncFd::new(poll)
}

impl Readers {
    /// No sockets yet. One of the `tasks` of this thread reads from now on.
    pub(super) fn start(tasks: &mut JoinSet<Ended>) -> io::Result<Rc<Self>> {
        let poll = Poll::new()?;
        let registry = poll.registry().try_clone()?;
        let readers =
            Rc::new(Self { readers: RefCell::default(), count: Cell::new(0), registry, bell: Rc::default() });
        let run = Rc::clone(&readers).run(watch(poll)?);
        tasks.spawn_local(async {
            run.await;
            Ended::Fault
        });
        Ok(readers)
    }

    /// Reads a socket from now on, and first what came with its Hello.
    pub(super) fn add(&self, reader: Reader) {
        let mut readers = self.readers.borrow_mut();
        let entry = readers.vacant_entry();
        let seat = Seat { place: entry.key(), number: self.count.get() };
        self.count.set(seat.number + 1);
        reader.link.hang(Rc::clone(&self.bell), seat);
        let registered = reader.stream().map(|stream| {
            self.registry.register(&mut SourceFd(&stream.as_raw_fd()), Token(seat.place), Interest::READABLE)
        });
        let (_, reader) = entry.insert((seat.number, reader));
        let over = match registered {
            Some(Ok(())) => reader.read(false, Instant::now()),
            Some(Err(e)) => {
                error!(error = %e, "a socket cannot be watched");
                Some(Some((CloseCode::Internal, "the server cannot take you; that is our fault".to_owned())))
            }
            None => Some(None),
        };
        drop(readers);
        if let Some(over) = over {
            self.end(seat, over);
        }
    }

    async fn run(self: Rc<Self>, mut poll: AsyncFd<Poll>) {
        let mut events = Events::with_capacity(BATCH);
        loop {
            tokio::select! {
                biased;
                () = self.bell.rung() => {
                    self.bell.take().into_iter().for_each(|seat| self.end(seat, None));
                }
                ready = poll.readable_mut() => {
                    let mut ready = match ready {
                        Ok(ready) => ready,
                        Err(e) => return error!(error = %e, "sockets cannot be watched any more"),
                    };
                    if let Err(e) = ready.get_inner_mut().poll(&mut events, Some(Duration::ZERO)) {
                        debug!(error = %e, "a look at the sockets was cut short");
                        continue;
                    }
                    self.read(&events);
                    if events.iter().count() < BATCH {
                        ready.clear_ready();
                    } else {
                        yield_now().await;
                    }
                }
            }
        }
    }

    fn read(&self, events: &Events) {
        let now = Instant::now();
        for event in events {
            let Token(place) = event.token();
            let ends = event.is_read_closed() || event.is_error();
            // A socket that ended in this batch may have events in it still.
            let over = self.readers.borrow_mut().get_mut(place).and_then(|(number, reader)| {
                let seat = Seat { place, number: *number };
                reader.read(ends, now).map(|over| (seat, over))
            });
            if let Some((seat, over)) = over {
                self.end(seat, over);
            }
        }
    }

    /// Watches a socket no more, and sees it off.
    fn end(&self, seat: Seat, over: Over) {
        let mut readers = self.readers.borrow_mut();
        if readers.get(seat.place).is_none_or(|(number, _)| *number != seat.number) {
            return;
        }
        let (_, reader) = readers.remove(seat.place);
        if let Some(stream) = reader.stream() {
            // It was watched, unless that was refused.
            let _ = self.registry.deregister(&mut SourceFd(&stream.as_raw_fd()));
        }
        let span = reader.span();
        spawn_local(reader.finish(over).instrument(span));
    }
}
