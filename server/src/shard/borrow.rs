//! Sessions of rooms that live on other shards: this thread reads their sockets and writes their frames.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use fracas_protocol::CloseCode;
use tokio::{task::JoinSet, time::Instant};

use super::{
    Ended,
    reader::{Reader, SharedAudience},
    readers::Readers,
};
use crate::{
    audience::{Adoption, Audience, Borrower, Order},
    link::Post,
};

/// All sessions that other shards have lent to this one.
pub(super) struct Guests {
    rooms: Vec<Rc<GuestRoom>>,
    readers: Rc<Readers>,
    book: Rc<Book>,
}

/// What all rooms with guests here share.
#[derive(Default)]
struct Book {
    /// CPU time spent on telling guests.
    cpu: Cell<Duration>,
    /// Why all ends.
    closing: Cell<Option<(CloseCode, &'static str)>>,
}

/// The guests of one room.
struct GuestRoom {
    audience: SharedAudience,
    post: Post,
    readers: Rc<Readers>,
    book: Rc<Book>,
    /// The room asks no more.
    over: Cell<bool>,
}

impl Guests {
    /// No guests yet.
    pub(super) fn new(readers: &Rc<Readers>) -> Self {
        Self { rooms: Vec::new(), readers: Rc::clone(readers), book: Rc::default() }
    }

    /// Serves the room at the other end of `borrower`, as one of the `tasks` of this thread.
    pub(super) fn serve(&mut self, borrower: Borrower, tasks: &mut JoinSet<Ended>) {
        let post = Post::There(borrower.mail.clone());
        let audience = Rc::new(RefCell::new(Audience::new(post.clone(), Instant::now())));
        let (readers, book) = (Rc::clone(&self.readers), Rc::clone(&self.book));
        let room = Rc::new(GuestRoom { audience, post, readers, book, over: Cell::new(false) });
        self.rooms.push(Rc::clone(&room));
        tasks.spawn_local(async move {
            room.serve(borrower).await;
            room.over.set(true);
            Ended::Loan
        });
    }

    /// Forgets rooms that are over.
    pub(super) fn settle(&mut self) {
        self.rooms.retain(|room| !room.over.get());
    }

    /// CPU time spent on telling guests so far.
    pub(super) fn cpu(&self) -> Rc<dyn Fn() -> Duration> {
        let book = Rc::clone(&self.book);
        Rc::new(move || book.cpu.get())
    }

    /// Tells everybody why all ends, and whoever is on his way here when he comes.
    pub(super) fn close_all(&self, code: CloseCode, why: &'static str) {
        self.book.closing.set(Some((code, why)));
        self.rooms.iter().for_each(|room| room.audience.borrow_mut().close_all(code, why));
    }

    /// True while a socket has not ended.
    pub(super) fn has_sockets(&self) -> bool {
        self.rooms.iter().any(|room| room.audience.borrow().has_sockets())
    }
}

impl GuestRoom {
    /// Does what the room asks, until it ends.
    async fn serve(&self, mut borrower: Borrower) {
        while let Some(order) = borrower.orders.recv().await {
            match order {
                Order::Adopt(adoption) => self.adopt(*adoption),
                Order::Attend(scene) => {
                    let cpu = borrower.attend(&mut self.audience.borrow_mut(), scene, Instant::now());
                    self.book.cpu.set(self.book.cpu.get() + cpu);
                }
            }
        }
    }

    fn adopt(&self, adoption: Adoption) {
        let Adoption { key, arrival, opening, tick_rate } = adoption;
        let mut reader = Reader::new(arrival, key, self.post.clone(), tick_rate);
        reader.attend(&self.audience, &opening);
        self.readers.add(reader);
        if let Some((code, why)) = self.book.closing.get() {
            self.audience.borrow_mut().close_all(code, why);
        }
    }
}
