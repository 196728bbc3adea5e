//! Whether settings can be, one by one and together.

use std::collections::BTreeSet;

use fracas_protocol::limits::SEATS_MAX;

use super::{Config, ConfigError};
use crate::limits::ROOMS_MAX;

/// Threads with rooms: more than any machine for one process has cores.
const SHARDS_MAX: usize = 64;

/// Connections of one address: more than a process may have.
const PER_ADDRESS_MAX: usize = 1 << 20;

impl Config {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let require = |fits: bool, name, value: String, range: String| {
            if fits { Ok(()) } else { Err(ConfigError::OutOfRange { name, value, range }) }
        };
        let rate = self.tick_rate;
        require(
            matches!(rate, 15 | 20 | 30 | 60),
            "--tick-rate",
            rate.to_string(),
            "15, 20, 30 or 60".into(),
        )?;
        require(
            (1..=ROOMS_MAX).contains(&usize::from(self.rooms)),
            "--rooms",
            self.rooms.to_string(),
            format!("1 up to {ROOMS_MAX}"),
        )?;
        require(
            (1..=SHARDS_MAX).contains(&self.shards),
            "--shards",
            self.shards.to_string(),
            format!("1 up to {SHARDS_MAX}"),
        )?;
        self.more_rooms.iter().try_for_each(|room| room.check(self))?;
        let mut codes = BTreeSet::new();
        if let Some(twice) = self.rooms().into_iter().find(|room| !codes.insert(room.code.clone())) {
            return Err(ConfigError::SameCode(twice.code));
        }
        let count = usize::from(self.rooms) + self.more_rooms.len();
        require(
            count <= ROOMS_MAX,
            "the number of rooms",
            count.to_string(),
            format!("at most {ROOMS_MAX}"),
        )?;
        let seats = usize::from(self.max_players);
        require(
            (1..=SEATS_MAX).contains(&seats),
            "--max-players",
            seats.to_string(),
            format!("1 up to {SEATS_MAX}"),
        )?;
        require(
            (1..=PER_ADDRESS_MAX).contains(&self.per_address),
            "--per-address",
            self.per_address.to_string(),
            format!("1 up to {PER_ADDRESS_MAX}"),
        )?;
        if let Some(wrong) = self.allow_origins.iter().find(|origin| !is_origin(origin)) {
            return Err(ConfigError::Origin(wrong.clone()));
        }
        let bots = usize::from(self.bots);
        let bots_max = SEATS_MAX.saturating_sub(seats);
        require(
            bots <= bots_max,
            "--bots",
            bots.to_string(),
            format!("at most {bots_max}, so that bots and --max-players fit {SEATS_MAX} seats"),
        )
    }
}

/// True for an origin as a browser writes it (RFC 6454 section 6.2).
fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-:[]".contains(c);
    host.is_some_and(|host| !host.is_empty() && host.chars().all(is_legal))
}
