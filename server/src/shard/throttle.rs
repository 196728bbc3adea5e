//! How many messages one session may send: in all, and of each kind. Time is passed in.

use fracas_protocol::ClientMessage;
use tokio::time::Instant;

use crate::{
    limits::{
        BYTES_PER_MESSAGE, CAMERA_MOVES, CONTROL_FRAMES, INPUTS_PER_TICK, MESSAGE_BURST_S, MESSAGES_PER_TICK,
        ORDERS, SEAT_WISHES, SPENDS, STRIKES, TALK,
    },
    rate_limit::RateLimit,
};

/// What is counted together.
#[derive(Clone, Copy)]
enum Kind {
    Control,
    Input,
    Ack,
    Join,
    Leave,
    Spend,
    Watch,
    Talk,
    Manage,
}

/// Names for close reasons, in the order of [`Kind`].
const NAMES: [&str; 9] =
    ["pings and pongs", "Input", "Ack", "Join", "Leave", "Spend", "Watch and Away", "chat", "Manage"];

impl Kind {
    /// The kind of a message, or of a control frame.
    fn of(message: Option<&ClientMessage>) -> Self {
        match message {
            None => Self::Control,
            Some(ClientMessage::Input(_)) => Self::Input,
            Some(ClientMessage::Ack(_)) => Self::Ack,
            // A second Hello closes the session anyway.
            Some(ClientMessage::Hello(_) | ClientMessage::Join(_)) => Self::Join,
            Some(ClientMessage::Leave(_)) => Self::Leave,
            Some(ClientMessage::Spend(_)) => Self::Spend,
            Some(ClientMessage::Watch(_) | ClientMessage::Away(_)) => Self::Watch,
            Some(
                ClientMessage::Say(_)
                | ClientMessage::Emote(_)
                | ClientMessage::Mark(_)
                | ClientMessage::Report(_),
            ) => Self::Talk,
            Some(ClientMessage::Manage(_)) => Self::Manage,
        }
    }
}

/// What becomes of a message.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Pass,
    Drop,
    /// The session ends, for too many of what is named.
    Close(&'static str),
}

/// The limits of one session.
pub(super) struct Throttle {
    all: RateLimit,
    kinds: [RateLimit; NAMES.len()],
    strikes: RateLimit,
}

impl Throttle {
    /// For a session of a room with so many ticks a second.
    pub(super) fn new(tick_rate: u32, now: Instant) -> Self {
        let by_tick = |per_tick: f64| {
            let rate = per_tick * f64::from(tick_rate);
            RateLimit::new(rate, rate * MESSAGE_BURST_S, now)
        };
        let each = |allowance| RateLimit::of(allowance, now);
        let kinds = [
            each(CONTROL_FRAMES),
            by_tick(INPUTS_PER_TICK),
            by_tick(INPUTS_PER_TICK),
            each(SEAT_WISHES),
            each(SEAT_WISHES),
            each(SPENDS),
            each(CAMERA_MOVES),
            each(TALK),
            each(ORDERS),
        ];
        Self { all: by_tick(MESSAGES_PER_TICK), kinds, strikes: each(STRIKES) }
    }

    /// False when there were too many messages, of whatever kind, for which so many bytes were read.
    pub(super) fn allows(&mut self, bytes: usize, now: Instant) -> bool {
        self.all.take_many((1 + bytes / BYTES_PER_MESSAGE) as f64, now)
    }

    /// Judges a message by its kind.
    pub(super) fn judge(&mut self, message: Option<&ClientMessage>, now: Instant) -> Verdict {
        let kind = Kind::of(message) as usize;
        if self.kinds[kind].take(now) {
            Verdict::Pass
        } else if self.strikes.take(now) {
            Verdict::Drop
        } else {
            Verdict::Close(NAMES[kind])
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use fracas_protocol::client::{Ack, Emote, Leave, Spend};

    use super::*;

    const TICK: Duration = Duration::from_millis(33);

    fn ack(tick: u32) -> ClientMessage {
        ClientMessage::Ack(Ack { tick })
    }

    #[test]
    fn what_a_line_gathered_in_three_seconds_passes() {
        let mut now = Instant::now();
        let mut throttle = Throttle::new(30, now);
        for stall in 0..5 {
            for tick in 0..90 {
                assert!(throttle.allows(38, now), "stall {stall}");
                assert_eq!(throttle.judge(Some(&ack(tick)), now), Verdict::Pass, "stall {stall}");
            }
            now += Duration::from_secs(3);
        }
    }

    #[test]
    fn too_many_of_a_kind_are_dropped_then_closed_by_its_name() {
        let now = Instant::now();
        for (message, allowance, name) in [
            (None, CONTROL_FRAMES, "pings and pongs"),
            (Some(ClientMessage::Leave(Leave {})), SEAT_WISHES, "Leave"),
            (Some(ClientMessage::Spend(Spend { stat: 0 })), SPENDS, "Spend"),
            (Some(ClientMessage::Emote(Emote { which: 0 })), TALK, "chat"),
        ] {
            let mut throttle = Throttle::new(30, now);
            let mut count = |verdict| {
                let mut judged = std::iter::repeat_with(|| throttle.judge(message.as_ref(), now));
                judged.by_ref().take_while(|judged| *judged == verdict).count()
            };
            assert_eq!(count(Verdict::Pass), allowance.at_once as usize, "{name}");
            // One was taken to see that they pass no more.
            assert_eq!(count(Verdict::Drop) + 1, STRIKES.at_once as usize, "{name}");
            assert_eq!(throttle.judge(message.as_ref(), now), Verdict::Close(name));
            assert_eq!(throttle.judge(Some(&ack(1)), now), Verdict::Pass, "others are not touched");
        }
    }

    #[test]
    fn a_message_in_a_thousand_fragments_counts_for_many() {
        let now = Instant::now();
        let mut throttle = Throttle::new(30, now);
        let allowed = std::iter::repeat_with(|| throttle.allows(12 * 1024, now)).take_while(|fits| *fits);
        assert!(allowed.count() < 12);
    }

    #[test]
    fn one_message_too_many_now_and_then_closes_nobody() {
        let mut now = Instant::now();
        let mut throttle = Throttle::new(30, now);
        for tick in 0..30 * 600 {
            assert!(throttle.allows(20, now));
            assert_eq!(throttle.judge(Some(&ack(tick)), now), Verdict::Pass);
            if tick % 60 == 0 {
                assert!(throttle.allows(6, now));
                assert_ne!(throttle.judge(None, now), Verdict::Close("pings and pongs"));
            }
            now += TICK;
        }
    }
}
