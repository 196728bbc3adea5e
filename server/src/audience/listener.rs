//! One session: what it has been told, how often it is told, and its socket's writer.

use std::rc::Rc;

use fracas_protocol::{CloseCode, NOBODY, Slot, Tick, encode_into, record::OwnRecord};
use tokio::time::Instant;

use super::{
    Attendance, Desk,
    pace::{Beat, Pace},
    restraint::Restraint,
    scene::{Brief, Scene},
    turn::Turn,
};
use crate::{
    limits::{PING_EVERY, SILENCE_MAX, STALLED_WAIT, UNSEEN_HZ, WATCHER_HZ},
    link::{FRAME_HEAD, Link, Sent, SessionKey, finish_binary, ping_frame},
    snapshot::{Eye, Told, Viewer},
};

/// Why a session ends.
pub(super) type Verdict = Option<(CloseCode, &'static str)>;

/// One session.
#[derive(Debug)]
pub(super) struct Listener {
    pub(super) link: Rc<Link>,
    viewer: Viewer,
    pace: Pace,
    /// While it has no seat.
    beat: Beat,
    /// While nobody looks.
    glance: Beat,
    /// Ticks that it has not heard of since its last beat.
    missed: usize,
    seat: Option<Slot>,
    /// The middle of what it sees, units.
    eye: (f32, f32),
    /// Bits of [`fracas_protocol::record::causes`] since its last snapshot.
    causes: u8,
    /// When the minimap is due again, and when the leaderboard.
    far: Turn,
    board: Turn,
    /// When it was pinged last.
    pinged: Instant,
}

impl Listener {
    /// A session that has been told nothing.
    pub(super) fn new(link: Rc<Link>) -> Self {
        Self {
            pinged: link.heard.get(),
            link,
            viewer: Viewer::default(),
            pace: Pace::default(),
            beat: Beat::default(),
            glance: Beat::default(),
            missed: 0,
            seat: None,
            eye: (0.0, 0.0),
            causes: 0,
            far: Turn::default(),
            board: Turn::default(),
        }
    }

    /// Queues an event for its first snapshot.
    pub(super) fn tell(&mut self, event: &[u8]) {
        self.viewer.tell(&[], event);
    }

    /// One snapshot and one write, or a reason why not.
    pub(super) fn attend(&mut self, key: SessionKey, scene: &Scene, desk: &mut Desk) -> Verdict {
        let brief = scene.brief(key);
        if brief.seat.is_none() && self.seat.is_none() && !self.beat.due(scene.tick) {
            self.missed += 1;
            return None;
        }
        let missed = std::mem::take(&mut self.missed);
        self.viewer.catch_up(&scene.view, missed, self.eye, &mut desk.scratch);
        let eye = self.look(&brief, scene);
        self.viewer.hear(&scene.view, eye.own, eye.at, &mut desk.scratch);
        self.causes |= brief.causes;

        let link = Rc::clone(&self.link);
        let mut outbox = link.outbox.borrow_mut();
        if outbox.is_over() {
            outbox.flush(desk.now);
            link.ring();
            return None;
        }
        if let Some(verdict) = self.health(&brief, scene, desk.now) {
            return Some(verdict);
        }
        if desk.now - self.pinged > PING_EVERY {
            self.pinged = desk.now;
            outbox.control(&ping_frame(), desk.now);
        }
        let clear = outbox.is_clear(desk.now);
        let acked = match brief.seat {
            Some(_) => brief.acked,
            // A watcher needs to say no more than once a second what he has read.
            None => brief.acked.map(|acked| scene.tick.min(acked + scene.rate())),
        };
        let due = if brief.unseen {
            // Who comes back is not slow: he begins with every tick.
            self.pace = Pace::default();
            self.glance.due(scene.tick)
        } else {
            self.pace.due(scene.tick, acked, scene.halves(key, acked), key)
        };
        if brief.unseen && !due {
            // Neither stuck nor behind; and without a seat it hears as often as any watcher.
            self.beat.had(scene.tick, scene.rate(), WATCHER_HZ, key);
            return stalled(outbox.stuck_since(), desk.now);
        }
        if !clear || !due {
            // A text session that waits for its turn is neither stuck nor behind.
            desk.done.skipped += u64::from(clear || outbox.stuck_since().is_some());
            return stalled(outbox.stuck_since(), desk.now);
        }
        let (tick, every) = (scene.tick, scene.far_ticks());
        let far = self.far.is_due(tick, key as Tick, every);
        // Half a period later than the minimap: a crowd's frame has no room for both.
        if self.board.is_due(tick, key as Tick + every / 2, scene.board_ticks()) {
            self.tell_board(scene, desk);
        }
        let told = Told {
            own: brief.own.map(|own| OwnRecord { causes: self.causes, ..own }),
            progress: brief.progress,
            ack_seq: brief.ack_seq,
            slack_ms: brief.slack_ms,
            far,
            spare: scene.restraint >= Restraint::SmallFrames,
        };
        self.viewer.compose(&scene.view, eye, told, &mut desk.scratch);
        let frame = &mut desk.scratch.frame;
        let start = finish_binary(frame);
        if outbox.snapshot(frame, start, FRAME_HEAD, desk.now) == Sent::Taken {
            desk.done.count(frame.len() - start);
            self.beat.had(scene.tick, scene.rate(), WATCHER_HZ, key);
            if brief.unseen {
                self.glance.had(scene.tick, scene.rate(), UNSEEN_HZ, key);
            }
            self.causes = 0;
        }
        None
    }

    /// Where it looks from.
    fn look(&mut self, brief: &Brief, scene: &Scene) -> Eye {
        if brief.seat != self.seat {
            self.seat = brief.seat;
            self.pace = Pace::default();
            self.beat = Beat::default();
            self.causes = 0;
            self.eye = scene.showcase.at;
        }
        let Some(slot) = brief.seat else {
            let shown = brief.looks_at.unwrap_or(scene.showcase);
            self.eye = shown.at;
            return Eye { at: shown.at, own: NOBODY, follows: shown.slot };
        };
        if let Some(own) = &brief.own {
            self.eye = (own.x, own.y);
        }
        let follows = if brief.own.is_some() { NOBODY } else { brief.killer };
        Eye { at: self.eye, own: slot, follows }
    }

    fn tell_board(&mut self, scene: &Scene, desk: &mut Desk) {
        desk.board.rank = scene.board.place(self.seat);
        desk.event.clear();
        encode_into(&mut desk.event, &desk.board);
        self.viewer.tell(scene.board.top(), &desk.event);
    }

    /// Judges a session that is too slow or too quiet to play.
    fn health(&self, brief: &Brief, scene: &Scene, now: Instant) -> Verdict {
        let heard = self.link.heard.get();
        if !brief.bot && now.saturating_duration_since(heard) > SILENCE_MAX {
            return Some((CloseCode::TooQuiet, "nothing was heard for 40 s"));
        }
        if self.viewer.overflowed() {
            return Some((CloseCode::TryAgainLater, "more happened than you read in time"));
        }
        // A watcher owes no acks; his socket alone is judged.
        let acked = brief.acked.filter(|_| brief.seat.is_some());
        let behind = acked.map_or(0, |acked| scene.tick - acked);
        let too_slow = f64::from(behind) * scene.dt > STALLED_WAIT.as_secs_f64();
        too_slow.then_some((CloseCode::TryAgainLater, "you read too slowly for 10 s"))
    }
}

fn stalled(since: Option<Instant>, now: Instant) -> Verdict {
    let too_long = since.is_some_and(|since| now - since > STALLED_WAIT);
    too_long.then_some((CloseCode::TryAgainLater, "you read too slowly for 10 s"))
}

impl Attendance {
    /// Counts a snapshot of `bytes` with its head.
    fn count(&mut self, bytes: usize) {
        let bytes = bytes as u64;
        self.snapshots += 1;
        self.bytes += bytes;
        self.bytes_max = self.bytes_max.max(bytes);
    }
}
