//! Reads one socket: frames become legal messages in the room's inbox. It writes nothing itself.

use std::{cell::RefCell, rc::Rc, sync::Arc};

use fracas_protocol::{ClientMessage, CloseCode, Tick, client::Ack};
use tokio::{sync::watch, time::Instant};
use tokio_tungstenite::tungstenite::{self, Message};
use tracing::{debug, trace};

use super::rate_limit::RateLimit;
use crate::{
    limits::{MESSAGE_BURST_S, MESSAGES_PER_TICK},
    link::{Connection, Dialect, Fault, Inbox, Link, Mail, SessionKey, Socket, finish, next, socket_fault},
};

/// The reader of one session.
pub(super) struct Reader {
    pub(super) socket: Socket,
    pub(super) link: Rc<Link>,
    pub(super) dialect: Dialect,
    /// The newest tick that was written to a text session.
    pub(super) written: Option<watch::Receiver<Tick>>,
    pub(super) inbox: Rc<RefCell<Inbox>>,
    pub(super) session: SessionKey,
    pub(super) tick_rate: u32,
    pub(super) connection: Arc<Connection>,
}

impl Reader {
    /// Reads until either side closes; the last mail is [`Mail::Gone`].
    pub(super) async fn read(mut self) {
        let session = self.session;
        if let Some((code, why)) = self.until_closed().await {
            debug!(code = code.number(), why, "peer closed for its fault");
            self.inbox.borrow_mut().push(Mail::Fault { session, code });
            self.link.close(code, &why);
        }
        finish(&mut self.socket, &self.link).await;
        self.inbox.borrow_mut().push(Mail::Gone { session });
        trace!(peer = %self.connection.peer, "socket closed");
    }

    /// Reads until there is a reason to end; the peer's fault, if it is one.
    async fn until_closed(&mut self) -> Option<Fault> {
        let rate = MESSAGES_PER_TICK * f64::from(self.tick_rate);
        let mut limit = RateLimit::new(rate, rate * MESSAGE_BURST_S, Instant::now());
        loop {
            let read = tokio::select! {
                biased;
                () = self.link.closed.notified() => return None,
                read = next(&mut self.socket, &self.link) => read,
                tick = changed(&mut self.written) => {
                    // A person does not count ticks: what his socket took counts as read.
                    self.dialect.wrote(tick);
                    self.mail(ClientMessage::Ack(Ack { tick }), Instant::now());
                    continue;
                }
            };
            let now = Instant::now();
            self.link.heard.set(now);
            self.socket.get_mut().message_ended();
            match self.judge(read?, &mut limit, now) {
                Ok(Some(message)) => self.mail(message, now),
                Ok(None) => {}
                Err(fault) => return fault,
            }
            if self.link.outbox.borrow().is_over() {
                return None;
            }
        }
    }

    /// A legal message, or why the session ends.
    fn judge(
        &mut self,
        read: Result<Message, tungstenite::Error>,
        limit: &mut RateLimit,
        now: Instant,
    ) -> Result<Option<ClientMessage>, Option<Fault>> {
        let message = read.map_err(|e| socket_fault(&e))?;
        if !limit.take(now) {
            return Err(Some((CloseCode::TooFast, "more messages than a player needs".into())));
        }
        self.dialect.read(&message).map_err(Some)
    }

    fn mail(&self, message: ClientMessage, at: Instant) {
        self.inbox.borrow_mut().push(Mail::Message { session: self.session, message, at });
    }
}

/// The newest tick that was written, once it is another; never for a binary session.
async fn changed(written: &mut Option<watch::Receiver<Tick>>) -> Tick {
    if let Some(written) = written
        && written.changed().await.is_ok()
    {
        return *written.borrow_and_update();
    }
    std::future::pending().await
}
