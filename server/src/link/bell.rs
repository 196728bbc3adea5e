//! How a room tells the task that reads sockets that it has closed some.

use std::cell::RefCell;

use tokio::sync::Notify;

/// A socket that is read: its place in a list, and a number that no other ever has. Places are used again, and who rings
/// late must not end another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Seat {
    pub(crate) place: usize,
    pub(crate) number: u64,
}

/// Rings for sockets that end. Both sides are on one thread.
#[derive(Debug, Default)]
pub(crate) struct Bell {
    rung: RefCell<Vec<Seat>>,
    notify: Notify,
}

impl Bell {
    /// Rings for a socket.
    pub(super) fn ring(&self, seat: Seat) {
        self.rung.borrow_mut().push(seat);
        self.notify.notify_one();
    }

    /// Waits until it has rung.
    pub(crate) async fn rung(&self) {
        self.notify.notified().await;
    }

    /// The sockets for which it has rung since, some perhaps twice, some perhaps gone.
    pub(crate) fn take(&self) -> Vec<Seat> {
        self.rung.take()
    }
}
