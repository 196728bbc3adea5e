//! The send phase: per session one snapshot and one write, or a reason why not.

use fracas_protocol::{
    CloseCode, NOBODY, Slot, Tick, encode,
    record::{OwnRecord, own_flags},
    stat,
};
use tokio::time::Instant;

use super::{
    Room, Showcase,
    board::Board,
    meter::Meter,
    roster::{Player, Roster},
    session::{Session, State},
};
use crate::{
    limits::{PING_EVERY, SILENCE_MAX, STALLED_WAIT},
    link::{FRAME_HEAD, Sent, SessionKey, finish_binary, ping_frame},
    sim::Simulation,
    snapshot::{Eye, Scratch, Told, View},
};

/// Why a session ends in the send phase.
type Verdict = Option<(CloseCode, &'static str)>;

impl Room {
    /// Sends the tick to every session.
    pub(super) fn send(&mut self, now: Instant) {
        self.follow();
        let news_ticks = self.news_ticks();
        let mut verdicts: Vec<(SessionKey, CloseCode, &'static str)> = Vec::new();
        let crown = self.crown();
        let Self { sim, view, roster, board, showcase, meter, scratch, sessions, .. } = self;
        let mut sender =
            Sender { sim, view, roster, board, showcase: *showcase, crown, meter, scratch, news_ticks, now };
        for (key, session) in sessions.iter_mut() {
            if let Some((code, why)) = sender.send_to(key, session) {
                verdicts.push((key, code, why));
            }
        }
        for (key, code, why) in verdicts {
            self.close(key, code, why);
        }
    }

    /// Who wears the crown, and where that is in whole units: everybody may know.
    fn crown(&self) -> Option<(Slot, i32, i32)> {
        let (x, y) = self.view.ship_at(self.sim.crown())?;
        Some((self.sim.crown(), x as i32, y as i32))
    }

    /// Chooses whom watchers follow: the best ship alive, kept until some time after its end.
    fn follow(&mut self) {
        let tick = self.sim.tick();
        if let Some(at) = self.view.ship_at(self.showcase.slot) {
            self.showcase = Showcase { at, seen: tick, ..self.showcase };
        } else if self.showcase.slot == NOBODY || tick - self.showcase.seen > self.config.tick_rate * 3 / 2 {
            let alive = |slot: Slot| self.view.ship_at(slot).map(|at| Showcase { slot, at, seen: tick });
            if let Some(next) = self.board.ranked().find_map(alive) {
                self.showcase = next;
            }
        }
    }
}

/// What the send phase reads and counts, apart from the session it serves.
struct Sender<'a> {
    sim: &'a Simulation,
    view: &'a View,
    roster: &'a mut Roster,
    board: &'a Board,
    showcase: Showcase,
    crown: Option<(Slot, i32, i32)>,
    meter: &'a mut Meter,
    scratch: &'a mut Scratch,
    news_ticks: Tick,
    now: Instant,
}

impl Sender<'_> {
    fn send_to(&mut self, key: SessionKey, session: &mut Session) -> Verdict {
        let link = std::rc::Rc::clone(&session.link);
        let mut outbox = link.outbox.borrow_mut();
        if outbox.is_over() {
            outbox.flush(self.now);
            link.closed.notify_one();
            return None;
        }
        if let Some(verdict) = self.health(session) {
            return Some(verdict);
        }
        if self.now - session.pinged > PING_EVERY {
            session.pinged = self.now;
            outbox.control(&ping_frame(), self.now);
        }
        let clear = outbox.is_clear(self.now);
        if !clear || !session.pace.due(self.sim.tick()) {
            // A text session that waits for its turn is neither stuck nor behind.
            self.meter.counters.skipped_snapshots += u64::from(clear || outbox.stuck_since().is_some());
            return stalled(outbox.stuck_since(), self.now);
        }
        let (eye, mut told) = self.private(session);
        told.far = self.news_are_due(key, session);
        if told.far {
            let event = encode(&self.board.event(session.state.seat(), self.crown));
            session.viewer.tell(self.board.top(), &event);
        }
        session.viewer.compose(self.view, eye, told, self.scratch);
        let frame = &mut self.scratch.frame;
        let start = finish_binary(frame);
        if outbox.snapshot(frame, start, FRAME_HEAD, self.now) == Sent::Taken {
            self.meter.count_snapshot(frame.len() - start);
            if let Some(player) = session.state.seat().and_then(|slot| self.roster.get_mut(slot)) {
                player.causes = 0;
            }
        }
        None
    }

    /// True twice a second, for each session in another tick, so that no tick pays for all of them.
    fn news_are_due(&self, key: SessionKey, session: &mut Session) -> bool {
        let tick = self.sim.tick();
        let due = tick >= session.news_due;
        if due {
            session.news_due = tick + self.news_ticks - (tick + key as Tick) % self.news_ticks;
        }
        due
    }

    /// Judges a session that is too slow or too quiet to play.
    fn health(&self, session: &Session) -> Verdict {
        let heard = session.link.heard.get();
        let is_bot = session.state.seat().and_then(|slot| self.roster.get(slot)).is_some_and(|p| p.bot);
        if !is_bot && self.now.saturating_duration_since(heard) > SILENCE_MAX {
            return Some((CloseCode::TooQuiet, "nothing was heard for 40 s"));
        }
        if session.viewer.overflowed() {
            return Some((CloseCode::TryAgainLater, "more happened than you read in time"));
        }
        // A watcher owes no acks; his socket alone is judged.
        let acked = session.pace.acked().filter(|_| session.state.seat().is_some());
        let behind = acked.map_or(0, |acked| self.sim.tick() - acked);
        let too_slow = f64::from(behind) * self.sim.steps().dt > STALLED_WAIT.as_secs_f64();
        too_slow.then_some((CloseCode::TryAgainLater, "you read too slowly for 10 s"))
    }

    /// The session's own part of the tick, and where it looks from.
    fn private(&self, session: &mut Session) -> (Eye, Told) {
        let State::Playing { slot } = session.state else {
            let Showcase { slot, at, .. } = self.showcase;
            session.eye = at;
            return (Eye { at, own: NOBODY, follows: slot }, Told::default());
        };
        let Some(player) = self.roster.get(slot) else {
            return (Eye { at: session.eye, own: slot, follows: NOBODY }, Told::default());
        };
        let own = own_record(self.sim, slot, player);
        if let Some(own) = &own {
            session.eye = (own.x, own.y);
        }
        let follows = if own.is_some() { NOBODY } else { session.killer };
        let (ack_seq, slack_ms) = (player.inputs.ack_seq(), player.inputs.slack_ms());
        let told = Told { own, ack_seq, slack_ms, far: false };
        (Eye { at: session.eye, own: slot, follows }, told)
    }
}

fn stalled(since: Option<Instant>, now: Instant) -> Verdict {
    let too_long = since.is_some_and(|since| now - since > STALLED_WAIT);
    too_long.then_some((CloseCode::TryAgainLater, "you read too slowly for 10 s"))
}

fn own_record(sim: &Simulation, slot: Slot, player: &Player) -> Option<OwnRecord> {
    let ship = sim.ship(slot)?;
    let spent = if ship.motion.spent { own_flags::SPENT } else { 0 };
    let seat = sim.seat(slot)?;
    let ticks = |ticks: Tick| ticks.min(u32::from(u16::MAX)) as u16;
    Some(OwnRecord {
        x: ship.motion.x,
        y: ship.motion.y,
        vx: ship.motion.vx,
        vy: ship.motion.vy,
        energy: ship.motion.energy,
        score: seat.score,
        stats: stat::pack(&seat.stats),
        shield: ticks(ship.shield),
        triple: ticks(ship.triple),
        hull: ship.hull.ceil() as u8,
        cooldown: ship.cooldown,
        reload: ship.motion.reload,
        level: seat.level,
        progress: seat.progress,
        points: seat.points,
        flags: spent,
        causes: player.causes,
    })
}
