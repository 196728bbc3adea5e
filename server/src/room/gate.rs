//! How sessions come into a room, here or lent to another shard, and how they are closed.

use std::rc::Rc;

use fracas_protocol::{
    CloseCode, PROTOCOL_VERSION, ServerMessage, encode,
    event::{Event, Speed, World},
    server::Welcome,
};
#[cfg(any(test, fuzzing, feature = "bench"))]
use tokio::time::Instant;
use tracing::{debug, info};

use super::{Room, session::Session};
#[cfg(any(test, fuzzing, feature = "bench"))]
use crate::link::PlayerId;
use crate::{
    audience::{Adoption, Opening},
    link::{Arrival, Link, Mail, Pass, SessionKey},
};

/// Sessions that a room keeps before it lends any: so few are told in less time than another thread needs to wake.
const LENT_FROM: usize = 64;

impl Room {
    /// Lets a session in, as a watcher: its key, and what its audience tells it first. A fill bot is no player's.
    pub(crate) fn open(&mut self, pass: Option<Pass>) -> (SessionKey, Opening) {
        let size = self.sim.next_half().map(|(half, from)| encode(&Event::World(World { half, from })));
        let percent = self.told_speed;
        let speed = (percent < 100).then(|| encode(&Event::Speed(Speed { percent })));
        let host = self.config.hosted.then(|| encode(&Event::Host(self.host_event())));
        let settings = encode(&Event::Room(self.settings.event()));
        let pending = [Some(settings), host, size, speed].into_iter().flatten().collect();
        let opening = Opening { welcome: encode(&ServerMessage::Welcome(self.welcome())), pending };
        self.meter.counters.sessions += 1;
        let key = self.sessions.insert(Session::new(pass));
        debug!(session = key, player = ?pass.map(|pass| pass.player), "session opened");
        if self.ends.is_some() {
            self.close(key, CloseCode::RoomClosed, "the room is closed");
        } else if pass.is_some_and(|pass| self.banned.contains(&pass.player)) {
            self.close(key, CloseCode::Banned, "the host banned you from this room");
        }
        (key, opening)
    }

    /// Takes an opened session into this shard's audience.
    pub(crate) fn seat_here(&mut self, key: SessionKey, link: Rc<Link>, opening: &Opening) {
        self.audience.admit(key, link, opening);
    }

    /// Opens a session of a new player whose frames stay in memory.
    #[cfg(any(test, fuzzing, feature = "bench"))]
    pub(super) fn open_in_memory(&mut self, now: Instant) -> SessionKey {
        let player = PlayerId(u128::from(self.meter.counters.sessions).to_le_bytes());
        self.open_in_memory_as(player, now)
    }

    #[cfg(any(test, fuzzing, feature = "bench"))]
    pub(super) fn open_in_memory_as(&mut self, player: PlayerId, now: Instant) -> SessionKey {
        let address = std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);
        let (key, opening) = self.open(Some(Pass { player, keyed: false, address }));
        self.seat_here(key, Link::new(crate::link::Outbox::memory(), now), &opening);
        key
    }

    /// Lends an opened session to another shard, when it is its turn; else gives it back.
    pub(crate) fn lend(
        &mut self,
        key: SessionKey,
        arrival: Arrival,
        opening: Opening,
    ) -> Option<(Arrival, Opening)> {
        let shards = self.lenders.len() + 1;
        let turn = (key + shards - 1) % shards;
        let Some(lender) = self.lenders.get_mut(turn).filter(|_| key >= LENT_FROM) else {
            return Some((arrival, opening));
        };
        self.sessions[key].lent_to = Some(turn);
        let tick_rate = self.config.tick_rate;
        lender.adopt(Adoption { key, arrival, opening, tick_rate });
        None
    }

    pub(super) fn welcome(&self) -> Welcome {
        Welcome {
            version: PROTOCOL_VERSION,
            room: self.config.code.clone(),
            tick_rate: self.config.tick_rate as u8,
            tick: self.sim.tick(),
            world_half: self.sim.half(),
            rules: self.sim.rules().clone(),
            steps: self.sim.steps().clone(),
        }
    }

    /// Closes a session for a reason; its seat is given back when its socket is gone. A fill bot has none.
    pub(super) fn close(&mut self, key: SessionKey, code: CloseCode, why: &'static str) {
        let open = |session: &&mut Session| !session.state.is_closing();
        if let Some(session) = self.sessions.get_mut(key).filter(open) {
            if session.pass.is_some() {
                self.meter.count_close(code);
            }
            debug!(session = key, code = code.number(), why, "session closed");
            session.state = session.state.closing();
            session.ended = Some(code);
            session.close = Some((code, why));
        }
    }

    /// Ends the room: tells everybody on this shard why. Other shards end by themselves.
    pub(crate) fn close_all(&mut self, code: CloseCode, why: &str) {
        self.audience.close_all(code, why);
        info!(room = self.config.code, ticks = self.sim.tick(), "room closed");
    }

    /// True while a reader of this shard has not ended; reads the mail that says so.
    pub(crate) fn has_sockets(&mut self) -> bool {
        for mail in self.inbox.borrow_mut().take(Vec::new()) {
            if let Mail::Gone { session, .. } = mail {
                self.audience.dismiss(session);
            }
        }
        self.audience.has_sockets()
    }
}
