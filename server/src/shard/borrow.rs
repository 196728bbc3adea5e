//! Sessions of rooms that live on other shards: this thread reads their sockets and writes their frames.

use std::{
    cell::RefCell,
    rc::Rc,
    time::{Duration, Instant as Clock},
};

use fracas_protocol::CloseCode;
use rustix::time::{ClockId, clock_gettime};
use tokio::{task::spawn_local, time::Instant};

use super::{
    reader::{Reader, SharedAudience},
    readers::Readers,
};
use crate::{
    audience::{Adoption, Attended, Audience, Borrower, Order, Scene},
    link::Post,
};

/// All sessions that other shards have lent to this one, by room.
pub(super) struct Guests {
    audiences: Vec<SharedAudience>,
}

impl Guests {
    /// Serves every room at the other end of `borrowers`.
    pub(super) fn new(borrowers: Vec<Borrower>, readers: &Rc<Readers>, now: Instant) -> Self {
        let serve_room = |borrower: Borrower| {
            let post = Post::There(borrower.mail.clone());
            let audience = Rc::new(RefCell::new(Audience::new(post.clone(), now)));
            spawn_local(serve(Rc::clone(&audience), borrower, Rc::clone(readers), post));
            audience
        };
        Self { audiences: borrowers.into_iter().map(serve_room).collect() }
    }

    /// Tells everybody why all ends.
    pub(super) fn close_all(&self, code: CloseCode, why: &str) {
        self.audiences.iter().for_each(|audience| audience.borrow_mut().close_all(code, why));
    }

    /// True while a socket has not ended.
    pub(super) fn has_sockets(&self) -> bool {
        self.audiences.iter().any(|audience| !audience.borrow().is_empty())
    }
}

/// Does what a room asks, until it ends.
async fn serve(audience: SharedAudience, mut borrower: Borrower, readers: Rc<Readers>, post: Post) {
    while let Some(order) = borrower.orders.recv().await {
        match order {
            Order::Adopt(adoption) => {
                let Adoption { key, arrival, opening, tick_rate } = *adoption;
                let mut reader = Reader::new(arrival, key, post.clone(), tick_rate);
                reader.attend(&audience, &opening);
                readers.add(reader);
            }
            Order::Attend(scene) => {
                let attended = attend(&audience, &scene);
                // The room writes the next scene into this one's memory: it must not be held when it reads this.
                drop(scene);
                let _ = borrower.done.send(attended);
            }
        }
    }
}

fn attend(audience: &SharedAudience, scene: &Scene) -> Attended {
    let before = thread_cpu();
    let done = audience.borrow_mut().attend(scene, Instant::now());
    Attended { done, end: Clock::now(), cpu: thread_cpu().saturating_sub(before) }
}

fn thread_cpu() -> Duration {
    let cpu = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(cpu.tv_sec.max(0).unsigned_abs(), cpu.tv_nsec.max(0) as u32)
}
