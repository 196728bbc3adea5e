//! Who tells a session changes nothing of what it is told: the same fight, once told by the room alone and once with every
//! second session lent to another thread, gives everybody the same bytes in every tick.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::Ipv4Addr,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread::{self, JoinHandle},
};

use tokio::time::Instant;

use super::{super::arena::Arena, RATE};
use crate::{
    audience::{Audience, Borrower, Lender, Opening, Order, lend},
    link::{Link, Outbox, Pass, PlayerId, Post, SessionKey},
};

const PLAYERS: u16 = 200;
const TICKS: u32 = 300;

/// What a session was told in a tick.
type Frames = BTreeMap<SessionKey, Vec<u8>>;

/// Sessions in memory that another thread tells, as a shard does with sockets.
struct Abroad {
    thread: JoinHandle<()>,
    openings: SyncSender<(SessionKey, Opening)>,
    frames: Receiver<Frames>,
}

impl Abroad {
    fn start() -> (Lender, Self) {
        let (lender, borrower) = lend();
        let (openings, opened) = sync_channel(usize::from(PLAYERS));
        let (tell, frames) = sync_channel(1);
        let thread = thread::spawn(move || serve(borrower, &opened, &tell));
        (lender, Self { thread, openings, frames })
    }

    /// Lends a session; it attends from the next scene on.
    fn take(&self, key: SessionKey, opening: Opening) {
        self.openings.send((key, opening)).expect("the thread runs");
    }
}

/// Does what a room asks until it ends, and says what everybody was told.
fn serve(mut borrower: Borrower, opened: &Receiver<(SessionKey, Opening)>, tell: &SyncSender<Frames>) {
    // Here nobody speaks, and no time passes in which he should.
    let now = Instant::now();
    let mut audience = Audience::new(Post::There(borrower.mail.clone()), now);
    let mut keys = Vec::new();
    while let Some(order) = borrower.orders.blocking_recv() {
        let Order::Attend(scene) = order else { panic!("there are no sockets here") };
        for (key, opening) in opened.try_iter() {
            audience.admit(key, Link::new(Outbox::memory(), now), &opening);
            keys.push(key);
        }
        borrower.attend(&mut audience, scene, now);
        tell.send(frames(&audience, &keys)).expect("the test reads what was told");
    }
}

fn frames(audience: &Audience, keys: &[SessionKey]) -> Frames {
    let here = keys.iter().filter_map(|&key| Some((key, audience.link(key)?)));
    here.map(|(key, link)| (key, link.outbox.borrow().memory_snapshot().to_vec())).collect()
}

/// A fight, and all that was told in its newest tick.
struct Fight {
    arena: Arena,
    keys: Vec<SessionKey>,
    abroad: Option<Abroad>,
}

fn pass(index: u8) -> Pass {
    Pass { player: PlayerId([index; 16]), keyed: false, address: Ipv4Addr::LOCALHOST.into() }
}

impl Fight {
    /// A fight that begins in the next tick; with `lent`, every second session is told by another thread.
    fn new(lent: bool) -> Self {
        let (lenders, abroad) = if lent {
            let (lender, abroad) = Abroad::start();
            (vec![lender], Some(abroad))
        } else {
            (Vec::new(), None)
        };
        let mut arena = Arena::empty(PLAYERS, RATE, lenders);
        let mut keys = Vec::new();
        for index in 0..PLAYERS as u8 {
            let (key, opening) = arena.room.open(Some(pass(index)));
            match &abroad {
                Some(abroad) if key % 2 == 1 => {
                    abroad.take(key, opening);
                    arena.room.lenders[0].gained();
                }
                _ => arena.room.seat_here(key, Link::new(Outbox::memory(), arena.now), &opening),
            }
            arena.join(key);
            keys.push(key);
        }
        Self { arena, keys, abroad }
    }

    fn tick(&mut self) -> Frames {
        // How long ticks take is told as well, and differs.
        self.arena.room.meter.longest_us = 0;
        self.arena.tick();
        let mut told = frames(&self.arena.room.audience, &self.keys);
        if let Some(abroad) = &self.abroad {
            told.extend(abroad.frames.recv().expect("the thread tells of every tick"));
        }
        assert_eq!(told.len(), usize::from(PLAYERS), "everybody is told");
        told
    }

    /// Tells a lent session everything anew: it has forgotten what it knew.
    fn forget(&mut self, key: SessionKey) {
        let opening = Opening { welcome: Vec::new(), pending: Vec::new() };
        self.abroad.as_ref().expect("somebody is lent").take(key, opening);
    }

    fn end(self) {
        drop(self.arena);
        if let Some(abroad) = self.abroad {
            abroad.thread.join().expect("the thread ends with its room");
        }
    }
}

/// The sessions that were told something else.
fn differing(one: &Frames, other: &Frames) -> Vec<SessionKey> {
    one.iter().filter(|(key, frame)| other.get(key) != Some(frame)).map(|(&key, _)| key).collect()
}

#[test]
fn lent_sessions_are_told_the_same_bytes_in_every_tick() {
    let (mut here, mut lent) = (Fight::new(false), Fight::new(true));
    for tick in 1..=TICKS {
        let told = here.tick();
        let differing = differing(&told, &lent.tick());
        assert!(differing.is_empty(), "{differing:?} were told something else in tick {tick}");
        assert!(told.values().all(|frame| frame.len() > 40), "everybody is told of more than himself");
        let different: BTreeSet<&Vec<u8>> = told.values().collect();
        assert_eq!(different.len(), told.len(), "everybody sees the fight with his own eyes");
    }
    assert!(here.arena.room.meter.counters.kills > 0, "nobody fell: this was no fight");
    // The same comparison finds one lent session that forgot what it knew.
    lent.forget(7);
    assert_eq!(differing(&here.tick(), &lent.tick()), [7]);
    here.end();
    lent.end();
}
