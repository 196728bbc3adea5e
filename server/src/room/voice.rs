//! One speaker: how much of him is let through, and what he said last.

use std::collections::VecDeque;

use tokio::time::Instant;

use crate::{
    limits::{EMOTE, LINES_KEPT, MARK, REPEAT_WAIT, REPORT, SAY, UNHEARD, VOICE_KEPT},
    rate_limit::RateLimit,
};

/// What is kept of one speaker.
#[derive(Debug)]
pub(super) struct Voice {
    /// When he said anything last.
    pub(super) at: Instant,
    pub(super) says: RateLimit,
    pub(super) emotes: RateLimit,
    pub(super) marks: RateLimit,
    pub(super) reports: RateLimit,
    /// How often he is told that he was not heard.
    pub(super) unheard: RateLimit,
    /// His newest lines that were passed on, the oldest first.
    lines: VecDeque<(Instant, String)>,
}

impl Voice {
    /// Somebody who has said nothing.
    pub(super) fn new(now: Instant) -> Self {
        Self {
            at: now,
            says: RateLimit::of(SAY, now),
            emotes: RateLimit::of(EMOTE, now),
            marks: RateLimit::of(MARK, now),
            reports: RateLimit::of(REPORT, now),
            unheard: RateLimit::of(UNHEARD, now),
            lines: VecDeque::new(),
        }
    }

    /// True when he has said nothing for so long that all of this may be forgotten.
    pub(super) fn is_silent(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.at) > VOICE_KEPT
    }

    /// True when he has just said the same.
    pub(super) fn repeats(&self, text: &str, now: Instant) -> bool {
        let fresh = |at: Instant| now.saturating_duration_since(at) < REPEAT_WAIT;
        self.lines.iter().any(|(at, line)| line == text && fresh(*at))
    }

    /// Keeps a line that is passed on.
    pub(super) fn keep(&mut self, text: String, now: Instant) {
        if self.lines.len() == LINES_KEPT {
            self.lines.pop_front();
        }
        self.lines.push_back((now, text));
    }

    /// His newest lines, the oldest first.
    pub(super) fn lines(&self) -> Vec<&str> {
        self.lines.iter().map(|(_, line)| line.as_str()).collect()
    }
}
