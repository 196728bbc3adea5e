//! What players say and show to each other: who may, how often, and who hears of it.

use std::collections::{HashMap, HashSet};

use fracas_protocol::{
    NOBODY, Slot,
    event::{Emoted, Marked, Said, notice},
    limits::{CHAT_BYTES_MAX, CHAT_CHARS_MAX},
};
use tokio::time::Instant;
use tracing::warn;

use super::{Room, host::Refused, unshared, voice::Voice};
use crate::{
    limits::{MUTES_MAX, ROOM_TALK, SPEAKERS, SPEAKERS_MAX},
    link::{Filter, PlayerId, Story},
    rate_limit::RateLimit,
    text,
};

/// Something that a player says or shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Talk {
    /// To everybody.
    Say(String),
    /// A sign, to those who see his ship.
    Emote(u8),
    /// A place, whole units, to everybody.
    Mark(i32, i32),
    /// Who sits there misbehaves: to the operator.
    Report(Slot),
}

/// The talk of a room.
#[derive(Debug)]
pub(super) struct Chat {
    pub(super) filter: Filter,
    /// Of those who have said anything lately, whatever became of their seats.
    voices: HashMap<PlayerId, Voice>,
    /// How many of them there may be before the silent are forgotten.
    full: usize,
    muted: HashSet<PlayerId>,
    /// What all of them may say together.
    room: RateLimit,
}

impl Chat {
    /// Nobody has said anything yet.
    pub(super) fn new(filter: Filter, now: Instant) -> Self {
        Filter::warm();
        let room = RateLimit::of(ROOM_TALK, now);
        Self { filter, voices: HashMap::new(), full: SPEAKERS, muted: HashSet::new(), room }
    }

    fn voice(&mut self, speaker: PlayerId, now: Instant) -> &mut Voice {
        if self.voices.len() >= self.full {
            self.forget_silent(now);
        }
        let voice = self.voices.entry(speaker).or_insert_with(|| Voice::new(now));
        voice.at = now;
        voice
    }

    /// Forgets those who have been silent for long, and if that does not help the longest silent half.
    fn forget_silent(&mut self, now: Instant) {
        self.voices.retain(|_, voice| !voice.is_silent(now));
        if self.voices.len() >= SPEAKERS_MAX {
            let mut spoke: Vec<Instant> = self.voices.values().map(|voice| voice.at).collect();
            let middle = *spoke.select_nth_unstable(SPEAKERS_MAX / 2).1;
            self.voices.retain(|_, voice| voice.at > middle);
        }
        self.full = (SPEAKERS + 2 * self.voices.len()).min(SPEAKERS_MAX);
    }

    /// Lets everybody be heard again.
    pub(super) fn pardon(&mut self) {
        self.muted.clear();
    }

    /// The line as it is passed on, nothing when nothing of it can be seen, or why it is not: a code of [`notice`].
    fn admit_line(&mut self, speaker: PlayerId, text: &str, now: Instant) -> Result<Option<String>, u8> {
        if self.muted.contains(&speaker) {
            return Err(notice::MUTED);
        }
        let filter = self.filter;
        let text = text::shown(text, CHAT_CHARS_MAX, CHAT_BYTES_MAX);
        let voice = self.voice(speaker, now);
        if !voice.says.take(now) {
            return Err(notice::TOO_FAST);
        }
        if text.is_empty() {
            return Ok(None);
        }
        if voice.repeats(&text, now) {
            return Err(notice::REPEATED);
        }
        if !self.room.take(now) {
            return Err(notice::TOO_FAST);
        }
        if !filter.passes(&text) {
            return Err(notice::BLOCKED);
        }
        self.voice(speaker, now).keep(text.clone(), now);
        Ok(Some(text))
    }

    /// Whether a speaker may show a sign.
    fn admit_emote(&mut self, speaker: PlayerId, now: Instant) -> Result<(), u8> {
        if self.muted.contains(&speaker) {
            return Err(notice::MUTED);
        }
        self.voice(speaker, now).emotes.take(now).then_some(()).ok_or(notice::TOO_FAST)
    }

    /// Whether a speaker may point at a place.
    fn admit_mark(&mut self, speaker: PlayerId, now: Instant) -> Result<(), u8> {
        if self.muted.contains(&speaker) {
            return Err(notice::MUTED);
        }
        let allowed = self.voice(speaker, now).marks.take(now) && self.room.take(now);
        allowed.then_some(()).ok_or(notice::TOO_FAST)
    }
}

impl Room {
    /// Hears what the player in `slot` says or shows, and tells him when nobody else hears of it.
    pub(super) fn hear(&mut self, slot: Slot, talk: Talk, now: Instant) {
        let Some(speaker) = self.speaker(slot) else { return };
        let heard = match talk {
            Talk::Say(text) => self.say(slot, speaker, &text, now),
            Talk::Emote(which) => self.emote(slot, speaker, which, now),
            Talk::Mark(x, y) => self.point(slot, speaker, (x, y), now),
            Talk::Report(whom) => self.report(slot, speaker, whom, now),
        };
        if let Err(why) = heard {
            self.meter.counters.unheard += 1;
            if self.chat.voice(speaker, now).unheard.take(now) {
                self.notice_to(slot, why);
            }
        }
    }

    /// Lets a player be heard no more.
    pub(super) fn mute(&mut self, slot: Slot) -> Result<(), Refused> {
        let speaker = self.speaker(slot).ok_or(())?;
        if self.chat.muted.len() >= MUTES_MAX {
            return Err(());
        }
        if self.chat.muted.insert(speaker) {
            self.notice_to(slot, notice::MUTED);
        }
        Ok(())
    }

    /// Lets a player be heard again.
    pub(super) fn unmute(&mut self, slot: Slot) -> Result<(), Refused> {
        let speaker = self.speaker(slot).ok_or(())?;
        if self.chat.muted.remove(&speaker) {
            self.notice_to(slot, notice::UNMUTED);
        }
        Ok(())
    }

    /// Who speaks from a seat.
    fn speaker(&self, slot: Slot) -> Option<PlayerId> {
        self.roster.get(slot)?.id
    }

    fn say(&mut self, slot: Slot, speaker: PlayerId, text: &str, now: Instant) -> Result<(), u8> {
        let Some(text) = self.chat.admit_line(speaker, text, now)? else { return Ok(()) };
        let name = self.name(slot);
        self.meter.counters.lines += 1;
        self.pass_on(|_| Story::Chat { name: name.clone(), text: text.clone() });
        unshared(&mut self.scene).view.news.talk(NOBODY, &Said { slot, name, text });
        Ok(())
    }

    fn emote(&mut self, slot: Slot, speaker: PlayerId, which: u8, now: Instant) -> Result<(), u8> {
        self.chat.admit_emote(speaker, now)?;
        unshared(&mut self.scene).view.news.sign(slot, &Emoted { slot, which });
        Ok(())
    }

    fn point(&mut self, slot: Slot, speaker: PlayerId, at: (i32, i32), now: Instant) -> Result<(), u8> {
        self.chat.admit_mark(speaker, now)?;
        let half = self.sim.half() as i32;
        let (x, y) = (at.0.clamp(-half, half), at.1.clamp(-half, half));
        unshared(&mut self.scene).view.news.talk(slot, &Marked { slot, x, y });
        Ok(())
    }

    /// Notes for the operator that somebody misbehaves, with what he said last.
    fn report(&mut self, slot: Slot, speaker: PlayerId, whom: Slot, now: Instant) -> Result<(), u8> {
        let Some(accused) = self.speaker(whom).filter(|_| whom != slot) else { return Ok(()) };
        if !self.chat.voice(speaker, now).reports.take(now) {
            return Err(notice::TOO_FAST);
        }
        self.meter.counters.reports += 1;
        let said = self.chat.voices.get(&accused).map(Voice::lines).unwrap_or_default();
        let (room, name, by) = (&self.config.code, self.name(whom), self.name(slot));
        warn!(room, slot = whom, name, by_slot = slot, by, ?said, "a player was reported");
        self.notice_to(slot, notice::REPORTED);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn of_many_who_have_spoken_the_newest_are_kept() {
        let (start, far) = (Instant::now(), 3 * SPEAKERS_MAX as u128);
        let mut chat = Chat::new(Filter::Off, start);
        let speaker = |number: u128| PlayerId(number.to_le_bytes());
        for number in 0..far {
            chat.voice(speaker(number), start + Duration::from_millis(number as u64));
            assert!(chat.voices.len() <= SPEAKERS_MAX);
        }
        assert!(chat.voices.contains_key(&speaker(far - 1)) && !chat.voices.contains_key(&speaker(0)));
    }
}
