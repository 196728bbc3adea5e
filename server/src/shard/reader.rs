//! Reads one socket: frames become legal messages in the room's inbox. It writes nothing itself.

use std::{rc::Rc, sync::Arc};

use fracas_protocol::{ClientMessage, CloseCode, Tick, client::Ack};
use tokio::{sync::watch, time::Instant};
use tokio_tungstenite::tungstenite::{self, Message};
use tracing::{Span, debug, debug_span, trace};

use super::rate_limit::RateLimit;
use crate::{
    limits::{MESSAGE_BURST_S, MESSAGES_PER_TICK},
    link::{
        Arrival, Connection, Dialect, Fault, Link, Mail, Outbox, Post, SessionKey, Socket, TextSender,
        finish, next, socket_fault,
    },
};

/// The reader of one session.
pub(super) struct Reader {
    socket: Socket,
    /// Shared with the session's audience.
    pub(super) link: Rc<Link>,
    dialect: Dialect,
    /// The newest tick that was written to a text session.
    written: Option<watch::Receiver<Tick>>,
    post: Post,
    session: SessionKey,
    room: String,
    tick_rate: u32,
    connection: Arc<Connection>,
}

impl Reader {
    /// Takes a socket into this thread's runtime; none when it was lost on the way.
    pub(super) fn new(arrival: Arrival, session: SessionKey, post: Post, tick_rate: u32) -> Option<Self> {
        let Arrival { mut socket, stream, hello, dialect, text, connection } = arrival;
        if let Err(e) = socket.get_mut().attach(stream) {
            debug!(error = %e, "socket was lost on the way to its shard");
            return None;
        }
        let written = text.as_ref().map(TextSender::newest);
        let outbox = match text {
            Some(sender) => Outbox::text(sender),
            None => Outbox::socket(socket.get_ref().stream()),
        };
        let link = Link::new(outbox, Instant::now());
        let room = hello.room;
        Some(Self { socket, link, dialect, written, post, session, room, tick_rate, connection })
    }

    /// The span of the session's life.
    pub(super) fn span(&self) -> Span {
        debug_span!("session", room = self.room, session = self.session, peer = %self.connection.peer)
    }

    /// Reads until either side closes and the last byte has left.
    pub(super) async fn read(mut self) {
        let session = self.session;
        if let Some((code, why)) = self.until_closed().await {
            debug!(code = code.number(), why, "peer closed for its fault");
            self.post.push(Mail::Fault { session, code });
            self.link.close(code, &why);
        }
        finish(&mut self.socket, &self.link).await;
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
        self.post.push(Mail::Message { session: self.session, message, at });
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
