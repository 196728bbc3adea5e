//! From mail to commands: validated, ordered by slot. The list that comes out is the whole input of the tick.

use fracas_protocol::{
    CloseCode, ServerMessage, Slot, Tick, encode,
    event::{Event, Name},
    limits::SEATS_MAX,
    record::causes,
    server::{Refused, Seated, refusal},
};
use tokio::time::Instant;
use tracing::debug;

use super::{
    Room,
    camera::Camera,
    roster,
    session::{Request, Session, State},
    unshared,
};
use crate::{
    audience::Restraint,
    intent::Pushed,
    link::{Link, Mail, Outbox, PlayerId, SessionKey},
    sim::{Command, REWIND_PARTS},
};

/// Places for mail that are kept from tick to tick: an input of everybody in a full room. A burst takes more, and gives it
/// back.
const MAIL_KEPT: usize = SEATS_MAX;

impl Room {
    /// Reads the mail and writes the tick's commands.
    pub(super) fn admit(&mut self, now: Instant) {
        self.commands.clear();
        self.roster.settle();
        self.give_up();
        let spare = std::mem::take(&mut self.mail);
        let mut mail = self.inbox.borrow_mut().take(spare);
        for mail in mail.drain(..) {
            match mail {
                Mail::Message { session, message, at } => self.receive(session, message, at),
                Mail::Fault { session, code } => self.faulted(session, code),
                Mail::Dropped => self.meter.counters.dropped_messages += 1,
                Mail::Gone { session, parted } => self.gone(session, parted),
            }
        }
        mail.shrink_to(MAIL_KEPT);
        self.mail = mail;
        self.fill_up(now);
        self.take_turns(now);
        Command::sort(&mut self.commands);
    }

    /// One input per player, by rising slot.
    fn take_turns(&mut self, now: Instant) {
        let tick = self.sim.tick() + 1;
        let rewind_max = (self.sim.steps().rewind_ticks * f64::from(REWIND_PARTS)) as u16;
        for (slot, player) in self.roster.iter_mut() {
            let mut turn = player.inputs.turn(tick, now);
            turn.intent.rewind = turn.intent.rewind.min(rewind_max);
            if !turn.clean {
                player.causes |= causes::STARVED;
            }
            let counters = &mut self.meter.counters;
            counters.inputs += u64::from(turn.fresh);
            counters.starved += u64::from(!turn.fresh && player.inputs.ack_seq() > 0);
            self.commands.push(Command::Fly { slot, intent: turn.intent });
        }
    }

    fn receive(&mut self, key: SessionKey, message: fracas_protocol::ClientMessage, at: Instant) {
        let Some(session) = self.sessions.get_mut(key) else { return };
        match session.state.receive(message) {
            Err(code) => self.close(key, code, "this message has no place here now"),
            Ok(Request::Ignore) => {}
            Ok(Request::Manage(order)) => self.manage(key, &order, at),
            Ok(Request::Away(away)) => session.unseen = away,
            Ok(Request::Ack(tick)) => session.ack(tick, self.sim.tick()),
            Ok(Request::Join(name)) => self.join(key, &name),
            Ok(Request::Leave(slot)) => {
                session.state = State::Watching;
                session.acked = None;
                let player = session.player();
                self.left.extend(player.map(|player| (self.sim.tick(), player)));
                self.vacate(slot);
            }
            Ok(Request::Watch(watch)) => session.camera = Camera::new(&watch, self.sim.tick()),
            Ok(Request::Talk(slot, talk)) => self.hear(slot, talk, at),
            Ok(Request::Spend(slot, stat)) => self.commands.push(Command::Spend { slot, stat }),
            Ok(Request::Steer(slot, input)) => {
                session.ack(input.ack, self.sim.tick());
                let Some(player) = self.roster.get_mut(slot) else { return };
                match player.inputs.push(input, at) {
                    Pushed::Queued => {}
                    Pushed::SkippedOldest => self.meter.counters.skipped_inputs += 1,
                    Pushed::Stale => self.meter.counters.stale_inputs += 1,
                }
            }
        }
    }

    /// Gives a watcher a seat, or says why not; and whoever has one already that one.
    fn join(&mut self, key: SessionKey, name: &str) {
        let player = self.sessions[key].player();
        if player.is_some_and(|player| self.banned.contains(&player)) {
            return self.close(key, CloseCode::Banned, "the host banned you from this room");
        }
        let answer = match player.and_then(|player| self.roster.seat_of(player)) {
            Some(slot) => self.resume(key, slot),
            None => self.admit_newcomer(key, player, name),
        };
        unshared(&mut self.scene).write(key, &answer);
    }

    fn admit_newcomer(
        &mut self,
        key: SessionKey,
        player: Option<PlayerId>,
        name: &str,
    ) -> ServerMessage<'static> {
        let refuse = |reason, text: &str| ServerMessage::Refused(Refused { reason, text: text.into() });
        match roster::presentable(name) {
            Err(why) => refuse(refusal::BAD_NAME, why),
            // A new ship at once, whole and shielded, would be a way out of every fight.
            Ok(_) if self.has_just_left(player) => {
                refuse(refusal::TOO_SOON, "You have just left. Try again in two seconds.")
            }
            Ok(_) if self.overload.restraint() >= Restraint::NoJoins => {
                self.meter.counters.refused_busy += 1;
                refuse(refusal::BUSY, "The server is busy. You can watch; try again in a moment.")
            }
            Ok(_) if self.roster.people() >= usize::from(self.settings.seats) => {
                refuse(refusal::ROOM_FULL, "Every seat is taken. You can watch until one is free.")
            }
            Ok(name) => match self.seat(key, player, &name) {
                Some(slot) => {
                    self.meter.counters.seated += 1;
                    player.into_iter().for_each(|player| self.host_wanted(player));
                    ServerMessage::Seated(Seated { slot, name })
                }
                None => refuse(refusal::ROOM_FULL, "Every seat is taken. You can watch until one is free."),
            },
        }
    }

    /// True when a player left a seat less than a respawn ago.
    fn has_just_left(&mut self, player: Option<PlayerId>) -> bool {
        let (tick, respawn_ticks) = (self.sim.tick(), self.sim.steps().respawn_ticks as Tick);
        while self.left.front().is_some_and(|&(left, _)| tick - left >= respawn_ticks) {
            self.left.pop_front();
        }
        self.left.iter().any(|&(_, who)| Some(who) == player)
    }

    /// Seats a session under a name.
    fn seat(&mut self, key: SessionKey, player: Option<PlayerId>, name: &str) -> Option<Slot> {
        let slot = self.roster.sit(key, player, name)?;
        debug!(session = key, slot, ?player, "seated");
        self.introduce(slot, 1);
        unshared(&mut self.scene).view.news.renamed(slot);
        self.seated(key, slot);
        self.joined(slot);
        self.commands.push(Command::Sit { slot });
        Some(slot)
    }

    /// Notes who sits in a slot, for all who see him.
    fn introduce(&mut self, slot: Slot, level: u8) {
        let Some(player) = self.roster.get(slot) else { return };
        let name = Name { slot, name: player.name.clone(), bot: player.is_bot(), level };
        unshared(&mut self.scene).view.set_name(slot, encode(&Event::Name(name)));
    }

    /// Has everybody told of a player's new level, when they see him next.
    pub(super) fn level(&mut self, slot: Slot, level: u8) {
        self.introduce(slot, level);
        unshared(&mut self.scene).view.news.levelled(slot);
    }

    /// Gives a seat back. Who leaves in the tick in which he sat down never comes to the world at all: commands
    /// are ordered leaves first, and the simulation would seat somebody whom the roster does not have.
    pub(super) fn vacate(&mut self, slot: Slot) {
        self.left_seat(slot);
        self.sessions.iter_mut().for_each(|(_, session)| session.camera.lose(slot));
        let sat_now = self.commands.iter().rposition(|command| *command == Command::Sit { slot });
        let left = self.roster.leave(slot, sat_now.is_none());
        match sat_now {
            Some(at) => drop(self.commands.swap_remove(at)),
            None => self.commands.push(Command::Leave { slot }),
        }
        left.into_iter().for_each(|player| self.host_left(player));
    }

    fn faulted(&mut self, key: SessionKey, code: CloseCode) {
        let open = |session: &&mut Session| !session.state.is_closing();
        if let Some(session) = self.sessions.get_mut(key).filter(open) {
            self.meter.count_close(code);
            session.state = session.state.closing();
            session.ended = Some(code);
            if self.fill.forget(key) {
                // It has no reader to say that it is gone.
                self.gone(key, true);
            }
        }
    }

    fn gone(&mut self, key: SessionKey, parted: bool) {
        let Some(session) = self.sessions.try_remove(key) else { return };
        self.audience.dismiss(key);
        if let Some(turn) = session.lent_to {
            self.lenders[turn].lost();
        }
        self.part(&session, parted);
    }

    /// One fill bot more or less, towards the number that keeps the room alive.
    fn fill_up(&mut self, now: Instant) {
        let restraint = self.overload.restraint();
        if self.ends.is_some() {
            return;
        }
        // Nobody sees the bots of a player's room in which nobody is, and others need the time more.
        let idle = self.config.owner.is_some() && (self.is_alone() || restraint >= Restraint::SmallFrames);
        if idle {
            if let Some(key) = self.fill.pop() {
                self.gone(key, true);
            }
        } else if restraint < Restraint::NoJoins && self.fill.wants_more(self.roster.people()) {
            let (key, opening) = self.open(None);
            self.seat_here(key, Link::new(Outbox::memory(), now), &opening);
            self.meter.counters.sessions -= 1;
            let name = self.fill.next_name();
            match self.seat(key, None, &name) {
                Some(slot) => self.fill.add(key, self.welcome(), Seated { slot, name }),
                None => self.gone(key, true),
            }
        } else if let Some(key) = self.fill.retire(self.roster.people()) {
            self.gone(key, true);
        }
    }
}
