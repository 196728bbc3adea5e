//! Which of many sockets want attention: one waker each, one list, one task.

use std::{
    sync::{Arc, Mutex, MutexGuard},
    task::{Context, Poll, Wake, Waker},
};

/// The list of those who want attention, and who waits for it.
#[derive(Default)]
struct List {
    ready: Vec<usize>,
    task: Option<Waker>,
}

/// Hands out a waker per index and says which were woken.
#[derive(Clone, Default)]
pub struct Readiness {
    list: Arc<Mutex<List>>,
}

impl Readiness {
    /// A waker that puts `index` on the list. Being woken twice lists it twice; a second look costs little.
    pub fn waker(&self, index: usize) -> Waker {
        Waker::from(Arc::new(IndexWaker { index, readiness: self.clone() }))
    }

    /// Moves the list to the end of `into`, or waits until there is one.
    pub fn poll_ready(&self, cx: &Context<'_>, into: &mut Vec<usize>) -> Poll<()> {
        let mut list = self.lock();
        if list.ready.is_empty() {
            list.task = Some(cx.waker().clone());
            return Poll::Pending;
        }
        into.append(&mut list.ready);
        Poll::Ready(())
    }

    fn lock(&self) -> MutexGuard<'_, List> {
        self.list.lock().expect("nobody panics while he holds the list")
    }
}

struct IndexWaker {
    index: usize,
    readiness: Readiness,
}

impl Wake for IndexWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let task = {
            let mut list = self.readiness.lock();
            list.ready.push(self.index);
            list.task.take()
        };
        if let Some(task) = task {
            task.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn wakes_the_task_with_the_index() {
        let readiness = Readiness::default();
        let (one, seven) = (readiness.waker(1), readiness.waker(7));
        tokio::spawn(async move {
            tokio::task::yield_now().await;
            seven.wake_by_ref();
            one.wake();
        });
        let mut got = Vec::new();
        std::future::poll_fn(|cx| readiness.poll_ready(cx, &mut got)).await;
        assert_eq!(got, [7, 1]);
    }
}
