//! Sessions of rooms that live on other shards: this thread reads their sockets and writes their frames.

use std::{cell::RefCell, rc::Rc};

use fracas_protocol::CloseCode;
use tokio::{task::spawn_local, time::Instant};

use super::{
    reader::{Reader, SharedAudience},
    readers::Readers,
};
use crate::{
    audience::{Adoption, Audience, Borrower, Order},
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
            Order::Attend(scene) => borrower.attend(&mut audience.borrow_mut(), scene, Instant::now()),
        }
    }
}
