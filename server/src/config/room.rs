//! A room of the operator's: `--room CODE`, or a table `[[room]]` of the config file with all its settings.

use std::str::FromStr;

use fracas_protocol::{
    codec::is_room_name,
    event::strength,
    limits::{ROOM_BYTES_MAX, SEATS_MAX},
};
use serde::Deserialize;

use super::{ChatFilter, Config, ConfigError};
use crate::link::{Bounds, Password, RoomConfig, Settings};

/// How well bots play.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// Some of each.
    #[default]
    Mixed,
    /// For newcomers.
    Easy,
    /// In between.
    Normal,
    /// They hit what they see.
    Hard,
}

impl Strength {
    /// Its number on the wire.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Mixed => strength::MIXED,
            Self::Easy => strength::EASY,
            Self::Normal => strength::NORMAL,
            Self::Hard => strength::HARD,
        }
    }
}

/// One more room. What is absent is as in the room `main`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RoomFlags {
    /// What its link has: /r/CODE.
    pub code: String,
    /// What people call it.
    pub name: Option<String>,
    /// Players up to which bots fill it.
    pub bots: Option<u16>,
    /// How well they play.
    #[serde(default)]
    pub strength: Strength,
    /// Seats for people.
    pub max_players: Option<u16>,
    /// Ticks a second.
    pub tick_rate: Option<u32>,
    /// Whether it stands in the list of rooms; it does unless this is false.
    pub public: Option<bool>,
    /// Whoever wants in needs it.
    #[serde(default)]
    pub password: String,
    /// What its chat does not pass on.
    pub chat_filter: Option<ChatFilter>,
    /// Whether the first who sits down rules it.
    #[serde(default)]
    pub hosted: bool,
}

impl FromStr for RoomFlags {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, String> {
        if !is_room_name(code) {
            return Err(format!("a code has 1 to {ROOM_BYTES_MAX} characters of a-z, 0-9 and -"));
        }
        Ok(Self {
            code: code.to_owned(),
            name: None,
            bots: None,
            strength: Strength::default(),
            max_players: None,
            tick_rate: None,
            public: None,
            password: String::new(),
            chat_filter: None,
            hosted: false,
        })
    }
}

impl RoomFlags {
    /// The room, with what is absent taken from `config`.
    pub(super) fn room(&self, config: &Config) -> RoomConfig {
        let settings = Settings {
            name: self.name.clone().unwrap_or_else(|| self.code.clone()),
            bots: self.bots.unwrap_or(config.bots),
            strength: self.strength.number(),
            seats: self.max_players.unwrap_or(config.max_players),
            listed: self.public.unwrap_or(true),
            password: Password::new(&self.password),
        };
        let (seats, bots) = (settings.seats, settings.bots);
        let tick_rate = self.tick_rate.unwrap_or(config.tick_rate);
        // Another world for each, and the same after a start with the same seed.
        let seed = self
            .code
            .bytes()
            .fold(config.seed, |seed, byte| (seed ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        let hosted = self.hosted;
        let filter = self.chat_filter.unwrap_or(config.chat_filter).level();
        let bounds = Bounds { seats, bots };
        RoomConfig {
            settings,
            bounds,
            hosted,
            filter,
            ..RoomConfig::standing(&self.code, seed, tick_rate, bots, seats)
        }
    }

    pub(super) fn check(&self, config: &Config) -> Result<(), ConfigError> {
        let wrong = |name: &str, range: String| {
            Err(ConfigError::Room { code: self.code.clone(), name: name.replace('_', "-"), range })
        };
        if !is_room_name(&self.code) {
            return wrong("code", format!("1 to {ROOM_BYTES_MAX} of a-z, 0-9 and -"));
        }
        let room = self.room(config);
        if !matches!(room.tick_rate, 15 | 20 | 30 | 60) {
            return wrong("tick-rate", "15, 20, 30 or 60".into());
        }
        let most = SEATS_MAX as u16;
        let checked = room.settings.check(Bounds { seats: most, bots: most });
        checked.or_else(|(name, range)| wrong(name, range))
    }
}
