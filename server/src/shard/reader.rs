//! Reads one socket: frames become legal messages in the room's inbox. It writes nothing itself.

use std::{cell::RefCell, rc::Rc, sync::Arc, task::Poll};

use fracas_protocol::{ClientMessage, CloseCode, Tick, client::Ack};
use tokio::{sync::watch, task::spawn_local, time::Instant};
use tokio_tungstenite::tungstenite::{self, Message, protocol::frame::coding::CloseCode as CloseCodeOfRfc};
use tracing::{Span, debug, debug_span, trace};

use super::throttle::{Throttle, Verdict};
use crate::{
    audience::{Audience, Opening},
    link::{
        Arrival, Connection, Dialect, Fault, Link, Mail, Outbox, PlayerId, Post, SessionKey, Socket,
        TextSender, finish, next, socket_fault,
    },
};

/// How reading ended: by the peer's fault, or else without one.
pub(super) type Over = Option<Fault>;

/// Sessions of a room of another shard.
pub(super) type SharedAudience = Rc<RefCell<Audience>>;

/// The reader of one session.
pub(super) struct Reader {
    socket: Socket,
    /// Shared with the session's audience.
    pub(super) link: Rc<Link>,
    dialect: Dialect,
    /// The newest tick that was written to a text session.
    written: Option<watch::Receiver<Tick>>,
    throttle: Throttle,
    post: Post,
    /// Where the session attends, when its room is on another shard.
    guest_of: Option<SharedAudience>,
    session: SessionKey,
    player: PlayerId,
    room: String,
    connection: Arc<Connection>,
    /// The peer said goodbye for good.
    parted: bool,
}

impl Reader {
    /// Takes a socket into this thread.
    pub(super) fn new(arrival: Arrival, session: SessionKey, post: Post, tick_rate: u32) -> Self {
        let Arrival { mut socket, stream, hello, pass, dialect, text, connection } = arrival;
        let stream = socket.get_mut().attach(stream);
        let written = text.as_ref().map(TextSender::newest);
        if let Some(written) = &written {
            spawn_local(ack(written.clone(), post.clone(), session));
        }
        let outbox = match text {
            Some(sender) => Outbox::text(sender),
            None => Outbox::socket(stream),
        };
        let now = Instant::now();
        let throttle = Throttle::new(tick_rate, now);
        let link = Link::new(outbox, now);
        let room = hello.room;
        let (player, guest_of, parted) = (pass.player, None, false);
        Self {
            socket,
            link,
            dialect,
            written,
            throttle,
            post,
            guest_of,
            session,
            player,
            room,
            connection,
            parted,
        }
    }

    /// Lets the session attend here, on another shard than its room.
    pub(super) fn attend(&mut self, audience: &SharedAudience, opening: &Opening) {
        audience.borrow_mut().admit(self.session, Rc::clone(&self.link), opening);
        self.guest_of = Some(Rc::clone(audience));
    }

    /// The span of the session's life.
    pub(super) fn span(&self) -> Span {
        let Self { room, session, player, connection, .. } = self;
        debug_span!("session", room, session, ?player, peer = %connection.peer)
    }

    /// The socket itself.
    pub(super) fn stream(&self) -> Option<&std::net::TcpStream> {
        self.socket.get_ref().stream()
    }

    /// Reads all that has come; with `ends`, up to the end of the stream. Says so when nothing more will be read.
    pub(super) fn read(&mut self, ends: bool, now: Instant) -> Option<Over> {
        self.socket.get_mut().wake(ends);
        loop {
            let read = match next(&mut self.socket, &self.link) {
                Poll::Pending => return None,
                Poll::Ready(None) => return Some(None),
                Poll::Ready(Some(read)) => read,
            };
            self.link.heard.set(now);
            let bytes = self.socket.get_mut().message_ended();
            match self.judge(read, bytes, now) {
                Ok(Some(message)) => {
                    self.post.push(Mail::Message { session: self.session, message, at: now });
                }
                Ok(None) => {}
                Err(over) => return Some(over),
            }
            if self.link.outbox.borrow().is_over() {
                return Some(None);
            }
        }
    }

    /// A legal message, or why the session ends.
    fn judge(
        &mut self,
        read: Result<Message, tungstenite::Error>,
        bytes: usize,
        now: Instant,
    ) -> Result<Option<ClientMessage>, Over> {
        let message = read.map_err(|e| socket_fault(&e))?;
        if !self.throttle.allows(bytes, now) {
            return Err(Some((CloseCode::TooFast, "more messages than a player needs".into())));
        }
        if let Message::Close(Some(frame)) = &message {
            self.parted = frame.code == CloseCodeOfRfc::Normal;
        }
        if let Some(written) = &self.written {
            // A person does not count ticks: what his socket took counts as read.
            self.dialect.wrote(*written.borrow());
        }
        let message = self.dialect.read(&message, &self.room).map_err(Some)?;
        match self.throttle.judge(message.as_ref(), now) {
            Verdict::Pass => Ok(message),
            Verdict::Drop => {
                self.post.push(Mail::Dropped);
                Ok(None)
            }
            Verdict::Close(kind) => Err(Some((CloseCode::TooFast, format!("too many messages: {kind}")))),
        }
    }

    /// Says why, if it is the peer's fault, and waits until the last byte has left; the last mail is [`Mail::Gone`].
    pub(super) async fn finish(mut self, over: Over) {
        let session = self.session;
        if let Some((code, why)) = over {
            debug!(code = code.number(), why, "peer closed for its fault");
            self.post.push(Mail::Fault { session, code });
            self.link.close(code, &why);
        }
        finish(&mut self.socket, &self.link).await;
        if let Some(audience) = self.guest_of {
            audience.borrow_mut().dismiss(session);
        }
        self.post.push(Mail::Gone { session, parted: self.parted });
        trace!(peer = %self.connection.peer, "socket closed");
    }
}

/// Acks for a text session what was written to it, until its writer ends.
async fn ack(mut written: watch::Receiver<Tick>, post: Post, session: SessionKey) {
    while written.changed().await.is_ok() {
        let message = ClientMessage::Ack(Ack { tick: *written.borrow_and_update() });
        post.push(Mail::Message { session, message, at: Instant::now() });
    }
}
