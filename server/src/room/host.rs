//! Who rules a room, and what he may order. The role goes to whoever opened the room, then to whomever he gives it, and by
//! itself to the one who has sat longest when he is gone: nobody is thrown out for that.

use std::collections::BTreeSet;

use fracas_protocol::{
    CloseCode, NOBODY, Slot,
    client::{Manage, order},
    event::{Host, Notice, notice},
};
use tokio::time::Instant;
use tracing::{debug, info};

use super::{Room, roster, session::Session, unshared};
use crate::{
    limits::{BANS_MAX, CLOSE_WAIT, HOST_WAIT},
    link::{Ban, Bulletin, Gauge, Pass, Password, PlayerId, SessionKey, Settings, Story},
};

/// Why a host's order changes nothing.
pub(super) type Refused = ();

impl Room {
    /// Does what a session orders, if it is the host's.
    pub(super) fn manage(&mut self, key: SessionKey, order: &Manage, at: Instant) {
        let session = &self.sessions[key];
        if session.player().is_none() || session.player() != self.host {
            if let Some(slot) = session.state.seat() {
                self.notice_to(slot, notice::NOT_HOST);
            }
            return;
        }
        // Many sockets of one host are one host.
        if !self.orders.take(at) {
            self.meter.counters.dropped_messages += 1;
            return;
        }
        let done = match order.what {
            order::KICK => self.send_out(order.slot, false),
            order::BAN => self.send_out(order.slot, true),
            order::MUTE => self.mute(order.slot),
            order::UNMUTE => self.unmute(order.slot),
            order::PASS => self.pass_to(order.slot),
            order::CLOSE => self.close_by_host(),
            _ => self.set(order),
        };
        if done.is_err() {
            debug!(session = key, what = order.what, "an order that changes nothing");
        }
    }

    /// Changes a setting, within the bounds of the room.
    fn set(&mut self, order: &Manage) -> Result<(), Refused> {
        let mut settings = self.settings.clone();
        let number = u16::try_from(order.value).map_err(drop)?;
        match order.what {
            order::BOTS => settings.bots = number,
            order::STRENGTH => settings.strength = u8::try_from(number).map_err(drop)?,
            order::SEATS => settings.seats = number,
            order::LISTED => settings.listed = number != 0,
            order::PASSWORD => settings.password = Password::new(&order.text),
            order::NAME => settings.name = roster::shown(&order.text).map_err(drop)?,
            _ => return Err(()),
        }
        settings.check(self.config.bounds).map_err(drop)?;
        if settings.password.is_some() {
            // Who followed an open room does not follow a locked one.
            self.followers.clear();
        }
        self.put(settings);
        Ok(())
    }

    /// Puts settings into force.
    fn put(&mut self, settings: Settings) {
        self.fill.set(settings.bots, settings.strength);
        self.roster.set_capacity(usize::from(settings.seats) + usize::from(settings.bots));
        self.settings = settings;
        self.settings_are_news = true;
    }

    /// Tells everybody how the room is set, when that has changed: once a tick, however often it has.
    pub(super) fn tell_settings(&mut self) {
        if std::mem::take(&mut self.settings_are_news) {
            unshared(&mut self.scene).view.news.tell_all(NOBODY, &self.settings.event());
            self.board.post(Bulletin::Settings(self.settings.clone()));
        }
    }

    /// Sends a player out of the room, for good if `banned`.
    fn send_out(&mut self, slot: Slot, banned: bool) -> Result<(), Refused> {
        let player = self.roster.get(slot).ok_or(())?;
        // Bots go by the setting of their number, and the host by his own door.
        let id = player.id.filter(|&id| Some(id) != self.host).ok_or(())?;
        let (name, session) = (player.name.clone(), player.session());
        if banned {
            self.ban(id)?;
        }
        let (code, what, why) = if banned {
            (CloseCode::Banned, notice::BANNED, "the host banned you from this room")
        } else {
            (CloseCode::Kicked, notice::KICKED, "the host sent you out of this room")
        };
        unshared(&mut self.scene).view.news.tell_all(NOBODY, &Notice { what, slot, name, value: 0 });
        // At once: while the socket lingers, another of his must not take the seat up.
        if let Some(key) = session {
            self.unseat(key);
            self.close(key, code, why);
        }
        self.vacate(slot);
        if banned {
            let his = |(key, session): (SessionKey, &Session)| (session.player() == Some(id)).then_some(key);
            let others: Vec<SessionKey> = self.sessions.iter().filter_map(his).collect();
            others.into_iter().for_each(|key| self.close(key, code, why));
        }
        Ok(())
    }

    fn ban(&mut self, player: PlayerId) -> Result<(), Refused> {
        if self.banned.len() >= BANS_MAX || !self.banned.insert(player) {
            return Err(());
        }
        let seated = self.roster.passes();
        let Some(pass) = seated.iter().find(|pass| pass.player == player) else { return Ok(()) };
        let present = self.sessions.iter().filter_map(|(_, session)| session.pass);
        let from_there = |other: &Pass| other.address == pass.address && other.player != player;
        let spared = seated.iter().copied().chain(present).filter(from_there).map(|other| other.player);
        let spared = spared.collect::<BTreeSet<_>>().into_iter().collect();
        self.board.post(Bulletin::Banned(Ban { player, address: pass.address, spared }));
        Ok(())
    }

    /// A room that a player opened is his to close; one of the operator's stays.
    fn close_by_host(&mut self) -> Result<(), Refused> {
        self.config.owner.ok_or(())?;
        self.end("its host closed the room");
        Ok(())
    }

    /// Makes the player in `slot` the host.
    fn pass_to(&mut self, slot: Slot) -> Result<(), Refused> {
        let player = self.roster.get(slot).and_then(|player| player.id).ok_or(())?;
        self.set_host(Some(player));
        Ok(())
    }

    fn set_host(&mut self, host: Option<PlayerId>) {
        if self.host != host {
            self.host = host;
            let event = self.host_event();
            unshared(&mut self.scene).view.news.tell_all(NOBODY, &event);
            info!(room = self.config.code, slot = event.slot, "the host has changed");
            let name = (event.slot != NOBODY).then_some(event.name);
            self.pass_on(|_| Story::Hosted { name });
        }
    }

    /// Who rules, as everybody is told.
    pub(super) fn host_event(&self) -> Host {
        let slot = self.host.and_then(|host| self.roster.seat_of(host));
        let name = slot.and_then(|slot| self.roster.get(slot)).map(|player| player.name.clone());
        Host { slot: slot.unwrap_or(NOBODY), name: name.unwrap_or_default() }
    }

    /// Hands the role on when the host has left his seat.
    pub(super) fn host_left(&mut self, player: PlayerId) {
        if self.host == Some(player) {
            self.set_host(self.roster.longest_seated());
            if self.host.is_none() && self.config.owner.is_none() {
                self.forget_hosts();
            }
        }
    }

    /// A room of the operator's is as he set it again when the last host is gone: nobody could undo what that one did.
    fn forget_hosts(&mut self) {
        self.banned.clear();
        self.chat.pardon();
        self.board.post(Bulletin::Pardoned);
        self.put(self.config.settings.clone());
    }

    /// Finds a host when the one who opened the room does not come.
    pub(super) fn seek_host(&mut self) {
        let is_absent = self.host.is_some_and(|host| self.roster.seat_of(host).is_none());
        let heir = self.roster.longest_seated();
        if self.config.hosted && is_absent && heir.is_some() && self.sim.tick() > self.ticks(HOST_WAIT) {
            self.set_host(heir);
        }
    }

    /// Gives the role to somebody who sits down in a room that nobody rules. The one who opened it has some time to come.
    pub(super) fn host_wanted(&mut self, player: PlayerId) {
        let is_late = || self.sim.tick() > self.ticks(HOST_WAIT);
        let is_free = self.host.is_none_or(|host| self.roster.seat_of(host).is_none() && is_late());
        if self.config.hosted && (self.host == Some(player) || is_free) {
            // Told again when he had the role before he had a seat.
            self.host = None;
            self.set_host(Some(player));
        }
    }

    /// An event for one player alone.
    pub(super) fn notice_to(&mut self, slot: Slot, what: u8) {
        let notice = Notice { what, slot, name: String::new(), value: 0 };
        unshared(&mut self.scene).view.news.tell(slot, NOBODY, &notice);
    }

    /// Tells the lobby how full the room is.
    pub(super) fn gauge(&self) -> Gauge {
        let watchers = self.sessions.iter().filter(|(_, s)| s.is_watching()).count();
        Gauge { people: self.roster.people(), bots: self.fill.len(), watchers }
    }

    /// Closes the room: everybody is told, and soon it is over.
    pub(crate) fn end(&mut self, why: &'static str) {
        if self.ends.is_some() {
            return;
        }
        self.ends = Some(self.sim.tick() + self.ticks(2 * CLOSE_WAIT));
        self.board.post(Bulletin::Closed);
        let keys: Vec<SessionKey> = self.sessions.iter().map(|(key, _)| key).collect();
        keys.into_iter().for_each(|key| self.close(key, CloseCode::RoomClosed, why));
        info!(room = self.config.code, ticks = self.sim.tick(), why, "room closes");
    }

    /// Closes the room, if nobody is in it and nobody's seat is kept; else tells the lobby how full it is.
    pub(crate) fn end_if_empty(&mut self, why: &'static str) {
        if self.roster.people() == 0 && self.is_alone() {
            self.end(why);
        } else {
            self.board.post(Bulletin::Gauge(self.gauge()));
        }
    }

    /// True while there is nobody but bots.
    pub(super) fn is_alone(&self) -> bool {
        self.sessions.iter().all(|(_, session)| session.pass.is_none())
    }

    /// True when the room was closed and nobody is left, or whoever is left takes too long.
    pub(crate) fn is_over(&self) -> bool {
        self.ends.is_some_and(|ends| self.sim.tick() >= ends || self.is_alone())
    }
}
